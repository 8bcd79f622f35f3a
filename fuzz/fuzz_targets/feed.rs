//! Any bytes as a feed and as a list of feeds: no panic, drafts whose spans fit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Format;

fuzz_target!(|bytes: &[u8]| {
    let options = OPTIONS.with(|options| options.with_origin("https://paper.example/feed"));
    for format in [Format::Feed, Format::Opml] {
        for draft in ingest::read(bytes, &options.with_format(format)).into_iter().flatten() {
            assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
            assert!(draft.dropped.iter().all(|dropped| dropped.span.fits(&draft.raw)));
        }
    }
});

thread_local! {
    static OPTIONS: Options = Options::default();
}
