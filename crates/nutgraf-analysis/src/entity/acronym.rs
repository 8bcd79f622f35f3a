//! Owns: acronyms: the ones that a document defines, and those that fit a body's capitals.
//! Promises: what a document defines wins over the lexicon.

use std::ops::Range;

use crate::entity::document_actors::{Context, DocumentActors};
use crate::entity::name_mention::Naming;
use crate::entity::similar_names::fits_initials;
use crate::entity::token::{Shape, Token};
use crate::entity::tokenized::TokenizedText;
use nutgraf_read::model::actor::Kind;

impl DocumentActors {
    /// A body of the document whose capitals are these: `NBS` after `National Bureau of Statistics`.
    pub fn by_initials(&self, acronym: &str) -> Option<usize> {
        let wanted: String = acronym.chars().filter(|c| c.is_alphabetic()).collect();
        if wanted.chars().count() < 2 {
            return None;
        }
        self.members.iter().position(|m| {
            m.kind == Kind::Organization
                && m.name.contains(' ')
                && m.name
                    .split([' ', '-'])
                    .filter_map(|word| word.chars().next())
                    .filter(|c| c.is_uppercase())
                    .eq(wanted.chars())
        })
    }

    /// `Full Name (FN)` and `FN (Full Name)`.
    pub fn acronyms(&mut self, context: &Context<'_, '_>, owners: &[Option<usize>]) {
        let tokenized = context.tokenized;
        for (mention, owner) in context.mentions.iter().zip(owners) {
            let Some(owner) = *owner else { continue };
            let range = &mention.range;
            if range.len() > 1
                && tokenized.word(range.end) == "("
                && tokenized.word(range.end + 2) == ")"
            {
                let short = range.end + 1;
                if tokenized.shape(short) == Shape::Upper
                    && fits_initials(tokenized, range, tokenized.word(short))
                {
                    self.define(tokenized, short, owner);
                }
            }
            // `the Lund Trade Act, or LTA`
            let or = tokenized.word(range.end) == "," && tokenized.word(range.end + 1) == "or";
            let short = range.end + 2;
            if range.len() > 1
                && or
                && tokenized.shape(short) == Shape::Upper
                && fits_initials(tokenized, range, tokenized.word(short))
            {
                self.define(tokenized, short, owner);
            }
            let opened = range.start >= 2
                && tokenized.word(range.start - 1) == "("
                && tokenized.word(range.end) == ")";
            if opened && range.len() > 1 {
                let short = range.start - 2;
                if tokenized.shape(short) == Shape::Upper
                    && fits_initials(tokenized, range, tokenized.word(short))
                {
                    self.define(tokenized, short, owner);
                }
            }
        }
    }

    /// `Ola Ruiz, better known as OlaPlays`: the other name is the same person's.
    pub fn called(&mut self, context: &Context<'_, '_>, owners: &mut [Option<usize>]) {
        let tokenized = context.tokenized;
        for next in 1..context.mentions.len() {
            let (Some(first), Some(second)) =
                (context.mentions.get(next - 1), context.mentions.get(next))
            else {
                continue;
            };
            let Some(owner) = owners.get(next - 1).copied().flatten() else {
                continue;
            };
            let person = self
                .members
                .get(owner)
                .is_some_and(|m| m.kind == Kind::Person);
            let unknown = matches!(second.naming, Naming::Unknown(_));
            let between = first.range.end..second.range.start;
            if !person || !unknown || second.range.len() > 1 || !is_alias(tokenized, &between) {
                continue;
            }
            if let Some(token) = tokenized.token(second.range.start) {
                self.defined.insert(token.hash, owner);
                self.single_words.insert(token.hash, owner);
            }
            if let Some(slot) = owners.get_mut(next) {
                *slot = Some(owner);
            }
        }
    }

    fn define(&mut self, tokenized: &TokenizedText<'_>, at: usize, owner: usize) {
        if let Some(token) = tokenized.token(at) {
            // A dog called Star is not the programme whose letters are STAR.
            let written = |other: &&Token| other.hash == token.hash && other.shape == Shape::Title;
            if tokenized.tokens.iter().any(|other| written(&other)) {
                return;
            }
            self.defined.insert(token.hash, owner);
            self.single_words.insert(token.hash, owner);
        }
    }
}

/// What stands between a name and another that the same person goes by.
fn is_alias(tokenized: &TokenizedText<'_>, between: &Range<usize>) -> bool {
    /// A comma, a bracket, and the longest of the phrases.
    const LONGEST: usize = 5;
    if between.len() > LONGEST {
        return false;
    }
    let words: Vec<&str> = between.clone().map(|at| tokenized.word(at)).collect();
    let words = words.strip_prefix(&[","]).unwrap_or(&words);
    let words = words.strip_prefix(&["("]).unwrap_or(words);
    matches!(
        words,
        ["better" | "best" | "also", "known", "as"]
            | [
                "known",
                "online" | "professionally" | "popularly" | "simply",
                "as"
            ]
            | ["known", "as"]
            | ["aka" | "alias"]
            | ["a.k.a", "."]
    )
}
