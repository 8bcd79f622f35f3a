//! Any bytes as the fields of a feed that is broken in the usual ways: no panic, spans that fit, and every entry stays.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Format;

/// What stands before, around and after the fields, each as feeds in the wild have it.
const FRAMES: [(&str, &str); 5] = [
    ("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>", "</channel></rss>"),
    ("\n \u{feff}<!-- a --><?xml version='1.0' encoding='utf-8'?><rss><channel>", "</channel></rss>"),
    ("<br />Warning: x in y.php on line 1<br /><rss xmlns=\"http://a.example\"><channel>", "</channel>"),
    ("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/a/\"><title type=\"html\">", "</title></feed>"),
    ("<!DOCTYPE rss [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><RSS VERSION=\"2.0\"><channel>", "</channel></RSS>"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let (before, after) = FRAMES[usize::from(*first) % FRAMES.len()];
    let kept = "<item><guid>kept</guid><title>Kept</title><description>An entry that stands before all else.</description></item>";
    let kept = if before.starts_with("<feed") { "" } else { kept };
    let fields = [rest, b"\0", b"\0"].concat();
    let mut fields = fields.split(|b| *b == 0);
    let mut field = || fields.next().unwrap_or_default();
    let mut feed = [before.as_bytes(), kept.as_bytes()].concat();
    for (open, close) in [("<item><title>", "</title>"), ("<pubDate>", "</pubDate>"), ("<link>", "</link></item>")] {
        feed.extend_from_slice(open.as_bytes());
        feed.extend_from_slice(field());
        feed.extend_from_slice(close.as_bytes());
    }
    feed.extend_from_slice(after.as_bytes());
    let options = OPTIONS.with(|options| options.with_origin("https://paper.example/feed").with_format(Format::Feed));
    let mut found = kept.is_empty();
    for outcome in ingest::read(&feed, &options) {
        let Ok(draft) = outcome else {
            // What opens a comment or another element may swallow the rest; it is said, then.
            found = true;
            continue;
        };
        found |= draft.meta.title == "Kept";
        assert!(draft.paragraphs.iter().all(|block| block.span.fits(&draft.raw)));
        assert!(draft.dropped.iter().all(|dropped| dropped.span.fits(&draft.raw)));
    }
    assert!(found, "an entry is lost: {}", String::from_utf8_lossy(&feed));
});

thread_local! {
    static OPTIONS: Options = Options::default();
}
