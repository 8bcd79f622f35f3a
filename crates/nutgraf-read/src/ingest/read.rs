//! Owns: reading documents that are in memory as a whole.
//! Promises: total; every document or one refusal for it.

use crate::ingest::decode;
use crate::ingest::feed;
use crate::ingest::html;
use crate::ingest::jsonl;
use crate::ingest::markdown;
use crate::ingest::plain;
use crate::ingest::refusal::{Limits, Outcome, Refusal, RefusalKind};
use crate::ingest::sniff;
use crate::ingest::walk;
use crate::model::article::Format;
use crate::model::flaw::{Flaw, FlawKind};

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
            _ if hint.is_none() && !origin.ends_with('l') => spread(),
            _ => None,
        }
        .unwrap_or_else(|| jsonl::lines(bytes, origin, limits).collect());
    }
    let (text, flaws) = decode::decode(bytes, charset);
    read_text(text, origin, format, (flaws, limits))
}

fn read_text(
    text: String,
    origin: &str,
    format: Format,
    (flaws, limits): (Vec<Flaw>, &Limits),
) -> Vec<Outcome> {
    let mut outcomes = match format {
        Format::Markdown => vec![Ok(markdown::read(text, origin))],
        Format::Html => vec![Ok(html::page(&text, origin))],
        Format::Feed => feed::read(&text, origin, limits),
        Format::Text | Format::Jsonl => vec![Ok(plain::read(text, origin))],
        Format::Opml => vec![Err(Refusal::new(
            origin,
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
