//! Any bytes as a feed and as a list of feeds: no panic, drafts whose spans fit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::ingest::{self, Limits};
use nutgraf_read::model::article::Format;

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Feed, Format::Opml] {
        for draft in ingest::read(bytes, "https://paper.example/feed", Some(format), &Limits::default()).into_iter().flatten() {
            assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
            assert!(draft.dropped.iter().all(|dropped| dropped.span.fits(&draft.raw)));
        }
    }
});
