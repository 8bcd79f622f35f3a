//! Any text: sentences are whole, in order, and nothing but blanks lies between them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::text::{self, Rules};

fuzz_target!(|text: &str| {
    RULES.with(|rules| {
        let mut end = 0;
        for span in text::sentences(text, &[], rules) {
            assert!(span.fits(text) && span.start as usize >= end);
            assert!(text[end..span.start as usize].trim().is_empty());
            end = span.end as usize;
        }
        assert!(text[end..].trim().is_empty());
    });
});

thread_local! {
    static RULES: Rules = Rules::new(&nutgraf_analysis::lexicon());
}
