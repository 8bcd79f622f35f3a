//! Owns: `Line`, a paragraph as a row of words and signs in which each quote is one token.
//! Promises: total; tokens ascend; the noun phrases found are spans of the text.

use compact_str::CompactString;

use crate::quote::cue;
use crate::quote::words::{Sense, SpeechWords};
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word;

/// What lines are read from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its sentences.
    pub sentences: &'a [Span],
    /// The words of `cue`.
    pub table: &'a WordClasses,
    /// What words can do.
    pub words: &'a SpeechWords,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word or number.
    Word,
    /// A sign.
    Sign,
    /// A whole quote, by its number.
    Quote(usize),
}

/// One token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub sort: Sort,
    /// The word in lower case, the sign as it is, nothing for a quote.
    pub low: CompactString,
    /// Whether the word has a capital first letter.
    pub capital: bool,
    /// The word's classes, see `cue`.
    pub classes: u32,
    /// What the word can do.
    pub sense: Sense,
    /// Which sentence it stands in; for a quote the one where it ends.
    pub sentence: usize,
}

/// A noun phrase that could be a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// One past the last token of its head, before "of …", "for …".
    pub head: usize,
}

/// What a word does in a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Name,
    Noun,
    Inner,
    None,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its tokens.
    pub tokens: Vec<Token>,
}

impl Line {
    /// Reads a paragraph; `quotes` are those that touch it, with their numbers.
    pub fn read(source: &Source<'_>, paragraph: Span, quotes: &[(usize, Span)]) -> Self {
        let mut line = Self::default();
        let mut at = paragraph.start;
        for (number, quote) in quotes {
            let from = quote.start.max(paragraph.start);
            line.plain(source, (at, from.max(at)));
            let span = Span {
                start: from,
                end: quote.end.min(paragraph.end),
            };
            line.tokens.push(Token {
                span,
                sort: Sort::Quote(*number),
                low: CompactString::default(),
                capital: false,
                classes: 0,
                sense: Sense::default(),
                sentence: sentence_of(source.sentences, span.end.saturating_sub(1)),
            });
            at = span.end;
        }
        line.plain(source, (at, paragraph.end.max(at)));
        line
    }

    fn plain(&mut self, source: &Source<'_>, (start, end): (u32, u32)) {
        let piece = Span { start, end }.of(source.text);
        // Sentences and tokens both ascend.
        let mut sentence = sentence_of(source.sentences, start);
        for span in word::tokens(piece) {
            let token = span.of(piece);
            let is_word = word::is_word(token);
            let place = span.shifted(start as usize);
            let low = lower_case(token);
            let stem = without_ending(&low);
            let mut classes = cue::classes(source.table, stem);
            let mut sense = source.words.sense(stem);
            let hyphenated = token.as_bytes().contains(&b'-');
            let capital = if hyphenated {
                without_article(token)
            } else {
                token
            }
            .starts_with(char::is_uppercase);
            let later = source.sentences.get(sentence..).unwrap_or(&[]);
            sentence += later.iter().take_while(|s| s.start <= place.start).count();
            // A co-founder is a founder.
            if sense.speaker == 0
                && hyphenated
                && let Some((_, main)) = stem.rsplit_once('-')
            {
                sense.speaker = source.words.sense(main).speaker;
            }
            // Kelly is no adverb.
            let opens = self.tokens.last().is_none_or(|t| t.sentence != sentence);
            if capital && low.ends_with("ly") && (!opens || is_given_name(&low)) {
                classes &= !(cue::BETWEEN | cue::FUNCTION);
                sense.small = 0;
            }
            self.tokens.push(Token {
                span: place,
                classes,
                sense,
                sort: if is_word { Sort::Word } else { Sort::Sign },
                low,
                capital,
                sentence,
            });
        }
    }

    /// A token's word in lower case; nothing for signs, quotes and places outside.
    pub fn low(&self, at: usize) -> &str {
        match self.tokens.get(at) {
            Some(token) if token.sort == Sort::Word => &token.low,
            _ => "",
        }
    }

