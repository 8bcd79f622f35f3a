//! Owns: numbers in running text, in digits and in words, with what hedges them.
//! Promises: total; what may be a date, a time, a year or a name is no amount.

use nutgraf_read::model::span::Span;
use nutgraf_read::text::word;
use nutgraf_read::text::word_list::words;

use crate::number::quantity::Hedge;

/// The tokens of a sentence.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) spans: Vec<Span>,
    pub(super) lower: Vec<String>,
}

impl<'t> Tokens<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let spans: Vec<Span> = word::tokens(text).collect();
        let lower = spans.iter().map(|s| s.of(text).to_lowercase()).collect();
        Self { text, spans, lower }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// A token in lower case; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    pub(super) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    pub(super) fn written(&self, at: usize) -> &'t str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }
}

/// A number with its hedge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    /// The tokens of the number itself, half-open; of a range from its first number on.
    pub(super) from: usize,
    pub(super) until: usize,
    /// The first token of the hedge, or of the number.
    pub(super) first: usize,
    pub(super) value: f64,
    pub(super) hedge: Hedge,
    pub(super) range: (f64, f64),
    /// The currency sign before it.
    pub(super) money: Option<char>,
    /// Whether a percent sign or word follows.
    pub(super) percent: bool,
}

const SMALL: [&str; 20] = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
     nineteen twenty",
);
const TENS: [&str; 8] = words("twenty thirty forty fifty sixty seventy eighty ninety");
const LARGE: [(&str, f64); 8] = [
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("bn", 1e9),
    ("tn", 1e12),
    ("dozen", 12.0),
];
/// The same behind the digits themselves: `2.5bn`, `30k`.
const SUFFIXES: [(&str, f64); 6] = [
    ("bn", 1e9),
    ("tn", 1e12),
    ("mn", 1e6),
    ("m", 1e6),
    ("b", 1e9),
    ("k", 1e3),
];
/// Words for currencies behind an amount, by their sign.
const CURRENCIES: [(&str, char); 12] = [
    ("dollar", '$'),
    ("dollars", '$'),
    ("usd", '$'),
    ("euro", '€'),
    ("euros", '€'),
    ("eur", '€'),
    ("pound", '£'),
    ("pounds", '£'),
    ("gbp", '£'),
    ("yen", '¥'),
    ("rupees", '₹'),
    ("yuan", '元'),
];
/// What a time or an age is counted in, and what else is no count of things.
const TIME: [&str; 20] = words(
    "day days week weeks month months year years hour hours minute minutes second seconds years-old year-old am pm yrs yr",
);

/// The amounts of a sentence, ascending, not overlapping.
pub(super) fn amounts(tokens: &Tokens<'_>) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(amount) = hyphened(tokens, at).filter(|amount| counts(tokens, amount)) {
            at = amount.until;
            found.push(amount);
            continue;
        }
        let Some((value, until)) = number(tokens, at) else {
            at += 1;
            continue;
        };
        let joins = matches!(tokens.word(until), "to" | "-" | "–" | "and");
        let ranged = joins && (tokens.word(until) != "and" || tokens.before(at, 1) == "between");
        let end = number(tokens, until + 1).filter(|(end, _)| ranged && *end > value);
        let amount = match end {
            Some((end, until)) => ranged_amount(tokens, (at, until), (value, end)),
            None => single(tokens, (at, until), value),
        };
        at = amount.until;
        if counts(tokens, &amount) {
            found.push(amount);
        }
    }
    found
}

/// A range in one token: `12,000-19,000`.
fn hyphened(tokens: &Tokens<'_>, at: usize) -> Option<Amount> {
    let (low, high) = tokens.word(at).split_once(['-', '–'])?;
    let (low, high) = (digits(low)?, digits(high)?);
    // A score or a part of a date is smaller.
    let range = low < high && high >= 10.0 && low * 20.0 > high;
    range.then(|| ranged_amount(tokens, (at, at + 1), (low, high)))
}

/// The number that begins at a token, and where it ends.
fn number(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let word = tokens.word(at);
    let (mut value, mut until) = if word.starts_with(|c: char| c.is_ascii_digit()) {
        (digits(word)?, at + 1)
    } else if word == "half" && matches!(tokens.word(at + 1), "a" | "of") {
        let of = tokens.word(at + 1) == "a" && large(tokens.word(at + 2)).is_some();
        (of.then_some(0.5)?, at + 2)
    } else if let Some(small) = small(word) {
        (small, at + 1)
    } else {
        let a = matches!(word, "a" | "an") && large(tokens.word(at + 1)).is_some();
        (a.then_some(1.0)?, at + 1)
    };
    while let Some(times) = large(tokens.word(until)) {
        value *= times;
        until += 1;
        // `two hundred and fifty`
        let and = usize::from(tokens.word(until) == "and");
        if let Some(rest) =
            small(tokens.word(until + and)).filter(|rest| *rest < times && times < 1e4)
            && value.fract() == 0.0
            && !word.starts_with(|c: char| c.is_ascii_digit())
        {
            value += rest;
            until += and + 1;
        }
    }
    // `3 m people`
    if tokens.word(until) == "m" && tokens.written(until) == "m" {
        value *= 1e6;
        until += 1;
    }
    Some((value, until))
}

/// A number in digits, with what stands for thousands and more right behind them.
fn digits(word: &str) -> Option<f64> {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let plain = word.strip_suffix(letters)?.replace(',', "");
    let times = match letters {
        "" => 1.0,
        letters => SUFFIXES.iter().find(|(suffix, _)| *suffix == letters)?.1,
    };
    let value = plain.parse::<f64>().ok()? * times;
    value.is_finite().then_some(value)
}

