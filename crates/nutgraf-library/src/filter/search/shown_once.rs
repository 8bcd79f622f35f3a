//! Owns: showing a text once in a list, whatever the number of its copies.
//! Promises: the first copy in the list's order stays, and its place; a line that asks for a story shows all of it; rows that have no
//! copies cost nothing, and the whole list is gone through once.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::READ;
use crate::filter::language::plan::{Ask, Plan};
use crate::filter::search::cache::{SearchCache, WithoutCopies};
use crate::filter::search::found::Found;
use nutgraf_read::model::id::ArticleId;

/// The answer without further copies of the stories in it. Its facets still count articles.
#[must_use]
pub fn without_copies(
    mut found: Found,
    plan: &Plan,
    catalog: &Catalog,
    cache: &mut SearchCache,
) -> Found {
    let asked = plan
        .leaves
        .iter()
        .any(|leaf| leaf.positive && matches!(leaf.ask, Ask::Story(_)));
    let with_copies = cache.with_copies(catalog);
    if asked || with_copies.is_empty() {
        return found;
    }
    let without_copies = cache.without_copies(catalog, &found.rows, || {
        leave_out_copies(&found, catalog, &with_copies)
    });
    if let Some(without_copies) = without_copies {
        found.rows = without_copies.rows;
        found.exact_until = without_copies.exact_until;
        found.unread = found.unread.saturating_sub(without_copies.unread);
    }
    found
}

/// The rows without further copies; `None` when there are none to leave out. `with_copies` are the articles that have copies.
fn leave_out_copies(found: &Found, catalog: &Catalog, with_copies: &Bits) -> Option<WithoutCopies> {
    // Copies have the number of one of them, so that it fits where articles fit.
    let mut seen = Bits::empty(catalog.slots());
    let mut again = |id: ArticleId| {
        if !with_copies.has(id) {
            return false;
        }
        let copies = ArticleId(copies_of(catalog, id));
        let again = seen.has(copies);
        seen.add(copies);
        again
    };
    let first = found.rows.iter().position(|id| again(*id))?;
    let (head, tail) = found.rows.split_at(first);
    let mut rows = head.to_vec();
    let (mut exact_until, mut unread) = (found.exact_until, 0);
    for (at, id) in (first..).zip(tail) {
        if at > first && !again(*id) {
            rows.push(*id);
        } else if at < found.exact_until {
            exact_until -= 1;
            unread += u32::from(is_unread(catalog, *id));
        }
    }
    Some(WithoutCopies {
        rows: Arc::from(rows),
        exact_until,
        unread,
    })
}

fn copies_of(catalog: &Catalog, id: ArticleId) -> u32 {
    let place = catalog.chunk(id);
    place
        .and_then(|(chunk, slot)| chunk.copies().get(slot).copied())
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
