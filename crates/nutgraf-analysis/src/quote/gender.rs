//! Owns: whether a text speaks of a person as he or as she, by titles before the name and by given names.
//! Promises: total; what nothing tells fits both.

use crate::entity::lexicon::SpokenOf;
use nutgraf_read::model::analysis::Entity;

/// Titles of those who are spoken of as he.
const HIS: [&str; 14] = [
    "mr",
    "sir",
    "lord",
    "king",
    "prince",
    "father",
    "brother",
    "pope",
    "sheikh",
    "ayatollah",
    "chairman",
    "congressman",
    "spokesman",
    "businessman",
];
/// Titles of those who are spoken of as she.
const HER: [&str; 13] = [
    "mrs",
    "ms",
    "miss",
    "madam",
    "lady",
    "dame",
    "queen",
    "princess",
    "sister",
    "baroness",
    "chairwoman",
    "congresswoman",
    "spokeswoman",
];

/// How a text speaks of a person; `given` knows given names.
pub(super) fn of(person: &Entity, text: &str, given: &dyn Fn(&str) -> SpokenOf) -> SpokenOf {
    let mut longest = person.name.as_str();
    for mention in &person.mentions {
        let before = text.get(..mention.span.start as usize).unwrap_or("");
        let words = before.trim_end();
        if before.len() - words.len() == 1
            && let Some(told) = titled(words)
        {
            return told;
        }
        let named = mention.span.of(text);
        if let Some(told) = named.split_once(' ').and_then(|(first, _)| titled(first)) {
            return told;
        }
        if named.len() > longest.len() {
            longest = named;
        }
    }
    match longest.split_once(' ') {
        Some((first, _)) => given(first),
        None => SpokenOf::Either,
    }
}

/// Whether a title of a person stands before a name somewhere.
pub(super) fn is_titled(entity: &Entity, text: &str) -> bool {
    entity.mentions.iter().any(|mention| {
        let before = text.get(..mention.span.start as usize).unwrap_or("");
        let last = before.trim_end().rsplit(' ').next().unwrap_or("");
        let low = last.trim_end_matches('.').to_lowercase();
        before.ends_with(' ') && matches!(&*low, "mr" | "mrs" | "ms" | "miss")
    })
}

/// What a title at the end of some words tells.
fn titled(words: &str) -> Option<SpokenOf> {
    let last = words
        .rsplit(|c: char| !(c.is_alphabetic() || c == '.'))
        .next()?;
    let low = last.trim_end_matches('.').to_lowercase();
    if HIS.contains(&low.as_str()) {
        Some(SpokenOf::He)
    } else if HER.contains(&low.as_str()) {
        Some(SpokenOf::She)
    } else {
        None
    }
}
