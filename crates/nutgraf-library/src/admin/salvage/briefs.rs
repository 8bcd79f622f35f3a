//! Owns: taking over what briefs told from a damaged library.
//! Promises: what can't be read is told anew; what came after a brief still comes after it.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::database::writer::Writer;
use crate::error::LibraryError;
use nutgraf_read::model::id::ArticleId;

/// A row as it stands.
type Row = (String, i64, u32, String);

/// Takes over all that can be read; `ids` are the new ids of the salvaged articles by their old ones.
pub(super) fn take_over(
    old: &Connection,
    ids: &HashMap<ArticleId, ArticleId>,
    writer: &mut Writer,
) -> Result<(), LibraryError> {
    let rows = rows(old);
    // The last of the articles that were there and still are.
    let last = |until: u32| {
        let there = ids.iter().filter(|(old, _)| old.0 <= until);
        there.map(|(_, new)| new.0).max().unwrap_or(0)
    };
    writer.bring_over(|connection| {
        for (name, made, until, lines) in &rows {
            connection
                .prepare_cached(
                    "INSERT INTO brief (name, made, until, lines) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![name, made, last(*until), lines])?;
        }
        Ok(())
    })
}

/// The rows as far as they can be read; none of a library that is too old to have such.
fn rows(old: &Connection) -> Vec<Row> {
    let question = "SELECT name, made, until, lines FROM brief ORDER BY id";
    let Ok(mut statement) = old.prepare(question) else {
        return Vec::new();
    };
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    rows.map(|rows| rows.map_while(Result::ok).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::Library;
    use crate::fixture::analyzed;
    use nutgraf_read::model::change::Change;
    use nutgraf_read::model::id::ArticleId;
    use nutgraf_read::model::kept_brief::KeptBrief;
    use nutgraf_read::model::moment::Moment;

    #[test]
    fn what_was_told_survives_a_repair() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let library = Library::open(&path).unwrap();
        let mut writer = library.writer().unwrap();
        let put = ["a", "b", "c"]
            .map(|key| Change::Put(Box::new(analyzed(key, &format!("The text of {key}."), &[]))));
        writer.apply(&put).unwrap();
        let kept = |until| KeptBrief {
            name: "gulf".to_owned(),
            made: Moment(7),
            until: ArticleId(until),
            lines: vec!["A ferry sank.".to_owned(), "It was raised.".to_owned()],
        };
        for until in [2, 99] {
            let keep = Change::KeepBrief(Box::new(kept(until)));
            writer.apply(&[keep]).unwrap();
        }
        writer.finish().unwrap();
        drop(library);
        Library::repair(&path).unwrap();
        let library = Library::open(&path).unwrap();
        let reader = library.reader().unwrap();
        // What is said to have been there can't be later than what there is.
        assert_eq!(reader.briefs("gulf").unwrap(), [kept(3), kept(2)]);
    }
}
