//! Owns: how the articles of a brief lie in time: their days, and those of the actors of most of them.
//! Promises: bounded rows and columns; of few articles, or of one day, there is no picture.

use std::collections::HashMap;

use crate::print::brief::Course;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::stats::stories::actors;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// Columns at most; of more days several are one.
const COLUMNS: usize = 31;
/// Fewer days or articles are no picture.
const LEAST_DAYS: i64 = 3;
const LEAST_ARTICLES: usize = 8;
/// Actors whose own bars are shown.
const ACTORS: usize = 4;
const DAY: i64 = 86_400;

/// The course of these articles between the first and the last of their dates.
pub(super) fn of(catalog: &Catalog, ids: &[ArticleId], dates: Option<(Moment, Moment)>) -> Course {
    let Some((from, to)) = dates else {
        return Course::default();
    };
    let day = |moment: Moment| moment.0.div_euclid(DAY);
    let days = day(to).saturating_sub(day(from)).saturating_add(1);
    if days < LEAST_DAYS || ids.len() < LEAST_ARTICLES {
        return Course::default();
    }
    let all = usize::try_from(days).unwrap_or(usize::MAX);
    let columns = all.min(COLUMNS);
    let column = |moment: Moment| {
        let at = usize::try_from(day(moment) - day(from)).ok()?;
        Some(at.saturating_mul(columns) / all)
    };
    let shown = actors(catalog, ids, ACTORS);
    let places: HashMap<ActorNo, usize> = shown
        .iter()
        .enumerate()
        .map(|(at, (actor, _))| (*actor, at))
        .collect();
    let mut whole = vec![0; columns];
    let mut each = vec![vec![0; columns]; shown.len()];
    let count = |row: &mut Vec<u32>, at: usize| {
        if let Some(count) = row.get_mut(at) {
            *count += 1;
        }
    };
    for id in ids {
        let Some(at) = catalog.date(*id).and_then(column) else {
            continue;
        };
        count(&mut whole, at);
        for part in catalog.cast(*id) {
            let row = places.get(&part.actor).and_then(|row| each.get_mut(*row));
            if let Some(row) = row {
                count(row, at);
            }
        }
    }
    let known = catalog.actors();
    let actors = shown.iter().zip(each).filter_map(|((actor, all), row)| {
        let name = known.get(*actor)?.name;
        Some((name, row, *all))
    });
    Course {
        days: whole,
        actors: actors.collect(),
    }
}
