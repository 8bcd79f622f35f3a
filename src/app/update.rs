//! Owns: `update`, the only writer of `State`.
//! Promises: pure and deterministic; any sequence of messages is fine at any size.

use crate::app::actor_lines;
use crate::app::command::{Command, Place};
use crate::app::effect::{Action, Effect, Request};
use crate::app::key::{Code, Key};
use crate::app::keymap::Resolved;
use crate::app::layout::{layout, slots};
use crate::app::msg::{Mouse, MouseKind, Msg, Progress, Size};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::app::state::input::Pick;
use crate::app::step::{
    actor_table, brief, bulk, card, dispatch, feed_table, letters, line_input, navigate, open,
    remember, report, retell, rows, said_table, search, story_table, summary, text_motion,
    timeline, tour,
};
use nutgraf_library::Applied;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::Generation;
use nutgraf_read::model::moment::Moment;

/// Work that takes at least so many seconds is long.
const LONG: i64 = 10;
/// The highest number that can be struck before a command.
const MOST_COUNT: u32 = 999_999;

/// Takes one message in and returns what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    take(state, msg);
    if !state.ended {
        tour::go_on(state);
        let areas = layout(state);
        rows::follow(state, areas.list);
        actor_table::follow(state, areas.text);
        feed_table::follow(state, areas.text);
        timeline::follow(state, areas.text);
        brief::follow(state, areas.text);
        story_table::follow(state, areas.list);
        said_table::follow(state, areas.text);
        text_motion::fit(state, areas.text);
        retell::follow(state);
        rows::settle(state, areas.list);
        remember::changes(state);
    }
    state.take_effects()
}

fn take(state: &mut State, msg: Msg) {
    match msg {
        Msg::Start { size, now } => begin(state, size, now),
        Msg::Clock(now) => state.now = now,
        Msg::Key(key) => strike(state, key),
        Msg::Paste(text) => line_input::paste(state, &text),
        Msg::Mouse(mouse) => point(state, mouse),
        Msg::Focus(_) => {}
        Msg::Resize(size) => {
            state.size = size;
            state.send(Action::Redraw);
        }
        Msg::Rested => rested(state),
        Msg::Order(line) => {
            state.report = None;
            state.struck = true;
            dispatch::command_line(state, &line);
        }
        Msg::Hyphens(hyphens) => {
            if let Some(reader) = state.screens.reader_mut() {
                reader.hyphenate(hyphens.clone());
            }
            state.hyphens = Some(hyphens);
        }
        Msg::Resumed => state.send(Action::Redraw),
        Msg::Counts(counts) => search::count(state, counts),
        Msg::FirstPage(headlines) => first_page(state, headlines),
        Msg::Catalog(catalog) => {
            state.catalog = catalog;
            card::refresh(state);
        }
        Msg::Found(answer) => {
            search::answer(state, *answer);
            actor_table::refresh(state);
            story_table::ask(state);
            said_table::refresh(state);
            line_input::take_offer(state);
            summary::follow(state);
            return_to_place(state);
        }
        Msg::Tallies(tallies) => state.saved.count(tallies),
        Msg::Matched {
            request,
            ids,
            trouble,
        } => bulk::carry_out(state, request, ids, trouble),
        Msg::Rows(headlines) => state.list.keep(headlines),
        Msg::Opened { id, reading } => open::arrived(state, id, reading),
        Msg::Retold(told) => retell::take(state, *told),
        Msg::Applied(applied) => applied_to(state, applied),
        Msg::Corrected => {
            state.list.forget_details();
            open::fetch_all_anew(state);
        }
        Msg::Progress(progress) => progressed(state, progress),
        Msg::Stories(lines) => story_table::take(state, lines),
        Msg::Account(account) => story_table::take_account(state, account),
        Msg::Feeds(lines, file) => {
            if let Some(table) = state.screens.feeds_mut() {
                table.take(lines, file);
            }
        }
        Msg::Timeline {
            generation,
            timeline,
        } => timeline::arrived(state, generation, timeline),
        Msg::Brief { asking, outcome } => brief::arrived(state, asking, outcome),
        Msg::BriefStory {
            asking,
            size,
            story,
        } => brief::story_arrived(state, asking, size, story.map(|story| *story)),
        Msg::Said { asking, statements } => said_table::take(state, asking, statements),
        Msg::Report(report) => state.report = Some(report),
        Msg::Quit => navigate::leave_all(state),
    }
}

