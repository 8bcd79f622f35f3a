//! Owns: what only says where somebody sits or something lies: a party with a state behind a name (`D-Conn.`), the letters of a
//! state behind a town (`AUSTIN, TX`).
//! Promises: looks at the words themselves and at what stands right before them.

use nutgraf_read::text::word_list::words;

use crate::entity::name_mention::{NameMention, Naming};
use crate::entity::tokenized::TokenizedText;

/// The letters of the states and provinces that follow a town.
const LETTERS: [&str; 61] = words(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN \
     TX UT VT VA WA WV WI WY AB BC MB NB NL NS ON PE QC SK",
);

/// Whether a mention is no actor, but tells where one belongs.
pub(super) fn is_seat(tokenized: &TokenizedText<'_>, mention: &NameMention) -> bool {
    if !matches!(mention.naming, Naming::Unknown(_)) {
        return false;
    }
    is_party(tokenized.words(&mention.range)) || is_letters(tokenized, mention)
}

/// `D-Conn`, `R-N.C.`, `I-Vt`.
fn is_party(word: &str) -> bool {
    let state = ["D-", "R-", "I-"]
        .iter()
        .find_map(|party| word.strip_prefix(party));
    state.is_some_and(|state| state.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn is_letters(tokenized: &TokenizedText<'_>, mention: &NameMention) -> bool {
    let start = mention.range.start;
    let Some(town) = start.checked_sub(2) else {
        return false;
    };
    mention.range.len() == 1
        && LETTERS.contains(&tokenized.word(start))
        && tokenized.word(start - 1) == ","
        && tokenized.shape(town).is_capital()
}
