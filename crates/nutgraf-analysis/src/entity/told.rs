//! Owns: names whose kind the words right beside them tell for certain: ships and storms, bodies behind their chiefs, shares and
//! reporters, papers, persons whose surname is a landform.
//! Promises: proposals ascend and do not overlap; each stands on its own words, whatever a recogniser takes the name for; a name
//! that the dictionaries know is left to them.

use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::lexicon::{
    ACTS, BODY, COMMON, COMPANY, GIVEN, Lexicon, PLAIN, SITE, TITLE, WHERE,
};
use crate::entity::name_mention::{Label, Proposal};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use crate::entity::written;

/// How sure such a proposal is: more than any recogniser.
pub const CERTAIN: f32 = 2.0;

/// Words before the name of a storm, which belong to it.
const STORMS: [&str; 5] = words("Storm Hurricane Typhoon Cyclone Superstorm");
/// What stands before the names of ships and belongs to them.
const SHIP_PREFIXES: [&str; 10] = words("MV HMS USS HMAS HMCS RMS RRS INS USNS USCGC");
/// What ships are called, right before a name.
const SHIPS: [&str; 26] = words(
    "tanker supertanker trawler frigate destroyer freighter ferry ship vessel yacht submarine warship lifeboat tug tugboat \
     corvette cruiser icebreaker liner schooner cutter steamer catamaran minesweeper gunboat flagship",
);
/// Those who head a body, before `of` and its name.
const HEADS: [&str; 13] = words(
    "executive ceo chief head boss chairman chairwoman chair founder co-founder cofounder spokesman spokeswoman",
);
/// Last words of the names of papers.
const PAPERS: [&str; 14] = words(
    "Post Times Herald Chronicle Gazette Tribune Journal Courier Echo Mail Telegraph Observer Daily Dispatch",
);
/// Last words of the names of companies, which no surname is.
const FIRMS: [&str; 19] = words(
    "Systems Analytics Logistics Robotics Holdings Industries Technologies Solutions Airlines Partners Semiconductors Pharmaceuticals \
     Advisory Advisors Ventures Interactive Therapeutics Biosciences Consulting",
);
/// Verbs of what is done to companies, before `by`.
const DEALS: [&str; 5] = words("bought acquired owned published operated");

/// All such names of a text, and wherever else it has them. `proposals` are what a recogniser takes them for.
pub fn find(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    proposals: &[Proposal],
) -> Vec<Proposal> {
    let mut told: Vec<Proposal> = Vec::new();
    for sentence in &tokenized.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let found = named_at((tokenized, lexicon, proposals), at, sentence);
            let end = found.as_ref().map_or(at + 1, |proposal| proposal.range.end);
            told.extend(found);
            at = end;
        }
    }
    elsewhere(tokenized, &mut told);
    told
}

/// Whether a name is that of a storm, whose own name then stands alone.
pub fn is_storm(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    range.len() > 1
        && range
            .clone()
            .rev()
            .nth(1)
            .is_some_and(|at| STORMS.contains(&tokenized.word(at)))
}

