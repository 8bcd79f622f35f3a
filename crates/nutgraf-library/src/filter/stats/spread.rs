//! Owns: how an answer spreads over a column: sources, authors, languages, dates, actors.
//! Promises: exact; walks the columns, not the rows.

use crate::catalog::Catalog;
use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::{Chunk, ROWS, STARRED, UNDATED, unpack};
use crate::filter::language::date::Stretch;
use nutgraf_read::model::moment::{Day, Moment};

/// A column of numbers into a table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Source,
    Byline,
    Language,
}

/// Calls `each` with every chunk and slot of a set.
fn walk(catalog: &Catalog, set: &Bits, mut each: impl FnMut(&Chunk, usize)) {
    for (chunk, words) in catalog.chunks().iter().zip(set.words().chunks(ROWS / 64)) {
        for (at, word) in words.iter().enumerate() {
            for bit in Ones(*word) {
                each(chunk, at * 64 + bit as usize);
            }
        }
    }
}

/// How many articles have each number.
pub(crate) fn column(catalog: &Catalog, set: &Bits, column: Column) -> Vec<u32> {
    let mut counts = Vec::new();
    walk(catalog, set, |chunk, slot| {
        let number = match column {
            Column::Source => chunk.sources().get(slot).copied(),
            Column::Byline => chunk.bylines().get(slot).copied(),
            Column::Language => chunk.languages().get(slot).copied().map(u32::from),
        };
        let number = number.unwrap_or(0) as usize;
        if counts.len() <= number {
            counts.resize(number + 1, 0);
        }
        if let Some(count) = counts.get_mut(number) {
            *count += 1;
        }
    });
    counts
}

/// How many articles name each actor, by its number.
pub(crate) fn actors(catalog: &Catalog, set: &Bits) -> Vec<u32> {
    let mut counts = vec![0; catalog.actors().len()];
    walk(catalog, set, |chunk, slot| {
        for packed in chunk.packed(slot) {
            if let Some(count) = counts.get_mut(unpack(*packed).actor.0 as usize) {
                *count += 1;
            }
        }
    });
    counts
}

/// How many articles are starred.
pub(crate) fn starred(catalog: &Catalog, set: &Bits) -> u32 {
    let mut count = 0;
    walk(catalog, set, |chunk, slot| {
        count += u32::from(chunk.flags(slot) & STARRED != 0);
    });
    count
}

/// How many articles have arrived since the last visit.
pub(crate) fn new(catalog: &Catalog, set: &Bits) -> u32 {
    let new = set.iter().filter(|id| catalog.is_new(*id));
    u32::try_from(new.count()).unwrap_or(u32::MAX)
}

/// How many articles are of a time.
pub(crate) fn dated(catalog: &Catalog, set: &Bits, stretch: Stretch) -> u32 {
    let mut count = 0;
    walk(catalog, set, |chunk, slot| {
        let date = chunk.dates().get(slot).copied().unwrap_or(UNDATED);
        count += u32::from(stretch.from <= date && date < stretch.until);
    });
    count
}

/// How many articles are of each year, ascending; years as a date begins: `2022-`.
pub(crate) fn years(catalog: &Catalog, set: &Bits) -> Vec<(String, u32)> {
    let order = catalog.oldest();
    let dated = |id: &u32| catalog.date(nutgraf_read::model::id::ArticleId(*id));
    let year = |moment: Moment| moment.day().map(|day| day.year);
    // The oldest have no date.
    let from = order.partition_point(|id| dated(id).is_none());
    let first = order.get(from).and_then(dated).and_then(year);
    let last = order.last().and_then(dated).and_then(year);
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let days = (first..=last).map(|year| (format!("{year:04}-"), (year, 1)));
    periods(
        catalog,
        set,
        &days.collect::<Vec<_>>(),
        (last.saturating_add(1), 1),
    )
}

/// How many articles are of each month of a year: `2022-07`.
pub(crate) fn months(catalog: &Catalog, set: &Bits, year: i16) -> Vec<(String, u32)> {
    let days = (1..=12).map(|month| (format!("{year:04}-{month:02}"), (year, month)));
    periods(
        catalog,
        set,
        &days.collect::<Vec<_>>(),
        (year.saturating_add(1), 1),
    )
}

/// Counts periods that begin with the first day of a month each, up to `end`.
fn periods(
    catalog: &Catalog,
    set: &Bits,
    days: &[(String, (i16, i8))],
    end: (i16, i8),
) -> Vec<(String, u32)> {
    let start = |(year, month): (i16, i8)| {
        let day = Day {
            year,
            month,
            day: 1,
        };
        Moment::at(day).map_or(i64::MAX, |moment| moment.0)
    };
    let starts: Vec<i64> = days.iter().map(|(_, day)| start(*day)).collect();
    let end = start(end);
    let mut counts = vec![0; days.len()];
    walk(catalog, set, |chunk, slot| {
        let date = chunk.dates().get(slot).copied().unwrap_or(UNDATED);
        let after = starts.partition_point(|start| *start <= date);
        if date < end
            && let Some(count) = after.checked_sub(1).and_then(|at| counts.get_mut(at))
        {
            *count += 1;
        }
    });
    let names = days.iter().map(|(name, _)| name.clone());
    names.zip(counts).collect()
}
