use super::*;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::signature::{Participant, Signature, Term};
use nutgraf_read::text::hash::fnv;
use proptest::prelude::*;

/// An article number `nth` of happening `event`: it shares most of its words and two actors with the others of its event,
/// and some small words with all.
fn item(article: u32, event: u32, nth: u32) -> Item {
    let mut words: Vec<String> = (0..14).map(|n| format!("event{event}word{n}")).collect();
    words.extend((0..8).map(|n| format!("article{article}word{n}")));
    words.extend((0..5).map(|n| format!("common{n}")));
    let terms = (0u8..)
        .zip(&words)
        .map(|(n, word)| Term::new(fnv(word.as_bytes()), 8 - n / 5).marked(n < 4, false, n < 2));
    let actors = (0..2).map(|n| {
        let id = ActorId::from(format!("person:actor-{event}-{n}").as_str());
        Participant::new(&id, Kind::Person, 0.6, true)
    });
    let hours = i64::from(event % 9) * 20 + i64::from(nth);
    Item {
        article,
        signature: Signature::new(terms.collect(), actors.collect()),
        published: Some(Moment(1_700_000_000 + hours * 3600)),
        copies: 0,
    }
}

/// Forty events of one to five articles, numbered from 1.
fn stream() -> Vec<(Item, u32)> {
    let mut items = Vec::new();
    for event in 0..40 {
        for nth in 0..=event % 5 {
            let article = u32::try_from(items.len()).unwrap() + 1;
            items.push((item(article, event, nth), event));
        }
    }
    items
}

fn stories(threader: &Threader, items: &[(Item, u32)]) -> Vec<u32> {
    let story = |(item, _): &(Item, u32)| threader.story_of(item.article).unwrap();
    items.iter().map(story).collect()
}

