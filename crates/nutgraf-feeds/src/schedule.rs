//! Owns: when a feed is asked again, and how: a function of its history and its last answer.
//! Promises: no clock, no network; whatever answers come, a feed is asked at most once an hour and a host is left alone for as
//! long as it wishes; nothing is forgotten over a restart, as all of it is data.

use crate::fetch::answer::{Head, Retry};
use nutgraf_read::model::feed::{Answered, HostStanding, Moving, Reason, Standing, Wishes};
use nutgraf_read::model::moment::Moment;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// No feed is asked more often, whatever anybody wishes.
pub const LEAST: i64 = HOUR;
/// Nobody but its reader has a feed asked less often.
pub const MOST: i64 = DAY;
/// After so long of nothing but faults a feed is asked once a week.
const DORMANT_AFTER: i64 = 30 * DAY;
/// A feed that says so often in a row that it is gone for good is.
const GONE_AFTER: u32 = 2;
/// A redirect that was met so often, over so long, is where the feed is now.
const MOVED_AFTER: (u32, i64) = (3, 3 * DAY);
/// No server is left alone for longer.
const LONGEST_WAIT: i64 = 7 * DAY;
/// So many answers are remembered.
const REMEMBERED: usize = 8;

/// What came of asking a feed.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// A document came. `body` is its mark; wishes are those of the feed, where it was read.
    Whole {
        /// What the header lines say.
        head: &'a Head,
        /// The mark of the body.
        body: u64,
        /// What the feed wishes; `None` when the body is the same as last time.
        wishes: Option<Wishes>,
    },
    /// Nothing is new.
    Same(&'a Head),
    /// The server wants to be left alone (429, 503).
    Wait(&'a Head),
    /// It is gone for good (410).
    Gone,
    /// Anything else that went wrong.
    Failed,
}

/// One asking of a feed.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// When it was asked.
    pub at: Moment,
    /// What came of it.
    pub outcome: Outcome<'a>,
    /// The status of the answer; 0 for none.
    pub status: u16,
    /// What it came to, in words.
    pub words: &'a str,
    /// Where a chain of lasting redirects led.
    pub moved: Option<&'a str>,
    /// Whether it was asked for news only.
    pub conditional: bool,
    /// The reader's own wish: seconds between two looks at least.
    pub every: Option<i64>,
    /// Any number: spreads feeds that would be asked at the same moment.
    pub draw: u64,
}

/// How a feed stands after it was asked.
#[must_use]
pub fn after(before: &Standing, asking: &Asking<'_>) -> Standing {
    let now = asking.at;
    let mut standing = Standing {
        asked: Some(now),
        ..before.clone()
    };
    remember(&mut standing, asking);
    let (pause, reason) = match asking.outcome {
        Outcome::Whole { head, body, wishes } => {
            standing.etag.clone_from(&head.etag);
            standing.modified.clone_from(&head.modified);
            standing.body = Some(body);
            standing.wishes = wishes.unwrap_or(standing.wishes);
            well(&mut standing, asking);
            pause(&standing, head, asking)
        }
        Outcome::Same(head) => {
            // What a 304 does not name stands as it was.
            for (kept, new) in [
                (&mut standing.etag, &head.etag),
                (&mut standing.modified, &head.modified),
            ] {
                if new.is_some() {
                    kept.clone_from(new);
                }
            }
            well(&mut standing, asking);
            pause(&standing, head, asking)
        }
        Outcome::Wait(head) => {
            // Being asked too often is no fault of the feed's.
            let until = head.retry.map_or(HOUR, |retry| wait(retry, now));
            (until.max(LEAST), Reason::Waits)
        }
        Outcome::Gone => {
            standing.gone += 1;
            fail(&mut standing, now);
            if standing.gone >= GONE_AFTER {
                standing.next = None;
                standing.reason = Reason::Gone;
                return standing;
            }
            (DAY, Reason::Failed)
        }
        Outcome::Failed => {
            standing.gone = 0;
            fail(&mut standing, now);
            let since = standing.failing.unwrap_or(now);
            if now.0.saturating_sub(since.0) >= DORMANT_AFTER {
                (WEEK, Reason::Dormant)
            } else {
                (doubled(LEAST, standing.failures, MOST), Reason::Failed)
            }
        }
    };
    let next = now.plus(spread(pause, asking.draw));
    let (next, rests) = past_rest(next, standing.wishes);
    standing.next = Some(next);
    standing.reason = if rests { Reason::Rest } else { reason };
    standing
}

/// How a feed stands that could not be asked because nobody could: as before, with a line about it.
#[must_use]
pub fn unasked(before: &Standing, at: Moment, words: &str) -> Standing {
    let mut standing = before.clone();
    note(&mut standing, at, 0, words);
    standing
}

/// How a host stands after one of its feeds was asked. Of a machine of the reader's own a number of seconds counts, but nothing
/// is made of silence about it: other feeds of the same machine are other programs.
#[must_use]
pub fn host_after(
    before: &HostStanding,
    outcome: Outcome<'_>,
    private: bool,
    now: Moment,
) -> HostStanding {
    match outcome {
        Outcome::Wait(head) => {
            let refusals = before.refusals + u32::from(head.retry.is_none());
            let pause = match head.retry {
                Some(retry) => Some(wait(retry, now)),
                None if private => None,
                None => Some(doubled(HOUR, refusals, LONGEST_WAIT)),
            };
            HostStanding {
                wait: pause.map(|pause| now.plus(pause)).or(before.wait),
                refusals,
            }
        }
        Outcome::Whole { .. } | Outcome::Same(_) => HostStanding::default(),
        Outcome::Gone | Outcome::Failed => *before,
    }
}

