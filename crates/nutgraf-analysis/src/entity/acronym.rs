//! Owns: acronyms: the ones that a document defines, and those that fit a body's capitals.
//! Promises: what a document defines wins over the lexicon.

use crate::entity::document_actors::{Context, DocumentActors};
use crate::entity::similar_names::fits_initials;
use crate::entity::token::Shape;
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

    fn define(&mut self, tokenized: &TokenizedText<'_>, at: usize, owner: usize) {
        if let Some(token) = tokenized.token(at) {
            self.defined.insert(token.hash, owner);
            self.single_words.insert(token.hash, owner);
        }
    }
}
