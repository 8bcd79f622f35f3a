//! Owns: links on the screen: how a cell says that it belongs to one, and which address that is (OSC 8).
//! Promises: only http, https and mailto, and only letters that no terminal obeys.

use nutgraf_read::text::hash::fnv_32;
use ratatui::style::{Color, Style};

use crate::app::state::State;

/// Terminals take at least this much.
const MOST_BYTES: usize = 2000;

/// The sign of an address. Cells carry it as the colour of their underline, which nothing else uses and no terminal is
/// sent: so links scroll, change and stay as letters do.
fn sign(address: &str) -> Color {
    // Folded to the 24 bits that a colour has.
    let [high, r, g, b] = fnv_32(address.bytes()).to_be_bytes();
    Color::Rgb(r ^ high, g, b)
}

/// Whether an address may be handed to a terminal.
fn is_safe(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"];
    known.iter().any(|scheme| lower.starts_with(scheme))
        && address.len() <= MOST_BYTES
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A style that says which link it belongs to, where links are `wanted`.
pub(super) fn mark(style: Style, address: &str, wanted: bool) -> Style {
    if wanted && is_safe(address) {
        style.underline_color(sign(address))
    } else {
        style
    }
}

/// The addresses that the signs on the screen stand for.
pub fn of(state: &State) -> Vec<(Color, String)> {
    let Some(reader) = state.reader().filter(|_| state.settings.links) else {
        return Vec::new();
    };
    let links = reader.reading.analyzed.article.links.iter();
    links
        .filter(|link| is_safe(&link.target))
        .map(|link| (sign(&link.target), link.target.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_links() {
        for (address, expected) in [
            ("https://example.org/a?b=c", true),
            ("MAILTO:a@example.org", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("https://example.org/\u{1b}\\x", false),
            ("https://example.org/\u{9c}", false),
            ("https://example.org/a b", false),
            ("https://exämple.org/", false),
        ] {
            let marked = mark(Style::new(), address, true).underline_color.is_some();
            assert_eq!(marked, expected, "{address:?}");
            assert_eq!(mark(Style::new(), address, false), Style::new());
        }
        assert_ne!(sign("https://a.example/1"), sign("https://a.example/2"));
    }
}
