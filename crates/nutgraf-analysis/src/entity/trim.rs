//! Owns: what stands at the edges of a proposed name and is no part of it: seasons and numbers, small words, openings of sentences;
//! and what is written like a name and names nothing: `Figure 1`, an office without its holder.
//! Promises: a name only becomes shorter; looks at its own words and where its sentence begins.

use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::document_actors::without_article;
use crate::entity::lexicon::{
    BODY, COMMON, GIVEN, PARTICLE, PLAIN, RANK, SITE, TITLE, WHERE, WORK,
};
use crate::entity::name_mention::Label;
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// Words that open a sentence and no name.
const OPENING: [&str; 38] = words(
    "As In At For With After While When Since From If But And Because Although Though Before During Now Then Yet So Here Once \
     This These Those Your My Our Some Many Most Every Each Both Despite Unlike",
);
/// Parts of series, before a number or alone.
const PARTS: [&str; 9] = words("Season Seasons Episode Episodes Vol Vol. Volume Issue Pt.");
/// What is counted in texts and products, before a number or a letter.
const NUMBERED: [&str; 26] = words(
    "Figure Fig. Table Example Chapter Section Appendix Step Phase Stage Level Round Tier Part Page Item Option Exhibit Act Series \
     Fund Day Week Unit Question Method",
);
/// What fields of trade and study are called by, and their headings.
const FIELDS: [&str; 42] = words(
    "AI Enterprise Crypto ETF Product Data Cloud Digital Research Safety Security Agent Agentic Model Generative Consumer Retail \
     Investment Investor Software Hardware Engineering Design Marketing Sale Finance Policy Development Operation Strategy Support \
     Customer User Team Infrastructure Robotic Machine Learning IT PC Mobile Gaming",
);
/// Last words of offices and posts.
const POSTS: [&str; 18] = words(
    "Director Manager Officer Coordinator Strategist Fellow Consultant President Chairman Secretary Professor Editor Analyst \
     Correspondent Engineer Scientist Executive Specialist",
);

/// A name without its article, and without what is no part of it before or behind it.
pub fn bare(tokenized: &TokenizedText<'_>, label: Label, named: &Range<usize>) -> Range<usize> {
    let named = before_rule(tokenized, without_article(tokenized, named));
    let named = before_number(tokenized, named);
    let named = past_opening(tokenized, label, named);
    if label == Label::Person {
        return named;
    }
    let named = before_verb(tokenized, before_dash(tokenized, named));
    let named = before_part(tokenized, named);
    let named = with_compound(tokenized, label, named);
    without_small(tokenized, label, named)
}

/// `As Lund Labs grows`: a small word that opens the sentence is no part of a name.
fn past_opening(tokenized: &TokenizedText<'_>, label: Label, named: Range<usize>) -> Range<usize> {
    let opens = label != Label::Misc
        && named.len() > 1
        && tokenized.shape(named.start + 1).is_capital()
        && OPENING.contains(&tokenized.word(named.start));
    let sentence = tokenized.sentence_around(named.start);
    if opens && !sentence.is_empty() && sentence.start == named.start {
        return named.start + 1..named.end;
    }
    named
}

/// `_Lund_. Even`: the marks of slanted letters end a name, and begin none.
fn before_rule(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let mark = |c: char| matches!(c, '_' | '*');
    let rule = |at: usize| tokenized.word(at).chars().all(mark);
    let start = named.clone().find(|at| !rule(*at)).unwrap_or(named.start);
    let end = (start..named.end).find(|at| tokenized.word(*at).ends_with(mark));
    let end = end.map(|at| at + usize::from(!rule(at)));
    start..end.filter(|end| *end > start).unwrap_or(named.end)
}

/// What announces a number is no part of a name: `No.`
fn before_number(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let mut end = named.end;
    if end > named.start + 1 && tokenized.word(end - 1) == "." {
        end -= 1;
    }
    let announces = matches!(
        tokenized.word(end.saturating_sub(1)),
        "Res" | "Res." | "No" | "No." | "Nos" | "Nos." | "Art." | "Vol."
    );
    if announces && end > named.start + 1 {
        return named.start..end - 1;
    }
    named
}

