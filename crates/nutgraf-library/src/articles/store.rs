//! Owns: storing an article with its analysis, or bringing the stored one up to date.
//! Promises: an article is stored wholly or not at all; the reader's marks are never touched; a replaced text stays as a
//! revision.

pub(crate) mod known;
pub(crate) mod presence;
pub(crate) mod stored;

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};

use crate::articles::copies;
use crate::articles::identity;
use crate::articles::marks;
use crate::articles::signature;
use crate::articles::store::known::Known;
use crate::codec::analysis::{self, Presence};
use crate::codec::document::{self, Packed, Unpacked};
use crate::database::writer_cache::WriterCache;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::flaw::FlawKind;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::identity::Identity;
use nutgraf_read::text::boilerplate::{self, Source};

/// What storing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The library did not have it.
    New,
    /// The library had it, and something was different.
    Updated,
    /// The library had it exactly so.
    Same,
}

/// What the library learns from an article about what its source puts under many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Learns {
    /// Which of its paragraphs others have, too.
    Boilerplate,
    /// Nothing: it stays as it is.
    Nothing,
}

/// Stores one article inside the caller's transaction.
pub(crate) fn put(
    connection: &Connection,
    cache: &mut WriterCache,
    analyzed: &Analyzed,
    learns: Learns,
) -> rusqlite::Result<(ArticleId, Outcome)> {
    let known = known::find(connection, &analyzed.article)?;
    put_as(connection, cache, analyzed, known, learns)
}

/// The same, of an article that was sought already.
pub(crate) fn put_as(
    connection: &Connection,
    cache: &mut WriterCache,
    analyzed: &Analyzed,
    known: Option<Known>,
    learns: Learns,
) -> rusqlite::Result<(ArticleId, Outcome)> {
    let text = identity::of_text(&analyzed.article.text);
    match known {
        None => {
            let now = now(connection)?;
            let mut analyzed = Cow::Borrowed(analyzed);
            if known::lies_ahead(&analyzed.article, now) {
                known::date_by_arrival(&mut analyzed.to_mut().article, now);
            }
            let packed = document::pack(&analyzed.article);
            let id = insert(connection, cache, &analyzed, &packed, learns)?;
            if let Some(copy) = known::of_same_words(connection, &analyzed.article, text)? {
                cache.copies.unite(connection, id, copy)?;
            }
            known::remember(connection, id, &analyzed.article, text)?;
            Ok((ArticleId(id), Outcome::New))
        }
        Some(known) => {
            let mut analyzed = analyzed.clone();
            known::fill_in(&mut analyzed.article, &known.meta);
            known::date_by_arrival(&mut analyzed.article, known.added);
            let outcome = update(connection, cache, &mut analyzed, &known, learns)?;
            if outcome == Outcome::Updated {
                known::remember(connection, known.id, &analyzed.article, text)?;
            }
            Ok((ArticleId(known.id), outcome))
        }
    }
}

/// The present, in seconds since 1970.
fn now(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT unixepoch()")?
        .query_row([], |row| row.get(0))
}

