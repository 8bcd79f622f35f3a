//! Owns: collecting the mentions of each actor, at last: those that were resolved, and words that stand for an actor but
//! were no names by themselves.
//! Promises: mentions ascend and are there once.

use std::collections::HashSet;
use std::ops::Range;

use crate::entity::document_actor::DocumentActor;
use crate::entity::document_actors::{Context, DocumentActors, without_article};
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{BODY, PLAIN, RANK, TITLE};
use crate::entity::name_mention::{Label, Naming};
use crate::entity::token::{Shape, word_hash};
use crate::entity::tokenized::TokenizedText;
use crate::hashed::Hashed;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::text::name_key::key;

/// So many mentions of an actor are looked for in a title.
const TRIED: usize = 12;

/// A line of a list has so many tokens at most.
const LINE: usize = 12;

/// A word that is written small so many times as often as with a capital is no name.
const SMALL: usize = 2;

impl DocumentActors {
    /// In a title every word that the body has explained counts, whatever its capitals.
    pub fn collect_title(&mut self, context: &Context<'_, '_>) {
        let surnames: Hashed<usize> = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| m.kind == Kind::Person && m.words.len() > 1)
            .filter_map(|(at, m)| m.words.last().map(|w| (*w, at)))
            .collect();
        for (at, token) in context.tokenized.tokens.iter().enumerate() {
            let covered = context.mentions.iter().any(|p| p.range.contains(&at));
            if covered || !token.shape.is_capital() || context.tokenized.is(at, PLAIN) {
                continue;
            }
            let found = self
                .single_words
                .get(&token.hash)
                .or_else(|| surnames.get(&token.hash))
                .copied();
            if let Some(member) = found.and_then(|f| self.members.get_mut(f)) {
                member.titled = true;
            }
        }
    }

    /// Whoever the headline names by words that the body has for it is in the title, however its capitals are written there.
    pub fn find_in_title(&mut self, context: &Context<'_, '_>, headline: &Context<'_, '_>) {
        let title: Vec<u64> = headline.tokenized.tokens.iter().map(|t| t.hash).collect();
        if title.is_empty() {
            return;
        }
        let tokens = &context.tokenized.tokens;
        let mut words: Vec<u64> = Vec::new();
        for member in self.members.iter_mut().filter(|m| !m.titled) {
            for mention in member.mentions.iter().take(TRIED) {
                let from = tokens.partition_point(|t| t.span.end <= mention.start);
                let inside = tokens.get(from..).unwrap_or(&[]).iter();
                words.clear();
                words.extend(
                    inside
                        .take_while(|t| t.span.start < mention.end)
                        .map(|t| t.hash),
                );
                let long = words.len() > 1 || mention.len() > 2;
                if long && title.windows(words.len().max(1)).any(|w| *w == *words) {
                    member.titled = true;
                    break;
                }
            }
        }
    }

    /// Writes the mentions down, and collects from the body single words that stand for a member.
    pub fn collect_mentions(&mut self, context: &Context<'_, '_>, owners: &[Option<usize>]) {
        let tokenized = context.tokenized;
        for (mention, owner) in context.mentions.iter().zip(owners) {
            if let Some(member) = owner.and_then(|o| self.members.get_mut(o)) {
                let range = match mention.naming {
                    Naming::Unknown(Label::Organization | Label::Location) => {
                        without_article(tokenized, &mention.range)
                    }
                    Naming::Known(known, _) => {
                        let actor = context.lexicon.actor(known);
                        let own = actor.is_some_and(|k| k.name.starts_with("The "));
                        if actor.is_some_and(|k| k.kind == Kind::Person) {
                            tokenized.without_title(&mention.range)
                        } else if own && tokenized.shape(mention.range.start).is_capital() {
                            mention.range.clone()
                        } else {
                            without_article(tokenized, &mention.range)
                        }
                    }
                    Naming::Unknown(_) | Naming::Handle => mention.range.clone(),
                };
                member.mentions.push(tokenized.span(&range));
                let faint = matches!(
                    mention.naming,
                    Naming::Known(_, Sense::Adjective | Sense::People)
                );
                member.faint += u32::from(faint);
                member.listed += u32::from(is_affiliation(tokenized, &mention.range));
            }
        }
        self.collect_single_words(context);
        for member in &mut self.members {
            member.mentions.sort_unstable();
            member.mentions.dedup();
        }
        let small = self.written_small(context);
        // What only the title names and no dictionary knows is too often no name at all.
        self.members.retain(|m| {
            let known = m.known.is_some() || m.kind == Kind::Person && m.words.len() > 1;
            // A headline has a capital for `Apple` where the text speaks of apples.
            let known = known && !(m.mentions.is_empty() && small_word(tokenized, &m.name));
            m.titled && known || !m.mentions.is_empty() && !doubtful(m) && !small.contains(&m.id)
        });
    }

    /// What no dictionary knows and a text mostly writes small, as no name is: `Fiber`, `fiber`.
    fn written_small(&self, context: &Context<'_, '_>) -> HashSet<String> {
        let plain = |m: &&DocumentActor| {
            m.known.is_none()
                && m.kind != Kind::Person
                && m.name.chars().all(char::is_alphabetic)
                && m.name.chars().skip(1).all(char::is_lowercase)
        };
        let members: Vec<&DocumentActor> = self.members.iter().filter(plain).collect();
        if members.is_empty() {
            return HashSet::new();
        }
        let mut counts: Hashed<usize> = Hashed::default();
        for token in &context.tokenized.tokens {
            if token.shape == Shape::Lower {
                *counts.entry(token.hash).or_default() += 1;
            }
        }
        let small = |m: &&DocumentActor| {
            let count = counts.get(&word_hash(&m.name)).copied().unwrap_or(0);
            count >= SMALL * m.mentions.len().max(1)
        };
        let small = members.into_iter().filter(small);
        small.map(|m| m.id.clone()).collect()
    }

    fn collect_single_words(&mut self, context: &Context<'_, '_>) {
        let mut single_words = self.single_words.clone();
        for (at, member) in self.members.iter().enumerate() {
            if member.kind == Kind::Person
                && member.words.len() > 1
                && let Some(last) = member.words.last()
            {
                single_words.entry(*last).or_insert(at);
            }
        }
        let mut next = 0;
        for (at, token) in context.tokenized.tokens.iter().enumerate() {
            while context
                .mentions
                .get(next)
                .is_some_and(|p| p.range.end <= at)
            {
                next += 1;
            }
            let covered = context
                .mentions
                .get(next)
                .is_some_and(|p| p.range.contains(&at));
            if covered || !token.shape.is_capital() || context.tokenized.is(at, PLAIN) {
                continue;
            }
            let inside_name = at > 0
                && context.tokenized.shape(at - 1).is_capital()
                && context
                    .tokenized
                    .before(at)
                    .is_some_and(|b| !context.tokenized.is(b, TITLE | PLAIN));
            if inside_name || context.tokenized.shape(at + 1).is_capital() {
                continue;
            }
            if let Some(member) = single_words
                .get(&token.hash)
                .and_then(|m| self.members.get_mut(*m))
            {
                let whole = hyphenated(context.tokenized, at)
                    .filter(|range| {
                        next == 0
                            || context
                                .mentions
                                .get(next - 1)
                                .is_none_or(|m| m.range.end <= range.start)
                    })
                    .filter(|range| member.tails.contains(&key(context.tokenized.words(range))));
                let range = whole.unwrap_or(at..at + 1);
                member.mentions.push(context.tokenized.span(&range));
            }
        }
    }
}

