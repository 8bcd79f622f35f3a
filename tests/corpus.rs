//! The golden corpus: documents of our own in `tests/corpus/`, read and cleaned, against what should come out
//! (`.golden` beside each). A mismatch prints the lines that differ; with `UPDATE_GOLDEN=1` it rewrites the file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may fail")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::ingest::{self, Limits};
use nutgraf::model::article::Article;
use nutgraf::text::{self, Rules};

/// Everything about a cleaned document that a reader would see, as lines.
fn picture(article: &Article, rules: &Rules) -> String {
    let mut out = String::new();
    let meta = &article.meta;
    let or_none = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let published = meta
        .published
        .map_or("-".to_owned(), |moment| moment.to_string());
    writeln!(out, "title: {}", meta.title).unwrap();
    writeln!(out, "byline: {}", or_none(&meta.byline)).unwrap();
    writeln!(out, "published: {published}").unwrap();
    writeln!(out, "language: {}", or_none(&meta.language)).unwrap();
    for block in &article.blocks {
        writeln!(out, "\n{:?}", block.kind).unwrap();
        for sentence in text::sentences(&article.text, std::slice::from_ref(block), rules) {
            writeln!(out, "    {}", sentence.of(&article.text)).unwrap();
        }
    }
    writeln!(out, "\ndropped").unwrap();
    for dropped in &article.dropped {
        for line in dropped
            .span
            .of(&article.raw)
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            writeln!(out, "    {:10} {}", dropped.reason.name(), line.trim()).unwrap();
        }
    }
    for flaw in &article.flaws {
        writeln!(out, "flaw: {}", flaw.message).unwrap();
    }
    out
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|e| e != "golden"))
        .collect();
    found.sort();
    found
}

#[test]
fn documents_come_out_as_they_should() {
    let rules = Rules::new(&nutgraf::config::lexicon());
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    let documents = documents();
    assert!(documents.len() >= 4, "the corpus is there");
    for path in documents {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut got = String::new();
        for outcome in ingest::read(&bytes, &name, None, &Limits::default()) {
            got.push_str(&picture(&text::clean(outcome.unwrap(), &rules), &rules));
        }
        let golden = path.with_extension("golden");
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if got == wanted {
            continue;
        }
        if update {
            fs::write(&golden, &got).unwrap();
            continue;
        }
        for line in wanted.lines().filter(|line| !got.contains(line)) {
            wrong.push(format!("{name}: - {line}"));
        }
        for line in got.lines().filter(|line| !wanted.contains(line)) {
            wrong.push(format!("{name}: + {line}"));
        }
        wrong.push(format!(
            "{name}: differs from its golden file (UPDATE_GOLDEN=1 rewrites it)"
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
