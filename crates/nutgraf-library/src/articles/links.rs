//! Owns: the file `stories.toml` beside a library, in which the reader says which articles are one story and which are not; and
//! the way back from a link.
//! Promises: a change is wholly in the file or not at all; what a hand wrote stays; file and journal change together, while no
//! other program writes to the library.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Transaction;

use crate::articles::marks;
use crate::error::LibraryError;
use crate::toml_file::{self, TomlText};
use nutgraf_read::model::mistake::Mistake;
use nutgraf_read::model::story_link::{LinkKind, Linking, StoryLink};

/// The file's name, beside the library.
pub const NAME: &str = "stories.toml";

const READING: &str = "cannot read what was said about stories";
const WRITING: &str = "cannot write what is said about stories";
/// What stands between the two articles of a link.
const BETWEEN: &str = " <> ";
/// The stored number of such a step; the marks and corrections have the ones below.
const KIND: u8 = 7;

const EMPTY: &str = "\
# What you said about stories: two articles in each line, by their ids.
# They are one story.
together = [
]
# They are not.
apart = [
]
";

#[derive(Debug, Default)]
struct Held {
    links: Arc<[StoryLink]>,
    version: u64,
    text: String,
    faults: Vec<String>,
}

/// The links that hold for a library, shared by all that read and write it.
#[derive(Debug, Default)]
pub struct LinksFile {
    /// `None`: they live in memory only.
    path: Option<PathBuf>,
    held: Mutex<Held>,
}

impl LinksFile {
    /// Those of a file, which need not be there yet; without one they end with the run.
    pub fn new(path: Option<PathBuf>) -> Self {
        let links = Self {
            path,
            held: Mutex::default(),
        };
        let _: bool = links.reread();
        links
    }

    /// What holds now, with a number that is another one whenever that has changed.
    pub fn current(&self) -> (u64, Arc<[StoryLink]>) {
        let held = self.held();
        (held.version, Arc::clone(&held.links))
    }

    /// What is wrong with the file, a line each.
    pub fn faults(&self) -> Vec<String> {
        self.held().faults.clone()
    }

    /// Looks at the file again. A file that can't be read leaves what was read last. Answers whether it says something else now.
    pub fn reread(&self) -> bool {
        let mut held = self.held();
        let before = held.version;
        match self.text(&held) {
            Ok(text) => self.take(&mut held, text),
            Err(error) => held.faults = vec![self.io(READING)(error).to_string()],
        }
        held.version != before
    }

    /// Makes links, or takes them out. Answers those that were really made or taken out.
    fn change(&self, links: &[StoryLink], there: bool) -> Result<Vec<StoryLink>, LibraryError> {
        let mut held = self.held();
        let text = self.text(&held).map_err(self.io(READING))?;
        let text = if text.trim().is_empty() { EMPTY } else { &text };
        let fault = |fault: Mistake| LibraryError::Corrections {
            path: self.name(),
            fault,
        };
        let mut file = TomlText::parse(text).map_err(fault)?;
        let mut changed = Vec::new();
        for link in links {
            let line = written(link);
            let at = file.find_in_list(link.kind.name(), |text| text == line);
            match (at, there) {
                (None, true) => file.add_to_list(link.kind.name(), &line).map_err(fault)?,
                (Some(at), false) => file.take_from_list(link.kind.name(), at).map_err(fault)?,
                _ => continue,
            }
            changed.push(link.clone());
        }
        let text = file.to_string();
        if let Some(path) = &self.path {
            toml_file::replace(path, &text).map_err(self.io(WRITING))?;
        }
        self.take(&mut held, text);
        Ok(changed)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // Whoever panicked with the lock has left whole values.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn name(&self) -> PathBuf {
        self.path.clone().unwrap_or_else(|| PathBuf::from(NAME))
    }

    fn io(&self, doing: &'static str) -> impl FnOnce(io::Error) -> LibraryError + use<> {
        LibraryError::from_io(doing, self.name())
    }

