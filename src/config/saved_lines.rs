//! Owns: the file of saved lines, `briefs.toml`: reading it, and writing single lines into its text.
//! Promises: comments, order and everything else of the user's stay as they were written; an edit that could not be
//! read back is refused.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use nutgraf_read::model::mistake::Mistake;
use nutgraf_read::model::saved::{Keeping, Purpose, Saved};

/// What a new file begins with.
const HEAD: &str = "\
# nutgraf's saved lines, each a name and a filter line. `:save NAME` and `:mute NAME QUERY` write here; edit it as you like.
# [briefs] are shown as tabs, in this order. What a line of [mutes] matches is hidden and counted; `:muted` shows it.
";

/// Both sections.
const SECTIONS: [(Purpose, &str); 2] = [(Purpose::Tab, "briefs"), (Purpose::Mute, "mutes")];

fn section(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Tab => "briefs",
        Purpose::Mute => "mutes",
    }
}

/// One entry and where it stands.
struct Entry {
    saved: Saved,
    key: Range<usize>,
    value: Range<usize>,
}

/// All saved lines in the order of the file, and what is wrong with the rest of it.
pub fn read(text: &str) -> (Vec<Saved>, Vec<Mistake>) {
    match entries(text) {
        Ok((entries, mistakes)) => {
            let saved = entries.into_iter().map(|entry| entry.saved).collect();
            (saved, mistakes)
        }
        Err(mistake) => (Vec::new(), vec![mistake]),
    }
}

fn entries(text: &str) -> Result<(Vec<Entry>, Vec<Mistake>), Mistake> {
    let parsed = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Mistake::new(line_of(text, at), error.message())
    })?;
    let mut found = Vec::new();
    let mut mistakes = Vec::new();
    for (key, value) in parsed.get_ref() {
        let name = key.get_ref().as_ref();
        let mistake = |message: &str| Mistake::new(line_of(text, key.span().start), message);
        let Some((purpose, _)) = SECTIONS.iter().find(|(_, known)| *known == name) else {
            mistakes.push(mistake(&format!(
                "unknown section `{name}`; known here: briefs, mutes"
            )));
            continue;
        };
        let DeValue::Table(lines) = value.get_ref() else {
            mistakes.push(mistake(&format!("`{name}` must be a section")));
            continue;
        };
        for (key, value) in lines {
            let DeValue::String(line) = value.get_ref() else {
                mistakes.push(Mistake::new(
                    line_of(text, key.span().start),
                    &format!("`{}` must be text in quotation marks", key.get_ref()),
                ));
                continue;
            };
            found.push(Entry {
                saved: Saved {
                    purpose: *purpose,
                    name: Arc::from(key.get_ref().as_ref()),
                    line: Arc::from(line.as_ref()),
                },
                key: key.span(),
                value: value.span(),
            });
        }
    }
    found.sort_by_key(|entry| entry.key.start);
    mistakes.sort_by_key(|mistake| mistake.line);
    Ok((found, mistakes))
}

/// The text of the file after a change; `""` for a file that is not there.
///
/// # Errors
/// When the file cannot be read, or is written in a form that a line cannot be put into.
pub fn edit(text: &str, keeping: &Keeping) -> Result<String, Mistake> {
    let (known, _) = entries(text)?;
    let (edited, near) = match keeping {
        Keeping::Put(saved) => put(text, &known, saved),
        Keeping::Take(purpose, name) => take(text, &known, *purpose, name),
    };
    let mut wanted: Vec<Saved> = known.into_iter().map(|entry| entry.saved).collect();
    carry_out(&mut wanted, keeping);
    let (mut is, _) = read(&edited);
    let order =
        |one: &Saved, other: &Saved| (one.purpose, &one.name).cmp(&(other.purpose, &other.name));
    wanted.sort_by(order);
    is.sort_by(order);
    if is == wanted {
        Ok(edited)
    } else {
        Err(Mistake::new(
            line_of(text, near),
            "the line cannot be put in here; write the section as [briefs] or [mutes] on a line of its own",
        ))
    }
}

/// Does to a list what an edit does to the file.
pub fn carry_out(list: &mut Vec<Saved>, keeping: &Keeping) {
    match keeping {
        Keeping::Put(saved) => {
            let same =
                |known: &&mut Saved| known.purpose == saved.purpose && known.name == saved.name;
            match list.iter_mut().find(same) {
                Some(known) => known.line = Arc::clone(&saved.line),
                None => list.push(saved.clone()),
            }
        }
        Keeping::Take(purpose, name) => {
            list.retain(|known| known.purpose != *purpose || known.name != *name);
        }
    }
}

