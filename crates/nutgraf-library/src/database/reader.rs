//! Owns: `Reader`, the way to read a library: the list and its counts; its parts read articles, actors and the index.
//! Promises: never changes anything; every query is short, so that writers are not held up.

pub(crate) mod article;
pub(crate) mod cast;
pub(crate) mod find;
pub(crate) mod line;
pub(crate) mod phrases;
pub(crate) mod revisions;
pub(crate) mod sentences;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use crate::actors::catalog_numbers::CatalogNumbers;
use crate::actors::corrections::CorrectionsFile;
use crate::actors::rows;
use crate::actors::view::{ActorView, ShownAs};
use crate::articles::catch_up;
use crate::articles::copies;
use crate::catalog::Counts;
use crate::codec::analysis::{self, ActorRow, Presence};
use crate::codec::document;
use crate::database::connect::Place;
use crate::error::LibraryError;
use nutgraf_read::model::analysis::nut;
use nutgraf_read::model::headline::{ActorName, Headline, Marks};
use nutgraf_read::model::id::{ActorId, ArticleId, ArticleKey};
use nutgraf_read::model::moment::Moment;

/// So many actors of an article are named in a list.
const LISTED_ACTORS: usize = 8;

/// So many names of actors are remembered between queries.
const MOST_NAMES: usize = 8192;

pub(crate) const READING: &str = "cannot read the library";

/// Reads a library. Cheap to make; each thread has its own.
#[derive(Debug)]
pub struct Reader {
    pub(crate) connection: Connection,
    pub(crate) place: Place,
    pub(crate) numbers: RefCell<CatalogNumbers>,
    names: RefCell<HashMap<ActorRow, Option<ActorName>>>,
    pub(crate) corrections: Option<Arc<CorrectionsFile>>,
    pub(crate) view: RefCell<ActorView>,
    /// Actors that the catalog that is being filled shows otherwise than they are shown now.
    pub(crate) changed_actors: RefCell<BTreeSet<ActorId>>,
    /// The marks of boilerplate, and the last row of them that was read.
    learnt: RefCell<(i64, Arc<HashSet<u64>>)>,
}

impl Reader {
    /// Over a connection.
    pub fn new(connection: Connection, place: Place) -> Self {
        Self {
            connection,
            place,
            numbers: RefCell::default(),
            names: RefCell::default(),
            corrections: None,
            view: RefCell::default(),
            changed_actors: RefCell::default(),
            learnt: RefCell::default(),
        }
    }

    /// The same, showing actors as the reader has corrected them and as the library found them to be one. Without, all is
    /// read as it is stored.
    pub(crate) fn correcting(mut self, corrections: Arc<CorrectionsFile>) -> Self {
        self.corrections = Some(corrections);
        self
    }

    /// Takes notice of corrections and of what was found out about spellings since the last time.
    pub(crate) fn attend(&self) -> rusqlite::Result<()> {
        let Some(corrections) = &self.corrections else {
            return Ok(());
        };
        let mut view = self.view.borrow_mut();
        let (version, corrections) = corrections.current();
        let follows = view.version() == version;
        let mut related = BTreeSet::new();
        if !follows {
            related = view.affected(&self.connection, &corrections)?;
            view.follow(version, corrections);
        }
        let learnt = view.learn(&self.connection)?;
        if follows && learnt.is_empty() {
            return Ok(());
        }
        self.names.borrow_mut().clear();
        if self.numbers.borrow().has_begun() {
            related.extend(learnt);
            if !follows {
                related.extend(view.ids_by_mention(&self.connection)?);
            }
            self.changed_actors
                .borrow_mut()
                .extend(view.related(&related));
        }
        Ok(())
    }

    /// The same, as far as a list needs it: most libraries are shown without the names of all spellings being read.
    fn attend_to_names(&self) -> rusqlite::Result<()> {
        if let Some(corrections) = &self.corrections {
            let (version, corrections) = corrections.current();
            let mut view = self.view.borrow_mut();
            if view.rows_suffice() && corrections.is_empty() {
                view.follow(version, corrections);
                if view.learn_rows(&self.connection)? {
                    self.names.borrow_mut().clear();
                }
                return Ok(());
            }
        }
        self.attend()
    }

