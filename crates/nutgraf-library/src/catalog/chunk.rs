//! Owns: `Chunk`, the columns of up to 4,096 articles with neighbouring ids.
//! Promises: a clone shares every column; writing one column copies that column of that chunk only.

use std::sync::Arc;

use memchr::memmem::Finder;

use crate::catalog::mask;
use crate::catalog::row::{ActorNo, MOST_MENTIONS, Row, RowActor};
use crate::catalog::titles::Titles;
use nutgraf_read::model::moment::Moment;

/// Articles a chunk.
pub(crate) const ROWS: usize = 4096;

/// The slot holds an article.
pub(crate) const PRESENT: u8 = 1;
/// It was read.
pub(crate) const READ: u8 = 2;
/// It was starred.
pub(crate) const STARRED: u8 = 4;

/// A date column's value for "not known".
pub(crate) const UNDATED: i64 = i64::MIN;

#[derive(Clone, Debug, Default)]
struct Masks {
    letters: Vec<u64>,
    starts: Vec<u64>,
}

#[derive(Clone, Debug, Default)]
struct Facts {
    dates: Vec<i64>,
    sources: Vec<u32>,
    bylines: Vec<u32>,
    words: Vec<u32>,
    copies: Vec<u32>,
    languages: Vec<u16>,
}

#[derive(Clone, Debug, Default)]
struct Cast {
    /// Actor number in the upper 24 bits, then central, speaks, and six bits of mentions.
    packed: Vec<u32>,
    places: Vec<(u32, u16)>,
}

/// Numbers of a row's names in the catalog's tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// Of its source, 0 for none.
    pub source: u32,
    /// Of its byline, 0 for none.
    pub byline: u32,
    /// Of its language, 0 for none.
    pub language: u16,
}

/// Up to 4,096 articles, one a slot.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    titles: Arc<Titles>,
    masks: Arc<Masks>,
    facts: Arc<Facts>,
    cast: Arc<Cast>,
    stories: Arc<Vec<u32>>,
    flags: Arc<Vec<u8>>,
}

