//! Owns: `Evidence`, what a document tells of the kind of a name that no dictionary knows: how it is written, what stands
//! around it, what the recogniser took it for at each place; and the linear model that decides by it.
//! Promises: a pure function of the counts; no word of any text is in the weights, which count classes of words alone.
//!
//! Method: multinomial logistic regression over `COUNT` features of our own; `train_kinds` of eval fits it, `models/entities.md`
//! tells to what.

use std::ops::Range;

use nutgraf_read::text::word_list::words;

use crate::entity::beside::{
    HELD, LIFE, OF_BODY, OF_PERSON, OF_PLACE, OF_WORK, RUNS, SPORTING, TRADE, USES,
};
use crate::entity::cluster::Clusters;
pub use crate::entity::kind_weights::COUNT;
use crate::entity::kind_weights::WEIGHTS;
use crate::entity::lexicon::{ACTS, BODY, COMPANY, GIVEN, Lexicon, SITE, TITLE, WHERE, WORK};
use crate::entity::name_mention::Label;
use crate::entity::near::Near;
use crate::entity::token::{Shape, word_hash};
use crate::entity::tokenized::TokenizedText;

/// The kinds, in the order of the weights.
pub const KINDS: [Label; 4] = [
    Label::Person,
    Label::Organization,
    Label::Location,
    Label::Misc,
];

/// Features that are counted at each place of a name.
const PLACED: usize = 34;
/// Features of the name itself.
const OWN: usize = 20;

/// What the recogniser says, what stands around, the name, and one that is always there.
const _: () = assert!(COUNT == 12 + PLACED + OWN + 1);

/// How far words of its class are looked for behind a name with a comma after it.
const APPOSITION: usize = 8;

/// What was counted for one name.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, independently"
)]
pub struct Evidence {
    mentions: u16,
    /// What the recogniser's weights give each kind, over all mentions.
    scores: [f32; 4],
    /// How often it took the name for each kind.
    labels: [u16; 4],
    placed: [u16; PLACED],
    own: [bool; OWN],
    /// Whether a word for a body is in the name: `Studio Lind`.
    bodied: bool,
    /// Whether its last word is that of products, works and events: `Ruiz Awards`, `Ola 3 Pro`.
    thing: bool,
    /// Whether the text is about games, films or series.
    pub playful: bool,
    /// Whether its last word is a body's and its building's: `Lund Hospital`. What stands around decides.
    housed: bool,
    /// Whether it begins with letters that stand for words: `QS Lund`.
    lettered: bool,
    /// Whether it stands beside a person, joined by `and`.
    pub paired: bool,
    /// Whether it stands behind a work and a colon.
    pub subtitle: bool,
    /// Whether a word for a product, work or law stands right behind it: `the Lund reactor`.
    named_thing: bool,
    /// Whether its last word is what a product or work is: `Lund Probe`.
    work: bool,
    /// Whether capitals end it, as they end no surname: `LundID`.
    cased: bool,
    /// Groups of the words in and around it, each by its place.
    near: Near,
}

impl Default for Evidence {
    fn default() -> Self {
        Self {
            mentions: 0,
            scores: [0.0; 4],
            labels: [0; 4],
            placed: [0; PLACED],
            own: [false; OWN],
            bodied: false,
            thing: false,
            playful: false,
            housed: false,
            lettered: false,
            paired: false,
            subtitle: false,
            named_thing: false,
            work: false,
            cased: false,
            near: Near::default(),
        }
    }
}

/// Where the features stand that say outright what a name is, four for what leads up to it, four for what is put behind it.
const SAID: usize = 12 + 23;
/// What they count beside what was fitted, as tagged sentences seldom have them: a text says best itself what a name is.
const LED: f32 = 1.0;
const APPOSED: f32 = 2.0;

/// What of the places of a name only persons have: titles, ages, `who`, relatives, what they are, pronouns.
const PERSONAL: [usize; 8] = [5, 6, 10, 11, 18, 23, 27, 31];
/// What only bodies and places have: they say, they trade, they are said to be such.
const BODILY: [usize; 6] = [7, 17, 24, 25, 28, 29];
/// What it costs a body or place to have none of it in a text about games, films or series.
const PLAYFUL: f32 = 0.8;
/// What it costs a person to be named by one word that nothing introduces, or with the word for a body.
const PLAIN_NAME: f32 = 0.6;
/// What the last word of a name is worth that says what it is.
const HEADED: f32 = 0.8;

