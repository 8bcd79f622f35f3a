//! Owns: `DocumentActor`, an actor of one document while it is being read.
//! Promises: only data and how two of them become one.

use crate::entity::lexicon::Lexicon;
use crate::entity::slug;
use crate::entity::token::word_hash;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::name_key as sound;

/// An actor of the document.
#[derive(Clone, Debug)]
pub struct DocumentActor {
    /// Its identity.
    pub id: String,
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its place in the lexicon.
    pub known: Option<u32>,
    /// Where the body names it.
    pub mentions: Vec<Span>,
    /// Whether the title names it.
    pub titled: bool,
    /// How many of its mentions are only an adjective or a people.
    pub faint: u32,
    /// How many only tell where somebody else works, in a list.
    pub listed: u32,
    /// The words of its name, for persons.
    pub words: Vec<u64>,
    /// Key of each tail of its name, the last word first.
    pub tails: Vec<String>,
}

impl DocumentActor {
    /// An actor that nothing names yet.
    pub fn new(id: &str, name: &str, kind: Kind) -> Self {
        let mut member = Self {
            id: id.to_owned(),
            name: name.to_owned(),
            kind,
            known: None,
            mentions: Vec::new(),
            titled: false,
            faint: 0,
            listed: 0,
            words: Vec::new(),
            tails: Vec::new(),
        };
        if kind == Kind::Person {
            let folded: Vec<&str> = name.split([' ', '-']).filter(|w| !w.is_empty()).collect();
            member.words = folded.iter().map(|w| word_hash(w)).collect();
            member.tails = (1..=folded.len().min(3))
                .filter_map(|n| folded.get(folded.len() - n..))
                .map(|tail| sound::key(&tail.join(" ")))
                .collect();
        }
        member
    }

    /// Takes over the mentions of another that is the same.
    pub fn absorb(&mut self, other: DocumentActor) {
        self.mentions.extend(other.mentions);
        self.mentions.sort_unstable();
        self.mentions.dedup();
        self.titled |= other.titled;
        self.faint += other.faint;
        self.listed += other.listed;
    }

    /// Goes under another id from now on, with the name that the lexicon has for it or the words of the id.
    pub fn become_actor(&mut self, id: &str, lexicon: &Lexicon) {
        let known = lexicon.known.iter().position(|k| &*k.id.0 == id);
        let (prefix, slug) = id.split_once(':').unwrap_or(("", id));
        if let Some(actor) = known.and_then(|k| lexicon.known.get(k)) {
            self.name = actor.name.to_string();
            self.kind = actor.kind;
        } else {
            self.name = slug::title_case(slug);
            self.kind = Kind::parse(prefix).unwrap_or(self.kind);
        }
        self.known = known.and_then(|k| u32::try_from(k).ok());
        id.clone_into(&mut self.id);
    }
}
