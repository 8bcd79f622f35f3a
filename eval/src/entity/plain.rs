//! Owns: plain text as an article, each paragraph a block.
//! Promises: the text stays as it is.

use nutgraf_read::model::article::{Article, Block, BlockKind, Meta};
use nutgraf_read::model::id::ArticleKey;
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::span::Span;

/// The article; paragraphs are parted by blank lines.
pub fn article(title: &str, text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for piece in text.split("\n\n") {
        let span = Span::new(at, at + piece.len()).trimmed(text);
        at += piece.len() + 2;
        if !span.is_empty() {
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
            });
        }
    }
    Article {
        key: ArticleKey::default(),
        identity: Identity::default(),
        origin: String::new(),
        meta: Meta {
            title: title.to_owned(),
            ..Meta::default()
        },
        text: text.into(),
        blocks,
        links: Vec::new(),
        raw: "".into(),
        dropped: Vec::new(),
        flaws: Vec::new(),
    }
}
