//! A real server: what nginx answers, validators, limits and passwords, is understood. Skipped where it is not installed.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::place::Place;
use crate::server::{now, rss};

struct Nginx {
    child: Child,
    port: u16,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // TERM ends it with its workers.
        drop(
            Command::new("kill")
                .arg(self.child.id().to_string())
                .status(),
        );
        drop(self.child.wait());
    }
}

/// Starts nginx over a folder; `None` where there is none, which is said.
fn start(place: &Place) -> Option<Nginx> {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let root = place.path("");
    let root = root.display();
    let config = place.file(
        "nginx.conf",
        format!(
            "daemon off; master_process on; worker_processes 1; pid {root}/pid; error_log {root}/error.log;\n\
             events {{}}\n\
             http {{\n access_log {root}/access.log; client_body_temp_path {root}/t1; proxy_temp_path {root}/t2;\n\
             fastcgi_temp_path {root}/t3; uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;\n\
             gzip on; gzip_types *; gzip_min_length 1;\n\
             limit_req_zone $binary_remote_addr zone=one:1m rate=1r/m; limit_req_status 429;\n\
             server {{ listen 127.0.0.1:{port}; root {root}/www;\n\
             location /gone {{ return 410; }}\n\
             location /old {{ return 301 /plain; }}\n\
             location /aged {{ expires 3h; try_files /plain =404; }}\n\
             location /secret {{ auth_basic x; auth_basic_user_file {root}/users; try_files /plain =404; }}\n\
             location /limited {{ limit_req zone=one; error_page 429 @wait; try_files /plain =404; }}\n\
             location @wait {{ add_header Retry-After 120 always; return 429; }}\n }} }}\n"
        ),
    );
    place.file("www/plain", rss("a", &["One", "Two"]));
    place.file("users", "ann:{PLAIN}pw\n");
    let started = Command::new("nginx")
        .args(["-c".as_ref(), config.as_os_str()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let child = match started {
        Ok(child) => child,
        Err(_) if std::env::var_os("NUTGRAF_NGINX").is_none() => {
            println!("SKIPPED: nginx is not installed");
            return None;
        }
        Err(error) => panic!("nginx is wanted and can't be started: {error}"),
    };
    let nginx = Nginx { child, port };
    let until = now() + Duration::from_secs(10);
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(now() < until, "nginx does not answer");
        std::thread::sleep(Duration::from_millis(20));
    }
    Some(nginx)
}

#[test]
fn what_a_real_server_answers_is_understood() {
    let place = Place::new();
    let Some(nginx) = start(&place) else { return };
    let url = |path: &str| format!("http://127.0.0.1:{}{path}", nginx.port);
    let secret = url("/secret").replace("http://", "http://ann:pw@");
    let urls = [
        url("/plain"),
        url("/gone"),
        url("/old"),
        url("/aged"),
        secret,
    ];
    place.follow(&urls);
    let told = place.records(&["refresh", "--no-gap", "--json"]);
    let of = |path: &str| {
        let mut all = told.iter();
        all.find(|one| one["feed"].as_str().unwrap().ends_with(path))
            .unwrap()
            .clone()
    };
    assert_eq!(of("/gone")["status"], 410);
    for path in ["/plain", "/old", "/aged", "/secret"] {
        assert_eq!(of(path)["status"], 200, "{told:?}");
    }
    assert!(
        told.iter()
            .all(|one| !one["feed"].as_str().unwrap().contains("pw"))
    );
    // Under gzip its validators are weak, and hold all the same.
    let told = place.records(&["refresh", "--all", "--no-gap", "--json"]);
    let unchanged = told.iter().filter(|one| one["status"] == 304).count();
    assert_eq!(unchanged, 4, "{told:?}");
    assert!(place.well(&["feeds", "why", "/aged"]).contains("max-age"));

    // One request a minute: the second is one too many, and then the server is left alone.
    place.follow(&[url("/limited"), url("/limited?2"), url("/limited?3")]);
    let told = place.records(&["refresh", "--no-gap", "--json"]);
    let kinds: Vec<&str> = told
        .iter()
        .filter_map(|one| one["outcome"].as_str())
        .collect();
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "waits").count(),
        2,
        "{told:?}"
    );
    let before = std::fs::read_to_string(place.path("access.log")).unwrap();
    place.run(&["refresh", "--force", "--no-gap"]);
    let after = std::fs::read_to_string(place.path("access.log")).unwrap();
    assert_eq!(before, after, "nothing is asked while it waits");
}
