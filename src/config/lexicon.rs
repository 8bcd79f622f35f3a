//! Owns: the list of the embedded dictionaries.
//! May import: `model::lexicon`.
//! Promises: every file of `config/lexicon/` is in the list (a test looks).

use crate::model::lexicon::LexiconFiles;

/// Name inside `config/lexicon/` without `.txt`, and text. Whoever adds a file adds its line.
const FILES: &[(&str, &str)] = &[
    (
        "abbreviations",
        include_str!("../../config/lexicon/abbreviations.txt"),
    ),
    (
        "boilerplate",
        include_str!("../../config/lexicon/boilerplate.txt"),
    ),
    (
        "countries",
        include_str!("../../config/lexicon/countries.txt"),
    ),
    ("cues", include_str!("../../config/lexicon/cues.txt")),
    ("given", include_str!("../../config/lexicon/given.txt")),
    (
        "organizations",
        include_str!("../../config/lexicon/organizations.txt"),
    ),
    ("people", include_str!("../../config/lexicon/people.txt")),
    ("places", include_str!("../../config/lexicon/places.txt")),
    ("things", include_str!("../../config/lexicon/things.txt")),
    (
        "wikidata",
        include_str!("../../config/lexicon/wikidata.txt"),
    ),
];

/// The embedded dictionaries.
pub fn lexicon() -> LexiconFiles {
    let mut files = LexiconFiles::default();
    for (name, text) in FILES {
        files.set(*name, *text);
    }
    files
}

/// An actor's number in Wikidata (794 for Q794), where the dictionaries are certain of it.
pub fn wikidata(id: &str) -> Option<u32> {
    let (_, text) = FILES.iter().find(|(name, _)| *name == "wikidata")?;
    text.lines().find_map(|line| {
        let (actor, number) = line.split_once('|')?;
        (actor.trim() == id)
            .then(|| number.trim().strip_prefix('Q')?.parse().ok())
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn numbers_of_wikidata_are_found_by_id() {
        for (id, wanted) in [
            ("country:US", Some(30)),
            ("country:", None),
            ("", None),
            ("person:nobody", None),
        ] {
            assert_eq!(super::wikidata(id), wanted, "{id}");
        }
    }

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/config/lexicon");
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let there: BTreeSet<String> = entries
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
            .collect();
        let embedded = super::lexicon();
        let listed: BTreeSet<String> = embedded.names().map(str::to_owned).collect();
        assert_eq!(there, listed);
    }
}
