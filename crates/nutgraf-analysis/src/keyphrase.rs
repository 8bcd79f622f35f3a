//! Owns: keyphrases, the handful of noun phrases that name what an article is about.
//! Promises: total; every phrase is a span of the text, the most telling first; no two name the same, and none is an actor
//! of the article or a part of its name.
//!
//! Method: candidates are runs of one to four content words without punctuation or function words between them (Rose and
//! others 2010, RAKE), judged by how often they occur, where first, whether in the headline, and how their parts do.

pub mod candidate;

use crate::keyphrase::candidate::{Candidate, Grammar};
use crate::summary::word::words;
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::span::Span;

/// The most phrases given.
const MOST: usize = 6;
/// A phrase that occurs once tells something when it stands among so many first words.
const EARLY: u16 = 200;
/// What that is worth against one that comes again.
const ONCE: f32 = 0.6;

/// The keyphrases of an article. `word_classes` holds the ranker's classes of words, `grammar` those of phrases.
pub fn find(
    article: &Article,
    sentences: &[Span],
    entities: &[Entity],
    (word_classes, grammar): (&WordClasses, &Grammar),
) -> Vec<Span> {
    let found = candidate::find(article, sentences, (word_classes, grammar));
    let title = title_stems(&article.meta.title);
    let names = Names::of(entities);
    let mut ranked: Vec<(f32, Candidate)> = found
        .all
        .into_iter()
        .map(|c| (worth(&c, &found.singles, &title), c))
        .filter(|(worth, c)| *worth > 0.0 && !names.holds(c.first))
        .collect();
    let whole = ranked.clone();
    // "York" of "New York", "composite rate" of "paper composite rate": the end of a longer one, and of that only.
    ranked.retain(|(_, c)| !whole.iter().any(|(_, longer)| is_end_of(c, longer)));
    // Ties go to the one that comes first.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.first.cmp(&b.1.first)));
    let mut chosen: Vec<Candidate> = Vec::new();
    for (_, candidate) in ranked {
        let stems = candidate.words();
        let said = chosen
            .iter()
            .any(|c| stems.iter().filter(|s| c.words().contains(s)).count() * 2 >= stems.len());
        if !said {
            chosen.push(candidate);
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen.into_iter().map(|c| c.first).collect()
}

/// Where the article names its actors.
struct Names {
    persons: Vec<Span>,
    others: Vec<Span>,
}

impl Names {
    fn of(entities: &[Entity]) -> Self {
        let spans = |persons: bool| {
            let wanted = entities
                .iter()
                .filter(|e| (e.kind == Kind::Person) == persons);
            wanted
                .flat_map(|e| e.mentions.iter().map(|m| m.span))
                .collect()
        };
        Self {
            persons: spans(true),
            others: spans(false),
        }
    }

    /// Whether a phrase is a name, or has half of one. "Vienna talks" is more than a name, "Ann Lee case" is not.
    fn holds(&self, phrase: Span) -> bool {
        self.persons.iter().any(|name| name.overlaps(phrase))
            || self
                .others
                .iter()
                .any(|name| name.overlaps(phrase) && (*name == phrase || !phrase.contains(*name)))
    }
}

/// Whether a phrase occurs as the end of a longer one only.
fn is_end_of(short: &Candidate, long: &Candidate) -> bool {
    let (end, all) = (short.words(), long.words());
    end.len() < all.len() && short.count <= long.count && all.ends_with(end)
}

fn title_stems(title: &str) -> Vec<u64> {
    let mut stems = Vec::new();
    words(title, |word| stems.push(word.stem));
    stems
}

/// How telling a phrase is; 0 when it is not. `singles` are the stems of all content words, ascending.
fn worth(candidate: &Candidate, singles: &[u64], title: &[u64]) -> f32 {
    let stems = candidate.words();
    let length = stems.len();
    let in_title = stems.iter().filter(|s| title.contains(s)).count();
    let occurs = |stem: &u64| {
        let from = singles.partition_point(|s| s < stem);
        let rest = singles.get(from..).unwrap_or(&[]);
        rest.partition_point(|s| s == stem)
    };
    let enough = match (length, in_title) {
        // A word alone tells little, unless it comes again and again.
        (1, _) => 3,
        // What the headline says needs no second time.
        (_, n) if n == length => 1,
        // Nor what stands early and speaks of something that comes again.
        (2 | 3, _) if !candidate.opens && !candidate.bent && candidate.at < EARLY => {
            let again = stems.iter().any(|stem| occurs(stem) > 1);
            if again || in_title > 0 { 1 } else { 2 }
        }
        _ => 2,
    };
    if candidate.common || candidate.count < enough {
        return 0.0;
    }
    let count = f32::from(candidate.count);
    let parts: f32 = stems.iter().map(|s| real(occurs(s))).sum::<f32>() / real(length);
    let form = match length {
        1 => 0.5,
        2 => 1.3,
        3 => 1.4,
        _ => 1.2,
    };
    let early = 1.0 + 1.0 / (1.0 + f32::from(candidate.at) / 60.0);
    let titled = 1.0 + real(in_title) / real(length);
    let again = if candidate.count > 1 || in_title == length {
        1.0
    } else {
        ONCE
    };
    again * form * early * titled * (count * 2.0 + parts).ln_1p()
}

fn real(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_article;
    use nutgraf_read::model::analysis::Mention;
    use nutgraf_read::model::id::ActorId;
    use nutgraf_read::text::word_list;

    /// What is found in a text of one paragraph; `names` stand in it and are its actors.
    fn phrases(title: &str, text: &str, names: &[(&str, Kind)]) -> Vec<String> {
        let article = test_article::article(title, text, Vec::new());
        let rules = nutgraf_read::text::Rules::new(&crate::lexicon());
        let sentences = nutgraf_read::text::sentences(text, &[], &rules);
        let entities: Vec<Entity> = names
            .iter()
            .map(|(name, kind)| Entity {
                id: ActorId::from(*name),
                name: (*name).to_owned(),
                kind: *kind,
                salience: 0.5,
                central: true,
                mentions: Mention::all_of(name, text),
            })
            .collect();
        let words = (&WordClasses::new(), &Grammar::default());
        find(&article, &sentences, &entities, words)
            .iter()
            .map(|s| s.of(text).to_owned())
            .collect()
    }

    #[test]
    fn phrases_name_the_subject() {
        let text = "The harbour council closed the fishing port on Monday. Fishermen said the fishing port had served \
                    them well. A new quay wall will be built, and the quay wall must be ready by May, the harbour council \
                    said. It is really very sad.";
        let found = phrases("Council closes fishing port", text, &[]);
        assert_eq!(
            found.first().map(String::as_str),
            Some("fishing port"),
            "{found:?}"
        );
        for wanted in ["quay wall", "harbour council"] {
            assert!(found.iter().any(|f| f == wanted), "{found:?}");
        }
        for never in ["Monday", "really", "sad", "built"] {
            assert!(!found.iter().any(|f| f == never), "{found:?}");
        }
    }

    #[test]
    fn phrases_are_nouns_and_no_halves_of_names() {
        let check = |text: &str, names: &[(&str, Kind)], wanted: &str| {
            assert_eq!(phrases("", text, names).join(", "), wanted, "{text}");
        };
        // A name is an actor's; with a noun behind it, it is a subject.
        let text = "They met in New Maren. New Maren talks go on. The New Maren talks failed.";
        check(text, &[("New Maren", Kind::Place)], "New Maren talks");
        let text = "The Ann Lee case came up. The Ann Lee case was closed.";
        check(text, &[("Ann Lee", Kind::Person)], "");
        for row in [
            // What stands behind shows the verb, and the half of a name.
            "Maren feels that grain prices are high. Maren feels that grain prices are low. | grain prices",
            "A truck carrying grain sacks fell. The truck carrying grain sacks burnt. | grain sacks",
            "The lock explores the grain trade. The lock explores the grain trade. | grain trade",
            // The end of a longer phrase, plurals and verbs of a list are not told again.
            "The grain tax rate rose. A grain tax rate is paid. All grain tax rates are. | grain tax rate",
            "They allow lock tolls. Boats require lock tolls. Two spokesmen met. | lock tolls",
            // Once is enough early on, for what comes again.
            "The board lowered river tolls, and tolls are dear. | river tolls",
            "It was a grey afternoon for barge owners. | ",
        ] {
            let [text, wanted] = word_list::phrases(row);
            check(text, &[], wanted);
        }
    }

    proptest! {
        #[test]
        fn phrases_are_true_spans(text in "([a-zA-Zé’' .,-]|harbour |port ){0,80}") {
            let article = test_article::article("port", &text, Vec::new());
            let spans = find(&article, &[Span::new(0, text.len())], &[], (&WordClasses::new(), &Grammar::default()));
            prop_assert!(spans.len() <= MOST);
            for span in spans {
                prop_assert!(span.fits(&text) && !span.is_empty());
            }
        }
    }
}
