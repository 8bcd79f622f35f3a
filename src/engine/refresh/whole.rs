//! Owns: the whole page of one article, fetched once because its reader struck a key.
//! Promises: the text that is there stays where the page has less or can't be had; a server that wants to be left alone is, and
//! the pause between two requests is kept.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::engine::clock;
use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::pages;
use crate::engine::refresh::place::{lock, pause_of};
use crate::engine::refresh::work::RefreshSetup;
use nutgraf_feeds::address;
use nutgraf_feeds::fetch::Fetcher;
use nutgraf_feeds::schedule;
use nutgraf_library::Reader;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::feed::{Full, Wanted};
use nutgraf_read::model::id::ArticleId;

/// What fetching single pages works with.
#[derive(Debug)]
pub struct PageSetup<'a> {
    /// The feeds that are followed: one may say what of its pages is read.
    pub feeds: &'a [Wanted],
    /// Servers with the seconds between two requests, by the reader's wish.
    pub hosts: &'a [(String, i64)],
    /// How it is fetched.
    pub setup: &'a RefreshSetup,
    /// When a page was fetched last.
    pub last: &'a mut Option<Instant>,
}

/// Fetches the page of an article. The article with its text, or `None` when what is there is as long.
///
/// # Errors
/// Why not, in a line.
pub fn whole_page(
    setup: &mut PageSetup<'_>,
    reader: &Mutex<Reader>,
    pipeline: &Arc<Pipeline>,
    id: ArticleId,
) -> Result<Option<Analyzed>, String> {
    let failed = |error: nutgraf_library::LibraryError| error.to_string();
    let (article, from, hosts) = {
        let reader = lock(reader);
        let opened = reader.open(id).map_err(failed)?;
        let opened = opened.ok_or("the article is gone")?;
        let from = reader.feeds_of(id).map_err(failed)?;
        let hosts = reader.hosts().map_err(failed)?;
        (opened.analyzed.article.clone(), from, hosts)
    };
    let url = article.meta.url.clone();
    let url = url.ok_or("this article has no page to be fetched")?;
    let feed = setup.feeds.iter().find(|feed| from.contains(&feed.url));
    let full = feed.map_or(Full::Page, |feed| match &feed.full {
        Full::Feed => Full::Page,
        full @ (Full::Page | Full::Marked { .. }) => full.clone(),
    });
    let mut enter = |host: &str| {
        if let Some(standing) = hosts.get(host)
            && schedule::waits(standing, clock::now())
        {
            return false;
        }
        if let Some(last) = *setup.last {
            std::thread::sleep(pause_of(setup.hosts, host).saturating_sub(last.elapsed()));
        }
        *setup.last = Some(clock::instant());
        true
    };
    let feeds: Vec<&str> = from.iter().map(String::as_str).collect();
    let fetcher = Fetcher::new(setup.setup.manners);
    let draft = pages::page((&fetcher, &mut enter), (&url, &feeds), &full, pipeline)
        .map_err(|words| format!("{}: {words}", address::without_password(&url)))?;
    // What the feed says of it stays; the page's own head is for reading it only.
    let page = nutgraf_read::article(draft, &pipeline.reading);
    let page = pipeline.without_boilerplate(Article {
        meta: article.meta.clone(),
        ..page
    });
    if page.text.len() <= article.text.len() {
        return Ok(None);
    }
    Ok(Some(pipeline.renew(Article {
        key: article.key,
        identity: article.identity,
        origin: article.origin,
        meta: article.meta,
        ..page
    })))
}
