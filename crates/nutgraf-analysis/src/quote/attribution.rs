//! Owns: which words of a line attribute speech or thought, told by a small network from what words can do.
//! Promises: no word counts by itself, only its hand-written classes and its shape; never a word inside a quote.

use crate::quote::line::{Line, Sort};
use crate::quote::net::Row;
use crate::quote::words::{NOUN, SMALL_END, Sense, VERBS};

/// What a word looks like, where no class has it.
const SHAPES: usize = 17;
/// How many codes a token can have.
const CODES: usize = 1 + SMALL_END + VERBS.len() + 1 + 5 + SHAPES;
/// How far around a word the network looks.
const WINDOW: usize = 3;

/// The tokens of a sentence in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first.
    pub start: usize,
    /// One past the last; a quote that follows at once belongs to it.
    pub end: usize,
}

/// The sentences of a line.
pub fn stretches(line: &Line) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut start = 0;
    for at in 1..=line.tokens.len() {
        let sentence = |at: usize| line.tokens.get(at).map(|t| t.sentence);
        if sentence(at) == sentence(at - 1) {
            continue;
        }
        let mut end = at;
        let announced = !line.is_sign(at - 1, ".") && line.is_quote(at);
        if announced {
            end += 1;
        }
        found.push(Stretch { start, end });
        start = at;
    }
    found
}

/// What kind of word may attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// A verb of the lexicon.
    Verb,
    /// A noun or an adjective of the lexicon.
    Noun,
    /// According to, per.
    Source,
    /// A colon before a quote.
    Colon,
    /// A dash behind a quote.
    Dash,
    /// A word that looks like a verb.
    Unknown,
}

/// Whether a token may attribute, and as what.
pub fn candidate(line: &Line, at: usize, stretch: Stretch) -> Option<Candidate> {
    let token = line.tokens.get(at)?;
    match token.sort {
        Sort::Quote(_) => None,
        Sort::Sign => {
            if line.is_sign(at, ":") {
                let talks = line.is_quote(at + 1) || at + 1 < stretch.end;
                return talks.then_some(Candidate::Colon);
            }
            (is_dash(line, at) && at > 0 && line.is_quote(at - 1)).then_some(Candidate::Dash)
        }
        Sort::Word => {
            if token.low == "according" && line.low(at + 1) == "to" || token.low == "per" {
                return Some(Candidate::Source);
            }
            if token.capital && at != stretch.start {
                return None;
            }
            if token.sense.verb != 0 {
                return Some(Candidate::Verb);
            }
            if token.sense.noun != 0 {
                return Some(Candidate::Noun);
            }
            let verbal = token.sense == Sense::default()
                && !token.capital
                && (token.low.ends_with("ed") || token.low.ends_with("ing"));
            verbal.then_some(Candidate::Unknown)
        }
    }
}

/// Whether a token is a dash.
pub fn is_dash(line: &Line, at: usize) -> bool {
    ["—", "–", "―", "--", "-"]
        .iter()
        .any(|dash| line.is_sign(at, dash))
}

/// The codes of a token: its classes, else its shape.
fn codes(line: &Line, at: usize, stretch: Stretch) -> [Option<usize>; 5] {
    let token = line.tokens.get(at);
    let Some(token) = token.filter(|_| at >= stretch.start && at < stretch.end) else {
        return [Some(0), None, None, None, None];
    };
    let sense = token.sense;
    let named = token.capital && at != stretch.start && sense.small == 0;
    let class = |class: u8, before: usize| (class != 0).then(|| before + usize::from(class));
    let unless_named = |code: Option<usize>| code.filter(|_| !named);
    let small = unless_named(class(sense.small, 0));
    let verb = unless_named(class(sense.verb, SMALL_END));
    let noun = unless_named(class(sense.noun, SMALL_END));
    let speaker = class(sense.speaker, SMALL_END + VERBS.len() + 1);
    let has_class = small.or(verb).or(noun).or(speaker).is_some();
    let shape = (named || !has_class).then(|| SMALL_END + VERBS.len() + 1 + 5 + shape(line, at));
    [small, verb, noun, speaker, shape]
}

fn shape(line: &Line, at: usize) -> usize {
    let Some(token) = line.tokens.get(at) else {
        return 0;
    };
    match token.sort {
        Sort::Quote(_) => 1,
        Sort::Sign => match token.low.as_str() {
            "," => 2,
            "." | "!" | "?" | "…" | "..." => 3,
            ":" => 4,
            ";" => 5,
            "(" | "[" => 6,
            ")" | "]" => 7,
            "'s" | "’s" | "'" | "’" => 8,
            _ if is_dash(line, at) => 9,
            _ => 10,
        },
        Sort::Word => {
            let low = token.low.as_str();
            if matches!(low, "'s" | "’s") {
                8
            } else if token.capital {
                11
            } else if low.starts_with(|c: char| c.is_ascii_digit()) {
                12
            } else if low.ends_with("ed") {
                13
            } else if low.ends_with("ing") {
                14
            } else if low.ends_with('s') {
                15
            } else {
                16
            }
        }
    }
}

