use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::pipeline::{Fed, Gauge, Pipeline, What};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::Options;
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::text::Rules;

fn pipeline(analyse: bool) -> Pipeline {
    let lexicon = LexiconFiles::default();
    Pipeline {
        reading: Options::with_rules(Arc::new(Rules::new(&lexicon))),
        analyst: Arc::new(Analyst::new(&lexicon)),
        options: AnalysisOptions::default(),
        analyse,
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
    let refused: Vec<String> = all
        .iter()
        .filter_map(|what| match what {
            What::Refused(refusal) => Some(refusal.to_string()),
            What::Article(_) | What::Taken(_) | What::Known => None,
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

/// Running text that is another one for each `n`.
fn body(n: u64) -> String {
    let mut text = String::new();
    for at in 0..120_u64 {
        let bytes = [n, at].map(u64::to_le_bytes).concat();
        let word = nutgraf_read::text::hash::stable(bytes) % 700;
        let opening = if at % 30 == 0 { "The " } else { "" };
        let end = match at % 30 {
            29 => " said.\n\n",
            _ if at % 10 == 9 => " and the ",
            _ => " ",
        };
        write!(text, "{opening}w{word}{end}").unwrap();
    }
    text
}

#[test]
fn lines_that_the_documents_of_a_folder_share_are_left_out() {
    const FOOT: &str = "The Courier has been printed in the valley since the bridge was built, and it is read in every house by the sea.";
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for n in 0..8_u64 {
        let text = format!("What ward {n} did this week\n\n{}{FOOT}\n", body(n));
        fs::write(folder.path().join(format!("{n}.txt")), &text).unwrap();
        let record =
            serde_json::json!({"id": n.to_string(), "source": "The Courier", "text": text});
        writeln!(lines, "{record}").unwrap();
    }
    let together = tempfile::tempdir().unwrap();
    let stream = together.path().join("all.jsonl");
    fs::write(&stream, lines).unwrap();
    let with_foot = |inputs: &[PathBuf]| -> (usize, usize, usize) {
        let answers = fed(&pipeline(false), inputs);
        let found = answers.into_iter().flat_map(|fed| fed.found);
        let articles: Vec<_> = found
            .filter_map(|what| match what {
                What::Article(analyzed) => Some(analyzed.article),
                What::Taken(_) | What::Known | What::Refused(_) => None,
            })
            .collect();
        let has = |article: &&nutgraf_read::model::article::Article| article.text.contains(FOOT);
        let told = articles.iter().filter(|article| {
            let pieces = article.dropped.iter().map(|d| d.span.of(&article.raw));
            pieces.into_iter().any(|piece| piece.contains(FOOT))
        });
        (
            articles.len(),
            articles.iter().filter(has).count(),
            told.count(),
        )
    };
    let alone = folder.path().join("3.txt");
    assert_eq!(with_foot(&[alone]), (1, 1, 0), "nobody knows it from one");
    assert_eq!(with_foot(&[folder.path().to_owned()]), (8, 0, 8));
    assert_eq!(with_foot(&[stream]), (8, 0, 8));
    // The same story eight times is no proof that its lines are leftovers.
    for n in 0..8 {
        let text = format!("What ward 0 did this week\n\n{}{FOOT}\n", body(0));
        fs::write(folder.path().join(format!("{n}.txt")), &text).unwrap();
    }
    assert_eq!(with_foot(&[folder.path().to_owned()]), (8, 8, 0));
}
