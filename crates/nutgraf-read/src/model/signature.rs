//! Owns: `Signature`, what is kept of an article for telling which others are about the same: its weightiest words and actors.
//! Promises: plain numbers, no text; comes back from its bytes the same; any bytes are read without harm.

use crate::model::actor::Kind;
use crate::model::id::ActorId;
use crate::text::hash;

/// The most words that a signature holds.
pub const MOST_TERMS: usize = 48;
/// The most actors that a signature holds.
pub const MOST_ACTORS: usize = 16;

/// The form of the bytes; others are not read.
const FORM: u8 = 1;
/// Bits of a hash that are kept.
const HASH_BITS: u32 = 24;

/// A word of an article: 24 bits of the hash of its stem, its weight and where it stands, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(u32);

impl Term {
    const TITLE: u32 = 1 << 5;
    const FIGURE: u32 = 1 << 6;
    const NAME: u32 = 1 << 7;

    /// A word by the hash of its stem. `weight` says how much it counts in the article, in quarters: 1 to 31.
    pub fn new(stem: u64, weight: u8) -> Self {
        Self(shortened(stem) << 8 | u32::from(weight.min(31)))
    }

    /// The same, with whether it stands in the title, has a digit, and is written with a capital inside sentences.
    #[must_use]
    pub fn marked(self, title: bool, figure: bool, name: bool) -> Self {
        let bit = |is: bool, bit: u32| if is { bit } else { 0 };
        Self(self.0 | bit(title, Self::TITLE) | bit(figure, Self::FIGURE) | bit(name, Self::NAME))
    }

    /// Which word it is: 24 bits.
    #[inline]
    pub fn word(self) -> u32 {
        self.0 >> 8
    }

    /// How much it counts in the article: about one plus the logarithm of how often it occurs.
    #[inline]
    pub fn weight(self) -> f32 {
        f32::from(self.0.to_le_bytes()[0] & 31) / 4.0
    }

    /// Whether the title has it.
    #[inline]
    pub fn in_title(self) -> bool {
        self.0 & Self::TITLE != 0
    }

    /// Whether it has a digit.
    #[inline]
    pub fn is_figure(self) -> bool {
        self.0 & Self::FIGURE != 0
    }

    /// Whether it is written with a capital.
    #[inline]
    pub fn is_name(self) -> bool {
        self.0 & Self::NAME != 0
    }
}

/// An actor of an article: 24 bits of the hash of its id, how much the article is about it, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Participant(u32);

impl Participant {
    const CENTRAL: u32 = 1 << 4;

    /// An actor; `salience` from 0 to 1.
    pub fn new(id: &ActorId, kind: Kind, salience: f32, central: bool) -> Self {
        let sixteenths = (1..16u32)
            .zip(1u16..)
            .take_while(|(_, n)| salience * 16.0 >= f32::from(*n))
            .last()
            .map_or(0, |(n, _)| n);
        let kind = (0u32..)
            .zip(Kind::ALL)
            .find(|(_, one)| *one == kind)
            .map_or(0, |(n, _)| n);
        let central = if central { Self::CENTRAL } else { 0 };
        Self(Self::key(id) << 8 | kind << 5 | central | sixteenths)
    }

    /// Which actor an id is: 24 bits.
    pub fn key(id: &ActorId) -> u32 {
        shortened(hash::fnv(id.0.as_bytes()))
    }

    /// Which actor it is: 24 bits.
    #[inline]
    pub fn actor(self) -> u32 {
        self.0 >> 8
    }

    /// How much the article is about it, 0 to 1.
    #[inline]
    pub fn salience(self) -> f32 {
        f32::from(self.0.to_le_bytes()[0] & 15) / 16.0
    }

    /// Whether title or lead name it.
    #[inline]
    pub fn is_central(self) -> bool {
        self.0 & Self::CENTRAL != 0
    }

    /// What it is.
    #[inline]
    pub fn kind(self) -> Kind {
        let at = usize::from(self.0.to_le_bytes()[0] >> 5);
        Kind::ALL.get(at).copied().unwrap_or(Kind::Other)
    }
}

/// What is kept of an article for telling which others are about the same. When it was published stands beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Its weightiest words, ascending, each once.
    pub terms: Vec<Term>,
    /// Its most salient actors, ascending, each once.
    pub actors: Vec<Participant>,
}

