//! Owns: the starter articles that the program carries.
//! Promises: the same documents as the folder `seeds/`, read by the same readers.

use nutgraf_read::Options;
use nutgraf_read::ingest::{self, Outcome};

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../seeds/", $name)).as_slice())),*]
    };
}

const FILES: [(&str, &[u8]); 9] = embedded![
    "2016-agreement-takes-effect.md",
    "2018-united-states-leaves.txt",
    "2021-natanz-and-sixty-percent.txt",
    "2022-2023-three-articles.jsonl",
    "2022-cameras-and-the-board.html",
    "2022-vienna-rounds.md",
    "2023-instex-closes.html",
    "2023-sanctions-and-oil.txt",
    "2025-feed.xml",
];

/// The documents of the folder `seeds/`.
pub fn documents(options: &Options) -> impl Iterator<Item = Outcome> {
    FILES.into_iter().flat_map(|(name, bytes)| {
        ingest::read(bytes, &options.with_origin(format!("seeds/{name}")))
    })
}
