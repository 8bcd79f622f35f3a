//! Owns: reading the lines of an answer: server-sent events with JSON in them, or one JSON object.
//! Promises: total; what is not understood is said, not guessed.

use serde_json::Value;

/// What a line brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Nothing to show.
    Nothing,
    /// Words of the answer.
    Words(String),
    /// The server says that it failed.
    Fault(String),
    /// The answer is whole.
    Done,
    /// It ended without being whole.
    Cut,
    /// It is nothing that we know.
    Strange,
}

/// The state between lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    /// Lines that are no events: an answer in one object.
    whole: String,
    /// Whether an event was understood.
    events: bool,
    /// The server has said that the answer is whole.
    finished: bool,
    /// The answer in one object was given.
    told: bool,
}

impl Stream {
    /// Takes a line in.
    pub(super) fn line(&mut self, line: &str) -> Piece {
        let line = line.trim_end_matches(['\r', '\n']);
        if let Some(data) = line.strip_prefix("data:") {
            return self.event(data.trim());
        }
        let aside = line.is_empty()
            || line.starts_with(':')
            || ["event:", "id:", "retry:"]
                .iter()
                .any(|f| line.starts_with(f));
        if !aside || !self.events && !line.is_empty() && !line.starts_with(':') {
            self.whole.push_str(line);
            self.whole.push('\n');
        }
        Piece::Nothing
    }

    fn event(&mut self, data: &str) -> Piece {
        if data == "[DONE]" {
            return Piece::Done;
        }
        let Ok(value) = serde_json::from_str::<Value>(data) else {
            return Piece::Strange;
        };
        if let Some(said) = fault(&value) {
            return Piece::Fault(said);
        }
        self.events = true;
        let choice = value.pointer("/choices/0");
        self.finished |= choice
            .and_then(|c| c.get("finish_reason"))
            .is_some_and(Value::is_string);
        match choice.and_then(|c| c.pointer("/delta/content")) {
            Some(Value::String(words)) if !words.is_empty() => Piece::Words(words.clone()),
            _ => Piece::Nothing,
        }
    }

    /// The bytes have ended.
    pub(super) fn end(&mut self) -> Piece {
        if self.told || self.finished {
            return Piece::Done;
        }
        if self.events {
            return Piece::Cut;
        }
        let Ok(value) = serde_json::from_str::<Value>(&self.whole) else {
            let began = self.whole.trim_start().starts_with('{');
            return if began || self.whole.trim().is_empty() {
                Piece::Cut
            } else {
                Piece::Strange
            };
        };
        if let Some(said) = fault(&value) {
            return Piece::Fault(said);
        }
        match value.pointer("/choices/0/message/content") {
            Some(Value::String(words)) => {
                self.told = true;
                Piece::Words(words.clone())
            }
            _ => Piece::Strange,
        }
    }
}

fn fault(value: &Value) -> Option<String> {
    let error = value.get("error").filter(|error| !error.is_null())?;
    let said = error.get("message").unwrap_or(error);
    Some(
        said.as_str()
            .map_or_else(|| said.to_string(), str::to_owned),
    )
}

/// What a server says about a fault in the body of its answer.
pub(super) fn message(body: &str) -> Option<String> {
    fault(&serde_json::from_str::<Value>(body).ok()?)
}
