//! Owns: what the first lines tell: title, authors, date, source.
//! Promises: fills only what the format left open; a line becomes metadata only when nothing else stands on it.

use crate::date::{self, Dated, Order};
use crate::model::article::{BlockKind, Meta, Paragraph};
use crate::text::byline::{self, Byline};
use crate::text::clean::headline::{self, is_title, without_site, words};
use crate::text::fold;
use crate::text::part;
use crate::text::rules::Rules;
use crate::text::word_list;

/// How many lines may stand before the text.
const REACH: usize = 30;

/// What was found in the first lines.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// Which lines are metadata now, by index, ascending.
    pub used: Vec<usize>,
    /// The line of the title.
    pub title: Option<usize>,
}

/// Reads the first lines and completes `meta`.
pub(crate) fn read(lines: &[Paragraph], meta: &mut Meta, rules: &Rules) -> Head {
    let mut head = Head::default();
    let body = body_start(lines);
    if meta.title.is_empty() {
        let signed = |text: &str| is_signed(text, "", "", &mut Meta::default());
        head.title = headline::find(lines, body, rules, signed);
        if let Some(line) = head.title.and_then(|at| lines.get(at)) {
            meta.title = without_site(&line.text, meta.source.as_deref()).to_owned();
        }
    } else {
        head.title = lines
            .iter()
            .take(REACH)
            .position(|line| is_title(&line.text, &meta.title));
    }
    head.used.extend(head.title);
    // Authors and dates stand before the text or right after the title, its standfirst between.
    let zone = body
        .max(head.title.map_or(0, |at| at + 5))
        .min(REACH)
        .min(lines.len());
    let zone = lines.get(..zone).unwrap_or(&[]);
    // A line that says "By" names the authors before any bare name can.
    if meta.byline.is_none() {
        meta.byline = zone
            .iter()
            .find_map(|line| match byline::parse(&line.text) {
                Some(Byline::Names(names)) => Some(names),
                _ => None,
            });
    }
    for (at, line) in zone.iter().enumerate() {
        let again = !meta.title.is_empty() && is_title(&line.text, &meta.title);
        let is_entry = matches!(line.kind, BlockKind::Heading(2..)) && part::is_time(&line.text);
        if !head.used.contains(&at)
            && !is_entry
            && (again
                || is_metadata(
                    line,
                    [
                        at.checked_sub(1).and_then(|i| zone.get(i)),
                        zone.get(at + 1),
                    ],
                    meta,
                ))
        {
            head.used.push(at);
        }
    }
    if meta.source.is_none() {
        meta.source = lines
            .get(body)
            .and_then(|line| agency(&line.text))
            .map(str::to_owned);
    }
    head.used.sort_unstable();
    head
}

/// The first line of running text: a long one that ends like a sentence.
fn body_start(lines: &[Paragraph]) -> usize {
    lines
        .iter()
        .take(REACH)
        .position(|line| words(&line.text) >= 20 && ends_sentence(&line.text))
        .unwrap_or(lines.len().min(4))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')'])
        .ends_with(['.', '!', '?', ':', '…'])
}

/// The agency of a date line that opens the text: `HARBOUR CITY, March 3 (Example Wire) - …`.
fn agency(text: &str) -> Option<&str> {
    let (place, rest) = text.split_once('(')?;
    let (name, rest) = rest.split_once(')')?;
    let shouted = place
        .split([' ', ','])
        .next()
        .is_some_and(|w| w.len() > 2 && w.chars().all(char::is_uppercase));
    let named = name.starts_with(char::is_uppercase)
        && name.len() <= 30
        && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    let dashed = rest.trim_start().starts_with(['-', '–', '—']);
    (place.len() <= 60 && shouted && named && dashed).then_some(name)
}

/// Whether a line of the head is a byline, a date or a source, or several of them; `meta` takes what it did not have.
/// `beside` are the lines before and after it.
fn is_metadata(line: &Paragraph, beside: [Option<&Paragraph>; 2], meta: &mut Meta) -> bool {
    let text = line.text.as_str();
    if text.len() > 200 || words(text) > 24 {
        return false;
    }
    if let Some(author) = byline::parse(text) {
        if let Byline::Names(names) = author {
            meta.byline.get_or_insert(names);
        }
        take_date(text, meta);
        return true;
    }
    if meta.byline.as_deref().is_some_and(|b| {
        fold::may_be_alike(b, text) && fold::fingerprint(b) == fold::fingerprint(text)
    }) {
        return true;
    }
    if let Some(source) = text
        .strip_prefix("Source: ")
        .or_else(|| text.strip_prefix("SOURCE: "))
        && words(source) <= 6
    {
        meta.source
            .get_or_insert_with(|| source.trim_end_matches('.').to_owned());
        return true;
    }
    let [before, after] = beside.map(|line| line.map_or("", |line| line.text.as_str()));
    if is_signed(text, before, after, meta) {
        return true;
    }
    // What the author is, beside the name.
    let is_author = |other: &str| {
        !other.is_empty()
            && meta
                .byline
                .as_deref()
                .is_some_and(|by| by.starts_with(other))
    };
    let is_by = |other: &str| byline::parse(other).is_some();
    byline::is_role_line(text) && words(text) > 1 && (is_author(before) || is_by(before))
}

