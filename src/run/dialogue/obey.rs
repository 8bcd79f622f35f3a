//! Owns: what a line of the dialogue means: an answer to what was asked, a number, a filter, a key, a command by name.
//! Promises: goes through the same commands as keys do.

use std::io;

use crate::app::command::{Command, Place};
use crate::app::key::{Code, Key};
use crate::app::keymap::Resolved;
use crate::app::msg::Msg;
use crate::run::dialogue::talk::Dialogue;
use crate::run::dialogue::tell::{PART, say_all};
use crate::tui::draw::plain;

impl Dialogue {
    /// Does what a line says: an answer to what was asked, a number, a filter, a key, or a command by name.
    pub(super) fn obey(&mut self, line: &str) -> io::Result<bool> {
        if self.state.input.letter().is_some() {
            return self.letter(line);
        }
        if self.state.input.prompt().is_some() || self.state.input.is_filtering() {
            return self.answer(line);
        }
        if line.is_empty() {
            return self.go_on();
        }
        if let Ok(number) = line.parse::<usize>() {
            return self.number(number);
        }
        if let Some(words) = line.strip_prefix('/') {
            let command = if self.state.place() == Place::Reader {
                Command::Search
            } else {
                Command::Filter
            };
            let words = words.trim();
            if words.is_empty() {
                return self.order(command.name());
            }
            return self.order(&format!("{} {words}", command.name()));
        }
        if let Some(command) = line.strip_prefix(':') {
            return self.order(command);
        }
        if let Some(words) = line.strip_prefix("help ") {
            return Ok(self.order(Command::Help.name())?
                && self.order(&format!("{} ", Command::Search.name()))?
                && self.answer(words)?);
        }
        // A key, and what is to be answered to it: `e a`, `t economy`.
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        let Some(command) = self.meaning(line).or_else(|| self.meaning(key)) else {
            return self.order(line);
        };
        let rest = if self.meaning(line).is_some() {
            ""
        } else {
            rest
        };
        if !self.order(command.name())? || rest.is_empty() {
            return Ok(!self.state.ended);
        }
        if self.state.input.letter().is_some() {
            self.letter(rest)
        } else if self.state.input.prompt().is_some() || self.state.input.is_filtering() {
            self.answer(rest)
        } else {
            Ok(true)
        }
    }

    /// The command that keys mean here, if the words are keys of one.
    pub(super) fn meaning(&self, words: &str) -> Option<Command> {
        let keys = Key::parse_many(words)?;
        let place = self.state.place();
        match self.options.browser.keymap.resolve(place, &keys) {
            Resolved::Command(command) => Some(command),
            Resolved::Pending | Resolved::Nothing => None,
        }
    }

    pub(super) fn order(&mut self, words: &str) -> io::Result<bool> {
        self.take(Msg::Order(words.to_owned()))
    }

    pub(super) fn key(&mut self, code: Code) -> io::Result<bool> {
        self.take(Msg::Key(Key::plain(code)))
    }

    pub(super) fn letter(&mut self, line: &str) -> io::Result<bool> {
        match line.chars().next() {
            Some(letter) => self.key(Code::Char(letter)),
            None => self.key(Code::Esc),
        }
    }

    /// The answer to a prompt, or a filter line in place of the one before.
    pub(super) fn answer(&mut self, line: &str) -> io::Result<bool> {
        for command in [Command::LineEnd, Command::CutToStart] {
            self.order(command.name())?;
        }
        Ok(self.take(Msg::Paste(line.to_owned()))? && self.order(Command::Accept.name())?)
    }

    /// A number: a headline of the card or of the list.
    pub(super) fn number(&mut self, number: usize) -> io::Result<bool> {
        if self.state.place() == Place::Actors {
            self.told.actor = number.saturating_sub(1);
            if let Some(table) = self.state.screens.actors_mut() {
                table.cursor = self.told.actor;
            }
            return self.order(Command::Card.name());
        }
        if self.state.place() == Place::Brief {
            let brief = self.state.screens.brief_mut();
            if !brief.is_some_and(|table| table.go_to_number(number)) {
                self.say(&format!("the brief has no sentence {number}"))?;
                return Ok(true);
            }
            return self.order(Command::Evidence.name());
        }
        if self.state.place() == Place::Card {
            if let Some(card) = self.state.screens.card_mut() {
                card.cursor = 0;
                card.step(
                    isize::try_from(number)
                        .unwrap_or(isize::MAX)
                        .saturating_sub(1)
                        .max(0),
                );
            }
            return self.order(Command::Open.name());
        }
        if number == 0 || number > self.state.list.rows.len() {
            self.say(&format!(
                "the list goes from 1 to {}",
                self.state.list.rows.len()
            ))?;
            return Ok(true);
        }
        if self.state.reader().is_some() {
            self.take(Msg::Order(Command::Back.name().to_owned()))?;
        }
        // Out of a jump to a sentence, or out of zen, it takes two steps.
        if self.state.reader().is_some() {
            self.take(Msg::Order(Command::Back.name().to_owned()))?;
        }
        Ok(self.order(&number.to_string())? && self.order(Command::Open.name())?)
    }

    /// An empty line: the next headlines, or the next lines of the text.
    pub(super) fn go_on(&mut self) -> io::Result<bool> {
        let from = self.told.line;
        match (self.state.reader().cloned(), self.state.place()) {
            (Some(reader), Place::Reader) if from < reader.page.lines.len() => {
                let to = (from + PART).min(reader.page.lines.len());
                say_all(plain::text(&self.state, &reader, from..to))?;
                self.told.line = to;
                let going = self.order(&(from + 1).to_string())?;
                self.told.top = self.state.reader().map_or(0, |r| r.top);
                Ok(going)
            }
            (_, Place::Actors) => {
                self.tell_actors(self.told.actors_until)?;
                Ok(true)
            }
            (None, Place::List) if self.told.until < self.state.list.rows.len() => {
                self.order(&(self.told.until + 1).to_string())
            }
            _ => {
                self.say("That is all.")?;
                Ok(true)
            }
        }
    }
}
