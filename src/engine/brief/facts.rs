//! Owns: what a story of a brief tells beside its lines: what was said, what its articles count, days to come.
//! Promises: everything is a span of an article that was read; nothing that a line tells is told again.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use crate::engine::brief::held::Held;
use crate::engine::figures::Figures;
use crate::print::brief::{BriefLine, BriefNumber, Cited};
use nutgraf_analysis::brief::Chooser;
use nutgraf_analysis::brief::told::Told;
use nutgraf_library::{Statement, Statements};
use nutgraf_read::model::analysis::QuoteKind;
use nutgraf_read::model::dated::Precision;
use nutgraf_read::model::moment::{Day, Moment};
use nutgraf_read::model::span::CharIndex;
use nutgraf_read::model::voices::Voices;

/// A story of fewer lines has one statement, others two; words of one.
const MANY_LINES: usize = 3;
const SAID_WORDS: std::ops::RangeInclusive<usize> = 6..=45;
/// Announced days of a story.
const ANNOUNCED: usize = 2;

/// What was said that neither the lines nor earlier briefs tell: by actors, what several articles have first, their own words
/// before those of others.
pub(super) fn said(
    held: &[Held],
    lines: &[BriefLine],
    (chooser, told): (&Chooser, &Told),
) -> Vec<(Statement, Arc<Cited>)> {
    let mut found = Statements::default();
    for one in held {
        found.add(&one.reading, &Voices::default());
    }
    let mut all = found.into_all();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let page = chooser.remember(&texts);
    all.retain(|said| {
        let long = SAID_WORDS.contains(&said.text.split_whitespace().count());
        let within = |line: &BriefLine| {
            line.cited.id == said.article
                && line.span.start < said.span.end
                && said.span.start < line.span.end
        };
        let repeated = lines
            .iter()
            .any(|line| within(line) || line.text.contains(&*said.text));
        let is_new = |before: &Told| chooser.is_new(&said.text, before);
        said.speaker.is_some() && long && !repeated && is_new(told) && is_new(&page)
    });
    let reported = |said: &Statement| said.kind != QuoteKind::Direct;
    all.retain(|said| {
        if reported(said) {
            is_plain(said)
        } else {
            is_whole(&said.text)
        }
    });
    let most = if lines.len() < MANY_LINES { 1 } else { 2 };
    all.sort_by_key(|said| {
        let latest = Reverse(said.published);
        (Reverse(said.same.len()), reported(said), latest)
    });
    let mut speakers = HashSet::new();
    all.retain(|said| speakers.insert(said.speaker.clone()));
    let cited = |said: Statement| {
        let own = held.iter().find(|held| held.id == said.article)?;
        Some((said, Arc::clone(&own.cited)))
    };
    all.into_iter().filter_map(cited).take(most).collect()
}

/// Words that say that somebody said something, and nothing else.
const PLAIN: [&str; 16] = [
    "said",
    "says",
    "wrote",
    "claimed",
    "claims",
    "denied",
    "denies",
    "warned",
    "warns",
    "argued",
    "argues",
    "insisted",
    "insists",
    "acknowledged",
    "admitted",
    "confirmed",
];
/// Words that no clause begins with.
const NO_CLAUSE: [&str; 14] = [
    "to", "in", "on", "at", "of", "for", "with", "by", "from", "as", "about", "during", "after",
    "before",
];

/// Whether what others report is a whole clause behind a plain word for saying.
fn is_plain(said: &Statement) -> bool {
    let is_plain = said.cue.as_deref().is_some_and(|cue| PLAIN.contains(&cue));
    let mut words = said.text.split_whitespace();
    let opens = words.next().is_some_and(|word| {
        let bare = word.trim_start_matches(['"', '“', '‘', '\'']);
        bare.len() == word.len() && !NO_CLAUSE.contains(&bare)
    });
    let ends = words
        .next_back()
        .is_some_and(|word| !NO_CLAUSE.contains(&word));
    is_plain && opens && ends
}

/// Whether somebody's own words are a sentence, not a piece of one.
fn is_whole(text: &str) -> bool {
    let bare = text.trim_start_matches(['"', '“', '‘', '\'', '«', '„']);
    let first = bare.chars().next();
    bare.len() < text.len() && first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// What several articles count, where it is about the same thing.
pub(super) fn numbers(held: &[Held]) -> Vec<BriefNumber> {
    let articles = held.iter().map(|held| &*held.reading.analyzed).collect();
    let sides = Figures::new(articles).sides().into_iter();
    sides
        .map(|side| {
            let values = side.values.iter().filter_map(|(article, span)| {
                let one = held.get(*article)?;
                let text = &*one.reading.analyzed.article.text;
                let place = CharIndex::new(text).chars(*span);
                Some((span.of(text).to_owned(), Arc::clone(&one.cited), place))
            });
            BriefNumber {
                values: values.collect(),
                state: side.standing.name(),
                what: side.what,
            }
        })
        .filter(|number| !number.values.iter().any(|(value, ..)| is_share(value)))
        .collect()
}

/// Whether a value is a share: those of one story are of many things, of several goods' prices on several days.
fn is_share(value: &str) -> bool {
    value.ends_with('%') || value.ends_with("percent") || value.ends_with("per cent")
}

/// Days to come that the lines speak of.
pub(super) fn announced(
    held: &[Held],
    lines: &[BriefLine],
    last: Option<Moment>,
) -> Vec<(String, Arc<Cited>)> {
    let Some(last) = last.and_then(Moment::day) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for one in held {
        let analysis = &one.reading.analyzed.analysis;
        for dated in &analysis.days {
            if dated.precision != Precision::Day || dated.day <= last {
                continue;
            }
            let Some(span) = analysis.sentences.get(dated.sentence as usize) else {
                continue;
            };
            let told = |line: &BriefLine| line.cited.id == one.id && span.contains(line.span);
            if lines.iter().any(told) {
                found.push((dated.day, Arc::clone(&one.cited)));
            }
        }
    }
    found.sort_by_key(|(day, _)| *day);
    found.dedup_by_key(|(day, _)| *day);
    found.truncate(ANNOUNCED);
    let words = |(day, cited): (Day, Arc<Cited>)| (day.to_string(), cited);
    found.into_iter().map(words).collect()
}