/// Takes an article out, with all that hangs on it. The caller counts it out.
pub(crate) fn remove(
    connection: &Connection,
    cache: &mut WriterCache,
    id: u32,
) -> rusqlite::Result<()> {
    let Some(known) = known::load(connection, id)? else {
        return Ok(());
    };
    presence::unindex(connection, cache, &known)?;
    cache.index.remove(id);
    // What the reader did with it, its text, analysis and revisions go with it by their foreign keys.
    connection
        .prepare_cached("DELETE FROM article WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

fn insert(
    connection: &Connection,
    cache: &mut WriterCache,
    analyzed: &Analyzed,
    packed: &Packed,
    learns: Learns,
) -> rusqlite::Result<u32> {
    let Analyzed { article, analysis } = analyzed;
    let meta = &article.meta;
    let all = presence::of(connection, cache, analyzed)?;
    let cast = presence::distinct(&all);
    let source = source_row(connection, meta.source.as_deref())?;
    connection
        .prepare_cached(
            "INSERT INTO article
               (key, published, words, version, digest, added, source, language, title, byline, actors, url)
             VALUES (?1, ?2, ?3, ?4, ?5, unixepoch(), ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            known::free_key(connection, article)?,
            meta.published.map(|m| m.0),
            analysis.words,
            analysis.version,
            known::digest_of(article, packed),
            source,
            meta.language,
            meta.title,
            meta.byline,
            analysis::pack_presence(&cast),
            meta.url,
        ])?;
    // Rows are counted from 1 and never used again; the four thousand millionth would not fit and fails here.
    let row = connection.last_insert_rowid();
    let id = u32::try_from(row).or(Err(rusqlite::Error::IntegralValueOutOfRange(0, row)))?;
    connection
        .prepare_cached("INSERT INTO document (article, packed, body) VALUES (?1, ?2, ?3)")?
        .execute((id, &packed.details, &packed.body))?;
    connection
        .prepare_cached("INSERT INTO analysis (article, packed) VALUES (?1, ?2)")?
        .execute((id, briefing_of(analyzed, &all)))?;
    cache
        .index
        .add(id, &article.meta.title, &article.text, false);
    presence::index(cache, id, meta.published, &cast);
    let rows: Vec<_> = cast.iter().map(|one| one.actor).collect();
    cache.same_actors.separate(connection, &rows)?;
    cache.copies.join(connection, id, article)?;
    if learns == Learns::Boilerplate {
        cache.boilerplate.note(connection, id, article)?;
    }
    signature::keep(connection, id, analysis)?;
    Ok(id)
}

fn update(
    connection: &Connection,
    cache: &mut WriterCache,
    analyzed: &mut Analyzed,
    known: &Known,
    learns: Learns,
) -> rusqlite::Result<Outcome> {
    let id = known.id;
    if known.key != *analyzed.article.key.0 {
        known::mark(connection, id, identity::of_key(&analyzed.article.key.0))?;
    }
    let mut packed = document::pack(&analyzed.article);
    let mut digest = known::digest_of(&analyzed.article, &packed);
    let origin = if digest == known.digest {
        None
    } else {
        origin_of(connection, id)?
    };
    // From another place, and the same in all it says: it stays as it is.
    if let Some(origin) = &origin
        && known::says_the_same(connection, known, &analyzed.article, &packed)?
    {
        analyzed.article.origin.clone_from(origin);
        packed = document::pack(&analyzed.article);
        digest = known::digest_of(&analyzed.article, &packed);
    }
    let analyzed = &*analyzed;
    let same_document = digest == known.digest;
    if same_document && analyzed.analysis.version < known.version {
        return Ok(Outcome::Same);
    }
    let all = presence::of(connection, cache, analyzed)?;
    let cast = presence::distinct(&all);
    let briefing = briefing_of(analyzed, &all);
    if same_document {
        let old: Option<Vec<u8>> = connection
            .prepare_cached("SELECT packed FROM analysis WHERE article = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if old.as_deref() == Some(&briefing) {
            return Ok(Outcome::Same);
        }
    } else {
        // Two documents of one file may be taken for one article: importing the file again shall not change it twice.
        let twin = known.key != *analyzed.article.key.0;
        let sibling = origin.is_some_and(|stored| is_sibling(&stored, &analyzed.article.origin));
        if stood(connection, id, &analyzed.article, twin || sibling, sibling)? {
            return Ok(Outcome::Same);
        }
        if !replace_document(connection, cache, known, &analyzed.article, &packed)? {
            return Ok(Outcome::Same);
        }
    }
    presence::unindex(connection, cache, known)?;
    let meta = &analyzed.article.meta;
    connection
        .prepare_cached(
            "UPDATE article SET published = ?2, words = ?3, version = ?4, digest = ?5, source = ?6, language = ?7,
               title = ?8, byline = ?9, actors = ?10, url = ?11 WHERE id = ?1",
        )?
        .execute(params![
            id,
            meta.published.map(|m| m.0),
            analyzed.analysis.words,
            analyzed.analysis.version,
            digest,
            source_row(connection, meta.source.as_deref())?,
            meta.language,
            meta.title,
            meta.byline,
            analysis::pack_presence(&cast),
            meta.url,
        ])?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO analysis (article, packed) VALUES (?1, ?2)")?
        .execute((id, &briefing))?;
    presence::index(cache, id, meta.published, &cast);
    let rows: Vec<_> = cast.iter().map(|one| one.actor).collect();
    cache.same_actors.separate(connection, &rows)?;
    // An article of an older library has not been compared with the others yet.
    if !same_document || !copies::is_remembered(connection, id)? {
        cache.copies.join(connection, id, &analyzed.article)?;
        match learns {
            Learns::Boilerplate => cache.boilerplate.note(connection, id, &analyzed.article)?,
            Learns::Nothing => cache.boilerplate.leave(connection, id)?,
        }
    }
    signature::keep(connection, id, &analyzed.analysis)?;
    Ok(Outcome::Updated)
}

/// Where the stored form came from.
fn origin_of(connection: &Connection, id: u32) -> rusqlite::Result<Option<String>> {
    let details: Option<Vec<u8>> = connection
        .prepare_cached("SELECT packed FROM document WHERE article = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(details
        .as_deref()
        .and_then(document::unpack_origin)
        .map(str::to_owned))
}

/// Whether two origins are different records of one file.
fn is_sibling(stored: &str, origin: &str) -> bool {
    match (record_of(stored), record_of(origin)) {
        (Some((file, record)), Some((its_file, its_record))) => {
            file == its_file && record != its_record
        }
        _ => false,
    }
}

/// A file's name and the number of a record in it: `news.jsonl:17`.
fn record_of(origin: &str) -> Option<(&str, u64)> {
    let (file, record) = origin.rsplit_once(':')?;
    Some((file, record.parse().ok()?))
}

/// Whether an article has had this headline and text before: from this very place, when it has come from elsewhere since, so
/// that two feeds that tell of one page each in its own words take no turns, and none that say the same of it; or, of `twins`,
/// from any place, and with `now` as well as it stands.
fn stood(
    connection: &Connection,
    id: u32,
    article: &Article,
    twins: bool,
    now: bool,
) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT title, packed, body FROM (
           SELECT 0 AS earlier, (SELECT title FROM article WHERE id = ?1) AS title, packed, body
             FROM document WHERE article = ?1
           UNION ALL SELECT id, title, packed, body FROM revision WHERE article = ?1
         ) ORDER BY earlier = 0 DESC, earlier DESC",
    )?;
    let mut rows = statement.query([id])?;
    let (mut same_text, mut same_place) = (false, false);
    let mut current = true;
    let mut elsewhere = false;
    let entry = matches!(article.identity, Identity::Entry { .. });
    while let Some(row) = rows.next()? {
        let packed = row.get_ref(1)?.as_blob()?;
        // A form without a text of its own had that of the one after it.
        if !packed.is_empty() {
            let text = document::unpack_text(packed, row.get_ref(2)?.as_blob()?);
            same_text = text.is_some_and(|text| *text == *article.text);
            same_place = document::unpack_origin(packed) == Some(article.origin.as_str());
        }
        elsewhere |= current && !same_place;
        let title: String = row.get(0)?;
        let repeats = if current { entry } else { same_place };
        let counts = twins && (now || !current) || elsewhere && repeats;
        if counts && same_text && title == article.meta.title {
            return Ok(true);
        }
        current = false;
    }
    Ok(false)
}