fn small(word: &str) -> Option<f64> {
    let of = |word: &str| {
        let at = SMALL.iter().position(|one| *one == word)?;
        u32::try_from(at + 1).ok().map(f64::from)
    };
    if let Some(number) = of(word) {
        return Some(number);
    }
    let (ten, one) = word.split_once('-').unwrap_or((word, ""));
    let tens = TENS.iter().position(|name| *name == ten)?;
    let tens = f64::from(u32::try_from(tens + 2).ok()?) * 10.0;
    match one {
        "" => Some(tens),
        one => of(one).filter(|one| *one < 10.0).map(|one| tens + one),
    }
}

fn large(word: &str) -> Option<f64> {
    LARGE
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, times)| *times)
}

fn ranged_amount(
    tokens: &Tokens<'_>,
    (from, until): (usize, usize),
    (low, high): (f64, f64),
) -> Amount {
    let first = from - usize::from(matches!(tokens.before(from, 1), "between" | "from"));
    let (money, percent, until) = unit(tokens, from, until);
    Amount {
        from,
        until,
        first,
        value: high,
        hedge: Hedge::Between,
        range: (low, high),
        money,
        percent,
    }
}

fn single(tokens: &Tokens<'_>, (from, until): (usize, usize), value: f64) -> Amount {
    let (money, percent, until) = unit(tokens, from, until);
    let at = from - usize::from(money.is_some() && is_sign(tokens.before(from, 1)));
    let (mut hedge, back) = hedge(tokens, at);
    let or_more = |at: usize| tokens.word(at) == "or" && tokens.word(at + 1) == "more";
    if (until..until + 5).any(or_more) {
        hedge = Hedge::AtLeast;
    }
    let range = match hedge {
        Hedge::AtLeast => (value, f64::INFINITY),
        Hedge::AtMost => (0.0, value),
        Hedge::About => (value * 0.9, value * 1.1),
        Hedge::Exact | Hedge::Between if is_round(value) => (value * 0.95, value * 1.05),
        Hedge::Exact | Hedge::Between => (value, value),
    };
    Amount {
        from,
        until,
        first: at - back,
        value,
        hedge,
        range,
        money,
        percent,
    }
}

/// Thousands and more that end in two zeros are rounded.
fn is_round(value: f64) -> bool {
    value >= 1000.0 && value % 100.0 == 0.0
}

/// What hedges the number at a token, and how many tokens before it do.
fn hedge(tokens: &Tokens<'_>, at: usize) -> (Hedge, usize) {
    let (one, two, three) = (
        tokens.before(at, 1),
        tokens.before(at, 2),
        tokens.before(at, 3),
    );
    match (three, two, one) {
        (_, "at", "least") | (_, "more" | "greater" | "higher", "than") => (Hedge::AtLeast, 2),
        ("no", "fewer" | "less", "than") => (Hedge::AtLeast, 3),
        ("as", "many" | "much" | "high", "as") => (Hedge::AtMost, 3),
        (_, "up", "to") | (_, "fewer" | "less", "than") => (Hedge::AtMost, 2),
        (_, _, "over" | "above" | "least") => (Hedge::AtLeast, 1),
        (_, _, "under" | "below") => (Hedge::AtMost, 1),
        (_, "close", "to") => (Hedge::About, 2),
        (
            _,
            _,
            "about" | "around" | "some" | "roughly" | "approximately" | "estimated" | "nearly"
            | "almost" | "perhaps" | "circa" | "probably" | "likely",
        ) => (Hedge::About, 1),
        _ => (Hedge::Exact, 0),
    }
}

fn is_sign(word: &str) -> bool {
    word.ends_with(['$', '£', '€', '¥', '₹'])
}

/// The currency of a number, before it or behind it, whether a percent sign is after it, and where it ends with that.
fn unit(tokens: &Tokens<'_>, from: usize, until: usize) -> (Option<char>, bool, usize) {
    let before = tokens.before(from, 1);
    let sign = before.chars().next_back().filter(|_| is_sign(before));
    // `12 US dollars`
    let nation = usize::from(matches!(
        tokens.written(until),
        "US" | "U.S." | "Canadian" | "Australian"
    ));
    let named = CURRENCIES
        .iter()
        .find(|(word, _)| *word == tokens.word(until + nation));
    let percent = match (tokens.word(until), tokens.word(until + 1)) {
        ("%" | "percent" | "pc", _) => 1,
        ("per", "cent") => 2,
        _ => 0,
    };
    match (sign, named) {
        (None, Some((_, sign))) => (Some(*sign), false, until + nation + 1),
        _ => (sign, percent > 0, until + percent),
    }
}

/// Whether it counts something: no year, date, time, age or part of a name.
fn counts(tokens: &Tokens<'_>, amount: &Amount) -> bool {
    if amount.money.is_some() || amount.percent {
        return true;
    }
    let (before, after) = (tokens.before(amount.from, 1), tokens.word(amount.until));
    let written = tokens.written(amount.from);
    let is_year = written.len() == 4
        && (1800.0..2100.0).contains(&amount.value)
        && amount.until == amount.from + 1;
    let dated = is_month(before) || is_month(after);
    let part = matches!(before, "/" | "-" | "." | "#" | "no" | "aged")
        || written.starts_with("00")
        || matches!(after, "/" | ":" | "-");
    let time = TIME.contains(&after);
    // "One of them", "one day": as often a pronoun.
    let pronoun = before.is_empty() && amount.value <= 1.0 && after == "of";
    !(is_year || dated || part || time || pronoun)
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = words(
        "january february march april may june july august september october november december",
    );
    MONTHS.contains(&word)
        || matches!(
            word,
            "jan" | "feb" | "mar" | "apr" | "aug" | "sept" | "sep" | "oct" | "nov" | "dec"
        )
}
