//! Owns: `Change`, everything that can be done to a library, as data.
//! Promises: a change says what is wanted, not how; the library's one writer carries it out.

use std::sync::Arc;

use crate::model::analysis::Analyzed;
use crate::model::correction::Correction;
use crate::model::id::ArticleId;
use crate::model::retelling::Kept;

/// One thing to do to a library.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Stores an article with its analysis, or brings the stored one up to date. Not undoable.
    Put(Box<Analyzed>),
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
    /// Corrects actors, in the file of corrections beside the library.
    Correct(Correction),
    /// Takes back the last undoable change, also of an earlier run.
    Undo,
}
