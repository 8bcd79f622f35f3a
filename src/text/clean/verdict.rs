//! Owns: the decision, line by line, from the judge's scores and the shape of the whole.
//! May import: `model::flaw`, `text::{line, rules}`, `text::leftover::own`.
//! Promises: running text between running text stays; something always stays.

use crate::model::flaw::DropReason;
use crate::text::leftover::own::Own;
use crate::text::line::Line;
use crate::text::rules::Rules;

/// How freely lines are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// Scraped text: no tag has told the article from the page.
    Scraped,
    /// Blocks that a reader of markup has chosen already.
    Chosen,
}

/// Scores from which a line goes, by where it stands. Tuned on held-back sites (see `models/README.md`).
mod threshold {
    /// Before the text.
    pub(super) const BEFORE: f32 = 0.6;
    /// Between the title and the text, where the standfirst is.
    pub(super) const STANDFIRST: f32 = 0.97;
    /// Between lines of running text.
    pub(super) const INSIDE: f32 = 0.93;
    /// The same, for a line that phrases cover at least by half.
    pub(super) const INSIDE_PHRASE: f32 = 0.6;
    /// After the text.
    pub(super) const AFTER: f32 = 0.5;
    /// For chosen blocks, which must also be covered by phrases.
    pub(super) const CHOSEN: f32 = 0.8;
}

/// Says for each line why it goes, or `None` when it stays. `title` is the index of the title's line.
pub(crate) fn decide(
    lines: &[Line],
    title: Option<usize>,
    wanted: &str,
    care: Care,
    rules: &Rules,
) -> Vec<Option<DropReason>> {
    let (scores, owns) = rules.judge(lines, wanted);
    let prose: Vec<usize> = (0..lines.len())
        .filter(|at| {
            owns.get(*at).is_some_and(Own::is_prose) && scores.get(*at).is_some_and(|p| *p < 0.5)
        })
        .collect();
    let (first, last) = match (prose.first(), prose.last()) {
        (Some(first), Some(last)) => (*first, *last),
        // Nothing reads like running text: a list, a table, a note. All of it may be what matters.
        _ => (0, lines.len()),
    };
    let goes = |at: usize, own: &Own, score: f32| {
        if care == Care::Chosen {
            return score >= threshold::CHOSEN && own.cover.all >= 0.6 && !own.is_prose();
        }
        let limit = if at < first {
            // A title that stands nowhere among the lines stood before them.
            let titled = title.map_or(!wanted.is_empty(), |t| at > t);
            let standfirst = titled && own.words >= 6 && own.cover.all < 0.3 && !own.has_date;
            if standfirst {
                threshold::STANDFIRST
            } else {
                threshold::BEFORE
            }
        } else if at > last {
            threshold::AFTER
        } else if own.cover.all >= 0.5 || own.is_count {
            threshold::INSIDE_PHRASE
        } else {
            threshold::INSIDE
        };
        score >= limit
    };
    let mut reasons = Vec::with_capacity(lines.len());
    let mut before: Option<DropReason> = None;
    for (at, (line, own)) in lines.iter().zip(&owns).enumerate() {
        let score = scores.get(at).copied().unwrap_or(0.0);
        let reason = goes(at, own, score).then(|| reason(line, own, at > last, before));
        before = reason;
        reasons.push(reason);
    }
    if reasons
        .iter()
        .enumerate()
        .all(|(at, reason)| reason.is_some() || title == Some(at))
    {
        reasons.fill(None);
    }
    reasons
}

/// Why a line goes: by its phrases, else by its shape, else for its neighbour's reason.
fn reason(line: &Line, own: &Own, after: bool, before: Option<DropReason>) -> DropReason {
    if own.cover.all >= 0.2
        && let Some(reason) = own.cover.reason()
    {
        return reason;
    }
    if !line.text.chars().any(char::is_alphabetic) {
        return before.unwrap_or(DropReason::Debris);
    }
    let headline = own.words >= 5 && !own.ends_sentence && !own.has_date;
    match before {
        Some(DropReason::Comments) if !headline => DropReason::Comments,
        Some(DropReason::Comments) | None if after && headline => DropReason::Related,
        Some(reason) => reason,
        None if own.is_count => DropReason::Comments,
        None if after => DropReason::Promotion,
        None if own.words <= 2 => DropReason::Debris,
        None => DropReason::Navigation,
    }
}
