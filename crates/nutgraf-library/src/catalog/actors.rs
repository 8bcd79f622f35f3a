//! Owns: `Actors`, which actors are in the news and in which articles.
//! Promises: numbers never change while the table grows; a clone is cheap and shares everything until it is written.

mod corrected;
mod posting;
mod who;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::catalog::actors::corrected::Corrected;
use crate::catalog::actors::posting::Postings;
use crate::catalog::actors::who::{PAGE, Who};
use crate::catalog::mask;
use crate::catalog::row::{ActorNo, MOST_MENTIONS, RowActor};
use nutgraf_read::model::actor::{Actor, Kind};
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::id::{ActorId, ArticleId};

/// Actors are numbered below this; the number shares 32 bits with its flags in an article's list.
pub(crate) const MOST: usize = 1 << 24;
/// Names are kept in arenas of this many records, so that growing copies little.
const RECORDS: usize = 1024;

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
    /// Whether it is its canonical name.
    pub canonical: bool,
    /// Which letters it holds (see `mask`).
    pub letters: u64,
}

impl NameArena {
    /// All names and whose they are.
    pub fn names(&self) -> impl Iterator<Item = (&str, ActorNo)> {
        self.names_where(|_| true)
    }

    /// The names whose letters pass a test, and whose they are.
    pub fn names_where(&self, keep: impl Fn(u64) -> bool) -> impl Iterator<Item = (&str, ActorNo)> {
        let records = self
            .records
            .iter()
            .filter(move |record| keep(record.letters));
        records.map(|record| {
            let rest = self.text.get(record.start as usize..).unwrap_or("");
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            (rest.get(..end).unwrap_or(""), record.actor)
        })
    }

    /// The record that holds the byte at `at`.
    pub fn record(&self, at: usize) -> Option<Record> {
        let after = self
            .records
            .partition_point(|record| record.start as usize <= at);
        self.records.get(after.checked_sub(1)?).copied()
    }
}

/// The table of actors: columns in pages, because there are several actors for each article.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    who: Arc<Vec<Arc<Who>>>,
    postings: Arc<Vec<Arc<Vec<Postings>>>>,
    /// How often all articles name each.
    mentions: Arc<Vec<Arc<Vec<u32>>>>,
    /// Numbers by the hash of the identity; one that finds its place taken stands one further on.
    numbers: Arc<HashMap<u64, u32, BuildHasherDefault<Hashed>>>,
    arenas: Arc<Vec<Arc<NameArena>>>,
    corrected: Arc<Corrected>,
    count: usize,
}

