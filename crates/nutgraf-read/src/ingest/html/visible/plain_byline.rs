//! Owns: the byline that a page shows in words, where nothing marks it: `By Ann Lee`, `May 4 by Ann Lee`.
//! Promises: total; persons only; comments, lists of other stories and captions are not asked.

use crate::ingest::html::author;
use crate::ingest::html::lines::{Line, Shown};
use crate::ingest::html::visible::{headline, is_clutter};
use crate::ingest::html::wording::is_dateline;
use crate::model::article::BlockKind;
use crate::text::byline;
use crate::text::furniture::Furniture;
use crate::text::word_list::words;

/// The longest line that is a byline, in bytes.
const LONGEST: usize = 140;
/// So many lines that begin as bylines do are asked.
const MOST: usize = 20;

/// The persons that one of the page's short lines names after "By" or the like; the label may stand on a line of its own before it.
pub(super) fn byline(shown: Shown<'_>) -> Option<Vec<String>> {
    let Shown { lines, .. } = shown;
    let is_byline = |line: &&Line| {
        let is_text = matches!(
            line.kind,
            BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Heading(3..)
        );
        is_text && line.text.len() <= LONGEST && told(&line.text, shown.furniture).is_some()
    };
    let after_label = lines.windows(2).filter_map(|two| {
        let [label, name] = two else {
            return None;
        };
        let is_pair = author::is_label(&label.text) && name.text.len() <= LONGEST;
        is_pair.then_some((name, name.text.as_str()))
    });
    let spoken = lines.iter().filter(is_byline);
    let spoken = spoken.filter_map(|line| Some((line, told(&line.text, shown.furniture)?)));
    let mut found: Vec<(&Line, &str)> = spoken.take(MOST).chain(after_label.take(MOST)).collect();
    found.sort_by_key(|(line, _)| line.first);
    let headline = headline(shown.dom);
    found
        .into_iter()
        .filter(|(line, _)| !is_clutter(shown, headline, line.node))
        .find_map(|(_, text)| persons(text))
        .or_else(|| under_headline(shown))
}

/// The person whom a line right under the headline names without "By": with what they are behind the name, above or below
/// it, or with a date after a mark.
fn under_headline(shown: Shown<'_>) -> Option<Vec<String>> {
    const NEAR: usize = 6;
    let lines = shown.lines;
    let title = lines
        .iter()
        .position(|l| matches!(l.kind, BlockKind::Heading(1 | 2)))?;
    let is_short = |line: &&Line| line.kind == BlockKind::Paragraph && line.text.len() <= LONGEST;
    let near: Vec<&str> = lines
        .iter()
        .skip(title + 1)
        .take(NEAR)
        .filter(is_short)
        .map(|line| line.text.as_str())
        .collect();
    let is_dated = |text: &str| is_dateline(text, shown.furniture);
    let named = near.iter().enumerate().find_map(|(at, text)| {
        let (name, rest) = match text.split_once([',', '|', '·', '•', '–', '—']) {
            Some((name, rest)) => (name.trim(), Some(rest.trim())),
            None => (*text, None),
        };
        let is_marked = text.find(',').is_none_or(|at| at > name.len());
        let is_beside = |other: Option<&&str>| other.is_some_and(|o| byline::is_role_line(o));
        let told = match rest {
            // `New York, May 5` is a place.
            Some(rest) => byline::is_role_line(rest) || is_marked && is_dated(rest),
            None => is_beside(near.get(at + 1)) || at > 0 && is_beside(near.get(at - 1)),
        };
        (told && byline::is_full_name(name)).then_some(name)
    })?;
    Some(vec![named.to_owned()])
}

/// The part of a line that begins as bylines do: all of it, what follows a date or a mark, or what follows "by" after a few
/// words of how it was published.
fn told<'t>(text: &'t str, furniture: &Furniture) -> Option<&'t str> {
    if author::is_opened(text) {
        return Some(text);
    }
    let mut parts = text.split(['|', '·', '•', '–', '—', '/']).map(str::trim);
    if let Some(part) = parts.find(|part| author::is_opened(part)) {
        return Some(part);
    }
    let at = [" by ", " By ", " von "]
        .iter()
        .find_map(|by| text.find(by))?;
    let (before, after) = text.split_at_checked(at)?;
    (is_dateline(before, furniture) || is_of_publishing(before)).then_some(after.trim_start())
}

/// Whether a few words say that something was published, perhaps with the day: `Posted on May 4, 2022`.
fn is_of_publishing(text: &str) -> bool {
    const WORDS: [&str; 8] =
        words("posted published updated written submitted geschrieben veröffentlicht erstellt");
    let first = text.split(' ').next().unwrap_or("").to_lowercase();
    text.len() <= 60 && WORDS.contains(&first.trim_matches(|c: char| !c.is_alphabetic()))
}

/// The persons in a byline; what comes after them is a role, a place, a paper.
fn persons(text: &str) -> Option<Vec<String>> {
    // A sentence may begin with the same words, but not with a label.
    let is_labelled = text.split(' ').next().is_some_and(|w| w.ends_with(':'));
    let ends = text.ends_with(['.', '!', '?', ';']) && text.split(' ').count() > 6;
    let is_sentence = ends && !is_labelled;
    let names = author::names(text);
    let first = names.first().filter(|name| author::is_person(name));
    if is_sentence || first.is_none() {
        return None;
    }
    Some(
        names
            .into_iter()
            .filter(|name| author::is_person(name))
            .collect(),
    )
}
