//! Owns: what a name of the lexicon means at its place: the state or its capital, the known person or a stranger, the state of
//! Georgia or the other.
//! Promises: decides by the words around and the names of the same text alone.

use std::ops::Range;

use crate::entity::gazetteer::{Reading, Sense};
use crate::entity::lexicon::{
    ABBREVIATION, ACTS, GIVEN, Lexicon, PLAIN, SPORT, STATE, TITLE, WHERE,
};
use crate::entity::lexicon_match::LexiconMatch;
use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::text::word_list::words;

/// Those who serve a company, right behind its name.
const SERVES: [&str; 7] =
    words("analyst analysts economist economists strategist strategists shares");

/// What a name of the lexicon means at this place; `None`: no actor.
pub fn disambiguate(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    lexicon_match: &LexiconMatch<'_>,
    label: Option<Label>,
) -> Option<Naming> {
    let fits = |r: &&Reading| {
        let kind = lexicon.actor(r.known).map(|k| k.kind);
        match label {
            Some(Label::Person) => kind == Some(Kind::Person),
            Some(Label::Organization) => kind == Some(Kind::Organization),
            Some(Label::Location) => matches!(kind, Some(Kind::Country | Kind::Place)),
            Some(Label::Misc) => {
                matches!(r.sense, Sense::Adjective | Sense::People) || kind == Some(Kind::Other)
            }
            None => false,
        }
    };
    let reading = lexicon_match
        .readings
        .iter()
        .find(fits)
        .or_else(|| lexicon_match.readings.first())?;
    let range = &lexicon_match.range;
    // `Halo analysts`, `Halo CEO`: a company that is called like a work.
    let work = lexicon
        .actor(reading.known)
        .is_some_and(|k| k.kind == Kind::Other);
    let served = work && range.len() == 1 && SERVES.contains(&tokenized.word(range.end));
    if served {
        return Some(Naming::Unknown(Label::Organization));
    }
    match reading.sense {
        Sense::Name | Sense::Handle | Sense::Described | Sense::People => {
            Some(Naming::Known(reading.known, reading.sense))
        }
        Sense::Weak => weak(tokenized, lexicon, reading.known, range, label),
        Sense::Short => {
            short(tokenized, range, label).then_some(Naming::Known(reading.known, Sense::Short))
        }
        Sense::Adjective => (of_party(tokenized, lexicon, reading.known, range)
            || stands_for_state(tokenized, range))
        .then_some(Naming::Known(reading.known, Sense::Adjective)),
        Sense::Seat => {
            let state = lexicon.actor(reading.known).and_then(|k| k.state);
            match state {
                Some(state) if acts(tokenized, range) => Some(Naming::Known(state, Sense::Seat)),
                _ => Some(Naming::Known(reading.known, Sense::Name)),
            }
        }
    }
}

/// Which actor a handle means.
pub fn handle(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, at: usize) -> Naming {
    let name = tokenized.word(at).trim_start_matches('@').to_lowercase();
    lexicon
        .handles
        .get(&name)
        .map_or(Naming::Handle, |&known| Naming::Known(known, Sense::Handle))
}

