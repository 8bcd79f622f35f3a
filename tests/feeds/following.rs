//! A reader follows feeds, and news comes in by itself.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use nutgraf_library::Library;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;

use crate::followed::LIBRARY;
use crate::place::Place;
use crate::server::{Answer, Server, answer, feed, item, rss};

/// A site with a page that names two feeds, the feeds, and one that is gone.
fn site() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/" => answer(
            "200 OK",
            &[("Content-Type", "text/html")],
            "<!doctype html><head><link rel=alternate type=application/rss+xml href=/a.xml title='All news'>\
             <link rel=alternate type=application/atom+xml href=/b.xml title='World'></head><p>Hello.",
        ),
        "/blog" => answer(
            "200 OK",
            &[("Content-Type", "text/html")],
            "<!doctype html><head><link rel=alternate type=application/rss+xml href=/b.xml></head><p>Hello.",
        ),
        "/a.xml" => answer("200 OK", &[("ETag", "\"a1\"")], &rss("a", &["One", "Two"])),
        "/b.xml" => answer("200 OK", &[("ETag", "\"b1\"")], &rss("b", &["Three"])),
        "/bare" => answer("200 OK", &[], "<!doctype html><p>Nothing."),
        _ => answer("404 Not Found", &[], ""),
    })
}

#[test]
fn a_site_is_followed_read_and_left() {
    let server = site();
    let place = Place::new();
    let ended = place.run(&["refresh"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("nutgraf feeds add"), "{}", ended.err);

    // Several feeds: which one, is for the reader to say.
    let ended = place.run(&["feeds", "add", &server.url("/")]);
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.err.contains("2 feeds"), "{}", ended.err);
    assert!(ended.out.contains("/a.xml  All news"), "{}", ended.out);
    let found = place.records(&["feeds", "discover", &server.url("/"), "--json"]);
    assert_eq!(found[1]["title"], "World");
    assert_eq!(
        place.run(&["feeds", "discover", &server.url("/bare")]).code,
        Some(1)
    );

    let said = place.well(&[
        "feeds",
        "add",
        &server.url("/a.xml"),
        "--tag",
        "world",
        "--tag",
        "x",
    ]);
    assert!(said.contains("follows"), "{said}");
    place.well(&["feeds", "add", &server.url("/blog")]);
    assert_eq!(
        place.run(&["feeds", "add", &server.url("/none")]).code,
        Some(1)
    );
    let rows = place.records(&["feeds", "list", "--json"]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["state"], "new");

    let told = place.records(&["refresh", "--json", "--no-gap"]);
    assert_eq!(told.len(), 2, "{told:?}");
    let new: u64 = told.iter().filter_map(|one| one["new"].as_u64()).sum();
    assert_eq!(new, 3);
    let listed = place.records(&["list", "--json"]);
    assert_eq!(listed.len(), 3);
    assert!(
        listed
            .iter()
            .all(|a| !a["url"].as_str().unwrap().contains("utm_")),
        "{listed:?}"
    );
    let said = place.well(&["refresh"]);
    assert!(said.contains("no feed is due"), "{said}");

    let rows = place.records(&["feeds", "list", "--json"]);
    assert_eq!(
        (&rows[0]["name"], &rows[0]["articles"]),
        (&"a".into(), &2.into())
    );
    assert_eq!(rows[0]["tags"][0], "world");
    let why = place.well(&["feeds", "why", "a.xml"]);
    assert!(
        why.contains("asked again at") && why.contains("2 entries"),
        "{why}"
    );
    let opml = place.well(&["feeds", "export", "--opml"]);
    assert!(opml.contains("<outline text=\"world\">"), "{opml}");
    assert!(
        place
            .well(&["feeds", "export", "--urls"])
            .contains("/a.xml world x")
    );
    assert!(place.well(&["feeds", "timer"]).contains("OnUnitActiveSec"));

    place.well(&["feeds", "remove", "b.xml"]);
    assert_eq!(
        place.records(&["list", "--json"]).len(),
        3,
        "its articles stay"
    );
    let said = place.well(&["feeds", "remove", "a", "--articles"]);
    assert!(said.contains("2 articles went"), "{said}");
    assert_eq!(place.records(&["list", "--json"]).len(), 1);
}

