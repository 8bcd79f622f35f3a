//! Copies of a story are found, counted and read together; what only looks alike stays apart.

use std::sync::Arc;

use super::*;
use crate::Library;
use crate::articles::catalog_fill::NEWEST;
use crate::catalog::Catalog;
use crate::fixture::analyzed;
use crate::tests::put;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::moment::Moment;

/// Running text of `words` words that is another one for each `seed`.
fn text(seed: u64, words: u64) -> String {
    let mut text = String::from("The");
    for at in 0..words {
        let word =
            nutgraf_read::text::hash::stable([seed, at].map(u64::to_le_bytes).concat()) % 5000;
        let letters: String = word
            .to_string()
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect();
        text.push_str(" w");
        text.push_str(&letters);
    }
    text.push('.');
    text
}

fn printed(key: &str, source: &str, day: i64, text: &str) -> Analyzed {
    let mut made = analyzed(key, text, &[]);
    made.article.meta.source = Some(source.to_owned()).filter(|name| !name.is_empty());
    made.article.meta.published = (day >= 0).then_some(Moment(day * 86_400));
    made
}

/// The stories of the articles in the order of storing, 0 for none.
fn stories(library: &Library) -> Vec<u32> {
    let mut catalog = Catalog::new();
    let reader = library.reader().unwrap();
    reader.fill(&mut catalog, NEWEST, 4096).unwrap();
    let counts = reader.counts().unwrap().articles;
    (1..=counts)
        .map(|id| catalog.row(ArticleId(id)).unwrap().copies)
        .collect()
}

#[test]
fn copies_make_a_story() {
    let base = text(1, 300);
    let shorter = base.get(..base.len() * 3 / 5).unwrap();
    let edited = base.replacen(" w", " and then w", 12);
    let other = text(2, 300);
    let closed =
        |points: &str, up: &str| format!("{base} The index closed at {points} points, up {up}.");
    let (one, two) = (closed("4,012", "31"), closed("3,977.5", "12"));
    for (story, rows, wanted) in [
        (
            "two sources",
            vec![("A", 5, base.as_str()), ("B", 6, &base)],
            vec![1, 1],
        ),
        (
            "edited",
            vec![("A", 5, &base), ("B", 6, &edited)],
            vec![1, 1],
        ),
        (
            "shortened",
            vec![("A", 5, &base), ("B", 6, shorter)],
            vec![1, 1],
        ),
        (
            "a date missing",
            vec![("A", 5, &base), ("B", -1, &edited)],
            vec![1, 1],
        ),
        (
            "no sources",
            vec![("", 5, &base), ("", 6, &edited)],
            vec![1, 1],
        ),
        (
            "others between",
            vec![("A", 5, &base), ("B", 5, &other), ("C", 6, &edited)],
            vec![1, 0, 1],
        ),
        (
            "weeks later",
            vec![("A", 5, &base), ("B", 40, &edited)],
            vec![0, 0],
        ),
        (
            "another story",
            vec![("A", 5, &base), ("B", 5, &other)],
            vec![0, 0],
        ),
        (
            "a form of one source",
            vec![("A", 5, &base), ("A", 6, shorter)],
            vec![0, 0],
        ),
        (
            "other numbers",
            vec![("A", 5, &one), ("B", 5, &two)],
            vec![0, 0],
        ),
        (
            "too short",
            vec![("A", 5, "One note."), ("B", 5, "One  note.")],
            vec![0, 0],
        ),
    ] {
        let library = Library::temporary().unwrap();
        let mut writer = library.writer().unwrap();
        for (at, (source, day, text)) in rows.iter().enumerate() {
            put(&mut writer, &printed(&format!("k{at}"), source, *day, text));
        }
        // The very same text may be known again as the same article; then there is nothing to group.
        let found = stories(&library);
        if found.len() == rows.len() {
            assert_eq!(found, wanted, "{story}");
        } else {
            assert_eq!(found.len(), 1, "{story}");
        }
    }
}

#[test]
fn a_story_is_counted_touched_read_and_taken_back_together() {
    let library = Library::temporary().unwrap();
    let base = text(3, 200);
    let copy = |n: usize| base.replacen(" w", " but w", n);
    let mut writer = library.writer().unwrap();
    put(&mut writer, &printed("a", "A", 5, &base));
    put(&mut writer, &printed("x", "A", 5, &text(4, 200)));
    drop(writer);
    // A writer that begins anew knows what was stored before.
    let mut writer = library.writer().unwrap();
    let applied = put(&mut writer, &printed("b", "B", 6, &copy(4)));
    assert_eq!(applied.touched, [ArticleId(3), ArticleId(1)]);
    let applied = put(&mut writer, &printed("c", "C", 7, &copy(8)));
    assert_eq!(applied.touched, [ArticleId(4), ArticleId(1), ArticleId(3)]);
    assert_eq!(stories(&library), [1, 0, 1, 1]);
    let reader = library.reader().unwrap();
    let copies = |reader: &crate::database::reader::Reader| -> Vec<u32> {
        let ids = [1, 2, 3, 4].map(ArticleId);
        let rows = reader.headlines(&ids).unwrap();
        rows.iter().map(|row| row.copies).collect()
    };
    assert_eq!(copies(&reader), [2, 0, 2, 2]);
    let once = reader.newest_stories(9).unwrap();
    let ids: Vec<u32> = once.iter().map(|row| row.id.0).collect();
    assert_eq!(ids, [4, 2], "the newest copy stands for the story");
    assert_eq!(reader.counts().unwrap().unread, 4);
    let read = Change::SetRead(Arc::from([ArticleId(3)]), true);
    assert_eq!(
        writer.apply(&[read]).unwrap().touched,
        [1, 3, 4].map(ArticleId)
    );
    assert_eq!(reader.counts().unwrap().unread, 1);
    let undone = writer.apply(&[Change::Undo]).unwrap();
    assert_eq!(
        undone.undone.as_deref(),
        Some("3 articles are unread again")
    );
    assert_eq!(reader.counts().unwrap().unread, 4);
}

#[test]
fn a_copy_of_two_stories_makes_them_one() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let base = text(5, 400);
    let half = |from: usize, to: usize| {
        base.get(base.len() * from / 10..base.len() * to / 10)
            .unwrap()
    };
    for (key, text) in [("a", half(0, 7)), ("b", half(3, 10)), ("c", base.as_str())] {
        put(&mut writer, &printed(key, key, 5, text));
    }
    assert_eq!(stories(&library), [1, 1, 1]);
}
