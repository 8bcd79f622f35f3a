//! Owns: `Key`, one stroke, and how strokes are written (`j`, `G`, `^F`, `M-x`, `<enter>`, `g g`).
//! Promises: every key that can be written is read back as the same key.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other keys are written by their name"
)]

use std::fmt;

/// Which key was struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, already shifted: `A`, not shift and `a`.
    Char(char),
    /// The return key.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Shift and tabulator.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 24.
    F(u8),
}

/// One stroke on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With control held.
    pub ctrl: bool,
    /// With alt or meta held.
    pub alt: bool,
}

/// Names of keys that are not characters, as they are written between `<` and `>`.
const NAMES: [(&str, Code); 20] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backtab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
    // Accepted when reading; the names above are written.
    ("return", Code::Enter),
    ("escape", Code::Esc),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

impl Key {
    /// The key without control or alt.
    pub fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A plain character.
    pub fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Control and a letter.
    pub fn ctrl(c: char) -> Self {
        Self {
            code: Code::Char(c.to_ascii_lowercase()),
            ctrl: true,
            alt: false,
        }
    }

    /// The character that the stroke types, when it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads one key: `j`, `^F`, `C-f`, `ctrl-f`, `M-x`, `alt-x`, `<enter>`, `enter`, `F5`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let (mut ctrl, mut alt) = (false, false);
        loop {
            if let Some(inner) = rest.strip_prefix('<').and_then(|r| r.strip_suffix('>'))
                && !inner.is_empty()
            {
                rest = inner;
            }
            let stripped = |prefix: &str| rest.strip_prefix(prefix).filter(|r| !r.is_empty());
            if let Some(r) = stripped("^")
                .or_else(|| stripped("C-"))
                .or_else(|| stripped("ctrl-"))
            {
                (ctrl, rest) = (true, r);
            } else if let Some(r) = stripped("M-")
                .or_else(|| stripped("A-"))
                .or_else(|| stripped("alt-"))
            {
                (alt, rest) = (true, r);
            } else {
                break;
            }
        }
        let code = Self::code(rest)?;
        let code = match code {
            // Terminals send control and a letter without case.
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            other => other,
        };
        Some(Self { code, ctrl, alt })
    }

    fn code(name: &str) -> Option<Code> {
        let mut chars = name.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            return (!only.is_control()).then_some(Code::Char(only));
        }
        let lower = name.to_ascii_lowercase();
        if let Some(number) = lower
            .strip_prefix('f')
            .and_then(|n| n.parse::<u8>().ok())
            .filter(|n| (1..=24).contains(n))
        {
            return Some(Code::F(number));
        }
        NAMES
            .iter()
            .find(|(n, _)| *n == lower)
            .map(|(_, code)| *code)
    }

    /// Reads a sequence of keys separated by blanks: `g g`.
    pub fn parse_many(text: &str) -> Option<Vec<Self>> {
        let keys: Option<Vec<Self>> = text.split_whitespace().map(Self::parse).collect();
        keys.filter(|k| !k.is_empty())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            f.write_str("M-")?;
        }
        if self.ctrl {
            f.write_str("^")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("space"),
            Code::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            code => match NAMES.iter().find(|(_, c)| *c == code) {
                Some((name, _)) => f.write_str(name),
                None => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_and_read_back() {
        for (text, written) in [
            ("j", "j"),
            ("G", "G"),
            ("^F", "^F"),
            ("C-f", "^F"),
            ("ctrl-F", "^F"),
            ("M-x", "M-x"),
            ("<enter>", "enter"),
            ("Return", "enter"),
            ("<", "<"),
            ("^", "^"),
            ("-", "-"),
            ("space", "space"),
            ("f12", "F12"),
            ("F", "F"),
            ("é", "é"),
        ] {
            let key = Key::parse(text).unwrap_or_else(|| panic!("{text} is a key"));
            assert_eq!(key.to_string(), written);
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
        for text in ["", "hello", "F25", "<>x", "\u{1b}"] {
            assert_eq!(Key::parse(text), None, "{text:?}");
        }
        assert_eq!(Key::parse_many("g g").map(|k| k.len()), Some(2));
        assert_eq!(Key::parse_many("  "), None);
    }
}
