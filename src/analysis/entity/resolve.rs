//! Owns: `Cast`, the actors of one document: which pieces name the same one.
//! May import: `analysis::entity::{zone, piece, gazetteer, lexicon, likeness, member, spelling, vote,
//! token}`, `model`.
//! Promises: a piece belongs to at most one actor; two persons of one surname stay two when the document tells them
//! apart.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::entity::gazetteer::Sense;
use crate::analysis::entity::lexicon::{
    BODY, COMPANY, GIVEN, Lexicon, PARTICLE, PLAIN, RANK, TITLE,
};
use crate::analysis::entity::likeness::{close_tail, fits_initials, nickname, one_holds_other};
use crate::analysis::entity::member::Member;
use crate::analysis::entity::piece::{Label, Naming, Piece};
use crate::analysis::entity::spelling;
use crate::analysis::entity::token::{Shape, word_hash};
use crate::analysis::entity::vote::Votes;
use crate::analysis::entity::zone::Zone;
use crate::model::actor::Kind;

/// The actors of one document.
#[derive(Debug, Default)]
pub struct Cast {
    /// All of them, by first appearance.
    pub members: Vec<Member>,
    known: HashMap<u32, usize>,
    named: HashMap<String, usize>,
    /// Single words that stand for a member: acronyms defined in the text, surnames, one-word names.
    marks: HashMap<u64, usize>,
    /// One-word names that a recogniser found; they are looked for inside sentences only.
    lone: HashMap<u64, usize>,
    /// Acronyms that the document itself defines; they win over the lexicon.
    defined: HashMap<u64, usize>,
}

/// What the resolution reads.
struct Scene<'s, 't> {
    lexicon: &'s Lexicon,
    zone: &'s Zone<'t>,
    pieces: &'s [Piece],
    votes: Votes,
}

/// Resolves the pieces of the body, then those of the title.
pub fn cast(lexicon: &Lexicon, body: (&Zone<'_>, &[Piece]), title: (&Zone<'_>, &[Piece])) -> Cast {
    let mut cast = Cast::default();
    let scene = Scene {
        lexicon,
        zone: body.0,
        pieces: body.1,
        votes: Votes::of(body.0, body.1),
    };
    let headline = Scene {
        lexicon,
        zone: title.0,
        pieces: title.1,
        votes: Votes::default(),
    };
    let mut owners: Vec<Option<usize>> = vec![None; scene.pieces.len()];
    for (piece, owner) in scene.pieces.iter().zip(&mut owners) {
        *owner = cast.clear(&scene, piece);
    }
    let mut heads: Vec<Option<usize>> = headline
        .pieces
        .iter()
        .map(|piece| cast.clear_in_title(&headline, piece))
        .collect();
    cast.acronyms(&scene, &owners);
    cast.unclear(&scene, &mut owners);
    cast.unclear(&headline, &mut heads);
    for (piece, owner) in headline.pieces.iter().zip(&heads) {
        let owner = owner.or_else(|| cast.marked(headline.zone, &piece.range));
        if let Some(member) = owner.and_then(|o| cast.members.get_mut(o)) {
            member.titled = true;
        }
    }
    cast.sweep_title(&headline);
    cast.collect(&scene, &owners);
    cast
}

impl Cast {
    /// Pieces that tell by themselves whom they name.
    fn clear(&mut self, scene: &Scene<'_, '_>, piece: &Piece) -> Option<usize> {
        let zone = scene.zone;
        let naming = match piece.naming {
            Naming::Unknown(label) => {
                Naming::Unknown(scene.votes.decide(zone, &piece.range, label))
            }
            Naming::Known(..) | Naming::Handle => piece.naming,
        };
        match naming {
            Naming::Known(
                known,
                Sense::Name | Sense::Seat | Sense::Adjective | Sense::People | Sense::Handle,
            ) => self.of_known(scene.lexicon, known),
            Naming::Unknown(Label::Person) => {
                let name = person_words(zone, &piece.range);
                (name.len() > 1).then(|| self.full_person(scene, &name))?
            }
            Naming::Unknown(Label::Organization) if piece.range.len() > 1 => {
                self.body(scene, &piece.range)
            }
            Naming::Unknown(Label::Misc) if piece.range.len() > 1 => {
                self.thing(zone, &piece.range, Kind::Other)
            }
            Naming::Unknown(Label::Location) if piece.range.len() > 1 => {
                self.thing(zone, &piece.range, Kind::Place)
            }
            Naming::Known(..) | Naming::Unknown(_) | Naming::Handle => None,
        }
    }

