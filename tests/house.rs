//! Holds the architecture where Cargo can't: within each crate files depend downward without circles, are short and say
//! what they own; there is no global state; SQL is the library's and the network is the feeds' alone.

#![expect(
    clippy::expect_used,
    reason = "a source tree that cannot be read fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the crates' sources are, from the top of the tree.
const CRATES: [&str; 5] = [
    "src",
    "crates/nutgraf-read/src",
    "crates/nutgraf-analysis/src",
    "crates/nutgraf-library/src",
    "crates/nutgraf-feeds/src",
];

const MOST_LINES: usize = 600;

struct File {
    path: PathBuf,
    /// The crate's folder, one of `CRATES`.
    home: &'static str,
    /// Path inside the crate, for instance `text::sentence`; empty for the crate's root.
    name: String,
    text: String,
}

impl File {
    fn is_test(&self) -> bool {
        self.name.split("::").any(|part| part == "tests")
    }

    /// The lines of code with their numbers: no comments, and nothing from the file's own tests on.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().map(str::trim_start).enumerate();
        lines
            .take_while(|(_, line)| *line != "mod tests {")
            .filter(|(_, line)| !line.starts_with("//"))
            .map(|(number, line)| (number + 1, line))
    }
}

fn files() -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for home in CRATES {
        let src = top.join(home);
        let before = found.len();
        let mut open = vec![src.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("src is readable") {
                let path = entry.expect("src is readable").path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|e| e == "rs") {
                    let inside = path.strip_prefix(&src).expect("inside src");
                    let inside = inside.with_extension("");
                    let parts: Vec<_> = inside.iter().map(|p| p.to_string_lossy()).collect();
                    let name = match parts.join("::") {
                        root if root == "lib" => String::new(),
                        name => name,
                    };
                    let text = fs::read_to_string(&path).expect("source is UTF-8");
                    found.push(File {
                        path,
                        home,
                        name,
                        text,
                    });
                }
            }
        }
        assert!(found.len() > before, "{home} has source");
    }
    found.sort_by(|a, b| (a.home, &a.name).cmp(&(b.home, &b.name)));
    found
}

/// The paths inside its own crate that a file names, from the crate's root: `crate::`, `self::`, `super::` and, in
/// `main`, `nutgraf::` alike.
fn imports(file: &File) -> BTreeSet<String> {
    let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
    let code = code.join("\n");
    let parent = |name: &str| match name.rsplit_once("::") {
        Some((parent, _)) => parent.to_owned(),
        None => String::new(),
    };
    let mut found = BTreeSet::new();
    for (prefix, base) in [
        ("crate::", Some(String::new())),
        ("nutgraf::", (file.name == "main").then(String::new)),
        ("self::", Some(file.name.clone())),
        ("super::super::", Some(parent(&parent(&file.name)))),
        ("super::", Some(parent(&file.name))),
    ] {
        let Some(base) = base else { continue };
        for (at, _) in code.match_indices(prefix) {
            let before = code.get(..at).unwrap_or("");
            let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let visibility = before.ends_with("pub(in ");
            if !whole || visibility {
                continue;
            }
            let rest = code.get(at + prefix.len()..).unwrap_or("");
            for path in paths(rest) {
                let separator = if base.is_empty() || path.is_empty() {
                    ""
                } else {
                    "::"
                };
                found.insert(format!("{base}{separator}{path}"));
            }
        }
    }
    found
}

/// The paths that a piece of code begins with: `a::b::C`, or `a::b::{c, d::e}`, one for each in the braces.
fn paths(code: &str) -> Vec<String> {
    let end = code
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
        .unwrap_or(code.len());
    let (head, rest) = code.split_at(end);
    match rest.strip_prefix('{') {
        Some(group) if head.ends_with("::") || head.is_empty() => {
            let inside = group.split('}').next().unwrap_or("");
            let parts = inside
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            parts
                .map(|part| format!("{head}{}", part.split(" as ").next().unwrap_or("")))
                .collect()
        }
        _ => vec![head.trim_end_matches(':').to_owned()],
    }
}

