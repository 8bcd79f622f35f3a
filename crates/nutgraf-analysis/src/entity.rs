//! Owns: `Finder`, which finds the persons, bodies, countries, places and things that an article names.
//! Promises: mentions are spans of the text, ascending, not overlapping; one actor, one id, one name.

pub mod acronym;
pub mod apart;
pub mod beside;
pub mod cluster;
pub mod collect_mentions;
pub mod corrections;
pub mod credit;
pub mod disambiguate;
pub mod document_actor;
pub mod document_actors;
pub mod feature;
pub mod gazetteer;
pub mod head;
pub mod kind;
pub mod kind_weights;
pub mod lexicon;
pub mod lexicon_match;
pub mod merge;
pub mod name_mention;
pub mod near;
pub mod office;
pub mod own;
pub mod patterns;
pub mod person;
pub mod recognise;
pub mod resolve;
pub mod salience;
mod seat;
pub mod similar_names;
pub mod slug;
pub mod surname;
pub mod team;
pub mod term;
pub mod token;
pub mod tokenized;
pub mod told;
pub mod trim;
pub mod unseen;
pub mod vote;
pub mod whole;
pub mod written;

use std::borrow::Cow;
use std::sync::Arc;

use crate::entity::document_actor::DocumentActor;
use crate::entity::document_actors::DocumentActors;
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::Lexicon;
use crate::entity::name_mention::{Label, NameMention, Naming, Proposal};
use crate::entity::recognise::{Recogniser, Scratch};
use crate::entity::salience::{EVIDENCE, Stage};
use crate::entity::tokenized::TokenizedText;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Entity, Mention};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::correction::Corrections;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::model::span::Span;

/// What was found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Entities, the most salient first.
    pub entities: Vec<Entity>,
    /// Number of words in the text.
    pub words: u32,
}

/// Finds and resolves actors; compiled once, shared by reference.
#[derive(Debug)]
pub struct Finder {
    lexicon: Lexicon,
    recogniser: Option<Recogniser>,
}

/// The trained weights and word groups that the binary carries; `models/README.md` says where they come from.
const WEIGHTS: &[u8] = include_bytes!("../models/entities.bin");
const CLUSTERS: &[u8] = include_bytes!("../models/clusters.bin");

impl Finder {
    /// Compiles the lexicons.
    pub fn new(lexicon: &LexiconFiles) -> Self {
        Self {
            lexicon: Lexicon::new(lexicon),
            recogniser: Self::recogniser(),
        }
    }

    /// The same of parts that were read before, for instance each by a thread of its own.
    pub fn of(lexicon: Lexicon, recogniser: Option<Recogniser>) -> Self {
        Self {
            lexicon,
            recogniser,
        }
    }

    /// Reads the recogniser that the binary carries.
    pub fn recogniser() -> Option<Recogniser> {
        Recogniser::read(Cow::Borrowed(WEIGHTS), CLUSTERS)
    }

    /// The same with other weights, for training and measuring. `None` when they cannot be read.
    pub fn with_model(lexicon: &LexiconFiles, weights: &[u8], clusters: &[u8]) -> Option<Self> {
        Some(Self {
            lexicon: Lexicon::new(lexicon),
            recogniser: Some(Recogniser::read(Cow::Owned(weights.to_vec()), clusters)?),
        })
    }

    /// The names of a text with what the resolution takes them for. Adjectives of nations are no names here.
    pub fn labelled(&self, text: &str, sentences: &[Span]) -> Vec<(Span, Label)> {
        let body = TokenizedText::new(text, sentences, &self.lexicon);
        let title = TokenizedText::headline("", &self.lexicon);
        let mentions = self.mentions(&body, None);
        let actors = resolve::resolve(self.words(), (&body, &mentions), (&title, &[]));
        let mut out: Vec<(Span, Label)> = actors
            .members
            .iter()
            .flat_map(|member| {
                let label = match member.kind {
                    Kind::Person => Label::Person,
                    Kind::Organization => Label::Organization,
                    Kind::Country | Kind::Place => Label::Location,
                    Kind::Other => Label::Misc,
                };
                member.mentions.iter().map(move |span| (*span, label))
            })
            .collect();
        let faint: Vec<Span> = mentions
            .iter()
            .filter(|p| match p.naming {
                Naming::Known(known, Sense::Described) => actors.known.contains_key(&known),
                Naming::Known(_, sense) => {
                    matches!(sense, Sense::Adjective | Sense::People | Sense::Handle)
                }
                Naming::Unknown(_) | Naming::Handle => false,
            })
            .map(|p| body.span(&p.range))
            .collect();
        out.retain(|(span, _)| !faint.iter().any(|f| f.contains(*span)));
        out.sort_unstable();
        out
    }

