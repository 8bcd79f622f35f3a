//! Owns: which paragraphs of an article go because its source puts them under many of its articles, and by what they are told
//! from paragraphs that belong to the stories.
//! Promises: prints of one story are one witness; a paragraph that the articles around it bear out stays, however often it
//! stands; tables, verses and block quotations stay; an article keeps at least one paragraph; what goes is listed under
//! `dropped`.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::model::article::{Article, Block, BlockKind};
use crate::model::flaw::DropReason;
use crate::text::fold::{each_word, fingerprint};
use crate::text::hash;
use crate::text::shared::{source_of, without};

/// In how many stories of a source a paragraph stands before it is looked at.
pub const STORIES: usize = 5;

/// The same for a paragraph that is no sentence.
const LABELLED: usize = 3;
/// Longer paragraphs are no boilerplate of a page but a text of its own.
const LONGEST: usize = 2000;
/// A paragraph of so many words that ends as a sentence does is running text.
const PROSE: usize = 12;
/// A paragraph of so many bytes is a passage by which prints of one story are known.
const PASSAGE: usize = 150;

/// The mark of a source: the publisher, else the host, else the folder or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source(u64);

impl Source {
    /// The source of an article.
    pub fn of(article: &Article) -> Self {
        Self(hash::stable(source_of(article).bytes()))
    }

    /// The mark of one of its paragraphs; `None` for one that can be no boilerplate: rows, verses, quotations, the very long,
    /// those without a letter or digit. Stands in libraries and never changes.
    fn mark(self, block: &Block, text: &str) -> Option<u64> {
        let line = block.span.of(text);
        let is_text = match block.kind {
            BlockKind::Row | BlockKind::Verbatim | BlockKind::Quote => false,
            BlockKind::Paragraph
            | BlockKind::Heading(_)
            | BlockKind::Item(_)
            | BlockKind::Caption => true,
        };
        (is_text && line.len() <= LONGEST && line.contains(char::is_alphanumeric))
            .then(|| (fingerprint(line) ^ self.0).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The marks of all blocks of a text, in their order.
    pub fn marks(self, blocks: &[Block], text: &str) -> Vec<Option<u64>> {
        blocks.iter().map(|block| self.mark(block, text)).collect()
    }

    /// Which blocks go when `learnt` knows the marks of boilerplate. Never all of them.
    pub fn gone(
        self,
        blocks: &[Block],
        text: &str,
        learnt: impl Fn(u64) -> bool,
    ) -> BTreeSet<usize> {
        gone(&self.marks(blocks, text), learnt)
    }
}

/// Which of the blocks with these marks go when `learnt` knows the marks of boilerplate. Never all of them.
pub fn gone(marks: &[Option<u64>], learnt: impl Fn(u64) -> bool) -> BTreeSet<usize> {
    let known = marks.iter().enumerate();
    let mut gone: BTreeSet<usize> = known
        .filter(|(_, mark)| mark.is_some_and(&learnt))
        .map(|(at, _)| at)
        .collect();
    if gone.len() == marks.len() {
        gone.remove(&0);
    }
    gone
}

/// The article without the paragraphs whose marks are learnt. Its key stays: it is the same document.
#[must_use]
pub fn prune(article: Article, learnt: impl Fn(u64) -> bool) -> Article {
    let gone = Source::of(&article).gone(&article.blocks, &article.text, learnt);
    if gone.is_empty() {
        return article;
    }
    without(article, &gone, DropReason::Boilerplate)
}

/// The text that is left when some blocks go.
pub fn rest(blocks: &[Block], text: &str, gone: &BTreeSet<usize>) -> String {
    let mut rest = String::with_capacity(text.len());
    for (at, block) in blocks.iter().enumerate() {
        if !gone.contains(&at) {
            if !rest.is_empty() {
                rest.push_str("\n\n");
            }
            rest.push_str(block.span.of(text));
        }
    }
    rest
}

/// One article in which a paragraph stands.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Words of the headline, hashed.
    title: HashSet<u64>,
    /// Who writes and who publishes, letters only, in lower case.
    makers: String,
    text: Arc<str>,
    blocks: Vec<Block>,
    marks: Vec<Option<u64>>,
}

impl Witness {
    /// Looks at a stored article.
    pub fn new(article: &Article) -> Self {
        let mut title = HashSet::new();
        each_word(&article.meta.title, |word| {
            title.insert(word);
        });
        let meta = &article.meta;
        // The rest of an address is often the headline.
        let host = meta.url.as_deref().and_then(|url| url.split('/').nth(2));
        let makers = [meta.byline.as_deref(), meta.source.as_deref(), host];
        let makers = makers.into_iter().flatten();
        Self {
            title,
            makers: makers.map(letters_of).collect(),
            text: Arc::clone(&article.text),
            blocks: article.blocks.clone(),
            marks: Source::of(article).marks(&article.blocks, &article.text),
        }
    }

