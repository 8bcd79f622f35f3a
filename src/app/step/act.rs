//! Owns: what each command does in each place.
//! May import: `app`, `model`.
//! Promises: a command that makes no sense in a place says so or does nothing.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a command is carried out in the one place that knows it"
)]

use crate::app::command::{Command, Place};
use crate::app::effect::Effect;
use crate::app::line::Line;
use crate::app::list::RowForm;
use crate::app::people;
use crate::app::reader::Origin;
use crate::app::state::{Asking, Help, LayoutForm, Pick, State};
use crate::app::step::{card, mark, open, rows, say, search, travel, write};
use crate::app::terms;
use crate::model::id::ArticleId;

/// Carries out a command, `count` times where that makes sense.
pub(crate) fn run(state: &mut State, command: Command, count: Option<u32>) -> Vec<Effect> {
    let place = state.place();
    let times = isize::try_from(count.unwrap_or(1).clamp(1, 1_000_000)).unwrap_or(1);
    match command {
        Command::Down | Command::ListDown => go(state, place, times),
        Command::Up | Command::ListUp => go(state, place, -times),
        Command::PageDown => page(state, place, 2 * times),
        Command::PageUp => page(state, place, -2 * times),
        Command::HalfDown => page(state, place, times),
        Command::HalfUp => page(state, place, -times),
        Command::First => end(
            state,
            place,
            count.map_or(0, |n| n.saturating_sub(1) as usize),
        ),
        Command::Last => end(
            state,
            place,
            count.map_or(usize::MAX, |n| n.saturating_sub(1) as usize),
        ),
        Command::Open => enter(state, place),
        Command::Back => back(state, place, true),
        Command::Leave => back(state, place, false),
        Command::Filter => filter(state, place),
        Command::NextUnread | Command::PreviousUnread => unread(
            state,
            place,
            command == Command::NextUnread,
            times.unsigned_abs(),
        ),
        Command::NextArticle => neighbour(state, place, times),
        Command::PreviousArticle => neighbour(state, place, -times),
        Command::Read => mark::read(state),
        Command::Star => mark::star(state),
        Command::CopyLink => mark::copy_link(state),
        Command::CopyId => mark::copy_id(state),
        Command::Browse => mark::browse(state, count),
        Command::Undo => vec![Effect::Apply(crate::model::change::Change::Undo)],
        Command::Quit => leave_all(state),
        Command::Redraw => vec![Effect::Redraw],
        Command::Suspend => vec![Effect::Suspend],
        Command::Starters => vec![Effect::ImportStarters],
        Command::Accept => accept(state),
        Command::Complete => write::complete(state, true),
        Command::CompleteBack => write::complete(state, false),
        _ if command.edits() => edit(state, command),
        _ => look(state, command, times),
    }
}

