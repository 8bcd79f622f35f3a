//! Owns: folding a text for matching: lower case, accents off, typographic quotes and dashes made plain.
//! Promises: total; folding twice is folding once; `Folded` leads every folded byte back to the char it came from.

use unicode_normalization::UnicodeNormalization;

use crate::model::span::Span;

/// Returns `text` as matching sees it: lower case, compatibility forms and accents gone (`Šefčovič` is `sefcovic`),
/// curly quotes and long dashes plain, characters of no width removed.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded `text` to `out`; for arenas.
pub fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        if let Some(tail) = out.get_mut(from..) {
            tail.make_ascii_lowercase();
        }
        return;
    }
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// A folded text that remembers where each byte came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`: the span's start in the original. Empty when the two are of equal shape.
    starts: Vec<u32>,
    /// For each byte of `text`: one past the original char it came from.
    ends: Vec<u32>,
}

impl Folded {
    /// Folds `text`, keeping the way back.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                text: text.to_ascii_lowercase(),
                ..Self::default()
            };
        }
        let mut folded = Self::default();
        for (at, c) in text.char_indices() {
            fold_char(c, &mut folded.text);
            let place = Span::new(at, at + c.len_utf8());
            folded.starts.resize(folded.text.len(), place.start);
            folded.ends.resize(folded.text.len(), place.end);
        }
        folded
    }

    /// Leads a span of the folded text back to the original: the smallest run of whole chars that made it.
    pub fn back(&self, span: Span) -> Span {
        if self.starts.is_empty() || span.is_empty() {
            return span;
        }
        let start = self.starts.get(span.start as usize).copied();
        let end = self.ends.get(span.end as usize - 1).copied();
        Span {
            start: start.unwrap_or(0),
            end: end.unwrap_or(0),
        }
    }
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // Letters that no decomposition takes apart, though readers type them without their strokes.
    let plain = match c {
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{2BC}' => "'",
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '«' | '»' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => return,
        _ => {
            let lower = c.to_lowercase().nfkd().filter(|c| !is_accent(*c));
            // A second lowering: some compatibility forms decompose into capitals.
            out.extend(
                lower
                    .flat_map(char::to_lowercase)
                    .filter(|c| !is_accent(*c)),
            );
            return;
        }
    };
    out.push_str(plain);
}

/// Marks that readers leave out when they type. Vowel signs of Indic scripts are not among them: they are letters.
fn is_accent(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_typography_go() {
        for (text, folded) in [
            ("Maroš Šefčovič", "maros sefcovic"),
            ("Iran’s “no” — again", "iran's \"no\" - again"),
            ("İstanbul STRASSE Straße", "istanbul strasse strasse"),
            ("ﬁnance", "finance"),
            ("Zürich, Ørsted, Łódź", "zurich, orsted, lodz"),
            ("plain ASCII", "plain ascii"),
            ("soft\u{AD}hyphen\u{200B}", "softhyphen"),
        ] {
            assert_eq!(fold(text), folded);
            assert_eq!(fold(&fold(text)), folded, "folding twice is folding once");
            assert_eq!(Folded::new(text).text, folded);
        }
    }

    #[test]
    fn spans_lead_back_to_whole_chars() {
        let text = "Was Šefčovič’s straße";
        let folded = Folded::new(text);
        for (found, original) in [
            ("sefcovic", "Šefčovič"),
            ("covic'", "čovič’"),
            ("as", "as"),
            ("strass", "straß"),
        ] {
            let at = folded.text.find(found).unwrap();
            let span = folded.back(Span::new(at, at + found.len()));
            assert_eq!(span.of(text), original);
        }
    }
}
