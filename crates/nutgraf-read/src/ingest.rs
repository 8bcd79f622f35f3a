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
pub mod walk;
mod xml;

use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _};
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
    let format = options
        .format
        .or_else(|| sniff::by_name(&path.to_string_lossy()));
    format == Some(Format::Jsonl)
}

/// Reads the documents of one file, in order. JSON Lines are read as a stream, so a file of any length needs the memory
/// of one line; any other file is read whole.
pub fn documents(path: &Path, options: &Options) -> Documents {
    let options = options.with_origin(path.display().to_string());
    let format = options.format.or_else(|| sniff::by_name(&options.origin));
    if format == Some(Format::Jsonl) {
        return match walk::open(path) {
            Ok(file) => {
                let (file, passed) = Counted::new(file);
                Documents {
                    source: Source::Lines(Box::new(lines(file, &options))),
                    passed,
                }
            }
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

/// Reads the documents of standard input, JSON Lines as a stream.
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
    let format = options.format.unwrap_or_else(|| sniff::format(head, NAME));
    if format == Format::Jsonl {
        let (input, passed) = Counted::new(input);
        return Documents {
            source: Source::Lines(Box::new(lines(input, &options))),
            passed,
        };
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

    /// Bytes of a stream that are read so far; 0 for what is read whole.
    pub fn passed(&self) -> u64 {
        self.passed.load(Ordering::Relaxed)
    }
}

enum Source {
    Whole(std::vec::IntoIter<Outcome>),
    Lines(Box<dyn Iterator<Item = Outcome> + Send>),
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
            Source::Lines(lines) => lines.next(),
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
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
