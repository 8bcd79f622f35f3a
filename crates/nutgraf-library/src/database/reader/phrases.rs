//! Owns: reading the keyphrases of articles, without anything else of them.
//! Promises: what can't be unpacked has none; the cost is that of the articles asked for.

use rusqlite::OptionalExtension;

use crate::codec::document;
use crate::database::reader::{Reader, phrases_of};
use crate::error::LibraryError;
use nutgraf_read::model::headline::Keyphrases;
use nutgraf_read::model::id::ArticleId;

impl Reader {
    /// The keyphrases of some articles, each article's the most telling first; those that are gone are left out.
    pub fn keyphrases(&self, ids: &[ArticleId]) -> Result<Vec<Keyphrases>, LibraryError> {
        let read = || {
            let _snapshot = self.snapshot()?;
            let mut statement = self.connection.prepare_cached(
                "SELECT n.packed, d.packed, d.body FROM analysis n JOIN document d ON d.article = n.article
                 WHERE n.article = ?1",
            )?;
            let mut found = Vec::with_capacity(ids.len());
            for id in ids {
                let phrases = statement
                    .query_row([id.0], |row| {
                        let text = document::unpack_text(
                            row.get_ref(1)?.as_blob()?,
                            row.get_ref(2)?.as_blob()?,
                        );
                        let text = text.unwrap_or_default();
                        Ok(phrases_of(row.get_ref(0)?.as_blob()?, &text))
                    })
                    .optional()?;
                found.extend(phrases.map(|phrases| Keyphrases { id: *id, phrases }));
            }
            Ok(found)
        };
        self.answer(read())
    }
}
