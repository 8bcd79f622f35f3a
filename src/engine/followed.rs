//! Owns: the reader's file of feeds on the disk, whichever it is: `feeds.toml`, or newsboat's `urls`.
//! Promises: a wrong line is named and the rest works; the file is replaced wholly or not at all.

use std::io;
use std::path::{Path, PathBuf};

use crate::config::feeds_file::{self, FeedsFile};
use crate::config::newsboat::urls;
use nutgraf_feeds::address::without_password;
use nutgraf_library::catalog::feeds::FiledFeed;
use nutgraf_library::toml_file;
use nutgraf_read::model::feed::{FeedEdit, FeedRow, Wanted};

/// The feeds that are followed.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The file that names them.
    pub path: PathBuf,
    /// What it says.
    pub file: FeedsFile,
    /// What is wrong with the rest of it.
    pub complaints: Vec<String>,
    text: String,
}

/// What a feed is called: by its reader, else by itself, else by its address without a password.
pub fn called(feed: &Wanted, row: Option<&FeedRow>) -> String {
    let own = feed.name.as_deref().filter(|name| !name.is_empty());
    let title = row.map(|row| row.title.as_str());
    own.or(title.filter(|title| !title.is_empty()))
        .map_or_else(|| without_password(&feed.url), str::to_owned)
}

/// Whether a file is newsboat's: everything but TOML is.
fn is_urls(path: &Path) -> bool {
    path.extension().is_none_or(|ending| ending != "toml")
}

impl Followed {
    /// Reads a file; one that is not there names no feeds.
    ///
    /// # Errors
    /// One line, when it can't be read.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(format!(
                    "cannot read the feeds in {}: {error}; mend its permissions or take it away",
                    path.display()
                ));
            }
        };
        let (file, mistakes) = if is_urls(path) {
            let read = urls::read(&text);
            let file = FeedsFile {
                feeds: read.feeds,
                hosts: Vec::new(),
            };
            (file, read.mistakes)
        } else {
            feeds_file::read(&text)
        };
        let complaints = mistakes.iter().map(|mistake| mistake.in_file(path));
        Ok(Self {
            complaints: complaints.collect(),
            path: path.to_path_buf(),
            file,
            text,
        })
    }

    /// How each feed is filed.
    pub fn filed(&self) -> Vec<FiledFeed> {
        self.file.feeds.iter().map(FiledFeed::from).collect()
    }

    /// Changes the file.
    ///
    /// # Errors
    /// One line, when it can't be changed or written.
    pub fn edit(&mut self, edit: &FeedEdit) -> Result<(), String> {
        let edited = if is_urls(&self.path) {
            urls::edit(&self.text, edit)
        } else {
            feeds_file::edit(&self.text, edit)
        };
        let text = edited.map_err(|mistake| {
            format!("{}; correct this line first", mistake.in_file(&self.path))
        })?;
        if text == self.text {
            return Ok(());
        }
        self.write(&text)?;
        feeds_file::carry_out(&mut self.file.feeds, edit);
        Ok(())
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes another text in its place.
    ///
    /// # Errors
    /// One line, when it can't be written.
    pub fn write(&mut self, text: &str) -> Result<(), String> {
        let shown = self.path.display();
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        }
        toml_file::replace(&self.path, text)
            .map_err(|error| format!("cannot write {shown}: {error}"))?;
        text.clone_into(&mut self.text);
        Ok(())
    }
}
