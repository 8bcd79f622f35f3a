//! Owns: `said`, who said what in a library.
//! Promises: the latest first, each statement once; a query means what it means in the browser.

use std::io::Write;

use crate::cli::answer::{self, ask};
use crate::cli::arguments::Query;
use crate::cli::fault::Fault;
use crate::cli::open_library;
use crate::cli::session::{Session, output};
use crate::print::{json, said};
use nutgraf_library::Statement;
use nutgraf_read::model::voices::Voices;

/// `said [QUERY]`.
pub fn said(session: &Session, query: &Query) -> Result<(), Fault> {
    let library = open_library::open_existing(session)?;
    let unbounded = Query {
        limit: None,
        ..query.clone()
    };
    let found: Vec<Statement> = match answer::everything(&library, &unbounded)? {
        Some((reader, ids)) => {
            let most = query.limit.unwrap_or(usize::MAX);
            reader.statements(&ids, &Voices::default(), most)?
        }
        None => match ask(session, &library, query)? {
            Some(answer) => answer.statements(query.limit)?,
            None => return Ok(()),
        },
    };
    if found.is_empty() && query.limit != Some(0) {
        let line = query.line();
        return Err(Fault::failed(format!(
            "nobody says anything in the articles that match `{line}`; `nutgraf list` shows them"
        )));
    }
    let mut out = output();
    let style = session.wide_style();
    for statement in &found {
        if session.common.json {
            json::line(&mut out, &said::record(statement))?;
        } else {
            said::statement(&mut out, statement, style)?;
        }
    }
    out.flush()?;
    Ok(())
}
