//! Owns: the ways to go on with a correction to an actor that is being written at the foot.
//! Promises: pure; every choice is an actor, a name or a kind that the catalog has.

use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::actors::name_key;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::language::resolve;
use nutgraf_read::model::actor::Kind;

use crate::app::state::input::{Asking, Choice, Prompt};

/// Ways to go on with what was written so far.
pub(crate) fn choices(catalog: &Catalog, prompt: &Prompt) -> Vec<Choice> {
    let Some(subject) = &prompt.subject else {
        return Vec::new();
    };
    let typed = prompt.line.text();
    let choice = |text: &str, note: String| Choice {
        start: 0,
        end: typed.len(),
        text: text.to_owned(),
        note,
    };
    let actors = catalog.actors();
    match prompt.asking {
        Asking::Kind => Kind::ALL
            .iter()
            .filter(|k| **k != subject.kind && k.name().starts_with(&typed.to_lowercase()))
            .map(|k| choice(k.name(), String::new()))
            .collect(),
        Asking::Merge => {
            let mut found: Vec<ActorNo> = resolve::actors_beginning(catalog, typed, None);
            found.retain(|no| {
                actors.articles(*no) > 0 && actors.get(*no).is_some_and(|a| a.id != subject.id)
            });
            found.sort_by_key(|no| std::cmp::Reverse(actors.articles(*no)));
            let known = found
                .into_iter()
                .filter_map(|no| Some((no, actors.get(no)?)));
            known
                .take(MOST)
                .map(|(no, a)| {
                    choice(
                        &a.name,
                        format!("{}  {}", a.kind.name(), actors.articles(no)),
                    )
                })
                .collect()
        }
        Asking::Split => {
            let Some(no) = actors.number(&subject.id) else {
                return Vec::new();
            };
            let merged = actors.led_to(no);
            let merged = merged
                .iter()
                .map(|id| choice(&id.0, "taken for it".to_owned()));
            let known = actors.get(no);
            let names = known.as_ref().map_or(&[][..], |a| a.aliases.as_slice());
            let names = names.iter().map(|name| choice(name, "a name".to_owned()));
            let key = name_key(typed);
            let fits = |c: &Choice| name_key(&c.text).contains(&key);
            merged.chain(names).filter(fits).take(MOST).collect()
        }
        Asking::Rename
        | Asking::Command
        | Asking::Search
        | Asking::Tag
        | Asking::FeedTags
        | Asking::Pipe
        | Asking::Import => Vec::new(),
    }
}

/// So many choices are made at most.
const MOST: usize = 8;
