//! Owns: `Actors`, who is in the news and in which articles.
//! May import: `catalog::row`, `model`.
//! Promises: numbers never change while the table grows; a clone is cheap and shares everything until it is written.

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::catalog::row::ActorNo;
use crate::model::actor::{Actor, Kind};
use crate::model::fold::fold;
use crate::model::id::{ActorId, ArticleId};

/// Actors are numbered below this; the number shares 32 bits with its flags in an article's list.
pub(crate) const MOST: usize = 1 << 24;
/// Postings longer than this live in a bitmap.
const FEW: usize = 32;
/// Names are kept in arenas of this many records, so that growing copies little.
const RECORDS: usize = 1024;

/// The articles that name one actor.
#[derive(Clone, Debug)]
enum Postings {
    /// Ascending; most actors are named a few times, and a bitmap each would cost more than the rest of them.
    Few(Vec<u32>),
    Many(RoaringBitmap),
}

impl Default for Postings {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

#[derive(Clone, Debug)]
struct Entry {
    actor: Arc<Actor>,
    postings: Postings,
}

/// Folded names of actors, one record a name, each between line feeds.
#[derive(Clone, Debug, Default)]
pub struct NameArena {
    /// `\nname\nname\n…`
    pub text: String,
    /// The records, ascending.
    pub records: Vec<Record>,
}

/// One name in an arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it starts in the arena's text.
    pub start: u32,
    /// Whose it is.
    pub actor: ActorNo,
    /// Whether it is his canonical name.
    pub canonical: bool,
}

impl NameArena {
    /// All names and whose they are.
    pub fn names(&self) -> impl Iterator<Item = (&str, ActorNo)> {
        let names = self.text.split('\n').skip(1);
        names
            .zip(&self.records)
            .map(|(name, record)| (name, record.actor))
    }

    /// The record that holds the byte at `at`.
    pub fn record(&self, at: usize) -> Option<Record> {
        let after = self
            .records
            .partition_point(|record| record.start as usize <= at);
        self.records.get(after.checked_sub(1)?).copied()
    }
}

/// The table of actors.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    entries: Arc<Vec<Arc<Entry>>>,
    numbers: Arc<HashMap<ActorId, ActorNo>>,
    arenas: Arc<Vec<Arc<NameArena>>>,
}

/// A name as it is compared: folded, stops and apostrophes gone, everything else that is not a letter or digit one
/// blank. `U.S.` is `us`, `South-Korea` is `south korea`.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in fold(name).chars() {
        if matches!(c, '.' | '\'') {
            continue;
        }
        if c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

impl Actors {
    /// The number of an actor, taken in when he is new; new aliases of a known one are added.
    pub(crate) fn intern(&mut self, actor: &Actor) -> ActorNo {
        if let Some(no) = self.numbers.get(&actor.id).copied() {
            self.learn(no, actor);
            return no;
        }
        if self.entries.len() >= MOST {
            return ActorNo(u32::try_from(MOST - 1).unwrap_or(0));
        }
        let no = ActorNo(u32::try_from(self.entries.len()).unwrap_or(0));
        Arc::make_mut(&mut self.entries).push(Arc::new(Entry {
            actor: Arc::new(actor.clone()),
            postings: Postings::default(),
        }));
        Arc::make_mut(&mut self.numbers).insert(actor.id.clone(), no);
        self.record(no, &actor.name, true);
        for name in &actor.aliases {
            self.record(no, name, false);
        }
        no
    }

    fn learn(&mut self, no: ActorNo, actor: &Actor) {
        let Some(known) = self.get(no) else { return };
        let fresh: Vec<String> = std::iter::once(&actor.name)
            .chain(&actor.aliases)
            .filter(|name| **name != known.name && !known.aliases.contains(name))
            .cloned()
            .collect();
        if fresh.is_empty() {
            return;
        }
        for name in &fresh {
            self.record(no, name, false);
        }
        let entries = Arc::make_mut(&mut self.entries);
        if let Some(entry) = entries.get_mut(no.0 as usize) {
            Arc::make_mut(&mut Arc::make_mut(entry).actor)
                .aliases
                .extend(fresh);
        }
    }

