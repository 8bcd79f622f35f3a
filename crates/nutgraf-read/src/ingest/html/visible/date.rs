//! Owns: the date that a page shows, where it declares none.
//! Promises: total; the first that is marked as one before any other.

use crate::date::{Dated, Order, parse};
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::Shown;
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::visible::{MOST, has_word, headline, is_clutter};
use crate::model::moment::Moment;
use crate::text::word_list::words;

/// The date that a reader sees: in elements marked as dates, then in short lines.
pub(in crate::ingest::html) fn date(shown: Shown<'_>, order: Order) -> Option<Dated> {
    const MARKS: [&str; 29] = words(
        "date published pubdate publish-date published-date post-date entry-date article-date \
         timestamp time dateline posted-on datum fecha article__date post__date meta-date \
         date-published published-at postdate updated post-meta entry-meta byline article-meta \
         meta postinfo article-info info",
    );
    let dom = shown.dom;
    let headline = headline(dom);
    let mut seen = 0;
    let mut times = Vec::new();
    let mut marked = Vec::new();
    for node in dom.all() {
        let tag = dom.tag(node);
        if tag == Tag::Text || matches!(tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article) {
            continue;
        }
        let rank = if dom
            .attr(node, Attr::Itemprop)
            .is_some_and(|p| p == "datePublished")
        {
            0
        } else if tag == Tag::Time {
            1
        } else if has_word(dom, node, &MARKS) {
            2
        } else {
            continue;
        };
        seen += 1;
        if seen > MOST || is_clutter(shown, headline, node) {
            continue;
        }
        let value = [Attr::Datetime, Attr::Content, Attr::Title]
            .into_iter()
            .find_map(|a| dom.attr(node, a).and_then(Dated::read));
        let moment = value.or_else(|| {
            let text = dom.flat(node, 160);
            dates_in(&text, order)
        });
        match (moment, rank) {
            (Some(moment), 0) => return Some(moment),
            (Some(moment), 1) => times.push(moment),
            (Some(moment), _) => marked.push(moment),
            (None, _) => {}
        }
    }
    times
        .first()
        .or(marked.first())
        .copied()
        .or_else(|| in_lines(shown, order))
        .or_else(|| in_title(dom, order))
}

/// A date in a short text that says more: `Ann Lee · July 15, 2022 · 5 min read`.
fn dates_in(text: &str, order: Order) -> Option<Dated> {
    Dated::read_by(text, order).or_else(|| {
        text.split(['|', '·', '•', '–', '—', '\u{2022}'])
            .find_map(|part| Dated::read_by(part.trim(), order))
    })
}

/// A date that opens the page's title: `15.07.2022 | Talks go on`.
fn in_title(dom: &Dom, order: Order) -> Option<Dated> {
    let title = dom.all().find(|n| dom.tag(*n) == Tag::Title)?;
    let title = dom.flat(title, 200);
    let first = title.split([' ', '|']).next()?;
    Dated::read_by(first, order)
}

/// The first short text node of the page that is a date, or one that opens a paragraph in brackets.
fn in_lines(shown: Shown<'_>, order: Order) -> Option<Dated> {
    let dom = shown.dom;
    let date_of = |text: &str| {
        let opening = || {
            text.strip_prefix('(')?
                .split_once(')')
                .map(|(date, _)| date.to_owned())
        };
        let text = if (8..=60).contains(&text.len()) {
            text.to_owned()
        } else {
            opening()?
        };
        let is_dated = (8..=60).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit());
        is_dated.then(|| dates_in(&text, order)).flatten()
    };
    let seen = dom.all().filter(|n| dom.tag(*n) == Tag::Text).filter(|n| {
        let text = dom.text(*n).trim();
        text.starts_with('(')
            || (8..=60).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit())
    });
    let headline = headline(dom);
    let is_unseen = |n: NodeId| dom.lineage(n).any(|a| dom.tag(a).is_unseen());
    seen.take(MOST)
        .filter(|n| !is_unseen(*n) && !is_clutter(shown, headline, *n))
        .take(200)
        .find_map(|n| date_of(dom.text(n).trim()))
}

/// The date in an address: `/2022/07/15/`, `/2022-07-15-`, `/20220715/`.
pub(crate) fn in_address(url: &str) -> Option<Moment> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let year = |p: &str| p.len() == 4 && (p.starts_with("19") || p.starts_with("20"));
    parts
        .windows(3)
        .find_map(|three| match three {
            [y, m, d] if year(y) && m.len() <= 2 && d.len() <= 2 => parse(&format!("{y}/{m}/{d}")),
            _ => None,
        })
        .or_else(|| {
            parts
                .iter()
                .filter(|p| p.len() == 8 && p.starts_with("20"))
                .find_map(|p| parse(p))
        })
}
