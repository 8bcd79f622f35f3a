//! Owns: `Identity`, by what a document is known again, and addresses as they are compared.
//! Promises: plain data; an address is compared alike in every crate.

use std::sync::Arc;

/// By what a document is known again besides its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// By the id that it gives itself, and by nothing else.
    Own,
    /// By its address, where it has one.
    Address(Option<Arc<str>>),
    /// As an entry of a feed: by its guid, else by its address.
    Entry {
        /// The mark of its guid, where no other entry of the document has that.
        guid: Option<u64>,
        /// Its address, where no other entry of the document has that.
        address: Option<Arc<str>>,
        /// The marks of all guids of the document: an old guid that is gone from it may have got a new name.
        beside: Arc<[u64]>,
    },
}

impl Default for Identity {
    fn default() -> Self {
        Self::Address(None)
    }
}

impl Identity {
    /// That of a document which has this address, if any.
    pub fn of_url(url: Option<&str>) -> Self {
        Self::Address(url.and_then(|url| Some(compared(url, false)?.into())))
    }

    /// The address by which it is known.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Own => None,
            Self::Address(address) | Self::Entry { address, .. } => address.as_deref(),
        }
    }
}

/// Parameters that say through which door a reader came, not what is behind it; those that end in `*` by their beginning.
const DOORS: [&str; 19] = [
    "utm_*", "at_*", "mc_cid", "mc_eid", "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid",
    "igshid", "_ga", "_gl", "ocid", "ncid", "cmpid", "xtor", "smid", "mkt_tok",
];

/// An address as it is compared: without its scheme, a leading `www.`, what tells through which door a reader came, and a last
/// slash; and without its fragment unless that counts. `None` when nothing is left.
pub fn compared(address: &str, fragment_counts: bool) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_door = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or("");
        DOORS.iter().any(|door| match door.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == *door,
        })
    };
    let query: Vec<&str> = query
        .split('&')
        .filter(|p| !p.is_empty() && !is_door(p))
        .collect();
    let mut compared = path.to_owned();
    if !query.is_empty() {
        compared.push('?');
        compared.push_str(&query.join("&"));
    }
    compared.truncate(compared.trim_end_matches('/').len());
    if fragment_counts && !fragment.is_empty() {
        compared.push('#');
        compared.push_str(fragment);
    }
    (!compared.is_empty()).then_some(compared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_to_the_same_page_are_compared_alike() {
        let same = |a, b, expected| {
            assert_eq!(
                compared(a, false) == compared(b, false),
                expected,
                "{a} {b}"
            );
        };
        same("https://www.example.org/a", "http://example.org/a/", true);
        same("https://example.org/a#top", "https://example.org/a", true);
        same("https://e.org/a?id=1", "https://e.org/a?id=2", false);
        same(
            "https://e.org/a?id=1&utm_source=x",
            "https://e.org/a?utm_medium=y&id=1",
            true,
        );
        same("https://e.org/a?fbclid=1", "https://e.org/a", true);
        same("https://e.org/a?utmost=1", "https://e.org/a", false);
        same("https://example.org/a", "https://example.org/A", false);
        assert_eq!(compared("https://", false), None);
        assert_eq!(
            compared("https://e.org/a#b", true).as_deref(),
            Some("e.org/a#b")
        );
    }
}
