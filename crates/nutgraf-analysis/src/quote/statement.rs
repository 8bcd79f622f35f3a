//! Owns: putting together what was said, from the words that attribute and from quotation marks.
//! Promises: statements ascend; what stands between marks is told once.

use crate::quote::Speech;
use crate::quote::attribution::{self, Candidate, Stretch};
use crate::quote::content::{self, Attribution};
use crate::quote::direct::{Found, Voices};
use crate::quote::line::{Line, Sort};
use crate::quote::meant::{Heard, Meant};
use crate::quote::net::Row;
use crate::quote::people::People;
use crate::quote::reading::Reading;
use crate::quote::source::{self, Asked};
use crate::quote::words::{NOT, VERBS};
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
                    teller.tell((paragraph, line), one, range);
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
    fn tell(&mut self, (paragraph, line): (usize, &Line), of: &Attribution, range: (usize, usize)) {
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
        let statement = Quote {
            span: line.span(range.0, range.1).unwrap_or_default(),
            speaker: entity
                .and_then(|e| self.meant.people.entity(e))
                .map(|e| e.id.clone()),
            speaker_span,
            cue,
            kind: QuoteKind::Direct,
            manner: manner(line, of),
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
fn manner(line: &Line, of: &Attribution) -> Manner {
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
    match class {
        "claim" => Manner::Claims,
        "deny" => Manner::Denies,
        "warn" => Manner::Warns,
        "promise" => Manner::Promises,
        "ask" | "call" | "propose" => Manner::Asks,
        "think" | "know" | "want" | "plan" | "refuse" | "feeling" | "decide" => Manner::Unsaid,
        _ => Manner::Neutral,
    }
}