fn right(threader: &Threader, items: &[(Item, u32)]) -> bool {
    let stories = stories(threader, items);
    let pairs = (0..items.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    pairs
        .into_iter()
        .all(|(a, b)| (stories[a] == stories[b]) == (items[a].1 == items[b].1))
}

fn all(items: &[(Item, u32)]) -> Vec<Item> {
    items.iter().map(|(item, _)| item.clone()).collect()
}

#[test]
fn articles_of_one_happening_are_one_story() {
    let items = stream();
    let mut threader = Threader::default();
    let placed = threader.place(all(&items));
    assert_eq!(placed.len(), items.len(), "all are new");
    assert!(right(&threader, &items));
    for placement in &placed {
        assert_eq!(threader.story_of(placement.article), Some(placement.story));
    }
    let alone = items.iter().find(|(_, event)| *event == 0).unwrap();
    assert_eq!(threader.story_of(alone.0.article), Some(alone.0.article));
}

#[test]
fn articles_without_a_day_find_their_story_too() {
    let mut items = stream();
    for (item, _) in items.iter_mut().step_by(3) {
        item.published = None;
    }
    let mut threader = Threader::default();
    for (item, _) in &items {
        threader.place(vec![item.clone()]);
    }
    assert!(right(&threader, &items));
}

#[test]
fn articles_are_weighed_by_what_is_known_of_words_by_now() {
    let items = stream();
    let mut one_by_one = Threader::default();
    for (item, _) in &items {
        one_by_one.place(vec![item.clone()]);
    }
    let mut at_once = Threader::default();
    at_once.place(all(&items));
    // When the first article came, its words that all articles have were as rare as its own.
    let commonest = |threader: &Threader| {
        let slot = threader.memory.slot(1).unwrap();
        let terms = &threader.memory.member(slot).unwrap().weighted.terms;
        terms.iter().map(|t| t.telling).fold(f32::MAX, f32::min)
    };
    let (early, late) = (commonest(&one_by_one), commonest(&at_once));
    assert!((early - late).abs() < 0.25, "{early} {late}");
}

#[test]
fn what_is_remembered_is_not_decided_anew_and_new_articles_join_it() {
    let items = stream();
    let mut first = Threader::default();
    first.place(all(&items));
    let known = items.iter().filter(|(item, _)| item.article % 4 != 0);
    let mut second = Threader::new(first.frequencies().clone(), &Links::default());
    for (item, _) in known {
        second.remember(item, first.story_of(item.article).unwrap());
    }
    let late = items.iter().filter(|(item, _)| item.article % 4 == 0);
    second.place(late.map(|(item, _)| item.clone()).collect());
    assert!(right(&second, &items));
}

#[test]
fn copies_are_one_story_whatever_they_tell() {
    let mut items = all(&stream());
    items[10].copies = 77;
    items[60].copies = 77;
    let mut threader = Threader::default();
    let (a, b) = (items[10].article, items[60].article);
    threader.place(items);
    assert_eq!(threader.story_of(a), threader.story_of(b));
}

#[test]
fn a_story_that_is_cut_keeps_its_number_in_the_larger_part() {
    let items: Vec<Item> = (1..=6).map(|n| item(n, 4, n)).collect();
    let mut threader = Threader::default();
    threader.place(items);
    assert_eq!(threader.story_of(6), Some(1));
    let apart = (2..=6).map(|other| (1, other)).collect();
    let links = Links {
        apart,
        ..Links::default()
    };
    let changed = threader.link(&links);
    assert_eq!(
        threader.story_of(1),
        Some(1),
        "an article alone has its own number"
    );
    assert_eq!(threader.story_of(6), Some(2));
    assert_eq!(changed.len(), 5, "{changed:?}");
    let back = threader.link(&Links::default());
    assert!(
        back.iter().all(|placement| placement.story == 2),
        "{back:?}"
    );
    assert_eq!(threader.story_of(1), Some(2));
}

#[test]
fn what_is_nearer_to_the_one_that_leaves_goes_along() {
    let mut items: Vec<Item> = (1..=5).map(|n| item(n, 4, n)).collect();
    items.extend((6..=7).map(|n| item(n, 9, n)));
    let known = Frequencies::default();
    assert_eq!(going_along(&items, 6, &known), [5, 6]);
    assert_eq!(going_along(&items[..5], 0, &known), [0], "something stays");
    items[0].copies = 3;
    items[5].copies = 3;
    assert_eq!(going_along(&items, 5, &known), [0, 5, 6]);
    let central = centrality(&items, &known);
    assert!(central[1] > central[6]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_arrival_does_not_matter(seed in any::<u64>(), piece in 1usize..40) {
        let items = stream();
        let mut shuffled = items.clone();
        shuffled.sort_by_key(|(item, _)| fnv(format!("{seed} {}", item.article).as_bytes()));
        let mut threader = Threader::default();
        for batch in shuffled.chunks(piece) {
            threader.place(all(batch));
        }
        prop_assert!(right(&threader, &items));
    }

    #[test]
    fn links_are_heeded(pairs in proptest::collection::vec((1u32..=120, 1u32..=120), 1..9), late in any::<bool>()) {
        let items = stream();
        // Together in a chain, apart from what is not in it.
        let together: Vec<(u32, u32)> = pairs.windows(2).map(|pair| (pair[0].0, pair[1].0)).collect();
        let named: BTreeSet<u32> = pairs.iter().map(|pair| pair.0).collect();
        let apart: Vec<(u32, u32)> = pairs.iter().copied().filter(|(_, other)| !named.contains(other)).collect();
        let links = Links { together: together.clone(), apart: apart.clone() };
        let mut threader = Threader::new(Frequencies::default(), &if late { Links::default() } else { links.clone() });
        threader.place(all(&items));
        if late {
            threader.link(&links);
        }
        for (a, b) in together {
            prop_assert_eq!(threader.story_of(a), threader.story_of(b));
        }
        for (a, b) in apart {
            prop_assert_ne!(threader.story_of(a), threader.story_of(b));
        }
        for (item, _) in &items {
            let story = threader.story_of(item.article);
            let alone = items.iter().filter(|(other, _)| threader.story_of(other.article) == story).count() == 1;
            prop_assert!(!alone || story == Some(item.article), "an article alone has its own number");
        }
    }
}
