//! Owns: how one row matches: its tier, and which letters of its title to mark.
//! Promises: spans are of the title as it is, ascending, not overlapping.

use memchr::memmem::Finder;

use crate::catalog::Catalog;
use crate::catalog::actors::name_key;
use crate::filter::language::plan::{Ask, Leaf, Plan, Step, Word};
use crate::filter::search::found::{FullText, Tier};
use crate::filter::search::fuzzy::Scorer;
use crate::filter::search::scan::{self, Needle};
use nutgraf_read::model::fold::Folded;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::text_term::TextTerm;

/// How an article matches a plan: as well as the worst of its words.
pub fn tier(plan: &Plan, catalog: &Catalog, text: &FullText, id: ArticleId) -> Tier {
    step(&plan.root, plan, &|leaf| leaf_tier(leaf, catalog, text, id)).unwrap_or(Tier::Fuzzy)
}

/// `None` where an alternative does not match at all.
fn step(step_of: &Step, plan: &Plan, leaf: &dyn Fn(&Leaf) -> Option<Tier>) -> Option<Tier> {
    match step_of {
        Step::Leaf(at) => plan.leaves.get(*at).and_then(leaf),
        Step::Not(_) => Some(Tier::Exact),
        Step::All(parts) => {
            let mut worst = Tier::Exact;
            for part in parts {
                worst = worst.max(step(part, plan, leaf)?);
            }
            Some(worst)
        }
        Step::Any(parts) => parts.iter().filter_map(|part| step(part, plan, leaf)).min(),
    }
}

fn leaf_tier(leaf: &Leaf, catalog: &Catalog, text: &FullText, id: ArticleId) -> Option<Tier> {
    let title = catalog.folded(id);
    let in_text = |term: Option<&TextTerm>| {
        let found = term
            .and_then(|term| text.get(term))
            .is_some_and(|found| found.contains(id.0));
        found.then_some(Tier::Text)
    };
    match &leaf.ask {
        Ask::Word(word) => {
            let by_title = word_tier(title, &word.folded);
            let by_actor = actor_tier(word, catalog, id);
            let by_text = in_text(word.text.as_ref());
            let loosely = || scan::in_order(title, &word.folded).then_some(Tier::Fuzzy);
            [by_title, by_actor, by_text]
                .into_iter()
                .flatten()
                .min()
                .or_else(loosely)
        }
        Ask::Phrase(phrase) => {
            let finder = Finder::new(&phrase.folded);
            let whole = scan::phrase_at(title, &finder, false).map(|_| Tier::Exact);
            let open = || scan::phrase_at(title, &finder, phrase.open).map(|_| Tier::Prefix);
            whole
                .or_else(open)
                .or_else(|| in_text(phrase.text.as_ref()))
        }
        Ask::Body(term) => in_text(Some(term)),
        Ask::Pattern(_)
        | Ask::Actors(_)
        | Ask::Sources(_)
        | Ask::Feeds(_)
        | Ask::Bylines(_)
        | Ask::Languages(_)
        | Ask::Tags(_)
        | Ask::State(_)
        | Ask::Date(_)
        | Ask::Story(_)
        | Ask::Like(_)
        | Ask::Nothing => Some(Tier::Exact),
    }
}

fn word_tier(title: &str, word: &str) -> Option<Tier> {
    if scan::phrase_at(title, &Finder::new(word), false).is_some() {
        return Some(Tier::Exact);
    }
    let begins = Needle::new(word).look(title)?;
    Some(if begins {
        Tier::Prefix
    } else {
        Tier::Substring
    })
}

fn actor_tier(word: &Word, catalog: &Catalog, id: ArticleId) -> Option<Tier> {
    let named = catalog
        .cast(id)
        .filter(|part| word.actors.contains(&part.actor));
    let key = name_key(&word.folded);
    named
        .filter_map(|part| catalog.actors().get(part.actor))
        .map(|actor| {
            let whole = name_key(&actor.name).split(' ').any(|part| part == key);
            if whole { Tier::Exact } else { Tier::Prefix }
        })
        .min()
}

/// What of a title to mark.
pub fn highlight(plan: &Plan, title: &str) -> Vec<Span> {
    let folded = Folded::new(title);
    let mut spans = Vec::new();
    for leaf in plan.leaves.iter().filter(|leaf| leaf.positive) {
        match &leaf.ask {
            Ask::Word(word) => mark_word(&folded, &word.folded, &mut spans),
            Ask::Phrase(phrase) => mark_phrase(&folded, &phrase.folded, phrase.open, &mut spans),
            Ask::Pattern(pattern) => {
                let found = pattern.0.find_iter(title).filter(|found| !found.is_empty());
                spans.extend(found.map(|found| Span::new(found.start(), found.end())));
            }
            Ask::Actors(ask) => {
                for name in &ask.names {
                    mark_phrase(&folded, name, false, &mut spans);
                }
            }
            Ask::Sources(_)
            | Ask::Feeds(_)
            | Ask::Bylines(_)
            | Ask::Languages(_)
            | Ask::Tags(_)
            | Ask::State(_)
            | Ask::Date(_)
            | Ask::Body(_)
            | Ask::Story(_)
            | Ask::Like(_)
            | Ask::Nothing => {}
        }
    }
    spans.retain(|span| !span.is_empty() && span.fits(title));
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => *last = last.union(span),
            _ => merged.push(span),
        }
    }
    merged
}

fn mark_word(folded: &Folded, word: &str, spans: &mut Vec<Span>) {
    let text = folded.text.as_str();
    let before = spans.len();
    let needle = Needle::new(word);
    let places: Vec<(usize, bool)> = needle.places(text).collect();
    let begins = places.iter().any(|(_, begins)| *begins);
    for (at, starts) in places {
        if starts == begins && (begins || scan::matches_inside(word)) {
            spans.push(folded.back(Span::new(at, at + word.len())));
        }
    }
    if spans.len() > before || word.chars().count() < 3 {
        return;
    }
    let Some((_, chars)) = Scorer::new().score(text, word) else {
        return;
    };
    let mut chars = chars.into_iter().peekable();
    for (count, (at, c)) in text.char_indices().enumerate() {
        if chars.next_if_eq(&count).is_some() {
            spans.push(folded.back(Span::new(at, at + c.len_utf8())));
        }
    }
}

fn mark_phrase(folded: &Folded, phrase: &str, open: bool, spans: &mut Vec<Span>) {
    let finder = Finder::new(phrase);
    let mut from = 0;
    while let Some(rest) = folded.text.get(from..).filter(|_| !phrase.is_empty()) {
        let Some(at) = scan::phrase_at(rest, &finder, open) else {
            break;
        };
        let start = from + at;
        spans.push(folded.back(Span::new(start, start + phrase.len())));
        from = start + phrase.len();
    }
}
