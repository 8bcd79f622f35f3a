//! Owns: the command `config`: the default settings, where files are, whether they are without mistakes.
//! Promises: works with a broken settings file too.

use std::io::Write;

use crate::cli::arguments::{Common, ConfigCommand};
use crate::cli::environment::Environment;
use crate::cli::fault::{Fault, code};
use crate::cli::session::{complain, config_path, output};
use crate::cli::user_files::{self, UserFile};
use crate::config;
use crate::print::json;

/// `config default|path|check`.
pub fn config(
    command: &ConfigCommand,
    common: &Common,
    environment: &Environment,
) -> Result<(), Fault> {
    let mut out = output();
    let path = config_path(common, environment);
    match command {
        ConfigCommand::Default if common.json => {
            let table: toml::Table = config::settings::DEFAULT
                .parse()
                .map_err(|error| Fault::failed(format!("the embedded defaults: {error}")))?;
            json::line(&mut out, &table)?;
        }
        ConfigCommand::Default => out.write_all(config::settings::DEFAULT.as_bytes())?,
        ConfigCommand::Path if common.json => {
            let places = &environment.places;
            let record = serde_json::json!({
                "config": path.to_string_lossy(),
                "library": common.library.as_ref().unwrap_or(&places.library).to_string_lossy(),
                "state": places.state.to_string_lossy(),
            });
            json::line(&mut out, &record)?;
        }
        ConfigCommand::Path => writeln!(out, "{}", path.display())?,
        ConfigCommand::Check => {
            let (_, files) = user_files::look(common, environment)?;
            let there = path.exists();
            let mistakes: Vec<&String> = files.iter().flat_map(|file| &file.mistakes).collect();
            if common.json {
                let record = serde_json::json!({
                    "config": path.to_string_lossy(), "exists": there, "ok": mistakes.is_empty(),
                    "mistakes": mistakes,
                });
                json::line(&mut out, &record)?;
                out.flush()?;
            }
            if !mistakes.is_empty() {
                for line in mistakes {
                    complain(line);
                }
                return Err(Fault::Silent(code::FAILED));
            }
            if !common.json {
                for UserFile { what, path, .. } in &files {
                    let state = if path.exists() {
                        "no mistakes"
                    } else {
                        "not there; the defaults hold"
                    };
                    writeln!(out, "{}: {what}: {state}", path.display())?;
                }
            }
        }
    }
    out.flush()?;
    Ok(())
}
