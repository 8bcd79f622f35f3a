//! Owns: the metadata of a page: title, authors, dates, source, address, language, section.
//! Promises: total; what several places say is weighed, declared before guessed.

use crate::text::word_list::words;
use url::Url;

use crate::date::{Dated, Order};
use crate::ingest::html::byline;
use crate::ingest::html::declarations::Declarations;
use crate::ingest::html::dom::Dom;
use crate::ingest::html::headline;
use crate::ingest::html::jsonld::Entry;
use crate::ingest::html::lines::Shown;
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::visible::date as visible_date;
use crate::model::article::Meta;

/// A page's metadata, by its markup and the lines that it shows, the text that its JSON-LD gives as the article's body, and
/// the entries that it gives of a live page.
pub(super) fn read(shown: Shown<'_>, origin: &str) -> (Meta, Option<String>, Vec<Entry>) {
    let dom = shown.dom;
    let declared = Declarations::read(dom);
    let base = base(dom, origin);
    let url = url(dom, &declared, base.as_ref());
    let host = base
        .as_ref()
        .or(url.as_ref())
        .and_then(|u| u.host_str().map(str::to_owned));
    let source = source(&declared, host.as_deref());
    let address = url.as_ref().map(Url::to_string);
    let language = language(dom, &declared);
    let order = order(dom, language.as_deref());
    let dated = published(shown, &declared, address.as_deref(), order);
    let meta = Meta {
        title: headline::headline(shown, &declared, source.as_deref(), host.as_deref()),
        byline: byline::byline(shown, &declared, source.as_deref()),
        published: dated.map(|dated| dated.moment),
        zone: dated.and_then(|dated| dated.zone),
        modified: modified(&declared).map(|dated| dated.moment),
        language,
        section: declared
            .first(&[
                "article:section",
                "parsely.section",
                "section",
                "sailthru.section",
            ])
            .map(str::to_owned)
            .or(declared.jsonld.section),
        source,
        url: address,
        // Told by the lines of the page.
        caption: None,
    };
    (meta, declared.jsonld.body, declared.jsonld.entries)
}

/// What relative links of the page start from.
pub(super) fn base(dom: &Dom, origin: &str) -> Option<Url> {
    let origin = Url::parse(origin)
        .ok()
        .filter(|u| matches!(u.scheme(), "http" | "https"));
    let href = dom
        .all()
        .find(|n| dom.tag(*n) == Tag::Base)
        .and_then(|n| dom.attr(n, Attr::Href));
    match (href, &origin) {
        (Some(href), Some(origin)) => origin.join(href).ok(),
        (Some(href), None) => Url::parse(href).ok(),
        (None, _) => None,
    }
    .filter(|u| matches!(u.scheme(), "http" | "https"))
    .or(origin)
}

fn url(dom: &Dom, declared: &Declarations, base: Option<&Url>) -> Option<Url> {
    let canonical = dom
        .all()
        .filter(|n| dom.tag(*n) == Tag::Link)
        .find(|n| {
            dom.attr(*n, Attr::Rel)
                .is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
        })
        .and_then(|n| dom.attr(n, Attr::Href));
    let absolute = |href: &str| {
        let url = match base {
            Some(base) => base.join(href.trim()).ok()?,
            None => Url::parse(href.trim()).ok()?,
        };
        // A canonical address that leads to the front page is a mistake of the site.
        let front = url.path().len() <= 1 && url.query().is_none();
        (matches!(url.scheme(), "http" | "https") && !front).then_some(url)
    };
    canonical
        .and_then(absolute)
        .or_else(|| {
            declared
                .first(&["og:url", "twitter:url", "parsely.link"])
                .and_then(absolute)
        })
        .or_else(|| declared.jsonld.url.as_deref().and_then(absolute))
        .or_else(|| base.cloned())
}

fn source(declared: &Declarations, host: Option<&str>) -> Option<String> {
    let is_name = |name: &&str| !name.contains("://") && name.chars().count() <= 60;
    declared
        .first(&["og:site.name"])
        .filter(is_name)
        .or(declared.jsonld.publisher.as_deref().filter(is_name))
        .or_else(|| {
            const NAMES: [&str; 4] = words(
                "application.name dc.publisher citation.journal.title apple.mobile.web.app.title",
            );
            declared.first(&NAMES).filter(is_name)
        })
        .or_else(|| host.map(|h| h.strip_prefix("www.").unwrap_or(h)))
        .map(|name| name.trim_start_matches('@').trim().to_owned())
        .filter(|name| !name.is_empty())
}

/// In which order the page writes the numbers of a date, by its language and country.
fn order(dom: &Dom, language: Option<&str>) -> Order {
    let html = dom.all().take(50).find(|n| dom.tag(*n) == Tag::Html);
    let tag = html.and_then(|n| dom.attr(n, Attr::Lang));
    Order::of(
        tag.filter(|t| t.contains(['-', '_']))
            .or(language)
            .unwrap_or(""),
    )
}

fn published(
    shown: Shown<'_>,
    declared: &Declarations,
    url: Option<&str>,
    order: Order,
) -> Option<Dated> {
    const NAMES: [&str; 31] = words(
        "article:published.time og:published.time article:published datepublished \
         parsely.pub.date citation.publication.date citation.date dc.date.issued dc.issued \
         dc.date.created dc.created dc.date sailthru.date pubdate publishdate publish.date \
         publication.date published publishtime article.published article.created \
         rnews:datepublished cxenseparse:recs:publishtime bt:pubdate og:article:published.time \
         date datecreated created last.modified.date og:pubdate ptime",
    );
    declared
        .date(declared.jsonld.published.as_deref(), &NAMES)
        .or_else(|| visible_date::date(shown, order))
        .or_else(|| url.and_then(visible_date::in_address).map(Dated::from))
        .or_else(|| modified(declared))
}

fn modified(declared: &Declarations) -> Option<Dated> {
    const NAMES: [&str; 9] = words(
        "article:modified.time og:updated.time og:modified.time datemodified lastmod \
         dc.modified dc.date.modified last.modified updated",
    );
    declared.date(declared.jsonld.modified.as_deref(), &NAMES)
}

fn language(dom: &Dom, declared: &Declarations) -> Option<String> {
    let html = dom
        .all()
        .take(50)
        .find(|n| dom.tag(*n) == Tag::Html)
        .and_then(|n| dom.attr(n, Attr::Lang));
    [
        html,
        declared.first(&["og:locale", "content.language", "dc.language", "language"]),
        declared.jsonld.language.as_deref(),
    ]
    .into_iter()
    .flatten()
    .find_map(|code| {
        let code = code
            .trim()
            .split(['-', '_', ',', ';'])
            .next()?
            .to_ascii_lowercase();
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic())).then_some(code)
    })
}

#[cfg(test)]
mod tests;
