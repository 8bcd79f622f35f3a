//! Owns: the articles that briefs are scored on: read and analysed, and as one group to choose from.
//! Promises: no two of a group are copies of each other, so each is an origin of its own.

use nutgraf_analysis::brief::{Group, Source};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::Options;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::text::sentences;
use serde_json::Value;

/// An article and what is said about it.
pub type Read = (Article, Analysis);

/// Reads and analyses a line of JSON Lines; `None` when it is no article.
pub fn read(analyst: &Analyst, options: &Options, line: &Value) -> Option<Read> {
    let article = nutgraf_read::read(line.to_string().as_bytes(), options).pop()?;
    let spans = sentences(&article.text, &article.blocks, &options.rules);
    let analysis = analyst.analyze(&article, spans, &AnalysisOptions::default());
    Some((article, analysis))
}

/// Articles as one group, each told first hand; `published` says when one is taken to have appeared.
pub fn group(articles: &[Read], published: impl Fn(&Article) -> Option<Moment>) -> Group<'_> {
    let sources = articles.iter().zip(0..);
    let sources = sources.map(|((article, analysis), origin)| Source {
        article,
        analysis,
        origin,
        published: published(article),
    });
    Group {
        weight: 1.0,
        sources: sources.collect(),
    }
}
