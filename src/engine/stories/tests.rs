use super::*;
use crate::engine::fixture::analyzed;
use nutgraf_library::Library;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::signature::{Signature, Term};

/// An article of a day that has these words; words with the same number are the same.
fn article(key: &str, day: i64, words: &[u64]) -> Change {
    let mut one = analyzed(key, &format!("The text of {key}."), &[]);
    one.article.meta.published = Some(Moment(day * 86_400));
    let term = |word: &u64| {
        Term::new(word.wrapping_mul(0x9e37_79b9_7f4a_7c15), 6).marked(true, false, true)
    };
    one.analysis.signature = Signature::new(words.iter().map(term).collect(), vec![]);
    Change::Put(Box::new(one))
}

/// The stories of a library, each as the keys of its articles.
fn stories_of(library: &Library, count: u32) -> String {
    let reader = library.reader().unwrap();
    let told = (1..=count).filter_map(|story| {
        let members = reader.members(story).unwrap();
        let keys = members
            .iter()
            .map(|one| reader.key_of(one.article).unwrap().unwrap());
        let keys: Vec<String> = keys.collect();
        (!keys.is_empty()).then(|| keys.join(" "))
    });
    told.collect::<Vec<_>>().join(" | ")
}

fn words(from: u64) -> Vec<u64> {
    (from..from + 30).collect()
}

fn place_all(stories: &mut Stories, library: &Library, writer: &mut Writer) {
    let reader = library.reader().unwrap();
    while stories
        .place_some(&reader, writer, TOGETHER)
        .unwrap()
        .is_some()
    {}
}

#[test]
fn what_the_reader_says_holds_until_it_is_taken_back() {
    let library = Library::temporary().unwrap();
    let (reader, mut writer) = (library.reader().unwrap(), library.writer().unwrap());
    let mut stories = Stories::new(Arc::clone(library.story_links()));
    let all = [
        article("a", 100, &words(1)),
        article("b", 100, &words(3)),
        article("c", 101, &words(2)),
        article("x", 101, &words(900)),
    ];
    writer.apply(&all).unwrap();
    place_all(&mut stories, &library, &mut writer);
    assert_eq!(stories_of(&library, 4), "a b c | x");

    // One is taken out …
    let wish = StoryWish::Part(ArticleId(2));
    let linking = stories.linking(&reader, wish).unwrap().unwrap();
    assert_eq!(linking.words, "1 article is a story of its own");
    assert!(writer.apply(&[Change::Link(linking)]).unwrap().linked);
    stories.heed(&reader, &mut writer).unwrap().unwrap();
    assert_eq!(stories_of(&library, 4), "a c | b | x");
    assert!(
        stories.heed(&reader, &mut writer).unwrap().is_none(),
        "it is heeded"
    );

    // … stays out for a program that begins anew, also when more comes …
    let mut later = Stories::new(Arc::clone(library.story_links()));
    writer.apply(&[article("d", 101, &words(2))]).unwrap();
    place_all(&mut later, &library, &mut writer);
    let told = stories_of(&library, 5);
    assert!(
        told.split(" | ")
            .all(|story| !(story.contains('b') && story.contains('a'))),
        "{told}"
    );

    // … and comes back when that is taken back.
    let undone = writer.apply(&[Change::Undo]).unwrap();
    assert!(undone.linked);
    later.heed(&reader, &mut writer).unwrap().unwrap();
    assert_eq!(stories_of(&library, 5), "a b c d | x");

    // What is said and taken back at once stands exactly as it stood.
    let linking = later
        .linking(&reader, StoryWish::Part(ArticleId(3)))
        .unwrap();
    writer.apply(&[Change::Link(linking.unwrap())]).unwrap();
    later.heed(&reader, &mut writer).unwrap().unwrap();
    assert_ne!(stories_of(&library, 5), "a b c d | x");
    writer.apply(&[Change::Undo]).unwrap();
    later.heed(&reader, &mut writer).unwrap().unwrap();
    assert_eq!(stories_of(&library, 5), "a b c d | x");

    // Two stories are made one.
    let linking = later
        .linking(&reader, StoryWish::Join(1, 4))
        .unwrap()
        .unwrap();
    writer.apply(&[Change::Link(linking)]).unwrap();
    later.heed(&reader, &mut writer).unwrap().unwrap();
    assert_eq!(stories_of(&library, 5), "a b c x d");
    assert_eq!(later.linking(&reader, StoryWish::Join(1, 1)).unwrap(), None);

    // Taken back in a later run, they stand as they stood.
    let mut third = Stories::new(Arc::clone(library.story_links()));
    assert!(!third.is_unheeded(&reader).unwrap());
    writer.apply(&[Change::Undo]).unwrap();
    assert!(third.is_unheeded(&reader).unwrap());
    third.heed(&reader, &mut writer).unwrap().unwrap();
    assert_eq!(stories_of(&library, 5), "a b c d | x");
}

