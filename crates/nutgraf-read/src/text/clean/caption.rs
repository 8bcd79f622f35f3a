//! Owns: the decision which lines of a text are captions and credits of its pictures.
//! Promises: a credit goes by itself, a caption for its words and for the credit beside it; something always stays.

mod likeness;

use crate::model::article::{BlockKind, Paragraph};
use crate::model::flaw::{DropReason, Dropped};
use crate::text::clean::caption::likeness::{LONGEST, dated, ends, has_verb, likeness};
use crate::text::clean::credit::{self, Credit, Credits};
use crate::text::clean::cut::cut;
use crate::text::clean::headline::is_title;

/// How many lines before the text are looked at for a caption without a credit.
const TOP: usize = 4;

/// How much a short sentence reads like a caption in the middle of a text.
const SHORT: i32 = 4;
/// Running text has so many words in a line, at least.
const PROSE: usize = 20;
/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    /// Part of the text.
    Text,
    /// A credit and nothing else.
    Credit(Credit),
    /// It ends with a credit from this byte on.
    Credited(usize, Credit),
    /// A credit up to this byte opens it.
    Opened(usize),
    /// A caption.
    Caption,
    /// Not looked at: a heading, a row, the title.
    Other,
}

/// Takes captions and credits out of the lines: what is left of them, and what went. `title` is the headline where it is known.
pub(super) fn take_out(
    lines: Vec<Paragraph>,
    title: &str,
    raw: &str,
    credits: &Credits,
) -> (Vec<Paragraph>, Vec<Dropped>) {
    let roles = roles(&lines, title, credits);
    if roles
        .iter()
        .all(|role| matches!(role, Role::Text | Role::Other))
    {
        return (lines, Vec::new());
    }
    let stays = |(line, role): (&Paragraph, &Role)| {
        !matches!(role, Role::Caption | Role::Credit(_)) && !is_title(&line.text, title)
    };
    if !lines.iter().zip(&roles).any(stays) {
        return (lines, Vec::new());
    }
    let mut kept = Vec::with_capacity(lines.len());
    let mut dropped = Vec::new();
    let mut drop = |line: &Paragraph| {
        dropped.push(Dropped {
            span: line.span,
            reason: DropReason::Caption,
        });
    };
    for (line, role) in lines.into_iter().zip(roles) {
        match role {
            Role::Text | Role::Other => kept.push(line),
            Role::Caption | Role::Credit(_) => drop(&line),
            Role::Credited(at, _) => match cut(line, at, &['|', '-', '–', '—', '©'], raw) {
                Ok((text, credit)) => {
                    drop(&credit);
                    kept.push(text);
                }
                Err(line) => kept.push(line),
            },
            Role::Opened(at) => match cut(line, at, &[], raw) {
                Ok((credit, text)) => {
                    drop(&credit);
                    kept.push(text);
                }
                Err(line) => kept.push(line),
            },
        }
    }
    (kept, dropped)
}

