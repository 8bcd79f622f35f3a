//! Owns: `read`, the whole way from bytes to articles.
//! Promises: never fails; whoever must know what was refused and why asks `ingest::read`.

use crate::ingest;
use crate::model::article::{Article, Draft};
use crate::options::Options;
use crate::text;

/// Reads the articles in some bytes: one of a page or a text, many of a feed or of JSON Lines, none of what is no document.
pub fn read(bytes: &[u8], options: &Options) -> Vec<Article> {
    let drafts = ingest::read(bytes, options).into_iter().flatten();
    drafts.map(|draft| article(draft, options)).collect()
}

/// Makes an article of a draft: cleaned, or byte for byte.
pub fn article(draft: Draft, options: &Options) -> Article {
    if options.clean {
        text::clean(draft, &options.rules)
    } else {
        text::keep(draft)
    }
}
