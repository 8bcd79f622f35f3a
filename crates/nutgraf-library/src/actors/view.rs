//! Owns: `ActorView`, the actors of a library as they are shown: after the reader's corrections, and after what the library
//! found to be one actor under two spellings.
//! Promises: changes nothing that is stored: taking a correction back shows what was there before; total, also over circles.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::actors::rows;
use crate::codec::analysis::ActorRow;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Analysis, Entity};
use nutgraf_read::model::correction::{Corrections, words_key};
use nutgraf_read::model::id::ActorId;

/// Merges that are followed at most; longer chains are circles.
const MOST_STEPS: usize = 16;

/// As which actor one is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShownAs<'r> {
    /// As this one, perhaps itself.
    Actor(&'r str),
    /// Not at all.
    Hidden,
}

/// Actors as they are shown, beside what is stored of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActorView {
    version: u64,
    corrections: Arc<Corrections>,
    /// From an actor to the one of which it is another spelling.
    same: BTreeMap<ActorId, ActorId>,
    /// Up to where `same` was read.
    same_until: i64,
    /// The same by rows alone, for readers that need no more.
    rows: HashMap<ActorRow, ActorRow>,
    rows_until: i64,
    /// Actors whose own name is never a name.
    nameless: HashSet<ActorId>,
    /// Actors of which single mentions have to be looked at.
    by_mention: HashSet<ActorRow>,
    /// Up to where names were looked at for that.
    names_until: (i64, i64),
}

impl ActorView {
    /// The number of the corrections that it follows.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// Whether every actor is shown as it is stored.
    pub(crate) fn is_plain(&self) -> bool {
        self.same.is_empty() && self.corrections.is_empty()
    }

    /// Follows other corrections from now on.
    pub(crate) fn follow(&mut self, version: u64, corrections: Arc<Corrections>) {
        let words =
            |corrections: &Corrections| corrections.words().map(str::to_owned).collect::<Vec<_>>();
        if words(&corrections) != words(&self.corrections) {
            self.by_mention.clear();
            self.nameless.clear();
            self.names_until = (0, 0);
        }
        self.version = version;
        self.corrections = corrections;
    }

    /// Whether rows alone tell as which actor each is shown: nobody has asked for more yet, and the reader corrects nothing.
    pub(crate) fn rows_suffice(&self) -> bool {
        self.same_until == 0 && self.corrections.is_empty()
    }

    /// Takes in, by rows alone, which spellings the library found to be one actor; their names would take ten times as long,
    /// and the first screen waits for this. Answers whether there were any that were not known.
    pub(crate) fn learn_rows(&mut self, connection: &Connection) -> rusqlite::Result<bool> {
        // An older library that can only be read does not have the table.
        let Ok(mut statement) = connection
            .prepare_cached("SELECT id, actor, other FROM same WHERE id > ?1 ORDER BY id")
        else {
            return Ok(false);
        };
        let before = self.rows_until;
        let mut rows = statement.query([before])?;
        while let Some(row) = rows.next()? {
            self.rows_until = row.get(0)?;
            let actor: ActorRow = row.get(1)?;
            match row.get(2)? {
                Some(other) => self.rows.insert(actor, other),
                None => self.rows.remove(&actor),
            };
        }
        Ok(self.rows_until != before)
    }

    /// The row of the actor as which that of a row is shown, by rows alone.
    pub(crate) fn row_shown_as(&self, row: ActorRow) -> ActorRow {
        let mut at = row;
        for _ in 0..MOST_STEPS {
            match self.rows.get(&at) {
                Some(next) if *next != row => at = *next,
                _ => break,
            }
        }
        at
    }