fn roles(lines: &[Paragraph], title: &str, credits: &Credits) -> Vec<Role> {
    let mut roles: Vec<Role> = lines
        .iter()
        .map(|line| match line.kind {
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_) => {
                let role = alone(&line.text, credits);
                let titled = role != Role::Text && !title.is_empty();
                if titled && is_title(&line.text, title) {
                    Role::Other
                } else {
                    role
                }
            }
            BlockKind::Caption => Role::Caption,
            BlockKind::Heading(_) | BlockKind::Row | BlockKind::Verbatim => Role::Other,
        })
        .collect();
    let captioned = roles.contains(&Role::Caption);
    if captioned && captions_tell_it(lines) {
        for role in &mut roles {
            if *role == Role::Caption {
                *role = Role::Other;
            }
        }
    }
    let plain = roles
        .iter()
        .all(|role| matches!(role, Role::Text | Role::Other));
    let found = if plain { 0 } else { lines.len() };
    for at in 0..found {
        match roles.get(at).copied() {
            Some(Role::Credit(credit)) => beside(lines, &mut roles, at, credit, credits),
            Some(Role::Credited(end, credit)) => {
                let caption = lines.get(at).is_some_and(|line| {
                    let text = line.text.get(..end).unwrap_or("");
                    let mut others = lines.iter().enumerate().filter(|(other, _)| *other != at);
                    carries_credit(text, credit, credits) && others.any(|(_, line)| is_prose(line))
                });
                if caption && let Some(role) = roles.get_mut(at) {
                    *role = Role::Caption;
                }
            }
            _ => {}
        }
    }
    let counts: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| is_count(&line.text)))
        .collect();
    // One alone may be a mark out of five.
    if counts.len() > 1 {
        for at in counts {
            if let Some(role) = roles.get_mut(at) {
                *role = Role::Caption;
            }
        }
    }
    if let Some(at) = leading(lines, &roles, title, credits)
        && let Some(role) = roles.get_mut(at)
    {
        *role = Role::Caption;
    }
    for role in &mut roles {
        if *role == Role::Credit(Credit::Maybe) {
            *role = Role::Text;
        }
    }
    roles
}

/// What a line is by itself.
fn alone(text: &str, credits: &Credits) -> Role {
    if let Some(credit) = credits.whole(text) {
        return Role::Credit(credit);
    }
    if credits.is_archive(text) {
        return Role::Credit(Credit::Labelled);
    }
    if credits.opens_archive(text) && credit::words(text) <= LONGEST {
        return Role::Caption;
    }
    if let Some((at, credit)) = credits.at_end(text) {
        return Role::Credited(at, credit);
    }
    match credits.at_start(text) {
        Some(end) => Role::Opened(end),
        None => Role::Text,
    }
}

/// Whether more is told in lines that markup calls captions than elsewhere, as in a gallery.
fn captions_tell_it(lines: &[Paragraph]) -> bool {
    let (mut captions, mut text) = (0, 0);
    for line in lines {
        if line.kind == BlockKind::Caption {
            captions += line.text.len();
        } else if line.text.len() >= 80 {
            text += line.text.len();
        }
    }
    captions > text
}

