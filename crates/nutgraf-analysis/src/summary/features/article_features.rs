//! Owns: `ArticleFeatures`, what the numbers of all sentences of an article share: the headline's weight, places, topics.
//! Promises: total; reckoned once an article.

use crate::summary::centrality::{Centrality, real};
use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::word_class;
use nutgraf_read::model::article::BlockKind;

/// What is reckoned once for the whole article.
#[derive(Debug)]
pub struct ArticleFeatures<'r> {
    /// The sentences and their terms.
    pub document: &'r DocumentTerms,
    /// How they resemble each other.
    pub centrality: &'r Centrality,
    /// How many there are, at least one.
    pub sentences: f32,
    /// Words in the mean sentence.
    pub mean_words: f32,
    /// The share of the headline's weight that each sentence holds.
    pub covers: Vec<f32>,
    /// The largest of them.
    pub best_cover: f32,
    /// The weight of the headline's terms.
    pub title_weight: f32,
    /// The headline's length as a vector.
    pub title_norm: f32,
    /// The place of each sentence by its rank, see `places`.
    pub rank_places: Vec<f32>,
    /// The same by its closeness to the middle.
    pub middle_places: Vec<f32>,
    /// The same by its share of the headline.
    pub cover_places: Vec<f32>,
    /// Whether a term is among the most frequent ones.
    pub topics: Vec<bool>,
    /// How many of those there are, at least one.
    pub topic_count: f32,
    /// The name that is there most often, when it is there twice.
    pub chief: Option<u32>,
}

impl<'r> ArticleFeatures<'r> {
    /// Looks at an article.
    pub fn new(document: &'r DocumentTerms, centrality: &'r Centrality) -> Self {
        let sentences = real(document.sentences.len().max(1));
        let weight = |t: &u32| value(&centrality.weights, *t as usize);
        // A headline word that the text never uses has no weight there; it counts as a rare one.
        let rare = (1.0 + sentences).ln();
        let heft = |t: &u32| {
            let found = weight(t);
            if found > 0.0 { found } else { rare }
        };
        let title_weight: f32 = document.title.iter().map(heft).sum();
        let title_norm = document
            .title
            .iter()
            .map(|t| heft(t).powi(2))
            .sum::<f32>()
            .sqrt();
        let covers: Vec<f32> = document
            .sentences
            .iter()
            .map(|s| {
                let sum: f32 = shared(document.terms_of(s), &document.title)
                    .map(|t| weight(&t))
                    .sum();
                if title_weight > 0.0 {
                    sum / title_weight
                } else {
                    0.0
                }
            })
            .collect();
        let mut by_spread: Vec<u32> = (0u32..)
            .zip(&document.spread)
            .filter(|(_, spread)| **spread >= 2)
            .map(|(term, _)| term)
            .collect();
        let spread = |t: u32| document.spread.get(t as usize).copied().unwrap_or(0);
        by_spread.sort_by_key(|t| std::cmp::Reverse(spread(*t)));
        by_spread.truncate(12);
        let mut topics = vec![false; document.spread.len()];
        for term in &by_spread {
            if let Some(flag) = topics.get_mut(*term as usize) {
                *flag = true;
            }
        }
        let chief = (0u32..)
            .zip(&document.capitals)
            .filter(|(_, count)| **count >= 2)
            .max_by_key(|(term, count)| (**count, std::cmp::Reverse(*term)))
            .map(|(term, _)| term);
        Self {
            document,
            centrality,
            sentences,
            mean_words: real(document.words as usize) / sentences,
            best_cover: covers.iter().copied().fold(0.0, f32::max),
            rank_places: places(&centrality.rank),
            middle_places: places(&centrality.middle),
            cover_places: places(&covers),
            covers,
            title_weight,
            title_norm,
            topics,
            topic_count: real(by_spread.len().max(1)),
            chief,
        }
    }

    /// A sentence by its place.
    pub fn sentence(&self, at: usize) -> &Sentence {
        // `at` always comes from walking these very sentences.
        self.document.sentences.get(at).unwrap_or(&EMPTY)
    }
}

const EMPTY: Sentence = Sentence {
    index: 0,
    span: nutgraf_read::model::span::Span { start: 0, end: 0 },
    kind: BlockKind::Paragraph,
    paragraph: 0,
    place: 0,
    after_heading: false,
    words: 0,
    terms: (0, 0),
    names: (0, 0),
    counts: [0; word_class::CLASSES],
    numbers: 0,
    shouted: 0,
    quoted: 0,
    opener: (0, 0),
    speech_at: 1000,
    punctuation: crate::summary::document_terms::Punctuation {
        asks: false,
        exclaims: false,
        announces: false,
        finished: false,
        inside: false,
        open: false,
        quotes: false,
        low: false,
        digit: false,
        bracketed: 0,
        debris: 0,
        money: 0,
        breaks: 0,
        commas: 0,
    },
};

/// A value of a list; 0 outside.
pub fn value(list: &[f32], at: usize) -> f32 {
    list.get(at).copied().unwrap_or(0.0)
}

/// For each value its place among all: 0 for the largest, towards 1 for the smallest.
fn places(values: &[f32]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| value(values, *b).total_cmp(&value(values, *a)));
    let mut places = vec![0.0; values.len()];
    let total = real(values.len().max(1));
    for (place, at) in order.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(at) {
            *slot = real(place) / total;
        }
    }
    places
}

/// The numbers that two ascending lists share.
pub fn shared<'l>(a: &'l [u32], b: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    let mut rest = b;
    a.iter().copied().filter(move |x| {
        while let Some((first, tail)) = rest.split_first() {
            if first >= x {
                return first == x;
            }
            rest = tail;
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascending_lists_share_what_both_have() {
        let check = |a: &[u32], b: &[u32], both: &[u32]| {
            assert_eq!(shared(a, b).collect::<Vec<_>>(), both);
        };
        check(&[1, 3, 5], &[2, 3, 4, 5], &[3, 5]);
        check(&[], &[1], &[]);
        check(&[1], &[], &[]);
    }

    #[test]
    fn the_largest_value_has_the_first_place() {
        assert_eq!(places(&[0.2, 0.9, 0.5, 0.1]), [0.5, 0.0, 0.25, 0.75]);
    }
}
