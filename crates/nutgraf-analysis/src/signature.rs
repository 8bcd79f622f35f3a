//! Owns: `Signer`, which makes the signature of an article: its weightiest words and actors.
//! Promises: one pass over the words; any language whose words can be told, and pairs of characters where they can't.

use crate::summary::document_terms::Numbering;
use crate::summary::word::{Word, words};
use crate::summary::word_class::{STOP, WordClasses};
use crate::word_share::WordShares;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::signature::{MOST_ACTORS, MOST_TERMS, Participant, Signature, Term};
use nutgraf_read::model::span::Span;
use nutgraf_read::text::hash;

/// So many bytes of an article are read; news stands in front.
const MOST_READ: usize = 16_000;
/// So many sentences count as its opening.
const OPENING: usize = 3;

/// Makes signatures.
#[derive(Debug, Default)]
pub struct Signer {
    shares: WordShares,
}

/// What was counted of a word.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, independently"
)]
struct Count {
    stem: u64,
    times: u16,
    opening: bool,
    title: bool,
    figure: bool,
    name: bool,
    letters: u32,
}

/// The words of an article, counted.
#[derive(Debug)]
struct Counts {
    numbering: Numbering,
    counts: Vec<Count>,
}

impl Counts {
    fn at(&mut self, stem: u64) -> &mut Count {
        let number = self.numbering.number(stem) as usize;
        if number >= self.counts.len() {
            self.counts.resize(number + 1, Count::default());
        }
        let last = self.counts.len() - 1;
        let count = &mut self.counts[number.min(last)];
        count.stem = stem;
        count
    }

    fn word(&mut self, word: &Word, inside: bool) -> &mut Count {
        let count = self.at(word.stem);
        count.figure |= word.digits;
        count.name |= word.capital && inside;
        count.letters = word.letters;
        count
    }
}

impl Signer {
    /// The signature of an article; `entities` are its actors, the most salient first.
    pub fn sign(
        &self,
        article: &Article,
        sentences: &[Span],
        entities: &[Entity],
        word_classes: &WordClasses,
    ) -> Signature {
        let text = &*article.text;
        let mut counts = Counts {
            numbering: Numbering::with_room_for(text.len().min(MOST_READ) / 6),
            counts: Vec::new(),
        };
        for (at, span) in sentences.iter().enumerate() {
            if span.start as usize > MOST_READ {
                break;
            }
            each_word(span.of(text), word_classes, |word, inside| {
                let count = counts.word(word, inside);
                count.times = count.times.saturating_add(1);
                count.opening |= at < OPENING;
            });
        }
        each_word(&article.meta.title, word_classes, |word, _| {
            // Headlines are often in capitals throughout: they say nothing about names.
            counts.word(word, false).title = true;
        });
        let actors = entities.iter().take(MOST_ACTORS);
        let actors = actors.map(|e| Participant::new(&e.id, e.kind, e.salience, e.central));
        Signature::new(self.weightiest(&counts.counts), actors.collect())
    }

    fn weightiest(&self, counts: &[Count]) -> Vec<Term> {
        let mut ranked: Vec<(f32, Term)> = counts
            .iter()
            .map(|count| {
                let weight = weight(count);
                let term = Term::new(count.stem, quarters(weight)).marked(
                    count.title,
                    count.figure,
                    count.name,
                );
                (weight * self.telling(count, term), term)
            })
            .collect();
        let heavier = |a: &(f32, Term), b: &(f32, Term)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if ranked.len() > MOST_TERMS {
            ranked.select_nth_unstable_by(MOST_TERMS, heavier);
            ranked.truncate(MOST_TERMS);
        }
        ranked.into_iter().map(|(_, term)| term).collect()
    }

    /// How rare a word is in news, as the negative logarithm of the share of articles that have it.
    fn telling(&self, count: &Count, term: Term) -> f32 {
        let share = self.shares.of(term.word());
        // Short words that are not known may be the small words of another language.
        let small = share <= 0.0 && count.letters <= 3 && !count.name && !count.figure;
        let share = if small { 0.05 } else { share };
        -(share + 1.0 / 2000.0).ln()
    }
}

/// How much a word counts in its article.
fn weight(count: &Count) -> f32 {
    let times = f32::from(count.times);
    let often = if times > 0.0 { 1.0 + times.ln() } else { 0.0 };
    let title = if count.title { 1.0 } else { 0.0 };
    let opening = if count.opening { 0.5 } else { 0.0 };
    often + title + opening
}

