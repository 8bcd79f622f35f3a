//! Owns: knowing an article again, and what the library remembers to do so.
//! Promises: an id that a document gives itself is its identity; an entry of a feed is known by its guid before its address;
//! the same words under another address are another article.

use rusqlite::{Connection, OptionalExtension};

use crate::articles::identity;
use crate::codec::analysis::{self, Presence};
use crate::codec::document::{self, Packed};
use nutgraf_read::model::article::{Article, Meta};
use nutgraf_read::model::flaw::{Flaw, FlawKind};
use nutgraf_read::model::identity::{Identity, compared};
use nutgraf_read::model::moment::Moment;

/// A stored article, as far as storing it again needs to know.
pub(crate) struct Known {
    pub(crate) id: u32,
    pub(crate) key: String,
    pub(crate) published: Option<i64>,
    pub(crate) version: u32,
    pub(crate) digest: i64,
    /// When it was stored first.
    pub(crate) added: i64,
    pub(crate) meta: Meta,
    pub(crate) presence: Vec<Presence>,
}

impl Known {
    /// When it was published, which is part of its key in the index of actors.
    pub(crate) fn published(&self) -> Option<Moment> {
        self.published.map(Moment)
    }
}

/// Whether the library has this very document, read by this version of the analyser or a newer one, so that putting it
/// again would change nothing.
pub(crate) fn holds(
    connection: &Connection,
    article: &Article,
    version: u32,
) -> rusqlite::Result<bool> {
    let Some(known) = find(connection, article)? else {
        return Ok(false);
    };
    if known.version < version {
        return Ok(false);
    }
    let mut article = article.clone();
    fill_in(&mut article, &known.meta);
    date_by_arrival(&mut article, known.added);
    let packed = document::pack(&article);
    Ok(digest_of(&article, &packed) == known.digest
        || says_the_same(connection, &known, &article, &packed)?)
}

/// Whether a document that is not the stored one byte for byte differs from it only in where it came from.
pub(crate) fn says_the_same(
    connection: &Connection,
    known: &Known,
    article: &Article,
    packed: &Packed,
) -> rusqlite::Result<bool> {
    if identity::Headings::from(&article.meta) != identity::Headings::from(&known.meta) {
        return Ok(false);
    }
    let stored = connection
        .prepare_cached("SELECT packed, body FROM document WHERE article = ?1")?
        .query_row([known.id], |row| {
            let details = row.get_ref(0)?.as_blob()?;
            let same =
                document::without_origin(details) == document::without_origin(&packed.details);
            Ok(same && row.get_ref(1)?.as_blob()? == packed.body)
        })
        .optional()?;
    Ok(stored.unwrap_or(false))
}

/// So far ahead of its arrival a date may lie: somewhere it is tomorrow already.
const AHEAD: i64 = 86_400;

/// Whether an article says it is of a day that lies ahead of its arrival.
pub(crate) fn lies_ahead(article: &Article, arrived: i64) -> bool {
    let said = article.meta.published;
    said.is_some_and(|said| said.0 > arrived.saturating_add(AHEAD))
}

/// An article of a day that lies ahead stands where it arrived; what it said is told as a flaw.
pub(crate) fn date_by_arrival(article: &mut Article, arrived: i64) {
    let Some(said) = article
        .meta
        .published
        .filter(|_| lies_ahead(article, arrived))
    else {
        return;
    };
    article.meta.published = Some(Moment(arrived));
    article.meta.zone = None;
    article.flaws.push(Flaw::new(
        FlawKind::Date,
        format!("it is dated {said}, which lies ahead; it stands where it arrived"),
    ));
}

/// The stored article that this one is.
pub(crate) fn find(connection: &Connection, article: &Article) -> rusqlite::Result<Option<Known>> {
    match &article.identity {
        Identity::Own => by_key(connection, article),
        Identity::Address(address) => {
            if let Some(known) = by_key(connection, article)? {
                return Ok(Some(known));
            }
            match marked(connection, identity::of_key(&article.key.0))? {
                None => by_address(connection, article, address.as_deref()),
                known => Ok(known),
            }
        }
        Identity::Entry {
            guid,
            address,
            beside,
        } => {
            if let Some(guid) = guid
                && let Some(known) = marked(connection, identity::of_guid(*guid))?
            {
                return Ok(Some(known));
            }
            let known = match by_key(connection, article)? {
                None => by_address(connection, article, address.as_deref())?,
                known => known,
            };
            let Some(known) = known else { return Ok(None) };
            // A new guid may be a new name of the old article; not while that is in the feed under its own.
            for other in beside.iter().filter(|other| Some(**other) != *guid) {
                if row_of(connection, identity::of_guid(*other))? == Some(known.id) {
                    return Ok(None);
                }
            }
            Ok(Some(known))
        }
    }
}

fn by_key(connection: &Connection, article: &Article) -> rusqlite::Result<Option<Known>> {
    let id: Option<u32> = connection
        .prepare_cached("SELECT id FROM article WHERE key = ?1")?
        .query_row([&*article.key.0], |row| row.get(0))
        .optional()?;
    id.map_or(Ok(None), |id| load(connection, id))
}

