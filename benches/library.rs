//! Owns: what the library costs: storing a batch, the first page, full text, the articles of an actor, filling the catalog.
//! Promises: every run has the same articles: `cargo bench -p nutgraf-eval --bench library`. Large libraries are measured by the program `library_scale`.

#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::ItemsCount;
use nutgraf_eval::measure::articles;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::{Library, NEWEST};
use nutgraf_read::model::article::Meta;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::text_term::TextTerm;

const ARTICLES: u32 = 5_000;

fn main() {
    divan::main();
}

/// An article of 600 words out of a vocabulary with common and rare ones, and ten actors.
fn article(n: u32) -> Change {
    let mut text = String::with_capacity(4_500);
    let mut chance = u64::from(n) + 1;
    for word in 0..600 {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        // The product of two draws: small numbers are common, as in a language.
        let draw = (chance >> 40) % 140 * ((chance >> 20) % 140);
        if word % 60 == 30 {
            write!(text, "Name{}", draw % 4_000).unwrap();
        } else {
            write!(text, "word{draw}").unwrap();
        }
        text.push_str(if word % 20 == 19 { ". " } else { " " });
    }
    let meta = Meta {
        title: format!("Headline number {n} of the bench"),
        source: Some("Bench".into()),
        published: Some(Moment(i64::from(n) * 977 % 400_000_000)),
        ..Meta::default()
    };
    Change::Put(Box::new(articles::article(&format!("n{n}"), meta, text)))
}

fn filled() -> Library {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    for from in (0..ARTICLES).step_by(500) {
        let batch: Vec<Change> = (from..from + 500).map(article).collect();
        writer.apply(&batch).unwrap();
    }
    writer.finish().unwrap();
    library
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn apply_500_articles_of_600_words(bencher: Bencher<'_, '_>) {
    let library = filled();
    let mut writer = library.writer().unwrap();
    let mut next = ARTICLES;
    bencher
        .counter(ItemsCount::new(500_u32))
        .with_inputs(|| {
            next += 500;
            (next - 500..next).map(article).collect::<Vec<Change>>()
        })
        .bench_local_values(|batch| writer.apply(&batch).unwrap());
}

#[divan::bench(sample_count = 20)]
fn apply_500_articles_that_are_there(bencher: Bencher<'_, '_>) {
    let library = filled();
    let mut writer = library.writer().unwrap();
    let batch: Vec<Change> = (0..500).map(article).collect();
    bencher
        .counter(ItemsCount::new(500_u32))
        .bench_local(|| writer.apply(&batch).unwrap());
}

#[divan::bench]
fn open_and_newest_50(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    filled().backup(&file).unwrap();
    bencher.bench_local(|| {
        let library = Library::open(&file).unwrap();
        library.reader().unwrap().newest(50, 0).unwrap()
    });
}

#[divan::bench]
fn newest_50(bencher: Bencher<'_, '_>) {
    let library = filled();
    let reader = library.reader().unwrap();
    bencher.bench_local(|| reader.newest(50, 0).unwrap());
}

#[divan::bench]
fn full_text_common_word(bencher: Bencher<'_, '_>) {
    let library = filled();
    let reader = library.reader().unwrap();
    let term = TextTerm {
        words: vec!["word0".into()],
        prefix: false,
    };
    bencher.bench_local(|| reader.text_hits(std::slice::from_ref(&term)).unwrap());
}

#[divan::bench]
fn newest_200_of_an_actor(bencher: Bencher<'_, '_>) {
    let library = filled();
    let reader = library.reader().unwrap();
    let commonest = [reader.actors(1).unwrap().remove(0).id];
    bencher.bench_local(|| reader.of_actors(&commonest, 200).unwrap());
}

#[divan::bench(sample_count = 20)]
fn fill_the_catalog(bencher: Bencher<'_, '_>) {
    let library = filled();
    let reader = library.reader().unwrap();
    bencher.counter(ItemsCount::new(ARTICLES)).bench_local(|| {
        let mut catalog = Catalog::new();
        let mut next = Some(NEWEST);
        while let Some(below) = next {
            next = reader.fill(&mut catalog, below, 4096).unwrap();
        }
        catalog
    });
}
