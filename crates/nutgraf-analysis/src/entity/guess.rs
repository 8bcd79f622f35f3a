//! Owns: proposals from patterns alone: a title before a name, a given name, the head word of a body, a company's ending.
//! Promises: proposals ascend and do not overlap; a pattern fires only on its own evidence.

use std::ops::Range;

use crate::entity::lexicon::{
    BODY, COMMON, COMPANY, GIVEN, PARTICLE, PLAIN, RANK, SITE, SURNAME, TITLE, WORK,
};
use crate::entity::piece::{Label, Proposal};
use crate::entity::token::Shape;
use crate::entity::zone::Zone;

/// All proposals of a zone. In a loud zone only full evidence counts.
pub fn find(zone: &Zone<'_>, into: &mut Vec<Proposal>) {
    for sentence in &zone.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let run = run_of_capitals(zone, at, sentence.end);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            if let Some(proposal) = judge(zone, run) {
                into.push(proposal);
            }
        }
    }
}

/// Capitalised words in a row, with small particles, hyphens and `of` between them.
fn run_of_capitals(zone: &Zone<'_>, from: usize, until: usize) -> Range<usize> {
    let starts = zone.shape(from).is_capital() && !zone.plain_opening(from);
    if !starts {
        return from..from;
    }
    let mut end = from + 1;
    let mut at = from + 1;
    while at < until {
        if zone.shape(at).is_capital() {
            at += 1;
            end = at;
        } else if joins(zone, at) {
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
fn joins(zone: &Zone<'_>, at: usize) -> bool {
    let shape = zone.shape(at);
    let small = zone.is(at, PARTICLE) || zone.word(at) == "of" || zone.word(at) == "for";
    let mark = matches!(zone.word(at), "-" | "‑" | "&")
        && zone
            .token(at)
            .is_some_and(|t| t.glued || zone.word(at) == "&");
    shape == Shape::Lower && small || shape == Shape::Mark && mark
}

/// What a run of capitals is, if its words tell.
fn judge(zone: &Zone<'_>, run: Range<usize>) -> Option<Proposal> {
    if let Some(at) = run.clone().find(|&at| zone.is(at, COMPANY))
        && at > run.start
    {
        return propose(run.start..at + 1, Label::Organization, 0.9);
    }
    let last = run.end - 1;
    let has_of = run.clone().any(|at| matches!(zone.word(at), "of" | "for"));
    let head = if has_of {
        first_head(zone, &run)
    } else {
        Some(last)
    };
    if run.len() > 1
        && let Some(head) = head
    {
        if zone.is(head, BODY) && !zone.is(head, TITLE) {
            return propose(run, Label::Organization, 0.8);
        }
        if zone.is(head, SITE) {
            return propose(run, Label::Location, 0.7);
        }
        if zone.is(head, WORK) && run.len() > 2 {
            return propose(run, Label::Misc, 0.6);
        }
    }
    if has_of {
        return None;
    }
    person(zone, &run)
}

/// The word before `of` in `Ministry of Health`.
fn first_head(zone: &Zone<'_>, run: &Range<usize>) -> Option<usize> {
    run.clone()
        .find(|&at| matches!(zone.word(at), "of" | "for"))
        .and_then(|of| of.checked_sub(1))
        .filter(|head| *head >= run.start)
}

/// A person, where a title or a given name says so.
fn person(zone: &Zone<'_>, run: &Range<usize>) -> Option<Proposal> {
    let first_name = run
        .clone()
        .find(|&at| !zone.is(at, TITLE | RANK) && zone.shape(at).is_capital());
    let start = first_name?;
    let name = start..run.end;
    if name.len() > 6
        || name
            .clone()
            .any(|at| zone.is(at, BODY | SITE | WORK | COMMON))
    {
        return None;
    }
    let inside_title = run.start < start && zone.is(start - 1, TITLE);
    let titled = inside_title || zone.titled(run.start);
    let given = zone.is(start, GIVEN) && name.len() > 1 && !zone.is(start + 1, PLAIN);
    let weak = zone.loud && !given;
    if weak || !(titled || given) {
        return None;
    }
    let alone = name.len() == 1;
    if alone
        && (zone.is(start, PLAIN) || zone.shape(start) == Shape::Upper && !zone.is(start, SURNAME))
    {
        return None;
    }
    propose(name, Label::Person, if given { 0.9 } else { 0.7 })
}

#[expect(clippy::unnecessary_wraps, reason = "the callers end with it")]
fn propose(range: Range<usize>, label: Label, sure: f32) -> Option<Proposal> {
    Some(Proposal { range, label, sure })
}
