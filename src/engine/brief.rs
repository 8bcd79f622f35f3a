//! Owns: making the brief of articles of a library: which stories, which of their articles are read, what is told of each.
//! Promises: reads only; the texts that are read are bounded, however many articles match.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::print::brief::{Brief, BriefLine, BriefNumber, BriefStory, Cited};
use nutgraf_analysis::brief::told::Told;
use nutgraf_analysis::brief::{self as selection, Chooser, Group, Source};
use nutgraf_analysis::number::{self, Quantity, State, What};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter::stats::origin;
use nutgraf_library::filter::stats::stories::{Seen, Story, actors, group, lead};
use nutgraf_library::{LibraryError, Reader, Statement, Statements};
use nutgraf_read::date::mention;
use nutgraf_read::model::analysis::QuoteKind;
use nutgraf_read::model::dated::Precision;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::{Day, Moment};
use nutgraf_read::model::span::{CharIndex, Span};
use nutgraf_read::model::voices::Voices;

/// So few articles are told as one, whatever stories they are: undated reports of one event are often not known to be one.
const FEW: usize = 12;
/// Words that a story needs; as many stories are told as have that.
const WORDS_EACH: usize = 40;
const MOST_STORIES: usize = 12;
/// Articles of a story that are read.
const READ: usize = 8;
/// Statements of a story, and words of one.
const SAID: usize = 2;
const SAID_WORDS: std::ops::RangeInclusive<usize> = 6..=45;
/// Actors, and announced days, of a story.
const ACTORS: usize = 6;
const ANNOUNCED: usize = 2;
/// A story weighs in words less than its weight beside a lighter one.
const FLAT: f32 = 0.5;
const LIGHTEST: f32 = 0.01;

/// What a brief is asked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The query, as typed.
    pub query: &'a str,
    /// What it is about, in words.
    pub subject: String,
    /// Words of all lines together.
    pub words: usize,
    /// Stories at most.
    pub stories: Option<usize>,
    /// What was told before, and when.
    pub told: &'a [String],
    /// Since when only what came is told.
    pub since: Option<Moment>,
}

/// An article of the brief as it was read.
struct Held {
    id: ArticleId,
    reading: Reading,
    cited: Arc<Cited>,
    origin: u32,
}

impl Held {
    fn source(&self) -> Source<'_> {
        Source {
            article: &self.reading.analyzed.article,
            analysis: &self.reading.analyzed.analysis,
            origin: self.origin,
            published: self.cited.published,
        }
    }

    fn line(&self, span: Span, same: Vec<&Held>) -> BriefLine {
        let text = &*self.reading.analyzed.article.text;
        BriefLine {
            text: span.of(text).to_owned(),
            cited: Arc::clone(&self.cited),
            span,
            place: CharIndex::new(text).chars(span),
            same: same
                .into_iter()
                .map(|other| other.cited.key.clone())
                .collect(),
        }
    }
}

