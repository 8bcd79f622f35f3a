//! Owns: what stands beside the question: mutes, counts of tabs, bulk actions; and the keyphrases of an article that
//! others are to be like.
//! Promises: a mute holds for whatever is loaded before it is answered; tabs are counted when nobody asks; a bulk
//! action touches what matches well and nothing else.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::effect::BulkRequest;
use crate::app::msg::Msg;
use crate::engine::clock;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::bits::Bits;
use nutgraf_library::filter::search::found::FullText;
use nutgraf_library::filter::{self, Plan, SearchCache};
use nutgraf_library::{LibraryError, Reader};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::saved::{Purpose, Saved, Tally};

/// So many keyphrases of an article count when others are to be like it.
const PHRASES: usize = 8;

/// The reader's saved lines and what they come to.
#[derive(Debug, Default)]
pub struct SavedCounts {
    saved: Vec<Saved>,
    bulk: VecDeque<BulkRequest>,
    text: FullText,
    /// The state of the catalog that the mutes were held against.
    muted_at: Option<u64>,
    /// The state of the catalog that is being counted, and the counts so far.
    tallied_at: Option<u64>,
    tallies: Vec<Tally>,
}

impl SavedCounts {
    /// Takes other saved lines.
    pub fn set(&mut self, saved: Vec<Saved>) {
        self.saved = saved;
        self.muted_at = None;
        self.tallied_at = None;
    }

    /// Texts have changed: what the index said is asked for again.
    pub fn age(&mut self) {
        self.text.age();
    }

    /// Adds a bulk action to those that wait.
    pub fn add(&mut self, request: BulkRequest) {
        self.bulk.push_back(request);
    }

    /// Whether a bulk action waits.
    pub fn has_bulk(&self) -> bool {
        !self.bulk.is_empty()
    }

    /// The next bulk action.
    pub fn next_bulk(&mut self) -> Option<BulkRequest> {
        self.bulk.pop_front()
    }

    fn of(&self, purpose: Purpose) -> impl Iterator<Item = &Saved> {
        self.saved
            .iter()
            .filter(move |saved| saved.purpose == purpose)
    }

    /// Holds the mutes against the catalog, unless they were held against this state of it.
    pub fn mute(
        &mut self,
        catalog: &mut Catalog,
        reader: &Reader,
        cache: &mut SearchCache,
    ) -> Result<(), LibraryError> {
        if self.muted_at == Some(catalog.version()) {
            return Ok(());
        }
        let muted = all_muted(&self.saved, catalog, reader, (&mut self.text, cache))?;
        if muted != *catalog.muted() || !catalog.hides_muted() {
            catalog.mute(muted, true);
        }
        self.muted_at = Some(catalog.version());
        Ok(())
    }

    /// Whether tabs are still to be counted.
    pub fn owes(&self, catalog: &Catalog) -> bool {
        let wanted = self.of(Purpose::Tab).count();
        self.tallied_at != Some(catalog.version()) && wanted > 0 || self.tallies.len() != wanted
    }

