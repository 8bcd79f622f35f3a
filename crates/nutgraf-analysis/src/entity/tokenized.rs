//! Owns: `TokenizedText`, the title or the body of an article as tokens with their word classes.
//! Promises: tokens of one sentence stand together; no sentence of a text overlaps another.

use std::ops::Range;

use crate::entity::lexicon::{Cues, Lexicon, PLAIN, RANK, TITLE};
use crate::entity::token::{Shape, Token, tokens};
use nutgraf_read::model::span::Span;

/// A text cut into sentences and tokens.
#[derive(Debug)]
pub struct TokenizedText<'t> {
    /// The text that the tokens' spans point into.
    pub text: &'t str,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// The word classes of each token.
    pub cues: Vec<Cues>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// Whether capitals say little here: headlines in title case, all small or all capital.
    pub uninformative_case: bool,
}

impl<'t> TokenizedText<'t> {
    /// Cuts `text` along the sentences.
    pub fn new(text: &'t str, sentences: &[Span], lexicon: &Lexicon) -> Self {
        let mut all = Vec::with_capacity(text.len() / 5);
        let mut ranges = Vec::with_capacity(sentences.len());
        for &sentence in sentences {
            let from = all.len();
            tokens(text, sentence, &mut all);
            ranges.push(from..all.len());
        }
        let cues = all.iter().map(|t| lexicon.cues(t.hash)).collect();
        Self {
            text,
            tokens: all,
            cues,
            sentences: ranges,
            uninformative_case: false,
        }
    }

    /// A headline: one sentence, whose capitals are looked at.
    pub fn headline(text: &'t str, lexicon: &Lexicon) -> Self {
        let mut tokenized = Self::new(text, &[Span::new(0, text.len())], lexicon);
        let words = || {
            tokenized
                .tokens
                .iter()
                .filter(|t| t.shape.is_word() && t.span.len() > 3)
        };
        let capital = words().filter(|t| t.shape.is_capital()).count();
        let count = words().count();
        tokenized.uninformative_case = capital * 10 >= count * 6 || capital == 0;
        tokenized
    }

    /// The words of a token.
    pub fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The span of some tokens in the text.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let first = self.tokens.get(range.start).map(|t| t.span);
        let last = self.tokens.get(range.end.saturating_sub(1)).map(|t| t.span);
        match (first, last) {
            (Some(first), Some(last)) => first.union(last),
            _ => Span::default(),
        }
    }

    /// The words of some tokens as they stand in the text.
    pub fn words(&self, range: &Range<usize>) -> &'t str {
        self.span(range).of(self.text)
    }

    /// The token at a place.
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The shape of the token at a place; a mark outside.
    pub fn shape(&self, at: usize) -> Shape {
        self.tokens.get(at).map_or(Shape::Mark, |t| t.shape)
    }

    /// The word classes of the token at a place.
    pub fn cue(&self, at: usize) -> Cues {
        self.cues.get(at).copied().unwrap_or(0)
    }

    /// Whether the token is of a class.
    pub fn is(&self, at: usize, class: Cues) -> bool {
        self.cue(at) & class != 0
    }

    /// Whether the token's folded word is `hash`.
    pub fn has(&self, at: usize, hash: u64) -> bool {
        self.tokens.get(at).is_some_and(|t| t.hash == hash)
    }

    /// Whether a sentence is written in capitals throughout, as wires write headlines.
    pub fn shouts(&self, sentence: &Range<usize>) -> bool {
        let mut words = 0;
        let mut upper = 0;
        for token in self.tokens.get(sentence.clone()).unwrap_or(&[]) {
            if token.shape.is_word() && token.span.len() > 2 && token.shape != Shape::Number {
                words += 1;
                upper += usize::from(token.shape == Shape::Upper);
            }
        }
        words > 2 && upper * 10 >= words * 8
    }

    /// The place before, inside the same sentence.
    pub fn before(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        if token.opens && !self.tokens.get(at.wrapping_sub(1)).is_some_and(|t| t.opens) {
            return None;
        }
        at.checked_sub(1)
    }

    /// The number of the sentence that holds a token.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences
            .partition_point(|range| range.end <= at)
            .min(self.sentences.len().saturating_sub(1))
    }

    /// The tokens of the sentence that a token belongs to; none in a text without sentences.
    pub fn sentence_around(&self, at: usize) -> Range<usize> {
        let sentence = self.sentences.get(self.sentence_of(at));
        sentence.cloned().unwrap_or_default()
    }

    /// Cuts offices and ranks from the front of a name: `Foreign Minister Lavrov` gives `Lavrov`. A name that is nothing
    /// but an office stays whole.
    pub fn without_title(&self, range: &Range<usize>) -> Range<usize> {
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            if self.is(at, TITLE) {
                at += 1;
                start = at;
            } else if self.is(at, RANK) || (self.shape(at) == Shape::Mark && at > range.start) {
                at += 1;
            } else {
                break;
            }
        }
        if start < range.end {
            start..range.end
        } else {
            range.clone()
        }
    }

    /// Whether an office or an address stands right before: `spokesman Lund`, `Mr. Price`.
    pub fn titled(&self, at: usize) -> bool {
        self.before(at).is_some_and(|b| self.is(b, TITLE))
    }

    /// Whether the word can be a plain word with a capital because a sentence begins here.
    pub fn plain_opening(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.opens) && self.is(at, PLAIN)
    }
}
