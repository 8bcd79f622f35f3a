//! Owns: the rows of feeds and servers: writing down how one stands, reading it back, counting what came of it.
//! Promises: what was written comes back as it was, validators byte for byte.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::articles::identity;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::feed::{
    Answered, FeedId, FeedRow, FeedTally, HostStanding, Moving, Reason, Standing, Wishes,
};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// Asks for all feeds; answered by `feed_row`s.
pub(crate) const FEEDS: &str =
    "SELECT id, url, title, home, asked, answered, whole, next, reason, etag, modified, body, failures,
       failing, gone, moving, moving_times, moving_since, moved, ttl, gap, skip_hours, skip_days, answers
     FROM feed";

/// Asks for all servers; answered by `host_row`s.
pub(crate) const HOSTS: &str = "SELECT name, wait, refusals FROM host";

/// The row of a feed; made when there is none.
pub(crate) fn row(connection: &Connection, url: &str) -> rusqlite::Result<u32> {
    let known = find(connection, url)?;
    if let Some(row) = known {
        return Ok(row);
    }
    connection
        .prepare_cached("INSERT INTO feed (url) VALUES (?1) RETURNING id")?
        .query_row([url], |row| row.get(0))
}

fn find(connection: &Connection, url: &str) -> rusqlite::Result<Option<u32>> {
    connection
        .prepare_cached("SELECT id FROM feed WHERE url = ?1")?
        .query_row([url], |row| row.get(0))
        .optional()
}

/// Writes down how a feed stands.
pub(crate) fn write(
    connection: &Connection,
    url: &str,
    about: Option<&(String, Option<String>)>,
    standing: &Standing,
) -> rusqlite::Result<()> {
    let row = row(connection, url)?;
    let moment = |moment: Option<Moment>| moment.map(|m| m.0);
    let reason = Reason::ALL
        .iter()
        .zip(0u8..)
        .find(|(one, _)| **one == standing.reason);
    let moving = standing.moving.as_ref();
    let wishes = &standing.wishes;
    connection
        .prepare_cached(
            "UPDATE feed SET asked = ?2, answered = ?3, whole = ?4, next = ?5, reason = ?6, etag = ?7, modified = ?8,
               body = ?9, failures = ?10, failing = ?11, gone = ?12, moving = ?13, moving_times = ?14,
               moving_since = ?15, moved = ?16, ttl = ?17, gap = ?18, skip_hours = ?19, skip_days = ?20, answers = ?21
             WHERE id = ?1",
        )?
        .execute(params![
            row,
            moment(standing.asked),
            moment(standing.answered),
            moment(standing.whole),
            moment(standing.next),
            reason.map_or(0, |(_, number)| number),
            standing.etag,
            standing.modified,
            standing.body.map(u64::cast_signed),
            standing.failures,
            moment(standing.failing),
            standing.gone,
            moving.map(|m| &m.to),
            moving.map_or(0, |m| m.times),
            moving.map_or(0, |m| m.since.0),
            standing.moved,
            wishes.ttl,
            wishes.gap,
            wishes.skip_hours,
            wishes.skip_days,
            answers_text(&standing.answers),
        ])?;
    if let Some((title, home)) = about {
        connection
            .prepare_cached("UPDATE feed SET title = ?2, home = ?3 WHERE id = ?1")?
            .execute((row, title, home))?;
    }
    Ok(())
}

fn answers_text(answers: &[Answered]) -> String {
    let lines = answers.iter().map(|answered| {
        let words = answered.words.replace(['\n', '\r'], " ");
        format!("{} {} {words}\n", answered.at.0, answered.status)
    });
    lines.collect()
}

fn answers(text: &str) -> Vec<Answered> {
    let read = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        Some(Answered {
            at: Moment(parts.next()?.parse().ok()?),
            status: parts.next()?.parse().ok()?,
            words: parts.next().unwrap_or("").to_owned(),
        })
    };
    text.lines().filter_map(read).collect()
}