/// Whether a line counts pictures: `2/12`, `3 of 12`.
fn is_count(text: &str) -> bool {
    const LONGEST: usize = 8;
    let numbers = || text.split_once('/').or_else(|| text.split_once(" of "));
    text.len() <= LONGEST
        && numbers().is_some_and(|(a, b)| {
            [a.trim(), b.trim()]
                .iter()
                .all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
}

/// Running text: a line of some length that ends like a sentence.
fn is_prose(line: &Paragraph) -> bool {
    line.text.len() >= 4 * PROSE
        && ends(&line.text)
        && line.text.split(' ').nth(PROSE - 1).is_some()
}

/// Marks the caption that a credit belongs to: the line before it, else the one after it.
fn beside(lines: &[Paragraph], roles: &mut [Role], at: usize, credit: Credit, credits: &Credits) {
    /// Most words of a line that can only be about a picture.
    const FEW: usize = 8;
    let likeness_at = |roles: &[Role], at: usize| {
        let text = matches!(
            roles.get(at),
            Some(Role::Text | Role::Credit(Credit::Maybe))
        );
        let line = lines.get(at).filter(|_| text)?;
        // Beside a label a line without a stop is a heading as often as a caption.
        let heading = credit == Credit::Labelled && !ends(&line.text) && dated(&line.text) == 0;
        let likeness = likeness(&line.text, credits) - i32::from(heading) * 3;
        if credit > Credit::Maybe && is_short(&line.text, credits) {
            // A standfirst is seldom so short.
            let shown = credit::words(&line.text) <= FEW && !has_verb(&credit::plain(&line.text));
            let short = match (shown, credit) {
                (true, _) => SHORT + 2,
                (false, Credit::Labelled) => SHORT,
                (false, Credit::Agency | Credit::Maybe) => 0,
            };
            return Some(likeness.max(short));
        }
        Some(likeness)
    };
    let begun = lines.iter().take(at).rev().skip(1).any(is_prose);
    let least = match credit {
        Credit::Agency => 2,
        // Before the text stands what the story is about in a few words.
        Credit::Labelled if begun => 4,
        Credit::Labelled => 6,
        Credit::Maybe => 3,
    };
    let before = at.checked_sub(1);
    let found = before
        .filter(|before| likeness_at(roles, *before).is_some_and(|likeness| likeness >= least));
    let after = || {
        let next = at + 1;
        let good = likeness_at(roles, next).is_some_and(|likeness| likeness >= 6);
        (good && before.is_none()).then_some(next)
    };
    let sure = credit > Credit::Maybe;
    if let Some(caption) = found.or_else(after)
        && let Some(role) = roles.get_mut(caption)
    {
        *role = Role::Caption;
        if !sure && let Some(role) = roles.get_mut(at) {
            *role = Role::Credit(Credit::Agency);
        }
    }
}

/// Whether a line is one short sentence, of which nothing speaks against a caption.
fn is_short(text: &str, credits: &Credits) -> bool {
    const WORDS: usize = 14;
    credit::words(text) <= WORDS
        && text.ends_with('.')
        && !text.contains(". ")
        && !text.starts_with(['“', '"', '‘', '\'', '-', '•'])
        && credits.weight(&credit::plain(text)) >= 0
}

/// Whether a text that ends with its own credit is a caption: a short one is, a longer one must read like one.
fn carries_credit(text: &str, credit: Credit, credits: &Credits) -> bool {
    const FEW: usize = 30;
    let words = credit::words(text);
    let likeness = likeness(text, credits);
    let barred = text.trim_end().ends_with('|');
    // Two sentences that tell of no picture are the text's, whose last words the credit has been set behind.
    let told = words >= PROSE && text.trim_end().trim_end_matches('.').contains(". ");
    let least = if words > FEW || told && !barred {
        2
    } else if credit == Credit::Agency {
        -4
    } else if barred {
        -8
    } else if words >= PROSE {
        0
    } else {
        -2
    };
    words <= LONGEST && likeness >= least
}

/// The caption of the leading picture that stands before the text without a credit.
fn leading(lines: &[Paragraph], roles: &[Role], title: &str, credits: &Credits) -> Option<usize> {
    const LEAST: i32 = 5;
    let mut texts = 0;
    for (at, (line, role)) in lines.iter().zip(roles).take(TOP).enumerate() {
        if *role == Role::Other {
            continue;
        }
        if *role != Role::Text {
            return None;
        }
        texts += 1;
        // Without a headline, the first line is one.
        let may = if title.is_empty() {
            texts > 1 || ends(&line.text)
        } else {
            !is_title(&line.text, title)
        };
        // Most stories have none of these in their first line.
        let signed = || has_side(&line.text) || dated(&line.text) > 0;
        let may = may && (!ends(&line.text) || signed());
        let followed = || {
            lines
                .get(at + 1..)
                .is_some_and(|rest| rest.iter().any(is_prose))
        };
        if may && followed() && likeness(&line.text, credits) >= LEAST {
            return Some(at);
        }
        if is_prose(line) {
            return None;
        }
    }
    None
}

/// Whether a bracket says where on a picture somebody stands: `(L)`, `(right)`.
fn has_side(text: &str) -> bool {
    const LONGEST: usize = 6;
    let mut opens = memchr::memchr_iter(b'(', text.as_bytes());
    opens.any(|at| {
        let rest = text.as_bytes().get(at + 1..).unwrap_or(&[]);
        rest.iter().take(LONGEST + 1).any(|b| *b == b')')
    })
}

#[cfg(test)]
mod tests;
