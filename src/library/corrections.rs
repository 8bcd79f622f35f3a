//! Owns: `Corrections`, the file `actors.toml` beside a library: reading it, and changing lines of it.
//! May import: `config::actors`, `model::repair`, `library::error`.
//! Promises: a change is wholly in the file or not at all; what others wrote in the meantime stays; while a hand leaves the
//! file unreadable, what was read last holds.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::actors;
use crate::library::error::LibraryError;
use crate::model::repair::{Repairs, Setting};

/// The file's name, beside the library.
pub const NAME: &str = "actors.toml";

const READING: &str = "cannot read the corrections";
const WRITING: &str = "cannot write the corrections";

#[derive(Debug, Default)]
struct Held {
    repairs: Arc<Repairs>,
    version: u64,
    text: String,
    faults: Vec<String>,
}

/// The corrections that hold for a library, shared by all who read and write it.
#[derive(Debug, Default)]
pub struct Corrections {
    /// `None`: they live in memory only.
    path: Option<PathBuf>,
    held: Mutex<Held>,
}

impl Corrections {
    /// Those of a file, which need not be there yet; without one they end with the run.
    pub fn new(path: Option<PathBuf>) -> Self {
        let corrections = Self {
            path,
            held: Mutex::default(),
        };
        corrections.reread();
        corrections
    }

    /// The file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What holds now, with a number that is another one whenever that has changed.
    pub fn current(&self) -> (u64, Arc<Repairs>) {
        let held = self.held();
        (held.version, Arc::clone(&held.repairs))
    }

    /// What is wrong with the file, a line each, with its name and the line in it.
    pub fn faults(&self) -> Vec<String> {
        self.held().faults.clone()
    }

    /// Looks at the file again. Whether anything is different now, faults included.
    pub fn reread(&self) -> bool {
        let mut held = self.held();
        match self.text(&held) {
            Ok(text) => self.take(&mut held, text),
            Err(error) => {
                let faults = vec![self.io(READING)(error).to_string()];
                let changed = held.faults != faults;
                held.faults = faults;
                changed
            }
        }
    }

    /// Sets lines. Answers the lines that set it back. Callers that share the file take turns, as writers of one library
    /// do.
    pub fn change(&self, settings: &[Setting]) -> Result<Vec<Setting>, LibraryError> {
        let mut held = self.held();
        let mut text = self.text(&held).map_err(self.io(READING))?;
        if text.trim().is_empty() {
            actors::EMPTY.clone_into(&mut text);
        }
        let mut back = Vec::with_capacity(settings.len());
        for setting in settings {
            let fault = |fault| LibraryError::Corrections {
                path: self.name(),
                fault,
            };
            let before = actors::value(&text, setting.section, &setting.key);
            text = actors::set(&text, setting).map_err(fault)?;
            if before != setting.value {
                back.push(Setting {
                    value: before,
                    ..setting.clone()
                });
            }
        }
        back.reverse();
        if let Some(path) = &self.path {
            replace(path, &text).map_err(self.io(WRITING))?;
        }
        self.take(&mut held, text);
        Ok(back)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // Whoever panicked with the lock has left whole values.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn name(&self) -> PathBuf {
        self.path.clone().unwrap_or_else(|| PathBuf::from(NAME))
    }

    fn io(&self, doing: &'static str) -> impl FnOnce(io::Error) -> LibraryError + use<> {
        let path = self.name();
        move |source| LibraryError::Io {
            doing,
            path,
            source,
        }
    }

    fn text(&self, held: &Held) -> io::Result<String> {
        let Some(path) = &self.path else {
            return Ok(held.text.clone());
        };
        match std::fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read,
        }
    }

    fn take(&self, held: &mut Held, text: String) -> bool {
        if text == held.text && held.version > 0 {
            return false;
        }
        let name = self.name();
        let named = |fault: &crate::config::mistake::ConfigError| {
            format!("{}:{}: {}", name.display(), fault.line, fault.message)
        };
        let (repairs, faults) = match actors::read(&text) {
            Ok((repairs, faults)) => (Arc::new(repairs), faults.iter().map(named).collect()),
            Err(fault) => (Arc::clone(&held.repairs), vec![named(&fault)]),
        };
        let changed = *repairs != *held.repairs || faults != held.faults;
        if *repairs != *held.repairs || held.version == 0 {
            held.version += 1;
        }
        held.repairs = repairs;
        held.faults = faults;
        held.text = text;
        changed
    }
}

/// Puts a text in the place of a file: written beside it, then renamed. A link leads to the file that is replaced.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_absent| path.to_path_buf());
    let beside = path.with_extension(format!("toml.{}.new", std::process::id()));
    let written = (|| {
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        if let Ok(facts) = std::fs::metadata(&path) {
            file.set_permissions(facts.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&beside, &path)
    })();
    if written.is_err() {
        // The half-written text is of no use; that it cannot be taken away changes nothing.
        drop(std::fs::remove_file(&beside));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::repair::Section;

    #[test]
    fn changes_are_kept_told_back_and_join_those_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let one = Corrections::new(Some(path.clone()));
        let two = Corrections::new(Some(path.clone()));
        let merge = Setting::put(Section::Merge, "person:a", "person:b");
        let back = one.change(std::slice::from_ref(&merge)).unwrap();
        assert_eq!(back, [Setting::drop(Section::Merge, "person:a")]);
        two.change(&[Setting::put(Section::Hide, "org:x", "")])
            .unwrap();
        assert!(one.reread() && !one.reread());
        let (_, repairs) = one.current();
        assert!(repairs.hide.contains("org:x") && repairs.merge.contains_key("person:a"));
        assert_eq!(one.change(&[merge]).unwrap(), [], "nothing to set back");
        one.change(&back).unwrap();
        assert!(one.current().1.merge.is_empty());
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing is left beside the file");
    }

    #[test]
    fn an_unreadable_file_changes_nothing_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        std::fs::write(&path, "hide = [\"org:x\"]\n").unwrap();
        let corrections = Corrections::new(Some(path.clone()));
        std::fs::write(&path, "hide = [\"org:x\"]\n[merge\n").unwrap();
        assert!(corrections.reread());
        assert!(corrections.current().1.hide.contains("org:x"));
        assert!(
            corrections.faults()[0].contains("actors.toml:2: "),
            "{:?}",
            corrections.faults()
        );
        let put = corrections.change(&[Setting::put(Section::Hide, "org:y", "")]);
        assert!(put.unwrap_err().to_string().contains(":2: "));
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "hide = [\"org:x\"]\n[merge\n"
        );
    }
}
