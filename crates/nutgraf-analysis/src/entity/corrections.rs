//! Owns: the reader's corrections, carried out on the actors of a document while it is being read.
//! Promises: no mention is lost but those of actors that are hidden.

use crate::entity::document_actor::DocumentActor;
use crate::entity::lexicon::Lexicon;
use nutgraf_read::model::correction::Corrections;

/// Corrects the actors of a document with this text.
pub fn apply(
    corrections: &Corrections,
    members: &mut Vec<DocumentActor>,
    lexicon: &Lexicon,
    text: &str,
) {
    if corrections.is_empty() {
        return;
    }
    split(corrections, members, lexicon, text);
    merge(corrections, members, lexicon);
    for member in members.iter_mut() {
        if let Some(name) = corrections.rename.get(&member.id) {
            member.name.clone_from(name);
        }
        if let Some(&kind) = corrections.kind.get(&member.id) {
            member.kind = kind;
        }
    }
    members.retain(|m| !corrections.hide.contains(&m.id));
}

/// Names that mean another actor become actors of their own.
fn split(
    corrections: &Corrections,
    members: &mut Vec<DocumentActor>,
    lexicon: &Lexicon,
    text: &str,
) {
    if corrections.split.is_empty() {
        return;
    }
    let mut apart: Vec<DocumentActor> = Vec::new();
    for member in members.iter_mut() {
        let id = member.id.clone();
        let meant = |span: &nutgraf_read::model::span::Span| {
            corrections
                .split_to(span.of(text))
                .filter(|to| **to != *id)
                .map(str::to_owned)
        };
        let moved: Vec<(nutgraf_read::model::span::Span, String)> = member
            .mentions
            .iter()
            .filter_map(|span| meant(span).map(|to| (*span, to)))
            .collect();
        if moved.is_empty() {
            continue;
        }
        member.mentions.retain(|span| meant(span).is_none());
        for (span, to) in moved {
            let at = apart.iter().position(|m| m.id == to).unwrap_or_else(|| {
                let mut other = DocumentActor::new(&to, span.of(text), member.kind);
                let words = other.name.clone();
                other.become_actor(&to, lexicon);
                if other.known.is_none() {
                    other.name = words;
                }
                apart.push(other);
                apart.len() - 1
            });
            if let Some(other) = apart.get_mut(at) {
                other.mentions.push(span);
                other.titled |= member.titled && member.mentions.is_empty();
            }
        }
    }
    members.retain(|m| !m.mentions.is_empty() || m.titled);
    for other in apart {
        match members.iter_mut().find(|m| m.id == other.id) {
            Some(member) => member.absorb(other),
            None => members.push(other),
        }
    }
}

fn merge(corrections: &Corrections, members: &mut Vec<DocumentActor>, lexicon: &Lexicon) {
    let mut at = 0;
    while at < members.len() {
        let Some(from) = members.get(at).map(|m| m.id.clone()) else {
            break;
        };
        let to = corrections.target(&from).to_owned();
        if to == from {
            at += 1;
            continue;
        }
        let other = members.iter().position(|m| m.id == to);
        if let Some(other) = other {
            let moved = members.remove(at);
            let other = if other > at { other - 1 } else { other };
            if let Some(member) = members.get_mut(other) {
                member.absorb(moved);
            }
        } else {
            if let Some(member) = members.get_mut(at) {
                member.become_actor(&to, lexicon);
            }
            at += 1;
        }
    }
}
