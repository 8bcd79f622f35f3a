//! Owns: `State`, all that the browser knows.
//! Promises: `Clone + PartialEq + Debug`; only `app::update` changes it.

pub mod articles;
pub mod brief;
pub mod card;
pub mod feeds;
pub mod input;
pub mod intake;
pub mod said;
pub mod saved_lines;
pub mod screens;
pub mod search;
pub mod settings;
pub mod stories;
pub mod timeline;
pub mod view;

use std::sync::Arc;

use crate::app::command::Place;
use crate::app::effect::{Effect, Request};
use crate::app::line::Line;
use crate::app::list::{Grouping, Heading, List};
use crate::app::memory::Memory;
use crate::app::msg::{Report, Size, Snapshot};
use crate::app::reader::Reader;
use crate::app::state::articles::Articles;
use crate::app::state::brief::BriefTable;
use crate::app::state::input::Input;
use crate::app::state::intake::Intake;
use crate::app::state::saved_lines::SavedLines;
use crate::app::state::screens::Screens;
use crate::app::state::search::Search;
use crate::app::state::settings::Settings;
use crate::app::state::view::View;
use crate::app::tour::Tour;
use nutgraf_library::Counts;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::retelling::Retelling;
use nutgraf_read::model::summary_request::SummaryRequest;
use nutgraf_read::text::hyphen::Hyphens;

/// What summaries turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Turning {
    /// What the filter asks for.
    #[default]
    Filter,
    /// Nothing: they keep to what the articles are about.
    Never,
    /// This, whatever the filter says.
    To(String),
}

/// All that the browser knows.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is independent of the others"
)]
pub struct State {
    /// What it was started with.
    pub settings: Arc<Settings>,
    /// The terminal's size.
    pub size: Size,
    /// The time as far as it was told.
    pub now: Moment,

    /// What lies over the list.
    pub screens: Screens,
    /// What takes the keys before the screen does.
    pub input: Input,
    /// The last message.
    pub report: Option<Report>,
    /// The tour, while one is on it.
    pub tour: Option<Tour>,
    /// How the screen is liked.
    pub(in crate::app) view: View,
    /// Nothing but the text.
    pub zen: bool,
    /// Actors of the list stand in the order of surprise, not of articles.
    pub by_surprise: bool,
    /// Whether the mouse is used.
    pub(in crate::app) mouse: bool,

    /// How many articles the library holds; `None` until it is told.
    pub counts: Option<Counts>,
    /// Titles, dates and actors of all articles, as far as filled.
    pub catalog: Snapshot,
    /// Documents that are being read in.
    pub intake: Intake,
    /// The filter line.
    pub filter: Line,
    /// What came of it.
    pub search: Search,
    /// The rows.
    pub list: List,
    /// The reader's saved lines.
    pub saved: SavedLines,
    /// How many bulk actions wait for their articles.
    pub(in crate::app) matching: u32,

    /// Whole articles at hand and on their way.
    pub(in crate::app) articles: Articles,
    /// How articles are summed up.
    pub(in crate::app) summary_request: SummaryRequest,
    /// What summaries turn to.
    pub(in crate::app) turning: Turning,
    /// The abstract that a language model writes or wrote.
    pub retelling: Option<Retelling>,
    /// The number of the last asking for one.
    pub(in crate::app) asking: u32,
    /// How many briefs were asked for.
    pub(in crate::app) briefs_asked: u32,
    /// Where English words may be broken, once that is known and wanted.
    pub(in crate::app) hyphens: Option<Hyphens>,

    /// A key was struck: from then on the cursor stays on its article while the list grows above it.
    pub(in crate::app) struck: bool,
    /// What was kept last.
    pub(in crate::app) remembered: Option<Memory>,
    /// What is to be done outside, as gathered by an update; empty between two.
    effects: Vec<Effect>,
    /// The program ends.
    pub ended: bool,
}

