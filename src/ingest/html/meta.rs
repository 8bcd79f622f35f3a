//! Owns: the metadata of a page: title, authors, dates, source, address, language, section.
//! May import: `ingest::date`, `ingest::html::{credit, declared, dom, jsonld, tag, title}`, `model`.
//! Promises: total; what several places say is weighed, declared before guessed.

use url::Url;

use crate::ingest::date::{Dated, Order};
use crate::ingest::html::credit;
use crate::ingest::html::declared::Declared;
use crate::ingest::html::dom::Dom;
use crate::ingest::html::jsonld::{self, JsonLd};
use crate::ingest::html::shown::day;
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::title::{self, Candidates};
use crate::model::article::Meta;

/// A page's metadata, and the text that its JSON-LD gives as the article's body.
pub fn read(dom: &Dom, origin: &str) -> (Meta, Option<String>) {
    let declared = Declared::read(dom);
    let jsonld = jsonld::read(dom);
    let base = base(dom, origin);
    let url = url(dom, &declared, &jsonld, base.as_ref());
    let host = base
        .as_ref()
        .or(url.as_ref())
        .and_then(|u| u.host_str().map(str::to_owned));
    let source = source(&declared, &jsonld, host.as_deref());
    let address = url.as_ref().map(Url::to_string);
    let language = language(dom, &declared, &jsonld);
    let order = order(dom, language.as_deref());
    let dated = published(dom, (&declared, &jsonld), address.as_deref(), order);
    let meta = Meta {
        title: page_title(
            dom,
            &declared,
            &jsonld,
            (source.as_deref(), host.as_deref()),
        ),
        byline: credit::byline(dom, (&declared, &jsonld), source.as_deref()),
        published: dated.map(|dated| dated.moment),
        zone: dated.and_then(|dated| dated.zone),
        modified: modified(&declared, &jsonld).map(|dated| dated.moment),
        language,
        section: declared
            .first(&[
                "article:section",
                "parsely.section",
                "section",
                "sailthru.section",
            ])
            .map(str::to_owned)
            .or(jsonld.section),
        source,
        url: address,
        // Told by the lines of the page.
        caption: None,
    };
    (meta, jsonld.body)
}

