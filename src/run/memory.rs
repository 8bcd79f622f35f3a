//! Owns: the files that keep the last place in each library, and how the reader likes the screen, from run to run.
//! Promises: a missing or damaged file is an empty memory; a file is replaced whole or not at all; the place in one library
//! never shows in another, though it lies where that one lay.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::app::list::RowForm;
use crate::app::memory::Memory;
use crate::app::state::view::{LayoutForm, View};
use nutgraf_library::Reader;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Length;
use nutgraf_read::text::hash;

/// Filter lines that are kept.
const HISTORY: usize = 500;
/// The file of the view, the folder of the places, and the one file of both that earlier versions wrote.
const VIEW: &str = "view.toml";
const PLACES: &str = "places";
const BEFORE: &str = "place.toml";

/// Where the last place in a library is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFiles {
    /// How the screen is liked, in all libraries.
    view: PathBuf,
    /// The place in this one.
    place: PathBuf,
    /// Both, as earlier versions wrote them, for one library only.
    before: PathBuf,
    /// Whether this is the library that is opened where none is named: what an earlier version wrote was its.
    usual: bool,
    /// The library's file, whole.
    library: String,
}

impl PlaceFiles {
    /// The files in the folder of the state. `usual`: the library is the one that is opened where none is named.
    pub fn of(state: &Path, library: &Path, usual: bool) -> Self {
        // One that is still to be made has no whole name yet, but its folder may.
        let whole = fs::canonicalize(library).or_else(|_missing| {
            let folder = fs::canonicalize(library.parent().unwrap_or(Path::new("")))?;
            std::io::Result::Ok(folder.join(library.file_name().unwrap_or_default()))
        });
        let whole = whole
            .or_else(|_missing| std::path::absolute(library))
            .unwrap_or_else(|_unknown| library.to_owned());
        let bytes = whole.as_os_str().as_encoded_bytes();
        let name = format!("{:016x}.toml", hash::stable(bytes.iter().copied()));
        Self {
            view: state.join(VIEW),
            place: state.join(PLACES).join(name),
            before: state.join(BEFORE),
            usual,
            library: whole.display().to_string(),
        }
    }

    fn place(&self) -> Option<StoredPlace> {
        let before = || read(&self.before).filter(|_| self.usual);
        read(&self.place).or_else(before)
    }