/// Whether a feed is to be asked at `now`.
pub fn is_due(standing: &Standing, now: Moment) -> bool {
    standing.reason != Reason::Gone && standing.next.is_none_or(|next| next <= now)
}

/// Whether a host wants to be left alone at `now`.
pub fn waits(host: &HostStanding, now: Moment) -> bool {
    host.wait.is_some_and(|until| until > now)
}

/// Whether to ask for news only: not where there is nothing to tell news by, and once a week not, as some servers say for ever
/// that nothing is new.
pub fn is_conditional(standing: &Standing, now: Moment) -> bool {
    let known = standing.etag.is_some() || standing.modified.is_some();
    known
        && standing
            .whole
            .is_some_and(|whole| now.0.saturating_sub(whole.0) < WEEK)
}

/// Half of the median time between entries that were published at these moments; `None` of fewer than four.
pub fn half_gap(mut published: Vec<Moment>) -> Option<i64> {
    published.sort_unstable();
    published.dedup();
    let mut gaps: Vec<i64> = published
        .windows(2)
        .map(|two| two.last().map_or(0, |m| m.0) - two.first().map_or(0, |m| m.0))
        .collect();
    if gaps.len() < 3 {
        return None;
    }
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).map(|gap| gap / 2)
}

/// A good answer ends all faults.
fn well(standing: &mut Standing, asking: &Asking<'_>) {
    standing.answered = Some(asking.at);
    if !asking.conditional {
        standing.whole = Some(asking.at);
    }
    standing.failures = 0;
    standing.failing = None;
    standing.gone = 0;
    match asking.moved {
        None => standing.moving = None,
        Some(to) => {
            let moving = match standing.moving.take() {
                Some(moving) if moving.to == to => Moving {
                    times: moving.times.saturating_add(1),
                    ..moving
                },
                _ => Moving {
                    to: to.to_owned(),
                    times: 1,
                    since: asking.at,
                },
            };
            let (times, days) = MOVED_AFTER;
            if moving.times >= times && asking.at.0.saturating_sub(moving.since.0) >= days {
                standing.moved = Some(moving.to);
            } else {
                standing.moving = Some(moving);
            }
        }
    }
}

fn fail(standing: &mut Standing, now: Moment) {
    standing.failures = standing.failures.saturating_add(1);
    standing.failing = standing.failing.or(Some(now));
    // A place to which it seemed to have moved is none when nothing answers there.
    standing.moving = None;
}

/// How long a good feed is left alone, and why.
fn pause(standing: &Standing, head: &Head, asking: &Asking<'_>) -> (i64, Reason) {
    let wishes = standing.wishes;
    let expires = head.expires.map(|at| at.0.saturating_sub(asking.at.0));
    let theirs = [
        (wishes.ttl, Reason::Ttl),
        (head.max_age, Reason::MaxAge),
        // Where both are said, `max-age` counts.
        (expires.filter(|_| head.max_age.is_none()), Reason::Expires),
        (wishes.gap, Reason::Pace),
    ];
    let mut longest = (LEAST, Reason::Least);
    for (seconds, reason) in theirs {
        if let Some(seconds) = seconds
            && seconds > longest.0
        {
            longest = (seconds.min(MOST), reason);
        }
    }
    if standing.etag.is_none() && standing.modified.is_none() && longest.0 < DAY {
        longest = (DAY, Reason::Unconditional);
    }
    match asking.every {
        Some(own) if own > longest.0 => (own, Reason::Own),
        _ => longest,
    }
}

fn wait(retry: Retry, now: Moment) -> i64 {
    let seconds = retry.moment(now).0.saturating_sub(now.0);
    seconds.clamp(0, LONGEST_WAIT)
}

/// `first`, doubled with every time after the first, at most `most`.
fn doubled(first: i64, times: u32, most: i64) -> i64 {
    let shift = times.saturating_sub(1).min(20);
    (first << shift).min(most)
}

/// A pause, up to a tenth longer or shorter, so that feeds that were followed together are not asked together for ever. It is
/// never shorter than the shortest of all.
fn spread(pause: i64, draw: u64) -> i64 {
    let permille = i64::try_from(draw % 201).unwrap_or(0) - 100;
    let spread = pause.saturating_add(pause.saturating_mul(permille) / 1000);
    spread.max(LEAST.min(pause))
}

/// The first moment from `next` on that is none of the feed's hours or days of rest, and whether it was moved.
fn past_rest(next: Moment, wishes: Wishes) -> (Moment, bool) {
    let mut at = next;
    // A week holds every hour there is: whoever rests in all of them means something else.
    for _ in 0..=7 * 24 {
        let hours = at.0.div_euclid(HOUR);
        let hour = hours.rem_euclid(24);
        // 1970 began on a Thursday.
        let day = (hours.div_euclid(24) + 3).rem_euclid(7);
        let rests = wishes.skip_hours >> hour & 1 == 1 || wishes.skip_days >> day & 1 == 1;
        if !rests {
            return (at, at != next);
        }
        at = Moment((hours + 1) * HOUR);
    }
    (next, false)
}

fn remember(standing: &mut Standing, asking: &Asking<'_>) {
    note(standing, asking.at, asking.status, asking.words);
}

fn note(standing: &mut Standing, at: Moment, status: u16, words: &str) {
    let words = words.to_owned();
    standing.answers.push(Answered { at, status, words });
    let surplus = standing.answers.len().saturating_sub(REMEMBERED);
    standing.answers.drain(..surplus);
}

#[cfg(test)]
mod tests;
