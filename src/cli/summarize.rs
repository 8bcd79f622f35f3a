//! Owns: summaries of stored articles, made in another way than they were when they were stored.
//! Promises: nothing is stored; an article that says nothing about what was asked for is summed up as it is.

use std::sync::Arc;

use crate::cli::arguments::SummaryArguments;
use crate::cli::fault::Fault;
use crate::cli::pipeline;
use crate::cli::session::Session;
use nutgraf_analysis::{self, summary::Ranker};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::summary_request::{Length, SummaryRequest};

/// Makes summaries of stored articles.
#[derive(Debug)]
pub struct Summarizer {
    ranker: Ranker,
    length: Length,
    short: usize,
    about: Option<String>,
}

impl Summarizer {
    /// `None` when nothing else than the stored summaries is wanted.
    pub fn new(session: &Session, summary: &SummaryArguments) -> Result<Option<Self>, Fault> {
        if summary.summary.is_none() && summary.about.is_none() {
            return Ok(None);
        }
        Ok(Some(Self {
            ranker: Ranker::new(),
            length: match summary.summary {
                Some(name) => name.length(),
                None => pipeline::length(session)?,
            },
            short: session.settings.read.summary_sentences,
            about: summary.about.clone(),
        }))
    }

    /// Puts the wanted summary in the place of the stored one.
    pub fn summarize(&self, analyzed: &mut Arc<Analyzed>) {
        let about = self.about.as_deref();
        let request = SummaryRequest {
            length: self.length,
            about: about
                .map(|about| nutgraf_analysis::subject(about, analyzed))
                .into_iter()
                .collect(),
        };
        let made = self.ranker.requested(analyzed, &request, self.short);
        Arc::make_mut(analyzed).analysis.summary = made.summary;
    }
}
