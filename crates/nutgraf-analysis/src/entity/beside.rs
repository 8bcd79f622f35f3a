//! Owns: classes of words that tell what the name beside them is: `company`, `game`, `shares`, `starring`.
//! Promises: read from `lexicon/kinds.txt`; a line that cannot be understood is told.

use crate::entity::gazetteer::Table;
use crate::entity::token::word_hash;
use crate::hashed::Hashed;
use nutgraf_read::model::lexicon::LexiconFiles;

/// What a person is: `rapper`.
pub const OF_PERSON: u32 = 1;
/// What a body is: `company`.
pub const OF_BODY: u32 = 1 << 1;
/// What a place is: `village`.
pub const OF_PLACE: u32 = 1 << 2;
/// What a product, work, event or law is: `game`.
pub const OF_WORK: u32 = 1 << 3;
/// What a body has, after its name: `shares`.
pub const TRADE: u32 = 1 << 4;
/// What a person has or does: `wife`.
pub const LIFE: u32 = 1 << 5;
/// What is done with a product or work, before its name: `play`.
pub const USES: u32 = 1 << 6;
/// What a product or work has or does: `update`.
pub const RUNS: u32 = 1 << 7;
/// What teams and players do: `beat`.
pub const SPORTING: u32 = 1 << 8;
/// What is said of events: `attended`.
pub const HELD: u32 = 1 << 9;

/// What texts about games, films and series have: `gameplay`.
pub const PLAYED: u32 = 1 << 10;

/// The classes by their names in `kinds.txt`.
const CLASSES: [(&str, u32); 11] = [
    ("of-person", OF_PERSON),
    ("of-body", OF_BODY),
    ("of-place", OF_PLACE),
    ("of-work", OF_WORK),
    ("trade", TRADE),
    ("life", LIFE),
    ("uses", USES),
    ("runs", RUNS),
    ("sport", SPORTING),
    ("held", HELD),
    ("played", PLAYED),
];

/// The classes of words by their hashes; what cannot be understood goes to `complaints`.
pub fn read(files: &LexiconFiles, complaints: &mut Vec<String>) -> Table {
    let mut words = Hashed::default();
    for (number, line) in files.lines("kinds") {
        let told = line.split_once('|').and_then(|(class, words)| {
            let (_, bit) = CLASSES.iter().find(|(name, _)| *name == class.trim())?;
            Some((bit, words))
        });
        let Some((bit, list)) = told else {
            complaints.push(format!(
                "kinds.txt line {number}: a class and its words are wanted"
            ));
            continue;
        };
        for word in list.split_whitespace() {
            *words.entry(word_hash(word)).or_default() |= bit;
        }
    }
    Table::new(&words)
}
