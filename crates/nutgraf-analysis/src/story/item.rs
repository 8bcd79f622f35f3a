//! Owns: `Item`, an article as the threader takes it, and `Placement`, where it stands.
//! Promises: only data.

use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::signature::Signature;

/// An article as the threader takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number, not 0.
    pub article: u32,
    /// What is known of its text.
    pub signature: Signature,
    /// When it was published; `None` when that is not known.
    pub published: Option<Moment>,
    /// The number of the group of copies that it belongs to; 0 for none. Copies are always one story.
    pub copies: u32,
}

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Placement {
    /// The article.
    pub article: u32,
    /// The number of its story: that of the article that founded it; its own when it is alone.
    pub story: u32,
}
