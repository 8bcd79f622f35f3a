//! Owns: `Reader`, an open article: its lines, where one is, what is sought, chosen and marked.
//! Promises: `top` always names a line of the page.

use std::sync::Arc;

use crate::app::page::Page;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::hyphen::Hyphens;

/// One place in the text that names an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// Where.
    pub span: Span,
    /// Index into the entities.
    pub entity: usize,
}

/// Where a jump came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The list.
    List,
    /// This line of the page.
    Line(usize),
}

/// An open article.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    /// The article.
    pub reading: Arc<Reading>,
    /// Its lines.
    pub page: Arc<Page>,
    /// The first line on the screen.
    pub top: usize,
    /// The words that `top` was last meant to show; resizing there and back does not drift away from them.
    anchor: u32,
    /// Every place that names an actor, ascending.
    pub namings: Arc<[Naming]>,
    /// The words sought; empty for none.
    pub sought: String,
    /// Where they are, ascending.
    pub hits: Vec<Span>,
    /// The hit that the reader is at.
    pub hit: Option<usize>,
    /// The actor whose mentions are walked, as an index into the entities.
    pub chosen: Option<usize>,
    /// The mention that the reader is at.
    pub mention: Option<usize>,
    /// The summary sentence that is marked.
    pub lit: Option<usize>,
    /// Another sentence that is marked.
    pub lit_sentence: Option<Span>,
    /// Where the jump to it came from.
    pub origin: Option<Origin>,
    /// Whether what cleaning left out is shown.
    pub dropped: bool,
    /// Where words may be broken.
    hyphens: Option<Hyphens>,
}

impl Reader {
    /// Opens an article at the place where it was left.
    pub fn new(reading: Arc<Reading>, width: u16, hyphens: Option<Hyphens>) -> Self {
        let page = Page::set(&reading.analyzed.article, width, false, hyphens.as_ref());
        let page = Arc::new(page);
        let mut namings: Vec<Naming> = reading
            .analyzed
            .analysis
            .entities
            .iter()
            .enumerate()
            .flat_map(|(entity, e)| {
                e.mentions.iter().map(move |m| Naming {
                    span: m.span,
                    entity,
                })
            })
            .collect();
        namings.sort_unstable();
        let reading_position = reading.position;
        let top = match reading_position {
            0 => 0,
            offset => page.line_of(offset),
        };
        Self {
            reading,
            page,
            top,
            anchor: reading_position,
            namings: namings.into(),
            sought: String::new(),
            hits: Vec::new(),
            hit: None,
            chosen: None,
            mention: None,
            lit: None,
            lit_sentence: None,
            origin: None,
            dropped: false,
            hyphens,
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.reading.analyzed.article.text
    }

    /// The words at the top of the screen, as an offset into the text; 0 at the title.
    pub fn place(&self) -> u32 {
        if self.top < self.page.body {
            0
        } else if self.page.line_of(self.anchor) == self.top {
            self.anchor
        } else {
            self.page.offset_at(self.top)
        }
    }

    /// Breaks the text anew, staying at the same words.
    pub fn rewrap(&mut self, width: u16) {
        self.anchor = self.place();
        let page = Page::set(
            &self.reading.analyzed.article,
            width,
            self.dropped,
            self.hyphens.as_ref(),
        );
        if self.top >= self.page.body {
            self.top = page.line_of(self.anchor);
        }
        self.page = Arc::new(page);
    }

    /// Breaks words from now on.
    pub fn hyphenate(&mut self, hyphens: Hyphens) {
        self.hyphens = Some(hyphens);
        self.rewrap(self.page.width);
    }

    /// Finds words in the text, whatever their case and accents. Small letters only: all cases match.
    pub fn seek(&mut self, words: &str) {
        words.trim().clone_into(&mut self.sought);
        self.hits = find(self.text(), &self.sought);
        self.hit = None;
    }

    /// The entity that is chosen.
    pub fn chosen_entity(&self) -> Option<&nutgraf_read::model::analysis::Entity> {
        self.reading.analyzed.analysis.entities.get(self.chosen?)
    }

    /// The spans of the chosen actor's mentions.
    pub fn chosen_spans(&self) -> Vec<Span> {
        self.chosen_entity()
            .map(|e| e.mentions.iter().map(|m| m.span).collect())
            .unwrap_or_default()
    }

    /// The words that are marked.
    pub fn lit_span(&self) -> Option<Span> {
        let summary = &self.reading.analyzed.analysis.summary;
        let of_line = self.lit.and_then(|line| summary.get(line));
        of_line.map(|s| s.span).or(self.lit_sentence)
    }
}

/// Where `words` stand in `text`: without regard to case unless a capital is among them.
pub fn find(text: &str, words: &str) -> Vec<Span> {
    if words.is_empty() {
        return Vec::new();
    }
    let exact = words.chars().any(char::is_uppercase);
    let mut hits = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let found = rest.char_indices().find_map(|(at, _)| {
            starts(rest.get(at..).unwrap_or(""), words, exact).map(|len| (at, len))
        });
        let Some((at, len)) = found else { break };
        hits.push(Span::new(from + at, from + at + len));
        from += at + len;
    }
    hits
}

/// The length in bytes of what matches `words` at the start of `text`. Any white space matches a blank.
fn starts(text: &str, words: &str, exact: bool) -> Option<usize> {
    let mut have = text.chars();
    for want in words.chars() {
        let next = have.next()?;
        let same = if want.is_whitespace() {
            next.is_whitespace()
        } else if exact {
            next == want
        } else {
            next == want || next.to_lowercase().eq(want.to_lowercase())
        };
        if !same {
            return None;
        }
    }
    let length = text.len() - have.as_str().len();
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_unless_a_capital_is_sought() {
        for (text, words, expected) in [
            (
                "Iran and iran, IRAN",
                "iran",
                vec![(0, 4), (9, 13), (15, 19)],
            ),
            ("Iran and iran", "Iran", vec![(0, 4)]),
            ("aaa", "aa", vec![(0, 2)]),
            ("a\nb", "a b", vec![(0, 3)]),
            ("Übung übung", "übung", vec![(0, 6), (7, 13)]),
            ("x", "", vec![]),
            ("", "x", vec![]),
        ] {
            let spans: Vec<(u32, u32)> =
                find(text, words).iter().map(|s| (s.start, s.end)).collect();
            assert_eq!(spans, expected, "{words:?} in {text:?}");
        }
    }
}
