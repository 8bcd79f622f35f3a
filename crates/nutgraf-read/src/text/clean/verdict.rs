//! Owns: the decision, line by line, from the judge's scores and the shape of the whole.
//! Promises: running text between running text stays; something always stays.

use crate::model::article::Paragraph;
use crate::model::flaw::DropReason;
use crate::text::leftover::features::Features;
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

/// No article has so many lines: a log or a table, of which nothing is dropped and for which memory stays bounded.
const MOST_LINES: usize = 20_000;

/// Scores from which a line goes, by where it stands. Tuned on held-back sites (see `models/leftovers.md`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Before the text.
    pub before: f32,
    /// Between the title and the text, where the standfirst is.
    pub standfirst: f32,
    /// Between lines of running text.
    pub inside: f32,
    /// The same, for a line that phrases cover at least by half.
    pub inside_phrase: f32,
    /// After the text.
    pub after: f32,
    /// Running text without phrases right after the text, within `near` lines.
    pub ending: f32,
    /// How many lines that is.
    pub near: usize,
    /// For chosen blocks, which must also be covered by phrases.
    pub chosen: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            before: 0.6,
            standfirst: 0.97,
            inside: 0.93,
            inside_phrase: 0.6,
            after: 0.6,
            ending: 0.9,
            near: 2,
            chosen: 0.8,
        }
    }
}

/// Says for each line why it goes, or `None` when it stays. `title` is the index of the title's line.
pub(crate) fn decide(
    lines: &[Paragraph],
    title: Option<usize>,
    wanted: &str,
    care: Care,
    rules: &Rules,
) -> Vec<Option<DropReason>> {
    if lines.len() > MOST_LINES {
        return vec![None; lines.len()];
    }
    let (scores, every) = rules.judge(lines, wanted);
    let place = match title {
        Some(line) => Title::At(line),
        None if wanted.is_empty() => Title::None,
        None => Title::Elsewhere,
    };
    let gone = gone(&every, &scores, place, care, &Thresholds::default());
    let mut thread = Thread::default();
    let mut reasons = Vec::with_capacity(lines.len());
    for (gone, (line, features)) in gone.into_iter().zip(lines.iter().zip(&every)) {
        reasons.push(if gone {
            Some(thread.reason(line, features))
        } else {
            thread.rest(features)
        });
    }
    reasons
}

/// Which lines go, by what was measured of them and the judge's scores.
pub(crate) fn gone(
    every: &[Features],
    scores: &[f32],
    title: Title,
    care: Care,
    limits: &Thresholds,
) -> Vec<bool> {
    let score = |at: usize| scores.get(at).copied().unwrap_or(0.0);
    let is_prose = |at: usize| every.get(at).is_some_and(Features::is_prose);
    let prose = |at: &usize| is_prose(*at) && score(*at) < 0.5;
    let (first, mut last) = match ((0..every.len()).find(prose), (0..every.len()).rfind(prose)) {
        (Some(first), Some(last)) => (first, last),
        // Nothing reads like running text: a list, a table, a note. All of it may be what matters.
        _ => (0, every.len()),
    };
    // The end of a text may read like a notice: it must be one without doubt to go.
    let ends = |at: &usize| {
        let bare = every
            .get(*at)
            .is_some_and(|features| features.cover.all < 0.1);
        is_prose(*at) && bare && score(*at) < limits.ending
    };
    while let Some(next) = (last + 1..=last.saturating_add(limits.near)).find(ends) {
        last = next;
    }
    let goes = |at: usize, features: &Features, score: f32| {
        if care == Care::Chosen {
            return score >= limits.chosen && features.cover.all >= 0.6 && !features.is_prose();
        }
        let limit = if at < first {
            let titled = match title {
                Title::None => false,
                Title::Elsewhere => true,
                Title::At(line) => at > line,
            };
            let standfirst =
                titled && features.words >= 6 && features.cover.all < 0.3 && !features.has_date;
            if standfirst {
                limits.standfirst
            } else {
                limits.before
            }
        } else if at > last {
            limits.after
        } else if features.cover.all >= 0.5 || features.is_count {
            limits.inside_phrase
        } else {
            limits.inside
        };
        score >= limit
    };
    let mut gone: Vec<bool> = every
        .iter()
        .enumerate()
        .map(|(at, features)| goes(at, features, score(at)))
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
    fn rest(&mut self, features: &Features) -> Option<DropReason> {
        self.begun |= features.is_prose();
        self.comments = false;
        self.before = None;
        None
    }

    /// Why a line goes: by its phrases, else by its shape, else for its neighbour's reason.
    fn reason(&mut self, line: &Paragraph, features: &Features) -> DropReason {
        let reason = self.reason_of(line, features);
        let closes = matches!(reason, DropReason::Related | DropReason::Disclaimer);
        self.comments = reason == DropReason::Comments || self.comments && !closes;
        self.before = Some(reason);
        reason
    }

    fn reason_of(&self, line: &Paragraph, features: &Features) -> DropReason {
        if features.cover.all >= 0.2
            && let Some(reason) = features.cover.reason()
        {
            return reason;
        }
        let text = line.text.as_str();
        if features.is_count
            && (text.contains("omment") || text.contains("esponse") || text.contains("epl"))
        {
            return DropReason::Comments;
        }
        if !text.chars().any(char::is_alphabetic) {
            return self.before.unwrap_or(DropReason::Debris);
        }
        let headline = features.words >= 5 && !features.ends_sentence && !features.has_date;
        match self.before {
            // A remark without a stop looks like a headline; in a thread only a well set one is.
            _ if self.comments && !(headline && features.stops < 0.45) => DropReason::Comments,
            Some(DropReason::Comments) | None if self.begun && headline => DropReason::Related,
            Some(reason) => reason,
            None if self.begun => DropReason::Promotion,
            None if features.words <= 2 => DropReason::Debris,
            None => DropReason::Navigation,
        }
    }
}
