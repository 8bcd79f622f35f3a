//! Owns: `KeyFilter`, which tells without the index that no actor has a key: most new names are like no other.
//! Promises: never says so of a key that an actor has; four megabytes, and read only where that is soon made good.

use rusqlite::Connection;

use crate::codec::analysis::ActorRow;

/// Places of the filter; two million actors fill a quarter.
const PLACES: u32 = 1 << 24;
/// After one question for so many actors the keys are read: asking the index costs about as much as reading sixty of them.
const WORTH: u32 = 64;

/// Whether the actor for which a key is sought has it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// It has: others are sought that have it, too.
    Itself,
    /// It has not.
    Nobody,
}

/// A Bloom filter of one hash, as keys are hashes (Bloom, 1970), that counts to two.
#[derive(Debug, Default)]
pub(super) struct KeyFilter {
    /// Places with a key, and with two or more; empty until they were read.
    once: Vec<u64>,
    again: Vec<u64>,
    /// Questions that the index was asked.
    asked: u32,
}

impl KeyFilter {
    /// Forgets what was read: others may have entered keys.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Enters an actor under a key.
    pub(super) fn enter(
        &mut self,
        connection: &Connection,
        row: ActorRow,
        key: u32,
    ) -> rusqlite::Result<()> {
        connection
            .prepare_cached("INSERT OR IGNORE INTO likeness (key, actor) VALUES (?1, ?2)")?
            .execute((key, row))?;
        self.set(key);
        Ok(())
    }

    /// Whether actors may have a key.
    pub(super) fn may_have(
        &mut self,
        connection: &Connection,
        key: u32,
        beside: Beside,
    ) -> rusqlite::Result<bool> {
        if self.once.is_empty() {
            self.asked = self.asked.saturating_add(1);
            let actors: u32 = connection
                .prepare_cached("SELECT ifnull(max(id), 0) FROM actor")?
                .query_row([], |row| row.get(0))?;
            if self.asked.saturating_mul(WORTH) < actors {
                return Ok(true);
            }
            self.read(connection)?;
        }
        let (word, bit) = place(key);
        let places = match beside {
            Beside::Itself => &self.again,
            Beside::Nobody => &self.once,
        };
        Ok(places.get(word).is_none_or(|word| word & bit != 0))
    }

    fn read(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let words = (PLACES / u64::BITS) as usize;
        (self.once, self.again) = (vec![0; words], vec![0; words]);
        let mut statement = connection.prepare_cached("SELECT key FROM likeness")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.set(row.get(0)?);
        }
        Ok(())
    }

    /// Nothing before the keys were read.
    fn set(&mut self, key: u32) {
        let (word, bit) = place(key);
        if let (Some(once), Some(again)) = (self.once.get_mut(word), self.again.get_mut(word)) {
            *again |= *once & bit;
            *once |= bit;
        }
    }
}

/// The word of a key's place, and its bit in it.
fn place(key: u32) -> (usize, u64) {
    let place = key % PLACES;
    ((place / u64::BITS) as usize, 1 << (place % u64::BITS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;
    use crate::database::connect;
    use crate::fixture::analyzed;
    use crate::tests::put;

    #[test]
    fn a_key_that_an_actor_has_is_never_denied() {
        let library = Library::temporary().unwrap();
        let mut writer = library.writer().unwrap();
        for n in 0..4 {
            let (id, name) = (format!("person:p{n}"), format!("Noa Nobody{n}"));
            put(
                &mut writer,
                &analyzed(&format!("key{n}"), &format!("{name}."), &[(&id, &name)]),
            );
        }
        let connection = connect::writer(&library.place.path).unwrap();
        let stored: Vec<u32> = connection
            .prepare("SELECT key FROM likeness")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let mut filter = KeyFilter::default();
        let ask = |filter: &mut KeyFilter, key, beside| {
            filter.may_have(&connection, key, beside).unwrap()
        };
        for key in &stored {
            assert!(ask(&mut filter, *key, Beside::Nobody));
        }
        let absent = (0..PLACES)
            .find(|key| stored.iter().all(|has| has % PLACES != key % PLACES))
            .unwrap();
        assert!(!ask(&mut filter, absent, Beside::Nobody));
        filter.enter(&connection, 1, absent).unwrap();
        assert!(ask(&mut filter, absent, Beside::Nobody));
        assert!(!ask(&mut filter, absent, Beside::Itself), "only one has it");
        filter.enter(&connection, 2, absent).unwrap();
        assert!(ask(&mut filter, absent, Beside::Itself));
    }
}
