//! Owns: `Plan`, a query whose names, dates and sources are resolved, as data.
//! Promises: plain data; `filter::language::planner` makes it.

use std::cmp::Reverse;

use regex::Regex;

use crate::catalog::Catalog;
use crate::catalog::row::ActorNo;
use crate::filter::language::date::Stretch;
use crate::filter::language::query::{Complaint, Parsed, Sort, State};
use crate::filter::search::found::Hint;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::text_term::TextTerm;
use nutgraf_read::model::voices::Voices;

/// A query resolved against a catalog and a clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub(crate) parsed: Parsed,
    pub(crate) root: Step,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) sort: Option<Sort>,
    pub(crate) limit: Option<u32>,
    /// Whether the line asks for what is muted, so that it may not be hidden.
    pub(crate) asks_muted: bool,
    pub(crate) complaints: Vec<Complaint>,
    pub(crate) hints: Vec<Hint>,
}

/// How leaves combine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    All(Vec<Step>),
    Any(Vec<Step>),
    Not(Box<Step>),
    /// A number of `Plan::leaves`.
    Leaf(usize),
}

impl Default for Step {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// One resolved term.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    /// Where it stands in the line.
    pub(crate) span: Span,
    /// What it asks.
    pub(crate) ask: Ask,
    /// Whether it stands under no `-`.
    pub(crate) positive: bool,
    /// Whether the reader may be on the way to something else, so that it may not empty the list.
    pub(crate) tentative: bool,
}

/// What a resolved term asks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ask {
    Word(Word),
    Phrase(Phrase),
    Pattern(Pattern),
    Actors(ActorAsk),
    Sources(Vec<u32>),
    /// Places among the catalog's feeds.
    Feeds(Vec<u32>),
    Bylines(Vec<u32>),
    Languages(Vec<u32>),
    /// Numbers of the catalog's tags.
    Tags(Vec<u32>),
    State(State),
    Date(Stretch),
    Body(TextTerm),
    Story(u32),
    Like(Likeness),
    /// A name that is not here.
    Nothing,
}

/// A bare word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// As it is looked for in folded titles.
    pub(crate) folded: String,
    /// Actors whose canonical name has a word that begins so.
    pub(crate) actors: Vec<ActorNo>,
    /// What to ask the full text.
    pub(crate) text: Option<TextTerm>,
}

/// Words in a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    pub(crate) folded: String,
    /// The last word may go on.
    pub(crate) open: bool,
    pub(crate) text: Option<TextTerm>,
}

/// A compiled expression.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(pub(crate) Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// An article that others are to be like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Likeness {
    pub(crate) article: ArticleId,
    /// What it is about, as far as the planner was told.
    pub(crate) phrases: Vec<TextTerm>,
}

/// What an actor must do in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Be named.
    #[default]
    Any,
    /// Say something.
    Speaks,
    /// Be named; of statements, in those.
    SpokenOf,
}

/// Actors and how they must occur.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ActorAsk {
    pub(crate) numbers: Vec<ActorNo>,
    pub(crate) central: bool,
    pub(crate) role: Role,
    /// What all of them are, when they are of one kind.
    pub(crate) kind: Option<Kind>,
    /// Their canonical names, the most frequent first, a few.
    pub(crate) canonical: Vec<String>,
    /// All their names, folded, for marking; those of a few.
    pub(crate) names: Vec<String>,
}

impl Plan {
    /// What to ask the library's full-text index; the answers go into `FullText`.
    pub fn full_text(&self) -> Vec<TextTerm> {
        let mut terms: Vec<TextTerm> = self
            .leaves
            .iter()
            .flat_map(|leaf| leaf.ask.text_terms().iter().cloned())
            .collect();
        terms.sort();
        terms.dedup();
        terms
    }

    /// The articles that others are to be like; `tell_phrases` may say what they are about.
    pub fn like(&self) -> Vec<ArticleId> {
        let leaves = self.leaves.iter();
        leaves
            .filter_map(|leaf| {
                if let Ask::Like(like) = &leaf.ask {
                    Some(like.article)
                } else {
                    None
                }
            })
            .collect()
    }

