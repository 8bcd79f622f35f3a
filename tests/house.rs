//! Holds the architecture: reads `src/` and fails on an upward or sideways import, a circle of files, a file that is
//! too long, a file without its header, global state, or SQL outside the library.

#![expect(
    clippy::expect_used,
    reason = "a source tree that cannot be read fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms and their ranks. A room imports only from rooms of a lower rank.
const RANKS: [(&str, u8); 15] = [
    ("model", 0),
    ("config", 1),
    ("text", 1),
    ("catalog", 1),
    ("analysis", 2),
    ("ingest", 2),
    ("library", 2),
    ("filter", 2),
    ("app", 3),
    ("engine", 4),
    ("tui", 4),
    ("print", 4),
    ("run", 5),
    ("cli", 5),
    ("main", 6),
];

const MOST_LINES: usize = 600;

struct File {
    path: PathBuf,
    /// Path inside the crate, for instance `text::sentence`; `main` and `lib` stand for themselves.
    name: String,
    text: String,
}

impl File {
    fn room(&self) -> &str {
        self.name.split("::").next().unwrap_or("")
    }

    fn is_test(&self) -> bool {
        self.name.ends_with("::tests") || self.name.contains("::tests::")
    }
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![src.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("src is readable") {
            let path = entry.expect("src is readable").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path
                    .strip_prefix(&src)
                    .expect("inside src")
                    .with_extension("");
                let name = inside
                    .iter()
                    .map(|p| p.to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("::");
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                found.push(File { path, name, text });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(found.len() > 5, "the walk over src/ finds the source");
    found
}

fn rank(room: &str) -> Option<u8> {
    RANKS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, rank)| *rank)
}

/// The crate paths that a file names: `crate::room::part` and, in `main`, `nutgraf::room::part`. Comments do not count.
fn imports(file: &File) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let code: String = file
        .text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let prefixes: &[&str] = if file.name == "main" {
        &["nutgraf::"]
    } else {
        &["crate::"]
    };
    for prefix in prefixes {
        for (at, _) in code.match_indices(prefix) {
            let rest = code.get(at + prefix.len()..).unwrap_or("");
            if let Some(group) = rest.strip_prefix('{') {
                for part in group.split('}').next().unwrap_or("").split(',') {
                    found.insert(head(part.trim()));
                }
            } else {
                found.insert(head(rest));
            }
        }
    }
    found
}

/// The leading `a::b::c` of a piece of code.
fn head(code: &str) -> String {
    let end = code
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .unwrap_or(code.len());
    code.get(..end)
        .unwrap_or("")
        .trim_end_matches(':')
        .to_owned()
}

#[test]
fn every_room_has_a_rank_and_imports_go_down() {
    let mut wrong = Vec::new();
    for file in files() {
        if file.name == "lib" {
            continue;
        }
        let Some(own) = rank(file.room()) else {
            wrong.push(format!(
                "{}: the room `{}` has no rank",
                file.path.display(),
                file.room()
            ));
            continue;
        };
        for import in imports(&file) {
            let room = import.split("::").next().unwrap_or("").to_owned();
            if room == file.room() {
                continue;
            }
            match rank(&room) {
                Some(other) if other < own => {}
                _ => wrong.push(format!(
                    "{}: `{}` may not import `{import}`",
                    file.path.display(),
                    file.room()
                )),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports go down only:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_two_files_of_a_room_import_each_other_in_a_circle() {
    let files: Vec<File> = files().into_iter().filter(|f| !f.is_test()).collect();
    let names: BTreeSet<String> = files.iter().map(|f| f.name.clone()).collect();
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in &files {
        let targets = imports(file)
            .into_iter()
            .filter_map(|import| {
                // The longest prefix that is a file of its own.
                let mut path = import.as_str();
                loop {
                    if names.contains(path) {
                        return Some(path.to_owned());
                    }
                    path = path.rsplit_once("::")?.0;
                }
            })
            .filter(|target| *target != file.name)
            .collect();
        edges.insert(file.name.clone(), targets);
    }
    // What nothing unvisited points to is peeled off; what remains is a circle.
    loop {
        let free: Vec<String> = edges
            .iter()
            .filter(|(_, to)| to.iter().all(|t| !edges.contains_key(t)))
            .map(|(n, _)| n.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        for name in free {
            edges.remove(&name);
        }
    }
    let rest: Vec<String> = edges
        .iter()
        .map(|(from, to)| {
            format!(
                "{from} -> {:?}",
                to.iter()
                    .filter(|t| edges.contains_key(*t))
                    .collect::<Vec<_>>()
            )
        })
        .collect();
    assert!(
        rest.is_empty(),
        "files that import each other in a circle:\n{}",
        rest.join("\n")
    );
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut wrong = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!(
                "{}: {lines} lines, more than {MOST_LINES}",
                file.path.display()
            ));
        }
        if file.is_test() {
            continue;
        }
        let header: String = file
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect::<Vec<_>>()
            .join(" ");
        for word in ["Owns:", "May import:", "Promises:"] {
            if !header.contains(word) {
                wrong.push(format!(
                    "{}: the header says nothing under `{word}`",
                    file.path.display()
                ));
            }
        }
        if file.path.file_name().is_some_and(|n| n == "mod.rs") {
            wrong.push(format!("{}: use room.rs beside room/", file.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_is_no_global_state_and_no_sql_outside_the_library() {
    let mut wrong = Vec::new();
    for file in files() {
        for (number, line) in file.text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            let place = format!("{}:{}", file.path.display(), number + 1);
            if code.starts_with("static ") || code.starts_with("pub static ") {
                wrong.push(format!("{place}: a static"));
            }
            for word in [
                "thread_local!",
                "LazyLock",
                "OnceLock",
                "lazy_static!",
                "OnceCell",
            ] {
                if code.contains(word) {
                    wrong.push(format!("{place}: {word}"));
                }
            }
            if file.room() != "library" && (code.contains("rusqlite") || code.contains("PRAGMA ")) {
                wrong.push(format!("{place}: the database is the library's"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
