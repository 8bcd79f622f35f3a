//! Owns: character references: `&amp;`, `&#8217;`, `&eacute`.
//! Promises: total; what is no reference stays as it is.

use html5ever::data::NAMED_ENTITIES;

/// The longest name of a reference, in bytes.
const LONGEST: usize = 33;

/// Appends `text` to `out` with its references resolved.
pub(crate) fn decode_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match reference(from) {
            Some((first, second, length)) => {
                out.push(first);
                out.extend(second);
                rest = from.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
}

/// `text` with its references resolved.
pub(crate) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    decode_into(text, &mut out);
    out
}

/// The reference at the start of `text`: one or two characters and the bytes that it takes.
fn reference(text: &str) -> Option<(char, Option<char>, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (radix, digits, skip) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (16, hex, 3),
            None => (10, number, 2),
        };
        let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
        let digits = digits.get(..length).filter(|d| !d.is_empty())?;
        let code = u32::from_str_radix(digits, radix).unwrap_or(0xFFFD);
        let closed = usize::from(body.as_bytes().get(skip - 1 + length) == Some(&b';'));
        return Some((character(code), None, skip + length + closed));
    }
    let length = body
        .bytes()
        .take(LONGEST)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    if length == 0 {
        return None;
    }
    if body.as_bytes().get(length) == Some(&b';')
        && let Some((first, second)) = named(body.get(..=length)?)
    {
        return Some((first, second, length + 2));
    }
    // Old references work without a semicolon, the longest that fits: `&copy2` is `©2`.
    (2..=length.min(6)).rev().find_map(|length| {
        let (first, second) = named(body.get(..length)?)?;
        Some((first, second, length + 1))
    })
}

fn named(name: &str) -> Option<(char, Option<char>)> {
    let (first, second) = NAMED_ENTITIES.get(name)?;
    // The table also holds every beginning of a name, with zeros.
    let first = char::from_u32(*first).filter(|c| *c != '\0')?;
    Some((first, char::from_u32(*second).filter(|c| *c != '\0')))
}

/// The character of a number as browsers read it: the C1 range means windows-1252.
fn character(code: u32) -> char {
    if let 0x80..=0x9F = code {
        let byte = [u8::try_from(code).unwrap_or(b'?')];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next().unwrap_or('\u{FFFD}');
    }
    char::from_u32(code)
        .filter(|c| *c != '\0')
        .unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        let check = |text: &str, want: &str| assert_eq!(decode(text), want, "{text}");
        check("a &amp; b", "a & b");
        check("AT&T & so &on;", "AT&T & so &on;");
        check("&#8217;&#x2019;&#146;", "’’’");
        check("&#x110000;&#0;&#;", "\u{FFFD}\u{FFFD}&#;");
        check("&nbsp;&eacute;&eacute", "\u{a0}éé");
        check("&copy2024 &notit;", "©2024 ¬it;");
        check("&", "&");
        check("&é", "&é");
        check("&NotEqualTilde;", "≂\u{338}");
    }
}
