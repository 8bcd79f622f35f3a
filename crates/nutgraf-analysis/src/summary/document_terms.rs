//! Owns: `DocumentTerms`, an article as the ranker sees it: sentences as sets of numbered terms, with counts of how they
//! are made.
//! Promises: total; one pass over the text; only sentences of the body are candidates.

use crate::summary::word::words;
use crate::summary::word_class::{self, WordClasses};
use nutgraf_read::model::article::{Article, BlockKind};
use nutgraf_read::model::flaw::FlawKind;
use nutgraf_read::model::span::Span;

/// The most sentences that are looked at; what stands further down is never the core of a news text.
pub const MOST_SENTENCES: usize = 160;

/// One sentence that could be chosen.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its place in the list of all sentences.
    pub index: u32,
    /// Where it stands.
    pub span: Span,
    /// What block it stands in.
    pub kind: BlockKind,
    /// The number of its block among the blocks with candidates.
    pub paragraph: u32,
    /// Its place inside that block.
    pub place: u32,
    /// Whether a heading stands between it and the sentence before.
    pub after_heading: bool,
    /// How many words it has.
    pub words: u32,
    /// Its content terms, ascending, each once; a range of `DocumentTerms::terms`.
    pub terms: (usize, usize),
    /// The capitalised ones among them, a range of `DocumentTerms::names`.
    pub names: (usize, usize),
    /// How many words of each class it has.
    pub counts: [u8; word_class::CLASSES],
    /// Words with a digit.
    pub numbers: u32,
    /// Words wholly in capitals of at least four letters.
    pub shouted: u32,
    /// Bytes inside double quotation marks, also where the quote began in an earlier sentence.
    pub quoted: u32,
    /// The classes of its first word, and of its second.
    pub opener: (u32, u32),
    /// How many of its first words stand before the first verb of speech; a large number when it has none.
    pub speech_at: u32,
    /// Punctuation that matters: question marks, exclamation marks, brackets, links and other marks of furniture.
    pub punctuation: Punctuation,
}

/// What the punctuation of a sentence tells.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each mark is there or not, independently"
)]
pub struct Punctuation {
    /// Ends with a question mark (before closing quotation marks).
    pub asks: bool,
    /// Ends with an exclamation mark.
    pub exclaims: bool,
    /// Ends with a colon.
    pub announces: bool,
    /// Ends with a full stop, question mark, exclamation mark or ellipsis, perhaps inside a closing mark.
    pub finished: bool,
    /// Starts inside a quote that began earlier.
    pub inside: bool,
    /// Ends inside a quote that goes on.
    pub open: bool,
    /// Starts with a quotation mark.
    pub quotes: bool,
    /// Starts with a lower-case letter.
    pub low: bool,
    /// Starts with a digit.
    pub digit: bool,
    /// Bytes inside round or square brackets.
    pub bracketed: u32,
    /// Links, addresses, bars and the like.
    pub debris: u32,
    /// Currency and percent signs.
    pub money: u32,
    /// Dashes, semicolons.
    pub breaks: u32,
    /// Commas.
    pub commas: u32,
}

/// An article as the ranker sees it.
#[derive(Clone, Debug, Default)]
pub struct DocumentTerms {
    /// The candidates, in order.
    pub sentences: Vec<Sentence>,
    /// Terms of all sentences, one range each.
    pub terms: Vec<u32>,
    /// Names of all sentences, one range each.
    pub names: Vec<u32>,
    /// For each term: in how many sentences it occurs.
    pub spread: Vec<u16>,
    /// For each term: how often it occurs capitalised inside a sentence.
    pub capitals: Vec<u16>,
    /// The terms of the headline, ascending; empty when there is none besides the text.
    pub title: Vec<u32>,
    /// How many blocks have candidates.
    pub paragraphs: u32,
    /// How many words the candidates have.
    pub words: u32,
}

impl DocumentTerms {
    /// The content terms of a sentence.
    pub fn terms_of(&self, sentence: &Sentence) -> &[u32] {
        self.terms
            .get(sentence.terms.0..sentence.terms.1)
            .unwrap_or(&[])
    }

    /// The names in a sentence.
    pub fn names_of(&self, sentence: &Sentence) -> &[u32] {
        self.names
            .get(sentence.names.0..sentence.names.1)
            .unwrap_or(&[])
    }
}

