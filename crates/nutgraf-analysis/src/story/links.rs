//! Owns: `Links`, what the reader says about which articles are one story and which are not.
//! Promises: only data.

use std::collections::HashMap;

/// Pairs of articles, by number, that the reader has put together or apart. They are heeded among articles in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// These are one story.
    pub together: Vec<(u32, u32)>,
    /// These are not.
    pub apart: Vec<(u32, u32)>,
}

/// The same by article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linked {
    together: HashMap<u32, Vec<u32>>,
    apart: HashMap<u32, Vec<u32>>,
}

impl Linked {
    pub(crate) fn new(links: &Links) -> Self {
        let table = |pairs: &[(u32, u32)]| {
            let mut table: HashMap<u32, Vec<u32>> = HashMap::new();
            for (a, b) in pairs.iter().filter(|(a, b)| a != b) {
                table.entry(*a).or_default().push(*b);
                table.entry(*b).or_default().push(*a);
            }
            table
        };
        Self {
            together: table(&links.together),
            apart: table(&links.apart),
        }
    }

    /// All articles that are named.
    pub(crate) fn articles(&self) -> impl Iterator<Item = u32> {
        self.together.keys().chain(self.apart.keys()).copied()
    }

    /// Whether the reader has put anything apart.
    pub(crate) fn has_apart(&self) -> bool {
        !self.apart.is_empty()
    }

    /// What the reader has put together with an article.
    pub(crate) fn with(&self, article: u32) -> &[u32] {
        self.together.get(&article).map_or(&[], Vec::as_slice)
    }

    /// What the reader has put apart from it.
    pub(crate) fn apart_from(&self, article: u32) -> &[u32] {
        self.apart.get(&article).map_or(&[], Vec::as_slice)
    }
}
