//! The screen from outside: pictures at all sizes, key stories through the real keymap, and chaos.

mod articles;
#[path = "../documents/beside.rs"]
#[expect(dead_code, reason = "here its files are read by name")]
mod beside;
mod brief;
mod chaos;
mod evidence;
mod feeds;
mod pictures;
mod said;
mod saved;
mod stage;
mod stories;
mod themes;
mod timeline;
mod who;

use nutgraf::app::msg::Size;
use nutgraf::app::state::State;
use nutgraf::app::state::settings::Settings;
use nutgraf::tui::depth::Depth;
use nutgraf::tui::draw::draw;
use nutgraf::tui::theme::Theme;
use nutgraf_read::model::moment::Moment;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::stage::Stage;

/// A stage with the hand-written articles.
pub(crate) fn stage(width: u16, height: u16) -> Stage {
    stage_with(width, height, Settings::default())
}

/// The same with options.
pub(crate) fn stage_with(width: u16, height: u16, options: Settings) -> Stage {
    let now = Moment::parse("2024-05-03T18:00:00Z").unwrap_or_default();
    Stage::new(articles::all(), Size { width, height }, now, options)
}

/// The screen as text, blanks at line ends cut.
pub(crate) fn picture(state: &State) -> String {
    letters(state, &drawn(state, "terminal", Depth::Sixteen))
}

/// The screen in a theme.
pub(crate) fn drawn(state: &State, theme: &str, depth: Depth) -> Buffer {
    let (theme, _) = Theme::read(theme, "", depth);
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.size.width, state.size.height));
    draw(state, &theme, &mut buffer);
    buffer
}

/// What stands on a screen, blanks at line ends cut.
pub(crate) fn letters(state: &State, buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..state.size.height {
        let mut line = String::new();
        for x in 0..state.size.width {
            line.push_str(buffer.cell((x, y)).map_or("", |c| c.symbol()));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
