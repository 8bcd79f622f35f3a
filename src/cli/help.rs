//! Owns: `help`: the help of a command, or a topic.
//! Promises: works with broken settings too; what is listed is what there is.

use std::io::Write;

use clap::CommandFactory;

use crate::cli::arguments::{Arguments, Common};
use crate::cli::environment::Environment;
use crate::cli::fault::Fault;
use crate::cli::keys;
use crate::cli::session::{Session, output};
use crate::cli::topics::TOPICS;

/// `help [COMMAND…|TOPIC]`.
///
/// # Errors
/// When neither a command nor a topic has that name.
pub fn help(words: &[String], common: &Common, environment: &Environment) -> Result<(), Fault> {
    let mut command = Arguments::command();
    command.build();
    if let [name] = words
        && let Some(topic) = TOPICS.iter().find(|topic| topic.name == name)
    {
        let mut out = output();
        out.write_all(topic.plain().as_bytes())?;
        if topic.name == "keys" {
            writeln!(out)?;
            let session = Session::open(common.clone(), environment.clone())?;
            keys::write_table(&mut out, &session)?;
        }
        out.flush()?;
        return Ok(());
    }
    let mut found = &mut command;
    for word in words {
        let known = found.get_subcommands().any(|c| c.get_name() == word);
        if !known {
            let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
            return Err(Fault::usage(format!(
                "no command and no topic is called `{word}`; topics are {}, and `nutgraf --help` lists the commands",
                topics.join(", ")
            )));
        }
        found = found
            .find_subcommand_mut(word)
            .ok_or_else(|| Fault::usage(format!("no command is called `{word}`")))?;
    }
    let text = found.render_long_help();
    let mut out = output();
    write!(out, "{text}")?;
    out.flush()?;
    Ok(())
}
