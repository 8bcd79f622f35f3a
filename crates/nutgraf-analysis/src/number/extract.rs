//! Owns: finding what the numbers of a text count, of which place and day.
//! Promises: total; a number of which that cannot be told is left out.

use nutgraf_read::date::mention::TimeMention;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::dated::Precision;
use nutgraf_read::model::moment::Day;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::hash::fnv;
use nutgraf_read::text::word_list::words;

use crate::number::amount::{Amount, Tokens, amounts};
use crate::number::place::{Gap, place};
use crate::number::quantity::{Quantity, Scope, What};
use crate::number::role::{Role, Roles};
use crate::summary::word_class::{self, WordClasses, stem};

/// Words that say what happened to those who are counted.
const FATES: [(What, &[&str]); 6] = [
    (
        What::Dead,
        &words::<13>(
            "killed killing kills dead died die dies deaths death fatalities fatal toll perished",
        ),
    ),
    (
        What::Injured,
        &words::<9>(
            "injured injuring wounded wounding hurt injuries maimed hospitalised hospitalized",
        ),
    ),
    (
        What::Cases,
        &words::<5>("cases infections infected sickened sick"),
    ),
    (What::Missing, &words::<2>("missing unaccounted")),
    (
        What::Arrested,
        &words::<6>("arrested arresting detained detaining arrests jailed"),
    ),
    (
        What::Displaced,
        &words::<4>("displaced homeless evacuated displacing"),
    ),
];
/// Words between a number and its noun.
const ADJECTIVES: [&str; 24] = words(
    "confirmed suspected probable reported new more other total official further additional extra known cumulative \
     separate possible estimated laboratory-confirmed so-called such of the these its",
);
const MORE: [&str; 8] = words("another additional further extra new more fresh an");
/// Words that make it a thought.
const MAYBE: [&str; 25] = words(
    "certain uncertain could may might would should if worst worst-case scenario predicted prediction expected capacity capable potentially \
     fears forecast projected unless whether goal target maximum",
);
const BEFORE: [&str; 9] =
    words("initially originally previous previously earlier formerly initial prior instead");
const GROWN: [&str; 12] =
    words("rose risen climbed climbs rises grown totalling totaling upwards upped revised doubled");
const SUSPECTED: [&str; 4] = words("suspected probable possible unconfirmed");
const PER: [&str; 6] = words("day hour minute week month daily");
/// Words between those who are counted and what became of them, and between "toll" and its number.
const LINKS: [&str; 27] = words(
    "have has had were was been are is be being of them people men women children persons and also already now may might could who reported \
     officially",
);
const AHEAD_LINKS: [&str; 28] = words(
    "at to of is was stands stood rose risen reached by the has had been now all an up as high put estimate estimates estimated may be \
     between",
);
/// So many tokens after a number may tell what became of those that it counts, and so many before it.
const AFTER: usize = 9;
const AHEAD: usize = 5;

/// What a text is read with.
struct Reading<'a> {
    text: &'a str,
    times: &'a [TimeMention],
    published: Option<Day>,
    /// Places that are named, ascending, with their keys.
    places: Vec<(Span, u64)>,
    classes: WordClasses,
}

/// The quantities that the sentences of a text tell, ascending. `times` are its mentions of time, `published` the day on
/// which it appeared, `entities` what it names: places among them part what is counted here from what is counted there.
pub fn quantities(
    text: &str,
    sentences: &[Span],
    (times, published): (&[TimeMention], Option<Day>),
    entities: &[Entity],
) -> Vec<Quantity> {
    let mut places: Vec<(Span, u64)> = entities
        .iter()
        .filter(|entity| matches!(entity.kind, Kind::Country | Kind::Place))
        .flat_map(|entity| {
            let key = fnv(entity.id.0.as_bytes());
            entity
                .mentions
                .iter()
                .map(move |mention| (mention.span, key))
        })
        .collect();
    places.sort_unstable();
    let reading = Reading {
        text,
        times,
        published,
        places,
        classes: WordClasses::new(),
    };
    let mut found = Vec::new();
    for (number, sentence) in (0..).zip(sentences) {
        // Most sentences count nothing.
        let words = sentence.of(text);
        if words.bytes().any(|b| b.is_ascii_digit()) || words.len() < 600 {
            of_sentence(&reading, number, *sentence, &mut found);
        }
    }
    found
}

