//! Owns: giving articles to stories: those that came, in whatever order, and those of an older program.
//! Promises: goes on where it was left, in whatever program; the articles of the weeks around are in memory when one is placed;
//! what another program decided meanwhile is heeded.

pub mod beside;
mod heeded;

use std::sync::Arc;

use crate::app::effect::StoryWish;
use crate::engine::stories::heeded::{Heeded, Step};
use nutgraf_analysis::signature::Signer;
use nutgraf_analysis::story::{Frequencies, Item, Links, Placement, Threader, going_along};
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_library::{Applied, LibraryError, LinksFile, Placed, Reader, Signed, Writer};
use nutgraf_read::date::mention;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::story_link::{LinkKind, Linking, StoryLink};

/// Articles that are looked at together, so that what arrived in disorder is placed in its order.
pub const TOGETHER: usize = 8192;
/// Articles of one transaction at most.
const MOST_AT_ONCE: usize = 1024;
/// Stories go on within three weeks.
const AROUND: i64 = 21 * 86_400;
/// Articles of such weeks that are brought into memory at most.
const REMEMBERED: usize = 12_000;
/// The same of those whose day is not known.
const UNDATED: usize = 2_000;

/// Of the articles that stay in a story, so many are kept apart from one that is taken out of it.
const KEPT_APART: usize = 12;

/// Of each of two stories that are made one, so many articles are kept together.
const KEPT_TOGETHER: usize = 24;

/// No log ends there.
const NEVER: i64 = -1;

/// Gives articles to stories; one for each program.
#[derive(Debug)]
pub struct Stories {
    threader: Option<Threader>,
    /// From when to when the articles of the library are in memory.
    around: Option<(i64, i64)>,
    knows_undated: bool,
    /// Up to where the library's log of stories is known.
    log: i64,
    /// What the reader says about stories, and which state of it was looked at.
    links: Arc<LinksFile>,
    looked_at: Option<u64>,
    signer: Signer,
    word_classes: WordClasses,
    /// Articles whose turn is next.
    waiting: Vec<Signed>,
    /// How many decisions are not stored yet.
    owed: usize,
}

/// Where the library's log of stories ended before a decision was stored, and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged {
    before: i64,
    after: i64,
}

impl Stories {
    /// Heeding what the reader says about stories.
    pub fn new(links: Arc<LinksFile>) -> Self {
        Self {
            links,
            looked_at: None,
            threader: None,
            around: None,
            knows_undated: false,
            log: 0,
            signer: Signer::default(),
            word_classes: WordClasses::new(),
            waiting: Vec::new(),
            owed: 0,
        }
    }

    /// Places the next articles, at most so many, in one transaction. `None` when none waits.
    ///
    /// # Errors
    /// What the library answers.
    pub fn place_some(
        &mut self,
        reader: &Reader,
        writer: &mut Writer,
        most: usize,
    ) -> Result<Option<Applied>, LibraryError> {
        let Some(placed) = self.decide(reader, most)? else {
            return Ok(None);
        };
        let (applied, logged) = store(reader, writer, &placed)?;
        self.stored(logged);
        Ok(Some(applied))
    }

    /// Decides over the next articles, at most so many, without storing it: `stored` tells when that is done. `None` when none
    /// waits, or when those that were looked at together are all decided over and some of that is not stored yet.
    ///
    /// # Errors
    /// What the library answers.
    pub fn decide(&mut self, reader: &Reader, most: usize) -> Result<Option<Placed>, LibraryError> {
        if self.waiting.is_empty() && self.owed == 0 {
            self.waiting = reader.unplaced(TOGETHER)?;
            let when = |one: &Signed| one.published.map_or(i64::MAX, |at| at.0);
            self.waiting.sort_by_key(|one| (when(one), one.article));
        }
        if self.waiting.is_empty() {
            return Ok(None);
        }
        let most = most.min(MOST_AT_ONCE).min(self.waiting.len());
        let rest = self.waiting.split_off(most);
        let mut next = std::mem::replace(&mut self.waiting, rest);
        let signed = self.sign(reader, &mut next)?;
        let mut threader = self.threader(reader)?;
        self.bring_around(reader, &mut threader, &next)?;
        let done = next.iter().map(|one| one.article).collect();
        let items = next.into_iter().map(item).collect();
        let placed = Placed {
            done,
            signed,
            moved: moved(threader.place(items)),
            frequencies: Some(threader.frequencies().to_bytes()),
            heeded: None,
        };
        self.threader = Some(threader);
        self.owed += 1;
        Ok(Some(placed))
    }

