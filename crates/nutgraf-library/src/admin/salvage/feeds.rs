//! Owns: taking over what a damaged library knows of feeds: how they and their servers stand, which entries they had.
//! Promises: what was deleted stays away; what was lost may come again, for the feed it came from is then asked for all it has.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, Row};

use crate::articles::store::known;
use crate::database::writer::Writer;
use crate::error::LibraryError;
use crate::feeds::standing;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::feed::FeedRow;
use nutgraf_read::model::id::ArticleId;

/// An entry's row.
struct Entry {
    feed: u32,
    mark: i64,
    article: u32,
    came: i64,
    changed: i64,
}

/// What became of an article.
enum Fate {
    /// It is in the new library.
    Here(u32),
    /// It was taken out before.
    Deleted,
    /// It could not be read.
    Lost,
}

/// Takes over all that can be read; `ids` are the new ids of the salvaged articles by their old ones.
pub(super) fn take_over(
    old: &Connection,
    ids: &HashMap<ArticleId, ArticleId>,
    writer: &mut Writer,
) -> Result<(), LibraryError> {
    let ordered = |question: &str, by: &str| {
        let ways = ["", " DESC"];
        ways.map(|way| format!("{question} ORDER BY {by}{way}"))
    };
    let fates = Fates { old, ids };
    let (feeds, _) = readable(old, &ordered(standing::FEEDS, "id"), standing::feed_row);
    let (hosts, _) = readable(old, &ordered(standing::HOSTS, "name"), standing::host_row);
    // The indexes hold what tells entries apart, too.
    let by_mark = "SELECT feed, mark, article, came, changed FROM entry";
    let by_article =
        "SELECT feed, mark, article, unixepoch(), 0 FROM entry INDEXED BY entry_article";
    let mut questions = ordered(by_mark, "feed, mark").to_vec();
    questions.extend(ordered(by_article, "article, feed, mark"));
    let (entries, whole) = readable(old, &questions, |row| {
        Ok(Entry {
            feed: row.get(0)?,
            mark: row.get(1)?,
            article: row.get(2)?,
            came: row.get(3)?,
            changed: row.get(4)?,
        })
    });
    let marks = ordered("SELECT hash, article FROM identity", "hash");
    let (marks, _) = readable(old, &marks, |row| Ok((row.get(0)?, row.get(1)?)));

    let mut known = Vec::new();
    let mut incomplete = HashSet::new();
    for mut entry in entries {
        match fates.of(entry.article) {
            Fate::Here(article) => entry.article = article,
            Fate::Deleted => entry.article = 0,
            Fate::Lost => {
                incomplete.insert(entry.feed);
                continue;
            }
        }
        known.push(entry);
    }
    let urls = ["SELECT id, url FROM feed ORDER BY url".to_owned()];
    let (urls, _) = readable(old, &urls, |row| Ok((row.get(0)?, row.get(1)?)));
    let mut rows: HashMap<u32, Arc<str>> = HashMap::from_iter(urls);
    rows.extend(
        feeds
            .iter()
            .map(|feed| (feed.id.0, Arc::from(feed.url.as_str()))),
    );
    let stand = feeds.into_iter().map(|mut feed| {
        if !whole || incomplete.contains(&feed.id.0) {
            ask_for_all(&mut feed);
        }
        FeedChange::Asked {
            feed: Arc::from(feed.url),
            about: Some((feed.title, feed.home)),
            standing: Box::new(feed.standing),
        }
    });
    let hosts = hosts
        .into_iter()
        .map(|(name, host)| FeedChange::Host(name, host));
    let changes: Vec<Change> = stand.chain(hosts).map(Change::Feed).collect();
    writer.apply(&changes)?;
    writer.bring_over(|new| {
        for entry in &known {
            match rows.get(&entry.feed) {
                Some(url) => put(new, standing::row(new, url)?, entry)?,
                // Of a feed that is lost the deleted entries stay deleted.
                None if entry.article == 0 => bury(new, entry.mark)?,
                None => {}
            }
        }
        for (mark, article) in marks {
            match fates.of(article) {
                Fate::Here(article) => known::mark(new, article, mark)?,
                Fate::Deleted => bury(new, mark)?,
                Fate::Lost => {}
            }
        }
        Ok(())
    })
}

/// Lets a feed be asked as one that nothing is known of, so that its answer is whole.
fn ask_for_all(feed: &mut FeedRow) {
    feed.standing.etag = None;
    feed.standing.modified = None;
    feed.standing.body = None;
}

/// Remembers that what had this mark was deleted.
fn bury(new: &Connection, mark: i64) -> rusqlite::Result<()> {
    new.prepare_cached("INSERT OR IGNORE INTO identity (hash, article) VALUES (?1, 0)")?
        .execute([mark])?;
    Ok(())
}

fn put(new: &Connection, feed: u32, entry: &Entry) -> rusqlite::Result<()> {
    new.prepare_cached(
        "INSERT OR IGNORE INTO entry (feed, mark, article, came, changed) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((feed, entry.mark, entry.article, entry.came, entry.changed))?;
    Ok(())
}

/// The rows that several ways through the same table lead to, each as far as it can be read; a way that can be gone to its end
/// is the last. Answers too whether there was one.
fn readable<T>(
    old: &Connection,
    questions: &[String],
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> (Vec<T>, bool) {
    let mut found = Vec::new();
    let mut walk = |question: &String| -> rusqlite::Result<()> {
        let mut statement = old.prepare(question)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // A row that makes no sense is left out.
            found.extend(read(row).ok());
        }
        Ok(())
    };
    let whole = questions.iter().any(|question| walk(question).is_ok());
    (found, whole)
}

struct Fates<'a> {
    old: &'a Connection,
    ids: &'a HashMap<ArticleId, ArticleId>,
}

impl Fates<'_> {
    /// What became of the article that had this id; 0 is that of one that was never there.
    fn of(&self, article: u32) -> Fate {
        if let Some(id) = self.ids.get(&ArticleId(article)) {
            return Fate::Here(id.0);
        }
        let was_there = [
            "SELECT 1 FROM article WHERE id = ?1",
            "SELECT 1 FROM document WHERE article = ?1",
            "SELECT 1 FROM analysis WHERE article = ?1",
        ]
        .iter()
        .any(|question| {
            let ask = || self.old.prepare_cached(question)?.exists([article]);
            // Where nothing can be read it may have stood.
            article > 0 && ask().unwrap_or(true)
        });
        if was_there { Fate::Lost } else { Fate::Deleted }
    }
}

#[cfg(test)]
mod tests;
