//! Owns: the commands that hand articles to other programs: `export`, `list --csv`.
//! Promises: a query means what it means to `list`; a file is there whole or not at all.

use std::path::PathBuf;

use crate::cli::answer;
use crate::cli::arguments::Query;
use crate::cli::fault::Fault;
use crate::cli::open_library;
use crate::cli::session::{Session, output};
use crate::engine::export::{self, ExportError};
use crate::print::export::{ENDINGS, ExportForm};
use crate::print::json;
use crate::print::style::many;
use nutgraf_library::Reader;
use nutgraf_read::model::id::ArticleId;

/// `export [QUERY] FILE`: the last word is the file.
///
/// # Errors
/// When the file's ending says no form, the query is misread or matches nothing, or the file can't be written.
pub fn export(session: &Session, mut query: Query) -> Result<(), Fault> {
    let path = PathBuf::from(query.words.pop().unwrap_or_default());
    if ExportForm::of(&path).is_none() {
        return Err(Fault::usage(format!(
            "{}: the last word names the file, and its ending the form: {ENDINGS}",
            path.display()
        )));
    }
    let Some((reader, ids)) = chosen(session, &query)? else {
        return Ok(());
    };
    let written = export::write(&reader, &ids, &path).map_err(|error| match error {
        ExportError::Library(error) => error.into(),
        error @ (ExportError::Form(..) | ExportError::File(..)) => Fault::failed(error.to_string()),
    })?;
    if session.common.json {
        let record = serde_json::json!({"file": path.to_string_lossy(), "articles": written});
        json::line(&mut output(), &record)?;
    } else {
        let written = many(written, "article");
        session.note(&format!("{written} in {}", path.display()));
    }
    Ok(())
}

/// `list --csv [QUERY]`.
///
/// # Errors
/// When the query is misread or matches nothing, or the output can't be written.
pub fn table(session: &Session, query: &Query) -> Result<(), Fault> {
    let Some((reader, ids)) = chosen(session, query)? else {
        return Ok(());
    };
    export::table::<Fault>(&reader, &ids, &mut output(), &Fault::from)?;
    Ok(())
}

/// The articles of a query; `None` when it was only to be explained.
fn chosen(session: &Session, query: &Query) -> Result<Option<(Reader, Vec<ArticleId>)>, Fault> {
    let library = open_library::open_existing(session)?;
    if let Some(all) = answer::everything(&library, query)? {
        return Ok(Some(all));
    }
    let answer = answer::ask(session, &library, query)?;
    Ok(answer.map(|answer| {
        let ids = answer.ids(query.limit).to_vec();
        (answer.reader, ids)
    }))
}