    /// Takes in what the library learnt since the last time: spellings found to be one actor, names for which there are
    /// corrections. Answers the actors that are shown otherwise now.
    pub(crate) fn learn(&mut self, connection: &Connection) -> rusqlite::Result<BTreeSet<ActorId>> {
        let mut changed = BTreeSet::new();
        if self.corrections.looks_at_words() {
            self.find_by_mention(connection)?;
        }
        // An older library that can only be read does not have the table.
        (self.rows, self.rows_until) = (HashMap::new(), 0);
        let Ok(mut statement) = connection.prepare_cached(
            "SELECT same.id, a.public, b.public FROM same
             JOIN actor a ON a.id = same.actor LEFT JOIN actor b ON b.id = same.other
             WHERE same.id > ?1 ORDER BY same.id",
        ) else {
            return Ok(changed);
        };
        let mut rows = statement.query([self.same_until])?;
        while let Some(row) = rows.next()? {
            self.same_until = row.get(0)?;
            let one = ActorId(row.get(1)?);
            let before = match row.get::<_, Option<Arc<str>>>(2)? {
                Some(other) => {
                    changed.insert(ActorId(Arc::clone(&other)));
                    self.same.insert(one.clone(), ActorId(other))
                }
                None => self.same.remove(&one),
            };
            changed.extend(before);
            changed.insert(one);
        }
        Ok(changed)
    }

