//! Owns: what a search answers: `Found`, its hints, how a row matched, and the full-text answers that go in.
//! Promises: plain data.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::catalog::bits::Bits;
use crate::filter::stats::actor_stats::{ActorStats, Stretch};
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::text_term::TextTerm;

/// The answer to a filter line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The articles in the order of display.
    pub rows: Arc<[ArticleId]>,
    /// Rows from here on match only loosely (fuzzy); a rule stands above them, and no bulk action touches them.
    pub exact_until: usize,
    /// The rows above the rule as a set.
    pub set: Arc<Bits>,
    /// The fifty actors that most of the rows above the rule name, the most frequent first.
    pub facets: Vec<ActorCount>,
    /// The fifty actors that they name unusually often, against the rest of the library, most unusual first.
    pub surprising: Vec<ActorCount>,
    /// How each actor of these two lists stands among them.
    pub actor_stats: Vec<ActorStats>,
    /// The time over which their trends go; `None` where it is one moment.
    pub stretch: Option<Stretch>,
    /// Whether `facets` are those of these rows; while they are counted, those of the answer before stand in.
    pub counted: bool,
    /// Whether the full text is still to speak: more rows may join these.
    pub awaits_text: bool,
    /// How many of the rows above the rule are unread.
    pub unread: u32,
    /// How many more articles match and are hidden, because one of the reader's mutes matches them too.
    pub muted: u32,
    /// What the reader should know or could do.
    pub hints: Vec<Hint>,
}

/// The actors of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// See `Found::facets`.
    pub frequent: Vec<ActorCount>,
    /// See `Found::surprising`.
    pub surprising: Vec<ActorCount>,
    /// See `Found::actor_stats`.
    pub actor_stats: Vec<ActorStats>,
    /// See `Found::stretch`.
    pub stretch: Option<Stretch>,
}

impl Found {
    /// Takes facets in.
    pub fn set_facets(&mut self, facets: Facets) {
        self.facets = facets.frequent;
        self.surprising = facets.surprising;
        self.actor_stats = facets.actor_stats;
        self.stretch = facets.stretch;
    }
}

/// What the reader should know about an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Hint {
    /// A word that matches nothing was taken, or could be taken, for another.
    Correction {
        /// Where the word stands in the line.
        span: Span,
        /// The word as typed.
        from: String,
        /// What it was taken for.
        to: String,
        /// What to put into the line in place of `span`.
        replacement: String,
        /// Whether the rows shown are already those of the correction.
        used: bool,
    },
    /// Nothing matches; without this term so many articles would.
    Without {
        /// Where the term stands in the line.
        span: Span,
        /// The term as typed.
        term: String,
        /// How many articles match the rest.
        rows: u32,
    },
    /// Nothing matches of the time asked for; the newest that match the rest are of another.
    Newest {
        /// Where the time stands in the line.
        span: Span,
        /// The time as typed.
        term: String,
        /// The time to ask for instead.
        replacement: String,
        /// How many articles that would give.
        rows: u32,
    },
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Correction { from, to, used, .. } if *used => write!(f, "{from} → {to}"),
            Self::Correction { from, to, .. } => write!(f, "{from} → {to}?"),
            Self::Without { term, rows, .. } => write!(f, "without {term}: {rows}"),
            Self::Newest {
                replacement, rows, ..
            } => write!(f, "the newest, {replacement}: {rows}"),
        }
    }
}

/// How a row matches, the best first. The names are those of the public JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Every word stands whole in the title or an actor's name, or no words were asked.
    Exact,
    /// The worst-matching word begins a word of the title or of an actor's name.
    Prefix,
    /// It stands inside one.
    Substring,
    /// It is found in the summary or body only.
    Text,
    /// Its letters stand in the title in this order.
    Fuzzy,
}

impl Tier {
    /// The name in the public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Substring => "substring",
            Self::Text => "text",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// What the library's full-text index answered so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FullText {
    /// The articles of each term, and whether the library has changed since.
    answers: HashMap<TextTerm, (Arc<RoaringBitmap>, bool)>,
}

impl FullText {
    /// Nothing was answered yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the articles (by id) that hold a term.
    pub fn insert(&mut self, term: TextTerm, articles: RoaringBitmap) {
        self.answers.insert(term, (Arc::new(articles), false));
    }

    /// The articles that hold a term; `None` while the index has not answered.
    pub fn get(&self, term: &TextTerm) -> Option<&RoaringBitmap> {
        self.answers.get(term).map(|(articles, _)| &**articles)
    }

    /// Which of these terms are to be asked for: those not answered yet, or answered before the library changed.
    pub fn missing(&self, mut terms: Vec<TextTerm>) -> Vec<TextTerm> {
        terms.retain(|term| self.answers.get(term).is_none_or(|(_, old)| *old));
        terms
    }

    /// The library has changed: every answer holds until it is asked for again.
    pub fn age(&mut self) {
        self.answers.values_mut().for_each(|(_, old)| *old = true);
    }

    /// For how many terms there is an answer.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether nothing was answered yet.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.answers.clear();
    }
}
