//! Owns: whole articles: the page behind an entry of a feed that gives only the beginning.
//! Promises: only entries that the library does not have yet are fetched; the feed's own text stays where the page has less; a
//! page that can't be had hides no entry.

use std::sync::{Arc, Mutex};

use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::place::{Place, lock};
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
            Ok(EntryState::Known {
                published, title, ..
            }) => published != short.meta.published || title != short.meta.title,
        };
        if !moved {
            continue;
        }
        let page = page(fetcher, place, wanted, (&draft, pipeline));
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

fn page<J>(
    fetcher: &Fetcher,
    place: &mut Place<'_, J>,
    wanted: &Wanted,
    (draft, pipeline): (&Draft, &Arc<Pipeline>),
) -> Option<Draft> {
    let url = draft.meta.url.as_deref()?;
    let question = Question::new(url, PAGES);
    let answer = fetcher.ask_in_turn(&question, &mut |host| place.enter(host));
    let answer = answer.ok().filter(|answer| answer.refusal.is_none())?;
    let bytes = match &wanted.full {
        Full::Marked { take, drop } => {
            let (text, _) = ingest::decode::decode(&answer.bytes, answer.head.charset.as_deref());
            ingest::html::marked(&text, take, drop).into_bytes()
        }
        Full::Page | Full::Feed => answer.bytes,
    };
    let options = Options {
        charset: match wanted.full {
            Full::Marked { .. } => Some("utf-8".to_owned()),
            Full::Page | Full::Feed => answer.head.charset,
        },
        format: Some(Format::Html),
        ..pipeline.reading.with_origin(&answer.url)
    };
    ingest::read(&bytes, &options).into_iter().next()?.ok()
}
