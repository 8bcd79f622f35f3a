//! Owns: `Gazetteer`, all names of the lexicon as one trie over folded words.
//! Promises: a look-up allocates nothing and costs one probe a word.

use crate::entity::token::{Shape, Token, tokens, word_hash};
use crate::hashed::Hashed;
use nutgraf_read::model::span::Span;

/// How a name stands for its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// The actor itself.
    Name,
    /// A surname or another short form that the document may claim for another actor.
    Short,
    /// A name that many bear or that is a word too: it means the actor only where one of its kind is plainly meant.
    Weak,
    /// A phrase that means the actor only where it is named otherwise too: `the agency`.
    Described,
    /// A capital: the place, or the state when it acts.
    Seat,
    /// `Iranian`
    Adjective,
    /// `Iranians`
    People,
    /// `@ABlinken`, without the sign.
    Handle,
}

/// One reading of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The actor's place in the lexicon.
    pub known: u32,
    /// How the name stands for it.
    pub sense: Sense,
    /// Two bits a word: 0 any case, 1 begins with a capital, 2 all capitals, 3 capitals inside too.
    cases: u32,
}

/// A name found in a text: `length` tokens, and its readings.
#[derive(Clone, Copy, Debug)]
pub struct LongestMatch<'g> {
    /// How many tokens it has, hyphens inside counted.
    pub length: usize,
    /// Its readings that fit the case of the words.
    pub readings: &'g [Reading],
}

/// All names of the lexicon.
#[derive(Debug, Default)]
pub struct Gazetteer {
    edges: Table,
    /// For each node where its readings start; one more at the end.
    starts: Vec<u32>,
    readings: Vec<Reading>,
}

/// Open addressing from a 64-bit key to a number; 0 keys are moved to 1.
#[derive(Debug, Default)]
pub struct Table {
    slots: Vec<(u64, u32)>,
}

impl Table {
    /// Freezes a map.
    pub fn new(map: &Hashed<u32>) -> Self {
        let size = (map.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, 0); size];
        for (&key, &value) in map {
            let key = key.max(1);
            let mut at = Self::home(key, size);
            while let Some(slot) = slots.get_mut(at) {
                if slot.0 == 0 {
                    *slot = (key, value);
                    break;
                }
                at = (at + 1) & (size - 1);
            }
        }
        Self { slots }
    }

    fn home(key: u64, size: usize) -> usize {
        // Fibonacci hashing: the high bits of the product are well mixed.
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        usize::try_from(mixed & (size as u64 - 1)).unwrap_or(0)
    }

    /// The number under a key.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u32> {
        let key = key.max(1);
        let size = self.slots.len();
        if size == 0 {
            return None;
        }
        let mut at = Self::home(key, size);
        loop {
            match self.slots.get(at) {
                Some(&(k, value)) if k == key => return Some(value),
                Some(&(0, _)) | None => return None,
                Some(_) => at = (at + 1) & (size - 1),
            }
        }
    }
}

fn edge(node: u32, word: u64) -> u64 {
    (word ^ u64::from(node).wrapping_mul(0xff51_afd7_ed55_8ccd))
        .rotate_left(17)
        .wrapping_mul(0xc4ce_b9fe_1a85_ec53)
}

/// Collects names, then freezes them.
#[derive(Debug, Default)]
pub struct Builder {
    edges: Hashed<u32>,
    nodes: u32,
    readings: Vec<(u32, Reading)>,
    scratch: Vec<Token>,
}

impl Builder {
    /// Adds a name. Its capitals say how it must be written in a text: `US` all capitals, `Iran` a capital first,
    /// lower-case words anyhow.
    pub fn add(&mut self, name: &str, known: u32, sense: Sense) {
        self.scratch.clear();
        tokens(name, Span::new(0, name.len()), &mut self.scratch);
        let mut node = 0;
        let mut cases = 0u32;
        let words = self.scratch.iter().filter(|t| !is_joint(t, name));
        for (count, token) in words.enumerate() {
            // `LeT` is not the verb that opens a sentence.
            let mixed = token.shape == Shape::Camel && token.span.len() <= 4;
            let case = u32::from(token.shape.is_capital())
                + u32::from(token.shape == Shape::Upper)
                + 2 * u32::from(mixed);
            if count < 16 {
                cases |= case << (2 * count);
            }
            let key = edge(node, token.hash);
            node = if let Some(&next) = self.edges.get(&key) {
                next
            } else {
                self.nodes += 1;
                self.edges.insert(key, self.nodes);
                self.nodes
            };
        }
        if sense == Sense::Handle {
            cases = 0;
        }
        if node != 0 {
            let reading = Reading {
                known,
                sense,
                cases,
            };
            self.readings.push((node, reading));
        }
    }