    /// Counts one more tab. All counts when this was the last one; `None` before, and when `newer` said so.
    pub fn tally(
        &mut self,
        catalog: &Catalog,
        reader: &Reader,
        cache: &mut SearchCache,
        newer: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Vec<Tally>>, LibraryError> {
        if !self.owes(catalog) {
            return Ok(None);
        }
        if self.tallied_at != Some(catalog.version()) {
            self.tallied_at = Some(catalog.version());
            self.tallies.clear();
        }
        let next = self.of(Purpose::Tab).nth(self.tallies.len()).cloned();
        if let Some(saved) = next {
            let mut plan = filter::plan(&filter::parse_final(&saved.line), catalog, clock::now());
            tell_phrases(&mut plan, reader);
            let learnt = learn(&plan, reader, &mut self.text);
            let Some(found) = filter::rows(&plan, catalog, &self.text, cache, newer) else {
                return Ok(None);
            };
            // Articles, as the head of the screen counts.
            let new = found.set.iter().filter(|id| catalog.is_new(*id)).count();
            self.tallies.push(Tally {
                new: u32::try_from(new).unwrap_or(u32::MAX),
                name: saved.name,
                articles: found.set.count(),
                unread: found.unread,
            });
            // Counted all the same: what fails once would fail at every turn.
            learnt?;
        } else {
            // Lines were taken away.
            self.tallies.clear();
        }
        let whole = self.tallies.len() == self.of(Purpose::Tab).count();
        Ok(whole.then(|| self.tallies.clone()))
    }
}

/// What the mutes among saved lines match.
pub fn muted(
    saved: &[Saved],
    catalog: &Catalog,
    reader: &Reader,
    cache: &mut SearchCache,
) -> Result<Bits, LibraryError> {
    all_muted(saved, catalog, reader, (&mut FullText::new(), cache))
}

fn all_muted(
    saved: &[Saved],
    catalog: &Catalog,
    reader: &Reader,
    (text, cache): (&mut FullText, &mut SearchCache),
) -> Result<Bits, LibraryError> {
    let mut all = Bits::default();
    for saved in saved.iter().filter(|saved| saved.purpose == Purpose::Mute) {
        all.or(&mute(&saved.line, catalog, reader, (text, cache))?);
    }
    Ok(all)
}

/// What a mute matches.
fn mute(
    line: &str,
    catalog: &Catalog,
    reader: &Reader,
    (text, cache): (&mut FullText, &mut SearchCache),
) -> Result<Bits, LibraryError> {
    let plan = filter::plan(&filter::parse_final(line), catalog, clock::now());
    if plan.is_empty() {
        // A line that says nothing is no wish to hide everything.
        return Ok(Bits::default());
    }
    learn(&plan, reader, text)?;
    Ok(filter::matches(&plan, catalog, text, cache, &|| false).unwrap_or_default())
}

/// Finds the articles of a bulk action, or says why nothing is to be done.
pub fn matched(
    request: BulkRequest,
    catalog: &Catalog,
    reader: &Reader,
    cache: &mut SearchCache,
) -> Result<Msg, LibraryError> {
    let mut plan = filter::plan(&filter::parse_final(&request.line), catalog, clock::now());
    let trouble = plan.complaints().first().map(ToString::to_string);
    let mut ids: Vec<ArticleId> = Vec::new();
    if trouble.is_none() && !plan.is_empty() {
        tell_phrases(&mut plan, reader);
        let mut text = FullText::new();
        learn(&plan, reader, &mut text)?;
        let mut found =
            filter::matches(&plan, catalog, &text, cache, &|| false).unwrap_or_default();
        if catalog.hides_muted() && !plan.asks_muted() {
            found.minus(catalog.muted());
        }
        ids = filter::limited(&plan, catalog, &text, cache, &found);
    }
    Ok(Msg::Matched {
        request,
        ids: Arc::from(ids),
        trouble,
    })
}

/// Asks the index for what a plan wants to know and is not known.
fn learn(plan: &Plan, reader: &Reader, text: &mut FullText) -> Result<(), LibraryError> {
    for term in text.missing(plan.full_text()) {
        let hits = reader.text_hits(std::slice::from_ref(&term))?;
        text.insert(term, hits);
    }
    Ok(())
}

/// Tells a plan that asks for articles like one what that one is about.
pub fn tell_phrases(plan: &mut Plan, reader: &Reader) {
    for id in plan.like() {
        // An article that cannot be read is like others by its actors alone.
        let Ok(Some(reading)) = reader.open(id) else {
            continue;
        };
        let text = &reading.analyzed.article.text;
        let phrases = reading.analyzed.analysis.keyphrases.iter();
        let phrases: Vec<&str> = phrases.take(PHRASES).map(|span| span.of(text)).collect();
        plan.tell_phrases(id, &phrases);
    }
}
