//! Owns: the choice among names of the lexicon and proposals of recognisers: one list of mentions, none overlapping.
//! Promises: mentions ascend and do not overlap.

use nutgraf_read::text::word_list::words;
use std::ops::Range;

use crate::entity::apart::apart;
use crate::entity::disambiguate::{disambiguate, handle, namesakes};
use crate::entity::gazetteer::{Reading, Sense};
use crate::entity::head::by_head;
use crate::entity::lexicon::{
    ABBREVIATION, BODY, COMMON, COMPANY, GIVEN, Lexicon, PARTICLE, PLAIN, RANK, SITE, SPORT, TITLE,
};
use crate::entity::lexicon_match::{LexiconMatch, lexicon_matches};
use crate::entity::name_mention::{Label, NameMention, Naming, Proposal};
use crate::entity::office::{before_office, past_office};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use crate::entity::trim::{self, bare};
use crate::entity::{surname, team, told};
use nutgraf_read::model::actor::Kind;

/// The mentions of a text.
pub fn mentions(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    proposals: &[Proposal],
) -> Vec<NameMention> {
    let lexicon_matches = lexicon_matches(tokenized, lexicon);
    let proposals = apart(tokenized, lexicon, &lexicon_matches, proposals);
    let mut out: Vec<NameMention> = Vec::with_capacity(lexicon_matches.len() + proposals.len());
    let mut next = 0;
    let mut taken = 0;
    for proposal in &*proposals {
        if proposal.sure >= told::CERTAIN {
            let range = proposal.range.clone();
            if range.start < taken {
                continue;
            }
            for before in lexicon_matches.get(next..).unwrap_or(&[]) {
                if before.range.start >= range.end {
                    break;
                }
                if before.range.end <= range.start {
                    push_match(tokenized, lexicon, before, None, &mut out);
                }
                next += 1;
            }
            taken = range.end;
            out.push(NameMention {
                person: proposal.label == Label::Person,
                range,
                naming: Naming::Unknown(proposal.label),
                told: true,
                label: Some(proposal.label),
                scores: proposal.scores,
            });
            continue;
        }
        let named = if proposal.label == Label::Person {
            tokenized.without_title(&proposal.range)
        } else {
            proposal.range.clone()
        };
        let named = bare(tokenized, proposal.label, &named);
        let named = past_owner(
            tokenized,
            lexicon,
            lexicon_matches.get(next..).unwrap_or(&[]),
            named,
        );
        let named = with_partner(tokenized, proposal.label, named, taken);
        while let Some(lexicon_match) = lexicon_matches
            .get(next)
            .filter(|h| h.range.end <= named.start)
        {
            push_match(tokenized, lexicon, lexicon_match, None, &mut out);
            next += 1;
        }
        let inside: Vec<&LexiconMatch<'_>> = lexicon_matches
            .get(next..)
            .unwrap_or(&[])
            .iter()
            .take_while(|h| h.range.start < named.end)
            .collect();
        let skipped = inside.len();
        // A word that may be a name tells nothing inside a longer one: `Girls` in `Girls Who Code`.
        let inside: Vec<&LexiconMatch<'_>> = inside
            .into_iter()
            .filter(|h| h.range.len() >= named.len() || !h.is_weak())
            .collect();
        if named.start < taken {
            continue;
        }
        if let Some(known) = with_ending(tokenized, lexicon, proposal.label, (&named, &inside)) {
            next += skipped;
            taken = named.end;
            out.push(NameMention {
                range: named,
                naming: Naming::Known(known, Sense::Name),
                person: false,
                told: false,
                label: Some(proposal.label),
                scores: proposal.scores,
            });
            continue;
        }
        if wins(tokenized, lexicon, proposal.label, &named, &inside)
            || is_team(tokenized, lexicon, proposal, &inside)
                && inside.iter().all(|h| h.range == named)
        {
            next += skipped;
            taken = inside
                .last()
                .map_or(named.end, |h| h.range.end.max(named.end));
            push_proposal(tokenized, lexicon, proposal, named, &mut out);
        } else {
            for lexicon_match in &inside {
                push_match(tokenized, lexicon, lexicon_match, Some(proposal), &mut out);
                taken = lexicon_match.range.end;
            }
            next += skipped;
        }
    }
    for lexicon_match in lexicon_matches.get(next..).unwrap_or(&[]) {
        push_match(tokenized, lexicon, lexicon_match, None, &mut out);
    }
    settle(tokenized, lexicon, &lexicon_matches, &mut out);
    out
}

