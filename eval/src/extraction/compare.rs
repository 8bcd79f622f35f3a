//! Owns: how a text, a title, a byline and a date are compared with the gold.
//! Promises: what differs by taste (blanks, case, quotation marks) does not count.

use std::collections::HashMap;

/// Precision and recall of the word 4-grams of a page; `None` where there is nothing to divide by.
pub(crate) fn overlap(want: &str, got: &str) -> (Option<f64>, Option<f64>) {
    let (want, got) = (grams(want), grams(got));
    let hits: usize = want
        .iter()
        .map(|(gram, n)| *n.min(got.get(gram).unwrap_or(&0)))
        .sum();
    let (wanted, given): (usize, usize) = (want.values().sum(), got.values().sum());
    let share = |n: usize| (n > 0).then(|| hits as f64 / n as f64);
    (share(given), share(wanted))
}

fn grams(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .collect();
    let mut counts = HashMap::new();
    if words.len() < 4 {
        if !words.is_empty() {
            counts.insert(words, 1);
        }
        return counts;
    }
    for gram in words.windows(4) {
        *counts.entry(gram.to_vec()).or_default() += 1;
    }
    counts
}

pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Letters and digits only, in lower case: quotation marks and dashes differ by taste.
pub(crate) fn loose(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether the gold is the title and then, after a mark, at most six words more: the name of the site.
pub(crate) fn same_title(want: &str, got: &str) -> bool {
    let marks = ['|', '»', '·', '–', '—', '-', '_', ':', '[', '：'];
    !got.is_empty()
        && want
            .char_indices()
            .filter(|(_, c)| marks.contains(c))
            .any(|(at, _)| {
                let (head, tail) = want.split_at(at);
                loose(head) == loose(got)
                    && tail
                        .split_whitespace()
                        .filter(|w| !loose(w).is_empty())
                        .count()
                        <= 6
            })
}

pub(crate) fn same_authors(want: &str, got: &str) -> bool {
    let names = |text: &str| {
        let mut names: Vec<String> = text
            .replace(" and ", ",")
            .split([',', ';', '|', '/'])
            .map(loose)
            .filter(|n| !n.is_empty())
            .collect();
        names.sort();
        names
    };
    names(want) == names(got)
}

/// A byline of the gold without what it is to be without: "By" before it, and the role or date on lines of their own.
pub(crate) fn authors_of(byline: &str) -> String {
    let line = byline.trim().lines().next().unwrap_or_default().trim();
    let openers = ["Written by ", "By ", "by ", "BY ", "Par ", "Von "];
    let bare = openers.iter().find_map(|o| line.strip_prefix(o));
    bare.unwrap_or(line).to_owned()
}

pub(crate) fn same_day(want: &str, got: &str) -> bool {
    // A page that gives a zone may fall on another day in UTC; the day as written and the day in UTC both count.
    let utc = nutgraf_read::date::parse(want).map(|m| m.to_string());
    let day = |text: &str| text.get(..10).map(str::to_owned);
    day(got).is_some() && (day(want) == day(got) || utc.as_deref().and_then(day) == day(got))
}

pub(crate) fn hash(text: &str) -> u64 {
    nutgraf_read::text::hash::fnv(text.as_bytes()) >> 7
}
