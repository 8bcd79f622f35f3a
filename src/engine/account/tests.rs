use super::*;
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_library::Library;
use nutgraf_library::filter::stats::stories::group;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::moment::Moment;
use proptest::prelude::*;

/// Sentences of our own about one event.
const SENTENCES: [&str; 10] = [
    "The ferry Marigold sank off Elmport on Monday with 80 people aboard.",
    "At least 10 people died in the cold water near Elmport.",
    "Divers searched the hull of the Marigold until dusk.",
    "The owner, Halberd Lines, had the ship repaired in March.",
    "Harbour master Ruth Ansley said the wind had turned within minutes.",
    "At least 14 people died in the cold water near Elmport.",
    "A witness, Jonas Thill, told of a loud crack below the deck.",
    "Fishing boats brought thirty survivors to the quay.",
    "The government of Lorania sent two aircraft and a doctor.",
    "Insurers put the damage at 12 million dollars.",
];

fn article(key: &str, day: i64, sentences: &[usize], analyst: &Analyst) -> Change {
    let text: Vec<&str> = sentences.iter().map(|at| SENTENCES[at % 10]).collect();
    let line = serde_json::json!({
        "id": key, "title": "Ferry sinks off Elmport", "source": key,
        "published": Moment(day * 86_400 + 3600).to_string(), "text": text.join(" "),
    });
    let options =
        nutgraf_read::Options::default().with_format(nutgraf_read::model::article::Format::Jsonl);
    let read = nutgraf_read::read(line.to_string().as_bytes(), &options);
    let article = read.into_iter().next().unwrap();
    let sentences = nutgraf_read::text::sentences(&article.text, &article.blocks, &options.rules);
    let analysis = analyst.analyze(&article, sentences, &AnalysisOptions::default());
    Change::Put(Box::new(Analyzed { article, analysis }))
}

/// What is new after the first articles were read.
fn account_after(first: &[usize], second: &[usize], analyst: &Analyst) -> Account {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let put = [
        article("a", 19_800, first, analyst),
        article("b", 19_801, second, analyst),
    ];
    writer.apply(&put).unwrap();
    let placed = nutgraf_library::Placed {
        moved: vec![(ArticleId(1), 1), (ArticleId(2), 1)],
        ..nutgraf_library::Placed::default()
    };
    writer.give_to_stories(&placed).unwrap();
    let reader = library.reader().unwrap();
    let mut catalog = Catalog::new();
    let ids = [ArticleId(1), ArticleId(2)];
    reader.refill(&mut catalog, &ids).unwrap();
    catalog.settle();
    let seen: Seen = [(1, ArticleId(1))].into();
    let stories = group(&catalog, &ids, &seen);
    account(&reader, &catalog, &stories[0], &seen).unwrap()
}

#[test]
fn an_update_tells_sentences_numbers_actors_and_statements_that_were_not_there() {
    let analyst = Analyst::embedded();
    let told = account_after(&[0, 1, 2], &[6, 0, 5, 8], &analyst);
    let lines: Vec<&str> = told.news.lines.iter().map(|line| &*line.text).collect();
    assert!(
        !lines.is_empty() && !lines.contains(&SENTENCES[0]),
        "{lines:?}"
    );
    let changes: Vec<(&str, &str, &str)> = told
        .news
        .changes
        .iter()
        .map(|(what, before, after)| (&**what, &*before.text, &*after.text))
        .collect();
    assert_eq!(changes, [("dead", "At least 10", "At least 14")]);
    assert!(
        told.news
            .actors
            .iter()
            .any(|name| &**name == "Lorania" || name.contains("Thill"))
    );
    let nothing = account_after(&[0, 1, 2], &[2, 1, 0], &analyst);
    assert!(nothing.news.is_empty(), "{nothing:?}");
}

#[test]
fn no_sentence_that_was_read_is_told_as_new() {
    let analyst = Analyst::embedded();
    let places = || proptest::collection::vec(0_usize..10, 1..8);
    proptest!(ProptestConfig::with_cases(24), |(first in places(), second in places())| {
        let told = account_after(&first, &second, &analyst);
        for line in &told.news.lines {
            for at in &first {
                prop_assert!(!SENTENCES[*at].contains(&*line.text), "{}", line.text);
            }
        }
    });
}

#[test]
fn another_story_of_the_same_ship_is_told_beside_it() {
    let analyst = Analyst::embedded();
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let put = [
        article("a", 19_800, &[0, 1, 3], &analyst),
        article("b", 19_801, &[6, 0, 3], &analyst),
        article("c", 19_830, &[3, 1, 9], &analyst),
        article("d", 19_801, &[8], &analyst),
    ];
    writer.apply(&put).unwrap();
    let story = |article: u32, story: u32| (ArticleId(article), story);
    let placed = nutgraf_library::Placed {
        moved: vec![story(1, 1), story(2, 1), story(3, 3), story(4, 4)],
        ..nutgraf_library::Placed::default()
    };
    writer.give_to_stories(&placed).unwrap();
    let reader = library.reader().unwrap();
    let mut catalog = Catalog::new();
    let ids: Vec<ArticleId> = (1..=4).map(ArticleId).collect();
    reader.refill(&mut catalog, &ids).unwrap();
    catalog.settle();
    let stories = group(&catalog, &ids, &Seen::new());
    let sunk = stories.iter().find(|story| story.number == 1).unwrap();
    let told = account(&reader, &catalog, sunk, &Seen::new()).unwrap();
    let related: Vec<u32> = told.related.iter().map(|one| one.story).collect();
    assert_eq!(related, [3]);
}
