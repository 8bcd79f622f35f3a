//! Owns: the parts of `update`, one file a concern, and what several of them need.
//! Promises: pure; each step changes the state and sends effects.

pub(crate) mod actor_choices;
pub(crate) mod actor_table;
pub(crate) mod brief;
pub(crate) mod bulk;
pub(crate) mod card;
pub(crate) mod command_line;
pub(crate) mod copies;
pub(crate) mod correct;
pub(crate) mod dispatch;
pub(crate) mod feed_table;
pub(crate) mod letters;
pub(crate) mod line_input;
pub(crate) mod marks;
pub(crate) mod motion;
pub(crate) mod navigate;
pub(crate) mod open;
pub(crate) mod outgoing;
pub(crate) mod remember;
pub(crate) mod report;
pub(crate) mod retell;
pub(crate) mod rows;
pub(crate) mod said_table;
pub(crate) mod saved;
pub(crate) mod search;
pub(crate) mod story_table;
pub(crate) mod summary;
pub(crate) mod text_motion;
pub(crate) mod timeline;
pub(crate) mod tour;
