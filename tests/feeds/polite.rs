//! What a server sees.

use std::collections::HashMap;
use std::time::Duration;

use crate::place::Place;
use crate::server::{Server, answer, now, rss};

#[test]
fn one_connection_a_second_apart_with_validators_byte_for_byte() {
    let server = Server::start(|asked| {
        let name = asked.path.trim_start_matches('/').to_owned();
        let tag = format!("W/\"{name} \u{e9}\"");
        if asked.header("if-none-match") == Some(tag.as_bytes()) {
            return answer("304 Not Modified", &[("ETag", &tag)], "");
        }
        let headers = [
            ("ETag", tag.as_str()),
            ("Last-Modified", "Monday, about  noon"),
        ];
        answer("200 OK", &headers, &rss(&name, &["One"]))
    });
    let place = Place::new();
    let urls: Vec<String> = (0..4).map(|n| server.url(&format!("/f{n}"))).collect();
    place.follow(&urls);
    let mut stored = Vec::new();
    for round in 0..2 {
        place.well(&["refresh", "--force"]);
        stored.push(place.articles());
        let log = server.take_log();
        assert_eq!(log.len(), 4);
        for two in log.windows(2) {
            assert!(
                two[1].from >= two[0].until + Duration::from_millis(990),
                "round {round}"
            );
        }
        for asked in &log {
            assert_eq!(asked.open, 1, "one connection at a time");
            let name = asked.path.trim_start_matches('/');
            let tag = format!("W/\"{name} \u{e9}\"");
            let (etag, modified) = (
                asked.header("if-none-match"),
                asked.header("if-modified-since"),
            );
            if round == 0 {
                assert_eq!((etag, modified), (None, None));
            } else {
                assert_eq!(etag, Some(tag.as_bytes()));
                assert_eq!(modified, Some(&b"Monday, about  noon"[..]));
            }
            let agent = String::from_utf8_lossy(asked.header("user-agent").unwrap());
            assert!(
                agent.starts_with("nutgraf/") && agent.ends_with(" (feed reader)"),
                "{agent}"
            );
            assert!(asked.header("cookie").is_none() && asked.header("referer").is_none());
        }
    }
    assert!(stored[0].len() > 20, "there is something to compare");
    assert_eq!(stored[0], stored[1], "nothing new: nothing written");
    // A hundred starts within the hour ask nobody again: an interval is an hour at least, less a tenth.
    for _ in 0..100 {
        place.later(30);
        place.well(&["refresh", "--due", "--quiet"]);
    }
    assert!(server.log().is_empty());
    place.later(8 * 24 * 3600);
    place.well(&["refresh", "--no-gap"]);
    let log = server.take_log();
    assert!(
        log.iter().all(|one| one.header("if-none-match").is_none()),
        "once a week all of it"
    );
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/f3" => answer("429 Too Many Requests", &[("Retry-After", "120")], ""),
        path => answer(
            "200 OK",
            &[("ETag", "\"1\"")],
            &rss(path.trim_start_matches('/'), &["One"]),
        ),
    });
    let other = Server::start(|_| answer("200 OK", &[], &rss("other", &["Two"])));
    let place = Place::new();
    let mut urls: Vec<String> = (0..50).map(|n| server.url(&format!("/f{n}"))).collect();
    urls.push(other.url("/"));
    place.follow(&urls);
    let ended = place.run(&["refresh", "--no-gap", "--json"]);
    assert_eq!(ended.code, Some(0), "waiting is no failure: {}", ended.err);
    assert_eq!(server.take_log().len(), 4);
    assert_eq!(other.take_log().len(), 1);
    let mut kinds: HashMap<String, usize> = HashMap::new();
    for one in crate::followed::records(&ended.out) {
        *kinds
            .entry(one["outcome"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    assert_eq!((kinds["waits"], kinds["read"]), (47, 4));
    // Nor by another run, nor by force.
    place.run(&["refresh"]);
    place.run(&["refresh", "--force", "--no-gap"]);
    place.run(&["refresh", "--feed", "/f7"]);
    assert!(server.take_log().is_empty());
    let rows = place.records(&["feeds", "list", "--failing", "--json"]);
    assert!(rows.is_empty(), "{rows:?}");
    place.later(121);
    place.run(&["refresh", "--no-gap"]);
    let again: Vec<String> = server.take_log().into_iter().map(|one| one.path).collect();
    assert_eq!(
        again.len(),
        46,
        "all but the four that were asked: {again:?}"
    );
}

#[test]
fn when_nobody_can_be_reached_nobody_has_failed() {
    let place = Place::new();
    let closed: Vec<String> = (0..3)
        .map(|_| {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            format!("http://{}/", listener.local_addr().unwrap())
        })
        .collect();
    place.follow(&closed);
    let ended = place.run(&["refresh"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("no network"), "{}", ended.err);
    assert!(
        place
            .records(&["feeds", "list", "--failing", "--json"])
            .is_empty()
    );
    let server = Server::start(|_| answer("200 OK", &[], &rss("a", &["One"])));
    place.follow(&[closed.clone(), vec![server.url("/")]].concat());
    assert_eq!(place.run(&["refresh"]).code, Some(4));
    assert_eq!(
        place
            .records(&["feeds", "list", "--failing", "--json"])
            .len(),
        3
    );
}

#[test]
fn one_refresh_of_a_library_at_a_time() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_secs(5));
        answer("200 OK", &[], &rss("a", &["One"]))
    });
    let place = Place::new();
    place.follow(&[server.url("/")]);
    let mut first = place.command(&["refresh"]).spawn().unwrap();
    let until = now() + Duration::from_secs(20);
    // Once its question has reached the server, the first one has the library for five seconds.
    while server.log().is_empty() && now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    let busy = place.run(&["refresh", "--force"]);
    assert_eq!(busy.code, Some(3), "{}", busy.err);
    assert_eq!(first.wait().unwrap().code(), Some(0));
}