    /// Whether the paragraph stands in it.
    pub fn has(&self, mark: u64) -> bool {
        self.marks.contains(&Some(mark))
    }

    /// Whether both are prints of one story: an update, a copy under another address. Most of what they say at length is the
    /// same, and so is some of the headline.
    pub fn is_same_story(&self, other: &Self) -> bool {
        let passages = |witness: &Self| -> Vec<(u64, usize)> {
            let marked = witness.marks.iter().zip(&witness.blocks);
            marked
                .filter(|(_, block)| block.span.len() >= PASSAGE)
                .filter_map(|(mark, block)| Some(((*mark)?, block.span.len())))
                .collect()
        };
        let (mine, theirs) = (passages(self), passages(other));
        let bytes = |passages: &[(u64, usize)]| -> usize { passages.iter().map(|p| p.1).sum() };
        let common: usize = mine
            .iter()
            .filter(|(mark, _)| theirs.iter().any(|(other, _)| other == mark))
            .map(|(_, bytes)| bytes)
            .sum();
        let alike = self.title.intersection(&other.title).count() * 5
            >= self.title.union(&other.title).count();
        alike && common > 0 && common * 2 >= bytes(&mine).min(bytes(&theirs))
    }

    /// What the paragraph is in this article; `None` where it does not stand.
    fn shape(&self, mark: u64, is_common: &dyn Fn(u64) -> bool) -> Option<Form> {
        let at = self.marks.iter().position(|other| *other == Some(mark))?;
        let line = self.blocks.get(at)?.span.of(&self.text);
        let own = |(at, block): (usize, &Block)| {
            let mark = self.marks.get(at).copied().flatten();
            is_prose(block.span.of(&self.text)) && !mark.is_some_and(is_common)
        };
        let blocks = || self.blocks.iter().enumerate();
        let at_edge = !blocks().take(at).any(own) || !blocks().skip(at + 1).any(own);
        let is_told = if !line.contains(char::is_alphabetic) {
            !at_edge
        } else if is_prose(line) {
            // A box about whoever wrote or printed it says how to reach them, or stands apart.
            let is_box = line.contains('@') || at_edge && self.names_makers(line);
            !is_box && self.bears_out(at, line, is_common)
        } else if is_statement(line) && !self.names_makers(line) {
            return Some(Form::Statement);
        } else {
            return Some(Form::Label);
        };
        Some(if is_told { Form::Told } else { Form::Box })
    }

