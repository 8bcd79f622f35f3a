//! Owns: `Spelling`, the right words of a catalog: those of actors, sources and the newest titles.
//! Promises: learns in small steps, so that no single search pays for all of it.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::catalog::mask;
use crate::filter::search::typo::Best;

/// Of so many of the newest titles the words are learnt.
const TITLES: usize = 60_000;
/// So many titles are learnt in one step.
const STEP: usize = 1024;
/// So many arenas of actors' names are learnt in one step.
const ARENAS: usize = 1;
/// A word of an actor's name counts as often as it occurs, so many times over.
const ACTOR_WEIGHT: u32 = 4;

/// A word of no more weight than this may itself be a slip, in a few headlines or of a few articles' actors.
const SLIPS: u32 = 4 * ACTOR_WEIGHT;
/// And one that is so many times rarer than the right word: the more articles, the more slips.
const RARER: u32 = 50;

#[derive(Clone, Copy, Debug)]
struct Entry {
    mask: u64,
    start: u32,
    length: u32,
    weight: u32,
}

/// The right words of a catalog with their weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spelling {
    text: String,
    entries: Vec<Entry>,
    places: HashMap<Box<str>, u32>,
    /// How many articles there were when learning began; much more of them and it begins anew.
    articles: u32,
    /// Arenas of actors' names.
    names_learnt: usize,
    sources_learnt: bool,
    titles_learnt: usize,
}

impl Spelling {
    /// Learns a little more, or begins anew when the catalog has grown.
    fn step(&mut self, catalog: &Catalog) {
        let articles = catalog.articles();
        if articles > self.articles + self.articles / 4 || articles < self.articles {
            *self = Self {
                articles,
                ..Self::default()
            };
        }
        let arenas = catalog.actors().names().count();
        if self.names_learnt < arenas {
            for arena in catalog
                .actors()
                .names()
                .skip(self.names_learnt)
                .take(ARENAS)
            {
                for (name, no) in arena.names() {
                    let weight = catalog.actors().articles(no).saturating_mul(ACTOR_WEIGHT);
                    name.split(' ').for_each(|word| self.add(word, weight));
                }
            }
            self.names_learnt = arenas.min(self.names_learnt + ARENAS);
            return;
        }
        if !self.sources_learnt {
            self.sources_learnt = true;
            for (_, _, key, articles) in catalog.sources().entries() {
                key.split(' ').for_each(|word| self.add(word, articles));
            }
        }
        let until = TITLES.min(articles as usize);
        if self.titles_learnt < until {
            for id in catalog.newest().skip(self.titles_learnt).take(STEP) {
                let words = catalog.folded(id).split(|c: char| !c.is_alphanumeric());
                words.for_each(|word| self.add(word, 1));
            }
            self.titles_learnt += STEP;
        }
    }

    fn add(&mut self, word: &str, weight: u32) {
        // Shorter words are never corrections, longer ones are no words.
        if !(4..=32).contains(&word.len()) || word.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        if let Some(place) = self.places.get(word) {
            if let Some(entry) = self.entries.get_mut(*place as usize) {
                entry.weight = entry.weight.saturating_add(weight);
            }
            return;
        }
        let (Ok(start), Ok(place)) = (
            u32::try_from(self.text.len()),
            u32::try_from(self.entries.len()),
        ) else {
            return;
        };
        self.entries.push(Entry {
            mask: mask::of(word),
            start,
            length: u32::try_from(word.len()).unwrap_or(0),
            weight,
        });
        self.text.push_str(word);
        self.places.insert(Box::from(word), place);
    }

    /// Learns on, so many steps or until everything is known; says whether it is.
    pub(crate) fn learn(&mut self, catalog: &Catalog, steps: usize) -> bool {
        for _ in 0..steps {
            self.step(catalog);
            if self.is_complete(catalog) {
                return true;
            }
        }
        false
    }

    fn is_complete(&self, catalog: &Catalog) -> bool {
        self.sources_learnt && self.titles_learnt >= TITLES.min(catalog.articles() as usize)
    }

    /// The right word that a folded, misspelt one most likely stands for, among those learnt.
    pub(crate) fn correct(&self, word: &str) -> Option<String> {
        let mut best = Best::of(word)?;
        for entry in &self.entries {
            if best.word().possible(entry.mask, entry.length as usize) {
                let word = self
                    .text
                    .get(entry.start as usize..(entry.start + entry.length) as usize);
                best.offer(word.unwrap_or(""), entry.weight);
            }
        }
        best.found()
    }

    /// Whether a folded word, as it is, is among those learnt.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.places.contains_key(word)
    }

    /// Whether a folded word is none that is known, nor the beginning of one, except for a few slips of those who wrote
    /// the right word far more often.
    pub(crate) fn is_slip(&self, word: &str, right: &str) -> bool {
        let weight_of = |place: &u32| self.entries.get(*place as usize).map(|e| e.weight);
        let right = self.places.get(right).and_then(weight_of).unwrap_or(0);
        let most = SLIPS.max(right / RARER);
        let mask = mask::of(word);
        let mut weight = 0u32;
        for entry in &self.entries {
            if mask & !entry.mask == 0 {
                let known = self
                    .text
                    .get(entry.start as usize..(entry.start + entry.length) as usize);
                if known.is_some_and(|known| known.starts_with(word)) {
                    weight = weight.saturating_add(entry.weight);
                    if weight > most {
                        return false;
                    }
                }
            }
        }
        true
    }
}
