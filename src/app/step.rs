//! Owns: the parts of `update`, one file a concern, and what several of them need.
//! Promises: pure; each step changes the state and returns effects.

pub(crate) mod act;
pub(crate) mod actor_choices;
pub(crate) mod bulk;
pub(crate) mod card;
pub(crate) mod copies;
pub(crate) mod level;
pub(crate) mod mark;
pub(crate) mod mend;
pub(crate) mod motion;
pub(crate) mod open;
pub(crate) mod order;
pub(crate) mod pick;
pub(crate) mod retell;
pub(crate) mod rows;
pub(crate) mod saved;
pub(crate) mod say;
pub(crate) mod search;
pub(crate) mod summary;
pub(crate) mod tour;
pub(crate) mod travel;
pub(crate) mod who;
pub(crate) mod write;