    /// Finds the actors among whose names are words that corrections single out.
    fn find_by_mention(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let wanted: HashSet<&str> = self.corrections.words().collect();
        let longest = wanted.iter().map(|w| w.len()).max().unwrap_or(0);
        let hit = |name: &str| name.len() <= longest * 3 + 8 && wanted.contains(&*words_key(name));
        for (statement, until) in [
            (
                "SELECT id, id, name, public FROM actor WHERE id > ?1 ORDER BY id",
                &mut self.names_until.0,
            ),
            (
                "SELECT id, actor, name, NULL FROM alias WHERE id > ?1 ORDER BY id",
                &mut self.names_until.1,
            ),
        ] {
            let mut statement = connection.prepare_cached(statement)?;
            let mut rows = statement.query([*until])?;
            while let Some(row) = rows.next()? {
                *until = row.get(0)?;
                let name = row.get_ref(2)?;
                let Some(name) = name.as_str().ok().filter(|name| hit(name)) else {
                    continue;
                };
                match row.get::<_, Option<Arc<str>>>(3)? {
                    Some(id) if self.corrections.forbids(name) => {
                        self.nameless.insert(ActorId(id));
                    }
                    _ => {
                        self.by_mention.insert(row.get(1)?);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether mentions of the actor in this row have to be looked at one by one.
    pub(crate) fn goes_by_mention(&self, row: ActorRow) -> bool {
        self.by_mention.contains(&row)
    }

    /// The actors of which mentions have to be looked at one by one.
    pub(crate) fn ids_by_mention(
        &self,
        connection: &Connection,
    ) -> rusqlite::Result<BTreeSet<ActorId>> {
        let mut statement = connection.prepare_cached("SELECT public FROM actor WHERE id = ?1")?;
        let mut ids = BTreeSet::new();
        for row in &self.by_mention {
            ids.extend(
                statement
                    .query_row([row], |row| row.get(0).map(ActorId))
                    .optional()?,
            );
        }
        ids.extend(self.nameless.iter().cloned());
        Ok(ids)
    }

    /// All that other corrections would show otherwise than now; those that the change concerns afterwards are told by
    /// `related` then.
    pub(crate) fn affected(
        &self,
        connection: &Connection,
        corrections: &Corrections,
    ) -> rusqlite::Result<BTreeSet<ActorId>> {
        let (actors, words) = self.corrections.differences(corrections);
        let mut ids: BTreeSet<ActorId> = actors.into_iter().map(ActorId::from).collect();
        ids = self.related(&ids);
        if !words.is_empty() {
            ids.extend(self.ids_by_mention(connection)?);
        }
        Ok(ids)
    }

    /// As which actor one is shown.
    pub(crate) fn shown_as<'r>(&'r self, id: &'r str) -> ShownAs<'r> {
        let mut at = id;
        for _ in 0..MOST_STEPS {
            let nameless = !self.nameless.is_empty() && self.nameless.contains(&ActorId::from(at));
            if nameless || self.corrections.hide.contains(at) {
                return ShownAs::Hidden;
            }
            if let Some(next) = self.corrections.merge.get(at).filter(|next| *next != id) {
                at = next;
            } else if let Some(next) = self.spelt(at).filter(|next| *next != id) {
                at = next;
            } else {
                break;
            }
        }
        ShownAs::Actor(at)
    }

    fn spelt(&self, id: &str) -> Option<&str> {
        if self.same.is_empty() || self.corrections.apart.contains(id) {
            return None;
        }
        self.same.get(&ActorId::from(id)).map(|other| &*other.0)
    }

    /// The stored actors that are shown as `id`, besides itself.
    pub(crate) fn spellings(&self, id: &str) -> BTreeSet<ActorId> {
        let stored = self.corrections.merge.keys().map(String::as_str);
        let stored = stored.chain(self.same.keys().map(|one| &*one.0));
        stored
            .filter(|one| *one != id && self.shown_as(one) == ShownAs::Actor(id))
            .map(ActorId::from)
            .collect()
    }

    /// All that a change of these actors concerns: as which they are shown, and which are shown as them.
    pub(crate) fn related(&self, ids: &BTreeSet<ActorId>) -> BTreeSet<ActorId> {
        let mut all = ids.clone();
        let seen: Vec<ActorId> = ids
            .iter()
            .filter_map(|id| match self.shown_as(&id.0) {
                ShownAs::Actor(other) => Some(ActorId::from(other)),
                ShownAs::Hidden => None,
            })
            .collect();
        all.extend(seen);
        let stored = self
            .corrections
            .merge
            .keys()
            .map(|id| ActorId::from(id.as_str()));
        let stored: Vec<ActorId> = stored.chain(self.same.keys().cloned()).collect();
        for one in stored {
            if let ShownAs::Actor(other) = self.shown_as(&one.0)
                && all.contains(&ActorId::from(other))
            {
                all.insert(one);
            }
        }
        all
    }

    /// Name and kind under which an actor is shown.
    pub(crate) fn describe(
        &self,
        connection: &Connection,
        id: &str,
    ) -> rusqlite::Result<(String, Kind)> {
        let stored: Option<(String, u8)> = connection
            .prepare_cached("SELECT name, kind FROM actor WHERE public = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (name, kind) = match stored {
            Some((name, kind)) => (name, rows::kind_of(kind)),
            None => from_id(id),
        };
        Ok(self.corrected_name(id, name, kind))
    }

    /// The stored name and kind, or what the reader put in their place.
    pub(crate) fn corrected_name(&self, id: &str, name: String, kind: Kind) -> (String, Kind) {
        (
            self.corrections.rename.get(id).cloned().unwrap_or(name),
            self.corrections.kind.get(id).copied().unwrap_or(kind),
        )
    }

    /// The analysis of an article as it is shown: names that are split off stand for themselves, forbidden words are no
    /// names, actors that are one are one. `spread` goes along with the entities.
    pub(crate) fn correct(
        &self,
        connection: &Connection,
        analysis: &mut Analysis,
        spread: &mut Vec<u32>,
        text: &str,
    ) -> rusqlite::Result<()> {
        if self.is_plain() {
            return Ok(());
        }
        let mut shown: Vec<(Entity, u32)> = Vec::with_capacity(analysis.entities.len());
        let mut turned: BTreeMap<ActorId, Option<ActorId>> = BTreeMap::new();
        let spreads = std::mem::take(spread)
            .into_iter()
            .chain(std::iter::repeat(0));
        for (mut entity, articles) in std::mem::take(&mut analysis.entities)
            .into_iter()
            .zip(spreads)
        {
            let before = entity.mentions.len();
            for split in self.split(&mut entity, text) {
                self.show(connection, split, 0, &mut shown)?;
            }
            if entity.mentions.is_empty() && before > 0 || self.corrections.forbids(&entity.name) {
                turned.insert(entity.id, None);
                continue;
            }
            let id = entity.id.clone();
            let shown_id = self.show(connection, entity, articles, &mut shown)?;
            turned.insert(id, shown_id);
        }
        for quote in &mut analysis.quotes {
            let Some(speaker) = quote.speaker.clone() else {
                continue;
            };
            let named = quote.speaker_span.map_or("", |span| span.of(text));
            quote.speaker = match self.corrections.split_to(named) {
                Some(to) => Some(ActorId::from(to)),
                None => turned.get(&speaker).cloned().unwrap_or(Some(speaker)),
            };
        }
        shown.sort_by(|(a, _), (b, _)| {
            b.salience
                .total_cmp(&a.salience)
                .then_with(|| a.id.cmp(&b.id))
        });
        (analysis.entities, *spread) = shown.into_iter().unzip();
        Ok(())
    }

    /// Takes out of an entity what is not its own, and gives back what becomes entities of others.
    fn split(&self, entity: &mut Entity, text: &str) -> Vec<Entity> {
        if !self.corrections.looks_at_words() {
            return Vec::new();
        }
        let mut others: Vec<Entity> = Vec::new();
        let (own_id, salience, central) = (entity.id.clone(), entity.salience, entity.central);
        let all = entity.mentions.len().max(1);
        let first = entity.mentions.first().copied();
        entity.mentions.retain(|mention| {
            let words = mention.span.of(text);
            if self.corrections.forbids(words) {
                return false;
            }
            let Some(to) = self
                .corrections
                .split_to(words)
                .filter(|to| *to != &*own_id.0)
            else {
                return true;
            };
            match others.iter_mut().find(|o| *o.id.0 == *to) {
                Some(other) => other.mentions.push(*mention),
                None => others.push(Entity {
                    id: ActorId::from(to),
                    name: words.to_owned(),
                    kind: entity.kind,
                    salience: 0.0,
                    central: central && Some(*mention) == first,
                    mentions: vec![*mention],
                }),
            }
            false
        });
        #[expect(clippy::cast_precision_loss, reason = "mentions are few")]
        for other in &mut others {
            other.salience = salience * other.mentions.len() as f32 / all as f32;
        }
        others
    }

    /// Puts an entity among those that are shown. Answers as which actor.
    fn show(
        &self,
        connection: &Connection,
        mut entity: Entity,
        articles: u32,
        shown: &mut Vec<(Entity, u32)>,
    ) -> rusqlite::Result<Option<ActorId>> {
        let ShownAs::Actor(id) = self.shown_as(&entity.id.0) else {
            return Ok(None);
        };
        let id = ActorId::from(id);
        if let Some((other, spread)) = shown.iter_mut().find(|(e, _)| e.id == id) {
            other.mentions.append(&mut entity.mentions);
            other.mentions.sort_unstable_by_key(|m| m.span);
            other.salience = other.salience.max(entity.salience);
            other.central |= entity.central;
            *spread = (*spread).max(articles);
            return Ok(Some(id));
        }
        (entity.name, entity.kind) = if id == entity.id {
            self.corrected_name(&id.0, entity.name, entity.kind)
        } else {
            self.describe(connection, &id.0)?
        };
        entity.id = id.clone();
        shown.push((entity, articles));
        Ok(Some(id))
    }
}

/// Name and kind of an actor that the library does not have, from its id.
fn from_id(id: &str) -> (String, Kind) {
    let (prefix, slug) = id.split_once(':').unwrap_or(("", id));
    let words: Vec<String> = slug
        .split('-')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_uppercase().chain(chars).collect()
            })
        })
        .collect();
    (words.join(" "), Kind::parse(prefix).unwrap_or(Kind::Other))
}

#[cfg(test)]
mod tests;
