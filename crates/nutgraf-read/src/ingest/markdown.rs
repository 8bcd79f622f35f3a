//! Owns: Markdown as a draft.
//! Promises: total; spans of paragraphs point into the Markdown as written.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::ingest::front;
use crate::ingest::html;
use crate::ingest::plain;
use crate::model::article::{BlockKind, Draft, Format, Link, Paragraph};
use crate::model::flaw::{DropReason, Dropped};
use crate::model::identity::Identity;
use crate::model::span::Span;
use crate::text::rules::Rules;

/// Reads Markdown with or without front matter. A heading of the first level at the start is the title.
pub fn read(text: String, origin: &str, rules: &Rules) -> Draft {
    let raw: Arc<str> = Arc::from(text);
    let (front, body) = front::read(&raw);
    let mut maker = Maker {
        from: body,
        ..Maker::default()
    };
    let source = raw.get(body..).unwrap_or("");
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        maker.take(event, &range, rules);
    }
    maker.flush();
    let mut draft = Draft {
        key: front.key,
        identity: Identity::default(),
        origin: origin.to_owned(),
        format: Format::Markdown,
        meta: front.meta,
        raw,
        paragraphs: maker.paragraphs,
        dropped: Vec::new(),
        flaws: front.flaws,
        analysed: None,
    };
    if body > 0 {
        let span = Span::new(0, body).trimmed(&draft.raw);
        draft.dropped.push(Dropped {
            span,
            reason: DropReason::Metadata,
        });
    }
    take_title(&mut draft);
    draft
}

/// The first block is the title when it is a heading and no other title is known, or the same.
fn take_title(draft: &mut Draft) {
    let Some(first) = draft.paragraphs.first() else {
        return;
    };
    let is_title = match first.kind {
        BlockKind::Heading(_) => {
            draft.meta.title.is_empty() || plain::folded(&draft.meta.title) == first.text
        }
        _ => false,
    };
    if is_title {
        let block = draft.paragraphs.remove(0);
        draft.meta.title = block.text;
        draft.dropped.push(Dropped {
            span: block.span,
            reason: DropReason::Metadata,
        });
    }
}

#[derive(Default)]
struct Maker {
    paragraphs: Vec<Paragraph>,
    /// Where the Markdown starts in the document.
    from: usize,
    text: String,
    links: Vec<Link>,
    /// The first and last byte of the block under way.
    range: Option<Range<usize>>,
    heading: Option<u8>,
    lists: u8,
    items: u8,
    /// Whether the open item has had its first block.
    item_begun: bool,
    quotes: u8,
    rows: bool,
    verbatim: bool,
    /// Inside a picture: its words are a caption that is not shown.
    picture: u8,
    /// Start of the open link in `text` and its target.
    link: Option<(usize, String)>,
    markup: String,
}

impl Maker {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>, rules: &Rules) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, range, rules),
            Event::Text(text) | Event::Code(text) => self.write(&text, range),
            Event::SoftBreak | Event::HardBreak => {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            }
            Event::Html(piece) => {
                self.markup.push_str(&piece);
                self.extend(range);
            }
            Event::Rule => self.flush(),
            Event::InlineHtml(piece) if piece.starts_with("<br") => self.text.push(' '),
            Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.verbatim = true;
            }
            Tag::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.flush();
                self.items = self.items.saturating_add(1);
                self.item_begun = false;
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.rows = true;
            }
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Image { .. } => self.picture = self.picture.saturating_add(1),
            Tag::Link { dest_url, .. } if self.link.is_none() => {
                self.link = Some((self.text.len(), dest_url.into_string()));
            }
            Tag::Paragraph | Tag::FootnoteDefinition(_) | Tag::HtmlBlock => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>, rules: &Rules) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.verbatim = false;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.flush();
                self.rows = false;
            }
            TagEnd::Image => self.picture = self.picture.saturating_sub(1),
            TagEnd::Link => self.end_link(),
            TagEnd::HtmlBlock => self.end_markup(range, rules),
            TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.flush(),
            _ => {}
        }
    }

    fn write(&mut self, text: &str, range: &Range<usize>) {
        if self.picture > 0 {
            return;
        }
        self.text.push_str(text);
        self.extend(range);
    }

    fn extend(&mut self, range: &Range<usize>) {
        match &mut self.range {
            Some(have) => have.end = have.end.max(range.end),
            None => self.range = Some(range.clone()),
        }
    }

    fn end_link(&mut self) {
        let Some((start, target)) = self.link.take() else {
            return;
        };
        let span = Span::new(start, self.text.len()).trimmed(&self.text);
        if !span.is_empty() && (html::is_web(&target) || target.starts_with("mailto:")) {
            self.links.push(Link { span, target });
        }
    }

    fn end_markup(&mut self, range: &Range<usize>, rules: &Rules) {
        let markup = std::mem::take(&mut self.markup);
        self.range = None;
        let span = Span::new(self.from + range.start, self.from + range.end);
        for mut block in html::fragment(&markup, "", rules).paragraphs {
            block.span = span;
            self.paragraphs.push(block);
        }
    }

    fn flush(&mut self) {
        self.link = None;
        let text = std::mem::take(&mut self.text);
        let mut links = std::mem::take(&mut self.links);
        let Some(range) = self.range.take() else {
            return;
        };
        let kind = self.kind();
        let text = if kind == BlockKind::Verbatim {
            text.trim_end().to_owned()
        } else {
            let folded = plain::folded(&text);
            if folded != text {
                refit(&mut links, &text, &folded);
            }
            folded
        };
        if text.trim().is_empty() {
            return;
        }
        self.item_begun = true;
        self.paragraphs.push(Paragraph {
            kind,
            text,
            span: Span::new(self.from + range.start, self.from + range.end),
            gap: 0,
            links,
        });
    }

    fn kind(&self) -> BlockKind {
        if let Some(level) = self.heading {
            BlockKind::Heading(level)
        } else if self.verbatim {
            BlockKind::Verbatim
        } else if self.rows {
            BlockKind::Row
        } else if self.items > 0 && !self.item_begun {
            BlockKind::Item(self.lists.saturating_sub(1))
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }
}