impl Signature {
    /// A signature of words and actors in any order; of one that is there twice the first stays.
    pub fn new(mut terms: Vec<Term>, mut actors: Vec<Participant>) -> Self {
        terms.sort_by_key(|term| term.word());
        terms.dedup_by_key(|term| term.word());
        actors.sort_by_key(|actor| actor.actor());
        actors.dedup_by_key(|actor| actor.actor());
        terms.truncate(MOST_TERMS);
        actors.truncate(MOST_ACTORS);
        Self { terms, actors }
    }

    /// Whether nothing is known of the article.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.actors.is_empty()
    }

    /// Its bytes: four for each word and actor, and two more; none for an empty one.
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut bytes = Vec::with_capacity(2 + 4 * (self.terms.len() + self.actors.len()));
        bytes.push(FORM);
        bytes.push(u8::try_from(self.terms.len()).unwrap_or(u8::MAX));
        let numbers = self.terms.iter().map(|term| term.0);
        for number in numbers.chain(self.actors.iter().map(|actor| actor.0)) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// Reads the bytes of `to_bytes`; `None` when they are not of this form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let Some((form, rest)) = bytes.split_first() else {
            return Some(Self::default());
        };
        let (count, rest) = rest.split_first()?;
        let (numbers, odd) = rest.as_chunks::<4>();
        if *form != FORM || !odd.is_empty() {
            return None;
        }
        let (terms, actors) = numbers.split_at_checked(usize::from(*count))?;
        let terms: Vec<Term> = terms.iter().map(|n| Term(u32::from_le_bytes(*n))).collect();
        let actors: Vec<Participant> = actors
            .iter()
            .map(|n| Participant(u32::from_le_bytes(*n)))
            .collect();
        let ascends = terms.is_sorted_by_key(|term| term.word())
            && actors.is_sorted_by_key(|actor| actor.actor());
        (ascends && terms.len() <= MOST_TERMS && actors.len() <= MOST_ACTORS)
            .then_some(Self { terms, actors })
    }
}

/// The upper bits of a hash, which depend on all bytes that went in.
fn shortened(hash: u64) -> u32 {
    let [.., a, b, c] = hash::mix(hash).to_le_bytes();
    u32::from_le_bytes([a, b, c, 0]) & ((1 << HASH_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Signature {
        let terms = ["dam", "river", "1500", "minister"]
            .iter()
            .zip(1u8..)
            .map(|(word, n)| {
                let figure = word.starts_with('1');
                Term::new(hash::fnv(word.as_bytes()), n).marked(n == 2, figure, n == 4)
            })
            .collect();
        let id = ActorId::from("person:ada-river");
        let actors = vec![Participant::new(&id, Kind::Person, 0.5, true)];
        Signature::new(terms, actors)
    }

    #[test]
    fn a_signature_comes_back_from_its_bytes() {
        let signature = sample();
        assert_eq!(
            Signature::from_bytes(&signature.to_bytes()),
            Some(signature)
        );
        let none = Signature::default();
        assert_eq!(none.to_bytes(), Vec::<u8>::new());
        assert_eq!(Signature::from_bytes(&[]), Some(none));
    }

    #[test]
    fn what_was_put_in_is_told() {
        let signature = sample();
        let dam = Term::new(hash::fnv(b"dam"), 1);
        assert!(signature.terms.contains(&dam));
        assert!((dam.weight() - 0.25).abs() < 1e-6 && !dam.in_title());
        assert_eq!(signature.terms.iter().filter(|t| t.in_title()).count(), 1);
        assert_eq!(signature.terms.iter().filter(|t| t.is_figure()).count(), 1);
        assert_eq!(signature.terms.iter().filter(|t| t.is_name()).count(), 1);
        let actor = signature.actors[0];
        assert_eq!(actor.kind(), Kind::Person);
        assert!(actor.is_central() && (actor.salience() - 0.5).abs() < 1e-6);
        assert_eq!(
            actor.actor(),
            Participant::key(&ActorId::from("person:ada-river"))
        );
        let full = Participant::new(&ActorId::from("x"), Kind::Other, 1.0, false);
        assert!(full.salience() > 0.9 && full.kind() == Kind::Other);
    }

    #[test]
    fn odd_bytes_are_refused() {
        let bytes = sample().to_bytes();
        for cut in 1..bytes.len() {
            let read = Signature::from_bytes(&bytes[..cut]);
            assert!(read.is_none_or(|s| s.actors.is_empty()), "{cut}");
        }
        let mut other = bytes.clone();
        other[0] = 9;
        assert_eq!(Signature::from_bytes(&other), None);
        let mut many = bytes;
        many[1] = 200;
        assert_eq!(Signature::from_bytes(&many), None);
    }
}
