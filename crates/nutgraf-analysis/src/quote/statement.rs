//! Owns: putting together what was said, from the words that attribute and from quotation marks.
//! Promises: statements ascend; what stands between marks is told once.

use crate::quote::attribution::{self, Candidate, Stretch};
use crate::quote::content::{self, Attribution};
use crate::quote::direct::{Found, Voices};
use crate::quote::line::{Line, Sort};
use crate::quote::meant::{Heard, Meant};
use crate::quote::net::Row;
use crate::quote::people::People;
use crate::quote::reading::Reading;
use crate::quote::source::{self, Asked};
use crate::quote::speech::Speech;
use crate::quote::words::{Form, NOT, VERBS};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Manner, Quote, QuoteKind};

/// All statements of an article.
pub(super) fn all(speech: &Speech, reading: &Reading<'_>, people: &People<'_>) -> Vec<Quote> {
    let mut voices = vec![None; reading.quoted.len()];
    let mut told = vec![true; reading.quoted.len()];
    for (number, found) in (Voices { reading, people }).all() {
        if let (Some(voice), Some(told)) = (voices.get_mut(number), told.get_mut(number)) {
            *voice = found;
            *told = false;
        }
    }
    let mut teller = Teller {
        reading,
        meant: Meant { reading, people },
        told,
        voices,
        last: None,
        quotes: Vec::new(),
    };
    for (paragraph, line) in reading.lines.iter().enumerate() {
        for stretch in attribution::stretches(line) {
            let found = attributions(speech, line, stretch);
            for one in &found {
                if let Some(range) = content::content(line, one, &found) {
                    let within = |other: &&Attribution| {
                        (range.0..range.1).contains(&other.cue) && other.phrase.is_some()
                    };
                    let carries = found.iter().any(|other| within(&other));
                    teller.tell((paragraph, line), one, (range, carries));
                }
            }
        }
    }
    teller.rest()
}

/// Puts statements together.
struct Teller<'a> {
    reading: &'a Reading<'a>,
    meant: Meant<'a>,
    /// For each quote whose voice it is, as far as quotes alone tell.
    voices: Vec<Option<Found>>,
    /// Which quotes are told, or need not be.
    told: Vec<bool>,
    last: Option<Heard>,
    quotes: Vec<Quote>,
}

impl Teller<'_> {
    /// Adds what one attribution holds.
    fn tell(
        &mut self,
        (paragraph, line): (usize, &Line),
        of: &Attribution,
        (range, carries): ((usize, usize), bool),
    ) {
        let inside: Vec<usize> = (range.0..range.1)
            .filter_map(|at| number(line, at))
            .collect();
        let plain = (range.0..range.1).all(|at| {
            line.tokens
                .get(at)
                .is_none_or(|t| t.sort != Sort::Word || t.sense.small != 0)
        });
        let words = of.words(line);
        let cue = line.span(words.0, words.1);
        let (entity, speaker_span) = match of.phrase {
            Some(phrase) => {
                let last = self.heard_before(line, of.cue);
                let entity = self.meant.by(line, phrase, cue, last);
                let words = line.span(phrase.start, phrase.end);
                self.last = Some(Heard {
                    paragraph,
                    words,
                    entity,
                });
                (entity, words)
            }
            // What quotes alone tell.
            None => inside
                .iter()
                .find_map(|number| self.voices.get(*number).copied().flatten())
                .map_or((None, None), |found| (found.entity, found.words)),
        };
        // A body in whose words others speak is the medium: "…, said the minister, the paper reported".
        let entity =
            entity.filter(|e| !carries || self.meant.people.kind(*e) != Some(Kind::Organization));
        let statement = Quote {
            span: line.span(range.0, range.1).unwrap_or_default(),
            speaker: entity
                .and_then(|e| self.meant.people.entity(e))
                .map(|e| e.id.clone()),
            speaker_span,
            cue,
            kind: QuoteKind::Direct,
            manner: manner(line, of, range),
        };
        if inside.is_empty() {
            self.quotes.push(Quote {
                kind: QuoteKind::Indirect,
                ..statement
            });
            return;
        }
        let mut news = false;
        for number in &inside {
            if let Some(told) = self.told.get_mut(*number) {
                news |= !std::mem::replace(told, true);
            }
        }
        if !plain {
            self.quotes.push(Quote {
                kind: QuoteKind::Mixed,
                ..statement
            });
        } else if news {
            let spans = inside.iter().filter_map(|n| self.reading.quoted.get(*n));
            self.quotes.extend(spans.map(|quoted| Quote {
                span: quoted.span,
                ..statement.clone()
            }));
        }
    }

    /// Who spoke last before a token, between quotation marks or not.
    fn heard_before(&self, line: &Line, at: usize) -> Option<Heard> {
        let place = line.tokens.get(at)?.span.start;
        let until = self
            .reading
            .quoted
            .partition_point(|quoted| quoted.span.end <= place);
        let quoted = (0..until).rev().take(3).find_map(|number| {
            let found = self.voices.get(number).copied().flatten()?;
            let words = found.words.filter(|words| words.end <= place)?;
            Some(Heard {
                paragraph: self.reading.quoted.get(number)?.last,
                words: Some(words),
                entity: found.entity,
            })
        });
        let start = |heard: &Heard| heard.words.map_or(0, |words| words.start);
        match (self.last, quoted) {
            (Some(told), Some(quoted)) if start(&quoted) >= start(&told) => Some(quoted),
            (told, quoted) => told.or(quoted),
        }
    }

    /// Adds the quotes that nothing attributes by itself, and puts all in order.
    fn rest(mut self) -> Vec<Quote> {
        for (number, found) in self.voices.iter().enumerate() {
            let (Some(false), Some(quoted)) =
                (self.told.get(number), self.reading.quoted.get(number))
            else {
                continue;
            };
            let entity = found.and_then(|f| f.entity);
            self.quotes.push(Quote {
                span: quoted.span,
                speaker: entity
                    .and_then(|e| self.meant.people.entity(e))
                    .map(|e| e.id.clone()),
                speaker_span: found.and_then(|f| f.words),
                cue: found.and_then(|f| f.cue),
                ..Quote::default()
            });
        }
        self.quotes
            .sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
        self.quotes
    }
}

