//! Owns: what was said: the clause that a word which attributes opens or closes.
//! Promises: total; a range of the line's tokens, never empty, without the words that attribute it.

use crate::quote::attribution::{Candidate, Stretch, has_verb, is_dash};
use crate::quote::line::{Line, Phrase};
use crate::quote::words::{ADVERB, Form, TIME, VERBS};

/// A word that attributes, and who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Its token.
    pub cue: usize,
    /// As what it attributes.
    pub as_what: Candidate,
    /// Who is meant.
    pub phrase: Option<Phrase>,
    /// Its sentence.
    pub stretch: Stretch,
}

impl Attribution {
    /// The tokens that attribute: "called for", "according to".
    pub(super) fn words(&self, line: &Line) -> (usize, usize) {
        let cue = self.cue;
        let next = small(line, cue + 1);
        let particle = match self.as_what {
            Candidate::Source => line.low(cue) == "according",
            Candidate::Verb => match verb(line, cue) {
                "call" => matches!(next, 27 | 28),
                "talk" => matches!(next, 26 | 29),
                "note" => next == 25 && small(line, cue + 2) < 19 || line.low(cue + 1) == "out",
                _ => false,
            },
            Candidate::Noun | Candidate::Colon | Candidate::Dash | Candidate::Unknown => false,
        };
        (
            cue,
            cue + 1 + usize::from(particle && cue + 1 < self.stretch.end),
        )
    }

    /// Whether it is a verb by which something is said or written.
    pub(super) fn is_of_saying(&self, line: &Line) -> bool {
        const SAYING: [&str; 10] = [
            "say", "add", "tell", "write", "claim", "deny", "warn", "promise", "admit", "announce",
        ];
        self.as_what == Candidate::Verb && SAYING.contains(&verb(line, self.cue))
    }

    /// Where the words that attribute and name begin.
    fn start(&self) -> usize {
        self.phrase.map_or(self.cue, |p| p.start.min(self.cue))
    }
}

fn small(line: &Line, at: usize) -> u8 {
    line.tokens.get(at).map_or(0, |t| t.sense.small)
}

/// The class of a verb.
fn verb(line: &Line, at: usize) -> &'static str {
    line.tokens
        .get(at)
        .and_then(|t| VERBS.get(usize::from(t.sense.verb).wrapping_sub(1)))
        .copied()
        .unwrap_or("")
}

/// What was said; `others` are the attributions of the same sentence.
pub(super) fn content(
    line: &Line,
    of: &Attribution,
    others: &[Attribution],
) -> Option<(usize, usize)> {
    let (from, to) = match of.as_what {
        Candidate::Source => behind_source(line, of),
        Candidate::Dash => (of.stretch.start, of.cue),
        Candidate::Verb | Candidate::Noun | Candidate::Colon | Candidate::Unknown => {
            let after = after(line, of, others);
            let opens = after.is_some_and(|(from, _)| {
                small(line, from) == 15 || line.is_sign(from, ":") || line.is_quote(from)
            });
            match (before(line, of), after) {
                (Some(before), None) => before,
                // "Asked about it, he said:" is followed by what he said.
                (Some(_), Some(after)) if line.is_sign(after.0, ":") => after,
                // "“…,” he said, referring to it."
                (Some(before), Some(_)) if !opens && ends_quoted(line, of) => before,
                (Some(before), Some(after)) if !opens_clause(line, after.0, of) => {
                    let parted =
                        line.is_sign(after.0.wrapping_sub(1), ",") && after.1 > after.0 + 3;
                    if parted && !quoted(line, before) {
                        (before.0, after.1)
                    } else {
                        before
                    }
                }
                (_, Some(after)) => after,
                (None, None) => return None,
            }
        }
    };
    trimmed(line, (from, to), of)
}

/// Whether a quote stands right before the words that attribute and name.
fn ends_quoted(line: &Line, of: &Attribution) -> bool {
    let mut at = of.start();
    while at > of.stretch.start && line.is_sign(at - 1, ",") {
        at -= 1;
    }
    at > of.stretch.start && line.is_quote(at - 1)
}

fn quoted(line: &Line, (from, to): (usize, usize)) -> bool {
    (from..to).any(|i| line.is_quote(i))
}

/// Without commas, stops and what joins at the ends.
fn trimmed(
    line: &Line,
    (mut from, mut to): (usize, usize),
    of: &Attribution,
) -> Option<(usize, usize)> {
    let edge = |at: usize| {
        [",", ":", ";", ".", "—", "–", "--", "...", "…", "("]
            .iter()
            .any(|sign| line.is_sign(at, sign))
    };
    // Behind the words that attribute: "that rate" may open a sentence.
    let joins = |at: usize| small(line, at) == 15 && at > of.cue && to > at + 3;
    while from < to && (edge(from) || joins(from)) {
        from += 1;
    }
    while from < to && edge(to - 1) {
        to -= 1;
    }
    (from < to).then_some((from, to))
}

