//! Owns: the summary as the screen shows it: its lines and what it has turned to.
//! Promises: pure; the letters of the lines and the sentences that they lead to come from the same list.

use crate::app::state::State;
use nutgraf_read::model::analysis::SummarySentence;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::text::excerpt;

/// The lines of the summary of the article that the screen is about.
pub fn lines(state: &State) -> Vec<String> {
    match state.current_reading() {
        Some(reading) => of(reading),
        None => state
            .list
            .current_headline()
            .map(|h| h.summary.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
    }
}

fn of(reading: &Reading) -> Vec<String> {
    let text = &reading.analyzed.article.text;
    let analysis = &reading.analyzed.analysis;
    let line = |s: &SummarySentence| {
        let whole = analysis.sentences.get(s.sentence as usize);
        excerpt::with_ellipses(text, whole.copied().unwrap_or(s.span), s.span)
    };
    analysis.summary.iter().map(line).collect()
}

/// Whose opinion it is, where the article speaks in its author's own voice; `None` where it reports.
pub fn whose(state: &State) -> Option<String> {
    let reading = state.current_reading().filter(|r| r.own_voice)?;
    Some(match &reading.analyzed.article.meta.byline {
        Some(byline) => format!("Opinion by {byline}"),
        None => "Opinion".to_owned(),
    })
}

/// What the pane says about a summary that was asked to turn to something; `None` when none was.
pub fn heading(state: &State) -> Option<String> {
    let reading = state.current_reading()?;
    if state.summary_request.about.is_empty() {
        return None;
    }
    if reading.about.is_empty() {
        let asked: Vec<&str> = state
            .summary_request
            .about
            .iter()
            .map(|s| &*s.name)
            .collect();
        return Some(format!(
            "nothing about {} in this article",
            asked.join(", ")
        ));
    }
    let found: Vec<&str> = reading.about.iter().map(|name| &**name).collect();
    Some(format!("about {}", found.join(", ")))
}
