//! Owns: finding copies of an article among those stored, and the stories that copies make.
//! Promises: costs a few look-ups in memory for an article without copies, whatever the size of the library; memory is
//! bounded; two articles make a story only after their texts were compared.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use crate::codec::document;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::text::similar::{self, BANDS, Sketch};

/// Texts of fewer three-word shingles make no story: notes, stubs of a paywall.
const LEAST: usize = 40;
/// From this on two sketches are worth a look at the texts: shortened prints share less than half of their shingles.
const LOOK: f32 = 0.22;
/// So many texts are compared with a new one at most.
const MOST_LOOKS: usize = 6;
/// Copies are printed within so many seconds of each other: ten days.
const SAME_DAYS: u64 = 10 * 86_400;
/// From this overlap on two texts of one source are one story: other reports of a source share its forms.
const SAME_SOURCE: f32 = 0.85;
/// So many members of a story are told of when it grows; lists show them anew.
const TOLD: u32 = 100;

/// Slots of the table: sixteen megabytes, touched as they fill.
const SLOTS: usize = 1 << 21;
/// So many of the last articles are read into the table at first: about as many as it holds.
const REMEMBERED: u32 = 170_000;

/// The bands of the articles stored last. A newer article takes the slot of an older one, so that a library of any size
/// finds the copies among about the last 170,000 articles stored, and older ones less and less.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    /// Band key (upper half) and article.
    table: Vec<u64>,
    /// Articles up to this one are in the table; `None`: nothing was read yet.
    known: Option<u32>,
    /// Another program may have stored more.
    outdated: bool,
    /// Articles whose story has changed since `take_changed`.
    changed: Vec<ArticleId>,
}

impl Copies {
    /// Looks at the library again before the next article. What is in the table stays: it is only ever a hint.
    pub(crate) fn forget(&mut self) {
        self.outdated = true;
        self.changed.clear();
    }

    /// The articles whose story has changed, besides the one that was put.
    pub(crate) fn take_changed(&mut self) -> Vec<ArticleId> {
        self.changed.sort_unstable();
        self.changed.dedup();
        std::mem::take(&mut self.changed)
    }

    /// Remembers an article that was stored under `id`, and joins it to the story that it is a copy of.
    pub(crate) fn join(
        &mut self,
        connection: &Connection,
        id: u32,
        article: &Article,
    ) -> rusqlite::Result<()> {
        let Some(sketch) = Sketch::of(&article.text, LEAST) else {
            connection
                .prepare_cached("DELETE FROM near WHERE article = ?1")?
                .execute([id])?;
            return Ok(());
        };
        self.load(connection)?;
        let candidates = self.candidates(&sketch, id);
        self.enter(&sketch, id);
        connection
            .prepare_cached("INSERT OR REPLACE INTO near (article, sketch) VALUES (?1, ?2)")?
            .execute((id, sketch.as_bytes()))?;
        let mut looks = 0;
        for other in candidates {
            if looks >= MOST_LOOKS {
                break;
            }
            let bytes: Option<Vec<u8>> = connection
                .prepare_cached("SELECT sketch FROM near WHERE article = ?1")?
                .query_row([other], |row| row.get(0))
                .optional()?;
            let alike = bytes
                .and_then(|bytes| Sketch::from_bytes(&bytes))
                .is_some_and(|other| other.similarity(&sketch) >= LOOK);
            if alike {
                looks += 1;
                if is_copy(connection, article, other)? {
                    self.unite(connection, id, other)?;
                }
            }
        }
        Ok(())
    }

    /// Reads what was stored before this program, or beside it.
    fn load(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.known.is_some() && !self.outdated {
            return Ok(());
        }
        if self.table.is_empty() {
            self.table = vec![0; SLOTS];
        }
        let last: u32 = connection
            .prepare_cached("SELECT ifnull(max(article), 0) FROM near")?
            .query_row([], |row| row.get(0))?;
        let from = self.known.unwrap_or(0).max(last.saturating_sub(REMEMBERED));
        let mut statement = connection.prepare_cached(
            "SELECT article, sketch FROM near WHERE article > ?1 ORDER BY article",
        )?;
        let mut rows = statement.query([from])?;
        while let Some(row) = rows.next()? {
            let sketch = row.get_ref(1)?.as_blob_or_null()?;
            if let Some(sketch) = sketch.and_then(Sketch::from_bytes) {
                self.enter(&sketch, row.get(0)?);
            }
        }
        self.known = Some(last);
        self.outdated = false;
        Ok(())
    }

    fn enter(&mut self, sketch: &Sketch, id: u32) {
        for key in sketch.bands() {
            if let Some(slot) = self.table.get_mut(place(key)) {
                *slot = u64::from(key) << 32 | u64::from(id);
            }
        }
    }