    pub(crate) fn answer<T>(&self, found: rusqlite::Result<T>) -> Result<T, LibraryError> {
        found.map_err(self.place.failed(READING))
    }

    /// A page of the list, the newest first; articles without a date come last.
    pub fn newest(&self, limit: usize, offset: usize) -> Result<Vec<Headline>, LibraryError> {
        let ids = self.answer(self.ids(
            "SELECT id FROM article ORDER BY published DESC, id DESC LIMIT ?1 OFFSET ?2",
            (limit.cast_signed(), offset.cast_signed()),
        ))?;
        self.headlines(&ids)
    }

    /// The first `limit` articles of the list, every copy of a story among them.
    pub fn newest_ids(&self, limit: usize) -> Result<Vec<ArticleId>, LibraryError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.answer(self.ids(
            "SELECT id FROM article ORDER BY published DESC, id DESC LIMIT ?1",
            [limit],
        ))
    }

    /// The first page of the list as a screen shows it: of each story the newest copy only.
    pub fn newest_stories(&self, limit: usize) -> Result<Vec<Headline>, LibraryError> {
        let find = || -> rusqlite::Result<Vec<ArticleId>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT id, copies FROM article ORDER BY published DESC, id DESC",
            )?;
            let mut rows = statement.query([])?;
            let (mut found, mut seen) = (Vec::with_capacity(limit), HashSet::new());
            while found.len() < limit
                && let Some(row) = rows.next()?
            {
                let copies: Option<u32> = row.get(1)?;
                if copies.is_none_or(|copies| seen.insert(copies)) {
                    found.push(ArticleId(row.get(0)?));
                }
            }
            Ok(found)
        };
        let ids = self.answer(find())?;
        self.headlines(&ids)
    }

    pub(crate) fn ids(
        &self,
        statement: &str,
        parameters: impl rusqlite::Params,
    ) -> rusqlite::Result<Vec<ArticleId>> {
        self.connection
            .prepare_cached(statement)?
            .query_map(parameters, |row| Ok(ArticleId(row.get(0)?)))?
            .collect()
    }

    /// The rows of a list for some articles, in the given order; those that are gone are left out.
    pub fn headlines(&self, ids: &[ArticleId]) -> Result<Vec<Headline>, LibraryError> {
        let snapshot = self.answer(self.snapshot())?;
        self.answer(self.attend_to_names())?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.answer(self.headline(*id))?);
        }
        drop(snapshot);
        Ok(found)
    }

    /// Several queries that see the same state and share one lock; ends when it is dropped.
    pub(crate) fn snapshot(&self) -> rusqlite::Result<Transaction<'_>> {
        self.connection.unchecked_transaction()
    }

    fn headline(&self, id: ArticleId) -> rusqlite::Result<Option<Headline>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.key, a.title, s.name, a.byline, a.url, a.published, a.words, a.version, a.actors,
                    t.read, t.starred, n.packed, d.packed, d.body, a.copies
             FROM article a
             LEFT JOIN source s ON s.id = a.source
             LEFT JOIN state t ON t.article = a.id
             LEFT JOIN analysis n ON n.article = a.id
             LEFT JOIN document d ON d.article = a.id
             WHERE a.id = ?1",
        )?;
        let mut rows = statement.query([id.0])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let version: u32 = row.get(7)?;
        let presence = analysis::unpack_presence(row.get_ref(8)?.as_blob()?).unwrap_or_default();
        let names = self.names_of(id, &presence)?;
        let said = said_of(row)?;
        Ok(Some(Headline {
            id,
            key: ArticleKey(row.get(0)?),
            title: row.get(1)?,
            source: row.get(2)?,
            byline: row.get(3)?,
            url: row.get(4)?,
            published: row.get::<_, Option<i64>>(5)?.map(Moment),
            words: row.get(6)?,
            marks: Marks {
                read: row.get::<_, Option<bool>>(9)?.unwrap_or(false),
                starred: row.get::<_, Option<bool>>(10)?.unwrap_or(false),
                tags: self.tags(id)?,
            },
            summary: said.summary,
            nut: said.nut,
            actors: names,
            phrases: said.phrases,
            copies: copies::count_others(&self.connection, row.get(14)?)?,
            analyzed: version > 0,
        }))
    }

    pub(crate) fn tags(&self, id: ArticleId) -> rusqlite::Result<Vec<Arc<str>>> {
        self.connection
            .prepare_cached(
                "SELECT tag.name FROM article_tag JOIN tag ON tag.id = article_tag.tag
                 WHERE article_tag.article = ?1 ORDER BY tag.name",
            )?
            .query_map([id.0], |row| row.get(0))?
            .collect()
    }

    /// The actors that a row of the list names.
    fn names_of(&self, id: ArticleId, presence: &[Presence]) -> rusqlite::Result<Vec<ActorName>> {
        let by_mention = {
            let view = self.view.borrow();
            presence.iter().any(|one| view.goes_by_mention(one.actor))
        };
        if by_mention && let Some((analysis, _)) = self.looked_at(id)? {
            let names = analysis.entities.into_iter().take(LISTED_ACTORS);
            return Ok(names
                .map(|entity| ActorName {
                    id: entity.id,
                    name: Arc::from(entity.name),
                    kind: entity.kind,
                })
                .collect());
        }
        let mut names: Vec<ActorName> = Vec::with_capacity(presence.len().min(LISTED_ACTORS));
        for one in presence {
            if names.len() == LISTED_ACTORS {
                break;
            }
            let name = self.actor_name(one.actor)?;
            names.extend(name.filter(|name| names.iter().all(|other| other.id != name.id)));
        }
        Ok(names)
    }

    fn actor_name(&self, row: ActorRow) -> rusqlite::Result<Option<ActorName>> {
        if let Some(name) = self.names.borrow().get(&row) {
            return Ok(name.clone());
        }
        let view = self.view.borrow();
        let stored: Option<(Arc<str>, String, u8)> = self
            .connection
            .prepare_cached("SELECT public, name, kind FROM actor WHERE id = ?1")?
            .query_row([view.row_shown_as(row)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let found = match stored {
            None => None,
            Some((id, name, kind)) => match view.shown_as(&id) {
                ShownAs::Hidden => None,
                ShownAs::Actor(as_whom) => {
                    let (name, kind) = if *as_whom == *id {
                        view.corrected_name(&id, name, rows::kind_of(kind))
                    } else {
                        view.describe(&self.connection, as_whom)?
                    };
                    Some(ActorName {
                        id: ActorId::from(as_whom),
                        name: Arc::from(name),
                        kind,
                    })
                }
            },
        };
        let mut names = self.names.borrow_mut();
        if names.len() >= MOST_NAMES {
            names.clear();
        }
        names.insert(row, found.clone());
        Ok(found)
    }

    /// The last article that had arrived before a moment; ids and arrivals go up together.
    pub fn arrived_before(&self, at: Moment) -> Result<ArticleId, LibraryError> {
        let find = || -> rusqlite::Result<ArticleId> {
            let mut statement = self.connection.prepare_cached(
                "SELECT id, added FROM article WHERE id <= ?1 ORDER BY id DESC LIMIT 1",
            )?;
            let last = self.ids("SELECT ifnull(max(id), 0) FROM article", [])?;
            // All up to `before` had arrived, and none above `from`.
            let (mut before, mut from) = (0, last.first().map_or(0, |id| id.0));
            while before < from {
                let middle = before + (from - before).div_ceil(2);
                let row: Option<(u32, i64)> = statement
                    .query_row([middle], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                match row {
                    Some((id, added)) if id > before && added < at.0 => before = middle,
                    Some((id, _)) if id > before => from = id - 1,
                    _ => before = middle,
                }
            }
            Ok(ArticleId(before))
        };
        self.answer(find())
    }

    /// How much there is. What is new is known to a catalog only.
    pub fn counts(&self) -> Result<Counts, LibraryError> {
        let one = |name: &str| -> rusqlite::Result<u32> {
            self.connection
                .prepare_cached("SELECT max(value, 0) FROM tally WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
        };
        let counts = || {
            let articles = one("articles")?;
            Ok(Counts {
                articles,
                unread: articles.saturating_sub(one("read")?),
                starred: one("starred")?,
                new: 0,
            })
        };
        self.answer(counts())
    }

    /// Articles to be analysed anew: those that an older version of the analyser has read, the oldest reading first, then those
    /// that hold boilerplate which was not known as such when they were stored.
    pub fn stale(&self, version: u32, limit: usize) -> Result<Vec<ArticleId>, LibraryError> {
        let mut stale = self.answer(self.ids(
            "SELECT id FROM article WHERE version < ?1 ORDER BY version, id LIMIT ?2",
            (version, limit.cast_signed()),
        ))?;
        stale.extend(self.unclean(limit.saturating_sub(stale.len()))?);
        Ok(stale)
    }

    /// Articles that hold boilerplate which was not known as such when they were stored.
    pub fn unclean(&self, limit: usize) -> Result<Vec<ArticleId>, LibraryError> {
        let limit = limit.cast_signed();
        self.answer(self.ids("SELECT article FROM unclean LIMIT ?1", [limit]))
    }

    /// Whether articles are still to be brought over by `Writer::catch_up`.
    pub fn is_behind(&self) -> Result<bool, LibraryError> {
        self.answer(catch_up::behind(&self.connection).map(|behind| behind > 0))
    }

    /// The marks of paragraphs that sources put under many of their articles, as far as the library has found out.
    pub fn boilerplate(&self) -> Result<Arc<HashSet<u64>>, LibraryError> {
        let mut learnt = self.learnt.borrow_mut();
        let (last, marks) = &mut *learnt;
        let mut learn = || -> rusqlite::Result<()> {
            let mut statement = self
                .connection
                .prepare_cached("SELECT id, mark FROM boilerplate WHERE id > ?1 ORDER BY id")?;
            let mut rows = statement.query([*last])?;
            while let Some(row) = rows.next()? {
                *last = row.get(0)?;
                Arc::make_mut(marks).insert(row.get::<_, i64>(1)?.cast_unsigned());
            }
            Ok(())
        };
        self.answer(learn())?;
        Ok(Arc::clone(marks))
    }

    /// A number that is another one whenever any other connection (of this process or another) has written since the
    /// last question.
    pub fn data_version(&self) -> Result<u64, LibraryError> {
        let ask = || {
            self.connection
                .prepare_cached("PRAGMA data_version")?
                .query_row([], |row| row.get::<_, u32>(0))
        };
        self.answer(ask()).map(u64::from)
    }
}

/// What a row of the list tells of its article's text.
#[derive(Default)]
struct Said {
    summary: Vec<Arc<str>>,
    /// The place of the best of these sentences.
    nut: usize,
    phrases: Vec<Arc<str>>,
}

fn said_of(row: &Row<'_>) -> rusqlite::Result<Said> {
    let (Some(packed), Some(details), Some(body)) = (
        row.get_ref(11)?.as_blob_or_null()?,
        row.get_ref(12)?.as_blob_or_null()?,
        row.get_ref(13)?.as_blob_or_null()?,
    ) else {
        return Ok(Said::default());
    };
    let summary = analysis::unpack_summary(packed).unwrap_or_default();
    let text = document::unpack_text(details, body).unwrap_or_default();
    let sentences = summary
        .iter()
        .map(|sentence| Arc::from(sentence.span.of(&text)));
    Ok(Said {
        summary: sentences.collect(),
        nut: nut(&summary),
        phrases: phrases_of(packed, &text),
    })
}

/// The keyphrases of a packed analysis, in the words of the text.
pub(crate) fn phrases_of(packed: &[u8], text: &str) -> Vec<Arc<str>> {
    let spans = analysis::unpack_keyphrases(packed).unwrap_or_default();
    spans.iter().map(|span| Arc::from(span.of(text))).collect()
}
