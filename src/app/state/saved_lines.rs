//! Owns: `SavedLines`, the reader's filter lines under a name: tabs and mutes.
//! Promises: counts are kept only of tabs that there are.

use crate::config::saved_lines;
use nutgraf_read::model::saved::{Keeping, Purpose, Saved, Tally};

/// The reader's saved lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedLines {
    /// All of them, in their order.
    lines: Vec<Saved>,
    /// What the tabs come to, as far as it was told.
    tallies: Vec<Tally>,
}

impl SavedLines {
    /// These lines, not yet counted.
    pub(in crate::app) fn new(lines: Vec<Saved>) -> Self {
        Self {
            lines,
            tallies: Vec::new(),
        }
    }

    /// All of them.
    pub fn lines(&self) -> &[Saved] {
        &self.lines
    }

    /// Those of one purpose.
    pub fn of(&self, purpose: Purpose) -> impl Iterator<Item = &Saved> {
        self.lines.iter().filter(move |s| s.purpose == purpose)
    }

    /// Those that are tabs, with what they come to as far as it was told.
    pub fn tabs(&self) -> impl Iterator<Item = (&Saved, Option<&Tally>)> {
        let tally = |saved: &Saved| self.tallies.iter().find(|t| t.name == saved.name);
        self.of(Purpose::Tab)
            .map(move |saved| (saved, tally(saved)))
    }

    /// Takes a line in, or out.
    pub(in crate::app) fn change(&mut self, keeping: &Keeping) {
        saved_lines::carry_out(&mut self.lines, keeping);
        let lines = &self.lines;
        let is_tab = |saved: &Saved, tally: &Tally| {
            saved.purpose == Purpose::Tab && saved.name == tally.name
        };
        self.tallies
            .retain(|tally| lines.iter().any(|saved| is_tab(saved, tally)));
    }

    /// Takes in what the tabs come to.
    pub(in crate::app) fn count(&mut self, tallies: Vec<Tally>) {
        self.tallies = tallies;
    }
}
