//! Owns: whether the words around a time speak of what was or of what will be.
//! Promises: looks a few words back, from the beginning of a sentence a few words on; says nothing where nothing tells.

use crate::date::mention::piece::{Line, Sort};
use crate::text::word_list::words;

/// What the words around a time speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Open,
}

/// How many words are looked at.
const REACH: usize = 14;
/// A time that stands so early in its sentence is told by what follows.
const EARLY: usize = 3;

const FUTURE: [&str; 21] = words(
    "will shall ll won would due scheduled expected slated upcoming coming until ahead plans plan planning planned \
     hopes intends deadline poised",
);
/// Present forms that an agenda is written in.
const AGENDA: [&str; 14] = words(
    "meet meets begins starts resumes votes arrives hosts expires reconvenes convenes faces awaits goes",
);
const PAST: [&str; 10] = words("said told was were had did says saw reported announced");
/// Past forms that don't end in "ed", and that "will be" may stand before as well.
const IRREGULAR: [&str; 50] = words(
    "met held took made began came went got gave found left lost won fell rose shot hit struck broke drew fought \
     sent spoke wrote became brought caught chose led cut fled signed died shut sank blew flew ran drove shook stood \
     sat grew threw paid sold bought burst swept laid",
);

/// What the words around the piece at `at` speak of.
pub(super) fn tense(line: &Line<'_>, at: usize) -> Tense {
    let mut past = false;
    let mut agenda = false;
    for back in (at.saturating_sub(REACH)..at).rev() {
        if line.gap(back).contains([';', ':', '\u{2014}']) {
            break;
        }
        if line.is(back, &FUTURE) || is_to_be(line, back) {
            return Tense::Future;
        }
        if line.is(back, &PAST) {
            return Tense::Past;
        }
        past |= is_past(line.word(back)) || line.is(back, &IRREGULAR);
        agenda |= line.is(back, &AGENDA);
    }
    if past {
        return Tense::Past;
    }
    if agenda {
        return Tense::Future;
    }
    if at > EARLY {
        return Tense::Open;
    }
    for on in at + 1..(at + 1 + REACH).min(line.pieces.len()) {
        if line.is(on, &FUTURE) || is_to_be(line, on) {
            return Tense::Future;
        }
        let other = matches!(line.sort(on), Some(Sort::Weekday(_) | Sort::Near(_)));
        if line.is(on, &PAST) || line.is(on, &IRREGULAR) || is_past(line.word(on)) || other {
            return Tense::Past;
        }
    }
    Tense::Open
}

/// "is to meet", "are set to vote".
fn is_to_be(line: &Line<'_>, at: usize) -> bool {
    line.is(at, &["to"])
        && line.was(
            at,
            1,
            &["is", "are", "set", "about", "wants", "want", "ready"],
        )
}

fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && word.starts_with(|c: char| c.is_lowercase())
}
