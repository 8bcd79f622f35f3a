//! Owns: the command line: reading it, and commands with words after them.
//! Promises: what is not understood is said, and nothing is done.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other commands take no words"
)]

use crate::app::command::Command;
use crate::app::effect::{Action, Bulk, Effect, Request};
use crate::app::list::RowForm;
use crate::app::state::State;
use crate::app::state::input::Asking;
use crate::app::state::view::LayoutForm;
use crate::app::step::{
    bulk, correct, marks, navigate, outgoing, report, saved, search, summary, text_motion,
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
pub(crate) fn with_argument(state: &mut State, command: Command, argument: &str) -> Vec<Effect> {
    match command {
        Command::Filter => {
            let effects = navigate::to_list(state);
            return effects
                .into_iter()
                .chain(search::set(state, argument))
                .collect();
        }
        Command::Search => {
            if let Some(reader) = state.screens.reader_mut() {
                reader.seek(argument);
                text_motion::hit(state, true);
            }
        }
        Command::Tag if saved::first_word(argument).1.is_empty() => {
            return marks::tag(state, argument);
        }
        Command::Tag => return bulk::tag(state, argument),
        Command::Read => return bulk::ask(state, Bulk::Read(true), argument),
        Command::Unread => return bulk::ask(state, Bulk::Read(false), argument),
        Command::Star => return bulk::ask(state, Bulk::Starred(true), argument),
        Command::Unstar => return bulk::ask(state, Bulk::Starred(false), argument),
        Command::Save => return saved::save(state, Purpose::Tab, argument),
        Command::Mute => return saved::save(state, Purpose::Mute, argument),
        Command::Unsave => return saved::forget(state, Purpose::Tab, argument),
        Command::Unmute => return saved::forget(state, Purpose::Mute, argument),
        Command::Tab => return saved::show(state, argument),
        Command::Pipe => return outgoing::pipe(state, argument),
        Command::Import => return vec![Request::Import(vec![argument.to_owned()]).into()],
        Command::Merge => return correct::told(state, Asking::Merge, argument),
        Command::SplitOff => return correct::told(state, Asking::Split, argument),
        Command::Rename => return correct::told(state, Asking::Rename, argument),
        Command::Kind => return correct::told(state, Asking::Kind, argument),
        Command::Theme => {
            argument.clone_into(&mut state.view.theme);
            return vec![Action::Theme(argument.to_owned()).into()];
        }
        Command::Rows => match RowForm::parse(argument) {
            Some(form) => {
                state.view.rows = form;
            }
            None => report::warn(state, format!("rows are {}", command.argument())),
        },
        Command::Summary => return summary::named(state, argument),
        Command::About => return summary::turn_to(state, argument),
        Command::Layout => match LayoutForm::parse(argument) {
            Some(form) => {
                state.view.layout = form;
            }
            None => report::warn(state, format!("layouts are {}", command.argument())),
        },
        Command::Actors | Command::NegateActor => {
            let without = command == Command::NegateActor;
            return search::toggle(state, &terms::actor(argument), without);
        }
        _ => report::warn(state, format!("`{}` takes no words", command.name())),
    }
    Vec::new()
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