/// Makes the brief of these articles.
pub fn make(
    reader: &Reader,
    catalog: &Catalog,
    ids: &[ArticleId],
    wanted: &Wanted<'_>,
) -> Result<Brief, LibraryError> {
    let seen: Seen = reader.stories_seen()?.into_iter().collect();
    let stories = group(catalog, ids, &seen);
    let most = (wanted.words / WORDS_EACH).clamp(1, MOST_STORIES);
    let most = if ids.len() <= FEW { FEW } else { most };
    let most = most.min(wanted.stories.unwrap_or(usize::MAX));
    let mut origins = Origins::default();
    let mut held: Vec<Vec<Held>> = Vec::new();
    for story in stories.iter().take(most) {
        let mut read = Vec::new();
        for id in readable(catalog, story) {
            if let Some(reading) = reader.open(id)? {
                let origin = origins.of(catalog, &reading);
                read.push(hold(reading, origin));
            }
        }
        held.push(read);
    }
    let chooser = Chooser::default();
    let told: Vec<&str> = wanted.told.iter().map(String::as_str).collect();
    let read: Vec<(&Story, &Vec<Held>)> = stories.iter().zip(&held).collect();
    let known = chooser.remember(&told);
    let lines = if ids.len() <= FEW {
        choose_together(&chooser, &read, wanted.words, &told)
    } else {
        choose(&chooser, &read, wanted.words, &known)
    };
    let told = known;
    let dates = || ids.iter().filter_map(|id| catalog.date(*id));
    let mut brief = Brief {
        query: wanted.query.to_owned(),
        subject: wanted.subject.clone(),
        from: dates().min(),
        to: dates().max(),
        articles: ids.len(),
        stories: Vec::new(),
        untold: 0,
        untold_articles: 0,
        since: wanted.since,
    };
    for ((story, held), lines) in stories.iter().zip(&held).zip(lines) {
        if !lines.is_empty() {
            brief
                .stories
                .push(tell(catalog, (story, held), lines, &told));
        }
    }
    brief.untold = stories.len() - brief.stories.len();
    let shown: usize = brief.stories.iter().map(|story| story.articles).sum();
    brief.untold_articles = ids.len().saturating_sub(shown);
    Ok(brief)
}

/// The articles of a story that are read: the one that tells it best, and the newest of each origin's before further ones.
fn readable(catalog: &Catalog, story: &Story) -> Vec<ArticleId> {
    if story.articles.len() <= READ {
        return story.articles.clone();
    }
    let mut chosen: Vec<ArticleId> = lead(catalog, &story.articles).into_iter().collect();
    let mut sources = HashSet::new();
    let source = |id: ArticleId| {
        let (chunk, slot) = catalog.chunk(id)?;
        chunk.sources().get(slot).copied()
    };
    let (mut first, mut further) = (Vec::new(), Vec::new());
    for id in story.articles.iter().rev() {
        if chosen.contains(id) {
            continue;
        }
        if sources.insert(source(*id)) {
            first.push(*id);
        } else {
            further.push(*id);
        }
    }
    chosen.extend(first.into_iter().chain(further).take(READ - chosen.len()));
    chosen.sort_by_key(|id| (catalog.date(*id), *id));
    chosen
}

fn hold(reading: Reading, origin: u32) -> Held {
    let meta = &reading.analyzed.article.meta;
    let cited = Cited {
        id: reading.id,
        key: reading.analyzed.article.key.clone(),
        title: meta.title.clone(),
        source: meta.source.clone(),
        url: meta.url.clone(),
        published: meta.published,
    };
    Held {
        id: reading.id,
        cited: Arc::new(cited),
        origin,
        reading,
    }
}

/// Numbers for origins.
#[derive(Default)]
struct Origins {
    known: HashMap<String, u32>,
}

impl Origins {
    /// Copies are one origin; what names nobody stands for itself.
    fn of(&mut self, catalog: &Catalog, reading: &Reading) -> u32 {
        let meta = &reading.analyzed.article.meta;
        let name = match catalog.copies(reading.id) {
            0 => origin::of(meta.source.as_deref(), meta.byline.as_deref()),
            copies => format!("copies {copies}"),
        };
        let name = if name.is_empty() {
            format!("article {}", reading.id.0)
        } else {
            name
        };
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(name).or_insert(next)
    }
}