/// Whether a story is told in pictures, so by what stands below them.
fn in_pictures(article: &Article) -> bool {
    let tells = |kind| {
        matches!(
            kind,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_)
        )
    };
    !article.blocks.iter().any(|block| tells(block.kind))
}

/// Reads an article and its sentences.
pub fn read(article: &Article, sentences: &[Span], word_classes: &WordClasses) -> DocumentTerms {
    let text = &*article.text;
    let mut document = DocumentTerms::default();
    let mut numbering = Numbering::with_room_for(text.len() / 6);
    let mut blocks = article.blocks.iter().peekable();
    let mut last_block = None;
    let mut after_heading = false;
    let mut quote_open = false;
    let mut place = 0;
    let mut number = 0usize;
    let in_pictures = in_pictures(article);
    for (index, span) in (0u32..).zip(sentences.iter().copied()) {
        if document.sentences.len() >= MOST_SENTENCES {
            break;
        }
        while blocks.peek().is_some_and(|b| b.span.end <= span.start) {
            blocks.next();
            number += 1;
        }
        let kind = blocks.peek().map_or(BlockKind::Paragraph, |b| b.kind);
        match kind {
            BlockKind::Heading(_) => {
                after_heading = true;
                continue;
            }
            BlockKind::Caption if in_pictures => {}
            BlockKind::Caption | BlockKind::Row | BlockKind::Verbatim => continue,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_) => {}
        }
        let piece = span.of(text);
        if piece.is_empty() {
            continue;
        }
        if last_block == Some(number) {
            place += 1;
        } else {
            place = 0;
            document.paragraphs += 1;
            // Quotation marks that were never closed end with their paragraph.
            quote_open = false;
        }
        last_block = Some(number);
        let mut sentence = Sentence {
            index,
            span,
            kind,
            paragraph: document.paragraphs - 1,
            place,
            after_heading,
            speech_at: 1000,
            ..Sentence::default()
        };
        after_heading = false;
        punctuation(piece, &mut sentence, &mut quote_open);
        let from = (document.terms.len(), document.names.len());
        let mut nth = 0;
        words(piece, |word| {
            let mut classes = word.classes(word_classes);
            if nth > 0 && word.capital {
                // What stands in a name or a title is no judgement.
                classes &= !word_class::JUDGE;
            }
            if nth == 0 {
                sentence.opener.0 = classes;
            } else if nth == 1 {
                sentence.opener.1 = classes;
            }
            tell(classes, &mut sentence.counts);
            if classes & word_class::SPEECH != 0 && sentence.speech_at == 1000 {
                sentence.speech_at = nth;
            }
            sentence.numbers += u32::from(word.digits);
            sentence.shouted += u32::from(word.shouted);
            if classes & word_class::STOP == 0 && word.letters > 1 {
                let id = numbering.number(word.stem);
                document.terms.push(id);
                if word.capital {
                    document.names.push(id);
                }
            }
            nth += 1;
        });
        sentence.words = nth;
        sort_and_deduplicate(&mut document.terms, from.0);
        sort_and_deduplicate(&mut document.names, from.1);
        sentence.terms = (from.0, document.terms.len());
        sentence.names = (from.1, document.names.len());
        document.words += nth;
        document.sentences.push(sentence);
    }
    document.spread = tally(&document.terms, numbering.count);
    document.capitals = tally(&document.names, numbering.count);
    if has_headline(article) {
        words(&article.meta.title, |word| {
            if word.classes(word_classes) & word_class::STOP == 0 && word.letters > 1 {
                document.title.push(numbering.number(word.stem));
            }
        });
        sort_and_deduplicate(&mut document.title, 0);
    }
    document
}

/// Counts a word in each of its classes.
fn tell(mut classes: u32, counts: &mut [u8]) {
    while classes != 0 {
        if let Some(count) = counts.get_mut(classes.trailing_zeros() as usize) {
            *count = count.saturating_add(1);
        }
        classes &= classes - 1;
    }
}

/// How often each number below `known` is in the list.
fn tally(list: &[u32], known: u32) -> Vec<u16> {
    let mut counts = vec![0u16; known as usize];
    for number in list {
        if let Some(count) = counts.get_mut(*number as usize) {
            *count = count.saturating_add(1);
        }
    }
    counts
}

