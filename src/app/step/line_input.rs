//! Owns: editing the filter line and the prompts, with completion and history.
//! Promises: every change of the filter line asks anew; a prompt changes nothing until it is taken.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "only editing commands mean something here"
)]

use crate::app::command::{Command, Place};
use crate::app::line::{Line, MOST};
use crate::app::state::State;
use crate::app::state::input::{Asking, Choice, Choices, Prompt, Subject};
use crate::app::step::{actor_choices, actor_table, report, saved, search};
use crate::app::terms;
use nutgraf_library::filter::Completion;
use nutgraf_read::model::saved::Purpose;

/// At most so many ways to go on are offered.
const MOST_CHOICES: usize = 8;

/// What most people want of the command line, before a letter says what it is.
const WANTED: [Command; MOST_CHOICES] = [
    Command::Save,
    Command::Import,
    Command::Export,
    Command::Theme,
    Command::Mute,
    Command::Tag,
    Command::Tour,
    Command::Help,
];

/// Gives the keys to the filter line.
pub(crate) fn filter(state: &mut State) {
    let article = state.list.current();
    state.input.write_filter(state.filter.text(), article);
    state.filter.end();
    // What is written next is a word of its own; it changes nothing until then.
    if !state.filter.before().is_empty() && !state.filter.before().ends_with(' ') {
        let _fits = state.filter.insert(" ");
    }
    offer(state);
    if terms::is_named(state.filter.before()) {
        search::ask(state);
    }
}

/// Opens a prompt.
pub(crate) fn ask(state: &mut State, asking: Asking) {
    ask_about(state, asking, None);
}

/// Opens a prompt for a correction to an actor.
pub(crate) fn ask_about(state: &mut State, asking: Asking, subject: Option<Subject>) {
    state.input.ask(asking, subject);
    offer(state);
}

/// The line that has the keys.
fn line(state: &mut State) -> Option<&mut Line> {
    if state.input.prompt().is_none() {
        return state.input.is_filtering().then_some(&mut state.filter);
    }
    state.input.prompt_mut().map(|prompt| &mut prompt.line)
}

/// Types text.
pub(crate) fn insert(state: &mut State, text: &str) {
    let mut all = true;
    edit(state, |line| all = line.insert(text));
    if !all {
        let words = format!("a line holds {MOST} characters; the rest was left out");
        report::warn(state, words);
    }
}

/// Takes what was pasted.
pub(crate) fn paste(state: &mut State, text: &str) {
    if line(state).is_some() {
        return insert(state, text);
    }
    let key = state.settings.keymap.key_of(Place::List, Command::Filter);
    let words = match key {
        Some(key) => format!("nothing here takes what is pasted; {key} begins a filter"),
        None => "nothing here takes what is pasted".to_owned(),
    };
    report::note(state, words);
}

/// Edits the line and does what its change entails.
pub(crate) fn edit(state: &mut State, change: impl FnOnce(&mut Line)) {
    let Some(line) = line(state) else {
        return;
    };
    let before = (line.text().to_owned(), line.cursor());
    change(line);
    let (changed, moved) = (line.text() != before.0, line.cursor() != before.1);
    (state.input.choices.taken, state.input.choices.wish) = (None, None);
    offer(state);
    // What could stand at the cursor is another thing there.
    let wonders = state.input.prompt().is_none() && moved && terms::is_named(state.filter.before());
    if changed || wonders {
        changed_line(state);
    }
}

fn changed_line(state: &mut State) {
    let Some(prompt) = state.input.prompt() else {
        return search::ask(state);
    };
    if prompt.asking == Asking::Search {
        let words = prompt.line.text().to_owned();
        seek(state, &words);
    }
}

/// Seeks words in the help, among the actors, or in the text.
fn seek(state: &mut State, words: &str) {
    if let Some(help) = state.screens.help_mut() {
        words.clone_into(&mut help.sought);
        help.top = 0;
    } else if state.screens.top().place() == Place::Actors {
        actor_table::seek(state, words);
    } else if let Some(reader) = state.screens.reader_mut() {
        reader.seek(words);
    }
}

