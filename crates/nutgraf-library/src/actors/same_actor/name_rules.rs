//! Owns: by their names, whether two actors can be one, and how alike their neighbours must be then.
//! Promises: looks at names, kinds and counts only.

use crate::actors::same_actor::candidate::Candidate;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::text::name_key;

/// Letters of a key below which names are too short to be compared by sound.
const SHORTEST: usize = 3;
/// How much two names must agree letter by letter (`name_key::likeness`) to be spellings of one at all.
const LETTERS: f64 = 0.7;

/// How alike the neighbours of two actors must be for these to be one, by how much their names agree; `None`: they are not
/// one whatever their neighbours.
pub(super) fn needed_likeness(one: &Candidate, other: &Candidate) -> Option<f64> {
    let run = |known: &Candidate| name_key::run_together(&known.name);
    let identical = run(one) == run(other);
    if one.name.ends_with('+') != other.name.ends_with('+') {
        return None;
    }
    if one.kind != other.kind {
        // One name, once taken for a person, once for a body: the same, where the neighbours are.
        let rare = one.articles.min(other.articles);
        let often = one.articles.max(other.articles);
        return (identical && often >= rare.saturating_mul(3)).then_some(0.1);
    }
    if identical {
        return Some(0.0);
    }
    let letters = name_key::likeness(&one.name, &other.name);
    if one.kind != Kind::Person {
        let same = marks(&one.name) == marks(&other.name);
        return (same && letters >= 0.9 && run(one).len() >= 10).then_some(0.1);
    }
    let (a, b) = (
        name_key::name_words(&one.name),
        name_key::name_words(&other.name),
    );
    if generation(&a) != generation(&b) || initials_differ(&a, &b) {
        return None;
    }
    let short = name_key::key(&one.name).chars().count() < SHORTEST;
    if letters < LETTERS || short || a.len() < 2 || b.len() < 2 {
        return None;
    }
    if let (Some(a), Some(b)) = (a.first(), b.first())
        && !given_alike(a, b)
    {
        return None;
    }
    Some(match letters {
        l if l >= 0.99 => 0.0,
        l if l >= 0.9 => 0.08,
        l if l >= 0.8 => 0.15,
        _ => 0.25,
    })
}

/// Whether a lone name can be the end of a person's name by its letters.
pub(super) fn is_surname_of(lone: &Candidate, person: &Candidate) -> bool {
    let words = name_key::name_words(&person.name);
    let tail = words.last().map_or("", String::as_str);
    let joined = words.iter().skip(1).map(String::as_str).collect::<String>();
    name_key::likeness(&lone.name, tail).max(name_key::likeness(&lone.name, &joined)) >= 0.8
}

/// What tells bodies of like names apart, however long the names are: initials, numbers, and words of one or two letters.
fn marks(name: &str) -> Vec<String> {
    let mut marks = name_key::name_words(name);
    marks.retain(|word| word.chars().count() < 3 || word.chars().any(|c| c.is_ascii_digit()));
    marks.sort_unstable();
    marks
}

/// What tells a father from a son.
fn generation(words: &[String]) -> Option<&str> {
    let last = words.last().map(String::as_str);
    last.filter(|word| {
        matches!(
            *word,
            "jr" | "sr" | "junior" | "senior" | "ii" | "iii" | "iv"
        )
    })
}

/// Whether both have middle initials, and not the same: George H. W. and George W.
fn initials_differ(a: &[String], b: &[String]) -> bool {
    let initials = |words: &[String]| -> Vec<String> {
        let letters = words
            .iter()
            .skip(1)
            .filter(|word| word.chars().count() == 1);
        letters.cloned().collect()
    };
    let (a, b) = (initials(a), initials(b));
    !a.is_empty() && !b.is_empty() && a != b
}

/// Whether two first names can be spellings of one: `Mohammad` and `Mohammed`, but neither `Paul` and `Paula` nor `Mario` and
/// `Maria`, whose last vowel tells a man from a woman, nor `Dan` and `Dean`.
fn given_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let ends_in_a = |name: &str| name.ends_with('a') || name.ends_with("ah");
    if ends_in_a(a) != ends_in_a(b) || a.chars().count().min(b.chars().count()) < 4 {
        return false;
    }
    strsim::levenshtein(a, b) <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_like_names_are_told_apart_by_their_small_words() {
        for (a, b, same) in [
            ("U.K. Harbour Securities", "U.S. Harbour Securities", false),
            ("Lissund Mortgage Trust", "Lissund Mortgage Trust I", false),
            ("Channel 4 Harbour News", "Channel 5 Harbour News", false),
            ("Bank of Lisund Plc", "Bank of Lissund Plc", true),
        ] {
            assert_eq!(marks(a) == marks(b), same, "{a} / {b}");
        }
    }
}
