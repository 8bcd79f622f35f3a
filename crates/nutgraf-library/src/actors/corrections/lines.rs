//! Owns: `actors.toml`, the reader's corrections to actors as a text: reading it and changing lines of it.
//! Promises: what a hand wrote stays (comments, order, blank lines); a fault names its line and the rest of the file holds;
//! a changed text is read back before it is given out.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::correction::{Corrections, Section, Setting, words_key};
use nutgraf_read::model::mistake::Mistake;
use nutgraf_read::model::mistake::line_of;

/// A file without corrections, with the explanation of each part.
pub const EMPTY: &str = include_str!("../../../config/actors.toml");

type Text<'t> = Spanned<DeValue<'t>>;

/// Reads corrections. The second part tells what was left out. An error when the text is no TOML at all.
pub fn read(text: &str) -> Result<(Corrections, Vec<Mistake>), Mistake> {
    let table = parse(text)?;
    let mut corrections = Corrections::default();
    let mut faults = Vec::new();
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        let line = line_of(text, &key.span());
        match (Section::parse(name), value.get_ref()) {
            (Some(section), DeValue::Array(items)) if section.is_list() => {
                for item in items {
                    if let Some(words) = string(item).filter(|s| !s.trim().is_empty()) {
                        add_word(&mut corrections, section, words);
                    } else {
                        let line = line_of(text, &item.span());
                        let words = format!("`{name}` is a list of texts in quotation marks");
                        faults.push(Mistake::new(line, &words));
                    }
                }
            }
            (Some(section), DeValue::Table(rows)) if !section.is_list() => {
                for (key, value) in rows {
                    let line = line_of(text, &key.span());
                    let added = string(value)
                        .filter(|s| !s.trim().is_empty())
                        .ok_or_else(|| "a text in quotation marks is wanted".to_owned())
                        .and_then(|to| add_row(&mut corrections, section, (key.get_ref(), to)));
                    if let Err(words) = added {
                        let words = format!("`{}`: {words}", key.get_ref());
                        faults.push(Mistake::new(line, &words));
                    }
                }
            }
            (Some(section), _) => {
                let form = if section.is_list() {
                    format!("`{name} = [\"…\"]`")
                } else {
                    format!("a section `[{name}]`")
                };
                faults.push(Mistake::new(
                    line,
                    &format!("`{name}` is written as {form}"),
                ));
            }
            (None, _) => {
                let all: Vec<&str> = Section::ALL.iter().map(|s| s.name()).collect();
                let words = format!("unknown part `{name}`; there are {}", all.join(", "));
                faults.push(Mistake::new(line, &words));
            }
        }
    }
    faults.sort_by_key(|f| f.line);
    Ok((corrections, faults))
}

fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Mistake> {
    DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, &span));
        Mistake::new(line, error.message())
    })
}

