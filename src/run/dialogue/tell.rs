//! Owns: saying what has changed: rows, an article, a card, the actors of the list, what went well or wrong.
//! Promises: only what is new is said; output only ever grows.

use std::io::{self, Write as _};
use std::sync::Arc;

use crate::app::command::{Command, Place};
use crate::app::state::brief::BriefTable;
use crate::app::state::feeds::FeedRow;
use crate::run::dialogue::talk::Dialogue;
use crate::tui::draw::plain;

/// Headlines and actors at a time: few enough for the ear.
const PAGE: usize = 10;
/// Lines of a text at a time.
pub(super) const PART: usize = 20;

impl Dialogue {
    /// Says what has changed since it was said last.
    pub(super) fn tell(&mut self) -> io::Result<()> {
        self.report()?;
        if self.state.screens.help().is_some() {
            say_all(plain::help(&self.state))?;
            self.order(Command::Help.name())?;
        }
        if let Some(pick) = self.state.input.letter() {
            say_all(plain::letters(&self.state, pick))?;
            return Ok(());
        }
        let place = self.state.place();
        let came = self.told.place.replace(place) != Some(place);
        match place {
            Place::Reader => self.tell_article(),
            Place::Card if came => say_all(plain::card(&self.state)),
            Place::List => self.tell_list(came),
            Place::Actors => self.tell_table(came),
            Place::Stories => self.tell_stories(came),
            Place::Feeds => self.tell_feeds(),
            Place::Timeline => self.tell_timeline(),
            Place::Brief => self.tell_brief(came),
            Place::Said => self.tell_said(),
            Place::Help
            | Place::Card
            | Place::Filter
            | Place::Prompt
            | Place::Any
            | Place::FirstRun
            | Place::Letter
            | Place::Line => Ok(()),
        }
    }

    /// The first stories when they have come, then the one that the cursor is on.
    fn tell_stories(&mut self, came: bool) -> io::Result<()> {
        let table = self.state.screens.stories();
        let (cursor, count) = table.map_or((0, 0), |table| (table.cursor, table.lines().len()));
        if came {
            self.told.stories = 0;
        }
        if count > 0 && self.told.stories == 0 {
            say_all(plain::stories(&self.state, cursor..cursor + PAGE))?;
        } else if cursor != self.told.story {
            say_all(plain::stories(&self.state, cursor..cursor + 1))?;
        }
        (self.told.stories, self.told.story) = (count, cursor);
        Ok(())
    }

    fn tell_feeds(&mut self) -> io::Result<()> {
        let Some(table) = self.state.screens.feeds() else {
            return Ok(());
        };
        let lines = table.rows().iter().map(|row| match (row, table.feed(row)) {
            (FeedRow::Tag { tag, .. }, _) if tag.is_empty() => "Without a tag:".to_owned(),
            (FeedRow::Tag { tag, .. }, _) => format!("#{tag}:"),
            (FeedRow::Feed(_), Some(feed)) => format!(
                "{}: {}, {} unread, {} this week",
                feed.name, feed.state, feed.unread, feed.week
            ),
            (FeedRow::Feed(_), None) => String::new(),
        });
        say_all(lines.collect())
    }

    fn tell_timeline(&mut self) -> io::Result<()> {
        say_all(plain::timeline(&self.state))
    }

    /// The page when it has come or has changed; else what the cursor is on.
    fn tell_brief(&mut self, came: bool) -> io::Result<()> {
        let table = self.state.screens.brief();
        let page = table.and_then(|table| table.brief().map(Arc::clone));
        let same = self.told.brief.is_some() && self.told.brief == page;
        let cursor = table.map_or(0, BriefTable::cursor);
        if !same {
            say_all(plain::brief(&self.state))?;
        } else if came || self.told.stop != cursor {
            say_all(plain::brief_stop(&self.state).into_iter().collect())?;
        }
        let cursor = self.state.screens.brief().map_or(0, BriefTable::cursor);
        (self.told.brief, self.told.stop) = (page, cursor);
        Ok(())
    }

    fn tell_said(&mut self) -> io::Result<()> {
        let Some(table) = self.state.screens.said() else {
            return Ok(());
        };
        let lines = table.statements().iter().map(|said| {
            let words: Vec<&str> = said.text.split_whitespace().collect();
            format!("{}: {}", said.name, words.join(" "))
        });
        say_all(lines.collect())
    }