/// Whether a line is made of a name, a date and what belongs to them and of nothing else, with marks between:
/// `Jane Doe | Updated: 5 May 2026`, `5 May 2026 · 4 min read`.
fn is_signed(text: &str, before: &str, after: &str, meta: &mut Meta) -> bool {
    let (mut names, mut dates, mut roles) = (None, false, false);
    for part in parts(text) {
        if is_date_line(part) {
            dates = true;
        } else if names.is_some() && byline::is_role_line(part) {
            roles = true;
        } else if let Some(Byline::Names(by)) = byline::parse(part) {
            names.get_or_insert(by);
        } else if let (None, Some(name)) = (&names, names_alone(part)) {
            names = Some(name);
        } else if !is_length(part) && !is_clock_alone(part) {
            // What else stands beside them is a section or a place.
            let is_named =
                words(part) <= 4 && part.starts_with(char::is_uppercase) && !ends_sentence(part);
            if names.is_none() && !dates || !is_named {
                return false;
            }
        }
    }
    let is_read = text.split_whitespace().count() <= 4 && is_length(text);
    let beside = is_date_line(after) || is_date_line(before) || byline::is_role_line(after);
    // A name alone is a byline when a date or a role stands beside it.
    let is_told = dates
        || roles
        || names.is_some() && beside
        || is_read && (beside || byline::parse(before).is_some());
    if !is_told {
        return false;
    }
    if let (Some(names), None) = (names, &meta.byline) {
        meta.byline = Some(names);
    }
    take_date(text, meta);
    true
}

/// The parts of a line between marks; a comma parts only what is a role.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let marked = text.split(['|', '•', '·', '/', '–', '—']);
    for part in marked.flat_map(|part| part.split(" - ")).map(str::trim) {
        let by = [" by ", " By ", " von "]
            .iter()
            .find_map(|by| part.find(by));
        let signed = by.and_then(|at| part.split_at_checked(at));
        let told = part.split_once(',');
        match (signed, told) {
            (Some((date, by)), _) if is_date_line(date) => found.extend([date, by.trim()]),
            (_, Some((name, role))) if byline::is_role_line(role.trim()) => {
                found.extend([name, role.trim()]);
            }
            _ => found.push(part),
        }
    }
    // A date may be written with one of these signs.
    if found.len() > 1
        && date::find(text).is_some_and(|whole| {
            found
                .iter()
                .all(|part| date::find(part).is_none_or(|d| d.day.is_none()))
                && whole.day.is_some()
        })
    {
        return vec![text.trim()];
    }
    found.retain(|part| !part.is_empty());
    found
}

/// One name or several, with a place behind at most: `Jane Doe and Richard Roe`, `Jane Doe in Vienna`.
fn names_alone(part: &str) -> Option<String> {
    let part = part.split_once(" in ").map_or(part, |(name, _)| name);
    let names: Vec<&str> = part
        .split(" and ")
        .flat_map(|p| p.split(" & "))
        .flat_map(|p| p.split(", "))
        .collect();
    let all = names
        .iter()
        .all(|name| byline::is_full_name(name) && !name.starts_with("The "));
    (all && names.len() <= 4).then(|| names.join(", "))
}

/// Whether a part says how long the reading takes: `4 min read`.
fn is_length(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.ends_with(" min read")
        || lower.ends_with(" minute read")
        || lower.ends_with(" minutes read")
        || lower.ends_with(" min")
}

fn is_clock_alone(part: &str) -> bool {
    part.len() <= 20 && date::has_clock(part) && !part.ends_with('.')
}

/// Whether a line says when, and nothing else: a date, a time, "Updated".
fn is_date_line(text: &str) -> bool {
    let ends = ends_sentence(text) && !text.ends_with("m.");
    if text.len() > 120 || ends || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|w| !w.is_empty());
    // `May 2020` may be a heading.
    let is_date = date::find(text).is_some() || numbers.count() > 1 && date::parse(text).is_some();
    is_date && words.all(is_of_date)
}

/// Whether a word stands on lines that say when: a number, a month, a zone, "Updated".
fn is_of_date(word: &str) -> bool {
    // `5th`, `2026-05-05T10`, `10h30`
    let is_number = word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 7;
    is_number
        || word.chars().count() == 1
        || date::is_word(word)
        || STAMPS.iter().any(|s| s.eq_ignore_ascii_case(word))
}

/// Words that stand around a date on its line.
const STAMPS: [&str; 90] = word_list::words(
    "published updated posted last modified date dated on at first created edited submitted issued uploaded of the and noon midnight \
     monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun time local \
     veröffentlicht aktualisiert zuletzt geändert stand vom am um uhr den montag dienstag mittwoch donnerstag freitag samstag sonntag \
     publié mis à jour le lundi mardi mercredi jeudi vendredi samedi dimanche publicado actualizado el de a las del lunes martes \
     miércoles jueves viernes sábado domingo pubblicato aggiornato il alle gepubliceerd bijgewerkt op om",
);

