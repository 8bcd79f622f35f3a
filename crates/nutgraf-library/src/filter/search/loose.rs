//! Owns: the loose matches: titles that hold a word's letters in order, the best first.
//! Promises: looks at `stop` often; never more rows than there is room for; the same rows whatever number of threads looks.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::{Chunk, ROWS};
use crate::catalog::mask;
use crate::filter::language::plan::{Plan, Step};
use crate::filter::search::combine::{Reading, combine};
use crate::filter::search::eval::{LeafSets, SearchContext};
use crate::filter::search::fuzzy::{Scorer, rough};
use nutgraf_read::model::id::ArticleId;

/// So many loose matches of each kind are looked at, those that were stored last first.
const LOOK: usize = 2_000;
/// So many chunks are looked at first, and twice as many each next time, until there are enough matches.
const STRETCH: usize = 2;
/// So many of those that look best are scored, which costs the most: two screens full; the rest stay in the order of their
/// looks.
const SCORED: usize = 72;

/// A match: how it looks, its date, itself. The least is the best; of those that look alike, the newest.
type Match = (Reverse<u32>, Reverse<i64>, Reverse<ArticleId>);

/// A positive bare word of three letters and more.
struct Word<'p> {
    leaf: usize,
    folded: &'p str,
    letters: u64,
}

/// The matches among some titles.
#[derive(Debug, Default)]
struct Matches {
    /// Those with words that begin with each letter sought: only these can be acronyms.
    acronyms: Vec<Match>,
    others: Vec<Match>,
}

impl Matches {
    fn extend(&mut self, more: Self) {
        self.acronyms.extend(more.acronyms);
        self.others.extend(more.others);
    }

    /// Which kinds are still wanted.
    fn wanted(&self) -> [bool; 2] {
        [&self.acronyms, &self.others].map(|found| found.len() < LOOK)
    }
}

/// What is sought: titles that match when words may match by their letters, and do not when they may not.
struct Search<'s> {
    root: Step,
    sets: &'s LeafSets,
    words: Vec<Word<'s>>,
    everything: &'s Bits,
    exact: &'s Bits,
}

/// The best of the loose matches among `everything`, the best first, without `exact`.
pub(crate) fn best(
    (plan, sets): (&Plan, &LeafSets),
    (everything, exact): (&Bits, &Bits),
    context: &mut SearchContext<'_>,
    room: usize,
) -> Option<Vec<ArticleId>> {
    if room == 0 {
        return Some(Vec::new());
    }
    let words = plan.leaves.iter().enumerate().filter_map(|(leaf, of)| {
        let word = of.ask.word().filter(|_| of.positive)?;
        (word.folded.chars().count() >= 3).then(|| Word {
            leaf,
            folded: &word.folded,
            letters: mask::of(&word.folded),
        })
    });
    let words: Vec<Word<'_>> = words.collect();
    if words.is_empty() {
        return Some(Vec::new());
    }
    let search = Search {
        root: hardest_first(plan),
        sets,
        words,
        everything,
        exact,
    };
    let found = search.matches(context)?;
    let mut matches = found.acronyms;
    matches.extend(found.others);
    if matches.len() > room {
        matches.select_nth_unstable(room);
        matches.truncate(room);
    }
    matches.sort_unstable();
    let rows = matches.iter().map(|(.., Reverse(id))| *id);
    let mut rows: Vec<ArticleId> = rows.collect();
    let first = rows.len().min(SCORED);
    if let Some(first) = rows.get_mut(..first) {
        search.rank(first, context);
    }
    Some(rows)
}

