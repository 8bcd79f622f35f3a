//! Owns: the one sentence that says what an article is about, with its place in the text.
//! Promises: word for word as the article has it.

use rusqlite::OptionalExtension;

use crate::codec::{analysis, document};
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::analysis::nut;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::CharIndex;

/// A sentence of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// Where it begins in the article's text, in Unicode scalar values.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Reader {
    /// The sentence that says best what an article is about; `None` for one without a summary.
    pub fn line_of(&self, id: ArticleId) -> Result<Option<Line>, LibraryError> {
        let find = || -> rusqlite::Result<Option<Line>> {
            let found = self
                .connection
                .prepare_cached(
                    "SELECT n.packed, d.packed, d.body FROM analysis n JOIN document d ON d.article = n.article
                     WHERE n.article = ?1",
                )?
                .query_row([id.0], |row| {
                    let summary = analysis::unpack_summary(row.get_ref(0)?.as_blob()?);
                    let text = document::unpack_text(row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
                    let (Some(summary), Some(text)) = (summary, text) else {
                        return Ok(None);
                    };
                    let span = summary.get(nut(&summary)).map(|chosen| chosen.span);
                    Ok(span.map(|span| {
                        let (start, end) = CharIndex::new(&text).chars(span);
                        Line {
                            text: span.of(&text).to_owned(),
                            start,
                            end,
                        }
                    }))
                })
                .optional()?;
            Ok(found.flatten())
        };
        self.answer(find())
    }
}