    fn clear_in_title(&mut self, scene: &Scene<'_, '_>, piece: &Piece) -> Option<usize> {
        match piece.naming {
            Naming::Known(..) => self.clear(scene, piece),
            Naming::Unknown(_) if !scene.zone.loud => self.clear(scene, piece),
            Naming::Unknown(_) | Naming::Handle => None,
        }
    }

    fn of_known(&mut self, lexicon: &Lexicon, known: u32) -> Option<usize> {
        if let Some(&at) = self.known.get(&known) {
            return Some(at);
        }
        let actor = lexicon.actor(known)?;
        let at = self.enter(&actor.id.0, &actor.name, actor.kind);
        if let Some(member) = self.members.get_mut(at) {
            member.known = Some(known);
        }
        self.known.insert(known, at);
        Some(at)
    }

    fn enter(&mut self, id: &str, name: &str, kind: Kind) -> usize {
        if let Some(&at) = self.named.get(id) {
            return at;
        }
        let member = Member::new(id, name, kind);
        let at = self.members.len();
        self.members.push(member);
        self.named.insert(id.to_owned(), at);
        at
    }

    /// A person by two words or more of his name.
    fn full_person(&mut self, scene: &Scene<'_, '_>, name: &Range<usize>) -> Option<usize> {
        let words = scene.zone.words(name);
        let key = spelling::key(words);
        if let Some(&known) = scene.lexicon.persons.get(&key) {
            let same = scene.lexicon.actor(known).is_some_and(|k| {
                let (a, b) = (
                    spelling::run_together(&k.name),
                    spelling::run_together(words),
                );
                strsim::normalized_levenshtein(&a, &b) >= 0.55
            });
            if same {
                return self.of_known(scene.lexicon, known);
            }
        }
        let hashes: Vec<u64> = name
            .clone()
            .filter(|&at| scene.zone.shape(at) != Shape::Mark)
            .filter_map(|at| scene.zone.token(at).map(|t| t.hash))
            .collect();
        let twin = self.members.iter().position(|m| {
            m.kind == Kind::Person
                && m.words.len() > 1
                && (m.tails.last().is_some_and(|t| *t == key)
                    && spelling::same_name(&m.name, words)
                    || one_holds_other(&m.words, &hashes)
                    || nickname(&m.name, words))
        });
        if let Some(at) = twin {
            self.lengthen(at, words, hashes);
            return Some(at);
        }
        let slug = spelling::slug(words);
        (!slug.is_empty()).then(|| self.enter(&format!("person:{slug}"), words, Kind::Person))
    }

    /// A longer name of a person whom the lexicon does not know replaces the shorter.
    fn lengthen(&mut self, at: usize, words: &str, hashes: Vec<u64>) {
        let Some(member) = self.members.get_mut(at) else {
            return;
        };
        if member.known.is_none() && hashes.len() > member.words.len() {
            words.clone_into(&mut member.name);
            member.id = format!("person:{}", spelling::slug(words));
            member.words = hashes;
            self.named.insert(member.id.clone(), at);
        }
    }