/// `Night Boat Season 2` is `Night Boat`.
fn before_part(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let numbered = tokenized.shape(named.end - 1) == Shape::Number;
    let part = named.end - 1 - usize::from(numbered && named.len() > 1);
    if part > named.start && PARTS.contains(&tokenized.word(part)) {
        return named.start..part;
    }
    named
}

/// `Night Boat - The Complete Series`: a dash that stands free ends a name, as `+` and `|` do.
fn before_dash(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let free = |at: &usize| {
        let glued = |at: usize| tokenized.token(at).is_some_and(|token| token.glued);
        matches!(tokenized.word(*at), "-" | "–" | "—" | "+" | "|") && !glued(*at)
    };
    let dash = named.clone().skip(1).find(free);
    let dash = dash.filter(|at| at - named.start > 1);
    named.start..dash.unwrap_or(named.end)
}

/// `Lund is in its Alto`: a name ends before a verb that is written small.
fn before_verb(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let verb = |at: &usize| {
        matches!(
            tokenized.word(*at),
            "is" | "are" | "was" | "were" | "has" | "have" | "stars" | "starring" | "says" | "said"
        )
    };
    let small = |at: usize| tokenized.shape(at) == Shape::Lower;
    let marked = named
        .clone()
        .any(|at| small(at) && !tokenized.is(at, PARTICLE));
    let end = named.clone().skip(1).find(verb).filter(|_| marked);
    named.start..end.unwrap_or(named.end)
}

/// `Lund Boom-A-Ring` is one name, `Lund T-shirt` is `Lund`.
fn with_compound(tokenized: &TokenizedText<'_>, label: Label, named: Range<usize>) -> Range<usize> {
    let glued = |at: usize| tokenized.token(at).is_some_and(|token| token.glued);
    let tied = |at: usize| tokenized.word(at) == "-" && glued(at) && glued(at + 1);
    let mut end = named.end;
    if named.len() < 2 || !tied(end) {
        return named;
    }
    if tokenized.shape(end + 1) == Shape::Lower {
        let letter = tokenized.shape(end - 1) == Shape::Initial;
        return named.start..end - usize::from(letter);
    }
    while label == Label::Misc && tied(end) && tokenized.shape(end + 1).is_capital() {
        end += 2;
    }
    named.start..end
}

/// `new Lund Pass`, `Lund campaign`: a small word before a thing or behind it is no part of its name, unless it heads it.
fn without_small(tokenized: &TokenizedText<'_>, label: Label, named: Range<usize>) -> Range<usize> {
    let small = |at: usize| {
        let heads = PARTICLE | BODY | SITE | WORK;
        tokenized.shape(at) == Shape::Lower && !tokenized.is(at, heads)
    };
    let capital = named.clone().any(|at| tokenized.shape(at).is_capital());
    let mut out = named.clone();
    if !capital || label != Label::Misc {
        return out;
    }
    // `lund.example` is one word.
    let glued = |at: usize| tokenized.token(at).is_some_and(|token| token.glued);
    while out.len() > 1 && small(out.start) && !glued(out.start + 1) {
        out.start += 1;
    }
    while out.len() > 1 && small(out.end - 1) && !glued(out.end - 1) {
        out.end -= 1;
    }
    out
}

