//! Owns: web pages and pieces of markup as drafts.
//! Promises: total, in linear time and bounded memory; the text of an article without what stands around it.

pub(super) mod author;
mod byline;
mod clutter;
mod declarations;
mod dom;
pub(super) mod entity;
mod entries;
mod headline;
mod hidden;
mod jsonld;
mod lines;
mod marked;
mod meta;
mod select;
mod tag;
mod title;
mod token;
mod visible;
mod wording;

use std::sync::Arc;

use url::Url;

use crate::ingest::html::dom::Dom;
use crate::ingest::html::lines::{Line, Shown};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::article::{Draft, Format, Link, Meta, Paragraph};
use crate::model::flaw::{DropReason, Dropped, Flaw, FlawKind};
use crate::model::identity::Identity;
use crate::model::span::Span;
use crate::text::rules::Rules;

pub use crate::ingest::html::marked::marked;

/// Reads a web page: its article and its metadata. `raw` of the draft is the visible text of the page in document order,
/// a line for each block, and the spans of paragraphs and of what was dropped point into it.
pub fn page(html: &str, origin: &str, rules: &Rules) -> Draft {
    let dom = Dom::parse(html);
    let base = meta::base(&dom, origin);
    let lines = hidden::shown(&dom);
    let shown = Shown {
        dom: &dom,
        lines: &lines,
        furniture: &rules.furniture,
    };
    let (meta, body, entries) = meta::read(shown, origin);
    let declared = dom.all().find(|n| dom.tag(*n) == Tag::Title);
    let declared = declared.map_or(String::new(), |title| dom.flat(title, 500));
    let around = [declared.as_str(), meta.source.as_deref().unwrap_or("")].join(" ");
    let evidence = select::Evidence {
        title: &meta.title,
        around: &around,
        byline: meta.byline.as_deref().unwrap_or(""),
        body: body.as_deref().unwrap_or(""),
    };
    let (mut lines, mut reasons) = hidden::read(&dom, lines, evidence, &rules.furniture);
    let unseen = entries::unseen(&entries, &lines, &reasons);
    reasons.extend(unseen.iter().map(|_| None));
    lines.extend(unseen);
    let meta = Meta {
        caption: select::lead_caption(&lines, &reasons),
        ..meta
    };
    let mut draft = draft(&dom, lines, &reasons, base.as_ref(), meta);
    origin.clone_into(&mut draft.origin);
    draft
}

/// Reads a piece of markup that is all content: the text of a feed's entry, a description.
pub fn fragment(html: &str, origin: &str, rules: &Rules) -> Draft {
    let dom = Dom::parse(html);
    let lines = hidden::shown(&dom);
    let base = Url::parse(origin).ok();
    // What feeds add at the end of an entry.
    let mut reasons = vec![None; lines.len()];
    for (line, reason) in lines.iter().zip(&mut reasons).rev().take(3) {
        *reason = wording::reason(&line.text, line.linked, &rules.furniture);
    }
    let mut draft = draft(&dom, lines, &reasons, base.as_ref(), Meta::default());
    origin.clone_into(&mut draft.origin);
    draft
}

/// Reads markup of either kind: a page when it has the parts of one.
pub fn markup(html: &str, origin: &str, rules: &Rules) -> Draft {
    let head = html
        .get(..html.floor_char_boundary(2000))
        .unwrap_or(html)
        .to_ascii_lowercase();
    if head.contains("<html") || head.contains("<body") || head.contains("<head") {
        page(html, origin, rules)
    } else {
        fragment(html, origin, rules)
    }
}

/// Whether an address leads to the web.
pub fn is_web(address: &str) -> bool {
    Url::parse(address).is_ok_and(|u| matches!(u.scheme(), "http" | "https"))
}

fn draft(
    dom: &Dom,
    lines: Vec<Line>,
    reasons: &[Option<DropReason>],
    base: Option<&Url>,
    meta: Meta,
) -> Draft {
    let mut raw = String::new();
    let mut paragraphs = Vec::new();
    let mut dropped: Vec<Dropped> = Vec::new();
    for (line, reason) in lines.into_iter().zip(reasons) {
        let start = raw.len();
        raw.push_str(&line.text);
        let span = Span::new(start, raw.len());
        raw.push('\n');
        match (reason, dropped.last_mut()) {
            (None, _) => {
                let targets = line.links.iter().filter_map(|(words, link)| {
                    let address = target(dom.attr(*link, Attr::Href)?, base)?;
                    Some(Link {
                        span: *words,
                        target: address,
                    })
                });
                paragraphs.push(Paragraph {
                    kind: line.kind,
                    links: targets.collect(),
                    text: line.text,
                    span,
                    gap: 0,
                });
            }
            (Some(reason), Some(last))
                if last.reason == *reason && last.span.end as usize + 1 == start =>
            {
                last.span = last.span.union(span);
            }
            (Some(reason), _) => dropped.push(Dropped {
                span,
                reason: *reason,
            }),
        }
    }
    let mut flaws = Vec::new();
    if dom.cut {
        flaws.push(Flaw::new(
            FlawKind::TooLarge,
            "the page has too many elements; the rest was left out",
        ));
    }
    Draft {
        key: None,
        identity: Identity::default(),
        origin: String::new(),
        format: Format::Html,
        meta,
        raw: Arc::from(raw),
        paragraphs,
        dropped,
        flaws,
        analysed: None,
    }
}

/// Where a link leads, absolute; `None` when it leads nowhere that a reader could go.
fn target(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.into())
}
