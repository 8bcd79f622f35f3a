//! Owns: what can stand at the cursor of a filter line.
//! Promises: total; counts are those of the answer given.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use crate::catalog::Catalog;
use crate::catalog::actors::name_key;
use crate::catalog::feeds::address_key;
use crate::catalog::row::ActorNo;
use crate::filter::language::date;
use crate::filter::language::lex::{TokenKind, lex};
use crate::filter::language::parse::TIMES;
use crate::filter::language::query::{Sort, State, When};
use crate::filter::language::resolve;
use crate::filter::search::found::{Found, Hint};
use crate::filter::search::top::Top;
use crate::filter::stats::spread::{self, Column};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// At most so many completions.
const MOST: usize = 12;
/// So many actors are offered for a name that none has.
const NEAR: usize = 4;
/// So many of the most frequent candidates are counted in the answer.
const COUNTED: usize = 400;
/// Candidates are counted one by one in answers of more articles than this; in smaller ones all at once.
const MANY: u32 = 20_000;

/// One thing that can stand at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// What of the line it replaces.
    pub span: Span,
    /// What it puts there.
    pub text: String,
    /// What to show for it.
    pub label: String,
    /// How many articles it would keep; `None` where that says nothing.
    pub articles: Option<u32>,
}

/// Fields and what they are for.
const FIELDS: [(&str, &str); 14] = [
    ("src:", "publisher"),
    ("feed:", "feed it came from"),
    ("by:", "author"),
    ("lang:", "language"),
    ("is:", "unread, read, starred, muted"),
    ("body:", "words in the text"),
    ("title:", "words in the title"),
    ("in:title", "words in titles only"),
    ("said:@", "who says something"),
    ("about:@", "of whom it is said"),
    ("story:", "one story"),
    ("sort:", "new, old, rank, source, story"),
    ("limit:", "at most so many"),
    ("like:", "shared actors with an article"),
];

