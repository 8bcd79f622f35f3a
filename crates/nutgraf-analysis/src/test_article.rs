//! Owns: an article that the tests of this crate put together.
//! Promises: nothing but title, text and blocks is in it.

use std::sync::Arc;

use nutgraf_read::model::article::{Article, Block, Meta};
use nutgraf_read::model::id::ArticleKey;
use nutgraf_read::model::identity::Identity;

pub(crate) fn article(title: &str, text: &str, blocks: Vec<Block>) -> Article {
    Article {
        key: ArticleKey::default(),
        identity: Identity::default(),
        origin: String::new(),
        meta: Meta {
            title: title.to_owned(),
            ..Meta::default()
        },
        text: Arc::from(text),
        blocks,
        links: Vec::new(),
        raw: Arc::from(""),
        dropped: Vec::new(),
        flaws: Vec::new(),
    }
}
