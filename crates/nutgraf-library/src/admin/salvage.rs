//! Owns: mending a damaged library: its readable rows go into a new one, the damaged file is set aside.
//! Promises: the damaged file is kept under another name; the new one takes its place only when it is finished.

mod briefs;
mod feeds;
pub(crate) mod first_page;
mod stories;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::admin::maintenance::beside;
use crate::admin::salvage::first_page::PatchedCopy;
use crate::articles::identity;
use crate::articles::marks;
use crate::codec::document;
use crate::codec::pack;
use crate::database::connect::{self, Access, Place};
use crate::database::reader::Reader;
use crate::database::schema;
use crate::database::writer::Writer;
use crate::error::LibraryError;
use nutgraf_read::model::analysis::{Analysis, Analyzed};
use nutgraf_read::model::article::{Article, Meta};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::headline::{Marks, Reading};
use nutgraf_read::model::id::{ArticleId, ArticleKey};
use nutgraf_read::model::identity::Identity;

const REPAIRING: &str = "cannot repair the library";

/// So many articles go into the new library at once.
const BATCH: usize = 500;

/// What a repair did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Articles that are in the new library.
    pub salvaged: u32,
    /// Of these, articles whose analysis was lost: they are analysed again when the library is opened.
    pub unanalyzed: u32,
    /// Articles that it held and that could not be read; `None` when nothing tells how many it held.
    pub lost: Option<u32>,
    /// Where the damaged file is now.
    pub set_aside: PathBuf,
}

/// Salvages what can be read from the library at `path` into a new one in its place.
pub(crate) fn repair(path: &Path) -> Result<Repaired, LibraryError> {
    let io = |path: &Path| LibraryError::from_io(REPAIRING, path.to_path_buf());
    let new = beside(path, ".rescued");
    for file in family(&new) {
        remove(&file).map_err(io(&file))?;
    }
    let mut repaired = Repaired::default();
    salvage(path, &new, &mut repaired)?;
    let aside = (1..1000u32)
        .map(|n| beside(path, &format!(".damaged-{n}")))
        .find(|aside| !aside.exists())
        .unwrap_or_else(|| beside(path, ".damaged"));
    for (from, to) in family(path).iter().zip(family(&aside)) {
        if from.exists() {
            fs::rename(from, &to).map_err(io(from))?;
        }
    }
    fs::rename(&new, path).map_err(io(&new))?;
    repaired.set_aside = aside;
    Ok(repaired)
}

/// A library's file and the two that SQLite puts beside it.
fn family(path: &Path) -> [PathBuf; 3] {
    [
        path.to_path_buf(),
        beside(path, "-wal"),
        beside(path, "-shm"),
    ]
}

fn remove(file: &Path) -> std::io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn salvage(path: &Path, new: &Path, repaired: &mut Repaired) -> Result<(), LibraryError> {
    let place = Place { path: new.into() };
    let mut connection = connect::writer(new).map_err(place.failed(REPAIRING))?;
    schema::migrate(&mut connection, new)?;
    drop(connection);
    let connection = connect::writer(new).map_err(place.failed(REPAIRING))?;
    let mut writer = Writer::new(connection, place.clone());
    if let Some(old) = open_damaged(path)? {
        salvage_into(old, &mut writer, repaired)?;
    }
    if repaired.salvaged == 0 {
        // Nothing at all can be read: perhaps only the first page is gone.
        let mut patched = PatchedCopy::new(path)?;
        while repaired.salvaged == 0
            && let Some(connection) = patched.open_next()?
        {
            *repaired = Repaired::default();
            let place = Place { path: path.into() };
            salvage_into(Reader::new(connection, place), &mut writer, repaired)?;
        }
    }
    writer.finish()
}

/// Takes everything that can be read from one library to another.
fn salvage_into(
    old: Reader,
    writer: &mut Writer,
    repaired: &mut Repaired,
) -> Result<(), LibraryError> {
    let mut salvage = Salvage {
        old,
        waiting: Vec::new(),
        ids: HashMap::new(),
    };
    let held = held(&salvage.old.connection);
    let broken = salvage.articles(writer, repaired)?;
    salvage.journal(writer);
    // Of a library that gave nothing and was not empty even the words on feeds can't be trusted.
    if repaired.salvaged > 0 || held == Some(0) {
        feeds::take_over(&salvage.old.connection, &salvage.ids, writer)?;
        stories::take_over(&salvage.old.connection, &salvage.ids, writer)?;
        briefs::take_over(&salvage.old.connection, &salvage.ids, writer)?;
    }
    repaired.lost = held
        .map(|held| held.saturating_sub(repaired.salvaged))
        .max((broken > 0).then_some(broken));
    Ok(())
}

/// How many articles the library held, by whatever of it can still be asked.
fn held(connection: &Connection) -> Option<u32> {
    let ask = |question: &&str| connection.query_row(question, [], |row| row.get(0)).ok();
    // The count that every change keeps; without it, what stands in any table that has a row for each.
    let counted = ask(&"SELECT max(value, 0) FROM tally WHERE name = 'articles'");
    let rows = [
        "SELECT count(*) FROM article",
        "SELECT count(*) FROM document",
        "SELECT count(*) FROM analysis",
        "SELECT count(*) FROM words_docsize",
        "SELECT count(DISTINCT article) FROM article_actor",
        "SELECT seq FROM sqlite_sequence WHERE name = 'article'",
    ];
    counted.or_else(|| rows.iter().filter_map(ask).max())
}