    /// A body that the lexicon does not know by this name.
    fn body(&mut self, scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<usize> {
        let zone = scene.zone;
        let range = without_article(zone, range);
        if let Some((known, name)) = of_state(scene, &range) {
            return if let Some(known) = known {
                self.of_known(scene.lexicon, known)
            } else {
                let id = format!("org:{}", spelling::slug(&name));
                Some(self.enter(&id, &name, Kind::Organization))
            };
        }
        self.thing(zone, &range, Kind::Organization)
    }

    fn thing(&mut self, zone: &Zone<'_>, range: &Range<usize>, kind: Kind) -> Option<usize> {
        let range = without_article(zone, range);
        let name = zone.words(&range);
        let slug = spelling::slug(name);
        if slug.is_empty() {
            return None;
        }
        let at = self.namesake(&slug).unwrap_or_else(|| {
            self.enter(&format!("{}:{slug}", kind.prefix()), &one_line(name), kind)
        });
        // `Acme` after `Acme Corp.`
        if kind == Kind::Organization
            && range.len() > 1
            && zone.is(range.end - 1, COMPANY)
            && let Some(first) = zone.token(range.start)
        {
            self.marks.entry(first.hash).or_insert(at);
        }
        Some(at)
    }

    /// A name that the lexicon does not know is one actor, whatever kinds its mentions were taken for.
    fn namesake(&self, slug: &str) -> Option<usize> {
        Kind::ALL
            .into_iter()
            .filter(|kind| *kind != Kind::Country)
            .find_map(|kind| {
                self.named
                    .get(&format!("{}:{slug}", kind.prefix()))
                    .copied()
            })
            .filter(|at| self.members.get(*at).is_some_and(|m| m.known.is_none()))
    }

    /// A body of the document whose capitals are these: `NBS` after `National Bureau of Statistics`.
    fn by_initials(&self, acronym: &str) -> Option<usize> {
        let wanted: String = acronym.chars().filter(|c| c.is_alphabetic()).collect();
        if wanted.chars().count() < 2 {
            return None;
        }
        self.members.iter().position(|m| {
            m.kind == Kind::Organization
                && m.name.contains(' ')
                && m.name
                    .split([' ', '-'])
                    .filter_map(|word| word.chars().next())
                    .filter(|c| c.is_uppercase())
                    .eq(wanted.chars())
        })
    }

    /// `Full Name (FN)` and `FN (Full Name)`.
    fn acronyms(&mut self, scene: &Scene<'_, '_>, owners: &[Option<usize>]) {
        let zone = scene.zone;
        for (piece, owner) in scene.pieces.iter().zip(owners) {
            let Some(owner) = *owner else { continue };
            let range = &piece.range;
            if range.len() > 1 && zone.word(range.end) == "(" && zone.word(range.end + 2) == ")" {
                let short = range.end + 1;
                if zone.shape(short) == Shape::Upper && fits_initials(zone, range, zone.word(short))
                {
                    self.define(zone, short, owner);
                }
            }
            let opened = range.start >= 2
                && zone.word(range.start - 1) == "("
                && zone.word(range.end) == ")";
            if opened && range.len() > 1 {
                let short = range.start - 2;
                if zone.shape(short) == Shape::Upper && fits_initials(zone, range, zone.word(short))
                {
                    self.define(zone, short, owner);
                }
            }
        }
    }

    fn define(&mut self, zone: &Zone<'_>, at: usize, owner: usize) {
        if let Some(token) = zone.token(at) {
            self.defined.insert(token.hash, owner);
            self.marks.insert(token.hash, owner);
        }
    }

    /// Pieces that need the rest of the document: surnames, handles, short forms, one-word names.
    fn unclear(&mut self, scene: &Scene<'_, '_>, owners: &mut [Option<usize>]) {
        let zone = scene.zone;
        for (piece, owner) in scene.pieces.iter().zip(owners.iter_mut()) {
            let single = piece.range.len() == 1;
            let hash = zone.token(piece.range.start).map_or(0, |t| t.hash);
            if single && let Some(&at) = self.defined.get(&hash) {
                *owner = Some(at);
            }
            if owner.is_some() {
                continue;
            }
            *owner = match piece.naming {
                Naming::Known(known, Sense::Short) => {
                    if self.known.contains_key(&known) {
                        self.of_known(scene.lexicon, known)
                    } else {
                        self.by_surname(zone, &piece.range)
                            .or_else(|| self.of_known(scene.lexicon, known))
                    }
                }
                Naming::Known(known, Sense::Weak) => self
                    .by_surname(zone, &piece.range)
                    .or_else(|| self.weak(scene, piece, known)),
                Naming::Known(known, _) => self.known.get(&known).copied(),
                Naming::Handle => self.by_handle(zone.word(piece.range.start)),
                Naming::Unknown(label) => {
                    let label = scene.votes.decide(zone, &piece.range, label);
                    self.by_surname(zone, &piece.range)
                        .or_else(|| self.marked(zone, &piece.range))
                        .or_else(|| self.lone(scene, &piece.range, label))
                }
            };
        }
    }

    /// A surname that many bear: the known person where he is named in full too or has an office here, else a stranger.
    fn weak(&mut self, scene: &Scene<'_, '_>, piece: &Piece, known: u32) -> Option<usize> {
        if self.known.contains_key(&known) || scene.zone.titled(piece.range.start) {
            self.of_known(scene.lexicon, known)
        } else {
            self.lone(scene, &piece.range, Label::Person)
        }
    }

    /// A one-word name that nothing else in the document explains.
    fn lone(&mut self, scene: &Scene<'_, '_>, range: &Range<usize>, label: Label) -> Option<usize> {
        let zone = scene.zone;
        if zone.loud {
            return None;
        }
        let at = self.lone_of(scene, range, label)?;
        if range.len() == 1
            && let Some(token) = zone.token(range.start).filter(|t| t.span.len() > 3)
        {
            self.lone.entry(token.hash).or_insert(at);
        }
        Some(at)
    }

    fn lone_of(
        &mut self,
        scene: &Scene<'_, '_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        let zone = scene.zone;
        match label {
            Label::Person => {
                let name = person_words(zone, range);
                let words = zone.words(&name);
                let slug = spelling::slug(words);
                (slug.len() > 1).then(|| self.enter(&format!("person:{slug}"), words, Kind::Person))
            }
            Label::Organization => {
                let acronym = (zone.shape(range.start) == Shape::Upper && range.len() == 1)
                    .then(|| self.by_initials(zone.word(range.start)))
                    .flatten();
                acronym.or_else(|| self.body(scene, range))
            }
            Label::Location => self.thing(zone, range, Kind::Place),
            Label::Misc => None,
        }
    }

    /// A person of the document by the last part of his name, however it is spelled.
    fn by_surname(&self, zone: &Zone<'_>, range: &Range<usize>) -> Option<usize> {
        let name = person_words(zone, range);
        let words = zone.words(&name);
        let hash = word_hash(words);
        let exact = |m: &Member| m.words.last() == Some(&hash);
        let persons = || {
            self.members
                .iter()
                .enumerate()
                .filter(|(_, m)| m.kind == Kind::Person && m.words.len() > 1)
        };
        if let Some((at, _)) = persons().find(|(_, m)| exact(m)) {
            return Some(at);
        }
        if words.len() < 4 {
            return None;
        }
        let key = spelling::key(words);
        if key.len() >= 3
            && let Some((at, _)) =
                persons().find(|(_, m)| m.tails.contains(&key) && close_tail(&m.name, words))
        {
            return Some(at);
        }
        // A given name alone, where one person bears it: `Mahsa`.
        let mut bearers = persons().filter(|(_, m)| m.words.first() == Some(&hash));
        match (bearers.next(), bearers.next()) {
            (Some((at, _)), None) if zone.is(name.start, GIVEN) => Some(at),
            _ => None,
        }
    }

    fn marked(&self, zone: &Zone<'_>, range: &Range<usize>) -> Option<usize> {
        let token = zone.token(range.start)?;
        (range.len() == 1)
            .then(|| self.marks.get(&token.hash).copied())
            .flatten()
    }

    /// A handle that runs a person's name together, or ends with his surname in its own capitals.
    fn by_handle(&self, handle: &str) -> Option<usize> {
        let bare = handle.trim_start_matches('@').trim_end_matches('_');
        let folded = spelling::run_together(bare);
        self.members.iter().position(|m| {
            let name = spelling::run_together(&m.name);
            if name.len() < 4 {
                return false;
            }
            let surname = m.name.rsplit(' ').next().unwrap_or("");
            let capital_tail =
                m.kind == Kind::Person && surname.len() >= 4 && bare.ends_with(surname);
            name == folded || capital_tail
        })
    }

    /// In a title every word that the body has explained counts, whatever its capitals.
    fn sweep_title(&mut self, scene: &Scene<'_, '_>) {
        let surnames: HashMap<u64, usize> = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| m.kind == Kind::Person && m.words.len() > 1)
            .filter_map(|(at, m)| m.words.last().map(|w| (*w, at)))
            .collect();
        for (at, token) in scene.zone.tokens.iter().enumerate() {
            let covered = scene.pieces.iter().any(|p| p.range.contains(&at));
            if covered || !token.shape.is_capital() || scene.zone.is(at, PLAIN) {
                continue;
            }
            let found = self
                .marks
                .get(&token.hash)
                .or_else(|| surnames.get(&token.hash))
                .copied();
            if let Some(member) = found.and_then(|f| self.members.get_mut(f)) {
                member.titled = true;
            }
        }
    }

