//! Owns: `read`, the lines of a page and which are its article, where it may be hidden until a script shows it.
//! Promises: what is hidden is read only where what is shown is no article; a page is selected from twice at most.

use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::{self, Line, Shown};
use crate::ingest::html::select::{self, Evidence};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;
use crate::text::furniture::Furniture;

/// The lines of a page, and why each is not part of the article.
pub(super) type Reading = (Vec<Line>, Vec<Option<DropReason>>);

/// How much prose must be hidden to be an article, in bytes: about three paragraphs.
const ENOUGH: usize = 500;
/// How much more it must be than what is shown.
const TIMES: usize = 3;
/// So little prose is none: a notice, a teaser.
const NOTICE: usize = 150;
/// The shortest line that is prose, in bytes.
const LINE: usize = 80;

/// The lines that a page shows.
pub(super) fn shown(dom: &Dom) -> Vec<Line> {
    lines::lines(dom, NodeId::ROOT, |n| is_hidden(dom, n))
}

/// Reads what a page shows (`lines`), or, where this is no article and long prose is hidden, that as well: many pages come hidden and are
/// faded in by a script, or put the text of an article behind a button.
pub(super) fn read(
    dom: &Dom,
    lines: Vec<Line>,
    evidence: Evidence<'_>,
    furniture: &Furniture,
) -> Reading {
    let select = |lines: Vec<Line>| {
        let shown = Shown {
            dom,
            lines: &lines,
            furniture,
        };
        let reasons = select::select(shown, evidence);
        (lines, reasons)
    };
    let shown = select(lines);
    let said = prose(&shown).map(str::len).sum::<usize>();
    let least = ENOUGH.max(said * TIMES);
    if !is_much_hidden(dom, least) {
        return shown;
    }
    let whole = select(lines::lines(dom, NodeId::ROOT, |_| false));
    if prose(&whole).map(str::len).sum::<usize>() < least {
        return shown;
    }
    // A longer text that lacks what is shown is another one: a policy, a story for later.
    let all: std::collections::HashSet<&str> = prose(&whole).collect();
    let common: usize = prose(&shown)
        .filter(|line| all.contains(line))
        .map(str::len)
        .sum();
    if said < NOTICE || common * 5 >= said * 4 {
        whole
    } else {
        shown
    }
}

/// Whether an element is hidden by its own attributes, or stands in for what a script would show.
pub(super) fn is_hidden(dom: &Dom, node: NodeId) -> bool {
    if dom.tag(node) == Tag::Noscript || dom.attr(node, Attr::Hidden).is_some() {
        return true;
    }
    dom.attr(node, Attr::Style).is_some_and(|style| {
        let style: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}

/// The running text that is kept.
fn prose((lines, reasons): &Reading) -> impl Iterator<Item = &str> {
    let is_prose = |(line, reason): &(&Line, &Option<DropReason>)| {
        let is_text = matches!(
            line.kind,
            BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Quote
        );
        reason.is_none() && is_text && line.text.len() >= LINE
    };
    let kept = lines.iter().zip(reasons).filter(is_prose);
    kept.map(|(line, _)| line.text.as_str())
}

/// Whether at least so many bytes of text are hidden.
fn is_much_hidden(dom: &Dom, least: usize) -> bool {
    let mut found = 0;
    let mut at = 0;
    while at < dom.size() && found < least {
        let node = NodeId::at(at);
        let tag = dom.tag(node);
        at += 1;
        if tag == Tag::Text {
            continue;
        }
        if is_hidden(dom, node) {
            let texts = dom.subtree(node).filter(|n| dom.tag(*n) == Tag::Text);
            found += texts.map(|n| dom.text(n).trim().len()).sum::<usize>();
            at = dom.end(node).max(at);
        } else if tag.is_unseen() {
            at = dom.end(node).max(at);
        }
    }
    found >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first words of the lines that are kept.
    fn kept(body: &str) -> String {
        let dom = Dom::parse(&format!("<title>Bridge</title><body>{body}"));
        let furniture = Furniture::new(&crate::lexicon());
        let reading = read(&dom, shown(&dom), Evidence::default(), &furniture);
        let first = |line: &str| line.split(' ').next().unwrap_or("").to_owned();
        prose(&reading).map(first).collect::<Vec<_>>().join(" ")
    }

    fn p(names: &str) -> String {
        let long = "and the others of the harbour town met again on Tuesday and agreed to mend the bridge before the winter, as they said.";
        let made = names.split(' ').map(|n| format!("<p>{n} {long}</p>"));
        made.collect()
    }

    #[test]
    fn what_is_hidden_is_read_where_nothing_else_is_an_article() {
        let all = "Ann Bo Cy Di Eve Fay";
        let (long, short) = (p(all), p("Ann"));
        for (body, want) in [
            (format!("<div style='display: none'>{long}</div>"), all),
            (format!("<div hidden><h1>Bridge</h1>{long}</div>"), all),
            (format!("<div style='visibility:hidden'>{long}</div>"), all),
            (format!("<noscript>{long}</noscript>"), all),
            (
                format!(
                    "<div>{short}<div hidden>{}</div></div>",
                    p("Bo Cy Di Eve Fay")
                ),
                all,
            ),
            (
                format!("<p>Wait a moment, please.</p><div hidden>{long}</div>"),
                all,
            ),
            (
                format!("<div>{long}</div><div hidden>{}</div>", p("Gus")),
                all,
            ),
            (
                format!(
                    "<div>{}</div><div hidden>{}</div>",
                    p("Ann Bo"),
                    p("Gus Hal Ida")
                ),
                "Ann Bo",
            ),
            (
                format!(
                    "<div>{short}</div><div hidden class=modal>{}</div>",
                    p("Gus Hal Ida Jo")
                ),
                "Ann",
            ),
        ] {
            assert_eq!(kept(&body), want, "{body}");
        }
    }
}