    /// Freezes the names.
    pub fn build(mut self) -> Gazetteer {
        self.readings
            .sort_by_key(|(node, r)| (*node, r.sense, r.known));
        self.readings.dedup();
        let mut starts = vec![0u32; self.nodes as usize + 2];
        for (node, _) in &self.readings {
            if let Some(slot) = starts.get_mut(*node as usize + 1) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut starts {
            sum += *slot;
            *slot = sum;
        }
        Gazetteer {
            edges: Table::new(&self.edges),
            starts,
            readings: self.readings.into_iter().map(|(_, r)| r).collect(),
        }
    }
}

/// Hyphens and dots inside a name do not count: `Al-Qaeda` is `Al Qaeda`.
fn is_joint(token: &Token, text: &str) -> bool {
    token.shape == Shape::Mark && matches!(token.span.of(text), "-" | "‑" | "." | "–")
}

impl Gazetteer {
    /// The longest name that starts at token `at`.
    pub fn longest<'g>(
        &'g self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<LongestMatch<'g>> {
        let mut node = 0;
        let mut best = None;
        let mut word = 0;
        for (offset, token) in tokens.get(at..)?.iter().enumerate().take(24) {
            if offset > 0 && token.glued && is_joint(token, text) {
                continue;
            }
            let Some(next) = self.edges.get(edge(node, token.hash)) else {
                break;
            };
            node = next;
            word += 1;
            let readings = self.of_node(node);
            if !readings.is_empty() {
                let words = || {
                    tokens
                        .get(at..=at + offset)
                        .unwrap_or(&[])
                        .iter()
                        .filter(|t| !is_joint(t, text))
                };
                let fits = |r: &Reading| case_fits(r.cases, words(), word);
                // Readings of one name nearly always share their case; the first that does not fit ends the list.
                let first = readings.iter().position(&fits);
                if let Some(first) = first {
                    let tail = readings.get(first..).unwrap_or(&[]);
                    let until = tail.iter().position(|r| !fits(r)).unwrap_or(tail.len());
                    best = Some(LongestMatch {
                        length: offset + 1,
                        readings: tail.get(..until).unwrap_or(&[]),
                    });
                }
            }
        }
        best
    }

    /// The readings of a name that is one word, whatever its case.
    pub fn single(&self, word: &str) -> &[Reading] {
        self.edges
            .get(edge(0, word_hash(word)))
            .map_or(&[], |node| self.of_node(node))
    }

    /// The readings of a whole name, whatever its case.
    pub fn whole(&self, text: &str, tokens: &[Token]) -> &[Reading] {
        let mut node = 0;
        for token in tokens.iter().filter(|t| !is_joint(t, text)) {
            match self.edges.get(edge(node, token.hash)) {
                Some(next) => node = next,
                None => return &[],
            }
        }
        self.of_node(node)
    }

    fn of_node(&self, node: u32) -> &[Reading] {
        let from = self.starts.get(node as usize).copied().unwrap_or(0);
        let to = self.starts.get(node as usize + 1).copied().unwrap_or(from);
        self.readings.get(from as usize..to as usize).unwrap_or(&[])
    }
}

fn case_fits<'t>(cases: u32, words: impl Iterator<Item = &'t Token>, count: usize) -> bool {
    words
        .take(16.min(count))
        .enumerate()
        .all(|(i, token)| match (cases >> (2 * i)) & 3 {
            2 => token.shape == Shape::Upper || token.shape == Shape::Initial,
            1 => token.shape.is_capital(),
            3 => matches!(token.shape, Shape::Camel | Shape::Upper),
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], text: &str, wanted: &[&str]) {
        let mut builder = Builder::default();
        for (i, name) in names.iter().enumerate() {
            builder.add(name, u32::try_from(i).unwrap(), Sense::Name);
        }
        let gazetteer = builder.build();
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        let mut at = 0;
        let mut seen = Vec::new();
        while at < found.len() {
            match gazetteer.longest(text, &found, at) {
                Some(hit) => {
                    let span = found[at].span.union(found[at + hit.length - 1].span);
                    seen.push(span.of(text));
                    at += hit.length;
                }
                None => at += 1,
            }
        }
        assert_eq!(seen, wanted, "{text}");
    }

    #[test]
    fn the_longest_name_in_its_own_case_is_found() {
        let names = [
            "US",
            "Iran",
            "Iran nuclear deal",
            "Al Qaeda",
            "United States",
            "WHO",
        ];
        for (text, wanted) in [
            ("he told us who won", &[][..]),
            ("the U.S. and IRAN", &["U.S.", "IRAN"][..]),
            ("the Iran nuclear deal", &["Iran nuclear deal"][..]),
            ("Iran nuclear talks", &["Iran"][..]),
            ("al Qaeda, Al-Qaeda", &["Al-Qaeda"][..]),
            ("anti-Iran US-led", &["Iran", "US"][..]),
        ] {
            check(&names, text, wanted);
        }
    }
}
