//! Owns: the way of a document from a path to its analysis, on all cores: walk → read → clean → analyse.
//! Promises: bounded memory whatever the size of the input; one bad document never stops the others.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::engine::clock;
use crate::engine::inputs::{Found, Inputs};
use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::lexicon::Lexicon;
use nutgraf_analysis::summary::Ranker;
use nutgraf_analysis::{self, AnalysisOptions, Analyst};
use nutgraf_library::Reader;
use nutgraf_read::Options;
use nutgraf_read::ingest::analysed;
use nutgraf_read::ingest::walk::File;
use nutgraf_read::ingest::{self, Outcome, Refusal};
use nutgraf_read::model::analysis::{Analysis, Analyzed};
use nutgraf_read::model::article::{Article, Draft};
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::text::shared::Sources;
use nutgraf_read::text::{self, Rules, boilerplate};

/// Tasks that may wait between the walker and the analysts. A task is a path or one document.
const TASKS: usize = 64;

/// A file above this many bytes is read by the walker, document by document, so that many analysts share its documents
/// and no answer holds more than one small file.
const WHOLE_FILE: u64 = 256 << 10;

/// So many documents of an input are looked at for the lines that a source's documents share, and so many bytes of
/// them; fewer than a few share nothing.
const SAMPLE: usize = 128;
const SAMPLE_BYTES: usize = 1 << 20;
const FEW: usize = 3;

/// Everything that is needed to turn inputs into analysed articles; shared by reference among threads.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// How documents are read.
    pub reading: Options,
    /// The analyser.
    pub analyst: Arc<Analyst>,
    /// What is wanted of the analysis.
    pub options: AnalysisOptions,
    /// Whether documents are analysed; when not, the analysis stays empty.
    pub analyse: bool,
    /// The library that articles go to: what it holds already in the same words is not analysed again.
    pub known: Option<Arc<Mutex<Reader>>>,
    /// How many threads analyse; at least one is used.
    pub workers: usize,
}

/// Compiles the dictionaries and weights: the dictionaries of names, which take longest, beside all the rest.
pub fn compile(lexicon: &LexiconFiles) -> (Arc<Rules>, Arc<Analyst>) {
    let rest = || (Finder::recogniser(), Ranker::new(), Rules::new(lexicon));
    thread::scope(|scope| {
        let other = thread::Builder::new()
            .name("compile".to_owned())
            .spawn_scoped(scope, rest);
        let names = Lexicon::new(lexicon);
        // Without a second thread the first does both.
        let (recogniser, ranker, rules) = other
            .ok()
            .and_then(|other| other.join().ok())
            .unwrap_or_else(rest);
        let analyst = Analyst::of(Finder::of(names, recogniser), ranker);
        (Arc::new(rules), Arc::new(analyst))
    })
}

/// A pipeline with the embedded dictionaries and the usual settings.
pub fn plain() -> Pipeline {
    let (rules, analyst) = compile(&nutgraf_analysis::lexicon());
    Pipeline {
        reading: Options::with_rules(rules),
        analyst,
        options: AnalysisOptions::default(),
        analyse: true,
        known: None,
        workers: 1,
    }
}

/// What became of one document.
#[derive(Debug)]
pub enum What {
    /// It was read and analysed.
    Article(Box<Analyzed>),
    /// It came with its analysis, which holds.
    Taken(Box<Analyzed>),
    /// The library holds it already, analysed by this version.
    Known,
    /// It could not be read, or this program failed on it.
    Refused(Refusal),
}

/// One answer of the pipeline.
#[derive(Debug)]
pub struct Fed {
    /// The place in the order of reading. Every number from 0 on comes exactly once, whatever became of it.
    pub order: u64,
    /// What was read under this number: one document, or all documents of one small file.
    pub found: Vec<What>,
}

/// How many tasks are known and done; shared with whoever shows progress.
#[derive(Debug, Default)]
pub struct Gauge {
    /// Found so far.
    pub found: AtomicU64,
    /// Of these, done.
    pub done: AtomicU64,
    /// Whether all are found.
    pub walked: AtomicBool,
    /// Bytes of all files, once all are found; 0 before.
    pub bytes: AtomicU64,
    /// Of these, read.
    pub passed: AtomicU64,
}

impl Gauge {
    /// How much of all is read, from 0 to 1; `None` while that is not known.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share for the eye; no corpus has 2^52 bytes"
    )]
    pub fn share(&self) -> Option<f64> {
        let all = self.bytes.load(Ordering::Relaxed);
        let passed = self.passed.load(Ordering::Relaxed).min(all);
        (all > 0).then(|| passed as f64 / all as f64)
    }
}

enum Task {
    File(File),
    Document(Box<Outcome>),
}

/// A task, its place in the order, and what the documents around it have in common.
type Numbered = (u64, Task, Arc<Sources>);

