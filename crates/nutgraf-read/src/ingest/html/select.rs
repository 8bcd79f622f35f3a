//! Owns: which lines of a page are the article.
//! Promises: linear in lines times depth; a page with text gives text.

mod after_article;
mod container;
mod inside_article;
mod live;
mod named;
mod notices;
#[cfg(test)]
mod tests;
mod weights;

use crate::ingest::html::clutter;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::{Line, Shown};
use crate::ingest::html::tag::Tag;
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;
use crate::text::furniture::Furniture;

/// What is known about the article from elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence<'e> {
    /// Its headline.
    pub title: &'e str,
    /// The title that the page declares with all around it, and the name of its site.
    pub around: &'e str,
    /// Its authors, as the byline gives them.
    pub byline: &'e str,
    /// Its text as JSON-LD gives it; often cut, sometimes of another story.
    pub body: &'e str,
}

/// Says for each line why it is not part of the article; `None` for those that are.
pub(super) fn select(shown: Shown<'_>, evidence: Evidence<'_>) -> Vec<Option<DropReason>> {
    let mut page = Page::new(shown);
    page.weigh_title(evidence.title);
    page.weigh_body(evidence.body);
    page.weigh_teasers();
    page.weigh_captions();
    page.drop_repeats();
    page.drop_consent();
    page.drop_script_notices();
    page.drop_furniture(evidence.byline);
    page.drop_next_articles();
    page.drop_remarks();
    page.drop_forms();
    page.keep_container();
    page.drop_cards();
    page.drop_copies();
    page.mark_times();
    page.drop_shows();
    page.drop_lists();
    page.drop_tails();
    page.drop_lines(evidence);
    page.drop_after_end();
    page.drop_bios(evidence.byline);
    page.trim_ends();
    page.drop_captions();
    page.reasons
}

/// The caption of the picture that leads the article: the first that stands before or among its first paragraphs. A caption of
/// another story is furniture and has another reason.
pub(super) fn lead_caption(lines: &[Line], reasons: &[Option<DropReason>]) -> Option<String> {
    const BEFORE: usize = 3;
    const LONGEST: usize = 600;
    let is_caption = |line: &Line, reason: &Option<DropReason>| {
        *reason == Some(DropReason::Caption)
            && line.kind == BlockKind::Caption
            && line.text.len() <= LONGEST
    };
    let mut paragraphs = 0;
    for (line, reason) in lines.iter().zip(reasons) {
        if is_caption(line, reason) {
            return Some(line.text.clone());
        }
        let is_text = line.kind == BlockKind::Paragraph && line.text.len() >= 80;
        paragraphs += usize::from(reason.is_none() && is_text);
        if paragraphs >= BEFORE {
            break;
        }
    }
    None
}

struct Page<'p> {
    dom: &'p Dom,
    lines: &'p [Line],
    furniture: &'p Furniture,
    /// How much each line looks like a piece of an article: about its characters outside of links.
    weights: Vec<f32>,
    reasons: Vec<Option<DropReason>>,
    /// The line that is the headline.
    title: Option<usize>,
    /// Lines that say when an entry of a live page was written.
    times: Vec<bool>,
    /// Lines that the page itself declares to be the article's.
    in_jsonld: Vec<bool>,
    /// Whether captions carry the story, as in a gallery.
    gallery: bool,
    /// The lines of cards of other stories that stand in a row.
    cards: Vec<std::ops::Range<usize>>,
    /// Elements that are marked as the body of an article.
    marked: Vec<NodeId>,
}

impl<'p> Page<'p> {
    fn new(shown: Shown<'p>) -> Self {
        let Shown {
            dom,
            lines,
            furniture,
        } = shown;
        Self {
            dom,
            lines,
            furniture,
            weights: lines.iter().map(weight).collect(),
            reasons: vec![None; lines.len()],
            title: None,
            times: vec![false; lines.len()],
            in_jsonld: vec![false; lines.len()],
            gallery: false,
            cards: Vec::new(),
            marked: marked(dom),
        }
    }

    /// The lines whose first character lies in the subtree of `node`, as a range of indices.
    fn lines_in(&self, node: NodeId) -> std::ops::Range<usize> {
        let end = NodeId::at(self.dom.end(node));
        let from = self.lines.partition_point(|l| l.first < node);
        let to = self.lines.partition_point(|l| l.first < end);
        from..to.max(from)
    }

    /// The good text that is still kept in a range of lines.
    fn mass(&self, range: std::ops::Range<usize>) -> f32 {
        range
            .filter(|i| self.reasons.get(*i).is_some_and(Option::is_none))
            .filter_map(|i| self.weights.get(i))
            .filter(|w| **w > 0.0)
            .sum()
    }

    /// How long the text of a range of lines is, in bytes.
    fn length(&self, range: std::ops::Range<usize>) -> usize {
        let lines = self.lines.get(range).unwrap_or(&[]);
        lines.iter().map(|l| l.text.len()).sum()
    }

    fn drop(&mut self, range: std::ops::Range<usize>, reason: DropReason) {
        for slot in self.reasons.get_mut(range).into_iter().flatten() {
            slot.get_or_insert(reason);
        }
    }

    fn is_kept(&self, at: usize) -> bool {
        self.reasons.get(at).is_some_and(Option::is_none)
    }
}

fn marked(dom: &Dom) -> Vec<NodeId> {
    dom.all()
        .filter(|n| dom.tag(*n) != Tag::Text && clutter::is_body(dom, *n))
        .collect()
}

/// How much a line looks like a piece of an article.
fn weight(line: &Line) -> f32 {
    if matches!(line.kind, BlockKind::Heading(_) | BlockKind::Caption) {
        return 0.0;
    }
    weight_of_text(line)
}

/// The same by its text alone, whatever kind of line it is.
fn weight_of_text(line: &Line) -> f32 {
    // A character of Chinese or Japanese says about as much as two letters.
    let length: usize = line
        .text
        .chars()
        .map(|c| if c >= '\u{2e80}' { 2 } else { 1 })
        .sum();
    let linked = line.linked.min(line.text.len());
    #[expect(clippy::cast_precision_loss, reason = "lines are short")]
    let (all, free) = (line.text.len() as f32, (line.text.len() - linked) as f32);
    let share = free / all.max(1.0);
    if share < 0.4 {
        return -10.0;
    }
    let base = free.min(400.0) * share;
    match length {
        0..25 => -2.0,
        25..80 if !is_ended(&line.text) => base * 0.2,
        _ => base,
    }
}

/// Whether a text ends as sentences do.
fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', ';'])
}
