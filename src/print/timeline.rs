//! Owns: a timeline as text and as JSON Lines.
//! Promises: every line is a sentence of an article; offsets are Unicode scalar values, half-open.

use std::io::{self, Write};

use serde::Serialize;

use crate::print::style::{Style, Weight};
use nutgraf_read::model::timeline::{Timeline, ToldDay};
use nutgraf_read::text::sanitize;

/// Columns of a date and of a number of articles.
const DATE: usize = 11;
const ARTICLES: usize = 5;

/// A day as one JSON object.
#[derive(Debug, Serialize)]
pub struct DayRecord<'a> {
    date: String,
    articles: usize,
    sentences: Vec<SentenceRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct SentenceRecord<'a> {
    text: &'a str,
    article: &'a str,
    start: usize,
    end: usize,
}

/// A day's record.
pub fn record(day: &ToldDay) -> DayRecord<'_> {
    let sentences = day.lines.iter().map(|line| SentenceRecord {
        text: &line.text,
        article: &line.key.0,
        start: line.place.0,
        end: line.place.1,
    });
    DayRecord {
        date: day.date.to_string(),
        articles: day.articles,
        sentences: sentences.collect(),
    }
}

/// Writes a timeline for people; into a file or a pipe one sentence a line: date, articles, id, source, sentence.
pub fn text(out: &mut dyn Write, timeline: &Timeline, query: &str, style: Style) -> io::Result<()> {
    if style.width.is_none() {
        return rows(out, timeline);
    }
    let of = if query.is_empty() {
        "all articles"
    } else {
        query
    };
    let count = format!(
        "{} days · {} articles",
        timeline.days.len(),
        timeline.articles
    );
    writeln!(
        out,
        "{}  {}",
        style.line(Weight::Bold, &format!("Timeline of {of}")),
        style.weigh(Weight::Dim, &count)
    )?;
    let mut announced = false;
    for day in &timeline.days {
        if day.announced && !announced {
            announced = true;
            writeln!(out, "{}", style.weigh(Weight::Dim, "─ announced ─"))?;
        }
        let mut first = format!("{:>DATE$} {:>ARTICLES$}  ", day.to_string(), day.articles);
        let next = " ".repeat(DATE + ARTICLES + 3);
        for line in &day.lines {
            let source = line.source.as_deref().unwrap_or("");
            let told = match source {
                "" => line.text.to_string(),
                source => format!("{} ({source})", line.text),
            };
            style.paragraph(out, &told, &first, &next)?;
            first.clone_from(&next);
        }
    }
    Ok(())
}

fn rows(out: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    for day in &timeline.days {
        for line in &day.lines {
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}",
                day.date,
                day.articles,
                sanitize::strip(&line.key.0),
                sanitize::strip(line.source.as_deref().unwrap_or("")),
                sanitize::strip(&line.text),
            )?;
        }
    }
    Ok(())
}
