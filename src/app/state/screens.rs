//! Owns: `Screens`, what lies over the list: an article, the actors of the list, an actor's card, the help.
//! Promises: at most one of each, and always in the order of `Place`: an article that comes while the help is open lies
//! below it.

use crate::app::command::Place;
use crate::app::reader::Reader;
use crate::app::state::brief::BriefTable;
use crate::app::state::card::Card;
use crate::app::state::feeds::FeedTable;
use crate::app::state::said::SaidTable;
use crate::app::state::stories::StoryTable;
use crate::app::state::timeline::TimelineTable;
use nutgraf_library::catalog::row::ActorNo;

/// One thing that fills the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The list of headlines, the lowest.
    List,
    /// The timeline of the list.
    Timeline(TimelineTable),
    /// The brief of the list.
    Brief(BriefTable),
    /// An open article.
    Reader(Reader),
    /// The actors of the whole list.
    Actors(ActorTable),
    /// The stories of the list.
    Stories(StoryTable),
    /// The feeds that are followed.
    Feeds(FeedTable),
    /// Who said what in the list's articles.
    Said(SaidTable),
    /// An actor's card.
    Card(Card),
    /// The help.
    Help(Help),
}

impl Screen {
    /// Where the keys go while it is the topmost.
    pub fn place(&self) -> Place {
        match self {
            Self::List => Place::List,
            Self::Timeline(_) => Place::Timeline,
            Self::Brief(_) => Place::Brief,
            Self::Reader(_) => Place::Reader,
            Self::Actors(_) => Place::Actors,
            Self::Stories(_) => Place::Stories,
            Self::Feeds(_) => Place::Feeds,
            Self::Said(_) => Place::Said,
            Self::Card(_) => Place::Card,
            Self::Help(_) => Place::Help,
        }
    }
}

/// The place among the actors of the whole list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorTable {
    /// What is sought in their names; empty for nothing.
    pub sought: String,
    /// The actors so named, and how many articles of the list name each.
    pub named: Vec<(ActorNo, u32)>,
    /// Which of them the cursor is on.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
}

/// The help as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// First line on the screen.
    pub top: usize,
    /// Only lines with these words are shown.
    pub sought: String,
}

/// The two ways to a screen of one kind.
macro_rules! screen {
    ($kind:ident($part:ty), $get:ident, $get_mut:ident) => {
        /// This screen, where it is, whatever lies over it.
        pub fn $get(&self) -> Option<&$part> {
            self.over.iter().find_map(|screen| match screen {
                Screen::$kind(part) => Some(part),
                _ => None,
            })
        }

        /// The same, to change.
        pub fn $get_mut(&mut self) -> Option<&mut $part> {
            self.over.iter_mut().find_map(|screen| match screen {
                Screen::$kind(part) => Some(part),
                _ => None,
            })
        }
    };
}

/// What lies over the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screens {
    /// The lowest first; the list is below all of them.
    over: Vec<Screen>,
}

impl Screens {
    /// The one that is seen.
    pub fn top(&self) -> &Screen {
        self.over.last().unwrap_or(&Screen::List)
    }

    /// Shows a screen, in place of another of its kind.
    pub fn push(&mut self, screen: Screen) {
        let place = screen.place();
        self.close(place);
        let at = self.over.partition_point(|s| s.place() < place);
        self.over.insert(at, screen);
    }

    /// Closes the one that is seen; the list stays.
    pub fn pop(&mut self) -> Option<Screen> {
        self.over.pop()
    }

    /// Closes the screen of a place, wherever it lies.
    pub fn close(&mut self, place: Place) -> Option<Screen> {
        let at = self.over.iter().position(|s| s.place() == place)?;
        Some(self.over.remove(at))
    }

    /// Closes all but the list.
    pub fn clear(&mut self) {
        self.over.clear();
    }

    screen! { Timeline(TimelineTable), timeline, timeline_mut }
    screen! { Brief(BriefTable), brief, brief_mut }
    screen! { Reader(Reader), reader, reader_mut }
    screen! { Actors(ActorTable), actors, actors_mut }
    screen! { Stories(StoryTable), stories, stories_mut }
    screen! { Feeds(FeedTable), feeds, feeds_mut }
    screen! { Said(SaidTable), said, said_mut }
    screen! { Card(Card), card, card_mut }
    screen! { Help(Help), help, help_mut }
}
