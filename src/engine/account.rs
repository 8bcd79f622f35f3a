//! Owns: what stands beside a story: what its articles count, side by side, what is new in it since the reader looked, and which
//! stories are related to it.
//! Promises: reads only, a bounded number of articles; no sentence is told as new that stands in an article that the reader
//! knows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::thread;

use crate::engine::brief::held::{Held, Origins, readable};
use crate::engine::figures::Figures;
use nutgraf_analysis::brief::{Chooser, Group, told::Told};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter::stats::related::related;
use nutgraf_library::filter::stats::stories::{Seen, Story, lead};
use nutgraf_library::{Library, LibraryError, Reader, Statements};
use nutgraf_read::model::account::{Account, Counted, News, RelatedStory, Value};
use nutgraf_read::model::analysis::{Analyzed, QuoteKind};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::voices::Voices;
use nutgraf_read::text::fold::fold;

/// The newest of the new articles that are read, and of those that the reader knows.
const FRESH: usize = 8;
const KNOWN: usize = 200;
/// Words of the new sentences together.
const WORDS: usize = 110;
/// New statements and actors that are told, and words of a statement.
const SAID: usize = 3;
const SAID_WORDS: std::ops::RangeInclusive<usize> = 6..=45;
const ACTORS: usize = 5;
/// An actor is told that is named so often, or is central.
const NAMED: usize = 2;
/// Related stories that are told.
const RELATED: usize = 5;

/// Threads that make what stands beside several stories.
const THREADS: usize = 4;

/// What stands beside each of these stories, by their numbers; made by several threads. `seen` tells up to which arrival the reader
/// knows each.
pub fn accounts(
    library: &Library,
    catalog: &Catalog,
    stories: &[&Story],
    seen: &Seen,
) -> Result<HashMap<u32, Account>, LibraryError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(THREADS).min(stories.len());
    let some = |first: usize| -> Result<Vec<Account>, LibraryError> {
        let reader = library.reader()?;
        let stories = stories.iter().skip(first).step_by(threads);
        stories
            .map(|story| account(&reader, catalog, story, seen))
            .collect()
    };
    thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || some(first)))
            .collect();
        let mut all = HashMap::new();
        for part in parts {
            let part = part
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            all.extend(part.into_iter().map(|one| (one.story, one)));
        }
        Ok(all)
    })
}

/// What stands beside a story. `seen` tells up to which arrival the reader knows each.
pub fn account(
    reader: &Reader,
    catalog: &Catalog,
    story: &Story,
    seen: &Seen,
) -> Result<Account, LibraryError> {
    let mut origins = Origins::default();
    let ids = readable(catalog, story);
    let held = origins.hold_all(reader, catalog, &ids)?;
    let figures = Figures::new(held.iter().map(analyzed).collect());
    let numbers = figures.sides().into_iter().map(|side| Counted {
        what: side.what.into(),
        values: side
            .values
            .iter()
            .filter_map(|place| value(&held, *place))
            .collect(),
        standing: side.standing,
    });
    let numbers = numbers.collect();
    let news = if story.fresh.is_empty() {
        News::default()
    } else {
        let fresh = story.fresh.get(story.fresh.len().saturating_sub(FRESH)..);
        let fresh = origins.hold_all(reader, catalog, fresh.unwrap_or(&[]))?;
        let known = known(reader, catalog, story, seen)?;
        let known = origins.hold_all(reader, catalog, &known)?;
        news(&known, &fresh)
    };
    Ok(Account {
        story: story.number,
        numbers,
        news,
        related: goes_with(reader, catalog, story)?,
    })
}

/// The stories that came before one or went on from it, in the order of their last articles.
fn goes_with(
    reader: &Reader,
    catalog: &Catalog,
    story: &Story,
) -> Result<Vec<RelatedStory>, LibraryError> {
    let mut told = Vec::new();
    for story in related(catalog, story, RELATED) {
        let mut ids = reader.member_ids(story)?;
        ids.retain(|id| catalog.has(*id));
        ids.sort_by_key(|id| (catalog.date(*id), *id));
        // A story that has ended since is none.
        let Some(lead) = lead(catalog, &ids) else {
            continue;
        };
        told.push(RelatedStory {
            story,
            title: catalog.title(lead).into(),
            last: ids.last().and_then(|id| catalog.date(*id)),
        });
    }
    told.sort_by_key(|one| (one.last, one.story));
    Ok(told)
}

/// The articles of a story that the reader knows, also those that are not in the answer, the newest of many, as they appeared.
fn known(
    reader: &Reader,
    catalog: &Catalog,
    story: &Story,
    seen: &Seen,
) -> Result<Vec<ArticleId>, LibraryError> {
    let until = seen.get(&story.number);
    let mut ids = reader.member_ids(story.number)?;
    ids.extend(&story.articles);
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| {
        let fresh = story.fresh.contains(id);
        let read = catalog.has(*id) && catalog.marks(*id).read;
        !fresh && (read || until.is_some_and(|until| id <= until))
    });
    ids.sort_by_key(|id| (catalog.date(*id), *id));
    let older = ids.len().saturating_sub(KNOWN);
    Ok(ids.split_off(older))
}

