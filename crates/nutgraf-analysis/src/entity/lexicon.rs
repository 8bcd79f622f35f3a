//! Owns: `Lexicon`, the dictionaries of actors and of cue words, compiled.
//! Promises: a line that cannot be understood is left out; `complaints` says which.

use std::collections::HashMap;
use std::sync::Arc;

use crate::entity::beside;
use crate::entity::gazetteer::{Builder, Gazetteer, Sense, Table};
use crate::entity::slug;
use crate::entity::token::{tokens, word_hash};
use crate::hashed::Hashed;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::{hash, name_key as sound};

/// An actor that the dictionaries know.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its identity.
    pub id: ActorId,
    /// Its canonical name.
    pub name: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// For a capital: the country that it stands for, by place in the lexicon.
    pub state: Option<u32>,
    /// For a place that has a namesake: the country it lies in, by place in the lexicon.
    pub within: Option<u32>,
    /// Whether it is a newspaper, agency or broadcaster, which articles cite more than they are about.
    pub media: bool,
    /// Whether it mostly stands for those who work there: `Wall Street`.
    pub scene: bool,
    /// For a country: its adjective, `Iranian`.
    pub adjective: Option<Arc<str>>,
    /// Its number in Wikidata (794 for Q794), where the dictionaries are certain of it.
    pub wikidata: Option<u32>,
    /// For a team: the number of its league, one for teams that meet each other.
    pub league: Option<u32>,
}

/// How most texts speak of the bearers of a given name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpokenOf {
    /// As he.
    He,
    /// As she.
    She,
    /// It does not tell.
    #[default]
    Either,
}

impl SpokenOf {
    /// By its name in `given.txt`.
    fn parse(name: &str) -> Option<Self> {
        match name {
            "he" => Some(Self::He),
            "she" => Some(Self::She),
            "either" => Some(Self::Either),
            _ => None,
        }
    }
}

/// A set of word classes.
pub type Cues = u32;

/// A given name.
pub const GIVEN: Cues = 1;
/// The last word of an office: `minister`, `spokesman`, `Mr.`
pub const TITLE: Cues = 1 << 1;
/// A word that stands before such a word: `prime`, `deputy`, `foreign`.
pub const RANK: Cues = 1 << 2;
/// The head of a body's name: `Ministry`, `Agency`, `University`.
pub const BODY: Cues = 1 << 3;
/// The end of a company's name: `Inc.`, `Ltd`.
pub const COMPANY: Cues = 1 << 4;
/// The head of a place's name: `River`, `Province`.
pub const SITE: Cues = 1 << 5;
/// A noun of state: an adjective of nation before it means the state (`Iranian officials`).
pub const STATE: Cues = 1 << 6;
/// A verb of saying or doing that only persons and bodies are subjects of.
pub const ACTS: Cues = 1 << 7;
/// Never a name on its own: days, months, religions.
pub const COMMON: Cues = 1 << 8;
/// A small word inside names: `bin`, `al`, `van`, `de`.
pub const PARTICLE: Cues = 1 << 9;
/// The head of an agreement, law or event: `Treaty`, `Act`, `Summit`.
pub const WORK: Cues = 1 << 10;
/// A preposition of place.
pub const WHERE: Cues = 1 << 11;
/// A surname.
pub const SURNAME: Cues = 1 << 12;
/// A word written small in running text, whatever its case here: function words and the like.
pub const PLAIN: Cues = 1 << 13;

/// A word of sport: where it stands, a town is often its team.
pub const SPORT: Cues = 1 << 14;

/// Written in capitals, and yet nobody's name: `AI`, `CEO`.
pub const ABBREVIATION: Cues = 1 << 15;

