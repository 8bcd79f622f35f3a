//! Owns: what briefs told, kept by their names.
//! Promises: of each name the latest are kept; a line that was told comes back word for word, blanks aside.

use rusqlite::{Connection, params};

use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::kept_brief::KeptBrief;
use nutgraf_read::model::moment::Moment;

/// Of each name so many are kept.
const KEPT: u32 = 30;

/// Keeps a brief.
pub(crate) fn keep(connection: &Connection, brief: &KeptBrief) -> rusqlite::Result<()> {
    let one_line = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = brief.lines.iter().map(one_line).collect();
    connection.execute(
        "INSERT INTO brief (name, made, until, lines) VALUES (?1, ?2, ?3, ?4)",
        params![brief.name, brief.made.0, brief.until.0, lines.join("\n")],
    )?;
    connection.execute(
        "DELETE FROM brief WHERE name = ?1 AND id NOT IN
         (SELECT id FROM brief WHERE name = ?1 ORDER BY id DESC LIMIT ?2)",
        params![brief.name, KEPT],
    )?;
    Ok(())
}

impl Reader {
    /// The briefs of a name that are kept, the latest first.
    pub fn briefs(&self, name: &str) -> Result<Vec<KeptBrief>, LibraryError> {
        let all = || {
            self.connection
                .prepare_cached(
                    "SELECT made, until, lines FROM brief WHERE name = ?1 ORDER BY id DESC",
                )?
                .query_map([name], |row| {
                    let lines: String = row.get(2)?;
                    Ok(KeptBrief {
                        name: name.to_owned(),
                        made: Moment(row.get(0)?),
                        until: ArticleId(row.get(1)?),
                        lines: lines.lines().map(str::to_owned).collect(),
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        self.answer(all())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;
    use nutgraf_read::model::change::Change;

    #[test]
    fn briefs_come_back_by_their_names_and_old_ones_go() {
        let library = Library::temporary().unwrap();
        let mut writer = library.writer().unwrap();
        let brief = |name: &str, made| KeptBrief {
            name: name.to_owned(),
            made: Moment(made),
            until: ArticleId(7),
            lines: vec![format!("Line {made}."), "Another\none.".to_owned()],
        };
        for made in 0..40 {
            let kept = Change::KeepBrief(Box::new(brief("gulf", made)));
            writer.apply(&[kept]).unwrap();
        }
        let kept = Change::KeepBrief(Box::new(brief("other", 1)));
        writer.apply(&[kept]).unwrap();
        let reader = library.reader().unwrap();
        let all = reader.briefs("gulf").unwrap();
        assert_eq!(all.len(), 30);
        assert_eq!(all[0].lines, ["Line 39.", "Another one."]);
        assert_eq!((all[29].made, all[0].until), (Moment(10), ArticleId(7)));
        assert_eq!(reader.briefs("none").unwrap(), []);
    }
}
