//! Any bytes as a web page and as a fragment, through reading and cleaning: no panic, spans that fit, clean text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::ingest::{self, Limits};
use nutgraf_read::model::article::Format;
use nutgraf_read::text::{self, Rules};

fuzz_target!(|bytes: &[u8]| {
    let page = ingest::read(bytes, "https://paper.example/a", Some(Format::Html), &Limits::default());
    let fragment = ingest::html::fragment(&String::from_utf8_lossy(bytes), "fuzz");
    for draft in page.into_iter().flatten().chain([fragment]) {
        assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
        let linked = |b: &nutgraf_read::model::article::Paragraph| b.links.iter().all(|l| l.span.fits(&b.text));
        assert!(draft.paragraphs.iter().all(linked));
        RULES.with(|rules| {
            let article = text::clean(draft, rules);
            assert!(article.blocks.iter().all(|block| block.span.fits(&article.text)));
            assert!(article.links.iter().all(|link| link.span.fits(&article.text)));
            assert!(article.dropped.iter().all(|dropped| dropped.span.fits(&article.raw)));
            assert!(text::sanitize::is_clean(&article.text));
            assert!(text::sanitize::is_clean(&article.meta.title));
        });
    }
});

thread_local! {
    static RULES: Rules = Rules::new(&nutgraf_analysis::lexicon());
}
