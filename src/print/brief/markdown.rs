//! Owns: a brief as Markdown, and as plain text on a terminal.
//! Promises: foreign text is never taken for markup, nor for control codes; numbers in brackets lead to the list of sources.

use std::io::{self, Write};

use crate::print::brief::{Brief, BriefStory, Cited, Sources, words};
use crate::print::style::{Style, Weight};
use nutgraf_read::text::sanitize;

/// Stories from which on the page begins with what is in it.
const MANY: usize = 3;
/// Headlines that the page begins with.
const TOP: usize = 3;

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
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let safe = sanitize::strip(&line);
        if self.markup {
            escape(&safe)
        } else {
            safe.into_owned()
        }
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
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let first = at == 0;
        let marks = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|'
        ) || (c == '&' && entity(text.get(at + 1..).unwrap_or("")))
            || (first && matches!(c, '#' | '-' | '+' | '=' | ':'))
            || (matches!(c, '.' | ')')
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
    let mut sources = Sources::default();
    page.heading(out, 1, &page.foreign(&words::title(brief)))?;
    page.plain(out, &words::extent(brief))?;
    if brief.stories.len() > MANY {
        for story in brief.stories.iter().take(TOP) {
            let number = story.lines.first().map(|line| sources.number(&line.cited));
            let number = number
                .map(|number| format!(" [{number}]"))
                .unwrap_or_default();
            page.item(out, &format!("{}{number}", page.foreign(&story.title)))?;
        }
        writeln!(out)?;
    }
    for story in &brief.stories {
        self::story(out, story, &mut sources, page)?;
    }
    if let Some(left) = words::left_out(brief) {
        page.plain(out, &left)?;
    }
    if !sources.all.is_empty() {
        page.heading(out, 2, "Sources")?;
    }
    for (number, cited) in (1..).zip(&sources.all) {
        source(out, number, cited, page)?;
    }
    Ok(())
}

fn story<'a>(
    out: &mut dyn Write,
    story: &'a BriefStory,
    sources: &mut Sources<'a>,
    page: Page,
) -> io::Result<()> {
    page.heading(out, 2, &page.foreign(&story.title))?;
    let facts = words::facts(story);
    let facts = if page.markup {
        format!("*{facts}*")
    } else {
        page.style.weigh(Weight::Dim, &facts)
    };
    writeln!(out, "{facts}\n")?;
    for line in &story.lines {
        let number = sources.number(&line.cited);
        page.item(out, &format!("{} [{number}]", page.foreign(&line.text)))?;
    }
    writeln!(out)?;
    for number in &story.numbers {
        let mut refer = |cited: &Cited| {
            let at = sources.all.iter().position(|known| known.key == cited.key);
            at.map(|at| format!(" [{}]", at + 1)).unwrap_or_default()
        };
        if let Some(told) = words::number(number, &mut refer) {
            let told = sanitize::strip(&told).into_owned();
            page.plain(out, &told)?;
        }
    }
    if !story.said.is_empty() {
        page.plain(out, "What was said:")?;
        for (said, cited) in &story.said {
            let number = sources.number(cited);
            let (name, text) = (page.foreign(&said.name), page.foreign(&said.text));
            page.item(out, &format!("{name}: {text} [{number}]"))?;
        }
        writeln!(out)?;
    }
    if !story.announced.is_empty() {
        let days = story.announced.iter().map(|(day, cited)| {
            let number = sources.number(cited);
            format!("{day} [{number}]")
        });
        let days: Vec<String> = days.collect();
        page.plain(out, &format!("To come: {}", days.join(", ")))?;
    }
    Ok(())
}

fn source(out: &mut dyn Write, number: usize, cited: &Cited, page: Page) -> io::Result<()> {
    let title = page.foreign(&cited.title);
    let title = if title.is_empty() {
        "Without a title".to_owned()
    } else {
        title
    };
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
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(
            link("https://a.example/x y").as_deref(),
            Some("https://a.example/x%20y")
        );
    }
}