    /// Whether some of the articles that are looked at together are not decided over yet.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How many decisions are not stored yet.
    pub fn owed(&self) -> usize {
        self.owed
    }

    /// The decision that was owed longest is stored now.
    pub fn stored(&mut self, logged: Logged) {
        self.owed = self.owed.saturating_sub(1);
        // Who finds another program's decisions before this one learns all anew as soon as nothing is owed.
        let alone = self.log == logged.before;
        self.log = if alone { logged.after } else { NEVER };
    }

    /// The signatures that an older program has not made. Articles that are gone get an empty one.
    fn sign(
        &self,
        reader: &Reader,
        articles: &mut [Signed],
    ) -> Result<Vec<(ArticleId, Analysis)>, LibraryError> {
        let mut made = Vec::new();
        for one in articles.iter_mut().filter(|one| one.signature.is_none()) {
            let Some(reading) = reader.open(one.article)? else {
                continue;
            };
            let (article, analysis) = (&reading.analyzed.article, &reading.analyzed.analysis);
            let signature = self.signer.sign(
                article,
                &analysis.sentences,
                &analysis.entities,
                &self.word_classes,
            );
            one.signature = Some(signature.clone());
            let mentions = mention::in_article(article, &analysis.sentences);
            let analysis = Analysis {
                signature,
                days: mention::dated_sentences(&mentions),
                ..Analysis::default()
            };
            made.push((one.article, analysis));
        }
        Ok(made)
    }

    /// The threader as it was left, or a new one when another program has decided something since.
    fn threader(&mut self, reader: &Reader) -> Result<Threader, LibraryError> {
        let known = self.owed > 0 || reader.story_log_end()? == self.log;
        if let Some(threader) = self.threader.take().filter(|_| known) {
            return Ok(threader);
        }
        self.log = reader.story_log_end()?;
        (self.around, self.knows_undated) = (None, false);
        let links = resolved(reader, &self.links.current().1)?;
        Ok(Threader::new(stored_frequencies(reader)?, &links))
    }

    /// Whether the reader says something about stories that the library does not heed yet.
    ///
    /// # Errors
    /// What the library answers.
    pub fn is_unheeded(&self, reader: &Reader) -> Result<bool, LibraryError> {
        let (version, said) = self.links.current();
        Ok(self.looked_at != Some(version) && said[..] != heeded(reader)?.said[..])
    }

