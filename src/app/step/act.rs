//! Owns: which step carries out which command.
//! Promises: a command that makes no sense in a place says so or does nothing.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a command is carried out in the one place that knows it"
)]

use crate::app::command::{Command, Place};
use crate::app::effect::{Action, Effect, Request};
use crate::app::layout::text_width;
use crate::app::list::RowForm;
use crate::app::state::{Asking, Help, LayoutForm, Pick, State};
use crate::app::step::{
    copies, level, mark, mend, motion, open, order, pick, retell, rows, saved, say, search,
    summary, tour, travel, who, write,
};
use crate::app::terms;

/// Carries out a command, `count` times where that makes sense.
pub(crate) fn run(state: &mut State, command: Command, count: Option<u32>) -> Vec<Effect> {
    let place = state.place();
    let times = isize::try_from(count.unwrap_or(1).clamp(1, 1_000_000)).unwrap_or(1);
    if place == Place::Who
        && let Some(effects) = who::run(state, command)
    {
        return effects;
    }
    match command {
        Command::Down | Command::ListDown => motion::go(state, place, times),
        Command::Up | Command::ListUp => motion::go(state, place, -times),
        Command::PageDown => motion::page(state, place, 2 * times),
        Command::PageUp => motion::page(state, place, -2 * times),
        Command::HalfDown => motion::page(state, place, times),
        Command::HalfUp => motion::page(state, place, -times),
        Command::First => motion::end(
            state,
            place,
            count.map_or(0, |n| n.saturating_sub(1) as usize),
        ),
        Command::Last => motion::end(
            state,
            place,
            count.map_or(usize::MAX, |n| n.saturating_sub(1) as usize),
        ),
        Command::Open => level::enter(state, place),
        Command::Back => level::back(state, place, true),
        Command::Leave => level::back(state, place, false),
        Command::Filter => filter_line(state, place),
        Command::Copies => copies::copies(state),
        Command::NextUnread | Command::PreviousUnread => motion::unread(
            state,
            place,
            command == Command::NextUnread,
            times.unsigned_abs(),
        ),
        Command::NextArticle => motion::neighbour(state, place, times),
        Command::PreviousArticle => motion::neighbour(state, place, -times),
        Command::Read => mark::read(state),
        Command::Star => mark::star(state),
        Command::Unread => mark::set_read(state, false),
        Command::Unstar => mark::set_starred(state, false),
        Command::Source => mark::source(state),
        Command::Alike => mark::alike(state),
        Command::Muted => saved::go(state, "is:muted"),
        Command::NextBrief | Command::PreviousBrief => {
            saved::turn(state, command == Command::NextBrief, count)
        }
        Command::Save => asked(state, "save "),
        Command::Unsave => asked(state, "unsave "),
        Command::Brief => asked(state, "brief "),
        Command::Mute => asked(state, "mute "),
        Command::Unmute => asked(state, "unmute "),
        Command::CopyLink => mark::copy_link(state),
        Command::CopyId => mark::copy_id(state),
        Command::Browse => mark::browse(state, count),
        Command::Undo => vec![Request::Apply(nutgraf_read::model::change::Change::Undo).into()],
        Command::Quit => level::leave_all(state),
        Command::Redraw => vec![Action::Redraw.into()],
        Command::Suspend => vec![Action::Suspend.into()],
        Command::Starters => vec![Request::ImportStarters.into()],
        Command::Accept => accept(state),
        Command::Complete => write::complete(state, true),
        Command::CompleteBack => write::complete(state, false),
        _ if command.edits() => write::strike(state, command),
        _ => look(state, command, times),
    }
}

