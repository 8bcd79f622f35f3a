//! Owns: timelines: the days that matter in many articles, and the sentences that tell them.
//! Promises: a pure function of the articles; every line is a sentence of one of them, told once.

pub mod days;
mod lines;
mod source;
mod terms;

pub use crate::timeline::days::{DatedArticle, WeighedDay, choose, weigh};
pub use crate::timeline::lines::{Candidate, tell};
pub use crate::timeline::source::{Source, TimelineDay, TimelineLine};
pub use crate::timeline::terms::nearness;

/// Lines of a day when nobody says how many.
pub const LINES: usize = 1;

/// Makes a timeline of articles whose texts are all at hand: `count` days (a sensible number without it) of at most `lines`
/// sentences each, ascending. Whoever has many articles weighs their days first (`weigh`) and reads the texts of
/// the chosen days' articles only (`tell`).
pub fn timeline(sources: &[Source<'_>], count: Option<usize>, lines: usize) -> Vec<TimelineDay> {
    let near = nearness(sources);
    let dated: Vec<DatedArticle<'_>> = sources
        .iter()
        .zip(&near)
        .map(|(source, near)| DatedArticle {
            published: source.published,
            days: source.days,
            weight: *near,
        })
        .collect();
    let chosen = choose(weigh(&dated), count);
    let candidates: Vec<Candidate<'_>> = sources
        .iter()
        .zip(&near)
        .enumerate()
        .map(|(article, (source, near))| Candidate {
            article,
            source: *source,
            weight: *near,
        })
        .collect();
    tell(&chosen, &candidates, lines)
}

#[cfg(test)]
mod tests;