/// What names of places mean that others share with them: states, teams and persons.
fn settle(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    lexicon_matches: &[LexiconMatch<'_>],
    mentions: &mut [NameMention],
) {
    namesakes(tokenized, lexicon, lexicon_matches, mentions);
    team::towns(tokenized, lexicon, mentions);
    surname::persons(tokenized, lexicon, mentions);
}

/// `Iran's National Security Council` is Iran and its council.
fn past_owner(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    lexicon_matches: &[LexiconMatch<'_>],
    named: Range<usize>,
) -> Range<usize> {
    let owner = lexicon_matches
        .iter()
        .take_while(|h| h.range.start < named.end)
        .filter(|h| h.range.start >= named.start)
        .filter(|h| {
            tokenized.shape(h.range.end) == Shape::Possessive && h.range.end + 1 < named.end
        })
        .find(|h| {
            let actor = h.readings.first().and_then(|r| lexicon.actor(r.known));
            actor.is_some_and(|k| matches!(k.kind, Kind::Country | Kind::Place))
        });
    owner.map_or(named.clone(), |h| h.range.end + 1..named.end)
}

/// `US-Lund Business Council` is one body: what is tied to the first word of a body's name belongs to it. `taken` is where the
/// mention before ends.
fn with_partner(
    tokenized: &TokenizedText<'_>,
    label: Label,
    named: Range<usize>,
    taken: usize,
) -> Range<usize> {
    let tied = |at: usize| tokenized.token(at).is_some_and(|t| t.glued);
    let several = label == Label::Organization
        && named.len() > 1
        && (named
            .clone()
            .all(|at| tokenized.shape(at).is_capital() || tokenized.is(at, PARTICLE)));
    match named.start.checked_sub(2) {
        Some(partner)
            if several
                && partner >= taken
                && tokenized.word(partner + 1) == "-"
                && tied(partner + 1)
                && tied(named.start)
                && tokenized.shape(partner).is_capital() =>
        {
            partner..named.end
        }
        _ => named,
    }
}

/// What is put behind the name of a company that is called so without it.
const LINES: [&str; 4] = words("Railway Railways Motors Airlines");

/// `Boeing Co` is the Boeing of the lexicon.
fn with_ending(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    label: Label,
    (named, inside): (&Range<usize>, &[&LexiconMatch<'_>]),
) -> Option<u32> {
    let [lexicon_match] = inside else {
        return None;
    };
    let known = lexicon_match.readings.first()?.known;
    let body = lexicon.actor(known)?.kind == Kind::Organization;
    let ended = lexicon_match.range.start == named.start
        && lexicon_match.range.end < named.end
        && (lexicon_match.range.end..named.end).all(|at| {
            let word = tokenized.word(at);
            tokenized.is(at, COMPANY) || word == "." || LINES.contains(&word)
        });
    (label == Label::Organization && body && ended).then_some(known)
}

/// A town that a recogniser takes for a body is its team, in a sentence or table of sport: `Leeds beat Derby`.
fn is_team(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    proposal: &Proposal,
    inside: &[&LexiconMatch<'_>],
) -> bool {
    let [lexicon_match] = inside else {
        return false;
    };
    let place = |r: &Reading| {
        lexicon
            .actor(r.known)
            .is_some_and(|k| k.kind == Kind::Place)
    };
    let sentence = tokenized.sentence_around(lexicon_match.range.start);
    // A region has no team: `Asia-Pacific`.
    let region = lexicon_match
        .range
        .clone()
        .any(|at| tokenized.word(at) == "-");
    proposal.label == Label::Organization
        && !region
        && !lexicon_match.readings.is_empty()
        && lexicon_match.readings.iter().all(place)
        && (tokenized.shape(lexicon_match.range.end) == Shape::Number
            || sentence.clone().any(|at| tokenized.is(at, SPORT)))
}

/// Whether a proposal is better than the names of the lexicon inside it.
fn wins(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    label: Label,
    named: &Range<usize>,
    inside: &[&LexiconMatch<'_>],
) -> bool {
    if inside.is_empty() {
        return true;
    }
    let covered: usize = inside
        .iter()
        .map(|h| h.range.end.min(named.end) - h.range.start.max(named.start))
        .sum();
    let marks = named
        .clone()
        .filter(|&at| matches!(tokenized.shape(at), Shape::Mark | Shape::Possessive))
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .count();
    // `Oman and Qatar` are two.
    let joints = named
        .clone()
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .filter(|&at| matches!(tokenized.word(at), "and" | "or" | "&"))
        .count();
    if covered + marks + joints >= named.len()
        || inside
            .iter()
            .any(|h| h.range.start < named.start || h.range.end > named.end)
    {
        return false;
    }
    let known = |h: &LexiconMatch<'_>| h.readings.first().and_then(|r| lexicon.actor(r.known));
    let strong = inside.iter().any(|h| {
        h.range.len() > 1
            && known(h)
                .is_some_and(|k| matches!(k.kind, Kind::Person | Kind::Other | Kind::Organization))
    });
    match label {
        // `Jim Jordan`, `Hunter Biden`; but not `French PM Michel Barnier`.
        Label::Person => !strong,
        // `Bank of China`, `Oxford University`; but not `Iran and the IAEA`.
        Label::Organization => {
            let body = inside
                .iter()
                .filter(|h| known(h).is_some_and(|k| k.kind == Kind::Organization))
                .count();
            // `Senate Judiciary Committee`; but not `Islamic State group`.
            let longer = body == 1 && inside.len() == 1 && all_capital(tokenized, named, inside);
            longer
                || body == 0 && inside.len() == 1
                || (inside.len() > 1 && !strong && body == 0 && !has_mark(tokenized, named))
        }
        Label::Location => !strong && inside.len() == 1 && !only_compass(tokenized, named, inside),
        // `Acme Cloud`, `Oslo Film Week`: a product or an event that is called after a body or place.
        Label::Misc => !strong && inside.len() == 1 && all_capital(tokenized, named, inside),
    }
}

/// Whether every word around the names of the lexicon has a capital, apart from small words.
fn all_capital(
    tokenized: &TokenizedText<'_>,
    named: &Range<usize>,
    inside: &[&LexiconMatch<'_>],
) -> bool {
    named
        .clone()
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .all(|at| {
            tokenized.shape(at).is_capital()
                || tokenized.is(at, PARTICLE)
                || matches!(tokenized.word(at), "of" | "for" | "and" | "-")
        })
}

fn has_mark(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    range
        .clone()
        .any(|at| matches!(tokenized.word(at), "," | "/" | ";" | ":" | "("))
}

/// `northern Iran`, `Southern California`: the compass adds nothing.
fn only_compass(
    tokenized: &TokenizedText<'_>,
    named: &Range<usize>,
    inside: &[&LexiconMatch<'_>],
) -> bool {
    named
        .clone()
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .all(|at| is_compass(tokenized, at))
}

/// A direction, or an article before one.
fn is_compass(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    let word = tokenized.word(at).to_ascii_lowercase();
    let compass = ["north", "south", "east", "west", "central"];
    word == "the" || compass.iter().any(|c| word.starts_with(c))
}

/// `They're`, `We've`, `Don't`: a verb hangs on the word, so it opens a sentence and names no actor.
fn is_contraction(word: &str) -> bool {
    word.rsplit_once(['\'', '\u{2019}'])
        .is_some_and(|(_, tail)| matches!(tail, "re" | "ve" | "ll" | "m" | "t"))
}

/// `New Yorkers`, `Bostonians`: those who live in a place of the lexicon.
fn is_people(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, named: &Range<usize>) -> bool {
    const ENDINGS: [&str; 5] = ["ers", "rs", "ians", "ns", "ites"];
    let name = tokenized.words(named);
    let place = |name: &str| {
        let known = lexicon.find(name).and_then(|known| lexicon.actor(known));
        known.is_some_and(|actor| matches!(actor.kind, Kind::Place | Kind::Country))
    };
    ENDINGS
        .iter()
        .filter_map(|ending| name.strip_suffix(ending))
        .any(|name| name.len() > 3 && place(name))
}

fn push_proposal(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    proposal: &Proposal,
    named: Range<usize>,
    out: &mut Vec<NameMention>,
) {
    let label = proposal.label;
    let mark = |at: usize| {
        matches!(tokenized.shape(at), Shape::Mark | Shape::Possessive)
            && !matches!(tokenized.word(at), "." | ")")
    };
    let mut named = named;
    while named.start < named.end && mark(named.start) {
        named.start += 1;
    }
    while named.start < named.end && mark(named.end - 1) {
        named.end -= 1;
    }
    // `What's Lund`: a question about it.
    let hangs = |at: usize| tokenized.shape(at) == Shape::Possessive;
    if named.len() > 2 && tokenized.is(named.start, PLAIN) && hangs(named.start + 1) {
        named.start += 2;
    }
    if label != Label::Person {
        let rest = before_office(tokenized, named.clone());
        if let Some(known) = (rest != named)
            .then(|| lexicon.find(tokenized.words(&rest)))
            .flatten()
        {
            out.push(NameMention {
                range: rest,
                naming: Naming::Known(known, Sense::Name),
                person: false,
                told: false,
                label: Some(label),
                scores: proposal.scores,
            });
            return;
        }
        named = rest;
    }
    let lone = named.len() == 1;
    let common = tokenized.is(named.start, PLAIN | COMMON | TITLE | RANK)
        && tokenized.shape(named.start) != Shape::Upper;
    let common = common
        || tokenized.is(named.start, ABBREVIATION)
        || tokenized.shape(named.start) == Shape::Initial;
    // `Executive Officer`: an office without its holder.
    let office = |at: usize| tokenized.is(at, TITLE | RANK) && !tokenized.is(at, GIVEN | BODY);
    if !lone && named.clone().all(office) {
        return;
    }
    if named.is_empty() || lone && (common || is_contraction(tokenized.word(named.start))) {
        return;
    }
    // `East Asian`, `African-American`: where somebody is from.
    let from = |at: usize| {
        tokenized.is(at, COMMON)
            || is_compass(tokenized, at)
            || matches!(tokenized.word(at), "-" | "American" | "Americans")
    };
    if !lone && named.clone().all(from) {
        return;
    }
    if is_people(tokenized, lexicon, &named) {
        return;
    }
    if label == Label::Organization && quoted(tokenized, &named)
        || tail_of_phrase(tokenized, label, &named)
        || trim::names_nothing(tokenized, label, &named)
    {
        return;
    }
    let label = by_head(tokenized, &named, label);
    if label == Label::Person {
        named = past_office(tokenized, named);
        // `Brandt Trade Secretary`: the office of one who serves Brandt.
        while named.len() > 1
            && tokenized.is(named.end - 1, RANK)
            && !tokenized.is(named.end - 1, GIVEN)
            && tokenized.is(named.end, TITLE)
        {
            named.end -= 1;
        }
        while named.len() > 2
            && tokenized.is(named.end - 1, TITLE)
            && tokenized.shape(named.end - 1) == Shape::Title
        {
            named.end -= 1;
        }
    }
    for range in parted(tokenized, label, named) {
        out.push(NameMention {
            person: label == Label::Person,
            range,
            naming: Naming::Unknown(label),
            told: false,
            label: Some(label),
            scores: proposal.scores,
        });
    }
}

/// Words between quotation marks of their own are a phrase or a work: the “Big Story”.
fn quoted(tokenized: &TokenizedText<'_>, named: &Range<usize>) -> bool {
    let mark = |at: usize| {
        matches!(
            tokenized.word(at),
            "\"" | "“" | "”" | "‘" | "’" | "'" | "``" | "''"
        )
    };
    tokenized.before(named.start).is_some_and(mark) && mark(named.end)
}

/// `Duty` in `Call of Duty`: the rest of a phrase in capitals, unless the word before heads the name of a body or place.
fn tail_of_phrase(tokenized: &TokenizedText<'_>, label: Label, named: &Range<usize>) -> bool {
    let Some(of) = tokenized
        .before(named.start)
        .filter(|&at| tokenized.word(at) == "of")
    else {
        return false;
    };
    let heads = TITLE | RANK | BODY | SITE | COMMON | PLAIN;
    named.len() == 1
        && label != Label::Misc
        && tokenized
            .before(of)
            .is_some_and(|at| tokenized.shape(at) == Shape::Title && !tokenized.is(at, heads))
}

/// `Vortex and Kepler` are two, as `Anna Ruiz and Karl Brandt` are; `Bureau of Labor and Statistics` is one.
fn parted(
    tokenized: &TokenizedText<'_>,
    label: Label,
    named: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let middle = named.clone().find(|&at| tokenized.word(at) == "and");
    let apart = middle.filter(|&at| {
        let sides = (at - named.start, named.end - at - 1);
        sides.0 > 0 && sides.1 > 0 && (label == Label::Person || sides == (1, 1))
    });
    let (first, second) = match apart {
        Some(at) => (named.start..at, Some(at + 1..named.end)),
        None => (named, None),
    };
    std::iter::once(first).chain(second)
}

fn push_match(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    lexicon_match: &LexiconMatch<'_>,
    proposal: Option<&Proposal>,
    out: &mut Vec<NameMention>,
) {
    let label = proposal.map(|p| p.label);
    let naming = if lexicon_match.readings.is_empty() {
        Some(handle(tokenized, lexicon, lexicon_match.range.start))
    } else {
        disambiguate(tokenized, lexicon, lexicon_match, label)
    };
    if let Some(naming) = naming {
        out.push(NameMention {
            range: lexicon_match.range.clone(),
            naming,
            person: label == Some(Label::Person) || tokenized.titled(lexicon_match.range.start),
            told: false,
            label,
            scores: proposal.map_or([0; 4], |p| p.scores),
        });
    }
}
