//! What must not hurt a library: kills at any moment, a full disk, several programs at once, damage to the file.
//!
//! The test binary runs itself again as the program that is hurt: see `actor_*`, which do nothing on their own.
//! The long form: `cargo test --test library_faults -- --ignored`.

#![expect(
    clippy::unwrap_used,
    reason = "in a test whatever does not work must fail it, also outside the functions marked as tests"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use nutgraf_library::{Library, LibraryError};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Analysis, Analyzed, Entity, Mention, SummarySentence};
use nutgraf_read::model::article::{Article, Block, BlockKind, Meta};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::{ActorId, ArticleId, ArticleKey};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::text_term::TextTerm;

/// Article number `n`: some forty words of its own, two actors.
fn article(n: u32) -> Change {
    let text = format!(
        "Harbour {n} was opened by Mayor Quill of Eastport on a windy day. {}",
        (0..40)
            .map(|k| {
                // No two articles share a run of words: they would be copies of one story.
                let mixed = n.wrapping_mul(2_654_435_761) ^ (n | 1).wrapping_mul(k + 1);
                format!("word{}", mixed.wrapping_mul(2_246_822_519) >> 12 & 1023)
            })
            .collect::<Vec<_>>()
            .join(" ")
    );
    let entity = |id: &str, name: &str, kind| {
        let at = text.find(name).unwrap();
        Entity {
            id: ActorId::from(id),
            name: name.into(),
            kind,
            salience: 0.5,
            central: true,
            mentions: vec![Mention {
                span: Span::new(at, at + name.len()),
            }],
        }
    };
    let end = text.find(". ").unwrap() + 1;
    Change::Put(Box::new(Analyzed {
        analysis: Analysis {
            version: 1,
            sentences: vec![Span::new(0, end), Span::new(end + 1, text.len())],
            summary: vec![SummarySentence {
                sentence: 0,
                span: Span::new(0, end),
                score: 1.0,
            }],
            entities: vec![
                entity("person:quill", "Quill", Kind::Person),
                entity("place:eastport", "Eastport", Kind::Place),
            ],
            quotes: Vec::new(),
            keyphrases: Vec::new(),
            words: 53,
            ..Analysis::default()
        },
        article: Article {
            key: ArticleKey::from(format!("n{n}").as_str()),
            identity: Identity::default(),
            origin: format!("list.jsonl:{n}"),
            meta: Meta {
                title: format!("Harbour {n} opens"),
                published: Some(Moment(1_600_000_000 + i64::from(n % 1000) * 3600)),
                ..Meta::default()
            },
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                span: Span::new(0, text.len()),
            }],
            links: Vec::new(),
            raw: Arc::from(text.as_str()),
            dropped: Vec::new(),
            flaws: Vec::new(),
            text: Arc::from(text),
        },
    }))
}

/// Runs this binary again as `actor` with `arguments` in its environment.
fn run(actor: &str, file: &Path, arguments: &[(&str, String)]) -> Child {
    // With a limit on the size of files, a write beyond it must fail instead of killing the program.
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", actor, "--nocapture", "--test-threads=1"])
        .env("LIBRARY_FILE", file)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit());
    for (name, value) in arguments {
        command.env(name, value);
    }
    command.spawn().unwrap()
}

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

fn acknowledged(file: &Path) -> u32 {
    std::fs::read_to_string(file.with_extension("ack"))
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0)
}

/// An importer: articles `FROM..TO` in batches, and writes down each batch that the library acknowledged.
#[test]
fn actor_importer() {
    let Some(file) = std::env::var_os("LIBRARY_FILE").map(PathBuf::from) else {
        return;
    };
    let (from, to): (u32, u32) = (setting("FROM").unwrap(), setting("TO").unwrap());
    let batch: u32 = setting("BATCH").unwrap_or(50);
    if let Some(limit) = setting::<u64>("LIMIT") {
        limit_files(limit);
    }
    let library = Library::open(&file).unwrap();
    let mut writer = library.writer().unwrap();
    let mut at = from;
    while at < to {
        let next = to.min(at + batch);
        let changes: Vec<Change> = (at..next).map(article).collect();
        match writer.apply(&changes) {
            Ok(_) => {}
            Err(LibraryError::Full { .. }) => std::process::exit(28),
            Err(error) => panic!("{error}"),
        }
        at = next;
        if setting::<u8>("ACK").is_some() {
            let part = file.with_extension("ack-part");
            std::fs::write(&part, at.to_string()).unwrap();
            std::fs::rename(&part, file.with_extension("ack")).unwrap();
        }
    }
}

