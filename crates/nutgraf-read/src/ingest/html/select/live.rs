//! Owns: the times over the entries of a live page, which are of its text while other dates are not.
//! Promises: linear in lines; only times that are written alike, over several entries.

use std::collections::HashMap;

use crate::ingest::html::select::Page;
use crate::model::article::BlockKind;
use crate::text::part;

impl Page<'_> {
    /// Marks the lines that say when an entry was written.
    pub(super) fn mark_times(&mut self) {
        /// So many entries make a live page.
        const LEAST: usize = 3;
        let mut found: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            if self.is_kept(at) && part::is_time(&line.text) && self.is_over_entry(at) {
                found.entry(part::shape(&line.text)).or_default().push(at);
            }
        }
        for at in found
            .into_values()
            .filter(|times| times.len() >= LEAST)
            .flatten()
        {
            if let Some(slot) = self.times.get_mut(at) {
                *slot = true;
            }
        }
    }

    /// Whether running text follows a line, with a heading and a time between at most.
    fn is_over_entry(&self, at: usize) -> bool {
        const SOON: usize = 3;
        let rest = self.lines.iter().enumerate().skip(at + 1).take(SOON);
        let mut rest = rest.skip_while(|(_, line)| {
            matches!(line.kind, BlockKind::Heading(_)) || part::is_time(&line.text)
        });
        rest.next()
            .is_some_and(|(next, _)| self.weights.get(next).is_some_and(|w| *w >= 40.0))
    }

    /// Whether a line says when an entry was written.
    pub(super) fn is_time(&self, at: usize) -> bool {
        self.times.get(at).is_some_and(|is| *is)
    }
}
