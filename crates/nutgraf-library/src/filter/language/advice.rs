//! Owns: what a search advises: spelling put right, and which term to drop when nothing matches.
//! Promises: exact counts; a correction that is used is said.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::filter::language::plan::{Ask, Leaf, Plan};
use crate::filter::language::resolve;
use crate::filter::search::eval::{self, LeafSets, SearchContext};
use crate::filter::search::found::Hint;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// The newest articles are those of so many seconds before the last: six days, which makes a week with that day.
const NEWEST: i64 = 6 * 86_400;
/// Hints about terms to drop.
const DROPS: usize = 3;
/// A word that fewer articles hold than this may be a misspelling that others have made too.
const FEW: u32 = 50;
/// And the right word is in so many times as many.
const FAR_MORE: u32 = 20;
/// So many times, when no title, actor or source has the misspelt one: it stands in a few texts only.
const MORE: u32 = 3;

/// What a word that may be misspelt most likely stands for.
pub(crate) struct Respelling {
    /// Which term of the plan.
    at: usize,
    /// The articles of the right word.
    found: Arc<Bits>,
    span: Span,
    from: String,
    to: String,
    /// Whether the right word was taken for it.
    pub(crate) used: bool,
}

impl Respelling {
    /// Takes the right word for the term.
    pub(crate) fn put_in(&mut self, sets: &mut LeafSets) {
        if let Some(place) = sets.strict.get_mut(self.at) {
            *place = Arc::clone(&self.found);
            self.used = true;
        }
    }

    /// What the reader is told.
    pub(crate) fn hint(self) -> Hint {
        Hint::Correction {
            span: self.span,
            from: self.from,
            to: self.to.clone(),
            replacement: self.to,
            used: self.used,
        }
    }
}

/// Bare words that match nothing are taken for the word they most likely stand for; for those that match little and look
/// like slips, that word is offered.
pub(crate) fn respell(
    plan: &Plan,
    sets: &mut LeafSets,
    context: &mut SearchContext<'_>,
) -> Option<Vec<Respelling>> {
    let mut respellings = Vec::new();
    for (at, leaf) in plan.leaves.iter().enumerate() {
        let Ask::Word(word) = &leaf.ask else { continue };
        let here = sets.strict.get(at).map_or(0, |found| found.count());
        let live = plan.parsed.live;
        // Whether what is there looks like a slip is not to be said before all is learnt.
        let mut waits = || here > 0 && !context.cache.learn_for(context.catalog, live);
        if !leaf.positive || here >= FEW || waits() {
            continue;
        }
        let Some(right) = context.cache.correct(context.catalog, &word.folded, live) else {
            continue;
        };
        if here > 0 && !context.cache.is_slip(&word.folded, &right) {
            continue;
        }
        let mut found = eval::word_in_titles(&right, context)?;
        let actors = resolve::actors_with_word(context.catalog, &right);
        found.or(&eval::named(&actors, |_| true, context)?);
        let known = context.cache.knows(&word.folded);
        let times = if known { FAR_MORE } else { MORE };
        if found.count() < here * times {
            continue;
        }
        let mut respelling = Respelling {
            at,
            found: Arc::new(found),
            span: leaf.span,
            from: leaf.span.of(&plan.parsed.line).to_owned(),
            to: right,
            used: false,
        };
        if here == 0 && !respelling.found.is_empty() {
            respelling.put_in(sets);
        }
        respellings.push(respelling);
    }
    Some(respellings)
}

/// What dropping a term would give, for the terms where it gives anything.
pub(crate) fn drops(plan: &Plan, sets: &LeafSets, everything: &Bits) -> Vec<Hint> {
    let mut hints = Vec::new();
    for (at, leaf) in plan.leaves.iter().enumerate() {
        let rest = eval::matching(&plan.root, sets, everything, Some(at));
        let rows = rest.map_or_else(|| everything.count(), |rest| rest.count());
        if rows > 0 {
            hints.push((rows, without(plan, leaf, rows)));
        }
    }
    hints.sort_by_key(|(rows, _)| Reverse(*rows));
    hints
        .into_iter()
        .take(DROPS)
        .map(|(_, hint)| hint)
        .collect()
}

/// Where a time that is asked for has nothing, the days of the newest articles that match the rest.
pub(crate) fn newest(
    plan: &Plan,
    sets: &LeafSets,
    (everything, catalog): (&Bits, &Catalog),
) -> Option<Hint> {
    let dated = |leaf: &Leaf| leaf.positive && matches!(leaf.ask, Ask::Date(_));
    let at = plan.leaves.iter().position(dated)?;
    let rest = eval::matching(&plan.root, sets, everything, Some(at));
    let rest = rest.as_ref().unwrap_or(everything);
    let last = rest.iter().filter_map(|id| catalog.date(id)).max()?;
    let since = Moment::at(last.plus(-NEWEST).day()?)?;
    let rows = rest.iter().filter(|id| catalog.date(*id) >= Some(since));
    let span = plan.leaves.get(at)?.span;
    Some(Hint::Newest {
        span,
        term: span.of(&plan.parsed.line).to_owned(),
        replacement: format!("{}..", since.to_string().get(..10)?),
        rows: u32::try_from(rows.count()).unwrap_or(u32::MAX),
    })
}

pub(crate) fn without(plan: &Plan, leaf: &Leaf, rows: u32) -> Hint {
    let minus = if leaf.positive { "" } else { "-" };
    Hint::Without {
        span: leaf.span,
        term: format!("{minus}{}", leaf.span.of(&plan.parsed.line)),
        rows,
    }
}
