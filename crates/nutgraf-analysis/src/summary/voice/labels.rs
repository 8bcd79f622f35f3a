//! Owns: what says of an article that it is comment: a label in its title, the section in its address, a line about its author.
//! Promises: total.

use nutgraf_read::model::article::Meta;
use nutgraf_read::text::word_list::{phrases, words};

/// Labels of comment before a title or behind it.
const LABELS: [&str; 17] = phrases(
    "opinion | review | column | editorial | commentary | op-ed | comment | letters | letters to the editor | letter to the editor | \
     guest column | guest opinion | hands-on | first impressions | essay | analysis and opinion | viewpoint",
);
/// The same as sections in an address, or as the source calls the section.
const SECTIONS: [&str; 21] = words(
    "opinion opinions column columns columnist columnists commentisfree editorial editorials op-ed op-eds oped review reviews \
     commentary letters letters-to-the-editor viewpoint viewpoints essays hands-on",
);
/// First words of a title that argues.
const ARGUING: [&str; 9] = words("why stop don't don’t let's let’s enough please dear");
/// Words of a title that somebody says.
const SAID: [&str; 11] = words("i i'm i’m my we our should must me us ought");

/// What stands in a line about an author who is no reporter, at the end or the beginning of a comment.
const SIGNED: [&str; 24] = phrases(
    "board of contributors | editorial board | guest columnist | opinion columnist | op-ed | contributing columnist | \
     is a columnist | is an opinion | the views expressed | views expressed | opinions expressed | own and do not | \
     letters to the editor | submit your letter | is the author of | is co-author of | is a former | is a fellow at | \
     is a senior fellow | is a professor of | professor at | is a writer | opinion writer | piece was first published",
);
/// So many bytes at the end can tell of the author.
const END: usize = 320;

/// Whether a title, an address or a section says that this is comment.
pub fn labelled(meta: &Meta) -> bool {
    let title = meta.title.to_lowercase();
    let among = |piece: &str| LABELS.contains(&piece.trim());
    let mut parts = title.rsplit([':', '|', '–', '—']);
    let (first, last) = (title.split([':', '|']).next(), parts.next());
    let marked = title.contains([':', '|', '–', '—']);
    let ends = title.ends_with(" review") || title.ends_with(" review so far");
    let inside = [" review: ", " review – ", " review — ", " review - "]
        .iter()
        .any(|label| title.contains(label));
    let place = meta.section.as_ref().is_some_and(|section| {
        SECTIONS.contains(&section.trim().to_lowercase().replace(' ', "-").as_str())
    });
    let section = meta.url.as_deref().is_some_and(|url| {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        path.split('/')
            .skip(3)
            .any(|part| SECTIONS.contains(&part) || part.ends_with("-review"))
    });
    marked && (first.is_some_and(among) || last.is_some_and(among))
        || ends
        || inside
        || section
        || place
}

/// Whether the word review stands in a title or in the last part of an address, which news of reviews has too.
pub fn reviewed(meta: &Meta) -> bool {
    let told = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "review" | "preview" | "impressions" | "verdict"))
    };
    let path = meta
        .url
        .as_deref()
        .and_then(|url| url.split(['?', '#']).next());
    told(&meta.title.to_lowercase())
        || path
            .is_some_and(|path| told(path.trim_end_matches('/').rsplit('/').next().unwrap_or("")))
}

/// Whether a title argues or says `I`.
pub fn argues(title: &str) -> bool {
    let title = title.to_lowercase();
    let first = title.split_whitespace().next();
    let case = title.starts_with("the case ")
        || title.starts_with("it's time")
        || title.starts_with("it’s time");
    let need = title.contains(" needs to ") || title.contains(" need to ");
    case || need
        || first.is_some_and(|word| ARGUING.contains(&word))
        || title
            .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'))
            .any(|word| SAID.contains(&word))
}

/// Whether the end of a text tells of an author who is no reporter.
pub fn signed(text: &str) -> bool {
    let end = text.len().saturating_sub(END);
    let tail = text.get(text.floor_char_boundary(end)..).unwrap_or("");
    let tail = tail.to_lowercase();
    SIGNED.iter().any(|words| tail.contains(words))
}
