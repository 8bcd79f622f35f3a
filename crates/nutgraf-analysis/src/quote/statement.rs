//! Owns: putting together what was said, from the words that attribute and from quotation marks.
//! Promises: statements ascend; what stands between marks is told once.

use crate::quote::attribution::{self, Stretch};
use crate::quote::content::{self, Attribution};
use crate::quote::cue;
use crate::quote::direct::{Found, LONG, Voices};
use crate::quote::line::{Line, Phrase, Sort};
use crate::quote::meant::{Heard, Meant};
use crate::quote::net::Row;
use crate::quote::people::People;
use crate::quote::reading::Reading;
use crate::quote::source::{self, Asked};
use crate::quote::speech::Speech;
use crate::quote::telling::Telling;
use crate::quote::words::Form;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Manner, Quote, QuoteKind};
use nutgraf_read::model::span::Span;

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
        told_last: None,
        quotes: Vec::new(),
    };
    for (paragraph, line) in reading.lines.iter().enumerate() {
        for stretch in attribution::stretches(line) {
            teller.goes_on((paragraph, line), stretch);
            let found = attributions(speech, line, stretch);
            for one in &found {
                if let Some(range) = content::content(line, one, &found) {
                    let within = |other: &Attribution| {
                        (range.0..range.1).contains(&other.cue)
                            && other.phrase.is_some()
                            && other.is_of_saying(line)
                    };
                    let carries = found.iter().any(within);
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
    /// In which paragraph somebody was reported last, and one past the last token of that sentence.
    told_last: Option<(usize, usize)>,
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
        let kind = self.kind(line, of.phrase, entity);
        // A body in whose words others speak is the medium: "…, said the minister, the paper reported".
        let carries = carries && kind != Some(Kind::Person);
        let entity = entity.filter(|_| !carries);
        let statement = Quote {
            span: line.span(range.0, range.1).unwrap_or_default(),
            speaker: entity
                .and_then(|e| self.meant.people.entity(e))
                .map(|e| e.id.clone()),
            speaker_span,
            cue,
            kind: QuoteKind::Direct,
            manner: Telling {
                line,
                of,
                range,
                kind,
            }
            .manner(),
        };
        let statement = Quote {
            manner: if carries {
                Manner::Unsaid
            } else {
                statement.manner
            },
            ..statement
        };
        if statement.manner != Manner::Unsaid && of.phrase.is_some() {
            self.told_last = Some((paragraph, of.stretch.end));
        }
        if inside.is_empty() {
            self.quotes.push(Quote {
                kind: QuoteKind::Indirect,
                ..statement
            });
            return;
        }
        if !plain && statement.manner == Manner::Unsaid {
            // Not said as a whole: what stands between the marks is told by itself, where both ways name the same speaker.
            let mut told = false;
            for number in &inside {
                told |= self.agree(*number, &statement);
            }
            if !told {
                self.quotes.push(Quote {
                    kind: QuoteKind::Mixed,
                    ..statement
                });
            }
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

    /// What a speaker is, where that is known.
    fn kind(&self, line: &Line, phrase: Option<Phrase>, entity: Option<usize>) -> Option<Kind> {
        let thing = || phrase.is_some_and(|phrase| self.meant.is_thing(line, phrase));
        match entity {
            Some(entity) => self.meant.people.kind(entity),
            None => thing().then_some(Kind::Other),
        }
    }

    /// Keeps what quotes alone tell of a quote where its sentence names the same speaker; else that stays open, and short words
    /// that stand in marks are nobody's. Whether the quote is told with the same words.
    fn agree(&mut self, number: usize, statement: &Quote) -> bool {
        let (Some(voice), Some(told)) = (self.voices.get_mut(number), self.told.get_mut(number))
        else {
            return false;
        };
        let touch = |a: Option<Span>, b: Option<Span>| a.zip(b).is_some_and(|(a, b)| a.overlaps(b));
        if let Some(found) = voice {
            if found.near && touch(found.words, statement.speaker_span) {
                return touch(found.cue, statement.cue) && !*told;
            }
            if !found.near || touch(found.cue, statement.cue) {
                *voice = None;
            }
        }
        let quoted = self.reading.quoted.get(number);
        let words = quoted.map_or("", |quoted| quoted.span.of(self.reading.text));
        if voice.is_none() && words.split_whitespace().count() < LONG {
            *told = true;
        }
        false
    }

    /// What stands in marks right behind a sentence in which somebody was reported goes on with it: "…, Lund said. “…”".
    fn goes_on(&mut self, (paragraph, line): (usize, &Line), stretch: Stretch) {
        let opens = line.tokens.get(stretch.start).map(|t| t.sort);
        let (Some(Sort::Quote(number)), Some((told, end))) = (opens, self.told_last) else {
            return;
        };
        let alone = (stretch.start + 1..stretch.end)
            .all(|at| !matches!(line.tokens.get(at), Some(t) if t.sort == Sort::Word));
        let heard = self
            .last
            .filter(|_| told == paragraph && end == stretch.start && alone);
        if let (Some(heard), Some(voice)) = (heard, self.voices.get_mut(number))
            && voice.is_none()
        {
            *voice = Some(Found {
                entity: heard.entity,
                words: heard.words,
                cue: None,
                near: true,
            });
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
        let phrase = asked.best(&speech.sources);
        found.push(Attribution {
            cue,
            as_what,
            phrase: phrase.map(|phrase| named(line, phrase, cue, stretch)),
            stretch,
        });
    }
    found
}

/// The name to which a phrase is only added: Ina Brandt in "Ina Brandt, a teacher who lives nearby, said"; else the phrase, without
/// the word that ties it to what it tells of: "a rule that officials say will stay".
fn named(line: &Line, phrase: Phrase, cue: usize, stretch: Stretch) -> Phrase {
    let small = |at: usize| line.tokens.get(at).map_or(0, |t| t.sense.small);
    if phrase.head > cue {
        // "Lund thanked the council, adding that Brandt …": who adds stands before.
        let token = line.tokens.get(cue);
        let hanging = token.is_some_and(|t| t.sense.form == Form::Ing) && phrase.start > cue;
        let subject = line.subject(stretch.start, cue).filter(|_| hanging);
        return subject.unwrap_or(phrase);
    }
    if small(phrase.start) == 15 && phrase.head > phrase.start + 1 && phrase.start > stretch.start {
        let plural = line.low(phrase.head - 1).ends_with('s');
        let start = phrase.start + usize::from(plural);
        return Phrase { start, ..phrase };
    }
    // "Most people on board said": they, not the board.
    let ties = phrase.start > stretch.start + 1 && line.is(phrase.start - 1, cue::LINK);
    let speaks = |at: usize| line.tokens.get(at).is_some_and(|t| t.sense.speaker != 0);
    if ties && speaks(phrase.start - 2) {
        let whole = line.phrase_before(phrase.start - 1, stretch.start);
        return whole.unwrap_or(phrase);
    }
    // "Three sailors who spoke with Lund said": they, not Lund.
    let who = (stretch.start + 1..phrase.start).rev().take(6);
    let who = who.into_iter().find(|at| ties && small(*at) == 13);
    if let Some(who) = who {
        let whole = line.phrase_before(who, stretch.start);
        return whole.unwrap_or(phrase);
    }
    let comma = phrase.start.checked_sub(1);
    let comma = comma.filter(|at| *at > stretch.start && line.is_sign(*at, ","));
    let behind_quote = |name: &Phrase| name.start > 0 && line.is_quote(name.start - 1);
    let closed = (phrase.end..cue).any(|at| line.is_sign(at, ","));
    let capital = line.tokens.get(phrase.start).is_some_and(|t| t.capital);
    // "Ina Brandt, CTO, said".
    let letters = phrase.head == phrase.start + 1
        && line
            .tokens
            .get(phrase.start)
            .is_some_and(|t| t.span.len() <= 4);
    let name = comma
        .filter(|_| (!capital || letters && closed) && !matches!(small(phrase.start), 7..=14))
        .and_then(|comma| line.phrase_before(comma, stretch.start))
        .filter(|name| line.names(*name) && small(name.start) == 0)
        .filter(|name| closed || behind_quote(name))
        .filter(|name| !capital || name.head > name.start + 1);
    let governed = |name: &Phrase| name.start > stretch.start && line.is(name.start - 1, cue::LINK);
    name.filter(|name| !governed(name)).unwrap_or(phrase)
}
