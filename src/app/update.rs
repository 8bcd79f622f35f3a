//! Owns: `update`, the only writer of `State`.
//! Promises: pure and deterministic; any sequence of messages is fine at any size.

use crate::app::command::{Command, Place};
use crate::app::effect::{Action, Effect, FileChange, Request};
use crate::app::key::{Code, Key};
use crate::app::keymap::Resolved;
use crate::app::layout::{layout, slots};
use crate::app::memory;
use crate::app::msg::{Level, Mouse, MouseKind, Msg, Progress, Report, Size};
use crate::app::people;
use crate::app::reader::Origin;
use crate::app::state::{Pick, State};
use crate::app::step::{
    act, bulk, card, level, open, pick, retell, rows, say, search, summary, tour, travel, who,
    write,
};
use nutgraf_library::Applied;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::Generation;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Length;

/// Work that takes at least so many seconds is long.
const LONG: i64 = 10;
/// The highest number that can be struck before a command.
const MOST_COUNT: u32 = 999_999;

/// Takes one message in and returns what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut effects = take(state, msg);
    if state.ended {
        return effects;
    }
    tour::go_on(state);
    rows::follow(state);
    who::follow(state);
    open::fit(state);
    effects.extend(retell::follow(state));
    effects.extend(rows::settle(state));
    let now = memory::of(state);
    if !state.filtering && state.returning.is_none() && memory::differs(&now, &state.remembered) {
        state.remembered = now.clone();
        effects.push(FileChange::Place(now).into());
    }
    effects
}

fn take(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Start { size, now } => begin(state, size, now),
        Msg::Clock(now) => {
            state.now = now;
            Vec::new()
        }
        Msg::Key(key) => strike(state, key),
        Msg::Paste(text) => write::insert(state, &text),
        Msg::Mouse(mouse) => point(state, mouse),
        Msg::Focus(_) => Vec::new(),
        Msg::Resize(size) => {
            resize(state, size);
            Vec::new()
        }
        Msg::Rested => rested(state),
        Msg::Order(line) => {
            state.report = None;
            state.struck = true;
            act::command_line(state, &line)
        }
        Msg::Hyphens(hyphens) => {
            if let Some(reader) = &mut state.reader {
                reader.hyphenate(hyphens.clone());
            }
            state.hyphens = Some(hyphens);
            Vec::new()
        }
        Msg::Resumed => vec![Action::Redraw.into()],
        Msg::Counts(counts) => {
            search::count(state, counts);
            Vec::new()
        }
        Msg::FirstPage(headlines) => first_page(state, headlines),
        Msg::Catalog(catalog) => {
            state.catalog = catalog;
            card::refresh(state);
            rows::follow(state);
            Vec::new()
        }
        Msg::Found(answer) => {
            search::answer(state, *answer);
            let mut effects = write::take_offer(state);
            effects.extend(summary::follow(state));
            effects.extend(return_to_place(state));
            effects
        }
        Msg::Tallies(tallies) => {
            state.tallies = tallies;
            Vec::new()
        }
        Msg::Matched {
            line,
            bulk: wish,
            ids,
            trouble,
        } => bulk::carry_out(state, wish, ids, (&line, trouble)),
        Msg::Rows(headlines) => {
            state.list.keep(headlines);
            rows::follow(state);
            Vec::new()
        }
        Msg::Opened { id, reading } => {
            let effects = open::arrived(state, id, reading);
            if state.reader.is_some()
                && let Some(line) = state.opening_at.take()
            {
                travel::light(state, line, Origin::List);
            }
            effects
        }
        Msg::Retold(told) => {
            retell::take(state, *told);
            Vec::new()
        }
        Msg::Applied(applied) => applied_to(state, applied),
        Msg::Corrected => corrected(state),
        Msg::Progress(progress) => progressed(state, progress),
        Msg::Report(report) => {
            state.report = Some(report);
            Vec::new()
        }
        Msg::Quit => level::leave_all(state),
    }
}

