//! Owns: who told something first hand: publishers of one family, and the agency that a text was taken from, are one origin.
//! Promises: a function of a source's name and an author line; two articles that are copies are never two origins.

use nutgraf_read::text::fold::fold;

/// News agencies whose texts other publishers print, by the words of an author line that credit them.
const AGENCIES: &[(&str, &str)] = &[
    ("associated press", "ap"),
    ("ap", "ap"),
    ("reuters", "reuters"),
    ("agence france presse", "afp"),
    ("afp", "afp"),
    ("deutsche presse agentur", "dpa"),
    ("dpa", "dpa"),
    ("press association", "pa media"),
    ("pa media", "pa media"),
    ("united press international", "upi"),
    ("upi", "upi"),
    ("xinhua", "xinhua"),
    ("tass", "tass"),
    ("interfax", "interfax"),
    ("kyodo", "kyodo"),
    ("yonhap", "yonhap"),
    ("ansa", "ansa"),
    ("efe", "efe"),
    ("anadolu", "anadolu"),
    ("press trust of india", "pti"),
    ("pti", "pti"),
    ("canadian press", "canadian press"),
    ("australian associated press", "aap"),
    ("aap", "aap"),
    ("bloomberg", "bloomberg"),
];

/// Words of a source's name that tell its sections, its medium or its language, not whose it is.
const SECTIONS: &[&str] = &[
    "the",
    "news",
    "online",
    "com",
    "www",
    "co",
    "uk",
    "org",
    "net",
    "world",
    "sport",
    "sports",
    "business",
    "technology",
    "tech",
    "politics",
    "science",
    "health",
    "opinion",
    "english",
    "international",
    "live",
    "top",
    "stories",
    "latest",
    "home",
    "rss",
    "feed",
    "edition",
    "us",
    "eu",
    "europe",
    "asia",
    "africa",
    "middle",
    "east",
];

/// Whom an article is from: the agency that its author line credits, else the family of its publisher; empty when neither is
/// known.
pub fn of(source: Option<&str>, byline: Option<&str>) -> String {
    let line = byline.map(words).unwrap_or_default().join(" ");
    let credited = AGENCIES.iter().find(|(words, _)| holds(&line, words));
    match credited {
        Some((_, agency)) => (*agency).to_owned(),
        None => source.map(family).unwrap_or_default(),
    }
}

/// The name that the sources of one publisher share: `bbc` of `BBC News - World` and of `www.bbc.co.uk`.
fn family(source: &str) -> String {
    let all = words(source);
    let own: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|word| !SECTIONS.contains(word))
        .collect();
    let name = if own.is_empty() {
        all.join(" ")
    } else {
        // A name and an address of one publisher differ in their blanks: `The Daily Star`, `dailystar.com`.
        own.concat()
    };
    let the = name
        .strip_prefix("the")
        .filter(|rest| rest.len() > 3 && source.contains('.'));
    let name = the.unwrap_or(&name);
    AGENCIES
        .iter()
        .find(|(words, _)| words.replace(' ', "") == name)
        .map_or_else(|| name.to_owned(), |(_, agency)| (*agency).to_owned())
}

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn holds(line: &str, words: &str) -> bool {
    line.match_indices(words).any(|(at, _)| {
        let before = line
            .get(..at)
            .is_none_or(|b| b.is_empty() || b.ends_with(' '));
        let after = line
            .get(at + words.len()..)
            .is_none_or(|a| a.is_empty() || a.starts_with(' '));
        before && after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_a_publisher_are_one_origin() {
        let same = [
            [
                "BBC News",
                "BBC Sport",
                "bbc.co.uk",
                "BBC News - World",
                "www.bbc.com",
            ]
            .as_slice(),
            &["The Guardian", "theguardian.com", "Guardian Online"],
            &["Reuters", "reuters.com", "Reuters Business"],
        ];
        for family in same {
            let first = of(Some(family[0]), None);
            for source in family {
                assert_eq!(of(Some(source), None), first, "{source}");
            }
        }
        assert_ne!(of(Some("Daily Star"), None), of(Some("Daily Mail"), None));
        assert_eq!(of(Some("World News"), None), of(Some("World News"), None));
        assert!(!of(Some("World News"), None).is_empty());
    }

    #[test]
    fn an_agency_in_the_author_line_is_the_origin() {
        for (byline, origin) in [
            ("Associated Press", "ap"),
            ("Jane Roe and AP", "ap"),
            ("Jane Roe, Reuters", "reuters"),
            ("Apoorva Mapes", "gazette"),
            ("Agence France-Presse", "afp"),
        ] {
            assert_eq!(of(Some("The Gazette"), Some(byline)), origin, "{byline}");
        }
    }
}
