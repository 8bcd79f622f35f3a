//! Owns: `Keymap`, which keys mean which command in which place, read from `config/keys.toml` and the user's file.
//! Promises: never fails; what cannot be understood is a `Mistake` with its line and the rest holds.
#![expect(clippy::wildcard_enum_match_arm, reason = "any other value is refused")]

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::app::command::{Command, Place};
use crate::app::key::Key;
use nutgraf_read::model::mistake::{Mistake, line_of};

/// The keys of every place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// Sorted by keys, so that what starts with the same keys stands together: a trie laid flat.
    places: BTreeMap<Place, BTreeMap<Vec<Key>, Bound>>,
    /// How many were bound so far.
    count: u32,
}

/// What keys mean, and when that was said: keys are shown in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    command: Command,
    order: u32,
}

/// What keys struck so far mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// This command.
    Command(Command),
    /// The start of a longer sequence.
    Pending,
    /// Nothing.
    Nothing,
}

/// The keymaps; the sections of a key file with these names are keymaps and not places.
pub const NAMES: [&str; 3] = ["default", "vim", "newsboat"];

/// The table that is embedded in the program.
pub const EMBEDDED: &str = include_str!("../../config/keys.toml");

impl Keymap {
    /// The default keys.
    pub fn embedded() -> Self {
        Self::read(EMBEDDED, "default", "").0
    }

    /// Reads the embedded table, a named keymap of it (`default`, `vim`, `newsboat`), and the user's file on top.
    pub fn read(embedded: &str, name: &str, user: &str) -> (Self, Vec<Mistake>) {
        let mut map = Self::default();
        let (mut complaints, _) = map.lay(embedded, name);
        let (faults, displaced) = map.lay(user, name);
        complaints.extend(faults);
        for Displaced {
            line,
            place,
            keys,
            by,
            loser,
        } in displaced
        {
            if map.key_of(place, loser).is_none() {
                let (by, loser, place) = (by.name(), loser.name(), place.name());
                let message =
                    format!("`{keys}` for `{by}` leaves `{loser}` without a key in [{place}]");
                complaints.push(Mistake { line, message });
            }
        }
        complaints.sort_by_key(|c| c.line);
        (map, complaints)
    }

    /// The meaning of keys in a place.
    pub fn resolve(&self, place: Place, keys: &[Key]) -> Resolved {
        // A longer sequence of the place itself hides what the place behind it would do at once.
        let answers = place
            .with_fallbacks()
            .map(|here| self.resolve_here(here, keys));
        let mut answers = answers.filter(|answer| *answer != Resolved::Nothing);
        answers.next().unwrap_or(Resolved::Nothing)
    }

    fn resolve_here(&self, place: Place, keys: &[Key]) -> Resolved {
        let Some(bound) = self.places.get(&place) else {
            return Resolved::Nothing;
        };
        match bound.range(keys.to_vec()..).next() {
            Some((sequence, bound)) if sequence == keys => Resolved::Command(bound.command),
            Some((sequence, _)) if sequence.starts_with(keys) => Resolved::Pending,
            _ => Resolved::Nothing,
        }
    }

    /// What can follow keys struck so far, with the keys still missing.
    pub fn continuations(&self, place: Place, keys: &[Key]) -> Vec<(String, Command)> {
        let mut found = Vec::new();
        for here in place.with_fallbacks() {
            for (sequence, bound) in self.places.get(&here).into_iter().flatten() {
                if sequence.len() > keys.len() && sequence.starts_with(keys) {
                    let rest = sequence.get(keys.len()..).unwrap_or(&[]);
                    found.push((written(rest), bound.command));
                }
            }
        }
        found
    }

    /// The keys of a command in exactly this place, in the order of the file.
    pub fn keys_here(&self, place: Place, command: Command) -> Vec<String> {
        let keys = self.sequences(place, command);
        keys.into_iter().map(|keys| written(keys)).collect()
    }

    fn sequences(&self, place: Place, command: Command) -> Vec<&Vec<Key>> {
        let mut keys: Vec<(u32, &Vec<Key>)> = self
            .places
            .get(&place)
            .into_iter()
            .flatten()
            .filter(|(_, bound)| bound.command == command)
            .map(|(keys, bound)| (bound.order, keys))
            .collect();
        keys.sort_unstable_by_key(|(order, _)| *order);
        keys.into_iter().map(|(_, keys)| keys).collect()
    }

    /// The first key of a command in a place or behind it; one that means something else in the place itself is none.
    pub fn key_of(&self, place: Place, command: Command) -> Option<String> {
        let mut keys = place
            .with_fallbacks()
            .flat_map(|here| self.sequences(here, command));
        let keys = keys.find(|keys| self.resolve(place, keys) == Resolved::Command(command))?;
        Some(written(keys))
    }

    /// Every command of a place with its keys, in the order of the table of commands.
    pub fn table(&self, place: Place) -> Vec<(Command, Vec<String>)> {
        Command::ALL
            .iter()
            .map(|c| (*c, self.keys_here(place, *c)))
            .filter(|(_, keys)| !keys.is_empty())
            .collect()
    }

