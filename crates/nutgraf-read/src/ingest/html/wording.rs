//! Owns: which lines of a page are furniture by what they say: prompts and notices, headings of other parts, readers' remarks.
//! Promises: only short lines are judged, and only by what they say; where they stand is for others to weigh.

use crate::date;
use crate::model::flaw::DropReason;
use crate::text::furniture::{Furniture, Part};
use crate::text::part;
use crate::text::word_list::words;

/// Why a line is furniture, if it is. `linked` is how many of its bytes stand in links.
pub(super) fn reason(text: &str, linked: usize, furniture: &Furniture) -> Option<DropReason> {
    /// The longest line that is judged, in characters.
    const LONGEST: usize = 160;
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let said = furniture
        .opening(Part::Sentence, &lower)
        .or_else(|| furniture.whole(Part::Line, bare));
    said.or_else(|| {
        // A sentence may begin with any of these; a line of links or of a few words is no sentence.
        let reason = furniture.opening(Part::Opening, &lower)?;
        let few = bare.split_whitespace().count() <= 4;
        let ends = lower.trim_end().ends_with(['.', '!', '?', '”', '"']);
        (few || linked * 2 > text.len() || (text.len() < 90 && !ends)).then_some(reason)
    })
}

/// Why a line under an article is none of its own, if so. Only for the last lines: within a text the same words are said
/// of others.
pub(super) fn closing(text: &str, furniture: &Furniture) -> Option<DropReason> {
    const LONGEST: usize = 320;
    if text.len() > LONGEST {
        return None;
    }
    furniture.within(Part::Closing, &text.to_lowercase())
}

/// Whether a line is only a date with its decoration: `Published on 15 July 2022, 10:20`.
pub(super) fn is_dateline(text: &str, furniture: &Furniture) -> bool {
    if text.len() < 6 || text.len() > 110 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let is_of_date = |word: &str| {
        furniture.has(Part::Date, &word.to_lowercase())
            || date::is_word(word)
            || word.chars().count() == 1
    };
    // `Updated at 10.40` stands under an entry of a live page.
    let is_changed = || {
        let start = text
            .get(..7)
            .filter(|start| start.eq_ignore_ascii_case("updated"));
        start
            .and_then(|_| text.get(7..))
            .is_some_and(|rest| part::is_time(rest.trim()))
    };
    words.all(is_of_date) && (date::parse(text).is_some() || is_changed())
}

/// What stands under a heading that opens no part of an article, if it is such a heading.
pub(super) fn opens_tail(text: &str, furniture: &Furniture) -> Option<DropReason> {
    const LONGEST: usize = 60;
    if text.len() > LONGEST || text.ends_with(['.', '?']) {
        return None;
    }
    let lower = plain(text);
    furniture
        .whole(Part::Heading, letters(&lower))
        .or_else(|| furniture.opening(Part::HeadingOpening, &lower))
}

/// Whether a line opens the remarks of readers: `12 Comments`, `Leave a reply`.
pub(super) fn opens_remarks(text: &str, furniture: &Furniture) -> bool {
    const LONGEST: usize = 60;
    if text.len() > 2 * LONGEST || text.ends_with(['.', '!', '?']) {
        return false;
    }
    let lower = plain(text);
    let sign = |c: char| !c.is_alphanumeric();
    let counted = lower.trim_start_matches(sign);
    let what = counted.trim_start_matches(|c: char| c.is_ascii_digit());
    if what.len() < counted.len() && what.starts_with(' ') {
        let what = what.trim_start();
        // `{ 38 comments… read them below or add one }`
        let first = what.split('…').next().unwrap_or(what);
        return [what.trim_end_matches(sign), first]
            .iter()
            .any(|what| furniture.has(Part::RemarksCounted, what))
            || furniture
                .opening(Part::RemarksCountedOpening, what)
                .is_some();
    }
    text.len() <= LONGEST && furniture.has(Part::Remarks, letters(&lower))
}

/// Whether a line is of the frame around a remark: its age or moment, the button to answer it.
pub(super) fn is_of_remark(text: &str, furniture: &Furniture) -> bool {
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = letters(&lower);
    let is_moment = || text.contains(':') && !text.ends_with('.') && date::parse(text).is_some();
    furniture.has(Part::RemarkButton, bare)
        || is_aged(bare) && !text.ends_with(['.', '!', '?'])
        || lower.bytes().any(|b| b.is_ascii_digit()) && is_moment()
}

/// Whether a line ends with an age: `Ann, 3 hours ago`, `ann hace una hora`, `vor 5 Minuten`.
fn is_aged(lower: &str) -> bool {
    const ONE: [&str; 10] = words("a an un una uno une uma ein eine einer");
    let is_count =
        |word: &&str| ONE.contains(word) || word.starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = lower.split(' ').collect();
    let tail = words.get(words.len().saturating_sub(6)..).unwrap_or(&[]);
    match tail.split_last() {
        Some((&"ago", before)) => before.iter().rev().take(3).any(&is_count),
        _ => {
            tail.windows(2)
                .any(|two| matches!(two, ["vor" | "hace" | "há", count] if is_count(count)))
                || tail
                    .windows(4)
                    .any(|four| matches!(four, ["il", "y", "a", count] if is_count(count)))
        }
    }
}

