//! Owns: the reader's file of feeds, whichever it is: `feeds.toml`, or newsboat's `urls`.
//! Promises: a wrong line is told and the rest works; the file is replaced wholly or not at all.

use std::io;
use std::path::PathBuf;

use crate::cli::fault::Fault;
use crate::cli::session::Session;
use crate::config::feeds_file::{self, FeedEdit, FeedsFile};
use crate::config::newsboat::urls;
use nutgraf_library::toml_file;
use nutgraf_read::model::feed::Wanted;

/// The name of the file beside the settings.
pub const NAME: &str = "feeds.toml";

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

/// Whether a file is newsboat's: everything but TOML is.
fn is_urls(path: &std::path::Path) -> bool {
    path.extension().is_none_or(|ending| ending != "toml")
}

impl Followed {
    /// Reads the file that the settings name.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(session: &Session) -> Result<Self, Fault> {
        let named = &session.settings.feeds.file;
        let path = match named.strip_prefix("~/") {
            _ if named.is_empty() => session.beside_settings(NAME),
            Some(rest) => session.environment.home.join(rest),
            None => PathBuf::from(named),
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(Fault::failed(format!(
                    "cannot read the feeds in {}: {error}; mend its permissions or take it away",
                    path.display()
                )));
            }
        };
        let (file, mistakes) = if is_urls(&path) {
            let read = urls::read(&text);
            let file = FeedsFile {
                feeds: read.feeds,
                hosts: Vec::new(),
            };
            (file, read.mistakes)
        } else {
            feeds_file::read(&text)
        };
        let complaints = mistakes.iter().map(|mistake| mistake.in_file(&path));
        Ok(Self {
            complaints: complaints.collect(),
            path,
            file,
            text,
        })
    }

    /// The same, with what is wrong said on standard error.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn told(session: &Session) -> Result<Self, Fault> {
        let followed = Self::read(session)?;
        for line in &followed.complaints {
            session.note(line);
        }
        Ok(followed)
    }

    /// Changes the file.
    ///
    /// # Errors
    /// When it can't be changed or written.
    pub fn edit(&mut self, edit: &FeedEdit) -> Result<(), Fault> {
        let edited = if is_urls(&self.path) {
            urls::edit(&self.text, edit)
        } else {
            feeds_file::edit(&self.text, edit)
        };
        let shown = self.path.display();
        let text = edited.map_err(|mistake| {
            Fault::failed(format!(
                "{}; correct this line first",
                mistake.in_file(&self.path)
            ))
        })?;
        if text == self.text {
            return Ok(());
        }
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                Fault::failed(format!("cannot make {}: {error}", folder.display()))
            })?;
        }
        toml_file::replace(&self.path, &text)
            .map_err(|error| Fault::failed(format!("cannot write {shown}: {error}")))?;
        self.text = text;
        feeds_file::carry_out(&mut self.file.feeds, edit);
        Ok(())
    }

    /// The feed that is meant by an address, a name or a part of either. `named` tells the feeds' own names.
    ///
    /// # Errors
    /// When none is meant, or several.
    pub fn find(&self, what: &str, named: &dyn Fn(&str) -> String) -> Result<&Wanted, Fault> {
        let feeds = &self.file.feeds;
        if let Some(exact) = feeds.iter().find(|feed| feed.url == what) {
            return Ok(exact);
        }
        let wanted = what.to_lowercase();
        let name = |feed: &Wanted| {
            let own = feed.name.clone().unwrap_or_else(|| named(&feed.url));
            own.to_lowercase()
        };
        let called: Vec<&Wanted> = feeds.iter().filter(|feed| name(feed) == wanted).collect();
        let meant = if called.is_empty() {
            let part = |feed: &&Wanted| {
                feed.url.to_lowercase().contains(&wanted) || name(feed).contains(&wanted)
            };
            feeds.iter().filter(part).collect()
        } else {
            called
        };
        match meant.as_slice() {
            [one] => Ok(one),
            [] => Err(Fault::failed(format!(
                "no feed is called `{what}`; `nutgraf feeds list` names them"
            ))),
            many => {
                let some: Vec<&str> = many.iter().take(3).map(|feed| feed.url.as_str()).collect();
                Err(Fault::failed(format!(
                    "`{what}` is in {} feeds ({}{}); say more of its address",
                    many.len(),
                    some.join(", "),
                    if many.len() > 3 { ", …" } else { "" }
                )))
            }
        }
    }
}
