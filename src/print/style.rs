//! Owns: `Style`, how text is set: width and emphasis.
//! Promises: without colour not one escape sequence is written; wrapped lines are at most `width` columns wide.

use std::borrow::Cow;
use std::io::{self, Write};

use nutgraf_read::text::sanitize;

/// How text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether bold and dim are used.
    pub colour: bool,
    /// Columns to wrap at; `None` leaves a paragraph on one line.
    pub width: Option<usize>,
}

/// The weight of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As it is.
    Plain,
    /// What matters now.
    Bold,
    /// What can wait.
    Dim,
}

impl Style {
    /// One line of foreign text (a title, a name, an address), made safe.
    pub fn line(self, weight: Weight, text: &str) -> String {
        self.weigh(weight, &sanitize::strip(text))
    }

    /// Writes a paragraph of foreign text, made safe and wrapped, `first` before its first line and `next` before the
    /// others, with a line feed at its end.
    pub fn paragraph(
        self,
        out: &mut dyn Write,
        text: &str,
        first: &str,
        next: &str,
    ) -> io::Result<()> {
        let shown = sanitize::show(text);
        let shown: Cow<'_, str> = if shown.contains('\t') {
            Cow::Owned(shown.replace('\t', "    "))
        } else {
            shown
        };
        let mut lead = first;
        for line in shown.split('\n') {
            let Some(width) = self.width else {
                writeln!(out, "{lead}{line}")?;
                lead = next;
                continue;
            };
            let options = textwrap::Options::new(width)
                .initial_indent(lead)
                .subsequent_indent(next);
            for wrapped in textwrap::wrap(line, options) {
                writeln!(out, "{}", wrapped.trim_end())?;
            }
            lead = next;
        }
        Ok(())
    }

    /// Own words with a weight.
    pub fn weigh(self, weight: Weight, text: &str) -> String {
        let code = match weight {
            Weight::Plain => "",
            Weight::Bold => "1",
            Weight::Dim => "2",
        };
        if self.colour && !code.is_empty() && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// A count with its noun: `1 article`, `9 articles`.
pub fn many(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// `text` cut to `columns`, the cut marked by `…`.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > columns {
            break;
        }
        used += wide;
        out.push(c);
    }
    out.push('…');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_safe_and_fits() {
        let check = |width, text: &str, wanted: &str| {
            let mut out = Vec::new();
            let style = Style {
                colour: false,
                width,
            };
            style.paragraph(&mut out, text, "- ", "  ").unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), wanted, "for {text:?}");
        };
        check(None, "one two", "- one two\n");
        check(Some(7), "one two three", "- one\n  two\n  three\n");
        check(None, "a\u{1b}[31mb", "- a␛[31mb\n");
        check(None, "a\nb\tc", "- a\n  b    c\n");
    }

    #[test]
    fn a_cut_is_marked_and_counts_columns() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("日本語", 4), "日…");
        assert_eq!(cut("ab", 0), "…");
    }
}
