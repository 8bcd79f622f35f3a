//! Owns: asking one feed after the other, as the lanes let go: from a job to what was caught, or to how the feed stands now.
//! Promises: a lane is left whatever happens; what could not be reached is judged when all have been asked.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::Sender;

use crate::engine::clock;
use crate::engine::refresh::lanes::Lanes;
use crate::engine::refresh::place::{Place, lock};
use crate::engine::refresh::work::{Outcome, Told, Work, asked_change};
use crate::engine::refresh::{pages, program};
use nutgraf_feeds::address;
use nutgraf_feeds::fetch::answer::{Answer, Head};
use nutgraf_feeds::fetch::trouble::{Kind, Trouble};
use nutgraf_feeds::fetch::{FEEDS, Fetcher, Question};
use nutgraf_feeds::schedule::{self, Asking};
use nutgraf_read::Options;
use nutgraf_read::ingest::feed::Whole;
use nutgraf_read::ingest::read;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::feed::{FeedRow, Full, HostStanding, Standing, Wanted, Wishes};
use nutgraf_read::text::hash::stable;

/// A feed that is to be asked.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Its address, as its reader wrote it.
    pub(super) feed: Arc<str>,
    /// What its reader wants.
    pub(super) wanted: Wanted,
    /// Where it is asked.
    url: String,
    /// The host of that.
    pub(super) host: String,
    /// How it stands.
    standing: Standing,
}

impl Job {
    pub(super) fn new(wanted: &Wanted, row: Option<&FeedRow>) -> Self {
        let standing = row.map(|row| row.standing.clone()).unwrap_or_default();
        let source = program::source(&wanted.url);
        let url = standing.moved.clone().unwrap_or_else(|| source.to_owned());
        Self {
            feed: Arc::from(wanted.url.as_str()),
            wanted: wanted.clone(),
            host: address::host(&url),
            url,
            standing,
        }
    }
}

/// A feed that was read, on its way to the analysts.
#[derive(Debug)]
pub(super) struct Caught {
    /// The feed.
    pub(super) job: Job,
    /// What it has.
    pub(super) feed: Whole,
    /// How it stands, to be stored after its entries.
    pub(super) standing: Standing,
    /// The status of the answer.
    pub(super) status: u16,
}

/// What all fetchers share.
pub(super) struct Asked<'a> {
    pub(super) work: &'a Work<'a>,
    pub(super) lanes: &'a Lanes<'a, Job>,
    pub(super) pause: &'a (dyn Fn(&str) -> Duration + Sync),
    pub(super) fetcher: Fetcher,
    pub(super) hosts: Mutex<HashMap<String, HostStanding>>,
    /// Feeds whose servers could not be reached.
    pub(super) unreached: Mutex<Vec<(Job, String)>>,
    /// Whether any server was.
    pub(super) reached: AtomicBool,
}

