//! Owns: `Weighted`, a signature whose words and actors are weighed by how much they tell, and what two of them have in
//! common.
//! Promises: symmetric; one walk over both.

use crate::story::frequencies::Frequencies;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::signature::{Participant, Signature, Term};

/// How many things are compared.
pub const FEATURES: usize = 24;
/// What they are, for the trainer's print.
pub const NAMES: [&str; FEATURES] = [
    "words",
    "words of titles",
    "title in the other, more",
    "title in the other, less",
    "actors",
    "central actors",
    "rare actors",
    "places",
    "persons",
    "figures",
    "rare words",
    "dated",
    "days between, log",
    "days between, three",
    "days between, thirty",
    "short",
    "few actors",
    "words when dated",
    "actors when dated",
    "words and actors",
    "words squared",
    "plain words",
    "breadth",
    "rare bodies",
];

const DAY: f32 = 86_400.0;

/// A word with its weight in the article times how much it tells.
#[derive(Clone, Copy, Debug)]
pub struct WeightedTerm {
    /// The word.
    pub term: Term,
    /// How much it tells.
    pub telling: f32,
}

impl WeightedTerm {
    /// How much it counts.
    pub fn weight(self) -> f32 {
        self.term.weight() * self.telling
    }
}

/// An actor with how much it tells.
#[derive(Clone, Copy, Debug)]
pub struct WeightedActor {
    /// The actor.
    pub actor: Participant,
    /// How much it counts in the article.
    pub weight: f32,
    /// How much rarer it is than one article in a hundred.
    pub rare: f32,
    /// Whether it is rare enough, about one article in thirty, to lead to articles of other months.
    pub wakes: bool,
}

/// A signature whose words and actors are weighed.
#[derive(Clone, Debug)]
pub struct Weighted {
    /// Its words, ascending.
    pub terms: Vec<WeightedTerm>,
    /// Its actors, ascending.
    pub actors: Vec<WeightedActor>,
    /// When it was published.
    pub published: Option<Moment>,
    lengths: Sums,
}

/// Sums over what two signatures share, or over one with itself.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    words: f32,
    titles: f32,
    /// Words of the first's title that the other has, and the other way round.
    title_in: (f32, f32),
    figures: f32,
    rare_words: f32,
    actors: f32,
    central: f32,
    places: f32,
    persons: f32,
    rare_actors: f32,
    /// Words that neither writes as a name: what happened rather than to whom.
    plain: f32,
    /// The squares of what each word adds: few words that tell much are less than many.
    squares: f32,
    /// Rare actors that are no places.
    rare_bodies: f32,
}

impl Weighted {
    /// Weighs a signature.
    pub fn new(signature: &Signature, published: Option<Moment>, known: &Frequencies) -> Self {
        let (terms, actors) = (signature.terms.iter(), signature.actors.iter());
        Self::weigh((terms.copied(), actors.copied()), published, known)
    }

    /// The same article by what is known of words by now.
    pub(crate) fn anew(&self, known: &Frequencies) -> Self {
        let terms = self.terms.iter().map(|term| term.term);
        let actors = self.actors.iter().map(|actor| actor.actor);
        Self::weigh((terms, actors), self.published, known)
    }

    fn weigh(
        (terms, actors): (
            impl Iterator<Item = Term>,
            impl Iterator<Item = Participant>,
        ),
        published: Option<Moment>,
        known: &Frequencies,
    ) -> Self {
        let hundredth = known.telling_of_hundredth();
        let terms = terms.map(|term| WeightedTerm {
            term,
            telling: known.telling(term).max(0.0),
        });
        let actors = actors.map(|actor| {
            let telling = known.telling_actor(actor).max(0.0);
            WeightedActor {
                actor,
                weight: (0.15 + actor.salience()) * telling,
                rare: (telling - hundredth).max(0.0),
                wakes: telling > hundredth - 1.2,
            }
        });
        let mut weighted = Self {
            terms: terms.collect(),
            actors: actors.collect(),
            published,
            lengths: Sums::default(),
        };
        let mut lengths = Sums::default();
        weighted.terms.iter().for_each(|t| lengths.term(*t, *t));
        weighted.actors.iter().for_each(|a| lengths.actor(a, a));
        weighted.lengths = lengths;
        weighted
    }
}

