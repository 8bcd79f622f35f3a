//! Owns: reading an article with its sentences, without its actors and what else is said about it.
//! Promises: one state of the library; an article that was not analysed has no sentences.

use crate::articles::store::stored;
use crate::codec::analysis;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;

impl Reader {
    /// An article and its sentences; `None` when it is gone or damaged.
    pub fn with_sentences(
        &self,
        id: ArticleId,
    ) -> Result<Option<(Article, Vec<Span>)>, LibraryError> {
        let read = || {
            let _snapshot = self.snapshot()?;
            let Some(article) = stored::article(&self.connection, id.0)? else {
                return Ok(None);
            };
            let packed = self.packed_analysis(id)?;
            let sentences = packed.and_then(|packed| analysis::unpack_sentences(&packed));
            Ok(Some((article, sentences.unwrap_or_default())))
        };
        self.answer(read())
    }
}
