//! Owns: `People`, who is named where in a text, as far as quotes ask for it.
//! Promises: total; answers are places in the entities.

use crate::entity::lexicon::SpokenOf;
use crate::quote::marks::Quoted;
use crate::quote::{cue, gender, line};
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::span::Span;

/// The entities' mentions in the order of the text.
pub(super) struct People<'e> {
    entities: &'e [Entity],
    /// Span and place in `entities`, ascending.
    mentions: Vec<(Span, usize)>,
    text: &'e str,
    table: &'e WordClasses,
    /// What stands between quotation marks.
    quoted: &'e [Quoted],
    /// How texts speak of the bearers of a given name.
    given: &'e dyn Fn(&str) -> SpokenOf,
}

impl<'e> People<'e> {
    /// Those of a text; `table` is that of `cue`.
    pub(super) fn new(
        text: &'e str,
        entities: &'e [Entity],
        table: &'e WordClasses,
        quoted: &'e [Quoted],
        given: &'e dyn Fn(&str) -> SpokenOf,
    ) -> Self {
        let mut mentions: Vec<(Span, usize)> = entities
            .iter()
            .enumerate()
            .flat_map(|(at, entity)| entity.mentions.iter().map(move |m| (m.span, at)))
            .collect();
        mentions.sort_unstable();
        Self {
            entities,
            mentions,
            text,
            table,
            quoted,
            given,
        }
    }