impl Asked<'_> {
    /// Asks until nobody waits any more.
    pub(super) fn work_off(&self, caught: &Sender<Caught>) {
        while let Some(job) = self.lanes.take() {
            let mut place = Place::taken(self.lanes, self.pause, &job.host);
            let feed = Arc::clone(&job.feed);
            let one = AssertUnwindSafe(|| self.ask(job, &mut place));
            match catch_unwind(one) {
                Ok(Some(one)) => {
                    drop(place);
                    // Nobody takes it any more: the program is ending.
                    drop(caught.send(one));
                }
                Ok(None) => {}
                Err(_) => (self.work.tell)(Told {
                    feed,
                    outcome: Outcome::Failed("nutgraf failed on what it sent".to_owned()),
                    status: 0,
                    next: None,
                }),
            }
        }
    }

    /// Asks one; gives what there is to be analysed.
    fn ask(&self, job: Job, place: &mut Place<'_, Job>) -> Option<Caught> {
        let now = clock::now();
        let conditional = schedule::is_conditional(&job.standing, now);
        let question = match self.question(&job, conditional) {
            Ok(question) => question,
            Err(words) => {
                self.failed(&job, &Trouble::new(Kind::Unsafe, words), 0, conditional);
                return None;
            }
        };
        let mut first = true;
        let mut enter = |host: &str| {
            let own = std::mem::take(&mut first);
            own || place.enter(host)
        };
        let answer = if program::is_program(&job.wanted.url) && question.url.is_empty() {
            program::run(&job.wanted.url, &self.work.setup.manners, Vec::new()).map(|bytes| {
                Answer {
                    status: 200,
                    url: job.url.clone(),
                    bytes,
                    ..Answer::default()
                }
            })
        } else {
            self.fetcher.ask_in_turn(&question, &mut enter)
        };
        match answer {
            Ok(answer) => {
                self.reached.store(true, Ordering::Relaxed);
                self.answered(job, answer, conditional, place)
            }
            Err(trouble) if trouble.kind == Kind::Waits => {
                self.waits(&job.feed, None);
                None
            }
            Err(trouble) if trouble.kind == Kind::Unreachable => {
                lock(&self.unreached).push((job, trouble.words));
                None
            }
            Err(trouble) => {
                self.reached.store(true, Ordering::Relaxed);
                self.failed(&job, &trouble, 0, conditional);
                None
            }
        }
    }

    fn question(&self, job: &Job, conditional: bool) -> Result<Question, String> {
        let known = |bytes: &Option<Vec<u8>>| bytes.clone().filter(|_| conditional);
        let setup = self.work.setup;
        let is_program = program::is_program(&job.wanted.url);
        if is_program && !setup.programs {
            return Err(
                "it names a program, which is not run: set `commands = true` under [feeds] to allow it"
                    .to_owned(),
            );
        }
        Ok(Question {
            etag: known(&job.standing.etag),
            modified: known(&job.standing.modified),
            password: setup.credentials.of(
                &job.wanted,
                &job.url,
                (setup.programs, &setup.manners),
            )?,
            headers: job.wanted.headers.clone(),
            ..Question::new(&job.url, FEEDS)
        })
    }

    fn answered(
        &self,
        job: Job,
        answer: Answer,
        conditional: bool,
        place: &mut Place<'_, Job>,
    ) -> Option<Caught> {
        let status = answer.status;
        let head = &answer.head;
        if let Some(refusal) = &answer.refusal {
            match status {
                429 | 503 => self.wait(&job, head, &refusal.words, (status, conditional)),
                _ => self.failed(&job, refusal, status, conditional),
            }
            return None;
        }
        let moved = answer.moved.as_deref();
        if status == 304 {
            let outcome = schedule::Outcome::Same(head);
            self.well(&job, outcome, "nothing new", (status, conditional, moved));
            return None;
        }
        if !(200..300).contains(&status) {
            let words = format!("the server answered {status}, which is no document");
            self.failed(
                &job,
                &Trouble::new(Kind::Status, words),
                status,
                conditional,
            );
            return None;
        }
        let body = stable(answer.bytes.iter().copied());
        if job.standing.body == Some(body) {
            let outcome = schedule::Outcome::Whole {
                head,
                body,
                wishes: None,
            };
            self.well(
                &job,
                outcome,
                "the same as last time",
                (status, conditional, moved),
            );
            return None;
        }
        let bytes = match program::filtered(&job.wanted.url, &self.work.setup.manners, answer.bytes)
        {
            Ok(bytes) => bytes,
            Err(trouble) => {
                self.failed(&job, &trouble, status, conditional);
                return None;
            }
        };
        let pipeline = (self.work.pipeline)();
        let options = Options {
            charset: head.charset.clone(),
            format: None,
            ..pipeline.reading.with_origin(&answer.url)
        };
        let mut feed = match read::feed(&bytes, &options) {
            Ok(feed) => feed,
            Err(refusal) => {
                let trouble = Trouble::new(Kind::Broken, refusal.message);
                self.failed(&job, &trouble, status, conditional);
                return None;
            }
        };
        drop(bytes);
        if job.wanted.full != Full::Feed {
            pages::complete(
                (&self.fetcher, self.work.reader),
                place,
                &job.wanted,
                (&mut feed.entries, &pipeline),
            );
        }
        let published = feed.entries.iter().filter_map(|entry| entry.meta.published);
        let wishes = Wishes {
            gap: schedule::half_gap(published.collect()),
            ..feed.wishes
        };
        let words = match feed.entries.len() {
            1 => "1 entry".to_owned(),
            many => format!("{many} entries"),
        };
        let outcome = schedule::Outcome::Whole {
            head,
            body,
            wishes: Some(wishes),
        };
        let standing = Self::after(&job, outcome, &words, (status, conditional, moved));
        self.host(&job.host, outcome);
        Some(Caught {
            job,
            feed,
            standing,
            status,
        })
    }

    fn after(
        job: &Job,
        outcome: schedule::Outcome<'_>,
        words: &str,
        (status, conditional, moved): (u16, bool, Option<&str>),
    ) -> Standing {
        let at = clock::now();
        let draw = stable(job.feed.bytes().chain(at.0.to_le_bytes()));
        schedule::after(
            &job.standing,
            &Asking {
                at,
                outcome,
                status,
                words,
                moved: moved.filter(|to| *to != job.url),
                conditional,
                every: job.wanted.every,
                draw,
            },
        )
    }

    fn store(&self, job: &Job, standing: Standing, outcome: Outcome, status: u16) {
        let next = standing.next;
        (self.work.sink)(asked_change(&job.feed, None, standing));
        (self.work.tell)(Told {
            feed: Arc::clone(&job.feed),
            outcome,
            status,
            next,
        });
    }

    fn well(
        &self,
        job: &Job,
        outcome: schedule::Outcome<'_>,
        words: &str,
        how: (u16, bool, Option<&str>),
    ) {
        let standing = Self::after(job, outcome, words, how);
        self.host(&job.host, outcome);
        self.store(job, standing, Outcome::Same, how.0);
    }

    fn failed(&self, job: &Job, trouble: &Trouble, status: u16, conditional: bool) {
        let outcome = match status {
            410 => schedule::Outcome::Gone,
            _ => schedule::Outcome::Failed,
        };
        let how = (status, conditional, None);
        let standing = Self::after(job, outcome, &trouble.words, how);
        let told = Outcome::Failed(trouble.words.clone());
        self.store(job, standing, told, status);
    }

    /// The server wants to be left alone: whoever waits for it is not asked either.
    fn wait(&self, job: &Job, head: &Head, words: &str, (status, conditional): (u16, bool)) {
        let outcome = schedule::Outcome::Wait(head);
        let standing = Self::after(job, outcome, words, (status, conditional, None));
        let host = self.host(&job.host, outcome);
        self.store(job, standing, Outcome::Waits(words.to_owned()), status);
        if schedule::waits(&host, clock::now()) {
            for left in self.lanes.close(&job.host) {
                self.waits(&left.feed, Some(host));
            }
        }
    }

    fn waits(&self, feed: &Arc<str>, host: Option<HostStanding>) {
        let until = host.and_then(|host| host.wait);
        let words = match until {
            Some(until) => format!("its server wants to be left alone until {until}"),
            None => "its server wants to be left alone".to_owned(),
        };
        (self.work.tell)(Told {
            feed: Arc::clone(feed),
            outcome: Outcome::Waits(words),
            status: 0,
            next: until,
        });
    }

    /// Notes how a host stands now; what did not change is not written.
    fn host(&self, name: &str, outcome: schedule::Outcome<'_>) -> HostStanding {
        let mut hosts = lock(&self.hosts);
        let before = hosts.get(name).copied().unwrap_or_default();
        let private = address::is_private(&format!("http://{name}/"));
        let now = schedule::host_after(&before, outcome, private, clock::now());
        if now != before {
            hosts.insert(name.to_owned(), now);
            let change = FeedChange::Host(name.to_owned(), now);
            (self.work.sink)(Change::Feed(change));
        }
        now
    }

    /// Judges the feeds that could not be reached: when no server could, it is this machine that is cut off.
    pub(super) fn settle_unreached(&self) {
        let unreached = std::mem::take(&mut *lock(&self.unreached));
        let mut hosts: Vec<&str> = unreached.iter().map(|(job, _)| job.host.as_str()).collect();
        hosts.sort_unstable();
        hosts.dedup();
        let offline = !self.reached.load(Ordering::Relaxed) && hosts.len() > 1;
        for (job, words) in &unreached {
            if offline {
                let standing = schedule::unasked(&job.standing, clock::now(), words);
                self.store(job, standing, Outcome::Offline(words.clone()), 0);
            } else {
                self.failed(job, &Trouble::new(Kind::Unreachable, words), 0, true);
            }
        }
    }
}
