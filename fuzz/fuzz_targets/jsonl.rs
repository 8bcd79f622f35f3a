//! Any bytes as JSON Lines, as Markdown and as whatever they look like: no panic, one outcome a document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::ingest::{self, Limits};
use nutgraf_read::model::article::Format;

fuzz_target!(|bytes: &[u8]| {
    for hint in [Some(Format::Jsonl), Some(Format::Markdown), None] {
        for draft in ingest::read(bytes, "fuzz", hint, &Limits::default()).into_iter().flatten() {
            assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
        }
    }
    for outcome in ingest::lines(bytes, "fuzz", &Limits::default()) {
        drop(outcome);
    }
});
