//! What the library costs: storing a batch, the first page, full text, the articles of an actor, filling the catalog.
//! `cargo bench --bench library`. Large libraries are measured by the example `library_scale`.

#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use nutgraf::catalog::Catalog;
use nutgraf::library::Library;
use nutgraf::model::actor::Kind;
use nutgraf::model::analysis::{Analysis, Analyzed, Entity, Mention, SummarySentence};
use nutgraf::model::article::{Article, Block, BlockKind, Meta};
use nutgraf::model::change::Change;
use nutgraf::model::id::{ActorId, ArticleId, ArticleKey};
use nutgraf::model::moment::Moment;
use nutgraf::model::span::Span;
use nutgraf::model::wanted::TextTerm;

const ARTICLES: u32 = 5_000;

fn main() {
    divan::main();
}

/// An article of 600 words out of a vocabulary with common and rare ones, and ten actors.
fn article(n: u32) -> Change {
    let mut text = String::with_capacity(4_500);
    let mut chance = u64::from(n) + 1;
    let mut names: Vec<(u64, Span)> = Vec::new();
    for word in 0..600 {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        // The product of two draws: small numbers are common, as in a language.
        let draw = (chance >> 40) % 140 * ((chance >> 20) % 140);
        let start = text.len();
        if word % 60 == 30 {
            text.push_str("Name");
            text.push_str(&(draw % 4_000).to_string());
            names.push((draw % 4_000, Span::new(start, text.len())));
        } else {
            text.push_str("word");
            text.push_str(&draw.to_string());
        }
        text.push_str(if word % 20 == 19 { ". " } else { " " });
    }
    let sentences: Vec<Span> = text
        .match_indices(". ")
        .scan(0, |start, (at, _)| {
            let span = Span::new(*start, at + 1);
            *start = at + 2;
            Some(span)
        })
        .collect();
    names.sort_unstable();
    names.dedup_by_key(|(name, _)| *name);
    Change::Put(Box::new(Analyzed {
        analysis: Analysis {
            version: 1,
            summary: sentences
                .iter()
                .take(3)
                .zip(0..)
                .map(|(span, sentence)| SummarySentence {
                    sentence,
                    span: *span,
                    score: 0.5,
                })
                .collect(),
            sentences,
            entities: names
                .iter()
                .map(|(name, span)| Entity {
                    id: ActorId::from(format!("other:name{name}").as_str()),
                    name: format!("Name{name}"),
                    kind: Kind::Other,
                    salience: 0.5,
                    central: false,
                    mentions: vec![Mention { span: *span }],
                })
                .collect(),
            quotes: Vec::new(),
            keyphrases: Vec::new(),
            words: 600,
        },
        article: Article {
            key: ArticleKey::from(format!("n{n}").as_str()),
            origin: String::new(),
            meta: Meta {
                title: format!("Headline number {n} of the bench"),
                source: Some("Bench".into()),
                published: Some(Moment(i64::from(n) * 977 % 400_000_000)),
                ..Meta::default()
            },
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                span: Span::new(0, text.len()),
            }],
            links: Vec::new(),
            raw: Arc::from(text.as_str()),
            dropped: Vec::new(),
            flaws: Vec::new(),
            text: Arc::from(text),
        },
    }))
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
        reader
            .fill(&mut catalog, ArticleId(0), usize::MAX >> 1)
            .unwrap();
        catalog
    });
}
