//! Owns: articles in which people marked who said what, as the trainer and the scorer of quotes read them; the counts by which
//! attributions are measured.
//! Promises: the text stays byte for byte, so that marks are spans of it.

use std::io;
use std::path::Path;

use nutgraf_read::model::article::{Article, Draft, Format, Meta};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::rules::Rules;
use serde_json::Value;

use crate::measure::records;

/// An attribution as people marked it.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// Who said it; nothing where no one is named.
    pub source: Vec<Span>,
    /// The words that attribute it.
    pub cue: Vec<Span>,
    /// What was said.
    pub content: Vec<Span>,
}

/// An article, its sentences and its marks.
#[derive(Debug)]
pub struct Annotated {
    /// The article.
    pub article: Article,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// What people marked.
    pub marked: Vec<Marked>,
}

/// Reads the articles of a file.
pub fn read<'r>(
    path: &Path,
    rules: &'r Rules,
) -> io::Result<impl Iterator<Item = io::Result<Annotated>> + use<'r>> {
    Ok(records::read(path)?.map(move |record| Ok(annotated(&record?, rules))))
}

fn annotated(record: &Value, rules: &Rules) -> Annotated {
    let article = nutgraf_read::text::clean::keep(Draft {
        key: None,
        identity: Identity::default(),
        origin: String::new(),
        format: Format::Jsonl,
        meta: Meta::default(),
        raw: record["text"].as_str().unwrap_or_default().into(),
        paragraphs: Vec::new(),
        dropped: Vec::new(),
        flaws: Vec::new(),
        analysed: None,
    });
    let sentences = nutgraf_read::text::sentence::sentences(&article.text, &article.blocks, rules);
    let marked = record["attributions"].as_array().into_iter().flatten();
    let marked = marked.map(|one| Marked {
        source: spans(&one["source_b"]),
        cue: spans(&one["cue_b"]),
        content: spans(&one["content_b"]),
    });
    Annotated {
        marked: marked.collect(),
        article,
        sentences,
    }
}

fn spans(value: &Value) -> Vec<Span> {
    let number = |v: &Value| usize::try_from(v.as_u64().unwrap_or(0)).unwrap_or(0);
    let pairs = value.as_array().into_iter().flatten();
    pairs
        .map(|pair| Span::new(number(&pair[0]), number(&pair[1])))
        .collect()
}

/// Attributions, counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Marked.
    pub golds: usize,
    /// Marked ones that were found.
    pub hit: usize,
    /// Marked ones that name somebody.
    pub sourced: usize,
    /// Those we tell.
    pub ours: usize,
    /// Of ours, those that are marked.
    pub true_ones: usize,
    /// Of ours, those that name somebody.
    pub told: usize,
    /// Those with the right speaker.
    pub right: usize,
}

impl Counts {
    /// Precision, recall and F of the words that attribute.
    pub fn cue(&self) -> [f64; 3] {
        scores((self.true_ones, self.ours), (self.hit, self.golds))
    }

    /// The same of speakers.
    pub fn speaker(&self) -> [f64; 3] {
        scores((self.right, self.told), (self.right, self.sourced))
    }
}

#[expect(clippy::cast_precision_loss, reason = "shares of small counts")]
fn scores((true_ones, ours): (usize, usize), (hit, golds): (usize, usize)) -> [f64; 3] {
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    let (p, r) = (share(true_ones, ours), share(hit, golds));
    [p, r, 2.0 * p * r / (p + r).max(1e-9)]
}