    fn tell_list(&mut self, came: bool) -> io::Result<()> {
        if self.state.is_first_run() {
            return self.say(
                "Nothing here yet. `starters` opens the starter articles, `import PATH` reads a folder, a file or an \
                 address.",
            );
        }
        self.told.article = None;
        let list = &self.state.list;
        let filter = self.state.filter.text();
        let fresh = self.told.filter != filter || (came && *self.told.rows != *list.rows);
        let cursor = list.cursor;
        let same = self.told.cursor == cursor;
        if fresh {
            filter.clone_into(&mut self.told.filter);
            self.told.rows = Arc::clone(&list.rows);
            let place = plain::place(&self.state);
            say_all(place)?;
            self.tell_rows(cursor)?;
        } else if !same && cursor == self.told.until {
            self.tell_rows(cursor)?;
        } else if !same || came {
            say_all(plain::row(&self.state, cursor).into_iter().collect())?;
        }
        self.told.cursor = self.state.list.cursor;
        Ok(())
    }

    fn tell_table(&mut self, came: bool) -> io::Result<()> {
        let cursor = self.state.screens.actors().map_or(0, |table| table.cursor);
        if came {
            self.tell_actors(cursor)?;
        } else if cursor != self.told.actor {
            say_all(plain::actors(&self.state, cursor..cursor + 1))?;
        }
        self.told.actor = cursor;
        Ok(())
    }

    /// Some actors of the list, from one on.
    pub(super) fn tell_actors(&mut self, from: usize) -> io::Result<()> {
        let lines = plain::actors(&self.state, from..from + PAGE);
        if lines.is_empty() {
            return self.say("That is all.");
        }
        self.told.actors_until = from + lines.len();
        say_all(lines)
    }

    fn tell_rows(&mut self, from: usize) -> io::Result<()> {
        say_all(plain::rows(&self.state, from..from + PAGE))?;
        let count = self.state.list.rows.len();
        self.told.until = (from + PAGE).min(count);
        if self.told.until < count {
            let left = count - self.told.until;
            self.say(&format!("{left} more."))?;
        }
        Ok(())
    }

    fn tell_article(&mut self) -> io::Result<()> {
        let Some(reader) = self.state.reader().cloned() else {
            return Ok(());
        };
        let id = reader.reading.id;
        let rows = if self.asks { PART } else { usize::MAX / 2 };
        let (top, mention) = (reader.top, reader.mention.or(reader.hit).or(reader.lit));
        let from = if self.told.article != Some(id) {
            say_all(plain::briefing(&self.state, &reader))?;
            self.told.line = 0;
            top.max(reader.page.body)
        } else if let Some(span) = focus(&reader).filter(|_| self.told.mention != mention) {
            reader.page.line_of(span)
        } else if top != self.told.top {
            top
        } else {
            self.told.mention = mention;
            return Ok(());
        };
        self.told.article = Some(id);
        self.told.top = top;
        self.told.mention = mention;
        let to = (from + rows).min(reader.page.lines.len());
        say_all(plain::text(&self.state, &reader, from..to))?;
        self.told.line = to;
        Ok(())
    }

    /// What went well or wrong.
    pub(super) fn report(&mut self) -> io::Result<()> {
        match self.state.report.take() {
            Some(report) => self.say(&report.text),
            None => Ok(()),
        }
    }

    pub(super) fn progress(&mut self) -> io::Result<()> {
        match &self.state.intake.progress {
            Some(progress) => {
                let words = format!("{} {}", progress.stage, progress.done);
                self.say(&words)
            }
            None => Ok(()),
        }
    }

    /// The prompt, where someone sees it.
    pub(super) fn ask(&mut self) -> io::Result<()> {
        if !self.asks {
            return Ok(());
        }
        let words = match (self.state.input.prompt(), self.state.input.letter()) {
            (Some(prompt), _) => prompt.sign(),
            (None, Some(_)) => "letter".to_owned(),
            (None, None) if self.state.input.is_filtering() => "filter".to_owned(),
            (None, None) => "nutgraf".to_owned(),
        };
        let mut out = io::stdout().lock();
        write!(out, "{}> ", words.trim())?;
        out.flush()
    }

    pub(super) fn say(&self, words: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", plain::line(&self.state, words))?;
        out.flush()
    }
}

pub(super) fn say_all(lines: Vec<String>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// The place in the text that the reader was brought to.
fn focus(reader: &crate::app::reader::Reader) -> Option<u32> {
    let mention = reader
        .mention
        .and_then(|at| reader.chosen_spans().get(at).copied());
    let hit = reader.hit.and_then(|at| reader.hits.get(at).copied());
    reader.lit_span().or(mention).or(hit).map(|span| span.start)
}
