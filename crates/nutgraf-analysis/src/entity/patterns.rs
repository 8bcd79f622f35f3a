//! Owns: proposals from patterns alone: a title before a name, a given name, the head word of a body, a company's ending.
//! Promises: proposals ascend and do not overlap; a pattern fires only on its own evidence.

use std::ops::Range;

use crate::entity::lexicon::{
    BODY, COMMON, COMPANY, GIVEN, PARTICLE, PLAIN, RANK, SITE, SURNAME, TITLE, WORK,
};
use crate::entity::name_mention::{Label, Proposal};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// All proposals of a text. Where capitals say little, only full evidence counts.
pub fn find(tokenized: &TokenizedText<'_>, into: &mut Vec<Proposal>) {
    for sentence in &tokenized.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let run = run_of_capitals(tokenized, at, sentence.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            if let Some(proposal) = judge(tokenized, run) {
                into.push(proposal);
            }
        }
    }
}

/// Capitalised words in a row, with small particles, hyphens and `of` between them.
fn run_of_capitals(tokenized: &TokenizedText<'_>, from: usize, until: usize) -> Range<usize> {
    let starts = tokenized.shape(from).is_capital() && !tokenized.plain_opening(from);
    if !starts {
        return from..from;
    }
    let mut end = from + 1;
    let mut at = from + 1;
    while at < until {
        if tokenized.shape(at).is_capital() {
            at += 1;
            end = at;
        } else if joins(tokenized, at) {
            at += 1;
        } else {
            break;
        }
        if at - end > 2 {
            break;
        }
    }
    from..end
}

/// Whether a token may stand between two capitalised words of one name.
fn joins(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    let shape = tokenized.shape(at);
    let small =
        tokenized.is(at, PARTICLE) || tokenized.word(at) == "of" || tokenized.word(at) == "for";
    let mark = matches!(tokenized.word(at), "-" | "‑" | "&")
        && tokenized
            .token(at)
            .is_some_and(|t| t.glued || tokenized.word(at) == "&");
    shape == Shape::Lower && small || shape == Shape::Mark && mark
}

/// What a run of capitals is, if its words tell.
fn judge(tokenized: &TokenizedText<'_>, run: Range<usize>) -> Option<Proposal> {
    if let Some(at) = run.clone().find(|&at| tokenized.is(at, COMPANY))
        && at > run.start
    {
        return propose(run.start..at + 1, Label::Organization, 0.9);
    }
    let last = run.end - 1;
    let has_of = run
        .clone()
        .any(|at| matches!(tokenized.word(at), "of" | "for"));
    let head = if has_of {
        first_head(tokenized, &run)
    } else {
        Some(last)
    };
    if run.len() > 1
        && let Some(head) = head
    {
        if tokenized.is(head, BODY) && !tokenized.is(head, TITLE) {
            return propose(run, Label::Organization, 0.8);
        }
        if tokenized.is(head, SITE) {
            return propose(run, Label::Location, 0.7);
        }
        if tokenized.is(head, WORK) && run.len() > 2 {
            return propose(run, Label::Misc, 0.6);
        }
    }
    if has_of {
        return None;
    }
    person(tokenized, &run)
}

/// The word before `of` in `Ministry of Health`.
fn first_head(tokenized: &TokenizedText<'_>, run: &Range<usize>) -> Option<usize> {
    run.clone()
        .find(|&at| matches!(tokenized.word(at), "of" | "for"))
        .and_then(|of| of.checked_sub(1))
        .filter(|head| *head >= run.start)
}

/// A person, where a title or a given name says so.
fn person(tokenized: &TokenizedText<'_>, run: &Range<usize>) -> Option<Proposal> {
    let first_name = run
        .clone()
        .find(|&at| !tokenized.is(at, TITLE | RANK) && tokenized.shape(at).is_capital());
    let start = first_name?;
    let name = start..run.end;
    if name.len() > 6
        || name
            .clone()
            .any(|at| tokenized.is(at, BODY | SITE | WORK | COMMON))
    {
        return None;
    }
    let inside_title = run.start < start && tokenized.is(start - 1, TITLE);
    let titled = inside_title || tokenized.titled(run.start);
    let given = tokenized.is(start, GIVEN) && name.len() > 1 && !tokenized.is(start + 1, PLAIN);
    let weak = tokenized.uninformative_case && !given;
    if weak || !(titled || given) {
        return None;
    }
    let alone = name.len() == 1;
    if alone
        && (tokenized.is(start, PLAIN)
            || tokenized.shape(start) == Shape::Upper && !tokenized.is(start, SURNAME))
    {
        return None;
    }
    propose(name, Label::Person, if given { 0.9 } else { 0.7 })
}

#[expect(clippy::unnecessary_wraps, reason = "the callers end with it")]
fn propose(range: Range<usize>, label: Label, sure: f32) -> Option<Proposal> {
    Some(Proposal::by_rule(range, label, sure))
}
