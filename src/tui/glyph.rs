//! Owns: `Glyphs`, the signs that are drawn, and their ASCII twins.
//! Promises: every sign is one column wide in both sets.

use unicode_normalization::UnicodeNormalization;

/// The signs of one set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Beside the row under the cursor.
    pub bar: &'static str,
    /// An unread article.
    pub unread: &'static str,
    /// A starred article.
    pub star: &'static str,
    /// A level rule.
    pub level: &'static str,
    /// An upright rule.
    pub upright: &'static str,
    /// A level rule with an upright one below.
    pub tee_down: &'static str,
    /// A level rule with an upright one above.
    pub tee_up: &'static str,
    /// Something was cut here.
    pub cut: &'static str,
    /// Between things on a line.
    pub dot: &'static str,
    /// One unit of a bar.
    pub unit: &'static str,
    /// The visible part in the scroll bar.
    pub thumb: &'static str,
    /// A mark in the scroll bar.
    pub mark: &'static str,
    /// Beside summary sentences and quotations.
    pub margin: &'static str,
    /// Before an item of a list.
    pub item: &'static str,
    /// The end of a text.
    pub end: &'static str,
}

/// For terminals that draw lines.
pub const UNICODE: Glyphs = Glyphs {
    bar: "▌",
    unread: "•",
    star: "★",
    level: "─",
    upright: "│",
    tee_down: "┬",
    tee_up: "┴",
    cut: "…",
    dot: "·",
    unit: "■",
    thumb: "┃",
    mark: "▪",
    margin: "│",
    item: "•",
    end: "■",
};

/// For terminals that don't.
pub const ASCII: Glyphs = Glyphs {
    bar: "|",
    unread: "*",
    star: "+",
    level: "-",
    upright: "|",
    tee_down: "+",
    tee_up: "+",
    cut: "~",
    dot: "-",
    unit: "=",
    thumb: "#",
    mark: "-",
    margin: "|",
    item: "-",
    end: "#",
};

/// The ASCII twin of a cluster of characters that is `width` columns wide, as wide as that.
pub fn plain(cluster: &str, width: u16) -> String {
    let first = match cluster.chars().next().unwrap_or(' ') {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '–' | '—' | '−' | '‐' | '‑' => '-',
        '…' | '·' => '.',
        '•' | '▪' => '*',
        '→' => '>',
        '←' => '<',
        '×' => 'x',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '£' | 'Ł' => 'L',
        '€' => 'E',
        'ß' => 's',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        c => c.nfd().next().filter(char::is_ascii).unwrap_or('?'),
    };
    let mut text = String::from(first);
    for _ in 1..width {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_are_ascii_and_as_wide() {
        for (cluster, width, twin) in [
            ("é", 1, "e"),
            ("“", 1, "\""),
            ("漢", 2, "? "),
            ("x", 1, "x"),
            ("e\u{301}", 1, "e"),
            ("", 1, " "),
        ] {
            assert_eq!(plain(cluster, width), twin, "{cluster:?}");
        }
    }
}
