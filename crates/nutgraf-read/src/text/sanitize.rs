//! Owns: the one sanitiser for everything that leaves for a terminal.
//! Promises: the result of either mode holds no control character except, in `show`, line feed and tab; no bidi
//! control, no invisible format character, and a joiner only where a script or an emoji needs it. Both are idempotent.
//!
//! Two modes: `strip` for titles, names and links (whole escape sequences go, with their bodies); `show` for article
//! text (a control is drawn as its Unicode picture, the letters of a sequence stay: an article may be *about* them).
//! In both modes bidi controls and invisible characters simply go: the text is then shown in its logical order.
//! U+200C and U+200D stay between letters of scripts that join (Arabic and Persian, Indic, Khmer …), U+200D also
//! between emoji; anywhere else they go.

use std::borrow::Cow;

const ESC: char = '\u{1b}';
const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

/// Text on one line without anything that a terminal would obey: escape sequences go with their bodies (an
/// unterminated one to the end of its line), line breaks and tabs become blanks, controls and invisible characters go.
pub fn strip(text: &str) -> Cow<'_, str> {
    let Some(first) = first_suspect(text, false) else {
        return Cow::Borrowed(text);
    };
    let (head, tail) = text.split_at_checked(first).unwrap_or(("", text));
    let mut out = String::with_capacity(text.len());
    out.push_str(head);
    let mut rest = Chars {
        last: head.chars().next_back(),
        tail,
    };
    while let Some(c) = rest.next() {
        match c {
            '\t' | '\n' | '\u{2028}' | '\u{2029}' => out.push(' '),
            // A line end of two characters is one blank, a bare carriage return would draw over what stands there.
            '\r' => out.push_str(if rest.peek() == Some('\n') { "" } else { " " }),
            ESC => rest.skip_escape(),
            '\u{9b}' => rest.skip_control_sequence(),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => rest.skip_string(),
            _ if keeps(c, out.chars().next_back(), rest.peek()) => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// Text whose controls are visible: `ESC` becomes `␛`, and so on; a C1 control becomes its two-character form
/// (`U+009B` is `␛[`). Line feeds and tabs stay, a carriage return before a line feed goes.
pub fn show(text: &str) -> Cow<'_, str> {
    let Some(first) = first_suspect(text, true) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 16);
    let (mut rest, mut next) = (text, Some(first));
    while let Some((head, tail)) = next.and_then(|at| rest.split_at_checked(at)) {
        out.push_str(head);
        let mut chars = tail.chars();
        if let Some(c) = chars.next() {
            show_char(c, chars.clone().next(), &mut out);
        }
        rest = chars.as_str();
        next = first_suspect(rest, true);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Appends `c`, shown, to what was shown before; `next` is the character after it in the source.
pub(crate) fn show_char(c: char, next: Option<char>, out: &mut String) {
    match c {
        ' '..='~' | '\t' | '\n' => out.push(c),
        '\r' if next == Some('\n') => {}
        '\u{2028}' | '\u{2029}' => out.push('\n'),
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => out.push('␡'),
        '\u{80}'..='\u{9f}' => {
            // ECMA-48, 5.4: a C1 control is ESC and the character 0x40 lower.
            out.push('␛');
            out.extend(char::from_u32(u32::from(c) - 0x40));
        }
        _ if keeps(c, out.chars().next_back(), next) => out.push(c),
        _ => {}
    }
}

/// Whether the text is left alone by `show`.
pub fn is_clean(text: &str) -> bool {
    // A joiner between letters that it shapes needs a look, and stays.
    matches!(show(text), Cow::Borrowed(_)) || show(text) == text
}

/// Whether a character may stand as it is after `before` and before `after`.
fn keeps(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        NON_JOINER => before.is_some_and(joins) && after.is_some_and(joins),
        JOINER => {
            (before.is_some_and(joins) && after.is_some_and(joins))
                || (before.is_some_and(is_pictorial) && after.is_some_and(is_pictorial))
        }
        _ => !is_control(c) && !is_invisible(c),
    }
}

fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}')
}

/// Characters without a shape of their own that steer direction, joining or line breaks, or hide text: bidi controls,
/// zero-width blanks and joiners, soft hyphen, deprecated format characters, annotations, the tag block.
#[inline]
pub fn is_invisible(c: char) -> bool {
    // Most characters of most texts come before all of them.
    if c < '\u{ad}' {
        return false;
    }
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Letters and marks of scripts in which U+200C and U+200D decide the shape: Arabic, Syriac, Thaana, `NKo`, the Indic
/// scripts with Sinhala, Tibetan, Myanmar, Khmer, Mongolian, and the later Arabic and Indic blocks.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1820}'..='\u{18af}' | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}')
}