/// What relative links of the page start from.
pub fn base(dom: &Dom, origin: &str) -> Option<Url> {
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

fn url(dom: &Dom, declared: &Declared, jsonld: &JsonLd, base: Option<&Url>) -> Option<Url> {
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
        .or_else(|| jsonld.url.as_deref().and_then(absolute))
        .or_else(|| base.cloned())
}

fn source(declared: &Declared, jsonld: &JsonLd, host: Option<&str>) -> Option<String> {
    let is_name = |name: &&str| !name.contains("://") && name.chars().count() <= 60;
    declared
        .first(&["og:site.name"])
        .filter(is_name)
        .or(jsonld.publisher.as_deref().filter(is_name))
        .or_else(|| {
            let names = [
                "application.name",
                "dc.publisher",
                "citation.journal.title",
                "apple.mobile.web.app.title",
            ];
            declared.first(&names).filter(is_name)
        })
        .or_else(|| host.map(|h| h.strip_prefix("www.").unwrap_or(h)))
        .map(|name| name.trim_start_matches('@').trim().to_owned())
        .filter(|name| !name.is_empty())
}

fn page_title(
    dom: &Dom,
    declared: &Declared,
    jsonld: &JsonLd,
    site: (Option<&str>, Option<&str>),
) -> String {
    let mut candidates = Candidates::default();
    let mut in_svg = 0;
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for node in dom.all() {
        match dom.tag(node) {
            Tag::Svg => in_svg = dom.end(node),
            Tag::Title if node.index() >= in_svg && candidates.tag.is_empty() => {
                candidates.tag = dom.flat(node, 1000);
            }
            Tag::H1 if first.len() < 8 => first.push(dom.flat(node, 500)),
            Tag::H2 if second.len() < 8 => second.push(dom.flat(node, 500)),
            _ => {}
        }
    }
    first.retain(|h| !h.is_empty());
    first.dedup();
    if let [only] = first.as_slice() {
        candidates.only_first = Some(only.clone());
    }
    second.retain(|h| !h.is_empty());
    first.append(&mut second);
    candidates.headings = first;
    for name in [
        "og:title",
        "citation.title",
        "dc.title",
        "twitter:title",
        "parsely.title",
        "sailthru.title",
        "title",
    ] {
        candidates
            .meta
            .extend(declared.all(name).take(2).map(folded));
    }
    candidates.headline = jsonld.headline.as_deref().map(folded);
    let (source, host) = site;
    candidates.sites.extend(source.map(str::to_owned));
    candidates
        .sites
        .extend(declared.first(&["og:site.name"]).map(str::to_owned));
    candidates.sites.extend(jsonld.publisher.clone());
    candidates
        .sites
        .extend(declared.first(&["application.name"]).map(str::to_owned));
    if let Some(host) = host {
        let host = host.strip_prefix("www.").unwrap_or(host);
        candidates.sites.push(host.to_owned());
        candidates
            .sites
            .extend(host.split('.').max_by_key(|p| p.len()).map(str::to_owned));
    }
    // Some pages give their own title as the name of the site.
    let is_own = |site: &String| {
        let site = title::loose(site);
        let is = |t: &String| title::loose(t) == site;
        site.chars().count() > 30
            || candidates.meta.first().is_some_and(is) && candidates.headings.iter().any(is)
    };
    let sites = std::mem::take(&mut candidates.sites);
    candidates.sites = sites.into_iter().filter(|s| !is_own(s)).collect();
    title::choose(&candidates)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    dom: &Dom,
    (declared, jsonld): (&Declared, &JsonLd),
    url: Option<&str>,
    order: Order,
) -> Option<Dated> {
    let names = [
        "article:published.time",
        "og:published.time",
        "article:published",
        "datepublished",
        "parsely.pub.date",
        "citation.publication.date",
        "citation.date",
        "dc.date.issued",
        "dc.issued",
        "dc.date.created",
        "dc.created",
        "dc.date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish.date",
        "publication.date",
        "published",
        "publishtime",
        "article.published",
        "article.created",
        "rnews:datepublished",
        "cxenseparse:recs:publishtime",
        "bt:pubdate",
        "og:article:published.time",
        "date",
        "datecreated",
        "created",
        "last.modified.date",
        "og:pubdate",
        "ptime",
    ];
    let stated = jsonld
        .published
        .as_deref()
        .and_then(Dated::read)
        .or_else(|| {
            names
                .iter()
                .find_map(|name| declared.all(name).find_map(Dated::read))
        });
    stated
        .or_else(|| day::date(dom, order))
        .or_else(|| url.and_then(day::in_address).map(Dated::from))
        .or_else(|| modified(declared, jsonld))
}

fn modified(declared: &Declared, jsonld: &JsonLd) -> Option<Dated> {
    let names = [
        "article:modified.time",
        "og:updated.time",
        "og:modified.time",
        "datemodified",
        "lastmod",
        "dc.modified",
        "dc.date.modified",
        "last.modified",
        "updated",
    ];
    jsonld
        .modified
        .as_deref()
        .and_then(Dated::read)
        .or_else(|| {
            names
                .iter()
                .find_map(|name| declared.all(name).find_map(Dated::read))
        })
}

fn language(dom: &Dom, declared: &Declared, jsonld: &JsonLd) -> Option<String> {
    let html = dom
        .all()
        .take(50)
        .find(|n| dom.tag(*n) == Tag::Html)
        .and_then(|n| dom.attr(n, Attr::Lang));
    [
        html,
        declared.first(&["og:locale", "content.language", "dc.language", "language"]),
        jsonld.language.as_deref(),
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
mod tests {
    use super::*;
    use crate::model::moment::Moment;

    fn check(html: &str) -> Meta {
        read(
            &Dom::parse(html),
            "https://www.paper.example/2021/03/04/talks",
        )
        .0
    }

    #[test]
    fn declared_metadata_is_taken() {
        let meta = check(
            "<html lang=en-GB><head><title>Talks go on in Vienna | The Paper</title>
            <meta property=og:site_name content='The Paper'><meta name=author content='By Ann Lee and Bo Ek'>
            <meta property=article:published_time content=2022-07-15T10:00:00+02:00>
            <meta property=article:section content=World><link rel=canonical href=/a/talks></head><h1>Talks go on in Vienna</h1>",
        );
        assert_eq!(meta.title, "Talks go on in Vienna");
        assert_eq!(meta.byline.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(meta.source.as_deref(), Some("The Paper"));
        assert_eq!(
            meta.url.as_deref(),
            Some("https://www.paper.example/a/talks")
        );
        assert_eq!(meta.published, Moment::parse("2022-07-15T08:00:00Z"));
        assert_eq!(meta.zone, Some(120));
        assert_eq!(meta.language.as_deref(), Some("en"));
        assert_eq!(meta.section.as_deref(), Some("World"));
    }

    #[test]
    fn shown_metadata_is_found() {
        let meta = check(
            "<h1>Talks go on</h1><p class=byline>By <a rel=author>Ann Lee</a></p><span class=date>July 15, 2022</span>
            <div class=comments><span class=date>July 1, 2020</span><span class=author>Troll</span></div>",
        );
        assert_eq!(meta.title, "Talks go on");
        assert_eq!(meta.byline.as_deref(), Some("Ann Lee"));
        assert_eq!(meta.published, Moment::parse("2022-07-15"));
        assert_eq!(meta.source.as_deref(), Some("paper.example"));
        assert_eq!(
            check("<p>x").published,
            Moment::parse("2021-03-04"),
            "the address has one"
        );
    }

    #[test]
    fn a_person_is_the_better_author() {
        for (declared, shown, want) in [
            ("AFP", "<p class=byline>Par Ann Lee</p>", "Ann Lee"),
            ("AFP", "", "AFP"),
            ("Paper", "<p><b>Von Ann Lee</b></p>", "Ann Lee"),
            ("Paper", "", "Paper"),
            ("Bo Ek", "<p class=byline>By Ann Lee</p>", "Bo Ek"),
            (
                "Bund der Segler e.V.",
                "<p>Autorin: Ann Lee, leitet den Verein.</p>",
                "Ann Lee",
            ),
        ] {
            let html = format!(
                "<meta property=og:site_name content=Paper><meta name=author content='{declared}'><h1>Talks go on</h1>{shown}<p>x"
            );
            assert_eq!(check(&html).byline.as_deref(), Some(want), "{html}");
        }
    }

    #[test]
    fn shown_dates_are_read_as_the_country_writes_them() {
        for (html, want) in [
            (
                "<html lang=en-GB><span class=date>02/10/2020</span>",
                "2020-10-02",
            ),
            (
                "<html lang=en-US><span class=date>02/10/2020</span>",
                "2020-02-10",
            ),
            (
                "<html lang=de><p>(21. November 2022) Es ist so.</p>",
                "2022-11-21",
            ),
            ("<title>08.11.2021 | Talks</title><p>x", "2021-11-08"),
        ] {
            assert_eq!(check(html).published, Moment::parse(want), "{html}");
        }
    }
}
