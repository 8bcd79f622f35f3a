//! Owns: the sets that the recogniser learns from, and what their tags mean here.
//! Promises: a name is a person, a body, a place, or a product, work, event or law; nationalities, fields, substances and
//! illnesses are no names.

use std::path::Path;

use nutgraf_analysis::entity::gazetteer::Sense;
use nutgraf_analysis::entity::lexicon::{COMMON, Lexicon, PARTICLE, PLAIN};
use nutgraf_analysis::entity::token::word_hash;
use nutgraf_eval::entity::corpus::{self, Sentence};
use nutgraf_eval::measure::records;
use serde_json::Value;

/// How a set is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As it stands, without nationalities.
    Plain,
    /// Works, events and storms by the finer tags, which the coarse ones leave out.
    Gmb,
    /// By the finer tags: some are no names here.
    Fine,
    /// The same, of sentences that are written small: names get their capitals back.
    Small,
}

/// The sets, how much each example weighs, and how they are read.
pub(crate) const SETS: [(&str, f32, Reading); 8] = [
    ("gmb", 1.0, Reading::Gmb),
    ("wikigold", 2.0, Reading::Plain),
    ("gum_open", 1.0, Reading::Plain),
    ("btc", 0.6, Reading::Plain),
    ("wnut17_train", 0.5, Reading::Plain),
    ("ewt", 1.0, Reading::Plain),
    ("crossner", 0.7, Reading::Fine),
    ("multiconer2_en", 0.5, Reading::Small),
];

/// Finer tags of what is no name of an actor here.
const NO_NAMES: [&str; 23] = [
    "musicgenre",
    "literarygenre",
    "field",
    "task",
    "metrics",
    "chemicalcompound",
    "protein",
    "enzyme",
    "discipline",
    "chemicalelement",
    "musicalinstrument",
    "theory",
    "algorithm",
    "AnatomicalStructure",
    "Disease",
    "MedicalProcedure",
    "Symptom",
    "Food",
    "Drink",
    "Clothing",
    "Medication/Vaccine",
    "OtherPROD",
    "nat",
];

/// Finer tags of gmb that the coarse ones leave out.
const WORKS: [&str; 2] = ["art", "eve"];

/// All sentences of a set.
pub(crate) fn read(
    folder: &Path,
    name: &str,
    reading: Reading,
    lexicon: &Lexicon,
) -> std::io::Result<Vec<Sentence>> {
    records::read(&folder.join(format!("ner/{name}.jsonl.gz")))?
        .map(|record| Ok(sentence(&record?, reading, lexicon)))
        .collect()
}

fn sentence(record: &Value, reading: Reading, lexicon: &Lexicon) -> Sentence {
    let mut tokens = corpus::strings(record, "tokens");
    let mut tags = corpus::strings(record, "tags");
    let raw = corpus::strings(record, "raw");
    for (at, tag) in tags.iter_mut().enumerate() {
        let fine = raw.get(at).and_then(|fine| fine.get(2..)).unwrap_or("");
        let nation = tokens.get(at).is_some_and(|word| is_nation(word, lexicon));
        let capital = tokens
            .get(at)
            .is_some_and(|word| word.starts_with(char::is_uppercase));
        match reading {
            Reading::Gmb if WORKS.contains(&fine) => {
                let head = raw.get(at).and_then(|fine| fine.get(..2)).unwrap_or("B-");
                *tag = format!("{head}MISC");
            }
            Reading::Gmb if tag.ends_with("MISC") => "O".clone_into(tag),
            Reading::Fine if NO_NAMES.contains(&fine) && !capital => "O".clone_into(tag),
            Reading::Small if NO_NAMES.contains(&fine) => "O".clone_into(tag),
            _ if tag == "B-MISC" && nation && !tags_on(record, at) => "O".clone_into(tag),
            Reading::Plain | Reading::Gmb | Reading::Fine | Reading::Small => {}
        }
    }
    if reading == Reading::Small {
        for at in 0..tokens.len() {
            let named = tags.get(at).is_some_and(|tag| tag != "O");
            let first = tags.get(at).is_some_and(|tag| tag.starts_with("B-"));
            if let Some(word) = tokens.get_mut(at) {
                let hash = word_hash(word);
                let small = !first && lexicon.cues(hash) & (PLAIN | PARTICLE) != 0;
                let always = is_nation(word, lexicon) || lexicon.cues(hash) & COMMON != 0;
                if at == 0 || named && !small || always {
                    *word = capitalised(word);
                }
            }
        }
    }
    corpus::of_words(corpus::document(record), &tokens, &tags)
}

/// Whether the name goes on with the next word.
fn tags_on(record: &Value, at: usize) -> bool {
    record["tags"][at + 1]
        .as_str()
        .is_some_and(|tag| tag.starts_with("I-"))
}

/// Whether a word is an adjective of a nation or its people.
fn is_nation(word: &str, lexicon: &Lexicon) -> bool {
    let readings = lexicon.names.single(word);
    readings
        .iter()
        .any(|r| matches!(r.sense, Sense::Adjective | Sense::People))
}

/// A word with a capital at its front; short ones without a vowel are acronyms.
fn capitalised(word: &str) -> String {
    let vowel = word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if !vowel && word.len() > 1 && word.len() <= 5 && word.chars().all(char::is_alphabetic) {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
