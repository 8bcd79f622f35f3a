//! Owns: the feeds that articles came from, as filtering sees them: what each is called, and its articles.
//! Promises: a clone is a snapshot that costs little; an article is among those of every feed that it came from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::catalog::actors::name_key;
use nutgraf_read::model::feed::{FeedId, Wanted};
use nutgraf_read::model::id::ArticleId;

/// How a reader files a feed that they follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiledFeed {
    /// Its address.
    pub address: Arc<str>,
    /// What they call it; may be empty.
    pub name: Arc<str>,
    /// Its tags.
    pub tags: Vec<String>,
}

impl From<&Wanted> for FiledFeed {
    fn from(feed: &Wanted) -> Self {
        Self {
            address: Arc::from(feed.url.as_str()),
            name: Arc::from(feed.name.as_deref().unwrap_or("")),
            tags: feed.tags.clone(),
        }
    }
}

/// A feed as its reader may name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedFeed {
    row: Option<FeedId>,
    address: Arc<str>,
    own: Arc<str>,
    title: Arc<str>,
    keys: [Arc<str>; 3],
    tags: Vec<String>,
    articles: Arc<RoaringBitmap>,
}

impl NamedFeed {
    fn called(address: Arc<str>, title: Arc<str>, filed: Option<&FiledFeed>) -> Self {
        let own = filed
            .map(|filed| Arc::clone(&filed.name))
            .unwrap_or_default();
        let tags = filed.map(|filed| filed.tags.clone()).unwrap_or_default();
        let keys = [name_key(&own), name_key(&title), address_key(&address)];
        Self {
            row: None,
            keys: keys.map(Arc::from),
            address,
            own,
            title,
            tags,
            articles: Arc::default(),
        }
    }

    /// What it is called: by its reader, else by itself, else by its address.
    pub fn name(&self) -> &str {
        let mut names = [&*self.own, &*self.title].into_iter();
        names
            .find(|name| name.chars().any(char::is_alphanumeric))
            .unwrap_or_else(|| without_door(&self.address))
    }

    /// The keys (see `name_key`) of what its reader and it itself call it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        let keys = self.keys.iter().take(2).map(|key| &**key);
        keys.filter(|key| !key.is_empty())
    }

    /// The key of its address.
    pub(crate) fn address(&self) -> &str {
        self.keys.last().map_or("", |key| key)
    }

    /// Its tags.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Its articles.
    pub fn articles(&self) -> &RoaringBitmap {
        &self.articles
    }
}

/// An address as it is compared with what a reader types: without protocol, password and `www.`.
pub(crate) fn address_key(address: &str) -> String {
    name_key(without_door(address))
}

fn without_door(address: &str) -> &str {
    let behind = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = behind.find('/').unwrap_or(behind.len());
    let user = behind.get(..host).and_then(|host| host.rfind('@'));
    let behind = user.and_then(|at| behind.get(at + 1..)).unwrap_or(behind);
    behind.strip_prefix("www.").unwrap_or(behind)
}

/// A feed of the library: its row, its address and what it calls itself.
pub(crate) type FeedRow = (FeedId, Arc<str>, Arc<str>);

/// All feeds that are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feeds {
    all: Arc<Vec<NamedFeed>>,
    /// Places in that by their rows in the library.
    places: Arc<HashMap<FeedId, usize>>,
    /// How their reader files them, by address.
    filed: Arc<BTreeMap<Arc<str>, FiledFeed>>,
}

impl Feeds {
    /// Says anew which feeds there are. Their articles stay.
    fn set(&mut self, rows: Vec<NamedFeed>) {
        let mut all = rows;
        for feed in &mut all {
            let known = feed.row.and_then(|row| self.places.get(&row));
            if let Some(known) = known.and_then(|at| self.all.get(*at)) {
                feed.articles = Arc::clone(&known.articles);
            }
        }
        let places = all.iter().enumerate();
        let places = places.filter_map(|(at, feed)| Some((feed.row?, at)));
        self.places = Arc::new(places.collect());
        self.all = Arc::new(all);
    }