/// An article that is compared with many: where its words and actors stand is looked up, not searched.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    article: &'a Weighted,
    words: Places<1024>,
    actors: Places<256>,
}

impl<'a> Compared<'a> {
    /// Prepares an article.
    pub fn new(article: &'a Weighted) -> Self {
        Self {
            article,
            words: Places::new(article.terms.iter().map(WeightedTerm::key)),
            actors: Places::new(article.actors.iter().map(WeightedActor::key)),
        }
    }

    /// Sums over what both have, in ascending order, so that they are the same from both sides.
    fn shared(&self, other: &Weighted) -> Sums {
        let mut sums = Sums::default();
        for term in &other.terms {
            if let Some(own) = self.words.find(&self.article.terms, term.key()) {
                sums.term(*own, *term);
            }
        }
        for actor in &other.actors {
            if let Some(own) = self.actors.find(&self.article.actors, actor.key()) {
                sums.actor(own, actor);
            }
        }
        sums
    }

    /// What two articles have in common; `None` for so little that they need not be judged.
    pub fn features(&self, other: &Weighted) -> Option<[f32; FEATURES]> {
        let shared = self.shared(other);
        let (one, other) = (self.article, other);
        let (a, b) = (&one.lengths, &other.lengths);
        let cosine = |shared: f32, a: f32, b: f32| shared / ((a * b).sqrt() + 1e-6);
        let words = cosine(shared.words, a.words, b.words);
        let actors = cosine(shared.actors, a.actors, b.actors);
        if words <= 0.03 && actors <= 0.15 && shared.rare_actors.ln_1p() <= 0.4 {
            return None;
        }
        let cover = |part: f32, all: f32| part / (all + 1e-6);
        let covers = (
            cover(shared.title_in.0, a.title_in.0),
            cover(shared.title_in.1, b.title_in.0),
        );
        let gap = days_between(one.published, other.published);
        let dated = if gap.is_some() { 1.0 } else { 0.0 };
        let days = gap.unwrap_or(0.0);
        let fewer = |a: usize, b: usize| f32::from(u8::try_from(a.min(b)).unwrap_or(u8::MAX));
        Some([
            words,
            cosine(shared.titles, a.titles, b.titles),
            covers.0.max(covers.1),
            covers.0.min(covers.1),
            actors,
            cosine(shared.central, a.central, b.central),
            shared.rare_actors.ln_1p(),
            cosine(shared.places, a.places, b.places),
            cosine(shared.persons, a.persons, b.persons),
            cosine(shared.figures, a.figures, b.figures),
            shared.rare_words.ln_1p(),
            dated,
            days.ln_1p(),
            1.0 - (-(days / 3.0).powi(2)).exp(),
            (days / 30.0).min(3.0),
            (fewer(one.terms.len(), other.terms.len()) / 48.0 + 0.02).ln(),
            fewer(one.actors.len(), other.actors.len()).ln_1p(),
            words * dated,
            actors * dated,
            words * actors,
            words * words,
            cosine(shared.plain, a.plain, b.plain),
            (shared.words * shared.words / (shared.squares + 1e-6)).ln_1p(),
            shared.rare_bodies.ln_1p(),
        ])
    }
}

impl Sums {
    fn term(&mut self, a: WeightedTerm, b: WeightedTerm) {
        let both = a.weight() * b.weight();
        self.words += both;
        self.squares += both * both;
        if !a.term.is_name() && !b.term.is_name() {
            self.plain += both;
        }
        if a.term.in_title() {
            self.title_in.0 += a.telling;
            if b.term.in_title() {
                self.titles += a.telling * b.telling;
            }
        }
        if b.term.in_title() {
            self.title_in.1 += b.telling;
        }
        if a.term.is_figure() {
            self.figures += a.telling * b.telling;
        }
        self.rare_words += (a.telling - 2.5).max(0.0);
    }

