//! Old versions of a library, and files that are none of ours.

use rusqlite::Connection;

use crate::Library;
use crate::database::schema::{APPLICATION, migrate_to, newest};
use crate::database::writer::Writer;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::text_term::TextTerm;

/// What a nutgraf of each version may have left; every new version appends a row with what it can hold first.
const LEFT: [(u32, &str); 11] = [
    (0, ""),
    (
        1,
        "INSERT INTO source VALUES (1, 'The Gazette');
         INSERT INTO actor VALUES (1, 'country:IR', 'Iran', 2, 1, 3);
         INSERT INTO alias VALUES (1, 1, 'Tehran');
         INSERT INTO article VALUES (1, 'key', 77, 3, 1, 5, 99, 1, 'en', 'Title', NULL, x'010d', NULL);
         INSERT INTO document VALUES (1, x'000400000000000000', CAST('text' AS BLOB));
         INSERT INTO article_actor VALUES (1, 77, 1, 3);
         INSERT INTO search (rowid, title, body) VALUES (1, 'Title', 'text');
         INSERT INTO state VALUES (1, 1, 1, 2);
         INSERT INTO journal VALUES (1, 99, 0, NULL, x'01');
         UPDATE tally SET value = 1;",
    ),
    (2, "INSERT INTO change VALUES (1, x'01');"),
    (
        3,
        "UPDATE article SET story = 1 WHERE id = 1;
         INSERT INTO near VALUES (1, zeroblob(128));",
    ),
    (
        4,
        "INSERT INTO retelling VALUES (1, 77, 'model', '', 'Words.');",
    ),
    (
        5,
        "INSERT INTO actor VALUES (2, 'person:raisi', 'Raisi', 0, 1, 1), (3, 'person:raeisi', 'Raeisi', 0, 0, 0);
         INSERT INTO same VALUES (1, 3, 2);
         INSERT INTO likeness VALUES (7, 2);",
    ),
    (
        6,
        "INSERT INTO boilerplate (mark) VALUES (9);
         INSERT INTO paragraphs VALUES (1, x'09000000');",
    ),
    (
        7,
        "INSERT INTO feed (url) VALUES ('https://a.example/feed');
         INSERT INTO entry VALUES (1, 5, 1, 99, 0);
         INSERT INTO host VALUES ('a.example', 99, 1);",
    ),
    (
        8,
        "INSERT INTO signature VALUES (1, x'01', x'');
         INSERT INTO story_log (done, article, before, after) VALUES (99, 1, 1, 1);
         INSERT INTO story_seen VALUES (1, 1);",
    ),
    (
        9,
        "INSERT INTO brief (name, made, until, lines) VALUES ('gulf', 99, 1, 'Words.');",
    ),
    (10, "INSERT INTO heeded VALUES (1, '[[],[]]');"),
];

#[test]
fn a_library_of_every_old_version_opens_with_all_it_held() {
    assert_eq!(LEFT.len(), newest() as usize + 1, "a row for each version");
    for (version, _) in LEFT {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let mut old = Connection::open(&path).unwrap();
        for (step, statements) in LEFT.iter().filter(|(step, _)| *step <= version) {
            migrate_to(&mut old, &path, *step).unwrap();
            old.execute_batch(statements).unwrap();
        }
        drop(old);
        let library = Library::open(&path).unwrap();
        let reader = library.reader().unwrap();
        let counts = reader.counts().unwrap();
        if version == 0 {
            assert_eq!(counts.articles, 0);
            continue;
        }
        assert_eq!((counts.articles, counts.unread, counts.starred), (1, 0, 1));
        let headline = reader.newest(9, 0).unwrap().remove(0);
        assert_eq!((&*headline.title, headline.actors.len()), ("Title", 1));
        assert_eq!(headline.source.as_deref(), Some("The Gazette"));
        let article = reader.open(ArticleId(1)).unwrap().unwrap().analyzed;
        assert_eq!(&*article.article.text, "text");
        let mut writer = library.writer().unwrap();
        bring_over(&library, &mut writer);
        let undone = writer.apply(&[Change::Undo]).unwrap().undone;
        assert_eq!(undone.as_deref(), Some("“Title” is unread again"));
    }
}

/// What stood in the index by its stem is found as it is written, before and after it is brought over.
fn bring_over(library: &Library, writer: &mut Writer) {
    let reader = library.reader().unwrap();
    let found = |word: &str| {
        let term = TextTerm {
            words: vec![word.to_owned()],
            prefix: false,
        };
        reader.text_hits(&[term]).unwrap().len()
    };
    assert!(reader.is_behind().unwrap());
    assert_eq!(found("text"), 1);
    assert_eq!(found("texts"), 1, "its stem");
    let index_is_whole = || {
        let problems = library.check().unwrap().problems;
        !problems.iter().any(|problem| problem.contains("full"))
    };
    assert!(index_is_whole());
    while writer.catch_up(1).unwrap() > 0 {}
    assert!(!reader.is_behind().unwrap());
    assert_eq!((found("text"), found("texts")), (1, 0));
    assert!(index_is_whole());
}

#[test]
fn files_of_others_and_of_the_future_are_left_alone() {
    let check = |statements: &str, expected: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch(statements)
            .unwrap();
        let before = std::fs::read(&path).unwrap();
        let error = Library::open(&path).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(error.contains("library.db"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "byte for byte");
        let beside = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(beside, 1, "nothing is put beside it");
    };
    check("CREATE TABLE song (title)", "not a nutgraf library");
    let future = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 999;");
    check(&future, "newer nutgraf");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    std::fs::write(&path, "Dear diary, this is no database at all. ".repeat(99)).unwrap();
    let error = Library::open(&path).unwrap_err().to_string();
    assert!(error.contains("not a nutgraf library"), "{error}");
    assert!(Library::open(folder.path()).is_err(), "a folder");
}
