//! Owns: `resolve`, which mentions of a document name the same actor.
//! Promises: a mention belongs to at most one actor; two persons of one surname stay two when the document tells them
//! apart.

use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::cluster::Clusters;
use crate::entity::document_actor::DocumentActor;
use crate::entity::document_actors::{Context, DocumentActors, one_line, without_article};
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{
    ABBREVIATION, BODY, COMMON, COMPANY, GIVEN, Lexicon, PARTICLE, PLAIN, RANK, SITE, TITLE, WORK,
};
use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::slug;
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use crate::entity::told;
use crate::entity::vote::Votes;
use crate::entity::written;
use nutgraf_read::model::actor::Kind;

/// What companies are called by behind their own word, which then stands alone: `Lund Research`.
const LINES: [&str; 28] = words(
    "Research Ventures Capital Partners Labs Group Holdings Technologies Studios Games Entertainment Media Systems Therapeutics \
     Robotics Motors Airlines Airways Energy Pharmaceuticals Industries Interactive Analytics Software Hospitality Foods Brands Logistics",
);

/// Resolves the mentions of the body, then those of the title.
pub fn resolve(
    (lexicon, clusters): (&Lexicon, Option<&Clusters>),
    body: (&TokenizedText<'_>, &[NameMention]),
    title: (&TokenizedText<'_>, &[NameMention]),
) -> DocumentActors {
    let mut actors = DocumentActors::default();
    let context = Context {
        lexicon,
        tokenized: body.0,
        mentions: body.1,
        votes: Votes::of((lexicon, clusters), body.0, body.1),
    };
    let headline = Context {
        lexicon,
        tokenized: title.0,
        mentions: title.1,
        votes: Votes::default(),
    };
    let mut owners: Vec<Option<usize>> = vec![None; context.mentions.len()];
    for (mention, owner) in context.mentions.iter().zip(&mut owners) {
        *owner = actors.clear(&context, mention);
    }
    let mut heads: Vec<Option<usize>> = headline
        .mentions
        .iter()
        .map(|mention| actors.clear_in_title(&headline, mention))
        .collect();
    actors.acronyms(&context, &owners);
    actors.called(&context, &mut owners);
    actors.unclear(&context, &mut owners);
    actors.unclear(&headline, &mut heads);
    for (mention, owner) in headline.mentions.iter().zip(&heads) {
        let owner = owner.or_else(|| actors.by_single_word(headline.tokenized, &mention.range));
        if let Some(member) = owner.and_then(|o| actors.members.get_mut(o)) {
            member.titled = true;
        }
    }
    actors.collect_title(&headline);
    actors.collect_mentions(&context, &owners);
    actors.find_in_title(&context, &headline);
    actors
}

impl DocumentActors {
    /// A body that the lexicon does not know by this name.
    fn body(&mut self, context: &Context<'_, '_>, range: &Range<usize>) -> Option<usize> {
        let tokenized = context.tokenized;
        let range = without_article(tokenized, range);
        if let Some((known, name)) = of_state(context, &range) {
            return if let Some(known) = known {
                self.of_known(context.lexicon, known)
            } else {
                let id = format!("org:{}", slug::slug(&name));
                Some(self.enter(&id, &name, Kind::Organization))
            };
        }
        self.thing(tokenized, &range, Kind::Organization)
    }

    /// Mentions that tell by themselves which actor they name.
    fn clear(&mut self, context: &Context<'_, '_>, mention: &NameMention) -> Option<usize> {
        let tokenized = context.tokenized;
        let words = without_article(tokenized, &mention.range).len();
        if words > 1 && heads_work(context, mention) {
            return None;
        }
        let naming = match mention.naming {
            told @ Naming::Unknown(_) if mention.told => told,
            Naming::Unknown(label)
                if label != Label::Person && context.votes.is_common(tokenized, &mention.range) =>
            {
                return None;
            }
            Naming::Unknown(label) => {
                let decided = context.votes.decide(tokenized, &mention.range, label);
                let person = decided == Label::Organization
                    && context.votes.is_surname(tokenized, &mention.range);
                Naming::Unknown(if person { Label::Person } else { decided })
            }
            Naming::Known(..) | Naming::Handle => mention.naming,
        };
        match naming {
            Naming::Known(
                known,
                Sense::Name | Sense::Seat | Sense::Adjective | Sense::People | Sense::Handle,
            ) => self.of_known(context.lexicon, known),
            Naming::Unknown(Label::Person) => {
                let name = tokenized.without_title(&mention.range);
                // A headline has no votes of its own.
                let slug = slug::slug(tokenized.words(&name));
                let thing = self.namesake(&slug).filter(|_| name.len() > 1);
                if let Some(at) = thing {
                    return Some(at);
                }
                let at = (name.len() > 1).then(|| self.full_person(context, &name))??;
                self.nickname(tokenized, &name, at);
                Some(at)
            }
            Naming::Unknown(Label::Organization) if words > 1 => self.body(context, &mention.range),
            Naming::Unknown(Label::Misc) if words > 1 || mention.told => {
                let at = self.thing(tokenized, &mention.range, Kind::Other)?;
                // `Ida` after `Storm Ida`, whoever else is called so.
                if mention.told
                    && told::is_storm(tokenized, &mention.range)
                    && let Some(name) = tokenized.token(mention.range.end - 1)
                {
                    self.defined.entry(name.hash).or_insert(at);
                }
                Some(at)
            }
            Naming::Unknown(Label::Location) if words > 1 => {
                self.thing(tokenized, &mention.range, Kind::Place)
            }
            Naming::Known(..) | Naming::Unknown(_) | Naming::Handle => None,
        }
    }

    /// `Storm`, and `Nils` alone, after `Nils “Storm” Bay`.
    fn nickname(&mut self, tokenized: &TokenizedText<'_>, name: &Range<usize>, at: usize) {
        let Some(called) = written::nickname(tokenized, name) else {
            return;
        };
        if let (1, Some(token)) = (called.len(), tokenized.token(called.start)) {
            self.defined.entry(token.hash).or_insert(at);
            self.single_words.entry(token.hash).or_insert(at);
        }
        if let Some(token) = tokenized.token(name.start) {
            self.single_words.entry(token.hash).or_insert(at);
        }
    }

    fn clear_in_title(
        &mut self,
        context: &Context<'_, '_>,
        mention: &NameMention,
    ) -> Option<usize> {
        match mention.naming {
            Naming::Known(..) => self.clear(context, mention),
            Naming::Unknown(_) if !context.tokenized.uninformative_case => {
                self.clear(context, mention)
            }
            Naming::Unknown(_) | Naming::Handle => None,
        }
    }

    /// Mentions that need the rest of the document: surnames, handles, short forms, one-word names.
    fn unclear(&mut self, context: &Context<'_, '_>, owners: &mut [Option<usize>]) {
        let tokenized = context.tokenized;
        for (mention, owner) in context.mentions.iter().zip(owners.iter_mut()) {
            let single = mention.range.len() == 1;
            let hash = tokenized.token(mention.range.start).map_or(0, |t| t.hash);
            if single && let Some(&at) = self.defined.get(&hash) {
                *owner = Some(at);
            }
            if owner.is_some() {
                continue;
            }
            *owner = match mention.naming {
                Naming::Known(known, Sense::Short) => {
                    if self.known.contains_key(&known) {
                        self.of_known(context.lexicon, known)
                    } else {
                        self.by_surname(tokenized, &mention.range)
                            .or_else(|| self.of_known(context.lexicon, known))
                    }
                }
                Naming::Known(known, Sense::Weak) => self
                    .by_surname(tokenized, &mention.range)
                    .or_else(|| self.weak(context, mention, known)),
                Naming::Known(known, Sense::Described) => {
                    let there = self.known.get(&known).copied();
                    there.or_else(|| {
                        if self.no_person(context, known, mention) {
                            self.of_known(context.lexicon, known)
                        } else {
                            self.another(context, mention)
                        }
                    })
                }
                Naming::Known(known, _) => self.known.get(&known).copied(),
                Naming::Handle => self.by_handle(tokenized.word(mention.range.start)),
                Naming::Unknown(label)
                    if label != Label::Person
                        && context.votes.is_common(tokenized, &mention.range) =>
                {
                    None
                }
                Naming::Unknown(label) => {
                    let label = context.votes.decide(tokenized, &mention.range, label);
                    self.by_surname(tokenized, &mention.range)
                        .or_else(|| self.by_single_word(tokenized, &mention.range))
                        .or_else(|| self.by_first_name(tokenized, &mention.range, label))
                        .or_else(|| self.lone(context, &mention.range, label))
                }
            };
        }
    }

    /// A given name that is a product's, too, of a text where nobody bears it with a surname: persons are introduced.
    fn no_person(&self, context: &Context<'_, '_>, known: u32, mention: &NameMention) -> bool {
        let thing = context
            .lexicon
            .actor(known)
            .is_some_and(|actor| actor.kind == Kind::Other);
        let at = mention.range.start;
        let hash = context.tokenized.token(at).map(|token| token.hash);
        let borne = |m: &DocumentActor| m.kind == Kind::Person && m.words.first() == hash.as_ref();
        thing
            && mention.label == Some(Label::Person)
            && mention.range.len() == 1
            && !context.tokenized.titled(at)
            && !self.members.iter().any(borne)
    }

    /// `PA` of a text that never names the Palestinian Authority, `Lincoln` of one about Ann Lincoln: somebody else of this text,
    /// or one of its own.
    fn another(&mut self, context: &Context<'_, '_>, mention: &NameMention) -> Option<usize> {
        let tokenized = context.tokenized;
        let at = mention.range.start;
        let one = mention.range.len() == 1 && tokenized.shape(at).is_capital();
        let label = mention.label.filter(|_| one)?;
        if tokenized.is(at, ABBREVIATION) {
            return None;
        }
        self.by_surname(tokenized, &mention.range)
            .or_else(|| self.by_single_word(tokenized, &mention.range))
            .or_else(|| self.lone(context, &mention.range, label))
    }

    /// A surname that many bear: the known person where it is named in full too or has an office here, else a stranger.
    fn weak(
        &mut self,
        context: &Context<'_, '_>,
        mention: &NameMention,
        known: u32,
    ) -> Option<usize> {
        if self.known.contains_key(&known) || context.tokenized.titled(mention.range.start) {
            self.of_known(context.lexicon, known)
        } else {
            self.lone(context, &mention.range, Label::Person)
        }
    }

    /// A one-word name that nothing else in the document explains.
    fn lone(
        &mut self,
        context: &Context<'_, '_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        let tokenized = context.tokenized;
        if tokenized.uninformative_case {
            return None;
        }
        let longer = self
            .by_head(tokenized, range, label)
            .or_else(|| self.by_tail(tokenized, range, label));
        if let Some(at) = longer {
            return Some(at);
        }
        let at = self.lone_of(context, range, label)?;
        if range.len() == 1
            && let Some(token) = tokenized.token(range.start).filter(|t| t.span.len() > 3)
        {
            self.lone.entry(token.hash).or_insert(at);
        }
        Some(at)
    }

    /// `Lund` after `Lund: The Return` or `Lund Research`, `Worlds` after `Worlds 2031`: what a text calls by its first word.
    fn by_head(
        &self,
        tokenized: &TokenizedText<'_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        if range.len() > 1 {
            let name = tokenized.words(range);
            let whole = |m: &DocumentActor| {
                let rest = m.name.strip_prefix(name);
                rest.is_some_and(|rest| match m.kind {
                    Kind::Other => rest.starts_with(':'),
                    Kind::Organization => rest
                        .strip_prefix(' ')
                        .is_some_and(|line| !line.contains(' ')),
                    Kind::Person | Kind::Country | Kind::Place => false,
                })
            };
            return self.members.iter().position(whole);
        }
        let word = tokenized.word(range.start);
        let own = !tokenized.is(range.start, GIVEN | BODY | SITE | TITLE | RANK | COMMON);
        let body = label != Label::Location && own && word.len() > 3;
        self.members.iter().position(|member| {
            let rest = member.name.strip_prefix(word);
            let number = |rest: &str| rest.trim().bytes().all(|b| b.is_ascii_digit());
            rest.is_some_and(|rest| match member.kind {
                Kind::Other => {
                    rest.starts_with(": ")
                        || rest.starts_with(' ') && (number(rest) || body && member.known.is_some())
                }
                Kind::Organization => {
                    let line = rest.strip_prefix(' ');
                    body && line.is_some_and(|line| {
                        let surname = !line.contains(' ') && member.known.is_some();
                        LINES.contains(&line) || surname
                    })
                }
                Kind::Person | Kind::Country | Kind::Place => false,
            })
        })
    }

    /// `Lantern` after `Light the Lantern`, `Fen` after `Lower Fen`: the last word of the one thing or place that ends so.
    fn by_tail(
        &self,
        tokenized: &TokenizedText<'_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        let classes = GIVEN | BODY | SITE | TITLE | RANK | COMMON | WORK | COMPANY | PLAIN;
        let own = range.len() == 1 && !tokenized.is(range.start, classes);
        let word = Some(tokenized.word(range.start)).filter(|word| own && word.len() > 3)?;
        let ends = |member: &DocumentActor| {
            let thing = matches!(member.kind, Kind::Other | Kind::Place);
            let rest = member.name.strip_suffix(word);
            thing && rest.is_some_and(|rest| rest.ends_with(' '))
        };
        let mut all = self.members.iter().enumerate().filter(|(_, m)| ends(m));
        let first = all.next().filter(|_| label != Label::Person)?;
        // The text has it whole before it has it alone.
        let hash = tokenized.token(range.start)?.hash;
        let introduced = tokenized
            .tokens
            .iter()
            .position(|token| token.hash == hash)?;
        let before = introduced
            .checked_sub(1)
            .map_or("", |at| tokenized.word(at));
        let joins = before == "the" || before.starts_with(char::is_uppercase);
        let whole = joins && first.1.name.rsplit(' ').nth(1) == Some(before);
        (whole && all.next().is_none()).then_some(first.0)
    }

    fn lone_of(
        &mut self,
        context: &Context<'_, '_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        let tokenized = context.tokenized;
        match label {
            Label::Person => {
                let name = tokenized.without_title(range);
                let words = tokenized.words(&name);
                let slug = slug::slug(words);
                (slug.len() > 1).then(|| self.enter(&format!("person:{slug}"), words, Kind::Person))
            }
            // `the Bank` after `Bank of England`; alone it is no actor.
            Label::Organization
                if range.len() == 1
                    && tokenized.is(range.start, BODY)
                    && tokenized.shape(range.start) == Shape::Title =>
            {
                let word = tokenized.word(range.start);
                self.members.iter().position(|m| {
                    m.kind == Kind::Organization && m.name.split(' ').any(|part| part == word)
                })
            }
            Label::Organization => {
                let acronym = (tokenized.shape(range.start) == Shape::Upper && range.len() == 1)
                    .then(|| self.by_initials(tokenized.word(range.start)))
                    .flatten();
                acronym.or_else(|| self.body(context, range))
            }
            // `the Strait` after `Strait of Hormuz`.
            Label::Location
                if range.len() == 1
                    && tokenized.is(range.start, SITE)
                    && tokenized.shape(range.start) == Shape::Title =>
            {
                let word = tokenized.word(range.start);
                self.members.iter().position(|m| {
                    m.kind == Kind::Place && m.name.split(' ').any(|part| part == word)
                })
            }
            Label::Location => self.thing(tokenized, range, Kind::Place),
            Label::Misc => self.thing(tokenized, range, Kind::Other),
        }
    }
}

/// Whether a name is what the text calls a work by before its colon, `Lund Tides` of `Lund Tides: The Return`, or a body without its
/// last word: `First Lund` of `First Lund Bancorp`.
fn heads_work(context: &Context<'_, '_>, mention: &NameMention) -> bool {
    let tokenized = context.tokenized;
    let range = &mention.range;
    let hash = |at: usize| tokenized.token(at).map(|token| token.hash);
    let longer = |other: &NameMention| {
        let more = other.range.len().saturating_sub(range.len());
        let goes_on = match other.naming {
            Naming::Unknown(Label::Organization) => {
                more == 1 && tokenized.is(other.range.end - 1, COMPANY | BODY)
            }
            Naming::Unknown(Label::Misc) => {
                more > 1 && tokenized.word(other.range.start + range.len()) == ":"
            }
            Naming::Unknown(Label::Person | Label::Location)
            | Naming::Known(..)
            | Naming::Handle => false,
        };
        goes_on
            && range
                .clone()
                .zip(other.range.clone())
                .all(|(a, b)| hash(a) == hash(b))
    };
    matches!(mention.naming, Naming::Unknown(_)) && context.mentions.iter().any(longer)
}

/// A ministry or the like that is named only by its office: whose it is stands before it (`Iran’s Foreign Ministry`).
fn of_state(context: &Context<'_, '_>, range: &Range<usize>) -> Option<(Option<u32>, String)> {
    let tokenized = context.tokenized;
    let generic = range.clone().all(|at| {
        tokenized.is(at, BODY | RANK | TITLE)
            || tokenized.is(at, PARTICLE)
            || tokenized.word(at) == "of"
    });
    if !generic {
        return None;
    }
    let mut at = tokenized.before(range.start)?;
    if tokenized.shape(at) == Shape::Possessive {
        at = tokenized.before(at)?;
    }
    let owner = context
        .mentions
        .iter()
        .rev()
        .find(|p| p.range.end == at + 1)?;
    let Naming::Known(known, _) = owner.naming else {
        return None;
    };
    let country = context.lexicon.actor(known)?;
    let adjective = country.adjective.as_deref()?;
    let name = format!("{adjective} {}", one_line(tokenized.words(range)));
    Some((context.lexicon.find(&name), name))
}
