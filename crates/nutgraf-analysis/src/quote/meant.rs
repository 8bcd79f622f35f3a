//! Owns: whom the words for a speaker mean: a name, he and she, it, the minister, the company.
//! Promises: total; whom nothing tells stays open.

use crate::entity::lexicon::SpokenOf;
use crate::quote::line::{self, Line, Phrase};
use crate::quote::people::People;
use crate::quote::reading::Reading;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;

/// Who spoke last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    /// In which paragraph.
    pub(super) paragraph: usize,
    /// The words that name the speaker.
    pub(super) words: Option<Span>,
    /// The speaker, where known.
    pub(super) entity: Option<usize>,
}

/// What meanings are sought in.
pub(super) struct Meant<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) people: &'a People<'a>,
}

impl Meant<'_> {
    /// The entity that a phrase means, beside the word that attributes.
    pub(super) fn by(
        &self,
        line: &Line,
        phrase: Phrase,
        cue: Option<Span>,
        last: Option<Heard>,
    ) -> Option<usize> {
        let head = line.span(phrase.start, phrase.head)?;
        match line.low(phrase.start) {
            "he" => self.person(head, cue, last, SpokenOf::He),
            "she" => self.person(head, cue, last, SpokenOf::She),
            "it" => self.antecedent(head, last, |entity| {
                let kind = self.people.kind(entity);
                matches!(kind, Some(Kind::Organization | Kind::Country))
            }),
            "who" | "which" => {
                let mut end = phrase.start;
                while end > 0 && line.is_sign(end - 1, ",") {
                    end -= 1;
                }
                let before = line.phrase_before(end, 0)?;
                let head = line.span(before.start, before.head)?;
                self.people.named_by(head)
            }
            "they" | "we" | "i" | "you" => None,
            "the" => self
                .people
                .named_by(head)
                .or_else(|| self.described(line, phrase, head)),
            _ => self.people.named_by(head),
        }
    }

    /// The person that he or she stands for: whom the words before the quote in its own sentence and paragraph are about, then
    /// whom the sentences since the last voice are about, else as `antecedent` has it.
    fn person(
        &self,
        pronoun: Span,
        cue: Option<Span>,
        last: Option<Heard>,
        spoken_of: SpokenOf,
    ) -> Option<usize> {
        let fits = |entity: usize| self.people.may_be(entity, spoken_of);
        let own = line::sentence_of(self.reading.sentences, pronoun.start);
        let here = self.paragraph_of(pronoun);
        let paragraph = self.reading.paragraphs.get(here)?;
        let sentences = self.reading.sentences;
        // "Brandt was tired, and she said …": not where what was said stands before: "Brandt was tired, she said".
        let opens = cue.is_some_and(|cue| pronoun.end <= cue.start && self.goes_on(cue));
        if opens
            && let Some(sentence) = sentences.get(own.saturating_sub(1))
            && sentence.start < pronoun.start
        {
            let before = Span {
                start: sentence.start.max(paragraph.start),
                end: pronoun.start,
            };
            let subject = self.people.subject(before);
            if let Some(subject) = subject.filter(|entity| fits(*entity)) {
                return Some(subject);
            }
        }
        // What stands behind an earlier quote of the paragraph belongs to its speaker.
        let heard = last.and_then(|heard| heard.words);
        let from = heard
            .filter(|words| words.start >= paragraph.start && words.end <= pronoun.start)
            .map_or(paragraph.start, |words| words.end);
        let before = sentences.get(..own.saturating_sub(1)).unwrap_or(&[]);
        let introduced = before
            .iter()
            .rev()
            .take_while(|sentence| sentence.start >= from)
            .filter_map(|sentence| self.people.subject(*sentence))
            .find(|entity| fits(*entity));
        if introduced.is_some() {
            return introduced;
        }
        // Between the last voice and this paragraph somebody else may have come on.
        let since = heard.filter(|words| {
            words.end <= paragraph.start && last.is_some_and(|l| l.paragraph + 2 >= here)
        });
        let came = since.and_then(|words| {
            before
                .iter()
                .rev()
                .skip_while(|sentence| sentence.start >= paragraph.start)
                .take_while(|sentence| sentence.start >= words.end)
                .filter_map(|sentence| self.people.opening(*sentence))
                .find(|entity| fits(*entity))
        });
        came.or_else(|| self.antecedent(pronoun, last, fits))
    }

    /// Whether the sentence goes on behind a word that attributes.
    fn goes_on(&self, cue: Span) -> bool {
        let rest = self.reading.text.get(cue.end as usize..).unwrap_or("");
        let rest = rest.trim_start_matches(' ');
        !rest.starts_with(['.', ',', '\n']) && !rest.is_empty()
    }

    /// The paragraph that words stand in.
    fn paragraph_of(&self, words: Span) -> usize {
        self.reading
            .paragraphs
            .partition_point(|p| p.start <= words.start)
            .saturating_sub(1)
    }

    /// What a pronoun stands for: the last actor named of a fitting kind, in its paragraph or the two before it, else who
    /// spoke last there.
    fn antecedent(
        &self,
        pronoun: Span,
        last: Option<Heard>,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let here = self.paragraph_of(pronoun);
        let from = self.reading.paragraphs.get(here.saturating_sub(2))?.start;
        let speaker = last
            .filter(|heard| heard.paragraph + 1 >= here)
            .and_then(|heard| heard.entity)
            .filter(|entity| fits(*entity));
        speaker.or_else(|| {
            self.people
                .last_named((from, pronoun.start), self.reading.sentences, fits)
        })
    }

    /// Whom a description means: "the minister", "the council", "the 43-year-old".
    fn described(&self, line: &Line, phrase: Phrase, head: Span) -> Option<usize> {
        let last = line.tokens.get(phrase.head.checked_sub(1)?)?;
        if phrase.head > phrase.start + 3 || last.capital {
            return None;
        }
        let here = self.paragraph_of(head);
        let paragraph = |back: usize| {
            let at = here.saturating_sub(back);
            self.reading.paragraphs.get(at).map_or(0, |p| p.start)
        };
        if last.low.ends_with("year-old") {
            let years = last.low.split('-').next()?;
            return self
                .people
                .aged(years, head.start)
                .or_else(|| self.people.only_person((paragraph(1), head.start)));
        }
        match last.sense.speaker {
            1 => self.people.with_role(&last.low, head.start),
            3 => self
                .people
                .called(&last.low, head.start)
                .or_else(|| self.people.only_body((paragraph(1), head.start))),
            _ => None,
        }
    }
}
