//! Owns: a path as a person writes it on the screen.
//! Promises: `~` is the home folder, as a shell has it; nothing else has a meaning.

use std::path::PathBuf;

/// The path that is meant.
pub(super) fn written(text: &str) -> PathBuf {
    let below = match text {
        "~" => Some(""),
        _ => text.strip_prefix("~/"),
    };
    match (below, etcetera::home_dir()) {
        (Some(below), Ok(home)) => home.join(below),
        _ => PathBuf::from(text),
    }
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
