//! Owns: slugs for ids, and whether two spellings can be one name.
//! Promises: total; equal names have equal slugs. The transliteration key is `text::name_key`'s alone, so that a document and
//! the library never part what the other holds for one.

use unicode_normalization::UnicodeNormalization as _;

use crate::entity::token::{is_silent, plain};
use nutgraf_read::text::name_key::{key, run_together};

/// Folded letters and digits; everything else becomes one blank.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        for c in text.chars().filter(|c| !is_silent(*c)) {
            take(&mut out, c.to_ascii_lowercase());
        }
        return trimmed(out);
    }
    for c in text
        .nfkd()
        .filter(|c| !is_silent(*c))
        .flat_map(char::to_lowercase)
    {
        take(&mut out, c);
    }
    trimmed(out)
}

/// Takes a letter or digit as it is plainly written, a space for what stands between words.
fn take(out: &mut String, c: char) {
    if c.is_alphanumeric() {
        out.push(plain(c));
    } else if !out.ends_with(' ') && !out.is_empty() {
        out.push(' ');
    }
}

fn trimmed(mut text: String) -> String {
    if text.ends_with(' ') {
        text.pop();
    }
    text
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
