//! Owns: the threads that have a language model retell an article, one at a time as far as the reader is concerned.
//! Promises: `begin` and `stop` never wait; nothing is asked that the library has kept; a server that hangs holds a thread
//! until its time is over, never the screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;

use crate::app::msg::Msg;
use crate::engine::thread::spawn;
use crate::engine::writer::WriterQueues;
use nutgraf_analysis::retelling;
use nutgraf_feeds::chat::{self, Server};
use nutgraf_library::Library;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::retelling::{Kept, Retelling, Stage};
use nutgraf_read::text::fingerprint;

/// So many servers may hang at once.
const MOST: usize = 3;
/// How often the screen hears of a retelling that grows.
const PACE: Duration = Duration::from_millis(60);

/// Has articles retold.
#[derive(Debug)]
pub struct Reteller {
    server: Option<Server>,
    library: Arc<Library>,
    inbox: Sender<Msg>,
    writer: WriterQueues,
    running: Arc<AtomicUsize>,
    /// The newest asking; older ones stop when they see that they are not it.
    newest: Arc<AtomicUsize>,
}

impl Reteller {
    /// Over a library; without a server nothing is asked.
    pub fn new(
        server: Option<Server>,
        library: &Arc<Library>,
        writer: WriterQueues,
        inbox: Sender<Msg>,
    ) -> Self {
        Self {
            server,
            library: Arc::clone(library),
            inbox,
            writer,
            running: Arc::default(),
            newest: Arc::default(),
        }
    }

    /// Begins to retell an article. The answers carry `asking`.
    pub fn begin(&self, article: ArticleId, asking: u32) {
        let mut told = Retelling {
            article,
            asking,
            model: self.server.as_ref().map_or("", |s| &s.model).into(),
            text: String::new(),
            doubts: Vec::new(),
            stage: Stage::Writing,
        };
        let Some(server) = self.server.clone() else {
            told.stage = Stage::Failed(
                "no server is set: `abstract.url` and `abstract.model` in the settings".to_owned(),
            );
            drop(self.inbox.try_send(Msg::Retold(Box::new(told))));
            return;
        };
        if self.running.fetch_add(1, Ordering::Relaxed) >= MOST {
            self.running.fetch_sub(1, Ordering::Relaxed);
            told.stage = Stage::Failed("the server still works on earlier questions".to_owned());
            drop(self.inbox.try_send(Msg::Retold(Box::new(told))));
            return;
        }
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let work = Work {
            server,
            library: Arc::clone(&self.library),
            inbox: self.inbox.clone(),
            writer: self.writer.clone(),
            newest: Arc::clone(&self.newest),
            number,
            stop: AtomicBool::new(false),
        };
        let running = Arc::clone(&self.running);
        let started = spawn("retell", self.inbox.clone(), move || {
            // Given back also when the work panics.
            let _place = Place(running);
            work.run(told);
        });
        if started.is_err() {
            self.running.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Stops what is being retold.
    pub fn stop(&self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }
}

struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Work {
    server: Server,
    library: Arc<Library>,
    inbox: Sender<Msg>,
    writer: WriterQueues,
    newest: Arc<AtomicUsize>,
    number: usize,
    stop: AtomicBool,
}

impl Work {
    fn run(&self, mut told: Retelling) {
        let article = match self.article(told.article) {
            Ok(article) => article,
            Err(message) => {
                told.stage = Stage::Failed(message);
                self.tell(told);
                return;
            }
        };
        let fingerprint = fingerprint(&article.text);
        if let Some(text) = self.kept(fingerprint) {
            told.doubts = retelling::doubts(&text, &article);
            told.text = text;
            told.stage = Stage::Whole;
            self.tell(told);
            return;
        }
        self.tell(told.clone());
        let prompt = retelling::prompt(&article, &self.server.language);
        let mut heard = String::new();
        let mut last: Option<Instant> = None;
        let answer = chat::chat(
            &self.server,
            (&prompt.system, &prompt.article),
            &self.stop,
            &mut |words| {
                heard.push_str(words);
                if !self.is_newest() {
                    self.stop.store(true, Ordering::Relaxed);
                } else if last.is_none_or(|last| last.elapsed() >= PACE) {
                    last = Some(crate::engine::clock::instant());
                    told.text = retelling::tidy(&heard);
                    told.doubts = retelling::doubts(&told.text, &article);
                    // The screen may miss one of these: the next says all of it again.
                    drop(self.inbox.try_send(Msg::Retold(Box::new(told.clone()))));
                }
            },
        );
        if !self.is_newest() {
            return;
        }
        told.text = retelling::tidy(&heard);
        told.doubts = retelling::doubts(&told.text, &article);
        told.stage = match answer {
            Ok(_) if told.text.is_empty() => Stage::Failed("the server sent no text".to_owned()),
            Ok(_) => Stage::Whole,
            Err(message) => Stage::Failed(message),
        };
        if told.stage == Stage::Whole {
            // When the writer has no room it is asked for again another time.
            self.writer.change(Change::Keep(Box::new(Kept {
                fingerprint,
                model: self.server.model.clone(),
                language: self.server.language.clone(),
                text: told.text.clone(),
            })));
        }
        self.tell(told);
    }

    fn article(&self, id: ArticleId) -> Result<Article, String> {
        let reader = self.library.reader().map_err(|error| error.to_string())?;
        match reader.open(id) {
            Ok(Some(reading)) => Ok(reading.analyzed.article.clone()),
            Ok(None) => Err("this article is no longer in the library".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn kept(&self, fingerprint: u64) -> Option<String> {
        let (model, language) = (&self.server.model, &self.server.language);
        let reader = self.library.reader().ok()?;
        reader.retelling(fingerprint, model, language).ok()?
    }

    fn is_newest(&self) -> bool {
        self.newest.load(Ordering::Relaxed) == self.number
    }

    fn tell(&self, told: Retelling) {
        if self.is_newest() {
            // A closed inbox means that the program is ending.
            drop(self.inbox.send(Msg::Retold(Box::new(told))));
        }
    }
}
