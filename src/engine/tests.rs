#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a test waits for one message and lets the others pass"
)]

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};

use crate::app::effect::{Question, Request};
use crate::app::msg::Msg;
use crate::engine::fixture::analyzed;
use crate::engine::{Engine, ReadingSetup};
use nutgraf_analysis::{self, AnalysisOptions};
use nutgraf_feeds::chat::Server;
use nutgraf_library::Library;
use nutgraf_read::ingest::Limits;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::{ArticleId, Generation};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::retelling::Stage;
use nutgraf_read::model::span::Span;

/// Far longer than anything here takes; only a failure waits so long.
const LONG: Duration = Duration::from_secs(30);

pub(crate) fn setup() -> ReadingSetup {
    ReadingSetup {
        lexicon: nutgraf_analysis::lexicon(),
        options: AnalysisOptions::default(),
        limits: Limits::default(),
        format: None,
        workers: 2,
        keep: (0, 0),
        server: None,
        feeds: None,
    }
}

/// Takes messages until `wanted` makes something of one.
pub(crate) fn until<T>(messages: &Receiver<Msg>, mut wanted: impl FnMut(Msg) -> Option<T>) -> T {
    loop {
        let msg = messages.recv_timeout(LONG).expect("the engine answers");
        if let Some(value) = wanted(msg) {
            return value;
        }
    }
}

fn ask(engine: &Engine, messages: &Receiver<Msg>, number: u64, line: &str) -> Vec<ArticleId> {
    let generation = Generation(number);
    let search = Request::Search(Question {
        generation,
        line: line.to_owned(),
        cursor: None,
        rows: 0,
    });
    engine.carry_out(search);
    until(messages, |msg| match msg {
        Msg::Found(answer) if answer.generation == generation => Some(answer.found.rows.to_vec()),
        _ => None,
    })
}

#[test]
fn a_folder_is_imported_found_opened_marked_and_unmarked() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        (
            "a.md",
            "---\ntitle: Talks resume in Vienna\n---\n\nDelegates met again in Vienna on Monday. They spoke for two hours.\n",
        ),
        (
            "b.md",
            "---\ntitle: Harvest breaks records\n---\n\nFarmers brought in more wheat than ever this summer. Prices fell.\n",
        ),
        ("bad.txt", "\u{0}\u{1}\u{2}"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let library = Arc::new(Library::temporary().unwrap());
    let (inbox, messages) = bounded(1024);
    let engine = Engine::start(&library, setup(), inbox).unwrap();
    assert!(engine.import(vec![folder.path().to_owned()]));

    let mut stored = 0;
    let mut refused = Vec::new();
    let mut last = None;
    while stored < 2 || last.is_none() {
        match messages.recv_timeout(LONG).expect("the import goes on") {
            Msg::Applied(applied) => stored += applied.new,
            Msg::Report(report) => refused.push(report.text),
            Msg::Progress(progress) if progress.finished => last = Some(progress),
            _ => {}
        }
    }
    let last = last.unwrap();
    assert_eq!((last.done, last.total, last.failed), (3, 3, 1));
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(refused[0].contains("bad.txt"), "{refused:?}");

    // The writer tells the search thread before it tells the screen, so both articles are found.
    let vienna = ask(&engine, &messages, 1, "vienna");
    assert_eq!(vienna.len(), 1);
    assert_eq!(ask(&engine, &messages, 2, "").len(), 2);

    let id = vienna[0];
    engine.carry_out(Request::Open(id));
    let reading = until(&messages, |msg| match msg {
        Msg::Opened { reading, .. } => Some(reading.expect("it is there")),
        _ => None,
    });
    assert_eq!(
        reading.analyzed.article.meta.title,
        "Talks resume in Vienna"
    );
    assert!(!reading.analyzed.analysis.summary.is_empty());

    let applied = |msg| match msg {
        Msg::Applied(applied) => Some(applied),
        _ => None,
    };
    let read = Change::SetRead(Arc::from([id]), true);
    engine.carry_out(Request::Apply(read));
    assert_eq!(until(&messages, applied).touched, [id]);
    let unread = || library.reader().unwrap().counts().unwrap().unread;
    assert_eq!(unread(), 1);
    engine.carry_out(Request::Apply(Change::Undo));
    assert!(until(&messages, applied).undone.is_some());
    assert_eq!(unread(), 2);
    engine.finish();
}

