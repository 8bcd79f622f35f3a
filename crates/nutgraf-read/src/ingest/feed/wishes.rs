//! Owns: how often a feed wishes to be asked: `ttl`, `skipHours`, `skipDays`, and the `updatePeriod` of RSS's syndication module.
//! Promises: total; a wish that makes no sense is none.

use crate::ingest::feed::element::{Element, Prefixes};
use crate::model::feed::Wishes;

const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// Reads the wishes among the elements of a feed's head.
pub(super) fn read(head: &[Element<'_>], prefixes: &Prefixes) -> Wishes {
    let named = |name: &str| head.iter().find(|field| field.name == name);
    let number = |name: &str| named(name)?.trimmed()?.parse::<i64>().ok();
    let within = |name: &str| {
        let fields = named(name).map(|field| field.children(prefixes));
        let fields = fields.unwrap_or_default().into_iter();
        fields
            .filter_map(|field| field.trimmed())
            .collect::<Vec<_>>()
    };
    let minutes = number("ttl").filter(|minutes| *minutes > 0);
    let period = named("sy:updateperiod").and_then(Element::trimmed);
    let period = period.and_then(|period| seconds(&period));
    let often = number("sy:updatefrequency").unwrap_or(1).max(1);
    let hours = within("skiphours");
    let hours = hours.iter().filter_map(|hour| hour.parse::<u32>().ok());
    let days = within("skipdays");
    let days = days.iter().filter_map(|day| {
        let start = day.get(..2)?.to_ascii_lowercase();
        DAYS.iter().position(|known| *known == start)
    });
    Wishes {
        ttl: minutes
            .map(|minutes| minutes.saturating_mul(60))
            .or(period.map(|seconds| seconds / often)),
        gap: None,
        // Some write 24 for midnight.
        skip_hours: hours.fold(0, |bits, hour| bits | 1 << (hour % 24)),
        skip_days: days.fold(0, |bits, day| bits | 1 << day),
    }
}

fn seconds(period: &str) -> Option<i64> {
    const DAY: i64 = 24 * 3600;
    Some(match period.to_ascii_lowercase().as_str() {
        "hourly" => 3600,
        "daily" => DAY,
        "weekly" => 7 * DAY,
        "monthly" => 30 * DAY,
        "yearly" => 365 * DAY,
        _ => return None,
    })
}