/// Commands that change what is looked at and how.
fn look(state: &mut State, command: Command, times: isize) -> Vec<Effect> {
    match command {
        Command::Actors => pick(
            state,
            Pick::Actor {
                without: false,
                of_list: false,
            },
        ),
        Command::NegateActor => pick(
            state,
            Pick::Actor {
                without: true,
                of_list: false,
            },
        ),
        Command::ChooseActor => pick(state, Pick::Choose),
        Command::Card => pick(state, Pick::Card),
        Command::Evidence => return evidence(state),
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
        Command::Layout => {
            state.layout = after(&LayoutForm::ALL, state.layout);
            rows::follow(state);
            say::note(state, format!("layout: {}", state.layout.name()));
        }
        Command::Wider => resize(state, 4),
        Command::Narrower => resize(state, -4),
        Command::Tag => write::ask(state, Asking::Tag),
        Command::Pipe => write::ask(state, Asking::Pipe),
        Command::Import => write::ask(state, Asking::Import),
        Command::Command => write::ask(state, Asking::Command),
        Command::Theme => {
            write::ask(state, Asking::Command);
            return write::insert(state, "theme ");
        }
        Command::Mouse => {
            state.options.mouse = !state.options.mouse;
            let words = if state.options.mouse {
                "taken"
            } else {
                "left to the terminal"
            };
            say::note(state, format!("mouse {words}"));
            return vec![Effect::Mouse(state.options.mouse)];
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

fn after<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|t| *t == now).unwrap_or(0);
    all.get((at + 1) % all.len().max(1)).copied().unwrap_or(now)
}

fn resize(state: &mut State, percent: i16) {
    let now = if state.split == 0 { 54 } else { state.split };
    state.split = now.saturating_add_signed(percent).clamp(20, 80);
    rows::follow(state);
}

fn go(state: &mut State, place: Place, by: isize) -> Vec<Effect> {
    match place {
        Place::Reader => travel::scroll(state, by),
        Place::Help => {
            if let Some(help) = &mut state.help {
                help.top = help.top.saturating_add_signed(by);
            }
            bound_help(state);
        }
        Place::Card => {
            if let Some(card) = &mut state.card {
                let last = card.latest.len().saturating_sub(1);
                card.cursor = card.cursor.saturating_add_signed(by).min(last);
            }
        }
        _ => rows::step(state, by),
    }
    Vec::new()
}

fn page(state: &mut State, place: Place, halves: isize) -> Vec<Effect> {
    match place {
        Place::Reader => travel::page(state, halves),
        Place::Help => return go(state, place, halves * 8),
        Place::Card => return go(state, place, halves * 2),
        _ => rows::page(state, halves),
    }
    Vec::new()
}

fn end(state: &mut State, place: Place, at: usize) -> Vec<Effect> {
    match place {
        Place::Reader => travel::go(state, at),
        Place::Help => {
            if let Some(help) = &mut state.help {
                help.top = at;
            }
            bound_help(state);
        }
        Place::Card => {
            let by = if at == 0 { isize::MIN } else { isize::MAX };
            return go(state, place, by);
        }
        _ => rows::go(state, at),
    }
    Vec::new()
}

fn bound_help(state: &mut State) {
    let rows = usize::from(crate::app::layout::layout(state).text.height);
    let lines = crate::app::help::lines(state).len();
    if let Some(help) = &mut state.help {
        help.top = help.top.min(lines.saturating_sub(rows));
    }
}

fn enter(state: &mut State, place: Place) -> Vec<Effect> {
    match place {
        Place::Reader => {
            let chosen = state.reader.as_ref().and_then(|r| r.chosen_entity());
            match chosen.map(|e| e.id.clone()) {
                Some(id) => card::show(state, &id),
                None => travel::scroll(state, 1),
            }
            Vec::new()
        }
        Place::Card => {
            let Some(card) = state.card.take() else {
                return Vec::new();
            };
            match card.latest.get(card.cursor) {
                Some(id) => open_anywhere(state, *id),
                None => Vec::new(),
            }
        }
        Place::Help => back(state, place, false),
        _ => match state.list.current() {
            Some(id) => open::open(state, id),
            None => Vec::new(),
        },
    }
}

/// Opens an article that need not be in the list; the cursor goes there if it is.
fn open_anywhere(state: &mut State, id: ArticleId) -> Vec<Effect> {
    if let Some(row) = state.list.rows.iter().position(|r| *r == id) {
        rows::go(state, row);
    }
    open::open(state, id)
}

/// Up one level. At the top `out` leaves the program.
fn back(state: &mut State, place: Place, out: bool) -> Vec<Effect> {
    match place {
        Place::Help => state.help = None,
        Place::Card => state.card = None,
        Place::Reader => match travel::back(state) {
            Some(Origin::Line(_)) => {}
            _ if state.zen => state.zen = false,
            _ => {
                let effects = open::leave(state);
                rows::follow(state);
                return effects;
            }
        },
        _ if state.opening.take().is_some() => state.opening_at = None,
        _ if out => return leave_all(state),
        _ if !state.filter.is_empty() => {
            state.filter.remember();
            return search::set(state, "");
        }
        _ => return leave_all(state),
    }
    Vec::new()
}

/// Out of the program; the place in the open article is kept.
pub(crate) fn leave_all(state: &mut State) -> Vec<Effect> {
    let reading = state.reader.as_ref().map(|r| r.reading.id);
    let mut effects = Vec::new();
    let memory = crate::app::memory::of(state);
    effects.extend(open::leave(state));
    effects.push(Effect::Remember(crate::app::effect::Memory {
        reading: reading.is_some(),
        ..memory
    }));
    effects.push(Effect::Quit);
    state.ended = true;
    effects
}

fn filter(state: &mut State, place: Place) -> Vec<Effect> {
    if place == Place::Card
        && let Some(card) = state.card.take()
    {
        let effects = to_list(state);
        let line = terms::toggle("", &terms::actor(&card.name), false);
        return effects
            .into_iter()
            .chain(search::set(state, &line))
            .collect();
    }
    write::filter(state);
    Vec::new()
}

fn to_list(state: &mut State) -> Vec<Effect> {
    state.help = None;
    state.card = None;
    let effects = open::leave(state);
    rows::follow(state);
    effects
}

fn unread(state: &mut State, place: Place, forward: bool, times: usize) -> Vec<Effect> {
    let before = state.list.cursor;
    rows::go_unread(state, forward, times);
    match (place, state.list.current()) {
        (Place::Reader, Some(id)) if state.list.cursor != before => open::open(state, id),
        _ => Vec::new(),
    }
}

fn neighbour(state: &mut State, place: Place, by: isize) -> Vec<Effect> {
    if place == Place::Reader {
        return open::neighbour(state, by);
    }
    rows::step(state, by);
    Vec::new()
}

fn pick(state: &mut State, pick: Pick) {
    if people::of_article(state).is_empty() && people::of_list(state).is_empty() {
        say::note(state, "no actors are known here");
        return;
    }
    state.pick = Some(pick);
}

fn evidence(state: &mut State) -> Vec<Effect> {
    // Struck again on the sentence: back to where one was.
    match travel::back(state) {
        Some(Origin::List) => {
            let effects = open::leave(state);
            rows::follow(state);
            return effects;
        }
        Some(Origin::Line(_)) => return Vec::new(),
        None => {}
    }
    if summary_lines(state) == 0 {
        say::note(state, "no summary for this article");
    } else {
        state.pick = Some(Pick::Evidence);
    }
    Vec::new()
}

/// How many summary lines the article on the screen has.
fn summary_lines(state: &State) -> usize {
    match state.current_reading() {
        Some(reading) => reading.analyzed.analysis.summary.len(),
        None => state.list.current_headline().map_or(0, |h| h.summary.len()),
    }
}

/// Takes the letter that was awaited.
pub(crate) fn letter(state: &mut State, pick: Pick, index: usize) -> Vec<Effect> {
    let people = match pick {
        Pick::Actor { of_list: true, .. } => people::of_list(state),
        _ => people::of_article(state),
    };
    let person = people.into_iter().nth(index);
    match (pick, person) {
        (Pick::Evidence, _) => match state.current() {
            Some(id) => travel::evidence(state, id, index),
            None => Vec::new(),
        },
        (_, None) => {
            say::note(state, "nobody has that letter");
            Vec::new()
        }
        (Pick::Choose, Some(_)) => {
            travel::choose(state, index);
            Vec::new()
        }
        (Pick::Card, Some(person)) => {
            card::show(state, &person.id);
            Vec::new()
        }
        (Pick::Actor { without, .. }, Some(person)) => {
            let term = terms::actor(&person.name);
            let line = terms::toggle(state.filter.text(), &term, without);
            search::set(state, &line)
        }
    }
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
        Asking::Import if text.is_empty() => Vec::new(),
        Asking::Import => vec![Effect::Import(vec![text])],
        Asking::Search => {
            if state.help.is_none() && !text.is_empty() {
                travel::hit(state, true);
            }
            Vec::new()
        }
    }
}

