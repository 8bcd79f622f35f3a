//! Owns: the dictionaries that the analysis needs, as they are embedded.
//! Promises: every file of `lexicon/` is in the list (a test looks).

use nutgraf_read::model::lexicon::LexiconFiles;

/// The words that attribute speech, and those that tell who can speak.
pub(crate) const SPEECH: &str = include_str!("../lexicon/speech.txt");

/// Name inside `lexicon/` without `.txt`, and text. Whoever adds a file adds its line.
const FILES: &[(&str, &str)] = &[
    ("bodies", include_str!("../lexicon/bodies.txt")),
    ("countries", include_str!("../lexicon/countries.txt")),
    ("cues", include_str!("../lexicon/cues.txt")),
    ("firms", include_str!("../lexicon/firms.txt")),
    ("given", include_str!("../lexicon/given.txt")),
    ("kinds", include_str!("../lexicon/kinds.txt")),
    (
        "organizations",
        include_str!("../lexicon/organizations.txt"),
    ),
    ("people", include_str!("../lexicon/people.txt")),
    ("places", include_str!("../lexicon/places.txt")),
    ("speech", SPEECH),
    ("teams", include_str!("../lexicon/teams.txt")),
    ("things", include_str!("../lexicon/things.txt")),
    ("towns", include_str!("../lexicon/towns.txt")),
    ("wikidata", include_str!("../lexicon/wikidata.txt")),
    ("works", include_str!("../lexicon/works.txt")),
];

/// The embedded dictionaries, those that reading needs among them.
pub fn lexicon() -> LexiconFiles {
    let mut files = nutgraf_read::lexicon();
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
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon");
        let embedded = super::lexicon();
        let listed: Vec<&str> = embedded.names().collect();
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry
                .unwrap()
                .file_name()
                .to_string_lossy()
                .replace(".txt", "");
            assert!(listed.contains(&name.as_str()), "{name} is not embedded");
        }
    }
}
