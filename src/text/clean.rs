//! Owns: the way from a draft to an article: what stays, what goes, what becomes metadata.
//! May import: `model`, `text`.
//! Promises: never fails; what goes is listed under `dropped`; the text holds no control character.

use crate::model::article::{Article, Block, Draft};
use crate::model::id::ArticleKey;
use crate::model::span::Span;
use crate::text::fold;
use crate::text::language;
use crate::text::rules::Rules;
use crate::text::sanitize;

/// Cleans a draft: leftovers of the page go to `dropped`, lines are joined to paragraphs, metadata is completed from
/// the first lines.
pub fn clean(draft: Draft, _rules: &Rules) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut links = Vec::new();
    for block in &draft.blocks {
        let shown = sanitize::show(&block.text);
        if shown.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let at = text.len();
        text.push_str(&shown);
        blocks.push(Block {
            kind: block.kind,
            span: Span::new(at, text.len()),
        });
        if shown == block.text {
            links.extend(block.links.iter().map(|link| crate::model::article::Link {
                span: link.span.shifted(at),
                target: link.target.clone(),
            }));
        }
    }
    finish(draft, text, blocks, links)
}

/// Takes a draft as it is: the text is `raw`, byte for byte (`--no-clean`).
pub fn keep(draft: Draft) -> Article {
    let text = draft.raw.to_string();
    finish(draft, text, Vec::new(), Vec::new())
}

fn finish(
    draft: Draft,
    text: String,
    blocks: Vec<Block>,
    links: Vec<crate::model::article::Link>,
) -> Article {
    let mut meta = draft.meta;
    if meta.language.is_none() {
        meta.language = language(&text).map(str::to_owned);
    }
    let key = draft.key.unwrap_or_else(|| {
        let hash = match &meta.url {
            Some(url) => fold::hash(url.bytes()),
            None => fold::fingerprint(&text),
        };
        ArticleKey::from(format!("{hash:016x}").as_str())
    });
    Article {
        key,
        origin: draft.origin,
        meta,
        text: text.into(),
        blocks,
        links,
        raw: draft.raw,
        dropped: draft.dropped,
        flaws: draft.flaws,
    }
}
