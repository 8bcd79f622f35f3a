//! A home of our own, in which the program runs.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Where the library is, as seen from home.
pub(crate) const LIBRARY: &str = ".local/share/nutgraf/library.db";

pub(crate) struct Place {
    folder: tempfile::TempDir,
}

pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The file of feeds.
    pub(crate) fn feeds(&self, text: &str) {
        self.file(".config/nutgraf/feeds.toml", text);
    }

    /// The same with nothing but addresses.
    pub(crate) fn follow(&self, urls: &[String]) {
        let tables: Vec<String> = urls
            .iter()
            .map(|url| format!("[[feed]]\nurl = \"{url}\"\n"))
            .collect();
        self.feeds(&tables.concat());
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        ended(self.command(words).output().unwrap())
    }

    /// The same; it must end well.
    pub(crate) fn well(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert_eq!(ended.code, Some(0), "{words:?}: {}{}", ended.out, ended.err);
        ended.out
    }

    pub(crate) fn records(&self, words: &[&str]) -> Vec<Value> {
        records(&self.run(words).out)
    }

    /// Moves the clock of all feeds and hosts, as far as the library keeps one, so many seconds back.
    pub(crate) fn later(&self, seconds: i64) {
        let library = self.path(LIBRARY);
        let statement = format!(
            "UPDATE feed SET next = next - {seconds}, asked = asked - {seconds}, whole = whole - {seconds},
               failing = failing - {seconds}, moving_since = moving_since - {seconds};
             UPDATE host SET wait = wait - {seconds};
             UPDATE entry SET changed = changed - {seconds} WHERE changed > 0;"
        );
        let connection = rusqlite::Connection::open(library).unwrap();
        connection.execute_batch(&statement).unwrap();
    }
}

pub(crate) fn ended(output: Output) -> Ended {
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn records(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect()
}
