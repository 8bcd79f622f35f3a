//! Owns: what becomes of the entries of a feed that was read: cleaned, looked up, filtered, analysed, handed to the writer.
//! Promises: an entry that the library has so is not analysed again; how the feed stands comes after the last entry.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossbeam_channel::Receiver;

use crate::engine::clock;
use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::ask::Caught;
use crate::engine::refresh::place::lock;
use crate::engine::refresh::work::{Outcome, Told, Work, asked_change};
use crate::engine::thread::step_back;
use nutgraf_library::catalog::feeds::FiledFeed;
use nutgraf_library::filter::Door;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::{Article, Draft};
use nutgraf_read::model::change::{Change, Entry};
use nutgraf_read::model::feed::Wanted;
use nutgraf_read::model::identity::without_doors;

/// Takes in what was caught until nothing more can come.
pub(super) fn take_in(work: &Work<'_>, caught: &Receiver<Caught>) {
    for one in caught {
        let Caught {
            job,
            feed,
            standing,
            status,
        } = one;
        step_back();
        let pipeline = (work.pipeline)();
        let doors = Doors::of(&job.wanted, &feed.title);
        let mut came = 0;
        let mut whole = true;
        for mut draft in feed.entries {
            if work.stop.load(Ordering::Relaxed) {
                whole = false;
                break;
            }
            // Lists show its reader's name for it.
            if let Some(name) = &job.wanted.name {
                draft.meta.source = Some(name.clone());
            }
            let entry = AssertUnwindSafe(|| entry(work, &pipeline, (&job.feed, &doors), draft));
            // A document on which the analysis fails is left out, as in any import.
            if let Ok(Some(analyzed)) = catch_unwind(entry) {
                came += 1;
                (work.sink)(Change::Entry(Box::new(Entry {
                    feed: Arc::clone(&job.feed),
                    analyzed,
                    marks: None,
                })));
            }
        }
        if !whole {
            return;
        }
        let next = standing.next;
        let about = Some((feed.title, feed.home));
        (work.sink)(asked_change(&job.feed, about, standing));
        (work.tell)(Told {
            feed: job.feed,
            outcome: if came == 0 {
                Outcome::Same
            } else {
                Outcome::Read(came)
            },
            status,
            next,
        });
    }
}

/// Reads one entry; `None` when there is nothing to store.
fn entry(
    work: &Work<'_>,
    pipeline: &Pipeline,
    (feed, doors): (&Arc<str>, &Doors),
    draft: Draft,
) -> Option<Analyzed> {
    let article = nutgraf_read::article(draft, &pipeline.reading);
    let mut article = pipeline.without_boilerplate(article);
    shut_doors(&mut article);
    let version = nutgraf_analysis::VERSION;
    let settled = lock(work.reader).entry_settled(feed, &article, (version, clock::now()));
    // In doubt it is stored again, which changes nothing.
    if settled.unwrap_or(false) {
        return None;
    }
    let analyzed = pipeline.renew(article);
    doors.let_in(&analyzed).then_some(analyzed)
}

/// Its reader's lines for a feed.
struct Doors {
    keep: Door,
    drop: Door,
}

impl Doors {
    fn of(wanted: &Wanted, title: &str) -> Self {
        let feed = FiledFeed::from(wanted);
        let door = |lines: &[String]| Door::of_feed(lines, &feed, title);
        Self {
            keep: door(&wanted.keep),
            drop: door(&wanted.drop),
        }
    }

    /// Whether they let an entry in.
    fn let_in(&self, analyzed: &Analyzed) -> bool {
        let now = clock::now();
        (self.keep.is_empty() || self.keep.fits(analyzed, now)) && !self.drop.fits(analyzed, now)
    }
}

/// Takes what only says through which door a reader came off all links.
fn shut_doors(article: &mut Article) {
    if let Some(url) = &mut article.meta.url {
        *url = without_doors(url);
    }
    for link in &mut article.links {
        link.target = without_doors(&link.target);
    }
}