    /// Whether a name only says whose another is: the Lund government, a Lund adviser.
    fn lends(&self, name: Span) -> bool {
        let rest = self.text.get(name.end as usize..).unwrap_or("");
        let word = rest
            .strip_prefix(' ')
            .and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next())
            .filter(|word| word.starts_with(char::is_lowercase));
        word.is_some_and(|word| cue::classes(self.table, word) & (cue::ROLE | cue::GROUP) != 0)
    }

    /// An entity by its place.
    pub(super) fn entity(&self, entity: usize) -> Option<&'e Entity> {
        self.entities.get(entity)
    }

    /// What it is.
    pub(super) fn kind(&self, entity: usize) -> Option<Kind> {
        self.entity(entity).map(|e| e.kind)
    }

    /// Whether a text may speak of an entity so.
    pub(super) fn may_be(&self, entity: usize, spoken_of: SpokenOf) -> bool {
        self.entity(entity)
            .filter(|_| self.is_person(entity))
            .map(|person| gender::of(person, self.text, self.given))
            .is_some_and(|told| told == spoken_of || told == SpokenOf::Either)
    }

    /// The person that a stretch of running text is about: the first one in it, or right behind it the one that is said to be
    /// its: `Lund's adviser, Ina Brandt`.
    pub(super) fn subject(&self, stretch: Span) -> Option<usize> {
        const NEAR: u32 = 40;
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < stretch.start);
        let mut persons = self
            .mentions
            .get(from..)
            .unwrap_or(&[])
            .iter()
            .take_while(|(span, _)| span.end <= stretch.end)
            .filter(|(span, entity)| {
                self.is_person(*entity)
                    && !self.lends(*span)
                    && !self.is_quoted(*span)
                    && !self.is_aside(*span)
            })
            .copied();
        let first = persons.next()?;
        let rest = self.text.get(first.0.end as usize..).unwrap_or("");
        let owns = rest.starts_with("'s") || rest.starts_with("’s");
        let owned = persons.next().filter(|(span, entity)| {
            owns && *entity != first.1 && span.start - first.0.end <= NEAR
        });
        Some(owned.unwrap_or(first).1)
    }

    /// The entity that the head of a noun phrase names: a person in it, else a body that is the whole head.
    pub(super) fn named_by(&self, head: Span) -> Option<usize> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.end <= head.start);
        let inside: Vec<(Span, usize)> = self
            .mentions
            .get(from..)
            .unwrap_or(&[])
            .iter()
            .take_while(|(span, _)| span.start < head.end)
            .copied()
            .collect();
        // "the Lund campaign manager" is not Lund: the name must close the phrase.
        // Canadians are not Canada.
        let is_people = |span: Span, entity: usize| {
            let written = span.of(self.text);
            self.kind(entity) == Some(Kind::Country)
                && ["ns", "is", "ese", "ish"]
                    .iter()
                    .any(|end| written.ends_with(end))
        };
        let person = inside.iter().rev().find(|(span, entity)| {
            self.kind(*entity) == Some(Kind::Person) && span.end >= head.end
        });
        let body = inside.iter().find(|(span, entity)| {
            span.end >= head.end && span.len() * 2 >= head.len() && !is_people(*span, *entity)
        });
        person.or(body).map(|(_, entity)| *entity)
    }

    /// The last entity of a fitting kind that is named before a byte, in the stretch from `from`. In the nearest
    /// sentence the first one is its subject, so it is preferred.
    pub(super) fn last_named(
        &self,
        (from, to): (u32, u32),
        sentences: &[Span],
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let end = self.mentions.partition_point(|(span, _)| span.end <= to);
        let mut best: Option<(usize, usize)> = None;
        for (span, entity) in self.mentions.get(..end).unwrap_or(&[]).iter().rev() {
            if span.start < from {
                break;
            }
            if !fits(*entity)
                || self.is_quoted(*span)
                || self.is_aside(*span)
                || self.kind(*entity) == Some(Kind::Person) && self.lends(*span)
            {
                continue;
            }
            let sentence = line::sentence_of(sentences, span.start);
            match best {
                Some((nearest, _)) if nearest != sentence => break,
                _ => best = Some((sentence, *entity)),
            }
        }
        best.map(|(_, entity)| entity)
    }

    /// The person whom a sentence names first of all the text, and says who they are: `Ina Brandt, head of the school`.
    pub(super) fn introduced(&self, sentence: Span) -> Option<usize> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < sentence.start);
        let near = self.mentions.get(from..)?.iter();
        near.take_while(|(span, _)| span.end <= sentence.end)
            .filter(|(span, entity)| {
                let first = self.entity(*entity).and_then(|e| e.mentions.first());
                let rest = self.text.get(span.end as usize..).unwrap_or("");
                let said = rest.strip_prefix(", ").is_some_and(|rest| {
                    rest.starts_with(|c: char| c.is_lowercase() || c.is_numeric())
                });
                self.is_person(*entity)
                    && first.is_some_and(|first| first.span == *span)
                    && said
                    && !self.is_aside(*span)
            })
            .last()
            .map(|(_, entity)| *entity)
    }

    /// The body that words name, the last of several.
    pub(super) fn body_in(&self, words: Span) -> Option<usize> {
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < words.start);
        let inside = self.mentions.get(from..)?.iter();
        inside
            .take_while(|(span, _)| span.end <= words.end)
            .filter(|(_, entity)| self.kind(*entity) == Some(Kind::Organization))
            .last()
            .map(|(_, entity)| *entity)
    }

    /// The body that the text is about most.
    pub(super) fn main_body(&self) -> Option<usize> {
        self.entities
            .iter()
            .position(|entity| entity.kind == Kind::Organization)
    }

    /// Whether an entity is named near the beginning of a sentence, before a byte, and no other body before it.
    pub(super) fn opens_with(&self, sentence: Span, entity: usize, before: u32) -> bool {
        const NEAR: u32 = 40;
        let from = self
            .mentions
            .partition_point(|(span, _)| span.start < sentence.start);
        let mut bodies = self
            .mentions
            .get(from..)
            .unwrap_or(&[])
            .iter()
            .filter(|(_, entity)| self.kind(*entity) == Some(Kind::Organization));
        bodies.next().is_some_and(|(span, first)| {
            *first == entity && span.end <= before && span.start <= sentence.start + NEAR
        })
    }

    /// Whether words stand in brackets that open in the same line.
    fn is_aside(&self, words: Span) -> bool {
        let before = self.text.get(..words.start as usize).unwrap_or("");
        let open = before.rfind(['(', ')', '\n']);
        open.is_some_and(|at| before.get(at..).is_some_and(|rest| rest.starts_with('(')))
    }

    /// The person with whom a sentence opens.
    pub(super) fn opening(&self, sentence: Span) -> Option<usize> {
        const REACH: u32 = 48;
        let end = sentence.end.min(sentence.start + REACH);
        let stretch = Span {
            start: sentence.start,
            end,
        };
        self.subject(stretch)
    }

    /// The mentions before a byte, the nearest first.
    fn before(&self, at: u32) -> impl Iterator<Item = (Span, usize)> + '_ {
        let end = self.mentions.partition_point(|(span, _)| span.end <= at);
        self.mentions
            .get(..end)
            .unwrap_or(&[])
            .iter()
            .rev()
            .copied()
            .filter(|(span, _)| !self.is_quoted(*span))
    }

    /// Whether words stand between quotation marks: whom others speak of there has not come on.
    fn is_quoted(&self, words: Span) -> bool {
        let at = self
            .quoted
            .partition_point(|quoted| quoted.span.end < words.end);
        self.quoted
            .get(at)
            .is_some_and(|quoted| quoted.span.contains(words))
    }

    /// Whether an entity is a person by its kind, or by a title before its name.
    pub(super) fn is_person(&self, entity: usize) -> bool {
        self.entity(entity).is_some_and(|known| {
            known.kind == Kind::Person
                || known.kind != Kind::Country && gender::is_titled(known, self.text)
        })
    }

    /// The person last named before a byte beside a word for what they are: `Senator Ina Brandt`, `Ina Brandt, the senator`.
    pub(super) fn with_role(&self, role: &str, at: u32) -> Option<usize> {
        self.before(at)
            .filter(|(_, entity)| self.kind(*entity) == Some(Kind::Person))
            .find(|(span, _)| {
                let title = self.text.get(..span.start as usize).unwrap_or("");
                let title = title
                    .rsplit(['.', ',', '\n', '“', '”', '"'])
                    .next()
                    .unwrap_or("");
                let beside = self.text.get(span.end as usize..).unwrap_or("");
                let beside = beside
                    .strip_prefix(", ")
                    .or_else(|| beside.strip_prefix(" ("))
                    .and_then(|rest| rest.split([',', '.', ')', '\n', ';']).next())
                    .unwrap_or("");
                let mut words = title.split_whitespace().rev().take(4);
                words.any(|word| word.to_lowercase() == role)
                    || beside
                        .split_whitespace()
                        .take(8)
                        .any(|word| word.to_lowercase() == role)
            })
            .map(|(_, entity)| entity)
    }

    /// The person whose age is given behind their name: `Ina Brandt, 43,`.
    pub(super) fn aged(&self, years: &str, at: u32) -> Option<usize> {
        self.before(at)
            .filter(|(_, entity)| self.kind(*entity) == Some(Kind::Person))
            .find(|(span, _)| {
                let rest = self.text.get(span.end as usize..).unwrap_or("");
                rest.strip_prefix(", ")
                    .and_then(|rest| rest.strip_prefix(years))
                    .is_some_and(|rest| rest.starts_with([',', '.']))
            })
            .map(|(_, entity)| entity)
    }

    /// The body last named before a byte in whose name a word stands: `the council`, after `Harbour Council`.
    pub(super) fn called(&self, word: &str, at: u32) -> Option<usize> {
        self.before(at)
            .filter(|(_, entity)| self.kind(*entity) == Some(Kind::Organization))
            .find(|(span, entity)| {
                let name = self.entity(*entity).map_or("", |e| &e.name);
                let written = span.of(self.text);
                name.split_whitespace()
                    .chain(written.split_whitespace())
                    .any(|part| part.to_lowercase() == word)
            })
            .map(|(_, entity)| entity)
    }

    /// The one body that a stretch names, when it names no other.
    pub(super) fn only_body(&self, stretch: (u32, u32)) -> Option<usize> {
        self.only(stretch, Kind::Organization)
    }

    /// The one person that a stretch names, when it names no other.
    pub(super) fn only_person(&self, stretch: (u32, u32)) -> Option<usize> {
        self.only(stretch, Kind::Person)
    }

    fn only(&self, (from, to): (u32, u32), kind: Kind) -> Option<usize> {
        let mut all = self
            .before(to)
            .take_while(|(span, _)| span.start >= from)
            .filter(|(_, entity)| self.kind(*entity) == Some(kind))
            .map(|(_, entity)| entity);
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }
}