    /// Heeds what the reader says about stories from now on, by a key or by a hand in the file, in this run or before it. `None`
    /// when that is as it was.
    ///
    /// # Errors
    /// What the library answers.
    pub fn heed(
        &mut self,
        reader: &Reader,
        writer: &mut Writer,
    ) -> Result<Option<Applied>, LibraryError> {
        if !self.is_unheeded(reader)? {
            return Ok(None);
        }
        let (version, said) = self.links.current();
        let mut known = heeded(reader)?;
        let before = std::mem::replace(&mut known.said, said.to_vec());
        (self.threader, self.around, self.knows_undated) = (None, None, false);
        if let Some(step) = known.steps.pop_if(|step| step.before[..] == said[..]) {
            // What was taken back stands as it stood.
            let placed = Placed {
                moved: step.were,
                heeded: Some(known.pack()),
                ..Placed::default()
            };
            let applied = writer.give_to_stories(&placed)?;
            self.looked_at = Some(version);
            return Ok(Some(applied));
        }
        let (former, links) = (resolved(reader, &before)?, resolved(reader, &said)?);
        let mut threader = Threader::new(stored_frequencies(reader)?, &former);
        // What is linked or was, and what stands with it, is looked at whole.
        let pairs = [&former, &links]
            .into_iter()
            .flat_map(|links| links.together.iter().chain(&links.apart));
        let mut named: Vec<u32> = pairs.flat_map(|(one, other)| [*one, *other]).collect();
        named.sort_unstable();
        named.dedup();
        for article in named {
            let story = reader.story_of(ArticleId(article))?;
            for one in reader.members(story)? {
                remember(&mut threader, one);
            }
        }
        let moved = moved(threader.link(&links));
        let mut were = Vec::new();
        for (article, _) in &moved {
            were.push((*article, reader.story_of(*article)?));
        }
        known.note(Step { before, were });
        let placed = Placed {
            moved,
            heeded: Some(known.pack()),
            ..Placed::default()
        };
        let applied = writer.give_to_stories(&placed)?;
        self.looked_at = Some(version);
        Ok(Some(applied))
    }

    /// What is to be said about stories for a wish to come true; `None` when it is so already.
    ///
    /// # Errors
    /// What the library answers.
    pub fn linking(
        &mut self,
        reader: &Reader,
        wish: StoryWish,
    ) -> Result<Option<Linking>, LibraryError> {
        match wish {
            StoryWish::Part(article) => self.parting(reader, article),
            StoryWish::Join(one, other) => joining(reader, one, other),
            StoryWish::Reread => Ok(None),
        }
    }

    /// Takes an article out of its story, with its copies and what is nearer to it than to the rest.
    fn parting(
        &mut self,
        reader: &Reader,
        article: ArticleId,
    ) -> Result<Option<Linking>, LibraryError> {
        let members = reader.members(reader.story_of(article)?)?;
        let Some(at) = members.iter().position(|one| one.article == article) else {
            return Ok(None);
        };
        let threader = self.threader(reader)?;
        let items: Vec<Item> = members.into_iter().map(item).collect();
        let goes = going_along(&items, at, threader.frequencies());
        self.threader = Some(threader);
        if goes.len() == items.len() {
            return Ok(None);
        }
        let goes_too = |at: usize| goes.contains(&at);
        let mut pairs = Vec::new();
        let mut apart = 0;
        for (place, one) in items.iter().enumerate().filter(|(place, _)| *place != at) {
            if goes_too(place) {
                pairs.push((LinkKind::Together, article, ArticleId(one.article)));
            } else if apart < KEPT_APART {
                apart += 1;
                pairs.push((LinkKind::Apart, article, ArticleId(one.article)));
            }
        }
        let words = match goes.len() {
            1 => "1 article is a story of its own".to_owned(),
            many => format!("{many} articles are a story of their own"),
        };
        Ok(Some(Linking {
            links: links(reader, &pairs)?,
            words,
        }))
    }

    /// Brings the placed articles of the weeks around these into memory.
    fn bring_around(
        &mut self,
        reader: &Reader,
        threader: &mut Threader,
        articles: &[Signed],
    ) -> Result<(), LibraryError> {
        let mut dates = articles.iter().filter_map(|one| one.published);
        let mut missing = Vec::new();
        if let Some(first) = dates.next() {
            let last = dates.next_back().unwrap_or(first);
            let (from, until) = (first.0 - AROUND, last.0 + AROUND);
            let (known_from, known_until) = match self.around {
                Some((a, b)) if a <= until && from <= b => (a, b),
                // What is far away is of no use here.
                _ => (from, from),
            };
            missing.push((from, known_from.min(until)));
            missing.push((known_until.max(from), until));
            self.around = Some((known_from.min(from), known_until.max(until)));
        }
        for (from, until) in missing.into_iter().filter(|(from, until)| from < until) {
            let placed = reader.placed_between(Moment(from), Moment(until), REMEMBERED)?;
            for one in placed.into_iter().rev() {
                remember(threader, one);
            }
        }
        if !self.knows_undated {
            self.knows_undated = true;
            for one in reader.placed_undated(UNDATED)?.into_iter().rev() {
                remember(threader, one);
            }
        }
        Ok(())
    }
}

