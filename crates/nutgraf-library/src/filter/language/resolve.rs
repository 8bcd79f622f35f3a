//! Owns: names in a filter line to numbers in a catalog: actors, sources, feeds, bylines, languages, tags; with spelling put
//! right where nothing else fits.
//! Promises: total; the best kind of match wins alone: a whole name before whole words before beginnings of words.

use memchr::memmem;

use std::cmp::Reverse;

use crate::catalog::Catalog;
use crate::catalog::actors::{NameArena, name_key};
use crate::catalog::feeds::{NamedFeed, address_key};
use crate::catalog::row::ActorNo;
use crate::filter::search::typo::Best;
use nutgraf_read::model::actor::Kind;

/// What a name stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Numbers of an actor, source, … table, ascending; empty when nothing fits.
    pub numbers: Vec<u32>,
    /// The right spelling, when the name was put right.
    pub corrected: Option<String>,
}

/// How a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Words,
    Beginning,
}

/// Collects numbers of the best fit seen.
#[derive(Debug, Default)]
struct Fits {
    best: Option<Fit>,
    numbers: Vec<u32>,
}

impl Fits {
    fn offer(&mut self, fit: Fit, number: u32) {
        if self.best.is_some_and(|best| best < fit) {
            return;
        }
        if self.best != Some(fit) {
            self.numbers.clear();
            self.best = Some(fit);
        }
        // One name may hold the word twice, next to each other.
        if self.numbers.last() != Some(&number) {
            self.numbers.push(number);
        }
    }

    fn finish(mut self) -> Vec<u32> {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        self.numbers
    }
}

/// The actors that a name stands for: by any of their names, of the given kind.
pub fn actors(catalog: &Catalog, name: &str, kind: Option<Kind>) -> Named {
    let key = name_key(name);
    if key.is_empty() {
        return Named::default();
    }
    let numbers = actors_named(catalog, &key, kind);
    if !numbers.is_empty() {
        return Named {
            numbers,
            corrected: None,
        };
    }
    let Some(corrected) = spell_actor(catalog, &key, kind) else {
        return Named::default();
    };
    Named {
        numbers: actors_named(catalog, &corrected, kind),
        corrected: Some(corrected),
    }
}

fn actors_named(catalog: &Catalog, key: &str, kind: Option<Kind>) -> Vec<u32> {
    let mut fits = Fits::default();
    let finder = memmem::Finder::new(key);
    for arena in catalog.actors().names() {
        for at in finder.find_iter(arena.text.as_bytes()) {
            let Some(fit) = fit(arena.text.as_bytes(), at, key.len()) else {
                continue;
            };
            if fits.best.is_some_and(|best| best < fit) {
                continue;
            }
            let Some(no) = arena.record(at).map(|record| record.actor) else {
                continue;
            };
            if kind.is_none_or(|kind| catalog.actors().kind(no) == kind) {
                fits.offer(fit, no.0);
            }
        }
    }
    fits.finish()
}

/// Whether a word begins at a byte.
fn begins_word(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    matches!(before, None | Some(b'\n' | b' '))
}

/// How a run of bytes sits between blanks and line feeds; `None` when it begins inside a word.
fn fit(text: &[u8], at: usize, length: usize) -> Option<Fit> {
    if !begins_word(text, at) {
        return None;
    }
    let opens = at.checked_sub(1).and_then(|at| text.get(at)) != Some(&b' ');
    Some(match text.get(at + length) {
        None | Some(b'\n') if opens => Fit::Whole,
        None | Some(b'\n' | b' ') => Fit::Words,
        Some(_) => Fit::Beginning,
    })
}

/// A name put right: word by word against the words of all names, else as a whole against whole names.
fn spell_actor(catalog: &Catalog, key: &str, kind: Option<Kind>) -> Option<String> {
    let mut words = Vec::new();
    for word in key.split(' ') {
        if actors_named(catalog, word, kind).is_empty() {
            words.push(spell_with_names(
                catalog,
                kind,
                word,
                |name, best, weight| {
                    name.split(' ').for_each(|word| best.offer(word, weight));
                },
            ));
        } else {
            words.push(Some(word.to_owned()));
        }
    }
    let corrected: Option<Vec<String>> = words.into_iter().collect();
    let corrected = corrected.map(|words| words.join(" "));
    if let Some(corrected) =
        corrected.filter(|corrected| !actors_named(catalog, corrected, kind).is_empty())
    {
        return Some(corrected);
    }
    spell_with_names(catalog, kind, key, |name, best, weight| {
        best.offer(name, weight);
    })
}

/// What a misspelt word most likely stands for among what `offer` takes from the names of actors.
fn spell_with_names(
    catalog: &Catalog,
    kind: Option<Kind>,
    word: &str,
    offer: impl Fn(&str, &mut Best, u32),
) -> Option<String> {
    let mut best = Best::of(word)?;
    let typed = best.word().clone();
    for arena in catalog.actors().names() {
        for (name, no) in arena.names_where(|letters| typed.may_be_in(letters)) {
            if kind.is_none_or(|kind| catalog.actors().kind(no) == kind) {
                offer(name, &mut best, catalog.actors().articles(no));
            }
        }
    }
    best.found()
}

