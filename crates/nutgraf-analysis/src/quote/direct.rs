//! Owns: whose words stand between quotation marks, by the words around them, else by what was heard before.
//! Promises: total; quotes ascend; words in marks that no one says (titles, nicknames) are left out when they are short.

use crate::quote::cue::{PLAIN, PRONOUN};
use crate::quote::line::{Line, Sort};
use crate::quote::meant::{Heard, Meant};
use crate::quote::people::People;
use crate::quote::reading::Reading;
use crate::quote::speaker;
use crate::quote::words::VERBS;
use nutgraf_read::model::span::Span;

/// Quoted words that no one says must be at least so many to be kept.
pub(super) const LONG: usize = 5;

/// What is known about the speaker of a quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) entity: Option<usize>,
    pub(super) words: Option<Span>,
    pub(super) cue: Option<Span>,
    /// Whether the words beside it attribute it.
    pub(super) near: bool,
}

/// The voices of an article's quotes.
pub(super) struct Voices<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) people: &'a People<'a>,
}

impl Voices<'_> {
    /// For each quote that is kept: its number and what is known about its speaker.
    pub(super) fn all(&self) -> Vec<(usize, Option<Found>)> {
        let mut kept = Vec::with_capacity(self.reading.quoted.len());
        let mut last: Option<(usize, Found)> = None;
        for (number, quote) in self.reading.quoted.iter().enumerate() {
            let (Some(before), Some(after)) = (
                self.reading.lines.get(quote.paragraph),
                self.reading.lines.get(quote.last),
            ) else {
                continue;
            };
            if self.is_heading(number) {
                continue;
            }
            let own = self.own(number, before, after, last.as_ref());
            let found = own.or_else(|| self.inherited(number, before, last.as_ref()));
            let words = quote.span.of(self.reading.text).split_whitespace().count();
            let found = found.filter(|_| !self.is_title(number, before));
            let keeps = match found {
                Some(found) => found.near || words >= 3,
                None => words >= LONG,
            };
            if let Some(found) = found {
                last = Some((number, found));
            }
            if keeps {
                kept.push((number, found));
            }
        }
        kept
    }

    /// Whether a quote is all of its paragraph and no sentence: a heading.
    fn is_heading(&self, number: usize) -> bool {
        let Some(quote) = self.reading.quoted.get(number) else {
            return false;
        };
        let alone = self.reading.paragraphs.get(quote.paragraph) == Some(&quote.span);
        let words = quote.span.of(self.reading.text);
        let inner = words.trim_end_matches(['"', '”', '’', '\'', '»', ' ']);
        alone
            && words.split_whitespace().count() <= 2 * LONG
            && !inner.ends_with(['.', '!', '?', '…', ',', ';', ':'])
    }

    /// Whether short words in marks are the title of something: every one that counts has a capital, and neither a verb of speech
    /// nor a sign leads to them.
    fn is_title(&self, number: usize, line: &Line) -> bool {
        let quoted = self.reading.quoted.get(number);
        let text = quoted.map_or("", |quoted| quoted.span.of(self.reading.text));
        let words: Vec<&str> = text.split_whitespace().collect();
        let capital = |word: &&str| {
            let letter = word.chars().find(|c| c.is_alphanumeric());
            letter.is_none_or(|c| c.is_uppercase() || c.is_numeric())
        };
        let small = |word: &&str| word.chars().count() <= 3;
        let titled = words.len() <= LONG
            && words.first().is_some_and(capital)
            && words.iter().all(|word| capital(word) || small(word));
        let place = line
            .tokens
            .iter()
            .position(|t| t.sort == Sort::Quote(number));
        let Some(before) = place.and_then(|at| at.checked_sub(1)).filter(|_| titled) else {
            return false;
        };
        let token = line.tokens.get(before);
        let verb = token.and_then(|t| VERBS.get(usize::from(t.sense.verb).wrapping_sub(1)));
        let calls = verb.is_some_and(|verb| matches!(*verb, "call" | "name"));
        calls || !line.is_cue(before) && token.is_some_and(|t| t.sort == Sort::Word)
    }

    /// The speaker by the words of the quote's own sentence.
    fn own(
        &self,
        number: usize,
        before: &Line,
        after: &Line,
        last: Option<&(usize, Found)>,
    ) -> Option<Found> {
        let quote = self.reading.quoted.get(number)?;
        let ending = quote
            .span
            .of(self.reading.text)
            .trim_end_matches(['"', '”', '’', '\'', '»', ' '])
            .chars()
            .next_back();
        let place = |line: &Line| {
            line.tokens
                .iter()
                .position(|t| t.sort == Sort::Quote(number))
        };
        let voice = |line: &Line| {
            let voice = speaker::around(line, place(line)?, ending)?;
            self.resolve(line, voice, last)
        };
        if quote.paragraph == quote.last {
            return voice(after);
        }
        voice(before).or_else(|| voice(after))
    }

    /// The speaker by what stands before the quote: the same sentence's other quote, a line that ends with a colon,
    /// the quote before in the same paragraph or right above.
    fn inherited(
        &self,
        number: usize,
        line: &Line,
        last: Option<&(usize, Found)>,
    ) -> Option<Found> {
        let quote = self.reading.quoted.get(number)?;
        let at = line
            .tokens
            .iter()
            .position(|t| t.sort == Sort::Quote(number))?;
        let previous = number
            .checked_sub(1)
            .and_then(|n| self.reading.quoted.get(n));
        let heard = last
            .filter(|(n, _)| *n + 1 == number)
            .map(|(_, found)| Found {
                cue: None,
                ..*found
            });
        let same_paragraph = previous.is_some_and(|p| p.last == quote.paragraph);
        if same_paragraph && heard.is_some() {
            let whole = line.opening(at) == at;
            let gap = (0..at).rev().take_while(|i| !line.is_quote(*i)).count();
            if whole || gap <= 3 {
                return heard.map(|found| Found {
                    near: whole,
                    ..found
                });
            }
            return None;
        }
        if line.opening(at) != at {
            return None;
        }
        let announced = if at > 0 {
            self.announced(line, at, last)
        } else {
            let above = quote.paragraph.checked_sub(1)?;
            let above = self.reading.lines.get(above)?;
            self.announced(above, above.tokens.len(), last)
        };
        if announced.is_some() {
            return announced;
        }
        // A paragraph that opens with a quote, below one that ended with a quote.
        let follows = at == 0 && previous.is_some_and(|p| p.last + 1 == quote.paragraph);
        if follows { heard } else { None }
    }

    /// The speaker of a sentence that ends with a colon before token `end`.
    fn announced(&self, line: &Line, end: usize, last: Option<&(usize, Found)>) -> Option<Found> {
        let colon = end.checked_sub(1).filter(|c| line.is_sign(*c, ":"))?;
        let start = line.opening(colon);
        // "…, adding:" behind a quote has no subject of its own.
        let heard = last.filter(|_| start > 0 && line.is_quote(start - 1));
        if let Some((_, found)) = heard
            && (start..colon).any(|i| line.is_cue(i) && line.low(i).ends_with("ing"))
        {
            return Some(Found {
                cue: None,
                ..*found
            });
        }
        let voice = speaker::attribution(line, start, end)
            .or_else(|| {
                let phrase = line.subject(start, colon)?;
                let last = line.tokens.get(phrase.head.checked_sub(1)?)?;
                // "Here is the quote in full:" names nobody.
                let speaks =
                    last.sense.speaker != 0 || line.names(phrase) || line.is(phrase.start, PRONOUN);
                speaks.then_some(speaker::Voice {
                    phrase,
                    cue: None,
                    near: true,
                })
            })
            .map(|voice| speaker::Voice {
                near: true,
                ..voice
            })?;
        self.resolve(line, voice, last)
    }

    /// From words to an entity.
    fn resolve(
        &self,
        line: &Line,
        voice: speaker::Voice,
        last: Option<&(usize, Found)>,
    ) -> Option<Found> {
        let phrase = voice.phrase;
        // "Alarms rang out, warning …": things speak only where it is said so.
        let head = line.tokens.get(phrase.head.checked_sub(1)?)?;
        let speaks = head.sense.speaker != 0
            || head.capital
            || line.names(phrase)
            || line.is(phrase.start, PRONOUN)
            || voice
                .cue
                .is_some_and(|cue| line.is(cue, PLAIN) && !line.low(cue).ends_with("ing"));
        if !speaks {
            return None;
        }
        let cue = voice.cue.and_then(|c| line.tokens.get(c)).map(|t| t.span);
        let last = last.and_then(|(number, found)| {
            Some(Heard {
                paragraph: self.reading.quoted.get(*number)?.last,
                words: found.words,
                entity: found.entity,
            })
        });
        let meant = Meant {
            reading: self.reading,
            people: self.people,
        };
        Some(Found {
            entity: meant.by(line, phrase, cue, last),
            words: Some(line.span(phrase.start, phrase.end)?),
            cue,
            near: voice.near,
        })
    }
}