/// A state and a place of one name (Georgia): the place where the text names its neighbours more often than what
/// belongs to the state.
pub fn namesakes(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    lexicon_matches: &[LexiconMatch<'_>],
    mentions: &mut [NameMention],
) {
    for mention in mentions {
        let Some(lexicon_match) = lexicon_matches
            .iter()
            .filter(|h| h.readings.len() > 1)
            .find(|h| h.range == mention.range)
        else {
            continue;
        };
        let of_kind = |kind: Kind| {
            lexicon_match
                .readings
                .iter()
                .filter(|r| r.sense == Sense::Name)
                .find(|r| lexicon.actor(r.known).is_some_and(|k| k.kind == kind))
        };
        let (Some(state), Some(place)) = (of_kind(Kind::Country), of_kind(Kind::Place)) else {
            continue;
        };
        let within = lexicon.actor(place.known).and_then(|k| k.within);
        let mut near = 0;
        let mut own = 0;
        for other in lexicon_matches.iter().filter(|h| h.readings.len() == 1) {
            for reading in other.readings {
                let actor = lexicon.actor(reading.known);
                near += u32::from(within.is_some() && actor.is_some_and(|k| k.within == within));
                let belongs = reading.known == state.known
                    || actor.is_some_and(|k| k.state == Some(state.known));
                own += u32::from(belongs);
            }
        }
        let known = if near > own { place.known } else { state.known };
        if tokenized.shape(mention.range.start).is_capital() {
            mention.naming = Naming::Known(known, Sense::Name);
        }
    }
}

/// Whether a lone surname may be taken for the person that the lexicon knows.
fn short(tokenized: &TokenizedText<'_>, range: &Range<usize>, label: Option<Label>) -> bool {
    if label == Some(Label::Person) || tokenized.titled(range.start) {
        return true;
    }
    let opens = tokenized.token(range.start).is_some_and(|t| t.opens);
    let stranger = tokenized.before(range.start).is_some_and(|b| {
        tokenized.shape(b).is_capital() && tokenized.is(b, GIVEN) && !tokenized.plain_opening(b)
    });
    !(stranger || opens && tokenized.is(range.start, PLAIN))
}

/// A name that is a word too: the actor where its kind is vouched for, else where the document names it otherwise.
fn weak(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    known: u32,
    range: &Range<usize>,
    label: Option<Label>,
) -> Option<Naming> {
    let kind = lexicon.actor(known)?.kind;
    let before = tokenized.before(range.start);
    let vouched = match kind {
        Kind::Person => {
            return (label == Some(Label::Person) || tokenized.titled(range.start))
                .then_some(Naming::Known(known, Sense::Weak));
        }
        Kind::Place | Kind::Country => {
            label == Some(Label::Location) || before.is_some_and(|b| tokenized.is(b, WHERE))
        }
        Kind::Organization => {
            let short = tokenized.is(range.start, ABBREVIATION);
            label == Some(Label::Organization) && !short || team_named(tokenized, range)
        }
        // `Acme’s Halo`
        Kind::Other => {
            matches!(label, Some(Label::Misc | Label::Organization))
                || before.is_some_and(|b| tokenized.shape(b) == Shape::Possessive)
        }
    };
    let sense = if vouched {
        Sense::Name
    } else {
        Sense::Described
    };
    Some(Naming::Known(known, sense))
}

/// `the Falcons` in a sentence of sport.
fn team_named(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let plural = tokenized.word(range.end - 1).ends_with('s');
    let article = tokenized
        .before(range.start)
        .is_some_and(|b| tokenized.word(b).eq_ignore_ascii_case("the"));
    let mut sentence = tokenized.sentence_around(range.start);
    plural && article && sentence.any(|at| tokenized.is(at, SPORT))
}

/// An adjective that only belongs to one body, and is no part of a longer name.
fn of_party(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    known: u32,
    range: &Range<usize>,
) -> bool {
    let body = lexicon
        .actor(known)
        .is_some_and(|actor| actor.kind == Kind::Organization);
    body && (!tokenized.shape(range.end).is_capital() || tokenized.is(range.end, TITLE))
}

/// `Iranian officials`, `US/Israeli`, `anti-Iranian`: an adjective of nation that means the state.
fn stands_for_state(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let next = range.end;
    let glued = |at: usize| {
        tokenized.token(at).is_some_and(|t| t.glued)
            && matches!(tokenized.word(at), "-" | "/" | "–" | "‑")
    };
    let joined = glued(next)
        || (range.start > 0
            && tokenized.token(range.start).is_some_and(|t| t.glued)
            && matches!(tokenized.word(range.start - 1), "-" | "/" | "–" | "‑"));
    let between = matches!(
        tokenized.shape(next),
        Shape::Lower | Shape::Upper | Shape::Camel | Shape::Number
    );
    joined || tokenized.is(next, STATE) || between && tokenized.is(next + 1, STATE)
}

/// Whether a capital acts as its state here, rather than being a place.
fn acts(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let before = tokenized.before(range.start);
    let word_before = before.map(|b| tokenized.word(b).to_ascii_lowercase());
    let word_before = word_before.as_deref().unwrap_or("");
    let next = range.end;
    // "with Port Alma as its capital" is the town.
    if before.is_some_and(|b| tokenized.is(b, WHERE)) || tokenized.word(next) == "as" {
        return false;
    }
    let glued_after = tokenized.token(next).is_some_and(|t| t.glued)
        && matches!(tokenized.word(next), "-" | "/" | "–");
    let glued_before = tokenized.token(range.start).is_some_and(|t| t.glued)
        && matches!(word_before, "-" | "/" | "–");
    if tokenized.shape(next) == Shape::Possessive || glued_after || glued_before {
        return true;
    }
    if tokenized.is(next, ACTS) && tokenized.shape(next) == Shape::Lower {
        return true;
    }
    let object =
        before.is_some_and(|b| tokenized.is(b, ACTS) && tokenized.shape(b) == Shape::Lower);
    let adverb = tokenized.word(next).ends_with("ly") && tokenized.is(next + 1, ACTS);
    let regime = matches!(
        tokenized.word(next),
        "regime" | "government" | "authorities" | "officials"
    );
    adverb
        || object
        || regime
        || matches!(
            word_before,
            "between"
                | "with"
                | "against"
                | "by"
                | "that"
                | "if"
                | "urged"
                | "accused"
                | "pressure"
                | "anger"
                | "angered"
        )
}
