//! Owns: what language models wrote about texts, kept so that no text is asked about twice.
//! Promises: known by the text, the model and the language; never mixed with what was found in the text itself.

use rusqlite::{Connection, OptionalExtension};

use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::retelling::Kept;

/// So many are kept; the oldest go.
const MOST: i64 = 2_000;

/// Keeps one, in the place of an earlier one of the same text, model and language.
pub(crate) fn keep(connection: &Connection, kept: &Kept) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO retelling (fingerprint, model, language, words) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((
            kept.fingerprint.cast_signed(),
            &kept.model,
            &kept.language,
            &kept.text,
        ))?;
    connection
        .prepare_cached("DELETE FROM retelling WHERE id <= (SELECT max(id) FROM retelling) - ?1")?
        .execute([MOST])?;
    Ok(())
}

impl Reader {
    /// What a model wrote about a text; `None` when it was not asked yet.
    pub fn retelling(
        &self,
        fingerprint: u64,
        model: &str,
        language: &str,
    ) -> Result<Option<String>, LibraryError> {
        let find = || {
            self.connection
                .prepare_cached(
                    "SELECT words FROM retelling WHERE fingerprint = ?1 AND model = ?2 AND language = ?3",
                )?
                .query_row((fingerprint.cast_signed(), model, language), |row| row.get(0))
                .optional()
        };
        self.answer(find())
    }
}

#[cfg(test)]
mod tests;
