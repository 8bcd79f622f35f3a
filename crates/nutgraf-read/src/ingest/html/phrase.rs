//! Owns: lines inside of articles that are furniture by what they say.
//! Promises: only short lines are judged; a sentence of an article is not.

use crate::model::flaw::DropReason;

/// The longest line that is judged, in characters.
const LONGEST: usize = 160;

/// Beginnings of lines, in lower case, and what such lines are. A line that begins so must be short or mostly links.
const OPENINGS: [(&str, DropReason); 54] = [
    ("advertisement", DropReason::Promotion),
    ("advertising", DropReason::Promotion),
    ("anzeige", DropReason::Promotion),
    ("werbung", DropReason::Promotion),
    ("publicidad", DropReason::Promotion),
    ("publicité", DropReason::Promotion),
    ("story continues below", DropReason::Promotion),
    ("article continues below", DropReason::Promotion),
    ("continue reading", DropReason::Related),
    ("scroll to continue", DropReason::Promotion),
    ("sponsored", DropReason::Promotion),
    ("read more", DropReason::Related),
    ("read also", DropReason::Related),
    ("read next", DropReason::Related),
    ("also read", DropReason::Related),
    ("see also", DropReason::Related),
    ("more on", DropReason::Related),
    ("more from", DropReason::Related),
    ("related:", DropReason::Related),
    ("related articles", DropReason::Related),
    ("related stories", DropReason::Related),
    ("related topics", DropReason::Related),
    ("recommended", DropReason::Related),
    ("you may also like", DropReason::Related),
    ("don't miss", DropReason::Related),
    ("watch:", DropReason::Related),
    ("lesen sie auch", DropReason::Related),
    ("mehr zum thema", DropReason::Related),
    ("lire aussi", DropReason::Related),
    ("lea también", DropReason::Related),
    ("leia também", DropReason::Related),
    ("leggi anche", DropReason::Related),
    ("lees ook", DropReason::Related),
    ("share this", DropReason::Share),
    ("share on", DropReason::Share),
    ("follow us", DropReason::Share),
    ("follow me on", DropReason::Share),
    ("click here to", DropReason::Promotion),
    ("sign up", DropReason::Promotion),
    ("subscribe", DropReason::Promotion),
    ("get the latest", DropReason::Promotion),
    ("all rights reserved", DropReason::Disclaimer),
    ("copyright ©", DropReason::Disclaimer),
    ("©", DropReason::Disclaimer),
    ("tags:", DropReason::Navigation),
    ("tagged:", DropReason::Navigation),
    ("categories:", DropReason::Navigation),
    ("category:", DropReason::Navigation),
    ("filed under", DropReason::Navigation),
    ("topics:", DropReason::Navigation),
    ("previous article", DropReason::Related),
    ("next article", DropReason::Related),
    ("link copied", DropReason::Share),
    ("comments are closed", DropReason::Comments),
];

/// Whole lines, in lower case without signs at their ends.
const WHOLE: [(&str, DropReason); 40] = [
    ("share", DropReason::Share),
    ("tweet", DropReason::Share),
    ("facebook", DropReason::Share),
    ("twitter", DropReason::Share),
    ("whatsapp", DropReason::Share),
    ("linkedin", DropReason::Share),
    ("pinterest", DropReason::Share),
    ("reddit", DropReason::Share),
    ("email", DropReason::Share),
    ("e-mail", DropReason::Share),
    ("print", DropReason::Share),
    ("teilen", DropReason::Share),
    ("drucken", DropReason::Share),
    ("copy link", DropReason::Share),
    ("like this", DropReason::Share),
    ("comments", DropReason::Comments),
    ("comment", DropReason::Comments),
    ("kommentare", DropReason::Comments),
    ("leave a comment", DropReason::Comments),
    ("leave a reply", DropReason::Comments),
    ("no comments", DropReason::Comments),
    ("reply", DropReason::Comments),
    ("log in", DropReason::Login),
    ("sign in", DropReason::Login),
    ("login", DropReason::Login),
    ("register", DropReason::Login),
    ("next", DropReason::Navigation),
    ("previous", DropReason::Navigation),
    ("back to top", DropReason::Navigation),
    ("menu", DropReason::Navigation),
    ("search", DropReason::Navigation),
    ("home", DropReason::Navigation),
    ("close", DropReason::Navigation),
    ("tags", DropReason::Navigation),
    ("newsletter", DropReason::Promotion),
    ("ad", DropReason::Promotion),
    ("loading", DropReason::Debris),
    ("edit", DropReason::Navigation),
    ("related", DropReason::Related),
    ("most read", DropReason::Related),
];

