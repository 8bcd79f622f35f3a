//! Owns: the command line: reading it, and commands with words after them.
//! Promises: what is not understood is said, and nothing is done.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other commands take no words"
)]

use crate::app::command::Command;
use crate::app::effect::{Action, Bulk, Request};
use crate::app::list::RowForm;
use crate::app::state::State;
use crate::app::state::input::Asking;
use crate::app::state::view::LayoutForm;
use crate::app::step::{
    brief, bulk, correct, marks, navigate, outgoing, report, saved, search, summary, text_motion,
};
use crate::app::terms;
use nutgraf_read::model::saved::Purpose;

/// What was written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Order<'a> {
    /// The command: named whole, or as much of its name as no other has.
    pub(crate) command: Command,
    /// A number before or after it.
    pub(crate) count: Option<u32>,
    /// The words after it.
    pub(crate) argument: &'a str,
}

/// Understands a command line; a number alone is a row or a line to go to. `None` when nothing was written.
///
/// # Errors
/// One line on what was not understood.
pub(crate) fn read(text: &str) -> Result<Option<Order<'_>>, String> {
    let (name, argument) = text.split_once(' ').unwrap_or((text, ""));
    let argument = argument.trim();
    if name.is_empty() {
        return Ok(None);
    }
    if let Ok(number) = name.parse::<u32>() {
        return Ok(Some(Order {
            command: Command::First,
            count: Some(number),
            argument: "",
        }));
    }
    let command = find_command(name)?;
    let number = argument
        .parse()
        .ok()
        .filter(|_| command.argument().is_empty());
    Ok(Some(Order {
        command,
        count: number,
        argument: if number.is_some() { "" } else { argument },
    }))
}

/// Carries out a command with words after its name.
pub(crate) fn with_argument(state: &mut State, command: Command, argument: &str) {
    match command {
        Command::Filter => {
            navigate::to_list(state);
            search::set(state, argument);
        }
        Command::Search => {
            if let Some(reader) = state.screens.reader_mut() {
                reader.seek(argument);
                text_motion::hit(state, true);
            }
        }
        Command::Tag if saved::first_word(argument).1.is_empty() => marks::tag(state, argument),
        Command::Tag => bulk::tag(state, argument),
        Command::Read => bulk::ask(state, Bulk::Read(true), argument),
        Command::Unread => bulk::ask(state, Bulk::Read(false), argument),
        Command::Star => bulk::ask(state, Bulk::Starred(true), argument),
        Command::Unstar => bulk::ask(state, Bulk::Starred(false), argument),
        Command::Save => saved::save(state, Purpose::Tab, argument),
        Command::Mute => saved::save(state, Purpose::Mute, argument),
        Command::Unsave => saved::forget(state, Purpose::Tab, argument),
        Command::Unmute => saved::forget(state, Purpose::Mute, argument),
        // Tabs had that name once.
        Command::Tab | Command::Brief => saved::show(state, argument),
        Command::Pipe => outgoing::pipe(state, argument),
        Command::Import => state.send(Request::Import(vec![argument.to_owned()])),
        Command::Export if state.screens.brief().is_some() => brief::export(state, argument),
        Command::Export => outgoing::export(state, argument),
        Command::Merge => correct::told(state, Asking::Merge, argument),
        Command::SplitOff => correct::told(state, Asking::Split, argument),
        Command::Rename => correct::told(state, Asking::Rename, argument),
        Command::Kind => correct::told(state, Asking::Kind, argument),
        Command::Theme => {
            argument.clone_into(&mut state.view.theme);
            state.send(Action::Theme(argument.to_owned()));
        }
        Command::Rows => match RowForm::parse(argument) {
            Some(form) => state.view.rows = form,
            None => report::warn(state, format!("rows are {}", command.argument())),
        },
        Command::Summary => summary::named(state, argument),
        Command::About => summary::turn_to(state, argument),
        Command::Layout => match LayoutForm::parse(argument) {
            Some(form) => state.view.layout = form,
            None => report::warn(state, format!("layouts are {}", command.argument())),
        },
        Command::Actors | Command::NegateActor => {
            let without = command == Command::NegateActor;
            search::toggle(state, &terms::actor(argument), without);
        }
        _ => report::warn(state, format!("`{}` takes no words", command.name())),
    }
}

fn find_command(name: &str) -> Result<Command, String> {
    if let Some(command) = Command::parse(name) {
        return Ok(command);
    }
    // As in vi.
    if let "q" | "q!" | "wq" | "x" = name {
        return Ok(Command::Quit);
    }
    let fits = |c: &&Command| !c.edits() && c.name().starts_with(name);
    let found: Vec<Command> = Command::ALL.iter().filter(fits).copied().collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(format!(
            "no command `{name}`; Tab shows them, ? explains them"
        )),
        many => {
            let names: Vec<&str> = many.iter().map(|c| c.name()).collect();
            Err(format!("`{name}` could be {}", names.join(", ")))
        }
    }
}