/// Whether the article has a headline that is not merely a piece of its text.
fn has_headline(article: &Article) -> bool {
    let title = article.meta.title.trim_end_matches(['.', '…', ' ']);
    !title.is_empty()
        && !article.flaws.iter().any(|f| f.kind == FlawKind::Title)
        && !article
            .text
            .get(..article.text.len().min(title.len() + 40))
            .is_some_and(|head| head.contains(title))
}

/// Sorts the tail of a list and drops what is there twice.
fn sort_and_deduplicate(list: &mut Vec<u32>, from: usize) {
    if let Some(tail) = list.get_mut(from..) {
        tail.sort_unstable();
    }
    let mut kept = from;
    for at in from..list.len() {
        let value = list.get(at).copied().unwrap_or(0);
        if kept == from || list.get(kept - 1) != Some(&value) {
            if let Some(slot) = list.get_mut(kept) {
                *slot = value;
            }
            kept += 1;
        }
    }
    list.truncate(kept);
}

/// Reads the marks of a sentence; `open` says whether a quote goes on from before and is brought up to date.
fn punctuation(piece: &str, sentence: &mut Sentence, open: &mut bool) {
    let marks = &mut sentence.punctuation;
    let closing = ['"', '”', '’', '\'', ')', ']', '»', ' '];
    let bare = piece.trim_end_matches(closing);
    marks.asks = bare.ends_with('?');
    marks.exclaims = bare.ends_with('!');
    marks.announces = bare.ends_with(':');
    marks.finished = bare.ends_with(['.', '?', '!', '…']);
    marks.inside = *open;
    let first = piece.chars().next();
    marks.quotes = matches!(first, Some('"' | '“' | '‘' | '«'));
    marks.low = first.is_some_and(char::is_lowercase);
    marks.digit = first.is_some_and(|c| c.is_ascii_digit());
    let mut depth = 0u32;
    let mut rest = piece;
    loop {
        let bytes = rest.bytes();
        let plain = bytes
            .take_while(|b| b.is_ascii_alphabetic() || *b == b' ')
            .count();
        let length = u32::try_from(plain).unwrap_or(u32::MAX);
        sentence.quoted += if *open { length } else { 0 };
        marks.bracketed += if depth > 0 { length } else { 0 };
        let mut chars = rest.get(plain..).unwrap_or("").chars();
        let Some(c) = chars.next() else {
            break;
        };
        rest = chars.as_str();
        match c {
            '"' => *open = !*open,
            '“' | '«' => *open = true,
            '”' | '»' => *open = false,
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '$' | '€' | '£' | '%' | '¥' => marks.money += 1,
            '–' | '—' | ';' => marks.breaks += 1,
            ',' => marks.commas += 1,
            '|' | '/' | '@' | '#' | '©' | '→' | '►' | '•' | '\\' | '_' | '<' | '>' | '=' => {
                marks.debris += 1;
            }
            _ => {}
        }
    }
    marks.open = *open;
}

/// Gives each different word a number, in order of appearance.
#[derive(Debug)]
pub struct Numbering {
    slots: Vec<(u64, u32)>,
    count: u32,
}

impl Numbering {
    /// Makes room for about so many different words.
    pub fn with_room_for(words: usize) -> Self {
        Self {
            slots: vec![(0, u32::MAX); (words * 2).next_power_of_two().max(64)],
            count: 0,
        }
    }

    /// The number of a word.
    pub fn number(&mut self, key: u64) -> u32 {
        if self.count as usize * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = word_class::slot(key) & mask;
        loop {
            match self.slots.get_mut(at) {
                Some(entry) if entry.1 == u32::MAX => {
                    *entry = (key, self.count);
                    self.count += 1;
                    return self.count - 1;
                }
                Some(entry) if entry.0 == key => return entry.1,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, u32::MAX); old.len() * 2];
        let mask = self.slots.len() - 1;
        for entry in old.into_iter().filter(|e| e.1 != u32::MAX) {
            let mut at = word_class::slot(entry.0) & mask;
            while self.slots.get(at).is_some_and(|e| e.1 != u32::MAX) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = entry;
            }
        }
    }
}