    fn actor(&mut self, a: &WeightedActor, b: &WeightedActor) {
        let both = a.weight * b.weight;
        self.actors += both;
        if a.actor.is_central() && b.actor.is_central() {
            self.central += both;
        }
        match a.actor.kind() {
            Kind::Country | Kind::Place => self.places += both,
            Kind::Person => {
                self.persons += both;
                self.rare_bodies += a.rare;
            }
            Kind::Organization | Kind::Other => self.rare_bodies += a.rare,
        }
        self.rare_actors += a.rare;
    }
}

/// Days between two moments; `None` when either is not known.
pub fn days_between(a: Option<Moment>, b: Option<Moment>) -> Option<f32> {
    let seconds = a?.0.abs_diff(b?.0).min(u64::from(u32::MAX));
    #[expect(
        clippy::cast_precision_loss,
        reason = "a difference of days need not be exact to the second"
    )]
    let seconds = seconds as f32;
    Some(seconds / DAY)
}

/// What has a number by which it is found.
trait Keyed {
    /// Its number; well spread.
    fn key(&self) -> u32;
}

impl Keyed for WeightedTerm {
    fn key(&self) -> u32 {
        self.term.word()
    }
}

impl Keyed for WeightedActor {
    fn key(&self) -> u32 {
        self.actor.actor()
    }
}

/// Where each of a few things stands in its list, by its number: a table of so many cells with open addressing.
#[derive(Clone, Debug)]
struct Places<const CELLS: usize>([u8; CELLS]);

impl<const CELLS: usize> Places<CELLS> {
    /// The places of at most half as many things as there are cells, and at most 254.
    fn new(keys: impl Iterator<Item = u32>) -> Self {
        let mut cells = [0; CELLS];
        for (key, place) in keys.take(CELLS / 2).zip(1..u8::MAX) {
            let mut at = key as usize % CELLS;
            while cells[at] != 0 {
                at = (at + 1) % CELLS;
            }
            cells[at] = place;
        }
        Self(cells)
    }

    /// The thing with a number, of the list whose numbers were given.
    fn find<'a, T: Keyed>(&self, list: &'a [T], key: u32) -> Option<&'a T> {
        let mut at = key as usize % CELLS;
        loop {
            let place = self.0[at];
            if place == 0 {
                return None;
            }
            let found = list.get(usize::from(place) - 1);
            if let Some(found) = found.filter(|found| found.key() == key) {
                return Some(found);
            }
            at = (at + 1) % CELLS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::text::hash::fnv;

    fn weighted(words: &[&str], day: Option<i64>) -> Weighted {
        let terms = words
            .iter()
            .map(|w| Term::new(fnv(w.as_bytes()), 6).marked(w.len() == 3, false, false))
            .collect();
        let signature = Signature::new(terms, Vec::new());
        let published = day.map(|day| Moment(day * 86_400));
        Weighted::new(&signature, published, &Frequencies::default())
    }

    fn features(a: &Weighted, b: &Weighted) -> [f32; FEATURES] {
        let features = Compared::new(a).features(b);
        features.expect("they have much in common")
    }

    #[test]
    fn likeness_is_the_same_from_both_sides() {
        let a = weighted(&["dam", "river", "flood"], Some(3));
        let b = weighted(&["dam", "bridge", "flood", "toll"], Some(5));
        let (there, back) = (features(&a, &b), features(&b, &a));
        for (at, (x, y)) in there.iter().zip(back).enumerate() {
            assert!((x - y).abs() < 1e-5, "{}: {x} {y}", NAMES[at]);
        }
        assert!(there[0] > 0.3 && there[0] < 0.9);
        assert!((features(&a, &a)[0] - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_day_that_is_not_known_is_told_apart_from_the_same_day() {
        let dated = weighted(&["dam"], Some(3));
        let undated = weighted(&["dam"], None);
        assert!(features(&dated, &dated)[11] > 0.5);
        assert!(features(&dated, &undated)[11] < 0.5);
        let later = weighted(&["dam"], Some(13));
        assert!((days_between(dated.published, later.published).unwrap() - 10.0).abs() < 1e-3);
    }
}