    /// The articles that share bands, those that share most first.
    fn candidates(&self, sketch: &Sketch, id: u32) -> Vec<u32> {
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(BANDS);
        for key in sketch.bands() {
            let slot = self.table.get(place(key)).copied().unwrap_or(0);
            let other = u32::try_from(slot & u64::from(u32::MAX)).unwrap_or(0);
            if slot >> 32 != u64::from(key) || other == id {
                continue;
            }
            match found.iter_mut().find(|(_, known)| *known == other) {
                Some((times, _)) => *times += 1,
                None => found.push((1, other)),
            }
        }
        found.sort_unstable_by_key(|(times, other)| std::cmp::Reverse((*times, *other)));
        found.into_iter().map(|(_, other)| other).collect()
    }

    /// Makes two articles, with all their copies, one story. A story has the number of its first article.
    pub(crate) fn unite(
        &mut self,
        connection: &Connection,
        id: u32,
        other: u32,
    ) -> rusqlite::Result<()> {
        let story = |article: u32| -> rusqlite::Result<Option<u32>> {
            connection
                .prepare_cached("SELECT copies FROM article WHERE id = ?1")?
                .query_row([article], |row| row.get(0))
        };
        let (mine, theirs) = (story(id)?, story(other)?);
        if mine.is_some() && mine == theirs {
            return Ok(());
        }
        let first = mine.unwrap_or(id).min(theirs.unwrap_or(other));
        connection
            .prepare_cached("INSERT OR IGNORE INTO unplaced VALUES (?1), (?2)")?
            .execute((id, other))?;
        for (article, story) in [(id, mine), (other, theirs)] {
            match story {
                Some(story) => connection
                    .prepare_cached("UPDATE article SET copies = ?1 WHERE copies = ?2")?
                    .execute((first, story))?,
                None => connection
                    .prepare_cached("UPDATE article SET copies = ?1 WHERE id = ?2")?
                    .execute((first, article))?,
            };
        }
        let members: Vec<u32> = connection
            .prepare_cached("SELECT id FROM article WHERE copies = ?1 ORDER BY id DESC LIMIT ?2")?
            .query_map((first, TOLD), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let others = members.into_iter().filter(|member| *member != id);
        self.changed.extend(others.map(ArticleId));
        Ok(())
    }
}

/// Whether an article was remembered.
pub(crate) fn is_remembered(connection: &Connection, id: u32) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM near WHERE article = ?1")?
        .exists([id])
}

/// The articles with the copies of each.
pub(crate) fn with_copies(
    connection: &Connection,
    articles: &[ArticleId],
) -> rusqlite::Result<Vec<ArticleId>> {
    let mut copies = connection.prepare_cached(
        "SELECT b.id FROM article a JOIN article b ON b.copies = a.copies WHERE a.id = ?1",
    )?;
    let mut all = articles.to_vec();
    for id in articles {
        let mut rows = copies.query([id.0])?;
        while let Some(row) = rows.next()? {
            all.push(ArticleId(row.get(0)?));
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// How many other copies of a story there are.
pub(crate) fn count_others(connection: &Connection, story: Option<u32>) -> rusqlite::Result<u32> {
    let Some(story) = story else {
        return Ok(0);
    };
    let all: u32 = connection
        .prepare_cached("SELECT count(*) FROM article WHERE copies = ?1")?
        .query_row([story], |row| row.get(0))?;
    Ok(all.saturating_sub(1))
}

fn place(key: u32) -> usize {
    let spread = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    usize::try_from(spread).unwrap_or(0) % SLOTS
}

/// Whether the stored article is a copy: printed at about the same time, and the same in its words.
fn is_copy(connection: &Connection, article: &Article, other: u32) -> rusqlite::Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT a.published, s.name, d.packed, d.body
             FROM article a JOIN document d ON d.article = a.id LEFT JOIN source s ON s.id = a.source
             WHERE a.id = ?1",
        )?
        .query_row([other], |row| {
            let published: Option<i64> = row.get(0)?;
            let source: Option<String> = row.get(1)?;
            let details = row.get_ref(2)?.as_blob()?;
            let body = row.get_ref(3)?.as_blob()?;
            let text = document::unpack_text(details, body).map(Cow::into_owned);
            Ok((published, source, text))
        })
        .optional()?;
    let Some((published, source, Some(text))) = found else {
        return Ok(false);
    };
    let apart = match (published, article.meta.published) {
        (Some(a), Some(b)) => a.abs_diff(b.0) > SAME_DAYS,
        _ => false,
    };
    if apart {
        return Ok(false);
    }
    let overlap = similar::overlap(&article.text, &text);
    let same_source = source.is_some() && source.as_deref() == article.meta.source.as_deref();
    Ok(overlap.is_same_story() && (!same_source || overlap.jaccard >= SAME_SOURCE))
}

#[cfg(test)]
mod tests;
