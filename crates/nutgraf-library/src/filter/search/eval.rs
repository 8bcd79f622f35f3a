//! Owns: from a plan to the set of articles that match it.
//! Promises: exact set arithmetic; what the full text has not answered yet counts as not found, under `-` too.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::{Chunk, READ, STARRED};
use crate::catalog::row::{ActorNo, RowActor};
use crate::filter::language::plan::{ActorAsk, Ask, Leaf, Plan, Role, Step};
use crate::filter::language::query::State;
use crate::filter::search::cache::SearchCache;
use crate::filter::search::combine::{Reading, combine};
use crate::filter::search::found::FullText;
use crate::filter::search::scan::{self, Block};
use crate::filter::search::similar;
use nutgraf_read::model::id::ArticleId;

/// What an evaluation works with.
pub(crate) struct SearchContext<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) text: &'a FullText,
    pub(crate) cache: &'a mut SearchCache,
    pub(crate) stop: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> SearchContext<'a> {
    /// What was kept from earlier searches is kept as far as it still holds.
    pub(crate) fn enter(
        catalog: &'a Catalog,
        text: &'a FullText,
        cache: &'a mut SearchCache,
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        cache.enter(catalog);
        Self {
            catalog,
            text,
            cache,
            stop,
        }
    }
}

/// The sets of a plan's leaves.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeafSets {
    /// What matches well.
    pub(crate) strict: Vec<Arc<Bits>>,
    /// The articles like one that is asked for, the likest first.
    pub(crate) alike: Vec<ArticleId>,
}

/// Finds the articles of every leaf.
pub(crate) fn leaves(plan: &Plan, context: &mut SearchContext<'_>) -> Option<LeafSets> {
    let mut sets = LeafSets::default();
    for leaf in &plan.leaves {
        let mut bits = strict(leaf, context)?;
        if let Ask::Like(like) = &leaf.ask {
            let alike = similar::like(context.catalog, like, context.text);
            for (id, _) in &alike {
                bits.add(*id);
            }
            if leaf.positive {
                sets.alike = alike.into_iter().map(|(id, _)| id).collect();
            }
        }
        sets.strict.push(Arc::new(bits));
    }
    Some(sets)
}

/// The articles that match a plan, every word strictly. `skip` is a leaf that counts as absent.
pub(crate) fn matching(
    step: &Step,
    sets: &LeafSets,
    everything: &Bits,
    skip: Option<usize>,
) -> Option<Bits> {
    let mut leaf = |at: usize, _| {
        let strict = sets.strict.get(at).filter(|_| skip != Some(at))?;
        Some((**strict).clone())
    };
    combine(step, &mut leaf, (everything, Reading::Strict))
}

fn strict(leaf: &Leaf, context: &mut SearchContext<'_>) -> Option<Bits> {
    let catalog = context.catalog;
    let mut bits = match &leaf.ask {
        Ask::Word(word) => {
            let mut bits = word_in_titles(&word.folded, context)?;
            // Actors by that name hint at texts that hold it, until the index says which do: some are named otherwise there.
            let told = word.text.as_ref().and_then(|term| context.text.get(term));
            if !word.actors.is_empty() && told.is_none() {
                bits.or(&named(&word.actors, |_| true, context)?);
            }
            bits
        }
        Ask::Phrase(phrase) => {
            let key = format!("\"{}{}", phrase.folded, if phrase.open { "" } else { "\"" });
            let test = |chunk: &Chunk, within: &Block| {
                scan::phrase(chunk, &phrase.folded, phrase.open, within)
            };
            (*context
                .cache
                .titles(catalog, (&key, phrase.open), context.stop, test)?)
            .clone()
        }
        Ask::Pattern(pattern) => {
            let key = format!("/{}", pattern.0.as_str());
            let regex = &pattern.0;
            let test = |chunk: &Chunk, within: &Block| scan::pattern(chunk, regex, within);
            (*context
                .cache
                .titles(catalog, (&key, false), context.stop, test)?)
            .clone()
        }
        Ask::Actors(ask) => actors(ask, context)?,
        Ask::Sources(numbers) => {
            let keep = member(numbers);
            column(catalog, |chunk| scan::column(chunk.sources(), &keep))
        }
        Ask::Feeds(numbers) => {
            let mut bits = Bits::empty(catalog.slots());
            for number in numbers {
                if let Some(feed) = catalog.feeds().get(*number as usize) {
                    bits.add_all(feed.articles());
                }
            }
            bits
        }
        Ask::Bylines(numbers) => {
            let keep = member(numbers);
            column(catalog, |chunk| scan::column(chunk.bylines(), &keep))
        }
        Ask::Languages(numbers) => {
            let keep = member(numbers);
            column(catalog, |chunk| {
                scan::column(chunk.languages(), |number| keep(u32::from(number)))
            })
        }
        Ask::Tags(numbers) => {
            let mut bits = Bits::empty(catalog.slots());
            for number in numbers {
                if let Some((_, articles)) = catalog.tags().get(*number as usize) {
                    bits.add_all(articles);
                }
            }
            bits
        }
        Ask::State(State::Muted) => {
            let mut bits = Bits::empty(catalog.slots());
            bits.or(catalog.muted());
            bits
        }
        Ask::State(State::New) => {
            let mut bits = (*context.cache.everything(catalog)).clone();
            let old = catalog.seen().map_or(0, |seen| seen.0 as usize + 1);
            let (whole, part) = (old / 64, old % 64);
            for word in bits.words_mut().iter_mut().take(whole) {
                *word = 0;
            }
            if let Some(word) = bits.words_mut().get_mut(whole) {
                *word &= u64::MAX << part;
            }
            bits
        }
        Ask::State(State::Read) => flagged(catalog, READ, READ),
        Ask::State(State::Unread) => flagged(catalog, READ, 0),
        Ask::State(State::Starred) => flagged(catalog, STARRED, STARRED),
        Ask::Date(stretch) => column(catalog, |chunk| {
            scan::column(chunk.dates(), |date| {
                stretch.from <= date && date < stretch.until
            })
        }),
        Ask::Story(number) => of_story(catalog, *number),
        Ask::Like(_) | Ask::Body(_) | Ask::Nothing => Bits::empty(catalog.slots()),
    };
    if let Some(found) = leaf.ask.text_term().and_then(|term| context.text.get(term)) {
        bits.add_all(found);
    }
    Some(bits)
}

