//! Owns: a refresh: the feeds that are due are asked, what is new goes to the library.
//! Promises: servers are asked as `lanes` and the schedule say and no more; how a feed stands is stored after its entries, so
//! that a kill at any moment loses none; when nobody can be reached, nobody has failed.

mod ask;
mod credentials;
mod lanes;
mod pages;
mod place;
mod program;
mod take_in;
mod whole;
mod work;

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::bounded;

use crate::engine::clock;
use crate::engine::refresh::ask::{Asked, Job};
use crate::engine::refresh::lanes::Lanes;
use crate::engine::refresh::place::pause_of;
use nutgraf_feeds::address;
use nutgraf_feeds::fetch::Fetcher;
use nutgraf_feeds::schedule;
use nutgraf_library::LibraryError;
use nutgraf_read::model::feed::{FeedRow, Reason, Standing, Wanted, Which};
use nutgraf_read::model::moment::Moment;

pub use crate::engine::refresh::credentials::Credentials;
pub use crate::engine::refresh::whole::{PageSetup, whole_page};
pub use crate::engine::refresh::work::{FeedsSetup, Outcome, RefreshSetup, Told, Wish, Work};

/// Threads that ask at the same time, each another host.
const FETCHERS: usize = 12;
/// Feeds that were read and wait for the analysts.
const CAUGHT: usize = 4;
/// Takes a library for one refresh at a time, whichever program does it. `None` when another one is at it.
///
/// # Errors
/// When the file beside the library can't be made.
pub fn claim(library: &Path) -> io::Result<Option<File>> {
    let mut name = library.file_name().unwrap_or_default().to_owned();
    name.push("-refresh");
    let file = File::create(library.with_file_name(name))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Asks feeds. Returns when all have answered or `stop` is set.
///
/// # Errors
/// When the library can't be read.
pub fn refresh(work: &Work<'_>, wish: &Wish) -> Result<(), LibraryError> {
    let now = clock::now();
    let (known, hosts) = {
        let reader = work.reader.lock().unwrap_or_else(PoisonError::into_inner);
        (reader.feeds()?, reader.hosts()?)
    };
    let mut jobs = Vec::new();
    for wanted in work.feeds {
        let row = known.get(wanted.url.as_str());
        if is_asked(wanted, row, wish, now) {
            jobs.push(Job::new(wanted, row));
        }
    }
    (work.begin)(jobs.len());
    let lanes = Lanes::new(work.stop);
    let pause = |host: &str| {
        if wish.no_gap {
            Duration::ZERO
        } else {
            pause_of(work.hosts, host)
        }
    };
    let last = last_asked(&known);
    for job in jobs {
        let host = job.host.clone();
        if !lanes.has(&host) {
            let pause = pause(&host);
            // Another run of this program may have asked a moment ago; the clock of that is in whole seconds.
            let past = last.get(&host).map_or(i64::MAX, |last| now.0 - last.0 - 1);
            let past = Duration::from_secs(u64::try_from(past).unwrap_or(0));
            lanes.open(&host, pause, pause.saturating_sub(past));
        }
        let standing = hosts.get(&host).copied().unwrap_or_default();
        if schedule::waits(&standing, now) && !host.is_empty() {
            let until = standing.wait.unwrap_or(now);
            (work.tell)(Told {
                feed: Arc::clone(&job.feed),
                outcome: Outcome::Waits(format!("its server wants to be left alone until {until}")),
                status: 0,
                next: Some(until),
            });
            continue;
        }
        lanes.add(&host, job);
    }
    let asked = Asked {
        work,
        lanes: &lanes,
        pause: &pause,
        fetcher: Fetcher::new(work.setup.manners),
        hosts: Mutex::new(hosts),
        unreached: Mutex::default(),
        reached: AtomicBool::new(false),
    };
    let (send, caught) = bounded(CAUGHT);
    thread::scope(|scope| {
        let fetchers = FETCHERS.min(work.feeds.len().max(1));
        let mut begun = 0;
        for number in 0..fetchers {
            let (asked, send) = (&asked, send.clone());
            let fetch = move || asked.work_off(&send);
            let thread = thread::Builder::new().name(format!("fetch-{number}"));
            begun += usize::from(thread.spawn_scoped(scope, fetch).is_ok());
        }
        drop(send);
        let analysts = thread::available_parallelism().map_or(1, usize::from);
        for number in 1..analysts {
            let caught = caught.clone();
            let thread = thread::Builder::new().name(format!("analyse-{number}"));
            // Where the system has no thread to give, this one does all.
            drop(thread.spawn_scoped(scope, move || take_in::take_in(work, &caught)));
        }
        if begun > 0 {
            take_in::take_in(work, &caught);
        }
    });
    asked.settle_unreached();
    Ok(())
}

/// Whether a feed is asked now.
fn is_asked(wanted: &Wanted, row: Option<&FeedRow>, wish: &Wish, now: Moment) -> bool {
    let none = Standing::default();
    let standing = row.map_or(&none, |row| &row.standing);
    let gone = standing.reason == Reason::Gone;
    match &wish.which {
        Which::Due if !wish.force => schedule::is_due(standing, now),
        Which::Due | Which::All => !gone || wish.force,
        Which::These(urls) => urls.contains(&wanted.url),
    }
}

/// When each host was asked last.
fn last_asked(known: &HashMap<Arc<str>, FeedRow>) -> HashMap<String, Moment> {
    let mut last: HashMap<String, Moment> = HashMap::new();
    for row in known.values() {
        if let Some(asked) = row.standing.asked {
            let url = row.standing.moved.as_deref().unwrap_or(&row.url);
            let latest = last.entry(address::host(url)).or_insert(asked);
            *latest = asked.max(*latest);
        }
    }
    last
}