/// Writes down how a server stands.
pub(crate) fn write_host(
    connection: &Connection,
    name: &str,
    host: &HostStanding,
) -> rusqlite::Result<()> {
    if *host == HostStanding::default() {
        connection
            .prepare_cached("DELETE FROM host WHERE name = ?1")?
            .execute([name])?;
        return Ok(());
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO host (name, wait, refusals) VALUES (?1, ?2, ?3)")?
        .execute((name, host.wait.map(|m| m.0), host.refusals))?;
    Ok(())
}

/// Lets a feed be known by another address. Where that has a row of its own, its entries become those of that.
pub(crate) fn readdress(connection: &Connection, from: &str, to: &str) -> rusqlite::Result<()> {
    let Some(old) = find(connection, from)? else {
        return Ok(());
    };
    match find(connection, to)? {
        None => connection.execute("UPDATE feed SET url = ?2 WHERE id = ?1", (old, to))?,
        Some(new) => {
            connection.execute(
                "UPDATE OR IGNORE entry SET feed = ?2 WHERE feed = ?1",
                (old, new),
            )?;
            connection.execute("DELETE FROM feed WHERE id = ?1", [old])?
        }
    };
    connection
        .prepare_cached(
            "UPDATE feed SET moved = NULL, moving = NULL, moving_times = 0 WHERE url = ?1",
        )?
        .execute([to])?;
    Ok(())
}

/// Forgets a feed and its entries. Answers the articles that came from no other feed and may go with it; what they are known by
/// is forgotten too, so that following the feed again brings them back.
pub(crate) fn forget(connection: &Connection, url: &str) -> rusqlite::Result<Vec<ArticleId>> {
    let Some(row) = find(connection, url)? else {
        return Ok(Vec::new());
    };
    let alone: Vec<(u32, Option<String>)> = connection
        .prepare(
            "SELECT DISTINCT e.article, a.url FROM entry e JOIN article a ON a.id = e.article
             WHERE e.feed = ?1
               AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.article = e.article AND o.feed <> ?1)
               AND NOT EXISTS (SELECT 1 FROM state t WHERE t.article = e.article AND t.starred)
               AND NOT EXISTS (SELECT 1 FROM article_tag t WHERE t.article = e.article)",
        )?
        .query_map([row], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut forget = connection.prepare("DELETE FROM identity WHERE hash = ?1")?;
    for (article, address) in &alone {
        let marks = connection
            .prepare_cached("SELECT mark FROM entry WHERE article = ?1")?
            .query_map([article], |row| row.get::<_, i64>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let address = address.as_deref().into_iter().flat_map(identity::of_url);
        for mark in marks.into_iter().chain(address) {
            forget.execute([mark])?;
        }
    }
    connection.execute("DELETE FROM feed WHERE id = ?1", [row])?;
    Ok(alone.into_iter().map(|(id, _)| ArticleId(id)).collect())
}

impl Reader {
    /// All feeds that the library has a row of, by their address.
    pub fn feeds(&self) -> Result<HashMap<Arc<str>, FeedRow>, LibraryError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(FEEDS)?;
            let rows = statement.query_map([], |row| {
                let feed = feed_row(row)?;
                Ok((Arc::from(feed.url.as_str()), feed))
            })?;
            rows.collect()
        };
        self.answer(read())
    }

    /// The servers that want to be left alone, or wanted it last.
    pub fn hosts(&self) -> Result<HashMap<String, HostStanding>, LibraryError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(HOSTS)?;
            statement.query_map([], host_row)?.collect()
        };
        self.answer(read())
    }

    /// What came of each feed; `week` is the moment from which on an article counts as new.
    pub fn feed_tallies(&self, week: Moment) -> Result<HashMap<FeedId, FeedTally>, LibraryError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(
                "SELECT e.feed, count(*), sum(NOT ifnull(t.read, 0)), sum(a.added >= ?1),
                   max(ifnull(a.published, a.added))
                 FROM (SELECT DISTINCT feed, article FROM entry) e
                 JOIN article a ON a.id = e.article LEFT JOIN state t ON t.article = a.id
                 GROUP BY e.feed",
            )?;
            let rows = statement.query_map([week.0], |row| {
                let latest: Option<i64> = row.get(4)?;
                let tally = FeedTally {
                    articles: row.get(1)?,
                    unread: row.get(2)?,
                    week: row.get(3)?,
                    latest: latest.map(Moment),
                };
                Ok((FeedId(row.get(0)?), tally))
            })?;
            rows.collect()
        };
        self.answer(read())
    }

    /// The addresses of the feeds that an article came from, the first to tell of it first.
    pub fn feeds_of(&self, article: ArticleId) -> Result<Vec<String>, LibraryError> {
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT f.url FROM entry e JOIN feed f ON f.id = e.feed WHERE e.article = ?1
                     ORDER BY e.came, e.feed",
                )?
                .query_map([article.0], |row| row.get(0))?
                .collect()
        };
        self.answer(read())
    }

    /// The articles that came from a feed, the newest first.
    pub fn feed_articles(&self, feed: FeedId) -> Result<Vec<ArticleId>, LibraryError> {
        self.answer(self.ids(
            "SELECT DISTINCT a.id FROM entry e JOIN article a ON a.id = e.article WHERE e.feed = ?1
             ORDER BY a.published DESC, a.id DESC",
            [feed.0],
        ))
    }
}

pub(crate) fn host_row(row: &Row<'_>) -> rusqlite::Result<(String, HostStanding)> {
    let wait: Option<i64> = row.get(1)?;
    let host = HostStanding {
        wait: wait.map(Moment),
        refusals: row.get(2)?,
    };
    Ok((row.get(0)?, host))
}

pub(crate) fn feed_row(row: &Row<'_>) -> rusqlite::Result<FeedRow> {
    let moment = |at: usize| row.get::<_, Option<i64>>(at).map(|at| at.map(Moment));
    let reason: u8 = row.get(8)?;
    let body: Option<i64> = row.get(11)?;
    let moving: Option<String> = row.get(15)?;
    let (times, since) = (row.get(16)?, Moment(row.get(17)?));
    let text: String = row.get(23)?;
    Ok(FeedRow {
        id: FeedId(row.get(0)?),
        url: row.get(1)?,
        title: row.get(2)?,
        home: row.get(3)?,
        standing: Standing {
            asked: moment(4)?,
            answered: moment(5)?,
            whole: moment(6)?,
            next: moment(7)?,
            reason: Reason::ALL
                .get(usize::from(reason))
                .copied()
                .unwrap_or_default(),
            etag: row.get(9)?,
            modified: row.get(10)?,
            body: body.map(i64::cast_unsigned),
            failures: row.get(12)?,
            failing: moment(13)?,
            gone: row.get(14)?,
            moving: moving.map(|to| Moving { to, times, since }),
            moved: row.get(18)?,
            wishes: Wishes {
                ttl: row.get(19)?,
                gap: row.get(20)?,
                skip_hours: row.get(21)?,
                skip_days: row.get(22)?,
            },
            answers: answers(&text),
        },
    })
}