fn quarters(weight: f32) -> u8 {
    (1..=31u8)
        .rev()
        .find(|n| weight * 4.0 + 0.5 >= f32::from(*n))
        .unwrap_or(1)
}

/// Calls `each` with every word that tells something, and whether it stands inside its sentence rather than first.
fn each_word(piece: &str, word_classes: &WordClasses, mut each: impl FnMut(&Word, bool)) {
    if is_without_blanks(piece) {
        pairs(piece, |word| each(word, true));
        return;
    }
    let mut inside = false;
    words(piece, |word| {
        if word.letters > 1 && word.classes(word_classes) & STOP == 0 {
            each(&word, inside);
        }
        inside = true;
    });
}

/// Whether words can't be told by blanks: most characters are Han or kana.
fn is_without_blanks(piece: &str) -> bool {
    // Beyond ASCII such characters take three bytes: a piece of plain letters is told by its first byte.
    if piece.bytes().take(24).all(|byte| byte < 0xe3) {
        return false;
    }
    let wide = piece.chars().filter(|c| stands_alone(*c)).count();
    wide * 2 > piece.chars().filter(|c| c.is_alphanumeric()).count()
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Each pair of neighbouring characters as a word.
fn pairs(piece: &str, mut each: impl FnMut(&Word)) {
    let mut before: Option<char> = None;
    for c in piece.chars() {
        if let Some(first) = before.filter(|_| stands_alone(c)) {
            let mut bytes = [0; 8];
            let length = first.encode_utf8(&mut bytes).len();
            let rest = bytes.get_mut(length..).unwrap_or_default();
            let length = length + c.encode_utf8(rest).len();
            let stem = hash::fnv(bytes.get(..length).unwrap_or(&[]));
            each(&Word {
                full: stem,
                stem,
                letters: 4,
                capital: false,
                shouted: false,
                acronym: false,
                digits: false,
            });
        }
        before = Some(c).filter(|c| stands_alone(*c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::word_class;
    use crate::test_article::article;

    fn sign(title: &str, text: &str) -> Signature {
        let sentences: Vec<Span> = text
            .split_inclusive(". ")
            .scan(0, |at, piece| {
                let span = Span::new(*at, *at + piece.len());
                *at += piece.len();
                Some(span)
            })
            .collect();
        let article = article(title, text, Vec::new());
        Signer::default().sign(&article, &sentences, &[], &WordClasses::new())
    }

    fn term(signature: &Signature, word: &str) -> Option<Term> {
        let stem = &word.as_bytes()[..word_class::stem(word.as_bytes())];
        let wanted = Term::new(hash::fnv(stem), 1).word();
        signature.terms.iter().copied().find(|t| t.word() == wanted)
    }

    #[test]
    fn words_are_weighed_by_place_and_count() {
        let signature = sign(
            "Dam bursts above Ostrava",
            "The dam burst at dawn. Officials in Ostrava said 300 people fled. Nobody spoke. Ferries were sent from the dam.",
        );
        let dam = term(&signature, "dam").unwrap();
        let ferries = term(&signature, "ferries").unwrap();
        assert!(dam.weight() > 2.0 * ferries.weight());
        assert!(dam.in_title() && !ferries.in_title());
        assert!(term(&signature, "300").unwrap().is_figure());
        assert!(
            term(&signature, "Ostrava".to_lowercase().as_str())
                .unwrap()
                .is_name()
        );
        assert_eq!(term(&signature, "the"), None, "small words tell nothing");
    }

    #[test]
    fn a_long_text_keeps_its_weightiest_words() {
        let filler: Vec<String> = (0..400).map(|n| format!("Filler{n} came. ")).collect();
        let filler = filler.concat();
        let text = format!("Quake shook Lisbon. Quake shook Lisbon. {filler}");
        let signature = sign("", &text);
        assert_eq!(signature.terms.len(), MOST_TERMS);
        assert!(term(&signature, "quake").is_some() && term(&signature, "lisbon").is_some());
        assert!(signature.to_bytes().len() <= 300);
    }

    #[test]
    fn texts_without_blanks_have_terms_too() {
        let one = sign("", "東京で地震が発生した。");
        let other = sign("", "東京の地震で被害。");
        let shared = one.terms.iter().filter(|t| term_is_in(&other, **t)).count();
        assert!(shared >= 2, "{one:?} {other:?}");
        assert!(sign("", "Землетрясение в Токио. Токио ждёт.").terms.len() >= 3);
    }

    fn term_is_in(signature: &Signature, term: Term) -> bool {
        signature.terms.iter().any(|t| t.word() == term.word())
    }
}