/// The classes by their names in `cues.txt`.
const CLASSES: [(&str, Cues); 15] = [
    ("title", TITLE),
    ("rank", RANK),
    ("body", BODY),
    ("company", COMPANY),
    ("site", SITE),
    ("state", STATE),
    ("acts", ACTS),
    ("common", COMMON),
    ("particle", PARTICLE),
    ("work", WORK),
    ("where", WHERE),
    ("surname", SURNAME),
    ("plain", PLAIN),
    ("sport", SPORT),
    ("abbreviation", ABBREVIATION),
];

/// The plain lists of names, and what their names are.
const LISTS: [(&str, Kind); 5] = [
    ("teams", Kind::Organization),
    ("firms", Kind::Organization),
    ("bodies", Kind::Organization),
    ("works", Kind::Other),
    ("towns", Kind::Place),
];

/// The dictionaries, compiled.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// All actors.
    pub known: Vec<Known>,
    /// All their names.
    pub names: Gazetteer,
    /// Persons by the key of their full names.
    pub persons: HashMap<String, u32>,
    /// Persons by their names run together, as handles are: `annaruiz`.
    pub handles: HashMap<String, u32>,
    /// The teams that are called after a place, by the place.
    pub home: HashMap<u32, Vec<u32>>,
    /// The number of a league, by the actor that it is.
    pub leagues: HashMap<u32, u32>,
    cues: Table,
    /// Words that tell what the name beside them is.
    beside: Table,
    /// Given names by their hash, but for those that do not tell.
    given: Hashed<SpokenOf>,
    /// Lines that could not be understood.
    pub complaints: Vec<String>,
}

impl Lexicon {
    /// Compiles the dictionaries `countries organizations people places things cues given wikidata`, and the plain lists of names
    /// `teams firms bodies works towns`.
    pub fn new(files: &LexiconFiles) -> Self {
        let mut maker = Maker::default();
        maker.countries(files);
        maker.places(files);
        maker.named(files, "organizations", Kind::Organization);
        maker.named(files, "things", Kind::Other);
        maker.people(files);
        for (file, kind) in LISTS {
            maker.list(files, file, kind);
        }
        maker.words(files);
        maker.wikidata(files);
        let home = maker.home();
        let beside = beside::read(files, &mut maker.complaints);
        Self {
            beside,
            home,
            leagues: maker.leagues,
            known: maker.known,
            names: maker.builder.build(),
            persons: maker.persons,
            handles: maker.handles,
            cues: Table::new(&maker.cues),
            given: maker.given,
            complaints: maker.complaints,
        }
    }

    /// The classes of a word, by its hash.
    #[inline]
    pub fn cues(&self, hash: u64) -> Cues {
        self.cues.get(hash).unwrap_or(0)
    }

    /// What a word beside a name tells of it (classes of `beside`), by its hash.
    #[inline]
    pub fn beside(&self, hash: u64) -> u32 {
        self.beside.get(hash).unwrap_or(0)
    }

    /// How most texts speak of the bearers of a given name.
    pub fn spoken_of(&self, given: &str) -> SpokenOf {
        self.given
            .get(&word_hash(given))
            .copied()
            .unwrap_or_default()
    }

    /// The actor that a whole name means.
    pub fn find(&self, name: &str) -> Option<u32> {
        let mut mentions = Vec::new();
        tokens(name, Span::new(0, name.len()), &mut mentions);
        self.names
            .longest(name, &mentions, 0)
            .filter(|hit| hit.length == mentions.len())
            .and_then(|hit| hit.readings.first())
            .map(|reading| reading.known)
    }

    /// The actor that a whole name means, whatever its case.
    pub fn find_any(&self, name: &str) -> Option<u32> {
        let mut mentions = Vec::new();
        tokens(name, Span::new(0, name.len()), &mut mentions);
        self.names
            .whole(name, &mentions)
            .first()
            .map(|reading| reading.known)
    }

    /// An actor by its place.
    pub fn actor(&self, known: u32) -> Option<&Known> {
        self.known.get(known as usize)
    }
}

