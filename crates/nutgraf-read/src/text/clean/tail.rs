//! Owns: the decision what at the end of a text is none of it: prompts to read on, sources, notices, who has helped.
//! Promises: only the last lines are judged; of a paragraph only what follows a whole sentence goes.

use crate::model::article::{BlockKind, Paragraph};
use crate::model::flaw::{DropReason, Dropped};
use crate::model::span::Span;
use crate::text::clean::credit::{plain, words};
use crate::text::clean::cut::cut;
use crate::text::furniture::{Furniture, Part};

/// So many lines are looked at from the end of a text.
const LINES: usize = 8;
/// So many of its last paragraphs may end with a tail.
const PARAGRAPHS: usize = 2;
/// The longest tail, in bytes.
const LONGEST: usize = 420;

/// What is taken off a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Off {
    /// The tails within its last paragraphs: the lines stay as they were for those who judge them.
    Ends,
    /// Also lines that are tails as a whole.
    Lines,
}

/// Takes the tails off the lines of a text: what is left of them, and what went.
pub(super) fn take_off(
    mut lines: Vec<Paragraph>,
    off: Off,
    raw: &str,
    furniture: &Furniture,
) -> (Vec<Paragraph>, Vec<Dropped>) {
    let mut last = lines.split_off(lines.len().saturating_sub(LINES));
    let mut dropped = Vec::new();
    let mut kept = Vec::with_capacity(last.len());
    let mut paragraphs = 0;
    while let Some(line) = last.pop() {
        let judged = matches!(
            line.kind,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_)
        );
        if !judged || paragraphs == PARAGRAPHS {
            kept.push(line);
            continue;
        }
        if let Some(reason) = whole(&line, furniture) {
            let span = line.span;
            match off {
                Off::Ends => kept.push(line),
                Off::Lines => dropped.push(Dropped { span, reason }),
            }
            continue;
        }
        paragraphs += usize::from(line.text.len() >= 80);
        let tails = within(&line, furniture);
        kept.push(without(line, &tails, raw, &mut dropped));
    }
    lines.extend(kept.into_iter().rev());
    (lines, dropped)
}

/// A line without its tails, which come the last one first.
fn without(
    mut line: Paragraph,
    tails: &[(usize, DropReason)],
    raw: &str,
    dropped: &mut Vec<Dropped>,
) -> Paragraph {
    for (at, reason) in tails {
        match cut(line, *at, &['-', '–', '—', '|'], raw) {
            Ok((head, tail)) => {
                let (span, reason) = (tail.span, *reason);
                dropped.push(Dropped { span, reason });
                line = head;
            }
            Err(whole) => return whole,
        }
    }
    line
}

/// Why a line goes that is a tail as a whole.
fn whole(line: &Paragraph, furniture: &Furniture) -> Option<DropReason> {
    if line.text.len() > LONGEST {
        return None;
    }
    let linked: usize = line.links.iter().map(|link| link.span.len()).sum();
    let piece = Piece {
        text: &line.text,
        linked: linked * 2 > line.text.len(),
        alone: true,
    };
    piece.reason(furniture)
}

/// Where tails begin in a paragraph, the last one first, and why they go.
fn within(line: &Paragraph, furniture: &Furniture) -> Vec<(usize, DropReason)> {
    const MOST: usize = 6;
    let mut found = Vec::new();
    let mut end = line.text.len();
    while found.len() < MOST {
        let text = line.text.get(..end).unwrap_or("");
        let tail = starts(text, line).into_iter().find_map(|start| {
            let here = Span::new(start, end);
            let linked: usize = line
                .links
                .iter()
                .filter(|link| here.contains(link.span))
                .map(|link| link.span.len())
                .sum();
            let piece = Piece {
                text: here.of(&line.text),
                linked: linked * 2 > here.len(),
                alone: false,
            };
            piece.reason(furniture).map(|reason| (start, reason))
        });
        let Some((start, reason)) = tail else { break };
        found.push((start, reason));
        end = line
            .text
            .get(..start)
            .map_or(0, |head| head.trim_end().len());
    }
    found
}

/// Where a tail could begin in a text, ascending: behind the end of a sentence, at a bracket, a sign or a link.
fn starts(text: &str, line: &Paragraph) -> Vec<usize> {
    const ENDS: [char; 6] = ['…', '”', '’', '»', '。', '！'];
    const SIGNS: [char; 5] = ['—', '–', '»', '©', '→'];
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST));
    let bytes = text.as_bytes();
    let last = bytes.get(from..).unwrap_or(&[]);
    let mut starts: Vec<usize> = memchr::memchr_iter(b' ', last)
        .map(|at| from + at)
        .filter(|at| {
            let ended = match at.checked_sub(1).and_then(|at| bytes.get(at)) {
                Some(b'.' | b'!' | b'?' | b'"' | b')' | b']' | b'>' | b'*') => true,
                Some(0x80..) => text.get(..*at).is_some_and(|head| head.ends_with(ENDS)),
                _ => false,
            };
            ended
                || match bytes.get(at + 1) {
                    Some(b'(' | b'|' | b'[') => true,
                    Some(0x80..) => text
                        .get(at + 1..)
                        .is_some_and(|rest| rest.starts_with(SIGNS)),
                    _ => false,
                }
        })
        .map(|at| at + 1)
        .collect();
    starts.extend(memchr::memchr_iter(b'[', last).map(|at| from + at));
    let links = line.links.iter().map(|link| link.span.start as usize);
    starts.extend(links.filter(|at| *at > from));
    starts.retain(|at| *at > 0 && *at < text.len());
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// A line, or the end of one.
struct Piece<'t> {
    text: &'t str,
    /// Most of it is a link.
    linked: bool,
    /// It stands on a line of its own.
    alone: bool,
}

