//! Owns: the dictionaries that reading needs, as they are embedded.
//! Promises: every file of `lexicon/` is in the list (a test looks).

use crate::model::lexicon::LexiconFiles;

/// Name inside `lexicon/` without `.txt`, and text. Whoever adds a file adds its line.
const FILES: &[(&str, &str)] = &[
    (
        "abbreviations",
        include_str!("../lexicon/abbreviations.txt"),
    ),
    ("boilerplate", include_str!("../lexicon/boilerplate.txt")),
    ("captions", include_str!("../lexicon/captions.txt")),
    ("furniture", include_str!("../lexicon/furniture.txt")),
    ("tails", include_str!("../lexicon/tails.txt")),
];

/// The embedded dictionaries.
pub fn lexicon() -> LexiconFiles {
    let mut files = LexiconFiles::default();
    for (name, text) in FILES {
        files.set(*name, *text);
    }
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon");
        let there = std::fs::read_dir(folder).unwrap();
        let mut there: Vec<String> = there
            .map(|e| e.unwrap().file_name().to_string_lossy().replace(".txt", ""))
            .collect();
        there.sort();
        let embedded = super::lexicon();
        let listed: Vec<&str> = embedded.names().collect();
        assert_eq!(there, listed);
    }
}