/// The actors, at most so many, one of whose names has a word that a misspelt word may stand for, the likeliest word first.
pub fn actors_near(
    catalog: &Catalog,
    typed: &str,
    kind: Option<Kind>,
    most: usize,
) -> Vec<ActorNo> {
    let key = name_key(typed);
    let Some(mut best) = Best::several(&key, most) else {
        return Vec::new();
    };
    let sought = best.word().clone();
    for arena in catalog.actors().names() {
        for (name, no) in arena.names_where(|letters| sought.may_be_in(letters)) {
            if kind.is_none_or(|kind| catalog.actors().kind(no) == kind) {
                let weight = catalog.actors().articles(no);
                best.offer(name, weight);
                name.split(' ').for_each(|word| best.offer(word, weight));
            }
        }
    }
    let mut near: Vec<ActorNo> = Vec::new();
    for word in best.all() {
        let named = actors_named(catalog, &word, kind).into_iter().map(ActorNo);
        let most_named = named.max_by_key(|no| (catalog.actors().articles(*no), Reverse(*no)));
        near.extend(most_named.filter(|no| !near.contains(no)));
    }
    near
}

fn spell_with(word: &str, offer: impl FnOnce(&mut Best)) -> Option<String> {
    let mut best = Best::of(word)?;
    offer(&mut best);
    best.found()
}

/// The actors whose canonical name has a word that begins with `word` (folded, at least three letters), or is wholly a
/// word of two. A bare word finds articles by these. Aliases don't count: a reader that types `washington` means the word.
pub fn actors_with_word(catalog: &Catalog, word: &str) -> Vec<ActorNo> {
    let key = name_key(word);
    let whole = format!("\n{key}\n");
    let (sought, skipped) = match key.chars().count() {
        0 | 1 => return Vec::new(),
        2 => (whole.as_str(), 1),
        _ => (key.as_str(), 0),
    };
    holders(catalog, sought, |arena, at| {
        let record = arena
            .record(at + skipped)
            .filter(|record| record.canonical)?;
        (skipped > 0 || fit(arena.text.as_bytes(), at, key.len()).is_some()).then_some(record.actor)
    })
}

/// The actors that `accept` takes among the places of `sought` in all names, ascending.
fn holders(
    catalog: &Catalog,
    sought: &str,
    accept: impl Fn(&NameArena, usize) -> Option<ActorNo>,
) -> Vec<ActorNo> {
    let finder = memmem::Finder::new(sought);
    let mut found = Vec::new();
    for arena in catalog.actors().names() {
        let places = finder.find_iter(arena.text.as_bytes());
        found.extend(places.filter_map(|at| accept(arena, at)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The actors that have a name with a word that begins with what was typed, for completion.
pub fn actors_beginning(catalog: &Catalog, typed: &str, kind: Option<Kind>) -> Vec<ActorNo> {
    let key = name_key(typed);
    if key.is_empty() {
        return Vec::new();
    }
    holders(catalog, &key, |arena, at| {
        begins_word(arena.text.as_bytes(), at).then_some(())?;
        let no = arena.record(at)?.actor;
        kind.is_none_or(|kind| catalog.actors().kind(no) == kind)
            .then_some(no)
    })
}

/// One of a table's names: number and key (see `name_key`), weighed by its articles.
pub type Entry<'c> = (u32, &'c str, u32);

/// The entries that a name stands for. Besides beginnings of words, long names may be given by a part (`nytimes`).
pub fn entries<'c>(all: impl Iterator<Item = Entry<'c>> + Clone, name: &str) -> Named {
    let key = name_key(name);
    if key.is_empty() {
        return Named::default();
    }
    let numbers = entries_named(all.clone(), &key);
    if !numbers.is_empty() {
        return Named {
            numbers,
            corrected: None,
        };
    }
    let corrected = spell_with(&key, |best| {
        for (_, name, weight) in all.clone() {
            best.offer(name, weight);
            name.split(' ').for_each(|word| best.offer(word, weight));
        }
    });
    Named {
        numbers: corrected
            .as_ref()
            .map(|key| entries_named(all, key))
            .unwrap_or_default(),
        corrected,
    }
}

/// The feeds that a name stands for, as places in `all`: by what they are called, else by their address; with `#` before it, by
/// their tags.
pub fn feeds(all: &[NamedFeed], name: &str) -> Named {
    let numbered = (0..).zip(all);
    if let Some(tag) = name.strip_prefix('#') {
        let tagged: Vec<(u32, String)> = numbered
            .flat_map(|(number, feed)| feed.tags().iter().map(move |tag| (number, name_key(tag))))
            .collect();
        let tagged = tagged.iter();
        return entries(tagged.map(|(number, tag)| (*number, tag.as_str(), 0)), tag);
    }
    let called = numbered.clone().flat_map(|(number, feed)| {
        let articles = u32::try_from(feed.articles().len()).unwrap_or(u32::MAX);
        feed.names().map(move |name| (number, name, articles))
    });
    let key = name_key(name);
    if !key.is_empty() && entries_named(called.clone(), &key).is_empty() {
        let addresses = numbered.map(|(number, feed)| (number, feed.address(), 0));
        let numbers = entries_named(addresses, &address_key(name));
        if !numbers.is_empty() {
            return Named {
                numbers,
                corrected: None,
            };
        }
    }
    entries(called, name)
}

fn entries_named<'c>(all: impl Iterator<Item = Entry<'c>> + Clone, key: &str) -> Vec<u32> {
    let mut fits = Fits::default();
    let finder = memmem::Finder::new(key);
    for (number, name, _) in all.clone() {
        let best = finder
            .find_iter(name.as_bytes())
            .filter_map(|at| fit(name.as_bytes(), at, key.len()))
            .min();
        if let Some(best) = best {
            fits.offer(best, number);
        }
    }
    let solid: String = key.split(' ').collect();
    if fits.best.is_none() && solid.len() >= 4 {
        for (number, name, _) in all {
            if name.split(' ').collect::<String>().contains(&solid) {
                fits.offer(Fit::Beginning, number);
            }
        }
    }
    fits.finish()
}
