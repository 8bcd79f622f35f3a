//! Owns: who said what, measured against annotated news.
//! Promises: counted first are the quotes whose words lie in an annotated attribution with quotation marks in it, then every
//! attribution by the words that attribute it and by its speaker, as `../shared/tools/news_score.py said` counts them.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin quote_score -- DATA/quotes/polnear_dev.jsonl.gz [--show N] [--said N]
//! ```
#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "shares of small counts; it measures time"
)]

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_eval::measure::attributions::{self, Annotated, Counts, Marked};
use nutgraf_read::model::analysis::Quote;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::rules::Rules;

/// Attributions of every kind, and how long it took.
#[derive(Default)]
struct Said {
    counts: Counts,
    words: usize,
    seconds: f64,
}

impl Said {
    fn count(
        &mut self,
        out: &mut impl Write,
        marked: &[Marked],
        (text, quotes): (&str, &[Quote]),
        show: &mut usize,
    ) -> Result<()> {
        let golds: Vec<&Marked> = marked.iter().filter(|g| !g.cue.is_empty()).collect();
        let touches =
            |a: Option<Span>, b: &[Span]| a.is_some_and(|a| b.iter().any(|b| a.overlaps(*b)));
        let counts = &mut self.counts;
        counts.golds += golds.len();
        counts.ours += quotes.iter().filter(|q| q.cue.is_some()).count();
        counts.told += quotes.iter().filter(|q| q.speaker_span.is_some()).count();
        counts.true_ones += quotes
            .iter()
            .filter(|q| golds.iter().any(|g| touches(q.cue, &g.cue)))
            .count();
        for gold in &golds {
            counts.sourced += usize::from(!gold.source.is_empty());
            let found = quotes.iter().find(|q| touches(q.cue, &gold.cue));
            counts.hit += usize::from(found.is_some());
            let right = found.is_some_and(|q| touches(q.speaker_span, &gold.source));
            counts.right += usize::from(right);
            if *show > 0 && !right && !gold.source.is_empty() {
                *show -= 1;
                let words = found.map(|q| (q.span.of(text), q.speaker_span.map(|s| s.of(text))));
                writeln!(
                    out,
                    "SAID gold {:?} {:?} ours {words:?}",
                    gold.source[0].of(text),
                    gold.cue[0].of(text)
                )?;
            }
        }
        Ok(())
    }

