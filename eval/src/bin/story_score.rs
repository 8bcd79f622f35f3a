//! Owns: how copies of a story are found (`text::similar`): among real texts against a comparison of all pairs, and among
//! copies made by editing.
//! Promises: every run makes the same copies.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin story_score
//! ```
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`). A pair counts as copies when their texts say so
//! (`Overlap::is_same_story`); measured is what the sketches' bands find of them, and how many pairs they offer in vain.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

use std::collections::{BTreeSet, HashMap};

use nutgraf_eval::measure::records;
use nutgraf_read::text::similar::{Overlap, Sketch, overlap};

/// Texts of fewer shingles make no story, as in the library.
const LEAST: usize = 40;

fn texts(name: &str, field: &str) -> Vec<String> {
    records(name)
        .iter()
        .map(|record| record[field].as_str().unwrap_or("").to_owned())
        .collect()
}

/// Pairs that share a band.
fn offered(sketches: &[Option<Sketch>]) -> BTreeSet<(usize, usize)> {
    let mut bands: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        for key in sketch.iter().flat_map(Sketch::bands) {
            bands.entry(key).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for members in bands.values() {
        for (n, one) in members.iter().enumerate() {
            pairs.extend(members.iter().skip(n + 1).map(|other| (*one, *other)));
        }
    }
    pairs
}

/// Against a comparison of all pairs.
fn real(name: &str, texts: &[String]) {
    let sketches: Vec<_> = texts.iter().map(|text| Sketch::of(text, LEAST)).collect();
    let pairs = offered(&sketches);
    let (mut same, mut found) = (0_u32, 0_u32);
    for one in 0..texts.len() {
        for other in one + 1..texts.len() {
            let (Some(a), Some(b)) = (&sketches[one], &sketches[other]) else {
                continue;
            };
            // Texts whose sketches hardly agree are not compared letter by letter.
            if a.similarity(b) < 0.1 || !overlap(&texts[one], &texts[other]).is_same_story() {
                continue;
            }
            same += 1;
            found += u32::from(pairs.contains(&(one, other)));
        }
    }
    println!(
        "{name}: {} texts, {same} pairs of copies, {found} found by bands; {} pairs were offered",
        texts.len(),
        pairs.len()
    );
}

/// Copies made of texts: words taken out here and there, the end cut off, another foot.
fn made(name: &str, texts: &[String]) {
    for (how, every, keep) in [
        ("every 40th word gone", 40, 100),
        ("every 20th word gone", 20, 100),
        ("every 12th word gone", 12, 100),
        ("the first 75 %", usize::MAX, 75),
        ("the first 60 %", usize::MAX, 60),
        ("the first 60 %, every 40th word gone", 40, 60),
    ] {
        let (mut all, mut offered, mut confirmed) = (0_u32, 0_u32, 0_u32);
        for text in texts {
            let words: Vec<&str> = text.split_whitespace().collect();
            let few = words.len() * keep / 100;
            let copy: Vec<&str> = words
                .iter()
                .take(few)
                .enumerate()
                .filter(|(at, _)| (at + 1) % every != 0)
                .map(|(_, word)| *word)
                .collect();
            let copy = format!("{} Reporting by our desk, with agencies.", copy.join(" "));
            let (Some(a), Some(b)) = (Sketch::of(text, LEAST), Sketch::of(&copy, LEAST)) else {
                continue;
            };
            all += 1;
            let bands = a.bands();
            let near = b.bands().iter().any(|band| bands.contains(band));
            offered += u32::from(near);
            confirmed += u32::from(near && overlap(text, &copy).is_same_story());
        }
        let share = |n: u32| 100.0 * f64::from(n) / f64::from(all.max(1));
        println!(
            "{name}, {how}: {:.1} % of {all} offered by bands, {:.1} % taken for copies",
            share(offered),
            share(confirmed)
        );
    }
}

/// How many copies made by editing, and how many pairs of different documents, are the same story when so much of both
/// must be shared; for one half of the documents.
fn thresholds(texts: &[String], clusters: &[String], half: usize) {
    let chosen: Vec<usize> = (0..texts.len()).filter(|at| at % 2 == half).collect();
    let edited = |text: &str, every: usize, keep: usize| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let few = words.len() * keep / 100;
        let left = (1..).zip(words.iter().take(few));
        let left: Vec<&str> = left
            .filter(|(at, _)| at % every != 0)
            .map(|(_, w)| *w)
            .collect();
        format!("{} Reporting by our desk, with agencies.", left.join(" "))
    };
    let mut copies = Vec::new();
    for at in &chosen {
        for (every, keep) in [(40, 100), (20, 100), (12, 100), (usize::MAX, 75), (40, 60)] {
            copies.push(overlap(&texts[*at], &edited(&texts[*at], every, keep)));
        }
    }
    let mut others = Vec::new();
    for (n, one) in chosen.iter().enumerate() {
        for other in &chosen[n + 1..] {
            let found = overlap(&texts[*one], &texts[*other]);
            if found.jaccard >= 0.1 || found.contained >= 0.3 {
                others.push((found, clusters[*one] == clusters[*other]));
            }
        }
    }
    let name = if half == 0 { "even" } else { "odd" };
    let in_use = |o: &Overlap| o.is_same_story();
    let count = |is: &dyn Fn(&Overlap) -> bool| {
        let within = others.iter().filter(|(o, same)| *same && is(o)).count();
        let across = others.iter().filter(|(o, same)| !*same && is(o)).count();
        let found = copies.iter().filter(|o| is(o)).count();
        (
            100.0 * found as f64 / copies.len().max(1) as f64,
            within,
            across,
        )
    };
    for least in [0.25, 0.35, 0.45, 0.55, 0.65, 0.75] {
        let (found, within, across) = count(&|o| o.numbers >= 0.5 && o.jaccard >= least);
        println!(
            "{name} half, jaccard {least}: {found:.1} % of copies, {within} other pairs of a cluster, {across} of two"
        );
    }
    let (found, within, across) = count(&in_use);
    println!(
        "{name} half, the rule in use: {found:.1} % of copies, {within} other pairs of a cluster, {across} of two"
    );
}

/// What people say of the pairs that are taken for one story, and of the most alike that are not.
fn people(texts: &[String]) {
    let rows = texts_of_similarity();
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for (one, row) in rows.iter().enumerate() {
        for (other, human) in row.iter().enumerate().skip(one + 1) {
            let is = overlap(&texts[one], &texts[other]).is_same_story();
            (if is { &mut taken } else { &mut left }).push(*human);
        }
    }
    left.sort_by(f64::total_cmp);
    println!(
        "lee: people's likeness of the {} pairs taken for one story {taken:?}; most alike of the others {:?}",
        taken.len(),
        &left[left.len().saturating_sub(3)..]
    );
}

fn texts_of_similarity() -> Vec<Vec<f64>> {
    records("stories/lee_similarity")
        .iter()
        .map(|record| {
            let row = record["similarity"].as_array().unwrap();
            row.iter().map(|v| v.as_f64().unwrap()).collect()
        })
        .collect()
}

fn main() {
    let mut lee = texts("stories/lee", "text");
    lee.extend(texts("stories/lee_background", "text"));
    real("lee with background", &lee);
    people(&lee[..50]);
    let duc = texts("stories/duc_task5", "text");
    real("duc_task5", &duc);
    made("duc_task5", &duc);
    let clusters = texts("stories/duc_task5", "cluster");
    for half in [0, 1] {
        thresholds(&duc, &clusters, half);
    }
}
