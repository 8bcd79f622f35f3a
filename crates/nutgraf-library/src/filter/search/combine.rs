//! Owns: how the sets of a line's terms make the set of the whole line.
//! Promises: exact set arithmetic, over whole catalogs, over the articles of one machine word, over one article.

use crate::catalog::bits::Bits;
use crate::filter::language::plan::Step;

/// What a term can be a set of.
pub(crate) trait Set: Clone {
    /// Keeps what is in both.
    fn and(&mut self, other: &Self);
    /// Adds what is in the other.
    fn or(&mut self, other: &Self);
    /// Takes out what is in the other.
    fn minus(&mut self, other: &Self);
    /// Whether nothing is in it.
    fn is_empty(&self) -> bool;
}

impl Set for Bits {
    fn and(&mut self, other: &Self) {
        Self::and(self, other);
    }

    fn or(&mut self, other: &Self) {
        Self::or(self, other);
    }

    fn minus(&mut self, other: &Self) {
        Self::minus(self, other);
    }

    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }
}

/// Up to 64 articles.
impl Set for u64 {
    fn and(&mut self, other: &Self) {
        *self &= other;
    }

    fn or(&mut self, other: &Self) {
        *self |= other;
    }

    fn minus(&mut self, other: &Self) {
        *self &= !other;
    }

    fn is_empty(&self) -> bool {
        *self == 0
    }
}

/// Which matches of a term are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Strict,
    /// Bare words may match by their letters alone.
    Loose,
}

/// Combines the sets of the terms, each as `leaf` gives it for its number; a term without a set counts as absent, and what
/// can change nothing any more is not asked for. Under `-`
/// terms are always read strictly: what is loosely excluded would be excluded by chance.
pub(crate) fn combine<S: Set>(
    step: &Step,
    leaf: &mut dyn FnMut(usize, Reading) -> Option<S>,
    (everything, reading): (&S, Reading),
) -> Option<S> {
    match step {
        Step::Leaf(at) => {
            let mut set = leaf(*at, reading)?;
            set.and(everything);
            Some(set)
        }
        Step::Not(part) => {
            let inner = combine(part, leaf, (everything, Reading::Strict))?;
            let mut set = everything.clone();
            set.minus(&inner);
            Some(set)
        }
        Step::All(parts) => {
            let mut sets = parts
                .iter()
                .filter_map(|part| combine(part, leaf, (everything, reading)));
            let mut set = sets.next()?;
            while !set.is_empty()
                && let Some(part) = sets.next()
            {
                set.and(&part);
            }
            Some(set)
        }
        Step::Any(parts) => {
            let mut sets = parts
                .iter()
                .filter_map(|part| combine(part, leaf, (everything, reading)));
            let mut set = sets.next()?;
            sets.for_each(|part| set.or(&part));
            Some(set)
        }
    }
}
