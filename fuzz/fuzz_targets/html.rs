//! Any bytes as a web page and as a fragment, through reading and cleaning: no panic, spans that fit, clean text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Format;
use nutgraf_read::text;

fuzz_target!(|bytes: &[u8]| {
    let options = OPTIONS.with(|options| options.with_origin("https://paper.example/a").with_format(Format::Html));
    let page = ingest::read(bytes, &options);
    let fragment = ingest::html::fragment(&String::from_utf8_lossy(bytes), "fuzz", &options.rules);
    for draft in page.into_iter().flatten().chain([fragment]) {
        assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
        let linked = |b: &nutgraf_read::model::article::Paragraph| b.links.iter().all(|l| l.span.fits(&b.text));
        assert!(draft.paragraphs.iter().all(linked));
        let article = nutgraf_read::article(draft, &options);
        assert!(article.blocks.iter().all(|block| block.span.fits(&article.text)));
        assert!(article.links.iter().all(|link| link.span.fits(&article.text)));
        assert!(article.dropped.iter().all(|dropped| dropped.span.fits(&article.raw)));
        assert!(text::sanitize::is_clean(&article.text));
        assert!(article.parts().iter().all(|part| part.span.fits(&article.text)));
        assert!(text::sanitize::is_clean(&article.meta.title));
    }
});

thread_local! {
    static OPTIONS: Options = Options::default();
}
