use std::sync::Arc;

use super::*;
use crate::catalog::row::{Row, RowActor};
use crate::filter::stats::stories::{Seen, group};
use nutgraf_read::model::actor::{Actor, Kind};
use nutgraf_read::model::id::ActorId;

/// (story, title, day, actors that are central)
type Given = (u32, &'static str, i64, &'static [&'static str]);

/// A library of these articles, with twenty more that tell of other things in the same state.
fn catalog(rows: &[Given]) -> Catalog {
    let mut catalog = Catalog::new();
    let others = (0..20).map(|at| (100 + at, "Weather of the week", 3, &["Lorania"][..]));
    for (id, (story, title, day, central)) in (1..).zip(rows.iter().copied().chain(others)) {
        let actors = central.iter().map(|name| RowActor {
            actor: catalog.intern(&Actor {
                id: ActorId::from(*name),
                name: (*name).to_owned(),
                kind: Kind::Organization,
                aliases: Vec::new(),
            }),
            mentions: 2,
            central: true,
            speaks: false,
        });
        let actors = actors.collect();
        catalog.push(&Row {
            id: ArticleId(id),
            title: Arc::from(title),
            published: Some(Moment(day * 86_400)),
            story,
            actors,
            ..Row::default()
        });
    }
    catalog.settle();
    catalog
}

fn related_to(catalog: &Catalog, number: u32) -> Vec<u32> {
    let ids: Vec<ArticleId> = catalog.present().iter().collect();
    let stories = group(catalog, &ids, &Seen::new());
    let story = stories.iter().find(|story| story.number == number);
    let mut found = related(catalog, story.unwrap(), 5);
    found.sort_unstable();
    found
}

#[test]
fn what_came_before_and_went_on_is_found_not_what_shares_a_state_only() {
    let catalog = catalog(&[
        (
            1,
            "Ferry sinks off Elmport",
            1,
            &["Halberd Lines", "Lorania"],
        ),
        (
            1,
            "Ferry sinks off Elmport, ten dead",
            2,
            &["Halberd Lines", "Elmport"],
        ),
        (
            3,
            "Halberd Lines raises its ferry",
            9,
            &["Halberd Lines", "Elmport"],
        ),
        (
            4,
            "Owner of the sunken ferry charged",
            40,
            &["Halberd Lines", "Elmport"],
        ),
        (
            5,
            "Lorania votes on taxes",
            3,
            &["Lorania", "Senate of Lorania"],
        ),
        (
            6,
            "Halberd Lines founded",
            400,
            &["Halberd Lines", "Elmport"],
        ),
    ]);
    // The last one is a year away; the vote has only the state in common, as everything here has.
    assert_eq!(related_to(&catalog, 1), [3, 4]);
    assert_eq!(related_to(&catalog, 3), [1, 4]);
    assert_eq!(related_to(&catalog, 5), [0_u32; 0]);
}

#[test]
fn a_story_without_actors_has_nothing_related() {
    let catalog = catalog(&[(1, "Ferry sinks", 1, &[]), (2, "Ferry sinks", 1, &[])]);
    assert_eq!(related_to(&catalog, 1), [0_u32; 0]);
}
