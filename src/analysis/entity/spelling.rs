//! Owns: keys under which the spellings of one name meet: slugs for ids, a transliteration key for names.
//! May import: `analysis::entity::token`.
//! Promises: total; equal names have equal keys.

use unicode_normalization::UnicodeNormalization as _;

use crate::analysis::entity::token::{is_silent, plain};

/// Folded letters and digits; everything else becomes one blank.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_silent(*c))
        .flat_map(char::to_lowercase)
    {
        if c.is_alphanumeric() {
            out.push(plain(c));
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The part of an actor's id after the colon: `josep-borrell`. At most 64 bytes.
pub fn slug(name: &str) -> String {
    let mut slug = fold(name).replace(' ', "-");
    if slug.len() > 64 {
        let mut end = 64;
        while !slug.is_char_boundary(end) {
            end -= 1;
        }
        slug.truncate(end);
    }
    slug
}

/// A slug as a name: `josep-borrell` gives `Josep Borrell`.
pub fn title_case(slug: &str) -> String {
    slug.split('-')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            })
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name as a handle runs it together: `enriquemora`.
pub fn run_together(name: &str) -> String {
    fold(name).replace(' ', "")
}

/// Words inside names that spellings put in or leave out.
const LOOSE: [&str; 12] = [
    "al", "el", "ul", "bin", "ibn", "jr", "sr", "ii", "iii", "the", "mr", "dr",
];

/// The transliteration key of a person's name: what is left after vowels, doubled letters and the usual alternatives of
/// romanised Arabic, Persian and Cyrillic are taken out. `Baqeri-Kani` and `Bagheri Kani`, `Raeisi` and `Raisi`,
/// `Zelensky` and `Zelenskyy` have one key each. Middle initials and particles do not count; word borders do not either.
pub fn key(name: &str) -> String {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    let words: Vec<&str> = folded.split(' ').collect();
    let last = words.len().saturating_sub(1);
    for (at, word) in words.iter().enumerate() {
        let inner_initial = word.len() == 1 && at > 0 && at < last;
        if inner_initial || (words.len() > 1 && LOOSE.contains(word)) {
            continue;
        }
        skeleton(word, out.is_empty(), &mut out);
    }
    out
}

/// Appends the consonants of a word. The first letter of the whole name is kept, whatever it is.
fn skeleton(word: &str, first: bool, out: &mut String) {
    let chars: Vec<char> = word.chars().collect();
    let mut at = 0;
    let mut opening = first;
    while let Some(&c) = chars.get(at) {
        let pair = chars.get(at + 1).copied().unwrap_or(' ');
        let (class, used) = match (c, pair) {
            ('k' | 'g' | 'q' | 'c', 'h') if c != 'c' => ('g', 2),
            ('c', 'h') => ('c', 2),
            ('s' | 'z' | 't', 'h') => (c, 2),
            ('p', 'h') => ('f', 2),
            ('d', 'j' | 'h') => (if pair == 'j' { 'j' } else { 'd' }, 2),
            ('c', 'k') => ('g', 2),
            ('c', 'e' | 'i') => ('s', 1),
            ('k' | 'g' | 'q' | 'c', _) => ('g', 1),
            ('w', _) => ('v', 1),
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y', _) => (if opening { 'a' } else { ' ' }, 1),
            ('h', _) if at + 1 == chars.len() => (' ', 1),
            _ => (c, 1),
        };
        opening = false;
        if class != ' ' && !out.ends_with(class) {
            out.push(class);
        }
        at += used;
    }
}

/// Whether two spellings can be one name: equal keys and letters that mostly agree.
pub fn same_name(a: &str, b: &str) -> bool {
    let (left, right) = (run_together(a), run_together(b));
    if left == right {
        return true;
    }
    key(a) == key(b) && strsim::normalized_levenshtein(&left, &right) >= 0.6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b, wanted) in [
            ("Hossein Amir Abdollahian", "Hossein Amirabdollahian", true),
            ("Ali Baqeri-Kani", "Ali Bagheri Kani", true),
            ("Ebrahim Raeisi", "Ebrahim Raisi", true),
            ("Ebrahim Raisi", "Ibrahim Raeesi", true),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy", true),
            ("Mohammad Javad Zarif", "Mohammed Javad Zarif", true),
            ("Joseph R. Biden", "Joseph Biden", true),
            ("Bashar al-Assad", "Bashar Assad", true),
            ("Muammar Gaddafi", "Moammar Qaddafi", true),
            ("Joe Biden", "Hunter Biden", false),
            ("Ali Khamenei", "Ruhollah Khomeini", false),
            ("George Bush", "Kate Bush", false),
        ] {
            assert_eq!(same_name(a, b), wanted, "{a} / {b}: {} {}", key(a), key(b));
        }
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Josep Borrell"), "josep-borrell");
        assert_eq!(slug("Recep Tayyip Erdoğan"), "recep-tayyip-erdogan");
        assert_eq!(slug("Sinn Féin’s"), "sinn-feins");
        assert_eq!(slug("—"), "");
    }
}