    /// Writes the mentions down, and sweeps the body for words that stand for a member but were no pieces.
    fn collect(&mut self, scene: &Scene<'_, '_>, owners: &[Option<usize>]) {
        let zone = scene.zone;
        for (piece, owner) in scene.pieces.iter().zip(owners) {
            if let Some(member) = owner.and_then(|o| self.members.get_mut(o)) {
                let range = match piece.naming {
                    Naming::Unknown(Label::Organization | Label::Location) => {
                        without_article(zone, &piece.range)
                    }
                    Naming::Known(known, _) => {
                        let own = scene
                            .lexicon
                            .actor(known)
                            .is_some_and(|k| k.name.starts_with("The "));
                        if own && zone.shape(piece.range.start).is_capital() {
                            piece.range.clone()
                        } else {
                            without_article(zone, &piece.range)
                        }
                    }
                    Naming::Unknown(_) | Naming::Handle => piece.range.clone(),
                };
                member.mentions.push(zone.span(&range));
                let faint = matches!(
                    piece.naming,
                    Naming::Known(_, Sense::Adjective | Sense::People)
                );
                member.faint += u32::from(faint);
            }
        }
        self.sweep_body(scene);
        for member in &mut self.members {
            member.mentions.sort_unstable();
            member.mentions.dedup();
        }
        self.members.retain(|m| m.titled || !m.mentions.is_empty());
    }