/// Emoji and their modifiers, coarsely: what may stand at either side of a joiner in a joined emoji.
fn is_pictorial(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// The first character that needs a look, as a byte offset.
fn first_suspect(text: &str, lines_stay: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += printable(bytes.get(at..)?);
        let byte = *bytes.get(at)?;
        let second = || bytes.get(at + 1).copied().unwrap_or(0);
        let third = || bytes.get(at + 2).copied().unwrap_or(0);
        let suspect = match byte {
            b'\n' | b'\t' => !lines_stay,
            0..0x20 | 0x7f => true,
            // U+0080..U+009F, U+00AD
            0xc2 => matches!(second(), 0x80..=0x9f | 0xad),
            0xcd => second() == 0x8f,
            0xd8 => second() == 0x9c,
            0xe1 => second() == 0xa0 && third() == 0x8e,
            0xe2 => match second() {
                0x80 => matches!(third(), 0x8b..=0x8f | 0xa8..=0xae),
                0x81 => matches!(third(), 0xa0..=0xaf),
                _ => false,
            },
            0xef => {
                (second() == 0xbb && third() == 0xbf)
                    || (second() == 0xbf && matches!(third(), 0xb9..=0xbb))
            }
            0xf3 => second() == 0xa0 && matches!(third(), 0x80 | 0x81),
            _ => false,
        };
        if suspect {
            return Some(at);
        }
        at += 1;
    }
}

/// How many bytes at the beginning are printable ASCII.
pub(crate) fn printable(bytes: &[u8]) -> usize {
    /// So many are looked at together.
    const AT_ONCE: usize = 16;
    let is_printable = |byte: &u8| byte.wrapping_sub(0x20) < 0x5f;
    let chunks = bytes.chunks_exact(AT_ONCE);
    // Without a branch within them.
    let all = |chunk: &&[u8]| {
        chunk
            .iter()
            .fold(true, |all, byte| all & is_printable(byte))
    };
    let sure = chunks.take_while(all).count() * AT_ONCE;
    let rest = bytes.get(sure..).unwrap_or(&[]);
    sure + rest.iter().take_while(|byte| is_printable(byte)).count()
}

/// The characters still to be read, with the ways to jump over escape sequences (ECMA-48, 5.4 and 5.6).
struct Chars<'t> {
    last: Option<char>,
    tail: &'t str,
}