    fn record(&mut self, no: ActorNo, name: &str, canonical: bool) {
        let key = name_key(name);
        if key.is_empty() {
            return;
        }
        let arenas = Arc::make_mut(&mut self.arenas);
        if arenas
            .last()
            .is_none_or(|arena| arena.records.len() >= RECORDS)
        {
            arenas.push(Arc::new(NameArena {
                text: "\n".to_owned(),
                records: Vec::new(),
            }));
        }
        if let Some(arena) = arenas.last_mut() {
            let arena = Arc::make_mut(arena);
            let start = u32::try_from(arena.text.len()).unwrap_or(u32::MAX);
            arena.records.push(Record {
                start,
                actor: no,
                canonical,
            });
            arena.text.push_str(&key);
            arena.text.push('\n');
        }
    }

    /// An article names the actor.
    pub(crate) fn post(&mut self, no: ActorNo, article: ArticleId) {
        let Some(entry) = Arc::make_mut(&mut self.entries).get_mut(no.0 as usize) else {
            return;
        };
        match &mut Arc::make_mut(entry).postings {
            Postings::Few(few) => {
                if let Err(at) = few.binary_search(&article.0) {
                    few.insert(at, article.0);
                }
                if few.len() > FEW {
                    let many = few.iter().copied().collect();
                    Arc::make_mut(entry).postings = Postings::Many(many);
                }
            }
            Postings::Many(many) => {
                many.insert(article.0);
            }
        }
    }

    /// An article names the actor no longer.
    pub(crate) fn unpost(&mut self, no: ActorNo, article: ArticleId) {
        let Some(entry) = Arc::make_mut(&mut self.entries).get_mut(no.0 as usize) else {
            return;
        };
        match &mut Arc::make_mut(entry).postings {
            Postings::Few(few) => few.retain(|id| *id != article.0),
            Postings::Many(many) => {
                many.remove(article.0);
            }
        }
    }

    /// The actor with this number.
    pub fn get(&self, no: ActorNo) -> Option<&Arc<Actor>> {
        self.entries.get(no.0 as usize).map(|entry| &entry.actor)
    }

    /// The number of the actor with this identity.
    pub fn number(&self, id: &ActorId) -> Option<ActorNo> {
        self.numbers.get(id).copied()
    }

    /// How many articles name the actor.
    pub fn articles(&self, no: ActorNo) -> u32 {
        match self.entries.get(no.0 as usize).map(|entry| &entry.postings) {
            None => 0,
            Some(Postings::Few(few)) => u32::try_from(few.len()).unwrap_or(u32::MAX),
            Some(Postings::Many(many)) => u32::try_from(many.len()).unwrap_or(u32::MAX),
        }
    }

    /// Calls `each` with every article that names the actor, ascending.
    pub fn for_articles(&self, no: ActorNo, mut each: impl FnMut(ArticleId)) {
        match self.entries.get(no.0 as usize).map(|entry| &entry.postings) {
            None => {}
            Some(Postings::Few(few)) => few.iter().for_each(|id| each(ArticleId(*id))),
            Some(Postings::Many(many)) => many.iter().for_each(|id| each(ArticleId(id))),
        }
    }

    /// How many actors there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What an actor is; `Other` for an unknown number.
    pub fn kind(&self, no: ActorNo) -> Kind {
        self.get(no).map_or(Kind::Other, |actor| actor.kind)
    }

    /// The folded names (see `name_key`) of all actors, in arenas to be scanned.
    pub fn names(&self) -> impl Iterator<Item = &NameArena> {
        self.arenas.iter().map(|arena| &**arena)
    }
}
