//! Owns: `Line`, one line of text being edited: cursor, words, history.
//! Promises: the cursor always stands on a border of grapheme clusters; control characters never get in.

use unicode_segmentation::UnicodeSegmentation;

/// A line being edited, with the lines of the past.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// Byte offset of the cursor.
    cursor: usize,
    /// Lines of the past, the newest last.
    history: Vec<String>,
    /// How far back in history the line shown is; 0 for the line itself.
    back: usize,
    /// The line as it was before walking into history.
    draft: String,
    /// What was cut last, for yanking.
    cut: String,
}

const MOST_HISTORY: usize = 200;
/// A line holds so many characters at most.
pub const MOST: usize = 4096;

impl Line {
    /// A line with text, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let mut line = Self::default();
        line.set(text);
        line
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The text before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    /// The text from the cursor on.
    pub fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The lines of the past, the newest last.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// Takes lines of the past, the newest last.
    pub fn set_history(&mut self, history: Vec<String>) {
        self.history = history;
        self.back = 0;
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn set(&mut self, text: impl Into<String>) {
        self.text = in_one_line(&text.into()).collect();
        self.cursor = self.text.len();
        self.back = 0;
    }

    /// Replaces `start..end` by `text` and puts the cursor behind it. Out of range or between borders: nothing.
    pub fn replace(&mut self, start: usize, end: usize, text: &str) {
        if self.text.get(start..end).is_none() {
            return;
        }
        let clean: String = in_one_line(text).collect();
        self.text.replace_range(start..end, &clean);
        self.cursor = start + clean.len();
        self.back = 0;
    }

    /// Inserts text at the cursor, as much as there is room for. Answers whether that was all.
    pub fn insert(&mut self, text: &str) -> bool {
        let room = MOST.saturating_sub(self.text.chars().count());
        let mut left = in_one_line(text);
        let taken: String = left.by_ref().take(room).collect();
        self.replace(self.cursor, self.cursor, &taken);
        left.next().is_none()
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.set("");
    }

    /// To the start.
    pub fn start(&mut self) {
        self.cursor = 0;
    }

    /// To the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// One cluster left.
    pub fn left(&mut self) {
        self.cursor = self.cluster_before();
    }

    /// One cluster right.
    pub fn right(&mut self) {
        self.cursor = self.cluster_after();
    }

    /// To the start of the word before the cursor.
    pub fn word_left(&mut self) {
        self.cursor = self.word_before();
    }

    /// To the end of the word after the cursor.
    pub fn word_right(&mut self) {
        self.cursor = self.word_after();
    }

    /// Deletes the cluster before the cursor.
    pub fn backspace(&mut self) {
        let from = self.cluster_before();
        self.remove(from, self.cursor);
    }

    /// Deletes the cluster at the cursor.
    pub fn delete(&mut self) {
        let to = self.cluster_after();
        self.remove(self.cursor, to);
    }

    /// Cuts the word before the cursor.
    pub fn cut_word(&mut self) {
        let from = self.word_before();
        self.cut_range(from, self.cursor);
    }

    /// Cuts from the start to the cursor.
    pub fn cut_to_start(&mut self) {
        self.cut_range(0, self.cursor);
    }

    /// Cuts from the cursor to the end.
    pub fn cut_to_end(&mut self) {
        self.cut_range(self.cursor, self.text.len());
    }

    /// Cuts the word after the cursor.
    pub fn cut_word_after(&mut self) {
        let to = self.word_after();
        self.cut_range(self.cursor, to);
    }

    /// Swaps the clusters around the cursor and steps on; at the end the last two.
    pub fn transpose(&mut self) {
        if self.cursor == self.text.len() {
            self.left();
        }
        let (from, to) = (self.cluster_before(), self.cluster_after());
        if from < self.cursor && self.cursor < to {
            let before = self.text.get(from..self.cursor).unwrap_or("").to_owned();
            let after = self.text.get(self.cursor..to).unwrap_or("").to_owned();
            self.replace(from, to, &format!("{after}{before}"));
        }
    }

    /// Whether a line of the past is shown.
    pub fn is_past(&self) -> bool {
        self.back > 0
    }

    /// Inserts what was cut last.
    pub fn yank(&mut self) {
        let cut = self.cut.clone();
        let _all = self.insert(&cut);
    }

    /// Puts the line into history, unless it is empty or the newest already.
    pub fn remember(&mut self) {
        let text = self.text.trim().to_owned();
        self.back = 0;
        if text.is_empty() {
            return;
        }
        self.history.retain(|h| *h != text);
        self.history.push(text);
        let extra = self.history.len().saturating_sub(MOST_HISTORY);
        self.history.drain(..extra);
    }

    /// Shows the line before in history that starts as the draft does.
    pub fn older(&mut self) {
        if self.back == 0 {
            self.draft.clone_from(&self.text);
        }
        let count = self.history.len();
        let found = (self.back + 1..=count).find(|back| self.matches(*back));
        if let Some(back) = found {
            self.show(back);
        }
    }

    /// Shows the line after in history, or the draft again.
    pub fn newer(&mut self) {
        if self.back == 0 {
            return;
        }
        let found = (1..self.back).rev().find(|back| self.matches(*back));
        if let Some(back) = found {
            self.show(back);
        } else {
            let draft = self.draft.clone();
            self.set(draft);
        }
    }

    fn matches(&self, back: usize) -> bool {
        self.history
            .get(self.history.len().wrapping_sub(back))
            .is_some_and(|line| line.contains(self.draft.as_str()) && *line != self.text)
    }

    fn show(&mut self, back: usize) {
        if let Some(line) = self.history.get(self.history.len().wrapping_sub(back)) {
            let (line, draft) = (line.clone(), self.draft.clone());
            self.set(line);
            (self.back, self.draft) = (back, draft);
        }
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.replace(start, end, "");
    }

    fn cut_range(&mut self, start: usize, end: usize) {
        if let Some(piece) = self.text.get(start..end)
            && !piece.is_empty()
        {
            self.cut = piece.to_owned();
            self.remove(start, end);
        }
    }

    fn cluster_before(&self) -> usize {
        let last = self.before().graphemes(true).next_back();
        self.cursor - last.map_or(0, str::len)
    }

    fn cluster_after(&self) -> usize {
        let next = self.after().graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let before = self.before();
        let trimmed = before.trim_end();
        trimmed
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8())
    }

