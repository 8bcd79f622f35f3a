//! Any bytes as JSON Lines, as Markdown and as whatever they look like: no panic, one outcome a document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Format;

fuzz_target!(|bytes: &[u8]| {
    let options = OPTIONS.with(|options| options.with_origin("fuzz"));
    for format in [Some(Format::Jsonl), Some(Format::Markdown), None] {
        let options = Options { format, ..options.clone() };
        for draft in ingest::read(bytes, &options).into_iter().flatten() {
            assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
        }
    }
    for outcome in ingest::lines(bytes, &options) {
        drop(outcome);
    }
});

thread_local! {
    static OPTIONS: Options = Options::default();
}
