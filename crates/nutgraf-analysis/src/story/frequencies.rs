//! Owns: `Frequencies`, in how many articles of the reader's own library words and actors stand.
//! Promises: bounded memory whatever comes; counts are never too low, but for what was halved away; comes back from its bytes.
//!
//! A count-min sketch with conservative update (Estan and Varghese 2002). When it has seen many articles all counts are
//! halved, so that it tells of these days.

use crate::word_share::WordShares;
use nutgraf_read::model::signature::{Participant, Signature, Term};

/// Counters of one row.
const CELLS: usize = 1 << 15;
/// Rows; a count is the least of its cells.
const ROWS: usize = 2;
/// After so many articles all counts are halved.
const MOST_ARTICLES: u32 = 40_000;
/// The table of English counts as so many articles.
const PRIOR: f32 = 400.0;
/// So many articles without a certain actor are presumed.
const PRIOR_ACTORS: f32 = 100.0;
const FORM: u8 = 1;

/// In how many articles words and actors stand.
#[derive(Clone, Debug)]
pub struct Frequencies {
    cells: Vec<u16>,
    articles: u32,
    shares: WordShares,
}

impl Default for Frequencies {
    fn default() -> Self {
        Self {
            cells: vec![0; CELLS * ROWS],
            articles: 0,
            shares: WordShares::default(),
        }
    }
}

impl Frequencies {
    /// How many articles were counted, those halved away aside.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Counts an article.
    pub fn count(&mut self, signature: &Signature) {
        for term in &signature.terms {
            self.add(word_key(*term));
        }
        for actor in &signature.actors {
            self.add(actor_key(*actor));
        }
        self.articles += 1;
        if self.articles >= MOST_ARTICLES {
            self.articles /= 2;
            self.cells.iter_mut().for_each(|cell| *cell /= 2);
        }
    }

    /// How much a word tells: the negative logarithm of the share of articles that have it.
    pub fn telling(&self, term: Term) -> f32 {
        let seen = f32::from(self.seen(word_key(term)));
        let expected = PRIOR * self.shares.of(term.word());
        ((self.all() + PRIOR) / (seen + expected + 0.5)).ln()
    }

    /// The same of an actor.
    pub fn telling_actor(&self, actor: Participant) -> f32 {
        let seen = f32::from(self.seen(actor_key(actor)));
        ((self.all() + PRIOR_ACTORS) / (seen + 0.5)).ln()
    }

    /// What `telling_actor` says of an actor that one article in a hundred names.
    pub fn telling_of_hundredth(&self) -> f32 {
        let all = self.all() + PRIOR_ACTORS;
        (all / (0.01 * all + 0.5)).ln()
    }

    fn all(&self) -> f32 {
        f32::from(u16::try_from(self.articles).unwrap_or(u16::MAX))
    }

    fn seen(&self, key: u32) -> u16 {
        let cells = places(key).map(|at| self.cells.get(at).copied().unwrap_or(0));
        cells.into_iter().min().unwrap_or(0)
    }

    fn add(&mut self, key: u32) {
        let more = self.seen(key).saturating_add(1);
        for at in places(key) {
            if let Some(cell) = self.cells.get_mut(at) {
                *cell = (*cell).max(more);
            }
        }
    }

    /// The counts as bytes: at most some 260 KB, few while few articles were counted.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![FORM];
        put(&mut bytes, self.articles);
        let mut zeros = 0;
        for cell in &self.cells {
            if *cell == 0 {
                zeros += 1;
                continue;
            }
            if zeros > 0 {
                put(&mut bytes, 0);
                put(&mut bytes, zeros);
                zeros = 0;
            }
            put(&mut bytes, u32::from(*cell));
        }
        bytes
    }

    /// Reads the bytes of `to_bytes`; `None` when they are not of this form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (form, mut rest) = bytes.split_first()?;
        if *form != FORM {
            return None;
        }
        let mut frequencies = Self {
            articles: take(&mut rest)?,
            ..Self::default()
        };
        let mut at = 0;
        while !rest.is_empty() {
            match take(&mut rest)? {
                0 => at += usize::try_from(take(&mut rest)?).ok()?,
                count => {
                    *frequencies.cells.get_mut(at)? = u16::try_from(count).ok()?;
                    at += 1;
                }
            }
        }
        Some(frequencies)
    }
}

fn word_key(term: Term) -> u32 {
    term.word()
}

/// Actors are counted apart from words.
fn actor_key(actor: Participant) -> u32 {
    actor.actor() | 1 << 31
}

/// The cells of a key, one in each row.
fn places(key: u32) -> [usize; ROWS] {
    let spread = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bits = CELLS.trailing_zeros();
    let cell = |shift: u32| usize::try_from((spread >> shift) & (CELLS as u64 - 1)).unwrap_or(0);
    [cell(64 - bits), CELLS + cell(64 - 2 * bits)]
}

/// Writes a number, seven bits a byte.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f).to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// Reads a number of `put`.
fn take(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in (0..35).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::text::hash::fnv;

    fn signature(words: &[String]) -> Signature {
        let terms = words.iter().map(|word| Term::new(fnv(word.as_bytes()), 4));
        Signature::new(terms.collect(), Vec::new())
    }

    #[test]
    fn what_is_common_tells_less() {
        let mut frequencies = Frequencies::default();
        for n in 0..500 {
            frequencies.count(&signature(&["flood".to_owned(), format!("word{n}")]));
        }
        let telling = |word: &str| frequencies.telling(Term::new(fnv(word.as_bytes()), 4));
        assert!(telling("flood") < 1.0);
        assert!(telling("word7") > 4.0);
        assert!(telling("unseen-of") >= telling("word7"));
    }

    #[test]
    fn counts_come_back_from_bytes_and_stay_small() {
        let mut frequencies = Frequencies::default();
        for n in 0..3000_u32 {
            let words: Vec<String> = (0..48)
                .map(|m| format!("{}", n.wrapping_mul(m) % 9000))
                .collect();
            frequencies.count(&signature(&words));
        }
        let bytes = frequencies.to_bytes();
        assert!(bytes.len() <= 260 * 1024, "{}", bytes.len());
        let back = Frequencies::from_bytes(&bytes).unwrap();
        assert_eq!(
            (back.articles, &back.cells),
            (frequencies.articles, &frequencies.cells)
        );
        assert!(Frequencies::default().to_bytes().len() < 9);
        assert!(Frequencies::from_bytes(&[9]).is_none());
        assert!(Frequencies::from_bytes(&[FORM, 0, 0, 0xff]).is_none());
    }

    #[test]
    fn a_million_articles_do_not_drown_the_rare() {
        let mut frequencies = Frequencies::default();
        for n in 0..100_000_u32 {
            frequencies.count(&signature(&[
                format!("often{}", n % 50),
                format!("word{n}"),
            ]));
        }
        assert!(frequencies.articles() < MOST_ARTICLES);
        let telling = |word: &str| frequencies.telling(Term::new(fnv(word.as_bytes()), 4));
        assert!(telling("word99999") > telling("often7") + 2.0);
    }
}
