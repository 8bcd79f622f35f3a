//! Owns: a brief as one HTML file that also prints well.
//! Promises: foreign text is escaped; no script, nothing that is fetched, no link but to http and https.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::print::brief::page::{self, Block, Part};
use crate::print::brief::piece::Piece;
use crate::print::brief::{Brief, Cited, markdown, words};
use nutgraf_read::text::sanitize;

const STYLE: &str = "body{font:1.05em/1.5 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#222;background:#fff}\
h1{font-size:1.6em;line-height:1.2}h2{font-size:1.2em;margin:1.6em 0 .2em}.facts,.source{color:#555;font-size:.9em}\
a{color:#124e8c}ul{padding-left:1.2em}td{padding-right:1em;font-size:.9em}@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}\
li{break-inside:avoid}a{color:inherit;text-decoration:none}ol a::after{content:\" (\" attr(href) \")\";font-size:.8em}}\
@media (prefers-color-scheme:dark){@media screen{body{color:#ddd;background:#181818}.facts,.source{color:#999}a{color:#8ab8f0}}}";

/// Points of a bar's width with its gap, and of its height at most.
const BAR: usize = 8;
const HIGH: u64 = 24;

/// Foreign text as HTML shows it.
pub fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for c in sanitize::strip(&line).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Writes a brief.
pub fn page(out: &mut dyn Write, brief: &Brief) -> io::Result<()> {
    out.write_all(text(brief).as_bytes())
}

/// A brief as one page.
pub fn text(brief: &Brief) -> String {
    let title = escape(&words::title(brief));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    );
    let mut open = "";
    for block in page::blocks(brief) {
        let list = list(block.part);
        if list != open {
            push(&mut page, format_args!("{}{}", end(open), begin(list)));
            open = list;
        }
        self::block(&mut page, &block);
    }
    page.push_str(end(open));
    page.push_str("</body>\n</html>\n");
    page
}

/// The element that blocks of a kind stand in together; none for most.
fn list(part: Part) -> &'static str {
    match part {
        Part::Top | Part::Line | Part::Said => "ul",
        Part::Source(_) => "ol",
        Part::Course => "table",
        Part::Title
        | Part::Extent
        | Part::Story
        | Part::Facts
        | Part::Number
        | Part::SaidHead
        | Part::ToCome
        | Part::LeftOut
        | Part::SourcesHead => "",
    }
}

fn begin(list: &str) -> &'static str {
    match list {
        "ul" => "<ul>\n",
        "ol" => "<ol>\n",
        "table" => "<table>\n",
        _ => "",
    }
}

fn end(list: &str) -> &'static str {
    match list {
        "ul" => "</ul>\n",
        "ol" => "</ol>\n",
        "table" => "</table>\n",
        _ => "",
    }
}

/// A string takes whatever is written to it.
fn push(page: &mut String, words: std::fmt::Arguments<'_>) {
    page.write_fmt(words).unwrap_or_default();
}

fn block(page: &mut String, block: &Block) {
    let words: String = block.pieces.iter().map(piece).collect();
    match block.part {
        Part::Title => push(page, format_args!("<h1>{words}</h1>\n")),
        Part::Story | Part::SourcesHead => push(page, format_args!("<h2>{words}</h2>\n")),
        Part::Extent | Part::Facts | Part::LeftOut => {
            push(page, format_args!("<p class=\"facts\">{words}</p>\n"));
        }
        Part::Number | Part::SaidHead | Part::ToCome => {
            push(page, format_args!("<p>{words}</p>\n"));
        }
        Part::Course => {
            page.push_str("<tr>");
            for cell in &block.pieces {
                push(page, format_args!("<td>{}</td>", piece(cell)));
            }
            page.push_str("</tr>\n");
        }
        Part::Top | Part::Line | Part::Said => push(page, format_args!("<li>{words}</li>\n")),
        Part::Source(number) => {
            if let Some(cited) = &block.cited {
                source(page, (number, &words), cited);
            }
        }
    }
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Own(words) | Piece::Foreign(words) => html(words),
        Piece::Speaker(words) => format!("<b>{}</b>", html(words)),
        Piece::Reference(number) => format!(" <a href=\"#s{number}\">[{number}]</a>"),
        Piece::Bars(counts) => bars(counts),
    }
}

/// Text with the blanks at its ends.
fn html(words: &str) -> String {
    let blank = |at: Option<char>| {
        if at.is_some_and(char::is_whitespace) {
            " "
        } else {
            ""
        }
    };
    let (first, last) = (words.chars().next(), words.chars().next_back());
    format!("{}{}{}", blank(first), escape(words), blank(last))
}

/// Bars as a picture of its own, which takes the colour of the text.
fn bars(counts: &[u32]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let width = counts.len() * BAR;
    let mut picture = format!(
        "<svg role=\"img\" aria-label=\"{}\" width=\"{width}\" height=\"{HIGH}\" fill=\"currentColor\">",
        crate::print::bars::row(counts, false).trim_end()
    );
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let high = (u64::from(*count) * HIGH).div_ceil(u64::from(most));
        push(
            &mut picture,
            format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{high}\"/>",
                at * BAR,
                HIGH - high,
                BAR - 1
            ),
        );
    }
    picture.push_str("</svg>");
    picture
}

fn source(page: &mut String, (number, title): (usize, &str), cited: &Cited) {
    let title = match cited.url.as_deref().and_then(markdown::link) {
        Some(url) => format!("<a href=\"{}\">{title}</a>", escape(&url)),
        None => title.to_owned(),
    };
    let outlet = escape(&words::outlet(cited));
    push(
        page,
        format_args!("<li id=\"s{number}\">{title} <span class=\"source\">{outlet}</span></li>\n"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_no_markup() {
        assert_eq!(
            escape("<b>\"A&B\"</b>\u{1b}[1m'"),
            "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;&#39;"
        );
    }
}