    /// The rows in the library as they are called, and the feeds that its reader follows and the library has no row of.
    fn named(&self, rows: impl Iterator<Item = FeedRow>) -> Vec<NamedFeed> {
        let mut missing: BTreeMap<&str, &FiledFeed> = self
            .filed
            .iter()
            .map(|(address, filed)| (&**address, filed))
            .collect();
        let mut all: Vec<NamedFeed> = rows
            .map(|(row, address, title)| NamedFeed {
                row: Some(row),
                ..NamedFeed::called(Arc::clone(&address), title, missing.remove(&*address))
            })
            .collect();
        let unasked = missing.into_values();
        all.extend(unasked.map(|filed| {
            NamedFeed::called(Arc::clone(&filed.address), Arc::default(), Some(filed))
        }));
        all
    }

    /// The feeds.
    pub(super) fn all(&self) -> &[NamedFeed] {
        &self.all
    }

    /// Says how the reader files the feeds that they follow. Answers whether that is new.
    pub(super) fn file(&mut self, filed: Vec<FiledFeed>) -> bool {
        let filed = filed.into_iter();
        let filed = filed
            .map(|feed| (Arc::clone(&feed.address), feed))
            .collect();
        if *self.filed == filed {
            return false;
        }
        self.filed = Arc::new(filed);
        let rows = self.rows();
        self.set(self.named(rows.into_iter()));
        true
    }

    /// Says which feeds the library has. Answers whether that is new, and whether one is gone.
    pub(super) fn set_rows(&mut self, rows: Vec<FeedRow>) -> (bool, bool) {
        let known = self.rows();
        if rows == known {
            return (false, false);
        }
        let there: HashSet<FeedId> = rows.iter().map(|row| row.0).collect();
        self.set(self.named(rows.into_iter()));
        (true, known.iter().any(|row| !there.contains(&row.0)))
    }

    /// Whether a feed of the library is known, with the name that it gives itself.
    pub(super) fn knows(&self, row: FeedId) -> bool {
        let at = self.places.get(&row);
        let feed = at.and_then(|at| self.all.get(*at));
        feed.is_some_and(|feed| !feed.title.is_empty())
    }

    /// Adds articles to those of feeds. Answers whether one of them is new there.
    pub(super) fn add(&mut self, pairs: impl Iterator<Item = (ArticleId, FeedId)>) -> bool {
        let mut by_feed: HashMap<usize, RoaringBitmap> = HashMap::new();
        for (article, feed) in pairs {
            if let Some(at) = self.places.get(&feed) {
                by_feed.entry(*at).or_default().insert(article.0);
            }
        }
        by_feed.retain(|at, articles| {
            let known = self.all.get(*at);
            known.is_some_and(|feed| !articles.is_subset(&feed.articles))
        });
        if by_feed.is_empty() {
            return false;
        }
        let all = Arc::make_mut(&mut self.all);
        for (at, articles) in by_feed {
            if let Some(feed) = all.get_mut(at) {
                *Arc::make_mut(&mut feed.articles) |= articles;
            }
        }
        true
    }

    /// Takes all articles out of all feeds.
    pub(super) fn clear(&mut self) {
        for feed in Arc::make_mut(&mut self.all) {
            feed.articles = Arc::default();
        }
    }

    fn rows(&self) -> Vec<FeedRow> {
        let all = self.all.iter();
        all.filter_map(|feed| {
            Some((
                feed.row?,
                Arc::clone(&feed.address),
                Arc::clone(&feed.title),
            ))
        })
        .collect()
    }

    /// Takes articles out of all feeds.
    pub(super) fn remove(&mut self, gone: &RoaringBitmap) {
        let touched = |feed: &NamedFeed| !feed.articles.is_disjoint(gone);
        if !self.all.iter().any(touched) {
            return;
        }
        for feed in Arc::make_mut(&mut self.all) {
            if touched(feed) {
                *Arc::make_mut(&mut feed.articles) -= gone;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_without_its_door() {
        for (address, key) in [
            (
                "https://www.gazette.example/rss/a.xml",
                "gazetteexample rss axml",
            ),
            (
                "http://ann:secret@gazette.example/rss",
                "gazetteexample rss",
            ),
            ("gazette.example", "gazetteexample"),
            ("exec:/bin/feed now", "exec bin feed now"),
        ] {
            assert_eq!(address_key(address), key, "{address}");
        }
        let unnamed = NamedFeed::called("https://ann:secret@a.example/f".into(), "".into(), None);
        assert_eq!(unnamed.name(), "a.example/f");
    }
}
