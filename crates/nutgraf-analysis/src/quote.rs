//! Owns: who said what: quoted words, their speaker and the verb between them.
//! Promises: total; quotes ascend; an unsure speaker is `None`; words in marks that no one says (titles, nicknames)
//! are left out when they are short.

pub mod cue;
mod gender;
pub mod line;
pub mod marks;
mod people;
pub mod speaker;

use crate::entity::lexicon::SpokenOf;
use crate::quote::line::{Line, Sort, Source};
use crate::quote::marks::Quoted;
use crate::quote::people::People;
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Entity, Quote};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::span::Span;

/// Quoted words that no one says must be at least so many to be kept.
const LONG: usize = 5;

/// The quotes of an article. `cues` is the table of `cue`, made once for many articles; `given` knows how texts speak of the
/// bearers of a given name.
pub fn find(
    article: &Article,
    sentences: &[Span],
    entities: &[Entity],
    cues: &WordClasses,
    given: &dyn Fn(&str) -> SpokenOf,
) -> Vec<Quote> {
    let text = &*article.text;
    if !text.contains(['"', '“', '‘', '\'', '«', '„']) {
        return Vec::new();
    }
    let paragraphs = paragraphs(article);
    let quoted = marks::quotes(text, &paragraphs);
    if quoted.is_empty() {
        return Vec::new();
    }
    let page = Page {
        text,
        paragraphs,
        sentences,
        people: People::new(text, entities, cues, given),
        quoted,
        table: cues,
    };
    page.attribute()
}

/// The paragraphs: blocks, or pieces between blank lines when the text was kept as it was.
fn paragraphs(article: &Article) -> Vec<Span> {
    if !article.blocks.is_empty() {
        return article.blocks.iter().map(|b| b.span).collect();
    }
    let mut at = 0;
    article
        .text
        .split("\n\n")
        .map(|piece| {
            let span = Span::new(at, at + piece.len());
            at += piece.len() + 2;
            span.trimmed(&article.text)
        })
        .filter(|span| !span.is_empty())
        .collect()
}

/// What is known about the speaker of a quote.
#[derive(Clone, Copy, Debug)]
struct Found {
    entity: Option<usize>,
    words: Option<Span>,
    cue: Option<Span>,
    near: bool,
}

struct Page<'a> {
    text: &'a str,
    paragraphs: Vec<Span>,
    sentences: &'a [Span],
    people: People<'a>,
    quoted: Vec<Quoted>,
    table: &'a WordClasses,
}

