//! Owns: the file of saved lines, `briefs.toml`: reading it, and writing single lines into its text.
//! Promises: comments, order and everything else of the user's stay as they were written; an edit that could not be
//! read back is refused.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use nutgraf_library::toml_file::TomlText;
use nutgraf_read::model::mistake::Mistake;
use nutgraf_read::model::saved::{Keeping, Purpose, Saved};

/// What a new file begins with.
const HEAD: &str = "\
# nutgraf's saved lines, each a name and a filter line. `:save NAME` and `:mute NAME QUERY` write here; edit it as you like.
# [briefs] are shown as tabs, in this order. What a line of [mutes] matches is hidden and counted; `:muted` shows it.
";

fn section(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Tab => "briefs",
        Purpose::Mute => "mutes",
    }
}

/// All saved lines in the order of the file, and what is wrong with the rest of it.
pub fn read(text: &str) -> (Vec<Saved>, Vec<Mistake>) {
    entries(text).unwrap_or_else(|mistake| (Vec::new(), vec![mistake]))
}

fn entries(text: &str) -> Result<(Vec<Saved>, Vec<Mistake>), Mistake> {
    let parsed = DeTable::parse(text)
        .map_err(|error| Mistake::at(text, &error.span().unwrap_or_default(), error.message()))?;
    let mut found = Vec::new();
    let mut mistakes = Vec::new();
    for (key, value) in parsed.get_ref() {
        let name = key.get_ref().as_ref();
        let mut mistake =
            |span: Range<usize>, message: String| mistakes.push(Mistake::at(text, &span, &message));
        let known = [Purpose::Tab, Purpose::Mute]
            .into_iter()
            .find(|one| section(*one) == name);
        let Some(purpose) = known else {
            mistake(
                key.span(),
                format!("unknown section `{name}`; known here: briefs, mutes"),
            );
            continue;
        };
        let DeValue::Table(lines) = value.get_ref() else {
            mistake(key.span(), format!("`{name}` must be a section"));
            continue;
        };
        for (key, value) in lines {
            let DeValue::String(line) = value.get_ref() else {
                let message = format!("`{}` must be text in quotation marks", key.get_ref());
                mistake(key.span(), message);
                continue;
            };
            let saved = Saved {
                purpose,
                name: Arc::from(key.get_ref().as_ref()),
                line: Arc::from(line.as_ref()),
            };
            found.push((key.span().start, saved));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    mistakes.sort_by_key(|mistake| mistake.line);
    Ok((
        found.into_iter().map(|(_, saved)| saved).collect(),
        mistakes,
    ))
}

/// The text of the file after a change; `""` for a file that is not there.
///
/// # Errors
/// When the file cannot be read, or is written in a form that a line cannot be put into.
pub fn edit(text: &str, keeping: &Keeping) -> Result<String, Mistake> {
    let (mut wanted, _) = entries(text)?;
    let begun = if text.trim().is_empty() { HEAD } else { text };
    let mut lines = TomlText::parse(begun)?;
    let (Keeping::Put(Saved { purpose, .. }) | Keeping::Take(purpose, _)) = keeping;
    let section = section(*purpose);
    match keeping {
        Keeping::Put(saved) => lines.set_line(section, &saved.name, &saved.line)?,
        Keeping::Take(_, name) => lines.take_line(section, name)?,
    }
    carry_out(&mut wanted, keeping);
    let edited = lines.to_string();
    let (mut is, _) = read(&edited);
    let order =
        |one: &Saved, other: &Saved| (one.purpose, &one.name).cmp(&(other.purpose, &other.name));
    wanted.sort_by(order);
    is.sort_by(order);
    if is == wanted {
        Ok(edited)
    } else {
        Err(lines.refusal(section))
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
