//! Owns: `TimelineTable`, the timeline of the list over the whole screen.
//! Promises: plain data; the cursor is always on a line of a day when there is one.

use nutgraf_read::model::id::Generation;
use nutgraf_read::model::timeline::{Timeline, ToldDay, ToldLine};

/// A row of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineRow {
    /// A sentence: the day and the line by their places.
    Line(usize, usize),
    /// Below it stand days that are announced.
    Announced,
}

/// The timeline of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineTable {
    /// The answer whose articles it tells.
    pub generation: Generation,
    /// The days; `None` until they have come.
    timeline: Option<Timeline>,
    /// What is shown of them, from above.
    rows: Vec<TimelineRow>,
    /// Which row the cursor is on.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl TimelineTable {
    /// A table without days yet.
    pub fn new(generation: Generation) -> Self {
        Self {
            generation,
            ..Self::default()
        }
    }

    /// The timeline; none until it has come.
    pub fn timeline(&self) -> Option<&Timeline> {
        self.timeline.as_ref()
    }

    /// The rows, from above.
    pub fn rows(&self) -> &[TimelineRow] {
        &self.rows
    }

    /// Takes the days.
    pub fn take(&mut self, timeline: Timeline) {
        self.rows.clear();
        let mut announced = false;
        for (at, day) in timeline.days.iter().enumerate() {
            if day.announced && !announced {
                announced = true;
                self.rows.push(TimelineRow::Announced);
            }
            let lines = 0..day.lines.len();
            self.rows
                .extend(lines.map(|line| TimelineRow::Line(at, line)));
        }
        self.timeline = Some(timeline);
        (self.cursor, self.top) = (0, 0);
        self.step(0);
    }

    /// The day and the line of a row.
    pub fn line(&self, row: usize) -> Option<(&ToldDay, &ToldLine)> {
        let TimelineRow::Line(day, line) = self.rows.get(row)? else {
            return None;
        };
        let day = self.timeline.as_ref()?.days.get(*day)?;
        Some((day, day.lines.get(*line)?))
    }

    /// The day and the line under the cursor.
    pub fn current(&self) -> Option<(&ToldDay, &ToldLine)> {
        self.line(self.cursor)
    }

    /// Moves the cursor, over the rule that parts the days.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        if self.rows.get(self.cursor) == Some(&TimelineRow::Announced) {
            let on = by >= 0 || self.cursor == 0;
            self.cursor = if on { self.cursor + 1 } else { self.cursor - 1 };
        }
    }

    /// Keeps the cursor among the rows that are seen.
    pub fn follow(&mut self, seen: usize) {
        let lowest = self.cursor.saturating_sub(seen.saturating_sub(1));
        self.top = self.top.clamp(lowest, self.cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::date::calendar::Calendar;
    use nutgraf_read::model::span::Span;

    fn day(day: &str, announced: bool, lines: usize) -> ToldDay {
        let line = ToldLine {
            id: nutgraf_read::model::id::ArticleId::default(),
            key: "k".into(),
            source: None,
            text: "A ferry sank.".into(),
            span: Span::new(0, 13),
            place: (0, 13),
        };
        ToldDay {
            date: Calendar::read(day).unwrap(),
            articles: 1,
            announced,
            lines: vec![line; lines],
        }
    }

    #[test]
    fn the_cursor_steps_over_the_rule_and_stays_inside() {
        let mut table = TimelineTable::default();
        table.step(1);
        assert!(table.current().is_none());
        let days = vec![day("2022-03-03", false, 2), day("2022-03-20", true, 1)];
        table.take(Timeline { days, articles: 3 });
        let cursors: Vec<usize> = [1, 1, 1, -1, -9, 9, 0]
            .into_iter()
            .map(|by| {
                table.step(by);
                assert!(table.current().is_some());
                table.cursor
            })
            .collect();
        assert_eq!(cursors, [1, 3, 3, 1, 0, 3, 3]);
        table.follow(2);
        assert_eq!(table.top, 2);
        // All that is told may lie ahead.
        let days = vec![day("2022-03-20", true, 1)];
        table.take(Timeline { days, articles: 1 });
        assert_eq!(table.cursor, 1);
        table.step(-1);
        assert_eq!(table.cursor, 1);
    }
}
