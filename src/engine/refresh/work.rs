//! Owns: what is wanted of a refresh, what it works with, and what it tells.
//! Promises: plain data, and the caller's ways in and out.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::credentials::Credentials;
use nutgraf_feeds::fetch::Manners;
use nutgraf_library::Reader;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::feed::{Standing, Wanted, Which};
use nutgraf_read::model::moment::Moment;

/// What is wanted of a refresh.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Which feeds.
    pub which: Which,
    /// Gone ones too.
    pub force: bool,
    /// Without a pause between two requests to one host, for a server of one's own.
    pub no_gap: bool,
}

/// What does not change from one refresh to the next.
#[derive(Clone, Debug, Default)]
pub struct RefreshSetup {
    /// How feeds are fetched.
    pub manners: Manners,
    /// Names and passwords.
    pub credentials: Credentials,
    /// Whether programs are started that a feed names (`exec:`, `filter:`, `command:`).
    pub programs: bool,
}

/// What following feeds needs.
#[derive(Clone, Debug, Default)]
pub struct FeedsSetup {
    /// The file that names the feeds.
    pub file: PathBuf,
    /// How they are asked.
    pub refresh: RefreshSetup,
    /// How often it is looked which are due; `None` for never.
    pub every: Option<Duration>,
}

/// What became of one feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its address, as its reader wrote it.
    pub feed: Arc<str>,
    /// What came of it.
    pub outcome: Outcome,
    /// The status; 0 for no answer.
    pub status: u16,
    /// When it may be asked again.
    pub next: Option<Moment>,
}

/// What came of asking a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A document, with so many entries that go to the library.
    Read(u32),
    /// Nothing new.
    Same,
    /// Its server wants to be left alone.
    Waits(String),
    /// It failed, in words.
    Failed(String),
    /// Nobody could be reached: there is no network.
    Offline(String),
}

/// What a refresh works with.
#[expect(
    missing_debug_implementations,
    reason = "it holds the caller's closures"
)]
pub struct Work<'a> {
    /// The feeds that are followed.
    pub feeds: &'a [Wanted],
    /// Servers with the seconds between two requests, by the reader's wish.
    pub hosts: &'a [(String, i64)],
    /// What the library knows.
    pub reader: &'a Mutex<Reader>,
    /// Gives what reads and analyses; asked only when there is something to read.
    pub pipeline: &'a (dyn Fn() -> Arc<Pipeline> + Sync),
    /// See there.
    pub setup: &'a RefreshSetup,
    /// Ends it at the next feed.
    pub stop: &'a AtomicBool,
    /// Takes what is to be stored, in the order in which it must be.
    pub sink: &'a (dyn Fn(Change) + Sync),
    /// Is told what became of each feed.
    pub tell: &'a (dyn Fn(Told) + Sync),
    /// Is told how many feeds will be asked, once that is known.
    pub begin: &'a (dyn Fn(usize) + Sync),
}

/// What is to be stored of how a feed stands.
pub(super) fn asked_change(
    feed: &Arc<str>,
    about: Option<(String, Option<String>)>,
    standing: Standing,
) -> Change {
    Change::Feed(FeedChange::Asked {
        feed: Arc::clone(feed),
        about,
        standing: Box::new(standing),
    })
}
