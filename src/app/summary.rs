//! Owns: the summary as the screen shows it: its lines and what it has turned to.
//! Promises: pure; the letters of the lines and the sentences that they lead to come from the same list.

use crate::app::state::State;
use nutgraf_read::model::analysis::SummarySentence;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::voices::Told;
use nutgraf_read::text::excerpt;

/// So many statements stand in the place of a summary.
const MOST_SAID: usize = 8;

/// Where the filter asks what somebody said: the statements of theirs in the article that the screen is about. They stand in the
/// place of its summary.
pub fn said(state: &State) -> Option<Vec<Span>> {
    let reading = state.current_reading()?;
    let voices = state.search.plan.voices(&state.catalog.0)?;
    let (text, analysis) = (&*reading.analyzed.article.text, &reading.analyzed.analysis);
    let of = Told {
        text,
        entities: &analysis.entities,
    };
    let theirs = nutgraf_library::told(analysis, text).filter(|quote| voices.ask(quote, of));
    let spans: Vec<Span> = theirs.map(|quote| quote.span).take(MOST_SAID).collect();
    (!spans.is_empty()).then_some(spans)
}

/// The lines of the summary of the article that the screen is about, or what was said in it where the filter asks for that.
pub fn lines(state: &State) -> Vec<String> {
    if let (Some(spans), Some(reading)) = (said(state), state.current_reading()) {
        let text = &*reading.analyzed.article.text;
        let line = |span: &Span| {
            let words: Vec<&str> = span.of(text).split_whitespace().collect();
            words.join(" ")
        };
        return spans.iter().map(line).collect();
    }
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
    if said(state).is_some() {
        return Some("said here".to_owned());
    }
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