/// The name that begins at a token, when the words beside it tell what it is.
fn named_at(
    (tokenized, lexicon, proposals): (&TokenizedText<'_>, &Lexicon, &[Proposal]),
    at: usize,
    sentence: &Range<usize>,
) -> Option<Proposal> {
    if !tokenized.shape(at).is_capital() || tokenized.plain_opening(at) {
        return None;
    }
    let before = tokenized.before(at).filter(|_| at > sentence.start);
    let capital = |b: usize| tokenized.shape(b).is_capital() && !tokenized.plain_opening(b);
    if before.is_some_and(capital) {
        return None;
    }
    let run = run(tokenized, at, sentence.end);
    if let Some((range, label)) = written::find(tokenized, lexicon, &run, sentence) {
        let known = lexicon.find(tokenized.words(&range)).is_some();
        return (!known).then(|| Proposal::by_rule(range, label, CERTAIN));
    }
    if let Some(storm) = storm(tokenized, &run) {
        return Some(Proposal::by_rule(storm, Label::Misc, CERTAIN));
    }
    if SHIP_PREFIXES.contains(&tokenized.word(at)) && run.len() > 1 {
        let fits = !tokenized.is(at + 1, BODY | COMMON | PLAIN);
        return fits.then(|| Proposal::by_rule(at..run.end.min(at + 4), Label::Misc, CERTAIN));
    }
    let is_place = || {
        let place = |other: &Proposal| other.range == run && other.label == Label::Location;
        tokenized.is(run.end - 1, SITE) || proposals.iter().any(place)
    };
    // `W.R. Lund and Co`
    if tokenized.word(run.end) == "and" && tokenized.word(run.end + 1) == "Co" {
        let firm = run.start..run.end + 2;
        return Some(Proposal::by_rule(firm, Label::Organization, CERTAIN));
    }
    let label = if before.is_some_and(|b| among(&SHIPS, tokenized, b)) && !tokenized.is(at, COMMON)
    {
        Label::Misc
    } else if is_body(tokenized, &run, before) {
        Label::Organization
    } else if is_person(tokenized, &run, before) && is_place() {
        Label::Person
    } else {
        return None;
    };
    // Asked last: few names get so far.
    let known = lexicon.find(tokenized.words(&run)).is_some();
    (!known).then(|| Proposal::by_rule(run, label, CERTAIN))
}

/// Capitalised words in a row from a token on, `&` between them.
fn run(tokenized: &TokenizedText<'_>, from: usize, until: usize) -> Range<usize> {
    let capital = |at: usize| at < until && tokenized.shape(at).is_capital();
    let mut end = from;
    while capital(end) || end > from && tokenized.word(end) == "&" && capital(end + 1) {
        end += 1;
    }
    from..end
}

/// `Storm Ida`, `Tropical Storm Ida`.
fn storm(tokenized: &TokenizedText<'_>, run: &Range<usize>) -> Option<Range<usize>> {
    let word = run
        .clone()
        .take(2)
        .find(|at| STORMS.contains(&tokenized.word(*at)))?;
    let name = word + 1;
    let fits = name < run.end
        && tokenized.shape(name) == Shape::Title
        && !tokenized.is(name, BODY | SITE | COMMON | PLAIN | COMPANY);
    (fits && run.end == name + 1).then_some(run.start..name + 1)
}

/// Whether the words beside a name say that it is a body.
fn is_body(tokenized: &TokenizedText<'_>, run: &Range<usize>, before: Option<usize>) -> bool {
    let several = run.len() > 1;
    let last = run.end - 1;
    let given = tokenized.is(run.start, GIVEN);
    let partners = run.clone().any(|at| tokenized.word(at) == "&");
    let partners = partners && !tokenized.is(last, TITLE);
    if several && !given && (partners || FIRMS.contains(&tokenized.word(last))) {
        return true;
    }
    let Some(before) = before else {
        return false;
    };
    let article = tokenized.word(before) == "the";
    if several && article && PAPERS.contains(&tokenized.word(last)) {
        return true;
    }
    let before = if article {
        tokenized.before(before).unwrap_or(before)
    } else {
        before
    };
    let Some(earlier) = tokenized.before(before) else {
        return false;
    };
    let closed = !tokenized.is(last, SITE | TITLE) && !given;
    match tokenized.word(before) {
        "of" => several && closed && among(&HEADS, tokenized, earlier),
        "by" => several && closed && (among(&DEALS, tokenized, earlier) || led(tokenized, earlier)),
        "in" => closed && matches!(tokenized.word(earlier), "shares" | "Shares"),
        _ => false,
    }
}

/// Whether money was raised and somebody led those who gave it: `a funding round led` by Lund Anders.
fn led(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    let raised = at.checked_sub(1).map_or("", |at| tokenized.word(at));
    matches!(tokenized.word(at), "led" | "co-led")
        && matches!(
            raised,
            "round" | "rounds" | "funding" | "investment" | "financing"
        )
}

/// Whether a name of two words that looks like a place is that of somebody who speaks: `said Nils Bay`.
fn is_person(tokenized: &TokenizedText<'_>, run: &Range<usize>, before: Option<usize>) -> bool {
    if run.len() != 2 || tokenized.is(run.start, PLAIN | BODY) {
        return false;
    }
    let placed = before.is_some_and(|b| tokenized.is(b, WHERE) || tokenized.word(b) == "the");
    let spoken = |at: usize| matches!(tokenized.word(at), "said" | "says" | "told" | "added");
    let comma = tokenized.word(run.end) == ",";
    let follows = comma && (tokenized.word(run.end + 1) == "who" || spoken(run.end + 1));
    let led = before.is_some_and(spoken) && (comma || tokenized.word(run.end) == ".");
    let acts = tokenized.is(run.start, GIVEN) && (tokenized.is(run.end, ACTS) || spoken(run.end));
    !placed && (follows || led || acts)
}

/// The same names at all other places.
fn elsewhere(tokenized: &TokenizedText<'_>, told: &mut Vec<Proposal>) {
    let names: Vec<(Vec<u64>, Label)> = told
        .iter()
        .filter(|proposal| {
            let start = proposal.range.start;
            let body = proposal.label == Label::Organization;
            proposal.range.len() > 1 || body && !tokenized.is(start, PLAIN | COMMON | GIVEN)
        })
        .map(|proposal| {
            let hashes = proposal.range.clone().filter_map(|at| tokenized.token(at));
            (hashes.map(|token| token.hash).collect(), proposal.label)
        })
        .collect();
    if names.is_empty() {
        return;
    }
    for at in 0..tokenized.tokens.len() {
        if !tokenized.shape(at).is_capital() {
            continue;
        }
        let same = names.iter().find(|(hashes, _)| {
            (at..)
                .zip(hashes)
                .all(|(at, hash)| tokenized.has(at, *hash))
        });
        if let Some((hashes, label)) = same {
            let range = at..at + hashes.len();
            let free =
                |other: &Proposal| other.range.end <= range.start || range.end <= other.range.start;
            if told.iter().all(free) {
                told.push(Proposal::by_rule(range, *label, CERTAIN));
            }
        }
    }
    told.sort_by_key(|proposal| proposal.range.start);
}

fn among(list: &[&str], tokenized: &TokenizedText<'_>, at: usize) -> bool {
    let word = tokenized.word(at);
    let common = tokenized.shape(at) != Shape::Title;
    common && list.iter().any(|known| known.eq_ignore_ascii_case(word))
}