/// Carries out what was written on the command line: a name, or as much of it as no other has, and an argument.
pub(crate) fn command_line(state: &mut State, text: &str) -> Vec<Effect> {
    let (name, argument) = text.split_once(' ').unwrap_or((text, ""));
    let argument = argument.trim();
    if name.is_empty() {
        return Vec::new();
    }
    if let Ok(number) = name.parse::<u32>() {
        return run(state, Command::First, Some(number));
    }
    let command = match find_command(name) {
        Ok(command) => command,
        Err(words) => {
            say::warn(state, words);
            return Vec::new();
        }
    };
    if argument.is_empty() {
        return run(state, command, None);
    }
    with_argument(state, command, argument)
}

fn with_argument(state: &mut State, command: Command, argument: &str) -> Vec<Effect> {
    match command {
        Command::Filter => {
            let effects = to_list(state);
            return effects
                .into_iter()
                .chain(search::set(state, argument))
                .collect();
        }
        Command::Search => {
            if let Some(reader) = &mut state.reader {
                reader.seek(argument);
                travel::hit(state, true);
            }
        }
        Command::Tag => return mark::tag(state, argument),
        Command::Pipe => return mark::pipe(state, argument),
        Command::Import => return vec![Effect::Import(vec![argument.to_owned()])],
        Command::Theme => {
            argument.clone_into(&mut state.theme);
            return vec![Effect::Theme(argument.to_owned())];
        }
        Command::Rows => match RowForm::parse(argument) {
            Some(form) => {
                state.list.form = form;
                rows::follow(state);
            }
            None => say::warn(state, format!("rows are {}", command.argument())),
        },
        Command::Layout => match LayoutForm::parse(argument) {
            Some(form) => {
                state.layout = form;
                rows::follow(state);
            }
            None => say::warn(state, format!("layouts are {}", command.argument())),
        },
        Command::Actors | Command::NegateActor => {
            let line = terms::toggle(
                state.filter.text(),
                &terms::actor(argument),
                command == Command::NegateActor,
            );
            return search::set(state, &line);
        }
        _ => match argument.parse() {
            Ok(number) => return run(state, command, Some(number)),
            Err(_not_a_number) => {
                say::warn(state, format!("`{}` takes no words", command.name()));
            }
        },
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

/// Commands that edit the line being written.
fn edit(state: &mut State, command: Command) -> Vec<Effect> {
    let change: fn(&mut Line) = match command {
        Command::Cancel => {
            write::cancel(state);
            return Vec::new();
        }
        Command::Older => Line::older,
        Command::Newer => Line::newer,
        Command::LineStart => Line::start,
        Command::LineEnd => Line::end,
        Command::Left => Line::left,
        Command::Right => Line::right,
        Command::WordLeft => Line::word_left,
        Command::WordRight => Line::word_right,
        Command::Backspace => {
            // Backspace on an empty line leaves it, as in vi and less.
            if state.prompt.as_ref().is_some_and(|p| p.line.is_empty()) {
                write::cancel(state);
                return Vec::new();
            }
            Line::backspace
        }
        Command::Delete => Line::delete,
        Command::CutWord => Line::cut_word,
        Command::CutToStart => Line::cut_to_start,
        Command::CutToEnd => Line::cut_to_end,
        Command::Yank => Line::yank,
        _ => return Vec::new(),
    };
    write::edit(state, change)
}
