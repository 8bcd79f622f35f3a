//! Owns: names of authors out of bylines.
//! Promises: total; what is no name is left out.

use crate::date;
use crate::text::byline;
use crate::text::word_list::{phrases, words};

/// Words that open a byline, in lower case, longer ones first.
const OPENERS: [&str; 47] = phrases(
    "guest post by | guest column by | von unserem redakteur | von unserer redakteurin | \
     von unserem korrespondenten | von unserer korrespondentin | автор: | текст: | 作者： | 作者: | \
     reporter: | text: | words: | story: | written by | reported by | posted by | \
     published by | story by | words by | article by | text by | review by | analysis by | \
     opinion by | report by | geschrieben von | ein artikel von | eine analyse von | \
     ein kommentar von | ein beitrag von | escrito por | publié par | écrit par | \
     propos recueillis par | authors: | author: | autor: | autorin: | by: | by | von | par | \
     por | door | przez | di",
);

/// Words that mark the end of the names: roles, places of work, dates.
const ROLES: [&str; 64] = words(
    "reporter editor correspondent columnist writer staff journalist producer contributor \
     photographer bureau director president professor fellow analyst chief critic intern \
     redakteur redakteurin redaktion korrespondent chefredakteur autor autorin senior deputy \
     assistant associate managing political national business science health technology sports \
     security foreign diplomatic economics media news university institute updated published \
     posted modified last special guest lead executive freelance publiziert veröffentlicht \
     aktualisiert geschrieben publié publicado co-founder founder",
);

/// The names in a byline: without "By", roles, addresses, dates and handles. Several are given in order, each once.
pub(crate) fn names(text: &str) -> Vec<String> {
    if text.contains("://") {
        return Vec::new();
    }
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = beside_address(&text);
    let text =
        without_opener(text.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')'));
    let mut found: Vec<String> = Vec::new();
    let text = text
        .replace(" and ", ",")
        .replace(" And ", ",")
        .replace(" AND ", ",")
        .replace(" und ", ",")
        .replace(" y ", ",")
        .replace(" et ", ",")
        .replace(" with ", ",")
        .replace("(avec ", ",")
        .replace("(with ", ",")
        .replace(" avec ", ",")
        .replace(" & ", ",");
    for part in text.split([',', ';', '|', '•', '·', '/', '\u{2022}', '–', '—']) {
        // Roles stand between the names, so that what is no name ends nothing.
        let part = without_opener(part.trim());
        // After a person come bodies: whom he works for, who sent the report.
        let is_body = !found.is_empty() && is_agency(part);
        // `Date: 5` is another field.
        if !part.contains(':')
            && !is_body
            && !is_of_others(part)
            && let Some(name) = name(part)
            && !found.iter().any(|f| f.eq_ignore_ascii_case(&name))
        {
            found.push(name);
        }
    }
    found
}

/// Whether a label says that names of authors follow it.
pub(crate) fn is_label(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    matches!(
        lower.as_str(),
        "author"
            | "verfasst von"
            | "geschrieben von"
            | "écrit par"
            | "escrito por"
            | "scritto da"
            | "geschreven door"
            | "napisane przez"
            | "skrevet av"
            | "autor"
            | "auteur"
    ) || OPENERS.contains(&lower.as_str())
}

/// Whether a text begins as bylines do.
pub(crate) fn is_opened(text: &str) -> bool {
    without_opener(text).len() < text.len()
}

/// The name of an address that has one in brackets: `ann@paper.example (Ann Lee)`.
fn beside_address(text: &str) -> &str {
    let inner = text
        .strip_suffix(')')
        .and_then(|t| t.split_once(" ("))
        .filter(|(address, _)| address.contains('@') && !address.contains(' '));
    inner.map_or(text, |(_, name)| name)
}

fn without_opener(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..2 {
        let lower = rest.to_lowercase();
        let opener = OPENERS.iter().find(|o| {
            lower.starts_with(**o)
                && rest.get(o.len()..).is_some_and(|r| {
                    o.ends_with([':', '：']) || r.starts_with([' ', ':', '\u{a0}'])
                })
        });
        let Some(opener) = opener else {
            break;
        };
        rest = rest
            .get(opener.len()..)
            .unwrap_or("")
            .trim_start_matches([' ', ':', '\u{a0}']);
    }
    rest
}

/// A name without the date behind it: `Ann Lee March 25, 2015`.
fn without_date(text: &str) -> &str {
    let mut at = 0;
    let mut ends = Vec::new();
    for word in text.split(' ') {
        if ends.len() >= 2 && word.starts_with(|c: char| c.is_ascii_digit()) {
            let before = text.get(..at).unwrap_or(text).trim_end();
            // `Comments: 5` is another field.
            if before.ends_with(':') {
                return text;
            }
            let last = before.rsplit(' ').next().unwrap_or("");
            let is_date = date::is_word(last.trim_end_matches(['.', ',']));
            let from = if is_date {
                ends.len() - 2
            } else {
                ends.len() - 1
            };
            return ends
                .get(from)
                .and_then(|end| text.get(..*end))
                .unwrap_or(text);
        }
        at += word.len();
        ends.push(at);
        at += 1;
    }
    text
}