/// The articles of a story; one that nobody else tells of is a story of one.
fn of_story(catalog: &Catalog, number: u32) -> Bits {
    let mut bits = column(catalog, |chunk| {
        scan::column(chunk.stories(), |story| story == number)
    });
    let own = ArticleId(number);
    if catalog.has(own) && catalog.story(own) == number {
        bits.add(own);
    }
    bits
}

/// The titles that hold a word: at the beginning of a word, or, from three letters on, anywhere.
pub(crate) fn word_in_titles(folded: &str, context: &mut SearchContext<'_>) -> Option<Bits> {
    let found = context.cache.word(context.catalog, folded, context.stop)?;
    Some((*found).clone())
}

fn actors(ask: &ActorAsk, context: &mut SearchContext<'_>) -> Option<Bits> {
    let plays = |part: RowActor| {
        (part.central || !ask.central) && (part.speaks || ask.role != Role::Speaks)
    };
    named(&ask.numbers, plays, context)
}

/// The articles that name one of these actors in a way that `plays` takes.
pub(crate) fn named(
    numbers: &[ActorNo],
    plays: impl Fn(RowActor) -> bool + Sync,
    context: &mut SearchContext<'_>,
) -> Option<Bits> {
    let catalog = context.catalog;
    let actors = catalog.actors();
    let postings: u64 = numbers
        .iter()
        .map(|no| u64::from(actors.articles(*no)))
        .sum();
    let anyhow = plays(RowActor::default());
    if postings < catalog.slots() as u64 / 4 {
        let mut bits = Bits::empty(catalog.slots());
        for no in numbers {
            let so = |id| {
                catalog
                    .cast(id)
                    .any(|part| part.actor == *no && plays(part))
            };
            actors.for_articles(*no, |id| {
                if anyhow || so(id) {
                    bits.add(id);
                }
            });
        }
        return Some(bits);
    }
    // Walking the articles is cheaper than walking that many lists of articles.
    let among = member(&numbers.iter().map(|no| no.0).collect::<Vec<_>>());
    let stop = context.stop;
    let [found] = context.cache.over_chunks(catalog, stop, |_, chunk| {
        let mut block = scan::NONE;
        for slot in 0..chunk.len() {
            let holds = chunk
                .actors(slot)
                .any(|part| among(part.actor.0) && plays(part));
            if let Some(word) = block.get_mut(slot / 64) {
                *word |= u64::from(holds) << (slot % 64);
            }
        }
        [block]
    })?;
    Some(found)
}

fn flagged(catalog: &Catalog, mask: u8, value: u8) -> Bits {
    column(catalog, |chunk| {
        scan::column(chunk.all_flags(), |flags| flags & mask == value)
    })
}

fn column(catalog: &Catalog, test: impl Fn(&Chunk) -> Block) -> Bits {
    let words = catalog.chunks().iter().flat_map(|chunk| test(chunk));
    Bits::from_words(words.collect())
}

fn member(numbers: &[u32]) -> impl Fn(u32) -> bool + Sync + use<> {
    let size = numbers.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members = vec![false; size];
    for number in numbers {
        if let Some(place) = members.get_mut(*number as usize) {
            *place = true;
        }
    }
    move |number| members.get(number as usize).copied().unwrap_or(false)
}
