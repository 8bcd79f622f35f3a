//! The thread that follows feeds, with a server of its own on the loopback.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a test waits for one message and lets the others pass"
)]

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};

use crate::app::effect::{Question, Request};
use crate::app::msg::{Level, Msg};
use crate::engine::tests::{setup, until};
use crate::engine::{Engine, FeedsSetup, ReadingSetup};
use nutgraf_library::Library;
use nutgraf_read::model::feed::{FeedEdit, Wanted, Which};
use nutgraf_read::model::id::{ArticleId, Generation};

/// A paragraph of a text.
const LONG: &str = "Ministers met in Vienna for the seventh round of talks, and a delegation asked for guarantees that nobody could \
    give. The agency reported on the number of halls, said its director on Tuesday, and the talks go on next week.";

struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

/// A server that answers each path with a document, or with 404.
fn server(answer: impl Fn(&str, &str) -> Option<String> + Send + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let (noted, own) = (Arc::clone(&asked), address.clone());
    std::thread::Builder::new()
        .spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let first = lines.next().and_then(Result::ok).unwrap_or_default();
                let path = first.split(' ').nth(1).unwrap_or("").to_owned();
                while lines
                    .next()
                    .and_then(Result::ok)
                    .is_some_and(|line| !line.is_empty())
                {}
                let body = answer(&path, &own);
                let status = if body.is_some() {
                    "200 OK"
                } else {
                    "404 Not Found"
                };
                let body = body.unwrap_or_default();
                noted.lock().unwrap().push(path);
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
                );
                drop(stream.write_all(format!("{head}{body}").as_bytes()));
            }
        })
        .unwrap();
    Server { address, asked }
}

fn feed(title: &str, items: &[(&str, &str)]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|(link, text)| {
            format!(
                "<item><title>About {link}</title><guid>{link}</guid><link>{link}</link><description>{text}</description></item>"
            )
        })
        .collect();
    format!(
        "<rss version=\"2.0\"><channel><title>{title}</title>{}</channel></rss>",
        items.concat()
    )
}

struct Browser {
    engine: Engine,
    messages: Receiver<Msg>,
    library: Arc<Library>,
    folder: tempfile::TempDir,
    questions: u64,
}

impl Browser {
    fn following(urls: &[String], every: Option<Duration>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("feeds.toml");
        let tables: Vec<String> = urls
            .iter()
            .map(|url| format!("[[feed]]\nurl = \"{url}\"\n"))
            .collect();
        fs::write(&file, tables.concat()).unwrap();
        let library = Arc::new(Library::open(&folder.path().join("library.db")).unwrap());
        let (inbox, messages) = bounded(1024);
        let setup = ReadingSetup {
            feeds: Some(FeedsSetup {
                file,
                every,
                ..FeedsSetup::default()
            }),
            ..setup()
        };
        Self {
            engine: Engine::start(&library, setup, inbox).unwrap(),
            messages,
            library,
            folder,
            questions: 0,
        }
    }

    fn refresh(&self, which: Which) -> String {
        self.engine.carry_out(Request::Refresh(which));
        self.said()
    }

    /// The next report.
    fn said(&self) -> String {
        until(&self.messages, |msg| match msg {
            Msg::Report(report) => {
                assert_ne!(report.level, Level::Error, "{}", report.text);
                Some(report.text)
            }
            _ => None,
        })
    }

