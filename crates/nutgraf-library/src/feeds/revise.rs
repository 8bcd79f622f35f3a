//! Owns: whether an entry that came again is another one than it was.
//! Promises: a counter in the text is no news; between two forms of an entry lies a day, unless its date moved.

use crate::articles::store::known::Known;
use crate::codec::document::Unpacked;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::moment::Moment;

/// When an entry changed last of which only a new date makes another one.
pub(super) const NEVER: i64 = i64::MAX;
/// Between two revisions of an entry whose date did not move.
pub(super) const BETWEEN: i64 = 24 * 3600;

/// What stands beside a number that counts readers.
const COUNTED: [&str; 24] = [
    "comment",
    "repl",
    "view",
    "share",
    "like",
    "vote",
    "point",
    "read",
    "download",
    "reaction",
    "retweet",
    "repost",
    "clap",
    "boost",
    "star",
    "member",
    "minute",
    "hour",
    "ago",
    "score",
    "rating",
    "kommentar",
    "commentaire",
    "comentario",
];

/// A piece of text with at most so many words may be nothing but a count.
const FEW: usize = 8;

/// Whether a known entry has become another; `published` is its date as far as that can be believed. `changed` is when it last did, `now` the present.
pub(super) fn is_revised(
    known: &Known,
    old: &Unpacked,
    (new, published): (&Article, Option<Moment>),
    (changed, now): (i64, i64),
) -> bool {
    let moved = moved(known.published, published.map(|m| m.0))
        || moved(old.modified.map(|m| m.0), new.meta.modified.map(|m| m.0));
    if moved {
        return true;
    }
    if now.saturating_sub(changed) < BETWEEN {
        return false;
    }
    let title = &new.meta.title;
    !(title.is_empty() || known.meta.title == *title) || differs(&old.text, &new.text)
}

/// Whether a date is another one; one that is missing did not move.
fn moved(old: Option<i64>, new: Option<i64>) -> bool {
    matches!((old, new), (Some(old), Some(new)) if old != new)
}

/// Whether two texts differ in more than counters.
fn differs(old: &str, new: &str) -> bool {
    if old == new {
        return false;
    }
    let mut olds = old.split("\n\n");
    let mut news = new.split("\n\n");
    loop {
        match (olds.next(), news.next()) {
            (None, None) => return false,
            (Some(old), Some(new)) if old == new || is_counter(old, new) => {}
            _ => return true,
        }
    }
}

/// Whether two paragraphs differ in numbers only that count readers, or are hardly more than a number.
fn is_counter(old: &str, new: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = text.split_whitespace().map(str::to_lowercase);
        folded.collect()
    };
    let (old, new) = (words(old), words(new));
    let number = |word: &str| {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric());
        word.contains(|c: char| c.is_numeric())
            && letters.all(|c| c.is_numeric() || matches!(c, 'k' | 'm'))
    };
    let counted = |at: usize| {
        let near = new.iter().skip(at.saturating_sub(1)).take(3);
        let mut near = near.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        near.any(|word| COUNTED.iter().any(|counted| word.starts_with(counted)))
    };
    old.len() == new.len()
        && old
            .iter()
            .zip(&new)
            .enumerate()
            .all(|(at, (old, new_word))| {
                old == new_word
                    || number(old)
                        && number(new_word)
                        && (counted(at) || new.len() <= FEW && at == 0)
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_no_news_and_numbers_that_tell_something_are() {
        for (old, new, differ) in [
            ("A.\n\n12 comments", "A.\n\n17 comments", false),
            ("A.\n\nComments: 12", "A.\n\nComments: 1,017", false),
            ("A.\n\nViews 3k, 4 likes", "A.\n\nViews 4k, 9 likes", false),
            ("A.\n\n5 hours ago", "A.\n\n6 hours ago", false),
            ("Three died.", "Five died.", true),
            (
                "At least 3 people died in the fire that broke out.",
                "At least 5 people died in the fire that broke out.",
                true,
            ),
            ("A.", "A.\n\nB.", true),
            ("A.\n\n12 comments", "B.\n\n12 comments", true),
        ] {
            assert_eq!(differs(old, new), differ, "{old} / {new}");
        }
    }
}
