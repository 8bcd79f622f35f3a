//! Owns: `Reading`, an article as quotes ask for it: paragraphs, quotes, and each paragraph as a line.
//! Promises: total; paragraphs and quotes ascend.

use crate::quote::line::{Line, Source};
use crate::quote::marks::{self, Quoted};
use crate::quote::words::SpeechWords;
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::span::Span;

/// What reading needs beside the article.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// The article's sentences.
    pub sentences: &'a [Span],
    /// The words of `cue`.
    pub table: &'a WordClasses,
    /// What words can do.
    pub words: &'a SpeechWords,
}

/// An article, taken apart.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its paragraphs.
    pub paragraphs: Vec<Span>,
    /// Its sentences.
    pub sentences: &'a [Span],
    /// What stands between quotation marks.
    pub quoted: Vec<Quoted>,
    /// Each paragraph's words and signs.
    pub lines: Vec<Line>,
}

impl<'a> Reading<'a> {
    /// Reads an article.
    pub fn new(article: &'a Article, tables: &Tables<'a>) -> Self {
        let text = &*article.text;
        let paragraphs = paragraphs(article);
        let quoted = marks::quotes(text, &paragraphs);
        let source = Source {
            text,
            sentences: tables.sentences,
            table: tables.table,
            words: tables.words,
        };
        let lines = paragraphs
            .iter()
            .map(|paragraph| {
                let from = quoted.partition_point(|q| q.span.end <= paragraph.start);
                let touching: Vec<(usize, Span)> = quoted
                    .iter()
                    .enumerate()
                    .skip(from)
                    .take_while(|(_, q)| q.span.start < paragraph.end)
                    .map(|(number, q)| (number, q.span))
                    .collect();
                Line::read(&source, *paragraph, &touching)
            })
            .collect();
        Self {
            text,
            paragraphs,
            sentences: tables.sentences,
            quoted,
            lines,
        }
    }
}

/// The paragraphs: blocks, or pieces between blank lines when the text was kept as it was.
fn paragraphs(article: &Article) -> Vec<Span> {
    if !article.blocks.is_empty() {
        return article.blocks.iter().map(|b| b.span).collect();
    }
    let mut at = 0;
    article
        .text
        .split("\n\n")
        .map(|piece| {
            let span = Span::new(at, at + piece.len());
            at += piece.len() + 2;
            span.trimmed(&article.text)
        })
        .filter(|span| !span.is_empty())
        .collect()
}