/// Commands that change what is looked at and how.
fn look(state: &mut State, command: Command, times: isize) -> Vec<Effect> {
    match command {
        Command::Actors => pick::pick(
            state,
            Pick::Actor {
                without: false,
                of_list: false,
            },
        ),
        Command::NegateActor => pick::pick(
            state,
            Pick::Actor {
                without: true,
                of_list: false,
            },
        ),
        Command::ChooseActor => pick::pick(state, Pick::Choose),
        Command::Card => pick::pick(state, Pick::Card),
        Command::Who => who::toggle(state),
        Command::SortActors => who::sort(state),
        Command::Merge => return mend::ask(state, Asking::Merge),
        Command::SplitOff => return mend::ask(state, Asking::Split),
        Command::Rename => return mend::ask(state, Asking::Rename),
        Command::Kind => return mend::ask(state, Asking::Kind),
        Command::Hide => return mend::banish(state, false),
        Command::Never => return mend::banish(state, true),
        Command::Evidence => return pick::evidence(state),
        Command::Search => write::ask(state, Asking::Search),
        Command::NextMatch | Command::PreviousMatch => {
            for _ in 0..times {
                travel::hit(state, command == Command::NextMatch);
            }
        }
        Command::NextMention | Command::PreviousMention => {
            for _ in 0..times {
                travel::mention(state, command == Command::NextMention);
            }
        }
        Command::NextActor => travel::choose_next(state, true),
        Command::PreviousActor => travel::choose_next(state, false),
        Command::Dropped => travel::dropped(state),
        Command::Links => travel::links(state),
        Command::Zen => {
            state.zen = !state.zen;
            open::fit(state);
        }
        Command::Rows => {
            state.list.form = after(&RowForm::ALL, state.list.form);
            rows::follow(state);
            say::note(state, format!("rows: {}", state.list.form.name()));
        }
        Command::Summary => return summary::next(state),
        Command::Abstract => return retell::ask(state),
        Command::About => return summary::toggle(state),
        Command::Layout => {
            state.layout = after(&LayoutForm::ALL, state.layout);
            rows::follow(state);
            say::note(state, format!("layout: {}", state.layout.name()));
        }
        Command::Pager => return mark::pager(state),
        Command::Edit => return mark::edit(state),
        Command::Tour => return tour::toggle(state),
        Command::Group => {
            let line = terms::by_source(state.filter.text());
            return search::set(state, &line);
        }
        Command::Wider => resize(state, 4),
        Command::Narrower => resize(state, -4),
        Command::Tag => write::ask(state, Asking::Tag),
        Command::Pipe => write::ask(state, Asking::Pipe),
        Command::Import => write::ask(state, Asking::Import),
        Command::Command => write::ask(state, Asking::Command),
        Command::Theme => return asked(state, "theme "),
        Command::Mouse => {
            state.options.mouse = !state.options.mouse;
            let words = if state.options.mouse {
                "taken"
            } else {
                "left to the terminal"
            };
            say::note(state, format!("mouse {words}"));
            return vec![Action::Mouse(state.options.mouse).into()];
        }
        Command::Help => {
            state.help = match state.help {
                Some(_) => None,
                None => Some(Help::default()),
            };
        }
        _ => {}
    }
    Vec::new()
}

/// A command that needs words is begun on the command line.
fn asked(state: &mut State, begun: &str) -> Vec<Effect> {
    write::ask(state, Asking::Command);
    write::insert(state, begun)
}

fn after<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|t| *t == now).unwrap_or(0);
    all.get((at + 1) % all.len().max(1)).copied().unwrap_or(now)
}

/// Resizes the list, or the text while reading.
fn resize(state: &mut State, by: i16) {
    if state.reader.is_some() {
        let columns = text_width(state).saturating_add_signed(by).clamp(32, 160);
        state.column = columns;
        open::fit(state);
        say::note(state, format!("text of {} columns", text_width(state)));
        return;
    }
    let now = if state.split == 0 { 54 } else { state.split };
    state.split = now.saturating_add_signed(by).clamp(20, 80);
    rows::follow(state);
}

fn accept(state: &mut State) -> Vec<Effect> {
    let Some((asking, text)) = write::take(state) else {
        write::leave_filter(state);
        return Vec::new();
    };
    match asking {
        Asking::Command => command_line(state, &text),
        Asking::Tag => mark::tag(state, &text),
        Asking::Pipe => mark::pipe(state, &text),
        Asking::Merge | Asking::Split | Asking::Rename | Asking::Kind => {
            mend::answer(state, asking, &text)
        }
        Asking::Import if text.is_empty() => Vec::new(),
        Asking::Import => vec![Request::Import(vec![text]).into()],
        Asking::Search => {
            if state.help.is_none() && !text.is_empty() {
                travel::hit(state, true);
            }
            Vec::new()
        }
    }
}

/// Carries out what was written on the command line.
pub(crate) fn command_line(state: &mut State, text: &str) -> Vec<Effect> {
    match order::read(text) {
        Ok(None) => Vec::new(),
        Ok(Some(order)) if order.argument.is_empty() => run(state, order.command, order.count),
        Ok(Some(order)) => order::with_argument(state, order.command, order.argument),
        Err(words) => {
            say::warn(state, words);
            Vec::new()
        }
    }
}

/// The filter line; on a card its actor becomes the filter.
fn filter_line(state: &mut State, place: Place) -> Vec<Effect> {
    if place == Place::Card
        && let Some(card) = state.card.take()
    {
        let effects = level::to_list(state);
        let line = terms::toggle("", &terms::actor(&card.name), false);
        return effects
            .into_iter()
            .chain(search::set(state, &line))
            .collect();
    }
    let mut effects = match state.who {
        Some(_) => level::to_list(state),
        None => Vec::new(),
    };
    effects.extend(write::filter(state));
    effects
}
