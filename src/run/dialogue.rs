//! Owns: the browser as a dialogue: a line in, lines out, nothing drawn.
//! May import: `app`, `engine`, `model`, `tui`, `run`'s parts.
//! Promises: the same commands, keys and state as the screen; output only ever grows; what is asked is answered before the
//! next line is read, so that a script gets what a reader gets.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, select};

use crate::app::command::{Command, Place};
use crate::app::effect::Effect;
use crate::app::key::{Code, Key};
use crate::app::keymap::Resolved;
use crate::app::layout::LEAST_WIDTH;
use crate::app::msg::{Msg, Size};
use crate::app::state::State;
use crate::app::update::update;
use crate::engine::{Engine, clock, thread};
use crate::model::id::ArticleId;
use crate::run::briefs;
use crate::run::memory;
use crate::run::options::Options;
use crate::run::outside;
use crate::run::signals;
use crate::tui::draw::plain;
use crate::tui::terminal::Terminal;

/// Headlines at a time: few enough for the ear.
const PAGE: usize = 10;
/// Rows of the screen that the layout is to reckon with; more than a page, so that its headlines are loaded.
const ROWS: u16 = 24;
/// Lines of a text at a time.
const PART: usize = 20;
/// How long an answer may take before the next line is read anyway.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long after long work nothing must have come.
const LAST: Duration = Duration::from_millis(400);
/// Between two words on how far long work is.
const PACE: Duration = Duration::from_secs(5);

/// Holds the dialogue until the reader leaves or the input ends.
///
/// # Errors
/// When standard output can't be written.
pub(super) fn hold(
    engine: Engine,
    options: Options,
    inbox: Sender<Msg>,
    messages: Receiver<Msg>,
) -> anyhow::Result<()> {
    let asks = io::stdin().is_terminal();
    let (lines, heard) = bounded(1);
    thread::spawn("lines", inbox, move || listen(&lines))?;
    let mut dialogue = Dialogue {
        state: State::new(options.browser.clone()),
        engine,
        options,
        asks,
        told: Told::default(),
    };
    let held = dialogue.run(&messages, &heard);
    drop(messages);
    dialogue.engine.finish();
    match held {
        // Whoever reads our output has gone; that is no fault.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        held => Ok(held?),
    }
}

/// Reads lines until there are no more.
fn listen(lines: &Sender<String>) {
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    while matches!(input.read_until(b'\n', &mut bytes), Ok(1..)) {
        let line = String::from_utf8_lossy(&bytes).trim().to_owned();
        bytes.clear();
        if lines.send(line).is_err() {
            return;
        }
    }
}

/// What was said last, so that only what is new is said.
#[derive(Debug, Default)]
struct Told {
    place: Option<Place>,
    rows: Arc<[ArticleId]>,
    filter: String,
    cursor: usize,
    /// One past the last row of the list that was said.
    until: usize,
    article: Option<ArticleId>,
    top: usize,
    /// One past the last line of the article that was said.
    line: usize,
    mention: Option<usize>,
}

struct Dialogue {
    state: State,
    engine: Engine,
    options: Options,
    /// Whether someone sits at a terminal, so that a prompt is wanted.
    asks: bool,
    told: Told,
}

impl Dialogue {
    fn run(&mut self, messages: &Receiver<Msg>, heard: &Receiver<String>) -> io::Result<()> {
        let width = if self.asks {
            Terminal::size().width.max(LEAST_WIDTH)
        } else {
            80
        };
        let size = Size {
            width,
            height: ROWS,
        };
        let start = Msg::Start {
            size,
            now: clock::now(),
        };
        let mut going = self.take(start)? && self.settle(messages)?;
        self.say("nutgraf. A number reads an article, an empty line goes on, /words filters, help tells more.")?;
        while going {
            self.tell()?;
            self.ask()?;
            going = if let Some(line) = self.next(messages, heard)? {
                self.take(Msg::Clock(clock::now()))?
                    && self.obey(&line)?
                    && self.settle(messages)?
            } else {
                self.take(Msg::Quit)?;
                false
            };
        }
        Ok(())
    }

    /// Waits for a line; what happens meanwhile is taken in, and only reports are said.
    fn next(
        &mut self,
        messages: &Receiver<Msg>,
        heard: &Receiver<String>,
    ) -> io::Result<Option<String>> {
        loop {
            select! {
                recv(heard) -> line => return Ok(line.ok()),
                recv(messages) -> msg => {
                    let Ok(msg) = msg else { return Ok(None) };
                    if !self.take(msg)? {
                        return Ok(None);
                    }
                    self.report()?;
                }
            }
        }
    }