/// Why a line is furniture, if it is. `linked` is how many of its bytes stand in links.
pub fn reason(text: &str, linked: usize) -> Option<DropReason> {
    if text.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    if lower.starts_with("the post ") && lower.contains(" appeared first on ") {
        return Some(DropReason::Related);
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, reason)) = WHOLE.iter().find(|(phrase, _)| *phrase == bare) {
        return Some(*reason);
    }
    // A sentence may begin with any of these; a line of links or of a few words is no sentence.
    let few = bare.split_whitespace().count() <= 4;
    let ends = lower.trim_end().ends_with(['.', '!', '?', '”', '"']);
    let (_, reason) = OPENINGS.iter().find(|(phrase, _)| {
        lower
            .strip_prefix(phrase)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })?;
    (few || linked * 2 > text.len() || (text.len() < 90 && !ends)).then_some(*reason)
}

/// What notes under an article say, in lower case: rights, subscriptions, where else to follow. All words of one entry
/// must stand in the line, in this order.
const CLOSINGS: [(&[&str], DropReason); 50] = [
    (&["all rights reserved"], DropReason::Disclaimer),
    (&["alle rechte vorbehalten"], DropReason::Disclaimer),
    (&["tous droits réservés"], DropReason::Disclaimer),
    (&["todos los derechos reservados"], DropReason::Disclaimer),
    (&["copyright ©"], DropReason::Disclaimer),
    (&["©", "20"], DropReason::Disclaimer),
    (&["written permission"], DropReason::Disclaimer),
    (&["republish", "permission"], DropReason::Disclaimer),
    (&["not responsible for", "opinions"], DropReason::Disclaimer),
    (&["views expressed", "author"], DropReason::Disclaimer),
    (&["opinions expressed", "author"], DropReason::Disclaimer),
    (&["版权", "转载"], DropReason::Disclaimer),
    (&["subscribe now"], DropReason::Promotion),
    (&["subscribe to our"], DropReason::Promotion),
    (&["please subscribe"], DropReason::Promotion),
    (&["subscribe", "newsletter"], DropReason::Promotion),
    (&["sign up", "newsletter"], DropReason::Promotion),
    (&["sign up", "inbox"], DropReason::Promotion),
    (&["newsletter", "abonnieren"], DropReason::Promotion),
    (&["newsletter", "anmelden"], DropReason::Promotion),
    (&["abonnez-vous"], DropReason::Promotion),
    (&["suscríbete"], DropReason::Promotion),
    (&["download", " app"], DropReason::Promotion),
    (&["become a member"], DropReason::Promotion),
    (&["support our journalism"], DropReason::Promotion),
    (&["already a subscriber"], DropReason::Login),
    (&["log in", "comment"], DropReason::Comments),
    (&["follow", "on twitter"], DropReason::Share),
    (&["follow", "on facebook"], DropReason::Share),
    (&["follow", "on instagram"], DropReason::Share),
    (&["like us on facebook"], DropReason::Share),
    (&["join", "on telegram"], DropReason::Share),
    (&["join", "whatsapp"], DropReason::Share),
    (&["click here to", "more"], DropReason::Related),
    (&["earn", "commission"], DropReason::Promotion),
    (&["favour to ask"], DropReason::Promotion),
    (&["favor to ask"], DropReason::Promotion),
    (&["as little as", "support"], DropReason::Promotion),
    (&["breaking news alerts"], DropReason::Promotion),
    (&["got a tip?"], DropReason::Promotion),
    (&["contact the newsroom"], DropReason::Promotion),
    (&["comments", "moderated"], DropReason::Comments),
    (&["comments", "respectful"], DropReason::Comments),
    (&["commenting", "guidelines"], DropReason::Comments),
    (&["can be reached at"], DropReason::AuthorBio),
    (&["is a reporter for"], DropReason::AuthorBio),
    (&["is a staff writer"], DropReason::AuthorBio),
    (&["is a freelance"], DropReason::AuthorBio),
    (&["is a correspondent for"], DropReason::AuthorBio),
    (&["is a columnist for"], DropReason::AuthorBio),
];

