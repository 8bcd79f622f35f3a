//! Owns: `show`: an article of the library, or a file, with its briefing.
//! Promises: what is a file or `-` is read and analysed, not stored; anything else is looked for in the library.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use crate::cli::arguments::{ReadingArguments, SummaryArguments};
use crate::cli::documents::{self, Parts, PrintOptions};
use crate::cli::fault::{Fault, code};
use crate::cli::open_library;
use crate::cli::pipeline::{self, PipelineOptions};
use crate::cli::session::{Session, complain, output};
use crate::cli::summarize::Summarizer;
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_library::{Library, Reader};
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleKey;
use nutgraf_read::text::sanitize;

/// So many articles are named where an id may mean several.
const NAMED: usize = 9;

/// `show ID|PATH…`.
pub fn show(
    session: &Session,
    what: Vec<OsString>,
    raw: bool,
    revisions: bool,
    summary: SummaryArguments,
) -> Result<(), Fault> {
    let form = PrintOptions {
        json: session.common.json,
        raw,
        parts: Parts::Both,
        style: session.style(),
    };
    let is_input = |word: &OsString| word == "-" || Path::new(word).exists();
    if what.iter().all(is_input) {
        let options = PipelineOptions {
            reading: ReadingArguments {
                summary: summary.summary,
                ..ReadingArguments::default()
            },
            analyse: true,
            about: summary.about,
            ..PipelineOptions::default()
        };
        let pipeline = pipeline::pipeline(session, &options)?;
        return documents::print_all(session, &pipeline, &pipeline::paths(what), form);
    }
    let summarizer = Summarizer::new(session, &summary)?;
    let library = open_library::open_existing(session)?;
    let reader = library.reader()?;
    let mut out = output();
    let (mut shown, mut failed) = (0, 0);
    let word_classes = WordClasses::new();
    for word in &what {
        let word = word.to_string_lossy();
        match article(&reader, &library, &word) {
            Ok(mut reading) => {
                if let Some(summarizer) = &summarizer {
                    summarizer.summarize(&mut reading.analyzed);
                }
                if revisions {
                    let earlier = reader.revisions(reading.id)?;
                    let Reading { analyzed, .. } = &reading;
                    documents::with_revisions(&mut out, analyzed, &earlier, form, &word_classes)?;
                } else {
                    documents::one(&mut out, &reading.analyzed, form, &word_classes)?;
                }
                shown += 1;
            }
            Err(Fault::Say { message, .. }) => {
                out.flush()?;
                complain(&message);
                failed += 1;
            }
            Err(other) => return Err(other),
        }
    }
    out.flush()?;
    match (shown, failed) {
        (_, 0) => Ok(()),
        (0, _) => Err(Fault::Silent(code::FAILED)),
        (_, _) => Err(Fault::Silent(code::PARTLY)),
    }
}

fn article(reader: &Reader, library: &Library, word: &str) -> Result<Reading, Fault> {
    let found = match reader.find_key(word)? {
        Some(id) => reader.open(id)?,
        None => None,
    };
    if let Some(reading) = found {
        return Ok(reading);
    }
    let begun = if word.is_empty() {
        Vec::new()
    } else {
        reader.keys_beginning(word, NAMED + 1)?
    };
    if begun.len() > 1 {
        return Err(several(word, &begun));
    }
    let place = library
        .path()
        .map_or_else(String::new, |path| path.display().to_string());
    Err(Fault::failed(format!(
        "{word}: no such file, and no article of the library {place} has this id or address (`nutgraf list` prints the ids)"
    )))
}

/// A beginning that several ids have, and which.
fn several(word: &str, begun: &[(ArticleKey, String)]) -> Fault {
    let mut those: Vec<String> = begun
        .iter()
        .take(NAMED)
        .map(|(key, title)| format!("\n  {}  {}", key.0, sanitize::strip(title)))
        .collect();
    if begun.len() > NAMED {
        those.push("\n  … and more".to_owned());
    }
    Fault::failed(format!(
        "{word} is the beginning of several ids; more of its letters say which:{}",
        those.concat()
    ))
}