#[test]
fn what_changes_is_changed_and_what_failed_is_named() {
    let round = Arc::new(AtomicUsize::new(0));
    let turn = Arc::clone(&round);
    let server = Server::start(move |asked| {
        let round = turn.load(Ordering::SeqCst);
        let tag = format!("\"{round}\"");
        match asked.path.as_str() {
            "/a" if asked.header("if-none-match") == Some(tag.as_bytes()) => {
                answer("304 Not Modified", &[("ETag", &tag)], "")
            }
            "/a" => {
                let title = if round == 0 {
                    "Talks begin"
                } else {
                    "Talks end"
                };
                answer("200 OK", &[("ETag", &tag)], &rss("a", &[title]))
            }
            "/broken" => answer("200 OK", &[], "no feed at all"),
            _ => answer("404 Not Found", &[], ""),
        }
    });
    let place = Place::new();
    place.follow(&[server.url("/a"), server.url("/none"), server.url("/broken")]);
    let ended = place.run(&["refresh", "--no-gap"]);
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    assert!(
        ended
            .err
            .contains("/none: there is nothing at this address (404)"),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("/broken: no feed"), "{}", ended.err);
    assert!(
        ended.out.contains("3 feeds: 1 new, 2 failed"),
        "{}",
        ended.out
    );
    let failing = place.records(&["feeds", "list", "--failing", "--json"]);
    assert_eq!(failing.len(), 2);

    place.follow(&[server.url("/a")]);
    server.take_log();
    let said = place.well(&["refresh", "--force", "--no-gap"]);
    assert!(said.contains("1 without news"), "{said}");
    assert_eq!(
        server.take_log()[0].header("if-none-match"),
        Some(&b"\"0\""[..])
    );
    round.store(1, Ordering::SeqCst);
    let told = place.records(&["refresh", "--force", "--json"]);
    assert_eq!(
        (&told[0]["new"], &told[0]["updated"]),
        (&0.into(), &1.into())
    );
    assert_eq!(place.records(&["list", "--json"])[0]["title"], "Talks end");
    let only = place.run(&["refresh", "--feed", "nothing-like-it"]);
    assert_eq!(only.code, Some(1));
}

#[test]
fn lines_of_the_file_hold_at_the_door() {
    let server = Server::start(|asked| {
        match asked.path.as_str() {
        "/a" => answer("200 OK", &[], &rss("a", &["Oil price up", "Football cup", "Oil and football"])),
        "/long" => answer("200 OK", &[], &{
            let entry = item("c", 1, "Long").replace("https://c.example/1", "/page");
            feed("c", &entry)
        }),
        "/secret" if asked.header("authorization").is_none() => answer("401 Unauthorized", &[], ""),
        "/secret" => answer("200 OK", &[], &rss("s", &["Members only"])),
        path if path.starts_with("/page") => answer(
            "200 OK",
            &[("Content-Type", "text/html")],
            &format!(
                "<!doctype html><title>Long</title><article><h1>Long</h1>{}</article>",
                (1..9)
                    .map(|n| {
                        format!(
                            "<p>In its part {n} the whole article has much more to say about the river than the feed had said of it on day {n}.</p>"
                        )
                    })
                    .collect::<Vec<_>>()
                    .concat()
            ),
        ),
        _ => answer("404 Not Found", &[], ""),
    }
    });
    let place = Place::new();
    place.feeds(&format!(
        "[[feed]]\nurl = \"{}\"\nkeep = [\"oil\"]\ndrop = [\"football\"]\nname = \"My A\"\n\
         [[feed]]\nurl = \"{}\"\nfull = true\n[[feed]]\nurl = \"{}\"\nauth = \"env:PASS\"\n[[feed]]\nurl = 7\n",
        server.url("/a"),
        server.url("/long"),
        server.url("/secret"),
    ));
    let ended = place
        .command(&["refresh", "--no-gap"])
        .env("PASS", "ann:pw")
        .output()
        .unwrap();
    let ended = crate::place::ended(ended);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(
        ended
            .err
            .contains("feeds.toml:13: `url` must be an address"),
        "{}",
        ended.err
    );
    let listed = place.records(&["list", "--json", "sort:source"]);
    let titles: Vec<&str> = listed
        .iter()
        .filter_map(|one| one["title"].as_str())
        .collect();
    assert_eq!(
        titles,
        ["Long", "Oil price up", "Members only"],
        "{listed:?}"
    );
    assert_eq!(listed[1]["source"], "My A");
    let shown = place.records(&["list", "--json", "--full", "src:c"]);
    assert!(shown[0]["words"].as_u64().unwrap() > 100, "{shown:?}");
    let list = place.well(&["feeds", "list"]);
    assert!(!list.contains("ann:pw"), "{list}");
}

#[test]
fn a_kill_at_any_moment_loses_nothing() {
    kill_and_look(40);
}

#[test]
#[ignore = "the same a hundred times: most of a minute; `cargo test --test feeds -- --ignored kills`"]
fn a_hundred_kills_lose_nothing() {
    kill_and_look(100);
}

