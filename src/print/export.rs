//! Owns: the forms in which articles leave for other programs: Markdown, tables, JSON Lines.
//! Promises: a table has a head and one row an article, and no cell that a spreadsheet takes for a formula; JSON Lines can
//! be read in again.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use crate::print::style::Style;
use crate::print::{json, page, record};
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::moment::Moment;

/// A form in which articles leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportForm {
    /// Each article with its briefing and its text.
    Markdown,
    /// Comma-separated values (RFC 4180): title, source, date, address, actors, summary.
    Csv,
    /// Whole records, one a line.
    Jsonl,
    /// Whole records, a row each in a table.
    Table(TableForm),
}

/// A form in which whole records are the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// Apache Parquet.
    Parquet,
    /// A file of Apache Arrow.
    Arrow,
    /// A stream of Apache Arrow.
    ArrowStream,
}

/// The endings of files that are understood, for people.
pub const ENDINGS: &str = ".md, .csv, .jsonl, .parquet or .arrow";

impl ExportForm {
    /// By the ending of a file's name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" => Some(Self::Table(TableForm::Parquet)),
            "arrow" | "feather" => Some(Self::Table(TableForm::Arrow)),
            "arrows" => Some(Self::Table(TableForm::ArrowStream)),
            _ => None,
        }
    }
}

/// Writes an article in Markdown or as a record of JSON Lines.
///
/// # Errors
/// When it can't be written.
pub fn article(
    out: &mut dyn Write,
    form: ExportForm,
    analyzed: &Analyzed,
    word_classes: &WordClasses,
) -> io::Result<()> {
    let Analyzed { article, analysis } = analyzed;
    if form == ExportForm::Jsonl {
        let record = record::document(article, Some(analysis), false, word_classes);
        return json::line(out, &record);
    }
    page::head(out, article, Style::default())?;
    page::briefing(out, (article, analysis), Style::default(), word_classes)?;
    page::text(out, article, Style::default())?;
    writeln!(out)
}

/// A table that is being written.
#[derive(Debug)]
pub struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    /// Begins a table with its head.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(out: W) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(["title", "source", "date", "url", "actors", "summary"])?;
        Ok(Self(table))
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn row(&mut self, headline: &Headline) -> io::Result<()> {
        let names: Vec<&str> = headline.actors.iter().map(|actor| &*actor.name).collect();
        let summary: Vec<&str> = headline.summary.iter().map(|line| &**line).collect();
        let date = headline.published.map(|moment: Moment| moment.to_string());
        self.0.write_record([
            &*cell(&headline.title),
            &*cell(headline.source.as_deref().unwrap_or("")),
            date.as_deref().unwrap_or(""),
            &*cell(headline.url.as_deref().unwrap_or("")),
            &*cell(&names.join("; ")),
            &*cell(&summary.join(" ")),
        ])?;
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the rest can't be written.
    pub fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Foreign text as a cell: spreadsheets take what begins with `=`, `+`, `-` or `@` for a formula, unless an apostrophe stands
/// before it (CWE-1236). A dash before a blank or a number is only a dash.
fn cell(text: &str) -> Cow<'_, str> {
    let mut letters = text.trim_start().chars();
    let formula = match (letters.next(), letters.next()) {
        (Some('=' | '@'), _) => true,
        (Some('+' | '-'), Some(next)) => !(next.is_whitespace() || next.is_ascii_digit()),
        _ => false,
    };
    if formula {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (text, wanted) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            (" @sum(1)", "' @sum(1)"),
            ("+cmd|x", "'+cmd|x"),
            ("-5 degrees in May", "-5 degrees in May"),
            ("- and so on", "- and so on"),
            ("A plain title", "A plain title"),
        ] {
            assert_eq!(cell(text), wanted);
        }
    }
}