/// Moves the spans of links from a text to the same text with its white space folded.
fn refit(links: &mut [Link], text: &str, folded: &str) {
    for link in links {
        let before = text.get(..link.span.start as usize).unwrap_or("");
        let inside = plain::folded(link.span.of(text));
        let mut start = plain::folded(before).len();
        if start > 0 && folded.as_bytes().get(start) == Some(&b' ') {
            start += 1;
        }
        link.span = Span::new(start, start + inside.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, want: &[(&str, BlockKind)]) -> Draft {
        let draft = read(
            text.to_owned(),
            "x.md",
            &crate::options::Options::default().rules,
        );
        let got: Vec<(&str, BlockKind)> = draft
            .paragraphs
            .iter()
            .map(|b| (b.text.as_str(), b.kind))
            .collect();
        assert_eq!(got, want, "{text}");
        assert_eq!(draft.meta.title, title, "{text}");
        for block in &draft.paragraphs {
            assert!(block.span.fits(&draft.raw), "{text}");
            for link in &block.links {
                assert!(link.span.fits(&block.text), "{text}");
            }
        }
        draft
    }

    #[test]
    fn markdown_becomes_blocks() {
        use BlockKind::{Heading, Item, Paragraph, Quote, Row, Verbatim};
        check(
            "# T\n\nOne\ntwo.\n\n## H\n\nThree",
            "T",
            &[
                ("One two.", Paragraph),
                ("H", Heading(2)),
                ("Three", Paragraph),
            ],
        );
        check(
            "---\ntitle: F\n---\n# Other\n\nx",
            "F",
            &[("Other", Heading(1)), ("x", Paragraph)],
        );
        check("---\ntitle: F\n---\n# F\n\nx", "F", &[("x", Paragraph)]);
        check(
            "* a\n* b\n  1. c\n\n  more",
            "",
            &[
                ("a", Item(0)),
                ("b", Item(0)),
                ("c", Item(1)),
                ("more", Paragraph),
            ],
        );
        check("> a\n> b\n\nc", "", &[("a b", Quote), ("c", Paragraph)]);
        check(
            "    code\n      deep\n\nx",
            "",
            &[("code\n  deep", Verbatim), ("x", Paragraph)],
        );
        check("|a|b|\n|-|-|\n|1|2|", "", &[("a | b", Row), ("1 | 2", Row)]);
        check("x ![alt](p.png) y", "", &[("x y", Paragraph)]);
        check(
            "<div>a <b>b</b></div>\n\nc",
            "",
            &[("a b", Paragraph), ("c", Paragraph)],
        );
        check("T\n===\nx *y* __z__ `c`", "T", &[("x y z c", Paragraph)]);
        check("", "", &[]);
    }

    #[test]
    fn links_keep_their_words_and_web_targets() {
        let draft = check(
            "See  [the\n*report*](https://a.example/r) and [b](/rel).",
            "",
            &[("See the report and b.", BlockKind::Paragraph)],
        );
        let links = &draft.paragraphs[0].links;
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].span.of(&draft.paragraphs[0].text), "the report");
        assert_eq!(links[0].target, "https://a.example/r");
    }
}
