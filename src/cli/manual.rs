//! Owns: what is made from the table of commands: completions of shells, the manual pages.
//! Promises: nothing is read; every page that another one refers to is there.

use std::io::Write;
use std::path::Path;

use clap::{Command, CommandFactory};

use crate::app::command::Place;
use crate::app::keymap::Keymap;
use crate::cli::arguments::Arguments;
use crate::cli::fault::Fault;
use crate::cli::session::output;
use crate::cli::topics::{ENDING, TOPICS, escaped, row};

/// `completions SHELL`.
pub fn completions(shell: clap_complete::Shell) -> Result<(), Fault> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "nutgraf", &mut script);
    let mut out = output();
    out.write_all(&script)?;
    out.flush()?;
    Ok(())
}

/// `man [COMMAND] [--into FOLDER]`: nutgraf's page or a command's, or all of them as files.
///
/// # Errors
/// When there is no such command, or a file can't be written.
pub fn man(name: Option<&str>, into: Option<&Path>) -> Result<(), Fault> {
    let mut command = Arguments::command();
    command.build();
    if let Some(folder) = into {
        let write = |name: &str, page: &[u8]| {
            let path = folder.join(format!("{name}.1"));
            std::fs::write(&path, page)
                .map_err(|error| Fault::failed(format!("cannot write {}: {error}", path.display())))
        };
        write("nutgraf", &whole(&command)?)?;
        for part in command.get_subcommands() {
            write(&page_name(part), &page(part)?)?;
        }
        return Ok(());
    }
    let text = match name {
        None => whole(&command)?,
        Some(name) => match command.get_subcommands().find(|c| c.get_name() == name) {
            Some(part) => page(part)?,
            None => {
                return Err(Fault::usage(format!(
                    "no command is called `{name}`; `nutgraf --help` lists them"
                )));
            }
        },
    };
    let mut out = output();
    out.write_all(&text)?;
    out.flush()?;
    Ok(())
}

/// The page of nutgraf: commands, options, and what holds for all of them.
fn whole(command: &Command) -> Result<Vec<u8>, Fault> {
    let man = clap_mangen::Man::new(command.clone());
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    let mut text = String::from(
        ".SH SYNOPSIS\n\\fBnutgraf\\fR [\\fIOPTION\\fR]... [\\fIPATH\\fR|\\fIURL\\fR]...\n.br\n\
         \\fBnutgraf\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n.SH DESCRIPTION\n",
    );
    text.push_str(&escaped(&about(command)));
    text.push_str(
        ".\n.PP\nWithout a command the browser opens: on the library, or on just the paths that are given.\n\
         A path that is named like a command is written with a dot: ./list.\n.SH COMMANDS\n",
    );
    for part in command.get_subcommands() {
        let name = format!("{}(1)", page_name(part));
        row(&mut text, &name, &format!("{}.", about(part)));
    }
    out.extend_from_slice(text.as_bytes());
    man.render_options_section(&mut out)?;
    let mut text = String::new();
    for topic in TOPICS.iter().chain(&ENDING) {
        text.push_str(".SH ");
        text.push_str(&topic.name.to_uppercase());
        text.push('\n');
        text.push_str(&topic.roff());
        if topic.name == "keys" {
            keys(&mut text);
        }
    }
    out.extend_from_slice(text.as_bytes());
    Ok(out)
}

/// The keys as they are without a file of the reader's.
fn keys(text: &mut String) {
    let map = Keymap::embedded();
    for place in Place::ALL {
        let table = map.table(place);
        if table.is_empty() {
            continue;
        }
        text.push_str(".SS ");
        text.push_str(&escaped(place.heading()));
        text.push('\n');
        for (command, keys) in table {
            row(text, &keys.join("  "), command.doc());
        }
    }
}

/// The page of one command, without the options that every command has.
fn page(part: &Command) -> Result<Vec<u8>, Fault> {
    let own = part.clone().mut_args(|argument| {
        let everywhere = argument.is_global_set();
        argument.hide(everywhere)
    });
    let man = clap_mangen::Man::new(own.clone()).title(page_name(part));
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    let mut text = format!(
        ".SH NAME\n{} \\- {}\n",
        escaped(&page_name(part)),
        escaped(&about(part))
    );
    out.extend_from_slice(text.as_bytes());
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    if own.get_arguments().any(|argument| !argument.is_hide_set()) {
        man.render_options_section(&mut out)?;
    }
    text.clear();
    if part.get_subcommands().next().is_some() {
        text.push_str(".SH COMMANDS\n");
        for inner in part.get_subcommands().filter(|c| c.get_name() != "help") {
            let arguments = inner.get_positionals().map(|a| format!(" {a}"));
            let name = format!("{}{}", inner.get_name(), arguments.collect::<String>());
            row(&mut text, &name, &format!("{}.", about(inner)));
        }
    }
    text.push_str(".SH SEE ALSO\n\\fBnutgraf\\fR(1), for the options of every command, FILTER, FILES and EXIT STATUS.\n");
    out.extend_from_slice(text.as_bytes());
    Ok(out)
}

fn page_name(part: &Command) -> String {
    format!("nutgraf-{}", part.get_name())
}

fn about(command: &Command) -> String {
    command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default()
}
