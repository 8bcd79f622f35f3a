//! Owns: correcting an actor at the keyboard: merging, splitting off, renaming, changing its kind, hiding it.
//! Promises: nothing changes but by an effect; every correction is one step that `u` takes back.

use crate::app::command::{Command, Place};
use crate::app::effect::Request;
use crate::app::state::State;
use crate::app::state::input::{Asking, Subject};
use crate::app::step::{actor_table, line_input, report};
use nutgraf_library::catalog::actors::name_key;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::language::resolve;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::correction::{Correction, Section, Setting, words_key};
use nutgraf_read::model::id::ActorId;

/// Longest part of an id after the colon, in bytes.
const LONGEST: usize = 64;

/// The actor that a correction is about: the one on the card, under the cursor of the table, or chosen in the text.
pub(crate) fn subject(state: &State) -> Option<Subject> {
    if let Some(card) = state.screens.card() {
        return Some(Subject {
            id: card.id.clone(),
            name: card.name.clone(),
            kind: card.kind,
        });
    }
    if state.screens.actors().is_some() {
        let actor = actor_table::current(state)?;
        return Some(Subject {
            id: actor.id,
            name: actor.name,
            kind: actor.kind,
        });
    }
    let entity = state.reader()?.chosen_entity()?;
    Some(Subject {
        id: entity.id.clone(),
        name: entity.name.clone(),
        kind: entity.kind,
    })
}

/// Asks for what a correction needs to know.
pub(crate) fn ask(state: &mut State, asking: Asking) {
    let Some(subject) = subject(state) else {
        no_subject(state);
        return;
    };
    let name = subject.name.clone();
    line_input::ask_about(state, asking, Some(subject));
    if asking == Asking::Rename {
        line_input::insert(state, &name);
    }
}

/// Says how an actor is chosen.
fn no_subject(state: &mut State) {
    let key = |command: Command| {
        let key = state.settings.keymap.key_of(Place::List, command);
        key.unwrap_or_else(|| format!(":{}", command.name()))
    };
    let (list, card) = (key(Command::ActorTable), key(Command::Card));
    let words = format!("no actor is chosen; {list} lists them, {card} shows the card of one");
    report::note(state, words);
}

/// Corrects the actor that the screen is about, as a command with words after it says.
pub(crate) fn told(state: &mut State, asking: Asking, text: &str) {
    if let Some(subject) = subject(state) {
        correct(state, &subject, asking, text);
    } else {
        no_subject(state);
    }
}

/// Corrects an actor as was answered to `ask`.
pub(crate) fn correct(state: &mut State, subject: &Subject, asking: Asking, text: &str) {
    let text = text.trim();
    let correction = match asking {
        Asking::Merge if !text.is_empty() => merge(state, subject, text),
        Asking::Split if !text.is_empty() => split(state, subject, text),
        Asking::Rename if !text.is_empty() => Ok(rename(subject, text)),
        Asking::Kind if !text.is_empty() => kind(subject, text),
        Asking::Merge
        | Asking::Split
        | Asking::Rename
        | Asking::Kind
        | Asking::Command
        | Asking::Search
        | Asking::Tag
        | Asking::FeedTags
        | Asking::Pipe
        | Asking::Import => return,
    };
    match correction {
        Ok(correction) => carry_out(state, correction),
        Err(words) => {
            report::warn(state, words);
        }
    }
}

fn carry_out(state: &mut State, correction: Correction) {
    report::note(state, format!("{}; u takes it back", correction.words));
    state.send(Request::Apply(Change::Correct(correction)));
}

fn merge(state: &State, subject: &Subject, text: &str) -> Result<Correction, String> {
    let (into, name) = named(state, text, &subject.id)
        .ok_or_else(|| format!("no actor is called “{text}”; Tab completes names"))?;
    Ok(Correction {
        settings: vec![
            Setting::drop(Section::Apart, &subject.id.0),
            Setting::drop(Section::Merge, &into.0),
            Setting::put(Section::Merge, &subject.id.0, &into.0),
        ],
        words: format!("“{}” is “{name}”", subject.name),
    })
}

/// The actor that words name, by id or by any name: the one in the most articles.
fn named(state: &State, text: &str, but: &ActorId) -> Option<(ActorId, String)> {
    let actors = state.catalog.0.actors();
    let as_id = ActorId::from(text);
    let numbers = match actors.number(&as_id) {
        Some(no) => vec![no],
        None => resolve::actors(&state.catalog.0, text, None)
            .numbers
            .into_iter()
            .map(ActorNo)
            .collect(),
    };
    let exactly = |no: &ActorNo| {
        let name = actors.get(*no).map(|a| name_key(&a.name));
        name.as_deref() == Some(&*name_key(text))
    };
    let best = numbers
        .into_iter()
        .filter(|no| actors.get(*no).is_some_and(|a| a.id != *but))
        .max_by_key(|no| (exactly(no), actors.articles(*no)))?;
    let actor = actors.get(best)?;
    Some((actor.id.clone(), actor.name.clone()))
}

fn split(state: &State, subject: &Subject, text: &str) -> Result<Correction, String> {
    let actors = state.catalog.0.actors();
    let own = actors.number(&subject.id);
    let other = ActorId::from(text);
    if other != subject.id && own.is_some() && actors.number(&other) == own {
        return Ok(Correction {
            settings: vec![
                Setting::drop(Section::Merge, text),
                Setting::put(Section::Apart, text, ""),
            ],
            words: format!("{text} is not “{}”", subject.name),
        });
    }
    let slug: String = words_key(text).replace(' ', "-");
    let slug = slug.get(..slug.floor_char_boundary(LONGEST)).unwrap_or("");
    if slug.is_empty() {
        return Err(format!("“{text}” is no name"));
    }
    let id = format!("{}:{slug}", subject.kind.prefix());
    if id == *subject.id.0 {
        return Err(format!(
            "“{text}” is its own name; rename it, or merge it into another"
        ));
    }
    Ok(Correction {
        settings: vec![Setting::put(Section::Split, text, &id)],
        words: format!("“{text}” is not “{}”", subject.name),
    })
}

fn rename(subject: &Subject, text: &str) -> Correction {
    Correction {
        settings: vec![Setting::put(Section::Rename, &subject.id.0, text)],
        words: format!("“{}” is called “{text}”", subject.name),
    }
}

fn kind(subject: &Subject, text: &str) -> Result<Correction, String> {
    let kind = Kind::parse(&text.to_lowercase()).ok_or_else(|| {
        let all: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        format!("kinds are {}", all.join(", "))
    })?;
    Ok(Correction {
        settings: vec![Setting::put(Section::Kind, &subject.id.0, kind.name())],
        words: format!("“{}” is now of the kind {}", subject.name, kind.name()),
    })
}

/// Hides the actor everywhere, or lets its name be no name at all.
pub(crate) fn banish(state: &mut State, never: bool) {
    let Some(subject) = subject(state) else {
        no_subject(state);
        return;
    };
    state.screens.close(Place::Card);
    let correction = if never {
        Correction {
            settings: vec![Setting::put(Section::Never, &subject.name, "")],
            words: format!("“{}” is not an actor", subject.name),
        }
    } else {
        Correction {
            settings: vec![Setting::put(Section::Hide, &subject.id.0, "")],
            words: format!("“{}” is hidden", subject.name),
        }
    };
    carry_out(state, correction);
}