#[test]
fn any_number_of_questions_is_answered() {
    let library = Arc::new(Library::temporary().unwrap());
    let mut writer = library.writer().unwrap();
    let harbour = Change::Put(Box::new(analyzed("harbour", "The harbour is open.", &[])));
    writer.apply(&[harbour]).unwrap();
    let (inbox, messages) = bounded(1024);
    let engine = Engine::start(&library, setup(), inbox).unwrap();
    for number in 1..=200 {
        let line = if number % 2 == 0 {
            "harbour"
        } else {
            "nothing so"
        };
        let found = ask(&engine, &messages, number, line);
        // While it loads, or until the full text has spoken, there may be nothing yet.
        assert!(found.len() <= 1, "{line}: {found:?}");
    }
    drop(messages);
    engine.finish();
}

#[test]
fn a_word_goes_on_to_the_phrases_of_what_is_found() {
    let library = Arc::new(Library::temporary().unwrap());
    let mut writer = library.writer().unwrap();
    for (key, text) in [
        ("moved", "The grain trade moved to the railway."),
        ("fell", "It fell when the grain trade did."),
        ("other", "The harbour has no grain."),
    ] {
        let mut article = analyzed(key, text, &[]);
        let at = text.find("grain trade").filter(|_| key == "moved");
        let phrase = at.map(|at| Span::new(at, at + "grain trade".len()));
        article.analysis.keyphrases = phrase.into_iter().collect();
        writer.apply(&[Change::Put(Box::new(article))]).unwrap();
    }
    let (inbox, messages) = bounded(1024);
    let engine = Engine::start(&library, setup(), inbox).unwrap();
    let search = Request::Search(Question {
        generation: Generation(1),
        line: "grain".to_owned(),
        cursor: Some(5),
        rows: 10,
    });
    engine.carry_out(search);
    // One article has the phrase, and the texts of two hold it.
    until(&messages, |msg| match msg {
        Msg::Found(answer) => {
            let all = answer
                .completions
                .map(|known| known.all)
                .unwrap_or_default();
            let phrase = all.into_iter().find(|c| c.text == "\"grain trade\"")?;
            (phrase.articles == Some(2) && phrase.span == Span::new(0, 5)).then_some(())
        }
        _ => None,
    });
    drop(messages);
    engine.finish();
}

#[test]
fn what_waits_for_the_writer_when_the_program_ends_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let library = Arc::new(Library::open(&path).unwrap());
    let (inbox, messages) = bounded(1024);
    let engine = Engine::start(&library, setup(), inbox).unwrap();
    engine.carry_out(Request::ImportStarters);
    let before = until(&messages, |msg| match msg {
        Msg::Applied(applied) if applied.new > 0 => Some(applied.new),
        _ => None,
    });
    drop(messages);
    engine.finish();
    let kept = Library::open(&path)
        .unwrap()
        .reader()
        .unwrap()
        .counts()
        .unwrap();
    assert!(kept.articles >= before);
}

#[test]
fn no_rows_are_no_question() {
    let library = Arc::new(Library::temporary().unwrap());
    let (inbox, messages) = bounded(1024);
    let engine = Engine::start(&library, setup(), inbox).unwrap();
    engine.carry_out(Request::LoadRows(Vec::new()));
    engine.finish();
    assert!(!messages.iter().any(|msg| matches!(msg, Msg::Rows(_))));
}

#[test]
fn what_an_older_version_has_analysed_is_analysed_anew_and_old_articles_leave() {
    let library = Arc::new(Library::temporary().unwrap());
    let mut writer = library.writer().unwrap();
    let text =
        "Ministers met in Vienna on Monday. The talks with Iran resume next week, officials said.";
    for (n, day) in [(1, 100), (2, 200), (3, 300)] {
        let mut old = analyzed(&format!("k{n}"), &format!("{text} Copy {n}."), &[]);
        old.article.meta.published = Some(Moment(day * 86_400));
        old.analysis = Analysis::default();
        writer.apply(&[Change::Put(Box::new(old))]).unwrap();
    }
    let starred = Change::SetStarred(Arc::from([ArticleId(1)]), true);
    writer.apply(&[starred]).unwrap();
    drop(writer);
    let reader = library.reader().unwrap();
    assert_eq!(reader.stale(nutgraf_analysis::VERSION, 9).unwrap().len(), 3);

    // Two of the newest stay, and what is starred: the second goes.
    let (inbox, messages) = bounded(1024);
    let keeping = ReadingSetup {
        keep: (0, 1),
        ..setup()
    };
    let engine = Engine::start(&library, keeping, inbox).unwrap();
    let mut renewed = 0;
    until(&messages, |msg| {
        if let Msg::Applied(applied) = msg {
            renewed += applied.updated;
        }
        (renewed >= 2).then_some(())
    });
    let rows = |number| ask(&engine, &messages, number, "");
    let mut number = 1;
    while rows(number).len() > 2 {
        number += 1;
        std::thread::sleep(Duration::from_millis(10));
    }
    engine.finish();
    assert_eq!(reader.stale(nutgraf_analysis::VERSION, 9).unwrap(), []);
    assert!(reader.open(ArticleId(2)).unwrap().is_none());
    let kept = reader.open(ArticleId(1)).unwrap().unwrap();
    assert!(kept.marks.starred && !kept.analyzed.analysis.summary.is_empty());
    assert_eq!(
        reader.revisions(ArticleId(1)).unwrap(),
        [],
        "the text is the same"
    );
    assert!(library.check().unwrap().is_sound());
}

