//! Owns: whole articles: the page behind an entry of a feed that gives only the beginning.
//! Promises: only entries that the library does not have yet are fetched; the feed's own text stays where the page has less; a
//! page that can't be had hides no entry.

use std::sync::{Arc, Mutex};

use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::place::{Place, lock};
use crate::engine::refresh::program;
use nutgraf_feeds::address;
use nutgraf_feeds::fetch::{Fetcher, PAGES, Question};
use nutgraf_library::{EntryState, Reader};
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::{Draft, Format};
use nutgraf_read::model::feed::{Full, Wanted};

/// Completes entries from their pages.
pub(super) fn complete<J>(
    (fetcher, reader): (&Fetcher, &Mutex<Reader>),
    place: &mut Place<'_, J>,
    wanted: &Wanted,
    (entries, pipeline): (&mut Vec<Draft>, &Arc<Pipeline>),
) {
    let mut kept = Vec::with_capacity(entries.len());
    for draft in entries.drain(..) {
        let short = nutgraf_read::article(draft.clone(), &pipeline.reading);
        let state = lock(reader).entry_state(&short);
        let moved = match state {
            Ok(EntryState::New) | Err(_) => true,
            Ok(EntryState::Buried) => false,
            Ok(EntryState::Known { is_other }) => is_other,
        };
        if !moved {
            continue;
        }
        let url = draft.meta.url.clone();
        let page = url.and_then(|url| {
            let enter = &mut |host: &str| place.enter(host);
            let from = [wanted.url.as_str()];
            page((fetcher, enter), (&url, &from), &wanted.full, pipeline).ok()
        });
        let letters = |draft: &Draft| draft.paragraphs.iter().map(|p| p.text.len()).sum::<usize>();
        kept.push(match page {
            Some(page) if letters(&page) > letters(&draft) => Draft {
                raw: page.raw,
                paragraphs: page.paragraphs,
                dropped: page.dropped,
                ..draft
            },
            _ => draft,
        });
    }
    *entries = kept;
}

/// What a page has, which the entries of some feeds lead to. One within this machine's network is looked at only where such a feed is
/// on the same host.
pub(super) fn page(
    (fetcher, enter): (&Fetcher, &mut dyn FnMut(&str) -> bool),
    (url, feeds): (&str, &[&str]),
    full: &Full,
    pipeline: &Pipeline,
) -> Result<Draft, String> {
    let host = address::host(url);
    let beside = |feed: &&str| address::host(program::source(feed)) == host;
    if address::is_private(url) && !feeds.iter().any(beside) {
        return Err(
            "a page of this machine or its network is fetched only for a feed from there"
                .to_owned(),
        );
    }
    let answer = fetcher
        .ask_in_turn(&Question::new(url, PAGES), enter)
        .map_err(|trouble| trouble.words)?;
    if let Some(refusal) = answer.refusal {
        return Err(refusal.words);
    }
    let bytes = match full {
        Full::Marked { take, drop } => {
            let (text, _) = ingest::decode::decode(&answer.bytes, answer.head.charset.as_deref());
            ingest::html::marked(&text, take, drop).into_bytes()
        }
        Full::Page | Full::Feed => answer.bytes,
    };
    let options = Options {
        charset: match full {
            Full::Marked { .. } => Some("utf-8".to_owned()),
            Full::Page | Full::Feed => answer.head.charset,
        },
        format: Some(Format::Html),
        ..pipeline.reading.with_origin(&answer.url)
    };
    let read = ingest::read(&bytes, &options).into_iter().next();
    read.ok_or_else(|| "the page is empty".to_owned())?
        .map_err(|refusal| refusal.message)
}
