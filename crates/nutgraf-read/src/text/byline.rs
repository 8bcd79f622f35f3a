//! Owns: reading the line that names the authors.
//! Promises: names only: no "By", roles, dates, site names; `None` for anything that is not such a line.

use crate::date;
use crate::text::word_list::{phrases, words};

/// What a byline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Byline {
    /// The authors, joined by ", ".
    Names(String),
    /// A byline of the house: "By our correspondent", "By Staff".
    Nobody,
}

/// Words that open a byline, folded.
const OPENERS: [&str; 16] = phrases(
    "by | by: | written by | written by: | author: | authors: | reported by | posted by | \
     published by | story by | text by | words by | von | par | por | di",
);

/// Words of roles and houses, which are no names.
const ROLES: [&str; 44] = words(
    "staff writer writers reporter reporters correspondent correspondents editor editors \
     editorial contributor contributors columnist desk news newsroom press agency agencies \
     bureau team admin administrator guest special chief senior associate deputy managing \
     political foreign diplomatic freelance journalist author our the wire service services \
     online web board",
);

/// Small words inside names.
const PARTICLES: [&str; 22] =
    words("de da do dos das del della di du la le van von der den ter bin ibn al el ben y");

/// Reads a line that opens like a byline.
pub(crate) fn parse(line: &str) -> Option<Byline> {
    if line.len() > 200 {
        return None;
    }
    let rest = opened(line)?;
    let names = names(rest);
    if !names.is_empty() {
        return Some(Byline::Names(names.join(", ")));
    }
    let first = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let words = rest.split_whitespace().count();
    (words <= 5 && is_role(first) && !rest.ends_with(['.', ',', ';'])).then_some(Byline::Nobody)
}

/// What follows the opener of a byline.
fn opened(line: &str) -> Option<&str> {
    OPENERS.iter().find_map(|opener| {
        let (head, rest) = line.split_at_checked(opener.len())?;
        (rest.starts_with(' ') && head.eq_ignore_ascii_case(opener)).then(|| rest.trim())
    })
}

/// Whether a line says what somebody is: `Political Correspondent`, `Reporter at the Example Post`.
pub(crate) fn is_role_line(line: &str) -> bool {
    const MOST: usize = 7;
    let is_noun = |w: &str| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
        is_office(&bare.to_lowercase())
    };
    line.starts_with(char::is_alphabetic)
        && !line.ends_with(['.', '!', '?', ':', ','])
        && line.split_whitespace().nth(MOST).is_none()
        && line.split_whitespace().any(is_noun)
}

/// Whether a word in lower case is what somebody is who writes.
pub(crate) fn is_office(word: &str) -> bool {
    const OFFICES: [&str; 30] = words(
        "correspondent correspondents reporter reporters editor editors writer writers columnist journalist journalists contributor \
         contributors producer critic commentator analyst blogger photographer redakteur redakteurin korrespondent \
         korrespondentin reporterin journaliste journalistin correspondant correspondante periodista redactor",
    );
    OFFICES.contains(&word)
}

/// Whether a line is nothing but a name: two to four words.
pub(crate) fn is_full_name(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=4).contains(&words) && is_name(line) && !line.split_whitespace().all(is_role)
}

/// The names in a byline without its opener; empty when it opens with anything else.
fn names(rest: &str) -> Vec<String> {
    let bare = without_brackets(rest);
    let mut found = Vec::new();
    for part in bare.split(['|', '•', '·', '/', ';', '–', '—', '@']).take(1) {
        let part = part.split(" - ").next().unwrap_or("");
        let part = cut_date(part);
        for piece in part
            .split(", ")
            .flat_map(|p| p.split(" and "))
            .flat_map(|p| p.split(" & "))
            .flat_map(|p| p.split(" AND "))
        {
            let piece = piece
                .trim()
                .trim_start_matches("and ")
                .trim_end_matches([',', ':', '.'])
                .trim();
            if piece.is_empty() {
                continue;
            }
            // `Example Desk` signs as a house, `Staff Writer` is nobody; after a name any role is just a role.
            let mut words = piece.split_whitespace();
            let role = if found.is_empty() {
                words.all(is_role)
            } else {
                words.any(is_role)
            };
            // `Jane Doe, CNN`
            let is_house =
                !found.is_empty() && !piece.contains(' ') && !piece.contains(char::is_lowercase);
            if role || is_house || !is_name(piece) {
                // What stands after the first name may be a role or a town; what stands first must be a name.
                if found.is_empty() {
                    return Vec::new();
                }
                break;
            }
            found.push(cased(piece));
        }
    }
    found
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// The part before a date and its small words.
fn cut_date(part: &str) -> &str {
    let end = date::find(part).map_or(part.len(), |found| found.span.start as usize);
    let head = part
        .get(..end)
        .unwrap_or(part)
        .trim_end_matches([' ', ',', ':']);
    let head = head.strip_suffix(" on").unwrap_or(head);
    let head = head
        .strip_suffix(" Published")
        .or_else(|| head.strip_suffix(" Updated"))
        .unwrap_or(head);
    head.trim()
}

fn is_role(word: &str) -> bool {
    let word = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    ROLES.contains(&word.as_str())
}

/// One to five words that may make a name.
fn is_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
    (1..=5).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && words.iter().all(|w| capital(w) || PARTICLES.contains(w))
        && piece
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '‐'))
}

/// `JOHN SMITH` as `John Smith`; other spellings stay.
fn cased(name: &str) -> String {
    let shouted = name.chars().filter(|c| c.is_alphabetic()).count() > 4
        && !name.chars().any(char::is_lowercase);
    if !shouted {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut opens = true;
    for c in name.chars() {
        if opens {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        opens = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_read() {
        for (line, wanted) in [
            ("By Jane Doe", "Jane Doe"),
            ("by Jane Doe (Example Daily – Jane Doe)", "Jane Doe"),
            ("BY JANE DOE AND RICHARD ROE", "Jane Doe, Richard Roe"),
            (
                "By Jane Doe, Richard Roe and Ann O’Hara",
                "Jane Doe, Richard Roe, Ann O’Hara",
            ),
            ("By Jane Doe, Staff Writer", "Jane Doe"),
            ("By Jane Doe | July 5, 2022 | Example News", "Jane Doe"),
            ("By Jane Doe - Example Times", "Jane Doe"),
            ("Story by Jane Doe, EXN", "Jane Doe"),
            ("Posted by Jane Doe on July 5, 2022", "Jane Doe"),
            ("By Ludwig van der Berg", "Ludwig van der Berg"),
            ("Written by: J. R. Doe", "J. R. Doe"),
            ("Author: Jane Doe", "Jane Doe"),
            ("Von Hans Meyer", "Hans Meyer"),
            ("By Example Desk", "Example Desk"),
            ("by Example Desk (Example – Example)", "Example Desk"),
            ("By Our Correspondent", "-"),
            ("By staff", "-"),
            ("By the time the talks ended, nobody was left.", ""),
            ("By Tuesday the talks had ended.", ""),
            ("By early June, oil had risen", ""),
            ("By", ""),
            ("Par exemple", ""),
            ("He stood by Jane Doe", ""),
        ] {
            let got = match parse(line) {
                Some(Byline::Names(names)) => names,
                Some(Byline::Nobody) => "-".to_owned(),
                None => String::new(),
            };
            assert_eq!(got, wanted, "{line}");
        }
    }
}