    /// Takes messages in until everything asked for has been answered.
    fn settle(&mut self, messages: &Receiver<Msg>) -> io::Result<bool> {
        let mut waited = Duration::ZERO;
        let busy = self.is_busy();
        while !self.is_settled() && waited < PATIENCE {
            let wait = if self.is_busy() { PACE } else { PATIENCE };
            match messages.recv_timeout(wait) {
                Ok(msg) => {
                    if !self.take(msg)? {
                        return Ok(false);
                    }
                }
                Err(RecvTimeoutError::Timeout) if self.is_busy() => self.progress()?,
                Err(RecvTimeoutError::Timeout) => waited += wait,
                Err(RecvTimeoutError::Disconnected) => return Ok(false),
            }
        }
        // What is already there belongs to the answer; after long work its last rows come a moment later.
        let more = if busy { LAST } else { Duration::ZERO };
        while let Ok(msg) = messages.recv_timeout(more) {
            if !self.take(msg)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_busy(&self) -> bool {
        self.state.options.importing || self.state.progress.is_some()
    }

    fn is_settled(&self) -> bool {
        let state = &self.state;
        !self.is_busy()
            && state.answered == state.asked
            && state.found.counted
            && !state.found.awaits_text
            && state.matching == 0
            && state.list.wanted.is_empty()
            && state.fetching.is_none()
    }

    fn take(&mut self, msg: Msg) -> io::Result<bool> {
        for effect in update(&mut self.state, msg) {
            let Some(effect) = self.engine.carry_out(effect) else {
                continue;
            };
            if effect == Effect::Quit {
                return Ok(false);
            }
            self.carry_out(effect)?;
        }
        Ok(true)
    }

    /// Carries out what is not the engine's.
    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        let done = match effect {
            Effect::Copy(text) => {
                // There may be no clipboard here; a line can be taken from anywhere.
                self.state.report = None;
                return self.say(&text);
            }
            Effect::Browse(url) => outside::browse(&url, &self.options.opener),
            Effect::Pipe { argv, text } => outside::pipe(&argv, &text),
            Effect::Edit { argv, text } => outside::edit(&argv, &text),
            Effect::Suspend => signals::suspend(),
            Effect::Remember(place) => match &self.options.memory {
                Some(path) => memory::save(path, &place),
                None => Ok(()),
            },
            Effect::Keep(keeping) => briefs::keep(&self.options.briefs, &keeping),
            Effect::Theme(_) | Effect::Mouse(_) => Err("nothing is drawn here".to_owned()),
            Effect::Redraw
            | Effect::Notice(_)
            | Effect::Search { .. }
            | Effect::LoadRows(_)
            | Effect::Open(_)
            | Effect::Brief(_)
            | Effect::Retell { .. }
            | Effect::StopRetelling
            | Effect::Apply(_)
            | Effect::Import(_)
            | Effect::ImportStarters
            | Effect::Saved(_)
            | Effect::LastVisit(_)
            | Effect::Match { .. }
            | Effect::Quit => Ok(()),
        };
        match done {
            Ok(()) => Ok(()),
            Err(trouble) => self.say(&trouble),
        }
    }

    /// Does what a line says: an answer to what was asked, a number, a filter, a key, or a command by name.
    fn obey(&mut self, line: &str) -> io::Result<bool> {
        if self.state.pick.is_some() {
            return self.letter(line);
        }
        if self.state.prompt.is_some() || self.state.filtering {
            return self.answer(line);
        }
        if line.is_empty() {
            return self.go_on();
        }
        if let Ok(number) = line.parse::<usize>() {
            return self.number(number);
        }
        if let Some(words) = line.strip_prefix('/') {
            let command = match self.state.place() {
                Place::Reader => Command::Search,
                Place::List
                | Place::Help
                | Place::Card
                | Place::Who
                | Place::Filter
                | Place::Prompt
                | Place::Any
                | Place::Line => Command::Filter,
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
        if self.state.pick.is_some() {
            self.letter(rest)
        } else if self.state.prompt.is_some() || self.state.filtering {
            self.answer(rest)
        } else {
            Ok(true)
        }
    }

    /// The command that keys mean here, if the words are keys of one.
    fn meaning(&self, words: &str) -> Option<Command> {
        let keys = Key::parse_many(words)?;
        let place = self.state.place();
        match self.options.browser.keymap.resolve(place, &keys) {
            Resolved::Command(command) => Some(command),
            Resolved::Pending | Resolved::Nothing => None,
        }
    }

    fn order(&mut self, words: &str) -> io::Result<bool> {
        self.take(Msg::Order(words.to_owned()))
    }

    fn key(&mut self, code: Code) -> io::Result<bool> {
        self.take(Msg::Key(Key::plain(code)))
    }

    fn letter(&mut self, line: &str) -> io::Result<bool> {
        match line.chars().next() {
            Some(letter) => self.key(Code::Char(letter)),
            None => self.key(Code::Esc),
        }
    }

    /// The answer to a prompt, or a filter line in place of the one before.
    fn answer(&mut self, line: &str) -> io::Result<bool> {
        for command in [Command::LineEnd, Command::CutToStart] {
            self.order(command.name())?;
        }
        Ok(self.take(Msg::Paste(line.to_owned()))? && self.order(Command::Accept.name())?)
    }

    /// A number: a headline of the card or of the list.
    fn number(&mut self, number: usize) -> io::Result<bool> {
        let first = self.state.place() == Place::Card;
        if first {
            if let Some(card) = &mut self.state.card {
                card.cursor = number
                    .saturating_sub(1)
                    .min(card.latest.len().saturating_sub(1));
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
        if self.state.reader.is_some() {
            self.take(Msg::Order(Command::Back.name().to_owned()))?;
        }
        // Out of a jump to a sentence, or out of zen, it takes two steps.
        if self.state.reader.is_some() {
            self.take(Msg::Order(Command::Back.name().to_owned()))?;
        }
        Ok(self.order(&number.to_string())? && self.order(Command::Open.name())?)
    }

    /// An empty line: the next headlines, or the next lines of the text.
    fn go_on(&mut self) -> io::Result<bool> {
        let from = self.told.line;
        match (self.state.reader.clone(), self.state.place()) {
            (Some(reader), Place::Reader) if from < reader.page.lines.len() => {
                let to = (from + PART).min(reader.page.lines.len());
                say_all(plain::text(&self.state, &reader, from..to))?;
                self.told.line = to;
                let going = self.order(&(from + 1).to_string())?;
                self.told.top = self.state.reader.as_ref().map_or(0, |r| r.top);
                Ok(going)
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

    /// Says what has changed since it was said last.
    fn tell(&mut self) -> io::Result<()> {
        self.report()?;
        if self.state.help.is_some() {
            say_all(plain::help(&self.state))?;
            self.order(Command::Help.name())?;
        }
        if let Some(pick) = self.state.pick {
            say_all(plain::letters(&self.state, pick))?;
            return Ok(());
        }
        let place = self.state.place();
        let came = self.told.place.replace(place) != Some(place);
        match place {
            Place::Reader => self.tell_article(),
            Place::Card if came => say_all(plain::card(&self.state)),
            Place::List => self.tell_list(came),
            Place::Help
            | Place::Card
            | Place::Who
            | Place::Filter
            | Place::Prompt
            | Place::Any
            | Place::Line => Ok(()),
        }
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
        let Some(reader) = self.state.reader.clone() else {
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
    fn report(&mut self) -> io::Result<()> {
        match self.state.report.take() {
            Some(report) => self.say(&report.text),
            None => Ok(()),
        }
    }

    fn progress(&mut self) -> io::Result<()> {
        match &self.state.progress {
            Some(progress) => {
                let words = format!("{} {}", progress.stage, progress.done);
                self.say(&words)
            }
            None => Ok(()),
        }
    }

    /// The prompt, where someone sees it.
    fn ask(&mut self) -> io::Result<()> {
        if !self.asks {
            return Ok(());
        }
        let words = match (&self.state.prompt, self.state.pick) {
            (Some(prompt), _) => prompt.asking.sign().to_owned(),
            (None, Some(_)) => "letter".to_owned(),
            (None, None) if self.state.filtering => "filter".to_owned(),
            (None, None) => "nutgraf".to_owned(),
        };
        let mut out = io::stdout().lock();
        write!(out, "{}> ", words.trim())?;
        out.flush()
    }

    fn say(&self, words: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", plain::line(&self.state, words))?;
        out.flush()
    }
}

fn say_all(lines: Vec<String>) -> io::Result<()> {
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