/// The same of the last words of products, works and events.
const THING: f32 = 1.6;
/// Such words.
const THINGS: [&str; 45] = words(
    "Show Awards Award Deck Decks Edition Series Tour Album Collection Train Festival Marathon Derby Pro Max Ultra Plus Mini App \
     Day Eve Remastered Remake Reborn Trilogy Saga Chronicles Guide Model Podcast Challenge Expo Fair Carnival Parade Gala \
     Championship Championships Playoffs Invitational Classic Fest Fireworks Pass",
);
/// Words for bodies that are buildings, too.
const HOUSES: [&str; 12] = words(
    "Hospital Clinic Museum Church Cathedral Mosque Library Center Centre Theatre Theater Laboratory",
);
/// What it costs a person to begin with capitals that are no initials.
const LETTERED: f32 = 1.0;

/// What it is worth to stand beside a person, joined by `and`.
const PAIRED: f32 = 2.0;
/// What it costs a person to end in capitals.
const CASED: f32 = 2.0;
/// What a word for a thing right behind a name is worth.
const NAMED_THING: f32 = 1.0;
/// Such words, that no maker's name stands before as often.
const BEHIND: [&str; 27] = words(
    "plan program programme scheme initiative reactor spacecraft probe rover telescope satellite drug vaccine malware ransomware botnet \
     act bill law treaty algorithm codec cryptocurrency token framework protocol collection",
);

/// Where the recogniser gives a kind so much more than the next at each place of a name, it is believed so much more.
const SURE: (f32, f32) = (4.0, 2.0);

/// By so much other evidence must be stronger to make something else of what it takes for a person, or a person of a body.
const OVERRULED: f32 = 1.2;

/// The scale of the recogniser's weights.
const SCALE: f32 = 1.0 / 128.0;