/// A token in the speaker's network: one code only.
pub(super) fn code(line: &Line, at: usize, stretch: Stretch) -> usize {
    let mut codes = codes(line, at, stretch).into_iter();
    codes.find_map(|code| code).unwrap_or(0)
}

/// How many codes `code` knows.
pub(super) const CODE_END: usize = CODES;

/// In which of the steps 0, 1, 2, 3, 5, 8, 13, 21 a distance lies.
pub(super) fn step(distance: usize) -> usize {
    [1, 2, 3, 4, 6, 9, 14, 22]
        .iter()
        .take_while(|limit| distance >= **limit)
        .count()
}

/// The features of a token that may attribute.
pub fn features(line: &Line, at: usize, stretch: Stretch, as_what: Candidate, row: &mut Row) {
    row.clear();
    let sense = line.tokens.get(at).map(|t| t.sense).unwrap_or_default();
    for distance in 1..=WINDOW {
        for place in [at.checked_sub(distance), Some(at + distance)] {
            let codes = codes(line, place.unwrap_or(usize::MAX), stretch);
            row.some_of(codes.into_iter().flatten(), CODES);
        }
    }
    row.one_of(as_what as usize, 6);
    let verb = usize::from(sense.verb);
    let form = if as_what == Candidate::Unknown {
        usize::from(line.low(at).ends_with("ing")) * 4
    } else {
        sense.form as usize
    };
    row.some_of((verb != 0).then_some(verb), usize::from(NOUN));
    row.one_of(form, 5);
    row.some_of(
        (verb != 0).then(|| verb * 3 + [0, 1, 2, 2, 1][form.min(4)]),
        usize::from(NOUN) * 3,
    );
    row.some_of(
        (sense.noun != 0).then(|| usize::from(sense.noun.saturating_sub(NOUN))),
        2,
    );
    row.one_of(step(at - stretch.start), 9);
    row.one_of(step(stretch.end.saturating_sub(at + 1)), 9);
    // Quotes: right before, somewhere before, right after, somewhere after.
    let quoted = |range: std::ops::Range<usize>| range.into_iter().any(|i| line.is_quote(i));
    row.flag(quoted(at.saturating_sub(1).max(stretch.start)..at));
    row.flag(quoted(at.saturating_sub(5).max(stretch.start)..at));
    row.flag(quoted(stretch.start..at));
    row.flag(quoted(at + 1..(at + 2).min(stretch.end)));
    row.flag(quoted(at + 1..(at + 5).min(stretch.end)));
    row.flag(quoted(at + 1..stretch.end));
    let that = (at + 1..(at + 8).min(stretch.end)).find(|i| line.low(*i) == "that");
    row.flag(that.is_some_and(|that| (at + 1..that).all(|i| !has_verb(line, i))));
    // What else may attribute before it, and behind.
    let mut before = 0;
    let mut said = false;
    for i in stretch.start..at {
        if has_verb(line, i) {
            before += 1;
            said = line.tokens.get(i).is_some_and(|t| t.sense.verb <= 4);
        }
    }
    row.one_of(before, 4);
    row.flag(before > 0 && said);
    row.one_of(
        (at + 1..stretch.end).filter(|i| has_verb(line, *i)).count(),
        4,
    );
    let (subject, aux) = subject(line, at, stretch);
    row.one_of(subject, 14);
    row.one_of(aux, 8);
    row.one_of(subject * 3 + [0, 1, 2, 2, 1][form.min(4)], 42);
    // A comma before the subject and an end behind: "…, X said."
    let closes = line.is_sign(at + 1, ".") || line.is_sign(at + 1, ",");
    row.flag(closes && at + 2 >= stretch.end);
    row.flag(closes);
    row.flag(line.tokens.get(at).is_some_and(|t| t.capital));
}

/// Whether a token is a verb of the lexicon.
pub(super) fn has_verb(line: &Line, at: usize) -> bool {
    line.tokens
        .get(at)
        .is_some_and(|t| t.sense.verb != 0 && !t.capital && t.sense.small == 0)
}

/// What stands before a verb: the class of what looks like its subject (0 for nothing), and of what stands between.
fn subject(line: &Line, at: usize, stretch: Stretch) -> (usize, usize) {
    let mut aux = 0;
    let mut place = at;
    while place > stretch.start {
        place -= 1;
        let Some(token) = line.tokens.get(place) else {
            break;
        };
        match token.sense.small {
            // Is, been, have, do, will, not, to.
            small @ 19..=25 if aux == 0 || small == 24 => aux = usize::from(small) - 18,
            19..=25 | 45 | 46 => {}
            small @ 7..=18 => return (usize::from(small) - 6, aux),
            0 => {
                return (
                    match (token.sort, token.sense.speaker) {
                        (Sort::Word, 0) if token.capital => 13,
                        (Sort::Word, speaker) if speaker != 0 => 13,
                        _ => 0,
                    },
                    aux,
                );
            }
            _ => return (0, aux),
        }
    }
    (0, aux)
}