/// The first date of a line is when it was published, unless it says that something was changed then.
fn take_date(text: &str, meta: &mut Meta) {
    const CHANGES: [&str; 7] =
        word_list::words("updated modified changed aktualisiert actualizado aggiornato bijgewerkt");
    let order = Order::of(meta.language.as_deref().unwrap_or(""));
    let mut found: Vec<(&str, Dated)> = Vec::new();
    let parts = parts(text);
    for (at, part) in parts.iter().chain([&text]).enumerate() {
        // The time of day may stand behind a mark.
        let clock = parts
            .get(at + 1)
            .filter(|next| is_clock_alone(next) && !is_clock_alone(part));
        let whole = clock.and_then(|clock| Dated::read_by(&format!("{part} {clock}"), order));
        let dated = whole.or_else(|| Dated::read_by(part, order));
        found.extend(dated.map(|dated| (*part, dated)));
    }
    let is_change = |part: &str| {
        let lower = part.to_lowercase();
        CHANGES.iter().any(|word| lower.contains(word))
    };
    let first = found
        .iter()
        .find(|(part, _)| !is_change(part))
        .or(found.first());
    let dated = first
        .map(|(_, dated)| *dated)
        .or_else(|| date::find(text)?.moment().map(Dated::from));
    if let (None, Some(dated)) = (meta.published, dated) {
        meta.published = Some(dated.moment);
        meta.zone = dated.zone;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lexicon::LexiconFiles;
    use crate::text::word_list::phrases;

    #[test]
    fn agencies_are_read_from_date_lines() {
        for (text, wanted) in [
            (
                "HARBOUR CITY, March 3 (Example Wire) - Crews went back to work.",
                Some("Example Wire"),
            ),
            ("VIENNA (AFP) — Talks resumed.", Some("AFP")),
            ("The agency (Example Wire) - said so.", None),
            ("HARBOUR CITY (see below) - Crews went back.", None),
            ("HARBOUR CITY (Example Wire) crews went back.", None),
        ] {
            assert_eq!(agency(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_first_lines_become_metadata() {
        let long = "The ministers met in the capital on a rainy Tuesday and spoke for many hours about the price of oil and peace.";
        for row in [
            "Talks resume in the capital / LONG | Talks resume in the capital |  |  | [0]",
            "in , / Talks resume in the capital / What it means for the price of oil / LONG | Talks resume in the capital |  |  | [1]",
            "World News / Talks resume in the capital / By Jane Doe / July 5, 2022 / LONG | Talks resume in the capital | Jane Doe | 5 July 2022 | [1, 2, 3]",
            "Talks resume in the capital ¦ Example News / Jane Doe / Published: 5 July 2022 10:30 GMT / LONG | Talks resume in the capital | Jane Doe | 5 July 2022 | [0, 1, 2]",
            "Talks resume / Jane Doe - July 5, 2022 / LONG | Talks resume | Jane Doe | 5 July 2022 | [0, 1]",
            "Talks resume / Posted on July 5th, 2022 by Jane Doe / LONG | Talks resume | Jane Doe | 5 July 2022 | [0, 1]",
            "Talks resume / Jane Doe, Political Correspondent / 5.7.2022 / LONG | Talks resume | Jane Doe | 5 July 2022 | [0, 1, 2]",
            "Talks resume / Jane Doe / Political Correspondent / 5 July 2022 12:00 noon / LONG | Talks resume | Jane Doe | 5 July 2022 | [0, 1, 2, 3]",
            "Talks resume / Jane Doe and Richard Roe ¦ Updated: July 5, 2022 / LONG | Talks resume | Jane Doe, Richard Roe | 5 July 2022 | [0, 1]",
            "Talks resume / Updated July 6, 2022 ¦ Published July 5, 2022 · 4 min read / LONG | Talks resume |  | 5 July 2022 | [0, 1]",
            "Talks resume / March 2020 / LONG | Talks resume |  |  | [0]",
            "Talks resume in the capital / New York City, July 5, 2022 / LONG | Talks resume in the capital |  |  | [0]",
            "Will talks resume? / On July 5, 2022 the ministers met. / LONG | Will talks resume? |  |  | [0]",
            "LONG / LONG |  |  |  | []",
            "Minister leaves U.S. / LONG | Minister leaves U.S. |  |  | [0]",
        ] {
            let [lines, title, byline, date, used] = phrases(row);
            let lines: Vec<Paragraph> = lines
                .split(" / ")
                .map(|line| Paragraph {
                    text: line.replace("LONG", long).replace('¦', "|"),
                    gap: 1,
                    ..Paragraph::default()
                })
                .collect();
            let mut meta = Meta::default();
            let head = read(&lines, &mut meta, &Rules::new(&LexiconFiles::default()));
            assert_eq!(meta.title, title, "{row}");
            assert_eq!(meta.byline.as_deref().unwrap_or(""), byline, "{row}");
            let day = meta
                .published
                .and_then(crate::model::moment::Moment::day)
                .map_or(String::new(), |d| d.to_string());
            assert_eq!(day, date, "{row}");
            assert_eq!(format!("{:?}", head.used), used, "{row}");
        }
    }
}
