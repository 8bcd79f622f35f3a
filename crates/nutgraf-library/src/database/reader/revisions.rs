//! Owns: reading the forms in which an article stood before.
//! Promises: every form comes whole, also where only the headline was changed.

use std::sync::Arc;

use crate::codec::document;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::revision::Revision;

impl Reader {
    /// The earlier forms of an article, the latest first; none for one that never changed.
    pub fn revisions(&self, id: ArticleId) -> Result<Vec<Revision>, LibraryError> {
        self.answer(self.earlier(id))
    }

    fn earlier(&self, id: ArticleId) -> rusqlite::Result<Vec<Revision>> {
        let _snapshot = self.snapshot()?;
        let text_of = |packed: &[u8], body: &[u8]| {
            let text = document::unpack_text(packed, body);
            Arc::<str>::from(text.unwrap_or_default())
        };
        let mut text: Arc<str> = self
            .connection
            .prepare_cached("SELECT packed, body FROM document WHERE article = ?1")?
            .query_row([id.0], |row| {
                Ok(text_of(
                    row.get_ref(0)?.as_blob()?,
                    row.get_ref(1)?.as_blob()?,
                ))
            })
            .unwrap_or_default();
        let mut statement = self.connection.prepare_cached(
            "SELECT replaced, title, packed, body FROM revision WHERE article = ?1 ORDER BY id DESC",
        )?;
        let mut rows = statement.query([id.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let packed = row.get_ref(2)?.as_blob()?;
            // A form without a text of its own had that of the one after it.
            if !packed.is_empty() {
                text = text_of(packed, row.get_ref(3)?.as_blob()?);
            }
            found.push(Revision {
                until: Moment(row.get(0)?),
                title: row.get(1)?,
                text: Arc::clone(&text),
            });
        }
        Ok(found)
    }
}
