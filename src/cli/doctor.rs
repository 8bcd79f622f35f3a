//! Owns: `doctor`: whether everything that nutgraf needs is in order.
//! Promises: looks only; makes and changes nothing; what is wrong comes with what to do.

use std::io::Write;
use std::path::Path;

use crate::cli::arguments::Common;
use crate::cli::environment::Environment;
use crate::cli::fault::{Fault, code};
use crate::cli::log::{self, LogLevel};
use crate::cli::session::output;
use crate::cli::user_files::{self, UserFile};
use crate::print::json;
use nutgraf_library::Library;
use nutgraf_read::text::sanitize;

/// How a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ok,
    Note,
    Bad,
}

struct Finding {
    what: &'static str,
    state: State,
    detail: String,
}

/// `doctor`. Works with a broken settings file too.
pub fn doctor(common: &Common, environment: &Environment) -> Result<(), Fault> {
    let mut found = vec![Finding {
        what: "version",
        state: State::Ok,
        detail: format!(
            "nutgraf {} for {}-{}",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::ARCH,
            std::env::consts::OS
        ),
    }];
    match user_files::look(common, environment) {
        Ok((session, files)) => {
            found.extend(files.into_iter().map(user_file));
            found.push(library(&session.library_path()));
        }
        Err(fault) => found.push(finding("settings", State::Bad, words(fault))),
    }
    found.push(logging(common, environment));
    found.push(terminal(environment));
    found.push(locale(environment));
    let mut out = output();
    for finding in &found {
        let state = match finding.state {
            State::Ok => "ok",
            State::Note => "note",
            State::Bad => "bad",
        };
        if common.json {
            let record = serde_json::json!({
                "check": finding.what, "state": state, "detail": finding.detail,
            });
            json::line(&mut out, &record)?;
        } else {
            let detail = sanitize::strip(&finding.detail);
            writeln!(out, "{state:4}  {:11} {detail}", finding.what)?;
        }
    }
    out.flush()?;
    if found.iter().any(|f| f.state == State::Bad) {
        return Err(Fault::Silent(code::FAILED));
    }
    Ok(())
}

fn finding(what: &'static str, state: State, detail: String) -> Finding {
    Finding {
        what,
        state,
        detail,
    }
}

fn words(fault: Fault) -> String {
    match fault {
        Fault::Say { message, .. } => message,
        Fault::Pipe | Fault::Silent(_) => String::new(),
    }
}

fn user_file(file: UserFile) -> Finding {
    let UserFile {
        what,
        path,
        mistakes,
    } = file;
    match mistakes.as_slice() {
        [] if path.exists() => finding(what, State::Ok, path.display().to_string()),
        [] => {
            let detail = format!("{} is not there; the defaults hold", path.display());
            finding(what, State::Ok, detail)
        }
        [only] => finding(what, State::Bad, only.clone()),
        [first, rest @ ..] => {
            let detail = format!(
                "{first} (and {} more; `nutgraf config check` names all)",
                rest.len()
            );
            finding(what, State::Bad, detail)
        }
    }
}

fn library(path: &Path) -> Finding {
    if !path.exists() {
        let detail = format!(
            "{} is not there yet; `nutgraf import PATH` makes it",
            path.display()
        );
        return finding("library", State::Note, detail);
    }
    let counted = Library::open(path).and_then(|library| {
        let counts = library.reader()?.counts()?;
        Ok((counts, library.read_only().map(str::to_owned)))
    });
    match counted {
        Ok((counts, None)) => finding(
            "library",
            State::Ok,
            format!(
                "{}: {} articles, {} unread",
                path.display(),
                counts.articles,
                counts.unread
            ),
        ),
        Ok((_, Some(why))) => finding("library", State::Note, why),
        Err(error) => finding("library", State::Bad, error.to_string()),
    }
}

fn logging(common: &Common, environment: &Environment) -> Finding {
    let path = log::path(&environment.places);
    let path = path.display();
    let words = if common.log == LogLevel::Off {
        format!("{path}: off; `--log info` or NUTGRAF_LOG=info writes it")
    } else {
        format!("{path}: {}", format!("{:?}", common.log).to_lowercase())
    };
    finding("log", State::Ok, words)
}

fn terminal(environment: &Environment) -> Finding {
    if !environment.terminal {
        let detail = "standard output is no terminal; commands print plain text".to_owned();
        return finding("terminal", State::Note, detail);
    }
    let columns = environment.columns.unwrap_or(0);
    let inside = match (environment.tmux, environment.screen) {
        (true, _) => ", inside tmux",
        (_, true) => ", inside screen",
        _ => "",
    };
    let detail = format!(
        "TERM={} COLORTERM={}, {columns} columns{inside}",
        environment.term, environment.colorterm
    );
    match environment.term.as_str() {
        "" | "dumb" => finding(
            "terminal",
            State::Note,
            format!("{detail}: no screen to draw on; set TERM"),
        ),
        _ if columns < 40 => finding(
            "terminal",
            State::Note,
            format!("{detail}: the browser wants 40 columns"),
        ),
        _ => finding("terminal", State::Ok, detail),
    }
}

fn locale(environment: &Environment) -> Finding {
    let locale = &environment.locale;
    let lower = locale.to_lowercase();
    if lower.contains("utf-8") || lower.contains("utf8") {
        return finding("locale", State::Ok, locale.clone());
    }
    let named = if locale.is_empty() { "none" } else { locale };
    finding(
        "locale",
        State::Note,
        format!(
            "{named}: not UTF-8; if letters look wrong set LANG=C.UTF-8, or `ascii = true` under [screen]"
        ),
    )
}
