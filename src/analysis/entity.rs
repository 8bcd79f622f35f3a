//! Owns: `Finder`, who and what an article names.
//! May import: `model`, and its own parts.
//! Promises: mentions are spans of the text, ascending, not overlapping; one actor, one id, one name.

pub mod gazetteer;
pub mod guess;
pub mod lexicon;
pub mod likeness;
pub mod member;
pub mod merge;
pub mod piece;
pub mod repair;
pub mod resolve;
pub mod salience;
pub mod spelling;
pub mod token;
pub mod zone;

use std::sync::Arc;

use crate::analysis::entity::lexicon::Lexicon;
use crate::analysis::entity::member::Member;
use crate::analysis::entity::repair::Repairs;
use crate::analysis::entity::salience::Stage;
use crate::analysis::entity::zone::Zone;
use crate::model::analysis::{Entity, Mention};
use crate::model::article::Article;
use crate::model::id::ActorId;
use crate::model::lexicon::LexiconFiles;
use crate::model::span::Span;

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
}

impl Finder {
    /// Compiles the lexicons.
    pub fn new(lexicon: &LexiconFiles) -> Self {
        Self {
            lexicon: Lexicon::new(lexicon),
        }
    }

    /// The compiled dictionaries.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Finds the actors of an article.
    pub fn find(&self, article: &Article, sentences: &[Span], repairs: Option<&Repairs>) -> Found {
        let body = Zone::new(&article.text, sentences, &self.lexicon);
        let title = Zone::headline(&article.meta.title, &self.lexicon);
        let words = body.tokens.iter().filter(|t| t.shape.is_word()).count();
        let body_pieces = self.pieces(&body, repairs);
        let title_pieces = self.pieces(&title, repairs);
        let mut cast = resolve::cast(
            &self.lexicon,
            (&body, &body_pieces),
            (&title, &title_pieces),
        );
        if let Some(repairs) = repairs {
            repairs.apply(&mut cast.members, &self.lexicon);
        }
        let most = cast
            .members
            .iter()
            .map(salience::weight)
            .fold(1.0, f32::max);
        let stage = Stage {
            length: article.text.len(),
            lead: sentences.get(1).or(sentences.first()).map_or(0, |s| s.end),
            most,
        };
        let mut entities: Vec<Entity> = cast
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

    fn pieces(&self, zone: &Zone<'_>, repairs: Option<&Repairs>) -> Vec<piece::Piece> {
        let mut proposals = Vec::new();
        guess::find(zone, &mut proposals);
        let mut pieces = merge::pieces(zone, &self.lexicon, &proposals);
        if let Some(repairs) = repairs.filter(|r| !r.never.is_empty()) {
            pieces.retain(|p| !repairs.forbids(zone.words(&p.range)));
        }
        pieces
    }

    fn entity(&self, member: Member, stage: Stage) -> Entity {
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
