//! Feeds in a home of its own: what is followed, and a clock that can be moved.

use serde_json::Value;

use crate::place::Place;

/// The library of such a home.
pub(crate) const LIBRARY: &str = ".local/share/nutgraf/library.db";

impl Place {
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

    /// The same; it must end well.
    pub(crate) fn well(&self, words: &[&str]) -> String {
        let ended = self.run(words);
        assert_eq!(ended.code, Some(0), "{words:?}: {}{}", ended.out, ended.err);
        ended.out
    }

    pub(crate) fn records(&self, words: &[&str]) -> Vec<Value> {
        records(&self.run(words).out)
    }

    /// All that is stored of articles, a row each: whatever touches one changes this.
    pub(crate) fn articles(&self) -> Vec<String> {
        let connection = rusqlite::Connection::open(self.path(LIBRARY)).unwrap();
        let tables = [
            "article",
            "document",
            "analysis",
            "revision",
            "identity",
            "entry",
            "article_actor",
            "state",
            "change",
        ];
        let mut rows = Vec::new();
        for table in tables {
            let mut statement = connection
                .prepare(&format!("SELECT * FROM {table}"))
                .unwrap();
            let columns = statement.column_count();
            let mut found = statement.query([]).unwrap();
            while let Some(row) = found.next().unwrap() {
                let values =
                    (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at).unwrap());
                rows.push(format!("{table} {:?}", values.collect::<Vec<_>>()));
            }
        }
        rows
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

pub(crate) fn records(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect()
}
