//! Owns: names in a filter line to numbers in a catalog: actors, sources, bylines, languages, tags; with spelling put
//! right where nothing else fits.
//! May import: `catalog`, `filter::typo`, `model`.
//! Promises: total; the best kind of match wins alone: a whole name before whole words before beginnings of words.

use std::collections::BTreeSet;

use memchr::memmem;

use crate::catalog::Catalog;
use crate::catalog::actors::{NameArena, name_key};
use crate::catalog::row::ActorNo;
use crate::filter::typo::Best;
use crate::model::actor::Kind;

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
    numbers: BTreeSet<u32>,
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
        self.numbers.insert(number);
    }

    fn finish(self) -> Vec<u32> {
        self.numbers.into_iter().collect()
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
            let Some(no) = owner(arena, at) else { continue };
            if kind.is_none_or(|kind| catalog.actors().kind(no) == kind) {
                fits.offer(fit, no.0);
            }
        }
    }
    fits.finish()
}

/// The actor whose record holds the byte at `at`.
fn owner(arena: &NameArena, at: usize) -> Option<ActorNo> {
    let after = arena
        .records
        .partition_point(|(start, _)| *start as usize <= at);
    arena.records.get(after.checked_sub(1)?).map(|(_, no)| *no)
}

/// How a run of bytes sits between blanks and line feeds; `None` when it begins inside a word.
fn fit(text: &[u8], at: usize, length: usize) -> Option<Fit> {
    let before = at
        .checked_sub(1)
        .and_then(|at| text.get(at))
        .copied()
        .unwrap_or(b'\n');
    let after = text.get(at + length).copied().unwrap_or(b'\n');
    match (before, after) {
        (b'\n', b'\n') => Some(Fit::Whole),
        (b'\n' | b' ', b'\n' | b' ') => Some(Fit::Words),
        (b'\n' | b' ', _) => Some(Fit::Beginning),
        _ => None,
    }
}

/// A name put right: word by word against the words of all names, else as a whole against whole names.
fn spell_actor(catalog: &Catalog, key: &str, kind: Option<Kind>) -> Option<String> {
    let mut words = Vec::new();
    for word in key.split(' ') {
        if actors_named(catalog, word, kind).is_empty() {
            words.push(spell_with(word, |best| {
                offer_actor_words(catalog, kind, best)
            }));
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
    spell_with(key, |best| {
        each_name(catalog, kind, |name, weight| best.offer(name, weight));
    })
}

fn spell_with(word: &str, offer: impl FnOnce(&mut Best)) -> Option<String> {
    let mut best = Best::of(word)?;
    offer(&mut best);
    best.found().map(|(word, ..)| word)
}

/// Offers every word of every actor's names, weighed by his articles.
pub fn offer_actor_words(catalog: &Catalog, kind: Option<Kind>, best: &mut Best) {
    each_name(catalog, kind, |name, weight| {
        for word in name.split(' ') {
            best.offer(word, weight);
        }
    });
}

fn each_name(catalog: &Catalog, kind: Option<Kind>, mut each: impl FnMut(&str, u32)) {
    for arena in catalog.actors().names() {
        for (start, no) in &arena.records {
            if kind.is_some_and(|kind| catalog.actors().kind(*no) != kind) {
                continue;
            }
            let rest = arena.text.get(*start as usize..).unwrap_or("");
            let name = rest.split('\n').next().unwrap_or("");
            each(name, catalog.actors().articles(*no));
        }
    }
}

/// The actors whose canonical name has a word that begins with `word` (folded, at least three letters), or that is
/// wholly a shorter `word`. A bare word finds articles by these.
pub fn actors_with_word(catalog: &Catalog, word: &str) -> Vec<ActorNo> {
    let key = name_key(word);
    if key.is_empty() {
        return Vec::new();
    }
    let long = key.chars().count() >= 3;
    let finder = memmem::Finder::new(&key);
    let mut found = BTreeSet::new();
    for arena in catalog.actors().names() {
        for at in finder.find_iter(arena.text.as_bytes()) {
            let fits = match fit(arena.text.as_bytes(), at, key.len()) {
                None => false,
                Some(Fit::Whole) => true,
                Some(Fit::Words | Fit::Beginning) => long,
            };
            let Some(no) = owner(arena, at).filter(|_| fits) else {
                continue;
            };
            // Aliases don't count here: who types `washington` as a word means the word.
            let canonical = catalog.actors().get(no).map(|actor| name_key(&actor.name));
            if canonical.is_some_and(|name| has_word(&name, &key, long)) {
                found.insert(no);
            }
        }
    }
    found.into_iter().collect()
}

fn has_word(name: &str, key: &str, long: bool) -> bool {
    if long {
        name.starts_with(key) || name.contains(&format!(" {key}"))
    } else {
        name == key
    }
}

/// The actors that have a name with a word that begins with what was typed, for completion.
pub fn actors_beginning(catalog: &Catalog, typed: &str, kind: Option<Kind>) -> Vec<ActorNo> {
    let key = name_key(typed);
    if key.is_empty() {
        return Vec::new();
    }
    let finder = memmem::Finder::new(&key);
    let mut found = BTreeSet::new();
    for arena in catalog.actors().names() {
        for at in finder.find_iter(arena.text.as_bytes()) {
            if fit(arena.text.as_bytes(), at, key.len()).is_some()
                && let Some(no) = owner(arena, at)
                && kind.is_none_or(|kind| catalog.actors().kind(no) == kind)
            {
                found.insert(no);
            }
        }
    }
    found.into_iter().collect()
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
