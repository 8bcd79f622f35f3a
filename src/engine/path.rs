//! Owns: a path as a person writes it on the screen.
//! Promises: `~` is the home folder, as a shell has it; nothing else has a meaning.

use std::path::{Path, PathBuf};

/// The path that is meant.
pub(super) fn written(text: &str) -> PathBuf {
    match etcetera::home_dir() {
        Ok(home) => below(&home, text),
        Err(_) => PathBuf::from(text),
    }
}

/// The same with the home folder as it is known.
pub fn below(home: &Path, text: &str) -> PathBuf {
    let inside = match text {
        "~" => Some(""),
        _ => text.strip_prefix("~/"),
    };
    inside.map_or_else(|| PathBuf::from(text), |inside| home.join(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(written("~/news/a.md"), home.join("news/a.md"));
        assert_eq!(written("a~/b"), PathBuf::from("a~/b"));
        assert_eq!(
            written("https://example.org/~a"),
            PathBuf::from("https://example.org/~a")
        );
    }
}