/// Whether a line tells the reader that the page wants a script or another browser.
pub(super) fn is_script_notice(text: &str, furniture: &Furniture) -> bool {
    const LONGEST: usize = 300;
    let may = ["vascript", "vaScript", "VASCRIPT", "rowser"];
    text.len() <= LONGEST
        && may.iter().any(|word| text.contains(word))
        && furniture.within(Part::ScriptNotice, &plain(text)).is_some()
}

/// Whether a line is a button that answers a question about cookies: `Accept all`, `Manage options`.
pub(super) fn is_consent_button(text: &str, furniture: &Furniture) -> bool {
    const LONGEST: usize = 40;
    let bare = |lower: &str| {
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        furniture.has(Part::ConsentButton, bare)
    };
    text.len() <= LONGEST && bare(&plain(text))
}

/// Whether a line opens what a site says of its own cookies: `We use cookies to …`.
pub(super) fn opens_consent(text: &str, furniture: &Furniture) -> bool {
    let start = text.get(..text.floor_char_boundary(60)).unwrap_or("");
    furniture
        .opening(Part::ConsentOpening, &start.to_lowercase())
        .is_some()
}

/// Whether a line is about cookies, consent and what else such questions are about.
pub(super) fn is_about_consent(text: &str, furniture: &Furniture) -> bool {
    furniture
        .within(Part::Consent, &text.to_lowercase())
        .is_some()
}

/// Whether a line is the mark at the end of a report for the press: `###`, `-30-`, `ENDS`.
pub(super) fn is_end_mark(text: &str) -> bool {
    if text.len() > 16 {
        return false;
    }
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '*'))
        .collect();
    let hashes = bare.len() >= 2 && bare.bytes().all(|b| b == b'#');
    hashes || bare == "30" && text.len() > 2 || matches!(bare.as_str(), "ENDS" | "END")
}

/// A text in lower case with straight apostrophes, as dictionaries have it.
fn plain(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

fn letters(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_list::phrases;
    fn furniture() -> Furniture {
        Furniture::new(&crate::lexicon())
    }

    #[test]
    fn short_lines_are_judged_and_sentences_are_not() {
        let furniture = furniture();
        let check = |text: &str, linked: usize, want: Option<DropReason>| {
            assert_eq!(reason(text, linked, &furniture), want, "{text}");
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
        let furniture = furniture();
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
            assert_eq!(closing(text, &furniture), want, "{text}");
        }
    }

    #[test]
    fn datelines_are_known() {
        let furniture = furniture();
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
            ("Updated at 10.40 BST", true),
        ] {
            assert_eq!(is_dateline(text, &furniture), want, "{text}");
        }
    }

    #[test]
    fn headings_of_other_parts_are_known() {
        let furniture = furniture();
        for (text, want) in [
            ("About the author", Some(DropReason::AuthorBio)),
            ("RELATED STORIES:", Some(DropReason::Related)),
            ("Editor’s picks", Some(DropReason::Related)),
            ("More from the Evening Paper", Some(DropReason::Related)),
            ("Related costs", None),
            ("What comes next", None),
            ("More from less.", None),
        ] {
            assert_eq!(opens_tail(text, &furniture), want, "{text}");
        }
    }

    #[test]
    fn what_follows_an_article_is_told() {
        let furniture = furniture();
        for row in [
            "12 Comments | remarks",
            "Comments (12) | remarks",
            "2 thoughts on “Bridges” | remarks",
            "Leave a Reply | remarks",
            "View comments (27) | remarks",
            "{ 38 comments… read them below or add one } | remarks",
            "留言列表 (42) | remarks",
            "12 comments were deleted. | ",
            "Bo June 28, 2015 at 10:25 pm | of a remark",
            "Comments on the report are due in May. | ",
            "12 replies were counted. | ",
            "ann 3 hours ago | of a remark",
            "bo an hour ago | of a remark",
            "ann de la mer hace una hora | of a remark",
            "vor 5 Minuten | of a remark",
            "He left the town a year ago. | ",
            "Three men before him | ",
            "Reply | of a remark",
            "Long ago | ",
            "### | end",
            "# # # | end",
            "-30- | end",
            "30 | ",
            "– ENDS – | end",
            "*** | ",
        ] {
            let [text, want] = phrases(row);
            let told = [
                ("remarks", opens_remarks(text, &furniture)),
                ("of a remark", is_of_remark(text, &furniture)),
                ("end", is_end_mark(text)),
            ];
            let got: Vec<&str> = told
                .iter()
                .filter(|(_, is)| *is)
                .map(|(what, _)| *what)
                .collect();
            assert_eq!(got.join(", "), want, "{text}");
        }
    }

    #[test]
    fn notices_are_known() {
        let furniture = furniture();
        for row in [
            "Please enable JavaScript to view this page. | script",
            "You need to enable JavaScript to run this app. | script",
            "JavaScript was written in ten days. | ",
            "Accept all | button",
            "I Agree. | button",
            "Accept the terms, he said | ",
            "We use cookies to make this site better. | consent",
            "The paper said: we use cookies. | ",
        ] {
            let [text, want] = phrases(row);
            let told = [
                ("script", is_script_notice(text, &furniture)),
                ("button", is_consent_button(text, &furniture)),
                ("consent", opens_consent(text, &furniture)),
            ];
            let got: Vec<&str> = told
                .iter()
                .filter(|(_, is)| *is)
                .map(|(what, _)| *what)
                .collect();
            assert_eq!(got.join(", "), want, "{text}");
        }
    }
}
