//! Owns: `Postings`, lists of places by key, most of which have one place.
//! Promises: a list of one costs sixteen bytes and no allocation; a list that is empty is gone.

use crate::hashed::Hashed;

/// A place in memory of an article.
pub(crate) type Slot = u32;

/// Marks that a list stands elsewhere; no article in memory has so high a place.
const ELSEWHERE: u32 = 1 << 31;

/// Lists of places by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    /// The place, or where the list of them stands.
    heads: Hashed<u32>,
    lists: Vec<Vec<Slot>>,
    /// Lists that nobody has.
    free: Vec<u32>,
}

impl Postings {
    /// Adds a place to a key's list, which keeps the latest `most`.
    pub(crate) fn push(&mut self, key: u64, slot: Slot, most: usize) {
        let Some(head) = self.heads.get_mut(&key) else {
            self.heads.insert(key, slot);
            return;
        };
        if *head & ELSEWHERE == 0 {
            let at = self.free.pop().unwrap_or_else(|| {
                self.lists.push(Vec::new());
                u32::try_from(self.lists.len() - 1).unwrap_or(0)
            });
            if let Some(list) = self.lists.get_mut(at as usize) {
                list.extend([*head, slot]);
            }
            *head = at | ELSEWHERE;
        } else if let Some(list) = self.lists.get_mut((*head & !ELSEWHERE) as usize) {
            if list.len() >= most {
                list.remove(0);
            }
            list.push(slot);
        }
    }

    /// A key's list, in the order in which its places were added.
    pub(crate) fn of(&self, key: u64) -> &[Slot] {
        match self.heads.get(&key) {
            None => &[],
            Some(head) if head & ELSEWHERE == 0 => std::slice::from_ref(head),
            Some(head) => self
                .lists
                .get((head & !ELSEWHERE) as usize)
                .map_or(&[], Vec::as_slice),
        }
    }

    /// Takes a place out of a key's list.
    pub(crate) fn take(&mut self, key: u64, slot: Slot) {
        let Some(head) = self.heads.get_mut(&key) else {
            return;
        };
        if *head & ELSEWHERE == 0 {
            if *head == slot {
                self.heads.remove(&key);
            }
            return;
        }
        let at = *head & !ELSEWHERE;
        let Some(list) = self.lists.get_mut(at as usize) else {
            return;
        };
        list.retain(|other| *other != slot);
        if let [last] = list[..] {
            *head = last;
        } else if list.is_empty() {
            self.heads.remove(&key);
        } else {
            return;
        }
        // Its memory goes, too: that it is needed again is no sooner here than elsewhere.
        *list = Vec::new();
        self.free.push(at);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is put in and taken out, lists are what a plain table of lists has.
        #[test]
        fn lists_are_those_of_a_plain_table(steps in prop::collection::vec((any::<bool>(), 0..4_u64, 0..6_u32), 0..80)) {
            let mut plain: BTreeMap<u64, Vec<Slot>> = BTreeMap::new();
            let mut postings = Postings::default();
            for (adds, key, slot) in steps {
                let list = plain.entry(key).or_default();
                if adds {
                    if list.len() >= 3 {
                        list.remove(0);
                    }
                    list.push(slot);
                    postings.push(key, slot, 3);
                } else {
                    list.retain(|other| *other != slot);
                    postings.take(key, slot);
                }
                for (key, list) in &plain {
                    prop_assert_eq!(postings.of(*key), list.as_slice());
                }
            }
        }
    }
}