/// Passes a number on that is a hash already.
#[derive(Clone, Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
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
    /// The number of an actor, taken in when it is new; new aliases of a known one are added.
    pub(crate) fn intern(&mut self, actor: &Actor) -> ActorNo {
        let place = match self.place(&actor.id) {
            Ok(no) => {
                self.learn(no, actor);
                return no;
            }
            Err(place) => place,
        };
        if self.count >= MOST {
            return ActorNo(u32::try_from(MOST - 1).unwrap_or(0));
        }
        let no = ActorNo(u32::try_from(self.count).unwrap_or(0));
        self.count += 1;
        let pages = Arc::make_mut(&mut self.who);
        if pages.last().is_none_or(|page| page.is_full()) {
            pages.push(Arc::default());
            Arc::make_mut(&mut self.postings).push(Arc::default());
            Arc::make_mut(&mut self.mentions).push(Arc::default());
        }
        if let Some(page) = pages.last_mut() {
            Arc::make_mut(page).push(actor);
        }
        if let Some(page) = Arc::make_mut(&mut self.postings).last_mut() {
            Arc::make_mut(page).push(Postings::default());
        }
        if let Some(page) = Arc::make_mut(&mut self.mentions).last_mut() {
            Arc::make_mut(page).push(0);
        }
        Arc::make_mut(&mut self.numbers).insert(place, no.0);
        self.record(no, &actor.name, true);
        for name in &actor.aliases {
            self.record(no, name, false);
        }
        no
    }

    /// The number of an actor, or the place in `numbers` where it belongs.
    fn place(&self, id: &ActorId) -> Result<ActorNo, u64> {
        let mut hasher = DefaultHasher::new();
        id.0.hash(&mut hasher);
        let mut place = hasher.finish();
        while let Some(number) = self.numbers.get(&place) {
            let no = ActorNo(*number);
            if self
                .page(no)
                .is_some_and(|(page, slot)| page.id(slot) == &*id.0)
            {
                return Ok(no);
            }
            place = place.wrapping_add(1);
        }
        Err(place)
    }

    fn page(&self, no: ActorNo) -> Option<(&Who, usize)> {
        let at = no.0 as usize;
        Some((self.who.get(at / PAGE)?, at % PAGE))
    }

    fn learn(&mut self, no: ActorNo, actor: &Actor) {
        if self.corrected.defined.contains_key(&no.0) {
            let fresh = Arc::make_mut(&mut self.corrected).learn(no.0, actor);
            for name in fresh.unwrap_or_default() {
                self.record(no, &name, false);
            }
            return;
        }
        let fresh = match self.page(no) {
            Some((page, slot)) => page.unknown(slot, actor),
            None => return,
        };
        if fresh.is_empty() {
            return;
        }
        for name in &fresh {
            self.record(no, name, false);
        }
        let at = no.0 as usize;
        if let Some(page) = Arc::make_mut(&mut self.who).get_mut(at / PAGE) {
            Arc::make_mut(page).learn(at % PAGE, &fresh);
        }
    }

    /// Says anew what an actor is.
    pub(crate) fn define(&mut self, actor: &Actor) {
        let no = match self.place(&actor.id) {
            Ok(no) => no,
            Err(_) => self.intern(actor),
        };
        let corrected = Arc::make_mut(&mut self.corrected);
        corrected.defined.insert(no.0, Arc::new(actor.clone()));
        corrected.silent.remove(&no.0);
        corrected.led.remove(&actor.id);
    }

    /// Takes an actor's names away.
    pub(crate) fn silence(&mut self, id: &ActorId) {
        if let Ok(no) = self.place(id) {
            Arc::make_mut(&mut self.corrected).silent.insert(no.0);
        }
    }

    /// Lets an identity lead to another actor.
    pub(crate) fn redirect(&mut self, id: &ActorId, to: &ActorId) {
        if let Some(no) = self.number(to)
            && self.number(id) != Some(no)
        {
            Arc::make_mut(&mut self.corrected)
                .led
                .insert(id.clone(), no.0);
        }
    }

    /// Makes the arenas of names anew.
    pub(crate) fn rename_all(&mut self) {
        self.arenas = Arc::default();
        for no in (0..self.count).filter_map(|no| u32::try_from(no).ok()) {
            if self.corrected.silent.contains(&no) {
                continue;
            }
            let no = ActorNo(no);
            let Some(actor) = self.get(no) else { continue };
            self.record(no, &actor.name, true);
            for name in &actor.aliases {
                self.record(no, name, false);
            }
        }
    }

    /// The identities that lead to an actor besides its own.
    pub fn led_to(&self, no: ActorNo) -> Vec<ActorId> {
        let led = self.corrected.led.iter().filter(|(_, to)| **to == no.0);
        led.map(|(id, _)| id.clone()).collect()
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
                letters: mask::of(&key),
            });
            arena.text.push_str(&key);
            arena.text.push('\n');
        }
    }

    /// Articles name actors. Each actor is looked up once, however many articles there are.
    pub(crate) fn post(&mut self, mut posts: Vec<(ActorNo, ArticleId)>) {
        posts.sort_unstable();
        posts.dedup();
        let mut articles: Vec<u32> = Vec::new();
        for run in posts.chunk_by(|one, next| one.0 == next.0) {
            articles.clear();
            articles.extend(run.iter().map(|(_, article)| article.0));
            if let Some((actor, _)) = run.first()
                && let Some(postings) = self.postings_mut(*actor)
            {
                postings.extend(&articles);
            }
        }
    }

    /// An article mentions the actor.
    pub(crate) fn mention(&mut self, part: &RowActor) {
        if let Some(mentions) = self.mentions_mut(part.actor) {
            *mentions = mentions.saturating_add(part.mentions.min(MOST_MENTIONS));
        }
    }

    /// An article names the actor no longer.
    pub(crate) fn unpost(&mut self, part: &RowActor, article: ArticleId) {
        if let Some(postings) = self.postings_mut(part.actor) {
            postings.remove(article.0);
        }
        if let Some(mentions) = self.mentions_mut(part.actor) {
            *mentions = mentions.saturating_sub(part.mentions.min(MOST_MENTIONS));
        }
    }

    fn mentions_mut(&mut self, no: ActorNo) -> Option<&mut u32> {
        let at = no.0 as usize;
        let page = Arc::make_mut(&mut self.mentions).get_mut(at / PAGE)?;
        Arc::make_mut(page).get_mut(at % PAGE)
    }

    fn postings_mut(&mut self, no: ActorNo) -> Option<&mut Postings> {
        let at = no.0 as usize;
        let page = Arc::make_mut(&mut self.postings).get_mut(at / PAGE)?;
        Arc::make_mut(page).get_mut(at % PAGE)
    }

    fn postings(&self, no: ActorNo) -> Option<&Postings> {
        let at = no.0 as usize;
        self.postings.get(at / PAGE)?.get(at % PAGE)
    }

    /// The actor with this number, put together from its columns.
    pub fn get(&self, no: ActorNo) -> Option<Actor> {
        if let Some(actor) = self.corrected.defined.get(&no.0) {
            return Some(Actor::clone(actor));
        }
        let (page, slot) = self.page(no)?;
        page.actor(slot)
    }

    /// The number of the actor with this identity.
    pub fn number(&self, id: &ActorId) -> Option<ActorNo> {
        if let Some(no) = self.corrected.led.get(id) {
            return Some(ActorNo(*no));
        }
        self.place(id).ok()
    }

    /// How many articles name the actor.
    pub fn articles(&self, no: ActorNo) -> u32 {
        self.postings(no).map_or(0, Postings::len)
    }

    /// How often all articles together name the actor, each counted up to 63 times.
    pub fn mentions(&self, no: ActorNo) -> u32 {
        let at = no.0 as usize;
        let page = self.mentions.get(at / PAGE);
        page.and_then(|page| page.get(at % PAGE))
            .copied()
            .unwrap_or(0)
    }

    /// Calls `each` with every article that names the actor, ascending.
    pub fn for_articles(&self, no: ActorNo, mut each: impl FnMut(ArticleId)) {
        if let Some(postings) = self.postings(no) {
            postings.for_each(|id| each(ArticleId(id)));
        }
    }

    /// How many actors there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// What an actor is; `Other` for an unknown number.
    pub fn kind(&self, no: ActorNo) -> Kind {
        if let Some(actor) = self.corrected.defined.get(&no.0) {
            return actor.kind;
        }
        self.page(no)
            .and_then(|(page, slot)| page.kind(slot))
            .unwrap_or(Kind::Other)
    }

    /// The folded names (see `name_key`) of all actors, in arenas to be scanned.
    pub fn names(&self) -> impl Iterator<Item = &NameArena> {
        self.arenas.iter().map(|arena| &**arena)
    }
}
