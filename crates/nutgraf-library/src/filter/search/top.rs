//! Owns: `Top`, the greatest few of many.
//! Promises: keeps no more than it was told; what cannot be among the greatest costs a comparison.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The greatest of what was offered.
#[derive(Debug)]
pub(crate) struct Top<T> {
    most: usize,
    /// The least of them stands at the top.
    kept: BinaryHeap<Reverse<T>>,
}

impl<T: Ord> Top<T> {
    /// Keeps at most so many.
    pub(crate) fn of(most: usize) -> Self {
        Self {
            most,
            kept: BinaryHeap::with_capacity(most),
        }
    }

    /// What one must be greater than to be kept; `None` while there is room for anything.
    pub(crate) fn bar(&self) -> Option<&T> {
        let full = self.kept.len() >= self.most;
        self.kept
            .peek()
            .filter(|_| full)
            .map(|Reverse(least)| least)
    }

    /// Keeps one, should it be among the greatest.
    pub(crate) fn offer(&mut self, one: T) {
        if self.kept.len() < self.most {
            self.kept.push(Reverse(one));
        } else if let Some(mut least) = self.kept.peek_mut()
            && one > least.0
        {
            *least = Reverse(one);
        }
    }

    /// The greatest, the greatest first.
    pub(crate) fn sorted(self) -> impl Iterator<Item = T> {
        self.kept
            .into_sorted_vec()
            .into_iter()
            .map(|Reverse(one)| one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_are_kept_in_order() {
        for (most, offered, wanted) in [
            (3, vec![5, 1, 4, 2, 3], vec![5, 4, 3]),
            (3, vec![2, 2], vec![2, 2]),
            (0, vec![1, 2], vec![]),
            (2, vec![7, 7, 7, 9], vec![9, 7]),
        ] {
            let mut top = Top::of(most);
            for one in &offered {
                top.offer(*one);
            }
            assert_eq!(top.bar().is_some(), offered.len() >= most && most > 0);
            assert_eq!(top.sorted().collect::<Vec<_>>(), wanted, "{offered:?}");
        }
    }
}
