//! Owns: `Revision`, a form in which an article stood before it was changed.
//! Promises: plain data.

use std::sync::Arc;

use crate::model::moment::Moment;

/// An earlier form of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// When another form took its place, by the clock of the machine that imported that.
    pub until: Moment,
    /// The headline that it had.
    pub title: String,
    /// The text that it had.
    pub text: Arc<str>,
}
