//! Owns: the file that keeps the last place from run to run.
//! Promises: a missing or damaged file is an empty memory; the file is replaced whole or not at all.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::list::RowForm;
use crate::app::memory::Memory;
use crate::app::state::view::{LayoutForm, View};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Length;

/// Filter lines that are kept.
const HISTORY: usize = 500;

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Stored {
    line: String,
    history: Vec<String>,
    rows: String,
    layout: String,
    split: u16,
    column: u16,
    article: u32,
    reading: bool,
    theme: String,
    summary: String,
    /// Seconds since 1970.
    visited: Option<i64>,
}

/// Reads the memory; `None` when there is none or it is damaged.
pub(super) fn load(path: &Path) -> Option<Memory> {
    let text = fs::read_to_string(path).ok()?;
    let stored: Stored = toml::from_str(&text).ok()?;
    Some(Memory {
        line: stored.line,
        history: stored.history,
        view: View {
            rows: RowForm::parse(&stored.rows).unwrap_or_default(),
            layout: LayoutForm::parse(&stored.layout).unwrap_or_default(),
            split: stored.split,
            column: stored.column,
            theme: stored.theme,
        },
        article: (stored.article != 0).then_some(ArticleId(stored.article)),
        reading: stored.reading,
        length: Length::parse(&stored.summary),
        visited: stored.visited.map(Moment),
    })
}

/// Writes the memory.
///
/// # Errors
/// One line that names the file and what to do.
pub(super) fn save(path: &Path, memory: &Memory) -> Result<(), String> {
    let from = memory.history.len().saturating_sub(HISTORY);
    let stored = Stored {
        line: memory.line.clone(),
        history: memory.history.iter().skip(from).cloned().collect(),
        rows: memory.view.rows.name().to_owned(),
        layout: memory.view.layout.name().to_owned(),
        split: memory.view.split,
        column: memory.view.column,
        article: memory.article.map_or(0, |id| id.0),
        reading: memory.reading,
        theme: memory.view.theme.clone(),
        summary: memory
            .length
            .map_or(String::new(), |length| length.name().to_owned()),
        visited: memory.visited.map(|moment| moment.0),
    };
    let text = toml::to_string(&stored).map_err(|error| error.to_string())?;
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

    #[test]
    fn a_memory_comes_back_and_a_damaged_one_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/place.toml");
        let memory = Memory {
            line: "@iran \"x\"".to_owned(),
            history: (0..HISTORY + 3).map(|n| n.to_string()).collect(),
            view: View {
                split: 40,
                ..View::default()
            },
            reading: true,
            ..Memory::default()
        };
        save(&path, &memory).unwrap();
        let back = load(&path).unwrap();
        assert_eq!(back.line, memory.line);
        assert_eq!(back.view, memory.view);
        assert_eq!(back.history.len(), HISTORY);
        assert_eq!(back.history.first().map(String::as_str), Some("3"));
        fs::write(&path, "line = [").unwrap();
        assert_eq!(load(&path), None);
    }
}
