//! Owns: the program's entry: joins the command line and the browser.
//! May import: `cli`, `run`.
//! Promises: no logic.

use std::process::ExitCode;

fn main() -> ExitCode {
    match nutgraf::cli::run(std::env::args_os()) {
        nutgraf::cli::Outcome::Exit(code) => ExitCode::from(code),
        nutgraf::cli::Outcome::Browse(_) => ExitCode::FAILURE,
    }
}
