//! Owns: countries and places that are somebody's surname here, `Jordan` in a text about Ola Jordan, or the first word of a company:
//! `Berkshire` in one about Berkshire Hathaway.
//! Promises: only after the person or company was named in full, and never where the text has the place as a place.

use std::collections::HashSet;

use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{BODY, COMPANY, Known, Lexicon, SITE, TITLE, WHERE, WORK};
use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use crate::hashed::Hashed;
use nutgraf_read::model::actor::Kind;

/// How many tokens behind the full name its surname is still looked for.
const NEAR: usize = 600;

/// Turns places into the persons of that surname whom the text has named before.
pub fn persons(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, mentions: &mut [NameMention]) {
    let hash = |at: usize| tokenized.token(at).map_or(0, |token| token.hash);
    // Where each surname of a person stands behind a first name.
    let mut surnames: Hashed<Vec<usize>> = Hashed::default();
    for mention in mentions.iter() {
        let person = match mention.naming {
            Naming::Unknown(label) => label == Label::Person,
            Naming::Known(known, _) => lexicon
                .actor(known)
                .is_some_and(|actor| actor.kind == Kind::Person),
            Naming::Handle => false,
        };
        if person && mention.range.len() > 1 {
            let last = mention.range.end - 1;
            surnames.entry(hash(last)).or_default().push(last);
        }
    }
    // What begins the name of a company of two words that the dictionaries know, and that company.
    let mut companies: Hashed<(usize, Naming)> = Hashed::default();
    for mention in mentions.iter() {
        let Naming::Known(known, _) = mention.naming else {
            continue;
        };
        let second = mention.range.end - 1;
        let describes = tokenized.is(second, BODY | SITE | COMPANY | WORK | TITLE)
            || tokenized.shape(second) != Shape::Title;
        let company = |actor: &Known| actor.kind == Kind::Organization && actor.league.is_none();
        if mention.range.len() == 2 && !describes && lexicon.actor(known).is_some_and(company) {
            let first = hash(mention.range.start);
            let whole = (mention.range.start, Naming::Known(known, Sense::Name));
            companies.entry(first).or_insert(whole);
        }
    }
    if surnames.is_empty() && companies.is_empty() {
        return;
    }
    let place = |mention: &NameMention| {
        let Naming::Known(known, Sense::Name | Sense::Seat | Sense::Described) = mention.naming
        else {
            return false;
        };
        let actor = lexicon.actor(known);
        mention.range.len() == 1
            && actor.is_some_and(|a| matches!(a.kind, Kind::Country | Kind::Place))
    };
    let state = |mention: &NameMention| {
        let Naming::Known(known, _) = mention.naming else {
            return false;
        };
        let actor = lexicon.actor(known);
        actor.is_some_and(|a| a.kind == Kind::Country)
    };
    let somewhere = |mention: &NameMention| {
        let before = tokenized.before(mention.range.start);
        let led = before.is_some_and(|b| {
            tokenized.is(b, WHERE) || matches!(tokenized.word(b), "to" | "from" | "of" | "the")
        });
        led || matches!(tokenized.word(mention.range.end), "," | "-" | "/")
            && tokenized.shape(mention.range.end + 1).is_capital()
            || tokenized.shape(mention.range.end) == Shape::Number
    };
    let places: HashSet<u64> = mentions
        .iter()
        .filter(|m| place(m) && somewhere(m))
        .map(|m| hash(m.range.start))
        .collect();
    for mention in mentions.iter_mut() {
        let at = mention.range.start;
        let named = surnames.get(&hash(at)).is_some_and(|named| {
            let last = named.partition_point(|full| *full < at).checked_sub(1);
            last.and_then(|last| named.get(last))
                .is_some_and(|full| at - full < NEAR)
        });
        if !place(mention) || places.contains(&hash(at)) {
            continue;
        }
        let company = companies.get(&hash(at)).filter(|(whole, _)| *whole < at);
        if named {
            mention.naming = Naming::Unknown(Label::Person);
            mention.person = true;
        } else if let Some((_, company)) = company.filter(|_| !state(mention)) {
            mention.naming = *company;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Finder;
    use nutgraf_read::model::span::Span;

    #[test]
    fn a_place_is_a_surname_of_somebody_who_was_named() {
        let finder = Finder::new(&crate::lexicon());
        let check = |text: &str, wanted: usize| {
            let spans: Vec<Span> = text
                .split_inclusive(". ")
                .scan(0, |from, part| {
                    let start = *from;
                    *from += part.len();
                    Some(Span::new(start, *from))
                })
                .collect();
            let found = finder.labelled(text, &spans);
            let places = found.iter().filter(|(_, label)| *label == Label::Location);
            assert_eq!(places.count(), wanted, "{text}: {found:?}");
        };
        check("Mary Jordan won the race. Jordan is training again.", 0);
        check(
            "Mary Jordan won the race. She lives in Jordan. Jordan is hot.",
            2,
        );
    }
}