/// What can stand at the cursor (a byte offset), the most useful first. Its articles are counted in `found`.
pub fn complete(
    line: &str,
    cursor: usize,
    catalog: &Catalog,
    found: &Found,
    now: Moment,
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
        now,
        span,
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
    now: Moment,
    span: Span,
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
            let articles = self.within(time);
            self.push((*time).to_owned(), (*time).to_owned(), articles);
        }
        if typed.bytes().all(|b| b.is_ascii_digit()) {
            self.ages(typed);
        }
        if typed.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            self.dates(typed);
        }
        self.actors("@", typed, None);
    }

    fn ages(&mut self, typed: &str) {
        for (unit, name) in [("h", "hours"), ("d", "days"), ("w", "weeks")] {
            let age = format!("{typed}{unit}");
            let articles = self.within(&age);
            self.push(age, format!("the last {typed} {name}"), articles);
        }
    }

    /// Years, or the months of a year, that the answer has articles of, the latest first.
    fn dates(&mut self, typed: &str) {
        let periods = match typed.split_once('-') {
            None if typed.len() <= 4 => spread::years(self.catalog, &self.found.set),
            Some((year, _)) => match year.parse() {
                Ok(year) => spread::months(self.catalog, &self.found.set, year),
                Err(_) => return,
            },
            None => return,
        };
        for (period, articles) in periods.into_iter().rev() {
            if period.starts_with(typed) && articles > 0 {
                self.push(period.clone(), period, Some(articles));
            }
        }
    }

    /// How many articles of the answer are of a time.
    fn within(&self, time: &str) -> Option<u32> {
        let when = date::read(time)?.ok()?;
        if when == When::LastVisit {
            let seen = self.catalog.seen();
            return seen.map(|_| spread::new(self.catalog, &self.found.set));
        }
        let stretch = date::resolve(when, self.now)?;
        Some(spread::dated(self.catalog, &self.found.set, stretch))
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
        if candidates.is_empty() {
            candidates = resolve::actors_near(self.catalog, typed, kind, NEAR);
        }
        for (count, no) in self.counted(candidates) {
            if let Some(actor) = actors.get(no) {
                self.push(
                    format!("{sign}{}", term_name(&actor.name)),
                    actor.name.clone(),
                    Some(count),
                );
            }
        }
    }

    /// The actors that most articles of the answer name, with how many.
    fn counted(&self, candidates: Vec<ActorNo>) -> Vec<(u32, ActorNo)> {
        let actors = self.catalog.actors();
        let mut top = Top::of(MOST);
        if self.found.set.count() <= MANY {
            let counts = spread::actors(self.catalog, &self.found.set);
            for no in candidates {
                let count = counts.get(no.0 as usize).copied().unwrap_or(0);
                top.offer((count, actors.articles(no), Reverse(no)));
            }
        } else {
            let mut frequent = Top::of(COUNTED);
            for no in candidates {
                frequent.offer((actors.articles(no), Reverse(no)));
            }
            for (articles, no) in frequent.sorted() {
                // All that come now are in fewer articles than the last of these.
                if top.bar().is_some_and(|(least, ..)| *least >= articles) {
                    break;
                }
                top.offer((self.kept(no.0), articles, no));
            }
        }
        let counted = top.sorted().map(|(count, _, Reverse(no))| (count, no));
        counted.collect()
    }

    /// How many articles of the answer name an actor.
    fn kept(&self, no: ActorNo) -> u32 {
        let mut count = 0;
        let set = &self.found.set;
        self.catalog
            .actors()
            .for_articles(no, |id| count += u32::from(set.has(id)));
        count
    }

    fn tags(&mut self, typed: &str) {
        let key = name_key(typed);
        let mut counted = Vec::new();
        for (tag, articles) in self.catalog.tags() {
            if name_key(tag).starts_with(&key) && !articles.is_empty() {
                let set = &self.found.set;
                let kept = articles.iter().filter(|id| set.has(ArticleId(*id)));
                counted.push((Reverse(kept.count()), tag.to_string()));
            }
        }
        counted.sort();
        for (Reverse(count), tag) in counted {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            self.push(format!("#{}", term_name(&tag)), tag, Some(count));
        }
    }

    /// The feeds that are called so, or have that address, those of most articles of the answer first.
    fn feeds(&mut self, typed: &str) {
        if let Some(tag) = typed.strip_prefix('#') {
            return self.feed_tags(tag);
        }
        let (key, address) = (name_key(typed), address_key(typed));
        let set = &self.found.set;
        let mut counted = Vec::new();
        for feed in self.catalog.feeds() {
            let called = feed.names().any(|name| begins(name, &key));
            if called || begins(feed.address(), &address) {
                let kept = feed.articles().iter().filter(|id| set.has(ArticleId(*id)));
                counted.push((Reverse(kept.count()), feed.name().to_owned()));
            }
        }
        counted.sort();
        for (Reverse(count), name) in counted.into_iter().take(MOST) {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            self.push(format!("feed:{}", term_name(&name)), name, Some(count));
        }
    }

    /// The tags of feeds, with how many articles of the answer came from those.
    fn feed_tags(&mut self, typed: &str) {
        let key = name_key(typed);
        let mut tagged: BTreeMap<&str, RoaringBitmap> = BTreeMap::new();
        for feed in self.catalog.feeds() {
            for tag in feed
                .tags()
                .iter()
                .filter(|tag| name_key(tag).starts_with(&key))
            {
                *tagged.entry(tag).or_default() |= feed.articles();
            }
        }
        let set = &self.found.set;
        let kept = |articles: &RoaringBitmap| {
            let kept = articles.iter().filter(|id| set.has(ArticleId(*id)));
            Reverse(kept.count())
        };
        let counted = tagged.iter();
        let mut counted: Vec<(Reverse<usize>, String)> = counted
            .map(|(tag, articles)| (kept(articles), (*tag).to_owned()))
            .collect();
        counted.sort();
        for (Reverse(count), tag) in counted.into_iter().take(MOST) {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            self.push(
                format!("feed:#{}", term_name(&tag)),
                format!("#{tag}"),
                Some(count),
            );
        }
    }

    fn values(&mut self, field: &str, typed: &str) {
        let lower = typed.to_ascii_lowercase();
        let words: Vec<&str> = match field {
            "is" => return self.states(&lower),
            "sort" => Sort::ALL.iter().map(|sort| sort.name()).collect(),
            "in" => vec!["title"],
            "said" => return self.actors("said:@", typed.trim_start_matches('@'), None),
            "about" => return self.actors("about:@", typed.trim_start_matches('@'), None),
            "tag" => return self.tags(typed),
            "feed" => return self.feeds(typed),
            "src" | "source" | "by" | "lang" => return self.table(field, typed),
            _ => return,
        };
        for word in words.into_iter().filter(|word| word.starts_with(&lower)) {
            self.push(format!("{field}:{word}"), word.to_owned(), None);
        }
    }

    fn states(&mut self, typed: &str) {
        let all = self.found.set.count();
        let unread = self.found.unread;
        for state in State::ALL {
            let articles = match state {
                State::Unread => unread,
                State::Read => all.saturating_sub(unread),
                State::Starred => spread::starred(self.catalog, &self.found.set),
                State::Muted => self.found.muted,
                State::New => spread::new(self.catalog, &self.found.set),
            };
            if state.name().starts_with(typed) {
                self.push(
                    format!("is:{}", state.name()),
                    state.name().to_owned(),
                    Some(articles),
                );
            }
        }
    }

    fn table(&mut self, field: &str, typed: &str) {
        let (table, column) = match field {
            "by" => (self.catalog.bylines(), Column::Byline),
            "lang" => (self.catalog.languages(), Column::Language),
            _ => (self.catalog.sources(), Column::Source),
        };
        let key = name_key(typed);
        let mut fitting: Vec<(u32, u32, String)> = table
            .entries()
            .filter(|(_, _, name, count)| *count > 0 && begins(name, &key))
            .map(|(number, name, _, count)| (count, number, name.to_string()))
            .collect();
        fitting.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        fitting.truncate(COUNTED);
        let counts = spread::column(self.catalog, &self.found.set, column);
        let mut counted: Vec<(Reverse<u32>, String)> = fitting
            .into_iter()
            .map(|(_, number, name)| {
                (
                    Reverse(counts.get(number as usize).copied().unwrap_or(0)),
                    name,
                )
            })
            .collect();
        counted.sort();
        let field = if field == "source" { "src" } else { field };
        for (Reverse(count), name) in counted.into_iter().take(MOST) {
            self.push(format!("{field}:{}", term_name(&name)), name, Some(count));
        }
    }
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
