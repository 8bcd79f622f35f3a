//! Owns: the feeds that articles came from, as filtering sees them: what each is called, and its articles.
//! Promises: a clone is a snapshot that costs little; an article is among those of every feed that it came from.

use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::catalog::Catalog;
use crate::catalog::actors::name_key;
use nutgraf_read::model::feed::FeedId;
use nutgraf_read::model::id::ArticleId;

/// A feed as its reader may name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedFeed {
    row: Option<FeedId>,
    address: Arc<str>,
    own: Arc<str>,
    title: Arc<str>,
    keys: [Arc<str>; 3],
    articles: Arc<RoaringBitmap>,
}

impl NamedFeed {
    fn called(address: Arc<str>, own: Arc<str>, title: Arc<str>) -> Self {
        let keys = [name_key(&own), name_key(&title), address_key(&address)];
        Self {
            row: None,
            keys: keys.map(Arc::from),
            address,
            own,
            title,
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

/// All feeds that are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feeds {
    all: Arc<Vec<NamedFeed>>,
    /// Places in that by their rows in the library.
    places: Arc<HashMap<FeedId, usize>>,
    /// What their reader calls them, by address.
    own: Arc<HashMap<Arc<str>, Arc<str>>>,
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
    fn named(&self, rows: impl Iterator<Item = (FeedId, Arc<str>, Arc<str>)>) -> Vec<NamedFeed> {
        let mut missing: HashMap<&Arc<str>, &Arc<str>> = self.own.iter().collect();
        let mut all: Vec<NamedFeed> = rows
            .map(|(row, address, title)| NamedFeed {
                row: Some(row),
                ..NamedFeed::called(
                    Arc::clone(&address),
                    missing.remove(&address).cloned().unwrap_or_default(),
                    title,
                )
            })
            .collect();
        let mut missing: Vec<_> = missing.into_iter().collect();
        missing.sort_unstable();
        all.extend(missing.into_iter().map(|(address, own)| {
            NamedFeed::called(Arc::clone(address), Arc::clone(own), Arc::default())
        }));
        all
    }

    fn rows(&self) -> Vec<(FeedId, Arc<str>, Arc<str>)> {
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

impl Catalog {
    /// The feeds: those of the library and those that its reader follows.
    pub fn feeds(&self) -> &[NamedFeed] {
        &self.feeds.all
    }

    /// Says what the reader calls the feeds that they follow (address and name, which may be empty).
    pub fn name_feeds(&mut self, own: impl IntoIterator<Item = (Arc<str>, Arc<str>)>) {
        let own: HashMap<Arc<str>, Arc<str>> = own.into_iter().collect();
        if *self.feeds.own == own {
            return;
        }
        self.feeds.own = Arc::new(own);
        let rows = self.feeds.rows();
        self.feeds.set(self.feeds.named(rows.into_iter()));
        self.version += 1;
    }

    /// Says which feeds the library has (row, address, title). Answers whether one is gone, so that its articles may be another's now.
    pub(crate) fn set_feeds(&mut self, rows: Vec<(FeedId, Arc<str>, Arc<str>)>) -> bool {
        let known = self.feeds.rows();
        if rows == known {
            return false;
        }
        let there: std::collections::HashSet<FeedId> = rows.iter().map(|row| row.0).collect();
        self.feeds.set(self.feeds.named(rows.into_iter()));
        self.version += 1;
        known.iter().any(|row| !there.contains(&row.0))
    }

    /// Whether a feed of the library is known, with the name that it gives itself.
    pub(crate) fn knows_feed(&self, row: FeedId) -> bool {
        let at = self.feeds.places.get(&row);
        let feed = at.and_then(|at| self.feeds.all.get(*at));
        feed.is_some_and(|feed| !feed.title.is_empty())
    }

    /// Says which feeds articles came from, besides those that were said. Articles that are not here are left out.
    pub(crate) fn came_from(&mut self, pairs: &[(ArticleId, FeedId)]) {
        let mut by_feed: HashMap<usize, RoaringBitmap> = HashMap::new();
        for (article, feed) in pairs {
            if let Some(at) = self.feeds.places.get(feed)
                && self.has(*article)
            {
                by_feed.entry(*at).or_default().insert(article.0);
            }
        }
        let new = |at: &usize, articles: &RoaringBitmap| {
            let known = self.feeds.all.get(*at);
            known.is_some_and(|feed| !articles.is_subset(&feed.articles))
        };
        by_feed.retain(|at, articles| new(at, articles));
        if by_feed.is_empty() {
            return;
        }
        let all = Arc::make_mut(&mut self.feeds.all);
        for (at, articles) in by_feed {
            if let Some(feed) = all.get_mut(at) {
                *Arc::make_mut(&mut feed.articles) |= articles;
            }
        }
        self.version += 1;
    }

    /// Takes back what was said of where articles came from.
    pub(crate) fn forget_origins(&mut self) {
        for feed in Arc::make_mut(&mut self.feeds.all) {
            feed.articles = Arc::default();
        }
        self.version += 1;
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
        let unnamed = NamedFeed::called(
            "https://ann:secret@a.example/f".into(),
            "".into(),
            "".into(),
        );
        assert_eq!(unnamed.name(), "a.example/f");
    }
}
