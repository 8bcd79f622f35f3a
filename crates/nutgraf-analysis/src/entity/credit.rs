//! Owns: mentions that only credit somebody: a photographer in brackets, a name that is a line of its own, `Photo by`.
//! Promises: looks at what stands right around a mention.

use nutgraf_read::text::word_list::words;

use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::tokenized::TokenizedText;

/// What is credited, right before `by` or `courtesy`.
const CREDITED: [&str; 18] = words(
    "post posted words reporting screenshot artwork photo photos photograph photographs image images picture pictures illustration video graphic footage",
);
/// A line of so many tokens is no sentence.
const LINE: usize = 7;

/// Whether a mention of an unknown person only credits them.
pub fn is_credit(tokenized: &TokenizedText<'_>, mention: &NameMention) -> bool {
    let person = mention.naming == Naming::Unknown(Label::Person);
    if !person || mention.told {
        return false;
    }
    let range = &mention.range;
    let sentence = tokenized.sentence_around(range.start);
    let before = |n: usize| {
        let at = range
            .start
            .checked_sub(n)
            .filter(|at| *at >= sentence.start);
        at.map_or("", |at| tokenized.word(at))
    };
    let after = if range.end < sentence.end {
        tokenized.word(range.end)
    } else {
        ""
    };
    let among = |word: &str| {
        CREDITED
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    };
    let boxed =
        matches!(before(1), "(" | "[" | "|" | "/") && matches!(after, ")" | "]" | "|" | "/");
    let owed = matches!(before(1), "by" | "By" | ":") && among(before(2))
        || matches!(before(1), "of" | ":" | "via")
            && matches!(before(2), "courtesy" | "Courtesy" | "credit" | "Credit")
        || matches!(before(1), "via" | "Via") && before(2).is_empty();
    // `Ana Ruiz / The Bay Post`
    let line = before(1).is_empty() && after == "/" && sentence.len() <= LINE;
    boxed || owed || line
}
