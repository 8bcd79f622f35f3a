//! Owns: which step carries out which command.
//! Promises: a command that makes no sense in a place says so or does nothing.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a command is carried out in the one place that knows it"
)]

use crate::app::command::{Command, Place};
use crate::app::effect::{Action, Request};
use crate::app::layout::text_width;
use crate::app::list::RowForm;
use crate::app::state::State;
use crate::app::state::input::{Asking, Pick};
use crate::app::state::screens::{Help, Screen};
use crate::app::state::view::LayoutForm;
use crate::app::step::{
    actor_table, brief, command_line, copies, correct, feed_table, letters, line_input, marks,
    motion, navigate, outgoing, report, retell, said_table, saved, search, story_table, summary,
    text_motion, timeline, tour,
};
use crate::app::terms;
use nutgraf_read::model::feed::Which;

/// Carries out a command, `count` times where that makes sense.
pub(crate) fn run(state: &mut State, command: Command, count: Option<u32>) {
    let place = state.place();
    let times = isize::try_from(count.unwrap_or(1).clamp(1, 1_000_000)).unwrap_or(1);
    let nth = count.map(|n| n.saturating_sub(1) as usize);
    match command {
        Command::Refresh
        | Command::RefreshAll
        | Command::Edit
        | Command::Tag
        | Command::WholePages
        | Command::Unfollow
        | Command::Undo
            if place == Place::Feeds =>
        {
            feed_table::run(state, command);
        }
        _ if place == Place::Stories && story_table::takes(command) => {
            story_table::run(state, command);
        }
        Command::Evidence | Command::Open if place == Place::Brief => brief::enter(state),
        Command::Read | Command::Undo if place == Place::Brief => brief::run(state, command),
        Command::OnlyNew
        | Command::Longer
        | Command::Shorter
        | Command::DropStory
        | Command::StoryUp
        | Command::StoryDown
        | Command::CopyBrief => brief::run(state, command),
        Command::Actors | Command::NegateActor if place == Place::Actors => {
            actor_table::filter(state, command == Command::NegateActor);
        }
        Command::Card if place == Place::Actors => actor_table::show_card(state),
        Command::Card | Command::Actors if place == Place::Said => said_table::show_card(state),
        Command::Evidence if matches!(place, Place::Said | Place::Card) => {
            navigate::enter(state, place);
        }
        Command::Down | Command::ListDown => motion::go(state, place, times),
        Command::Up | Command::ListUp => motion::go(state, place, -times),
        Command::PageDown => motion::page(state, place, 2 * times),
        Command::PageUp => motion::page(state, place, -2 * times),
        Command::HalfDown => motion::page(state, place, times),
        Command::HalfUp => motion::page(state, place, -times),
        Command::First => motion::end(state, place, nth.unwrap_or(0)),
        Command::Last => motion::end(state, place, nth.unwrap_or(usize::MAX)),
        Command::Open if place == Place::Stories => story_table::enter(state),
        Command::Open if place == Place::Feeds => feed_table::open(state),
        Command::Open if place == Place::Timeline => timeline::enter(state),
        Command::Open => navigate::enter(state, place),
        Command::Back => navigate::back(state, place, true),
        Command::Leave => navigate::back(state, place, false),
        Command::Filter => filter_line(state, place),
        Command::Copies => copies::copies(state),
        Command::NotStory => story_table::part(state),
        Command::NextUnread | Command::PreviousUnread => motion::unread(
            state,
            place,
            command == Command::NextUnread,
            times.unsigned_abs(),
        ),
        Command::NextArticle => motion::neighbour(state, place, times),
        Command::PreviousArticle => motion::neighbour(state, place, -times),
        Command::Read => marks::read(state),
        Command::ReadAll => marks::read_all(state),
        Command::ReadOn => motion::read_on(state, place, times),
        Command::Refresh | Command::RefreshAll => refresh(state),
        Command::WholePages => outgoing::whole_page(state),
        Command::Star => marks::star(state),
        Command::Unread => marks::set_read(state, false),
        Command::Unstar => marks::set_starred(state, false),
        Command::Source => saved::source(state),
        Command::Alike => saved::alike(state),
        Command::Muted => saved::go(state, "is:muted"),
        Command::NextTab | Command::PreviousTab => {
            saved::turn(state, command == Command::NextTab, count);
        }
        Command::Save => asked(state, "save "),
        Command::Unsave => asked(state, "unsave "),
        Command::Tab => asked(state, "tab "),
        Command::Mute => asked(state, "mute "),
        Command::Unmute => asked(state, "unmute "),
        Command::CopyLink => outgoing::copy_link(state),
        Command::CopyId => outgoing::copy_id(state),
        Command::Browse => outgoing::browse(state, count),
        Command::Undo => state.send(Request::Apply(nutgraf_read::model::change::Change::Undo)),
        Command::Quit => navigate::leave_all(state),
        Command::Redraw => state.send(Action::Redraw),
        Command::Suspend => state.send(Action::Suspend),
        Command::Starters => state.send(Request::ImportStarters),
        Command::Accept => accept(state),
        Command::Complete => line_input::complete(state, true),
        Command::CompleteBack => line_input::complete(state, false),
        _ if command.edits() => line_input::strike(state, command),
        _ => look(state, command, times),
    }
}

