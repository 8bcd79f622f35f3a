//! Owns: the thread that asks the full-text index, so that a slow answer never keeps the titles waiting.
//! Promises: the newest question wins; one that was overtaken is given up half way.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};
use roaring::RoaringBitmap;

use crate::app::msg::{Level, Msg};
use crate::engine::thread::{spawn, tell};
use nutgraf_library::{Library, LibraryError, Reader};
use nutgraf_read::model::text_term::TextTerm;

/// Questions that may wait; only the newest counts.
const QUESTIONS: usize = 64;
/// Answers that may wait: one a question.
const ANSWERS: usize = 64;

/// Terms to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextQuestion {
    /// Goes into the answer.
    pub number: u64,
    /// The terms.
    pub terms: Vec<TextTerm>,
}

/// What the index says.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The question's number.
    pub number: u64,
    /// Each term with its articles, by id.
    pub hits: Vec<(TextTerm, RoaringBitmap)>,
}

/// The ways in and out.
#[derive(Clone, Debug)]
pub struct Index {
    /// Questions.
    pub questions: Sender<TextQuestion>,
    /// Answers.
    pub answers: Receiver<Answer>,
}

/// Starts the thread. It ends when nobody can question any more.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(library: &Arc<Library>, inbox: Sender<Msg>) -> io::Result<(Index, JoinHandle<()>)> {
    let (questions, asked) = bounded(QUESTIONS);
    let (answer, answers) = bounded(ANSWERS);
    let library = Arc::clone(library);
    let handle = spawn("text", inbox.clone(), move || match library.reader() {
        Ok(reader) => run(&reader, &asked, &answer, &inbox),
        Err(error) => tell(&inbox, Level::Error, error.to_string()),
    })?;
    Ok((Index { questions, answers }, handle))
}

fn run(
    reader: &Reader,
    asked: &Receiver<TextQuestion>,
    answers: &Sender<Answer>,
    inbox: &Sender<Msg>,
) {
    while let Ok(first) = asked.recv() {
        let question = asked.try_iter().last().unwrap_or(first);
        match look(reader, question, &|| asked.is_empty()) {
            Ok(Some(answer)) => {
                if answers.send(answer).is_err() {
                    return;
                }
            }
            Ok(None) => {}
            Err(error) => tell(inbox, Level::Error, error.to_string()),
        }
    }
}

/// `None` when a newer question came.
fn look(
    reader: &Reader,
    question: TextQuestion,
    wanted: &dyn Fn() -> bool,
) -> Result<Option<Answer>, LibraryError> {
    let mut hits = Vec::new();
    for term in question.terms {
        if !wanted() {
            return Ok(None);
        }
        let Some(found) = reader.text_hits_while(std::slice::from_ref(&term), wanted)? else {
            return Ok(None);
        };
        hits.push((term, found));
    }
    Ok(Some(Answer {
        number: question.number,
        hits,
    }))
}