/// Why a line under an article is none of its own, if so. Only for the last lines: within a text the same words are said
/// of others.
pub fn closing(text: &str) -> Option<DropReason> {
    const MOST: usize = 320;
    if text.len() > MOST {
        return None;
    }
    let lower = text.to_lowercase();
    let says = |words: &[&str]| {
        let mut rest = lower.as_str();
        words.iter().all(|word| {
            let found = rest.split_once(word);
            rest = found.map_or("", |(_, after)| after);
            found.is_some()
        })
    };
    CLOSINGS
        .iter()
        .find(|(words, _)| says(words))
        .map(|(_, reason)| *reason)
}

/// Words that stand around a date in a line of its own, in lower case.
const DECORATION: [&str; 60] = [
    "published",
    "updated",
    "posted",
    "last",
    "modified",
    "submitted",
    "created",
    "on",
    "at",
    "by",
    "the",
    "of",
    "date",
    "time",
    "first",
    "st",
    "nd",
    "rd",
    "th",
    "edited",
    "changed",
    "written",
    "publish",
    "update",
    "veröffentlicht",
    "stand",
    "uhr",
    "am",
    "um",
    "vom",
    "den",
    "aktualisiert",
    "erstellt",
    "publié",
    "mis",
    "jour",
    "le",
    "de",
    "el",
    "del",
    "publicado",
    "actualizado",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
];

/// Whether a line is only a date with its decoration: `Published on 15 July 2022, 10:20`.
pub fn is_dateline(text: &str) -> bool {
    if text.len() < 6 || text.len() > 110 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let only_date = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .all(|w| {
            DECORATION.contains(&w.to_lowercase().as_str())
                || crate::ingest::date::is_word(w)
                || w.chars().count() == 1
        });
    only_date && crate::ingest::date::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_judged_and_sentences_are_not() {
        let check = |text: &str, linked: usize, want: Option<DropReason>| {
            assert_eq!(reason(text, linked), want, "{text}");
        };
        check("Advertisement", 0, Some(DropReason::Promotion));
        check("SHARE", 0, Some(DropReason::Share));
        check(
            "Read more: Talks to go on next week in Geneva",
            30,
            Some(DropReason::Related),
        );
        check("Share prices fell after the announcement.", 0, None);
        check(
            "Advertisement revenue of the paper fell by a third over the last two years, its owner said.",
            0,
            None,
        );
        check("Subscribers left in droves", 0, None);
        check("Comments", 0, Some(DropReason::Comments));
    }

    #[test]
    fn closing_notes_are_known() {
        for (text, want) in [
            (
                "© 2021 The Paper. All rights reserved.",
                Some(DropReason::Disclaimer),
            ),
            (
                "Follow the writer on Twitter and be the first to know.",
                Some(DropReason::Share),
            ),
            (
                "Sign up for our weekly newsletter here",
                Some(DropReason::Promotion),
            ),
            ("The ministers will meet again on Monday.", None),
        ] {
            assert_eq!(closing(text), want, "{text}");
        }
    }

    #[test]
    fn datelines_are_known() {
        for (text, want) in [
            ("July 15, 2022", true),
            ("Published on Friday, 15 July 2022 at 10:20 GMT", true),
            ("November 28, 2013 -- Updated 0203 GMT", true),
            (
                "On July 15, 2022 the ministers met again in the old town hall.",
                false,
            ),
            ("The letter of January 2020", false),
            ("Chapter 3", false),
        ] {
            assert_eq!(is_dateline(text), want, "{text}");
        }
    }
}
