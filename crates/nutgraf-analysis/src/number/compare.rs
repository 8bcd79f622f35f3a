//! Owns: setting quantities of several articles side by side: whether they agree, differ, or one is newer.
//! Promises: only what counts the same thing, of the same place, on days next to each other is compared; a later higher count
//! is an update, not a contradiction.

use crate::number::quantity::{Hedge, Quantity, What};

/// An article's quantities.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The quantities, ascending.
    pub quantities: &'a [Quantity],
}

/// How the values of a comparison stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// They can all be true.
    Agree,
    /// A later one is higher.
    Updated,
    /// Two of one day can't both be true.
    Differ,
}

/// What several articles tell of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What is counted.
    pub what: What,
    /// The values: which article, and which of its quantities; the articles ascending.
    pub values: Vec<(usize, usize)>,
    /// How they stand to each other.
    pub state: State,
}

/// Values of one thing that are further apart count different things; estimates of what comes each day lie further apart.
const FARTHEST: f64 = 6.0;
const FARTHEST_RATES: f64 = 20.0;
/// Days apart that may still tell the same.
const WINDOW: i32 = 3;
/// So much of the words of the shorter clause must stand in the other one where the noun alone says what is counted.
const SHARED: f32 = 0.5;
/// The same of what comes each day.
const SHARED_RATES: f32 = 0.25;
/// So much of all that is told of places must be of one place, for it to be that of what is told of none.
const MAIN_PLACE: f32 = 0.5;

/// Gives what is told of no place the place that nearly all of the event is told of.
pub fn settle(articles: &mut [Vec<Quantity>]) {
    let mut counts: std::collections::BTreeMap<u64, f32> = std::collections::BTreeMap::new();
    for quantity in articles.iter().flatten() {
        if let Some(place) = quantity.scope.place {
            *counts.entry(place).or_default() += 1.0;
        }
    }
    let all: f32 = counts.values().sum();
    let main = counts.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((main, _)) = main.filter(|(_, count)| *count >= all * MAIN_PLACE) else {
        return;
    };
    for quantity in articles.iter_mut().flatten() {
        quantity.scope.place.get_or_insert(main);
    }
}

/// Compares the quantities of articles on one event. Values that stand alone are left out.
pub fn compare(articles: &[Told<'_>]) -> Vec<Comparison> {
    let all: Vec<(usize, usize, &Quantity)> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, told)| {
            let numbered = told.quantities.iter().enumerate();
            numbered.map(move |(at, quantity)| (article, at, quantity))
        })
        .filter(|(_, _, quantity)| !quantity.scope.aside && is_told(quantity))
        .collect();
    let mut taken = vec![false; all.len()];
    let mut compared = Vec::new();
    for (at, (article, number, quantity)) in all.iter().enumerate() {
        if taken.get(at).copied().unwrap_or(true) {
            continue;
        }
        let mut values = vec![(*article, *number)];
        let mut members = vec![*quantity];
        for (other, (its, number, candidate)) in all.iter().enumerate().skip(at + 1) {
            let free = taken.get(other).is_some_and(|taken| !taken);
            if free && its != article && comparable(quantity, candidate) {
                values.push((*its, *number));
                members.push(candidate);
                if let Some(taken) = taken.get_mut(other) {
                    *taken = true;
                }
            }
        }
        if values.len() > 1 {
            compared.push(Comparison {
                what: quantity.what.clone(),
                values,
                state: state(&members),
            });
        }
    }
    compared
}

/// A value that came in the place of another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is counted.
    pub what: What,
    /// The value before: which of the articles known, and which of its quantities.
    pub before: (usize, usize),
    /// The value now: which of the new articles, and which of its quantities.
    pub after: (usize, usize),
}

/// What new articles count otherwise than those known, each thing once, as the latest of either tell it. What the known
/// ones tell as well is no change. Articles in the order in which they appeared.
pub fn changes(known: &[Told<'_>], new: &[Told<'_>]) -> Vec<Change> {
    let numbered = |articles: &[Told<'_>]| -> Vec<((usize, usize), Quantity)> {
        let told = articles.iter().enumerate().flat_map(|(article, told)| {
            let numbered = told.quantities.iter().enumerate();
            numbered.map(move |(at, quantity)| ((article, at), quantity.clone()))
        });
        told.filter(|(_, quantity)| !quantity.scope.aside && is_told(quantity))
            .collect()
    };
    let (known, new) = (numbered(known), numbered(new));
    let mut found: Vec<(Change, Quantity)> = Vec::new();
    for (after, quantity) in new.iter().rev() {
        let told = found.iter().any(|(_, other)| comparable(quantity, other));
        let mut before = None;
        for (place, other) in known
            .iter()
            .filter(|(_, other)| counts_the_same(quantity, other))
        {
            if tells_the_same(quantity, other) {
                before = None;
                break;
            }
            before = Some(*place);
        }
        if let Some(before) = before.filter(|_| !told) {
            let change = Change {
                what: quantity.what.clone(),
                before,
                after: *after,
            };
            found.push((change, quantity.clone()));
        }
    }
    found.reverse();
    found.into_iter().map(|(change, _)| change).collect()
}

