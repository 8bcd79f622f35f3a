//! Owns: names that their own words and marks make one: a person with a nickname between, a body behind its place, an office behind
//! whose it is, a street, a thing called by letters and a number.
//! Promises: looks at no word beside the name but to see where it ends.

use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::lexicon::{BODY, COMMON, GIVEN, Lexicon, PLAIN, RANK, TITLE, WHERE};
use crate::entity::name_mention::Label;
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use nutgraf_read::model::actor::Kind;

/// Those whose office is a body: `the Bay County Sheriff's Office`.
const HOLDERS: [&str; 18] = words(
    "Sheriff General Attorney Governor Mayor Comptroller Controller Prosecutor Coroner Treasurer Auditor Defender Examiner Clerk \
     Marshal Ombudsman President Chancellor",
);
/// What such a body is called.
const OFFICES: [&str; 4] = words("Office Department Bureau Cabinet");
/// A nickname has so many words at most, a surname behind it so many tokens.
const NICKNAME: usize = 3;
const SURNAME: usize = 4;
/// Last words of the names of streets and the like.
const STREETS: [&str; 8] =
    words("Street Avenue Boulevard Parkway Turnpike Expressway Freeway Highway");
/// Letters with a number that name no thing: quarters, years, viruses, what is in the air.
const MEASURES: [&str; 16] =
    words("Q1 Q2 Q3 Q4 H1 H2 CO2 FY24 FY25 FY26 B12 A4 K12 COVID19 NO2 PM10");

/// The name that begins at a token, a capital that no other stands before.
pub fn find(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Label)> {
    if tokenized.is(run.start, PLAIN) {
        return None;
    }
    if let Some(person) = nicknamed(tokenized, run, sentence) {
        return Some((person, Label::Person));
    }
    if let Some(office) = office(tokenized, run, sentence) {
        return Some((office, Label::Organization));
    }
    if let Some(body) = placed(tokenized, lexicon, run, sentence) {
        return Some((body, Label::Organization));
    }
    if street(tokenized, run) {
        return Some((run.clone(), Label::Location));
    }
    let again = || {
        let hash = tokenized.token(run.start).map(|token| token.hash);
        let same = |token: &&crate::entity::token::Token| Some(token.hash) == hash;
        tokenized.tokens.iter().filter(same).take(2).count() > 1
    };
    (run.len() == 1 && coded(tokenized, run.start) && again()).then(|| (run.clone(), Label::Misc))
}

/// `Nils “Storm” Bay`: where the nickname stands within the name.
pub fn nickname(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let mut marks = range.clone().filter(|at| is_mark(tokenized, *at));
    let (open, close) = (marks.next()?, marks.next()?);
    (open > range.start && close > open + 1 && close + 1 < range.end).then_some(open + 1..close)
}

fn is_mark(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    matches!(tokenized.word(at), "\"" | "“" | "”" | "‘" | "’" | "'")
}

/// A name, a nickname between marks of quotation, and the rest of the name.
fn nicknamed(
    tokenized: &TokenizedText<'_>,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let open = run.end;
    let first = run.len() <= 2
        && !run.clone().any(|at| {
            tokenized.is(at, TITLE | RANK | BODY | COMMON) || tokenized.shape(at) == Shape::Upper
        });
    if !first || !is_mark(tokenized, open) {
        return None;
    }
    let close =
        (open + 2..sentence.end.min(open + 2 + NICKNAME)).find(|at| is_mark(tokenized, *at))?;
    let called = open + 1..close;
    let capital = |at: usize| tokenized.shape(at).is_capital();
    let glued = |at: usize| tokenized.token(at).is_some_and(|t| t.glued);
    let inside = called.clone().any(capital) && glued(open + 1) && glued(close) && !glued(open);
    let mut end = close + 1;
    let joined = |at: usize| tokenized.word(at) == "-" && glued(at) && glued(at + 1);
    while end < sentence.end
        && end < close + 1 + SURNAME
        && (tokenized.shape(end) == Shape::Title
            && !tokenized.is(end, PLAIN | BODY)
            && end == close + 1
            || joined(end)
            || joined(end - 1))
    {
        end += 1;
    }
    let surname = end > close + 1 && !glued(close + 1);
    let person = tokenized.is(run.start, GIVEN) || (close + 1..end).any(joined) || run.len() == 1;
    (inside && surname && person).then_some(run.start..end)
}

/// `Bay County Sheriff's Office`.
fn office(
    tokenized: &TokenizedText<'_>,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let last = run.end - 1;
    let holder = run.len() > 1 && HOLDERS.contains(&tokenized.word(last));
    let owns = tokenized.shape(run.end) == Shape::Possessive;
    let called = run.end + 1 < sentence.end && OFFICES.contains(&tokenized.word(run.end + 1));
    (holder && owns && called).then_some(run.start..run.end + 2)
}

/// `Bay City Police Department`, `Bay State Department of Transport and Works`: a place and the body that is its.
fn placed(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    run: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let last = run.end - 1;
    if run.len() < 2 || !tokenized.is(last, BODY) || tokenized.shape(last) != Shape::Title {
        return None;
    }
    let place = (run.start + 1..run.end).rev().any(|end| {
        lexicon
            .find(tokenized.words(&(run.start..end)))
            .and_then(|known| lexicon.actor(known))
            .is_some_and(|actor| actor.kind == Kind::Place)
    });
    if !place {
        return None;
    }
    let capital = |at: usize| at < sentence.end && tokenized.shape(at) == Shape::Title;
    let mut end = run.end;
    if tokenized.word(end) == "of" && !tokenized.is(end, WHERE) {
        let from = end + 1 + usize::from(tokenized.word(end + 1) == "the");
        let mut until = from;
        while capital(until)
            || until > from
                && matches!(tokenized.word(until), "and" | "&")
                && capital(until + 1)
                && !tokenized.is(until + 1, TITLE | RANK)
        {
            until += 1;
        }
        if until > from {
            end = until;
        }
    }
    Some(run.start..end)
}

/// `Harbour Boulevard`.
fn street(tokenized: &TokenizedText<'_>, run: &Range<usize>) -> bool {
    let plain = run
        .clone()
        .any(|at| tokenized.is(at, PLAIN | COMMON) || tokenized.shape(at) != Shape::Title);
    (2..=4).contains(&run.len()) && STREETS.contains(&tokenized.word(run.end - 1)) && !plain
}

/// `QX280`: one to five capitals and a number.
fn coded(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    let word = tokenized.word(at);
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = word.get(letters..).unwrap_or("");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = rest.len() - digits;
    (1..=5).contains(&letters)
        && (1..=4).contains(&digits)
        && tail <= 1
        && word.len() > 2
        && !MEASURES.contains(&word)
}
