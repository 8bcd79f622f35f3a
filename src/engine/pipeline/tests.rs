use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::analysis::{Analyst, Wishes};
use crate::engine::pipeline::{Fed, Gauge, Pipeline, What};
use crate::ingest::Limits;
use crate::model::lexicon::LexiconFiles;
use crate::text::Rules;

fn pipeline(analyse: bool) -> Pipeline {
    let lexicon = LexiconFiles::default();
    Pipeline {
        rules: Arc::new(Rules::new(&lexicon)),
        analyst: Arc::new(Analyst::new(&lexicon)),
        wishes: Wishes::default(),
        limits: Limits::default(),
        clean: true,
        analyse,
        format: None,
        known: None,
        workers: 3,
    }
}

/// Feeds inputs and returns the answers in order.
fn fed(pipeline: &Pipeline, inputs: &[PathBuf]) -> Vec<Fed> {
    let answers = Mutex::new(Vec::new());
    let gauge = Gauge::default();
    pipeline.feed(inputs, &AtomicBool::new(false), &gauge, &|fed| {
        answers.lock().unwrap().push(fed);
    });
    let mut answers = answers.into_inner().unwrap();
    answers.sort_by_key(|fed| fed.order);
    let done = gauge.done.load(Ordering::Relaxed);
    assert_eq!(done, answers.len() as u64);
    answers
}

#[test]
fn every_number_comes_once_and_a_bad_document_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..20 {
        let text = format!(
            "Headline number {n}\n\nThe ministers met on day {n}. They agreed on a text.\n"
        );
        fs::write(folder.path().join(format!("{n:02}.txt")), text).unwrap();
    }
    fs::write(folder.path().join("05.txt"), [0u8, 1, 2, 255, 0, 0]).unwrap();
    fs::write(
        folder.path().join("30.jsonl"),
        "{\"title\": \"A\", \"text\": \"One. Two.\"}\n{broken\n{\"title\": \"B\", \"text\": \"Three.\"}\n",
    )
    .unwrap();
    let missing = folder.path().join("not-there");
    let answers = fed(&pipeline(true), &[folder.path().to_owned(), missing]);
    let orders: Vec<u64> = answers.iter().map(|fed| fed.order).collect();
    assert_eq!(orders, (0..22).collect::<Vec<u64>>());
    let all: Vec<&What> = answers.iter().flat_map(|fed| &fed.found).collect();
    let refused: Vec<&String> = all
        .iter()
        .filter_map(|what| match what {
            What::Refused(line) => Some(line),
            What::Article(_) | What::Known => None,
        })
        .collect();
    assert_eq!(all.len() - refused.len(), 19 + 2);
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].contains("05.txt"));
    assert!(refused[1].contains("30.jsonl:2"));
    assert!(refused[2].contains("not-there"));
}

#[test]
fn reading_alone_leaves_the_analysis_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(
        &path,
        "A headline\n\nThe minister spoke in the capital on Monday.\n",
    )
    .unwrap();
    for (analyse, expected) in [(true, true), (false, false)] {
        let answers = fed(&pipeline(analyse), std::slice::from_ref(&path));
        let What::Article(analyzed) = &answers[0].found[0] else {
            panic!("the file is read");
        };
        assert_eq!(!analyzed.analysis.sentences.is_empty(), expected);
        assert!(analyzed.article.text.contains("The minister spoke"));
    }
}

#[test]
fn a_stop_ends_the_reading_early() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..400 {
        fs::write(
            folder.path().join(format!("{n}.txt")),
            "A headline\n\nSome text here.\n",
        )
        .unwrap();
    }
    let stop = AtomicBool::new(false);
    let seen = Mutex::new(0);
    pipeline(false).feed(
        &[folder.path().to_owned()],
        &stop,
        &Gauge::default(),
        &|_| {
            *seen.lock().unwrap() += 1;
            stop.store(true, Ordering::Relaxed);
        },
    );
    assert!(*seen.lock().unwrap() < 400);
}