/// Whether a declared author is rather a body, an agency or a name of an account, so that a person whom the page shows is
/// the better answer.
pub(crate) fn is_vague(name: &str) -> bool {
    const BODIES: [&str; 22] = words(
        "e.v ev gmbh ag inc ltd llc stiftung verband bund verein foundation association agency \
         agencies newsroom admin administrator webmaster press online magazin",
    );
    let lower = name.to_lowercase();
    let account = !name.contains(' ') && name.contains(['_', '@']);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let short = letters <= 4 && !name.contains(' ') && name.chars().all(|c| !c.is_lowercase());
    account
        || short
        || lower
            .split([' ', '-', ','])
            .any(|w| BODIES.contains(&w.trim_end_matches('.')))
}

/// Whether a name is that of an agency or of a paper that others print reports of.
fn is_agency(name: &str) -> bool {
    const AGENCIES: [&str; 22] = phrases(
        "associated press | the associated press | ap | reuters | thomson reuters | afp | \
         agence france-presse | dpa | efe | ansa | upi | tass | xinhua | bloomberg | \
         bloomberg news | pa media | press association | press trust of india | pti | ani | \
         cnn | staff",
    );
    AGENCIES.contains(&name.to_lowercase().as_str())
}

/// Whether a part of a byline is of those who made the pictures, or says for whom it was written.
fn is_of_others(part: &str) -> bool {
    const OPENINGS: [&str; 9] = phrases(
        "edited by | photo | pictures by | illustration | video by | graphics by | fotos | bilder | \
         special to",
    );
    let lower = part.to_lowercase();
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// Whether a name is that of a person as bylines have it: two to five words in capitals but for small ones, or a few
/// characters of a script without words.
pub(crate) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_capital = |w: &str| w.starts_with(char::is_uppercase);
    let is_small = |w: &str| w.len() <= 4 && w.chars().all(char::is_lowercase);
    let caseless = |c: char| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase();
    if words.iter().all(|w| w.chars().all(caseless)) {
        return (2..=20).contains(&name.chars().count());
    }
    // `Leiterin der HSS`: a name in capitals is in capitals as a whole.
    let is_loud = |w: &&&str| w.len() > 2 && w.chars().all(char::is_uppercase);
    let loud = words.iter().filter(is_loud).count();
    let quiet = words
        .iter()
        .any(|w| w.len() > 4 && w.contains(char::is_lowercase));
    (2..=5).contains(&words.len())
        && (loud == 0 || !quiet)
        && words.iter().all(|w| is_capital(w) || is_small(w))
        && words.iter().filter(|w| is_capital(w)).count() >= 2
        && words.last().is_some_and(|w| is_capital(w))
        && !words
            .first()
            .is_some_and(|w| matches!(*w, "The" | "A" | "An"))
}