#[test]
fn articles_of_an_older_program_are_placed_too() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let text =
        "A storm closed the harbour of Dunmere on Monday and tore three ships from their moorings.";
    let put = ["a", "b"].map(|key| {
        let one = analyzed(key, &format!("{text} So said {key}."), &[]);
        assert_eq!(one.analysis.signature, Signature::default());
        Change::Put(Box::new(one))
    });
    writer.apply(&put).unwrap();
    place_all(&mut Stories::new(Arc::default()), &library, &mut writer);
    let reader = library.reader().unwrap();
    assert_eq!(reader.unplaced_count().unwrap(), 0);
    assert!(
        reader
            .members(1)
            .unwrap()
            .iter()
            .all(|one| one.signature.is_some())
    );
}

/// An import's other thread decides what one thread alone would have decided, whoever else writes meanwhile.
#[test]
fn beside_an_import_stories_are_the_same() {
    let days = |day: i64| (0..40).map(move |one| (day, one));
    let all: Vec<Change> = (0..30)
        .flat_map(days)
        .map(|(day, one)| {
            let matter = u64::try_from(day / 3 * 20 + one / 2).unwrap();
            article(&format!("{day}-{one}"), day, &words(matter * 100))
        })
        .collect();
    let count = u32::try_from(all.len()).unwrap();
    let alone = Library::temporary().unwrap();
    let mut writer = alone.writer().unwrap();
    writer.apply(&all).unwrap();
    let mut stories = Stories::new(Arc::clone(alone.story_links()));
    place_all(&mut stories, &alone, &mut writer);

    let library = Library::temporary().unwrap();
    let (reader, mut writer) = (library.reader().unwrap(), library.writer().unwrap());
    let mut stories = Stories::new(Arc::clone(library.story_links()));
    let (deciding, mut storing) = beside::sides();
    std::thread::scope(|scope| {
        let decide = scope.spawn(|| {
            let stop = std::sync::atomic::AtomicBool::new(false);
            deciding.run(&mut stories, &library.reader().unwrap(), &stop)
        });
        for some in all.chunks(100) {
            writer.apply(some).unwrap();
            storing.tell(some.len());
            storing.store(&reader, &mut writer).unwrap();
        }
        storing.finish(&reader, &mut writer).unwrap();
        decide.join().unwrap().unwrap();
    });
    assert_eq!(stories.owed(), 0);
    assert!(reader.unplaced(1).unwrap().is_empty());
    assert_eq!(stories_of(&library, count), stories_of(&alone, count));
    assert!(stories_of(&library, count).contains("0-0 0-1 1-0 1-1"));
    // It goes on from there without looking at the library anew.
    let more = [article("later", 29, &words(18_000))];
    writer.apply(&more).unwrap();
    place_all(&mut stories, &library, &mut writer);
    let after = stories_of(&library, count + 1);
    assert!(
        after.split(" | ").any(|story| story.ends_with(" later")),
        "{after}"
    );
}