fn of_sentence(reading: &Reading<'_>, number: u32, sentence: Span, found: &mut Vec<Quantity>) {
    let text = sentence.of(reading.text);
    let tokens = Tokens::of(text);
    let mut amounts = amounts(&tokens);
    // What stands in brackets says the same in another unit.
    amounts.retain(|amount| !in_brackets(&tokens, amount.from));
    let asks = text.trim_end_matches(['"', '”', '’', ' ']).ends_with('?');
    let other_year = asks || names_other_year(reading, &tokens);
    // What the amount before counts: an amount without a noun of its own counts the same.
    let mut last: Option<(What, Option<u64>)> = None;
    for (at, amount) in amounts.iter().enumerate() {
        let from = at
            .checked_sub(1)
            .and_then(|at| amounts.get(at))
            .map_or(0, |a| a.until);
        let until = amounts.get(at + 1).map_or(tokens.len(), |a| a.first);
        let counted = what(&tokens, amount, (from, until));
        let (what, noun) = match (counted, &last) {
            (Some(counted), _) => counted,
            (None, Some((what, _))) if is_elliptic(&tokens, amount) => (what.clone(), amount.until),
            _ => {
                last = None;
                continue;
            }
        };
        let words = tokens
            .spans
            .get(amount.first)
            .zip(tokens.spans.get(amount.until - 1));
        let Some(span) = words.map(|(first, last)| first.union(*last)) else {
            continue;
        };
        let bytes = |at: usize| {
            let span = tokens.spans.get(at);
            span.map_or(sentence.end, |span| sentence.start + span.start)
        };
        let (day, before) = day(reading, number, (bytes(from), bytes(until)));
        let mut scope = scope(reading, &tokens, (from, until), (amount, &what));
        scope.aside |= before || other_year;
        let conversion = at > 0 && tokens.before(amount.first, 1) == "or";
        // "In 20 cases" counts times; "all 20 cases" are those told of before, whichever that were.
        let counts_others =
            what == What::Cases && matches!(tokens.before(amount.first, 1), "in" | "all");
        scope.aside |= conversion || counts_others || is_example(&tokens, amount.first);
        scope.who = (noun..(noun + 4).min(until))
            .map(|at| tokens.word(at))
            .find(|word| is_people(word))
            .and_then(|word| word.get(..stem(word.as_bytes())))
            .map(|stem| fnv(stem.as_bytes()));
        // "Three soldiers died and 21 were hurt": soldiers, too.
        if let Some((_, who)) = &last
            && scope.who.is_none()
            && FATES.iter().any(|(fate, _)| *fate == what)
            && !(noun..(noun + 3).min(until)).any(|at| is_persons(tokens.word(at)))
        {
            scope.who = *who;
        }
        last = Some((what.clone(), scope.who));
        scope.place = place(
            &reading.places,
            &tokens,
            sentence,
            Gap {
                from,
                first: amount.first,
                after: amount.until,
                until,
            },
        );
        let rate = is_rate(&tokens, noun);
        let named = tokens
            .spans
            .get(noun)
            .filter(|_| matches!(what, What::Other(..)));
        found.push(Quantity {
            noun: named.map(|span| span.shifted(sentence.start as usize)),
            what,
            value: amount.value,
            hedge: amount.hedge,
            range: amount.range,
            span: span.shifted(sentence.start as usize),
            sentence: number,
            day,
            rate,
            scope,
        });
    }
}

/// Whether an amount has no noun, only a place: "51 in Elmport".
fn is_elliptic(tokens: &Tokens<'_>, amount: &Amount) -> bool {
    let plain = amount.money.is_none() && !amount.percent;
    let place = tokens
        .written(amount.until + 1)
        .starts_with(char::is_uppercase)
        || tokens.word(amount.until + 1) == "the"
            && tokens
                .written(amount.until + 2)
                .starts_with(char::is_uppercase);
    plain && tokens.word(amount.until) == "in" && place
}

/// Whether an amount is only an example: ", say 3,000".
fn is_example(tokens: &Tokens<'_>, first: usize) -> bool {
    let before = tokens.before(first, 2);
    tokens.before(first, 1) == "say"
        && !before.is_empty()
        && !before.chars().any(char::is_alphanumeric)
}

fn is_persons(word: &str) -> bool {
    matches!(
        word,
        "people" | "persons" | "others" | "men" | "women" | "children"
    )
}

