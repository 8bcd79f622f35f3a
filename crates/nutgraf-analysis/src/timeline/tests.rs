//! Owns: tests of timelines.
//! Promises: nothing.

use super::*;
use nutgraf_read::date::mention;
use nutgraf_read::model::dated::DatedSentence;
use nutgraf_read::model::moment::Day;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::rules::Rules;
use proptest::prelude::*;

/// An article with its sentences and days.
struct Told {
    published: Option<Day>,
    text: String,
    sentences: Vec<Span>,
    days: Vec<DatedSentence>,
}

fn day(month: i8, day: i8) -> Day {
    Day {
        year: 2022,
        month,
        day,
    }
}

fn told(published: Day, text: &str, rules: &Rules) -> Told {
    let sentences = nutgraf_read::text::sentences(text, &[], rules);
    let mentions = mention::mentions(text, &sentences, Some(published), Some("en"));
    Told {
        published: Some(published),
        text: text.to_owned(),
        days: mention::dated_sentences(&mentions),
        sentences,
    }
}

fn sources(articles: &[Told]) -> Vec<Source<'_>> {
    articles
        .iter()
        .map(|told| Source {
            published: told.published,
            text: &told.text,
            sentences: &told.sentences,
            days: &told.days,
        })
        .collect()
}

/// A ferry sinks on 3 March, is found on 5 March and shall be raised on 20 March.
fn ferry() -> Vec<Told> {
    let rules = Rules::new(&nutgraf_read::lexicon());
    [
        (
            day(3, 3),
            "The ferry Marlin sank off the harbour of Elmport on Thursday with forty people on board. \
             Rescue boats from three towns searched the cold water of the bay.",
        ),
        (
            day(3, 4),
            "Rescuers of Elmport searched for the ferry Marlin all night. The ferry sank on Thursday after a \
             wave broke over its open bow doors.",
        ),
        (
            day(3, 6),
            "Divers found the wreck of the ferry Marlin on Saturday in sixty metres of water. The ferry sank on \
             March 3 off Elmport harbour.",
        ),
        (
            day(3, 10),
            "The wreck of the Marlin will be raised on March 20, its owners announced. Divers found the wreck on \
             March 5 in sixty metres of water, and the ferry sank on March 3 with forty people.",
        ),
        (
            day(3, 9),
            "Subscribe to our newsletter about gardens. A rose needs light and much water from April on.",
        ),
    ]
    .into_iter()
    .map(|(published, text)| told(published, text, &rules))
    .collect()
}

fn lines<'a>(timeline: &[TimelineDay], articles: &'a [Told]) -> Vec<(Day, &'a str)> {
    timeline
        .iter()
        .flat_map(|day| day.lines.iter().map(move |line| (day.day, *line)))
        .map(|(day, line)| {
            let text = articles.get(line.article).map_or("", |told| &told.text);
            (day, line.span.of(text))
        })
        .collect()
}

#[test]
fn the_days_that_articles_come_back_to_are_told() {
    let articles = ferry();
    let timeline = timeline(&sources(&articles), Some(2), 1);
    let told = lines(&timeline, &articles);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0].0, day(3, 3));
    assert!(told[0].1.contains("sank"), "{told:?}");
    assert_eq!(told[1].0, day(3, 5));
    assert!(told[1].1.contains("found the wreck"), "{told:?}");
    assert_eq!(timeline[0].articles, 4);
}

#[test]
fn announced_days_are_marked_and_gardens_are_not_told() {
    let articles = ferry();
    let timeline = timeline(&sources(&articles), Some(6), 1);
    let raised = timeline.iter().find(|d| d.day == day(3, 20)).unwrap();
    assert!(raised.announced);
    assert!(
        timeline
            .iter()
            .filter(|d| d.day != day(3, 20))
            .all(|d| !d.announced)
    );
    assert!(
        lines(&timeline, &articles)
            .iter()
            .all(|(_, line)| !line.contains("rose"))
    );
}

#[test]
fn the_same_is_never_told_twice() {
    let articles: Vec<Told> = ferry().into_iter().chain(ferry()).collect();
    let timeline = timeline(&sources(&articles), None, 3);
    let mut told: Vec<&str> = lines(&timeline, &articles).iter().map(|l| l.1).collect();
    let all = told.len();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), all);
    assert!(timeline.iter().all(|day| day.lines.len() <= 3));
}

#[test]
fn nothing_makes_an_empty_timeline() {
    assert_eq!(timeline(&[], None, 2), []);
    assert_eq!(timeline(&sources(&ferry()), Some(0), 2), []);
    assert_eq!(timeline(&sources(&ferry()), Some(3), 0), []);
}

proptest! {
    #[test]
    fn order_of_articles_does_not_matter_and_lines_are_sentences(
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        count in 0..8_usize,
        lines_each in 0..3_usize,
    ) {
        let articles = ferry();
        let plain = sources(&articles);
        let shuffled: Vec<Source<'_>> = order.iter().map(|at| plain[*at]).collect();
        let one = timeline(&plain, Some(count), lines_each);
        let other = timeline(&shuffled, Some(count), lines_each);
        let days = |timeline: &[TimelineDay]| -> Vec<(Day, usize)> {
            timeline.iter().map(|d| (d.day, d.articles)).collect()
        };
        prop_assert_eq!(days(&one), days(&other));
        prop_assert!(one.len() <= count);
        prop_assert!(one.windows(2).all(|pair| pair[0].day <= pair[1].day));
        for line in one.iter().flat_map(|day| &day.lines) {
            let source = plain[line.article];
            prop_assert_eq!(source.sentences.get(line.sentence as usize), Some(&line.span));
        }
    }
}
