//! Owns: making the brief of articles of a library: which stories, what is told of each, one of them anew.
//! Promises: reads only; the texts that are read are bounded, however many articles match; gives up when it is told to.

pub mod asking;
mod choose;
mod course;
mod facts;
pub mod file;
pub mod held;
mod matter;
pub mod subject;
pub mod wish;

use crate::engine::brief::choose::{Read, apart, together};
use crate::engine::brief::held::{Held, Origins};
use crate::engine::brief::matter::Matter;
use crate::print::brief::{Brief, BriefLine, BriefStory};
use nutgraf_analysis::brief::Chooser;
use nutgraf_analysis::brief::told::Told;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter::stats::stories::{self, Seen, Story, actors, lead};
use nutgraf_library::{LibraryError, Reader};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Subject;

/// So few articles are told as one, whatever stories they are: undated reports of one event are often not known to be one.
const FEW: usize = 12;
/// Words that a story needs; as many stories are told as have that.
const WORDS_EACH: usize = 40;
const MOST_STORIES: usize = 12;
/// So many of the weightiest stories are looked at for what they are about.
const WEIGHED: usize = 400;
/// Actors of a story.
const ACTORS: usize = 6;

/// What a brief is asked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The query, as typed.
    pub query: &'a str,
    /// What it is about, in words.
    pub subject: String,
    /// Whom and what it asks for: what is about that comes first.
    pub about: &'a [Subject],
    /// Words of all lines together.
    pub words: usize,
    /// Stories at most.
    pub stories: Option<usize>,
    /// What was told before.
    pub told: &'a [String],
    /// Since when only what came is told.
    pub since: Option<Moment>,
}

/// Makes the brief of these articles; `None` when `give_up` said so.
pub fn make(
    reader: &Reader,
    catalog: &Catalog,
    ids: &[ArticleId],
    wanted: &Wanted<'_>,
    give_up: &dyn Fn() -> bool,
) -> Result<Option<Brief>, LibraryError> {
    let mut stories = grouped(reader, catalog, ids)?;
    let matter = Matter::of(catalog, wanted.about);
    let weighed = stories.len().min(WEIGHED);
    if let Some(first) = stories.get_mut(..weighed) {
        for story in &mut *first {
            story.weight *= matter.weight(catalog, story);
        }
        first.sort_by(stories::order);
    }
    let few = ids.len() <= FEW;
    let most = (wanted.words / WORDS_EACH).clamp(1, MOST_STORIES);
    let most = if few { FEW } else { most };
    let most = most.min(wanted.stories.unwrap_or(usize::MAX));
    let mut origins = Origins::default();
    let mut held: Vec<Vec<Held>> = Vec::new();
    for story in stories.iter().take(most) {
        if give_up() {
            return Ok(None);
        }
        held.push(origins.read(reader, catalog, story)?);
    }
    let chooser = Chooser::default();
    let told: Vec<&str> = wanted.told.iter().map(String::as_str).collect();
    let known = chooser.remember(&told);
    let read: Vec<Read<'_>> = stories.iter().zip(held.iter().map(Vec::as_slice)).collect();
    let lines = if few {
        together(&chooser, &read, wanted.words, &told)
    } else {
        apart(&chooser, &read, wanted.words, &known)
    };
    let told = read
        .iter()
        .zip(lines)
        .filter(|(_, lines)| !lines.is_empty());
    let told: Vec<BriefStory> = told
        .map(|(read, lines)| tell(catalog, *read, lines, (&chooser, &known)))
        .collect();
    let dates = || ids.iter().filter_map(|id| catalog.date(*id));
    let shown: usize = told.iter().map(|story| story.articles).sum();
    let (from, to) = (dates().min(), dates().max());
    Ok(Some(Brief {
        query: wanted.query.to_owned(),
        subject: wanted.subject.clone(),
        from,
        to,
        articles: ids.len(),
        untold: stories.len() - told.len(),
        untold_articles: ids.len().saturating_sub(shown),
        stories: told,
        since: wanted.since,
        course: course::of(catalog, ids, from.zip(to)),
    }))
}

/// Tells one story of these articles anew, in so many words; none of its lines tells what `before` tells. `None` when there is
/// nothing to tell.
pub fn retell(
    reader: &Reader,
    catalog: &Catalog,
    ids: &[ArticleId],
    (number, words): (u32, usize),
    before: &[String],
) -> Result<Option<BriefStory>, LibraryError> {
    let own: Vec<ArticleId> = ids
        .iter()
        .copied()
        .filter(|id| catalog.story(*id) == number)
        .collect();
    let stories = grouped(reader, catalog, &own)?;
    let Some(story) = stories.first() else {
        return Ok(None);
    };
    let held = Origins::default().read(reader, catalog, story)?;
    let chooser = Chooser::default();
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let known = chooser.remember(&before);
    let read = (story, held.as_slice());
    let lines = apart(&chooser, &[read], words, &known).pop();
    let lines = lines.filter(|lines| !lines.is_empty());
    Ok(lines.map(|lines| tell(catalog, read, lines, (&chooser, &known))))
}

/// The stories of these articles, the weightiest first. That the reader knows one makes it no lighter: the same articles give
/// the same brief.
fn grouped(
    reader: &Reader,
    catalog: &Catalog,
    ids: &[ArticleId],
) -> Result<Vec<Story>, LibraryError> {
    let seen: Seen = reader.stories_seen()?.into_iter().collect();
    let mut all = stories::group(catalog, ids, &seen);
    for story in &mut all {
        story.weight = story.own_weight();
    }
    all.sort_by(stories::order);
    Ok(all)
}

fn tell(
    catalog: &Catalog,
    (story, held): Read<'_>,
    lines: Vec<BriefLine>,
    told: (&Chooser, &Told),
) -> BriefStory {
    let leads = lead(catalog, &story.articles);
    let lead = held
        .iter()
        .find(|held| Some(held.id) == leads)
        .or_else(|| held.first());
    let known = catalog.actors();
    let actors = actors(catalog, &story.articles, ACTORS);
    BriefStory {
        number: story.number,
        title: lead.map_or_else(|| "".into(), |lead| lead.cited.title.as_str().into()),
        lead: lead.map(|lead| lead.cited.key.clone()).unwrap_or_default(),
        first: story.first,
        last: story.last,
        articles: story.articles.len(),
        sources: story.sources,
        origins: story.origins,
        state: story.state,
        said: facts::said(held, &lines, told),
        numbers: facts::numbers(held),
        announced: facts::announced(held, &lines, story.last),
        lines,
        actors: actors
            .into_iter()
            .filter_map(|(number, _)| known.get(number))
            .map(|actor| (actor.id, actor.name, actor.kind))
            .collect(),
    }
}
