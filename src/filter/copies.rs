//! Owns: showing a story once in a list, whatever the number of its copies.
//! May import: `catalog`, `filter::{found, plan}`, `model::id`.
//! Promises: the first copy in the list's order stays, and its place; who asks for a story sees all of it.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::READ;
use crate::filter::found::Found;
use crate::filter::plan::{Ask, Plan};
use crate::model::id::ArticleId;

/// The answer without further copies of the stories in it. Its facets still count articles.
#[must_use]
pub fn once(mut found: Found, plan: &Plan, catalog: &Catalog) -> Found {
    let asked = plan
        .leaves
        .iter()
        .any(|leaf| leaf.positive && matches!(leaf.ask, Ask::Story(_)));
    let mut stories = catalog.chunks().iter().flat_map(|chunk| chunk.stories());
    if asked || stories.all(|story| *story == 0) {
        return found;
    }
    // A story has the number of one of its articles, so that it fits where articles fit.
    let mut seen = Bits::empty(catalog.slots());
    let mut further = |id: ArticleId| {
        let story = ArticleId(story_of(catalog, id));
        let again = story.0 > 0 && seen.has(story);
        if story.0 > 0 {
            seen.add(story);
        }
        again
    };
    let Some(first) = found.rows.iter().position(|id| further(*id)) else {
        return found;
    };
    let (head, tail) = found.rows.split_at(first);
    let mut rows = head.to_vec();
    let mut exact = found.exact_until.min(first);
    for (at, id) in (first..).zip(tail) {
        if at > first && !further(*id) {
            rows.push(*id);
            exact += usize::from(at < found.exact_until);
        }
    }
    let shown = rows.get(..exact).unwrap_or(&[]);
    found.unread = u32::try_from(shown.iter().filter(|id| is_unread(catalog, **id)).count())
        .unwrap_or(u32::MAX);
    found.exact_until = exact;
    found.rows = Arc::from(rows);
    found
}

fn story_of(catalog: &Catalog, id: ArticleId) -> u32 {
    let place = catalog.chunk(id);
    place
        .and_then(|(chunk, slot)| chunk.stories().get(slot).copied())
        .unwrap_or(0)
}

fn is_unread(catalog: &Catalog, id: ArticleId) -> bool {
    let place = catalog.chunk(id);
    place
        .and_then(|(chunk, slot)| chunk.all_flags().get(slot))
        .is_some_and(|flags| flags & READ == 0)
}

#[cfg(test)]
mod tests;