    fn text(&self, held: &Held) -> io::Result<String> {
        toml_file::text_of(self.path.as_deref(), &held.text)
    }

    fn take(&self, held: &mut Held, text: String) {
        if text == held.text && held.version > 0 {
            return;
        }
        let name = self.name();
        match read(&text) {
            Ok((links, faults)) => {
                held.links = Arc::from(links);
                held.faults = faults.iter().map(|fault| fault.in_file(&name)).collect();
            }
            Err(fault) => held.faults = vec![fault.in_file(&name)],
        }
        held.text = text;
        held.version += 1;
    }
}

fn written(link: &StoryLink) -> String {
    format!("{}{BETWEEN}{}", link.one, link.other)
}

/// The links of a text, and the lines that are none.
fn read(text: &str) -> Result<(Vec<StoryLink>, Vec<Mistake>), Mistake> {
    let file = TomlText::parse(text)?;
    let (mut links, mut faults) = (Vec::new(), Vec::new());
    for kind in LinkKind::ALL {
        for (number, words) in file.list_of_texts(kind.name()) {
            if let Some((one, other)) = words.split_once(BETWEEN) {
                links.push(StoryLink {
                    kind,
                    one: one.trim().to_owned(),
                    other: other.trim().to_owned(),
                });
            } else {
                let words = format!(
                    "“{words}” does not name two articles; it should look like \"ID{BETWEEN}ID\""
                );
                faults.push(Mistake::new(number, &words));
            }
        }
    }
    Ok((links, faults))
}

/// Makes links. Answers whether there are any that were not there before.
pub(crate) fn link(
    transaction: Transaction<'_>,
    file: &LinksFile,
    linking: &Linking,
    failed: impl Fn(rusqlite::Error) -> LibraryError,
) -> Result<bool, LibraryError> {
    let made = file.change(&linking.links, true)?;
    if made.is_empty() {
        return Ok(false);
    }
    let step = pack(&linking.words, &made);
    let kept =
        marks::note(&transaction, KIND, Some(&step), &[]).and_then(|()| transaction.commit());
    if let Err(error) = kept {
        file.change(&made, false)?;
        return Err(failed(error));
    }
    Ok(true)
}

/// Takes back the last change when it was a link; in words, what. `None` when it was not.
pub(crate) fn undo(
    transaction: Transaction<'_>,
    file: &LinksFile,
    failed: impl Fn(rusqlite::Error) -> LibraryError,
) -> Result<Option<String>, LibraryError> {
    let Some((step, packed)) = marks::last_of(&transaction, KIND).map_err(&failed)? else {
        return Ok(None);
    };
    let (words, links) = unpack(&packed);
    file.change(&links, false)?;
    transaction
        .execute("DELETE FROM journal WHERE id = ?1", [step])
        .and_then(|_| transaction.commit())
        .map_err(failed)?;
    Ok(Some(format!("no longer: {words}")))
}

/// The words, then one line a link, tabs between its parts.
fn pack(words: &str, links: &[StoryLink]) -> String {
    let plain = |text: &str| text.replace(['\n', '\t'], " ");
    let mut packed = plain(words);
    for link in links {
        let line = [link.kind.name(), &plain(&link.one), &plain(&link.other)];
        packed.push('\n');
        packed.push_str(&line.join("\t"));
    }
    packed
}

fn unpack(packed: &str) -> (String, Vec<StoryLink>) {
    let mut rows = packed.lines();
    let words = rows.next().unwrap_or("").to_owned();
    let links = rows.filter_map(|line| {
        let mut parts = line.split('\t');
        Some(StoryLink {
            kind: LinkKind::parse(parts.next()?)?,
            one: parts.next()?.to_owned(),
            other: parts.next()?.to_owned(),
        })
    });
    (words, links.collect())
}

#[cfg(test)]
mod tests;
