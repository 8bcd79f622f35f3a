//! Servers that mean harm: each ends in time, and the others are not held up.

use std::io::Write;
use std::time::Duration;

use crate::followed::records;
use crate::place::Place;
use crate::server::{Answer, Server, answer, now, rss};

fn raw(write: impl Fn(&mut std::net::TcpStream) + Send + 'static) -> Answer {
    Answer::Raw(Box::new(write))
}

/// The kinds of them.
const NAMES: [&str; 8] = [
    "bomb", "loris", "loop", "file", "other", "flood", "entities", "endless",
];

fn hostile(path: &'static str) -> Server {
    Server::start(move |_| match path {
        "bomb" => raw(|stream| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            let zeros = vec![b' '; 1 << 20];
            for _ in 0..200 {
                packed.write_all(&zeros).unwrap();
            }
            let packed = packed.finish().unwrap();
            drop(stream.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n",
            ));
            drop(stream.write_all(&packed));
        }),
        "loris" => raw(|stream| {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(500));
            }
        }),
        "loop" => answer("302 Found", &[("Location", "/again")], ""),
        "file" => answer("302 Found", &[("Location", "file:///etc/passwd")], ""),
        "other" => answer("302 Found", &[("Location", "http://127.0.0.2:1/")], ""),
        "flood" => raw(|stream| {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\n"));
            while stream.write_all(&b"X-A: bcdefgh\r\n".repeat(99)).is_ok() {}
        }),
        "entities" => answer(
            "200 OK",
            &[],
            &format!(
                "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>{}]><rss><channel><title>&a29;</title>\
                 <item><title>&a29; &#x41;</title><guid>1</guid></item></channel></rss>",
                (1..30)
                    .map(|n| format!("<!ENTITY a{n} '&a{0};&a{0};'>", n - 1))
                    .collect::<Vec<_>>()
                    .concat()
            ),
        ),
        _ => raw(|stream| {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss><channel><item><title>"));
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
        }),
    })
}

#[test]
fn hostile_servers_end_in_time_and_hold_up_nobody() {
    let servers: Vec<Server> = NAMES.into_iter().map(hostile).collect();
    let good = Server::start(|asked| {
        answer(
            "200 OK",
            &[],
            &rss(asked.path.trim_start_matches('/'), &["One"]),
        )
    });
    let place = Place::new();
    let mut urls: Vec<String> = servers.iter().map(|server| server.url("/feed")).collect();
    urls.extend((0..5).map(|n| good.url(&format!("/g{n}"))));
    place.follow(&urls);
    let began = now();
    let ended = place.run(&["refresh", "--no-gap", "--json"]);
    assert!(
        began.elapsed() < Duration::from_mins(1),
        "{:?}",
        began.elapsed()
    );
    let told = records(&ended.out);
    let of = |server: &Server| {
        let one = told
            .iter()
            .find(|one| one["feed"] == server.url("/feed").as_str());
        one.unwrap()["message"].as_str().unwrap_or("-").to_owned()
    };
    let words: Vec<String> = servers.iter().map(of).collect();
    for (words, wanted) in words.iter().zip([
        "larger than 15 MB",
        "not done within 20 s",
        "without end",
        "neither http nor https",
        "did not name",
        "header lines without end",
        "-",
        "larger than 15 MB",
    ]) {
        assert!(words.contains(wanted), "{words} / {wanted}");
    }
    // All of the good server's answers came before the slowest of the others had ended.
    let last = good.log().iter().map(|one| one.until).max().unwrap();
    assert!(last < began + Duration::from_secs(15));
    assert_eq!(good.log().len(), 5);
    assert_eq!(ended.code, Some(4));
    let bombs = place.records(&["list", "--json", "src:a29"]);
    assert!(bombs.len() <= 1);
}

/// How much memory a program had at most, in MB, and how long it took.
fn watched(mut child: std::process::Child) -> (u64, Duration) {
    let began = now();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    (most / 1024, began.elapsed())
}

#[test]
#[cfg(target_os = "linux")]
fn each_hostile_server_costs_little_memory_and_time() {
    // Side by side: most of it is waiting.
    let watching = NAMES.map(|name| {
        let watch = move || {
            let server = hostile(name);
            let place = Place::new();
            place.follow(&[server.url("/feed")]);
            let mut command = place.command(&["refresh", "--no-gap", "--quiet"]);
            let nowhere = std::process::Stdio::null;
            command.stdout(nowhere()).stderr(nowhere());
            watched(command.spawn().unwrap())
        };
        (name, std::thread::Builder::new().spawn(watch).unwrap())
    });
    for (name, thread) in watching {
        let (megabytes, took) = thread.join().unwrap();
        println!("{name}: {megabytes} MB, {took:.1?}");
        assert!((1..=64).contains(&megabytes), "{name}: {megabytes} MB");
        // Twenty seconds for the server, and some for a busy machine.
        assert!(took < Duration::from_secs(30), "{name}: {took:?}");
    }
}
