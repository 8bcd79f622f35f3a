//! Owns: the numbers by which a sentence is judged, with their names.
//! Promises: the same numbers in training and in use; all finite; none depends on a particular word of the article.

pub mod article_features;

use crate::summary::centrality::{Centrality, real};
use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::features::article_features::{ArticleFeatures, value};
use crate::summary::word_class;
use nutgraf_read::model::article::BlockKind;
use nutgraf_read::text::word_list::words;

/// How many numbers a sentence has.
pub const COUNT: usize = NAMES.len();

/// What each number says, in order. The weights name features by these.
pub const NAMES: [&str; 74] = words(
    "position position-share words-before paragraph paragraph-share place paragraph-opens \
     article-sentences article-words mean-words sentences-per-paragraph titled item block-quote \
     after-heading words words-to-mean terms terms-share rank onward backward middle rank-place \
     middle-place frequency topic-cover title-cover title-cosine title-place title-best \
     title-cover-before lead-alike lead-title-cover lead-names lead-words before-alike \
     after-alike most-alike-before new-terms new-names names names-share name-frequency \
     chief-name numbers money amounts quoted quotes inside-quote open-quote speech speech-early \
     third opens-third opens-tie first second opinion time event furniture hedge asking \
     superlative cause plan asks-or-exclaims unfinished debris bracketed next-refers-back \
     person-after",
);

/// The numbers of one sentence.
pub type Row = [f32; COUNT];

/// The numbers of all candidates of an article.
pub fn rows(document: &DocumentTerms, centrality: &Centrality) -> Vec<Row> {
    let article = ArticleFeatures::new(document, centrality);
    let mut seen = vec![false; document.spread.len()];
    let mut words_before = 0;
    let mut cover_before = 0.0f32;
    let mut rows = Vec::with_capacity(document.sentences.len());
    for (at, sentence) in document.sentences.iter().enumerate() {
        let mut row = Writer::default();
        position(&mut row, &article, at, words_before);
        form(&mut row, &article, at);
        centre(&mut row, &article, at);
        title(&mut row, &article, at, cover_before);
        neighbours(&mut row, &article, at);
        news(&mut row, &article, at, &seen);
        manner(&mut row, sentence);
        follow(&mut row, document, at);
        for term in document.terms_of(sentence) {
            if let Some(flag) = seen.get_mut(*term as usize) {
                *flag = true;
            }
        }
        words_before += sentence.words;
        cover_before = cover_before.max(value(&article.covers, at));
        rows.push(row.row);
    }
    rows
}

#[derive(Debug)]
struct Writer {
    row: Row,
    at: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            row: [0.0; COUNT],
            at: 0,
        }
    }
}

impl Writer {
    fn put(&mut self, value: f32) {
        if let Some(slot) = self.row.get_mut(self.at) {
            *slot = if value.is_finite() { value } else { 0.0 };
        }
        self.at += 1;
    }

    fn flag(&mut self, value: bool) {
        self.put(f32::from(u8::from(value)));
    }
}

fn position(row: &mut Writer, article: &ArticleFeatures<'_>, at: usize, words_before: u32) {
    let sentence = article.sentence(at);
    row.put(real(at).min(40.0));
    row.put(real(at) / article.sentences);
    row.put(real(words_before as usize).min(800.0));
    row.put(real(sentence.paragraph as usize).min(30.0));
    row.put(real(sentence.paragraph as usize) / real(article.document.paragraphs.max(1) as usize));
    row.put(real(sentence.place as usize).min(20.0));
    row.flag(sentence.place == 0);
    row.put(article.sentences);
    row.put(real(article.document.words as usize).min(3000.0));
    row.put(article.mean_words);
    row.put(article.sentences / real(article.document.paragraphs.max(1) as usize));
    row.flag(!article.document.title.is_empty());
}

fn form(row: &mut Writer, article: &ArticleFeatures<'_>, at: usize) {
    let sentence = article.sentence(at);
    let words = real(sentence.words as usize);
    let terms = real(article.document.terms_of(sentence).len());
    row.flag(matches!(sentence.kind, BlockKind::Item(_)));
    row.flag(sentence.kind == BlockKind::Quote);
    row.flag(sentence.after_heading);
    row.put(words.min(80.0));
    row.put(words / article.mean_words.max(1.0));
    row.put(terms.min(50.0));
    row.put(terms / words.max(1.0));
}

fn centre(row: &mut Writer, article: &ArticleFeatures<'_>, at: usize) {
    let document = article.document;
    let centrality = article.centrality;
    let terms = document.terms_of(article.sentence(at));
    row.put(if at < centrality.size {
        value(&centrality.rank, at)
    } else {
        0.5
    });
    row.put(value(&centrality.onward, at));
    row.put(value(&centrality.backward, at));
    row.put(value(&centrality.middle, at));
    row.put(if at < centrality.size {
        value(&article.rank_places, at)
    } else {
        1.0
    });
    row.put(value(&article.middle_places, at));
    let spread: u32 = terms
        .iter()
        .map(|t| u32::from(document.spread.get(*t as usize).copied().unwrap_or(0)))
        .sum();
    row.put(real(spread as usize) / real(terms.len().max(1)) / article.sentences);
    let topics = terms
        .iter()
        .filter(|t| article.topics.get(**t as usize).copied().unwrap_or(false))
        .count();
    row.put(real(topics) / article.topic_count);
}

