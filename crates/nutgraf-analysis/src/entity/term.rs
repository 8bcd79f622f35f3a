//! Owns: what is written like a name and is none by what stands around it: an abbreviation that the text explains in plain words, an
//! illness that bears somebody's name.
//! Promises: looks at the text alone; names of the dictionaries stay.

use std::collections::HashSet;
use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::beside::OF_BODY;
use crate::entity::lexicon::{ACTS, BODY, Lexicon, PLAIN, TITLE};
use crate::entity::name_mention::{NameMention, Naming};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// What is called after whoever described it, behind a surname that owns it.
const CALLED_AFTER: [&str; 14] = words(
    "disease syndrome lymphoma sarcoma palsy chorea dementia disorder law theorem paradox razor comet equation",
);
/// Words that lend an abbreviation no letter.
const SMALL: [&str; 9] = words("and of the for in to or on with");

/// Takes out the mentions that name nobody.
pub fn leave_out(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    mentions: &mut Vec<NameMention>,
) {
    let explained: HashSet<u64> = mentions
        .iter()
        .filter(|mention| matches!(mention.naming, Naming::Unknown(_)) && mention.range.len() == 1)
        .filter(|mention| is_explained(tokenized, lexicon, mention.range.start))
        .filter_map(|mention| Some(tokenized.token(mention.range.start)?.hash))
        .collect();
    mentions.retain(|mention| {
        let range = &mention.range;
        let unknown = matches!(mention.naming, Naming::Unknown(_)) && range.len() == 1;
        let hash = tokenized.token(range.start).map_or(0, |token| token.hash);
        if is_common_word(tokenized, mention) {
            return false;
        }
        let nobody = explained.contains(&hash) || is_called_after(tokenized, range);
        !(unknown && nobody)
    });
}

/// `Apple trees` where the text speaks of an apple: what has its capital from the sentence that it opens, and stands small elsewhere.
fn is_common_word(tokenized: &TokenizedText<'_>, mention: &NameMention) -> bool {
    let at = mention.range.start;
    let Some(token) = tokenized.token(at) else {
        return false;
    };
    // `Apple said` is the company.
    let next = mention.range.end;
    let noun = tokenized.shape(next) == Shape::Lower && !tokenized.is(next, ACTS | PLAIN);
    let lone = mention.range.len() == 1 && token.shape == Shape::Title && token.opens && noun;
    if !lone || tokenized.before(at).is_some() {
        return false;
    }
    let same = || tokenized.tokens.iter().filter(|t| t.hash == token.hash);
    same().any(|t| t.shape == Shape::Lower) && same().all(|t| t.shape == Shape::Lower || t.opens)
}

/// `Moore's law`, `Huntington's disease`.
fn is_called_after(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let owned = tokenized.shape(range.end) == Shape::Possessive;
    let thing = range.end + usize::from(owned);
    // A surname ends in the sign of the owner, too: `Hodgkin's`, `Graves'`.
    owned && CALLED_AFTER.contains(&tokenized.word(thing))
}

/// `restricted stock units (RSUs)`, `RSU (restricted stock unit)`, `the load, or EBITDA`: letters of words that are written small, of
/// which none heads a body.
fn is_explained(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let word = tokenized.word(at);
    let short = matches!(
        tokenized.shape(at),
        Shape::Upper | Shape::Camel | Shape::Inner
    );
    let letters: Vec<char> = word
        .trim_end_matches('s')
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    if !short || !(2..=7).contains(&letters.len()) {
        return false;
    }
    let sentence = tokenized.sentence_around(at);
    let capital = |at: usize| tokenized.shape(at).is_capital() && at != sentence.start;
    let heads = |at: usize| {
        let hash = tokenized.token(at).map_or(0, |token| token.hash);
        tokenized.is(at, BODY | TITLE) || lexicon.beside(hash) & OF_BODY != 0
    };
    let spells = |places: &mut dyn Iterator<Item = usize>| {
        let mut found: Vec<char> = Vec::new();
        for at in places.take(letters.len() * 2 + 2) {
            let word = tokenized.word(at);
            if SMALL.contains(&word) || !tokenized.shape(at).is_word() {
                if matches!(word, "." | ";" | ":" | "(" | ")") {
                    return false;
                }
                continue;
            }
            if capital(at) || heads(at) {
                return false;
            }
            found.extend(word.chars().next().map(|c| c.to_ascii_lowercase()));
            if found.len() == letters.len() {
                break;
            }
        }
        // A letter that is out of its order is a slip of the pen.
        let mut wanted = letters.clone();
        wanted.sort_unstable();
        found.sort_unstable();
        found == wanted
    };
    let boxed = at > sentence.start && tokenized.word(at - 1) == "(";
    let or =
        at > sentence.start + 1 && tokenized.word(at - 1) == "or" && tokenized.word(at - 2) == ",";
    let before = if boxed {
        at - 1
    } else if or {
        at - 2
    } else {
        sentence.start
    };
    spells(&mut (sentence.start..before).rev())
        || tokenized.word(at + 1) == "(" && spells(&mut (at + 2..sentence.end))
}

#[cfg(test)]
mod tests {
    use crate::entity::Finder;
    use nutgraf_read::model::span::Span;

    #[test]
    fn abbreviations_of_plain_words_and_illnesses_name_nobody() {
        let finder = Finder::new(&crate::lexicon());
        for (text, name, wanted) in [
            (
                "Staff of Vortik Systems hold quarterly voting shares (QVSs) worth a lot.",
                "QVSs",
                0,
            ),
            (
                "The tests fall under QXV (quick xenon viewing) at Vortik Systems.",
                "QXV",
                0,
            ),
            (
                "She has Larkfeld's disease, Anna Ruiz said in Oslo.",
                "Larkfeld",
                0,
            ),
            (
                "The North Kelp Harbour Union (NKHU) said so. NKHU met in Oslo.",
                "NKHU",
                2,
            ),
        ] {
            let found = finder.labelled(text, &[Span::new(0, text.len())]);
            let count = found
                .iter()
                .filter(|(span, _)| span.of(text) == name)
                .count();
            assert_eq!(count, wanted, "{text}: {found:?}");
        }
    }
}
