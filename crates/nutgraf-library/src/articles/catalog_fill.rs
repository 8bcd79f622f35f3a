//! Owns: filling the catalog's columns from the library, in chunks from the latest import back, and row by row.
//! Promises: memory is bounded by the chunk; each chunk is one short read, so that writers go on beside it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::Row as SqlRow;

use crate::actors::catalog_numbers::{CatalogNumbers, InCatalog};
use crate::catalog::Catalog;
use crate::catalog::chunk::ROWS;
use crate::catalog::row::{Row, RowActor};
use crate::codec::analysis;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::actor::Actor;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::headline::Marks;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// Where filling begins: above every article.
pub const NEWEST: ArticleId = ArticleId(u32::MAX);

/// Articles that every step takes in.
const SOME: usize = 64;
/// Rows of an index that are looked at before it is asked whether to go on.
const BETWEEN: usize = 1024;

type Tags = HashMap<u32, Vec<Arc<str>>>;

impl Reader {
    /// Takes the next articles with ids below `below` into the catalog, at most `limit`, so that the latest imports come
    /// first. Answers the last of them, below which to go on, or `None` when all are there. A reader fills one catalog;
    /// `NEWEST` begins anew with an empty one.
    pub fn fill(
        &self,
        catalog: &mut Catalog,
        below: ArticleId,
        limit: u32,
    ) -> Result<Option<ArticleId>, LibraryError> {
        self.fill_while(catalog, below, limit, &|| true)
    }

    /// The same; when `goes_on` says no, fewer, but some.
    pub fn fill_while(
        &self,
        catalog: &mut Catalog,
        below: ArticleId,
        limit: u32,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<ArticleId>, LibraryError> {
        self.answer(self.fill_some(catalog, below, limit, goes_on))
    }

    fn fill_some(
        &self,
        catalog: &mut Catalog,
        below: ArticleId,
        limit: u32,
        goes_on: &dyn Fn() -> bool,
    ) -> rusqlite::Result<Option<ArticleId>> {
        let _snapshot = self.snapshot()?;
        self.attend()?;
        self.renumber(catalog)?;
        let mut numbers = self.numbers.borrow_mut();
        numbers.step(limit);
        if below == NEWEST {
            numbers.restart(&self.connection)?;
            self.learn_feeds(catalog)?;
        } else {
            numbers.learn(&self.connection, catalog, &self.view.borrow())?;
        }
        let highest: Option<u32> = self
            .connection
            .prepare_cached("SELECT max(id) FROM article WHERE id < ?1")?
            .query_row([below.0], |row| row.get(0))?;
        let Some(highest) = highest else {
            return Ok(None);
        };
        // Neighbouring ids share a chunk of the catalog, and no step goes beyond one.
        let mut lowest = highest - highest % limit.max(1);
        let mut tags = self.tags_between(lowest, highest)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.title, a.published, a.source, a.byline, a.language, a.words, a.actors, t.read, t.starred,
                    a.copies, a.story
             FROM article a LEFT JOIN state t ON t.article = a.id
             WHERE a.id >= ?1 AND a.id <= ?2 ORDER BY a.id DESC",
        )?;
        let mut rows = statement.query((lowest, highest))?;
        let mut chunk = Vec::with_capacity((highest - lowest) as usize + 1);
        while let Some(found) = rows.next()? {
            let row = self.row(catalog, &mut numbers, found, &mut tags)?;
            let id = row.id.0;
            chunk.push(row);
            if chunk.len() >= SOME && !goes_on() {
                lowest = id;
                break;
            }
        }
        // Ascending ids are the cheapest order.
        chunk.reverse();
        catalog.extend(&chunk);
        self.origins_between(catalog, (lowest, highest))?;
        if (lowest as usize).is_multiple_of(ROWS) {
            catalog.trim(ArticleId(lowest));
        }
        Ok((lowest > 1).then_some(ArticleId(lowest)))
    }