/// Stores a decision.
///
/// # Errors
/// What the library answers.
pub fn store(
    reader: &Reader,
    writer: &mut Writer,
    placed: &Placed,
) -> Result<(Applied, Logged), LibraryError> {
    let before = reader.story_log_end()?;
    let applied = writer.give_to_stories(placed)?;
    let after = reader.story_log_end()?;
    Ok((applied, Logged { before, after }))
}

/// What of the reader's links the library heeds.
fn heeded(reader: &Reader) -> Result<Heeded, LibraryError> {
    let packed = reader.heeded()?;
    Ok(packed.as_deref().map(Heeded::unpack).unwrap_or_default())
}

/// In how many articles terms stand, as it was stored last.
fn stored_frequencies(reader: &Reader) -> Result<Frequencies, LibraryError> {
    let packed = reader.frequencies()?;
    let frequencies = packed.as_deref().and_then(Frequencies::from_bytes);
    Ok(frequencies.unwrap_or_default())
}

/// Links by the numbers of the articles; those of articles that are not here say nothing.
fn resolved(reader: &Reader, said: &[StoryLink]) -> Result<Links, LibraryError> {
    let mut links = Links::default();
    for line in said {
        if let (Some(one), Some(other)) =
            (reader.find_key(&line.one)?, reader.find_key(&line.other)?)
        {
            match line.kind {
                LinkKind::Together => links.together.push((one.0, other.0)),
                LinkKind::Apart => links.apart.push((one.0, other.0)),
            }
        }
    }
    Ok(links)
}

/// Makes two stories one: all that stands in either, as far as that is not too much to write down.
fn joining(reader: &Reader, one: u32, other: u32) -> Result<Option<Linking>, LibraryError> {
    let (mut members, others) = (reader.members(one)?, reader.members(other)?);
    if one == other || members.is_empty() || others.is_empty() {
        return Ok(None);
    }
    members.truncate(KEPT_TOGETHER);
    members.extend(others.into_iter().take(KEPT_TOGETHER));
    let mut all = members.iter().map(|member| member.article);
    let Some(first) = all.next() else {
        return Ok(None);
    };
    let pairs: Vec<_> = all
        .map(|member| (LinkKind::Together, first, member))
        .collect();
    Ok(Some(Linking {
        links: links(reader, &pairs)?,
        words: "two stories are one".to_owned(),
    }))
}

/// Links by the ids of the articles.
fn links(
    reader: &Reader,
    pairs: &[(LinkKind, ArticleId, ArticleId)],
) -> Result<Vec<StoryLink>, LibraryError> {
    let mut links = Vec::new();
    for (kind, one, other) in pairs {
        if let (Some(one), Some(other)) = (reader.key_of(*one)?, reader.key_of(*other)?) {
            links.push(StoryLink {
                kind: *kind,
                one,
                other,
            });
        }
    }
    Ok(links)
}

fn moved(placements: Vec<Placement>) -> Vec<(ArticleId, u32)> {
    let moved = placements.into_iter();
    moved
        .map(|one| (ArticleId(one.article), one.story))
        .collect()
}

fn remember(threader: &mut Threader, one: Signed) {
    if threader.story_of(one.article.0).is_none() {
        let story = one.story;
        threader.remember(&item(one), story);
    }
}

fn item(one: Signed) -> Item {
    Item {
        article: one.article.0,
        signature: one.signature.unwrap_or_default(),
        published: one.published,
        copies: one.copies,
    }
}

#[cfg(test)]
mod tests;