/// What is written like a name and names nothing: `Figure 1`, `Fund II`, `Senior Lund Fellow`, a sentence in signs that stand for
/// words.
pub fn names_nothing(tokenized: &TokenizedText<'_>, label: Label, named: &Range<usize>) -> bool {
    let last = named.end - 1;
    let sign = |c: char| ('\u{3040}'..'\u{a000}').contains(&c);
    if tokenized.words(named).chars().filter(|c| sign(*c)).count() > 1 {
        return true;
    }
    // `a Pomeranian`: a breed or a people.
    if label == Label::Location && named.len() == 1 {
        let word = tokenized.word(last);
        let before = tokenized.before(last).map_or("", |at| tokenized.word(at));
        let led = tokenized.before(last).is_some_and(|at| {
            tokenized.shape(at) == Shape::Lower && !tokenized.is(at, WHERE | PLAIN)
        });
        let one = led || matches!(before, "a" | "an" | "another");
        return one
            && ["ian", "ean", "ese"]
                .iter()
                .any(|tail| word.ends_with(tail));
    }
    // `Seasons 4 and 5`
    let counted = PARTS.contains(&tokenized.word(last)) || NUMBERED.contains(&tokenized.word(last));
    if named.len() == 1 && counted && tokenized.shape(named.end) == Shape::Number {
        return true;
    }
    if label == Label::Person || named.len() < 2 {
        return false;
    }
    let numeral = |at: usize| {
        matches!(tokenized.shape(at), Shape::Number | Shape::Initial)
            || tokenized
                .word(at)
                .bytes()
                .all(|b| matches!(b, b'I' | b'V' | b'X'))
    };
    // `Feb. 2`, `Friday May 2`.
    let day = |at: usize| {
        let shape = tokenized.shape(at);
        tokenized.is(at, COMMON) || matches!(shape, Shape::Number | Shape::Mark)
    };
    if tokenized.is(named.start, COMMON) && numeral(last) && named.clone().all(day) {
        return true;
    }
    // `Enterprise AI`, `Crypto ETF`.
    let general = |at: usize| {
        let plural = tokenized.word(at).trim_end_matches('s');
        let word = tokenized.word(at);
        FIELDS.contains(&word) || FIELDS.contains(&plural)
    };
    if named.clone().all(general) {
        return true;
    }
    // `Secretary of Lund Affairs`: an office.
    let office = label == Label::Organization
        && tokenized.is(named.start, TITLE)
        && !tokenized.is(named.start, BODY | GIVEN)
        && matches!(tokenized.word(named.start + 1), "of" | "for");
    if office {
        return true;
    }
    let numbered =
        named.len() == 2 && NUMBERED.contains(&tokenized.word(named.start)) && numeral(last);
    let post = POSTS.contains(&tokenized.word(last))
        && tokenized.is(named.start, TITLE | RANK)
        && !tokenized.is(named.start, GIVEN);
    // `Data & AI`, `Sky, AI`, `U.S. AI`.
    let mark = |at: usize| {
        let short = tokenized.shape(at) == Shape::Upper && tokenized.word(at).contains('.');
        short || matches!(tokenized.word(at), "&" | "and" | "," | "-")
    };
    let field = tokenized.word(last) == "AI"
        && (mark(last - 1) || tokenized.shape(last - 1) == Shape::Lower);
    numbered || post || field
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::lexicon::Lexicon;
    use nutgraf_read::model::span::Span;
    use nutgraf_read::text::word_list::phrases;

    #[test]
    fn a_name_ends_where_it_ends() {
        let lexicon = Lexicon::new(&crate::lexicon());
        for row in [
            "Night Boat Season 2 | Night Boat",
            "Night Boat Season | Night Boat",
            "Night Boat - The Complete Series | Night Boat",
            "Alto - Lund | Alto - Lund",
            "new Alto Pass | Alto Pass",
            "Alto Pass campaign | Alto Pass",
            "Alto city | Alto city",
            "the Alto Pass | Alto Pass",
            "alto.example | alto.example",
            "Alto Lund-A-Pass | Alto Lund-A-Pass",
        ] {
            let [text, wanted] = phrases(row);
            let spans = [Span::new(0, text.len())];
            let tokenized = TokenizedText::new(text, &spans, &lexicon);
            let named = bare(&tokenized, Label::Misc, &(0..tokenized.tokens.len()));
            assert_eq!(tokenized.words(&named), wanted, "{text}");
        }
    }

    #[test]
    fn figures_posts_and_fields_name_nothing() {
        let lexicon = Lexicon::new(&crate::lexicon());
        for (text, wanted) in [
            ("Figure 1", true),
            ("Fund II", true),
            ("Senior Alto Fellow", true),
            ("Data & AI", true),
            ("agentic AI", true),
            ("Alto AI", false),
            ("Alto 2", false),
            ("Fund for Alto", false),
            ("Feb. 2", true),
            ("Enterprise AI", true),
        ] {
            let spans = [Span::new(0, text.len())];
            let tokenized = TokenizedText::new(text, &spans, &lexicon);
            let range = 0..tokenized.tokens.len();
            let nothing = names_nothing(&tokenized, Label::Organization, &range);
            assert_eq!(nothing, wanted, "{text}");
        }
    }
}