#[derive(Default)]
struct Maker {
    known: Vec<Known>,
    builder: Builder,
    /// Actors by the hashes of their ids.
    by_id: Hashed<u32>,
    /// Bodies, things and places by kind and name.
    by_name: Hashed<u32>,
    persons: HashMap<String, u32>,
    handles: HashMap<String, u32>,
    cues: Hashed<u32>,
    given: Hashed<SpokenOf>,
    /// Leagues by the actors that they are, and how many there are.
    leagues: HashMap<u32, u32>,
    league: u32,
    complaints: Vec<String>,
}

/// The parts of a field that are separated by semicolons.
fn parts(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|p| !p.is_empty())
}

/// The fields of a line; missing ones are empty.
fn fields(line: &str) -> [&str; 5] {
    let mut all = line.split('|').map(str::trim);
    std::array::from_fn(|_| all.next().unwrap_or(""))
}

/// An id as one number.
fn id_key(id: &str) -> u64 {
    hash::fnv(id.as_bytes())
}

/// A name among those of its kind, as one number.
fn named_key(kind: Kind, name: &str) -> u64 {
    word_hash(name) ^ word_hash(kind.prefix()).rotate_left(29)
}

impl Maker {
    fn enter(&mut self, id: String, name: &str, kind: Kind) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let known = *self.by_id.entry(id_key(&id)).or_insert(next);
        if known != next {
            return known;
        }
        let id = ActorId(Arc::from(id));
        self.known.push(Known {
            id,
            name: Arc::from(name),
            kind,
            state: None,
            within: None,
            media: false,
            scene: false,
            adjective: None,
            wikidata: None,
            league: None,
        });
        known
    }

    fn complain(&mut self, file: &str, line: usize, what: &str) {
        self.complaints
            .push(format!("{file}.txt line {line}: {what}"));
    }

    /// `IR | Iran | other names | adjectives and +peoples | capitals and !seats`
    fn countries(&mut self, files: &LexiconFiles) {
        for (number, line) in files.lines("countries") {
            let [code, name, others, demonyms, seats] = fields(line);
            if code.is_empty() || name.is_empty() {
                self.complain("countries", number, "a code and a name are wanted");
                continue;
            }
            let country = self.enter(format!("country:{code}"), name, Kind::Country);
            self.builder.add(name, country, Sense::Name);
            self.aliases(others, country);
            if let Some(entry) = self.known.get_mut(country as usize) {
                entry.adjective = parts(demonyms)
                    .find(|word| !word.starts_with('+'))
                    .map(Arc::from);
            }
            for word in parts(demonyms) {
                if let Some(people) = word.strip_prefix('+') {
                    self.builder.add(people, country, Sense::People);
                } else {
                    self.builder.add(word, country, Sense::Adjective);
                    if word.ends_with(['n', 'i']) {
                        self.builder
                            .add(&format!("{word}s"), country, Sense::People);
                    }
                }
            }
            for seat in parts(seats) {
                if let Some(always) = seat.strip_prefix('!') {
                    self.builder.add(always, country, Sense::Name);
                    continue;
                }
                let place = self.enter(format!("place:{}", slug::slug(seat)), seat, Kind::Place);
                if let Some(known) = self.known.get_mut(place as usize) {
                    known.state = Some(country);
                }
                self.builder.add(seat, place, Sense::Seat);
            }
        }
    }

    fn aliases(&mut self, field: &str, known: u32) {
        for alias in parts(field) {
            if let Some(described) = alias.strip_prefix('~') {
                self.builder.add(described, known, Sense::Described);
            } else if let Some(handle) = alias.strip_prefix('@') {
                self.handles.insert(handle.to_lowercase(), known);
            } else if let Some(weak) = alias.strip_prefix('?') {
                self.builder.add(weak, known, Sense::Weak);
            } else if let Some(members) = alias.strip_prefix('+') {
                self.builder.add(members, known, Sense::People);
            } else if let Some(word) = alias.strip_prefix('%') {
                self.builder.add(word, known, Sense::Adjective);
            } else {
                self.builder.add(alias, known, Sense::Name);
                self.note(alias, known);
            }
        }
    }

    /// Remembers whom a name means, for the plain lists.
    fn note(&mut self, name: &str, known: u32) {
        if let Some(kind) = self.known.get(known as usize).map(|k| k.kind) {
            self.by_name.entry(named_key(kind, name)).or_insert(known);
        }
    }

    /// `Vienna | other names`
    fn places(&mut self, files: &LexiconFiles) {
        for (_, line) in files.lines("places") {
            let [name, others, country, ..] = fields(line);
            let place = self.enter(format!("place:{}", slug::slug(name)), name, Kind::Place);
            self.note(name, place);
            let within = id_key(&format!("country:{country}"));
            let within = self.by_id.get(&within).copied();
            if let Some(entry) = self.known.get_mut(place as usize) {
                entry.within = within;
                entry.scene = country == "scene";
            }
            let seat = self
                .known
                .get(place as usize)
                .is_some_and(|k| k.state.is_some());
            if seat {
                for alias in parts(others) {
                    self.builder.add(alias, place, Sense::Seat);
                }
            } else {
                self.builder.add(name, place, Sense::Name);
                self.aliases(others, place);
            }
        }
    }

    /// `iaea | International Atomic Energy Agency | IAEA; ~the agency | marks`
    fn named(&mut self, files: &LexiconFiles, file: &str, kind: Kind) {
        for (number, line) in files.lines(file) {
            let [slug, name, others, marks, _] = fields(line);
            if slug.is_empty() || name.is_empty() {
                self.complain(file, number, "an id and a name are wanted");
                continue;
            }
            let known = self.enter(format!("{}:{slug}", kind.prefix()), name, kind);
            self.builder.add(name, known, Sense::Name);
            self.note(name, known);
            self.aliases(others, known);
            if let Some(entry) = self.known.get_mut(known as usize) {
                entry.media = marks.split_whitespace().any(|m| m == "media");
            }
        }
    }

    /// `Nile; Rhine = Rhein; ?Target = Target Corp`: many entries a line, the names of each between `=`. A name that another row has
    /// too means what that row means. A line `> National Hockey League; NHL` says in which league the teams of the lines below play.
    fn list(&mut self, files: &LexiconFiles, file: &str, kind: Kind) {
        let mut names: Vec<(&str, bool, u64)> = Vec::new();
        let mut league = None;
        for (_, line) in files.lines(file) {
            if let Some(called) = line.strip_prefix('>') {
                self.league += 1;
                league = Some(self.league).filter(|_| !called.trim().is_empty());
                for name in parts(called) {
                    if let Some(known) = self.by_name.get(&named_key(kind, name)) {
                        self.leagues.insert(*known, self.league);
                    }
                }
                continue;
            }
            for entry in parts(line) {
                names.clear();
                for written in entry.split('=').map(str::trim) {
                    let name = written.trim_start_matches('?');
                    names.push((name, name.len() < written.len(), named_key(kind, name)));
                }
                let same = names.iter().find_map(|(.., key)| self.by_name.get(key));
                let known = same.copied().or_else(|| {
                    let (first, ..) = names.first()?;
                    let id = format!("{}:{}", kind.prefix(), slug::slug(first));
                    Some(self.enter(id, first, kind))
                });
                let Some(known) = known else { continue };
                if let Some(entry) = self.known.get_mut(known as usize) {
                    entry.league = entry.league.or(league);
                }
                for (name, guarded, key) in &names {
                    let sense = if *guarded { Sense::Weak } else { Sense::Name };
                    self.builder.add(name, known, sense);
                    self.by_name.entry(*key).or_insert(known);
                }
            }
        }
    }

    /// The teams by the places that they are called after: `Columbus Blue Jackets`, `FC Dallas`.
    fn home(&self) -> HashMap<u32, Vec<u32>> {
        let mut home: HashMap<u32, Vec<u32>> = HashMap::new();
        let teams = self
            .known
            .iter()
            .zip(0..)
            .filter(|(k, _)| k.league.is_some());
        for (team, known) in teams {
            let clubs = ["FC", "AFC", "AC", "AS", "SC", "CF"];
            let name = team.name.trim_end_matches(" FC").trim_end_matches(" AFC");
            let name = name
                .split_once(' ')
                .filter(|(first, _)| clubs.contains(first))
                .map_or(name, |(_, rest)| rest);
            let ends = name
                .match_indices(' ')
                .map(|(at, _)| at)
                .chain([name.len()]);
            let place = ends
                .rev()
                .filter_map(|end| name.get(..end))
                .find_map(|town| {
                    let id = format!("place:{}", slug::slug(town));
                    self.by_id.get(&id_key(&id))
                });
            if let Some(place) = place {
                home.entry(*place).or_default().push(known);
            }
        }
        home
    }

    /// `Antony Blinken | Tony Blinken; Blinken; @ABlinken | offices`
    fn people(&mut self, files: &LexiconFiles) {
        for (_, line) in files.lines("people") {
            let [name, others, ..] = fields(line);
            let id = format!("person:{}", slug::slug(name));
            let person = self.enter(id, name, Kind::Person);
            for alias in std::iter::once(name).chain(parts(others)) {
                if let Some(handle) = alias.strip_prefix('@') {
                    self.handles.insert(handle.to_lowercase(), person);
                } else if let Some(weak) = alias.strip_prefix('?') {
                    self.builder.add(weak, person, Sense::Weak);
                } else if alias.contains([' ', '-']) || alias == name {
                    self.builder.add(alias, person, Sense::Name);
                    self.persons.entry(sound::key(alias)).or_insert(person);
                    self.handles
                        .entry(sound::run_together(alias))
                        .or_insert(person);
                } else {
                    self.builder.add(alias, person, Sense::Short);
                }
            }
        }
    }

    fn words(&mut self, files: &LexiconFiles) {
        for (number, line) in files.lines("cues") {
            let Some((class, words)) = line.split_once('|') else {
                self.complain("cues", number, "a class and its words are wanted");
                continue;
            };
            let Some((_, bit)) = CLASSES.iter().find(|(name, _)| *name == class.trim()) else {
                self.complain("cues", number, "there is no such class");
                continue;
            };
            for word in words.split_whitespace() {
                *self.cues.entry(word_hash(word)).or_default() |= bit;
            }
        }
        for (number, line) in files.lines("given") {
            let told = line
                .split_once('|')
                .and_then(|(told, names)| Some((SpokenOf::parse(told.trim())?, names)));
            let Some((told, names)) = told else {
                self.complain(
                    "given",
                    number,
                    "he, she or either and the names are wanted",
                );
                continue;
            };
            for name in names.split_whitespace() {
                let hash = word_hash(name);
                *self.cues.entry(hash).or_default() |= GIVEN;
                if told != SpokenOf::Either {
                    self.given.insert(hash, told);
                }
            }
        }
    }

    /// `country:IR | Q794`
    fn wikidata(&mut self, files: &LexiconFiles) {
        for (number, line) in files.lines("wikidata") {
            let [id, q, ..] = fields(line);
            let known = self.by_id.get(&id_key(id)).copied();
            let actor = known.and_then(|k| self.known.get_mut(k as usize));
            match (actor, q.strip_prefix('Q').and_then(|q| q.parse().ok())) {
                (Some(actor), Some(q)) => actor.wikidata = Some(q),
                _ => self.complain(
                    "wikidata",
                    number,
                    "an actor's id and his number are wanted",
                ),
            }
        }
    }
}
