//! Any bytes as plain text, through reading and cleaning: no panic, spans that fit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::ingest::{self, Limits};
use nutgraf_read::model::article::Format;
use nutgraf_read::text::{self, Rules};

fuzz_target!(|bytes: &[u8]| {
    for draft in ingest::read(bytes, "fuzz", Some(Format::Text), &Limits::default()).into_iter().flatten() {
        RULES.with(|rules| {
            let article = text::clean(draft, rules);
            assert!(article.blocks.iter().all(|block| block.span.fits(&article.text)));
            assert!(article.dropped.iter().all(|dropped| dropped.span.fits(&article.raw)));
            assert!(text::sanitize::is_clean(&article.text));
        });
    }
});

thread_local! {
    static RULES: Rules = Rules::new(&nutgraf_analysis::lexicon());
}
