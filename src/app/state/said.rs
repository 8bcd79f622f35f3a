//! Owns: `SaidTable`, who said what in the list's articles, over the whole screen.
//! Promises: plain data; one row a statement under its speaker; speakers and statements the latest first.

use std::collections::HashMap;
use std::sync::Arc;

use nutgraf_library::Statement;
use nutgraf_read::model::fold::fold;

/// Marks the askings of cards, which have their own.
pub const CARD: u32 = 1 << 31;

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidRow {
    /// A speaker: the place of their latest statement, and how many there are.
    Voice(usize, usize),
    /// A statement, by its place.
    Statement(usize),
    /// Nothing, beside the other side's statement.
    Gap,
}

/// Who said what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SaidTable {
    /// Which asking this is; older answers are dropped.
    pub asking: u32,
    /// The statements, the latest first; `None` until they have come.
    pub statements: Option<Arc<[Statement]>>,
    /// From how many of the list's articles they are gathered, the first ones.
    pub reach: usize,
    /// How many articles there are.
    pub articles: usize,
    /// Whether an answer is awaited.
    pub waits: bool,
    /// Whether speakers were asked for, so that two of them stand side by side.
    pub asked: bool,
    /// How many rows stand side by side: two for two sides.
    pub columns: usize,
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

    /// Whether the cursor has come to the end, and there are more articles.
    pub fn wants_more(&self) -> bool {
        let last = self
            .rows
            .iter()
            .rposition(|row| matches!(row, SaidRow::Statement(_)));
        !self.waits && self.reach < self.articles && last == Some(self.cursor)
    }

    /// The statement under the cursor.
    pub fn current(&self) -> Option<&Statement> {
        match self.rows.get(self.cursor)? {
            SaidRow::Statement(at) => self.statements().get(*at),
            SaidRow::Voice(..) | SaidRow::Gap => None,
        }
    }

    /// Takes the statements; the cursor stays on its own where that has come again.
    pub fn take(&mut self, statements: Arc<[Statement]>) {
        let on = self.current().map(|said| (said.article, said.span));
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
        let sides = self.asked && voices.len() == 2;
        let rows = if sides {
            side_by_side(&voices)
        } else {
            one_below_the_other(&voices)
        };
        self.columns = if sides { 2 } else { 1 };
        self.voices = voices.len();
        self.rows = Arc::from(rows);
        self.statements = Some(statements);
        self.waits = false;
        let places = |row: &SaidRow| match row {
            SaidRow::Statement(at) => {
                let said = self.statements().get(*at)?;
                Some((said.article, said.span))
            }
            SaidRow::Voice(..) | SaidRow::Gap => None,
        };
        let again = on.and_then(|on| self.rows.iter().position(|row| places(row) == Some(on)));
        if let Some(row) = again {
            self.cursor = row;
            return;
        }
        (self.cursor, self.top) = (0, 0);
        self.step(0);
    }

    /// Moves the cursor from statement to statement.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let from = self.cursor.saturating_add_signed(by).min(last);
        let is_statement = |at: &usize| matches!(self.rows.get(*at), Some(SaidRow::Statement(_)));
        let up = || (0..=from).rev().find(is_statement);
        let down = || (from..=last).find(is_statement);
        // Upwards to the statement before, but for the first row.
        let at = if by < 0 {
            up().or_else(down)
        } else {
            down().or_else(up)
        };
        self.cursor = at.unwrap_or(from);
    }

    /// Keeps the cursor visible among so many lines, with its speaker above it where that is the line before.
    pub fn follow(&mut self, lines: usize) {
        let on = self.cursor / self.columns.max(1);
        let from = (on + 1).saturating_sub(lines.max(1));
        self.top = self.top.clamp(from, on.max(from));
        if self.top == on && self.top > 0 && lines > 1 {
            self.top -= 1;
        }
    }
}

/// The rows of speakers and their statements, by the statements' places.
fn one_below_the_other(voices: &[Vec<usize>]) -> Vec<SaidRow> {
    let mut rows = Vec::new();
    for voice in voices {
        if let Some(latest) = voice.first() {
            rows.push(SaidRow::Voice(*latest, voice.len()));
        }
        rows.extend(voice.iter().map(|at| SaidRow::Statement(*at)));
    }
    rows
}

/// The rows of two speakers, in turns.
fn side_by_side(voices: &[Vec<usize>]) -> Vec<SaidRow> {
    let longest = voices.iter().map(Vec::len).max().unwrap_or(0);
    let heads = voices.iter().map(|voice| match voice.first() {
        Some(latest) => SaidRow::Voice(*latest, voice.len()),
        None => SaidRow::Gap,
    });
    let mut rows: Vec<SaidRow> = heads.collect();
    for at in 0..longest {
        let side = |voice: &Vec<usize>| match voice.get(at) {
            Some(place) => SaidRow::Statement(*place),
            None => SaidRow::Gap,
        };
        rows.extend(voices.iter().map(side));
    }
    rows
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
            spoken_of: Vec::new(),
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
        table.take(Arc::from(all));
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

    #[test]
    fn two_sides_stand_side_by_side() {
        let mut table = SaidTable {
            asked: true,
            ..SaidTable::default()
        };
        let all = [
            statement("Lund", "one"),
            statement("Brandt", "two"),
            statement("Lund", "three"),
        ];
        table.take(Arc::from(all));
        assert_eq!(table.columns, 2);
        assert_eq!(
            *table.rows,
            [
                SaidRow::Voice(0, 2),
                SaidRow::Voice(1, 1),
                SaidRow::Statement(0),
                SaidRow::Statement(1),
                SaidRow::Statement(2),
                SaidRow::Gap,
            ]
        );
        let mut walked = Vec::new();
        for by in [0, 1, 1, 1, -1, -9] {
            table.step(by);
            walked.push(table.current().map(|s| s.text.clone()).unwrap_or_default());
        }
        assert_eq!(walked, ["one", "two", "three", "three", "two", "one"]);
        table.step(2);
        table.follow(2);
        assert_eq!(table.top, 1, "the head and two lines of two rows each");
    }

    #[test]
    fn the_cursor_stays_on_its_statement_when_all_come_again() {
        let mut table = SaidTable::default();
        let all = || {
            let mut two = statement("Brandt", "two");
            two.span = Span::new(4, 7);
            Arc::from([statement("Lund", "one"), two])
        };
        table.take(all());
        table.step(1);
        table.take(all());
        assert_eq!(table.current().map(|said| &*said.text), Some("two"));
    }
}