/// Whether an article is the stored one without what its source puts under many of its articles: no other version of it.
fn is_cleaned(
    connection: &Connection,
    cache: &mut WriterCache,
    article: &Article,
    old: &Unpacked,
) -> rusqlite::Result<bool> {
    // This may be the first article that a writer sees.
    cache.boilerplate.load(connection)?;
    let gone =
        Source::of(article).gone(&old.blocks, &old.text, |mark| cache.boilerplate.knows(mark));
    Ok(!gone.is_empty() && boilerplate::rest(&old.blocks, &old.text, &gone) == *article.text)
}

/// Leaves the reader at the words where they were.
fn keep_place(
    connection: &Connection,
    id: u32,
    old: &Unpacked,
    article: &Article,
) -> rusqlite::Result<()> {
    let position: Option<u32> = connection
        .prepare_cached("SELECT position FROM state WHERE article = ?1 AND position > 0")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(position) = position else {
        return Ok(());
    };
    // Of what stood before, what still stands before: paragraphs keep their order.
    let mut kept = article.blocks.iter().peekable();
    let mut now = 0;
    for block in old.blocks.iter().filter(|b| b.span.start <= position) {
        let line = block.span.of(&old.text);
        if let Some(same) = kept.next_if(|kept| kept.span.of(&article.text) == line) {
            let inside = (position - block.span.start).min(block.span.end - block.span.start);
            now = same.span.start + inside;
        }
    }
    marks::set_position(connection, ArticleId(id), now)
}