impl Pipeline {
    /// Reads `inputs` (paths, addresses, `-` for standard input) and gives every document to `sink`, from several
    /// threads and out of order. Returns when all are read or `stop` is set.
    pub fn feed(
        &self,
        inputs: &[PathBuf],
        stop: &AtomicBool,
        gauge: &Gauge,
        sink: &(dyn Fn(Fed) + Sync),
    ) {
        let (tasks, queue) = bounded::<Numbered>(TASKS);
        thread::scope(|scope| {
            let mut working = 0;
            for number in 0..self.workers.max(1) {
                let queue = queue.clone();
                let worker = thread::Builder::new().name(format!("analyse-{number}"));
                let work = move || self.work(&queue, stop, gauge, sink);
                working += usize::from(worker.spawn_scoped(scope, work).is_ok());
            }
            drop(queue);
            if working > 0 {
                self.walk(inputs, stop, gauge, &tasks);
            }
            gauge.walked.store(true, Ordering::Relaxed);
            drop(tasks);
        });
    }

    /// Cleans and analyses one document of some sources; `None` when the library holds it already.
    pub fn analyze(&self, draft: Draft, sources: &Sources) -> Option<Analyzed> {
        match self.answer(draft, sources) {
            What::Article(analyzed) | What::Taken(analyzed) => Some(*analyzed),
            What::Known | What::Refused(_) => None,
        }
    }

    fn answer(&self, mut draft: Draft, sources: &Sources) -> What {
        if let Some(mut analyzed) = analysed::taken(&mut draft) {
            let Analyzed { article, analysis } = &mut analyzed;
            if self.is_known(article) {
                return What::Known;
            }
            self.analyst.complete(article, analysis);
            return What::Taken(Box::new(analyzed));
        }
        let article = nutgraf_read::article(draft, &self.reading);
        let article = if self.reading.clean {
            sources.prune(article)
        } else {
            article
        };
        let article = self.without_boilerplate(article);
        if self.is_known(&article) {
            return What::Known;
        }
        What::Article(Box::new(self.renew(article)))
    }

    /// The article without what the library knows to be boilerplate of its source.
    pub fn without_boilerplate(&self, article: Article) -> Article {
        let Some(reader) = self.known.as_ref().filter(|_| self.reading.clean) else {
            return article;
        };
        let learnt = {
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            reader.boilerplate()
        };
        match learnt {
            Ok(learnt) if !learnt.is_empty() => {
                boilerplate::prune(article, |mark| learnt.contains(&mark))
            }
            _ => article,
        }
    }

    /// Analyses an article that is cleaned already.
    pub fn renew(&self, article: Article) -> Analyzed {
        if !self.analyse {
            let analysis = Analysis::default();
            return Analyzed { article, analysis };
        }
        let sentences = text::sentences(&article.text, &article.blocks, &self.reading.rules);
        let analysis = self.analyst.analyze(&article, sentences, &self.options);
        Analyzed { article, analysis }
    }

    fn is_known(&self, article: &Article) -> bool {
        self.known.as_ref().is_some_and(|reader| {
            // Whoever held the lock and panicked has changed nothing; and when in doubt, an article is new.
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            reader
                .holds(article, nutgraf_analysis::VERSION)
                .unwrap_or(false)
        })
    }

    /// Finds the documents and hands them out. Stops when nobody wants more.
    fn walk(&self, inputs: &[PathBuf], stop: &AtomicBool, gauge: &Gauge, tasks: &Sender<Numbered>) {
        let mut order = 0;
        let mut send = |task: Task, sources: &Arc<Sources>| {
            gauge.found.fetch_add(1, Ordering::Relaxed);
            let taken = tasks.send((order, task, Arc::clone(sources))).is_ok();
            order += 1;
            taken && !stop.load(Ordering::Relaxed)
        };
        let mut found = Inputs::new(inputs);
        let mut files_before = 0;
        let mut is_ours = || {
            files_before += 1;
            self.reading.shard.has(files_before - 1)
        };
        let files = Arc::new(self.sources_of_files(inputs, &mut found));
        while let Some(input) = found.next() {
            if let Some(bytes) = found.bytes() {
                gauge.bytes.store(bytes, Ordering::Relaxed);
            }
            let go_on = match input {
                Found::StandardInput => {
                    // A stream is answered as it comes: nobody can look at it before.
                    let alone = Arc::new(Sources::default());
                    ingest::standard_input(&self.reading)
                        .all(|outcome| send(Task::Document(Box::new(outcome)), &alone))
                }
                Found::Address(_) if !is_ours() => true,
                Found::Address(address) => {
                    let began = clock::instant();
                    let reading = Options {
                        // What strangers say of a text is not taken at its word.
                        analysed: None,
                        ..self.reading.whole()
                    };
                    let all = nutgraf_feeds::fetch::documents(&address, &reading);
                    let (documents, took) = (all.len(), began.elapsed());
                    tracing::info!(address, documents, ?took, "fetched");
                    let sources = Arc::new(self.sources(all.iter().flatten().cloned()));
                    all.into_iter()
                        .all(|outcome| send(Task::Document(Box::new(outcome)), &sources))
                }
                Found::File(file) if !(self.is_divided(&file.path) || is_ours()) => true,
                Found::File(File { path, bytes }) if bytes > WHOLE_FILE => {
                    let before = gauge.passed.load(Ordering::Relaxed);
                    let mut documents = ingest::documents(&path, &self.reading);
                    while let Some(outcome) = documents.next() {
                        let passed = before + documents.passed();
                        gauge.passed.fetch_max(passed, Ordering::Relaxed);
                        if !send(Task::Document(Box::new(outcome)), &files) {
                            return;
                        }
                    }
                    gauge.passed.fetch_max(before + bytes, Ordering::Relaxed);
                    true
                }
                Found::File(file) => send(Task::File(file), &files),
                Found::Refused(refusal) => send(Task::Document(Box::new(Err(refusal))), &files),
            };
            if !go_on {
                return;
            }
        }
    }

