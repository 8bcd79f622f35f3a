//! What is said is a span of its article, in every text beside the project.

use std::fs::File;
use std::io::{BufRead as _, BufReader};

use crate::beside;
use flate2::read::MultiGzDecoder;
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::model::analysis::QuoteKind;
use nutgraf_read::model::article::{Draft, Format, Meta};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::text::{self, Rules};
use rayon::prelude::*;

/// Of each file about so many texts are looked at where the build is slow; all of them (some 70,000) where it is optimised:
/// `cargo nextest run --cargo-profile quick --test documents statements`.
const TEXTS: usize = if cfg!(debug_assertions) {
    24
} else {
    usize::MAX
};

#[test]
fn statements_are_spans_of_their_articles() {
    let lexicon = nutgraf_analysis::lexicon();
    let (rules, analyst) = (Rules::new(&lexicon), Analyst::new(&lexicon));
    let mut looked_at = 0;
    for folder in ["data/quotes", "data/front", "data/load", "data/stories"] {
        let Some(folder) = beside::folder(folder) else {
            return;
        };
        for path in beside::files(&folder) {
            let lines: Vec<String> =
                BufReader::new(MultiGzDecoder::new(File::open(&path).unwrap()))
                    .lines()
                    .map(Result::unwrap)
                    .collect();
            let step = lines.len().div_ceil(TEXTS);
            looked_at += lines
                .par_iter()
                .step_by(step)
                .filter_map(|line| {
                    let record: serde_json::Value = serde_json::from_str(line).ok()?;
                    check(record["text"].as_str()?, (&rules, &analyst));
                    Some(())
                })
                .count();
        }
    }
    assert!(looked_at > 200, "{looked_at} texts");
}

fn check(raw: &str, (rules, analyst): (&Rules, &Analyst)) {
    let article = text::clean::keep(Draft {
        key: None,
        identity: Identity::default(),
        origin: String::new(),
        format: Format::Jsonl,
        meta: Meta::default(),
        raw: raw.into(),
        paragraphs: Vec::new(),
        dropped: Vec::new(),
        flaws: Vec::new(),
        analysed: None,
    });
    let sentences = text::sentences(&article.text, &article.blocks, rules);
    let analysis = analyst.analyze(&article, sentences, &AnalysisOptions::default());
    let mut from = 0;
    for quote in &analysis.quotes {
        assert!(
            quote.span.fits(&article.text) && !quote.span.is_empty() && quote.span.start >= from,
            "{quote:?} in a text of {} bytes",
            article.text.len()
        );
        from = quote.span.start;
        for span in [quote.speaker_span, quote.cue].into_iter().flatten() {
            assert!(span.fits(&article.text) && !span.is_empty(), "{quote:?}");
        }
        if let Some(speaker) = &quote.speaker {
            assert!(analysis.entities.iter().any(|entity| entity.id == *speaker));
        }
        let said = quote.span.of(&article.text);
        let marked = said.starts_with(['"', '“', '‘', '\'', '«', '„']);
        assert!(quote.kind != QuoteKind::Direct || marked, "{said:?}");
    }
}
