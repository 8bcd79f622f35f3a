//! Every line of every summary leads to its sentence: over the articles of the load corpus, at several sizes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on may fail"
)]

use std::io::Read;

use flate2::read::GzDecoder;
use nutgraf::app::actor_lines;
use nutgraf::app::msg::{Msg, Size};
use nutgraf::app::state::settings::Settings;
use nutgraf::engine::ReadingSetup;
use nutgraf_read::ingest::{self, Limits};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::text::shared::Sources;

use crate::beside;
use crate::picture;
use crate::stage::Stage;

const SIZES: [(u16, u16); 3] = [(80, 24), (44, 11), (170, 50)];
/// So many articles are in one browser.
const BATCH: usize = 40;

/// Which articles of the corpus are looked at: every `step`-th, from a first one.
#[derive(Clone, Copy)]
struct Sample {
    first: usize,
    step: usize,
}

/// The articles of a sample, analysed, so many at a time.
fn each(sample: Sample, look: &mut dyn FnMut(Vec<Analyzed>)) {
    let Some(folder) = beside::folder("data/load") else {
        return;
    };
    let setup = ReadingSetup {
        lexicon: nutgraf_analysis::lexicon(),
        options: nutgraf_analysis::AnalysisOptions::default(),
        limits: Limits::default(),
        format: None,
        workers: 1,
        keep: (0, 0),
        server: None,
        feeds: None,
    };
    let pipeline = setup.pipeline();
    let reading = pipeline.reading.with_origin("x.jsonl");
    // Each article as if it came alone.
    let sources = Sources::default();
    let mut batch = Vec::new();
    for name in ["reuters21578", "gothamist", "aggregator"] {
        let packed = std::fs::read(folder.join(format!("{name}.jsonl.gz"))).unwrap();
        let mut text = String::new();
        GzDecoder::new(&packed[..])
            .read_to_string(&mut text)
            .unwrap();
        for line in text.lines().skip(sample.first).step_by(sample.step) {
            let drafts = ingest::read(line.as_bytes(), &reading);
            for draft in drafts.into_iter().flatten() {
                batch.push(pipeline.analyze(draft, &sources).unwrap());
            }
            if batch.len() >= BATCH {
                look(std::mem::take(&mut batch));
            }
        }
    }
    look(batch);
}

/// Looks at every line of the summaries of some articles in one browser: its span, and where it leads at each size.
/// Answers how many lines there were.
fn check(articles: &[Analyzed]) -> usize {
    let count = articles.len();
    if count == 0 {
        return 0;
    }
    let lines = articles.iter().map(truth).sum();
    let now = Moment::parse("2026-11-22T12:00:00Z").unwrap();
    let size = |(width, height)| Size { width, height };
    let first = size(SIZES[0]);
    let mut stage = Stage::new(articles.to_vec(), first, now, Settings::default());
    for at in SIZES {
        stage.tell(Msg::Resize(size(at)));
        stage.strike("g g");
        for row in 0..count {
            assert_eq!(stage.state.list.cursor, row);
            let id = stage.state.list.rows[row];
            leads(&mut stage, &articles[id.0 as usize - 1]);
            assert_eq!(stage.state.list.cursor, row);
            stage.strike("j");
        }
    }
    lines
}

/// Every chosen span is a piece of its sentence, and they ascend. Answers how many there are.
fn truth(analyzed: &Analyzed) -> usize {
    let (article, analysis) = (&analyzed.article, &analyzed.analysis);
    let title = &article.meta.title;
    let mut last = 0;
    for chosen in &analysis.summary {
        let whole = analysis.sentences[chosen.sentence as usize];
        assert!(chosen.span.fits(&article.text), "{title}");
        assert!(whole.contains(chosen.span), "{title}");
        assert!(!chosen.span.of(&article.text).trim().is_empty(), "{title}");
        assert!(chosen.span.start >= last, "{title}");
        last = chosen.span.end;
    }
    analysis.summary.len()
}

/// Every line of the summary of the article under the cursor leads to its sentence, and back to the list.
fn leads(stage: &mut Stage, analyzed: &Analyzed) {
    let title = &analyzed.article.meta.title;
    for (number, chosen) in analyzed.analysis.summary.iter().enumerate() {
        let span = chosen.span;
        stage.strike(&format!("e {}", actor_lines::letter(number)));
        let reader = stage.state.reader().expect("the article is open");
        assert_eq!(reader.lit_span(), Some(span), "{title}");
        let rows = usize::from(nutgraf::app::layout::layout(&stage.state).text.height);
        let line = reader.page.line_of(span.start);
        assert!(
            (reader.top..reader.top + rows).contains(&line),
            "{title}: line {line} of {rows} rows from {}",
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
        assert!(stage.state.reader().is_none(), "{title}");
    }
}

#[test]
fn every_line_of_a_summary_leads_to_its_sentence() {
    let mut lines = 0;
    let sample = Sample {
        first: 0,
        step: 157,
    };
    each(sample, &mut |articles| lines += check(&articles));
    assert!(
        lines > 500 || beside::folder("data/load").is_none(),
        "{lines} lines"
    );
}

/// All articles, on two threads: `cargo test --profile quick --test screen -- --ignored every_summary`.
#[test]
#[ignore = "all 46,906 articles: minutes with optimisation, hours without"]
fn every_line_of_every_summary_leads_to_its_sentence() {
    let half = |first| {
        let mut lines = 0;
        let sample = Sample { first, step: 2 };
        each(sample, &mut |articles| lines += check(&articles));
        lines
    };
    let lines: usize = std::thread::scope(|scope| {
        let halves = [0, 1].map(|first| scope.spawn(move || half(first)));
        halves.map(|half| half.join().unwrap()).iter().sum()
    });
    println!("{lines} lines of summaries lead to their sentences");
    assert!(
        lines > 50_000 || beside::folder("data/load").is_none(),
        "{lines} lines"
    );
}
