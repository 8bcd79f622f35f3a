//! Owns: looking after a library: check, compact, figures, backup.
//! Promises: nothing here changes what a library says; a backup is whole and from one moment, also while others write.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use crate::articles::identity::{self, Headings};
use crate::codec::analysis;
use crate::codec::document;
use crate::database::connect::{self, Access, Place};
use crate::database::schema;
use crate::error::LibraryError;
use nutgraf_read::model::moment::Moment;

/// At most so many problems are told one by one.
const MOST_PROBLEMS: usize = 20;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// Articles that were looked at.
    pub articles: u32,
    /// What is wrong, in words; at most twenty.
    pub problems: Vec<String>,
}

impl Checkup {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    fn tell(&mut self, problem: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem.into());
        }
    }
}

/// Figures about a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// All articles.
    pub articles: u32,
    /// Those that are read.
    pub read: u32,
    /// Those that are starred.
    pub starred: u32,
    /// Those that carry tags.
    pub tagged: u32,
    /// Actors that stand in at least one article.
    pub actors: u32,
    /// Publishers.
    pub sources: u32,
    /// Earlier texts of articles that were changed.
    pub revisions: u32,
    /// Steps that can be taken back.
    pub undo_steps: u32,
    /// Articles that wait for their analysis.
    pub not_analyzed: u32,
    /// The oldest date.
    pub oldest: Option<Moment>,
    /// The newest date.
    pub newest: Option<Moment>,
    /// Size of the file and what is not yet merged into it, in bytes.
    pub bytes: u64,
    /// The form of the file (`PRAGMA user_version`).
    pub version: u32,
}

/// Looks at everything in a library: SQLite's own structures, every stored document against its digest, every analysis,
/// and the counts. Reads the whole file.
pub(crate) fn check(place: &Place, access: &Access) -> Result<Checkup, LibraryError> {
    let doing = "cannot check the library";
    let connection = connect::reader(&place.path, access).map_err(place.failed(doing))?;
    schema::recognise(&connection, &place.path)?;
    let mut checkup = Checkup::default();
    // Damage shows itself as an error of the question that meets it: then that is what was found.
    let questions: [(&str, Question); 4] = [
        ("structure", structure),
        ("articles", articles),
        ("counts", counts),
        ("full text", full_text),
    ];
    for (what, question) in questions {
        if let Err(error) = question(&connection, &mut checkup) {
            let error = LibraryError::from_sql(doing, &place.path, error);
            if error.is_busy() {
                return Err(error);
            }
            checkup.tell(format!("{what}: {error}"));
        }
    }
    Ok(checkup)
}

type Question = fn(&Connection, &mut Checkup) -> rusqlite::Result<()>;

fn structure(connection: &Connection, checkup: &mut Checkup) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            checkup.tell(format!("structure: {line}"));
        }
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        checkup.tell(format!("a row of {table} has lost its {parent}"));
    }
    Ok(())
}

fn articles(connection: &Connection, checkup: &mut Checkup) -> rusqlite::Result<()> {
    let actors: u32 =
        connection.query_row("SELECT ifnull(max(id), 0) FROM actor", [], |row| row.get(0))?;
    let mut statement = connection.prepare(
        "SELECT a.id, a.key, a.digest, a.title, a.byline, s.name, a.url, a.language, a.published, a.actors,
                d.packed, d.body, n.packed
         FROM article a
         LEFT JOIN source s ON s.id = a.source
         LEFT JOIN document d ON d.article = a.id
         LEFT JOIN analysis n ON n.article = a.id
         ORDER BY a.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        checkup.articles += 1;
        let key: String = row.get(1)?;
        let (Some(details), Some(body)) = (
            row.get_ref(10)?.as_blob_or_null()?,
            row.get_ref(11)?.as_blob_or_null()?,
        ) else {
            checkup.tell(format!("article {key} has lost its text"));
            continue;
        };
        let headings = Headings {
            title: row.get_ref(3)?.as_str()?,
            byline: row.get_ref(4)?.as_str_or_null()?,
            source: row.get_ref(5)?.as_str_or_null()?,
            url: row.get_ref(6)?.as_str_or_null()?,
            language: row.get_ref(7)?.as_str_or_null()?,
            published: row.get(8)?,
        };
        let digest: i64 = row.get(2)?;
        if document::unpack(details, body).is_none()
            || identity::digest(&headings, details, body) != digest
        {
            checkup.tell(format!("the text of article {key} is not what was stored"));
        }
        let presence = analysis::unpack_presence(row.get_ref(9)?.as_blob()?);
        let known = presence.is_some_and(|all| all.iter().all(|one| one.actor <= actors));
        let whole = match row.get_ref(12)?.as_blob_or_null()? {
            Some(packed) => analysis::is_whole(packed),
            None => false,
        };
        if !known || !whole {
            checkup.tell(format!("the analysis of article {key} is damaged"));
        }
    }
    Ok(())
}

fn counts(connection: &Connection, checkup: &mut Checkup) -> rusqlite::Result<()> {
    let questions = [
        (
            "the count of articles is wrong",
            "SELECT (SELECT count(*) FROM article) <> value FROM tally WHERE name = 'articles'",
        ),
        (
            "the count of read articles is wrong",
            "SELECT (SELECT count(*) FROM state WHERE read) <> value FROM tally WHERE name = 'read'",
        ),
        (
            "the count of starred articles is wrong",
            "SELECT (SELECT count(*) FROM state WHERE starred) <> value FROM tally WHERE name = 'starred'",
        ),
        (
            "the counts of some actors are wrong",
            "SELECT ifnull(sum(articles), 0) <> (SELECT count(*) FROM article_actor) FROM actor",
        ),
    ];
    for (problem, question) in questions {
        let wrong: Option<bool> = connection
            .query_row(question, [], |row| row.get(0))
            .optional()?;
        if wrong != Some(false) {
            checkup.tell(problem);
        }
    }
    Ok(())
}