/// The screen is there: what the last visit left is taken up again.
fn begin(state: &mut State, size: Size, now: Moment) -> Vec<Effect> {
    state.now = now;
    resize(state, size);
    let mut effects = search::ask(state);
    if let Some(length) = Length::parse(&state.remembered.summary) {
        effects.extend(summary::set(state, length));
    }
    if !state.options.trouble.is_empty() {
        say::warn(state, state.options.trouble.clone());
    }
    if state.options.tour {
        effects.extend(tour::toggle(state));
    }
    if !state.saved.is_empty() {
        effects.push(Request::Saved(state.saved.clone()).into());
    }
    effects.push(Request::LastVisit(state.options.memory.visited).into());
    if !state.theme.is_empty() {
        effects.push(Action::Theme(state.theme.clone()).into());
    }
    effects
}

/// The newest rows, before anything is known of the rest.
fn first_page(state: &mut State, headlines: Vec<Headline>) -> Vec<Effect> {
    // Only until the first real answer.
    if state.answered == Generation::default() && state.filter.is_empty() {
        let ids: Vec<_> = headlines.iter().map(|h| h.id).collect();
        let count = ids.len();
        state.list.replace(ids.into(), count, state.struck);
    }
    state.list.keep(headlines);
    rows::follow(state);
    return_to_place(state)
}

/// How far a reading of documents has come.
fn progressed(state: &mut State, progress: Progress) -> Vec<Effect> {
    if progress.finished {
        // The last articles may not be stored yet: until they are, the list is not empty but on its way.
        let none = state.counts.is_none_or(|counts| counts.articles == 0);
        state.options.importing = none && progress.articles > 0;
    }
    let began = *state.working.get_or_insert(state.now);
    let finished = progress.finished;
    state.progress = (!finished).then_some(progress);
    if !finished {
        return Vec::new();
    }
    state.working = None;
    if state.options.notify && state.now.0 - began.0 >= LONG {
        return vec![Action::Notice("nutgraf: reading is done".to_owned()).into()];
    }
    Vec::new()
}

/// Keeps the place in the list and in the open article.
fn rested(state: &mut State) -> Vec<Effect> {
    let mut effects = open::keep(state);
    let now = memory::of(state);
    if !state.filtering && state.returning.is_none() && memory::moved(&now, &state.remembered) {
        state.remembered = now.clone();
        effects.push(FileChange::Place(now).into());
    }
    effects
}

fn resize(state: &mut State, size: Size) {
    state.size = size;
    rows::follow(state);
    open::fit(state);
}

/// Goes back to the article that the last run ended on, once its row is there.
fn return_to_place(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.returning else {
        return Vec::new();
    };
    match state.list.rows.iter().position(|r| *r == id) {
        Some(row) => {
            state.returning = None;
            // From here on the cursor stays on its article.
            state.struck = true;
            rows::go(state, row);
            if state.remembered.reading {
                return open::open(state, id);
            }
        }
        // The first page is not all there is.
        None if state.answered == state.asked => state.returning = None,
        None => {}
    }
    Vec::new()
}

/// Who is who has changed: what names actors is fetched anew.
fn corrected(state: &mut State) -> Vec<Effect> {
    state
        .list
        .stale
        .extend(state.list.headlines.keys().copied());
    state.list.wanted.clear();
    state.readings.clear();
    state.fetching = None;
    match state.reader.as_ref().map(|r| r.reading.id) {
        Some(id) => {
            state.fetching = Some(id);
            vec![Request::Open(id).into()]
        }
        None => Vec::new(),
    }
}

fn applied_to(state: &mut State, applied: Applied) -> Vec<Effect> {
    if let Some(undone) = applied.undone {
        state.report = Some(Report {
            level: Level::Note,
            text: undone,
        });
    }
    for id in &applied.touched {
        state.list.stale.insert(*id);
        state.list.wanted.remove(id);
        state.readings.retain(|r| r.id != *id);
    }
    let open = state.reader.as_ref().map(|r| r.reading.id);
    match open {
        Some(id) if applied.touched.contains(&id) => {
            state.fetching = Some(id);
            vec![Request::Open(id).into()]
        }
        _ => Vec::new(),
    }
}

