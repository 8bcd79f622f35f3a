//! Owns: the reader's files of saved lines, those for every library and those of one: which is written.
//! Promises: a file is replaced whole or not at all; what the reader wrote into it meanwhile stays; a link stays a link; a tab
//! made in one library shows in no other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::saved_lines;
use nutgraf_library::toml_file;
use nutgraf_read::model::saved::{Keeping, Purpose, Saved};

/// Where saved lines are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFiles {
    /// The reader's own file, for every library: mutes, and tabs written there by hand.
    pub all: PathBuf,
    /// The tabs of the open library; `None` for a temporary one, which keeps none.
    pub own: Option<PathBuf>,
}

impl SavedFiles {
    /// The files of a library: the one beside the settings, and one beside the library with its name.
    pub fn of(all: PathBuf, library: Option<&Path>) -> Self {
        let own = library.map(|library| library.with_extension("briefs.toml"));
        Self { all, own }
    }

    /// Writes one change into the file that it belongs to.
    ///
    /// # Errors
    /// One line that names the file and what to do.
    pub fn keep(&self, keeping: &Keeping) -> Result<(), String> {
        match keeping {
            Keeping::Put(Saved {
                purpose: Purpose::Mute,
                ..
            }) => keep(&self.all, keeping),
            Keeping::Put(_) => self.own.as_deref().map_or(Ok(()), |own| keep(own, keeping)),
            Keeping::Take(purpose, name) => {
                for path in self.own.iter().chain([&self.all]) {
                    let (lines, _) = saved_lines::read(&text_of(path)?);
                    let is_it = |line: &Saved| line.purpose == *purpose && line.name == *name;
                    if lines.iter().any(is_it) {
                        keep(path, keeping)?;
                    }
                }
                Ok(())
            }
        }
    }
}

fn text_of(path: &Path) -> Result<String, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(failed(path, &error)),
    }
}

/// Writes one change into a file.
fn keep(path: &Path, keeping: &Keeping) -> Result<(), String> {
    let edited = saved_lines::edit(&text_of(path)?, keeping)
        .map_err(|mistake| format!("not kept: {}", mistake.in_file(path)))?;
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| toml_file::replace(path, &edited))
        .map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("not kept in {}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn lines_are_kept_through_a_link_and_a_broken_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real.toml");
        let link = folder.path().join("deep").join("briefs.toml");
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        fs::write(&real, "# mine\n").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let put = Keeping::Put(Saved {
            purpose: Purpose::Tab,
            name: Arc::from("gulf"),
            line: Arc::from("@iran"),
        });
        keep(&link, &put).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let text = fs::read_to_string(&real).unwrap();
        assert_eq!(text, "# mine\n\n[briefs]\ngulf = \"@iran\"\n");
        fs::write(&real, "[briefs\n").unwrap();
        assert!(keep(&link, &put).is_err());
        assert_eq!(fs::read_to_string(&real).unwrap(), "[briefs\n");
    }

    #[test]
    fn a_tab_is_kept_with_its_library_and_a_mute_for_all() {
        let folder = tempfile::tempdir().unwrap();
        let all = folder.path().join("briefs.toml");
        let of = |library: &str| SavedFiles::of(all.clone(), Some(&folder.path().join(library)));
        let (one, other) = (of("one.db"), of("other.db"));
        let put = |purpose, name: &str| {
            Keeping::Put(Saved {
                purpose,
                name: Arc::from(name),
                line: Arc::from("@iran"),
            })
        };
        one.keep(&put(Purpose::Tab, "gulf")).unwrap();
        one.keep(&put(Purpose::Mute, "sport")).unwrap();
        let names = |path: &Path| {
            let (lines, _) = saved_lines::read(&text_of(path).unwrap());
            let names = lines.iter().map(|line| line.name.to_string());
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&all), "sport");
        assert_eq!(names(one.own.as_ref().unwrap()), "gulf");
        assert_eq!(names(other.own.as_ref().unwrap()), "");
        // One that was written by hand for every library goes, too.
        fs::write(&all, "[briefs]\ngulf = \"@us\"\n").unwrap();
        one.keep(&Keeping::Take(Purpose::Tab, Arc::from("gulf")))
            .unwrap();
        assert_eq!(names(&all) + &names(one.own.as_ref().unwrap()), "");
        SavedFiles::of(all, None)
            .keep(&put(Purpose::Tab, "none"))
            .unwrap();
    }
}
