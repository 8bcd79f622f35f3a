//! Owns: articles with cheap briefings, so that figures about the library are those of the library alone.
//! Promises: the same text gives the same briefing.

#![expect(clippy::cast_precision_loss, reason = "a count of mentions")]

use std::collections::HashMap;
use std::sync::Arc;

use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Analysis, Analyzed, Entity, Mention, SummarySentence};
use nutgraf_read::model::article::{Article, Block, BlockKind, Meta};
use nutgraf_read::model::id::{ActorId, ArticleKey};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::span::Span;

/// An article with its briefing.
pub fn article(key: &str, meta: Meta, text: String) -> Analyzed {
    Analyzed {
        analysis: brief(&text),
        article: Article {
            key: ArticleKey::from(key),
            identity: Identity::default(),
            origin: "load.jsonl".to_owned(),
            meta,
            blocks: paragraphs(&text),
            links: Vec::new(),
            raw: Arc::from(text.as_str()),
            dropped: Vec::new(),
            flaws: Vec::new(),
            text: Arc::from(text),
        },
    }
}

/// A block for each paragraph.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut at = 0;
    text.split("\n\n")
        .map(|paragraph| {
            let span = Span::new(at, at + paragraph.len());
            at += paragraph.len() + 2;
            Block {
                kind: BlockKind::Paragraph,
                span,
            }
        })
        .collect()
}

/// A cheap briefing. Sentences end at ". "; actors are runs of capitalised words inside sentences, at most fifteen.
fn brief(text: &str) -> Analysis {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        sentences.push(Span::new(start, at + 1));
        start = at + 2;
    }
    sentences.push(Span::new(start, text.len()));
    let mut found: HashMap<&str, Vec<Mention>> = HashMap::new();
    let mut words = 0;
    let mut run: Option<Span> = None;
    let mut previous_ends = true;
    for word in text.split_whitespace() {
        words += 1;
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let big = !previous_ends && bare.len() > 2 && bare.starts_with(char::is_uppercase);
        if big {
            let from = at + (bare.as_ptr() as usize - word.as_ptr() as usize);
            let span = Span::new(from, from + bare.len());
            run = Some(run.map_or(span, |run| run.union(span)));
        }
        let ends = !word.ends_with(char::is_alphanumeric);
        if (!big || ends)
            && let Some(span) = run.take()
        {
            found
                .entry(span.of(text))
                .or_default()
                .push(Mention { span });
        }
        previous_ends = word.ends_with('.');
    }
    let mut entities: Vec<Entity> = found
        .into_iter()
        .map(|(name, mentions)| Entity {
            id: ActorId::from(format!("other:{}", name.to_lowercase().replace(' ', "-")).as_str()),
            name: name.to_owned(),
            kind: Kind::Other,
            salience: mentions.len() as f32 / 10.0,
            central: mentions[0].span.start < 300,
            mentions,
        })
        .collect();
    entities.sort_by(|a, b| {
        (b.mentions.len(), &a.mentions[0].span).cmp(&(a.mentions.len(), &b.mentions[0].span))
    });
    let mut seen = std::collections::HashSet::new();
    entities.retain(|entity| seen.insert(entity.id.clone()));
    entities.truncate(15);
    Analysis {
        version: nutgraf_analysis::VERSION,
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
        entities,
        quotes: Vec::new(),
        keyphrases: Vec::new(),
        words,
        ..Analysis::default()
    }
}
