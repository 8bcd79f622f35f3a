//! Any bytes as a web archive, as they are and as the content of gzip members: no panic, it ends, spans fit.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use nutgraf_read::Options;
use nutgraf_read::ingest::{sniff, warc};

fuzz_target!(|bytes: &[u8]| {
    let options = OPTIONS.with(|options| options.with_origin("fuzz"));
    let _ = sniff::is_archive(bytes);
    for draft in warc::records(Cursor::new(bytes.to_vec()), &options).flatten() {
        assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
    }
});

thread_local! {
    static OPTIONS: Options = Options::default();
}
