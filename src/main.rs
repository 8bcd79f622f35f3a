//! Owns: the program's entry: joins the command line and the browser.
//! Promises: no logic.

use std::process::ExitCode;

use crate::cli::start::{FAILED, Outcome, Start};
use crate::run::Options;
use nutgraf::{cli, run};

fn main() -> ExitCode {
    let start = match cli::run(std::env::args_os()) {
        Outcome::Exit(code) => return ExitCode::from(code),
        Outcome::Browse(start) => *start,
    };
    match run::browse(options(start)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::session::complain(&format!("{error:#}"));
            ExitCode::from(FAILED)
        }
    }
}

/// The same fields by the names of the room that takes them.
fn options(start: Start) -> Options {
    Options {
        library: start.library,
        corrections: Some(start.corrections),
        inputs: start.inputs,
        kit: start.kit,
        browser: start.browser,
        look: start.look,
        memory: start.memory,
        briefs: start.briefs,
        opener: start.opener,
        plain: start.plain,
        hyphens: start.hyphens,
    }
}
