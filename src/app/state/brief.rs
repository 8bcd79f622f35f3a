//! Owns: `BriefTable`, the brief of the list over the whole screen: its page, where one is on it, and what was changed.
//! Promises: the cursor is always on something that one can stop at when there is such; a change can be taken back.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::brief_page::{self, PageBlock, PageLine};
use crate::app::effect::BriefWish;
use crate::print::brief::page::Part;
use crate::print::brief::{Brief, BriefStory, Outcome};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::kept_brief::KeptBrief;
use nutgraf_read::model::moment::Moment;

/// Changes that can be taken back.
const PAST: usize = 50;

/// How far a brief is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// It is being made.
    #[default]
    Made,
    /// It is there.
    Page(Arc<Brief>),
    /// Nothing is new since then.
    Nothing(Option<Moment>),
    /// No sentence can stand alone.
    Untellable,
}

/// The brief of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefTable {
    /// What was wished for.
    pub wish: BriefWish,
    /// How far it is.
    stage: Stage,
    /// What there is to be kept of it; none once it is kept.
    pub(in crate::app) keep: Option<KeptBrief>,
    /// The last article that was there for the brief before.
    last: Option<ArticleId>,
    /// Pages before each change, the latest last.
    past: Vec<Arc<Brief>>,
    /// How many stories in other words are on their way.
    awaited: u32,
    /// In how many words stories are to be told that were made longer or shorter.
    sizes: BTreeMap<u32, usize>,
    blocks: Vec<PageBlock>,
    lines: Vec<PageLine>,
    /// For which width the lines are.
    width: u16,
    ascii: bool,
    /// Which of its blocks the cursor is on.
    cursor: usize,
    /// The first line on the screen.
    pub top: usize,
}

impl BriefTable {
    /// A page that is on its way.
    pub fn new(wish: BriefWish, ascii: bool) -> Self {
        Self {
            wish,
            stage: Stage::Made,
            keep: None,
            last: None,
            past: Vec::new(),
            awaited: 0,
            sizes: BTreeMap::new(),
            blocks: Vec::new(),
            lines: Vec::new(),
            width: 0,
            ascii,
            cursor: 0,
            top: 0,
        }
    }

    /// How far it is.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The brief, once it is there.
    pub fn brief(&self) -> Option<&Arc<Brief>> {
        match &self.stage {
            Stage::Page(brief) => Some(brief),
            Stage::Made | Stage::Nothing(_) | Stage::Untellable => None,
        }
    }

    /// What stands on the page.
    pub fn blocks(&self) -> &[PageBlock] {
        &self.blocks
    }

    /// Its lines.
    pub fn lines(&self) -> &[PageLine] {
        &self.lines
    }

    /// The block that the cursor is on, by its place.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// What the cursor is on.
    pub fn current(&self) -> Option<&PageBlock> {
        self.blocks.get(self.cursor).filter(|block| block.stops())
    }

    /// The story that the cursor is in, by its place in the brief.
    pub fn current_story(&self) -> Option<(usize, &BriefStory)> {
        let at = self.current()?.story?;
        Some((at, self.brief()?.stories.get(at)?))
    }

    /// Takes what came of asking.
    pub fn take(&mut self, outcome: Outcome) {
        self.past.clear();
        self.sizes.clear();
        self.keep = None;
        self.last = None;
        self.stage = match outcome {
            Outcome::Told(told) => {
                (self.keep, self.last) = (Some(told.keep), told.last);
                Stage::Page(Arc::new(told.brief))
            }
            Outcome::Nothing(since) => Stage::Nothing(since),
            Outcome::Untellable => Stage::Untellable,
        };
        (self.cursor, self.top) = (0, 0);
        self.set();
        self.step(0);
    }

    /// Shows another page in place of this one, which can be brought back; the cursor stays on its sentence.
    pub fn change(&mut self, brief: Brief) {
        let Stage::Page(now) = &self.stage else {
            return;
        };
        self.past.push(Arc::clone(now));
        if self.past.len() > PAST {
            self.past.remove(0);
        }
        self.show(Arc::new(brief));
    }

