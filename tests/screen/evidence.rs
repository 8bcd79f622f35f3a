//! Every line of every summary leads to its sentence: over the articles of the load corpus, at several sizes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on may fail"
)]

use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use nutgraf::app::msg::Size;
use nutgraf::app::people;
use nutgraf::app::state::Options;
use nutgraf::engine::Kit;
use nutgraf::ingest::{self, Limits};
use nutgraf::model::analysis::Analyzed;
use nutgraf::model::moment::Moment;
use nutgraf::text::shared::Sources;

use crate::picture;
use crate::stage::Stage;

const SIZES: [(u16, u16); 3] = [(80, 24), (44, 11), (170, 50)];

/// The folder of the load corpus; `None`, loudly, where it is not.
fn corpus() -> Option<PathBuf> {
    let shared = std::env::var_os("NUTGRAF_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")),
        PathBuf::from,
    );
    let folder = shared.join("data/load");
    if folder.is_dir() {
        return Some(folder);
    }
    #[expect(clippy::print_stdout, reason = "a skipped test says so loudly")]
    {
        println!("SKIPPED: {} is not there", folder.display());
    }
    None
}

/// Every `step`-th article of the corpus, analysed.
fn each(step: usize, look: &mut dyn FnMut(Analyzed)) {
    let Some(folder) = corpus() else { return };
    let kit = Kit {
        lexicon: nutgraf::config::lexicon(),
        wishes: nutgraf::analysis::Wishes::default(),
        limits: Limits::default(),
        format: None,
        workers: 1,
        keep: (0, 0),
        server: None,
    };
    let pipeline = kit.pipeline();
    // Each article as if it came alone.
    let sources = Sources::default();
    for name in ["reuters21578", "gothamist", "aggregator"] {
        let packed = std::fs::read(folder.join(format!("{name}.jsonl.gz"))).unwrap();
        let mut text = String::new();
        GzDecoder::new(&packed[..])
            .read_to_string(&mut text)
            .unwrap();
        for line in text.lines().step_by(step) {
            let drafts = ingest::read(line.as_bytes(), "x.jsonl", None, &pipeline.limits);
            for draft in drafts.into_iter().flatten() {
                look(pipeline.analyze(draft, &sources).unwrap());
            }
        }
    }
}

fn check(analyzed: &Analyzed) -> usize {
    let (article, analysis) = (&analyzed.article, &analyzed.analysis);
    let title = article.meta.title.clone();
    let mut last = 0;
    for chosen in &analysis.summary {
        let whole = analysis.sentences[chosen.sentence as usize];
        assert!(chosen.span.fits(&article.text), "{title}");
        assert!(whole.contains(chosen.span), "{title}");
        assert!(!chosen.span.of(&article.text).trim().is_empty(), "{title}");
        assert!(chosen.span.start >= last, "{title}");
        last = chosen.span.end;
    }
    let lines = analysis.summary.len();
    let spans: Vec<_> = analysis.summary.iter().map(|s| s.span).collect();
    for (width, height) in SIZES {
        let now = Moment::parse("2026-11-22T12:00:00Z").unwrap();
        let size = Size { width, height };
        let mut stage = Stage::new(vec![analyzed.clone()], size, now, Options::default());
        for (number, span) in spans.iter().enumerate() {
            stage.strike(&format!("e {}", people::letter(number)));
            let reader = stage.state.reader.as_ref().expect("the article is open");
            assert_eq!(reader.lit_span(), Some(*span), "{title}");
            let rows = usize::from(nutgraf::app::layout::layout(&stage.state).text.height);
            let line = reader.page.line_of(span.start);
            assert!(
                (reader.top..reader.top + rows).contains(&line),
                "{title}: line {line} of {} rows from {}",
                rows,
                reader.top
            );
            // Its first word is drawn.
            let words = span.of(reader.text());
            let word: String = words
                .chars()
                .skip_while(|c| !c.is_ascii_alphanumeric())
                .take_while(char::is_ascii_alphanumeric)
                .take(12)
                .collect();
            assert!(picture(&stage.state).contains(&word), "{title}: {word}");
            // Back to the list, where one was.
            stage.strike("e");
            assert!(stage.state.reader.is_none(), "{title}");
        }
    }
    lines
}

#[test]
fn every_line_of_a_summary_leads_to_its_sentence() {
    let mut lines = 0;
    each(157, &mut |analyzed| lines += check(&analyzed));
    assert!(lines > 500 || corpus().is_none(), "{lines} lines");
}

#[test]
#[ignore = "all 46,906 articles take minutes"]
fn every_line_of_every_summary_leads_to_its_sentence() {
    let mut lines = 0;
    each(1, &mut |analyzed| lines += check(&analyzed));
    assert!(lines > 50_000 || corpus().is_none(), "{lines} lines");
}