impl State {
    /// The browser before anything has happened.
    pub fn new(settings: Settings) -> Self {
        let memory = settings.memory.clone();
        let kept = memory.clone().unwrap_or_else(|| Memory {
            line: settings.filter.clone(),
            ..Memory::default()
        });
        let mut filter = Line::new(kept.line);
        filter.set_history(kept.history);
        Self {
            size: Size::default(),
            now: Moment::default(),
            screens: Screens::default(),
            input: Input::default(),
            report: None,
            tour: None,
            view: kept.view,
            zen: false,
            by_surprise: false,
            mouse: settings.mouse,
            counts: None,
            catalog: Snapshot::default(),
            intake: Intake {
                importing: settings.importing,
                ..Intake::default()
            },
            filter,
            search: Search::default(),
            list: List::default(),
            saved: SavedLines::new(settings.saved.clone()),
            matching: 0,
            articles: Articles::returning_to(kept.article),
            summary_request: SummaryRequest {
                length: settings.length,
                about: Vec::new(),
            },
            turning: Turning::Filter,
            retelling: None,
            asking: 0,
            briefs_asked: 0,
            hyphens: None,
            struck: false,
            remembered: memory,
            effects: Vec::new(),
            ended: false,
            settings: Arc::new(settings),
        }
    }

    /// Wants something done outside.
    pub(in crate::app) fn send(&mut self, effect: impl Into<Effect>) {
        self.effects.push(effect.into());
    }

    /// Asks for a whole article, unless it is on its way.
    pub(in crate::app) fn fetch(&mut self, id: ArticleId) {
        if self.articles.fetch(id) {
            self.send(Request::Open(id));
        }
    }

    /// Hands over what is to be done outside.
    pub(in crate::app) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Where the keys go.
    pub fn place(&self) -> Place {
        let line = self.input.place();
        line.unwrap_or_else(|| self.screens.top().place())
    }

    /// The open article, though something may lie over it.
    pub fn reader(&self) -> Option<&Reader> {
        self.screens.reader()
    }

    /// The article that the screen is about: the open one, else the one under the cursor.
    pub fn current(&self) -> Option<ArticleId> {
        match self.reader() {
            Some(reader) => Some(reader.reading.id),
            None => self.list.current(),
        }
    }

    /// The article that the screen is about, when it has come.
    pub fn current_reading(&self) -> Option<&Arc<Reading>> {
        match self.reader() {
            Some(reader) => Some(&reader.reading),
            None => self.articles.get(self.list.current()?),
        }
    }

    /// When an article was published, as far as is known without asking.
    pub fn date_of(&self, id: ArticleId) -> Option<Moment> {
        match self.list.headlines.get(&id) {
            Some(headline) => headline.published,
            None => self.catalog.0.date(id),
        }
    }

    /// What a row stands under.
    pub fn heading_of(&self, id: ArticleId) -> Option<Heading> {
        match self.list.grouping {
            Grouping::Day => Some(
                self.date_of(id)
                    .and_then(Moment::day)
                    .map_or(Heading::Undated, Heading::Day),
            ),
            Grouping::Source => {
                let number = self.catalog.0.chunk(id);
                let number = number.and_then(|(chunk, slot)| chunk.sources().get(slot));
                Some(Heading::Source(number.copied().unwrap_or(0)))
            }
            Grouping::Story => {
                let story = self.catalog.0.shared_story(id);
                Some(story.map_or(Heading::Alone, Heading::Story))
            }
            Grouping::None => None,
        }
    }

    /// Whether there is nothing to show at all.
    pub fn is_first_run(&self) -> bool {
        !self.intake.is_busy()
            && self.counts.is_some_and(|c| c.articles == 0)
            && self.list.rows.is_empty()
            && self.filter.is_empty()
    }

    /// Whether all that was asked for has been answered.
    pub fn is_settled(&self) -> bool {
        !self.intake.is_busy()
            && self.search.is_answered()
            && self.search.found.counted
            && !self.search.found.awaits_text
            && self.matching == 0
            && self.list.wanted.is_empty()
            && !self.articles.is_fetching()
            && !self.screens.brief().is_some_and(BriefTable::is_waiting)
            && self
                .screens
                .timeline()
                .is_none_or(|table| table.timeline().is_some())
    }
}