    /// Takes the last change back; false when there was none.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else {
            return false;
        };
        self.sizes.clear();
        self.show(before);
        true
    }

    fn show(&mut self, brief: Arc<Brief>) {
        let place = self.current().map(|block| (block.part, block.place));
        self.stage = Stage::Page(brief);
        self.set();
        let same = |block: &PageBlock| place == Some((block.part, block.place));
        if let Some(at) = self.blocks.iter().position(same) {
            self.cursor = at;
        }
        self.step(0);
    }

    /// Whether something of it is on its way.
    pub fn is_waiting(&self) -> bool {
        self.stage == Stage::Made || self.awaited > 0
    }

    /// A story in other words has come.
    pub fn came(&mut self) {
        self.awaited = self.awaited.saturating_sub(1);
    }

    /// In how many words a story is to be told from now on; it is on its way.
    pub fn size(&mut self, number: u32, words: usize) {
        self.awaited += 1;
        self.sizes.insert(number, words);
    }

    /// In how many words a story was to be told last.
    pub fn sized(&self, number: u32) -> Option<usize> {
        self.sizes.get(&number).copied()
    }

    fn set(&mut self) {
        let brief = self.brief().cloned();
        self.blocks = brief.map_or_else(Vec::new, |brief| {
            brief_page::blocks(&brief, self.last, self.ascii)
        });
        self.lines = brief_page::lines(&self.blocks, self.width);
    }

    /// Sets the page for a width.
    pub fn fit(&mut self, width: u16) {
        if self.width != width {
            self.width = width;
            self.lines = brief_page::lines(&self.blocks, width);
        }
    }

    /// Moves the cursor by as many stops.
    pub fn step(&mut self, by: isize) {
        let stops: Vec<usize> = (0..self.blocks.len())
            .filter(|at| self.blocks.get(*at).is_some_and(PageBlock::stops))
            .collect();
        let at = stops.partition_point(|stop| *stop < self.cursor);
        let at = at
            .saturating_add_signed(by)
            .min(stops.len().saturating_sub(1));
        self.cursor = stops.get(at).copied().unwrap_or(0);
    }

    /// The number of a sentence, a statement or a headline on the page, from 1.
    pub fn number_of(&self, at: usize) -> Option<usize> {
        let items = self.blocks.get(..=at)?;
        let number = items.iter().filter(|block| block.is_item()).count();
        self.blocks.get(at).filter(|block| block.is_item())?;
        Some(number)
    }

    /// Moves the cursor to the item of a number; false when there is none.
    pub fn go_to_number(&mut self, number: usize) -> bool {
        let items = self.blocks.iter().enumerate();
        let mut items = items.filter(|(_, block)| block.is_item());
        let found = number.checked_sub(1).and_then(|nth| items.nth(nth));
        if let Some((at, _)) = found {
            self.cursor = at;
        }
        found.is_some()
    }

    /// Moves the cursor to the first stop of a story as many stories further.
    pub fn step_story(&mut self, by: isize) {
        let now = self.current().and_then(|block| block.story);
        let count = self.brief().map_or(0, |brief| brief.stories.len());
        let target = match now {
            _ if count == 0 => return,
            Some(at) => at.saturating_add_signed(by).min(count - 1),
            None if by < 0 => count - 1,
            None => 0,
        };
        self.go_to_story(target);
    }

    /// Moves the cursor to the first sentence of a story.
    pub fn go_to_story(&mut self, story: usize) {
        let of_it = |block: &PageBlock| block.story == Some(story) && block.part == Part::Line;
        if let Some(at) = self.blocks.iter().position(of_it) {
            self.cursor = at;
        }
    }

    /// Moves the cursor to the first stop on a page as many lines further.
    pub fn page(&mut self, by: isize, seen: usize) {
        let most = self.lines.len().saturating_sub(seen);
        let top = self.top.saturating_add_signed(by).min(most);
        let moved = top != self.top;
        self.top = top;
        if !moved {
            return self.step(if by < 0 { isize::MIN } else { isize::MAX });
        }
        let shown = self.lines.get(top..(top + seen).min(self.lines.len()));
        let mut stops = shown.into_iter().flatten().filter_map(|line| line.block);
        let stop = stops.find(|at| self.blocks.get(*at).is_some_and(PageBlock::stops));
        self.cursor = stop.unwrap_or(self.cursor);
    }

    /// Keeps what the cursor is on among the lines that are seen.
    pub fn follow(&mut self, seen: usize) {
        let own = |line: &PageLine| line.block == Some(self.cursor);
        let Some(first) = self.lines.iter().position(own) else {
            self.top = 0;
            return;
        };
        let last = self.lines.iter().rposition(own).unwrap_or(first);
        let stops = || {
            self.blocks
                .iter()
                .enumerate()
                .filter(|(_, block)| block.stops())
        };
        // Before the first stop stand the title and the pictures, behind the last one nothing.
        let first = match stops().next() {
            Some((at, _)) if at == self.cursor => {
                first.min(last.saturating_sub(seen.saturating_sub(1)))
            }
            _ => first,
        };
        let lowest = (last + 1).saturating_sub(seen);
        self.top = self.top.clamp(lowest.min(first), first);
    }

    /// The last article that was there for the brief before.
    pub fn last(&self) -> Option<ArticleId> {
        self.last
    }
}
