//! Owns: putting terms into a filter line and taking them out, as text.
//! Promises: terms that are not meant stay as they were typed.

use nutgraf_read::model::span::Span;

/// The actor term for a name: `@Iran`, `@"European Union"`.
pub fn actor(name: &str) -> String {
    let name: String = name.chars().filter(|c| *c != '"').collect();
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '-')
        && name.chars().next().is_some_and(char::is_alphabetic);
    if plain {
        format!("@{name}")
    } else {
        format!("@\"{name}\"")
    }
}

/// The term for a source: `src:Reuters`, `src:"Le Monde"`.
pub fn source(name: &str) -> String {
    valued("src", name)
}

fn valued(field: &str, name: &str) -> String {
    let name: String = name.chars().filter(|c| *c != '"').collect();
    if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-') {
        format!("{field}:{name}")
    } else {
        format!("{field}:\"{name}\"")
    }
}

/// The term for a feed, by its name or address: `feed:Gazette`, `feed:"https://…"`.
pub fn feed(name: &str) -> String {
    valued("feed", name)
}

/// Puts a term at the end of the line, or takes it out where it stands. Its opposite (`-@x` for `@x`) goes.
pub fn toggle(line: &str, term: &str, without: bool) -> String {
    let negated = format!("-{term}");
    let (wanted, opposite) = if without {
        (negated.as_str(), term)
    } else {
        (term, negated.as_str())
    };
    let mut there = false;
    let mut kept: Vec<&str> = Vec::new();
    for span in tokens(line) {
        let token = span.of(line);
        if same(token, wanted) {
            there = true;
        } else if !same(token, opposite) {
            kept.push(token);
        }
    }
    if !there {
        kept.push(wanted);
    }
    kept.join(" ")
}

/// Groups a line by source (`sort:source`), then by story, then not at all. Any other order goes.
pub fn regrouped(line: &str) -> String {
    const TERMS: [&str; 2] = ["sort:source", "sort:story"];
    let all: Vec<&str> = tokens(line).into_iter().map(|s| s.of(line)).collect();
    let mut kept: Vec<&str> = all
        .iter()
        .copied()
        .filter(|t| !t.starts_with("sort:"))
        .collect();
    let now = TERMS.iter().position(|term| all.contains(term));
    kept.extend(TERMS.get(now.map_or(0, |now| now + 1)));
    kept.join(" ")
}

fn same(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.replace('!', "-").replace('"', "").to_lowercase();
    plain(a) == plain(b)
}

/// The pieces of a line between blanks that stand outside of quotation marks.
pub fn tokens(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, c) in line.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            spans.extend(start.take().map(|s| Span::new(s, at)));
        } else {
            start.get_or_insert(at);
        }
    }
    spans.extend(start.map(|s| Span::new(s, line.len())));
    spans
}

/// Whether the word before the cursor names something of the library: an actor, a source, a tag.
pub fn is_named(before: &str) -> bool {
    let start = tokens(before).last().map_or("", |s| s.of(before));
    if before.ends_with(char::is_whitespace) && !start.ends_with(char::is_whitespace) {
        return false;
    }
    let word = start.trim_start_matches(['-', '!', '(']);
    word.starts_with(['@', '#']) || word.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_goes_in_and_out_and_takes_the_place_of_another_order() {
        for (line, expected) in [
            ("", "sort:source"),
            ("@iran sort:old", "@iran sort:source"),
            ("@iran sort:source 2d", "@iran 2d sort:story"),
            ("@iran 2d sort:story", "@iran 2d"),
        ] {
            assert_eq!(regrouped(line), expected, "{line:?}");
        }
    }

    #[test]
    fn terms_go_in_and_out() {
        for (line, name, without, expected) in [
            ("", "Iran", false, "@Iran"),
            ("vienna", "Iran", false, "vienna @Iran"),
            ("vienna @iran 2d", "Iran", false, "vienna 2d"),
            ("-@iran", "Iran", false, "@Iran"),
            ("!@iran", "Iran", true, ""),
            (
                "@\"European Union\"",
                "European Union",
                true,
                "-@\"European Union\"",
            ),
            ("\"a  b\" x", "E3", false, "\"a  b\" x @E3"),
            ("", "3M", false, "@\"3M\""),
            ("", "Say \"x\"", false, "@\"Say x\""),
        ] {
            assert_eq!(
                toggle(line, &actor(name), without),
                expected,
                "{line:?} {name}"
            );
        }
    }
}
