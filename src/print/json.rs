//! Owns: one JSON object a line.
//! Promises: valid JSON without a raw control, bidi or invisible character: such are written as `\uXXXX`, so that the
//! lines may also be shown on a terminal. Reading them back gives the text unchanged.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use nutgraf_read::text::sanitize;

/// Writes a value as one line.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let plain = serde_json::to_string(value).map_err(io::Error::other)?;
    let hides = |c: char| {
        c.is_control() || sanitize::is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}')
    };
    if !plain.contains(hides) {
        return writeln!(out, "{plain}");
    }
    // Outside of strings JSON is ASCII without controls, so every such character stands inside a string.
    let mut escaped = String::with_capacity(plain.len() + 64);
    let mut units = [0u16; 2];
    for c in plain.chars() {
        if hides(c) {
            for unit in c.encode_utf16(&mut units) {
                write!(escaped, "\\u{unit:04x}").map_err(io::Error::other)?;
            }
        } else {
            escaped.push(c);
        }
    }
    writeln!(out, "{escaped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_comes_back() {
        let nasty = "a\u{1b}]0;x\u{7}b\u{9b}1m\u{202e}c\u{7f}\u{e0041}\u{2028}é😀\r\n";
        let mut out = Vec::new();
        line(&mut out, &nasty).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.trim_end_matches('\n').chars().all(|c| !c.is_control()));
        assert!(!text.contains(['\u{202e}', '\u{2028}', '\u{e0041}']));
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), nasty);
    }
}
