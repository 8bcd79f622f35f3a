//! A reader of newsboat for ten years moves over in one command and loses nothing.

use std::process::{Command, Output};

use crate::place::Place;
use crate::server::{Server, answer, rss};

/// So often newsboat may fall to a signal.
const TRIES: usize = 9;

/// Runs the real newsboat in the place's folder; `None` where there is none, which is said.
fn newsboat(place: &Place, words: &[&str]) -> Option<()> {
    let run = || {
        Command::new("newsboat")
            .args(["-u", "nb/urls", "-c", "nb/cache.db", "-C", "nb/config"])
            .args(words)
            .current_dir(place.path(""))
            .env("HOME", place.path(""))
            .output()
    };
    // newsboat itself falls to a signal now and then while its threads reload; it is asked again.
    let fell = |output: &Output| output.status.code().is_none();
    let mut run_again = (0..TRIES).map(|_| run());
    let ended = run_again.find(|ended| !ended.as_ref().is_ok_and(fell));
    let run = ended.unwrap_or_else(run);
    match run {
        Ok(output) => {
            assert!(output.status.success(), "{output:?}");
            Some(())
        }
        Err(_) if std::env::var_os("NUTGRAF_NEWSBOAT").is_none() => {
            println!("SKIPPED: newsboat is not installed");
            None
        }
        Err(error) => panic!("newsboat is wanted and can't be started: {error}"),
    }
}

#[test]
fn what_newsboat_has_comes_over_and_stays_when_the_feeds_are_read() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/a" => answer(
            "200 OK",
            &[("ETag", "\"1\"")],
            &rss("a", &["Read", "Unread", "Flagged", "Deleted"]),
        ),
        "/b" => answer("200 OK", &[], &rss("b", &["Advert: buy", "News of b"])),
        _ => answer("404 Not Found", &[], ""),
    });
    let place = Place::new();
    place.file(
        "nb/urls",
        format!(
            "{} news \"~The A\"\n{} news \"!\"\n\"query:Unread news:unread = \\\"yes\\\" and tags # \\\"news\\\"\"\nexec:~/bin/make-feed x\n",
            server.url("/a"),
            server.url("/b")
        ),
    );
    place.file(
        "nb/config",
        format!(
            "reload-threads 2\nbind-key j down\nignore-article \"*\" \"title =~ \\\"casino\\\"\"\n\
             ignore-article \"{}\" \"title =~ \\\"^Advert\\\"\"\nmacro x open\n",
            server.url("/b")
        ),
    );
    // newsboat knows `exec:` too and would run it here.
    let urls = std::fs::read_to_string(place.path("nb/urls")).unwrap();
    place.file("nb/urls", urls.replace("exec:", "# exec:"));
    if newsboat(&place, &["-x", "reload"]).is_none() {
        return;
    }
    place.file("nb/urls", urls);
    let cache = rusqlite::Connection::open(place.path("nb/cache.db")).unwrap();
    cache
        .execute_batch(
            "UPDATE rss_item SET unread = 0 WHERE title IN ('Read', 'Flagged');
             UPDATE rss_item SET flags = 'sx' WHERE title = 'Flagged';
             UPDATE rss_item SET deleted = 1 WHERE title = 'Deleted';",
        )
        .unwrap();
    drop(cache);
    for round in 0..2 {
        let ended = place.run(&["feeds", "import", "nb"]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        let feeds = if round == 0 {
            "3 feeds followed, 2 lines kept"
        } else {
            "0 feeds followed, 0 lines kept"
        };
        assert!(ended.out.contains(feeds), "{}", ended.out);
        let articles = if round == 0 {
            "4 articles"
        } else {
            "0 articles"
        };
        assert!(ended.out.contains(articles), "{}", ended.out);
        for said in ["`exec:~/bin/make-feed`", "macro x open", "j = down: here j"] {
            assert!(ended.err.contains(said), "{said}: {}", ended.err);
        }
        check(&place);
    }
    // And when the feeds themselves are read, nothing comes twice or back.
    let ended = place.run(&["refresh", "--no-gap", "--force"]);
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    assert!(
        ended.err.contains("names a program, which is not run"),
        "{}",
        ended.err
    );
    check(&place);
    let briefs =
        std::fs::read_to_string(place.path(".local/share/nutgraf/library.briefs.toml")).unwrap();
    assert!(briefs.contains("is:unread feed:\"#"), "{briefs}");
    let mutes = std::fs::read_to_string(place.path(".config/nutgraf/briefs.toml")).unwrap();
    assert!(mutes.contains("/casino/"), "{mutes}");
    let feeds = std::fs::read_to_string(place.path(".config/nutgraf/feeds.toml")).unwrap();
    assert!(
        feeds.contains("drop = [\"/^Advert/\"]") && feeds.contains("hidden = true"),
        "{feeds}"
    );
}

fn check(place: &Place) {
    let of = |title: &str| {
        let rows = place.records(&["list", "--json", &format!("title:{title}")]);
        assert_eq!(rows.len(), 1, "{title}: {rows:?}");
        rows.into_iter().next().unwrap()
    };
    assert_eq!(of("Read")["read"], true);
    assert_eq!(of("Unread")["read"], false);
    let flagged = of("Flagged");
    assert_eq!(
        (&flagged["starred"], &flagged["tags"]),
        (&true.into(), &serde_json::json!(["s", "x"]))
    );
    let all = place.records(&["list", "--json"]);
    assert!(all.iter().all(|one| one["title"] != "Deleted"), "{all:?}");
}

#[test]
fn lists_of_other_readers_come_over() {
    let place = Place::new();
    place.file("x.opml", "<opml><body><outline text='World'><outline text='A' xmlUrl='https://a.example/f'/></outline></body></opml>");
    place.file("feeds", "@ Tech\nhttps://b.example/f \"B\"\n$(cmd) \"x\"\n");
    place.file(
        "nom.yml",
        "feeds:\n  - url: https://c.example/f\n    name: C\n",
    );
    place.file("no.bin", [0u8, 1, 2]);
    let ended = place.run(&["feeds", "import", "x.opml", "feeds", "nom.yml", "no.bin"]);
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    assert!(ended.out.contains("3 feeds followed"), "{}", ended.out);
    assert!(
        ended.err.contains("$(cmd)") && ended.err.contains("no.bin"),
        "{}",
        ended.err
    );
    let rows = place.records(&["feeds", "list", "--json"]);
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (&rows[0]["name"], &rows[0]["tags"][0]),
        (&"A".into(), &"World".into())
    );
    // newsboat's file can be the file itself.
    place.file(
        ".config/nutgraf/config.toml",
        "[feeds]\nfile = \"~/urls\"\n",
    );
    place.file("urls", "https://d.example/f tag \"~D\"\n# end\n");
    assert_eq!(place.records(&["feeds", "list", "--json"])[0]["name"], "D");
    place.well(&["feeds", "import", "x.opml"]);
    let urls = std::fs::read_to_string(place.path("urls")).unwrap();
    assert_eq!(
        urls,
        "https://d.example/f tag \"~D\"\n# end\nhttps://a.example/f World ~A\n"
    );
}