/// A reader on a full disk: code 0 when it can read `COUNT` articles and says why it can't write.
#[test]
fn actor_reader() {
    let (Some(file), Some(count)) = (
        std::env::var_os("LIBRARY_FILE").map(PathBuf::from),
        setting::<usize>("COUNT"),
    ) else {
        return;
    };
    limit_files(setting("LIMIT").unwrap());
    let library = Library::open(&file).unwrap();
    let why = library.read_only().unwrap();
    assert!(why.contains("full"), "{why}");
    assert_eq!(
        library.reader().unwrap().newest(99, 0).unwrap().len(),
        count
    );
    assert!(matches!(
        library.writer(),
        Err(LibraryError::ReadOnly { .. })
    ));
}

fn limit_files(limit: u64) {
    let limit = rustix::process::Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    rustix::process::setrlimit(rustix::process::Resource::Fsize, limit).unwrap();
}

/// Opens, checks, and compares with what must be there: the articles below `least` surely, whole ones only.
fn hold_to_account(file: &Path, least: u32) -> u32 {
    let library = Library::open(file).unwrap();
    let checkup = library.check().unwrap();
    assert!(checkup.is_sound(), "{:?}", checkup.problems);
    let reader = library.reader().unwrap();
    let articles = reader.counts().unwrap().articles;
    assert!(articles >= least, "{articles} of {least} acknowledged");
    assert_eq!(checkup.articles, articles);
    for n in 0..least {
        assert!(reader.find_key(&format!("n{n}")).unwrap().is_some(), "n{n}");
    }
    let term = TextTerm {
        words: vec!["harbour".into()],
        prefix: false,
    };
    assert_eq!(
        reader.text_hits(&[term]).unwrap().len(),
        u64::from(articles)
    );
    articles
}