/// Puts a changed document in the place of the old one, which stays as a revision unless it was only cleaned. Answers `false`, and does nothing,
/// when the new one is only a cut-off form of the old one.
fn replace_document(
    connection: &Connection,
    cache: &mut WriterCache,
    known: &Known,
    article: &Article,
    packed: &Packed,
) -> rusqlite::Result<bool> {
    let old: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached("SELECT packed, body FROM document WHERE article = ?1")?
        .query_row([known.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let mut text_changed = true;
    let mut cleaned = false;
    if let Some((details, body)) = &old
        && let Some(old) = document::unpack(details, body)
    {
        let cut = |flaws: &[nutgraf_read::model::flaw::Flaw]| {
            flaws.iter().any(|f| f.kind == FlawKind::Truncated)
        };
        let shorter = article.text.len() < old.text.len();
        if shorter && cut(&article.flaws) && !cut(&old.flaws) {
            return Ok(false);
        }
        text_changed = old.text != article.text;
        cleaned = text_changed && is_cleaned(connection, cache, article, &old)?;
        if cleaned {
            keep_place(connection, known.id, &old, article)?;
        }
    }
    let title_changed = known.meta.title != article.meta.title;
    if let Some((details, body)) = old
        && (text_changed && !cleaned || title_changed)
    {
        // A new headline over the same text: the revision holds the headline only.
        let (details, body) = if text_changed {
            (details, body)
        } else {
            (Vec::new(), Vec::new())
        };
        connection
            .prepare_cached(
                "INSERT INTO revision (article, replaced, title, packed, body)
                 VALUES (?1, unixepoch(), ?2, ?3, ?4)",
            )?
            .execute((known.id, &known.meta.title, details, body))?;
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO document (article, packed, body) VALUES (?1, ?2, ?3)",
        )?
        .execute((known.id, &packed.details, &packed.body))?;
    if text_changed || title_changed {
        cache
            .index
            .add(known.id, &article.meta.title, &article.text, true);
    }
    Ok(true)
}

fn briefing_of(analyzed: &Analyzed, presence: &[Presence]) -> Vec<u8> {
    let rows: Vec<_> = presence.iter().map(|p| p.actor).collect();
    analysis::pack(&analyzed.analysis, &rows)
}

fn source_row(connection: &Connection, name: Option<&str>) -> rusqlite::Result<Option<u32>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let found = connection
        .prepare_cached("SELECT id FROM source WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if found.is_some() {
        return Ok(found);
    }
    connection
        .prepare_cached("INSERT INTO source (name) VALUES (?1) RETURNING id")?
        .query_row([name], |row| row.get(0))
        .map(Some)
}

#[cfg(test)]
mod tests;
