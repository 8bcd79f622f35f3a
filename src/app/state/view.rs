//! Owns: `View`, how the reader likes the screen.
//! Promises: plain data; every form is read back from its name.

use crate::app::list::RowForm;

/// How the list, the briefing and the actors share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LayoutForm {
    /// As the size suggests.
    #[default]
    Auto,
    /// Side by side.
    Wide,
    /// The list over the briefing.
    Medium,
    /// The list alone.
    SearchCache,
}

impl LayoutForm {
    /// All forms, in the order of the key that changes them.
    pub const ALL: [LayoutForm; 4] = [Self::Auto, Self::Wide, Self::Medium, Self::SearchCache];

    /// The name on the command line and in memory.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Wide => "wide",
            Self::Medium => "medium",
            Self::SearchCache => "narrow",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// How the reader likes the screen; kept from run to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// How much a row shows.
    pub rows: RowForm,
    /// How the panes share the screen.
    pub layout: LayoutForm,
    /// Share of the list, in percent of the width or height; 0 for the default.
    pub split: u16,
    /// Columns of the reading text; 0 for those of the settings.
    pub column: u16,
    /// The theme that was chosen by name; empty for the one of the settings.
    pub theme: String,
    /// Whether feeds stand under their tags.
    pub feeds_by_tag: bool,
}