fn kill_often(times: u32, total: u32) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    let everything = [
        ("FROM", "0".to_owned()),
        ("TO", total.to_string()),
        ("ACK", "1".to_owned()),
    ];
    let mut chance = 0x2545_f491_4f6c_dd1d_u64 ^ u64::from(std::process::id());
    let mut seen = 0;
    for _ in 0..times {
        // Every run begins anew, so that old articles are met again before the kill.
        std::fs::remove_file(file.with_extension("ack")).ok();
        let mut child = run("actor_importer", &file, &everything);
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        std::thread::sleep(Duration::from_millis(5 + chance % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        let acknowledged = acknowledged(&file);
        let articles = hold_to_account(&file, acknowledged.max(seen));
        // What is not acknowledged came as whole batches.
        assert!(
            articles.is_multiple_of(50) || articles == total,
            "{articles}"
        );
        seen = articles;
    }
    let status = run("actor_importer", &file, &everything).wait().unwrap();
    assert!(status.success());
    assert_eq!(hold_to_account(&file, total), total, "exactly the full set");
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged() {
    kill_often(25, 8_000);
}

#[test]
#[ignore = "minutes: a hundred kills; run it with -- --ignored"]
fn a_hundred_kills_lose_nothing_that_was_acknowledged() {
    kill_often(100, 60_000);
}

#[test]
fn a_full_disk_keeps_what_was_stored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    for limit in [300_000_u64, 600_000, 1_500_000, 5_000_000] {
        std::fs::remove_file(file.with_extension("ack")).ok();
        let arguments = [
            ("FROM", "0".to_owned()),
            ("TO", "100000".to_owned()),
            ("ACK", "1".to_owned()),
            ("LIMIT", limit.to_string()),
        ];
        let status = run("actor_importer", &file, &arguments).wait().unwrap();
        assert_eq!(status.code(), Some(28), "says that the disk is full");
        hold_to_account(&file, acknowledged(&file));
    }
}

#[test]
fn a_library_on_a_full_disk_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 10);
    let arguments = [("COUNT", "10".to_owned()), ("LIMIT", "0".to_owned())];
    let status = run("actor_reader", &file, &arguments).wait().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn two_importers_and_a_reader_get_along() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    let part = |from: u32, to: u32| {
        [
            ("FROM", from.to_string()),
            ("TO", to.to_string()),
            ("BATCH", "20".to_owned()),
        ]
    };
    // They overlap: the articles in the middle come twice.
    let mut importers = [
        run("actor_importer", &file, &part(0, 1_200)),
        run("actor_importer", &file, &part(800, 2_000)),
    ];
    let library = Library::open(&file).unwrap();
    let reader = library.reader().unwrap();
    let mut mark = reader.change_mark().unwrap();
    let mut writer = library.writer().unwrap();
    // What the mark knows already, at most: they may have gone on between the two questions.
    let mut told = reader.counts().unwrap().articles as usize;
    let mut marked = 0;
    while importers
        .iter_mut()
        .any(|child| child.try_wait().unwrap().is_none())
    {
        told += reader.changes_since(&mut mark, 100_000).unwrap().len();
        for headline in reader.newest(5, 0).unwrap() {
            assert!(reader.open(headline.id).unwrap().is_some());
            let applied = writer
                .apply(&[Change::SetRead(Arc::from([headline.id]), true)])
                .unwrap();
            marked += applied.touched.len();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    for mut child in importers {
        assert!(child.wait().unwrap().success());
    }
    loop {
        let some = reader.changes_since(&mut mark, 100_000).unwrap().len();
        if some == 0 {
            break;
        }
        told += some;
    }
    assert!(told >= 2_000, "{told} changes were seen");
    let counts = reader.counts().unwrap();
    assert_eq!(counts.articles, 2_000);
    assert_eq!(counts.unread as usize, 2_000 - marked);
    hold_to_account(&file, 2_000);
}

/// A library of `articles` in one file without a log.
fn filled(folder: &Path, articles: u32) -> PathBuf {
    let file = folder.join("library.db");
    let library = Library::open(&file).unwrap();
    let mut writer = library.writer().unwrap();
    let changes: Vec<Change> = (0..articles).map(article).collect();
    writer.apply(&changes).unwrap();
    let marked = Arc::from([ArticleId(1), ArticleId(articles / 2)]);
    writer
        .apply(&[
            Change::SetRead(Arc::clone(&marked), true),
            Change::SetStarred(Arc::clone(&marked), true),
            Change::AddTag(marked, "sea".into()),
        ])
        .unwrap();
    writer.finish().unwrap();
    file
}

/// Damages a fresh library, and says how many of its 400 articles a repair rescues.
fn rescued_after(damage: impl Fn(&mut Vec<u8>)) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 400);
    let mut bytes = std::fs::read(&file).unwrap();
    damage(&mut bytes);
    std::fs::write(&file, &bytes).unwrap();
    let sound = Library::open(&file).is_ok_and(|library| library.check().unwrap().is_sound());
    assert!(!sound, "the damage is noticed");
    let repaired = Library::repair(&file).unwrap();
    assert_eq!(
        std::fs::read(&repaired.set_aside).unwrap(),
        bytes,
        "set aside as it was"
    );
    let articles = hold_to_account(&file, 0);
    assert_eq!(articles, repaired.salvaged);
    // What is gone is counted, or it is said that it can't be.
    let told = repaired.lost.map(|lost| articles + lost);
    assert!(told.is_none_or(|all| all == 400), "{repaired:?}");
    assert!(told.is_some() || articles == 0, "{repaired:?}");
    articles
}

