//! Owns: finding out at write time that two actors of the library are one person or body under two spellings, or are not after
//! all.
//! Promises: candidates come from an index of keys, so that no work grows with the square of anything; what an actor is
//! compared with and by is bounded; two that stand in one document are never one.

mod candidate;
mod key_filter;
mod name_rules;
mod neighbours;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use crate::actors::rows::Grown;
use crate::actors::same_actor::candidate::{
    CANDIDATES, Candidate, candidates, load, tail_key, tails, whole_key,
};
use crate::actors::same_actor::key_filter::{Beside, KeyFilter};
use crate::actors::same_actor::name_rules::{is_surname_of, needed_likeness};
use crate::actors::same_actor::neighbours::AllNeighbours;
use crate::codec::analysis::ActorRow;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::text::name_key;

/// How alike the neighbours of a lone surname and of its owner must be.
const OWNER: f64 = 0.3;

/// What is known of merges, as far as it was asked for.
#[derive(Debug, Default)]
pub(crate) struct SameActors {
    /// From an actor to the one of which it is another spelling; empty for none. All of the library's.
    same: Option<HashMap<ActorRow, Option<ActorRow>>>,
    neighbours: AllNeighbours,
    keys: KeyFilter,
}

impl SameActors {
    /// Forgets everything: after a rollback, or when another program wrote.
    pub(crate) fn forget(&mut self) {
        self.same = None;
        self.keys.forget();
        self.forget_neighbours();
    }

    /// Forgets which actors stand beside which: the index of actors was written since.
    pub(crate) fn forget_neighbours(&mut self) {
        self.neighbours.forget();
    }

    fn same(
        &mut self,
        connection: &Connection,
    ) -> rusqlite::Result<&mut HashMap<ActorRow, Option<ActorRow>>> {
        if self.same.is_none() {
            let mut statement =
                connection.prepare_cached("SELECT actor, other FROM same ORDER BY id")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            self.same = Some(rows.collect::<rusqlite::Result<_>>()?);
        }
        Ok(self.same.get_or_insert_default())
    }

    /// The actor as which one counts.
    fn root(&mut self, connection: &Connection, row: ActorRow) -> rusqlite::Result<ActorRow> {
        let same = self.same(connection)?;
        let mut at = row;
        for _ in 0..CANDIDATES {
            match same.get(&at) {
                Some(Some(next)) if *next != row => at = *next,
                _ => break,
            }
        }
        Ok(at)
    }

