//! Owns: reading documents that are in memory as a whole.
//! Promises: total; every document or one refusal for it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ingest::decode;
use crate::ingest::feed;
use crate::ingest::html;
use crate::ingest::jsonl;
use crate::ingest::markdown;
use crate::ingest::plain;
use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
use crate::ingest::sniff;
use crate::ingest::table;
use crate::ingest::walk;
use crate::ingest::warc;
use crate::model::article::Format;
use crate::model::flaw::{Flaw, FlawKind};
use crate::options::Options;

/// Reads a feed that is followed: one without entries is a feed too.
///
/// # Errors
/// When it is no feed, with what it is instead.
pub fn feed(bytes: &[u8], options: &Options) -> Result<feed::Whole, Refusal> {
    let Options { origin, .. } = options;
    if let Some(refusal) = sniff::not_a_document(bytes, origin) {
        return Err(refusal);
    }
    let (text, flaws) = decode::decode(bytes, options.charset.as_deref());
    // The name of an address tells little of what is there.
    if options.format.unwrap_or_else(|| sniff::format(bytes, "")) == Format::Html {
        let refusal = "a page, not a feed (`nutgraf feeds discover` finds the feeds that it names)";
        let kind = RefusalKind::Document(FlawKind::Syntax);
        return Err(Refusal::new(origin.as_str(), kind, refusal));
    }
    let mut whole = feed::whole(&text, options)?;
    for draft in &mut whole.entries {
        draft.flaws.splice(0..0, flaws.iter().cloned());
    }
    Ok(whole)
}

/// Reads the documents in `bytes`. A feed or JSON Lines give many documents, all others one. What this program fails
/// on is one refusal.
pub fn read(bytes: &[u8], options: &Options) -> Vec<Outcome> {
    let reading = AssertUnwindSafe(|| unguarded(bytes, options));
    let failed = || vec![Err(Refusal::failed(options.origin.as_str(), None))];
    catch_unwind(reading).unwrap_or_else(|_| failed())
}

fn unguarded(bytes: &[u8], options: &Options) -> Vec<Outcome> {
    let Options { origin, limits, .. } = options;
    match options.format.or_else(|| sniff::of_many(bytes)) {
        Some(Format::Warc) => {
            return warc::records(io::Cursor::new(bytes.to_vec()), options).collect();
        }
        Some(format @ (Format::Parquet | Format::Arrow)) => {
            return table::of_bytes(bytes, format, options);
        }
        _ => {}
    }
    if bytes.len() > limits.bytes && options.format != Some(Format::Jsonl) {
        return vec![Err(walk::too_large(origin, bytes.len() as u64, limits))];
    }
    if let Some(refusal) = sniff::not_a_document(bytes, origin) {
        return vec![Err(refusal)];
    }
    let format = options
        .format
        .unwrap_or_else(|| sniff::format(bytes, origin));
    if format == Format::Jsonl {
        let spread = || jsonl::whole(bytes, options);
        return match bytes.trim_ascii_start().first() {
            Some(b'[') => spread(),
            _ if options.format.is_none() && !origin.ends_with('l') => spread(),
            _ => None,
        }
        .unwrap_or_else(|| jsonl::lines(bytes, options).collect());
    }
    let (text, flaws) = decode::decode(bytes, options.charset.as_deref());
    let mut outcomes = match format {
        Format::Markdown => vec![Ok(markdown::read(text, origin, &options.rules))],
        Format::Html => vec![Ok(html::page(&text, origin, &options.rules))],
        Format::Feed => feed::read(&text, options),
        Format::Text | Format::Jsonl | Format::Warc | Format::Parquet | Format::Arrow => {
            vec![Ok(plain::read(text, origin))]
        }
        Format::Opml => vec![Err(Refusal::new(
            origin.as_str(),
            RefusalKind::FeedList,
            "a list of feeds, not articles (add it with `nutgraf feeds import`)",
        ))],
    };
    for draft in outcomes.iter_mut().flatten() {
        draft.flaws.splice(0..0, flaws.iter().cloned());
        if draft.paragraphs.is_empty() && draft.meta.title.is_empty() {
            draft
                .flaws
                .push(Flaw::new(FlawKind::Empty, "there is no text in it"));
        }
    }
    outcomes
}
