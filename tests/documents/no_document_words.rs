//! Nothing stands in the program only because one of the five scraped documents beside the project has it. No list of their
//! words stands here: what is looked for is reckoned from the documents each time.
//!
//! A word of a document is *rare* when no text of the reference holds it; so is a sequence of two or three words when it is
//! written as a name or none of its words is a common one. The reference: 5,291 articles of present-day news, some 4,400
//! of politics, persons and the world, 48,521 sentences that are strong on the Middle East, 80 whole web pages, and our own
//! starter articles of the documents' field. What the field knows, what English has and what pages carry beside their
//! articles, these have too.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::beside;

/// The reference, below `data/` of the folder beside the project, in two shares of about the same size.
const REFERENCE: [&[&str]; 2] = [
    &["load/aggregator", "stories/duc_task5", "ner/re3d_train"],
    &[
        "ner/gmb",
        "html/trafilatura_en",
        "stories/mds_neus",
        "summaries/cnndm_val500",
        "quotes/polnear_train",
    ],
];

/// The program, and its words. Tests are not looked at.
const PROGRAM: [&str; 3] = ["crates", "src", "config"];

/// A word that so many records of the reference hold is a common one.
const COMMON: u32 = 100;

/// The longest sequence of words that is looked for.
const LONGEST: usize = 3;

/// One word of a text: its hash in small letters, and whether it begins as a name or a number does.
#[derive(Clone, Copy)]
struct Word {
    hash: u64,
    capital: bool,
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, more: u64) -> u64 {
    (hash ^ more).wrapping_mul(0x0100_0000_01b3)
}

/// A sequence of `hash`, with one word more in front.
fn before(word: Word, hash: u64) -> u64 {
    mix(hash, word.hash).rotate_left(29)
}

/// What a byte is in a word: itself in small letters, or 0 where words end.
fn small(byte: u8) -> u8 {
    if byte.is_ascii_alphanumeric() || byte >= 0x80 {
        byte.to_ascii_lowercase()
    } else {
        0
    }
}

/// Calls `each` with the hash and the words of every sequence of words. `U.N.` is one word, `US/Israeli` are two; of
/// `Iran's` and `don't` what stands before the apostrophe counts. Bytes, as a debug build shall be quick, too.
fn sequences(text: &str, mut each: impl FnMut(u64, &[Word])) {
    let bytes = text.as_bytes();
    let nobody = Word {
        hash: START,
        capital: false,
    };
    let mut last = [nobody; LONGEST];
    let (mut count, mut at) = (0, 0);
    while at < bytes.len() {
        let mut word = nobody;
        let (mut run, mut cut) = (0, false);
        while let Some(byte) = bytes.get(at) {
            let low = small(*byte);
            // Marks of three bytes: quotation marks, dashes, arrows, the curly apostrophe.
            let wide = *byte == 0xe2;
            if low != 0 && !wide {
                if word.hash == START {
                    word.capital = !byte.is_ascii_lowercase();
                }
                if !cut {
                    word.hash = mix(word.hash, u64::from(low));
                }
                (at, run) = (at + 1, run + 1);
                continue;
            }
            let curly = bytes
                .get(at..)
                .is_some_and(|b| b.starts_with("’".as_bytes()));
            let length = if wide { 3 } else { 1 };
            let goes_on = run > 0 && bytes.get(at + length).is_some_and(|b| small(*b) != 0);
            let apostrophe = curly || *byte == b'\'';
            cut |= apostrophe;
            // The `n` of a JSON record's `\n` is no letter.
            at += length + usize::from(*byte == b'\\');
            if !(goes_on && (apostrophe || *byte == b'.' && run == 1)) {
                break;
            }
            run = 0;
        }
        if word.hash == START {
            continue;
        }
        last.rotate_left(1);
        last[LONGEST - 1] = word;
        count += 1;
        let mut hash = START;
        for many in 1..=LONGEST.min(count) {
            hash = before(last[LONGEST - many], hash);
            each(hash, &last[LONGEST - many..]);
        }
    }
}

/// A sequence of a document.
#[derive(Clone, Default)]
struct Sequence {
    /// Whether it is written as a name somewhere.
    name: bool,
    /// Its words, as sequences of one.
    words: Vec<u64>,
    /// So many records of the reference hold it.
    records: u32,
    /// The last of them.
    record: u32,
}

