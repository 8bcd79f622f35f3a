//! Owns: the filter language, in stages: lex, parse, plan, run; and everything a filter line shows about itself.
//! May import: `catalog`, `model`.
//! Promises: total; a fault of syntax never empties the list; no clock, no IO, no SQL.

pub mod found;
pub mod query;

use crate::catalog::Catalog;
use crate::filter::found::{Found, FullText, Tier};
use crate::filter::query::{Matter, Node, Parsed, Query, Term};
use crate::model::fold::{Folded, fold};
use crate::model::id::ArticleId;
use crate::model::moment::Moment;
use crate::model::span::Span;
use crate::model::wanted::TextTerm;

/// A query resolved against a catalog and a clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    parsed: Parsed,
    words: Vec<String>,
}

impl Plan {
    /// What to ask the library's full-text index; the answers go into `FullText`.
    pub fn full_text(&self) -> Vec<TextTerm> {
        Vec::new()
    }

    /// What is wrong or unfinished, including names that are not here.
    pub fn complaints(&self) -> &[query::Complaint] {
        &self.parsed.complaints
    }
}

/// What a search leaves behind for the next one: results of terms, so that typing on and taking back is quick. One per
/// thread that searches.
#[derive(Debug, Default)]
pub struct Narrow {}

/// One thing that can stand at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// What of the line it replaces.
    pub span: Span,
    /// What it puts there.
    pub text: String,
    /// What to show for it.
    pub label: String,
    /// How many articles of the current result it would keep.
    pub articles: u32,
}

/// Reads a filter line. Total: what cannot be understood is left out and complained about.
pub fn parse(line: &str) -> Parsed {
    let mut parts = Vec::new();
    for word in line.split_whitespace() {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        parts.push(Node::Term(Term {
            span: Span::new(start, start + word.len()),
            matter: Matter::Word(word.to_owned()),
        }));
    }
    Parsed {
        line: line.to_owned(),
        query: Query {
            root: Node::All(parts),
        },
        complaints: Vec::new(),
    }
}

/// Resolves names, dates and sources.
pub fn plan(parsed: &Parsed, _catalog: &Catalog, _now: Moment) -> Plan {
    Plan {
        parsed: parsed.clone(),
        words: parsed.line.split_whitespace().map(fold).collect(),
    }
}

/// Searches. `None` when `stop` said so; it is asked often.
pub fn run(
    plan: &Plan,
    catalog: &Catalog,
    _text: &FullText,
    _narrow: &mut Narrow,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    let mut rows = Vec::new();
    for (at, id) in catalog.newest().enumerate() {
        if at % 4096 == 0 && stop() {
            return None;
        }
        let title = catalog.folded(id);
        if plan.words.iter().all(|word| title.contains(word)) {
            rows.push(id);
        }
    }
    let unread = rows.iter().filter(|id| !catalog.marks(**id).read).count();
    Some(Found {
        exact_until: rows.len(),
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
        rows: rows.into(),
        ..Found::default()
    })
}

/// What of a title to mark, ascending, not overlapping.
pub fn highlight(plan: &Plan, title: &str) -> Vec<Span> {
    let folded = Folded::new(title);
    let mut spans: Vec<Span> = plan
        .words
        .iter()
        .filter_map(|word| {
            let at = folded.text.find(word)?;
            Some(folded.back(Span::new(at, at + word.len())))
        })
        .collect();
    spans.sort_unstable();
    spans.dedup_by(|next, last| last.overlaps(*next));
    spans
}

/// How an article of the answer matches.
pub fn tier(_plan: &Plan, _catalog: &Catalog, _text: &FullText, _id: ArticleId) -> Tier {
    Tier::Substring
}

/// How a query was understood, in words, one line a condition.
pub fn explain(plan: &Plan) -> String {
    format!("title has all of: {}", plan.words.join(", "))
}

/// What can stand at the cursor (a byte offset), the most useful first.
pub fn complete(
    _line: &str,
    _cursor: usize,
    _catalog: &Catalog,
    _found: &Found,
) -> Vec<Completion> {
    Vec::new()
}
