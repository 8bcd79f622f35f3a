//! Owns: `KeptBrief`, what a brief told, so that the next one of its name tells what is new.
//! Promises: plain data.

use crate::model::id::ArticleId;
use crate::model::moment::Moment;

/// What a brief told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBrief {
    /// Its name: that of a saved line, or the line itself.
    pub name: String,
    /// When it was made.
    pub made: Moment,
    /// The last article that was there.
    pub until: ArticleId,
    /// Its lines.
    pub lines: Vec<String>,
}
