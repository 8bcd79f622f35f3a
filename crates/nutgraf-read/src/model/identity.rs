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
const DOORS: [&str; 56] = [
    "utm_*",
    "at_*",
    "mtm_*",
    "pk_*",
    "hsa_*",
    "trk_*",
    "itm_*",
    "oly_*",
    "stm_*",
    "vero_*",
    "mc_cid",
    "mc_eid",
    "mc_tc",
    "fbclid",
    "gclid",
    "gclsrc",
    "gbraid",
    "wbraid",
    "dclid",
    "msclkid",
    "yclid",
    "ymclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "rb_clickid",
    "igshid",
    "igsh",
    "srsltid",
    "wickedid",
    "_ga",
    "_gl",
    "_openstat",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "_branch_match_id",
    "_bhlid",
    "ocid",
    "ncid",
    "cmpid",
    "xtor",
    "smid",
    "s_cid",
    "s_kwcid",
    "sc_cid",
    "soc_src",
    "soc_trk",
    "guccounter",
    "guce_referrer",
    "mkt_tok",
    "ref_src",
];

/// Whether a parameter of an address only says through which door a reader came.
fn is_door(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or("");
    let name = name
        .strip_prefix("amp;")
        .unwrap_or(name)
        .to_ascii_lowercase();
    DOORS.iter().any(|door| match door.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *door,
    })
}

/// An address without what only says through which door a reader came; all else as it is written.
pub fn without_doors(address: &str) -> String {
    let (rest, fragment) = match address.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (address, None),
    };
    let Some((path, query)) = rest.split_once('?') else {
        return address.to_owned();
    };
    if !query.split('&').any(is_door) {
        return address.to_owned();
    }
    let kept: Vec<&str> = query.split('&').filter(|p| !is_door(p)).collect();
    let mut clean = path.to_owned();
    if !kept.is_empty() {
        clean.push('?');
        clean.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        clean.push('#');
        clean.push_str(fragment);
    }
    clean
}

/// An address as it is compared: without its scheme, a leading `www.`, what tells through which door a reader came, and a last
/// slash; and without its fragment unless that counts. `None` when nothing is left.
pub fn compared(address: &str, fragment_counts: bool) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
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
        for (address, clean) in [
            (
                "https://e.org/a?utm_source=x&id=1#b",
                "https://e.org/a?id=1#b",
            ),
            ("https://e.org/a?fbclid=1", "https://e.org/a"),
            ("https://e.org/a?b&&c=", "https://e.org/a?b&&c="),
            ("https://e.org/a#?utm_x=1", "https://e.org/a#?utm_x=1"),
        ] {
            assert_eq!(without_doors(address), clean);
        }
        assert_eq!(compared("https://", false), None);
        assert_eq!(
            compared("https://e.org/a#b", true).as_deref(),
            Some("e.org/a#b")
        );
    }
}
