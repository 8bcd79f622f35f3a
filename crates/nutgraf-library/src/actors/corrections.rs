//! Owns: `CorrectionsFile`, the file `actors.toml` beside a library: reading it, and changing lines of it.
//! Promises: a change is wholly in the file or not at all; what others wrote in the meantime stays; while a hand leaves the
//! file unreadable, what was read last holds.

pub mod lines;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::LibraryError;
use crate::toml_file;
use nutgraf_read::model::correction::{Corrections, Setting};
use nutgraf_read::model::mistake::Mistake;

/// The file's name, beside the library.
pub const NAME: &str = "actors.toml";

const READING: &str = "cannot read the corrections";
const WRITING: &str = "cannot write the corrections";

#[derive(Debug, Default)]
struct Held {
    corrections: Arc<Corrections>,
    version: u64,
    text: String,
    faults: Vec<String>,
}

/// The corrections that hold for a library, shared by all that read and write it.
#[derive(Debug, Default)]
pub struct CorrectionsFile {
    /// `None`: they live in memory only.
    path: Option<PathBuf>,
    held: Mutex<Held>,
}

impl CorrectionsFile {
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
    pub fn current(&self) -> (u64, Arc<Corrections>) {
        let held = self.held();
        (held.version, Arc::clone(&held.corrections))
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
            lines::EMPTY.clone_into(&mut text);
        }
        let mut back = Vec::with_capacity(settings.len());
        for setting in settings {
            let fault = |fault| LibraryError::Corrections {
                path: self.name(),
                fault,
            };
            let before = lines::value(&text, setting.section, &setting.key);
            text = lines::set(&text, setting).map_err(fault)?;
            if before != setting.value {
                back.push(Setting {
                    value: before,
                    ..setting.clone()
                });
            }
        }
        back.reverse();
        if let Some(path) = &self.path {
            toml_file::replace(path, &text).map_err(self.io(WRITING))?;
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
        LibraryError::from_io(doing, self.name())
    }

    fn text(&self, held: &Held) -> io::Result<String> {
        toml_file::text_of(self.path.as_deref(), &held.text)
    }

    fn take(&self, held: &mut Held, text: String) -> bool {
        if text == held.text && held.version > 0 {
            return false;
        }
        let name = self.name();
        let named = |fault: &Mistake| fault.in_file(&name);
        let (corrections, faults) = match lines::read(&text) {
            Ok((corrections, faults)) => {
                (Arc::new(corrections), faults.iter().map(named).collect())
            }
            Err(fault) => (Arc::clone(&held.corrections), vec![named(&fault)]),
        };
        let changed = *corrections != *held.corrections || faults != held.faults;
        if *corrections != *held.corrections || held.version == 0 {
            held.version += 1;
        }
        held.corrections = corrections;
        held.faults = faults;
        held.text = text;
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::model::correction::Section;

    #[test]
    fn changes_are_kept_told_back_and_join_those_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let one = CorrectionsFile::new(Some(path.clone()));
        let two = CorrectionsFile::new(Some(path.clone()));
        let merge = Setting::put(Section::Merge, "person:a", "person:b");
        let back = one.change(std::slice::from_ref(&merge)).unwrap();
        assert_eq!(back, [Setting::drop(Section::Merge, "person:a")]);
        two.change(&[Setting::put(Section::Hide, "org:x", "")])
            .unwrap();
        assert!(one.reread() && !one.reread());
        let (_, corrections) = one.current();
        assert!(corrections.hide.contains("org:x") && corrections.merge.contains_key("person:a"));
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
        let corrections = CorrectionsFile::new(Some(path.clone()));
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
