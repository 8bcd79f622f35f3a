//! Owns: `SaidTable`, who said what in the list's articles, over the whole screen.
//! Promises: plain data; one row a statement under its speaker; speakers and statements the latest first.

use std::collections::HashMap;
use std::sync::Arc;

use nutgraf_library::Statement;
use nutgraf_read::model::fold::fold;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidRow {
    /// A speaker: the place of their latest statement, and how many there are.
    Voice(usize, usize),
    /// A statement, by its place.
    Statement(usize),
}

/// Who said what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SaidTable {
    /// Which asking this is; older answers are dropped.
    pub asking: u32,
    /// The statements, the latest first; `None` until they have come.
    pub statements: Option<Arc<[Statement]>>,
    /// Whether there are more than were gathered.
    pub more: bool,
    /// The rows.
    pub rows: Arc<[SaidRow]>,
    /// How many speakers there are.
    pub voices: usize,
    /// Which row the cursor is on: never a speaker's where there are statements.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
}

impl SaidTable {
    /// The statements; none until they have come.
    pub fn statements(&self) -> &[Statement] {
        self.statements.as_deref().unwrap_or(&[])
    }

    /// The statement under the cursor.
    pub fn current(&self) -> Option<&Statement> {
        match self.rows.get(self.cursor)? {
            SaidRow::Statement(at) => self.statements().get(*at),
            SaidRow::Voice(..) => None,
        }
    }

    /// Takes the statements.
    pub fn take(&mut self, statements: Arc<[Statement]>, more: bool) {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut voices: Vec<Vec<usize>> = Vec::new();
        for (at, statement) in statements.iter().enumerate() {
            let key = match &statement.speaker {
                Some(id) => id.0.to_string(),
                None => format!(" {}", fold(&statement.name)),
            };
            let place = *places.entry(key).or_insert_with(|| {
                voices.push(Vec::new());
                voices.len() - 1
            });
            if let Some(voice) = voices.get_mut(place) {
                voice.push(at);
            }
        }
        let mut rows = Vec::with_capacity(statements.len() + voices.len());
        for voice in &voices {
            if let Some(latest) = voice.first() {
                rows.push(SaidRow::Voice(*latest, voice.len()));
            }
            rows.extend(voice.iter().map(|at| SaidRow::Statement(*at)));
        }
        self.voices = voices.len();
        self.rows = Arc::from(rows);
        self.statements = Some(statements);
        self.more = more;
        (self.cursor, self.top) = (0, 0);
        self.step(0);
    }

    /// Moves the cursor, over the rows of speakers.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let mut at = self.cursor.saturating_add_signed(by).min(last);
        let is_voice = |at: usize| matches!(self.rows.get(at), Some(SaidRow::Voice(..)));
        if is_voice(at) {
            // Upwards to the statement before, but for the first row.
            at = if by < 0 && at > 0 { at - 1 } else { at + 1 };
        }
        self.cursor = at.min(last);
    }

    /// Keeps the cursor visible among so many rows, with its speaker above it where that is the row before.
    pub fn follow(&mut self, rows: usize) {
        let from = (self.cursor + 1).saturating_sub(rows.max(1));
        self.top = self.top.clamp(from, self.cursor.max(from));
        if self.top == self.cursor && self.top > 0 && rows > 1 {
            self.top -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::model::analysis::{Manner, QuoteKind};
    use nutgraf_read::model::id::{ArticleId, ArticleKey};
    use nutgraf_read::model::span::Span;

    fn statement(name: &str, text: &str) -> Statement {
        Statement {
            speaker: None,
            name: name.to_owned(),
            speaker_text: Some(name.to_owned()),
            kind: QuoteKind::Indirect,
            manner: Manner::Neutral,
            cue: None,
            text: text.to_owned(),
            article: ArticleId(1),
            key: ArticleKey::default(),
            source: None,
            published: None,
            span: Span::new(0, 1),
            characters: (0, 1),
            same: Vec::new(),
        }
    }

    #[test]
    fn statements_stand_under_their_speakers() {
        let mut table = SaidTable::default();
        let all = [
            statement("Lund", "one"),
            statement("Brandt", "two"),
            statement("lund", "three"),
        ];
        table.take(Arc::from(all), false);
        assert_eq!(
            *table.rows,
            [
                SaidRow::Voice(0, 2),
                SaidRow::Statement(0),
                SaidRow::Statement(2),
                SaidRow::Voice(1, 1),
                SaidRow::Statement(1),
            ]
        );
        let mut walked = Vec::new();
        for by in [0, 1, 1, 1, -1, -9] {
            table.step(by);
            walked.push(table.current().map(|s| s.text.clone()).unwrap_or_default());
        }
        assert_eq!(walked, ["one", "three", "two", "two", "three", "one"]);
    }
}
