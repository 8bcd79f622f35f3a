//! Owns: how well the words of a timeline agree with those of another one, aligned in time (align+ m:1, Martschat and Markert
//! 2017).
//! Promises: the measure of `news_score.py`, but for the stemmer.

#![expect(clippy::cast_precision_loss, reason = "counts are small")]

use std::collections::{BTreeMap, HashMap};

use crate::measure::rouge::{Counter, hits};
use crate::measure::threads::f1;

/// What each day tells, by its number.
pub type Told = BTreeMap<i32, Vec<String>>;

/// Words that are not counted.
const EMPTY: &str = " a an the of in on at to for and or but is are was were be been being by with as from that this these those it \
     its his her he she they them their has have had not will would which who ";

/// A day as it is compared.
struct Counted {
    day: i32,
    /// Its words without the empty ones, as stems.
    words: Vec<u32>,
    /// All its words as they are.
    all: HashMap<String, usize>,
}

fn counted(told: &Told, counter: &mut Counter) -> Vec<Counted> {
    let of_day = |(day, sentences): (&i32, &Vec<String>)| {
        let lower = sentences.join(" ").to_lowercase();
        let words = lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty());
        let mut all: HashMap<String, usize> = HashMap::new();
        let mut full = String::new();
        for word in words {
            *all.entry(word.to_owned()).or_default() += 1;
            if !EMPTY.contains(&format!(" {word} ")) {
                full.push_str(word);
                full.push(' ');
            }
        }
        Counted {
            day: *day,
            words: counter.words(&full),
            all,
        }
    };
    told.iter().map(of_day).collect()
}

fn like(a: &Counted, b: &Counted) -> f64 {
    let both: usize = a
        .all
        .iter()
        .map(|(word, count)| *count.min(b.all.get(word).unwrap_or(&0)))
        .sum();
    let share =
        |all: &HashMap<String, usize>| both as f64 / all.values().sum::<usize>().max(1) as f64;
    f1((share(&a.all), share(&b.all)))
}

/// The share of the n-grams of `these` that stand in what lies nearest in `others`, in words and in time.
fn side(these: &[Counted], others: &[Counted], n: usize) -> f64 {
    let (mut shared, mut all) = (0.0, 0.0);
    for one in these {
        let far = |other: &Counted| f64::from((one.day - other.day).abs() + 1);
        let cost = |other: &Counted| (1.0 - 1.0 / far(other)) * (1.0 - like(one, other));
        let nearest = others.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
        if let Some(other) = nearest {
            shared += hits(&one.words, &other.words, n) as f64 / far(other);
        }
        all += (one.words.len() + 1).saturating_sub(n) as f64;
    }
    if all > 0.0 { shared / all } else { 0.0 }
}

/// How well two timelines agree in single words and in pairs of words.
pub fn aligned(found: &Told, wanted: &Told, counter: &mut Counter) -> [f64; 2] {
    let (found, wanted) = (counted(found, counter), counted(wanted, counter));
    [1, 2].map(|n| f1((side(&found, &wanted, n), side(&wanted, &found, n))))
}
