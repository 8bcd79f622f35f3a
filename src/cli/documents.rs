//! Owns: `read` and `analyze`: documents in, documents out, nothing stored.
//! Promises: parallel, and printed in the order of the inputs as soon as all before are printed; a document that cannot
//! be read is one line on standard error, or its answer where every line is answered, and the rest goes on; what waits
//! for its turn is bounded.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex};

use crate::cli::fault::{Fault, code};
use crate::cli::session::{Session, complain};
use crate::engine::pipeline::{Fed, Gauge, Pipeline, What};
use crate::print::style::Style;
use crate::print::{json, page, record};
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_read::ingest::Refusal;
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

/// Bytes that may wait for a document before them; whoever has more to print waits for its turn.
const HELD: usize = 16 << 20;

/// Reads all inputs and prints them.
pub fn print_all(
    session: &Session,
    pipeline: &Pipeline,
    inputs: &[PathBuf],
    form: PrintOptions,
) -> Result<(), Fault> {
    let stop = AtomicBool::new(false);
    let printer = Mutex::new(Printer::default());
    let turn = Condvar::new();
    let every_line = pipeline.reading.every_line;
    let word_classes = WordClasses::new();
    let sink = |fed: Fed| {
        let mut piece = Piece::default();
        for what in fed.found {
            piece.add(what, form, every_line, &word_classes);
        }
        // Tasks begin in their order: whoever is next has begun before all that wait, and waits for nobody.
        let waits = |printer: &mut Printer| printer.is_full() && printer.next != fed.order;
        if let Ok(printer) = printer.lock()
            && let Ok(mut printer) = turn.wait_while(printer, waits)
        {
            printer.take(session, fed.order, piece);
            if printer.broken.is_some() {
                stop.store(true, Ordering::Relaxed);
            }
            turn.notify_all();
        }
    };
    pipeline.feed(inputs, &stop, &Gauge::default(), &sink);
    let printer = printer
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    printer.end(session, every_line)
}

/// Prints one document. `word_classes` are what many documents share.
pub fn one(
    out: &mut dyn Write,
    analyzed: &Analyzed,
    form: PrintOptions,
    word_classes: &WordClasses,
) -> io::Result<()> {
    let article = &analyzed.article;
    let analysis = (form.parts != Parts::Text).then_some(&analyzed.analysis);
    if form.json {
        let record = record::document(article, analysis, form.raw, word_classes);
        return json::line(out, &record);
    }
    page::head(out, article, form.style)?;
    if let Some(analysis) = analysis {
        page::briefing(out, (article, analysis), form.style, word_classes)?;
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
    word_classes: &WordClasses,
) -> io::Result<()> {
    if form.json {
        let Analyzed { article, analysis } = analyzed;
        let record = record::document(article, Some(analysis), form.raw, word_classes);
        return json::line(out, &record::with_revisions(record, earlier));
    }
    one(out, analyzed, form, word_classes)?;
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
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    documents: u64,
    refused: Vec<String>,
    /// What was wrong with documents that were read all the same.
    notes: Vec<String>,
}

impl Piece {
    fn add(
        &mut self,
        what: What,
        form: PrintOptions,
        every_line: bool,
        word_classes: &WordClasses,
    ) {
        match what {
            What::Article(analyzed) | What::Taken(analyzed) => {
                let mut bytes = Vec::new();
                // Writing to memory does not fail; this program may.
                let printing = AssertUnwindSafe(|| one(&mut bytes, &analyzed, form, word_classes));
                if matches!(catch_unwind(printing), Ok(Ok(()))) {
                    self.bytes.append(&mut bytes);
                    self.documents += 1;
                    if !every_line {
                        self.notes.extend(trouble(&analyzed.article));
                    }
                } else {
                    let article = analyzed.article;
                    let refusal = Refusal::failed(article.origin, Some(article.key));
                    self.refuse(&refusal, every_line);
                }
            }
            What::Known => {}
            What::Refused(refusal) => self.refuse(&refusal, every_line),
        }
    }

    fn refuse(&mut self, refusal: &Refusal, every_line: bool) {
        let answer = every_line.then(|| record::unread(refusal)).flatten();
        if let Some(answer) = answer
            && json::line(&mut self.bytes, &answer).is_ok()
        {
            self.documents += 1;
        } else {
            self.refused.push(refusal.to_string());
        }
    }
}

/// Prints pieces in their order, whatever the order in which they come.
#[derive(Default)]
struct Printer {
    next: u64,
    waiting: BTreeMap<u64, Piece>,
    /// Bytes of what is waiting.
    held: usize,
    printed: u64,
    refused: u64,
    broken: Option<io::Error>,
}

impl Printer {
    /// Whether what comes out of its turn has to wait.
    fn is_full(&self) -> bool {
        self.held > HELD && self.broken.is_none()
    }

    fn take(&mut self, session: &Session, order: u64, piece: Piece) {
        self.held += piece.bytes.len();
        self.waiting.insert(order, piece);
        let mut out = io::stdout().lock();
        while let Some(piece) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.held -= piece.bytes.len();
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

    fn end(self, session: &Session, every_line: bool) -> Result<(), Fault> {
        if let Some(error) = self.broken {
            return Err(error.into());
        }
        if every_line && self.refused == 0 {
            return Ok(());
        }
        verdict(session, self.printed, self.refused)
    }
}

/// How a command that read documents ends.
pub fn verdict(session: &Session, read: u64, refused: u64) -> Result<(), Fault> {
    match (read, refused) {
        (0, 0) => Err(Fault::failed(
            "no documents found; known endings are .txt .md .html .jsonl .xml .warc (a file named by itself is always read)",
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