/// The damaged library, as far as it opens; `None` when not even its table of contents can be read.
fn open_damaged(path: &Path) -> Result<Option<Reader>, LibraryError> {
    let place = Place { path: path.into() };
    for access in [Access::ReadOnly, Access::Frozen] {
        let opened = connect::tolerant(path, &access);
        match opened {
            Ok(connection) => {
                schema::recognise(&connection, path)?;
                return Ok(Some(Reader::new(connection, place)));
            }
            Err(error) => {
                let error = LibraryError::from_sql(REPAIRING, path, error);
                if error.is_busy() {
                    return Err(error);
                }
            }
        }
    }
    Ok(None)
}

struct Salvage {
    old: Reader,
    /// Articles on their way, with their old ids.
    waiting: Vec<(ArticleId, Reading)>,
    /// New ids of old ones.
    ids: HashMap<ArticleId, ArticleId>,
}

impl Salvage {
    /// Stores what can be read. Answers how many can't.
    fn articles(
        &mut self,
        writer: &mut Writer,
        repaired: &mut Repaired,
    ) -> Result<u32, LibraryError> {
        let mut broken = 0;
        for id in 1..=highest(&self.old.connection) {
            let id = ArticleId(id);
            match self.old.open_tolerantly(id) {
                Ok(Some((reading, whole))) => {
                    repaired.salvaged += 1;
                    repaired.unanalyzed += u32::from(!whole);
                    self.waiting.push((id, reading));
                }
                Err(error) if error.is_busy() => return Err(error),
                other => match orphan(&self.old.connection, id) {
                    Some(reading) => {
                        repaired.salvaged += 1;
                        repaired.unanalyzed += 1;
                        self.waiting.push((id, reading));
                    }
                    None => broken += u32::from(other.is_err()),
                },
            }
            if self.waiting.len() >= BATCH {
                self.store(writer)?;
            }
        }
        self.store(writer)?;
        Ok(broken)
    }

    fn store(&mut self, writer: &mut Writer) -> Result<(), LibraryError> {
        let batch = std::mem::take(&mut self.waiting);
        let puts: Vec<Change> = batch
            .iter()
            .map(|(_, reading)| {
                let mut analyzed = Box::new((*reading.analyzed).clone());
                // Entries of a feed may share an address: the key alone tells which article it is.
                analyzed.article.identity = Identity::Own;
                Change::Put(analyzed)
            })
            .collect();
        let stored = writer.apply(&puts)?.touched;
        let mut marks = Vec::new();
        for ((old, reading), new) in batch.into_iter().zip(stored) {
            self.ids.insert(old, new);
            let one = || Arc::from([new]);
            if reading.marks.read {
                marks.push(Change::SetRead(one(), true));
            }
            if reading.marks.starred {
                marks.push(Change::SetStarred(one(), true));
            }
            for tag in reading.marks.tags {
                marks.push(Change::AddTag(one(), tag));
            }
            if reading.position > 0 {
                marks.push(Change::SetPosition(new, reading.position));
            }
        }
        writer.apply(&marks)?;
        Ok(())
    }

    /// The steps that can be taken back; one that can't be read is left out, and so is a failure to store them.
    fn journal(&self, writer: &mut Writer) {
        let steps = || -> rusqlite::Result<Vec<Step>> {
            self.old
                .connection
                .prepare("SELECT done, kind, tag, articles FROM journal ORDER BY id")?
                .query_map([], |row| {
                    let ids: Vec<u8> = row.get(3)?;
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, ids))
                })?
                .collect()
        };
        let moved: Vec<Step> = steps()
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(done, kind, tag, ids)| {
                let mut ids: Vec<u32> = pack::unpack_ids(&ids)?
                    .into_iter()
                    .filter_map(|id| self.ids.get(&ArticleId(id)).map(|id| id.0))
                    .collect();
                ids.sort_unstable();
                (!ids.is_empty()).then(|| (done, kind, tag, pack::ids(ids)))
            })
            .collect();
        // Marking the salvaged articles wrote steps of its own: the old ones take their place.
        drop(writer.bring_over(|new| marks::set_journal(new, &moved)));
    }
}

/// A text whose headline is lost: its first words become the title.
fn orphan(connection: &Connection, id: ArticleId) -> Option<Reading> {
    let (details, body): (Vec<u8>, Vec<u8>) = connection
        .query_row(
            "SELECT packed, body FROM document WHERE article = ?1",
            [id.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .ok()?;
    let found = document::unpack(&details, &body)?;
    let line = found.text.lines().next().unwrap_or("");
    let mark = identity::of_key(&found.text).cast_unsigned();
    let article = Article {
        key: ArticleKey::from(format!("{mark:016x}").as_str()),
        identity: Identity::default(),
        origin: found.origin,
        meta: Meta {
            title: line.chars().take(120).collect(),
            zone: found.zone,
            modified: found.modified,
            section: found.section,
            caption: found.caption,
            ..Meta::default()
        },
        text: found.text,
        blocks: found.blocks,
        links: found.links,
        raw: found.raw,
        dropped: found.dropped,
        flaws: found.flaws,
    };
    Some(Reading {
        id,
        marks: Marks::default(),
        analyzed: Arc::new(Analyzed {
            article,
            analysis: Analysis::default(),
        }),
        spread: Vec::new(),
        position: 0,
        own_voice: false,
        about: Vec::new(),
    })
}

/// A row of the journal.
type Step = marks::Step;

/// The highest id that an article may have.
fn highest(connection: &Connection) -> u32 {
    [
        "SELECT seq FROM sqlite_sequence WHERE name = 'article'",
        "SELECT max(id) FROM article",
        "SELECT max(article) FROM document",
        "SELECT max(article) FROM analysis",
    ]
    .iter()
    .filter_map(|question| {
        connection
            .query_row(question, [], |row| row.get::<_, Option<u32>>(0))
            .ok()
            .flatten()
    })
    .max()
    .unwrap_or(0)
}