/// Commands that change what is looked at and how.
fn look(state: &mut State, command: Command, times: isize) {
    match command {
        Command::Actors | Command::NegateActor => {
            let without = command == Command::NegateActor;
            let of_list = false;
            letters::wait(state, Pick::Actor { without, of_list });
        }
        Command::ChooseActor => letters::wait(state, Pick::Choose),
        Command::Card => letters::wait(state, Pick::Card),
        Command::ActorTable => actor_table::toggle(state),
        Command::Stories => story_table::toggle(state),
        Command::Feeds => feed_table::toggle(state),
        Command::Timeline => timeline::toggle(state),
        Command::Brief => brief::toggle(state),
        Command::Said => said_table::toggle(state),
        Command::SortActors => actor_table::sort(state),
        Command::Merge => correct::ask(state, Asking::Merge),
        Command::SplitOff => correct::ask(state, Asking::Split),
        Command::Rename => correct::ask(state, Asking::Rename),
        Command::Kind => correct::ask(state, Asking::Kind),
        Command::Hide => correct::banish(state, false),
        Command::Never => correct::banish(state, true),
        Command::Evidence => letters::evidence(state),
        Command::Search => line_input::ask(state, Asking::Search),
        Command::NextMatch | Command::PreviousMatch => {
            for _ in 0..times {
                text_motion::hit(state, command == Command::NextMatch);
            }
        }
        Command::NextMention | Command::PreviousMention => {
            for _ in 0..times {
                text_motion::mention(state, command == Command::NextMention);
            }
        }
        Command::NextActor => text_motion::choose_next(state, true),
        Command::PreviousActor => text_motion::choose_next(state, false),
        Command::Dropped => text_motion::dropped(state),
        Command::Links => text_motion::links(state),
        Command::Zen => state.zen = !state.zen,
        Command::Rows => {
            state.view.rows = after(&RowForm::ALL, state.view.rows);
            report::note(state, format!("rows: {}", state.view.rows.name()));
        }
        Command::Summary => summary::next(state),
        Command::Abstract => retell::ask(state),
        Command::About => summary::toggle(state),
        Command::Layout => {
            state.view.layout = after(&LayoutForm::ALL, state.view.layout);
            report::note(state, format!("layout: {}", state.view.layout.name()));
        }
        Command::Pager => outgoing::pager(state),
        Command::Edit => outgoing::edit(state),
        Command::Tour => tour::toggle(state),
        Command::Group if state.screens.feeds().is_some() => feed_table::group(state),
        Command::Group => {
            let line = terms::regrouped(state.filter.text());
            search::set(state, &line);
        }
        Command::Wider => resize(state, 4),
        Command::Narrower => resize(state, -4),
        Command::Tag => line_input::ask(state, Asking::Tag),
        Command::Pipe => line_input::ask(state, Asking::Pipe),
        Command::Import => line_input::ask(state, Asking::Import),
        Command::Command => line_input::ask(state, Asking::Command),
        Command::Theme => asked(state, "theme "),
        Command::Export => asked(state, "export "),
        Command::Mouse => {
            state.mouse = !state.mouse;
            let words = if state.mouse {
                "works in nutgraf"
            } else {
                "is left to the terminal"
            };
            report::note(state, format!("mouse {words}"));
            state.send(Action::Mouse(state.mouse));
        }
        Command::Help if state.screens.help().is_some() => {
            state.screens.close(Place::Help);
        }
        Command::Help => state.screens.push(Screen::Help(Help::default())),
        _ => {}
    }
}