    /// When the reader was last in this library.
    pub fn visited(&self) -> Option<Moment> {
        self.place()?.visited.map(Moment)
    }
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct StoredView {
    rows: String,
    layout: String,
    split: u16,
    column: u16,
    theme: String,
    feeds_by_tag: bool,
    summary: String,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct StoredPlace {
    /// For whoever looks into the folder.
    library: String,
    line: String,
    history: Vec<String>,
    article: u32,
    key: String,
    reading: bool,
    /// Seconds since 1970.
    visited: Option<i64>,
}

/// Reads what is kept for a library; `line` is the filter line where none is. `None` when nothing is kept.
pub(super) fn load(files: &PlaceFiles, reader: &Reader, line: &str) -> Option<Memory> {
    let view: Option<StoredView> = read(&files.view).or_else(|| read(&files.before));
    let place = files.place().filter(|place| is_of(place, reader));
    if view.is_none() && place.is_none() {
        return None;
    }
    let (view, had_place) = (view.unwrap_or_default(), place.is_some());
    let place = place.unwrap_or_default();
    Some(Memory {
        line: if had_place {
            place.line
        } else {
            line.to_owned()
        },
        history: place.history,
        view: View {
            rows: RowForm::parse(&view.rows).unwrap_or_default(),
            layout: LayoutForm::parse(&view.layout).unwrap_or_default(),
            split: view.split,
            column: view.column,
            theme: view.theme,
            feeds_by_tag: view.feeds_by_tag,
        },
        article: (place.article != 0).then_some(ArticleId(place.article)),
        key: place.key.into(),
        reading: place.reading,
        length: Length::parse(&view.summary),
        visited: place.visited.map(Moment),
    })
}

/// Whether a place can be one of this library: another may lie at the same path now.
fn is_of(place: &StoredPlace, reader: &Reader) -> bool {
    let filled = reader.counts().is_ok_and(|counts| counts.articles > 0);
    let knows = || reader.may_know(ArticleId(place.article), &place.key);
    filled && (place.article == 0 || knows().unwrap_or(true))
}

fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    toml::from_str(&fs::read_to_string(path).ok()?).ok()
}

/// Writes the memory.
///
/// # Errors
/// One line that names the file and what to do.
pub(super) fn save(files: &PlaceFiles, memory: &Memory) -> Result<(), String> {
    let view = StoredView {
        rows: memory.view.rows.name().to_owned(),
        layout: memory.view.layout.name().to_owned(),
        split: memory.view.split,
        column: memory.view.column,
        theme: memory.view.theme.clone(),
        feeds_by_tag: memory.view.feeds_by_tag,
        summary: memory
            .length
            .map_or(String::new(), |length| length.name().to_owned()),
    };
    let from = memory.history.len().saturating_sub(HISTORY);
    let place = StoredPlace {
        library: files.library.clone(),
        line: memory.line.clone(),
        history: memory.history.iter().skip(from).cloned().collect(),
        article: memory.article.map_or(0, |id| id.0),
        key: memory.key.to_string(),
        reading: memory.reading,
        visited: memory.visited.map(|moment| moment.0),
    };
    write(&files.place, &place)?;
    write(&files.view, &view)
}

fn write(path: &Path, stored: &impl Serialize) -> Result<(), String> {
    let text = toml::to_string(stored).map_err(|error| error.to_string())?;
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    let beside = path.with_extension("new");
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&beside, text))
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| format!("the last place was not kept in {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fixture::analyzed;
    use nutgraf_library::Library;
    use nutgraf_read::model::change::Change;

    /// A library with so many articles, whose keys begin with its name.
    fn library(path: &Path, name: &str, articles: usize) -> Library {
        let library = Library::open(path).unwrap();
        let put = |n| {
            let article = analyzed(&format!("{name}-{n}"), &format!("Text {n}."), &[]);
            Change::Put(Box::new(article))
        };
        let changes: Vec<Change> = (1..=articles).map(put).collect();
        library.writer().unwrap().apply(&changes).unwrap();
        library
    }

    fn memory() -> Memory {
        Memory {
            line: "@iran \"x\"".to_owned(),
            history: (0..HISTORY + 3).map(|n| n.to_string()).collect(),
            view: View {
                split: 40,
                ..View::default()
            },
            article: Some(ArticleId(2)),
            key: "one-2".into(),
            reading: true,
            visited: Some(Moment(7)),
            ..Memory::default()
        }
    }

    #[test]
    fn a_place_comes_back_in_its_own_library_only() {
        let folder = tempfile::tempdir().unwrap();
        let (state, path) = (folder.path().join("deep"), folder.path().join("one.db"));
        let one = library(&path, "one", 3);
        let files = PlaceFiles::of(&state, &path, false);
        save(&files, &memory()).unwrap();
        let back = |files: &PlaceFiles, library: &Library| {
            load(files, &library.reader().unwrap(), "2d").unwrap()
        };
        let kept = back(&files, &one);
        assert_eq!(
            (&*kept.line, kept.article),
            ("@iran \"x\"", Some(ArticleId(2)))
        );
        assert_eq!(kept.history.len(), HISTORY);
        assert_eq!(kept.history.first().map(String::as_str), Some("3"));
        assert_eq!(kept.view.split, 40);
        assert_eq!(files.visited(), Some(Moment(7)));
        // Another library has the view, and nothing of the place.
        let other = folder.path().join("other.db");
        let others = PlaceFiles::of(&state, &other, true);
        let kept = back(&others, &library(&other, "other", 3));
        assert_eq!(
            (&*kept.line, kept.article, kept.visited),
            ("2d", None, None)
        );
        assert!(kept.history.is_empty());
        assert_eq!(kept.view.split, 40);
        // So has one that lies where the first one lay: empty, shorter, or with other articles.
        drop(one);
        for (name, articles) in [("one", 0), ("one", 1), ("new", 3)] {
            for file in ["one.db", "one.db-wal", "one.db-shm"] {
                drop(fs::remove_file(folder.path().join(file)));
            }
            let kept = back(&files, &library(&path, name, articles));
            assert_eq!(&*kept.line, "2d", "{name} {articles}");
        }
        fs::write(&files.place, "line = [").unwrap();
        assert!(files.place().is_none());
    }

    #[test]
    fn the_place_of_an_earlier_version_belongs_to_the_usual_library() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.db");
        let one = library(&path, "one", 3);
        let before = "line = \"@oman\"\narticle = 3\nsplit = 30\nvisited = 9\n";
        fs::write(folder.path().join(BEFORE), before).unwrap();
        for (usual, line) in [(true, "@oman"), (false, "")] {
            let files = PlaceFiles::of(folder.path(), &path, usual);
            let kept = load(&files, &one.reader().unwrap(), "").unwrap();
            assert_eq!((&*kept.line, kept.view.split), (line, 30));
            assert_eq!(files.visited().is_some(), usual);
        }
    }
}