#[test]
fn no_files_of_a_crate_import_each_other_in_a_circle() {
    let files: Vec<File> = files().into_iter().filter(|f| !f.is_test()).collect();
    let mut circles = Vec::new();
    for home in CRATES {
        let files: Vec<&File> = files.iter().filter(|f| f.home == home).collect();
        let names: BTreeSet<&str> = files.iter().map(|f| f.name.as_str()).collect();
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for file in &files {
            let targets = imports(file)
                .into_iter()
                .filter_map(|import| {
                    // The longest prefix that is a file of its own.
                    let mut path = import.as_str();
                    loop {
                        if let Some(name) = names.get(path) {
                            return Some(*name);
                        }
                        path = path.rsplit_once("::")?.0;
                    }
                })
                .filter(|target| *target != file.name)
                .collect();
            edges.insert(file.name.as_str(), targets);
        }
        // What nothing unvisited points to is peeled off; what remains is a circle.
        loop {
            let free: Vec<&str> = edges
                .iter()
                .filter(|(_, to)| to.iter().all(|t| !edges.contains_key(t)))
                .map(|(n, _)| *n)
                .collect();
            if free.is_empty() {
                break;
            }
            for name in free {
                edges.remove(name);
            }
        }
        for (from, to) in &edges {
            let rest: Vec<_> = to.iter().filter(|t| edges.contains_key(*t)).collect();
            circles.push(format!("{home}: {from} -> {rest:?}"));
        }
    }
    assert!(
        circles.is_empty(),
        "files that import each other in a circle:\n{}",
        circles.join("\n")
    );
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut wrong = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        let place = file.path.display();
        if lines > MOST_LINES {
            wrong.push(format!("{place}: {lines} lines, more than {MOST_LINES}"));
        }
        if file.path.file_name().is_some_and(|n| n == "mod.rs") {
            wrong.push(format!("{place}: use room.rs beside room/"));
        }
        if file.is_test() {
            continue;
        }
        let header = file.text.lines().take_while(|line| line.starts_with("//!"));
        let header = header.collect::<Vec<_>>().join(" ");
        for word in ["Owns:", "Promises:"] {
            if !header.contains(word) {
                wrong.push(format!("{place}: the header says nothing under `{word}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_is_no_global_state_and_no_sql_outside_the_library() {
    let mut wrong = Vec::new();
    for file in files() {
        for (number, code) in file.code() {
            let place = format!("{}:{number}", file.path.display());
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
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Which crate may depend on what: what is not named here, Cargo keeps out of reach.
#[test]
fn crates_depend_downward_and_the_database_and_the_network_have_one_owner_each() {
    const OWN: [(&str, &[&str]); 4] = [
        ("nutgraf-read", &[]),
        ("nutgraf-analysis", &["nutgraf-read"]),
        ("nutgraf-library", &["nutgraf-read"]),
        ("nutgraf-feeds", &["nutgraf-read"]),
    ];
    const OWNERS: [(&str, &str); 2] = [("rusqlite", "nutgraf-library"), ("ureq", "nutgraf-feeds")];
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = |path: &Path| {
        let text = fs::read_to_string(path).expect("a manifest");
        text.parse::<toml::Table>().expect("a manifest is TOML")
    };
    let needs = |manifest: &toml::Table| -> BTreeSet<String> {
        let table = manifest.get("dependencies").and_then(toml::Value::as_table);
        table.into_iter().flat_map(|t| t.keys().cloned()).collect()
    };
    let mut wrong = Vec::new();
    for (name, may) in OWN {
        let needs = needs(&manifest(&top.join("crates").join(name).join("Cargo.toml")));
        for need in needs.iter().filter(|n| n.starts_with("nutgraf")) {
            if !may.contains(&need.as_str()) {
                wrong.push(format!("{name} may not depend on {need}"));
            }
        }
        for (dependency, owner) in OWNERS {
            if needs.contains(dependency) && name != owner {
                wrong.push(format!("{dependency} is {owner}'s, not {name}'s"));
            }
        }
    }
    let program = needs(&manifest(&top.join("Cargo.toml")));
    for (dependency, owner) in OWNERS {
        if program.contains(dependency) {
            wrong.push(format!("{dependency} is {owner}'s, not the program's"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    for (code, wanted) in [
        ("a::b;", vec!["a::b"]),
        ("a::{b, c::d, E};", vec!["a::b", "a::c::d", "a::E"]),
        ("a::{\n    b as x,\n    c,\n};", vec!["a::b", "a::c"]),
        ("a::b(c)", vec!["a::b"]),
    ] {
        assert_eq!(paths(code), wanted, "{code}");
    }
}
