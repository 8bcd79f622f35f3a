//! Owns: the way in. Bytes of any format we know become drafts, each with its metadata; bad input becomes one clear line.
//! May import: `model`.
//! Promises: reading never panics and never stops at a bad document; what can't be read is refused with a reason.

pub mod date;
pub mod decode;
pub mod fetch;
pub mod front;
pub mod html;
pub mod jsonl;
pub mod markdown;
pub mod plain;
pub mod refusal;
pub mod sniff;
pub mod walk;

use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use crate::model::article::Format;
use crate::model::flaw::{Flaw, FlawKind};

pub use crate::ingest::fetch::is_address;
pub use crate::ingest::jsonl::lines;
pub use crate::ingest::refusal::{Limits, Outcome, Refusal, RefusalKind};
pub use crate::ingest::walk::{load, walk};

/// Reads the documents in `bytes`. `origin` names them in messages and, when it is a URL, is the base of relative
/// links; its extension helps to tell the format when `hint` does not force one. A feed or JSON Lines give many
/// documents, all others one.
pub fn read(bytes: &[u8], origin: &str, hint: Option<Format>, limits: &Limits) -> Vec<Outcome> {
    read_encoded(bytes, origin, hint, None, limits)
}

/// As `read`, with the character set that the transport named (the `charset` of a `Content-Type`).
pub fn read_encoded(
    bytes: &[u8],
    origin: &str,
    hint: Option<Format>,
    charset: Option<&str>,
    limits: &Limits,
) -> Vec<Outcome> {
    if bytes.len() > limits.bytes && hint != Some(Format::Jsonl) {
        return vec![Err(walk::too_large(origin, bytes.len() as u64, limits))];
    }
    if let Some(refusal) = sniff::not_a_document(bytes, origin) {
        return vec![Err(refusal)];
    }
    let format = hint.unwrap_or_else(|| sniff::format(bytes, origin));
    if format == Format::Jsonl {
        let spread = || jsonl::whole(bytes, origin);
        return match bytes.trim_ascii_start().first() {
            Some(b'[') => spread(),
            _ if hint.is_none() && !origin.ends_with("l") => spread(),
            _ => None,
        }
        .unwrap_or_else(|| lines(bytes, origin, limits).collect());
    }
    let (text, flaws) = decode::decode(bytes, charset);
    read_text(text, origin, format, flaws)
}

fn read_text(text: String, origin: &str, format: Format, flaws: Vec<Flaw>) -> Vec<Outcome> {
    let mut outcomes = match format {
        Format::Markdown => vec![Ok(markdown::read(text, origin))],
        Format::Html => vec![Ok(html::page(&text, origin))],
        Format::Text | Format::Jsonl | Format::Feed => vec![Ok(plain::read(text, origin))],
        Format::Opml => vec![Err(Refusal::new(
            origin,
            RefusalKind::FeedList,
            "a list of feeds, not articles (add it with `nutgraf feeds import`)",
        ))],
    };
    for draft in outcomes.iter_mut().flatten() {
        draft.flaws.splice(0..0, flaws.iter().cloned());
        if draft.blocks.is_empty() && draft.meta.title.is_empty() {
            draft
                .flaws
                .push(Flaw::new(FlawKind::Empty, "there is no text in it"));
        }
    }
    outcomes
}

/// Reads the documents of one file, in order. JSON Lines are read as a stream, so a file of any length needs the memory
/// of one line; any other file is read whole.
pub fn documents(path: &Path, hint: Option<Format>, limits: &Limits) -> Documents {
    let origin = path.display().to_string();
    if hint.unwrap_or_else(|| sniff::by_name(&origin).unwrap_or(Format::Text)) == Format::Jsonl {
        return match walk::open(path) {
            Ok(file) => Documents(Source::Lines(Box::new(lines(file, &origin, limits)))),
            Err(refusal) => Documents(Source::Whole(vec![Err(refusal)].into_iter())),
        };
    }
    let outcomes = match load(path, limits) {
        Ok(bytes) => read(&bytes, &origin, hint, limits),
        Err(refusal) => vec![Err(refusal)],
    };
    Documents(Source::Whole(outcomes.into_iter()))
}

/// Reads the documents of standard input, JSON Lines as a stream.
pub fn standard_input(hint: Option<Format>, limits: &Limits) -> Documents {
    const NAME: &str = "-";
    let mut input = BufReader::new(std::io::stdin());
    let unreadable = |error: std::io::Error| {
        let refusal = Refusal::new(NAME, RefusalKind::Unreadable, error.to_string());
        Documents(Source::Whole(vec![Err(refusal)].into_iter()))
    };
    let head = match input.fill_buf() {
        Ok(head) => head,
        Err(error) => return unreadable(error),
    };
    if hint.unwrap_or_else(|| sniff::format(head, NAME)) == Format::Jsonl {
        return Documents(Source::Lines(Box::new(lines(input, NAME, limits))));
    }
    let mut bytes = Vec::new();
    // One byte more than the limit tells a document that is too large from one that just fits.
    match input.take(limits.bytes as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) => Documents(Source::Whole(read(&bytes, NAME, hint, limits).into_iter())),
        Err(error) => unreadable(error),
    }
}

/// Fetches an address and reads the documents there.
pub fn fetch(address: &str, hint: Option<Format>, limits: &Limits) -> Vec<Outcome> {
    match fetch::get(address, limits) {
        Ok((bytes, charset)) => read_encoded(&bytes, address, hint, charset.as_deref(), limits),
        Err(refusal) => vec![Err(refusal)],
    }
}

/// The documents of one file; see `documents`.
pub struct Documents(Source);

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
        match &mut self.0 {
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
