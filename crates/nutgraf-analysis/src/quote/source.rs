//! Owns: who is meant to have said it: the noun phrases of a sentence, and how well each fits a word that attributes.
//! Promises: no word counts by itself, only its hand-written classes, its shape and its place; "no one" is one of the answers.

use crate::quote::attribution::{CODE_END, Candidate, Stretch, code, has_verb, step};
use crate::quote::cue;
use crate::quote::line::{Line, Phrase, Sort};
use crate::quote::net::{Net, Row};
use crate::quote::words::{ADVERB, Form, NOUN, TIME};

/// The noun phrases of a sentence, as they come.
pub fn phrases(line: &Line, stretch: Stretch) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut at = stretch.start;
    while at < stretch.end {
        match phrase_at(line, at, stretch.end) {
            Some(phrase) => {
                at = phrase.head.max(at + 1);
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

fn phrase_at(line: &Line, at: usize, limit: usize) -> Option<Phrase> {
    let known = line.phrase_at(at, limit);
    if let Some(known) = known {
        // "the agency's support page": what is theirs speaks.
        let owns = matches!(line.low(known.head.wrapping_sub(1)), "'s" | "’s");
        let mut end = known.head;
        while owns && end < known.head + 3 && is_plain(line, end, limit) {
            end += 1;
        }
        return Some(if end > known.head {
            Phrase {
                start: known.start,
                end,
                head: end,
            }
        } else {
            known
        });
    }
    let one = |end: usize| Phrase {
        start: at,
        end,
        head: end,
    };
    let token = line.tokens.get(at).filter(|t| t.sort == Sort::Word)?;
    // "many said", "those who said", "you".
    if matches!(token.sense.small, 3 | 5 | 12)
        && line.tokens.get(at + 1).is_some_and(|t| {
            at + 1 < limit && (t.sense.verb != 0 || matches!(t.sense.small, 13 | 19..=24 | ADVERB))
        })
    {
        return Some(one(at + 1));
    }
    // Bare nouns: "health officials", "residents".
    let plain = |i: usize| is_plain(line, i, limit);
    let mut end = at;
    let mut speaks = 0;
    while plain(end) && end < at + 5 {
        end += 1;
        if line
            .tokens
            .get(end - 1)
            .is_some_and(|t| t.sense.speaker != 0)
        {
            speaks = end;
        }
    }
    if speaks != 0 {
        return Some(one(speaks));
    }
    // A bare plural before a verb: "geophysicists say".
    let last = end.checked_sub(1).filter(|last| *last >= at)?;
    (line.low(last).ends_with('s') && has_verb(line, end) && end < limit).then(|| one(end))
}

/// Whether a token is a plain word that can be part of a bare noun phrase.
fn is_plain(line: &Line, at: usize, limit: usize) -> bool {
    line.tokens.get(at).is_some_and(|t| {
        at < limit
            && t.sort == Sort::Word
            && t.sense.small == 0
            && (t.sense.verb == 0 || t.sense.speaker != 0)
            && !t.low.starts_with(['\'', '’'])
    })
}

/// What kind of phrase it is, 0 for no one.
fn kind(line: &Line, phrase: Phrase) -> usize {
    let last = line.tokens.get(phrase.head.saturating_sub(1));
    let Some(last) = last else {
        return 0;
    };
    match last.sense.small {
        small @ 7..=13 if phrase.head == phrase.start + 1 => usize::from(small) - 6,
        small if small != 0 && phrase.head == phrase.start + 1 => 8,
        _ if line.names(phrase) && last.capital => 9,
        _ => match last.sense.speaker {
            0 if line.names(phrase) => 10,
            0 => 11,
            speaker => 11 + usize::from(speaker),
        },
    }
}

/// What stands between a phrase and the token that attributes.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    /// Which of the kinds below are there.
    kinds: u32,
    commas: usize,
}

impl Gap {
    const VERB: u32 = 1;
    const AUXILIARY: u32 = 1 << 1;
    const QUOTE: u32 = 1 << 2;
    const AND_OR: u32 = 1 << 3;
    const BUT: u32 = 1 << 4;
    const WHO_WHICH: u32 = 1 << 5;
    const THAT: u32 = 1 << 6;
    const IF_WHAT: u32 = 1 << 7;
    const PREPOSITION: u32 = 1 << 8;
    const TO: u32 = 1 << 9;
    const COLON: u32 = 1 << 10;
    /// A word in -ed that no lexicon has as a verb.
    const IN_ED: u32 = 1 << 11;
    /// What does not belong to a group of verbs.
    const OTHER: u32 = 1 << 12;

    /// Looks once at every token.
    fn of(line: &Line, range: std::ops::Range<usize>) -> Self {
        let mut gap = Self::default();
        for at in range {
            let Some(token) = line.tokens.get(at) else {
                gap.kinds |= Self::OTHER;
                continue;
            };
            let small = match token.sense.small {
                19..=23 => Self::AUXILIARY,
                38 | 39 => Self::AND_OR,
                40 => Self::BUT,
                13 | 14 | 16 => Self::WHO_WHICH,
                15 => Self::THAT,
                41..=43 => Self::IF_WHAT,
                26..=37 => Self::PREPOSITION,
                25 => Self::TO,
                _ => 0,
            };
            let sort = match (token.sort, token.low.as_str()) {
                (Sort::Quote(_), _) => Self::QUOTE,
                (Sort::Sign, ":" | ";") => Self::COLON,
                (Sort::Sign, ",") => {
                    gap.commas += 1;
                    0
                }
                _ => 0,
            };
            let kind = |is: bool, kind: u32| if is { kind } else { 0 };
            let in_ed = token.sense.verb == 0 && !token.capital && token.low.ends_with("ed");
            let verbal = matches!(token.sense.small, 19..=24 | ADVERB | TIME)
                || token.classes & cue::BETWEEN != 0;
            gap.kinds |= small
                | sort
                | kind(has_verb(line, at), Self::VERB)
                | kind(in_ed, Self::IN_ED)
                | kind(!verbal, Self::OTHER);
        }
        gap
    }

    fn has(self, kind: u32) -> bool {
        self.kinds & kind != 0
    }
}

/// Who may have said what one token attributes.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The line.
    pub line: &'a Line,
    /// The sentence.
    pub stretch: Stretch,
    /// The phrases of the sentence.
    pub phrases: &'a [Phrase],
    /// The token that attributes.
    pub cue: usize,
    /// As what it attributes.
    pub as_what: Candidate,
}

impl Asked<'_> {
    /// Who is meant, by the network's word.
    pub fn best(&self, net: &Net) -> Option<Phrase> {
        let mut row = Row::default();
        self.features(None, &mut row);
        let mut best = (net.score(&row.on), None);
        for phrase in self.phrases {
            if (phrase.start..phrase.head).contains(&self.cue) {
                continue;
            }
            self.features(Some(*phrase), &mut row);
            let score = net.score(&row.on);
            if score > best.0 {
                best = (score, Some(*phrase));
            }
        }
        best.1
    }

    /// The features of one phrase; of no one where `phrase` is `None`.
    pub fn features(&self, phrase: Option<Phrase>, row: &mut Row) {
        row.clear();
        let Self {
            line, stretch, cue, ..
        } = *self;
        let sense = line.tokens.get(cue).map(|t| t.sense).unwrap_or_default();
        let before = |p: Phrase| p.head <= cue;
        let kind = phrase.map_or(0, |p| kind(line, p));
        let side = phrase.map_or(0, |p| if before(p) { 1 } else { 2 });
        row.one_of(kind, 16);
        row.one_of(kind * 3 + side, 48);
        row.one_of(self.as_what as usize * 3 + side, 18);
        row.one_of(usize::from(sense.verb), usize::from(NOUN));
        row.one_of(sense.form as usize * 3 + side, 15);
        let rival = |p: &Phrase, q: Phrase| match side {
            1 => p.start >= q.head && p.head <= cue,
            _ => p.start > cue && p.head <= q.start,
        };
        let between = phrase.map_or(0, |q| self.phrases.iter().filter(|p| rival(p, q)).count());
        row.one_of(between, 5);
        row.one_of(side * 5 + between.min(4), 15);
        let (from, to) = match phrase {
            Some(p) if before(p) => (p.head, cue),
            Some(p) => (cue + 1, p.start),
            None => (stretch.start, cue),
        };
        row.one_of(step(to.saturating_sub(from)) * 3 + side, 27);
        let gap = Gap::of(line, from..to);
        row.flag(gap.has(Gap::VERB));
        row.flag(gap.has(Gap::AUXILIARY));
        row.flag(gap.commas > 0);
        row.flag(gap.commas > 1);
        row.flag(gap.has(Gap::QUOTE));
        row.flag(gap.has(Gap::AND_OR));
        row.flag(gap.has(Gap::BUT));
        row.flag(gap.has(Gap::WHO_WHICH));
        row.flag(gap.has(Gap::THAT));
        row.flag(gap.has(Gap::IF_WHAT));
        row.flag(gap.has(Gap::PREPOSITION));
        row.flag(gap.has(Gap::TO));
        row.flag(gap.has(Gap::COLON));
        row.flag(gap.has(Gap::IN_ED));
        row.flag(!gap.has(Gap::OTHER));
        let small = |i: usize| line.tokens.get(i).map_or(0, |t| t.sense.small);
        row.flag(phrase.is_some_and(|p| p.start == stretch.start));
        row.flag(phrase.is_some_and(|p| p.start == 0));
        row.flag(phrase.is_some_and(|p| {
            self.phrases
                .first()
                .is_some_and(|first| first.start == p.start)
        }));
        row.flag(line.is_quote(cue.wrapping_sub(1)) || line.is_sign(cue.wrapping_sub(1), ","));
        // Told about: "X was accused"; to be told: "X wants to say".
        let passive = (cue.saturating_sub(3).max(stretch.start)..cue)
            .any(|i| matches!(small(i), 19 | 20))
            && matches!(sense.form, Form::Past | Form::Participle);
        row.one_of(usize::from(passive) * 3 + side, 6);
        row.one_of(usize::from(small(cue.wrapping_sub(1)) == 25) * 3 + side, 6);
        row.one_of(usize::from(small(cue + 1) == 31) * 3 + side, 6);
        let edge = |at: Option<usize>| at.map_or(0, |at| code(line, at, stretch));
        row.one_of(edge(phrase.and_then(|p| p.start.checked_sub(1))), CODE_END);
        row.one_of(edge(phrase.map(|p| p.head)), CODE_END);
        row.one_of(edge(cue.checked_sub(1)), CODE_END);
        row.one_of(edge(Some(cue + 1)), CODE_END);
        row.one_of(
            self.phrases.iter().filter(|p| p.head <= cue).count() * 3 + side,
            12,
        );
    }
}