    /// Says which keyphrases an article has; articles that share them are like it.
    pub fn tell_phrases(&mut self, article: ArticleId, phrases: &[&str]) {
        for leaf in &mut self.leaves {
            if let Ask::Like(like) = &mut leaf.ask
                && like.article == article
            {
                let terms = phrases.iter().filter_map(|phrase| text_term(phrase, false));
                like.phrases = terms.collect();
            }
        }
    }

    /// What is wrong or unfinished, including names that are not here, ascending.
    pub fn complaints(&self) -> &[Complaint] {
        &self.complaints
    }

    /// The line it was made from, and its tree.
    pub fn parsed(&self) -> &Parsed {
        &self.parsed
    }

    /// The order of the list that the line asks for.
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or_default()
    }

    /// Whether the line asks for what is muted, so that it is not hidden.
    pub fn asks_muted(&self) -> bool {
        self.asks_muted
    }

    /// The actors that the line asks for: of each name the one in most articles.
    pub fn actors(&self, catalog: &Catalog) -> Vec<ActorNo> {
        let asked = self.leaves.iter().filter(|leaf| leaf.positive);
        asked
            .filter_map(|leaf| {
                let Ask::Actors(ask) = &leaf.ask else {
                    return None;
                };
                let numbers = ask.numbers.iter().copied();
                numbers.max_by_key(|no| (catalog.actors().articles(*no), Reverse(*no)))
            })
            .collect()
    }

    /// Whose statements the line asks for, by `said:`, of whom they tell, by `about:`, and which words they must hold; `None`
    /// where it asks for neither.
    pub fn voices(&self, catalog: &Catalog) -> Option<Voices> {
        let mut voices = Voices::default();
        for leaf in self.leaves.iter().filter(|leaf| leaf.positive) {
            match &leaf.ask {
                Ask::Actors(ask) if ask.role != Role::Any => {
                    let known = ask.numbers.iter();
                    let known = known.filter_map(|no| catalog.actors().get(*no));
                    let asked = if ask.role == Role::Speaks {
                        &mut voices.speakers
                    } else {
                        &mut voices.about
                    };
                    asked.extend(known.map(|actor| actor.id));
                }
                Ask::Word(word) => voices.words.push(word.folded.clone()),
                Ask::Phrase(phrase) => voices.words.push(phrase.folded.clone()),
                Ask::Body(term) => voices.words.push(term.words.join(" ")),
                Ask::Pattern(_)
                | Ask::Actors(_)
                | Ask::Feeds(_)
                | Ask::Sources(_)
                | Ask::Bylines(_)
                | Ask::Languages(_)
                | Ask::Tags(_)
                | Ask::State(_)
                | Ask::Date(_)
                | Ask::Story(_)
                | Ask::Like(_)
                | Ask::Nothing => {}
            }
        }
        (!voices.is_empty()).then_some(voices)
    }

    /// Whether nothing is asked, so that every article is found.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }
}

impl Ask {
    pub(crate) fn word(&self) -> Option<&Word> {
        if let Self::Word(word) = self {
            Some(word)
        } else {
            None
        }
    }

    /// What of the full text the answer needs.
    pub(crate) fn text_terms(&self) -> &[TextTerm] {
        if let Self::Like(like) = self {
            return &like.phrases;
        }
        self.text_term().map_or(&[], std::slice::from_ref)
    }

    pub(crate) fn text_term(&self) -> Option<&TextTerm> {
        match self {
            Self::Word(word) => word.text.as_ref(),
            Self::Phrase(phrase) => phrase.text.as_ref(),
            Self::Body(term) => Some(term),
            Self::Pattern(_)
            | Self::Actors(_)
            | Self::Sources(_)
            | Self::Feeds(_)
            | Self::Bylines(_)
            | Self::Languages(_)
            | Self::Tags(_)
            | Self::State(_)
            | Self::Date(_)
            | Self::Story(_)
            | Self::Like(_)
            | Self::Nothing => None,
        }
    }
}

/// Words for the full-text index.
pub(crate) fn text_term(text: &str, open: bool) -> Option<TextTerm> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let last = words.last()?;
    Some(TextTerm {
        // The beginnings of two letters are in every text.
        prefix: open && last.chars().count() >= 3,
        words,
    })
}