impl Chars<'_> {
    fn next(&mut self) -> Option<char> {
        let mut chars = self.tail.chars();
        let c = chars.next()?;
        self.tail = chars.as_str();
        self.last = Some(c);
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.tail.chars().next()
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        self.tail = self.tail.trim_start_matches(wanted);
    }

    /// After ESC: a string with its body, a control sequence, or a short escape.
    fn skip_escape(&mut self) {
        match self.peek() {
            Some('[') => {
                self.next();
                self.skip_control_sequence();
            }
            Some(']' | 'P' | 'X' | '^' | '_') => {
                self.next();
                self.skip_string();
            }
            _ => {
                self.skip_while(|c| matches!(c, ' '..='/'));
                if self.peek().is_some_and(|c| matches!(c, '0'..='~')) {
                    self.next();
                }
            }
        }
    }

    /// After CSI: parameters, intermediates, the final byte if it is there.
    fn skip_control_sequence(&mut self) {
        self.skip_while(|c| matches!(c, '0'..='?'));
        self.skip_while(|c| matches!(c, ' '..='/'));
        if self.peek().is_some_and(|c| matches!(c, '@'..='~')) {
            self.next();
        }
    }

    /// After OSC, DCS, SOS, PM or APC: the body with its terminator (BEL, ST), or up to the end of the line.
    fn skip_string(&mut self) {
        while let Some(c) = self.peek() {
            if c == '\n' {
                return;
            }
            self.next();
            match c {
                '\u{7}' | '\u{9c}' => return,
                ESC if self.peek() == Some('\\') => {
                    self.next();
                    return;
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_list::phrases;
    use proptest::prelude::*;

    #[test]
    fn strip_takes_sequences_with_their_bodies() {
        for row in [
            "plain title | plain title",
            "a\u{1b}[31mred\u{1b}[0m b | ared b",
            "a\u{9b}31mred | ared",
            "a\u{1b}]0;title\u{7}b | ab",
            "a\u{1b}]8;;http://x\u{1b}\\b | ab",
            "a\u{9d}52;c;Zm9v\u{9c}b | ab",
            "a\u{1b}]0;never ended\nb | a b",
            "a\u{1b}P+q544e\u{1b}\\b\u{1b}Xsos\u{1b}\\c\u{1b}^pm\u{1b}\\d\u{1b}_apc\u{1b}\\e | abcde",
            "a\u{90}dcs\u{9c}b\u{98}sos\u{9c}c\u{9e}pm\u{9c}d\u{9f}apc\u{9c}e | abcde",
            "a\u{1b}(0b\u{1b}cc\u{1b}#8d | abcd",
            "end\u{1b} | end",
            "end\u{1b}[ | end",
            "end\u{1b}[31; | end",
            "a\u{1b}é | aé",
            "a\rb | a b",
            "a\r\nb\tc\u{85}d | a b cd",
            "a\u{8}\u{7}\u{e}\u{f}\0\u{7f}b | ab",
            "\u{202e}abc\u{202c} \u{2066}x\u{2069}\u{200e}\u{200f}\u{61c} | abc x",
            "a\u{200b}b\u{feff}c\u{2060}d\u{ad}e\u{e0041}f | abcdef",
            "می\u{200c}خواهم | می\u{200c}خواهم",
            "a\u{200c}b\u{200d}c | abc",
            "👩\u{200d}🚒 \u{200d}x | 👩\u{200d}🚒 x",
        ] {
            let [text, wanted] = phrases(row);
            assert_eq!(strip(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn show_keeps_the_letters() {
        for (text, wanted) in [
            ("line\nline\tcell", "line\nline\tcell"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("\u{9b}31mred", "␛[31mred"),
            ("\u{1b}]0;x\u{7}", "␛]0;x␇"),
            ("a\r\nb\rc", "a\nb␍c"),
            ("\u{7f}\0", "␡␀"),
            ("a\u{202e}b\u{200b}c", "abc"),
            ("a\u{2028}b", "a\nb"),
        ] {
            assert_eq!(show(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_joiner_is_clean_where_it_shapes_letters() {
        for (text, clean) in [
            ("\u{d15}\u{d4d}\u{200d}\u{d15}", true),
            ("\u{645}\u{6cc}\u{200c}\u{62e}", true),
            ("👩\u{200d}🚀", true),
            ("a\u{200d}b", false),
            ("\u{d15}\u{200d}", false),
            ("\u{d15}\u{200d}\u{d15}\u{7}", false),
        ] {
            assert_eq!(is_clean(text), clean, "{text:?}");
        }
    }

    #[test]
    fn clean_text_is_borrowed() {
        let text = "“Curly”, naïve — 日本語 نص \u{a0}";
        assert!(matches!(strip(text), Cow::Borrowed(_)));
        assert!(matches!(show(text), Cow::Borrowed(_)));
        assert!(matches!(show("two\nlines\t"), Cow::Borrowed(_)));
    }

    fn harmless(text: &str, lines: bool) -> bool {
        let chars: Vec<char> = text.chars().collect();
        chars.iter().enumerate().all(|(i, &c)| match c {
            '\n' | '\t' => lines,
            '\u{200c}' | '\u{200d}' => {
                i > 0 && i + 1 < chars.len() && !chars[i - 1].is_ascii() && !chars[i + 1].is_ascii()
            }
            '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{feff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{e0000}'..='\u{e007f}' => false,
            c => !c.is_control(),
        })
    }

    /// Strings rich in what the sanitiser looks for.
    fn nasty() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "\u{1b}",
            "[",
            "]",
            "P",
            "\\",
            "\u{7}",
            "\u{9b}",
            "\u{9d}",
            "\u{9c}",
            "\r",
            "\n",
            "\t",
            "\u{200d}",
            "\u{200c}",
            "\u{202e}",
            "31m",
            "a",
            "é",
            "م",
            "👩",
            "\u{feff}",
            "\u{e0020}",
            "\u{85}",
            "\u{2028}",
            " ",
            ";",
            "\0",
        ]);
        prop::collection::vec(
            prop_oneof![
                pieces.prop_map(str::to_owned),
                any::<char>().prop_map(String::from)
            ],
            0..24,
        )
        .prop_map(|v| v.concat())
    }

    proptest! {
        #[test]
        fn both_modes_are_harmless_and_idempotent(text in nasty()) {
            let stripped = strip(&text).into_owned();
            prop_assert!(harmless(&stripped, false), "{stripped:?}");
            prop_assert_eq!(&strip(&stripped), &stripped);
            let shown = show(&text).into_owned();
            prop_assert!(harmless(&shown, true), "{shown:?}");
            prop_assert_eq!(&show(&shown), &shown);
        }

        #[test]
        fn show_keeps_every_visible_character(text in nasty()) {
            let visible = |s: &str| -> Vec<char> {
                s.chars().filter(|c| !c.is_control() && !is_invisible(*c) && !matches!(c, '\u{2028}' | '\u{2029}')).collect()
            };
            // Pictures and the letters of two-character forms are added, nothing is lost: a subsequence.
            let mut shown = show(&text).chars().collect::<Vec<_>>().into_iter();
            for c in visible(&text) {
                prop_assert!(shown.any(|s| s == c), "{c:?} of {text:?} is lost");
            }
        }
    }
}
