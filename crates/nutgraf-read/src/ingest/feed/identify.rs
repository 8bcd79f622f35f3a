//! Owns: by what the entries of a feed are known again.
//! Promises: entries with different guids never become one, whatever their links and texts; the same document gives the
//! same identities.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ingest::feed::entry::{Entry, Feed};
use crate::model::id::ArticleKey;
use crate::model::identity::{Identity, compared};
use crate::text::hash::stable;

/// By what one entry is known that another program has kept, as far as it tells: the name or page of its feed, its guid, its
/// address.
pub fn identity_of(scope: &str, guid: &str, url: &str) -> Identity {
    Identity::Entry {
        guid: (!guid.is_empty()).then(|| mark_of(scope, guid)),
        address: compared(url, false).map(Arc::from),
        beside: Arc::default(),
    }
}

/// The mark of a guid. One that is no address, tag or the like may be the name of entries in many feeds.
fn mark_of(scope: &str, id: &str) -> u64 {
    let scope = if id.contains(':') { "" } else { scope };
    stable(scope.bytes().chain([b'\n']).chain(id.bytes()))
}

/// The key of each entry, where its address does not make one, and its identity.
pub(super) fn identities(feed: &Feed, origin: &str) -> Vec<(Option<ArticleKey>, Identity)> {
    let scope = feed.home.as_deref().unwrap_or(if feed.title.is_empty() {
        origin
    } else {
        &feed.title
    });
    let guid = |entry: &Entry| Some(mark_of(scope, entry.id.as_deref()?));
    let guids: Vec<Option<u64>> = feed.entries.iter().map(guid).collect();
    let times = counted(guids.iter().flatten().copied());
    let addresses = addresses(feed);
    let beside: Arc<[u64]> = guids.iter().flatten().copied().collect();
    let entries = feed.entries.iter().zip(&guids).zip(addresses);
    let mut taken: HashMap<u64, u32> = HashMap::new();
    entries
        .map(|((entry, guid), address)| {
            let guid = guid.filter(|guid| times.get(guid) == Some(&1));
            let made = |mark: u64| Some(ArticleKey::from(format!("{mark:016x}").as_str()));
            let key = match (&address, guid, entry.id.as_deref()) {
                // The key is made of the address when the article is.
                (Some(address), ..) if !address.contains('#') => None,
                (Some(address), ..) => made(stable(address.bytes())),
                // As it has been called for long.
                (None, Some(_), Some(id)) if entry.url.is_none() && id.contains(':') => {
                    Some(ArticleKey::from(id))
                }
                (None, Some(guid), _) => made(guid),
                (None, None, _) => {
                    let day = entry.published.as_deref().unwrap_or("");
                    let words = [scope, &entry.title, day].join("\n");
                    let mark = stable(words.bytes());
                    // Entries that nothing tells apart are told apart by their order.
                    let before = taken.entry(mark).or_default();
                    *before += 1;
                    made(mark.wrapping_add(u64::from(*before - 1)))
                }
            };
            let beside = Arc::clone(&beside);
            let identity = Identity::Entry {
                guid,
                address,
                beside,
            };
            (key, identity)
        })
        .collect()
}

/// The address of each entry, as compared, where no other entry has it; where a fragment alone tells two from each other,
/// it counts.
fn addresses(feed: &Feed) -> Vec<Option<Arc<str>>> {
    let pages: Vec<Option<String>> = all(feed, false);
    let parts: Vec<Option<String>> = all(feed, true);
    let of_page = counted(pages.iter().flatten());
    let of_part = counted(parts.iter().flatten());
    pages
        .iter()
        .zip(&parts)
        .map(|(page, part)| {
            let (page, part) = (page.as_ref()?, part.as_ref()?);
            if of_page.get(page) == Some(&1) {
                return Some(Arc::from(page.as_str()));
            }
            (of_part.get(part) == Some(&1) && part != page).then(|| Arc::from(part.as_str()))
        })
        .collect()
}

fn all(feed: &Feed, fragment_counts: bool) -> Vec<Option<String>> {
    let urls = feed.entries.iter().map(|entry| entry.url.as_deref());
    urls.map(|url| compared(url?, fragment_counts)).collect()
}

fn counted<T: std::hash::Hash + Eq>(all: impl Iterator<Item = T>) -> HashMap<T, u32> {
    let mut times = HashMap::new();
    for one in all {
        *times.entry(one).or_default() += 1;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, url: &str) -> Entry {
        Entry {
            id: (!id.is_empty()).then(|| id.to_owned()),
            url: (!url.is_empty()).then(|| url.to_owned()),
            ..Entry::default()
        }
    }

    #[test]
    fn entries_are_told_apart_by_what_tells_them_apart() {
        let feed = Feed {
            entries: vec![
                entry("1", "https://a.example/alerts"),
                entry("2", "https://a.example/alerts"),
                entry("", "https://a.example/page#one"),
                entry("", "https://a.example/page#two"),
                entry("", "https://a.example/other?utm_source=rss#top"),
                entry("", ""),
                entry("", ""),
                entry("tag:a.example,2026:7", ""),
            ],
            ..Feed::default()
        };
        let found = identities(&feed, "f");
        let addresses: Vec<Option<&str>> = found.iter().map(|(_, i)| i.address()).collect();
        assert_eq!(
            addresses,
            [
                None,
                None,
                Some("a.example/page#one"),
                Some("a.example/page#two"),
                Some("a.example/other"),
                None,
                None,
                None,
            ]
        );
        let keys: std::collections::BTreeSet<_> = found.iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), found.len(), "{found:?}");
        assert_eq!(found[7].0, Some(ArticleKey::from("tag:a.example,2026:7")));
        assert_eq!(found, identities(&feed, "f"));
    }
}
