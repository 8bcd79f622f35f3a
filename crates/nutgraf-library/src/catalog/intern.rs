//! Owns: `Table`, names stored once and numbered: sources, bylines, languages.
//! Promises: numbers never change while the table grows; 0 is "none".

use std::collections::HashMap;
use std::sync::Arc;

use crate::catalog::actors::name_key;

/// Names with numbers from 1.
#[derive(Clone, Debug, Default)]
pub struct Table {
    names: Vec<Arc<str>>,
    keys: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    /// How many articles carry each.
    counts: Vec<u32>,
}

impl Table {
    /// The number of `name`, taken in when it is new; 0 for `None` and for the empty name.
    pub(crate) fn number(&mut self, name: Option<&Arc<str>>) -> u32 {
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return 0;
        };
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(Arc::clone(name));
        self.keys.push(Arc::from(name_key(name)));
        self.counts.push(0);
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(Arc::clone(name), number);
        number
    }

    /// One article more (or fewer) carries the name.
    pub(crate) fn count_one(&mut self, number: u32, more: bool) {
        let at = (number as usize).wrapping_sub(1);
        if let Some(count) = self.counts.get_mut(at) {
            *count = if more {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }

    /// The name with this number.
    pub fn name(&self, number: u32) -> Option<&Arc<str>> {
        self.names.get((number as usize).wrapping_sub(1))
    }

    /// All entries: number, name, key (see `name_key`), articles.
    pub fn entries(&self) -> impl Iterator<Item = (u32, &Arc<str>, &str, u32)> + Clone {
        (1..)
            .zip(&self.names)
            .zip(&self.keys)
            .zip(&self.counts)
            .map(|(((number, name), key), count)| (number, name, &**key, *count))
    }
}
