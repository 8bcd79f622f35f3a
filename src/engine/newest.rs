//! Owns: work of which only the newest wish counts, each on a thread of its own.
//! Promises: whatever was wished for before is told to give up.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam_channel::Sender;

use crate::app::msg::Msg;
use crate::engine::thread::spawn;

/// Which wish was the last: the others are given up.
#[derive(Clone, Debug, Default)]
pub struct Newest(Arc<AtomicU64>);

impl Newest {
    /// Gives up whatever is being made.
    pub fn give_up(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Does a work on a thread of its own; what it is handed says whether another was wished for meanwhile.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn begin(
        &self,
        name: &'static str,
        inbox: Sender<Msg>,
        work: impl FnOnce(&dyn Fn() -> bool) + Send + 'static,
    ) -> io::Result<()> {
        let ticket = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let newest = Arc::clone(&self.0);
        let old = move || newest.load(Ordering::Relaxed) != ticket;
        spawn(name, inbox, move || work(&old)).map(drop)
    }
}