/// By an address that tells the article from those that it came with.
fn by_address(
    connection: &Connection,
    article: &Article,
    address: Option<&str>,
) -> rusqlite::Result<Option<Known>> {
    let Some(address) = address else {
        return Ok(None);
    };
    let known = marked(connection, identity::of_address(address))?;
    // Where its fragment tells it from others, the page that they share is none of them.
    let page = article
        .meta
        .url
        .as_deref()
        .filter(|_| !address.contains('#'));
    match (known, page.and_then(identity::of_older_url)) {
        (None, Some(older)) => marked(connection, older),
        (known, _) => Ok(known),
    }
}

/// An article of the same words, printed at about the same time.
pub(crate) fn of_same_words(
    connection: &Connection,
    article: &Article,
    text: Option<i64>,
) -> rusqlite::Result<Option<u32>> {
    let known = text.map_or(Ok(None), |mark| marked(connection, mark))?;
    let near = known.filter(|known| match (known.published, article.meta.published) {
        (Some(a), Some(b)) => a.abs_diff(b.0) <= identity::SAME_TEXT_SECONDS.unsigned_abs(),
        _ => true,
    });
    Ok(near.map(|known| known.id))
}

/// A key for a new article: its own, unless another article has that, as an entry of a feed may find.
pub(crate) fn free_key(connection: &Connection, article: &Article) -> rusqlite::Result<String> {
    let own = article.key.0.to_string();
    if !matches!(article.identity, Identity::Entry { .. }) {
        return Ok(own);
    }
    let mut taken = connection.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?;
    let mut key = own.clone();
    let mut number = 1;
    while taken.exists([&key])? {
        number += 1;
        key = format!("{own}-{number}");
    }
    Ok(key)
}

fn row_of(connection: &Connection, mark: i64) -> rusqlite::Result<Option<u32>> {
    connection
        .prepare_cached("SELECT article FROM identity WHERE hash = ?1")?
        .query_row([mark], |row| row.get(0))
        .optional()
}

fn marked(connection: &Connection, mark: i64) -> rusqlite::Result<Option<Known>> {
    match row_of(connection, mark)? {
        Some(id) => load(connection, id),
        None => Ok(None),
    }
}

/// The article of a row.
pub(crate) fn load(connection: &Connection, id: u32) -> rusqlite::Result<Option<Known>> {
    connection
        .prepare_cached(
            "SELECT key, published, version, digest, title, byline, s.name, url, language, actors, added
             FROM article a LEFT JOIN source s ON s.id = a.source WHERE a.id = ?1",
        )?
        .query_row([id], |row| {
            let actors = row.get_ref(9)?.as_blob()?;
            let published: Option<i64> = row.get(1)?;
            Ok(Known {
                id,
                key: row.get(0)?,
                published,
                version: row.get(2)?,
                digest: row.get(3)?,
                added: row.get(10)?,
                meta: Meta {
                    title: row.get(4)?,
                    byline: row.get(5)?,
                    source: row.get(6)?,
                    url: row.get(7)?,
                    language: row.get(8)?,
                    published: published.map(Moment),
                    ..Meta::default()
                },
                presence: analysis::unpack_presence(actors).unwrap_or_default(),
            })
        })
        .optional()
}

/// The digest of a document with its headings.
pub(crate) fn digest_of(article: &Article, packed: &Packed) -> i64 {
    identity::digest(&(&article.meta).into(), &packed.details, &packed.body)
}

/// What the new document does not tell stays as it was; so does the source of one that comes from several places.
pub(crate) fn fill_in(article: &mut Article, old: &Meta) {
    let new = &mut article.meta;
    if new.title.is_empty() {
        new.title.clone_from(&old.title);
    }
    if article.identity != Identity::Own && old.source.is_some() {
        new.source = None;
    }
    for (new, old) in [
        (&mut new.byline, &old.byline),
        (&mut new.source, &old.source),
        (&mut new.url, &old.url),
        (&mut new.language, &old.language),
    ] {
        if new.is_none() {
            new.clone_from(old);
        }
    }
    new.published = new.published.or(old.published);
}

/// Stores by what the article will be known again; `text` is the mark of its words.
pub(crate) fn remember(
    connection: &Connection,
    id: u32,
    article: &Article,
    text: Option<i64>,
) -> rusqlite::Result<()> {
    if let Identity::Entry {
        guid: Some(guid), ..
    } = article.identity
    {
        mark(connection, id, identity::of_guid(guid))?;
    }
    let address = match &article.identity {
        Identity::Own => article
            .meta
            .url
            .as_deref()
            .and_then(|url| compared(url, false)),
        Identity::Address(_) | Identity::Entry { .. } => {
            article.identity.address().map(str::to_owned)
        }
    };
    // Whoever had an address or these words first keeps them, as long as it is there.
    let first = address
        .as_deref()
        .map(identity::of_address)
        .into_iter()
        .chain(text);
    for hash in first {
        connection
            .prepare_cached(
                "INSERT INTO identity (hash, article) VALUES (?1, ?2) ON CONFLICT (hash) DO UPDATE
                 SET article = excluded.article
                 WHERE NOT EXISTS (SELECT 1 FROM article WHERE id = identity.article)",
            )?
            .execute((hash, id))?;
    }
    Ok(())
}

/// Stores one mark.
pub(crate) fn mark(connection: &Connection, id: u32, hash: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO identity (hash, article) VALUES (?1, ?2)")?
        .execute((hash, id))?;
    Ok(())
}
