//! Owns: how the names of persons meet inside a document: full names, surnames, given names, handles.
//! Promises: two persons of one surname stay two when the document tells them apart.

use std::ops::Range;

use crate::entity::document_actor::DocumentActor;
use crate::entity::document_actors::{Context, DocumentActors};
use crate::entity::lexicon::GIVEN;
use crate::entity::name_mention::Label;
use crate::entity::similar_names::{close_spelling, close_tail, nickname, one_holds_other};
use crate::entity::slug;
use crate::entity::token::{Shape, word_hash};
use crate::entity::tokenized::TokenizedText;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::text::name_key as sound;

impl DocumentActors {
    /// A person by two words or more of its name.
    pub fn full_person(&mut self, context: &Context<'_, '_>, name: &Range<usize>) -> Option<usize> {
        let words = context.tokenized.words(name);
        let key = sound::key(words);
        if let Some(&known) = context.lexicon.persons.get(&key) {
            let same = context
                .lexicon
                .actor(known)
                .is_some_and(|k| close_spelling(&k.name, words));
            if same {
                return self.of_known(context.lexicon, known);
            }
        }
        let hashes: Vec<u64> = name
            .clone()
            .filter(|&at| context.tokenized.shape(at) != Shape::Mark)
            .filter_map(|at| context.tokenized.token(at).map(|t| t.hash))
            .collect();
        let twin = self.members.iter().position(|m| {
            m.kind == Kind::Person
                && m.words.len() > 1
                && (m.tails.last().is_some_and(|t| *t == key) && slug::same_name(&m.name, words)
                    || one_holds_other(&m.words, &hashes)
                    || nickname(&m.name, words))
        });
        if let Some(at) = twin {
            self.lengthen(at, words, hashes);
            return Some(at);
        }
        let slug = slug::slug(words);
        (!slug.is_empty()).then(|| self.enter(&format!("person:{slug}"), words, Kind::Person))
    }

    /// A longer name of a person that the lexicon does not know replaces the shorter.
    fn lengthen(&mut self, at: usize, words: &str, hashes: Vec<u64>) {
        let Some(member) = self.members.get_mut(at) else {
            return;
        };
        if member.known.is_none() && hashes.len() > member.words.len() {
            words.clone_into(&mut member.name);
            member.id = format!("person:{}", slug::slug(words));
            member.words = hashes;
            self.named.insert(member.id.clone(), at);
        }
    }

    /// A person of the document by the last part of its name, however it is spelled.
    pub fn by_surname(&self, tokenized: &TokenizedText<'_>, range: &Range<usize>) -> Option<usize> {
        let name = tokenized.without_title(range);
        let words = tokenized.words(&name);
        let hash = word_hash(words);
        let exact = |m: &DocumentActor| m.words.last() == Some(&hash);
        let persons = || {
            self.members
                .iter()
                .enumerate()
                .filter(|(_, m)| m.kind == Kind::Person && m.words.len() > 1)
        };
        if let Some((at, _)) = persons().find(|(_, m)| exact(m)) {
            return Some(at);
        }
        if words.len() < 4 {
            return None;
        }
        let key = sound::key(words);
        if key.len() >= 3
            && let Some((at, _)) =
                persons().find(|(_, m)| m.tails.contains(&key) && close_tail(&m.name, words))
        {
            return Some(at);
        }
        // A given name alone, where one person bears it: `Mahsa`.
        let mut bearers = persons().filter(|(_, m)| m.words.first() == Some(&hash));
        match (bearers.next(), bearers.next()) {
            (Some((at, _)), None) if tokenized.is(name.start, GIVEN) => Some(at),
            _ => None,
        }
    }

    /// The one person of the document whose name begins with a word that stands for a person: no list has all given names.
    pub fn by_first_name(
        &self,
        tokenized: &TokenizedText<'_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        let name = tokenized.without_title(range);
        let token = tokenized.token(name.start).filter(|t| t.span.len() > 3)?;
        if label != Label::Person || name.len() != 1 || name.start != range.start {
            return None;
        }
        let begins = |m: &DocumentActor| {
            m.kind == Kind::Person && m.words.len() > 1 && m.words.first() == Some(&token.hash)
        };
        let mut bearers = (0..).zip(&self.members).filter(|(_, m)| begins(m));
        let (at, _) = bearers.next()?;
        bearers.next().is_none().then_some(at)
    }

    /// A handle that runs a person's name together, or ends with the surname in its own capitals.
    pub fn by_handle(&self, handle: &str) -> Option<usize> {
        let bare = handle.trim_start_matches('@').trim_end_matches('_');
        let folded = sound::run_together(bare);
        self.members.iter().position(|m| {
            let name = sound::run_together(&m.name);
            if name.len() < 4 {
                return false;
            }
            let surname = m.name.rsplit(' ').next().unwrap_or("");
            let capital_tail =
                m.kind == Kind::Person && surname.len() >= 4 && bare.ends_with(surname);
            name == folded || capital_tail
        })
    }
}