/// Whether something unknown is named by one plain word, once, in the text alone: too often it is no name at all.
fn doubtful(member: &DocumentActor) -> bool {
    let plain = member.name.chars().skip(1).all(char::is_lowercase);
    member.kind == Kind::Other
        && member.known.is_none()
        && !member.titled
        && member.mentions.len() == 1
        && plain
}

/// Whether a text writes a name's one word small.
fn small_word(tokenized: &TokenizedText<'_>, name: &str) -> bool {
    let hash = word_hash(name);
    let mut tokens = tokenized.tokens.iter();
    !name.contains(' ') && tokens.any(|t| t.shape == Shape::Lower && t.hash == hash)
}

/// `Anna Ruiz, Lund University`, a line of a list, or with the next person right behind it: where somebody works.
fn is_affiliation(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let before = tokenized.before(range.start);
    let article = before.filter(|at| matches!(tokenized.word(*at), "the" | "The"));
    let before = article.map_or(before, |at| tokenized.before(at));
    let comma = before.filter(|at| tokenized.word(*at) == ",");
    let Some(comma) = comma else {
        return false;
    };
    let line = tokenized.sentence_around(range.start);
    let name = comma.saturating_sub(2)..comma;
    let person =
        name.start >= line.start && name.clone().all(|at| tokenized.shape(at).is_capital());
    let next = range.end;
    let body = range.clone().any(|at| tokenized.is(at, BODY));
    let retired = matches!(tokenized.word(next), "(" | "–" | "at");
    let another = body
        && (tokenized.shape(next) == Shape::Title || retired)
        && !tokenized.is(next, TITLE | RANK);
    let ends = line.end == next && line.len() <= LINE;
    person && (ends || another && next < line.end)
}

/// `Ruiz-Lund`, where its last part stands: however it is spelled, it is the person's whole surname.
fn hyphenated(tokenized: &TokenizedText<'_>, at: usize) -> Option<Range<usize>> {
    let hyphen = tokenized.before(at)?;
    let first = tokenized.before(hyphen)?;
    let glued = tokenized.token(at)?.glued && tokenized.token(hyphen)?.glued;
    (glued && tokenized.word(hyphen) == "-" && tokenized.shape(first).is_capital())
        .then_some(first..at + 1)
}
