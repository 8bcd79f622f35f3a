//! Owns: the command `config`: the default settings, where files are, whether they are without mistakes.
//! Promises: works with a broken settings file too.

use std::io::Write;

use crate::cli::arguments::{Common, ConfigCommand};
use crate::cli::environment::Environment;
use crate::cli::fault::{Fault, code};
use crate::cli::keys;
use crate::cli::session::{Session, complain, config_path, output, read_settings};
use crate::cli::start;
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
            let settings = read_settings(&path, common.config.is_some())?;
            let session = Session {
                common: common.clone(),
                environment: environment.clone(),
                settings,
            };
            let (_, mut complaints) = keys::in_force(&session)?;
            complaints.extend(start::saved(&session)?.1);
            if !complaints.is_empty() {
                for line in &complaints {
                    complain(line);
                }
                return Err(Fault::Silent(code::FAILED));
            }
            let there = path.exists();
            if common.json {
                let record = serde_json::json!({
                    "config": path.to_string_lossy(), "exists": there, "ok": true,
                });
                json::line(&mut out, &record)?;
            } else if there {
                writeln!(out, "{}: no mistakes", path.display())?;
            } else {
                writeln!(out, "{}: not there; the defaults hold", path.display())?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