/// Shows how the line could go on, where that is shown while typing. What the filter line was offered before stands until
/// the answer comes to the line as it is now.
pub(crate) fn offer(state: &mut State) {
    if state.input.choices.taken.is_some() {
        return;
    }
    let all = match state.input.prompt() {
        Some(prompt) => of_prompt(state, prompt),
        None if state.input.is_filtering() && terms::is_named(state.filter.before()) => {
            match of_answer(state) {
                Some(all) => all,
                None => return,
            }
        }
        None => Vec::new(),
    };
    state.input.choices = Choices {
        all,
        ..Choices::default()
    };
}

/// Takes in what the answer says about how the line could go on: it is shown, or, when it was asked for, put in.
pub(crate) fn take_offer(state: &mut State) {
    match state.input.choices.wish {
        Some(forward) if of_answer(state).is_some() => complete(state, forward),
        // In a large library the rows come first, and this with the counts.
        Some(_) => {}
        None => {
            offer(state);
        }
    }
}

/// What the answer to the filter line as it stands says about how it could go on; `None` while that has not come.
fn of_answer(state: &State) -> Option<Vec<Choice>> {
    let known = &state.search.completions;
    if known.line != state.filter.text() || known.cursor != state.filter.cursor() {
        return None;
    }
    let choice = |c: &Completion| Choice {
        start: c.span.start as usize,
        end: c.span.end as usize,
        note: match (c.articles, c.label == c.text) {
            (Some(articles), true) => articles.to_string(),
            (Some(articles), false) => format!("{}  {articles}", c.label),
            (None, true) => String::new(),
            (None, false) => c.label.clone(),
        },
        text: c.text.clone(),
    };
    let completions = known.all.iter().take(MOST_CHOICES);
    Some(completions.map(choice).collect())
}

fn of_prompt(state: &State, prompt: &Prompt) -> Vec<Choice> {
    let before = prompt.line.before();
    let start = before.rfind(' ').map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or("");
    let end = prompt.line.cursor();
    let plain = |text: &str, note: &str| Choice {
        start,
        end,
        text: text.to_owned(),
        note: note.to_owned(),
    };
    let mut all: Vec<Choice> = match prompt.asking {
        Asking::Command if word.is_empty() && start == 0 => {
            WANTED.iter().map(|c| plain(c.name(), c.doc())).collect()
        }
        Asking::Command if start == 0 => {
            let fits = |c: &&Command| !c.edits() && c.name().contains(word);
            let mut found: Vec<&Command> = Command::ALL.iter().filter(fits).collect();
            found.sort_by_key(|c| !c.name().starts_with(word));
            found
                .into_iter()
                .map(|c| plain(c.name(), c.doc()))
                .collect()
        }
        Asking::Command => {
            let name = before.split(' ').next().unwrap_or("");
            let words: Vec<String> = match Command::parse(name) {
                Some(Command::Theme) => state.settings.themes.clone(),
                Some(
                    command @ (Command::Rows | Command::Layout | Command::Summary | Command::Kind),
                ) => command.argument().split('|').map(str::to_owned).collect(),
                Some(Command::Tab | Command::Unsave) => saved::names(state, Purpose::Tab),
                Some(Command::Unmute) => saved::names(state, Purpose::Mute),
                _ => Vec::new(),
            };
            let fits = words.iter().filter(|w| w.starts_with(word));
            fits.map(|w| plain(w, "")).collect()
        }
        Asking::Tag => {
            let (sign, name) = match word.strip_prefix('-') {
                Some(name) => ("-", name),
                None => ("", word),
            };
            let tags = state.catalog.0.tags().iter();
            let fits = tags.filter(|(tag, _)| tag.starts_with(name));
            fits.map(|(tag, articles)| plain(&format!("{sign}{tag}"), &articles.len().to_string()))
                .collect()
        }
        Asking::Merge | Asking::Split | Asking::Rename | Asking::Kind => {
            actor_choices::choices(&state.catalog.0, prompt)
        }
        Asking::Search | Asking::Pipe | Asking::Import | Asking::FeedTags => Vec::new(),
    };
    all.truncate(MOST_CHOICES);
    all
}