    fn lay(&mut self, text: &str, name: &str) -> (Vec<Mistake>, Vec<Displaced>) {
        let mut complaints = Vec::new();
        let parsed = match DeTable::parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let at = error.span().unwrap_or_default();
                complaints.push(Mistake::at(text, &at, error.message()));
                return (complaints, Vec::new());
            }
        };
        let mut file = File {
            text,
            complaints,
            displaced: Vec::new(),
            bound: BTreeMap::new(),
        };
        let table = parsed.get_ref();
        // Places first, the named keymap over them, in whatever order they stand in the file.
        for (key, value) in table {
            let section = key.get_ref().as_ref();
            if NAMES.contains(&section) {
                continue;
            }
            self.lay_place(section, &key.span(), value.get_ref(), &mut file);
        }
        file.bound.clear();
        for (key, value) in table {
            if key.get_ref().as_ref() != name {
                continue;
            }
            if let DeValue::Table(inner) = value.get_ref() {
                for (place, value) in inner {
                    self.lay_place(place.get_ref(), &place.span(), value.get_ref(), &mut file);
                }
            }
        }
        (file.complaints, file.displaced)
    }

    fn lay_place(
        &mut self,
        name: &str,
        at: &Range<usize>,
        value: &DeValue<'_>,
        file: &mut File<'_>,
    ) {
        let Some(place) = Place::parse(name) else {
            let known: Vec<&str> = Place::ALL.iter().map(|p| p.name()).collect();
            file.complain(
                at,
                &format!("unknown place `{name}`; known: {}", known.join(", ")),
            );
            return;
        };
        let DeValue::Table(lines) = value else {
            file.complain(at, &format!("`{name}` must be a section: [{name}]"));
            return;
        };
        for (key, value) in lines {
            let at = &key.span();
            let Some(command) = Command::parse(key.get_ref()) else {
                file.complain(at, &unknown_command(key.get_ref()));
                continue;
            };
            let Some(sequences) = file.sequences(at, value.get_ref()) else {
                continue;
            };
            let bound = self.places.entry(place).or_default();
            bound.retain(|_, b| b.command != command);
            for sequence in sequences {
                let told = file.clashes(at, place, command, &sequence);
                // What a later layer binds wins over what starts the same or goes on from it.
                let line = line_of(file.text, at);
                bound.retain(|keys, b| {
                    let stays = b.command == command
                        || !(keys.starts_with(&sequence) || sequence.starts_with(keys));
                    if !stays && !told {
                        file.displaced.push(Displaced {
                            line,
                            place,
                            keys: written(&sequence),
                            by: command,
                            loser: b.command,
                        });
                    }
                    stays
                });
                self.count += 1;
                let order = self.count;
                bound.insert(sequence, Bound { command, order });
            }
        }
    }
}

/// A command that lost keys to another.
#[derive(Debug)]
struct Displaced {
    line: usize,
    place: Place,
    keys: String,
    by: Command,
    loser: Command,
}

/// One key file while it is read.
struct File<'t> {
    text: &'t str,
    complaints: Vec<Mistake>,
    displaced: Vec<Displaced>,
    /// What this layer of this file has bound, to find conflicts inside it.
    bound: BTreeMap<(Place, Vec<Key>), Command>,
}

impl File<'_> {
    fn complain(&mut self, at: &Range<usize>, message: &str) {
        self.complaints.push(Mistake::at(self.text, at, message));
    }

    /// The key sequences of one line.
    fn sequences(&mut self, at: &Range<usize>, value: &DeValue<'_>) -> Option<Vec<Vec<Key>>> {
        let texts: Option<Vec<&str>> = match value {
            DeValue::String(text) => Some(vec![text.as_ref()]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Some(text.as_ref()),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        let Some(texts) = texts else {
            self.complain(at, "keys are texts: [\"j\", \"<down>\"]");
            return None;
        };
        let mut sequences = Vec::new();
        for text in texts {
            match Key::parse_many(text) {
                Some(keys) => sequences.push(keys),
                None => self.complain(
                    at,
                    &format!("`{text}` is not a key; as in j, ^F, <enter>, g g"),
                ),
            }
        }
        Some(sequences)
    }

    /// Tells what this file itself has bound otherwise before; says whether there was something to tell.
    fn clashes(
        &mut self,
        at: &Range<usize>,
        place: Place,
        command: Command,
        sequence: &[Key],
    ) -> bool {
        let other = self.bound.iter().find(|((p, keys), c)| {
            *p == place
                && **c != command
                && (keys.starts_with(sequence) || sequence.starts_with(keys))
        });
        let clashes = other.is_some();
        if let Some(((_, keys), other)) = other {
            let message = format!(
                "`{}` for `{}` conflicts with `{}` for `{}` in [{}]; the later one holds",
                written(sequence),
                command.name(),
                written(keys),
                other.name(),
                place.name()
            );
            self.complain(at, &message);
        }
        self.bound.insert((place, sequence.to_vec()), command);
        clashes
    }
}

/// Keys as they are written.
pub fn written(keys: &[Key]) -> String {
    let mut text = String::new();
    for key in keys {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&key.to_string());
    }
    text
}

fn unknown_command(name: &str) -> String {
    let nearest = Command::ALL
        .iter()
        .map(|c| (strsim::jaro_winkler(c.name(), name), c.name()))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((score, known)) if score >= 0.8 => {
            format!("unknown command `{name}`; did you mean `{known}`?")
        }
        _ => format!("unknown command `{name}`; `nutgraf keys` lists them"),
    }
}

#[cfg(test)]
mod tests;
