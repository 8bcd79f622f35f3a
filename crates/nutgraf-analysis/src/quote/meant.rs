//! Owns: whom the words for a speaker mean: a name, he and she, it, the minister, the company.
//! Promises: total; whom nothing tells stays open.

use crate::entity::lexicon::SpokenOf;
use crate::quote::cue;
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
        let entity = self.named(line, phrase, cue, last)?;
        // A game, a law, a town: who speaks for it stays open.
        let kind = self.people.kind(entity);
        let speaks =
            !matches!(kind, Some(Kind::Place | Kind::Other)) || self.people.is_person(entity);
        speaks.then_some(entity)
    }

    /// Whether a phrase names something that cannot speak: a game, a law, a town.
    pub(super) fn is_thing(&self, line: &Line, phrase: Phrase) -> bool {
        let head = line.span(phrase.start, phrase.head);
        let entity = head.and_then(|head| self.people.named_by(head));
        entity.is_some_and(|entity| {
            let kind = self.people.kind(entity);
            matches!(kind, Some(Kind::Place | Kind::Other)) && !self.people.is_person(entity)
        })
    }

    fn named(
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
                let spoke = last.and_then(|heard| heard.entity) == Some(entity);
                kind == Some(Kind::Organization) || spoke && kind == Some(Kind::Country)
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
                .titled(line, phrase)
                .or_else(|| self.people.named_by(head))
                .or_else(|| self.spoken_for(line, phrase))
                .or_else(|| self.described(line, phrase, head, last)),
            _ => self
                .titled(line, phrase)
                .or_else(|| self.people.named_by(head))
                .or_else(|| self.spoken_for(line, phrase)),
        }
    }

    /// The person whose name closes a row of what they are: Ina Brandt in "Lund Works co-founder, chairman and creative director
    /// Ina Brandt".
    fn titled(&self, line: &Line, phrase: Phrase) -> Option<usize> {
        const REACH: usize = 12;
        let is_role = |at: usize| {
            let token = line.tokens.get(at);
            let role = token.map_or("", |t| &t.low);
            let role = role.strip_prefix("co-").unwrap_or(role);
            token.is_some_and(|t| !t.capital && t.sense.speaker == 1)
                || line.is(at, cue::ROLE)
                || matches!(role, "founder" | "ceo" | "coo" | "cfo" | "cto")
        };
        let mut at = phrase.head;
        if is_role(at) {
            at += 1;
        } else if !is_role(at.checked_sub(1)?) {
            return None;
        }
        if !(line.is_sign(at, ",") || line.low(at) == "and") {
            return None;
        }
        let mut role = false;
        while at < phrase.head + REACH {
            let token = line.tokens.get(at)?;
            let joins = line.is_sign(at, ",") || matches!(token.low.as_str(), "and" | "of" | "&");
            if is_role(at) {
                role = true;
            } else if token.capital && role {
                let name = line.phrase_at(at, at + 5)?;
                let head = line.span(name.start, name.head)?;
                let entity = self.people.named_by(head)?;
                return (self.people.kind(entity) == Some(Kind::Person)).then_some(entity);
            } else if !joins && (token.sense.small != 0 || token.low.is_empty()) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// The body for which somebody without a name speaks: "a Lund Works spokesperson", "a spokesman for the Harbour Council".
    fn spoken_for(&self, line: &Line, phrase: Phrase) -> Option<usize> {
        let last = line.low(phrase.head.checked_sub(1)?);
        let speaks =
            last.starts_with("spokes") || matches!(last, "representative" | "representatives");
        let whole = line.span(phrase.start, phrase.end).filter(|_| speaks)?;
        self.people.body_in(whole)
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
        if let Some(last) = before.last().filter(|last| last.start >= from)
            && self.is_somebody_else(*last)
        {
            return None;
        }
        // "…, which worries Ina Brandt, head of the school.": whom the words before introduce.
        let paragraph_before = before.last().filter(|last| last.end <= paragraph.start);
        let introduced = paragraph_before.and_then(|last| self.people.introduced(*last));
        if let Some(introduced) = introduced.filter(|entity| fits(*entity)) {
            return Some(introduced);
        }
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

    /// Whether a sentence opens with somebody of whom nobody says who it is: "The seller's lawyer pointed to …".
    fn is_somebody_else(&self, sentence: Span) -> bool {
        let at = self.paragraph_of(sentence);
        let Some(line) = self.reading.lines.get(at) else {
            return false;
        };
        let start = line
            .tokens
            .partition_point(|t| t.span.start < sentence.start);
        let Some(phrase) = line.phrase_at(start, line.tokens.len()) else {
            return false;
        };
        let last = line.tokens.get(phrase.head.saturating_sub(1));
        let role = last.is_some_and(|last| last.sense.speaker == 1 && !last.capital);
        let head = line.span(phrase.start, phrase.head);
        role && head.is_some_and(|head| {
            self.titled(line, phrase).is_none()
                && self.people.subject(head).is_none()
                && self.described(line, phrase, head, None).is_none()
        })
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
    fn described(
        &self,
        line: &Line,
        phrase: Phrase,
        head: Span,
        before: Option<Heard>,
    ) -> Option<usize> {
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
                .or_else(|| self.people.only_body((paragraph(1), head.start)))
                .or_else(|| {
                    // Of several bodies the one that spoke last or opens the sentence before, where the article is about it.
                    let spoke = before
                        .filter(|heard| heard.paragraph + 1 >= here)
                        .and_then(|heard| heard.entity);
                    let is_company = matches!(
                        &*last.low,
                        "company"
                            | "firm"
                            | "startup"
                            | "maker"
                            | "retailer"
                            | "airline"
                            | "publisher"
                            | "operator"
                    );
                    let main = self.people.main_body().filter(|_| is_company)?;
                    let opens = || {
                        let sentences = self.reading.sentences;
                        let own = line::sentence_of(sentences, head.start);
                        (own.saturating_sub(2)..own)
                            .filter_map(|at| sentences.get(at))
                            .filter(|sentence| sentence.start >= paragraph(1))
                            .any(|sentence| self.people.opens_with(*sentence, main, head.start))
                    };
                    (spoke == Some(main) || opens()).then_some(main)
                }),
            _ => None,
        }
    }
}