/// Reads again what the browser was started with.
fn refresh(state: &mut State) {
    let inputs = state.settings.inputs.clone();
    if inputs.is_empty() {
        state.send(Request::Refresh(Which::Due));
        return report::note(state, "asks the feeds that are due …");
    }
    report::note(state, format!("reading {} again", state.settings.label));
    state.send(Request::Import(inputs));
}

/// A command that needs words is begun on the command line.
fn asked(state: &mut State, begun: &str) {
    line_input::ask(state, Asking::Command);
    line_input::insert(state, begun);
}

fn after<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|t| *t == now).unwrap_or(0);
    all.get((at + 1) % all.len().max(1)).copied().unwrap_or(now)
}

/// Resizes the list, or the text while reading.
fn resize(state: &mut State, by: i16) {
    if state.reader().is_some() {
        let columns = text_width(state).saturating_add_signed(by).clamp(32, 160);
        state.view.column = columns;
        report::note(state, format!("text of {} columns", text_width(state)));
        return;
    }
    let now = if state.view.split == 0 {
        54
    } else {
        state.view.split
    };
    state.view.split = now.saturating_add_signed(by).clamp(20, 80);
}

fn accept(state: &mut State) {
    let Some(prompt) = line_input::take(state) else {
        line_input::leave_filter(state);
        return;
    };
    let text = prompt.line.text().trim();
    match (prompt.asking, &prompt.subject) {
        (Asking::Command, _) => command_line(state, text),
        (Asking::Tag, _) => marks::tag(state, text),
        (Asking::FeedTags, _) => feed_table::tag(state, text),
        (Asking::Pipe, _) => outgoing::pipe(state, text),
        (asking, Some(subject)) => correct::correct(state, subject, asking, text),
        (Asking::Import, _) if !text.is_empty() => {
            state.send(Request::Import(vec![text.to_owned()]));
        }
        (Asking::Search, _) if state.place() == Place::Reader && !text.is_empty() => {
            text_motion::hit(state, true);
        }
        _ => {}
    }
}

/// Carries out what was written on the command line.
pub(crate) fn command_line(state: &mut State, text: &str) {
    match command_line::read(text) {
        Ok(None) => {}
        Ok(Some(order)) if order.argument.is_empty() => run(state, order.command, order.count),
        Ok(Some(order)) => command_line::with_argument(state, order.command, order.argument),
        Err(words) => report::warn(state, words),
    }
}

/// The filter line; on a card its actor becomes the filter.
fn filter_line(state: &mut State, place: Place) {
    if place == Place::Card
        && let Some(Screen::Card(card)) = state.screens.pop()
    {
        navigate::to_list(state);
        let line = terms::toggle("", &terms::actor(&card.name), false);
        search::set(state, &line);
        return;
    }
    if state.screens.actors().is_some() {
        navigate::to_list(state);
    }
    line_input::filter(state);
}