    /// The names of a text that no dictionary knows, with what speaks for their kinds in all of it; for fitting its weights.
    pub fn evidence(&self, text: &str, sentences: &[Span]) -> Vec<(Span, kind::Evidence)> {
        let body = TokenizedText::new(text, sentences, &self.lexicon);
        let mentions = self.mentions(&body, None);
        let votes = vote::Votes::of(self.words(), &body, &mentions);
        let first = votes.first_mentions(&body, &mentions);
        first
            .into_iter()
            .map(|(range, evidence)| (body.span(&range), evidence))
            .collect()
    }

    /// The dictionaries, and the groups of words that occur alike.
    fn words(&self) -> (&Lexicon, Option<&cluster::Clusters>) {
        (
            &self.lexicon,
            self.recogniser.as_ref().map(Recogniser::clusters),
        )
    }

    /// The compiled dictionaries.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The actors of an article with what speaks for the salience of each; for fitting its weights.
    pub fn weighed(&self, article: &Article, sentences: &[Span]) -> Vec<(Entity, [f32; EVIDENCE])> {
        let (actors, _) = self.actors(article, sentences, None);
        let stage = Stage::of(&actors.members, article.text.len(), sentences);
        actors
            .members
            .into_iter()
            .map(|member| {
                let evidence = salience::evidence(&member, &self.lexicon, stage);
                (self.entity(member, stage), evidence)
            })
            .collect()
    }

    /// The actors of an article, not yet weighed, and its number of words.
    fn actors(
        &self,
        article: &Article,
        sentences: &[Span],
        corrections: Option<&Corrections>,
    ) -> (DocumentActors, usize) {
        let body = TokenizedText::new(&article.text, sentences, &self.lexicon);
        let title = TokenizedText::headline(&article.meta.title, &self.lexicon);
        let words = body.tokens.iter().filter(|t| t.shape.is_word()).count();
        let body_pieces = self.mentions(&body, corrections);
        let title_pieces = self.mentions(&title, corrections);
        let actors = resolve::resolve(self.words(), (&body, &body_pieces), (&title, &title_pieces));
        (actors, words)
    }

    /// Finds the actors of an article.
    pub fn find(
        &self,
        article: &Article,
        sentences: &[Span],
        corrections: Option<&Corrections>,
    ) -> Found {
        let (mut actors, words) = self.actors(article, sentences, corrections);
        own::leave_out(&mut actors.members, &article.meta, article.text.len());
        if let Some(corrections) = corrections {
            corrections::apply(
                corrections,
                &mut actors.members,
                &self.lexicon,
                &article.text,
            );
        }
        let stage = Stage::of(&actors.members, article.text.len(), sentences);
        let mut entities: Vec<Entity> = actors
            .members
            .into_iter()
            .map(|member| self.entity(member, stage))
            .collect();
        entities.sort_by(|a, b| {
            b.salience
                .total_cmp(&a.salience)
                .then_with(|| a.id.cmp(&b.id))
        });
        Found {
            entities,
            words: u32::try_from(words).unwrap_or(u32::MAX),
        }
    }

    fn mentions(
        &self,
        tokenized: &TokenizedText<'_>,
        corrections: Option<&Corrections>,
    ) -> Vec<NameMention> {
        let mut proposals: Vec<Proposal> = Vec::new();
        match &self.recogniser {
            // Where every word has a capital, a proposal would be a guess.
            _ if tokenized.uninformative_case => {}
            Some(recogniser) => {
                let mut scratch = Scratch::default();
                recogniser.find(tokenized, &self.lexicon, &mut scratch, &mut proposals);
            }
            None => patterns::find(tokenized, &mut proposals),
        }
        if !tokenized.uninformative_case {
            let told = told::find(tokenized, &self.lexicon, &proposals);
            let apart = |one: &Proposal, other: &Proposal| {
                one.range.end <= other.range.start || other.range.end <= one.range.start
            };
            proposals.retain(|proposal| told.iter().all(|other| apart(proposal, other)));
            proposals.extend(told);
            proposals.sort_by_key(|proposal| proposal.range.start);
            let unseen = unseen::find(tokenized, &self.lexicon, &proposals);
            if !unseen.is_empty() {
                proposals.extend(unseen);
                proposals.sort_by_key(|proposal| proposal.range.start);
            }
        }
        let mut mentions = merge::mentions(tokenized, &self.lexicon, &proposals);
        mentions.retain(|mention| {
            !credit::is_credit(tokenized, mention) && !seat::is_seat(tokenized, mention)
        });
        term::leave_out(tokenized, &self.lexicon, &mut mentions);
        whole::complete(tokenized, &mut mentions);
        if let Some(corrections) = corrections.filter(|r| !r.never.is_empty()) {
            mentions.retain(|p| !corrections.forbids(tokenized.words(&p.range)));
        }
        mentions
    }

    fn entity(&self, member: DocumentActor, stage: Stage<'_>) -> Entity {
        Entity {
            salience: salience::of(&member, &self.lexicon, stage),
            central: salience::central(&member, stage),
            id: ActorId(Arc::from(member.id)),
            name: member.name,
            kind: member.kind,
            mentions: member
                .mentions
                .into_iter()
                .map(|span| Mention { span })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