#[test]
fn while_a_library_loads_the_list_is_whole() {
    let library = Arc::new(Library::temporary().unwrap());
    let mut writer = library.writer().unwrap();
    let changes: Vec<Change> = (0..9_000)
        .map(|n| {
            let mut article = analyzed(&format!("k{n}"), &format!("text number {n}"), &[]);
            article.analysis.version = nutgraf_analysis::VERSION;
            article.article.meta.published = Some(Moment(i64::from(n % 977)));
            Change::Put(Box::new(article))
        })
        .collect();
    writer.apply(&changes).unwrap();
    let (inbox, messages) = bounded(1024);
    let engine = Engine::start(&library, setup(), inbox).unwrap();
    let first = ask(&engine, &messages, 1, "");
    let all = library.reader().unwrap().all_newest_while(&|| true);
    assert_eq!(Some(&first), all.unwrap().as_ref());
    // What is typed while it loads is answered over what is there, in the end over everything.
    let mut rows = ask(&engine, &messages, 2, "title");
    while rows.len() < 9_000 {
        rows = until(&messages, |msg| match msg {
            Msg::Found(answer) => Some(answer.found.rows.to_vec()),
            _ => None,
        });
    }
    assert_eq!(rows, first);
    engine.finish();
}

/// A server that answers every question with `answer`, and counts them.
fn model_server(answer: &'static str) -> (Server, Arc<std::sync::atomic::AtomicUsize>) {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    std::thread::Builder::new()
        .spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                // The question is over when nothing more comes.
                stream
                    .set_read_timeout(Some(Duration::from_millis(150)))
                    .unwrap();
                drop(stream.read_to_end(&mut Vec::new()));
                drop(stream.write_all(answer.as_bytes()));
            }
        })
        .unwrap();
    let server = Server {
        url: format!("http://{address}/v1"),
        model: "little".to_owned(),
        key: None,
        timeout: Duration::from_secs(5),
        language: String::new(),
    };
    (server, asked)
}

#[test]
fn an_abstract_is_written_checked_and_kept() {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n\
        data: {\"choices\":[{\"delta\":{\"content\":\"The talks in Zembla\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"content\":\" go on.\\u001b[31m\"}}]}\n\ndata: [DONE]\n\n";
    let (server, asked) = model_server(ANSWER);
    let library = Arc::new(Library::temporary().unwrap());
    let mut writer = library.writer().unwrap();
    let text = "The talks in Geneva go on. Nobody knows how long.";
    writer
        .apply(&[Change::Put(Box::new(analyzed("k", text, &[])))])
        .unwrap();
    drop(writer);
    let (inbox, messages) = bounded(1024);
    let setup = ReadingSetup {
        server: Some(server),
        ..setup()
    };
    let engine = Engine::start(&library, setup, inbox).unwrap();
    let whole = |asking: u32| {
        let article = ArticleId(1);
        engine.carry_out(Request::Retell { article, asking });
        until(&messages, |msg| match msg {
            Msg::Retold(told) if told.asking == asking && told.stage != Stage::Writing => {
                Some(told)
            }
            _ => None,
        })
    };
    let told = whole(1);
    assert_eq!(
        (told.text.as_str(), &told.stage),
        ("The talks in Zembla go on.", &Stage::Whole)
    );
    let doubts: Vec<&str> = told.doubts.iter().map(|d| d.of(&told.text)).collect();
    assert_eq!(doubts, ["Zembla"]);
    // The second time it comes from the library, as soon as the writer has stored it.
    let reader = library.reader().unwrap();
    let print = nutgraf_read::text::fingerprint(text);
    let began = crate::engine::clock::instant();
    while reader.retelling(print, "little", "").unwrap().is_none() {
        assert!(began.elapsed() < LONG, "it is kept");
        std::thread::yield_now();
    }
    assert_eq!(whole(2).text, told.text);
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 1);
    engine.finish();
}
