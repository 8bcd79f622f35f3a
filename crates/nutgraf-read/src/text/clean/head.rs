//! Owns: what the first lines tell: title, authors, date, source.
//! Promises: fills only what the format left open; a line becomes metadata only when nothing else stands on it.

use crate::date;
use crate::model::article::Meta;
use crate::model::article::Paragraph;
use crate::text::byline::{self, Byline};
use crate::text::clean::headline::{self, is_title, without_site, words};
use crate::text::fold;
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
        head.title = headline::find(lines, body, rules);
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
        if !head.used.contains(&at) && (again || is_metadata(line, zone.get(at + 1), meta)) {
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

/// Whether a line of the head is a byline, a date or a source; `meta` takes what it did not have.
fn is_metadata(line: &Paragraph, next: Option<&Paragraph>, meta: &mut Meta) -> bool {
    let text = line.text.as_str();
    if text.len() > 200 || words(text) > 24 {
        return false;
    }
    let found = date::find(text);
    if let Some(author) = byline::parse(text) {
        if let Byline::Names(names) = author {
            meta.byline.get_or_insert(names);
        }
        take_date(found, meta);
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
    if let Some(date) = found {
        if is_date_line(text, date) {
            take_date(found, meta);
            return true;
        }
        // `Jane Doe - July 5, 2022`
        let head = text.get(..date.span.start as usize).unwrap_or("");
        let name = head.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if byline::is_full_name(name) && date.span.end as usize + 20 > text.len() {
            meta.byline.get_or_insert_with(|| name.to_owned());
            take_date(found, meta);
            return true;
        }
    }
    // A name alone is a byline when a date follows it.
    let dated = next.is_some_and(|n| {
        n.text.len() < 60 && date::find(&n.text).is_some_and(|d| is_date_line(&n.text, d))
    });
    if dated && meta.byline.is_none() && byline::is_full_name(text) {
        meta.byline = Some(text.to_owned());
        return true;
    }
    false
}

/// Words that stand around a date on its line.
const STAMPS: [&str; 30] = word_list::words(
    "published updated posted last modified date on at am pm a p m gmt utc est edt et bst cet \
     ist pst pdt pt first created edited z cest h",
);

/// A line that says when, and nothing else: a date, a time, "Updated".
fn is_date_line(text: &str, date: date::Found) -> bool {
    if ends_sentence(text) && !text.ends_with("m.") {
        return false;
    }
    let before = text.get(..date.span.start as usize).unwrap_or("");
    let after = text.get(date.span.end as usize..).unwrap_or("");
    before
        .split(|c: char| !c.is_alphanumeric())
        .chain(after.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
        .all(|word| {
            word.bytes().all(|b| b.is_ascii_digit())
                || STAMPS.iter().any(|s| s.eq_ignore_ascii_case(word))
                || is_clock(word)
        })
}

fn is_clock(word: &str) -> bool {
    let digits = word.trim_end_matches(['a', 'p', 'm', 'A', 'P', 'M']);
    !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn take_date(found: Option<date::Found>, meta: &mut Meta) {
    if meta.published.is_none() {
        meta.published = found.and_then(date::Found::moment);
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
