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
use nutgraf_library::{Library, Reader};

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
    for word in &what {
        let word = word.to_string_lossy();
        match article(&reader, &library, &word) {
            Ok(mut reading) => {
                if let Some(summarizer) = &summarizer {
                    summarizer.summarize(&mut reading.analyzed);
                }
                if revisions {
                    let earlier = reader.revisions(reading.id)?;
                    documents::with_revisions(&mut out, &reading.analyzed, &earlier, form)?;
                } else {
                    documents::one(&mut out, &reading.analyzed, form)?;
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

fn article(
    reader: &Reader,
    library: &Library,
    word: &str,
) -> Result<nutgraf_read::model::headline::Reading, Fault> {
    let found = match reader.find_key(word)? {
        Some(id) => reader.open(id)?,
        None => None,
    };
    found.ok_or_else(|| {
        let place = library
            .path()
            .map_or_else(String::new, |path| path.display().to_string());
        Fault::failed(format!(
            "{word}: no such file, and no one article of the library {place} has this id or address (`nutgraf list` prints the ids)"
        ))
    })
}