fn set<T: Clone + Default>(column: &mut Vec<T>, slot: usize, value: T) {
    if column.len() <= slot {
        column.resize(slot + 1, T::default());
    }
    if let Some(place) = column.get_mut(slot) {
        *place = value;
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Chunk {
    /// Writes a row into a slot, over what was there.
    pub(crate) fn put(&mut self, slot: usize, row: &Row, numbers: Numbers) {
        if self.title(slot) != &*row.title {
            self.put_title(slot, &row.title);
        }
        let facts = Arc::make_mut(&mut self.facts);
        set(
            &mut facts.dates,
            slot,
            row.published.map_or(UNDATED, |at| at.0.max(UNDATED + 1)),
        );
        set(&mut facts.sources, slot, numbers.source);
        set(&mut facts.bylines, slot, numbers.byline);
        set(&mut facts.languages, slot, numbers.language);
        set(&mut facts.words, slot, row.words);
        set(&mut facts.copies, slot, row.copies);
        self.put_story(slot, row.story);
        self.put_cast(slot, &row.actors);
        let mut flags = PRESENT;
        if row.marks.read {
            flags |= READ;
        }
        if row.marks.starred {
            flags |= STARRED;
        }
        set(Arc::make_mut(&mut self.flags), slot, flags);
    }

    /// Gives back the room that the columns keep for growing; a third of their weight.
    pub(crate) fn trim(&mut self) {
        Arc::make_mut(&mut self.titles).trim();
        let masks = Arc::make_mut(&mut self.masks);
        masks.letters.shrink_to_fit();
        masks.starts.shrink_to_fit();
        let facts = Arc::make_mut(&mut self.facts);
        facts.dates.shrink_to_fit();
        facts.sources.shrink_to_fit();
        facts.bylines.shrink_to_fit();
        facts.words.shrink_to_fit();
        facts.copies.shrink_to_fit();
        facts.languages.shrink_to_fit();
        Arc::make_mut(&mut self.stories).shrink_to_fit();
        let cast = Arc::make_mut(&mut self.cast);
        cast.packed.shrink_to_fit();
        cast.places.shrink_to_fit();
    }

    fn put_title(&mut self, slot: usize, title: &str) {
        let titles = Arc::make_mut(&mut self.titles);
        let text = titles.put(slot, title);
        let masks = Arc::make_mut(&mut self.masks);
        set(&mut masks.letters, slot, mask::of(text));
        set(&mut masks.starts, slot, mask::of_starts(text));
    }

    fn put_cast(&mut self, slot: usize, actors: &[RowActor]) {
        if self.actors(slot).eq(actors.iter().copied()) {
            return;
        }
        let cast = Arc::make_mut(&mut self.cast);
        let start = small(cast.packed.len());
        cast.packed
            .extend(actors.iter().take(usize::from(u16::MAX)).map(pack));
        let count = u16::try_from(actors.len()).unwrap_or(u16::MAX);
        set(&mut cast.places, slot, (start, count));
    }

    /// Writes the number of a story, 0 for none.
    pub(crate) fn put_story(&mut self, slot: usize, story: u32) {
        if self.stories.get(slot) != Some(&story) {
            set(Arc::make_mut(&mut self.stories), slot, story);
        }
    }

    /// Sets or clears a flag; says whether that changed anything.
    pub(crate) fn flag(&mut self, slot: usize, flag: u8, on: bool) -> bool {
        let before = self.flags(slot);
        let after = if on { before | flag } else { before & !flag };
        if before & PRESENT == 0 || before == after {
            return false;
        }
        set(Arc::make_mut(&mut self.flags), slot, after);
        true
    }

    /// The slots in use: an upper bound.
    pub fn len(&self) -> usize {
        self.flags.len()
    }

    /// Whether no slot was ever used.
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty()
    }

    /// The flags of a slot.
    pub fn flags(&self, slot: usize) -> u8 {
        self.flags.get(slot).copied().unwrap_or(0)
    }

    /// The flags of all slots.
    pub fn all_flags(&self) -> &[u8] {
        &self.flags
    }

    /// The headline.
    pub fn title(&self, slot: usize) -> &str {
        self.titles.raw(slot)
    }

    /// The headline, folded.
    pub fn folded(&self, slot: usize) -> &str {
        self.titles.folded(slot)
    }

    /// Goes through all folded headlines at once. `take` is given the slot, the headline and the place of each find in it,
    /// until it says that it has seen enough of that one.
    pub(crate) fn sweep(&self, finder: &Finder<'_>, take: impl FnMut(usize, &[u8], usize) -> bool) {
        self.titles.sweep(finder, take);
    }

    /// Which letters each title holds.
    pub fn letters(&self) -> &[u64] {
        &self.masks.letters
    }

    /// Which letters the words of each title start with.
    pub fn starts(&self) -> &[u64] {
        &self.masks.starts
    }

    /// Dates as seconds since 1970, `UNDATED` where not known.
    pub fn dates(&self) -> &[i64] {
        &self.facts.dates
    }

    /// When the slot's article was published.
    pub fn date(&self, slot: usize) -> Option<Moment> {
        let date = self.facts.dates.get(slot).copied()?;
        (date != UNDATED).then_some(Moment(date))
    }

    /// Numbers of sources.
    pub fn sources(&self) -> &[u32] {
        &self.facts.sources
    }

    /// Numbers of bylines.
    pub fn bylines(&self) -> &[u32] {
        &self.facts.bylines
    }

    /// Numbers of languages.
    pub fn languages(&self) -> &[u16] {
        &self.facts.languages
    }

    /// Numbers of groups of copies, 0 for none.
    pub fn copies(&self) -> &[u32] {
        &self.facts.copies
    }

    /// Numbers of stories, 0 for none.
    pub fn stories(&self) -> &[u32] {
        &self.stories
    }

    /// Number of words of an article.
    pub fn words(&self, slot: usize) -> u32 {
        self.facts.words.get(slot).copied().unwrap_or(0)
    }

    /// The actors of an article, the most salient first.
    pub fn actors(&self, slot: usize) -> impl Iterator<Item = RowActor> + '_ {
        self.packed(slot).iter().copied().map(unpack)
    }

    /// The actors of an article as packed numbers; see `actor_of`.
    pub fn packed(&self, slot: usize) -> &[u32] {
        let cast = &*self.cast;
        cast.places
            .get(slot)
            .and_then(|(start, count)| {
                cast.packed
                    .get(*start as usize..*start as usize + usize::from(*count))
            })
            .unwrap_or(&[])
    }
}

fn pack(actor: &RowActor) -> u32 {
    actor.actor.0 << 8
        | u32::from(actor.central) << 7
        | u32::from(actor.speaks) << 6
        | actor.mentions.min(MOST_MENTIONS)
}

/// Takes a packed actor apart.
pub(crate) fn unpack(packed: u32) -> RowActor {
    RowActor {
        actor: ActorNo(packed >> 8),
        central: packed & 0x80 != 0,
        speaks: packed & 0x40 != 0,
        mentions: packed & 0x3F,
    }
}