    /// All articles in the order of the list, of each story the newest copy only, from indexes alone: the list of a
    /// library whose catalog is still loading. `None` when `goes_on` said no meanwhile.
    pub fn all_newest_while(
        &self,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<ArticleId>>, LibraryError> {
        self.answer(self.all_newest(goes_on))
    }

    fn all_newest(&self, goes_on: &dyn Fn() -> bool) -> rusqlite::Result<Option<Vec<ArticleId>>> {
        let stops = |count: usize| count.is_multiple_of(BETWEEN) && !goes_on();
        let mut copies = self.connection.prepare_cached(
            "SELECT id, copies FROM article INDEXED BY article_copies WHERE copies IS NOT NULL",
        )?;
        let mut stories: HashMap<ArticleId, u32> = HashMap::new();
        let mut rows = copies.query([])?;
        while let Some(row) = rows.next()? {
            stories.insert(ArticleId(row.get(0)?), row.get(1)?);
            if stops(stories.len()) {
                return Ok(None);
            }
        }
        let mut order = self
            .connection
            .prepare_cached("SELECT id FROM article ORDER BY published DESC, id DESC")?;
        let (mut seen, mut ids, mut looked_at) = (HashSet::new(), Vec::new(), 0);
        let mut rows = order.query([])?;
        while let Some(row) = rows.next()? {
            let id = ArticleId(row.get(0)?);
            if stories.get(&id).is_none_or(|story| seen.insert(*story)) {
                ids.push(id);
            }
            looked_at += 1;
            if stops(looked_at) {
                return Ok(None);
            }
        }
        Ok(Some(ids))
    }

    /// Brings the catalog's actors in step with how they are seen now. Answers the articles that have to be read anew.
    fn renumber(&self, catalog: &mut Catalog) -> rusqlite::Result<Vec<ArticleId>> {
        let related = std::mem::take(&mut *self.changed_actors.borrow_mut());
        if related.is_empty() {
            return Ok(Vec::new());
        }
        let view = self.view.borrow();
        let mut numbers = self.numbers.borrow_mut();
        let rows = numbers.renumber(&self.connection, catalog, &view, &related)?;
        let mut articles = Vec::new();
        for row in rows {
            let of_row = "SELECT article FROM article_actor WHERE actor = ?1";
            articles.extend(self.ids(of_row, [row])?);
        }
        Ok(articles)
    }

    /// Reads some articles anew into the catalog, for instance those of `changes_since`, and all whose actors are seen
    /// otherwise since the last time.
    pub fn refill(&self, catalog: &mut Catalog, ids: &[ArticleId]) -> Result<(), LibraryError> {
        self.answer(self.refill_each(catalog, ids))
    }

    fn refill_each(&self, catalog: &mut Catalog, ids: &[ArticleId]) -> rusqlite::Result<()> {
        let _snapshot = self.snapshot()?;
        self.attend()?;
        let mut ids = ids.to_vec();
        ids.extend(self.renumber(catalog)?);
        ids.sort_unstable();
        ids.dedup();
        let mut numbers = self.numbers.borrow_mut();
        numbers.step(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        numbers.learn(&self.connection, catalog, &self.view.borrow())?;
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.title, a.published, a.source, a.byline, a.language, a.words, a.actors, t.read, t.starred,
                    a.copies, a.story
             FROM article a LEFT JOIN state t ON t.article = a.id WHERE a.id = ?1",
        )?;
        let (mut gone, mut there) = (Vec::new(), Vec::new());
        for id in &ids {
            let mut rows = statement.query([id.0])?;
            if let Some(found) = rows.next()? {
                let mut tags = Tags::from([(id.0, self.tags(*id)?)]);
                there.push(self.row(catalog, &mut numbers, found, &mut tags)?);
            } else {
                gone.push(*id);
            }
        }
        catalog.extend(&there);
        self.origins_of(catalog, &ids)?;
        catalog.remove(&gone);
        Ok(())
    }

    /// The tags of the articles from `lowest` to `highest`; none for most libraries.
    fn tags_between(&self, lowest: u32, highest: u32) -> rusqlite::Result<Tags> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article_tag.article, tag.name FROM article_tag JOIN tag ON tag.id = article_tag.tag
             WHERE article_tag.article >= ?1 AND article_tag.article <= ?2
             ORDER BY article_tag.article, tag.name",
        )?;
        let mut rows = statement.query((lowest, highest))?;
        let mut tags = Tags::new();
        while let Some(row) = rows.next()? {
            tags.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(tags)
    }

    fn row(
        &self,
        catalog: &mut Catalog,
        numbers: &mut CatalogNumbers,
        found: &SqlRow<'_>,
        tags: &mut Tags,
    ) -> rusqlite::Result<Row> {
        let id: u32 = found.get(0)?;
        let presence = analysis::unpack_presence(found.get_ref(7)?.as_blob()?).unwrap_or_default();
        let mut actors: Vec<RowActor> = Vec::with_capacity(presence.len());
        let view = self.view.borrow();
        let mut by_mention = false;
        for one in presence {
            let found_as = numbers.of_actor(&self.connection, catalog, &view, one.actor)?;
            by_mention |= found_as == InCatalog::ByMention;
            let InCatalog::Actor(actor) = found_as else {
                continue;
            };
            let known = actors
                .iter_mut()
                .find(|a| !view.is_plain() && a.actor == actor);
            if let Some(known) = known {
                known.mentions += one.mentions;
                known.central |= one.central;
                known.speaks |= one.speaks;
                continue;
            }
            actors.push(RowActor {
                actor,
                mentions: one.mentions,
                central: one.central,
                speaks: one.speaks,
            });
        }
        if by_mention && let Some((analysis, _)) = self.looked_at(ArticleId(id))? {
            actors = shown(catalog, &analysis);
        }
        let source: Option<u32> = found.get(3)?;
        Ok(Row {
            id: ArticleId(id),
            title: found.get(1)?,
            published: found.get::<_, Option<i64>>(2)?.map(Moment),
            source: match source {
                Some(source) => numbers.source(&self.connection, source)?,
                None => None,
            },
            byline: found.get(4)?,
            language: found.get(5)?,
            words: found.get(6)?,
            copies: found.get::<_, Option<u32>>(10)?.unwrap_or(0),
            story: found.get::<_, Option<u32>>(11)?.unwrap_or(0),
            marks: Marks {
                read: found.get::<_, Option<bool>>(8)?.unwrap_or(false),
                starred: found.get::<_, Option<bool>>(9)?.unwrap_or(false),
                tags: tags.remove(&id).unwrap_or_default(),
            },
            actors,
        })
    }
}

/// The actors of an analysis that was looked at mention by mention.
fn shown(catalog: &mut Catalog, analysis: &Analysis) -> Vec<RowActor> {
    let all = analysis.entities.iter();
    all.map(|entity| RowActor {
        actor: catalog.intern(&Actor {
            id: entity.id.clone(),
            name: entity.name.clone(),
            kind: entity.kind,
            aliases: Vec::new(),
        }),
        mentions: u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX),
        central: entity.central,
        speaks: analysis
            .quotes
            .iter()
            .any(|quote| quote.is_said() && quote.speaker.as_ref() == Some(&entity.id)),
    })
    .collect()
}
