//! Owns: which sentences tell the stories of a brief: each with its share of the words, or a few articles as one.
//! Promises: the words that are asked for are kept to.

use std::collections::HashSet;

use crate::engine::brief::held::Held;
use crate::print::brief::BriefLine;
use nutgraf_analysis::brief::told::Told;
use nutgraf_analysis::brief::{self as selection, Chooser, Group};
use nutgraf_library::filter::stats::stories::Story;
use nutgraf_read::model::id::ArticleId;

/// A story weighs in words less than its weight beside a lighter one.
const FLAT: f32 = 0.5;
const LIGHTEST: f32 = 0.01;

/// A story with its articles that were read.
pub(super) type Read<'a> = (&'a Story, &'a [Held]);

/// The lines of each story, each with its share of the words.
pub(super) fn apart(
    chooser: &Chooser,
    stories: &[Read<'_>],
    words: usize,
    told: &Told,
) -> Vec<Vec<BriefLine>> {
    let groups: Vec<Group<'_>> = stories
        .iter()
        .map(|(story, held)| Group {
            weight: story.weight.max(LIGHTEST).powf(FLAT),
            sources: held.iter().map(Held::source).collect(),
        })
        .collect();
    let chosen = chooser.choose(&groups, words, told);
    stories
        .iter()
        .zip(chosen)
        .map(|((_, held), lines)| {
            let held: Vec<&Held> = held.iter().collect();
            let lines = lines.iter();
            lines.filter_map(|line| written(&held, line)).collect()
        })
        .collect()
}

/// The same of a few articles, which are told as one: what several say counts, whatever stories they are. Stories that nothing
/// was told of then have the words that are left.
pub(super) fn together(
    chooser: &Chooser,
    stories: &[Read<'_>],
    words: usize,
    told: &[&str],
) -> Vec<Vec<BriefLine>> {
    let all: Vec<&Held> = stories.iter().flat_map(|(_, held)| held.iter()).collect();
    let one = Group {
        weight: 1.0,
        sources: all.iter().map(|held| held.source()).collect(),
    };
    let chosen = chooser.choose(&[one], words, &chooser.remember(told));
    let mut lines: Vec<Vec<BriefLine>> = stories.iter().map(|_| Vec::new()).collect();
    let mut covered: HashSet<ArticleId> = HashSet::new();
    for line in chosen.iter().flatten() {
        let places = line.same.iter().chain([&line.article]);
        covered.extend(places.filter_map(|at| Some(all.get(*at)?.id)));
        let own = |(_, held): &Read<'_>| {
            let id = all.get(line.article).map(|own| own.id);
            held.iter().any(|held| Some(held.id) == id)
        };
        let room = stories.iter().position(own);
        if let Some(room) = room.and_then(|place| lines.get_mut(place)) {
            room.extend(written(&all, line));
        }
    }
    let texts = || lines.iter().flatten().map(|line| line.text.clone());
    let used: usize = texts().map(|text| text.split_whitespace().count()).sum();
    let known: Vec<String> = texts().collect();
    let known: Vec<&str> = told
        .iter()
        .copied()
        .chain(known.iter().map(String::as_str))
        .collect();
    let untold = |(_, held): &Read<'_>| held.iter().all(|held| !covered.contains(&held.id));
    let places: Vec<usize> = (0..stories.len())
        .filter(|at| stories.get(*at).is_some_and(untold))
        .collect();
    let rest: Vec<_> = places
        .iter()
        .filter_map(|at| stories.get(*at).copied())
        .collect();
    let further = apart(
        chooser,
        &rest,
        words.saturating_sub(used),
        &chooser.remember(&known),
    );
    for (at, further) in places.into_iter().zip(further) {
        if let Some(room) = lines.get_mut(at) {
            *room = further;
        }
    }
    lines
}

fn written(held: &[&Held], line: &selection::BriefLine) -> Option<BriefLine> {
    let same = line.same.iter().filter_map(|at| held.get(*at).copied());
    let own = held.get(line.article)?;
    Some(own.line(line.span, same.collect()))
}