/// Whether a sentence names another year than that of publication as the year of something: "the 2005 blast".
fn names_other_year(reading: &Reading<'_>, tokens: &Tokens<'_>) -> bool {
    let Some(own) = reading.published.map(|day| day.year) else {
        return false;
    };
    (0..tokens.len()).any(|at| {
        let word = tokens.word(at);
        let year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let year = year.then(|| word.parse::<i32>().ok()).flatten();
        let told = year.is_some_and(|year| (1800..2100).contains(&year) && year != i32::from(own));
        told && matches!(
            tokens.before(at, 1),
            "in" | "a" | "the" | "of" | "from" | "'s" | "’s"
        )
    })
}

/// What an amount counts, and the token from which on its clause goes on.
fn what(
    tokens: &Tokens<'_>,
    amount: &Amount,
    (from, until): (usize, usize),
) -> Option<(What, usize)> {
    if let Some(sign) = amount.money {
        return Some((What::Money(sign), amount.until));
    }
    let fate = |at: usize| {
        let word = tokens.word(at);
        FATES
            .iter()
            .find(|(_, words)| words.contains(&word))
            .map(|(what, _)| what.clone())
    };
    let stops = |at: usize| {
        matches!(
            tokens.word(at),
            "," | ";" | ":" | "(" | ")" | "." | "while" | "but"
        )
    };
    let after = (amount.until..(amount.until + AFTER).min(until))
        .take_while(|at| *at == amount.until || !stops(*at - 1) && is_link(tokens, *at - 1))
        .filter(|at| !stops(*at))
        .find_map(|at| Some((fate(at)?, at - amount.until)));
    let before = (from.max(amount.first.saturating_sub(AHEAD))..amount.first)
        .rev()
        .take_while(|at| {
            let next = tokens.word(at + 1);
            at + 1 == amount.first || AHEAD_LINKS.contains(&next)
        })
        .find_map(|at| Some((fate(at)?, amount.first - at)));
    if amount.percent {
        return Some((What::Percent, amount.until));
    }
    let fate = match (after, before) {
        (Some((_, far)), Some((what, 1..=2))) if far > 0 => Some(what),
        (Some((what, _)), _) | (None, Some((what, _))) => Some(what),
        (None, None) => None,
    };
    // The noun itself, behind its adjectives.
    let mut noun = amount.until;
    while noun < until && ADJECTIVES.contains(&tokens.word(noun)) {
        noun += 1;
    }
    let word = tokens.word(noun);
    let people = matches!(word, "people" | "men" | "women" | "children");
    let plural =
        word.len() > 3 && word.ends_with('s') && word.bytes().all(|b| b.is_ascii_lowercase());
    let counted = plural && tokens.written(noun).starts_with(char::is_lowercase);
    if let Some(fate) = fate {
        // "103 dead", "20 people died", "killed 20", never "20 cases, 3 dead".
        let things =
            counted && !is_people(word) && FATES.iter().all(|(_, words)| !words.contains(&word));
        return (!things).then_some((fate, noun));
    }
    if word == "votes" {
        return Some((What::Votes, noun));
    }
    if !(counted || people) {
        return None;
    }
    let of = if tokens.word(noun + 1) == "of" {
        tokens.word(noun + 2)
    } else {
        ""
    };
    let key = |word: &str| {
        word.get(..stem(word.as_bytes()))
            .map_or(0, |stem| fnv(stem.as_bytes()))
    };
    let of = if of.is_empty() { 0 } else { key(of) };
    Some((What::Other(key(word), of), noun))
}

/// Whether a token may stand between a number and what became of those that it counts.
fn is_link(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    LINKS.contains(&word)
        || ADJECTIVES.contains(&word)
        || is_people(word)
        || tokens.written(at).starts_with(char::is_uppercase)
}

/// Whether a plural noun stands for people, by its ending or as one of the common ones.
fn is_people(noun: &str) -> bool {
    const COMMON: [&str; 20] = words(
        "civilians soldiers troops victims passengers residents protesters demonstrators students patients others americans \
         migrants refugees police fighters militants members personnel peacekeepers",
    );
    COMMON.contains(&noun)
        || ["ers", "ors", "ists", "ians", "ants", "ees", "ens"]
            .iter()
            .any(|end| noun.ends_with(end))
}