fn title(row: &mut Writer, article: &ArticleFeatures<'_>, at: usize, cover_before: f32) {
    let cover = value(&article.covers, at);
    row.put(cover);
    let norm = value(&article.centrality.norms, at);
    row.put(cover * article.title_weight / (norm * article.title_norm).max(0.1));
    row.put(if cover > 0.0 {
        value(&article.cover_places, at)
    } else {
        1.0
    });
    row.put(if article.best_cover > 0.0 {
        cover / article.best_cover
    } else {
        0.0
    });
    row.put(cover_before);
}

fn neighbours(row: &mut Writer, article: &ArticleFeatures<'_>, at: usize) {
    let alike = |a, b| article.centrality.alike(a, b);
    row.put(if at == 0 { 1.0 } else { alike(0, at) });
    row.put(value(&article.covers, 0));
    let lead = article.sentence(0);
    row.put(real(article.document.names_of(lead).len()));
    row.put(real(lead.words as usize).min(80.0));
    row.put(if at == 0 { 0.0 } else { alike(at - 1, at) });
    row.put(alike(at, at + 1));
    row.put((0..at).map(|b| alike(at, b)).fold(0.0, f32::max));
}

fn news(row: &mut Writer, article: &ArticleFeatures<'_>, at: usize, seen: &[bool]) {
    let document = article.document;
    let sentence = article.sentence(at);
    let terms = document.terms_of(sentence);
    let names = document.names_of(sentence);
    let fresh = |t: &&u32| !seen.get(**t as usize).copied().unwrap_or(false);
    row.put(real(terms.iter().filter(fresh).count()) / real(terms.len().max(1)));
    row.put(real(names.iter().filter(fresh).count()));
    row.put(real(names.len()));
    row.put(real(names.len()) / real(terms.len().max(1)));
    let heard: u32 = names
        .iter()
        .map(|t| u32::from(document.capitals.get(*t as usize).copied().unwrap_or(0)))
        .sum();
    row.put(real(heard as usize) / real(names.len().max(1)) / article.sentences);
    row.flag(
        article
            .chief
            .is_some_and(|c| names.binary_search(&c).is_ok()),
    );
    row.put(real(sentence.numbers as usize).min(8.0));
    row.put(real(sentence.punctuation.money as usize).min(6.0));
}

fn manner(row: &mut Writer, sentence: &Sentence) {
    let words = real(sentence.words.max(1) as usize);
    let count = |class: u32| {
        f32::from(
            sentence
                .counts
                .get(class.trailing_zeros() as usize)
                .copied()
                .unwrap_or(0),
        )
    };
    let bytes = real(sentence.span.len().max(1));
    row.put(count(word_class::AMOUNT));
    row.put(real(sentence.quoted as usize) / bytes);
    row.flag(sentence.punctuation.quotes);
    row.flag(sentence.punctuation.inside);
    row.flag(sentence.punctuation.open);
    row.flag(sentence.speech_at < 1000);
    row.put(real(sentence.speech_at as usize).min(40.0));
    row.put(count(word_class::THIRD) / words);
    row.flag(sentence.opener.0 & word_class::THIRD != 0);
    row.flag(sentence.opener.0 & word_class::TIE != 0);
    row.put(count(word_class::FIRST) / words);
    row.put(count(word_class::SECOND) / words);
    row.put(count(word_class::OPINION) / words);
    row.put(count(word_class::TIME));
    row.put(count(word_class::EVENT));
    row.put(count(word_class::FURNITURE) / words);
    row.put(count(word_class::HEDGE));
    row.put(count(word_class::ASKING));
    row.put(count(word_class::SUPERLATIVE));
    row.put(count(word_class::CAUSE));
    row.put(count(word_class::PLAN));
    row.put(if sentence.punctuation.asks {
        2.0
    } else {
        f32::from(u8::from(sentence.punctuation.exclaims))
    });
    row.flag(!sentence.punctuation.finished);
    row.put(
        real(sentence.punctuation.debris as usize)
            + real(sentence.shouted as usize)
            + f32::from(u8::from(sentence.punctuation.low)),
    );
    row.put(real(sentence.punctuation.bracketed as usize) / bytes);
}

fn follow(row: &mut Writer, document: &DocumentTerms, at: usize) {
    let next = document.sentences.get(at + 1);
    row.flag(next.is_some_and(|n| n.opener.0 & (word_class::THIRD | word_class::TIE) != 0));
    let count: u32 = document
        .sentences
        .get(at + 1..(at + 4).min(document.sentences.len()))
        .unwrap_or(&[])
        .iter()
        .map(|s| u32::from(s.counts.get(1).copied().unwrap_or(0)))
        .sum();
    row.put(real(count as usize).min(12.0));
}
