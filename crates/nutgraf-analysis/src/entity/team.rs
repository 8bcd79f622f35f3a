//! Owns: towns that stand for their teams: `Columbus` in a report on the Columbus Blue Jackets.
//! Promises: only a town that one team of the text or of its leagues is called after, and only in sentences of sport; where
//! something happens stays the town.

use std::ops::Range;

use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{Lexicon, SPORT, WHERE};
use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// The teams and leagues that a text names.
#[derive(Debug, Default)]
struct Named {
    teams: Vec<u32>,
    leagues: Vec<u32>,
}

/// Turns towns into their teams where the text speaks of those.
pub fn towns(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, mentions: &mut [NameMention]) {
    let named = Named::of(lexicon, mentions);
    if named.leagues.is_empty() {
        return;
    }
    for mention in mentions {
        let town = match mention.naming {
            Naming::Known(place, Sense::Name | Sense::Seat | Sense::Described) => Some(place),
            Naming::Unknown(Label::Organization) => lexicon.find(tokenized.words(&mention.range)),
            Naming::Known(..) | Naming::Unknown(_) | Naming::Handle => None,
        };
        let team = town
            .and_then(|town| lexicon.home.get(&town))
            .and_then(|teams| named.only(lexicon, teams));
        if let Some(team) = team
            && plays(tokenized, mention)
        {
            mention.naming = Naming::Known(team, Sense::Name);
        }
    }
}

impl Named {
    fn of(lexicon: &Lexicon, mentions: &[NameMention]) -> Self {
        let mut named = Self::default();
        for mention in mentions {
            let Naming::Known(known, Sense::Name) = mention.naming else {
                continue;
            };
            let played = lexicon.actor(known).and_then(|actor| actor.league);
            if played.is_some() && !named.teams.contains(&known) {
                named.teams.push(known);
            }
            let league = played.or_else(|| lexicon.leagues.get(&known).copied());
            if let Some(league) = league.filter(|l| !named.leagues.contains(l)) {
                named.leagues.push(league);
            }
        }
        named
    }

    /// The one of some teams that the text names, or that plays in a league of which it tells.
    fn only(&self, lexicon: &Lexicon, teams: &[u32]) -> Option<u32> {
        let one = |fits: &dyn Fn(u32) -> bool| {
            let mut fitting = teams.iter().copied().filter(|team| fits(*team));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let in_league = |team: u32| {
            let league = lexicon.actor(team).and_then(|actor| actor.league);
            league.is_some_and(|league| self.leagues.contains(&league))
        };
        let is_named = |team: u32| self.teams.contains(&team);
        if teams.iter().any(|team| is_named(*team)) {
            one(&is_named)
        } else {
            one(&in_league)
        }
    }
}

/// Whether a town plays, rather than being where something happens.
fn plays(tokenized: &TokenizedText<'_>, mention: &NameMention) -> bool {
    let Range { start, end } = mention.range;
    let before = tokenized.before(start);
    let there = before.is_some_and(|b| {
        tokenized.is(b, WHERE) && tokenized.word(b) != "at"
            || matches!(tokenized.word(b), "from" | "to" | "of" | "into" | "(")
            || tokenized.shape(b).is_capital()
    });
    let district = tokenized.word(end) == "," && tokenized.shape(end + 1).is_capital();
    let dateline = before.is_none() && matches!(tokenized.word(end), "(" | "—" | "–" | "-" | ",");
    let longer = tokenized.shape(end).is_capital();
    if there || dateline || longer || district && mention.label != Some(Label::Organization) {
        return false;
    }
    let mut sentence = tokenized.sentence_around(start);
    let sporting = sentence.any(|at| tokenized.is(at, SPORT));
    sporting || tokenized.shape(end) == Shape::Number || mention.label == Some(Label::Organization)
}
