//! Owns: the kind of a name of several words by its last one, where that is plain: `Lund Foundation`, `Lund Street`, `Lund Act`.
//! Promises: a person stays one.

use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::lexicon::COMPANY;
use crate::entity::name_mention::Label;
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// Last words of names that tell the kind, whatever a recogniser takes them for.
const BODIES: [&str; 15] = words(
    "foundation institute association ministry agency committee corporation company commission \
     union university society federation bank airlines",
);
const WORKS: [&str; 8] =
    words("act treaty awards championships olympics accords festival biennale");
const PLACES: [&str; 16] = words(
    "street avenue road boulevard square bridge airport stadium river island islands mountain \
     mountains county province building",
);

/// The kind of a name of several words by its last one, where that is plain.
pub fn by_head(tokenized: &TokenizedText<'_>, named: &Range<usize>, label: Label) -> Label {
    if named.len() < 2 || label == Label::Person {
        return label;
    }
    let last = tokenized.word(named.end - 1);
    let among = |list: &[&str]| list.iter().any(|w| w.eq_ignore_ascii_case(last));
    if tokenized.is(named.end - 1, COMPANY) || among(&BODIES) {
        Label::Organization
    } else if among(&PLACES) {
        Label::Location
    } else if among(&WORKS) && tokenized.shape(named.end - 1) == Shape::Title {
        Label::Misc
    } else {
        label
    }
}