fn string<'t>(value: &'t Text<'_>) -> Option<&'t str> {
    match value.get_ref() {
        DeValue::String(text) => Some(text),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => None,
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
    (key, to): (&str, &str),
) -> Result<(), String> {
    match section {
        Section::Merge if key == to => return Err("an actor is himself already".to_owned()),
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

/// What a line says now; `None` when there is none.
pub fn value(text: &str, section: Section, key: &str) -> Option<String> {
    let table = parse(text).ok()?;
    match find(table.get_ref(), section, key)? {
        Place::Item { .. } => Some(String::new()),
        Place::Row { value, .. } => string(value).map(str::to_owned),
    }
}

/// Sets or takes away one line. An error when the text is no TOML, or written in a way that only a hand can change.
pub fn set(text: &str, setting: &Setting) -> Result<String, Mistake> {
    let table = parse(text)?;
    let changed = match (
        find(table.get_ref(), setting.section, &setting.key),
        &setting.value,
    ) {
        (None, None) | (Some(Place::Item { .. }), Some(_)) => return Ok(text.to_owned()),
        (None, Some(_)) if setting.section.is_list() => add_item(text, table.get_ref(), setting),
        (None, Some(value)) => add_entry(text, table.get_ref(), setting, value)?,
        (Some(Place::Item { items, at }), None) => without_item(text, items, at),
        (Some(Place::Row { value, .. }), Some(wanted)) => {
            replaced(text, value.span(), &quoted(wanted))
        }
        (Some(Place::Row { key, value }), None) => {
            let span = key.start..value.span().end;
            let lines = whole_lines(text, &span);
            let around = text.get(lines.clone()).unwrap_or("");
            if around.contains(['{', '}'])
                && around.trim_start().starts_with(setting.section.name())
            {
                return Err(by_hand(text, &span, setting.section));
            }
            replaced(text, lines, "")
        }
    };
    // What cannot be read back is not given out.
    if value(&changed, setting.section, &setting.key) == setting.value {
        Ok(changed)
    } else {
        Err(by_hand(text, &(0..0), setting.section))
    }
}

fn by_hand(text: &str, span: &Range<usize>, section: Section) -> Mistake {
    let name = section.name();
    let words = format!(
        "`{name}` is written in a way that only a hand can change; a section `[{name}]` with a line for each is wanted"
    );
    Mistake::new(line_of(text, span), &words)
}

/// Where a line stands.
enum Place<'p, 't> {
    Item {
        items: &'p [Text<'t>],
        at: usize,
    },
    Row {
        key: Range<usize>,
        value: &'p Text<'t>,
    },
}

fn find<'p, 't>(table: &'p DeTable<'t>, section: Section, key: &str) -> Option<Place<'p, 't>> {
    let by_words = matches!(section, Section::Split | Section::Never);
    let same = |other: &str| other == key || by_words && words_key(other) == words_key(key);
    let (_, value) = table.iter().find(|(k, _)| k.get_ref() == section.name())?;
    match value.get_ref() {
        DeValue::Array(items) => {
            let at = items.iter().position(|i| string(i).is_some_and(same))?;
            Some(Place::Item { items, at })
        }
        DeValue::Table(rows) => {
            let (key, value) = rows.iter().find(|(k, _)| same(k.get_ref()))?;
            let key = key.span();
            Some(Place::Row { key, value })
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn replaced(text: &str, range: Range<usize>, with: &str) -> String {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    format!("{before}{with}{after}")
}

/// The lines that a range touches, with the line feed at their end.
fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| range.end + at + 1);
    start..end
}

/// What stands between a place and the end of its line.
fn rest_of_line(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("").lines().next().unwrap_or("")
}

fn add_entry(
    text: &str,
    table: &DeTable<'_>,
    setting: &Setting,
    value: &str,
) -> Result<String, Mistake> {
    let line = format!("{} = {}\n", quoted(&setting.key), quoted(value));
    let name = setting.section.name();
    let Some((head, rows)) = table.iter().find(|(k, _)| k.get_ref() == name) else {
        let gap = if text.is_empty() || text.ends_with("\n\n") {
            ""
        } else {
            "\n"
        };
        let end = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        return Ok(format!("{text}{end}{gap}[{name}]\n{line}"));
    };
    let header = text.get(..head.span().start).unwrap_or("").trim_end();
    let DeValue::Table(rows) = rows.get_ref() else {
        return Err(by_hand(text, &head.span(), setting.section));
    };
    if !header.ends_with('[') {
        return Err(by_hand(text, &head.span(), setting.section));
    }
    let last = rows.iter().map(|(_, v)| v.span().end).max();
    let after = whole_lines(text, &(head.span().start..last.unwrap_or(head.span().end))).end;
    let end = if text.get(..after).is_some_and(|t| t.ends_with('\n')) {
        ""
    } else {
        "\n"
    };
    Ok(replaced(text, after..after, &format!("{end}{line}")))
}

fn add_item(text: &str, table: &DeTable<'_>, setting: &Setting) -> String {
    let name = setting.section.name();
    let item = quoted(&setting.key);
    let Some((_, found)) = table.iter().find(|(k, _)| k.get_ref() == name) else {
        let at = first_section(text, table);
        let before = text.get(..at).unwrap_or("");
        let end = if before.is_empty() || before.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        return replaced(text, at..at, &format!("{end}{name} = [\n  {item},\n]\n\n"));
    };
    let DeValue::Array(items) = found.get_ref() else {
        return text.to_owned();
    };
    let Some(last) = items.last() else {
        return replaced(text, found.span(), &format!("[\n  {item},\n]"));
    };
    let end = last.span().end;
    let rest = rest_of_line(text, end).trim();
    let bare = rest.trim_start_matches(',').trim_start();
    if !(bare.is_empty() || bare.starts_with('#')) {
        return replaced(text, end..end, &format!(", {item}"));
    }
    let comma = if rest.starts_with(',') { "" } else { "," };
    let after = whole_lines(text, &(end..end)).end;
    let with_line = replaced(text, after..after, &format!("  {item},\n"));
    replaced(&with_line, end..end, comma)
}

/// Where the first section begins, with the comments over it.
fn first_section(text: &str, table: &DeTable<'_>) -> usize {
    let heads = table
        .iter()
        .filter(|(_, v)| matches!(v.get_ref(), DeValue::Table(_)));
    let Some(first) = heads.map(|(k, _)| k.span().start).min() else {
        return text.len();
    };
    let mut at = whole_lines(text, &(first..first)).start;
    while let Some(above) = at.checked_sub(1) {
        let line = whole_lines(text, &(above..above));
        if !text
            .get(line.clone())
            .unwrap_or("")
            .trim_start()
            .starts_with('#')
        {
            break;
        }
        at = line.start;
    }
    at
}

fn without_item(text: &str, items: &[Text<'_>], at: usize) -> String {
    let Some(span) = items.get(at).map(Spanned::span) else {
        return text.to_owned();
    };
    let lines = whole_lines(text, &span);
    let before = text.get(lines.start..span.start).unwrap_or("").trim();
    let after = rest_of_line(text, span.end).trim();
    let after = after.trim_start_matches(',').trim_start();
    if before.is_empty() && (after.is_empty() || after.starts_with('#')) {
        return replaced(text, lines, "");
    }
    let next = items.get(at + 1).map(Spanned::span);
    let previous = at
        .checked_sub(1)
        .and_then(|p| items.get(p))
        .map(Spanned::span);
    let gone = match (next, previous) {
        (Some(next), _) => span.start..next.start,
        (None, Some(previous)) => previous.end..span.end,
        (None, None) => span,
    };
    replaced(text, gone, "")
}

#[cfg(test)]
mod tests;