fn kill_and_look(kills: u64) {
    // Slow enough that the kills fall into the middle of it.
    let server = Server::start(|asked| {
        std::thread::sleep(std::time::Duration::from_millis(3));
        let name = asked.path.trim_start_matches('/').to_owned();
        let tag = format!("\"{name}\"");
        if asked.header("if-none-match") == Some(tag.as_bytes()) {
            return answer("304 Not Modified", &[], "");
        }
        let titles: Vec<String> = (0..5).map(|n| format!("News {n} of {name}")).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        answer("200 OK", &[("ETag", &tag)], &rss(&name, &titles))
    });
    let place = Place::new();
    let urls: Vec<String> = (0..60).map(|n| server.url(&format!("/f{n}"))).collect();
    place.follow(&urls);
    // What the reader did with whatever had come by then: every other article is starred too.
    let mut starred: HashMap<ArticleId, bool> = HashMap::new();
    let mut range = 400;
    for kill in 0..kills {
        if kill % 8 == 4 {
            let library = Library::open(&place.path(LIBRARY)).unwrap();
            let arrived = library.reader().unwrap().newest(400, 0).unwrap();
            // A busy machine is given longer, so that something comes before the kill.
            range *= if arrived.is_empty() { 4 } else { 1 };
            let mut writer = library.writer().unwrap();
            let fresh = arrived.iter().map(|one| one.id);
            let fresh: Vec<_> = fresh
                .filter(|id| !starred.contains_key(id))
                .take(6)
                .collect();
            for (id, star) in fresh.into_iter().zip([true, false].into_iter().cycle()) {
                let one = || Arc::from([id]);
                let changes = [
                    Change::SetRead(one(), true),
                    Change::SetStarred(one(), star),
                ];
                writer.apply(&changes).unwrap();
                starred.insert(id, star);
            }
        }
        let mut child = place
            .command(&["refresh", "--no-gap", "--quiet"])
            .spawn()
            .unwrap();
        // From the first question on, so that a busy machine is killed in the middle of it too.
        let asked = server.log().len();
        while server.log().len() == asked && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        std::thread::sleep(std::time::Duration::from_millis(kill * 37 % range));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    place.run(&["refresh", "--no-gap", "--quiet"]);
    let listed = place.records(&["list", "--json"]);
    let mut titles: Vec<String> = listed.iter().map(|a| a["title"].to_string()).collect();
    titles.sort();
    titles.dedup();
    assert_eq!((listed.len(), titles.len()), (300, 300));
    assert!(place.well(&["library", "check"]).contains("300"));
    assert!(starred.len() >= 12, "something had come: {starred:?}");
    let library = Library::open(&place.path(LIBRARY)).unwrap();
    for one in library.reader().unwrap().newest(400, 0).unwrap() {
        let star = starred.get(&one.id);
        let marks = (star.is_some(), star.is_some_and(|star| *star));
        assert_eq!((one.marks.read, one.marks.starred), marks, "{:?}", one.id);
    }
}

#[test]
fn the_same_entry_in_five_feeds_is_one_article_for_ever() {
    let server = Server::start(|asked| {
        let name = asked.path.trim_start_matches('/').to_owned();
        let entry = item(&name, 1, "The same")
            .replace(&format!("https://{name}.example/"), "https://page.example/");
        answer(
            "200 OK",
            &[],
            &feed(
                &name,
                &format!("{entry}<!-- {:?} -->", crate::server::now()),
            ),
        )
    });
    let place = Place::new();
    let urls: Vec<String> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|n| server.url(&format!("/{n}")))
        .collect();
    place.follow(&urls[..1]);
    place.well(&["refresh", "--no-gap"]);
    place.follow(&urls);
    for _ in 0..10 {
        let told = place.records(&["refresh", "--force", "--no-gap", "--json"]);
        assert!(
            told.iter()
                .all(|one| one["new"] == 0 && one["updated"] == 0),
            "{told:?}"
        );
    }
    let listed = place.records(&["list", "--json"]);
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["source"], "a");
}

#[test]
fn feeds_that_moved_are_healed() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => Answer::Document(
            "301 Moved Permanently",
            vec![("Location", "/new".to_owned())],
            Vec::new(),
        ),
        _ => answer("200 OK", &[("ETag", "\"1\"")], &rss("a", &["One"])),
    });
    let place = Place::new();
    place.follow(&[server.url("/old")]);
    for _ in 0..4 {
        place.well(&["refresh", "--no-gap"]);
        place.later(26 * 3600);
    }
    assert!(
        place
            .well(&["feeds", "why", "old"])
            .contains("moved for good")
    );
    server.take_log();
    place.well(&["refresh", "--force", "--no-gap"]);
    let asked: Vec<String> = server.take_log().into_iter().map(|one| one.path).collect();
    assert_eq!(asked, ["/new"]);
    let said = place.well(&["feeds", "heal"]);
    assert!(said.contains("/new"), "{said}");
    let rows = place.records(&["feeds", "list", "--json"]);
    assert!(rows[0]["url"].as_str().unwrap().ends_with("/new"));
    assert_eq!(rows[0]["articles"], 1);
}