    /// Whether the token is a word of one of these classes.
    pub fn is(&self, at: usize, classes: u32) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.classes & classes != 0)
    }

    /// Whether the token is this sign.
    pub fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.sort == Sort::Sign && t.low == sign)
    }

    /// Whether the token is a quote.
    pub fn is_quote(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| matches!(t.sort, Sort::Quote(_)))
    }

    /// Whether the token is a capitalised word that can be part of a name.
    fn is_name(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.sort == Sort::Word && t.capital && t.classes & cue::FUNCTION == 0)
    }

    /// Whether the token is a verb that reports speech; with a capital it is part of a name ("the United States").
    pub fn is_cue(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| t.sort == Sort::Word && !t.capital && t.classes & cue::CUE != 0)
    }

    /// Where the sentence of a token begins, not before a quote.
    pub fn opening(&self, at: usize) -> usize {
        let Some(here) = self.tokens.get(at) else {
            return at;
        };
        let mut start = at;
        while start > 0
            && self
                .tokens
                .get(start - 1)
                .is_some_and(|t| t.sentence == here.sentence && !matches!(t.sort, Sort::Quote(_)))
        {
            start -= 1;
        }
        start
    }

    /// The span of a phrase's tokens.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = self.tokens.get(start)?.span;
        let last = self.tokens.get(end.checked_sub(1)?)?.span;
        (end > start).then(|| first.union(last))
    }

    /// The noun phrase that starts at a token, before `limit`.
    pub fn phrase_at(&self, at: usize, limit: usize) -> Option<Phrase> {
        let word = self.low(at);
        if word.is_empty() || at >= limit {
            return None;
        }
        if self.is(at, cue::PRONOUN) {
            return Some(Phrase {
                start: at,
                end: at + 1,
                head: at + 1,
            });
        }
        if matches!(word, "'s" | "’s") {
            return None;
        }
        let determined = self.is(at, cue::DETERMINER);
        let mut end = at + usize::from(determined);
        let mut named = false;
        let mut common = false;
        while end < limit {
            match self.part(end, limit, named) {
                Part::Name => named = true,
                Part::Noun => common |= determined || self.is(end, cue::ROLE),
                Part::Inner => {}
                Part::None => break,
            }
            end += 1;
        }
        if end == at || !(named || common) || (determined && end == at + 1) {
            return None;
        }
        let head = end;
        let mut whole = end;
        // "a spokesman for the ministry": what follows belongs to it, but does not speak.
        if matches!(self.low(end), "of" | "for" | "at" | "from" | "with" | "in")
            && let Some(next) = self.phrase_at(end + 1, limit)
        {
            whole = next.end;
        }
        Some(Phrase {
            start: at,
            end: whole,
            head,
        })
    }

    /// What a word does in a noun phrase that has come so far; `named` says whether it has a name already.
    fn part(&self, at: usize, limit: usize, named: bool) -> Part {
        if self.is_name(at) {
            return Part::Name;
        }
        let low = self.low(at);
        let initial = self.is_sign(at, ".")
            && self.low(at.wrapping_sub(1)).chars().count() <= 3
            && self.is_name(at + 1);
        let joint = matches!(low, "of" | "de" | "al" | "bin" | "van" | "von" | "the")
            && named
            && self.joins_names(at);
        if initial || joint || matches!(low, "'s" | "’s") {
            return Part::Inner;
        }
        // "The company approached Anton Lund" are two.
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let acts = low.ends_with("ed")
            && !low.contains('-')
            && before.is_some_and(|before| before.sense.speaker != 0 || before.capital);
        let small = self.tokens.get(at).map_or(0, |t| t.sense.small);
        let stranger = low.is_empty()
            || self.is(at, cue::FUNCTION)
            || self.is_cue(at)
            || acts
            || (13..=44).contains(&small);
        if stranger || (named && !self.is(at, cue::ROLE) && !self.leads_to_name(at, limit)) {
            return Part::None;
        }
        Part::Noun
    }

    /// Whether a phrase has a name in its head.
    pub fn names(&self, phrase: Phrase) -> bool {
        (phrase.start..phrase.head).any(|i| self.is_name(i))
    }

    /// Whether the small word at `at` stands between two capitalised ones.
    fn joins_names(&self, at: usize) -> bool {
        self.is_name(at + 1) || (self.low(at + 1) == "the" && self.is_name(at + 2))
    }

    /// Whether a name follows within a few words that are no function words: "Ohio governor John Kasich".
    fn leads_to_name(&self, at: usize, limit: usize) -> bool {
        (at..limit.min(at + 5))
            .take_while(|i| !self.low(*i).is_empty() && !self.is(*i, cue::FUNCTION))
            .any(|i| self.is_name(i))
    }

    /// The noun phrase that ends before token `end` and starts not before `start`.
    pub fn phrase_before(&self, end: usize, start: usize) -> Option<Phrase> {
        let last = end.checked_sub(1).filter(|l| *l >= start)?;
        let word = self.low(last);
        if self.is(last, cue::PRONOUN) {
            return Some(Phrase {
                start: last,
                end,
                head: end,
            });
        }
        if word.is_empty() || word == "'s" || word == "’s" {
            return None;
        }
        // Walking forward from each possible start finds the longest phrase that ends here.
        let earliest = start.max(end.saturating_sub(14));
        (earliest..end).find_map(|from| {
            let phrase = self.phrase_at(from, end)?;
            (phrase.end == end && self.may_start(from, start)).then_some(phrase)
        })
    }

    /// Whether a phrase may start at a token: not in the middle of a longer one.
    fn may_start(&self, at: usize, start: usize) -> bool {
        if at == start {
            return true;
        }
        let before = self.low(at.wrapping_sub(1));
        before.is_empty()
            || self.is(at.wrapping_sub(1), cue::FUNCTION)
            || self.is_cue(at.wrapping_sub(1))
    }

    /// The first noun phrase of a stretch that does not hang on a preposition: its subject, most often.
    pub fn subject(&self, start: usize, end: usize) -> Option<Phrase> {
        // What stands before the dash of a dateline is no subject.
        let dash = (start..end.min(start + 10)).find(|i| {
            (self.is_sign(*i, "—") || self.is_sign(*i, "–") || self.is_sign(*i, "-"))
                && i.checked_sub(1).is_some_and(|b| self.is_sign(b, ")"))
        });
        let start = dash.map_or(start, |d| d + 1);
        let participle = self.low(start).ends_with("ing");
        let opens = if participle {
            None
        } else {
            self.phrase_at(start, end)
        };
        if opens.is_some() {
            return opens;
        }
        let mut free = None;
        let mut spare = None;
        let mut at = start + usize::from(participle);
        while at < end {
            let Some(phrase) = self.phrase_at(at, end) else {
                at += 1;
                continue;
            };
            let after_comma = at > start && self.is_sign(at - 1, ",");
            // "In Salem, New Hampshire, Trump …": what stands between commas still belongs to the opening.
            if after_comma && !self.is_sign(phrase.end, ",") {
                return Some(phrase);
            }
            let governed = at > start && self.is(at - 1, cue::LINK);
            if !governed && !after_comma {
                free = free.or(Some(phrase));
            }
            spare = spare.or(Some(phrase));
            at = phrase.end.max(at + 1);
        }
        free.or(spare)
    }
}

