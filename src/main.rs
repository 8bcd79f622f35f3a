//! Owns: the program's entry.
//! Promises: no logic.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(nutgraf::cli::run(std::env::args_os()))
}
