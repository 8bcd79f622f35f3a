//! Owns: writing the reader's file of saved lines.
//! Promises: the file is replaced whole or not at all; what the reader wrote into it meanwhile stays; a link stays a link.

use std::fs;
use std::io;
use std::path::Path;

use crate::config::saved_lines;
use nutgraf_library::toml_file;
use nutgraf_read::model::saved::Keeping;

/// Writes one change into the file.
///
/// # Errors
/// One line that names the file and what to do.
pub(super) fn keep(path: &Path, keeping: &Keeping) -> Result<(), String> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(path, &error)),
    };
    let edited = saved_lines::edit(&text, keeping)
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
    use nutgraf_read::model::saved::{Purpose, Saved};
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
}
