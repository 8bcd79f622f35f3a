//! Owns: `DocumentActors`, the actors of one document while they are gathered, and `Context`, what is read for them.
//! Promises: one id, one member.

use std::collections::HashMap;
use std::ops::Range;

use crate::entity::document_actor::DocumentActor;
use crate::entity::lexicon::{COMPANY, Lexicon};
use crate::entity::name_mention::NameMention;
use crate::entity::slug;
use crate::entity::tokenized::TokenizedText;
use crate::entity::vote::Votes;
use crate::hashed::Hashed;
use nutgraf_read::model::actor::Kind;

/// The actors of one document.
#[derive(Debug, Default)]
pub struct DocumentActors {
    /// All of them, by first appearance.
    pub members: Vec<DocumentActor>,
    /// Members of the lexicon, by their place there.
    pub known: HashMap<u32, usize>,
    /// All members by their ids.
    pub named: HashMap<String, usize>,
    /// Single words that stand for a member: acronyms defined in the text, surnames, one-word names.
    pub single_words: Hashed<usize>,
    /// One-word names that a recogniser found; they are looked for inside sentences only.
    pub lone: Hashed<usize>,
    /// Acronyms that the document itself defines; they win over the lexicon.
    pub defined: Hashed<usize>,
}

/// What the resolution reads.
#[derive(Debug)]
pub struct Context<'s, 't> {
    /// The dictionaries.
    pub lexicon: &'s Lexicon,
    /// The text.
    pub tokenized: &'s TokenizedText<'t>,
    /// Its names.
    pub mentions: &'s [NameMention],
    /// What the text as a whole takes unknown names for.
    pub votes: Votes,
}

impl DocumentActors {
    /// The member for an actor of the lexicon.
    pub fn of_known(&mut self, lexicon: &Lexicon, known: u32) -> Option<usize> {
        if let Some(&at) = self.known.get(&known) {
            return Some(at);
        }
        let actor = lexicon.actor(known)?;
        let at = self.enter(&actor.id.0, &actor.name, actor.kind);
        if let Some(member) = self.members.get_mut(at) {
            member.known = Some(known);
        }
        self.known.insert(known, at);
        Some(at)
    }

    /// The member of an id; a new one where there is none.
    pub fn enter(&mut self, id: &str, name: &str, kind: Kind) -> usize {
        if let Some(&at) = self.named.get(id) {
            return at;
        }
        let shouted = kind == Kind::Person
            && name.contains(' ')
            && !name.chars().any(char::is_lowercase)
            && name.chars().filter(|c| c.is_alphabetic()).count() > 4;
        let member = if shouted {
            DocumentActor::new(id, &slug::title_case(&slug::slug(name)), kind)
        } else {
            DocumentActor::new(id, name, kind)
        };
        let at = self.members.len();
        self.members.push(member);
        self.named.insert(id.to_owned(), at);
        at
    }

    /// A body, place or thing by its own words.
    pub fn thing(
        &mut self,
        tokenized: &TokenizedText<'_>,
        range: &Range<usize>,
        kind: Kind,
    ) -> Option<usize> {
        let range = without_article(tokenized, range);
        let name = tokenized.words(&range).trim_matches(['_', '*']);
        // `Acme Corp.` and `Acme` are one.
        let mut bare = range.clone();
        while kind == Kind::Organization && bare.len() > 1 && tokenized.is(bare.end - 1, COMPANY) {
            bare.end -= 1;
        }
        let slug = slug::slug(tokenized.words(&bare));
        if slug.is_empty() {
            return None;
        }
        let at = self.namesake(&slug).unwrap_or_else(|| {
            self.enter(&format!("{}:{slug}", kind.prefix()), &one_line(name), kind)
        });
        // `Acme` after `Acme Corp.`
        if kind == Kind::Organization
            && range.len() > 1
            && tokenized.is(range.end - 1, COMPANY)
            && let Some(first) = tokenized.token(range.start)
        {
            self.single_words.entry(first.hash).or_insert(at);
        }
        Some(at)
    }

    /// A name that the lexicon does not know is one actor, whatever kinds its mentions were taken for.
    pub fn namesake(&self, slug: &str) -> Option<usize> {
        let mut id = String::new();
        Kind::ALL
            .into_iter()
            .filter(|kind| *kind != Kind::Country)
            .find_map(|kind| {
                id.clear();
                id.extend([kind.prefix(), ":", slug]);
                self.named.get(&id).copied()
            })
            .filter(|at| self.members.get(*at).is_some_and(|m| m.known.is_none()))
    }

    /// Which member a single word stands for.
    pub fn by_single_word(
        &self,
        tokenized: &TokenizedText<'_>,
        range: &Range<usize>,
    ) -> Option<usize> {
        let token = tokenized.token(range.start)?;
        (range.len() == 1)
            .then(|| self.single_words.get(&token.hash).copied())
            .flatten()
    }
}

/// `the Foreign Ministry` without its article.
pub fn without_article(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> Range<usize> {
    if range.len() > 1 && tokenized.word(range.start).eq_ignore_ascii_case("the") {
        range.start + 1..range.end
    } else {
        range.clone()
    }
}

/// Words with single blanks between them.
pub fn one_line(name: &str) -> String {
    if name.contains(char::is_whitespace) {
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        name.to_owned()
    }
}