    /// Asks until so many articles match: a catalog follows the library after a moment.
    fn finds(&mut self, line: &str, wanted: usize) {
        for _ in 0..100 {
            self.questions += 1;
            let generation = Generation(self.questions);
            self.engine.carry_out(Request::Search(Question {
                generation,
                line: line.to_owned(),
                cursor: None,
                rows: 0,
            }));
            let found = until(&self.messages, |msg| match msg {
                Msg::Found(answer) if answer.generation == generation => {
                    Some(answer.found.set.count())
                }
                _ => None,
            });
            if found as usize == wanted {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("`{line}` never found {wanted}");
    }

    fn text(&self, id: ArticleId) -> String {
        let reading = self.library.reader().unwrap().open(id).unwrap().unwrap();
        reading.analyzed.article.text.to_string()
    }

    /// The article about a page.
    fn about(&self, title: &str) -> ArticleId {
        let all = self.library.reader().unwrap().newest(99, 0).unwrap();
        all.iter()
            .find(|one| one.title.ends_with(title))
            .unwrap()
            .id
    }
}

#[test]
fn what_is_due_is_asked_by_itself_and_only_that() {
    let server = server(|path, _| Some(feed(path, &[(path, LONG)])));
    let url = |name: &str| format!("{}/{name}", server.address);
    let mut browser = Browser::following(&[url("a")], Some(Duration::from_millis(100)));
    browser.finds("", 1);
    // A feed that is written into the file by hand is seen at the next look; the first one is not due again.
    let file = browser.folder.path().join("feeds.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}[[feed]]\nurl = \"{}\"\n", url("b"))).unwrap();
    browser.finds("", 2);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(*server.asked.lock().unwrap(), ["/a", "/b"]);
    browser.engine.finish();
}

#[test]
fn a_feed_is_found_by_the_name_that_it_has_now() {
    let server = server(|path, _| {
        let titles = [("/one", "The Gazette"), ("/two", "")];
        let (_, title) = titles.iter().find(|(own, _)| *own == path)?;
        // Both tell of one page.
        Some(feed(
            title,
            &[("https://a.example/page", LONG), (path, LONG)],
        ))
    });
    let url = |name: &str| format!("{}/{name}", server.address);
    let mut browser = Browser::following(&[url("one"), url("two")], None);
    browser.finds("feed:gazette", 0);
    browser.refresh(Which::Due);
    browser.finds("feed:gazette", 2);
    browser.finds(&format!("feed:\"{}\"", url("two")), 2);
    browser.finds(&format!("feed:gazette feed:\"{}\"", url("two")), 1);
    // Another name and tags, and all its articles are found by those.
    let edit = FeedEdit::Take(url("two"));
    browser.engine.carry_out(Request::ChangeFeeds(edit));
    let named = Wanted {
        url: url("two"),
        name: Some("Evening".to_owned()),
        tags: vec!["late".to_owned()],
        ..Wanted::default()
    };
    browser
        .engine
        .carry_out(Request::ChangeFeeds(FeedEdit::Add(vec![named])));
    browser.finds("feed:evening", 2);
    browser.finds("feed:#late -feed:gazette", 1);
    browser.engine.finish();
}

#[test]
fn a_whole_page_is_fetched_once_and_stays() {
    let page = |paragraphs: usize| {
        let text = format!("<p>{LONG}</p>").repeat(paragraphs);
        format!(
            "<html><head><title>A page</title></head><body><article><h1>A page</h1>{text}</article></body></html>"
        )
    };
    let times = AtomicU32::new(0);
    let server = server(move |path, own| {
        let link = |name: &str| format!("{own}/{name}");
        match path {
            // Not the same document twice.
            "/feed" => Some(feed(
                &format!("F {}", times.fetch_add(1, Ordering::Relaxed)),
                &[
                    (&link("whole"), LONG),
                    (&link("less"), &format!("{LONG} {LONG}")),
                    (&link("gone"), LONG),
                ],
            )),
            "/strange" => Some(feed("S", &[("http://127.0.0.2:1/inside", LONG)])),
            "/whole" => Some(page(5)),
            "/less" => Some(page(1)),
            _ => None,
        }
    });
    let url = |name: &str| format!("{}/{name}", server.address);
    let mut browser = Browser::following(&[url("feed"), url("strange")], None);
    browser.refresh(Which::Due);
    browser.finds("", 4);
    let fetched = |title: &str| {
        let id = browser.about(title);
        let before = browser.text(id);
        browser.engine.carry_out(Request::WholePage(id));
        let said = browser.said();
        (id, before, said)
    };
    let (id, before, said) = fetched("less");
    assert!(said.contains("no more than is here"), "{said}");
    assert_eq!(browser.text(id), before);
    let (id, before, said) = fetched("gone");
    assert!(
        said.contains("stays as it is") && said.contains("404"),
        "{said}"
    );
    assert_eq!(browser.text(id), before);
    let (_, _, said) = fetched("inside");
    assert!(said.contains("only for a feed from there"), "{said}");
    let (id, before, said) = fetched("whole");
    assert!(said.contains("the whole page"), "{said}");
    let length = before.len();
    let whole = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        Some(browser.text(id)).filter(|text| text.len() > 4 * length)
    });
    let whole = whole.expect("the text of the page is stored");
    // What the feed has of it is asked for again, and is no newer form of the article.
    browser.refresh(Which::All);
    browser.refresh(Which::All);
    browser.finds("", 4);
    assert_eq!(browser.text(id), whole);
    browser.engine.finish();
}

#[test]
fn the_starter_list_is_of_feeds_that_can_be_told_apart() {
    let text = super::STARTERS;
    let feeds: Vec<Wanted> = super::starters();
    assert!(feeds.len() >= 40, "{}", feeds.len());
    let lines = text.lines().filter(|line| line.contains("xmlUrl"));
    assert!(lines.clone().all(|line| line.contains(" language=\"")));
    assert_eq!(lines.count(), feeds.len(), "none stands there twice");
    let names: HashSet<_> = feeds.iter().map(|feed| feed.name.clone()).collect();
    assert_eq!(names.len(), feeds.len());
    for feed in &feeds {
        assert!(feed.url.starts_with("https://"), "{}", feed.url);
        // Tags are parted by blanks where they are written.
        assert!(
            matches!(feed.tags.as_slice(), [tag] if !tag.contains(' ')),
            "{:?}",
            feed.tags
        );
    }
}