fn number(line: &Line, at: usize) -> Option<usize> {
    match line.tokens.get(at)?.sort {
        Sort::Quote(number) => Some(number),
        Sort::Word | Sort::Sign => None,
    }
}

/// The words of a sentence that attribute, each with whom it means.
fn attributions(speech: &Speech, line: &Line, stretch: Stretch) -> Vec<Attribution> {
    let mut row = Row::default();
    let mut phrases = None;
    let mut found = Vec::new();
    for cue in stretch.start..stretch.end {
        let Some(as_what) = attribution::candidate(line, cue, stretch) else {
            continue;
        };
        attribution::features(line, cue, stretch, as_what, &mut row);
        if speech.attributes.score(&row.on) < 0.0 {
            continue;
        }
        let phrases = phrases.get_or_insert_with(|| source::phrases(line, stretch));
        let asked = Asked {
            line,
            stretch,
            phrases,
            cue,
            as_what,
        };
        found.push(Attribution {
            cue,
            as_what,
            phrase: asked.best(&speech.sources),
            stretch,
        });
    }
    found
}

/// What the word that attributes tells.
fn manner(line: &Line, of: &Attribution, range: (usize, usize)) -> Manner {
    // "Did not say", "declined to say", "has yet to say".
    let silent = (of.cue.saturating_sub(4).max(of.stretch.start)..of.cue).any(|at| {
        line.tokens
            .get(at)
            .is_some_and(|t| t.sense.small == NOT || line.low(at) == "yet")
    });
    if silent && of.as_what == Candidate::Verb {
        return Manner::Unsaid;
    }
    let class = line
        .tokens
        .get(of.cue)
        .and_then(|t| VERBS.get(usize::from(t.sense.manner).wrapping_sub(1)))
        .copied()
        .unwrap_or("");
    if !is_speech(line, of, class, range) {
        return Manner::Unsaid;
    }
    match class {
        "claim" => Manner::Claims,
        "deny" => Manner::Denies,
        "warn" => Manner::Warns,
        "promise" => Manner::Promises,
        // Called for, called on; what is called a name is no demand.
        "call" if !for_or_on(line, of.cue + 1) => Manner::Neutral,
        "ask" | "call" | "propose" => Manner::Asks,
        "think" | "know" | "want" | "plan" | "refuse" | "feeling" | "decide" => Manner::Unsaid,
        _ => Manner::Neutral,
    }
}

/// Whether reported words are speech: a verb of saying with somebody who can speak and a clause, not the author's own musings nor
/// what somebody does, praises or shows.
fn is_speech(line: &Line, of: &Attribution, class: &str, (from, _): (usize, usize)) -> bool {
    let small = |at: usize| line.tokens.get(at).map_or(0, |t| t.sense.small);
    let that = small(from.wrapping_sub(1)) == 15;
    let Some(phrase) = of.phrase else {
        return that && of.as_what == Candidate::Verb;
    };
    // I, we, you outside quotation marks: the author and the reader.
    if phrase.head == phrase.start + 1 && matches!(small(phrase.start), 9..=12) {
        let it = small(phrase.start) == 9;
        if !it || !matches!(class, "say" | "add" | "announce") {
            return false;
        }
    }
    match of.as_what {
        Candidate::Source => true,
        Candidate::Unknown | Candidate::Dash => false,
        Candidate::Noun => that,
        Candidate::Colon => line.names(phrase) && phrase.start == of.stretch.start,
        Candidate::Verb => {
            let base = line
                .tokens
                .get(of.cue)
                .is_some_and(|t| t.sense.form == Form::Base);
            // "They say", not "so sorry to say".
            let spoken = !base || phrase.head == of.cue || small(of.cue.wrapping_sub(1)) == 23;
            let clause = that
                || from < of.cue
                || matches!(small(from), 1..=11 | 41)
                || line.tokens.get(from).is_some_and(|t| t.capital);
            spoken
                && match class {
                    "say" | "add" | "tell" | "claim" | "deny" | "warn" | "promise" | "admit"
                    | "ask" | "propose" => true,
                    "call" => for_or_on(line, of.cue + 1),
                    "write" | "note" | "answer" | "shout" | "announce" => clause,
                    _ => false,
                }
        }
    }
}

fn for_or_on(line: &Line, at: usize) -> bool {
    line.tokens
        .get(at)
        .is_some_and(|t| matches!(t.sense.small, 27 | 28))
}
