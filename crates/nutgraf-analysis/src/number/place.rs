//! Owns: the place that an amount is told of.
//! Promises: total; a place that the words do not tie to an amount is none of it.

use nutgraf_read::model::span::Span;
use nutgraf_read::text::hash::fnv;
use nutgraf_read::text::word_list::words;

use crate::number::amount::Tokens;

/// Words that stand for parts of one country.
const PARTS: [&str; 8] =
    words("states provinces cities districts counties regions prefectures towns");
/// Words that stand for everywhere; a count of all the world's body without a place is one of the world.
const WORLD: [&str; 11] = words(
    "worldwide globally global countries world nations continents World WHO Worldwide Globally",
);
/// Words before the place where something happened.
const IN: [&str; 15] =
    words("in at near across around of from throughout outside inside on off to within among");
/// Words before "from" that say where something began, not where it is counted.
const BEGUN: [&str; 8] = words("spread spreads spreading came come coming originated originating");

/// Where the words around an amount lie: after the amount before it, its own first token, after it, before the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub(super) from: usize,
    pub(super) first: usize,
    pub(super) after: usize,
    pub(super) until: usize,
}

/// Whether a place that ends at a byte is what an amount at a token is told of: "Elmport:", "Elmport has", "Elmport, which has",
/// "Elmport, where 40 died".
fn heads(tokens: &Tokens<'_>, (end, first): (u32, usize), byte: impl Fn(usize) -> u32) -> bool {
    let mut between = (0..first).filter(|at| byte(*at) >= end);
    let Some(next) = between.next() else {
        return false;
    };
    let which = tokens.word(next) == "," && matches!(tokens.word(next + 1), "which" | "where");
    let has = |at: usize| matches!(tokens.word(at), ":" | "with" | "has" | "have" | "had");
    if tokens.word(next) == "," && !which {
        return false;
    }
    if which && tokens.word(next + 1) == "where" && next + 2 == first {
        return true;
    }
    has(next) || between.any(has)
}

/// Whether a place that ends before a token is one where something is, by the words around it.
fn tells_where(tokens: &Tokens<'_>, next: usize) -> bool {
    let short = next < 4;
    let after = matches!(
        tokens.word(next),
        "'s" | "’s"
            | ":"
            | "has"
            | "had"
            | "have"
            | "reported"
            | "reports"
            | "confirmed"
            | "says"
            | "said"
    );
    short || after || (1..5).any(|back| IN.contains(&tokens.before(next, back)))
}

/// The place that an amount is told of: the nearest behind it in its clause, else, for the first amount of a sentence, the
/// nearest before it, else the only one of the sentence.
pub(super) fn place(
    named: &[(Span, u64)],
    tokens: &Tokens<'_>,
    sentence: Span,
    gap: Gap,
) -> Option<u64> {
    let byte = |at: usize| {
        let span = tokens.spans.get(at);
        span.map_or(sentence.end, |span| sentence.start + span.start)
    };
    // Each with where it ends.
    let places = |from: u32, until: u32| {
        let begin = named.partition_point(|(span, _)| span.start < from);
        let places = named.get(begin..).unwrap_or(&[]);
        places
            .iter()
            .take_while(move |(span, _)| span.end <= until)
            .map(|(span, key)| (*key, span.end))
    };
    let clause = (gap.after..gap.until)
        .find(|at| matches!(tokens.word(*at), "," | ";" | "while" | "but"))
        .unwrap_or(gap.until);
    let everywhere =
        |mut range: std::ops::Range<usize>| range.any(|at| WORLD.contains(&tokens.written(at)));
    // "1,000 cases in 20 countries": the next amount counts the places.
    let behind = if clause == gap.until {
        gap.until + 3
    } else {
        clause
    };
    // "Elmport: 40 dead", "Lorania has 40 cases".
    let beside = gap.first.saturating_sub(6).max(gap.from);
    if let Some((_, named)) = places(byte(beside), byte(gap.first)).last()
        && heads(tokens, (named, gap.first), byte)
    {
        return places(byte(beside), byte(gap.first))
            .last()
            .map(|(key, _)| key);
    }
    let behind_parts = behind;
    // "At a school where eight were ill": not of all that is told of.
    if (1..4).any(|back| gap.first >= back && tokens.before(gap.first, back) == "where") {
        return Some(fnv(b"there"));
    }
    if everywhere(gap.after..behind) {
        return Some(fnv(b"world"));
    }
    let prepositions = |end: u32| {
        let from = (gap.after..clause).rev().filter(|at| byte(*at) < end);
        let begun = |at: usize| tokens.word(at) == "from" && BEGUN.contains(&tokens.before(at, 1));
        from.take(5)
            .any(|at| IN.contains(&tokens.word(at)) && !begun(at))
    };
    let behind = places(byte(gap.after), byte(clause)).find(|(_, end)| prepositions(*end));
    if let Some((behind, _)) = behind {
        return Some(behind);
    }
    // "Elmport: 3 dead, 40 hurt".
    if let Some(colon) = (0..gap.from).rev().find(|at| tokens.word(*at) == ":")
        && let Some((listed, _)) = places(byte(colon.saturating_sub(4)), byte(colon)).last()
    {
        return Some(listed);
    }
    // "US network" is no place where something happened.
    let tells = |end: u32| {
        tells_where(
            tokens,
            (0..gap.first).take_while(|at| byte(*at) < end).count(),
        )
    };
    if gap.from == 0
        && let Some((ahead, _)) = places(byte(0), byte(gap.first))
            .filter(|(_, end)| tells(*end))
            .last()
    {
        return Some(ahead);
    }
    if everywhere(gap.from..gap.first) {
        return Some(fnv(b"world"));
    }
    let mut all = places(sentence.start, byte(gap.first))
        .filter(|(_, end)| tells(*end))
        .map(|(key, _)| key);
    if let Some(first) = all.next() {
        return all.all(|other| other == first).then_some(first);
    }
    // "40 dead in five states": of one country, but who knows which.
    (gap.after..behind_parts)
        .any(|at| PARTS.contains(&tokens.word(at)))
        .then(|| fnv(b"parts"))
}
