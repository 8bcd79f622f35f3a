//! Owns: `Postings`, the articles that name one actor.
//! Promises: articles come ascending and once each; a clone of many shares them.

use std::sync::Arc;

use roaring::RoaringBitmap;

/// More than this live in a bitmap; below, a bitmap's parts would weigh more than the numbers.
const FEW: usize = 128;

/// The articles that name one actor.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::box_collection,
    reason = "a vector in place would make each of a million actors 16 bytes larger"
)]
pub(super) enum Postings {
    /// None.
    #[default]
    None,
    /// One: three of four actors.
    One(u32),
    /// Up to `FEW`, ascending. Behind one pointer, so that an actor with one article does not pay for the others.
    Few(Box<Vec<u32>>),
    /// More.
    Many(Arc<RoaringBitmap>),
}

impl Postings {
    /// Adds articles, which come ascending and once each.
    pub(super) fn extend(&mut self, articles: &[u32]) {
        match (&mut *self, articles) {
            (_, []) => {}
            (Self::None, [article]) => *self = Self::One(*article),
            (Self::None, _) => *self = Self::of(articles.to_vec()),
            (Self::One(one), _) => {
                let mut all = vec![*one];
                join(&mut all, articles);
                *self = Self::of(all);
            }
            (Self::Few(few), _) => {
                join(few, articles);
                if few.len() > FEW {
                    *self = Self::of(std::mem::take(few));
                }
            }
            (Self::Many(many), _) => Arc::make_mut(many).extend(articles.iter().copied()),
        }
    }

    /// The form for so many articles, which are ascending.
    fn of(articles: Vec<u32>) -> Self {
        match articles.as_slice() {
            [] => Self::None,
            [one] => Self::One(*one),
            [_, ..] if articles.len() <= FEW => Self::Few(Box::new(articles)),
            _ => Self::Many(Arc::new(articles.into_iter().collect())),
        }
    }

    /// Takes an article out.
    pub(super) fn remove(&mut self, article: u32) {
        match self {
            Self::One(one) if *one == article => *self = Self::None,
            Self::None | Self::One(_) => {}
            Self::Few(few) => few.retain(|id| *id != article),
            Self::Many(many) => {
                Arc::make_mut(many).remove(article);
            }
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::Few(few) => u32::try_from(few.len()).unwrap_or(u32::MAX),
            Self::Many(many) => u32::try_from(many.len()).unwrap_or(u32::MAX),
        }
    }

    /// Calls `each` with every article, ascending.
    pub(super) fn for_each(&self, mut each: impl FnMut(u32)) {
        match self {
            Self::None => {}
            Self::One(one) => each(*one),
            Self::Few(few) => few.iter().copied().for_each(each),
            Self::Many(many) => many.iter().for_each(each),
        }
    }
}

/// Puts ascending numbers among others, each once.
fn join(all: &mut Vec<u32>, more: &[u32]) {
    match (all.last(), all.first(), more) {
        (Some(last), _, [first, ..]) if last < first => all.extend_from_slice(more),
        // A library is loaded from its end: what comes stands before what is there.
        (_, Some(first), [.., last]) if last < first => drop(all.splice(..0, more.iter().copied())),
        _ => {
            all.extend_from_slice(more);
            all.sort_unstable();
            all.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_form_holds_what_a_set_would() {
        let (mut postings, mut set) = (Postings::default(), BTreeSet::new());
        let mut chance = 7_u32;
        for step in 0..2_000 {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // It grows through all forms, then shrinks to nothing.
            let article = (chance >> 8) % 400;
            if step < 1_000 || chance >> 28 == 0 {
                let run = article..article + (chance >> 4) % 3 + 1;
                let run: Vec<u32> = if step % 8 == 0 {
                    run.collect()
                } else {
                    vec![article]
                };
                postings.extend(&run);
                set.extend(run);
            } else {
                let gone = set.iter().next().copied().unwrap_or(article);
                postings.remove(gone);
                set.remove(&gone);
            }
            let mut found = Vec::new();
            postings.for_each(|id| found.push(id));
            assert!(found.iter().eq(&set), "step {step}");
            assert_eq!(postings.len() as usize, set.len());
        }
    }
}