impl Piece<'_> {
    fn reason(&self, furniture: &Furniture) -> Option<DropReason> {
        let sign = |c: char| !c.is_alphanumeric();
        let opens = self.text.trim_start_matches(sign);
        let may = self.text.starts_with(['[', '…', '→', '»', '©', '#'])
            || furniture.may_open_tail(opens)
            || furniture.may_open_tail(self.text);
        if !may && !opens.is_empty() {
            return helped(self.text, furniture);
        }
        let lower = plain(self.text);
        let bare = lower.trim_matches(sign);
        if bare.is_empty() {
            let cut = lower.contains(['[', '→', '»', '…']) && (lower != "…" || self.alone);
            return cut.then_some(DropReason::Debris);
        }
        if is_count_of_rest(&lower) {
            return Some(DropReason::Debris);
        }
        let marked = self.linked
            || lower.starts_with(['[', '→', '»', '(', '|'])
            || lower.ends_with(['→', '»', ']', '…']);
        let several = bare.contains(' ') || lower.ends_with("...") || !bare.is_ascii();
        if (self.alone || marked || several)
            && let Some(reason) =
                furniture.whole_but_for(Part::Tail, bare, &[' ', '[', ']', '→', '»', '|'])
        {
            return Some(reason);
        }
        let helpers = |reason: &DropReason| *reason != DropReason::Metadata || self.names_helpers();
        let open = lower.trim_start_matches([
            ' ', '(', '[', '—', '–', '-', '*', '_', '|', '→', '»', '#', '•',
        ]);
        self.counted(&lower, furniture)
            .or_else(|| self.linking(open, furniture))
            .or_else(|| opening(open, furniture).filter(helpers))
            .or_else(|| opening(&lower, furniture).filter(helpers))
            .or_else(|| helped(self.text, furniture))
    }

    /// `Read more at …`, `Read more: …`
    fn linking(&self, lower: &str, furniture: &Furniture) -> Option<DropReason> {
        const MOST: usize = 14;
        const SHORT: usize = 6;
        let (reason, rest) = furniture.opened(Part::TailLink, lower)?;
        let rest = rest.trim_start();
        let word = rest.split(' ').next().unwrap_or("");
        let joined = furniture.has(Part::TailJoint, word.trim_end_matches(['.', ':', ',']));
        let sentence = lower.ends_with(['.', '!', '?', '”', '"']) && !lower.ends_with("..");
        let goes_on = joined && (!sentence || words(lower) <= SHORT);
        let signed = rest.is_empty()
            || rest.starts_with([':', '→', '»', '…', '>', '|', '[', '(', '“', '‘', '"'])
            || rest.starts_with("...");
        (words(rest) <= MOST && (signed || self.linked || goes_on)).then_some(reason)
    }

    /// Whether names, not a sentence, follow: `Reporting by Ann Lee in Oslo`, `With inputs from agencies`.
    fn names_helpers(&self) -> bool {
        const FEW: usize = 5;
        let marked =
            self.text.starts_with(['(', '[']) || self.text.contains([':', '；', ';', '：', '/']);
        let mut words = self.text.split_whitespace();
        let all = words.clone().count();
        let large = words
            .by_ref()
            .filter(|word| !word.starts_with(char::is_lowercase));
        marked || all <= FEW || large.count() * 2 >= all
    }

    /// `Points: 12`
    fn counted(&self, lower: &str, furniture: &Furniture) -> Option<DropReason> {
        let (reason, rest) = furniture.opened(Part::TailCount, lower)?;
        let rest = rest.trim();
        let number = !rest.is_empty()
            && rest
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
        (self.alone && number).then_some(reason)
    }
}

/// `Ann Lee in Oslo contributed to this report.`
fn helped(text: &str, furniture: &Furniture) -> Option<DropReason> {
    const SHORT: usize = 180;
    const LONG: usize = 320;
    let apart = text.starts_with(['—', '–', '-', '(', '*', '_']);
    let bare = text.trim_end_matches(['.', ')', '*', '_', ' ']);
    if text.len() > if apart { LONG } else { SHORT } {
        return None;
    }
    let reason = furniture.closing(Part::TailClosing, bare)?;
    (!text.contains(". ")).then_some(reason)
}

/// `The post … first appeared on …`, `Source: …`, `© …`
fn opening(lower: &str, furniture: &Furniture) -> Option<DropReason> {
    const MOST: usize = 40;
    /// After a colon names follow; more is a sentence.
    const NAMES: usize = 12;
    let (reason, rest) = furniture.opened(Part::TailOpening, lower)?;
    let told = lower
        .strip_suffix(rest)
        .is_some_and(|words| words.ends_with(':'));
    let most = if reason == DropReason::Metadata && told {
        NAMES
    } else if reason == DropReason::Disclaimer {
        2 * MOST
    } else {
        MOST
    };
    (words(rest) <= most).then_some(reason)
}

/// What services put where they have cut a text: `[+1234 chars]`.
fn is_count_of_rest(lower: &str) -> bool {
    let inner = lower.trim_start_matches(['…', '.', ' ']).strip_prefix("[+");
    let inner = inner.and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| {
        let digits = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.len() < inner.len() && digits.trim().len() <= 12
    })
}

#[cfg(test)]
mod tests;
