//! Owns: holding a user's settings file against the default one: unknown keys, wrong kinds, with lines.
//! Promises: the default file is the schema; every complaint names the line and, where there is one, the likely key.

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use nutgraf_read::model::mistake::{Mistake, line_of};

/// Keys less alike than this are not offered (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.8;

/// Adds the user's values to `base`, which holds every known key with its default. Answers every mistake of the file,
/// in its order; `base` keeps its value where there is one.
pub(super) fn overlay(base: &mut toml::Table, text: &str) -> Vec<Mistake> {
    let (parsed, errors) = DeTable::parse_recoverable(text);
    let at = |error: &toml::de::Error| error.span().unwrap_or_default();
    let mut mistakes: Vec<Mistake> = errors
        .iter()
        .map(|error| Mistake::at(text, &at(error), error.message()))
        .collect();
    merge(base, parsed.get_ref(), "", text, &mut mistakes);
    mistakes.sort_by_key(|mistake| mistake.line);
    // What is made of a line that cannot be read may be wrong once more.
    mistakes.dedup_by_key(|mistake| mistake.line);
    mistakes
}

/// Holds each number against its least and most value.
/// Paths are of the form `section.key`.
pub(super) fn in_range(
    table: &toml::Table,
    ranges: &[(&str, i64, i64)],
    text: &str,
) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (path, least, most) in ranges {
        let value = path
            .split_once('.')
            .and_then(|(section, key)| table.get(section)?.get(key)?.as_integer());
        if let Some(value) = value
            && !(*least..=*most).contains(&value)
        {
            let words = format!("`{path}` must be {least} to {most}, not {value}");
            mistakes.push(Mistake::new(line_of_key(text, path), &words));
        }
    }
    mistakes
}

/// The line, from 1, on which a key such as `read.clean` is set in `text`; 1 when it is not.
pub(super) fn line_of_key(text: &str, path: &str) -> usize {
    let Ok(parsed) = DeTable::parse(text) else {
        return 1;
    };
    let mut table = parsed.get_ref();
    let mut line = 1;
    for part in path.split('.') {
        let Some((key, value)) = table.iter().find(|(k, _)| k.get_ref() == part) else {
            return line;
        };
        line = line_of(text, &key.span());
        if let DeValue::Table(inner) = value.get_ref() {
            table = inner;
        }
    }
    line
}

fn merge(
    base: &mut toml::Table,
    user: &DeTable<'_>,
    path: &str,
    text: &str,
    mistakes: &mut Vec<Mistake>,
) {
    for (key, value) in user {
        let name = key.get_ref().as_ref();
        let full = if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        };
        let wrong = match base.get_mut(name) {
            None => Some(unknown(&full, name, base)),
            Some(toml::Value::Table(inner)) if value.get_ref().is_table() => {
                if let DeValue::Table(theirs) = value.get_ref() {
                    merge(inner, theirs, &full, text, mistakes);
                }
                None
            }
            Some(known) => put(known, value, &full).err(),
        };
        if let Some(words) = wrong {
            mistakes.push(Mistake::new(line_of(text, &key.span()), &words));
        }
    }
}

/// Puts a user's value in the place of the default, when it is of the same kind.
fn put(known: &mut toml::Value, value: &Spanned<DeValue<'_>>, full: &str) -> Result<(), String> {
    let (wanted, theirs) = (known.type_str(), value.get_ref().type_str());
    if wanted != theirs {
        let (wanted, theirs) = (article(wanted), article(theirs));
        return Err(format!("`{full}` must be {wanted}, not {theirs}"));
    }
    let value = toml::Value::deserialize(ValueDeserializer::from(value.clone()))
        .map_err(|_broken| format!("`{full}` is out of range"))?;
    let texts = value
        .as_array()
        .is_none_or(|all| all.iter().all(toml::Value::is_str));
    if !texts {
        return Err(format!(
            "`{full}` must be a list of texts in quotation marks"
        ));
    }
    *known = value;
    Ok(())
}

fn unknown(full: &str, name: &str, known: &toml::Table) -> String {
    let nearest = known
        .keys()
        .map(|key| (strsim::jaro_winkler(key, name), key))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((score, key)) if score >= ALIKE => {
            format!("unknown setting `{full}`; did you mean `{key}`?")
        }
        _ => {
            let all: Vec<&str> = known.keys().map(String::as_str).collect();
            format!("unknown setting `{full}`; known here: {}", all.join(", "))
        }
    }
}

fn article(kind: &str) -> String {
    match kind {
        "integer" => "a whole number".to_owned(),
        "float" => "a number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "string" => "text in quotation marks".to_owned(),
        "array" => "a list in [ ]".to_owned(),
        "table" => "a section".to_owned(),
        other => other.to_owned(),
    }
}