/// "According to X, …" and "…, according to X".
fn behind_source(line: &Line, of: &Attribution) -> (usize, usize) {
    let Stretch { start, end } = of.stretch;
    let opens = of.cue <= start + 1;
    if !opens {
        return (start, of.cue);
    }
    let named = of.phrase.map_or(of.cue + 2, |p| p.end);
    let comma = (named..end).find(|i| line.is_sign(*i, ","));
    (comma.map_or(named, |comma| comma + 1), end)
}

/// The clause before ", X said" and ", said X".
fn before(line: &Line, of: &Attribution) -> Option<(usize, usize)> {
    let start = of.start();
    // What "who said" tells stands behind it.
    if of
        .phrase
        .is_some_and(|p| matches!(small(line, p.start), 13 | 14))
    {
        return None;
    }
    let edge = start.checked_sub(1).filter(|e| *e >= of.stretch.start)?;
    // "After the dinner, Lund told …": where and when, no clause.
    let said_something = quoted(line, (of.stretch.start, edge + 1))
        || (of.stretch.start..edge).any(|at| {
            matches!(small(line, at), 19..=24) || has_verb(line, at) || line.low(at).ends_with("ed")
        });
    let plain = matches!(small(line, of.stretch.start), 32..=34 | 37) && !said_something;
    let trails = line.is_sign(edge, ",") || line.is_quote(edge) || is_dash(line, edge);
    let said = edge - of.stretch.start + usize::from(line.is_quote(edge));
    let whole = said >= 3 || quoted(line, (of.stretch.start, start));
    (trails && whole && !plain).then_some((of.stretch.start, start))
}

/// The clause behind the words that attribute.
fn after(line: &Line, of: &Attribution, others: &[Attribution]) -> Option<(usize, usize)> {
    let end = of.stretch.end;
    let mut from = of.words(line).1;
    if let Some(phrase) = of.phrase.filter(|p| p.start > of.cue) {
        from = from.max(phrase.end);
    }
    // Whom it was told, and when and where.
    if verb(line, of.cue) == "tell" {
        if let Some(told) = line.phrase_at(from, end) {
            from = told.end;
        } else if small(line, from) == 17 {
            from += 1;
        }
    }
    let that = (from..end.min(from + 12))
        .find(|i| matches!(small(line, *i), 15) || line.is_sign(*i, ":"))
        .filter(|that| {
            !(from..*that).any(|i| has_verb(line, i) || line.is_quote(i) || line.is_sign(i, ","))
                && opens_that(line, of, (from, *that))
        });
    if let Some(that) = that {
        from = that;
    } else {
        while from < end && matches!(small(line, from), ADVERB | TIME) {
            from += 1;
        }
    }
    // Up to where another attribution begins: ", adding that", ", said X".
    let next = others
        .iter()
        .filter(|other| other.cue > from)
        .filter_map(|other| {
            let start = other.start();
            let edge = start.checked_sub(1).filter(|e| *e > from)?;
            let joined = line.is_sign(edge, ",")
                || matches!(small(line, edge), 38 | 40)
                || line.is_quote(edge);
            let goes_on = other
                .phrase
                .is_none_or(|p| p.head <= of.cue || p.start > other.cue)
                || line
                    .tokens
                    .get(other.cue)
                    .is_some_and(|t| t.sense.form == Form::Ing)
                || other.is_of_saying(line) && before(line, other).is_some() && closes(line, other);
            (joined && goes_on).then_some(edge)
        })
        .min();
    // "While Lund says it stays open, others doubt it."
    let leads =
        matches!(small(line, of.stretch.start), 36 | 37 | 41 | 42) && of.cue < of.stretch.start + 8;
    let closes = (from..end).find(|i| leads && line.is_sign(*i, ","));
    let to = next.or(closes).unwrap_or(end);
    let mut to = to.max(from);
    while to > from && matches!(small(line, to - 1), 38 | 40) {
        to -= 1;
    }
    (to > from).then_some((from, to))
}

/// Whether "that" opens what was said and no relative clause: nothing stands between it and the words that attribute but whom it
/// was told, and where and when: not "announced a plan that …".
fn opens_that(line: &Line, of: &Attribution, (from, that): (usize, usize)) -> bool {
    let heard = of.as_what == Candidate::Verb
        && matches!(verb(line, of.cue), "tell" | "warn" | "promise" | "admit");
    from == that
        || heard
        || line.is_sign(that, ":")
        || matches!(small(line, from), 25..=37 | ADVERB | TIME)
}

/// Whether nothing but circumstances stands behind the words that attribute.
fn closes(line: &Line, of: &Attribution) -> bool {
    let (_, end) = of.words(line);
    let from = of
        .phrase
        .filter(|p| p.start > of.cue)
        .map_or(end, |p| p.end.max(end));
    from + 1 >= of.stretch.end || !opens_clause(line, from, of)
}

/// Whether a clause begins at a token, not a circumstance of speaking.
fn opens_clause(line: &Line, from: usize, of: &Attribution) -> bool {
    if from + 1 >= of.stretch.end || line.is_sign(from, ".") {
        return false;
    }
    let circumstance = line.is_sign(from, ",")
        || line.is_sign(from.wrapping_sub(1), ",")
        || line.low(from).ends_with("ing")
        || matches!(small(line, from), 14 | 25..=37 | 38 | 42 | ADVERB | TIME);
    !circumstance
}