    fn word_after(&self) -> usize {
        let after = self.after();
        let lead = after.len() - after.trim_start().len();
        let rest = after.get(lead..).unwrap_or("");
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.cursor + lead + word
    }
}

/// Text as it stands in one line: a line break or a tabulator is a blank, other control characters are nothing.
fn in_one_line(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    text.chars().filter_map(move |c| {
        let pair = c == '\n' && before == '\r';
        before = c;
        match c {
            '\n' if pair => None,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Some(' ')
            }
            c => (!c.is_control()).then_some(c),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits by one letter each and shows the cursor as `|`.
    fn check(start: &str, edits: &str, expected: &str) {
        let mut line = Line::new(start);
        line.set_history(vec!["old one".into(), "vienna".into()]);
        for edit in edits.chars() {
            match edit {
                'a' => line.start(),
                'e' => line.end(),
                'b' => line.left(),
                'f' => line.right(),
                'B' => line.word_left(),
                'F' => line.word_right(),
                'h' => line.backspace(),
                'd' => line.delete(),
                'w' => line.cut_word(),
                'u' => line.cut_to_start(),
                'k' => line.cut_to_end(),
                'y' => line.yank(),
                't' => line.transpose(),
                'D' => line.cut_word_after(),
                'p' => line.older(),
                'n' => line.newer(),
                _ => assert!(line.insert(&edit.to_string())),
            }
        }
        assert_eq!(
            format!("{}|{}", line.before(), line.after()),
            expected,
            "{start:?} after {edits:?}"
        );
    }

    #[test]
    fn lines_are_edited_as_in_readline() {
        check("one two", "w", "one |");
        check("one two ", "w", "one |");
        check("one two", "wy", "one two|");
        check("one two", "ak", "|");
        check("one two", "Bu", "|two");
        check("e\u{301}x", "bb", "|e\u{301}x");
        check("e\u{301}x", "bh", "|x");
        check("", "hdwukbf", "|");
        check("one two", "aFX", "oneX| two");
        check("\u{1b}[31mred\ta", "", "[31mred a|");
        check("ab", "t", "ba|");
        check("abc", "at", "|abc");
        check("abc", "aft", "ba|c");
        check("a", "t", "|a");
        check("one two", "aDD", "|");
        check("one two", "aD", "| two");
        check("", "p", "vienna|");
        check("", "ppp", "old one|");
        check("", "pnn", "|");
        check("old", "p", "old one|");
        check("old", "pn", "old|");
    }

    #[test]
    fn what_is_pasted_is_taken_up_to_the_limit() {
        for (pasted, text, all) in [
            ("iran\r\noman", "[iran oman]", true),
            (
                "iran\roman\nyemen\u{2028}qatar",
                "[iran oman yemen qatar]",
                true,
            ),
            ("a\x1b[31mb", "[a[31mb]", true),
            ("", "[]", true),
        ] {
            let mut line = Line::new("[]");
            line.left();
            assert_eq!(line.insert(pasted), all, "{pasted:?}");
            assert_eq!(line.text(), text, "{pasted:?}");
        }
        let mut line = Line::new("x");
        assert!(!line.insert(&"é\r\n".repeat(50_000)));
        assert_eq!(line.text().chars().count(), MOST);
        assert!(!line.insert("y"));
    }
}