/// One name, if the text is one.
fn name(text: &str) -> Option<String> {
    // A second name in brackets or quotes stands amid the name; what ends with a bracket is a place or a role.
    let text = match text.find(['(', '<', '[', '"', '“']) {
        Some(at) if at > 2 && !text.ends_with(char::is_alphabetic) => {
            text.get(..at).unwrap_or(text)
        }
        _ => text,
    };
    let text = [
        " for ",
        " For ",
        " edited by ",
        " Edited by ",
        " Updated ",
        " Published ",
        " on ",
        " On ",
        " in ",
        " from ",
        " at ",
    ]
    .iter()
    .filter_map(|mark| text.find(mark))
    .min()
    .and_then(|at| text.get(..at))
    // What stands before it may be the beginning of a body's name: `Organization for …`.
    .filter(|name| is_person(name))
    .unwrap_or(text);
    let text = without_date(text);
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    if text.chars().count() < 2
        || text.chars().count() > 60
        || text.contains("://")
        || text.contains("www.")
    {
        return None;
    }
    let words: Vec<&str> = text.split(' ').filter(|w| !w.contains('@')).collect();
    // `Senior Correspondent Ann Lee`
    let offices = words
        .iter()
        .rposition(|w| byline::is_office(&w.to_lowercase()));
    let words = match offices.map(|at| words.split_at(at + 1)) {
        Some((before, after)) if before.len() <= 3 && is_person(&after.join(" ")) => after.to_vec(),
        _ => words,
    };
    if words.is_empty() || words.len() > 6 {
        return None;
    }
    if words
        .iter()
        .any(|w| w.chars().filter(char::is_ascii_digit).count() > 1)
    {
        return None;
    }
    // `May 4` is a day; `harbours for the Post` is a piece of a sentence.
    let is_day = words.first().is_some_and(|w| date::is_word(w))
        && words
            .iter()
            .any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let is_piece = words.len() > 3
        && words
            .first()
            .is_some_and(|w| w.len() > 4 && w.starts_with(char::is_lowercase));
    if is_day || is_piece {
        return None;
    }
    // `World Affairs Editor` says what somebody is.
    let office = words.last().map(|w| w.to_lowercase());
    let is_placed = matches!(words.as_slice(), [first, "in" | "at" | "for" | "with", ..] if byline::is_office(&first.to_lowercase()));
    if is_placed || words.len() > 1 && office.is_some_and(|w| byline::is_office(&w)) {
        return None;
    }
    let is_role = |w: &&&str| {
        ROLES.contains(
            &w.to_lowercase()
                .trim_matches(|c: char| !c.is_alphanumeric()),
        )
    };
    if words.iter().filter(is_role).count() * 2 >= words.len() && words.len() > 1
        || words.len() == 1 && words.iter().any(|w| is_role(&w))
    {
        return None;
    }
    // A name has a capital, or is written in letters that have none, or is a single handle.
    let first = text.chars().next()?;
    let capital = words.iter().any(|w| {
        w.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
    });
    // `8h` is an age.
    if words.len() == 1 && first.is_ascii_digit() {
        return None;
    }
    let handle = words.len() == 1 && first.is_alphanumeric();
    if !(capital || handle) {
        return None;
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_bodies_and_accounts() {
        for (name, vague) in [
            ("Ann Lee", false),
            ("annlee", false),
            ("ann_lee", true),
            ("AFP", true),
            ("Bund der Segler e.V", true),
            ("Hans-Sachs-Stiftung", true),
        ] {
            assert_eq!(is_vague(name), vague, "{name}");
        }
    }

    #[test]
    fn bylines_give_their_names() {
        let check = |text: &str, want: &[&str]| assert_eq!(names(text), want, "{text}");
        check("By Ann Lee March 25, 2015 3:46 PM", &["Ann Lee"]);
        check(
            "Ann Lee (avec Bo Ek et Cy Orr)",
            &["Ann Lee", "Bo Ek", "Cy Orr"],
        );
        check("Union for Clear Words", &["Union for Clear Words"]);
        check("Ann Lee for the Paper", &["Ann Lee"]);
        check("Ann Lee, 8h", &["Ann Lee"]);
        check("Publiziert am, annlee", &["annlee"]);
        check("Author: Ann Lee, Comments so far: 5", &["Ann Lee"]);
        check("By Ann Lee", &["Ann Lee"]);
        check("BY ANN LEE AND BO EK", &["ANN LEE", "BO EK"]);
        check(
            "by Ann Lee, Bo Ek and Cy Orr",
            &["Ann Lee", "Bo Ek", "Cy Orr"],
        );
        check("Ann Lee, senior political editor", &["Ann Lee"]);
        check("Von Jörg Maß | Redakteur", &["Jörg Maß"]);
        check("Written by: Ann Lee · July 15, 2022", &["Ann Lee"]);
        check("Ann Lee (ann@a.example)", &["Ann Lee"]);
        check("https://www.facebook.com/ann", &[]);
        check("Byron White", &["Byron White"]);
        check("By Ann Lee, May 4, 2022", &["Ann Lee"]);
        check("By Ann Lee on May 4", &["Ann Lee"]);
        check("By Ann Lee in Vienna", &["Ann Lee"]);
        check("By Ann Lee, Associated Press", &["Ann Lee"]);
        check("By Associated Press", &["Associated Press"]);
        check("By Ann Lee, Special to the Paper", &["Ann Lee"]);
        check("Words by Ann Lee, photos by Bo Ek", &["Ann Lee"]);
        check("ann@paper.example (Ann Lee)", &["Ann Lee"]);
        check("Von unserem Redakteur Jörg Maß", &["Jörg Maß"]);
        check("作者：肖春", &["肖春"]);
        check(
            "Center for Public Matters in Vienna",
            &["Center for Public Matters in Vienna"],
        );
        check(
            "By Ann Lee And Bo Ek For The Evening Paper",
            &["Ann Lee", "Bo Ek"],
        );
        check("Ann (Maria) Lee", &["Ann (Maria) Lee"]);
        check("gizmo", &["gizmo"]);
        check("Ann Lee, World Affairs Editor", &["Ann Lee"]);
        check("Contributors to Example", &["Contributors to Example"]);
        check("By senior correspondent Ann Lee", &["Ann Lee"]);
        check("last updated 10:30", &[]);
        check("肖春", &["肖春"]);
        check("", &[]);
    }
}
