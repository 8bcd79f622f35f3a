//! Owns: how fast documents are read: a page, a fragment, plain text, JSON Lines, a feed.
//! Promises: the documents are made up here: `cargo bench -p nutgraf-eval --bench ingest`.

#![expect(clippy::format_collect, reason = "made once, before the clock runs")]

use divan::Bencher;
use divan::counter::BytesCount;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Format;

fn main() {
    divan::main();
}

const SENTENCE: &str = "The ministers met again on Tuesday and agreed, after a long night, on the order of the next steps. ";

/// A page of about 100 KB: a menu, an article, a list of other stories.
fn page() -> String {
    let menu: String = (0..200)
        .map(|i| format!("<li class=\"menu-item\"><a href=\"/section/{i}\">Section {i}</a></li>"))
        .collect();
    let text: String = (0..60)
        .map(|_| format!("<p class=\"text\">{}</p>\n", SENTENCE.repeat(4)))
        .collect();
    let more: String = (0..200).map(|i| format!("<div class=\"card\"><a href=\"/story/{i}\"><h3>Another story with a long headline {i}</h3></a></div>")).collect();
    format!(
        "<html lang=en><head><title>Talks go on | The Paper</title></head><body><nav><ul>{menu}</ul></nav>\
        <article><h1>Talks go on</h1>{text}</article><div class=\"related\">{more}</div><script>{}</script></body></html>",
        "var x = 1; ".repeat(2000)
    )
}

fn run(bencher: Bencher<'_, '_>, input: &str, format: Format) {
    let options = Options::default().with_format(format);
    bencher
        .counter(BytesCount::of_str(input))
        .bench(|| ingest::read(input.as_bytes(), &options));
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    run(bencher, &page(), Format::Html);
}

#[divan::bench]
fn text(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        &format!("{}\n\n", SENTENCE.repeat(4)).repeat(250),
        Format::Text,
    );
}

#[divan::bench]
fn jsonl(bencher: Bencher<'_, '_>) {
    let line = format!(
        "{{\"title\": \"Talks go on\", \"text\": \"{}\"}}\n",
        SENTENCE.repeat(40)
    );
    run(bencher, &line.repeat(100), Format::Jsonl);
}

#[divan::bench]
fn feed(bencher: Bencher<'_, '_>) {
    let item = format!(
        "<item><title>Talks &amp; more</title><description>&lt;p&gt;{}&lt;/p&gt;</description></item>",
        SENTENCE.repeat(10)
    );
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>F</title>{}</channel></rss>",
        item.repeat(100)
    );
    run(bencher, &feed, Format::Feed);
}
