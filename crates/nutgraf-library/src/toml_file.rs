//! Owns: TOML files that a person and the program both write: changing single lines of their text, and replacing them.
//! Promises: what a person wrote stays as it is (comments, order, blank lines, line ends); a form that can't be kept so is
//! refused; a file is replaced wholly or not at all, and a link stays a link.

pub mod tables;

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use toml_edit::{Array, Document, DocumentMut, Item, Key, RawString, Table, Value};

use nutgraf_read::model::mistake::Mistake;

/// The text of such a file, to be changed line by line.
#[derive(Debug)]
pub struct TomlText {
    document: DocumentMut,
    byte_order_mark: bool,
    carriage_returns: bool,
}

/// What stands between two lines as a text; empty where nothing was written.
fn written(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or("")
}

/// A part of a text from its first line feed on, and the part before its last one.
fn from_first_line_feed(text: &str) -> &str {
    text.find('\n').and_then(|at| text.get(at..)).unwrap_or("")
}

fn to_last_line_feed(text: &str) -> Option<&str> {
    text.rfind('\n').and_then(|at| text.get(..at))
}

fn has_header(table: &Table) -> bool {
    !table.is_implicit() && !table.is_dotted()
}

impl TomlText {
    /// Reads a text. An error when it is no TOML, or one that could not be written back as it is.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let marked = text.strip_prefix('\u{feff}');
        let plain = marked.unwrap_or(text).replace("\r\n", "\n");
        let document: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| {
            Mistake::at(&plain, &error.span().unwrap_or_default(), error.message())
        })?;
        let read = Self {
            document,
            byte_order_mark: marked.is_some(),
            carriage_returns: text.contains("\r\n"),
        };
        let back = read.to_string();
        // A last line gets the line end that it lacks.
        let ended = back.strip_suffix(if read.carriage_returns { "\r\n" } else { "\n" });
        if back == text || ended == Some(text) {
            Ok(read)
        } else {
            let words = "some lines end in a line feed alone and some do not; only a hand can change this file";
            Err(Mistake::new(1, words))
        }
    }

    /// The first line of a section whose key fits: the key, and the value where it is a text.
    pub fn find_line(
        &self,
        section: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Option<(&str, Option<&str>)> {
        let mut lines = self.document.get(section)?.as_table_like()?.iter();
        let (key, value) = lines.find(|(key, _)| fits(key))?;
        Some((key, value.as_str()))
    }

    /// Where in a list a text stands that fits.
    pub fn find_in_list(&self, list: &str, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let mut items = self.document.get(list)?.as_array()?.iter();
        items.position(|item| item.as_str().is_some_and(&fits))
    }

    /// The texts of a list, each with the line that it stands in (0 when that is not known); what is no text is left out.
    pub fn list_of_texts(&self, list: &str) -> Vec<(usize, String)> {
        let text = self.to_string();
        let Ok(read) = Document::parse(&*text) else {
            return Vec::new();
        };
        let items = read.get(list).and_then(Item::as_array);
        let items = items.into_iter().flat_map(Array::iter);
        items
            .filter_map(|item| {
                let words = item.as_str()?.to_owned();
                let line = item
                    .span()
                    .map_or(0, |span| Mistake::at(&text, &span, "").line);
                Some((line, words))
            })
            .collect()
    }

    /// Says that a part has a form in which lines can't be changed.
    pub fn refusal(&self, part: &str) -> Mistake {
        let text = self.to_string();
        let read = Document::parse(&*text).ok();
        let span = read.and_then(|read| read.key(part).and_then(Key::span));
        let words = format!(
            "`{part}` is written in a way that only a hand can change; a section `[{part}]` with a line for each is wanted"
        );
        Mistake::at(&text, &span.unwrap_or_default(), &words)
    }

    /// The section, when it stands under a header of its own: only there can lines be added and taken away.
    fn section(&mut self, section: &str) -> Result<&mut Table, Mistake> {
        let refusal = self.refusal(section);
        let table = self.document.get_mut(section).and_then(Item::as_table_mut);
        table.filter(|table| has_header(table)).ok_or(refusal)
    }

    /// Sets a line of a section; both are made when they are not there.
    pub fn set_line(&mut self, section: &str, key: &str, value: &str) -> Result<(), Mistake> {
        let known = self.document.get_mut(section);
        if let Some(line) = known.and_then(|rows| rows.as_table_like_mut()?.get_mut(key)) {
            let decor = line.as_value().map(|old| old.decor().clone());
            let mut value = Value::from(value);
            *value.decor_mut() = decor.unwrap_or_default();
            *line = Item::Value(value);
            return Ok(());
        }
        if !self.document.contains_key(section) {
            self.add_section(section);
        }
        self.section(section)?.insert(key, toml_edit::value(value));
        Ok(())
    }

    /// Takes a line of a section away; comments over it stay.
    pub fn take_line(&mut self, section: &str, key: &str) -> Result<(), Mistake> {
        if self.find_line(section, |one| one == key).is_none() {
            return Ok(());
        }
        let table = self.section(section)?;
        let position = table.position();
        let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
        let next = keys.iter().skip_while(|one| *one != key).nth(1);
        let Some((taken, _)) = table.remove_entry(key) else {
            return Ok(());
        };
        let above = written(taken.leaf_decor().prefix());
        if let Some(mut key) = next.and_then(|next| table.key_mut(next)) {
            let decor = key.leaf_decor_mut();
            decor.set_prefix(format!("{above}{}", written(decor.prefix())));
            return Ok(());
        }
        let below = self.sections().filter(|table| table.position() > position);
        if let Some(next) = below.min_by_key(|table| table.position()) {
            let decor = next.decor_mut();
            decor.set_prefix(format!("{above}{}", written(decor.prefix())));
        } else {
            let trailing = format!("{above}{}", written(Some(self.document.trailing())));
            self.document.set_trailing(trailing);
        }
        Ok(())
    }

    fn add_section(&mut self, section: &str) {
        let all = self.to_string();
        let gap = if all.is_empty() || all.ends_with("\n\n") {
            ""
        } else if all.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let above = format!("{}{gap}", written(Some(self.document.trailing())));
        let mut table = Table::new();
        table.decor_mut().set_prefix(above);
        self.document.set_trailing("");
        self.document.insert(section, Item::Table(table));
    }

    /// Adds a text to a list, which is made when it is not there.
    pub fn add_to_list(&mut self, list: &str, text: &str) -> Result<(), Mistake> {
        if !self.document.contains_key(list) {
            self.add_list(list);
        }
        let items = self.list(list)?;
        let mut added = Value::from(text);
        let rest = written(Some(items.trailing())).to_owned();
        let rest = match items
            .len()
            .checked_sub(1)
            .and_then(|last| items.get_mut(last))
        {
            Some(before) => {
                let decor = before.decor_mut();
                let rest = format!("{}{rest}", written(decor.suffix()));
                decor.set_suffix("");
                rest
            }
            None => rest,
        };
        // A list over several lines gets one more; what stood behind the last text stays there.
        if rest.contains('\n') {
            added
                .decor_mut()
                .set_prefix(format!("{}  ", rest.trim_end_matches(' ')));
            items.set_trailing("\n");
            items.set_trailing_comma(true);
        } else {
            added
                .decor_mut()
                .set_prefix(if items.is_empty() { "" } else { " " });
            items.set_trailing(rest);
        }
        items.push_formatted(added);
        Ok(())
    }

    /// Takes a text out of a list with what stands behind it in its line.
    pub fn take_from_list(&mut self, list: &str, at: usize) -> Result<(), Mistake> {
        let items = self.list(list)?;
        if at >= items.len() {
            return Ok(());
        }
        let taken = items.remove(at);
        let above = written(taken.decor().prefix());
        let own_line = to_last_line_feed(above);
        if let Some(next) = items.get_mut(at) {
            let decor = next.decor_mut();
            let behind = written(decor.prefix());
            let joined = match own_line {
                Some(above) if behind.contains('\n') => {
                    format!("{above}{}", from_first_line_feed(behind))
                }
                _ if behind.contains('#') => format!("{above}{}", behind.trim_start()),
                _ => above.to_owned(),
            };
            decor.set_prefix(joined);
            return Ok(());
        }
        let behind = format!(
            "{}{}",
            written(taken.decor().suffix()),
            written(Some(items.trailing()))
        );
        items.set_trailing(match own_line {
            Some(above) => format!("{above}{}", from_first_line_feed(&behind)),
            None => behind,
        });
        Ok(())
    }

    fn list(&mut self, list: &str) -> Result<&mut Array, Mistake> {
        let refusal = self.refusal(list);
        let items = self.document.get_mut(list).and_then(Item::as_array_mut);
        items.ok_or(refusal)
    }

    /// Adds an empty list before the first section, under the comments that are not about that.
    fn add_list(&mut self, list: &str) {
        let mut key = Key::new(list);
        let above = if let Some(first) = self.sections().min_by_key(|table| table.position()) {
            let decor = first.decor_mut();
            let all = written(decor.prefix()).to_owned();
            let (above, below) = all.split_at(all.rfind("\n\n").map_or(0, |at| at + 2));
            let gap = if below.starts_with('\n') { "" } else { "\n" };
            decor.set_prefix(format!("{gap}{below}"));
            above.to_owned()
        } else {
            let all = written(Some(self.document.trailing())).to_owned();
            self.document.set_trailing("");
            let end = if all.is_empty() || all.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            all + end
        };
        key.leaf_decor_mut().set_prefix(above);
        let mut items = Array::new();
        items.set_trailing("\n");
        self.document
            .insert_formatted(&key, toml_edit::value(items));
    }

    /// The sections that have headers.
    fn sections(&mut self) -> impl Iterator<Item = &mut Table> {
        let tables = self.document.iter_mut();
        let tables = tables.filter_map(|(_, item)| item.as_table_mut());
        tables.filter(|table| has_header(table))
    }
}

impl fmt::Display for TomlText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.byte_order_mark {
            f.write_str("\u{feff}")?;
        }
        let text = self.document.to_string();
        if self.carriage_returns {
            f.write_str(&text.replace('\n', "\r\n"))
        } else {
            f.write_str(&text)
        }
    }
}

/// The text of a file, which need not be there yet; without a file what is `held` of it in memory.
pub(crate) fn text_of(path: Option<&Path>, held: &str) -> io::Result<String> {
    match path.map(fs::read_to_string) {
        None => Ok(held.to_owned()),
        Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Some(read) => read,
    }
}

/// Puts a text in the place of a file: written beside it, then renamed. A link leads to the file that is replaced.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_absent| path.to_path_buf());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new();
    // As any new file of the user's, not as a secret.
    #[cfg(unix)]
    file.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = file.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    if let Ok(known) = fs::metadata(&path) {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}
