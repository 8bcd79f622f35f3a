//! Owns: `read` and `analyze`: documents in, documents out, nothing stored.
//! Promises: parallel, and printed in the order of the inputs as soon as all before are printed; a document that cannot
//! be read is one line on standard error and the rest goes on.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::fault::{Fault, code};
use crate::cli::session::{Session, complain};
use crate::engine::pipeline::{Fed, Gauge, Pipeline, What};
use crate::print::style::Style;
use crate::print::{json, page, record};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::flaw::FlawKind;
use nutgraf_read::model::revision::Revision;

/// What is printed of a document. JSON always holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Head and text.
    Text,
    /// Head, summary, actors, quotes.
    Briefing,
    /// All of it.
    Both,
}

/// In which form documents are printed.
#[derive(Clone, Copy, Debug)]
pub struct PrintOptions {
    /// One JSON object a line.
    pub json: bool,
    /// With the raw text and what was dropped of it (JSON only).
    pub raw: bool,
    /// What is printed of a document.
    pub parts: Parts,
    /// How text is set.
    pub style: Style,
}

/// Reads all inputs and prints them.
pub fn print_all(
    session: &Session,
    pipeline: &Pipeline,
    inputs: &[PathBuf],
    form: PrintOptions,
) -> Result<(), Fault> {
    let stop = AtomicBool::new(false);
    let printer = Mutex::new(Printer::default());
    let sink = |fed: Fed| {
        let mut bytes = Vec::new();
        let mut documents = 0;
        let (mut refused, mut notes) = (Vec::new(), Vec::new());
        for what in fed.found {
            match what {
                What::Article(analyzed) => {
                    // Writing to memory does not fail.
                    notes.extend(trouble(&analyzed.article));
                    if one(&mut bytes, &analyzed, form).is_ok() {
                        documents += 1;
                    }
                }
                What::Known => {}
                What::Refused(line) => refused.push(line),
            }
        }
        let piece = Piece {
            bytes,
            documents,
            refused,
            notes,
        };
        if let Ok(mut printer) = printer.lock() {
            printer.take(session, fed.order, piece);
            if printer.broken.is_some() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    };
    pipeline.feed(inputs, &stop, &Gauge::default(), &sink);
    let printer = printer
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    printer.end(session)
}

/// Prints one document.
pub fn one(out: &mut dyn Write, analyzed: &Analyzed, form: PrintOptions) -> io::Result<()> {
    let article = &analyzed.article;
    let analysis = (form.parts != Parts::Text).then_some(&analyzed.analysis);
    if form.json {
        return json::line(out, &record::document(article, analysis, form.raw));
    }
    page::head(out, article, form.style)?;
    if let Some(analysis) = analysis {
        page::briefing(out, article, analysis, form.style)?;
    }
    if form.parts != Parts::Briefing {
        page::text(out, article, form.style)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Prints one document and the forms in which it stood before.
pub fn with_revisions(
    out: &mut dyn Write,
    analyzed: &Analyzed,
    earlier: &[Revision],
    form: PrintOptions,
) -> io::Result<()> {
    if form.json {
        let article = &analyzed.article;
        let record = record::document(article, Some(&analyzed.analysis), form.raw);
        return json::line(out, &record::with_revisions(record, earlier));
    }
    one(out, analyzed, form)?;
    page::revisions(out, earlier, form.style)
}

/// What a person should hear of a document that was read all the same: that a part of it is lost.
pub fn trouble(article: &Article) -> impl Iterator<Item = String> + '_ {
    article
        .flaws
        .iter()
        .filter(|flaw| {
            matches!(
                flaw.kind,
                FlawKind::Encoding | FlawKind::TooLarge | FlawKind::Syntax | FlawKind::Empty
            )
        })
        .map(|flaw| format!("{}: {}", article.origin, flaw.message))
}

/// What one task of the pipeline gave, as it shall be printed.
struct Piece {
    bytes: Vec<u8>,
    documents: u64,
    refused: Vec<String>,
    /// What was wrong with documents that were read all the same.
    notes: Vec<String>,
}

/// Prints pieces in their order, whatever the order in which they come.
#[derive(Default)]
struct Printer {
    next: u64,
    waiting: BTreeMap<u64, Piece>,
    printed: u64,
    refused: u64,
    broken: Option<io::Error>,
}

impl Printer {
    fn take(&mut self, session: &Session, order: u64, piece: Piece) {
        self.waiting.insert(order, piece);
        let mut out = io::stdout().lock();
        while let Some(piece) = self.waiting.remove(&self.next) {
            self.next += 1;
            for line in &piece.notes {
                session.note(line);
            }
            for line in &piece.refused {
                complain(line);
            }
            self.printed += piece.documents;
            self.refused += piece.refused.len() as u64;
            if self.broken.is_none() {
                let written = out.write_all(&piece.bytes).and_then(|()| out.flush());
                self.broken = written.err();
            }
        }
    }

    fn end(self, session: &Session) -> Result<(), Fault> {
        if let Some(error) = self.broken {
            return Err(error.into());
        }
        verdict(session, self.printed, self.refused)
    }
}

/// How a command that read documents ends.
pub fn verdict(session: &Session, read: u64, refused: u64) -> Result<(), Fault> {
    match (read, refused) {
        (0, 0) => Err(Fault::failed(
            "no documents found; known endings are .txt .md .html .jsonl .xml (a file named by itself is always read)",
        )),
        (0, _) => Err(Fault::Silent(code::FAILED)),
        (_, 0) => Ok(()),
        (_, _) => {
            if session.common.verbose > 0 {
                session.note(&format!("{read} read, {refused} not"));
            }
            Err(Fault::Silent(code::PARTLY))
        }
    }
}