/// Whether who knows one value has nothing new in the other: "at least 10" does not tell of 14.
fn tells_the_same(one: &Quantity, other: &Quantity) -> bool {
    const ROUNDING: f64 = 0.05;
    let close =
        (one.value - other.value).abs() <= ROUNDING * one.value.abs().max(other.value.abs());
    let bounded = |quantity: &Quantity| matches!(quantity.hedge, Hedge::AtLeast | Hedge::AtMost);
    close || pair(one, other) == State::Agree && !bounded(one) && !bounded(other)
}

fn state(members: &[&Quantity]) -> State {
    let pairs = members
        .iter()
        .enumerate()
        .flat_map(|(at, one)| members.iter().skip(at + 1).map(move |other| (*one, *other)));
    pairs
        .map(|(one, other)| pair(one, other))
        .max()
        .unwrap_or(State::Agree)
}

/// Whether two quantities count the same thing and can't both be true on one day.
pub fn contradict(one: &Quantity, other: &Quantity) -> bool {
    let aside = one.scope.aside || other.scope.aside;
    !aside && comparable(one, other) && pair(one, other) == State::Differ
}

/// Whether it is known what a quantity counts: of things, sums and shares only what is done with them tells that.
fn is_told(quantity: &Quantity) -> bool {
    let bare = matches!(
        quantity.what,
        What::Other(..) | What::Money(_) | What::Percent
    );
    !bare || quantity.scope.role.is_some()
}

/// How two values of one thing stand to each other.
fn pair(one: &Quantity, other: &Quantity) -> State {
    let apart = one.range.1 < other.range.0 || other.range.1 < one.range.0;
    if !apart {
        return State::Agree;
    }
    // A count that says of itself that it has grown, and what is only suspected, goes on.
    let higher = if one.value < other.value { other } else { one };
    let suspected = |quantity: &Quantity| quantity.scope.confirmed == Some(false);
    if higher.scope.grown || suspected(one) && suspected(other) {
        return State::Updated;
    }
    let days = one.day.and_then(nutgraf_read::model::moment::Day::number);
    let others = other.day.and_then(nutgraf_read::model::moment::Day::number);
    match (days, others) {
        (Some(a), Some(b)) if a != b => {
            let (earlier, later) = if a < b { (one, other) } else { (other, one) };
            if later.value > earlier.value {
                State::Updated
            } else {
                State::Differ
            }
        }
        _ => State::Differ,
    }
}

/// Whether two quantities count the same thing, so that their values can be compared.
pub fn comparable(one: &Quantity, other: &Quantity) -> bool {
    are_near(one, other) && counts_the_same(one, other)
}

/// Whether two quantities are told of days next to each other.
fn are_near(one: &Quantity, other: &Quantity) -> bool {
    match (one.day, other.day) {
        (Some(a), Some(b)) => match (a.number(), b.number()) {
            (Some(a), Some(b)) => (a - b).abs() <= WINDOW,
            _ => false,
        },
        _ => true,
    }
}

/// Whether two quantities count the same thing, on whatever days.
fn counts_the_same(one: &Quantity, other: &Quantity) -> bool {
    // The ends that are next to each other.
    let finite = |end: f64, value: f64| if end.is_finite() { end } else { value };
    let (low, high) = if one.value < other.value {
        (finite(one.range.1, one.value), other.range.0.max(1.0))
    } else {
        (finite(other.range.1, other.value), one.range.0.max(1.0))
    };
    let same_kind = one.what == other.what
        || matches!((&one.what, &other.what), (What::Other(a, x), What::Other(b, y)) if a == b && (*x == 0 || *y == 0));
    let confirmed = match (one.scope.confirmed, other.scope.confirmed) {
        (Some(false), confirmed) | (confirmed, Some(false)) => confirmed == Some(false),
        _ => true,
    };
    let (one_scope, others) = (&one.scope, &other.scope);
    let bare = matches!(one.what, What::Other(..) | What::Money(_) | What::Percent);
    let same = if !bare {
        // A fate at a named place says what is counted; else the words around it have to.
        let place = one_scope.place == others.place;
        place && (one_scope.place.is_some() || shared(one, other) >= SHARED)
    } else if one.rate && matches!(one.what, What::Other(..)) {
        one_scope.role == others.role && is_told(one) && shared(one, other) >= SHARED_RATES
    } else {
        let place =
            one_scope.place == others.place || one_scope.place.is_none() || others.place.is_none();
        place && one_scope.role == others.role && is_told(one) && shared(one, other) > SHARED
    };
    let farthest = if one.rate { FARTHEST_RATES } else { FARTHEST };
    same_kind
        && confirmed
        && one.rate == other.rate
        && high <= low.max(1.0) * farthest
        && one.scope.who == other.scope.who
        && same
}

/// How much of the words of the shorter clause stand in the other one.
#[expect(clippy::cast_precision_loss, reason = "clauses are short")]
fn shared(one: &Quantity, other: &Quantity) -> f32 {
    let (few, many) = if one.scope.words.len() < other.scope.words.len() {
        (&one.scope.words, &other.scope.words)
    } else {
        (&other.scope.words, &one.scope.words)
    };
    let both = few
        .iter()
        .filter(|word| many.binary_search(word).is_ok())
        .count();
    if both < 2 {
        return 0.0;
    }
    both as f32 / few.len().max(1) as f32
}
