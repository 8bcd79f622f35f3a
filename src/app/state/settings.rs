//! Owns: `Settings`, what the browser was started with.
//! Promises: nothing of it changes while the browser runs.

use std::sync::Arc;

use crate::app::keymap::Keymap;
use crate::app::memory::Memory;
use nutgraf_read::model::saved::Saved;
use nutgraf_read::model::summary_request::Length;

/// What the browser is started with.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Settings {
    /// What is being read, for the head line: `library`, or the name of the folder given on the command line.
    pub label: String,
    /// Only ASCII characters on the screen.
    pub ascii: bool,
    /// Most columns of the reading text.
    pub reading_width: u16,
    /// Words a minute, for reading times.
    pub words_per_minute: u32,
    /// Whether an article is marked as read when it is opened.
    pub mark_read: bool,
    /// Whether the mouse is used from the start.
    pub mouse: bool,
    /// Whether links are marked for terminals that open them (OSC 8).
    pub links: bool,
    /// Whether the terminal is told when long work has ended (OSC 9).
    pub notify: bool,
    /// The program that edits a text, with its arguments; empty when there is none.
    pub editor: Vec<String>,
    /// The program that pages a text, with its arguments; empty when there is none.
    pub pager: Vec<String>,
    /// Whether the run begins with the tour, over the starter articles.
    pub tour: bool,
    /// What is wrong with the user's keys or themes, to be told at the start; empty for nothing.
    pub trouble: String,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// The reader's saved lines.
    pub saved: Vec<Saved>,
    /// The names of the themes that there are.
    pub themes: Vec<String>,
    /// Whether something is being read in from the start: an empty list is then no empty library.
    pub importing: bool,
    /// What it was started on: paths and addresses that can be read again.
    pub inputs: Vec<String>,
    /// Whether the library ends with the program.
    pub temporary: bool,
    /// How long summaries are.
    pub length: Length,
    /// The filter line to begin with where nothing was kept.
    pub filter: String,
    /// What was kept from the last run, if there was one.
    pub memory: Option<Memory>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            label: "library".to_owned(),
            ascii: false,
            reading_width: 72,
            words_per_minute: 220,
            mark_read: true,
            mouse: false,
            links: false,
            notify: false,
            editor: Vec::new(),
            pager: Vec::new(),
            tour: false,
            trouble: String::new(),
            keymap: Arc::new(Keymap::embedded()),
            saved: Vec::new(),
            themes: Vec::new(),
            importing: false,
            inputs: Vec::new(),
            temporary: false,
            length: Length::Short,
            filter: String::new(),
            memory: None,
        }
    }
}
