//! Owns: what can stand at the cursor of a filter line.
//! May import: `catalog`, `filter::{found, lex, parse, query}`, `model`.
//! Promises: total; counts are those of the answer shown.

use std::cmp::Reverse;

use crate::catalog::Catalog;
use crate::catalog::actors::name_key;
use crate::catalog::bits::Bits;
use crate::catalog::row::ActorNo;
use crate::filter::found::{Found, Hint};
use crate::filter::lex::{TokenKind, lex};
use crate::filter::parse::TIMES;
use crate::filter::query::{Sort, State};
use crate::filter::resolve;
use crate::model::actor::Kind;
use crate::model::span::Span;

/// At most so many completions.
const MOST: usize = 12;
/// So many of the most frequent candidates are counted in the answer.
const COUNTED: usize = 400;

/// One thing that can stand at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// What of the line it replaces.
    pub span: Span,
    /// What it puts there.
    pub text: String,
    /// What to show for it.
    pub label: String,
    /// How many articles of the answer shown it would keep; `None` where that says nothing.
    pub articles: Option<u32>,
}

/// Fields and what they are for.
const FIELDS: [(&str, &str); 12] = [
    ("src:", "publisher"),
    ("by:", "author"),
    ("lang:", "language"),
    ("is:", "unread, read, starred"),
    ("body:", "words in the text"),
    ("title:", "words in the title"),
    ("in:title", "words in titles only"),
    ("said:@", "who is quoted"),
    ("story:", "one story"),
    ("sort:", "new, old, rank, source"),
    ("limit:", "at most so many"),
    ("like:", "shared actors with an article"),
];

/// Completes at the cursor (a byte offset).
pub(crate) fn complete(
    line: &str,
    cursor: usize,
    catalog: &Catalog,
    found: &Found,
) -> Vec<Completion> {
    let head = line.get(..line.floor_char_boundary(cursor)).unwrap_or("");
    let token = lex(head)
        .pop()
        .filter(|token| token.span.end as usize == head.len());
    let (span, typed, quoted) = match token {
        Some(token) => match token.kind {
            TokenKind::Atom { head, quoted, .. } => (token.span, head, quoted),
            TokenKind::Phrase { .. } | TokenKind::Regex { .. } => return Vec::new(),
            TokenKind::Open
            | TokenKind::Close
            | TokenKind::Bar
            | TokenKind::And
            | TokenKind::Not
            | TokenKind::LoneNot => (Span::new(head.len(), head.len()), String::new(), None),
        },
        None => (Span::new(head.len(), head.len()), String::new(), None),
    };
    let mut completer = Completer {
        catalog,
        found,
        span,
        bits: None,
        list: Vec::new(),
    };
    completer.hints(&typed);
    completer.all(&typed, quoted.as_deref());
    let mut list = completer.list;
    list.dedup_by(|next, before| next.text == before.text);
    list.truncate(MOST);
    list
}

struct Completer<'a> {
    catalog: &'a Catalog,
    found: &'a Found,
    span: Span,
    /// The answer as a set, made when first needed.
    bits: Option<Bits>,
    list: Vec<Completion>,
}