impl Page<'_> {
    fn attribute(&self) -> Vec<Quote> {
        let mut quotes = Vec::with_capacity(self.quoted.len());
        let mut last: Option<(usize, Found)> = None;
        let mut lines: (usize, Line) = (usize::MAX, Line::default());
        for (number, quote) in self.quoted.iter().enumerate() {
            if lines.0 != quote.last {
                lines = (quote.last, self.line(quote.last));
            }
            let after = &lines.1;
            let first;
            let before = if quote.paragraph == quote.last {
                after
            } else {
                first = self.line(quote.paragraph);
                &first
            };
            let own = self.own(number, before, after, last.as_ref());
            let found = own.or_else(|| self.inherited(number, before, last.as_ref()));
            let words = quote.span.of(self.text).split_whitespace().count();
            let kept = match found {
                Some(found) => found.near || words >= 3,
                None => words >= LONG,
            };
            if let Some(found) = found {
                last = Some((number, found));
            }
            if kept {
                let entity = found
                    .and_then(|f| f.entity)
                    .and_then(|e| self.people.entity(e));
                quotes.push(Quote {
                    span: quote.span,
                    speaker: entity.map(|e| -> ActorId { e.id.clone() }),
                    speaker_span: found.and_then(|f| f.words),
                    cue: found.and_then(|f| f.cue),
                });
            }
        }
        quotes
    }

    fn line(&self, paragraph: usize) -> Line {
        let span = self.paragraphs.get(paragraph).copied().unwrap_or_default();
        let from = self.quoted.partition_point(|q| q.span.end <= span.start);
        let touching: Vec<(usize, Span)> = self
            .quoted
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, q)| q.span.start < span.end)
            .map(|(number, q)| (number, q.span))
            .collect();
        let source = Source {
            text: self.text,
            sentences: self.sentences,
            table: self.table,
        };
        Line::read(&source, span, &touching)
    }

    /// The speaker by the words of the quote's own sentence.
    fn own(
        &self,
        number: usize,
        before: &Line,
        after: &Line,
        last: Option<&(usize, Found)>,
    ) -> Option<Found> {
        let quote = self.quoted.get(number)?;
        let ending = quote
            .span
            .of(self.text)
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
        let quote = self.quoted.get(number)?;
        let at = line
            .tokens
            .iter()
            .position(|t| t.sort == Sort::Quote(number))?;
        let previous = number.checked_sub(1).and_then(|n| self.quoted.get(n));
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
            let above = self.line(above);
            self.announced(&above, above.tokens.len(), last)
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
                Some(speaker::Voice {
                    phrase: line.subject(start, colon)?,
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
        let words = line.span(phrase.start, phrase.end)?;
        let head = line.span(phrase.start, phrase.head)?;
        let pronoun = line.low(phrase.start);
        let entity = match pronoun {
            "he" => self.person(head, last, SpokenOf::He),
            "she" => self.person(head, last, SpokenOf::She),
            "it" => self.antecedent(head, last, |entity| {
                let kind = self.people.kind(entity);
                matches!(kind, Some(Kind::Organization | Kind::Country))
            }),
            "they" | "we" | "i" | "who" => None,
            _ => self.people.named_by(head),
        };
        Some(Found {
            entity,
            words: Some(words),
            cue: voice.cue.and_then(|c| line.tokens.get(c)).map(|t| t.span),
            near: voice.near,
        })
    }

    /// The person that he or she stands for: whom the words before the quote in its own paragraph are about, else as
    /// `antecedent` has it.
    fn person(
        &self,
        pronoun: Span,
        last: Option<&(usize, Found)>,
        spoken_of: SpokenOf,
    ) -> Option<usize> {
        let fits = |entity: usize| self.people.may_be(entity, spoken_of);
        let paragraph = self.paragraphs.get(self.paragraph_of(pronoun))?;
        // What stands behind an earlier quote of the paragraph belongs to its speaker.
        let heard = last
            .and_then(|(_, found)| found.words)
            .filter(|words| words.start >= paragraph.start && words.end <= pronoun.start);
        let from = heard.map_or(paragraph.start, |words| words.end);
        let own = line::sentence_of(self.sentences, pronoun.start);
        let before = self.sentences.get(..own.saturating_sub(1)).unwrap_or(&[]);
        let introduced = before
            .iter()
            .rev()
            .take_while(|sentence| sentence.start >= from)
            .find_map(|sentence| self.people.subject(*sentence, &self.quoted))
            .filter(|entity| fits(*entity));
        introduced.or_else(|| self.antecedent(pronoun, last, fits))
    }

    /// The paragraph that words stand in.
    fn paragraph_of(&self, words: Span) -> usize {
        self.paragraphs
            .partition_point(|p| p.start <= words.start)
            .saturating_sub(1)
    }

    /// What a pronoun stands for: the last actor named of a fitting kind, in its paragraph or the two before it, else who
    /// spoke last there.
    fn antecedent(
        &self,
        pronoun: Span,
        last: Option<&(usize, Found)>,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let here = self.paragraph_of(pronoun);
        let from = self.paragraphs.get(here.saturating_sub(2))?.start;
        let speaker = last
            .filter(|(number, _)| self.quoted.get(*number).is_some_and(|q| q.last + 1 >= here))
            .and_then(|(_, found)| found.entity)
            .filter(|entity| fits(*entity));
        speaker.or_else(|| {
            self.people
                .last_named((from, pronoun.start), self.sentences, fits)
        })
    }
}

#[cfg(test)]
mod tests;
