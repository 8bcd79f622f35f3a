//! Owns: `library check|repair|compact|stats|backup`.
//! Promises: what was found and done is told in numbers; a damaged library ends with code 1; a sound one is not repaired.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::arguments::LibraryCommand;
use crate::cli::fault::{Fault, code};
use crate::cli::open_library;
use crate::cli::session::{Session, complain, output};
use crate::print::json as lines;
use crate::print::style::many;
use nutgraf_library::Library;
use nutgraf_read::text::sanitize;

/// `library …`.
pub fn library(session: &Session, command: &LibraryCommand) -> Result<(), Fault> {
    match command {
        LibraryCommand::Check => check(session),
        LibraryCommand::Repair => repair(session),
        LibraryCommand::Compact => {
            let (before, after) = open_library::open_existing(session)?.compact()?;
            let words = format!("{} before, {} now", size(before), size(after));
            say(session, &json!({"before": before, "after": after}), &words)
        }
        LibraryCommand::Stats => stats(session),
        LibraryCommand::Backup { to } => backup(session, to),
    }
}

fn check(session: &Session) -> Result<(), Fault> {
    let found = open_library::open_existing(session)?.check()?;
    let record = json!({
        "articles": found.articles, "ok": found.is_sound(), "problems": found.problems,
    });
    if found.is_sound() {
        let words = format!("{} articles, no damage", found.articles);
        return say(session, &record, &words);
    }
    if session.common.json {
        say(session, &record, "")?;
    } else {
        for problem in &found.problems {
            complain(problem);
        }
        complain("the library is damaged; `nutgraf library repair` rescues what can be read");
    }
    Err(Fault::Silent(code::FAILED))
}

fn repair(session: &Session) -> Result<(), Fault> {
    let path = session.library_path();
    // A library that does not even open is what repairing is for.
    if !path.exists() {
        open_library::open_existing(session)?;
    }
    if Library::open(&path)
        .and_then(|library| library.check())
        .is_ok_and(|found| found.is_sound())
    {
        return say(
            session,
            &json!({"rescued": null, "lost": 0, "aside": null}),
            "the library is sound; nothing was done",
        );
    }
    let done = Library::repair(&path)?;
    let record = json!({
        "rescued": done.salvaged, "lost": done.lost, "aside": done.set_aside.to_string_lossy(),
    });
    let lost = match done.lost {
        Some(lost) => format!("{lost} lost"),
        None => "how many are lost can't be told".to_owned(),
    };
    let words = format!(
        "{} rescued, {lost}; the damaged file is now {}",
        many(
            usize::try_from(done.salvaged).unwrap_or(usize::MAX),
            "article"
        ),
        done.set_aside.display()
    );
    say(session, &record, &words)
}

fn backup(session: &Session, to: &Path) -> Result<(), Fault> {
    let bytes = open_library::open_existing(session)?.backup(to)?;
    let record = json!({"file": to.to_string_lossy(), "bytes": bytes});
    let words = format!("{}: {}", to.display(), size(bytes));
    say(session, &record, &words)
}

fn stats(session: &Session) -> Result<(), Fault> {
    let library = open_library::open_existing(session)?;
    let stats = library.stats()?;
    let day = |moment: Option<nutgraf_read::model::moment::Moment>| moment.map(|m| m.to_string());
    let each = u64::from(stats.articles.max(1));
    let rows: [(&str, Value); 15] = [
        ("articles", stats.articles.into()),
        ("read", stats.read.into()),
        ("starred", stats.starred.into()),
        ("tagged", stats.tagged.into()),
        ("actors", stats.actors.into()),
        ("sources", stats.sources.into()),
        ("revisions", stats.revisions.into()),
        ("undo_steps", stats.undo_steps.into()),
        ("not_analyzed", stats.not_analyzed.into()),
        ("oldest", day(stats.oldest).into()),
        ("newest", day(stats.newest).into()),
        ("bytes", stats.bytes.into()),
        ("bytes_per_article", (stats.bytes / each).into()),
        ("schema_version", stats.version.into()),
        ("file", session.library_path().to_string_lossy().into()),
    ];
    let mut out = output();
    if session.common.json {
        let record: serde_json::Map<String, Value> = rows
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        lines::line(&mut out, &record)?;
    } else {
        for (name, value) in rows {
            let name = name.replace('_', " ");
            let value = match value {
                Value::Null => "none".to_owned(),
                Value::String(text) => sanitize::strip(&text).into_owned(),
                Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                    value.to_string()
                }
            };
            writeln!(out, "{name:18} {value}")?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Prints the record as JSON or the words as text.
fn say(session: &Session, record: &Value, words: &str) -> Result<(), Fault> {
    let mut out = output();
    if session.common.json {
        lines::line(&mut out, record)?;
    } else {
        writeln!(out, "{}", sanitize::strip(words))?;
    }
    out.flush()?;
    Ok(())
}

/// Bytes for a person.
fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    match bytes {
        0..KIB => format!("{bytes} B"),
        KIB..0x10_0000 => format!("{} KiB", bytes / KIB),
        _ => format!("{} MiB", bytes / KIB / KIB),
    }
}
