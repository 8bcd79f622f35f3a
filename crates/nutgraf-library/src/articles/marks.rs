//! Owns: what the reader does with articles (read, star, tag, position) and the journal that takes it back.
//! Promises: the journal holds what really changed, so that taking back restores exactly what was; it survives restarts.

use rusqlite::{Connection, OptionalExtension};

use crate::codec::pack;
use nutgraf_read::model::id::ArticleId;

/// So many steps can be taken back.
const MOST_STEPS: u32 = 1000;

/// A row of the journal: when, the kind's number, the tag, packed ids of the articles.
pub(crate) type Step = (i64, u8, Option<String>, Vec<u8>);

/// An undoable thing to do to articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark<'t> {
    /// Read or unread.
    Read(bool),
    /// Starred or not.
    Starred(bool),
    /// With the tag, or without.
    Tag(&'t str, bool),
}

impl<'t> Mark<'t> {
    /// The stored number: only ever append.
    fn code(self) -> (u8, Option<&'t str>) {
        match self {
            Self::Read(true) => (0, None),
            Self::Read(false) => (1, None),
            Self::Starred(true) => (2, None),
            Self::Starred(false) => (3, None),
            Self::Tag(name, true) => (4, Some(name)),
            Self::Tag(name, false) => (5, Some(name)),
        }
    }

    fn from_code(code: u8, tag: Option<&'t str>) -> Option<Self> {
        Some(match (code, tag) {
            (0, _) => Self::Read(true),
            (1, _) => Self::Read(false),
            (2, _) => Self::Starred(true),
            (3, _) => Self::Starred(false),
            (4, Some(name)) => Self::Tag(name, true),
            (5, Some(name)) => Self::Tag(name, false),
            _ => return None,
        })
    }

    /// What takes it back.
    fn opposite(self) -> Self {
        match self {
            Self::Read(on) => Self::Read(!on),
            Self::Starred(on) => Self::Starred(!on),
            Self::Tag(name, on) => Self::Tag(name, !on),
        }
    }

    /// How the articles are when this was done to them: `unread again`.
    fn words_again(self) -> String {
        match self {
            Self::Read(true) => "read again".into(),
            Self::Read(false) => "unread again".into(),
            Self::Starred(true) => "starred again".into(),
            Self::Starred(false) => "no longer starred".into(),
            Self::Tag(name, true) => format!("tagged #{name} again"),
            Self::Tag(name, false) => format!("no longer tagged #{name}"),
        }
    }
}

/// Marks articles and writes the journal. Answers which articles really changed, ascending.
pub(crate) fn mark(
    connection: &Connection,
    articles: &[ArticleId],
    mark: Mark<'_>,
) -> rusqlite::Result<Vec<ArticleId>> {
    let changed = set(connection, articles, mark)?;
    if changed.is_empty() {
        return Ok(changed);
    }
    let (code, tag) = mark.code();
    note(connection, code, tag, &changed)?;
    Ok(changed)
}

/// Writes down a step that can be taken back.
pub(crate) fn note(
    connection: &Connection,
    kind: u8,
    words: Option<&str>,
    articles: &[ArticleId],
) -> rusqlite::Result<()> {
    let step: i64 = connection
        .prepare_cached(
            "INSERT INTO journal (done, kind, tag, articles) VALUES (unixepoch(), ?1, ?2, ?3) RETURNING id",
        )?
        .query_row((kind, words, pack::ids(articles.iter().map(|id| id.0))), |row| row.get(0))?;
    connection
        .prepare_cached("DELETE FROM journal WHERE id <= ?1")?
        .execute([step - i64::from(MOST_STEPS)])?;
    Ok(())
}

/// The last step and its words, when it is of this kind.
pub(crate) fn last_of(
    connection: &Connection,
    kind: u8,
) -> rusqlite::Result<Option<(i64, String)>> {
    let last: Option<(i64, u8, Option<String>)> = connection
        .prepare_cached("SELECT id, kind, tag FROM journal ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(last
        .filter(|(_, of, _)| *of == kind)
        .map(|(step, _, words)| (step, words.unwrap_or_default())))
}

/// Puts other steps in the place of all that the journal holds.
pub(crate) fn set_journal(connection: &Connection, steps: &[Step]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM journal", [])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO journal (done, kind, tag, articles) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (done, kind, tag, articles) in steps {
        insert.execute((done, kind, tag, articles))?;
    }
    Ok(())
}