impl Completer<'_> {
    fn push(&mut self, text: String, label: String, articles: Option<u32>) {
        self.list.push(Completion {
            span: self.span,
            text,
            label,
            articles,
        });
    }

    /// A word that was put right is completed to its right spelling.
    fn hints(&mut self, typed: &str) {
        for hint in &self.found.hints {
            if let Hint::Correction {
                span,
                from,
                to,
                replacement,
                ..
            } = hint
                && *span == self.span
                && from == typed
            {
                let label = format!("{from} → {to}");
                self.push(replacement.clone(), label, None);
            }
        }
    }

    fn all(&mut self, typed: &str, quoted: Option<&str>) {
        if let Some(rest) = typed.strip_prefix('@') {
            let (central, rest) = rest
                .strip_prefix('@')
                .map_or(("", rest), |rest| ("@", rest));
            let kinds = [
                ("p:", Kind::Person),
                ("o:", Kind::Organization),
                ("c:", Kind::Country),
            ];
            let limited = kinds
                .iter()
                .find_map(|(sign, kind)| Some((*sign, *kind, rest.strip_prefix(*sign)?)));
            let (sign, kind, rest) = limited.map_or(("", None, rest), |(sign, kind, rest)| {
                (sign, Some(kind), rest)
            });
            self.actors(&format!("@{central}{sign}"), quoted.unwrap_or(rest), kind);
            return;
        }
        if let Some(rest) = typed.strip_prefix('#') {
            self.tags(quoted.unwrap_or(rest));
            return;
        }
        if let Some((field, value)) = typed.split_once(':') {
            self.values(&field.to_ascii_lowercase(), quoted.unwrap_or(value));
            return;
        }
        if typed.is_empty() {
            for facet in self.found.facets.iter().take(MOST) {
                let name = term_name(&facet.name);
                self.push(format!("@{name}"), facet.name.clone(), Some(facet.articles));
            }
            return;
        }
        let lower = typed.to_ascii_lowercase();
        for (field, meaning) in FIELDS {
            if field.starts_with(&lower) {
                self.push(field.to_owned(), format!("{field}  {meaning}"), None);
            }
        }
        for time in TIMES.iter().filter(|time| time.starts_with(&lower)) {
            self.push((*time).to_owned(), (*time).to_owned(), None);
        }
        if typed.bytes().all(|b| b.is_ascii_digit()) {
            for (unit, name) in [("h", "hours"), ("d", "days"), ("w", "weeks")] {
                self.push(
                    format!("{typed}{unit}"),
                    format!("the last {typed} {name}"),
                    None,
                );
            }
        }
        self.actors("@", typed, None);
    }

    fn actors(&mut self, sign: &str, typed: &str, kind: Option<Kind>) {
        let actors = self.catalog.actors();
        if typed.is_empty() {
            let facets = self
                .found
                .facets
                .iter()
                .filter(|facet| kind.is_none_or(|kind| facet.kind == kind));
            let facets: Vec<_> = facets.take(MOST).cloned().collect();
            for facet in facets {
                self.push(
                    format!("{sign}{}", term_name(&facet.name)),
                    facet.name,
                    Some(facet.articles),
                );
            }
            return;
        }
        let mut candidates = resolve::actors_beginning(self.catalog, typed, kind);
        candidates.sort_by_key(|no| (Reverse(actors.articles(*no)), *no));
        candidates.truncate(COUNTED);
        let mut counted: Vec<(u32, ActorNo)> = candidates
            .into_iter()
            .map(|no| (self.kept(no), no))
            .collect();
        counted.sort_by_key(|(count, no)| (Reverse(*count), Reverse(actors.articles(*no)), *no));
        for (count, no) in counted.into_iter().take(MOST) {
            if let Some(actor) = actors.get(no) {
                self.push(
                    format!("{sign}{}", term_name(&actor.name)),
                    actor.name.clone(),
                    Some(count),
                );
            }
        }
    }

    /// How many articles of the answer name an actor.
    fn kept(&mut self, no: ActorNo) -> u32 {
        let bits = answer(&mut self.bits, self.catalog, self.found);
        let mut count = 0;
        self.catalog
            .actors()
            .for_articles(no, |id| count += u32::from(bits.has(id)));
        count
    }

    fn tags(&mut self, typed: &str) {
        let key = name_key(typed);
        let mut counted = Vec::new();
        for (tag, articles) in self.catalog.tags() {
            if name_key(tag).starts_with(&key) && !articles.is_empty() {
                let bits = answer(&mut self.bits, self.catalog, self.found);
                let mut kept = Bits::empty(self.catalog.slots());
                kept.add_all(articles);
                kept.and(bits);
                counted.push((Reverse(kept.count()), tag.to_string()));
            }
        }
        counted.sort();
        for (Reverse(count), tag) in counted {
            self.push(format!("#{}", term_name(&tag)), tag, Some(count));
        }
    }

    fn values(&mut self, field: &str, typed: &str) {
        let lower = typed.to_ascii_lowercase();
        let words: Vec<&str> = match field {
            "is" => State::ALL.iter().map(|state| state.name()).collect(),
            "sort" => Sort::ALL.iter().map(|sort| sort.name()).collect(),
            "in" => vec!["title"],
            "said" => return self.actors("said:@", typed.trim_start_matches('@'), None),
            "tag" => return self.tags(typed),
            "src" | "source" | "by" | "lang" => return self.table(field, typed),
            _ => return,
        };
        for word in words.into_iter().filter(|word| word.starts_with(&lower)) {
            self.push(format!("{field}:{word}"), word.to_owned(), None);
        }
    }

    fn table(&mut self, field: &str, typed: &str) {
        let (table, by_source) = match field {
            "by" => (self.catalog.bylines(), false),
            "lang" => (self.catalog.languages(), false),
            _ => (self.catalog.sources(), true),
        };
        let key = name_key(typed);
        let mut fitting: Vec<(u32, u32, String)> = table
            .entries()
            .filter(|(_, _, name, count)| *count > 0 && begins(name, &key))
            .map(|(number, name, _, count)| (count, number, name.to_string()))
            .collect();
        fitting.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        fitting.truncate(COUNTED);
        // Counts in the answer: one walk over its rows.
        let mut counts = std::collections::HashMap::new();
        for id in self.found.rows.iter().take(self.found.exact_until) {
            if let Some((chunk, slot)) = self.catalog.chunk(*id) {
                let number = match field {
                    "by" => chunk.bylines().get(slot).copied(),
                    "lang" => chunk.languages().get(slot).copied().map(u32::from),
                    _ => chunk.sources().get(slot).copied(),
                };
                *counts.entry(number.unwrap_or(0)).or_insert(0u32) += 1;
            }
        }
        let mut counted: Vec<(Reverse<u32>, String)> = fitting
            .into_iter()
            .map(|(_, number, name)| (Reverse(counts.get(&number).copied().unwrap_or(0)), name))
            .collect();
        counted.sort();
        let field = if by_source { "src" } else { field };
        for (Reverse(count), name) in counted.into_iter().take(MOST) {
            self.push(format!("{field}:{}", term_name(&name)), name, Some(count));
        }
    }
}

fn answer<'b>(bits: &'b mut Option<Bits>, catalog: &Catalog, found: &Found) -> &'b Bits {
    bits.get_or_insert_with(|| {
        let mut bits = Bits::empty(catalog.slots());
        found
            .rows
            .iter()
            .take(found.exact_until)
            .for_each(|id| bits.add(*id));
        bits
    })
}

fn begins(name: &str, key: &str) -> bool {
    name.starts_with(key) || name.contains(&format!(" {key}"))
}

/// A name as a term carries it: `south-korea`.
fn term_name(name: &str) -> String {
    let key = name_key(name).replace(' ', "-");
    if key.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("\"{name}\"");
    }
    key
}