/// The screen is there: what the last visit left is taken up again.
fn begin(state: &mut State, size: Size, now: Moment) {
    (state.now, state.size) = (now, size);
    search::ask(state);
    let memory = state.settings.memory.as_ref();
    let visited = memory.and_then(|memory| memory.visited);
    if let Some(length) = memory.and_then(|memory| memory.length) {
        summary::set(state, length);
    }
    if !state.settings.trouble.is_empty() {
        report::warn(state, state.settings.trouble.clone());
    }
    if state.settings.tour {
        tour::toggle(state);
    }
    let saved = state.saved.lines().to_vec();
    if !saved.is_empty() {
        state.send(Request::Saved(saved));
    }
    state.send(Request::LastVisit(visited));
    if !state.view.theme.is_empty() {
        state.send(Action::Theme(state.view.theme.clone()));
    }
}

/// The newest rows, before anything is known of the rest.
fn first_page(state: &mut State, headlines: Vec<Headline>) {
    // Only until the first real answer.
    if state.search.answered == Generation::default() && state.filter.is_empty() {
        let ids: Vec<_> = headlines.iter().map(|h| h.id).collect();
        let count = ids.len();
        state.list.replace(ids.into(), count, state.struck);
    }
    state.list.keep(headlines);
    return_to_place(state);
}

/// How far a reading of documents has come.
fn progressed(state: &mut State, progress: Progress) {
    if progress.finished {
        // The last articles may not be stored yet: until they are, the list is not empty but on its way.
        let none = state.counts.is_none_or(|counts| counts.articles == 0);
        state.intake.importing = none && progress.articles > 0;
    }
    let began = *state.intake.began.get_or_insert(state.now);
    let finished = progress.finished;
    state.intake.progress = (!finished).then_some(progress);
    if !finished {
        return;
    }
    state.intake.began = None;
    if state.settings.notify && state.now.0 - began.0 >= LONG {
        state.send(Action::Notice("nutgraf: reading is done".to_owned()));
    }
}

/// Keeps the place in the list and in the open article.
fn rested(state: &mut State) {
    open::keep(state);
    remember::moves(state);
}

/// Goes back to the article that the last run ended on, once its row is there.
fn return_to_place(state: &mut State) {
    let Some(id) = state.articles.returning else {
        return;
    };
    match state.list.rows.iter().position(|r| *r == id) {
        Some(row) => {
            state.articles.returning = None;
            // From here on the cursor stays on its article.
            state.struck = true;
            state.list.go(row);
            if state.remembered.as_ref().is_some_and(|kept| kept.reading) {
                open::open(state, id);
            }
        }
        // The first page is not all there is.
        None if state.search.is_answered() => state.articles.returning = None,
        None => {}
    }
}

fn applied_to(state: &mut State, applied: Applied) {
    if let Some(undone) = applied.undone {
        report::note(state, undone);
    }
    for id in &applied.touched {
        state.list.stale.insert(*id);
        state.list.wanted.remove(id);
    }
    state.articles.forget(&applied.touched);
    let is_touched = |reader: &Reader| applied.touched.contains(&reader.reading.id);
    if state.reader().is_some_and(is_touched) {
        open::fetch_anew(state);
    }
}