/// Takes back the last change. Answers the articles and, in words, how they are now; `None` when there is nothing.
pub(crate) fn undo(connection: &Connection) -> rusqlite::Result<Option<(Vec<ArticleId>, String)>> {
    let step: Option<Step> = connection
        .prepare_cached("SELECT id, kind, tag, articles FROM journal ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((step, kind, tag, articles)) = step else {
        return Ok(None);
    };
    connection
        .prepare_cached("DELETE FROM journal WHERE id = ?1")?
        .execute([step])?;
    let ids: Vec<ArticleId> = pack::unpack_ids(&articles)
        .unwrap_or_default()
        .into_iter()
        .map(ArticleId)
        .collect();
    let Some(mark) = Mark::from_code(kind, tag.as_deref()) else {
        return Ok(Some((
            Vec::new(),
            "an unknown change of a newer nutgraf".into(),
        )));
    };
    let back = mark.opposite();
    set(connection, &ids, back)?;
    let subject = match ids.as_slice() {
        [one] => title_of(connection, *one)?,
        many => format!("{} articles", many.len()),
    };
    let verb = if ids.len() == 1 { "is" } else { "are" };
    Ok(Some((
        ids,
        format!("{subject} {verb} {}", back.words_again()),
    )))
}

fn title_of(connection: &Connection, id: ArticleId) -> rusqlite::Result<String> {
    let title: Option<String> = connection
        .prepare_cached("SELECT title FROM article WHERE id = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    Ok(match title {
        Some(title) => format!("“{title}”"),
        None => "an article that is gone".into(),
    })
}

/// Marks articles without the journal. Answers which articles really changed.
pub(crate) fn set(
    connection: &Connection,
    articles: &[ArticleId],
    mark: Mark<'_>,
) -> rusqlite::Result<Vec<ArticleId>> {
    let mut sorted: Vec<ArticleId> = articles.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    match mark {
        Mark::Read(on) => set_flag(
            connection,
            &sorted,
            "INSERT INTO state (article, read) SELECT id, ?2 FROM article WHERE id = ?1
             ON CONFLICT (article) DO UPDATE SET read = ?2 WHERE read <> ?2",
            "read",
            on,
        ),
        Mark::Starred(on) => set_flag(
            connection,
            &sorted,
            "INSERT INTO state (article, starred) SELECT id, ?2 FROM article WHERE id = ?1
             ON CONFLICT (article) DO UPDATE SET starred = ?2 WHERE starred <> ?2",
            "starred",
            on,
        ),
        Mark::Tag(name, true) => add_tag(connection, &sorted, name),
        Mark::Tag(name, false) => remove_tag(connection, &sorted, name),
    }
}

fn set_flag(
    connection: &Connection,
    articles: &[ArticleId],
    statement: &str,
    counted: &str,
    on: bool,
) -> rusqlite::Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached(statement)?;
    let mut changed = Vec::new();
    let mut fresh = connection.prepare_cached("SELECT 1 FROM state WHERE article = ?1")?;
    for id in articles {
        // A row that does not exist says "unread, not starred" already.
        if !on && !fresh.exists([id.0])? {
            continue;
        }
        if statement.execute((id.0, on))? > 0 {
            changed.push(*id);
        }
    }
    let many = i64::try_from(changed.len()).unwrap_or(i64::MAX);
    tally(connection, counted, if on { many } else { -many })?;
    Ok(changed)
}

fn add_tag(
    connection: &Connection,
    articles: &[ArticleId],
    name: &str,
) -> rusqlite::Result<Vec<ArticleId>> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO tag (name) VALUES (?1)")?
        .execute([name])?;
    each_changed(
        connection,
        articles,
        name,
        "INSERT OR IGNORE INTO article_tag (article, tag)
         SELECT article.id, tag.id FROM article, tag WHERE article.id = ?1 AND tag.name = ?2",
    )
}

fn remove_tag(
    connection: &Connection,
    articles: &[ArticleId],
    name: &str,
) -> rusqlite::Result<Vec<ArticleId>> {
    each_changed(
        connection,
        articles,
        name,
        "DELETE FROM article_tag WHERE article = ?1 AND tag = (SELECT id FROM tag WHERE name = ?2)",
    )
}

fn each_changed(
    connection: &Connection,
    articles: &[ArticleId],
    name: &str,
    statement: &str,
) -> rusqlite::Result<Vec<ArticleId>> {
    let mut statement = connection.prepare_cached(statement)?;
    let mut changed = Vec::new();
    for id in articles {
        if statement.execute((id.0, name))? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}

/// Remembers where the reader is in an article.
pub(crate) fn set_position(
    connection: &Connection,
    id: ArticleId,
    position: u32,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO state (article, position) SELECT id, ?2 FROM article WHERE id = ?1
             ON CONFLICT (article) DO UPDATE SET position = ?2",
        )?
        .execute((id.0, position))?;
    Ok(())
}

/// Adds to one of the counts that a screen shows all the time.
pub(crate) fn tally(connection: &Connection, name: &str, change: i64) -> rusqlite::Result<()> {
    if change != 0 {
        connection
            .prepare_cached("UPDATE tally SET value = value + ?2 WHERE name = ?1")?
            .execute((name, change))?;
    }
    Ok(())
}