fn strike(state: &mut State, key: Key) -> Vec<Effect> {
    state.report = None;
    state.struck = true;
    if state.returning.take().is_some() {
        state.opening = None;
    }
    tour::strike(state);
    if let Some(pick) = state.pick {
        return pick_key(state, pick, key);
    }
    let place = state.place();
    if state.is_first_run()
        && place == Place::List
        && let Some(effects) = first_run_key(state, key)
    {
        return effects;
    }
    if let Some(digit) = digit(state, place, key) {
        let count = state.count.unwrap_or(0);
        state.count = Some((count.saturating_mul(10).saturating_add(digit)).min(MOST_COUNT));
        return Vec::new();
    }
    if state.retelling.is_some()
        && matches!(
            key,
            Key {
                code: Code::Esc,
                ..
            }
        )
    {
        state.pending.clear();
        return retell::leave(state);
    }
    // Escape lets go of what was struck so far.
    if key == Key::plain(Code::Esc) && (state.count.take().is_some() | !state.pending.is_empty()) {
        state.pending.clear();
        return Vec::new();
    }
    state.pending.push(key);
    match state.options.keymap.resolve(place, &state.pending) {
        Resolved::Pending => Vec::new(),
        Resolved::Command(command) => {
            state.pending.clear();
            let count = state.count.take();
            act::run(state, command, count)
        }
        Resolved::Nothing => {
            let struck = std::mem::take(&mut state.pending);
            state.count = None;
            unbound(state, place, &struck, key)
        }
    }
}

fn unbound(state: &mut State, place: Place, struck: &[Key], key: Key) -> Vec<Effect> {
    match key.typed() {
        Some(c) if place.types() && struck.len() == 1 => {
            write::insert(state, c.encode_utf8(&mut [0; 4]))
        }
        _ => {
            let help = state.options.keymap.key_of(place, Command::Help);
            if let Some(help) = help {
                let keys = crate::app::keymap::written(struck);
                say::note(
                    state,
                    format!("{keys} means nothing here; {help} shows all keys"),
                );
            }
            Vec::new()
        }
    }
}

/// A digit that counts: where nothing is typed and it is not bound.
fn digit(state: &State, place: Place, key: Key) -> Option<u32> {
    let digit = key.typed()?.to_digit(10)?;
    let counts = !place.types()
        && state.pending.is_empty()
        && (digit > 0 || state.count.is_some())
        && state.options.keymap.resolve(place, &[key]) == Resolved::Nothing;
    counts.then_some(digit)
}

/// While a letter is awaited: the letter, `-` for without, Tab for the actors of the whole list.
fn pick_key(state: &mut State, pick: Pick, key: Key) -> Vec<Effect> {
    if let (Pick::Actor { without, of_list }, Code::Char('-') | Code::Tab) = (pick, key.code) {
        let tab = key.code == Code::Tab;
        state.pick = Some(Pick::Actor {
            without: without == tab,
            of_list: of_list != tab,
        });
        return Vec::new();
    }
    state.pick = None;
    match key.typed().and_then(people::index) {
        Some(index) => pick::letter(state, pick, index),
        None => Vec::new(),
    }
}

/// On the first run letters begin.
fn first_run_key(state: &mut State, key: Key) -> Option<Vec<Effect>> {
    let command = match key.typed()? {
        'o' => Command::Starters,
        'i' => Command::Import,
        't' => Command::Tour,
        _ => return None,
    };
    Some(act::run(state, command, None))
}

fn point(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    let lines = match mouse.kind {
        MouseKind::WheelUp => Some(Command::Up),
        MouseKind::WheelDown => Some(Command::Down),
        MouseKind::Press => None,
    };
    if let Some(command) = lines {
        let count = if state.place() == Place::Reader { 3 } else { 1 };
        return act::run(state, command, Some(count));
    }
    let areas = layout(state);
    if state.place() != Place::List || areas.list.height == 0 {
        return Vec::new();
    }
    let inside = mouse.x < areas.list.right();
    let slot = slots(state, areas.list)
        .into_iter()
        .find(|s| inside && (s.y..s.y + s.lines).contains(&mouse.y));
    match slot {
        Some(slot) if slot.index == state.list.cursor => act::run(state, Command::Open, None),
        Some(slot) => {
            rows::go(state, slot.index);
            Vec::new()
        }
        None => Vec::new(),
    }
}