    fn tell(&self, out: &mut impl Write) -> Result<()> {
        let [p, r, f] = self.counts.cue();
        writeln!(
            out,
            "attributions of every kind: {}, the word that attributes P {p:.3} R {r:.3} F {f:.3}",
            self.counts.golds
        )?;
        let [p, r, f] = self.counts.speaker();
        writeln!(out, "with the right speaker P {p:.3} R {r:.3} F {f:.3}")?;
        writeln!(
            out,
            "analysis: {:.0} words/s",
            self.words as f64 / self.seconds
        )?;
        Ok(())
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one pass over the articles that counts as it goes"
)]
fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().context("a file of annotated articles")?;
    let arguments: Vec<String> = arguments.collect();
    let after = |name: &str| -> Result<usize> {
        let at = arguments.iter().position(|a| a == name);
        let number = at.and_then(|at| arguments.get(at + 1));
        Ok(number.map_or(Ok(0), |n| n.parse())?)
    };
    let show = after("--show")?;
    let lexicon = nutgraf_analysis::lexicon();
    let rules = Rules::new(&lexicon);
    let analyst = Analyst::new(&lexicon);
    let mut out = std::io::stdout().lock();
    let (mut right, mut wrong, mut silent, mut extra, mut extra_with) = (0, 0, 0, 0, 0);
    let (mut golds, mut found, mut attributed) = (0, 0, 0);
    let (mut named, mut named_by_entity) = (0, 0);
    let mut shown = 0;
    let mut said = Said::default();
    let mut show_said = after("--said")?;
    for one in attributions::read(Path::new(&path), &rules)? {
        let Annotated {
            article,
            sentences,
            marked,
        } = one?;
        let text = &*article.text;
        let gold: Vec<&Marked> = marked
            .iter()
            .filter(|g| {
                !g.source.is_empty()
                    && g.content
                        .iter()
                        .any(|c| c.of(text).contains(['"', '“', '”']))
            })
            .collect();
        let clock = Instant::now();
        let analysis = analyst.analyze(&article, sentences, &AnalysisOptions::default());
        said.seconds += clock.elapsed().as_secs_f64();
        said.words += text.split_whitespace().count();
        said.count(&mut out, &marked, (text, &analysis.quotes), &mut show_said)?;
        let mut hit = vec![(false, false); gold.len()];
        for quote in analysis.quotes.iter().filter(|q| q.is_quoted()) {
            let inside: Vec<usize> = (0..gold.len())
                .filter(|g| {
                    let covered: usize = gold[*g]
                        .content
                        .iter()
                        .map(|c| overlap(*c, quote.span))
                        .sum();
                    covered * 10 >= quote.span.len() * 8
                })
                .collect();
            if inside.is_empty() {
                extra += 1;
                extra_with += usize::from(quote.speaker_span.is_some());
                continue;
            }
            for g in &inside {
                hit[*g].0 = true;
            }
            let Some(speaker) = quote.speaker_span else {
                silent += 1;
                if shown < show {
                    shown += 1;
                    report(&mut out, "NONE", text, quote, gold[inside[0]])?;
                }
                continue;
            };
            let agrees = |g: &Marked| {
                g.source.iter().any(|s| s.overlaps(speaker))
                    || same_head(speaker.of(text), g.source.last().map_or("", |s| s.of(text)))
            };
            if let Some(g) = inside.iter().find(|g| agrees(gold[**g])) {
                right += 1;
                hit[*g].1 = true;
                let capital = gold[*g]
                    .source
                    .iter()
                    .any(|s| s.of(text).chars().any(char::is_uppercase));
                named += usize::from(capital);
                named_by_entity += usize::from(capital && quote.speaker.is_some());
            } else {
                wrong += 1;
                if shown < show {
                    shown += 1;
                    report(&mut out, "WRONG", text, quote, gold[inside[0]])?;
                }
            }
        }
        golds += gold.len();
        found += hit.iter().filter(|h| h.0).count();
        attributed += hit.iter().filter(|h| h.1).count();
    }
    let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    writeln!(
        out,
        "quotes inside an annotated attribution: {} right, {} wrong, {} without a speaker: precision {:.1} %, coverage {:.1} %",
        right,
        wrong,
        silent,
        share(right, right + wrong),
        share(right, right + wrong + silent),
    )?;
    writeln!(
        out,
        "other quotes: {extra}, {extra_with} of them with a speaker"
    )?;
    writeln!(
        out,
        "annotated attributions with quotation marks: {golds}, found {:.1} %, with the right speaker {:.1} %",
        share(found, golds),
        share(attributed, golds),
    )?;
    writeln!(
        out,
        "right ones whose source is a name: {named}, tied to an entity {:.1} %",
        share(named_by_entity, named)
    )?;
    said.tell(&mut out)?;
    Ok(())
}

fn report(
    out: &mut impl Write,
    word: &str,
    text: &str,
    quote: &Quote,
    gold: &Marked,
) -> Result<()> {
    let from = (0..=(quote.span.start as usize).saturating_sub(160))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0);
    let to = ((quote.span.end as usize + 120).min(text.len())..=text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len());
    let context = Span::new(from, to).of(text).replace('\n', "⏎");
    let source: Vec<&str> = gold.source.iter().map(|s| s.of(text)).collect();
    writeln!(
        out,
        "{word} ours {:?} ({:?}) gold {source:?}\n    [{}] in: {context}\n",
        quote.speaker_span.map(|s| s.of(text)),
        quote.cue.map(|s| s.of(text)),
        quote.span.of(text).replace('\n', "⏎"),
    )?;
    Ok(())
}

fn overlap(a: Span, b: Span) -> usize {
    (a.end.min(b.end).saturating_sub(a.start.max(b.start))) as usize
}

fn same_head(a: &str, b: &str) -> bool {
    let last = |text: &str| {
        text.split_whitespace().next_back().map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
    };
    let first = last(a);
    first.is_some() && first == last(b)
}
