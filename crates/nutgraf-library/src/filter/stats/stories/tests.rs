use std::sync::Arc;

use super::*;
use crate::catalog::row::Row;

/// (id, story, copies, source, day, read)
type Given = (u32, u32, u32, &'static str, i64, bool);

fn catalog(rows: &[Given]) -> Catalog {
    let mut catalog = Catalog::new();
    for (id, story, copies, source, day, read) in rows {
        let mut row = Row {
            id: ArticleId(*id),
            title: Arc::from(format!("Harbour closed after storm {id}")),
            published: Some(Moment(day * 86_400)),
            source: Some(Arc::from(*source)),
            story: *story,
            copies: *copies,
            ..Row::default()
        };
        row.marks.read = *read;
        catalog.push(&row);
    }
    catalog.settle();
    catalog
}

#[test]
fn copies_and_houses_of_one_publisher_count_once() {
    let rows = [
        (1, 1, 1, "The Gazette", 1, false),
        (2, 1, 1, "Morning Mirror", 1, false),
        (3, 1, 0, "Gazette Online", 2, false),
        (4, 1, 0, "Evening Echo", 3, false),
        (5, 0, 0, "Evening Echo", 3, false),
    ];
    let ids: Vec<ArticleId> = (1..=5).map(ArticleId).collect();
    let found = group(&catalog(&rows), &ids, &Seen::new());
    let counts: Vec<_> = found
        .iter()
        .map(|story| {
            (
                story.number,
                story.articles.len(),
                story.sources,
                story.origins,
            )
        })
        .collect();
    assert_eq!(counts, [(1, 4, 4, 2), (5, 1, 1, 1)]);
    assert_eq!(found[0].first, Some(Moment(86_400)));
    assert_eq!(found[0].last, Some(Moment(3 * 86_400)));
}

#[test]
fn what_is_new_goes_by_arrival_not_by_publication() {
    let seen: Seen = [(1, ArticleId(2)), (4, ArticleId(5))].into();
    let rows = [
        (1, 1, 0, "A", 5, false),
        (2, 1, 0, "B", 6, false),
        // Published before the others, here after them.
        (3, 1, 0, "C", 1, false),
        (4, 4, 0, "A", 5, false),
        (5, 4, 0, "B", 5, false),
        (6, 6, 0, "A", 5, true),
        (7, 6, 0, "B", 5, false),
        (8, 8, 0, "A", 5, false),
    ];
    let ids: Vec<ArticleId> = (1..=8).map(ArticleId).collect();
    let mut found = group(&catalog(&rows), &ids, &seen);
    found.sort_by_key(|story| story.number);
    let states: Vec<_> = found.iter().map(|s| (s.number, s.new, s.state)).collect();
    assert_eq!(
        states,
        [
            (1, 1, StoryState::Updated),
            (4, 0, StoryState::Known),
            (6, 1, StoryState::Updated),
            (8, 1, StoryState::New),
        ]
    );
}

#[test]
fn what_most_told_and_what_is_fresh_comes_first() {
    let rows = [
        (1, 1, 0, "A", 1, false),
        (2, 1, 0, "B", 1, false),
        (3, 3, 0, "A", 40, false),
        (4, 3, 0, "B", 40, false),
        (5, 5, 0, "A", 40, false),
        (6, 5, 0, "B", 40, false),
        (7, 5, 0, "C", 40, false),
    ];
    let ids: Vec<ArticleId> = (1..=7).map(ArticleId).collect();
    let found = group(&catalog(&rows), &ids, &Seen::new());
    let order: Vec<u32> = found.iter().map(|story| story.number).collect();
    assert_eq!(order, [5, 3, 1]);
}

#[test]
fn service_weighs_less_than_news_and_what_the_reader_stars_more() {
    let mut catalog = Catalog::new();
    let actor = catalog.intern(&nutgraf_read::model::actor::Actor {
        id: "organization:harbour-board".into(),
        name: "Harbour Board".to_owned(),
        kind: nutgraf_read::model::actor::Kind::Organization,
        aliases: Vec::new(),
    });
    for (id, story, title, central, starred) in [
        (1, 1, "How to find the hidden key", false, false),
        (2, 1, "The best kettles of the year", false, false),
        (3, 3, "Harbour closed after storm", false, false),
        (4, 3, "Storm closes harbour", false, false),
        (5, 5, "Harbour board meets", true, false),
        (6, 5, "Board of the harbour meets again", true, false),
        (7, 7, "A word about the board", true, true),
    ] {
        let mut row = Row {
            id: ArticleId(id),
            title: Arc::from(title),
            published: Some(Moment(86_400)),
            source: Some(Arc::from("A")),
            story,
            ..Row::default()
        };
        row.marks.starred = starred;
        if central {
            row.actors.push(crate::catalog::row::RowActor {
                actor,
                mentions: 1,
                central,
                speaks: false,
            });
        }
        catalog.push(&row);
    }
    catalog.settle();
    let ids: Vec<ArticleId> = (1..=6).map(ArticleId).collect();
    let order = |ids: &[ArticleId]| -> Vec<u32> {
        let found = group(&catalog, ids, &Seen::new());
        found.iter().map(|story| story.number).collect()
    };
    assert_eq!(order(&ids).last(), Some(&1));
    let with_starred: Vec<ArticleId> = (1..=7).map(ArticleId).collect();
    assert_eq!(order(&with_starred)[0], 5);
}
