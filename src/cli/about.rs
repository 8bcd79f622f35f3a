//! Owns: the commands that tell about nutgraf itself: config, completions, man.
//! Promises: they work without a library.

use std::io::Write;

use clap::CommandFactory;

use crate::cli::arguments::{Arguments, Common, ConfigCommand};
use crate::cli::environment::Environment;
use crate::cli::fault::{Fault, code};
use crate::cli::keys;
use crate::cli::session::{Session, complain, config_path, output, read_settings};
use crate::cli::start;
use crate::config;
use crate::print::json;

/// `config default|path|check`. Works with a broken settings file too.
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

/// `completions SHELL`.
pub fn completions(shell: clap_complete::Shell) -> Result<(), Fault> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "nutgraf", &mut script);
    let mut out = output();
    out.write_all(&script)?;
    out.flush()?;
    Ok(())
}

/// `man`: the page of nutgraf, then those of its commands.
pub fn man() -> Result<(), Fault> {
    let mut out = output();
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for part in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let page = clap_mangen::Man::new(part.clone());
        page.render_synopsis_section(&mut out)?;
        page.render_description_section(&mut out)?;
        page.render_options_section(&mut out)?;
    }
    out.flush()?;
    Ok(())
}
