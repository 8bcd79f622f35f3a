//! Owns: `actors.toml`, the reader's corrections to actors as a text: reading it and changing lines of it.
//! Promises: what a hand wrote stays (comments, order, blank lines); a fault names its line and the rest of the file holds;
//! a changed text is read back before it is given out.

use std::ops::Range;

use toml_edit::{Document, Item, Key};

use crate::toml_file::TomlText;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::correction::{Corrections, Section, Setting, words_key};
use nutgraf_read::model::mistake::Mistake;

/// A file without corrections, with the explanation of each part.
pub const EMPTY: &str = include_str!("../../../config/actors.toml");

/// Reads corrections. The second part tells what was left out. An error when the text is no TOML at all.
pub fn read(text: &str) -> Result<(Corrections, Vec<Mistake>), Mistake> {
    let document = Document::parse(text)
        .map_err(|error| Mistake::at(text, &error.span().unwrap_or_default(), error.message()))?;
    let mut file = File {
        text,
        corrections: Corrections::default(),
        faults: Vec::new(),
    };
    for (name, item) in document.iter() {
        if let Err(words) = file.part(name, item) {
            file.fault(document.key(name).and_then(Key::span), &words);
        }
    }
    file.faults.sort_by_key(|fault| fault.line);
    Ok((file.corrections, file.faults))
}

/// A file while it is read.
struct File<'t> {
    text: &'t str,
    corrections: Corrections,
    faults: Vec<Mistake>,
}

impl File<'_> {
    fn fault(&mut self, span: Option<Range<usize>>, words: &str) {
        let fault = Mistake::at(self.text, &span.unwrap_or_default(), words);
        self.faults.push(fault);
    }

    /// Takes in a part; in words what is wrong with all of it.
    fn part(&mut self, name: &str, item: &Item) -> Result<(), String> {
        let section = Section::parse(name).ok_or_else(|| {
            let all: Vec<&str> = Section::ALL.iter().map(|s| s.name()).collect();
            format!("unknown part `{name}`; there are {}", all.join(", "))
        })?;
        if section.is_list() {
            let items = item.as_array();
            for item in items.ok_or_else(|| format!("`{name}` is written as `{name} = [\"…\"]`"))?
            {
                if let Some(words) = item.as_str().filter(|words| !words.trim().is_empty()) {
                    add_word(&mut self.corrections, section, words);
                } else {
                    let words = format!("`{name}` is a list of texts in quotation marks");
                    self.fault(item.span(), &words);
                }
            }
        } else {
            let rows = item.as_table_like();
            let rows =
                rows.ok_or_else(|| format!("`{name}` is written as a section `[{name}]`"))?;
            for (key, value) in rows.iter() {
                let added = value
                    .as_str()
                    .filter(|to| !to.trim().is_empty())
                    .ok_or_else(|| "a text in quotation marks is wanted".to_owned())
                    .and_then(|to| add_row(&mut self.corrections, section, key, to));
                if let Err(words) = added {
                    self.fault(
                        rows.key(key).and_then(Key::span),
                        &format!("`{key}`: {words}"),
                    );
                }
            }
        }
        Ok(())
    }
}

fn add_word(corrections: &mut Corrections, section: Section, words: &str) {
    match section {
        Section::Hide => corrections.hide.insert(words.to_owned()),
        Section::Apart => corrections.apart.insert(words.to_owned()),
        Section::Never | Section::Merge | Section::Split | Section::Rename | Section::Kind => {
            corrections.never.insert(words_key(words))
        }
    };
}

fn add_row(
    corrections: &mut Corrections,
    section: Section,
    key: &str,
    to: &str,
) -> Result<(), String> {
    match section {
        Section::Merge if key == to => return Err("an actor is itself already".to_owned()),
        Section::Merge => is_id(to).map(|()| corrections.merge.insert(key.into(), to.into()))?,
        Section::Split => {
            is_id(to).map(|()| corrections.split.insert(words_key(key), to.into()))?
        }
        Section::Rename => corrections.rename.insert(key.into(), to.into()),
        Section::Kind => {
            let kind = Kind::parse(to).ok_or_else(|| {
                let all: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
                format!("there is no kind `{to}`; there are {}", all.join(", "))
            })?;
            corrections.kind.insert(key.into(), kind);
            return Ok(());
        }
        Section::Apart | Section::Hide | Section::Never => None,
    };
    Ok(())
}

fn is_id(to: &str) -> Result<(), String> {
    let sound = to.split_once(':').is_some_and(|(kind, rest)| {
        Kind::ALL.iter().any(|k| k.prefix() == kind) && !rest.is_empty()
    });
    if sound {
        Ok(())
    } else {
        Err(format!(
            "`{to}` is no id; ids look like `person:josep-borrell`"
        ))
    }
}

/// Where a line stands.
enum Place {
    Item(usize),
    /// The key as it is written, and the value where it is a text.
    Row(String, Option<String>),
}

fn find(text: &TomlText, section: Section, key: &str) -> Option<Place> {
    let by_words = matches!(section, Section::Split | Section::Never);
    let fits = |other: &str| other == key || by_words && words_key(other) == words_key(key);
    if section.is_list() {
        return text.find_in_list(section.name(), fits).map(Place::Item);
    }
    let (key, value) = text.find_line(section.name(), fits)?;
    Some(Place::Row(key.to_owned(), value.map(str::to_owned)))
}

/// What a line says now; `None` when there is none.
pub fn value(text: &str, section: Section, key: &str) -> Option<String> {
    match find(&TomlText::parse(text).ok()?, section, key)? {
        Place::Item(_) => Some(String::new()),
        Place::Row(_, value) => value,
    }
}

/// Sets or takes away one line. An error when the text is no TOML, or written in a way that only a hand can change.
pub fn set(text: &str, setting: &Setting) -> Result<String, Mistake> {
    let mut lines = TomlText::parse(text)?;
    let (section, name) = (setting.section, setting.section.name());
    match (find(&lines, section, &setting.key), &setting.value) {
        (None, None) | (Some(Place::Item(_)), Some(_)) => return Ok(text.to_owned()),
        (None, Some(_)) if section.is_list() => lines.add_to_list(name, &setting.key)?,
        (None, Some(value)) => lines.set_line(name, &setting.key, value)?,
        (Some(Place::Item(at)), None) => lines.take_from_list(name, at)?,
        (Some(Place::Row(key, _)), Some(value)) => lines.set_line(name, &key, value)?,
        (Some(Place::Row(key, _)), None) => lines.take_line(name, &key)?,
    }
    // What cannot be read back is not given out.
    let changed = lines.to_string();
    if value(&changed, section, &setting.key) == setting.value {
        Ok(changed)
    } else {
        Err(lines.refusal(name))
    }
}

#[cfg(test)]
mod tests;
