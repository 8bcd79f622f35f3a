//! Owns: giving the articles of a long import to stories while others are still analysed: decided here, stored by who writes.
//! Promises: what arrived in disorder is looked at together; who writes never waits for a decision; ends when no more come.

use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::engine::stories::{Logged, Stories, TOGETHER, store};
use nutgraf_library::{LibraryError, Placed, Reader, Writer};

/// Articles of one decision.
const AT_ONCE: usize = 512;
/// Decisions that may wait to be stored: those of all that are looked at together.
const WAITING: usize = TOGETHER / AT_ONCE;

/// The side that decides.
#[derive(Debug)]
pub struct Deciding {
    arrived: Receiver<usize>,
    decided: Sender<Placed>,
    stored: Receiver<Logged>,
}

/// The side that writes.
#[derive(Debug)]
pub struct Storing {
    /// `None` after the last article came.
    arrived: Option<Sender<usize>>,
    /// Articles that were stored and not told yet.
    untold: usize,
    decided: Receiver<Placed>,
    stored: Sender<Logged>,
}

/// Two sides that know each other.
pub fn sides() -> (Deciding, Storing) {
    let (arrive, arrived) = bounded(1);
    let (decide, decided) = bounded(WAITING);
    let (store, stored) = bounded(WAITING);
    let deciding = Deciding {
        arrived,
        decided: decide,
        stored,
    };
    let storing = Storing {
        arrived: Some(arrive),
        untold: 0,
        decided,
        stored: store,
    };
    (deciding, storing)
}

impl Deciding {
    /// Decides over what arrives, many together, and after the last article over what is left. Ends early when the other side does
    /// or `stop` is set; what is left then waits in the library.
    ///
    /// # Errors
    /// What the library answers.
    pub fn run(
        self,
        stories: &mut Stories,
        reader: &Reader,
        stop: &AtomicBool,
    ) -> Result<(), LibraryError> {
        let (mut waiting, mut more) = (0, true);
        while more && !stop.load(Ordering::Relaxed) {
            match self.arrived.recv() {
                Ok(articles) => waiting += articles,
                Err(_) => more = false,
            }
            if waiting >= TOGETHER || !more {
                waiting = waiting.saturating_sub(TOGETHER);
                self.decide(stories, reader)?;
            }
        }
        Ok(())
    }

    /// Decides over those that wait, as many as are looked at together, and sees to it that it is stored.
    fn decide(&self, stories: &mut Stories, reader: &Reader) -> Result<(), LibraryError> {
        while let Some(placed) = stories.decide(reader, AT_ONCE)? {
            if self.decided.send(placed).is_err() {
                return Ok(());
            }
            self.stored.try_iter().for_each(|one| stories.stored(one));
            if !stories.has_waiting() {
                break;
            }
        }
        while stories.owed() > 0
            && let Ok(one) = self.stored.recv()
        {
            stories.stored(one);
        }
        Ok(())
    }
}

impl Storing {
    /// So many articles were stored.
    pub fn tell(&mut self, articles: usize) {
        self.untold += articles;
        // Who decides may be busy, and is told with the next ones; or has failed, and the articles wait in the library.
        let told = |arrived: &Sender<usize>| arrived.try_send(self.untold).is_ok();
        if self.arrived.as_ref().is_some_and(told) {
            self.untold = 0;
        }
    }

    /// The last article has come.
    pub fn tell_last(&mut self) {
        self.arrived = None;
    }

    /// Stores what is decided by now.
    ///
    /// # Errors
    /// What the library answers.
    pub fn store(&self, reader: &Reader, writer: &mut Writer) -> Result<(), LibraryError> {
        self.store_each(self.decided.try_iter(), reader, writer)
    }

    /// Stores all that is still to be decided after the last article.
    ///
    /// # Errors
    /// What the library answers.
    pub fn finish(mut self, reader: &Reader, writer: &mut Writer) -> Result<(), LibraryError> {
        self.tell_last();
        self.store_each(self.decided.iter(), reader, writer)
    }

    fn store_each(
        &self,
        decided: impl Iterator<Item = Placed>,
        reader: &Reader,
        writer: &mut Writer,
    ) -> Result<(), LibraryError> {
        for placed in decided {
            let (_applied, logged) = store(reader, writer, &placed)?;
            let _gone = self.stored.send(logged);
        }
        Ok(())
    }
}