/// The lines of each story, each with its share of the words.
fn choose(
    chooser: &Chooser,
    stories: &[(&Story, &Vec<Held>)],
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
fn choose_together(
    chooser: &Chooser,
    stories: &[(&Story, &Vec<Held>)],
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
        let own = |(_, held): &(&Story, &Vec<Held>)| {
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
    let untold =
        |(_, held): &(&Story, &Vec<Held>)| held.iter().all(|held| !covered.contains(&held.id));
    let places: Vec<usize> = (0..stories.len())
        .filter(|at| stories.get(*at).is_some_and(untold))
        .collect();
    let rest: Vec<_> = places
        .iter()
        .filter_map(|at| stories.get(*at).copied())
        .collect();
    let further = choose(
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

fn tell(
    catalog: &Catalog,
    (story, held): (&Story, &[Held]),
    lines: Vec<BriefLine>,
    told: &Told,
) -> BriefStory {
    let leads = lead(catalog, &story.articles);
    let lead = held
        .iter()
        .find(|held| Some(held.id) == leads)
        .or_else(|| held.first());
    let known = catalog.actors();
    let actors = actors(catalog, &story.articles, ACTORS);
    let announced = announced(held, &lines, story.last);
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
        said: said(held, &lines, told),
        numbers: numbers(held),
        announced,
        lines,
        actors: actors
            .into_iter()
            .filter_map(|(number, _)| known.get(number))
            .map(|actor| (actor.id, actor.name, actor.kind))
            .collect(),
    }
}

/// What was said that the lines don't tell: by actors, in their own words.
fn said(held: &[Held], lines: &[BriefLine], told: &Told) -> Vec<(Statement, Arc<Cited>)> {
    let mut found = Statements::default();
    for one in held {
        found.add(&one.reading, &Voices::default());
    }
    let mut all = found.into_all();
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
        let own_words = said.kind == QuoteKind::Direct;
        said.speaker.is_some() && own_words && long && !repeated && told.is_empty()
    });
    all.sort_by_key(|said| (Reverse(said.same.len()), Reverse(said.published)));
    let mut speakers = HashSet::new();
    all.retain(|said| speakers.insert(said.speaker.clone()));
    let cited = |said: Statement| {
        let own = held.iter().find(|held| held.id == said.article)?;
        Some((said, Arc::clone(&own.cited)))
    };
    all.into_iter().filter_map(cited).take(SAID).collect()
}

/// What several articles count, where it is about the same thing.
fn numbers(held: &[Held]) -> Vec<BriefNumber> {
    let mut quantities: Vec<Vec<Quantity>> = held
        .iter()
        .map(|held| {
            let (article, analysis) = (
                &held.reading.analyzed.article,
                &held.reading.analyzed.analysis,
            );
            let times = mention::in_article(article, &analysis.sentences);
            let published = article.meta.local().and_then(Moment::day);
            number::quantities(
                &article.text,
                &analysis.sentences,
                (&times, published),
                &analysis.entities,
            )
        })
        .collect();
    number::settle(&mut quantities);
    let told: Vec<number::Told<'_>> = quantities
        .iter()
        .map(|quantities| number::Told { quantities })
        .collect();
    number::compare(&told)
        .into_iter()
        .filter_map(|compared| {
            let values = compared.values.iter().filter_map(|(article, at)| {
                let one = held.get(*article)?;
                let quantity = quantities.get(*article)?.get(*at)?;
                let text = &*one.reading.analyzed.article.text;
                let place = CharIndex::new(text).chars(quantity.span);
                Some((
                    quantity.span.of(text).to_owned(),
                    Arc::clone(&one.cited),
                    place,
                ))
            });
            Some(BriefNumber {
                what: counted(&compared.what)?.to_owned(),
                values: values.collect(),
                state: match compared.state {
                    State::Agree => "agree",
                    State::Updated => "updated",
                    State::Differ => "differ",
                },
            })
        })
        .collect()
}

/// What is counted, in a word.
fn counted(what: &What) -> Option<&'static str> {
    Some(match what {
        What::Dead => "dead",
        What::Injured => "injured",
        What::Missing => "missing",
        What::Arrested => "arrested",
        What::Displaced => "displaced",
        What::Cases => "cases",
        What::Votes => "votes",
        // Articles on one event tell of many sums and shares, hardly ever of the same.
        What::Money(_) | What::Percent | What::Other(..) => return None,
    })
}

/// Days to come that the lines speak of.
fn announced(
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
