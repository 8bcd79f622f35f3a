//! Owns: `Votes`, what a document as a whole takes a name for.
//! Promises: one name has one kind in one document, where most of its mentions agree.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::entity::beside::PLAYED;
use crate::entity::cluster::Clusters;
use crate::entity::head;
use crate::entity::kind::Evidence;
use crate::entity::lexicon::{BODY, COMPANY, Lexicon, SITE};
use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::token::{Shape, Token};
use crate::entity::tokenized::TokenizedText;

/// A text is about games, films or series where one of so many tokens is a word of those.
const PLAY_EVERY: usize = 70;

/// What was counted for one name.
#[derive(Clone, Debug, Default)]
struct Tally {
    evidence: Evidence,
    /// Whether it stands somewhere as one of many: `a once-loyal Old Guard.`
    common: bool,
}

/// The kinds that the recogniser gave each name of a document that the lexicon does not know.
#[derive(Debug, Default)]
pub struct Votes(HashMap<u64, Tally>);

/// A name's words as one number, its article left out.
fn key(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> u64 {
    let article = range.len() > 1 && tokenized.word(range.start).eq_ignore_ascii_case("the");
    range
        .clone()
        .skip(usize::from(article))
        .filter_map(|at| tokenized.token(at))
        .fold(0, |h, t| h.rotate_left(21).wrapping_mul(31) ^ t.hash)
}

impl Votes {
    /// Counts them.
    pub fn of(
        (lexicon, clusters): (&Lexicon, Option<&Clusters>),
        tokenized: &TokenizedText<'_>,
        mentions: &[NameMention],
    ) -> Self {
        let mut votes: HashMap<u64, Tally> = HashMap::new();
        let played = |token: &&Token| lexicon.beside(token.hash) & PLAYED != 0;
        let told = tokenized.tokens.iter().filter(played).count();
        let playful = told * PLAY_EVERY >= tokenized.tokens.len();
        for mention in mentions {
            let Naming::Unknown(label) = mention.naming else {
                continue;
            };
            let tally = votes.entry(key(tokenized, &mention.range)).or_default();
            let text = (tokenized, lexicon, clusters);
            tally
                .evidence
                .add(text, &mention.range, label, mention.scores);
            tally.evidence.playful = playful;
            tally.common |= label != Label::Person && one_of_many(tokenized, &mention.range);
        }
        let mut votes = Self(votes);
        votes.pair(tokenized, mentions);
        votes
    }

    /// `Nora and Ilse`: who is named beside a person by one word, with nothing but `and` between, is one, too.
    fn pair(&mut self, tokenized: &TokenizedText<'_>, mentions: &[NameMention]) {
        let one = |m: &NameMention| {
            let plain = tokenized.shape(m.range.start) == Shape::Title;
            m.range.len() == 1 && plain && matches!(m.naming, Naming::Unknown(_))
        };
        for pair in mentions.windows(2) {
            let [first, second] = pair else { continue };
            let between = first.range.end..second.range.start;
            // `Silver Lake: Nightfall`: a work's second name.
            let work =
                first.naming == Naming::Unknown(Label::Misc) || first.label == Some(Label::Misc);
            if work && between.len() == 1 && tokenized.word(between.start) == ":" {
                if let Some(tally) = self.0.get_mut(&key(tokenized, &second.range)) {
                    tally.evidence.subtitle = true;
                }
                continue;
            }
            let joined = between.len() == 1 && tokenized.word(between.start) == "and";
            if !joined || !one(first) || !one(second) {
                continue;
            }
            let keys = [&first.range, &second.range].map(|range| key(tokenized, range));
            let person = |key: &u64| self.0.get(key).is_some_and(|t| t.evidence.is_person());
            let [left, right] = keys.each_ref().map(person);
            let other = if left { keys[1] } else { keys[0] };
            if left != right
                && let Some(tally) = self.0.get_mut(&other)
            {
                tally.evidence.paired = true;
            }
        }
    }

    /// Each name that was counted, by its first mention.
    pub fn first_mentions(
        &self,
        tokenized: &TokenizedText<'_>,
        mentions: &[NameMention],
    ) -> Vec<(Range<usize>, Evidence)> {
        let mut seen = HashSet::new();
        let unknown = mentions
            .iter()
            .filter(|m| matches!(m.naming, Naming::Unknown(_)));
        unknown
            .map(|mention| (key(tokenized, &mention.range), &mention.range))
            .filter(|(key, _)| seen.insert(*key))
            .filter_map(|(key, range)| Some((range.clone(), self.0.get(&key)?.evidence.clone())))
            .collect()
    }

    /// Whether a phrase of several words names one of many things in this document, and so no actor.
    pub fn is_common(&self, tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
        self.0.get(&key(tokenized, range)).is_some_and(|t| t.common)
    }

    /// Whether the last word of a name of two is a person's here: `Nils Strand`, who is Strand from then on.
    pub fn is_surname(&self, tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
        let plain = |at: usize| {
            tokenized.shape(at) == Shape::Title && !tokenized.is(at, BODY | SITE | COMPANY)
        };
        let last = range.end - 1..range.end;
        range.len() == 2
            && range.clone().all(plain)
            && self
                .0
                .get(&key(tokenized, &last))
                .is_some_and(|tally| tally.evidence.is_person())
    }

    /// The kind that all mentions together speak for; `own` for a name that was not counted.
    pub fn decide(&self, tokenized: &TokenizedText<'_>, range: &Range<usize>, own: Label) -> Label {
        let tally = self.0.get(&key(tokenized, range));
        let decided = tally.map_or(own, |tally| tally.evidence.decide());
        // `Treasure Island` may be a book.
        let headed = head::by_head(tokenized, range, decided);
        if (decided, headed) == (Label::Misc, Label::Location) {
            decided
        } else {
            headed
        }
    }
}

/// Whether a phrase stands at the end of its clause with an indefinite article before it, as no body does.
fn one_of_many(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let article = |at: usize| matches!(tokenized.word(at), "a" | "an" | "another");
    let before = tokenized.before(range.start);
    let ends = matches!(
        tokenized.word(range.end),
        "." | "," | ";" | ":" | "" | "!" | "?" | "—"
    );
    let mut at = before;
    let mut found = false;
    for _ in 0..4 {
        let Some(here) = at else { break };
        found |= article(here);
        if found || tokenized.shape(here) != Shape::Lower && tokenized.word(here) != "-" {
            break;
        }
        at = tokenized.before(here);
    }
    range.len() > 1 && ends && found
}
