//! Owns: how analysed articles that trickle in become one transaction.
//! Promises: the first articles of an import are stored at once; the longer it lasts, the larger its transactions; a
//! batch is bounded in articles and in bytes.

use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, TryRecvError};

use crate::engine::clock;
use nutgraf_read::model::change::Change;

/// Most articles of one transaction, and of one beside which a reader's hand may want to write. The index of actors is
/// changed all over: with four times as many articles in a transaction half as much is written to the disk.
const MOST: usize = 2048;
const MOST_BESIDE: usize = 512;
/// Most bytes of text in one transaction, on top of which comes what was found in it; one article alone may be larger.
const HEAVIEST: usize = 8 << 20;
/// How long the first articles wait for others at most, and the later ones: a folder of some documents is to be on the screen
/// at once, and whole.
const FIRST: Duration = Duration::from_millis(12);
/// How often it is asked meanwhile whether somebody waits.
const LOOK: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_millis(200);

/// Gathers batches. The patience grows while articles keep coming.
#[derive(Debug)]
pub struct Batches {
    patience: Duration,
    most: usize,
}

impl Batches {
    /// For a program that does nothing but import.
    pub fn alone() -> Self {
        Self {
            patience: FIRST,
            most: MOST,
        }
    }

    /// For an import beside a reader.
    pub fn beside_a_reader() -> Self {
        Self {
            patience: FIRST,
            most: MOST_BESIDE,
        }
    }

    /// Collects what else is there or comes soon, so that one transaction stores many articles. `hurry` says that
    /// somebody waits who comes before a fuller batch.
    pub fn gather(
        &mut self,
        first: Change,
        waiting: &Receiver<Change>,
        hurry: impl Fn() -> bool,
    ) -> Vec<Change> {
        let until = clock::instant() + self.patience;
        let mut bytes = weight(&first);
        let mut batch = vec![first];
        while batch.len() < self.most && bytes < HEAVIEST {
            let next = match waiting.try_recv() {
                Ok(change) => change,
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) if hurry() => break,
                Err(TryRecvError::Empty) => match waiting.recv_timeout(LOOK) {
                    Ok(change) => change,
                    Err(RecvTimeoutError::Timeout) if clock::instant() < until => continue,
                    Err(_) => break,
                },
            };
            bytes += weight(&next);
            batch.push(next);
        }
        self.patience = if batch.len() == 1 {
            FIRST
        } else {
            LONGEST.min(self.patience * 2)
        };
        batch
    }
}

/// Bytes that a change holds in memory, about.
fn weight(change: &Change) -> usize {
    match change {
        Change::Put(analyzed) | Change::Take(analyzed) => {
            analyzed.article.text.len() + analyzed.article.raw.len()
        }
        Change::Entry(entry) => {
            let article = &entry.analyzed.article;
            article.text.len() + article.raw.len()
        }
        Change::Feed(_)
        | Change::SetRead(..)
        | Change::SetStarred(..)
        | Change::AddTag(..)
        | Change::RemoveTag(..)
        | Change::SetPosition(..)
        | Change::Keep(..)
        | Change::KnowStories(_)
        | Change::KeepBrief(_)
        | Change::Link(_)
        | Change::Correct(_)
        | Change::Undo => 0,
    }
}

#[cfg(test)]
mod tests {
    use crossbeam_channel::bounded;

    use super::*;
    use crate::engine::fixture::analyzed;

    fn article(bytes: usize) -> Change {
        Change::Put(Box::new(analyzed("key", &"x".repeat(bytes), &[])))
    }

    #[test]
    fn a_batch_ends_when_it_is_full_heavy_or_when_somebody_waits() {
        let check = |waiting: &[usize], hurry: bool, expected: usize| {
            let (send, receive) = bounded(4096);
            for bytes in waiting {
                send.send(article(*bytes)).unwrap();
            }
            let batch = Batches::alone().gather(article(1), &receive, || hurry);
            assert_eq!(batch.len(), expected, "{} waiting", waiting.len());
        };
        check(&[], false, 1);
        check(&[1; 10], false, 11);
        check(&[1; 10], true, 11);
        check(&vec![1; 3000], false, MOST);
        check(&[HEAVIEST / 4; 5], false, 3);
    }
}
