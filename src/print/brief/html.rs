//! Owns: a brief as one HTML file that also prints well.
//! Promises: foreign text is escaped; no script, nothing that is fetched, no link but to http and https.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::print::brief::{Brief, BriefStory, Cited, Sources, markdown, words};
use nutgraf_read::text::sanitize;

const STYLE: &str = "body{font:1.05em/1.5 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#222;background:#fff}\
h1{font-size:1.6em;line-height:1.2}h2{font-size:1.2em;margin:1.6em 0 .2em}.facts,.source{color:#555;font-size:.9em}\
a{color:#124e8c}ul{padding-left:1.2em}@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}\
li{break-inside:avoid}a{color:inherit;text-decoration:none}ol a::after{content:\" (\" attr(href) \")\";font-size:.8em}}\
@media (prefers-color-scheme:dark){@media screen{body{color:#ddd;background:#181818}.facts,.source{color:#999}a{color:#8ab8f0}}}";

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
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"facts\">{}</p>\n",
        escape(&words::extent(brief))
    );
    let mut sources = Sources::default();
    for story in &brief.stories {
        self::story(&mut page, story, &mut sources);
    }
    if let Some(left) = words::left_out(brief) {
        push(
            &mut page,
            format_args!("<p class=\"facts\">{}</p>\n", escape(&left)),
        );
    }
    if !sources.all.is_empty() {
        page.push_str("<h2>Sources</h2>\n<ol>\n");
    }
    for (number, cited) in (1..).zip(&sources.all) {
        source(&mut page, number, cited);
    }
    if !sources.all.is_empty() {
        page.push_str("</ol>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A string takes whatever is written to it.
fn push(page: &mut String, words: std::fmt::Arguments<'_>) {
    page.write_fmt(words).unwrap_or_default();
}

fn reference(number: usize) -> String {
    format!(" <a href=\"#s{number}\">[{number}]</a>")
}

fn story<'a>(page: &mut String, story: &'a BriefStory, sources: &mut Sources<'a>) {
    push(
        page,
        format_args!(
            "<h2>{}</h2>\n<p class=\"facts\">{}</p>\n<ul>\n",
            escape(&story.title),
            escape(&words::facts(story))
        ),
    );
    for line in &story.lines {
        let number = reference(sources.number(&line.cited));
        push(
            page,
            format_args!("<li>{}{number}</li>\n", escape(&line.text)),
        );
    }
    page.push_str("</ul>\n");
    let known = |sources: &Sources<'_>, key: &str| {
        let at = sources.all.iter().position(|cited| &*cited.key.0 == key);
        at.map(|at| at + 1)
    };
    for number in &story.numbers {
        let mut refer = |cited: &Cited| {
            let number = known(sources, &cited.key.0);
            number
                .map(|number| format!(" [{number}]"))
                .unwrap_or_default()
        };
        if let Some(told) = words::number(number, &mut refer) {
            push(page, format_args!("<p>{}</p>\n", escape(&told)));
        }
    }
    if !story.said.is_empty() {
        page.push_str("<p>What was said:</p>\n<ul>\n");
        for (said, cited) in &story.said {
            let number = reference(sources.number(cited));
            let (name, text) = (escape(&said.name), escape(&said.text));
            push(
                page,
                format_args!("<li><b>{name}</b>: {text}{number}</li>\n"),
            );
        }
        page.push_str("</ul>\n");
    }
    if !story.announced.is_empty() {
        let days = story.announced.iter().map(|(day, cited)| {
            let number = reference(sources.number(cited));
            format!("{}{number}", escape(day))
        });
        let days: Vec<String> = days.collect();
        push(page, format_args!("<p>To come: {}</p>\n", days.join(", ")));
    }
}

fn source(page: &mut String, number: usize, cited: &Cited) {
    let title = if cited.title.is_empty() {
        "Without a title".to_owned()
    } else {
        escape(&cited.title)
    };
    let title = match cited.url.as_deref().and_then(markdown::link) {
        Some(url) => format!("<a href=\"{}\">{title}</a>", escape(&url)),
        None => title,
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