impl Evidence {
    /// Counts one mention.
    pub fn add(
        &mut self,
        (tokenized, lexicon, clusters): (&TokenizedText<'_>, &Lexicon, Option<&Clusters>),
        range: &Range<usize>,
        label: Label,
        scores: [i32; 4],
    ) {
        if self.mentions == 0 {
            self.own = own(tokenized, range);
            let body = |at: usize| {
                let hash = tokenized.token(at).map_or(0, |token| token.hash);
                lexicon.beside(hash) & OF_BODY != 0
            };
            self.bodied = range.len() > 1 && range.clone().any(body);
            self.thing = range.len() > 1 && THINGS.contains(&tokenized.word(range.end - 1));
            self.work = ends_in_work(tokenized, lexicon, range);
            self.housed = range.len() > 1 && HOUSES.contains(&tokenized.word(range.end - 1));
            let capitals = tokenized.word(range.start).bytes().rev();
            let cased = matches!(tokenized.shape(range.start), Shape::Camel | Shape::Inner);
            self.cased = range.len() == 1
                && cased
                && capitals.take_while(u8::is_ascii_uppercase).count() > 1;
            self.lettered = range.len() > 1
                && tokenized.shape(range.start) == Shape::Upper
                && !tokenized.word(range.start).contains('.');
        }
        // `Lund 4.6`: a version.
        let version = tokenized.word(range.end).contains('.')
            && tokenized.shape(range.end) == Shape::Number
            && tokenized.shape(range.end + 1) != Shape::Lower
            && tokenized.word(range.end + 1) != "%";
        self.named_thing |= version || BEHIND.contains(&tokenized.word(range.end));
        self.mentions = self.mentions.saturating_add(1);
        if let Some(clusters) = clusters {
            self.near.add(tokenized, clusters, range);
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of some thousands")]
        for (sum, score) in self.scores.iter_mut().zip(scores) {
            *sum += score as f32 * SCALE;
        }
        for (kind, count) in KINDS.into_iter().zip(&mut self.labels) {
            *count = count.saturating_add(u16::from(kind == label));
        }
        for (count, is) in self
            .placed
            .iter_mut()
            .zip(around(tokenized, lexicon, range))
        {
            *count = count.saturating_add(u16::from(is));
        }
    }

    /// The features, for fitting the weights.
    pub fn features(&self) -> [f32; COUNT] {
        let mut out = [0.0; COUNT];
        let all = f32::from(self.mentions.max(1));
        let mean: f32 = self.scores.iter().sum::<f32>() / 4.0;
        let scores = self.scores.iter().map(|score| (score - mean) / all);
        let summed = self.scores.iter().map(|score| (score - mean) / all.sqrt());
        let labels = self.labels.iter().map(|count| f32::from(*count) / all);
        let placed = self.placed.iter().map(|count| {
            let count = f32::from(*count);
            f32::midpoint(count / all, (1.0 + count).ln())
        });
        let own = self.own.iter().map(|is| f32::from(u8::from(*is)));
        let values = scores
            .chain(summed)
            .chain(labels)
            .chain(placed)
            .chain(own)
            .chain([1.0]);
        for (slot, value) in out.iter_mut().zip(values) {
            *slot = value;
        }
        out
    }

    /// The groups of words in and beside the name, for fitting their weights.
    pub fn near(&self) -> &Near {
        &self.near
    }

    /// Whether it is a person by what is told of it, or by what the recogniser took it for.
    pub fn is_person(&self) -> bool {
        self.decide() == Label::Person
    }

    /// The kind that all of it speaks for.
    pub fn decide(&self) -> Label {
        let features = self.features();
        let near = self.near.weigh();
        let given = self.given(&features);
        let sum = |kind: usize| -> f32 {
            let weights = WEIGHTS.get(kind).unwrap_or(&[0.0; COUNT]);
            let fitted: f32 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
            let other = |list: [f32; 4]| list.get(kind).copied().unwrap_or(0.0);
            fitted + other(near) + other(given)
        };
        let sums: [f32; 4] = std::array::from_fn(sum);
        let best = |list: [f32; 4]| {
            let all = list.into_iter().enumerate();
            all.max_by(|a, b| a.1.total_cmp(&b.1))
                .map_or(1, |(kind, _)| kind)
        };
        let kind = best(sums);
        let voted = best(self.labels.map(f32::from));
        let of = |kind: usize| sums.get(kind).copied().unwrap_or(0.0);
        // The recogniser knows persons by more than is counted here.
        let person = voted == 0 || voted == 1 && kind == 0;
        let kind = if person && of(kind) - of(voted) < OVERRULED {
            voted
        } else {
            kind
        };
        KINDS.get(kind).copied().unwrap_or(Label::Organization)
    }
}

impl Evidence {
    /// What counts beside what was fitted: what the text says outright, and what holds in news. `features` are its own.
    pub fn given(&self, features: &[f32; COUNT]) -> [f32; 4] {
        let (votes, _) = features
            .split_first_chunk::<4>()
            .unwrap_or((&[0.0; 4], &[]));
        let second = |kind: usize| {
            let others = votes.iter().enumerate().filter(|(at, _)| *at != kind);
            others.map(|(_, vote)| *vote).fold(f32::MIN, f32::max)
        };
        std::array::from_fn(|kind| {
            let own = votes.get(kind).copied().unwrap_or(0.0);
            let sure = if own - second(kind) >= SURE.0 {
                SURE.1
            } else {
                0.0
            };
            let said = |from: usize| features.get(SAID + from + kind).copied().unwrap_or(0.0);
            LED * said(0) + APPOSED * said(4) + self.prior(kind) + sure
        })
    }

    /// What holds for names in news whatever the tagged sentences have: persons are introduced by more than one word, and what
    /// a body, a place or an agreement is stands last in its name.
    fn prior(&self, kind: usize) -> f32 {
        let at = |features: &[usize]| {
            features
                .iter()
                .any(|at| self.placed.get(*at).is_some_and(|n| *n > 0))
        };
        let own = |at: usize| self.own.get(at).copied().unwrap_or(false);
        let (one, given) = (own(0), own(4));
        let unintroduced = one && !given && !at(&PERSONAL);
        match kind {
            0 if self.lettered && !given && !at(&PERSONAL) => -LETTERED,
            0 if self.cased || self.work && !given => -CASED,
            0 if self.paired => PAIRED,
            0 if unintroduced || self.bodied && !given => -PLAIN_NAME,
            1 | 2 if self.playful && one && !at(&BODILY) => -PLAYFUL,
            2 if self.playful && !at(&BODILY) && !own(7) => -PLAYFUL,
            1 if (own(5) || own(6)) && !self.housed => HEADED,
            2 if own(7) => HEADED,
            3 if own(8) => HEADED,
            3 if self.subtitle => PAIRED,
            3 if self.thing => THING,
            3 if self.named_thing || self.work => NAMED_THING,
            _ => 0.0,
        }
    }
}

/// Whether the last word of a name is what a product or work is, a letter or number behind it left out: `Lund Probe B`.
fn ends_in_work(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, range: &Range<usize>) -> bool {
    let counted = matches!(
        tokenized.shape(range.end - 1),
        Shape::Initial | Shape::Number
    );
    let last = range.end.saturating_sub(1 + usize::from(counted));
    let word = tokenized.word(last);
    let class = |word: &str| lexicon.beside(word_hash(word));
    let class = class(word) | class(word.trim_end_matches('s'));
    last > range.start && class & OF_WORK != 0 && class & OF_BODY == 0 && !tokenized.is(last, BODY)
}

/// What the name itself looks like.
fn own(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> [bool; OWN] {
    let last = range.end - 1;
    let words = range
        .clone()
        .filter(|at| tokenized.shape(*at).is_word())
        .count();
    let shape = tokenized.shape(range.start);
    let any = |class| range.clone().any(|at| tokenized.is(at, class));
    let word = |at: usize| tokenized.word(at);
    let digits = range
        .clone()
        .any(|at| word(at).bytes().any(|b| b.is_ascii_digit()));
    let number = tokenized.shape(last) == Shape::Number;
    [
        words == 1,
        words == 2,
        words == 3,
        words > 3,
        tokenized.is(range.start, GIVEN),
        words > 1 && tokenized.is(last, BODY),
        words > 1 && tokenized.is(last, COMPANY),
        words > 1 && tokenized.is(last, SITE),
        words > 1 && tokenized.is(last, WORK),
        any(BODY),
        range.clone().any(|at| matches!(word(at), "of" | "for")),
        range
            .clone()
            .any(|at| matches!(word(at), "&" | "and" | "+")),
        range
            .clone()
            .any(|at| matches!(word(at), ":" | "!" | "?" | "'" | "’")),
        digits,
        number,
        words == 1 && shape == Shape::Upper,
        range
            .clone()
            .any(|at| matches!(tokenized.shape(at), Shape::Camel | Shape::Inner)),
        words == 1 && tokenized.is(range.start, GIVEN),
        words > 1 && word(last).ends_with('s'),
        range
            .clone()
            .any(|at| tokenized.shape(at) == Shape::Initial),
    ]
}

/// What stands around a mention.
fn around(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    range: &Range<usize>,
) -> [bool; PLACED] {
    let sentence = tokenized.sentence_around(range.start);
    let before = |n: usize| {
        range
            .start
            .checked_sub(n)
            .filter(|at| *at >= sentence.start)
    };
    let after = |n: usize| Some(range.end + n).filter(|at| *at < sentence.end);
    let word = |at: Option<usize>| at.map_or("", |at| tokenized.word(at));
    let beside = |at: Option<usize>| {
        at.and_then(|at| tokenized.token(at))
            .map_or(0, |token| lexicon.beside(token.hash))
    };
    let class = |at: Option<usize>, class| at.is_some_and(|at| tokenized.is(at, class));
    let lower = |at: Option<usize>| at.is_some_and(|at| tokenized.shape(at) == Shape::Lower);
    let owns = after(0).is_some_and(|at| tokenized.shape(at) == Shape::Possessive);
    let next = if owns { after(1) } else { after(0) };
    let article = before(1).is_some_and(|at| tokenized.word(at).eq_ignore_ascii_case("the"));
    let prior = if article { before(2) } else { before(1) };
    let apposed = apposition(tokenized, lexicon, range, &sentence);
    // `the game Halo`, `the town of Halo`.
    let led = if word(before(1)) == "of" {
        beside(before(2))
    } else if lower(before(1)) {
        beside(before(1))
    } else {
        0
    };
    let comma = word(after(0)) == ",";
    let aged = comma
        && after(1).is_some_and(|at| {
            tokenized.shape(at) == Shape::Number && tokenized.word(at).len() == 2
        });
    let quote =
        |at: Option<usize>| matches!(word(at), "\"" | "“" | "”" | "‘" | "’" | "'" | "``" | "''");
    let near = |mask: u32| {
        let from = range.start.saturating_sub(6).max(sentence.start);
        let until = (range.end + 6).min(sentence.end);
        (from..range.start).chain(range.end..until).any(|at| {
            tokenized.shape(at) != Shape::Title
                && tokenized
                    .token(at)
                    .is_some_and(|t| lexicon.beside(t.hash) & mask != 0)
        })
    };
    let spoken =
        |at: Option<usize>| matches!(word(at), "said" | "says" | "told" | "added" | "tells");
    let pronoun = |list: &[&str]| {
        let until = (range.end + 14).min(sentence.end);
        (range.end..until).any(|at| list.contains(&tokenized.word(at)))
    };
    [
        class(prior, WHERE),
        matches!(
            word(before(1)),
            "from" | "to" | "into" | "around" | "across"
        ),
        matches!(word(before(1)), "of"),
        article,
        matches!(word(before(1)), "a" | "an"),
        class(before(1), TITLE) && before(1).is_some_and(|at| tokenized.shape(at) != Shape::Lower),
        class(before(1), TITLE) && lower(before(1)),
        spoken(next) || spoken(before(1)),
        class(next, ACTS),
        owns,
        aged,
        matches!(word(after(0)), "who") || comma && word(after(1)) == "who",
        comma && matches!(word(after(1)), "which" | "where"),
        word(after(0)) == "(",
        quote(before(1)) && quote(after(0)),
        matches!(word(before(1)), "by" | "with"),
        matches!(word(before(1)), "on"),
        beside(next) & TRADE != 0,
        beside(next) & LIFE != 0,
        beside(next) & RUNS != 0,
        beside(before(1)) & USES != 0 || article && beside(before(2)) & USES != 0,
        near(SPORTING),
        near(HELD),
        led & OF_PERSON != 0,
        led & OF_BODY != 0,
        led & OF_PLACE != 0,
        led & OF_WORK != 0,
        apposed == OF_PERSON,
        apposed == OF_BODY,
        apposed == OF_PLACE,
        apposed == OF_WORK,
        pronoun(&["he", "she", "his", "her", "him"]),
        near(OF_WORK),
        near(OF_BODY),
    ]
}

/// What a phrase behind a name says that it is: `Halo, a game by …`, `Halo is an app`, `Halo (the band)`; 0 where nothing does.
fn apposition(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    range: &Range<usize>,
    sentence: &Range<usize>,
) -> u32 {
    let opens = matches!(
        tokenized.word(range.end),
        "," | "(" | "is" | "was" | "—" | "–" | "are"
    );
    let article = matches!(
        tokenized.word(range.end + 1),
        "a" | "an" | "the" | "one" | "its" | "our"
    );
    if !opens || !article || range.end + 1 >= sentence.end {
        return 0;
    }
    let mut told = 0;
    for at in range.end + 2..(range.end + 2 + APPOSITION).min(sentence.end) {
        let word = tokenized.word(at);
        if matches!(
            word,
            "," | ")"
                | "that"
                | "which"
                | "who"
                | "of"
                | "for"
                | "in"
                | "from"
                | "by"
                | "to"
                | "—"
                | "."
        ) {
            break;
        }
        let title = tokenized.is(at, TITLE);
        let beside = tokenized
            .token(at)
            .map_or(0, |token| lexicon.beside(token.hash));
        // The last noun of the phrase is its head: `a game developer`.
        let class = if title {
            OF_PERSON
        } else {
            beside & (OF_PERSON | OF_BODY | OF_PLACE | OF_WORK)
        };
        if class != 0 {
            told = if class.is_power_of_two() { class } else { 0 };
        }
    }
    told
}