/// Takes the next or previous completion into the line.
pub(crate) fn complete(state: &mut State, forward: bool) {
    if state.input.choices.taken.is_none() {
        let all = match state.input.prompt() {
            Some(prompt) => Some(of_prompt(state, prompt)),
            None => of_answer(state),
        };
        let Some(all) = all else {
            state.input.choices.wish = Some(forward);
            return search::ask(state);
        };
        (state.input.choices.all, state.input.choices.wish) = (all, None);
    }
    let count = state.input.choices.all.len();
    if count == 0 {
        return report::note(state, "nothing goes on from here");
    }
    let taken = match (state.input.choices.taken, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    let Some(choice) = state.input.choices.all.get(taken).cloned() else {
        return;
    };
    let first = state.input.choices.taken.is_none();
    let before = if first {
        line(state).map(|l| l.text().to_owned()).unwrap_or_default()
    } else {
        state.input.choices.before.clone()
    };
    if let Some(line) = line(state) {
        line.set(before.clone());
        line.replace(choice.start, choice.end, &choice.text);
    }
    state.input.choices.before = before;
    // The only one there is: done, and the next Tab starts afresh.
    state.input.choices.taken = (count > 1).then_some(taken);
    if count == 1 {
        state.input.choices = Choices::default();
    }
    changed_line(state);
}

/// Leaves the filter line, keeping what it says.
pub(crate) fn leave_filter(state: &mut State) {
    state.input.leave_filter();
    trim(state);
    state.filter.remember();
}

/// Takes the blanks from the end of the filter line: they mean nothing.
fn trim(state: &mut State) {
    let line = state.filter.text();
    if line.ends_with(' ') {
        let line = line.trim_end().to_owned();
        state.filter.set(line);
    }
}

/// Leaves the filter line as it stood before, with the cursor where it was; what was written stays in the history.
fn restore_filter(state: &mut State) {
    let before = state.input.leave_filter();
    trim(state);
    let Some((line, article)) = before else {
        return;
    };
    if line.trim_end() == state.filter.text() {
        return;
    }
    state.filter.remember();
    search::set(state, &line);
    state.search.back_to = article;
}

/// Leaves a prompt, or the filter line as it stood before. Words that were being sought are let go.
pub(crate) fn cancel(state: &mut State) {
    match state.input.take_prompt() {
        Some(prompt) if prompt.asking == Asking::Search => seek(state, ""),
        Some(_) => {}
        None => restore_filter(state),
    }
}

/// Closes the prompt and returns it.
pub(crate) fn take(state: &mut State) -> Option<Prompt> {
    let mut prompt = state.input.take_prompt()?;
    state.input.remember(&mut prompt);
    Some(prompt)
}

/// Commands that edit the line being written.
pub(crate) fn strike(state: &mut State, command: Command) {
    let change: fn(&mut Line) = match command {
        Command::Cancel => {
            cancel(state);
            return;
        }
        Command::LineStart => Line::start,
        Command::LineEnd => Line::end,
        Command::Left => Line::left,
        Command::Right => Line::right,
        Command::WordLeft => Line::word_left,
        Command::WordRight => Line::word_right,
        Command::Backspace => {
            // A line is left only when that is asked for: what is typed next would be commands.
            if line(state).is_some_and(|line| line.is_empty()) {
                let cancel = state.settings.keymap.key_of(Place::Prompt, Command::Cancel);
                let words = format!("{} leaves this line", cancel.unwrap_or_default());
                return report::note(state, words);
            }
            Line::backspace
        }
        Command::Delete => Line::delete,
        Command::CutWord => Line::cut_word,
        Command::CutToStart => Line::cut_to_start,
        Command::CutToEnd => Line::cut_to_end,
        Command::CutWordAfter => Line::cut_word_after,
        Command::Transpose => Line::transpose,
        Command::Yank => Line::yank,
        Command::UpOrOlder if state.list.cursor > 0 && !state.filter.is_past() => {
            state.list.step(-1);
            return;
        }
        Command::Older | Command::UpOrOlder => Line::older,
        Command::DownOrNewer if !state.filter.is_past() => {
            state.list.step(1);
            return;
        }
        Command::Newer | Command::DownOrNewer => Line::newer,
        _ => return,
    };
    edit(state, change);
}
