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

/// Where the title stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    /// There is none.
    None,
    /// Nowhere among the lines: it stood before them.
    Elsewhere,
    /// On this line.
    At(usize),
}

/// Scores from which a line goes, by where it stands. Tuned on held-back sites (see `models/leftovers.md`).
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
    let place = match title {
        Some(line) => Title::At(line),
        None if wanted.is_empty() => Title::None,
        None => Title::Elsewhere,
    };
    let gone = gone(&owns, &scores, place, care);
    let mut thread = Thread::default();
    let mut reasons = Vec::with_capacity(lines.len());
    for (gone, (line, own)) in gone.into_iter().zip(lines.iter().zip(&owns)) {
        reasons.push(if gone {
            Some(thread.reason(line, own))
        } else {
            thread.rest(own)
        });
    }
    reasons
}

/// Which lines go.
pub(crate) fn gone(owns: &[Own], scores: &[f32], title: Title, care: Care) -> Vec<bool> {
    let prose: Vec<usize> = (0..owns.len())
        .filter(|at| {
            owns.get(*at).is_some_and(Own::is_prose) && scores.get(*at).is_some_and(|p| *p < 0.5)
        })
        .collect();
    let (first, last) = match (prose.first(), prose.last()) {
        (Some(first), Some(last)) => (*first, *last),
        // Nothing reads like running text: a list, a table, a note. All of it may be what matters.
        _ => (0, owns.len()),
    };
    let goes = |at: usize, own: &Own, score: f32| {
        if care == Care::Chosen {
            return score >= threshold::CHOSEN && own.cover.all >= 0.6 && !own.is_prose();
        }
        let limit = if at < first {
            let titled = match title {
                Title::None => false,
                Title::Elsewhere => true,
                Title::At(line) => at > line,
            };
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
    let mut gone: Vec<bool> = owns
        .iter()
        .enumerate()
        .map(|(at, own)| goes(at, own, scores.get(at).copied().unwrap_or(0.0)))
        .collect();
    if gone
        .iter()
        .enumerate()
        .all(|(at, gone)| *gone || title == Title::At(at))
    {
        gone.fill(false);
    }
    gone
}

/// What is known while reasons are given from the first line to the last.
#[derive(Default)]
struct Thread {
    /// The reason of the line before, when that went.
    before: Option<DropReason>,
    /// Running text has been seen.
    begun: bool,
    /// Readers' comments have begun.
    comments: bool,
}

impl Thread {
    /// A line that stays.
    fn rest(&mut self, own: &Own) -> Option<DropReason> {
        self.begun |= own.is_prose();
        self.comments = false;
        self.before = None;
        None
    }

    /// Why a line goes: by its phrases, else by its shape, else for its neighbour's reason.
    fn reason(&mut self, line: &Line, own: &Own) -> DropReason {
        let reason = self.reason_of(line, own);
        let closes = matches!(reason, DropReason::Related | DropReason::Disclaimer);
        self.comments = reason == DropReason::Comments || self.comments && !closes;
        self.before = Some(reason);
        reason
    }

    fn reason_of(&self, line: &Line, own: &Own) -> DropReason {
        if own.cover.all >= 0.2
            && let Some(reason) = own.cover.reason()
        {
            return reason;
        }
        let text = line.text.as_str();
        if own.is_count
            && (text.contains("omment") || text.contains("esponse") || text.contains("epl"))
        {
            return DropReason::Comments;
        }
        if !text.chars().any(char::is_alphabetic) {
            return self.before.unwrap_or(DropReason::Debris);
        }
        let headline = own.words >= 5 && !own.ends_sentence && !own.has_date;
        match self.before {
            // A remark without a stop looks like a headline; in a thread only a well set one is.
            _ if self.comments && !(headline && own.stops < 0.45) => DropReason::Comments,
            Some(DropReason::Comments) | None if self.begun && headline => DropReason::Related,
            Some(reason) => reason,
            None if self.begun => DropReason::Promotion,
            None if own.words <= 2 => DropReason::Debris,
            None => DropReason::Navigation,
        }
    }
}