/// What the fresh articles tell that the known ones don't.
fn news(known: &[Held], fresh: &[Held]) -> News {
    let chooser = Chooser::default();
    let mut sentences: Vec<&str> = Vec::new();
    for one in known {
        let text = &*analyzed(one).article.text;
        sentences.extend(analyzed(one).analysis.sentences.iter().map(|s| s.of(text)));
        sentences.push(&analyzed(one).article.meta.title);
    }
    let told = chooser.remember(&sentences);
    let texts: Vec<String> = known
        .iter()
        .map(|one| fold(&analyzed(one).article.text))
        .collect();
    let group = Group {
        weight: 1.0,
        sources: fresh.iter().map(Held::source).collect(),
    };
    let chosen = chooser.choose(&[group], WORDS, &told).pop();
    let places: Vec<(usize, Span)> = chosen
        .unwrap_or_default()
        .iter()
        .map(|line| (line.article, line.span))
        .filter(|place| !stands_in(&texts, words(fresh, *place)))
        .collect();
    let before = Figures::new(known.iter().map(analyzed).collect());
    let turns = Figures::new(fresh.iter().map(analyzed).collect()).turns(&before);
    let changes = turns.into_iter().filter_map(|turn| {
        let (before, after) = (value(known, turn.before)?, value(fresh, turn.after)?);
        Some((turn.what.into(), before, after))
    });
    News {
        changes: changes.collect(),
        said: said(fresh, &places, (&chooser, &told), &texts),
        lines: places.iter().filter_map(|at| value(fresh, *at)).collect(),
        actors: actors(known, fresh, &texts),
    }
}

/// What actors said in their own words that was not known and that no line tells, one statement each.
fn said(
    fresh: &[Held],
    lines: &[(usize, Span)],
    (chooser, told): (&Chooser, &Told),
    known: &[String],
) -> Vec<(Arc<str>, Value)> {
    let mut found = Statements::default();
    for one in fresh {
        found.add(&one.reading, &Voices::default());
    }
    let mut all = found.into_all();
    let mut speakers = HashSet::new();
    all.reverse();
    all.retain(|said| {
        let at = fresh.iter().position(|one| one.id == said.article);
        let overlaps = |(article, span): &(usize, Span)| {
            Some(*article) == at && span.start < said.span.end && said.span.start < span.end
        };
        said.speaker.is_some()
            && said.kind != QuoteKind::Indirect
            && SAID_WORDS.contains(&said.text.split_whitespace().count())
            && !lines.iter().any(overlaps)
            && chooser.is_new(&said.text, told)
            && !stands_in(known, &said.text)
            && speakers.insert(said.speaker.clone())
    });
    let told = |said: nutgraf_library::Statement| {
        let value = Value {
            text: said.text.into(),
            article: said.article,
            source: said.source.map(Into::into),
        };
        (said.name.into(), value)
    };
    all.into_iter().take(SAID).map(told).collect()
}

/// Who is in the fresh articles and was not named before.
fn actors(known: &[Held], fresh: &[Held], texts: &[String]) -> Vec<Arc<str>> {
    let ids: HashSet<_> = known
        .iter()
        .flat_map(|one| &analyzed(one).analysis.entities)
        .map(|entity| &entity.id)
        .collect();
    let mut found: Vec<(&str, f32)> = Vec::new();
    for entity in fresh
        .iter()
        .flat_map(|one| &analyzed(one).analysis.entities)
    {
        let told = entity.central || entity.mentions.len() >= NAMED;
        let is_known = ids.contains(&entity.id) || stands_in(texts, &entity.name);
        let twice = found.iter().any(|(name, _)| *name == entity.name);
        if told && !is_known && !twice {
            found.push((&entity.name, entity.salience));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(ACTORS);
    found.into_iter().map(|(name, _)| name.into()).collect()
}

/// Whether words stand in one of these texts, folded.
fn stands_in(texts: &[String], words: &str) -> bool {
    let words = fold(words);
    texts.iter().any(|text| text.contains(&*words))
}

fn analyzed(held: &Held) -> &Analyzed {
    &held.reading.analyzed
}

fn words(held: &[Held], (article, span): (usize, Span)) -> &str {
    held.get(article)
        .map_or("", |one| span.of(&analyzed(one).article.text))
}

fn value(held: &[Held], (article, span): (usize, Span)) -> Option<Value> {
    let one = held.get(article)?;
    Some(Value {
        text: span.of(&analyzed(one).article.text).into(),
        article: one.id,
        source: one.cited.source.as_deref().map(Into::into),
    })
}

#[cfg(test)]
mod tests;