    fn sweep_body(&mut self, scene: &Scene<'_, '_>) {
        let mut marks = self.marks.clone();
        for (at, member) in self.members.iter().enumerate() {
            if member.kind == Kind::Person
                && member.words.len() > 1
                && let Some(last) = member.words.last()
            {
                marks.entry(*last).or_insert(at);
            }
        }
        let mut next = 0;
        for (at, token) in scene.zone.tokens.iter().enumerate() {
            while scene.pieces.get(next).is_some_and(|p| p.range.end <= at) {
                next += 1;
            }
            let covered = scene
                .pieces
                .get(next)
                .is_some_and(|p| p.range.contains(&at));
            if covered || !token.shape.is_capital() || scene.zone.is(at, PLAIN) {
                continue;
            }
            let inside_name = at > 0
                && scene.zone.shape(at - 1).is_capital()
                && scene
                    .zone
                    .before(at)
                    .is_some_and(|b| !scene.zone.is(b, TITLE | PLAIN));
            if inside_name || scene.zone.shape(at + 1).is_capital() {
                continue;
            }
            if let Some(member) = marks
                .get(&token.hash)
                .and_then(|m| self.members.get_mut(*m))
            {
                member.mentions.push(token.span);
            }
        }
    }
}

/// `the Foreign Ministry` without its article.
fn without_article(zone: &Zone<'_>, range: &Range<usize>) -> Range<usize> {
    if range.len() > 1 && zone.word(range.start).eq_ignore_ascii_case("the") {
        range.start + 1..range.end
    } else {
        range.clone()
    }
}

/// The words of a person's name, without offices before it.
fn person_words(zone: &Zone<'_>, range: &Range<usize>) -> Range<usize> {
    zone.without_title(range)
}

fn one_line(name: &str) -> String {
    if name.contains(char::is_whitespace) {
        name.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        name.to_owned()
    }
}

/// A ministry or the like that is named only by its office: whose it is stands before it (`Iran’s Foreign Ministry`).
fn of_state(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<(Option<u32>, String)> {
    let zone = scene.zone;
    let generic = range.clone().all(|at| {
        zone.is(at, BODY | RANK | TITLE) || zone.is(at, PARTICLE) || zone.word(at) == "of"
    });
    if !generic {
        return None;
    }
    let mut at = zone.before(range.start)?;
    if zone.shape(at) == Shape::Possessive {
        at = zone.before(at)?;
    }
    let owner = scene.pieces.iter().rev().find(|p| p.range.end == at + 1)?;
    let Naming::Known(known, _) = owner.naming else {
        return None;
    };
    let country = scene.lexicon.actor(known)?;
    let adjective = country.adjective.as_deref()?;
    let name = format!("{adjective} {}", one_line(zone.words(range)));
    Some((scene.lexicon.find(&name), name))
}
