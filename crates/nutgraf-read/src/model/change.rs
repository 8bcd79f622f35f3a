//! Owns: `Change`, everything that can be done to a library, as data.
//! Promises: a change says what is wanted, not how; the library's one writer carries it out.

use std::sync::Arc;

use crate::model::analysis::Analyzed;
use crate::model::correction::Correction;
use crate::model::feed::{HostStanding, Standing};
use crate::model::id::ArticleId;
use crate::model::identity::Identity;
use crate::model::kept_brief::KeptBrief;
use crate::model::retelling::Kept;
use crate::model::story_link::Linking;

/// One thing to do to a library.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Stores an article with its analysis, or brings the stored one up to date. Not undoable.
    Put(Box<Analyzed>),
    /// The same of an article that another nutgraf has analysed: it stays as it is, so nothing is learnt from it about what its
    /// source puts under many articles, and nothing of it is taken out. Not undoable.
    Take(Box<Analyzed>),
    /// Stores an entry of a feed, as `Put`, unless it was deleted; one that changes keeps what the reader did with it. Not
    /// undoable.
    Entry(Box<Entry>),
    /// What is known of a feed or of a server. Not undoable.
    Feed(FeedChange),
    /// Marks articles read or unread.
    SetRead(Arc<[ArticleId]>, bool),
    /// Stars or unstars articles.
    SetStarred(Arc<[ArticleId]>, bool),
    /// Adds a tag to articles.
    AddTag(Arc<[ArticleId]>, Arc<str>),
    /// Takes a tag from articles.
    RemoveTag(Arc<[ArticleId]>, Arc<str>),
    /// Remembers where the reader is in an article, as a byte offset into its text. Not undoable.
    SetPosition(ArticleId, u32),
    /// Keeps what a language model wrote. Not undoable.
    Keep(Box<Kept>),
    /// Notes that the reader knows these stories as they are now. Not undoable.
    KnowStories(Arc<[u32]>),
    /// Keeps what a brief told. Not undoable.
    KeepBrief(Box<KeptBrief>),
    /// Corrects actors, in the file of corrections beside the library.
    Correct(Correction),
    /// Says which articles are one story and which are not, in the file `stories.toml` beside the library.
    Link(Linking),
    /// Takes back the last undoable change, also of an earlier run.
    Undo,
}

/// An entry of a feed, on its way into a library.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The feed's address, as its reader wrote it.
    pub feed: Arc<str>,
    /// The article.
    pub analyzed: Analyzed,
    /// What another program knows that its reader did with it.
    pub marks: Option<GivenMarks>,
}

/// What another program knows that its reader did with an article. It is added to what the library knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenMarks {
    /// It was read.
    pub read: bool,
    /// It was starred.
    pub starred: bool,
    /// Its tags.
    pub tags: Vec<String>,
}

/// What is known of feeds and servers.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedChange {
    /// A feed was asked.
    Asked {
        /// Its address, as its reader wrote it.
        feed: Arc<str>,
        /// Its own name and the page it belongs to; `None` when it did not say.
        about: Option<(String, Option<String>)>,
        /// How it stands now.
        standing: Box<Standing>,
    },
    /// The whole page of an entry: a longer text, which what the feed has of it no longer replaces unless its date moves.
    Whole(Box<Analyzed>),
    /// How a server stands now.
    Host(String, HostStanding),
    /// An entry that another program's reader deleted: it does not come in.
    Bury {
        /// The feed.
        feed: Arc<str>,
        /// By what it is known.
        identity: Identity,
    },
    /// What another program's reader did with an article that is here already.
    Give {
        /// By what it is known.
        identity: Identity,
        /// What was done.
        marks: GivenMarks,
    },
    /// The reader wrote another address for the same feed: all that is known of it goes along.
    Readdress {
        /// The address until now.
        from: Arc<str>,
        /// The new one.
        to: Arc<str>,
    },
    /// The feed is forgotten, and with it the articles that came from no other feed, except those that were starred or tagged.
    Forget(Arc<str>),
}