    /// Whether a shard takes some documents of a file; else it takes all or none.
    fn is_divided(&self, path: &Path) -> bool {
        self.reading.shard.is_whole() || ingest::is_divided(path, &self.reading)
    }

    /// What the first documents of files and folders have in common, by source. They are read twice for it; a single
    /// document is not.
    fn sources_of_files(&self, inputs: &[PathBuf], found: &mut Inputs<'_>) -> Sources {
        // Where every line is answered, its answer shall not hang on the lines around it.
        if self.reading.every_line {
            return Sources::default();
        }
        let whole = self.reading.whole();
        let many = |path: &PathBuf| path.is_dir() || holds_many(path);
        if !self.reading.clean || (inputs.len() < FEW && !inputs.iter().any(many)) {
            return Sources::default();
        }
        let drafts = found
            .files_ahead()
            // What a pipe gives can be read once only.
            .filter(|path| path.is_file())
            .flat_map(|path| ingest::documents(&path, &whole))
            .flatten();
        self.sources(drafts)
    }

    /// What the first of some documents have in common, by source.
    fn sources(&self, drafts: impl Iterator<Item = Draft>) -> Sources {
        let mut sources = Sources::default();
        if !self.reading.clean {
            return sources;
        }
        let mut room = SAMPLE_BYTES;
        let few = drafts.take(SAMPLE).take_while(|draft| {
            let fits = room > 0;
            room = room.saturating_sub(draft.raw.len());
            fits
        });
        let articles: Vec<Article> = few
            .filter_map(|draft| {
                // What can't be cleaned is told of when its turn comes.
                catch_unwind(AssertUnwindSafe(|| text::clean(draft, &self.reading.rules))).ok()
            })
            .collect();
        if articles.len() >= FEW {
            for article in &articles {
                sources.add(article);
            }
        }
        sources
    }

    fn work(
        &self,
        queue: &Receiver<Numbered>,
        stop: &AtomicBool,
        gauge: &Gauge,
        sink: &(dyn Fn(Fed) + Sync),
    ) {
        for (order, task, sources) in queue {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let found = match task {
                Task::File(file) => {
                    gauge.passed.fetch_add(file.bytes, Ordering::Relaxed);
                    ingest::documents(&file.path, &self.reading)
                        .map(|outcome| self.finish(outcome, &sources))
                        .collect()
                }
                Task::Document(outcome) => vec![self.finish(*outcome, &sources)],
            };
            gauge.done.fetch_add(1, Ordering::Relaxed);
            sink(Fed { order, found });
        }
    }

    /// Analyses what was read. A document on which the analysis fails is refused like any other bad document.
    pub fn finish(&self, outcome: Outcome, sources: &Sources) -> What {
        match outcome {
            Err(refusal) => {
                tracing::warn!(origin = refusal.origin, kind = ?refusal.kind, "refused");
                What::Refused(refusal)
            }
            Ok(draft) => {
                let (origin, key) = (draft.origin.clone(), draft.key.clone());
                let answer = catch_unwind(AssertUnwindSafe(|| self.answer(draft, sources)));
                answer.unwrap_or_else(|_panic| {
                    tracing::error!(origin, "the analysis failed");
                    What::Refused(Refusal::failed(origin, key))
                })
            }
        }
    }
}

/// Whether a file holds many documents by its name: a feed or JSON Lines.
fn holds_many(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| {
            ["jsonl", "ndjson", "json", "xml", "rss", "atom"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(ending))
        })
}

#[cfg(test)]
mod tests;