#[test]
fn a_damaged_file_is_noticed_and_its_readable_rows_are_rescued() {
    let rows = [
        ("the last quarter is gone", 100),
        ("a page is zeroed in the middle", 300),
        ("the first article's page is overwritten", 200),
        ("the magic is gone", 400),
        ("the first page is gone", 400),
        ("the file is cut to half a page", 0),
    ];
    for (what, least) in rows {
        let rescued = rescued_after(|bytes| {
            let length = bytes.len();
            match what {
                "the last quarter is gone" => bytes.truncate(length / 4 * 3),
                "a page is zeroed in the middle" => {
                    let page = length / 4096 / 2 * 4096;
                    bytes[page..page + 4096].fill(0);
                }
                "the first article's page is overwritten" => {
                    let at = position(bytes, b"Harbour 7 opens");
                    let page = at / 4096 * 4096;
                    bytes[page..page + 4096].fill(0x5a);
                }
                "the magic is gone" => bytes[..16].fill(0),
                "the first page is gone" => bytes[..4096].fill(0),
                _ => bytes.truncate(2048),
            }
        });
        assert!(rescued >= least, "{what}: {rescued}");
    }
}

#[test]
fn a_compacted_library_without_its_first_page_is_rescued() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 400);
    Library::open(&file).unwrap().compact().unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    std::fs::write(&file, &bytes).unwrap();
    assert_eq!(Library::repair(&file).unwrap().salvaged, 400);
    assert_eq!(hold_to_account(&file, 400), 400);
    for copy in ["library.db.mended", "library.db.model"] {
        assert!(!folder.path().join(copy).exists(), "{copy} is cleared away");
    }
}

#[test]
fn a_flipped_bit_in_a_text_is_noticed() {
    let rescued = rescued_after(|bytes| {
        let at = position(bytes, b"Harbour 9 was opened");
        bytes[at + 3] ^= 1;
    });
    assert_eq!(rescued, 400, "the text is still readable");
}

fn position(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
        .unwrap()
}

#[test]
fn marks_survive_a_repair() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 40);
    let repaired = Library::repair(&file).unwrap();
    assert_eq!(
        (repaired.salvaged, repaired.unanalyzed, repaired.lost),
        (40, 0, Some(0))
    );
    let library = Library::open(&file).unwrap();
    let reader = library.reader().unwrap();
    let counts = reader.counts().unwrap();
    assert_eq!((counts.unread, counts.starred), (38, 2));
    let marks = reader.headlines(&[ArticleId(20)]).unwrap().remove(0).marks;
    assert_eq!(&*marks.tags, [Arc::from("sea")]);
    let mut writer = library.writer().unwrap();
    let undone = writer.apply(&[Change::Undo]).unwrap().undone;
    assert_eq!(
        undone.as_deref(),
        Some("2 articles are no longer tagged #sea")
    );
}

#[test]
fn a_backup_is_whole_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 100);
    let part = [("FROM", "0".to_owned()), ("TO", "3000".to_owned())];
    let mut importer = run("actor_importer", &file, &part);
    let library = Library::open(&file).unwrap();
    let copy = folder.path().join("copy.db");
    for _ in 0..3 {
        library.backup(&copy).unwrap();
        assert!(hold_to_account(&copy, 100) <= 3000);
    }
    assert!(importer.wait().unwrap().success());
    assert!(library.backup(&file).is_err(), "not over itself");
    let other = folder.path().join("letter.txt");
    std::fs::write(&other, "Dear diary. ".repeat(99)).unwrap();
    assert!(library.backup(&other).is_err(), "not over a file of others");
    assert!(std::fs::read_to_string(&other).unwrap().starts_with("Dear"));
    let (before, after) = library.compact().unwrap();
    assert!(after <= before);
    hold_to_account(&file, 3000);
}

#[cfg(unix)]
#[test]
fn a_library_that_cannot_be_written_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = filled(folder.path(), 10);
    let may = |mode| std::fs::Permissions::from_mode(mode);
    if rustix::process::getuid().is_root() {
        println!("SKIPPED: root may write everything");
        return;
    }
    std::fs::set_permissions(&file, may(0o400)).unwrap();
    std::fs::set_permissions(folder.path(), may(0o500)).unwrap();
    let library = Library::open(&file).unwrap();
    assert!(library.read_only().is_some());
    assert_eq!(library.reader().unwrap().newest(99, 0).unwrap().len(), 10);
    assert!(matches!(
        library.writer(),
        Err(LibraryError::ReadOnly { .. })
    ));
    std::fs::set_permissions(folder.path(), may(0o700)).unwrap();
}