/// The sequences of the documents that the program holds too.
#[derive(Clone)]
struct Sought {
    sequences: HashMap<u64, Sequence>,
    /// A quick look that tells most others apart.
    marks: Vec<bool>,
    record: u32,
}

fn mark(hash: u64) -> usize {
    usize::try_from(hash >> 44).unwrap()
}

impl Sought {
    fn of(documents: &[String], program: &[(PathBuf, String)]) -> Self {
        let mut all: HashMap<u64, Sequence> = HashMap::new();
        for text in documents {
            sequences(text, |hash, words| {
                let entry = all.entry(hash).or_default();
                entry.name |= words.iter().all(|w| w.capital);
                entry.words = words.iter().map(|w| before(*w, START)).collect();
            });
        }
        let mut held = HashMap::new();
        for (_, text) in program {
            sequences(text, |hash, _| {
                if let Some(sequence) = all.get(&hash) {
                    held.entry(hash).or_insert_with(|| sequence.clone());
                }
            });
        }
        let mut marks = vec![false; 1 << 20];
        for hash in held.keys() {
            marks[mark(*hash)] = true;
        }
        Self {
            sequences: held,
            marks,
            record: 0,
        }
    }

    /// Counts a record of the reference.
    fn count(&mut self, text: &str) {
        self.record += 1;
        sequences(text, |hash, _| {
            if self.marks[mark(hash)]
                && let Some(found) = self.sequences.get_mut(&hash)
                && found.record != self.record
            {
                found.record = self.record;
                found.records += 1;
            }
        });
    }

    /// Counts the records of files.
    fn read(mut self, files: impl Iterator<Item = PathBuf>) -> Self {
        for file in files {
            let file = fs::File::open(file).unwrap();
            for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
                let line = line.unwrap();
                // The kinds of a sentence's words are no words.
                self.count(line.split("\"tags\":").next().unwrap());
            }
        }
        self
    }

    fn is_rare(&self, hash: u64) -> bool {
        let Some(found) = self.sequences.get(&hash) else {
            return false;
        };
        let common = |word: &u64| {
            self.sequences
                .get(word)
                .is_some_and(|s| s.records >= COMMON)
        };
        found.records == 0
            && (found.name || found.words.len() == 1 || !found.words.iter().any(common))
    }
}

/// The files of the program with their texts, without tests.
fn program() -> Vec<(PathBuf, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> = PROGRAM.iter().map(|name| top.join(name)).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        let stem = path.file_stem().unwrap_or_default();
        if stem == "tests" || stem == "target" {
            continue;
        }
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            // What is no text are weights.
            let code = text.split("\nmod tests {").next().unwrap().to_owned();
            found.push((path, code));
        }
    }
    found.sort();
    found
}

#[test]
fn the_program_holds_no_rare_word_of_a_document() {
    let (Some(seeds), Some(data)) = (beside::folder("seeds"), beside::folder("data")) else {
        return;
    };
    let texts = |folder: PathBuf| -> Vec<String> {
        let files = fs::read_dir(folder).unwrap();
        files
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect()
    };
    let program = program();
    let mut sought = Sought::of(&texts(seeds), &program);
    let count = |names: &[&str]| {
        let files = names
            .iter()
            .map(|name| data.join(format!("{name}.jsonl.gz")));
        sought.clone().read(files)
    };
    let [one, other] = REFERENCE;
    let (one, other) = rayon::join(|| count(one), || count(other));
    for text in texts(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")) {
        sought.count(&text);
    }
    for share in [one, other] {
        for (hash, counted) in share.sequences {
            sought.sequences.get_mut(&hash).unwrap().records += counted.records;
        }
    }
    let mut found = Vec::new();
    for (path, text) in &program {
        for (number, line) in text.lines().enumerate() {
            let mut rare = false;
            sequences(line, |hash, _| rare |= sought.is_rare(hash));
            if rare {
                found.push(format!("{}:{}: {line}", path.display(), number + 1));
            }
        }
    }
    assert!(
        found.is_empty(),
        "words of a document in the program:\n{}",
        found.join("\n")
    );
}
