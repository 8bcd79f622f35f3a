//! Owns: a brief written into a file, in the form that its ending names.
//! Promises: a file is there whole or not at all; one that is there already stays as it is; the screen never waits.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::app::msg::{Level, Msg};
use crate::engine::export::{self, ExportError};
use crate::engine::thread::{spawn, tell};
use crate::print::brief::markdown::{self, Page};
use crate::print::brief::{Brief, html, record};
use crate::print::json;
use crate::print::style::Style;

/// The endings of files that are understood, for people.
const ENDINGS: &str = ".md, .html, .txt or .json";
/// Columns of plain text.
const WIDTH: usize = 72;

/// Writes a brief on a thread of its own and tells how it went.
///
/// # Errors
/// When the system has no thread to give.
pub fn begin(brief: Arc<Brief>, path: PathBuf, inbox: Sender<Msg>) -> io::Result<()> {
    let told = inbox.clone();
    spawn("export", inbox, move || {
        let named = path.display();
        if path.exists() {
            let words = format!("{named} is there already; name another file");
            return tell(&told, Level::Warning, words);
        }
        match write(&brief, &path) {
            Ok(()) => tell(&told, Level::Note, format!("wrote the brief to {named}")),
            Err(error) => tell(&told, Level::Error, error.to_string()),
        }
    })
    .map(drop)
}

fn write(brief: &Brief, path: &Path) -> Result<(), ExportError> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let form: &dyn Fn(&mut dyn Write) -> io::Result<()> =
        match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("md" | "markdown") => &|out| text(out, brief, true),
            Some("txt") => &|out| text(out, brief, false),
            Some("html" | "htm") => &|out| html::page(out, brief),
            Some("json" | "jsonl") => &|out| json::line(out, &record::of(brief)),
            Some(_) | None => return Err(ExportError::Form(path.to_owned(), ENDINGS)),
        };
    let failed = |error| ExportError::File(path.to_owned(), error);
    export::whole_file(path, |out| form(out).map_err(failed))
}

fn text(out: &mut dyn Write, brief: &Brief, markup: bool) -> io::Result<()> {
    let style = Style {
        colour: false,
        width: (!markup).then_some(WIDTH),
    };
    markdown::page(out, brief, Page { style, markup })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::brief::Course;

    #[test]
    fn the_ending_says_in_which_form_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let brief = Brief {
            query: "x".to_owned(),
            subject: "The *news*".to_owned(),
            from: None,
            to: None,
            articles: 0,
            stories: Vec::new(),
            untold: 0,
            untold_articles: 0,
            since: None,
            course: Course::default(),
        };
        for (name, wanted) in [
            ("a.md", "# The \\*news\\*"),
            ("a.TXT", "The *news*"),
            ("a.html", "<h1>The *news*</h1>"),
            ("a.json", "{\"query\":\"x\""),
        ] {
            let path = folder.path().join(name);
            write(&brief, &path).unwrap();
            let written = std::fs::read_to_string(&path).unwrap();
            assert!(written.contains(wanted), "{name}: {written}");
        }
        for name in ["a.csv", "a"] {
            let error = write(&brief, &folder.path().join(name)).unwrap_err();
            assert!(error.to_string().contains(".html"), "{error}");
        }
    }
}
