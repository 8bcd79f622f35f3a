//! Owns: `keys`: the keys in force, and reading the user's key file.
//! Promises: the table is the one that the browser uses.

use std::io::Write;

use crate::app::command::Place;
use crate::app::keymap::{EMBEDDED, Keymap};
use crate::cli::fault::Fault;
use crate::cli::session::{Session, complain, output};
use crate::print::json;
use crate::print::style::Weight;

/// The key file, beside the settings.
pub const FILE: &str = "keys.toml";
/// Columns of the keys.
const KEYS: usize = 24;

/// `keys`.
pub fn keys(session: &Session) -> Result<(), Fault> {
    let mut out = output();
    let complaints = write_table(&mut out, session)?;
    out.flush()?;
    if complaints.is_empty() {
        return Ok(());
    }
    for line in &complaints {
        complain(line);
    }
    Err(Fault::Silent(crate::cli::fault::code::FAILED))
}

/// Writes the table of the keys in force; answers what is wrong with the user's file.
pub fn write_table(out: &mut dyn Write, session: &Session) -> Result<Vec<String>, Fault> {
    let (map, complaints) = in_force(session)?;
    let style = session.style();
    for place in Place::ALL {
        let table = map.table(place);
        if table.is_empty() {
            continue;
        }
        if !session.common.json {
            writeln!(out, "{}", style.weigh(Weight::Bold, place.heading()))?;
        }
        for (command, keys) in table {
            if session.common.json {
                let record = serde_json::json!({
                    "place": place.name(), "command": command.name(), "keys": keys, "doc": command.doc(),
                });
                json::line(out, &record)?;
            } else {
                let first = format!("  {:KEYS$}  ", keys.join("  "));
                let rest = " ".repeat(KEYS + 4);
                let columns = style.width.unwrap_or(usize::MAX);
                let options = textwrap::Options::new(columns)
                    .initial_indent(&first)
                    .subsequent_indent(&rest);
                writeln!(out, "{}", textwrap::fill(command.doc(), options))?;
            }
        }
        if !session.common.json {
            writeln!(out)?;
        }
    }
    Ok(complaints)
}

/// The keys in force and what is wrong with the user's file.
pub fn in_force(session: &Session) -> Result<(Keymap, Vec<String>), Fault> {
    let path = session.beside_settings(FILE);
    let text = session.text_beside_settings(FILE)?;
    let (map, complaints) = Keymap::read(EMBEDDED, &session.settings.keymap, &text);
    let named = complaints.iter().map(|mistake| mistake.in_file(&path));
    Ok((map, named.collect()))
}
