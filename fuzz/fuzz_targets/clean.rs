//! Any bytes as plain text, through reading and cleaning: no panic, spans that fit, parts in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::Options;
use nutgraf_read::model::article::Format;
use nutgraf_read::text::sanitize;

fuzz_target!(|bytes: &[u8]| {
    let options = OPTIONS.with(|options| options.with_format(Format::Text));
    for article in nutgraf_read::read(bytes, &options) {
        assert!(article.blocks.iter().all(|block| block.span.fits(&article.text)));
        assert!(article.dropped.iter().all(|dropped| dropped.span.fits(&article.raw)));
        assert!(sanitize::is_clean(&article.text));
        let parts = article.parts();
        assert!(parts.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        assert!(parts.iter().all(|part| part.span.fits(&article.text)));
        assert!(parts.iter().all(|part| article.part_of(part.span) == Some(*part)));
    }
});

thread_local! {
    static OPTIONS: Options = Options::default();
}
