//! Owns: the sets of articles with reference summaries, read through the cleaning and sentence splitting of the program.
//! Promises: they come in the order of time.

use std::path::Path;

use anyhow::{Context, Result};
use nutgraf_read::model::article::{Article, Draft, Format, Meta, Paragraph};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::rules::Rules;

use crate::measure::records;

/// An article with the summary that its publisher wrote.
#[derive(Clone, Debug)]
pub struct Document {
    pub id: String,
    pub date: String,
    /// Who published it.
    pub source: String,
    pub article: Article,
    pub sentences: Vec<Span>,
    pub reference: Vec<String>,
}

/// Reads a set, in the order of time.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let rules = Rules::new(&nutgraf_analysis::lexicon());
    let mut documents = records::read(path)
        .with_context(|| path.display().to_string())?
        .map(|record| {
            let record = record?;
            let string = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
            let article = nutgraf_read::text::clean::clean(draft(&record), &rules);
            let sentences =
                nutgraf_read::text::sentence::sentences(&article.text, &article.blocks, &rules);
            Ok(Document {
                id: string("id"),
                date: string("date"),
                source: string("source"),
                article,
                sentences,
                reference: string("summary")
                    .lines()
                    .map(str::to_owned)
                    .filter(|l| !l.trim().is_empty())
                    .collect(),
            })
        })
        .collect::<Result<Vec<Document>>>()?;
    documents.sort_by(|a, b| a.date.cmp(&b.date).then(a.id.cmp(&b.id)));
    Ok(documents)
}

fn draft(record: &serde_json::Value) -> Draft {
    let string = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    let raw = string("article");
    let mut paragraphs = Vec::new();
    let mut at = 0;
    let mut gap = 0u8;
    for line in raw.split('\n') {
        if line.trim().is_empty() {
            gap = gap.saturating_add(1);
        } else {
            paragraphs.push(Paragraph {
                text: line.trim().to_owned(),
                span: Span::new(at, at + line.len()),
                gap,
                ..Paragraph::default()
            });
            gap = 0;
        }
        at += line.len() + 1;
    }
    Draft {
        key: None,
        identity: Identity::default(),
        origin: string("id"),
        format: Format::Jsonl,
        meta: Meta {
            title: string("title"),
            ..Meta::default()
        },
        raw: raw.into(),
        paragraphs,
        dropped: Vec::new(),
        flaws: Vec::new(),
        analysed: None,
    }
}
