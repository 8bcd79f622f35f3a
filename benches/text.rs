//! Owns: the speed of cleaning, sentences and sketches, in bytes a second, over articles of our own corpus made long.
//! Promises: every run reads the same: `cargo bench -p nutgraf-eval --bench text`.

use divan::Bencher;
use divan::counter::BytesCount;
use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Draft;
use nutgraf_read::text::{self, Rules};

fn main() {
    divan::main();
}

/// Forty scraped documents of about 5 kB each: paragraphs, short lines, a form and a thread at the end.
fn drafts() -> (Vec<Draft>, usize) {
    let page = include_str!("../tests/corpus/thread.txt");
    let body = include_str!("../tests/corpus/wire.txt");
    let options = Options::default();
    let mut drafts = Vec::new();
    let mut bytes = 0;
    for n in 0..40 {
        let paragraphs = body
            .split("\n\n")
            .skip(2)
            .take(4)
            .map(|p| p.replace('\n', " "))
            .collect::<Vec<_>>()
            .join("\n\n");
        let text = format!(
            "Story {n} of the week\n\n{}\n\n{page}",
            [paragraphs.as_str(); 4].join("\n\n")
        );
        bytes += text.len();
        drafts.extend(
            ingest::read(text.as_bytes(), &options)
                .into_iter()
                .flatten(),
        );
    }
    (drafts, bytes)
}

#[divan::bench]
fn clean_and_sentences(bencher: Bencher<'_, '_>) {
    let rules = Rules::new(&nutgraf_analysis::lexicon());
    let (drafts, bytes) = drafts();
    bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(|| drafts.clone())
        .bench_values(|drafts| {
            let mut found = 0;
            for draft in drafts {
                let article = text::clean(draft, &rules);
                found += text::sentences(&article.text, &article.blocks, &rules).len();
            }
            found
        });
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    let rules = Rules::new(&nutgraf_analysis::lexicon());
    let body = include_str!("../tests/corpus/wire.txt").repeat(200);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench(|| text::sentences(&body, &[], &rules).len());
}

#[divan::bench]
fn sanitize_clean_text(bencher: Bencher<'_, '_>) {
    let body = include_str!("../tests/corpus/blog.txt").repeat(200);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench(|| text::sanitize::show(&body).len());
}

#[divan::bench]
fn sketch(bencher: Bencher<'_, '_>) {
    let body = include_str!("../tests/corpus/wire.txt").repeat(3);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench(|| text::similar::Sketch::of(&body, 1));
}

#[divan::bench]
fn rules() -> Rules {
    Rules::new(&nutgraf_analysis::lexicon())
}
