//! Owns: a brief as Markdown, and as plain text on a terminal.
//! Promises: foreign text is never taken for markup, nor for control codes; numbers in brackets lead to the list of sources.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::print::bars;
use crate::print::brief::page::{self, Block, Part};
use crate::print::brief::piece::Piece;
use crate::print::brief::{Brief, Cited, words};
use crate::print::style::{Style, Weight, cut};
use nutgraf_read::text::sanitize;

/// How a page is set.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Width and emphasis.
    pub style: Style,
    /// Whether it is Markdown; else it is text for a terminal.
    pub markup: bool,
}

impl Page {
    /// A piece of foreign text in one line.
    fn foreign(self, text: &str) -> String {
        self.set(text, true)
    }

    /// The same; what only means something at the start of a line is plain within it.
    fn set(self, text: &str, begins: bool) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let safe = sanitize::strip(&line);
        if self.markup {
            escaped(&safe, begins)
        } else {
            safe.into_owned()
        }
    }

    /// The pieces of a block in one line.
    fn pieces(self, pieces: &[Piece]) -> String {
        let mut line = String::new();
        for piece in pieces {
            let words = match piece {
                Piece::Own(words) => words.clone(),
                Piece::Foreign(words) | Piece::Speaker(words) => {
                    let blank = |at: Option<char>| match at {
                        Some(at) if at.is_whitespace() => " ",
                        Some(_) | None => "",
                    };
                    let (first, last) = (words.chars().next(), words.chars().next_back());
                    let safe = self.set(words, line.is_empty());
                    format!("{}{safe}{}", blank(first), blank(last))
                }
                Piece::Reference(number) => format!(" [{number}]"),
                Piece::Bars(counts) => bars::row(counts, false),
            };
            line.push_str(&words);
        }
        line
    }

    /// A row of a picture: its name, its bars, its figures.
    fn course(self, out: &mut dyn Write, pieces: &[Piece], widest: usize) -> io::Result<()> {
        let [name, bars, facts] = pieces else {
            return Ok(());
        };
        let [name, bars, facts] =
            [name, bars, facts].map(|piece| self.pieces(std::slice::from_ref(piece)));
        if self.markup {
            return writeln!(out, "- {name}: `{bars}` {facts}");
        }
        let name = cut(&name, widest);
        let gap = " ".repeat(widest.saturating_sub(name.width()));
        let facts = self.style.weigh(Weight::Dim, &facts);
        writeln!(out, "  {name}{gap}  {bars}  {facts}")
    }

    fn heading(self, out: &mut dyn Write, level: usize, words: &str) -> io::Result<()> {
        let marks = if self.markup {
            format!("{} ", "#".repeat(level))
        } else {
            String::new()
        };
        writeln!(out, "{marks}{}\n", self.style.weigh(Weight::Bold, words))
    }

    fn item(self, out: &mut dyn Write, words: &str) -> io::Result<()> {
        let mark = if self.markup { "- " } else { "  • " };
        self.style
            .paragraph(out, words, mark, if self.markup { "  " } else { "    " })
    }

    fn plain(self, out: &mut dyn Write, words: &str) -> io::Result<()> {
        self.style.paragraph(out, words, "", "")?;
        writeln!(out)
    }
}

/// Foreign text so that Markdown shows it as it is.
pub fn escape(text: &str) -> String {
    escaped(text, true)
}

fn escaped(text: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let first = begins && at == 0;
        let marks = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|'
        ) || (c == '&' && entity(text.get(at + 1..).unwrap_or("")))
            || (first && matches!(c, '#' | '-' | '+' | '=' | ':'))
            || (begins
                && matches!(c, '.' | ')')
                && at > 0
                && at < 10
                && text
                    .get(..at)
                    .is_some_and(|head| head.bytes().all(|b| b.is_ascii_digit())));
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether what follows an ampersand makes it an entity.
fn entity(rest: &str) -> bool {
    rest.starts_with('#')
        || rest.find(';').is_some_and(|end| {
            rest.get(..end).is_some_and(|name| {
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
            })
        })
}

/// Writes a brief.
pub fn page(out: &mut dyn Write, brief: &Brief, page: Page) -> io::Result<()> {
    let blocks = page::blocks(brief);
    let widest = blocks.iter().filter(|block| block.part == Part::Course);
    let names = widest.filter_map(|block| block.pieces.first());
    let widest = names.map(|name| name_of(name).width()).max().unwrap_or(0);
    let mut items = false;
    for block in &blocks {
        if items && !block.part.is_item() {
            writeln!(out)?;
        }
        items = block.part.is_item();
        self::block(out, block, page, widest.min(NAME))?;
    }
    Ok(())
}

/// Columns of a name before its bars.
const NAME: usize = 24;

fn name_of(piece: &Piece) -> &str {
    match piece {
        Piece::Own(words) | Piece::Foreign(words) | Piece::Speaker(words) => words,
        Piece::Reference(_) | Piece::Bars(_) => "",
    }
}

fn block(out: &mut dyn Write, block: &Block, page: Page, widest: usize) -> io::Result<()> {
    let words = page.pieces(&block.pieces);
    match block.part {
        Part::Title => page.heading(out, 1, &words),
        Part::Story | Part::SourcesHead => page.heading(out, 2, &words),
        Part::Extent | Part::Number | Part::SaidHead | Part::ToCome | Part::LeftOut => {
            page.plain(out, &words)
        }
        Part::Facts if page.markup => page.plain(out, &format!("*{words}*")),
        Part::Facts => writeln!(out, "{}\n", page.style.weigh(Weight::Dim, &words)),
        Part::Course => page.course(out, &block.pieces, widest),
        Part::Top | Part::Line | Part::Said => page.item(out, &words),
        Part::Source(number) => match &block.cited {
            Some(cited) => source(out, (number, &words), cited, page),
            None => Ok(()),
        },
    }
}

fn source(
    out: &mut dyn Write,
    (number, title): (usize, &str),
    cited: &Cited,
    page: Page,
) -> io::Result<()> {
    let outlet = page.foreign(&words::outlet(cited));
    let outlet = if outlet.is_empty() {
        outlet
    } else {
        format!(" — {outlet}")
    };
    let url = cited.url.as_deref().and_then(link);
    match url {
        Some(url) if page.markup => writeln!(out, "{number}. [{title}](<{url}>){outlet}"),
        Some(url) => writeln!(out, "{number}. {title}{outlet}\n   {url}"),
        None => writeln!(out, "{number}. {title}{outlet}"),
    }
}

/// An address that may be followed, and written between angle brackets.
pub fn link(url: &str) -> Option<String> {
    let safe = url.starts_with("https://") || url.starts_with("http://");
    let clean = sanitize::strip(url);
    safe.then(|| {
        clean
            .replace('<', "%3C")
            .replace('>', "%3E")
            .replace(' ', "%20")
            .replace('\\', "%5C")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_no_markup() {
        for (text, wanted) in [
            ("a *b* [c](d) <e>", "a \\*b\\* \\[c\\](d) \\<e\\>"),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("AT&T &amp; Co", "AT&T \\&amp; Co"),
            ("- 3.5 percent", "\\- 3.5 percent"),
        ] {
            assert_eq!(escape(text), wanted);
        }
        assert_eq!(escaped("12.2% - *x*", false), "12.2% - \\*x\\*");
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(
            link("https://a.example/x y").as_deref(),
            Some("https://a.example/x%20y")
        );
    }
}
