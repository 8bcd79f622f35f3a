//! Owns: `eval/data/story_labels.tsv`, what we judged of articles of a stream that were put into one story.
//! Promises: ids by their hash only; pairs that were not judged are told apart.

use std::collections::HashMap;

use nutgraf_read::text::hash;

use crate::measure::own;
use crate::measure::threads::Threaded;

/// Some days of the stream.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// The first day, and the one after the last.
    pub days: (String, String),
    /// The group and the story of an article, by the hash of its id.
    labels: HashMap<u64, (String, String)>,
    /// Groups that go on with each other.
    kin: Vec<Vec<String>>,
}

impl Window {
    /// Whether an article of this date stands in it.
    pub fn has(&self, date: &str) -> bool {
        *self.days.0 <= *date && *date < *self.days.1
    }

    /// Whether an article was judged.
    pub fn is_judged(&self, article: &Threaded) -> bool {
        self.labels.contains_key(&key(&article.id))
    }

    /// The story of an article as we judged it.
    pub fn story(&self, article: &Threaded) -> Option<String> {
        let (group, story) = self.labels.get(&key(&article.id))?;
        Some(format!("{group}.{story}"))
    }

    /// Whether two articles are one story; `None` where that was not judged.
    pub fn same(&self, one: &Threaded, other: &Threaded) -> Option<bool> {
        let (one, other) = (
            self.labels.get(&key(&one.id))?,
            self.labels.get(&key(&other.id))?,
        );
        let kin = |kin: &&Vec<String>| kin.contains(&one.0) && kin.contains(&other.0);
        let judged = one.0 == other.0 || self.kin.iter().find(kin).is_none();
        judged.then_some(one == other)
    }

    /// Of pairs of one group: those of one story and how many of them `found` has so, and those of two and how many of them it
    /// has as one.
    pub fn count(&self, set: &[Threaded], found: &[u32]) -> [u32; 4] {
        let judged = set.iter().zip(found).filter_map(|(article, story)| {
            let label = self.labels.get(&key(&article.id))?;
            Some((label, *story))
        });
        let judged: Vec<_> = judged.collect();
        let mut counts = [0; 4];
        for (at, (one, found_one)) in judged.iter().enumerate() {
            for (other, found_other) in judged.iter().skip(at + 1).filter(|(o, _)| o.0 == one.0) {
                let first = if one.1 == other.1 { 0 } else { 2 };
                counts[first] += 1;
                counts[first + 1] += u32::from(found_one == found_other);
            }
        }
        counts
    }
}

/// All windows; the last one is held out of what is fitted.
///
/// # Panics
/// When the file is not there or has no window in front.
pub fn windows() -> Vec<Window> {
    let path = own("eval/data").join("story_labels.tsv");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut windows: Vec<Window> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        let first = parts.next().unwrap_or_default();
        let mut rest = parts.map(str::to_owned);
        if first == "window" {
            let mut next = || rest.next().unwrap_or_default();
            windows.push(Window {
                days: (next(), next()),
                ..Window::default()
            });
            continue;
        }
        let window = windows.last_mut();
        let window = window.unwrap_or_else(|| panic!("{}: no window", path.display()));
        match u64::from_str_radix(first, 16) {
            Ok(article) => {
                let group = rest.next().unwrap_or_default();
                let story = rest.next().unwrap_or_default();
                window.labels.insert(article, (group, story));
            }
            Err(_) => window.kin.push(rest.collect()),
        }
    }
    windows
}

fn key(id: &str) -> u64 {
    hash::fnv(id.as_bytes()) & 0xff_ffff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_three_windows_one_after_the_other() {
        let windows = windows();
        assert_eq!(windows.len(), 3);
        assert!(windows.is_sorted_by(|a, b| a.days.1 <= b.days.0));
        assert!(windows.iter().all(|window| window.labels.len() > 150));
    }
}
