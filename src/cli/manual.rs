//! Owns: what is made from the table of commands: completions of shells, the manual page.
//! Promises: nothing is read.

use std::io::Write;

use clap::CommandFactory;

use crate::cli::arguments::Arguments;
use crate::cli::fault::Fault;
use crate::cli::session::output;

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
