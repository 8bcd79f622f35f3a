//! Owns: the way in. Bytes of any format we know become drafts, each with its metadata; bad input becomes one clear line.
//! Promises: reading never panics and never stops at a bad document; what can't be read is refused with a reason.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "elements, JSON, XML and faults have many kinds; a reader names those that it knows"
)]
#![expect(
    clippy::single_match_else,
    reason = "a match reads better where both arms are equals"
)]

pub mod analysed;
pub mod decode;
pub mod feed;
pub mod front;
pub mod html;
pub mod jsonl;
pub mod markdown;
pub mod opml;
pub mod plain;
pub mod progress;
pub mod read;
pub mod refusal;
pub mod shard;
pub mod sniff;
pub mod table;
pub mod walk;
pub mod warc;
mod xml;

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::ingest::progress::Counted;
use crate::model::article::Format;
use crate::options::Options;

pub use crate::ingest::jsonl::lines;
pub use crate::ingest::read::read;
pub use crate::ingest::refusal::{Limits, Outcome, Refusal, RefusalKind};
pub use crate::ingest::shard::Shard;
pub use crate::ingest::walk::{is_address, load, walk};

/// Whether a file is read document by document, so that a shard takes some of them; a shard takes or leaves any other
/// file as a whole.
pub fn is_divided(path: &Path, options: &Options) -> bool {
    let named = sniff::by_name(&path.to_string_lossy());
    match options.format.or(named) {
        Some(format) => is_stream(format),
        None => shown(path).is_some(),
    }
}

/// Whether documents of a format are read one after the other from a file of any length.
fn is_stream(format: Format) -> bool {
    use Format::{Arrow, Jsonl, Parquet, Warc};
    matches!(format, Jsonl | Warc | Parquet | Arrow)
}

/// The format of many documents that a file's first bytes show, whatever its name is.
fn shown(path: &Path) -> Option<Format> {
    let mut file = walk::open(path).ok()?;
    sniff::of_many(file.fill_buf().ok()?)
}

/// Reads the documents of one file, in order. JSON Lines, web archives and tables are read as streams, so a file of any length
/// needs the memory of one line, record or group of rows; any other file is read whole.
pub fn documents(path: &Path, options: &Options) -> Documents {
    let options = options.with_origin(path.display().to_string());
    let format = options.format.or_else(|| sniff::by_name(&options.origin));
    let format = format.or_else(|| shown(path));
    if let Some(format) = format.filter(|format| is_stream(*format)) {
        return match walk::open(path) {
            Ok(file) if format == Format::Parquet => Documents::table(file, &options),
            Ok(file) => Documents::stream(file, format, &options),
            Err(refusal) => Documents::whole(vec![Err(refusal)]),
        };
    }
    let outcomes = match load(path, &options.limits) {
        // Whether a whole file belongs to the shard knows only who counts the files.
        Ok(bytes) => read(&bytes, &options.whole()),
        Err(refusal) => vec![Err(refusal)],
    };
    Documents::whole(outcomes)
}

/// Reads the documents of standard input, JSON Lines, web archives and tables in Arrow as streams.
pub fn standard_input(options: &Options) -> Documents {
    const NAME: &str = "-";
    let options = options.with_origin(NAME);
    let mut input = BufReader::new(std::io::stdin());
    let unreadable = |error: std::io::Error| {
        let refusal = Refusal::new(NAME, RefusalKind::Unreadable, error.to_string());
        Documents::whole(vec![Err(refusal)])
    };
    let head = match input.fill_buf() {
        Ok(head) => head,
        Err(error) => return unreadable(error),
    };
    let format = options.format.or_else(|| sniff::of_many(head));
    let format = format.unwrap_or_else(|| sniff::format(head, NAME));
    // Where the columns of Parquet lie stands at its end.
    if is_stream(format) && format != Format::Parquet {
        return Documents::stream(input, format, &options);
    }
    let mut bytes = Vec::new();
    // One byte more than the limit tells a document that is too large from one that just fits.
    match input
        .take(options.limits.bytes as u64 + 1)
        .read_to_end(&mut bytes)
    {
        // A document that comes alone is the first.
        Ok(_) if !options.shard.has(0) => Documents::whole(Vec::new()),
        Ok(_) => Documents::whole(read(&bytes, &options.whole())),
        Err(error) => unreadable(error),
    }
}

/// The documents of one file; see `documents`.
pub struct Documents {
    source: Source,
    passed: Arc<AtomicU64>,
}

impl Documents {
    fn whole(outcomes: Vec<Outcome>) -> Self {
        Self {
            source: Source::Whole(outcomes.into_iter()),
            passed: Arc::default(),
        }
    }

    /// Of JSON Lines, an archive or a table in Arrow.
    fn stream(input: impl BufRead + Send + 'static, format: Format, options: &Options) -> Self {
        let (input, passed) = Counted::new(input);
        let source: Box<dyn Iterator<Item = Outcome> + Send> = match format {
            Format::Warc => Box::new(warc::records(input, options)),
            Format::Arrow => Box::new(table::arrow(input, options)),
            _ => Box::new(lines(input, options)),
        };
        Self {
            source: Source::Stream(source),
            passed,
        }
    }

    /// Of the rows of a table in Parquet.
    fn table(file: BufReader<File>, options: &Options) -> Self {
        Self {
            source: Source::Stream(Box::new(table::parquet(file.into_inner(), options))),
            passed: Arc::default(),
        }
    }

    /// Bytes of a stream that are read so far; 0 for what is read whole.
    pub fn passed(&self) -> u64 {
        self.passed.load(Ordering::Relaxed)
    }
}

enum Source {
    Whole(std::vec::IntoIter<Outcome>),
    Stream(Box<dyn Iterator<Item = Outcome> + Send>),
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Documents")
    }
}

impl Iterator for Documents {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        match &mut self.source {
            Source::Whole(outcomes) => outcomes.next(),
            Source::Stream(stream) => stream.next(),
        }
    }
}

/// The format that `--format` names: `auto` is `None`.
pub fn format_named(name: &str) -> Option<Option<Format>> {
    Some(match name {
        "auto" => None,
        "text" => Some(Format::Text),
        "markdown" => Some(Format::Markdown),
        "html" => Some(Format::Html),
        "feed" => Some(Format::Feed),
        "jsonl" => Some(Format::Jsonl),
        "opml" => Some(Format::Opml),
        "warc" => Some(Format::Warc),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