impl Search<'_> {
    /// The matches, enough of each kind, in no order.
    fn matches(&self, context: &mut SearchContext<'_>) -> Option<Matches> {
        let (catalog, stop) = (context.catalog, context.stop);
        let chunks = catalog.chunks();
        let pool = context.cache.threads(chunks.len());
        let (mut found, mut until, mut stretch) = (Matches::default(), chunks.len(), STRETCH);
        while until > 0 && found.wanted() != [false; 2] {
            let from = until.saturating_sub(stretch);
            let some = chunks.get(from..until).unwrap_or(&[]);
            let wanted = found.wanted();
            let each = |(at, chunk): (usize, &Arc<Chunk>)| {
                (!stop()).then(|| self.within(from + at, chunk, wanted))
            };
            let here: Option<Vec<Matches>> = match pool {
                Some(pool) => pool.install(|| some.par_iter().enumerate().map(each).collect()),
                None => some.iter().enumerate().map(each).collect(),
            };
            here?.into_iter().for_each(|here| found.extend(here));
            (until, stretch) = (from, stretch * 2);
        }
        Some(found)
    }

    /// The matches in one chunk, of the kinds that are wanted.
    fn within(&self, number: usize, chunk: &Chunk, wanted: [bool; 2]) -> Matches {
        let mut found = Matches::default();
        let masks = chunk.letters().chunks(64).zip(chunk.starts().chunks(64));
        for (at, (letters, starts)) in masks.enumerate() {
            let place = number * (ROWS / 64) + at;
            let acronyms = self.possible(place, starts);
            let look = |bit: u32| -> Option<Match> {
                let id = ArticleId(u32::try_from(place * 64).ok()? + bit);
                let slot = at * 64 + bit as usize;
                let look = self.look(id, chunk.folded(slot))?;
                let date = chunk.date(slot).map_or(i64::MIN, |date| date.0);
                Some((Reverse(look), Reverse(date), Reverse(id)))
            };
            if wanted[0] {
                found.acronyms.extend(Ones(acronyms).filter_map(look));
            }
            if wanted[1] {
                let others = self.possible(place, letters) & !acronyms;
                found.others.extend(Ones(others).filter_map(look));
            }
        }
        found
    }

    /// Which of up to 64 articles could match by these masks of theirs.
    fn possible(&self, place: usize, masks: &[u64]) -> u64 {
        let of = |bits: &Bits| bits.words().get(place).copied().unwrap_or(0);
        let mut leaf = |at: usize, reading| {
            let strict = self.sets.strict.get(at).map_or(0, |bits| of(bits));
            let word = self.word(at, reading);
            Some(strict | word.map_or(0, |word| mask::holding(masks, word.letters)))
        };
        let everything = of(self.everything) & !of(self.exact);
        if everything == 0 {
            return 0;
        }
        combine(&self.root, &mut leaf, (&everything, Reading::Loose)).unwrap_or(0)
    }

    /// How well a title looks; `None` when it does not match.
    fn look(&self, id: ArticleId, title: &str) -> Option<u32> {
        let mut look = 0;
        let mut leaf = |at: usize, reading| {
            if self.is_strict(at, id) {
                return Some(1);
            }
            let word = self.word(at, reading);
            let rough = word.and_then(|word| rough(title, word.folded));
            look += rough.unwrap_or(0);
            Some(u64::from(rough.is_some()))
        };
        let holds = combine(&self.root, &mut leaf, (&1u64, Reading::Loose));
        (holds == Some(1)).then_some(look)
    }

    /// Whether an article matches a term well.
    fn is_strict(&self, leaf: usize, id: ArticleId) -> bool {
        let strict = self.sets.strict.get(leaf);
        strict.is_some_and(|bits| bits.has(id))
    }

    /// The word that a term is, when it may match by its letters.
    fn word(&self, leaf: usize, reading: Reading) -> Option<&Word<'_>> {
        let mut words = self.words.iter();
        words.find(|word| word.leaf == leaf && reading == Reading::Loose)
    }

    /// Puts the best first by the matcher's score. Those that score alike keep their places.
    fn rank(&self, rows: &mut [ArticleId], context: &mut SearchContext<'_>) {
        let catalog = context.catalog;
        let score = |scorer: &Scorer, id: ArticleId| -> i64 {
            let lacks = |word: &&Word<'_>| !self.is_strict(word.leaf, id);
            let scores = self.words.iter().filter(lacks).filter_map(|word| {
                let (score, _) = scorer.score(catalog.folded(id), word.folded)?;
                Some(score)
            });
            scores.sum()
        };
        let pool = context.cache.threads(catalog.chunks().len());
        let mut scored: Vec<(Reverse<i64>, ArticleId)> = if let Some(pool) = pool {
            pool.install(|| {
                let rows = rows.par_iter().with_min_len(SCORED / 4);
                rows.map_init(Scorer::new, |scorer, id| (Reverse(score(scorer, *id)), *id))
                    .collect()
            })
        } else {
            let scorer = Scorer::new();
            let rows = rows.iter();
            rows.map(|id| (Reverse(score(&scorer, *id)), *id)).collect()
        };
        scored.sort_by_key(|(score, _)| *score);
        for (row, (_, id)) in rows.iter_mut().zip(scored) {
            *row = id;
        }
    }
}

/// The plan's terms with the longest words in front, as fewest titles hold their letters.
fn hardest_first(plan: &Plan) -> Step {
    let mut root = plan.root.clone();
    if let Step::All(parts) = &mut root {
        parts.sort_by_key(|part| {
            let Step::Leaf(at) = part else {
                return Reverse(0);
            };
            let word = plan.leaves.get(*at).and_then(|leaf| leaf.ask.word());
            Reverse(word.map_or(0, |word| word.folded.len()))
        });
    }
    root
}
