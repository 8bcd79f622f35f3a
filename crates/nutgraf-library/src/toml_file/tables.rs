//! Owns: lists of tables (`[[feed]]`) in a TOML file that a person and the program both write.
//! Promises: as its parent: one table or one line is changed, all else stays as it was written.

use toml_edit::{ArrayOfTables, Item, Table, Value};

use crate::toml_file::{TomlText, written};
use nutgraf_read::model::mistake::Mistake;

impl TomlText {
    /// The first table of a list in which a line is a text that fits.
    pub fn find_table(&self, list: &str, key: &str, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let tables = self.document.get(list)?.as_array_of_tables()?;
        tables
            .iter()
            .position(|table| table.get(key).and_then(Item::as_str).is_some_and(&fits))
    }

    /// Adds tables to the end of a list, which is made when it is not there. Values are written as TOML.
    ///
    /// # Errors
    /// When the list is written in another form, or a value is no TOML.
    pub fn add_tables(
        &mut self,
        list: &str,
        tables: &[Vec<(&str, String)>],
    ) -> Result<(), Mistake> {
        let is_first = self.to_string().trim().is_empty();
        if !self.document.contains_key(list) {
            let none = Item::ArrayOfTables(ArrayOfTables::new());
            self.document.insert(list, none);
        }
        let end = self.tables(list)?.iter().filter_map(Table::position).max();
        let is_last = end.is_none() || self.sections().all(|table| table.position() <= end);
        for (number, lines) in tables.iter().enumerate() {
            let mut table = Table::new();
            for (key, value) in lines {
                table.insert(key, Item::Value(value_of(value)?));
            }
            // What stands at the end of the file stays above what is added there.
            let above = if is_last {
                let above = written(Some(self.document.trailing())).to_owned();
                self.document.set_trailing("");
                above
            } else {
                String::new()
            };
            let gap = if number == 0 && is_first || above.ends_with("\n\n") {
                ""
            } else {
                "\n"
            };
            table.decor_mut().set_prefix(format!("{above}{gap}"));
            self.tables(list)?.push(table);
        }
        Ok(())
    }

    /// Takes a table out of a list; comments over it stay.
    ///
    /// # Errors
    /// When the list is written in another form.
    pub fn take_table(&mut self, list: &str, at: usize) -> Result<(), Mistake> {
        let tables = self.tables(list)?;
        let Some(taken) = tables.get(at) else {
            return Ok(());
        };
        let prefix = written(taken.decor().prefix());
        let above = prefix.trim_matches('\n').to_owned();
        let gap = if prefix.starts_with('\n') { "\n" } else { "" };
        let position = taken.position();
        tables.remove(at);
        let emptied = tables.is_empty();
        if emptied {
            self.document.remove(list);
        }
        if above.is_empty() {
            return Ok(());
        }
        let mut all: Vec<&mut Table> = Vec::new();
        for (_, item) in self.document.iter_mut() {
            match item {
                Item::ArrayOfTables(tables) => all.extend(tables.iter_mut()),
                Item::Table(table) => all.push(table),
                Item::None | Item::Value(_) => {}
            }
        }
        let below = all.into_iter().filter(|table| table.position() > position);
        if let Some(next) = below.min_by_key(|table| table.position()) {
            let decor = next.decor_mut();
            decor.set_prefix(format!("{gap}{above}\n{}", written(decor.prefix())));
        } else {
            let trailing = format!("{gap}{above}\n{}", written(Some(self.document.trailing())));
            self.document.set_trailing(trailing);
        }
        Ok(())
    }

    /// Sets a line of a table, written as TOML, or takes it away.
    ///
    /// # Errors
    /// When the list is written in another form, or the value is no TOML.
    pub fn set_in_table(
        &mut self,
        list: &str,
        at: usize,
        key: &str,
        value: Option<&str>,
    ) -> Result<(), Mistake> {
        let refusal = self.refusal(list);
        let table = self.tables(list)?.get_mut(at).ok_or(refusal)?;
        match (value, table.get_mut(key)) {
            (None, _) => drop(table.remove(key)),
            (Some(text), Some(line)) => {
                let mut value = value_of(text)?;
                let decor = line.as_value().map(|old| old.decor().clone());
                *value.decor_mut() = decor.unwrap_or_default();
                *line = Item::Value(value);
            }
            (Some(text), None) => drop(table.insert(key, Item::Value(value_of(text)?))),
        }
        Ok(())
    }

    fn tables(&mut self, list: &str) -> Result<&mut ArrayOfTables, Mistake> {
        let refusal = self.refusal(list);
        let tables = self
            .document
            .get_mut(list)
            .and_then(Item::as_array_of_tables_mut);
        tables.ok_or(refusal)
    }
}

fn value_of(text: &str) -> Result<Value, Mistake> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| Mistake::new(0, error.message()))
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