/// The new text, and the byte near which it was changed.
fn put(text: &str, known: &[Entry], saved: &Saved) -> (String, usize) {
    let written = quoted(&saved.line);
    let of_section = || {
        known
            .iter()
            .filter(|entry| entry.saved.purpose == saved.purpose)
    };
    if let Some(entry) = of_section().find(|entry| entry.saved.name == saved.name) {
        return (replaced(text, &entry.value, &written), entry.key.start);
    }
    let line = format!("{} = {written}\n", key(&saved.name));
    if let Some(last) = of_section().map(|entry| entry.value.end).max() {
        let at = line_end(text, last);
        return (inserted(text, at, &line), last);
    }
    let head = format!("[{}]", section(saved.purpose));
    if let Some(at) = header(text, &head) {
        let end = line_end(text, at);
        return (inserted(text, end, &line), at);
    }
    let text = if text.trim().is_empty() { HEAD } else { text };
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    (format!("{text}{gap}{head}\n{line}"), text.len())
}

fn take(text: &str, known: &[Entry], purpose: Purpose, name: &str) -> (String, usize) {
    let gone = known
        .iter()
        .find(|entry| entry.saved.purpose == purpose && *entry.saved.name == *name);
    let Some(entry) = gone else {
        return (text.to_owned(), 0);
    };
    let before = text.get(..entry.key.start).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = line_end(text, entry.value.end);
    (replaced(text, &(start..end), ""), start)
}

/// Where the line of a section's header begins, when it stands on a line of its own.
fn header(text: &str, head: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.split('#').next().unwrap_or("").trim();
        if bare.split_whitespace().collect::<String>() == head {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// One past the line feed that ends the line of a byte; the end of a text without one.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.find('\n').map_or(text.len(), |length| at + length + 1)
}

fn inserted(text: &str, at: usize, line: &str) -> String {
    let gap = if text.get(..at).is_some_and(|before| before.ends_with('\n')) {
        ""
    } else {
        "\n"
    };
    replaced(text, &(at..at), &format!("{gap}{line}"))
}

fn replaced(text: &str, range: &Range<usize>, with: &str) -> String {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    format!("{before}{with}{after}")
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A text as TOML writes it; always on one line, as it holds no line feeds.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    toml::Value::String(plain).to_string()
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(&[]);
    1 + memchr::memchr_iter(b'\n', before).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(purpose: Purpose, name: &str, line: &str) -> Saved {
        Saved {
            purpose,
            name: Arc::from(name),
            line: Arc::from(line),
        }
    }

    fn brief(name: &str, line: &str) -> Keeping {
        Keeping::Put(saved(Purpose::Tab, name, line))
    }

    const MINE: &str = "\
# mine
[briefs] # tabs
gulf = \"@iran | @oman\" # the water
markets = 'oil \"gas price\"'

[mutes]
# nothing yet
";

    #[test]
    fn lines_go_in_and_out_and_all_else_stays() {
        for (keeping, from, to) in [
            (
                brief("gulf", "@iran -is:read"),
                "\"@iran | @oman\" # the water",
                "\"@iran -is:read\" # the water",
            ),
            (
                brief("my news", "\"new deal\""),
                "price\"'\n",
                "price\"'\n\"my news\" = '\"new deal\"'\n",
            ),
            (
                Keeping::Put(saved(Purpose::Mute, "sports", "football | cricket")),
                "[mutes]\n",
                "[mutes]\nsports = \"football | cricket\"\n",
            ),
            (
                Keeping::Take(Purpose::Tab, Arc::from("gulf")),
                "gulf = \"@iran | @oman\" # the water\n",
                "",
            ),
            (Keeping::Take(Purpose::Mute, Arc::from("gulf")), "", ""),
        ] {
            let edited = edit(MINE, &keeping).unwrap();
            assert_eq!(edited, MINE.replacen(from, to, 1), "{keeping:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut text = String::new();
        let mut list = Vec::new();
        let marks = "a 'b' \"c\" \\ \u{e9} # =";
        for keeping in [
            brief("one", "@iran"),
            Keeping::Put(saved(Purpose::Mute, "two", "x")),
            brief("é [x] \"y\"", marks),
            brief("one", marks),
            Keeping::Take(Purpose::Mute, Arc::from("two")),
            brief("last", "-@iran"),
        ] {
            text = edit(&text, &keeping).unwrap();
            carry_out(&mut list, &keeping);
            list.sort_by_key(|saved: &Saved| saved.purpose);
            assert_eq!(read(&text), (list.clone(), Vec::new()), "{text}");
        }
        assert!(text.starts_with("# nutgraf's saved lines"));
    }

    #[test]
    fn mistakes_are_named_and_broken_files_are_left_alone() {
        let (lines, mistakes) = read("[briefs]\na = 3\nb = \"x\"\n[breifs]\nc = \"y\"\n");
        assert_eq!(lines, [saved(Purpose::Tab, "b", "x")]);
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 2: `a` must be text in quotation marks",
                "line 4: unknown section `breifs`; known here: briefs, mutes"
            ]
        );
        assert_eq!(edit("[briefs\n", &brief("a", "b")).unwrap_err().line, 1);
        // Forms that hold no line of their own are refused, not damaged.
        assert!(edit("briefs = { a = \"x\" }\n", &brief("b", "y")).is_err());
    }
}