fn full_text(connection: &Connection, checkup: &mut Checkup) -> rusqlite::Result<()> {
    let missing: u32 = connection.query_row(
        "SELECT (SELECT count(*) FROM article
                 WHERE id > (SELECT value FROM tally WHERE name = 'behind') AND id NOT IN (SELECT id FROM words_docsize))
              + (SELECT count(*) FROM words_docsize WHERE id NOT IN (SELECT id FROM article))",
        [],
        |row| row.get(0),
    )?;
    if missing > 0 {
        checkup.tell(format!("the full-text index is off by {missing} articles"));
    }
    Ok(())
}

/// Figures about a library.
pub(crate) fn stats(place: &Place, access: &Access) -> Result<Stats, LibraryError> {
    let doing = "cannot read the library";
    let connection = connect::reader(&place.path, access).map_err(place.failed(doing))?;
    count_all(&connection, &place.path).map_err(place.failed(doing))
}

fn count_all(connection: &Connection, path: &Path) -> rusqlite::Result<Stats> {
    let one = |question: &str| connection.query_row(question, [], |row| row.get::<_, u32>(0));
    let date = |question: &str| {
        connection.query_row(question, [], |row| {
            Ok(row.get::<_, Option<i64>>(0)?.map(Moment))
        })
    };
    Ok(Stats {
        articles: one("SELECT max(value, 0) FROM tally WHERE name = 'articles'")?,
        read: one("SELECT max(value, 0) FROM tally WHERE name = 'read'")?,
        starred: one("SELECT max(value, 0) FROM tally WHERE name = 'starred'")?,
        tagged: one("SELECT count(DISTINCT article) FROM article_tag")?,
        actors: one("SELECT count(*) FROM actor WHERE articles > 0")?,
        sources: one("SELECT count(*) FROM source")?,
        revisions: one("SELECT count(*) FROM revision")?,
        undo_steps: one("SELECT count(*) FROM journal")?,
        not_analyzed: one("SELECT count(*) FROM article WHERE version = 0")?,
        oldest: date("SELECT min(published) FROM article")?,
        newest: date("SELECT max(published) FROM article")?,
        bytes: bytes(path),
        version: schema::version(connection)?,
    })
}

/// Size of a library's file with its write-ahead log.
fn bytes(path: &Path) -> u64 {
    [path.to_path_buf(), beside(path, "-wal")]
        .iter()
        .filter_map(|file| fs::metadata(file).ok())
        .map(|metadata| metadata.len())
        .sum()
}

/// The path with something added to its last part.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes the file as small and quick as it can be: merges the full-text index, drops what nothing leads to, and writes
/// the file anew. Answers its size before and after. Needs as much free space as the library is large.
pub(crate) fn compact(place: &Place) -> Result<(u64, u64), LibraryError> {
    let doing = "cannot compact the library";
    let before = bytes(&place.path);
    let connection = connect::writer(&place.path).map_err(place.failed(doing))?;
    connection
        .execute_batch(
            "DELETE FROM identity WHERE article NOT IN (SELECT id FROM article);
             INSERT INTO words (words) VALUES ('optimize');
             PRAGMA wal_checkpoint (TRUNCATE);
             VACUUM;
             PRAGMA wal_checkpoint (TRUNCATE);",
        )
        .map_err(place.failed(doing))?;
    drop(connection);
    Ok((before, bytes(&place.path)))
}

/// Writes a copy of the library, as it is at this moment, to `target`; others may go on reading and writing. A file
/// that is there already is replaced only when it is a library, and only by a finished copy.
pub(crate) fn backup(place: &Place, access: &Access, target: &Path) -> Result<u64, LibraryError> {
    let doing = "cannot write the backup";
    let io = |source| LibraryError::Io {
        doing,
        path: target.to_path_buf(),
        source,
    };
    if target.exists() {
        let same = fs::canonicalize(target).ok() == fs::canonicalize(&place.path).ok();
        if same {
            return Err(io(std::io::Error::other("that is the library itself")));
        }
        let there = Place {
            path: target.into(),
        };
        let old = connect::reader(target, &Access::Frozen).map_err(there.failed(doing))?;
        schema::recognise(&old, target)?;
    }
    let unfinished = beside(target, ".unfinished");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        _ => {}
    }
    let connection = connect::reader(&place.path, access).map_err(place.failed(doing))?;
    // Writing the copy is no writing of the library, but `query_only` does not know that.
    connection
        .pragma_update(None, "query_only", false)
        .map_err(place.failed(doing))?;
    let name = unfinished
        .to_str()
        .ok_or_else(|| io(std::io::Error::other("the file's name is not UTF-8")))?;
    let written = connection
        .execute("VACUUM INTO ?1", [name])
        .map_err(|error| LibraryError::from_sql(doing, target, error))
        .and_then(|_| {
            let file = fs::File::open(&unfinished).map_err(io)?;
            file.sync_all().map_err(io)?;
            fs::rename(&unfinished, target).map_err(io)
        });
    if let Err(error) = written {
        drop(fs::remove_file(&unfinished));
        return Err(error);
    }
    Ok(bytes(target))
}
