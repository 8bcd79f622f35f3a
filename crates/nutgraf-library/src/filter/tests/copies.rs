//! A story is shown once, whatever was searched before.

use std::cell::RefCell;

use proptest::prelude::*;

use super::*;
use crate::filter::language::query::Query;

/// The rows above the rule without further copies, and how many of them are unread, one row after the other.
fn naive(found: &Found, catalog: &Catalog) -> (Vec<ArticleId>, u32) {
    let mut seen = Vec::new();
    let mut rows = Vec::new();
    let mut unread = 0;
    for id in found.rows.iter().take(found.exact_until) {
        let row = catalog.row(*id).unwrap();
        if row.copies > 0 && seen.contains(&row.copies) {
            continue;
        }
        seen.push(row.copies);
        rows.push(*id);
        unread += u32::from(!row.marks.read);
    }
    (rows, unread)
}

#[test]
fn a_story_is_shown_once() {
    let kept = RefCell::new((library(), SearchCache::default()));
    proptest!(ProptestConfig::with_cases(300), |(root in laws::plain(), mark in any::<bool>())| {
        let (catalog, cache) = &mut *kept.borrow_mut();
        if mark {
            // A mark between two answers: what was kept no longer holds.
            let mut row = catalog.row(ArticleId(5)).unwrap();
            row.marks.read = !row.marks.read;
            catalog.push(&row);
            catalog.settle();
        }
        let line = Query { root }.to_string();
        let plan = plan(&parse_final(&line), catalog, now());
        let found = run(&plan, catalog, &FullText::new(), cache, &|| false).unwrap();
        let asked = line.contains("story:");
        let expected = naive(&found, catalog);
        for _ in 0..2 {
            let once = without_copies(found.clone(), &plan, catalog, cache);
            if !asked {
                let rows = once.rows.get(..once.exact_until).unwrap().to_vec();
                prop_assert_eq!((rows, once.unread), expected.clone(), "{}", line);
            }
        }
    });
}

#[test]
fn who_asks_for_a_story_sees_all_of_it() {
    let catalog = library();
    let shown = |line: &str| {
        let plan = plan(&parse_final(line), &catalog, now());
        let mut cache = SearchCache::default();
        let found = run(&plan, &catalog, &FullText::new(), &mut cache, &|| false).unwrap();
        ids(&without_copies(found, &plan, &catalog, &mut cache))
    };
    assert_eq!(shown("story:5"), "5 6 7 8 9");
    assert_eq!(shown("-story:7"), "1 2 3 4 5 10");
}

#[test]
fn stories_stand_together_where_their_newest_article_stands() {
    let catalog = library();
    let plan = plan(&parse_final("sort:story"), &catalog, now());
    let mut cache = SearchCache::default();
    let found = run(&plan, &catalog, &FullText::new(), &mut cache, &|| false).unwrap();
    let rows: Vec<u32> = found.rows.iter().map(|id| id.0).collect();
    // The lower the number, the newer; 1 to 4 have no companions.
    assert_eq!(rows, [5, 6, 7, 8, 9, 10, 1, 2, 3, 4]);
}
