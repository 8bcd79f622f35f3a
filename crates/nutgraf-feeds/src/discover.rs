//! Owns: finding the feeds of a site: the address itself, or what its page names.
//! Promises: one request; nothing is guessed.

use crate::fetch::{FEEDS, Fetcher, Question};
use nutgraf_read::Options;
use nutgraf_read::ingest::feed::links;
use nutgraf_read::ingest::{decode, read, sniff};
use nutgraf_read::model::article::Format;

/// A feed that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub url: String,
    /// What it is called; empty when nobody says.
    pub title: String,
}

/// The feeds at an address: one when that is a feed itself, and those that the page names otherwise.
///
/// # Errors
/// One line on why there is no page.
pub fn discover(fetcher: &Fetcher, address: &str) -> Result<Vec<Found>, String> {
    let answer = fetcher
        .ask(&Question::new(address, FEEDS))
        .map_err(|trouble| trouble.words)?;
    if let Some(refusal) = answer.refusal {
        return Err(refusal.words);
    }
    let (text, _) = decode::decode(&answer.bytes, answer.head.charset.as_deref());
    if sniff::format(&answer.bytes, "") == Format::Html {
        let found = links::links(&text, &answer.url).into_iter();
        return Ok(found
            .map(|link| Found {
                url: link.url,
                title: link.title,
            })
            .collect());
    }
    let options = Options {
        charset: answer.head.charset,
        ..Options::default().with_origin(answer.url.as_str())
    };
    let feed = read::feed(&answer.bytes, &options).map_err(|refusal| refusal.message)?;
    // Where the redirects on the way want to last, the new address is the feed's.
    Ok(vec![Found {
        url: answer.moved.unwrap_or_else(|| address.to_owned()),
        title: feed.title,
    }])
}