    /// All that count as one with an actor, itself too.
    fn family(
        &mut self,
        connection: &Connection,
        row: ActorRow,
    ) -> rusqlite::Result<Vec<ActorRow>> {
        let root = self.root(connection, row)?;
        let members: Vec<ActorRow> = connection
            .prepare_cached("SELECT DISTINCT actor FROM same WHERE other = ?1")?
            .query_map([root], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut family = vec![root];
        for member in members {
            if self.root(connection, member)? == root {
                family.push(member);
            }
        }
        Ok(family)
    }

    fn set(
        &mut self,
        connection: &Connection,
        row: ActorRow,
        other: Option<ActorRow>,
    ) -> rusqlite::Result<()> {
        connection
            .prepare_cached("INSERT INTO same (actor, other) VALUES (?1, ?2)")?
            .execute((row, other))?;
        self.same(connection)?.insert(row, other);
        Ok(())
    }

    /// Compares an actor that is new, or in twice as many articles as before, with those of like names: whenever its articles
    /// have doubled, its neighbours say more.
    pub(crate) fn compare(
        &mut self,
        connection: &Connection,
        grown: Grown,
    ) -> rusqlite::Result<()> {
        let (row, was) = (grown.row, grown.was);
        let actor = match grown.new {
            Some((name, kind)) => Candidate {
                row,
                name,
                kind,
                articles: grown.articles,
            },
            None => match load(connection, row)? {
                Some(actor) => actor,
                None => return Ok(()),
            },
        };
        let compared = matches!(actor.kind, Kind::Person | Kind::Organization | Kind::Other);
        if !compared {
            return Ok(());
        }
        let words = name_key::name_words(&actor.name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let whole = name_key::key_of(&words);
        if was == 0 {
            self.keys.enter(connection, row, whole_key(&whole))?;
            if actor.kind == Kind::Person && words.len() > 1 {
                for tail in tails(&words) {
                    self.keys.enter(connection, row, tail_key(&tail))?;
                }
            }
        }
        if self.same(connection)?.contains_key(&row) {
            return self.prefer_frequent(connection, &actor);
        }
        let key = whole_key(&whole);
        let spellings = self.with_key(connection, key, &actor, Beside::Itself)?;
        for other in spellings {
            if self.are_one(connection, &actor, &other)? {
                return self.join(connection, &actor, &other);
            }
        }
        if actor.kind == Kind::Person && words.len() == 1 {
            return self.find_owner(connection, &actor, &whole);
        }
        if actor.kind == Kind::Person {
            // A surname alone may have waited for this one.
            for tail in tails(&words) {
                for lone in self.with_key(connection, whole_key(&tail), &actor, Beside::Nobody)? {
                    if name_key::name_words(&lone.name).len() > 1 {
                        continue;
                    }
                    match self.same(connection)?.get(&lone.row).copied() {
                        None if self.may_own(connection, &actor, &lone)? => {
                            let key = name_key::key(&lone.name);
                            self.find_owner(connection, &lone, &key)?;
                        }
                        Some(Some(owner)) => self.reconsider(connection, &lone, owner, &actor)?,
                        None | Some(None) => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// The actors with a key, without one, which may have it itself.
    fn with_key(
        &mut self,
        connection: &Connection,
        key: u32,
        but: &Candidate,
        beside: Beside,
    ) -> rusqlite::Result<Vec<Candidate>> {
        if self.keys.may_have(connection, key, beside)? {
            candidates(connection, key, but)
        } else {
            Ok(Vec::new())
        }
    }

    /// Whether two actors whose names sound alike are one.
    fn are_one(
        &mut self,
        connection: &Connection,
        one: &Candidate,
        other: &Candidate,
    ) -> rusqlite::Result<bool> {
        let Some(needed_likeness) = needed_likeness(one, other) else {
            return Ok(false);
        };
        if self.root(connection, other.row)? == one.row
            || self.share_a_document(connection, one.row, other.row)?
        {
            return Ok(false);
        }
        if needed_likeness <= 0.0 {
            return Ok(true);
        }
        let own = self.neighbours.of(connection, one.row)?;
        Ok(own.likeness(&*self.neighbours.of(connection, other.row)?) >= needed_likeness)
    }

    /// Whether any document names both, or others that count as one of them.
    fn share_a_document(
        &mut self,
        connection: &Connection,
        one: ActorRow,
        other: ActorRow,
    ) -> rusqlite::Result<bool> {
        let (ours, theirs) = (
            self.family(connection, one)?,
            self.family(connection, other)?,
        );
        let mut statement = connection.prepare_cached(
            "SELECT 1 FROM article_actor a JOIN article_actor b
               ON b.actor = ?2 AND b.published = a.published AND b.article = a.article
             WHERE a.actor = ?1 LIMIT 1",
        )?;
        for a in &ours {
            for b in &theirs {
                // Walk along the rarer of the two.
                let (few, many) = match (load(connection, *a)?, load(connection, *b)?) {
                    (Some(x), Some(y)) if x.articles > y.articles => (b, a),
                    _ => (a, b),
                };
                if statement.exists((few, many))? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Lets the one that is in fewer articles count as the other.
    fn join(
        &mut self,
        connection: &Connection,
        one: &Candidate,
        other: &Candidate,
    ) -> rusqlite::Result<()> {
        let root = self.root(connection, other.row)?;
        let Some(root) = load(connection, root)? else {
            return Ok(());
        };
        let order = |k: &Candidate| (k.articles, Reverse(k.row));
        let (from, to) = if order(one) > order(&root) {
            (&root, one)
        } else {
            (one, &root)
        };
        for member in self.family(connection, from.row)? {
            self.set(connection, member, Some(to.row))?;
        }
        Ok(())
    }

    /// The spelling in the most articles is the one that counts, whichever came first.
    fn prefer_frequent(
        &mut self,
        connection: &Connection,
        actor: &Candidate,
    ) -> rusqlite::Result<()> {
        let root = self.root(connection, actor.row)?;
        let Some(root) = load(connection, root)?.filter(|root| root.row != actor.row) else {
            return Ok(());
        };
        let lone = name_key::name_words(&actor.name).len() == 1;
        if lone || u64::from(actor.articles) * 2 <= u64::from(root.articles) * 3 {
            return Ok(());
        }
        let family = self.family(connection, root.row)?;
        self.set(connection, actor.row, None)?;
        for member in family.into_iter().filter(|member| *member != actor.row) {
            self.set(connection, member, Some(actor.row))?;
        }
        Ok(())
    }

    /// Whether a person can be the one that a lone surname names: only then is it worth looking for all that can.
    fn may_own(
        &mut self,
        connection: &Connection,
        person: &Candidate,
        lone: &Candidate,
    ) -> rusqlite::Result<bool> {
        if person.articles < lone.articles || !is_surname_of(lone, person) {
            return Ok(false);
        }
        let own = self.neighbours.of(connection, lone.row)?;
        Ok(own.likeness(&*self.neighbours.of(connection, person.row)?) >= OWNER)
    }

    /// Makes a lone surname a spelling of the one person that it names, when there is one and no other comes near.
    fn find_owner(
        &mut self,
        connection: &Connection,
        lone: &Candidate,
        key: &str,
    ) -> rusqlite::Result<()> {
        if lone.name.chars().count() < 4 {
            return Ok(());
        }
        let mut near = self.with_key(connection, tail_key(key), lone, Beside::Nobody)?;
        near.retain(|other| is_surname_of(lone, other));
        if near.iter().all(|other| other.articles < lone.articles) {
            return Ok(());
        }
        let own = self.neighbours.of(connection, lone.row)?;
        let mut found: Vec<(f64, Candidate)> = Vec::new();
        let mut families = BTreeSet::new();
        for other in near {
            if families.insert(self.root(connection, other.row)?) {
                let theirs = self.neighbours.of(connection, other.row)?;
                found.push((own.likeness(&theirs), other));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (Some((best, owner)), second) = (found.first(), found.get(1).map_or(0.0, |f| f.0))
        else {
            return Ok(());
        };
        let clear = *best >= OWNER && second * 3.0 <= *best;
        if clear
            && owner.articles >= lone.articles
            && !self.share_a_document(connection, lone.row, owner.row)?
        {
            let root = self.root(connection, owner.row)?;
            return self.set(connection, lone.row, Some(root));
        }
        Ok(())
    }

    /// Another person of that surname has come: a lone one that fits both is no longer a spelling of either.
    fn reconsider(
        &mut self,
        connection: &Connection,
        lone: &Candidate,
        owner: ActorRow,
        other: &Candidate,
    ) -> rusqlite::Result<()> {
        if self.root(connection, other.row)? == owner {
            return Ok(());
        }
        let own = self.neighbours.of(connection, lone.row)?;
        let near = own.likeness(&*self.neighbours.of(connection, other.row)?);
        if near * 3.0 > own.likeness(&*self.neighbours.of(connection, owner)?) {
            self.set(connection, lone.row, None)?;
        }
        Ok(())
    }

    /// A document names these: two of them that counted as one are not.
    pub(crate) fn separate(
        &mut self,
        connection: &Connection,
        rows: &[ActorRow],
    ) -> rusqlite::Result<()> {
        if self.same(connection)?.is_empty() {
            return Ok(());
        }
        let mut seen: BTreeMap<ActorRow, ActorRow> = BTreeMap::new();
        for row in rows {
            let root = self.root(connection, *row)?;
            let Some(first) = seen.insert(root, *row).filter(|first| first != row) else {
                continue;
            };
            // The one that was taken for the other; of two that were taken for a third, the later.
            let from = if *row == root { first } else { *row };
            self.set(connection, from, None)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
