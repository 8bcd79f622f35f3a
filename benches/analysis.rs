//! Owns: how fast articles are analysed: actors alone, the ranking of one article, and everything.
//! Promises: the starter articles are read: `cargo bench -p nutgraf-eval --bench analysis`.

use divan::Bencher;
use divan::counter::ItemsCount;
use nutgraf_analysis::summary::{Ranker, SummaryOptions};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::{Options, text};

fn main() {
    divan::main();
}

/// The starter articles as cleaned documents with their sentences.
fn articles() -> Vec<(
    nutgraf_read::model::article::Article,
    Vec<nutgraf_read::model::span::Span>,
)> {
    let options = Options::default();
    let folder = nutgraf_eval::measure::own("seeds");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        let name = entry.path().to_string_lossy().into_owned();
        for article in nutgraf_read::read(&bytes, &options.with_origin(name)) {
            let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
            found.push((article, sentences));
        }
    }
    found
}

/// Actors alone.
#[divan::bench]
fn actors(bencher: Bencher<'_, '_>) {
    let analyst = Analyst::new(&nutgraf_analysis::lexicon());
    let articles = articles();
    let words: usize = articles
        .iter()
        .map(|(a, _)| a.text.split_whitespace().count())
        .sum();
    bencher.counter(ItemsCount::new(words)).bench(|| {
        articles
            .iter()
            .map(|(article, sentences)| {
                analyst
                    .finder()
                    .find(article, sentences, None)
                    .entities
                    .len()
            })
            .sum::<usize>()
    });
}

/// The whole analysis: actors, summary, quotes, phrases.
#[divan::bench]
fn everything(bencher: Bencher<'_, '_>) {
    let analyst = Analyst::new(&nutgraf_analysis::lexicon());
    let articles = articles();
    let words: usize = articles
        .iter()
        .map(|(a, _)| a.text.split_whitespace().count())
        .sum();
    let options = AnalysisOptions::default();
    bencher.counter(ItemsCount::new(words)).bench(|| {
        articles
            .iter()
            .map(|(article, sentences)| {
                analyst
                    .analyze(article, sentences.clone(), &options)
                    .entities
                    .len()
            })
            .sum::<usize>()
    });
}

/// Compiling the lexicons and reading the weights, once a run.
#[divan::bench]
fn load() -> Analyst {
    Analyst::new(&nutgraf_analysis::lexicon())
}

/// Ranking and choosing the sentences of one article of 600 words, actors known: the summary alone.
#[divan::bench]
fn ranking(bencher: Bencher<'_, '_>) {
    let analyst = Analyst::new(&nutgraf_analysis::lexicon());
    let mut options = Options::default().with_origin("a.txt");
    options.clean = false;
    let mut words = 0;
    let mut whole = String::new();
    for (article, _) in articles() {
        for paragraph in article.text.split("\n\n") {
            if words < 600 {
                words += paragraph.split_whitespace().count();
                whole.push_str(paragraph);
                whole.push_str("\n\n");
            }
        }
    }
    let read = nutgraf_read::read(whole.as_bytes(), &options);
    let Some(article) = read.into_iter().next() else {
        return;
    };
    let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
    let entities = analyst.finder().find(&article, &sentences, None).entities;
    let ranker = Ranker::new();
    let options = SummaryOptions::default();
    bencher.bench(|| {
        ranker
            .choose(&article, &sentences, &entities, &options)
            .len()
    });
}
