//! Owns: answering the filter line: its rows first, then the actors in them; what goes along so that the screen need not
//! ask back.
//! Promises: rows never wait for the counts of a large library; nothing is sent twice that the screen already has.

use std::sync::Arc;

use crate::app::effect::Question;
use crate::app::msg::{Answer, Msg, Snapshot};
use crate::engine::clock;
use crate::engine::saved_counts;
use crate::engine::search::Keeper;
use crate::engine::search::question::Open;
use crate::engine::text::TextQuestion;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter::language::query::Sort;
use nutgraf_library::filter::{self, Plan};
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ArticleId;

/// The facets of more articles than this are counted after the rows were answered.
const MANY: u32 = 20_000;
/// Details of rows go along with answers until so many are remembered as sent; then all is forgotten.
const MOST_SENT: usize = 2000;

impl Keeper {
    /// Answers the question over the catalog as it is: by titles and actors, and by the full text as far as that has
    /// spoken; what it has not been asked yet it is asked, and then this comes again.
    pub(super) fn answer(&mut self) {
        let began = clock::instant();
        (self.fresh, self.stale, self.told) = (false, false, Some(began));
        self.rest = self.rest.saturating_mul(2);
        self.open = None;
        self.learnt = false;
        let snapshot = self.show_catalog();
        let Some(question) = self.question.clone() else {
            return;
        };
        let plan = self.plan(&question, &snapshot);
        let terms = self.text.missing(plan.full_text());
        let asked = &self.incoming.asked;
        let newer = || !asked.is_empty();
        let Some(mut found) = filter::rows(&plan, &snapshot, &self.text, &mut self.cache, &newer)
        else {
            return;
        };
        if self.loading.is_some() && plan.is_empty() && plan.sort() == Sort::default() {
            found = self.all(found);
        }
        if !terms.is_empty() {
            found.awaits_text = true;
            self.text_question += 1;
            let asked = TextQuestion {
                number: self.text_question,
                terms,
            };
            // A full queue holds newer questions than this thread has made: impossible.
            drop(self.index.questions.try_send(asked));
        }
        let mut open = Open {
            question,
            plan,
            snapshot,
            found,
            began,
            waited: false,
        };
        if open.snapshot.articles() > MANY {
            open.found.set_facets(self.facets.clone());
            self.tell(&open);
            self.open = Some(open);
        } else {
            self.count(open);
        }
    }

    /// How the question is understood; when it is answered again over the same catalog, as it was the first time.
    fn plan(&mut self, question: &Question, snapshot: &Arc<Catalog>) -> Arc<Plan> {
        if let Some((asked, of, plan)) = &self.planned
            && *asked == question.generation
            && Arc::ptr_eq(of, snapshot)
        {
            return Arc::clone(plan);
        }
        let mut plan = filter::plan(&filter::parse(&question.line), snapshot, clock::now());
        saved_counts::tell_phrases(&mut plan, &self.reader);
        let plan = Arc::new(plan);
        self.planned = Some((question.generation, Arc::clone(snapshot), Arc::clone(&plan)));
        plan
    }

    /// Counts the facets of an answer and sends it.
    pub(super) fn count(&mut self, mut open: Open) {
        let asked = &self.incoming.asked;
        let newer = || !asked.is_empty();
        let counted = filter::count(&open.snapshot, &open.found, &mut self.cache, &newer);
        if let Some(facets) = counted {
            self.facets.clone_from(&facets);
            open.found.set_facets(facets);
            open.found.counted = true;
            self.tell(&open);
        }
    }

    /// The catalog as it stands. The screen is given it when it has changed.
    fn show_catalog(&mut self) -> Arc<Catalog> {
        let version = self.catalog.version();
        if let Some((given, snapshot)) = &self.showing.catalog
            && *given == version
        {
            return Arc::clone(snapshot);
        }
        let snapshot = self.catalog.snapshot();
        self.showing.catalog = Some((version, Arc::clone(&snapshot)));
        self.showing.rows.clear();
        self.send(Msg::Catalog(Snapshot(Arc::clone(&snapshot))));
        snapshot
    }

    fn tell(&mut self, open: &Open) {
        self.took = open.began.elapsed();
        let micros = u32::try_from(self.took.as_micros()).unwrap_or(u32::MAX);
        let generation = open.question.generation.0;
        tracing::debug!(generation, micros, rows = open.found.rows.len(), "answered");
        let (plan, catalog) = (&open.plan, &open.snapshot);
        let found = filter::without_copies(open.found.clone(), plan, catalog, &mut self.cache);
        let headlines = self.headlines(&found.rows, open.question.rows);
        let line = &open.question.line;
        // With the counts: the rows do not wait for them, and they may be offered by count.
        let cursor = open.question.cursor.filter(|_| found.counted);
        let completions = cursor.map(|cursor| self.completions((line, cursor), (catalog, &found)));
        self.send(Msg::Found(Box::new(Answer {
            generation: open.question.generation,
            found: Arc::new(found),
            plan: Arc::clone(plan),
            micros,
            counts: self.loading.is_none().then(|| catalog.counts()),
            headlines,
            completions,
        })));
    }

    /// What the first rows show, as far as the screen was not given it. Where it cannot be read the screen asks for it and
    /// is told why.
    fn headlines(&mut self, rows: &[ArticleId], most: usize) -> Vec<Headline> {
        let sent = &mut self.showing.rows;
        if sent.len() > MOST_SENT {
            sent.clear();
        }
        let first = rows.iter().take(most).copied();
        let new: Vec<ArticleId> = first.filter(|id| sent.insert(*id)).collect();
        if new.is_empty() {
            return Vec::new();
        }
        self.reader.headlines(&new).unwrap_or_default()
    }
}