fn strike(state: &mut State, key: Key) {
    state.report = None;
    state.struck = true;
    if state.articles.returning.take().is_some() {
        state.articles.opening = None;
    }
    tour::strike(state);
    if let Some(pick) = state.input.letter() {
        return letter(state, pick, key);
    }
    let mut place = state.place();
    if place == Place::List && state.is_first_run() {
        place = Place::FirstRun;
    }
    if let Some(digit) = digit(state, place, key) {
        let count = state.input.count.unwrap_or(0);
        state.input.count = Some((count.saturating_mul(10).saturating_add(digit)).min(MOST_COUNT));
        return;
    }
    if state.retelling.is_some() && key.code == Code::Esc {
        state.input.keys.clear();
        return retell::leave(state);
    }
    // Escape lets go of what was struck so far.
    if key == Key::plain(Code::Esc)
        && (state.input.count.take().is_some() | !state.input.keys.is_empty())
    {
        state.input.keys.clear();
        return;
    }
    state.input.keys.push(key);
    match state.settings.keymap.resolve(place, &state.input.keys) {
        Resolved::Pending => {}
        Resolved::Command(command) => {
            state.input.keys.clear();
            let count = state.input.count.take();
            dispatch::run(state, command, count);
        }
        Resolved::Nothing => {
            let struck = std::mem::take(&mut state.input.keys);
            state.input.count = None;
            unbound(state, place, &struck, key);
        }
    }
}

fn unbound(state: &mut State, place: Place, struck: &[Key], key: Key) {
    match key.typed() {
        Some(c) if place.types() && struck.len() == 1 => {
            line_input::insert(state, c.encode_utf8(&mut [0; 4]));
        }
        _ => {
            let keys = crate::app::keymap::written(struck);
            let key_of = |command| state.settings.keymap.key_of(place, command);
            let words = if place.types() {
                let cancel = key_of(Command::Cancel).unwrap_or_default();
                format!("{keys} means nothing on this line; {cancel} leaves it")
            } else {
                let help = key_of(Command::Help);
                let help = help.as_deref().unwrap_or(":help");
                format!("{keys} means nothing here; {help} shows all keys")
            };
            report::note(state, words);
        }
    }
}

/// A digit that counts: where nothing is typed and it is not bound.
fn digit(state: &State, place: Place, key: Key) -> Option<u32> {
    let digit = key.typed()?.to_digit(10)?;
    let counts = !place.types()
        && state.input.keys.is_empty()
        && (digit > 0 || state.input.count.is_some())
        && state.settings.keymap.resolve(place, &[key]) == Resolved::Nothing;
    counts.then_some(digit)
}

/// While a letter is awaited: the letter, or what says otherwise what letters stand for.
fn letter(state: &mut State, pick: Pick, key: Key) {
    state.input.stop_awaiting();
    if let Resolved::Command(command) = state.settings.keymap.resolve(Place::Letter, &[key]) {
        letters::turn(state, pick, command);
        return;
    }
    if let Some(index) = key.typed().and_then(actor_lines::index) {
        return letters::take(state, pick, index);
    }
    let keys = crate::app::keymap::written(&[key]);
    letters::wait_on(state, pick, &format!("{keys} is no letter"));
}

fn point(state: &mut State, mouse: Mouse) {
    let lines = match mouse.kind {
        MouseKind::WheelUp => Some(Command::Up),
        MouseKind::WheelDown => Some(Command::Down),
        MouseKind::Press => None,
    };
    if let Some(command) = lines {
        let count = if state.place() == Place::Reader { 3 } else { 1 };
        return dispatch::run(state, command, Some(count));
    }
    let areas = layout(state);
    if state.place() != Place::List || areas.list.height == 0 {
        return;
    }
    let inside = mouse.x < areas.list.right();
    let slot = slots(state, areas.list)
        .into_iter()
        .find(|s| inside && (s.y..s.y + s.lines).contains(&mouse.y));
    match slot {
        Some(slot) if slot.index == state.list.cursor => dispatch::run(state, Command::Open, None),
        Some(slot) => {
            state.list.go(slot.index);
        }
        None => {}
    }
}
