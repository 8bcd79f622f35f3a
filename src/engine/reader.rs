//! Owns: the thread that fetches rows and whole articles for the screen.
//! May import: `model`, `library`, `app::msg`, `engine::thread`.
//! Promises: answers in the order of asking, except that of several articles asked for only the newest is fetched.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::app::msg::{Counts, Level, Msg};
use crate::engine::thread::{spawn, tell};
use crate::library::Library;
use crate::library::error::LibraryError;
use crate::library::reader::Reader;
use crate::model::id::ArticleId;

/// Errands that may wait; the screen asks a few at each key.
const ERRANDS: usize = 1024;

/// Something to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// What list rows show.
    Rows(Vec<ArticleId>),
    /// A whole article.
    Open(ArticleId),
    /// How many articles there are.
    Counts,
}

/// Starts the thread. It ends when the sender is dropped.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    library: &Arc<Library>,
    inbox: Sender<Msg>,
) -> io::Result<(Sender<Errand>, JoinHandle<()>)> {
    let (errands, waiting) = bounded(ERRANDS);
    let library = Arc::clone(library);
    let handle = spawn("reader", inbox.clone(), move || match library.reader() {
        Ok(reader) => run(&reader, &waiting, &inbox),
        Err(error) => tell(&inbox, Level::Error, error.to_string()),
    })?;
    Ok((errands, handle))
}

fn run(reader: &Reader, waiting: &Receiver<Errand>, inbox: &Sender<Msg>) {
    while let Ok(first) = waiting.recv() {
        let mut errands = vec![first];
        errands.extend(waiting.try_iter());
        let last_open = errands.iter().rposition(|e| matches!(e, Errand::Open(_)));
        let last_count = errands.iter().rposition(|e| matches!(e, Errand::Counts));
        for (at, errand) in errands.into_iter().enumerate() {
            let overtaken = match errand {
                Errand::Open(_) => last_open != Some(at),
                Errand::Counts => last_count != Some(at),
                Errand::Rows(_) => false,
            };
            if overtaken {
                continue;
            }
            match fetch(reader, errand) {
                Ok(msg) => {
                    if inbox.send(msg).is_err() {
                        return;
                    }
                }
                Err(error) => tell(inbox, Level::Error, error.to_string()),
            }
        }
    }
}

fn fetch(reader: &Reader, errand: Errand) -> Result<Msg, LibraryError> {
    Ok(match errand {
        Errand::Rows(ids) => Msg::Rows(reader.headlines(&ids)?),
        Errand::Open(id) => Msg::Opened {
            id,
            reading: reader.open(id)?.map(Box::new),
        },
        Errand::Counts => {
            let counts = reader.counts()?;
            Msg::Counts(Counts {
                articles: counts.articles,
                unread: counts.unread,
                starred: counts.starred,
            })
        }
    })
}