    /// Whether the rest of the article speaks of what the paragraph speaks of: of whom it names, else of its longer words. Who
    /// made the article is nobody that it speaks of.
    fn bears_out(&self, at: usize, line: &str, is_common: &dyn Fn(u64) -> bool) -> bool {
        let mut rest = self.title.clone();
        for (other, block) in self.blocks.iter().enumerate() {
            let mark = self.marks.get(other).copied().flatten();
            if other != at && !mark.is_some_and(is_common) {
                each_word(block.span.of(&self.text), |word| {
                    rest.insert(word);
                });
            }
        }
        let share = |words: &[&str]| {
            let there = words.iter().filter(|word| {
                let mut known = true;
                each_word(word, |hash| known &= rest.contains(&hash));
                known
            });
            there.count() * 2 >= words.len()
        };
        let mut names = names(line);
        let all = names.len();
        names.retain(|name| !self.makers.contains(&letters_of(name)));
        if names.is_empty() && all > 0 {
            return false;
        }
        if names.len() >= 2 {
            return share(&names);
        }
        let long = line.split_whitespace().map(bare);
        share(&long.filter(|word| word.len() >= 5).collect::<Vec<_>>())
    }

    fn names_makers(&self, line: &str) -> bool {
        let mut names = names(line).into_iter().map(letters_of);
        names.any(|name| name.len() > 1 && self.makers.contains(&name))
    }
}

/// What a paragraph is in one article.
enum Form {
    /// Running text that the rest of the article speaks of too; figures among it.
    Told,
    /// Running text about something else, or about whoever made the article; figures at its edge.
    Box,
    /// A short sentence that speaks to nobody: "The investigation is ongoing."
    Statement,
    /// A heading, a label, somebody else's headline, a call.
    Label,
}

/// What a paragraph of many articles is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What the source puts under whatever it prints.
    Boilerplate,
    /// What its stories say.
    Story,
    /// That can't be told yet: it does not stand in enough different stories, or not often enough for what it is.
    Open,
}

/// What a paragraph is that stands in five articles, `witnesses` of which are of different stories. `is_common` tells the marks
/// of other paragraphs that stand in several articles; `often`, whether it stands in many of those that came at the time.
pub fn verdict(
    mark: u64,
    witnesses: &[&Witness],
    is_common: &dyn Fn(u64) -> bool,
    often: bool,
) -> Verdict {
    let forms = witnesses.iter().filter_map(|w| w.shape(mark, is_common));
    let (mut labels, mut boilerplate, mut story, mut all) = (0, 0, 0, 0);
    for form in forms {
        all += 1;
        match form {
            Form::Label => labels += 1,
            Form::Box => boilerplate += 1,
            Form::Statement => boilerplate += usize::from(often),
            Form::Told => story += 1,
        }
    }
    boilerplate += labels;
    if labels == all && all >= LABELLED || boilerplate * 2 > all && all >= STORIES {
        Verdict::Boilerplate
    } else if story * 2 >= all && all >= STORIES {
        Verdict::Story
    } else {
        Verdict::Open
    }
}

fn is_prose(line: &str) -> bool {
    line.split_whitespace().nth(PROSE - 1).is_some() && ends_sentence(line)
}

/// Whether a short line says something of somebody, and does not turn to whoever reads it.
fn is_statement(line: &str) -> bool {
    let to_reader = |word: &str| {
        let word = bare(word).to_ascii_lowercase();
        matches!(
            word.as_str(),
            "you" | "your" | "us" | "our" | "we" | "please" | "here"
        )
    };
    let mut words = line.split_whitespace();
    line.split_whitespace().nth(2).is_some()
        && line.ends_with(['.', '”', '"'])
        && ends_sentence(line)
        && line.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c))
        && !line.contains(['@', '/'])
        && !words.any(to_reader)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '“'])
        .ends_with(['.', '!', '?', '…', '。'])
}

/// The capitalised words that do not begin a sentence.
fn names(line: &str) -> Vec<&str> {
    let mut begins = true;
    let mut names = Vec::new();
    for word in line.split_whitespace() {
        let name = bare(word);
        if !begins && name.len() > 1 && name.starts_with(char::is_uppercase) {
            names.push(name);
        }
        begins = word.ends_with(['.', '!', '?', ':', '“', '"', '—']);
    }
    names
}

/// A word without what stands around it, and without a possessive.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

fn letters_of(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