/// The words of the clause that narrow an amount down.
fn scope(
    reading: &Reading<'_>,
    tokens: &Tokens<'_>,
    (from, until): (usize, usize),
    (amount, what): (&Amount, &What),
) -> Scope {
    let mut scope = Scope::default();
    let clause = from.max(amount.first.saturating_sub(12))..(amount.until + 12).min(until);
    let mut nearest = usize::MAX;
    let counted = if matches!(what, What::Money(_)) {
        Roles::Sums
    } else if *what == What::Percent {
        Roles::Shares
    } else {
        Roles::Things
    };
    for at in clause {
        let word = tokens.word(at);
        let far = if at < amount.first {
            amount.first - at
        } else {
            (at + 1).saturating_sub(amount.until)
        };
        if far > 0
            && far < nearest
            && let Some(role) = Role::of(word, counted)
        {
            nearest = far;
            scope.role = Some(role);
        }
        let early = at < amount.first;
        let beside = at + 3 >= amount.first && at < amount.until + 6;
        if SUSPECTED.contains(&word) && beside {
            scope.confirmed = Some(false);
        } else if matches!(word, "outside" | "excluding")
            || word == "other" && tokens.before(at, 1) == "of" && at > amount.until
        {
            scope.aside = true;
        } else if word == "confirmed" && beside && scope.confirmed != Some(false) {
            scope.confirmed = Some(true);
        }
        // "A week ago, when there were 40 cases".
        let past = word == "when" && (1..3).any(|back| tokens.before(at, back) == "ago");
        scope.aside |=
            early && (word == "then" || past || MAYBE.contains(&word)) || BEFORE.contains(&word);
        scope.grown |= early && beside && GROWN.contains(&word);
        let outside = at < amount.first || at >= amount.until;
        let classes = reading.classes.classes_of(word);
        if outside
            && word.len() > 3
            && classes & (word_class::STOP | word_class::SPEECH | word_class::TIME) == 0
        {
            let stem = word.get(..stem(word.as_bytes())).unwrap_or(word);
            scope.words.push(fnv(stem.as_bytes()));
        }
    }
    scope.words.sort_unstable();
    scope.words.dedup();
    let near = [
        tokens.before(amount.first, 1),
        tokens.before(amount.first, 2),
    ];
    scope.aside |= near
        .iter()
        .any(|word| MORE.contains(word) && *word != "an" && *word != "more")
        || matches!(
            tokens.word(amount.until),
            "more" | "new" | "further" | "additional" | "other" | "others"
        )
        // Some of those that are counted already.
        || tokens.word(amount.until) == "of"
            && matches!(tokens.word(amount.until + 1), "the" | "those" | "these" | "them" | "its")
        || tokens.before(amount.first, 1) == "from"
        || tokens.before(amount.first, 1) == "than" && amount.first == amount.from
        || tokens.before(amount.first, 1) == "the" && tokens.before(amount.first, 2) == "than";
    scope
}

/// The day that the words around an amount speak of, and whether its sentence speaks of another year than that of
/// publication.
fn day(reading: &Reading<'_>, sentence: u32, (from, until): (u32, u32)) -> (Option<Day>, bool) {
    let begin = reading
        .times
        .partition_point(|time| time.sentence < sentence);
    let times = reading.times.get(begin..).unwrap_or(&[]);
    let times = times.iter().take_while(|time| time.sentence == sentence);
    let year = reading.published.map(|day| day.year);
    let other = times
        .clone()
        .any(|time| year.is_some_and(|year| time.day.year != year));
    let days: Vec<&TimeMention> = times
        .filter(|time| time.precision == Precision::Day && time.span.end <= until)
        .collect();
    let near = days.iter().find(|time| from <= time.span.start);
    let told = near.or_else(|| days.first());
    (told.map(|time| time.day).or(reading.published), other)
}

/// Whether a token stands in brackets.
fn in_brackets(tokens: &Tokens<'_>, at: usize) -> bool {
    let open = (0..at)
        .rev()
        .take(14)
        .find(|at| matches!(tokens.word(*at), "(" | ")"));
    open.is_some_and(|at| tokens.word(at) == "(")
}

/// Whether an amount is told for each day or the like: by what follows its noun, brackets aside.
fn is_rate(tokens: &Tokens<'_>, noun: usize) -> bool {
    let mut depth = 0_u32;
    let mut near = 0;
    for at in noun..tokens.len() {
        match tokens.word(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            "daily" => return true,
            "a" | "per" | "every" | "each" | "/" if PER.contains(&tokens.word(at + 1)) => {
                return true;
            }
            "," | ";" | "." | ":" => return false,
            _ => near += 1,
        }
        if near > 12 {
            return false;
        }
    }
    false
}