/// A token in lower case; most have ASCII letters only, which need not be looked up one by one.
fn lower_case(token: &str) -> CompactString {
    if !token.is_ascii() {
        return CompactString::from_str_to_lowercase(token);
    }
    let mut low = CompactString::new(token);
    low.make_ascii_lowercase();
    low
}

/// A word without what an apostrophe joins to it: "they've" is they; "don't" stays.
fn without_ending(low: &str) -> &str {
    if low.is_ascii() && !low.as_bytes().contains(&b'\'') {
        return low;
    }
    low.find(['\'', '’'])
        .filter(|at| *at > 0 && !low.ends_with("n't") && !low.ends_with("n’t"))
        .and_then(|at| low.get(..at))
        .unwrap_or(low)
}

/// A name without the article that it opens with: Al-Hassan is a name, al-Hassan too.
fn without_article(token: &str) -> &str {
    ["al-", "el-", "ul-", "bin-"]
        .iter()
        .find_map(|article| token.strip_prefix(article))
        .unwrap_or(token)
}

/// Whether a word that looks like an adverb is a name that people bear.
fn is_given_name(low: &str) -> bool {
    const NAMES: [&str; 22] = [
        "kelly", "molly", "sally", "emily", "holly", "billy", "polly", "carly", "lilly", "shelly",
        "beverly", "kimberly", "reilly", "connolly", "connelly", "donnelly", "daly", "healy",
        "italy", "willy", "nelly", "scully",
    ];
    NAMES.contains(&low)
}

/// Which sentence a byte lies in (or the last one before it).
pub fn sentence_of(sentences: &[Span], at: u32) -> usize {
    sentences.partition_point(|s| s.start <= at)
}
