//! Owns: tests of quantities and of setting them side by side.
//! Promises: nothing.

use super::*;
use nutgraf_read::date::mention;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{Entity, Mention};
use nutgraf_read::model::moment::Day;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word_list::phrases;
use proptest::prelude::*;

const TODAY: Day = Day {
    year: 2022,
    month: 3,
    day: 16,
};

/// Two places of our own.
fn places(text: &str) -> Vec<Entity> {
    ["Elmport", "Lorania"]
        .into_iter()
        .map(|name| Entity {
            id: format!("place:{}", name.to_lowercase()).as_str().into(),
            name: name.to_owned(),
            kind: Kind::Place,
            salience: 0.5,
            central: false,
            mentions: Mention::all_of(name, text),
        })
        .collect()
}

fn read(text: &str) -> Vec<Quantity> {
    let whole = [Span::new(0, text.len())];
    let times = mention::mentions(text, &whole, Some(TODAY), Some("en"));
    quantities(text, &whole, (&times, Some(TODAY)), &places(text))
}

fn written(text: &str) -> String {
    let quantities = read(text);
    let told = quantities.iter().map(|quantity| {
        let what = if let What::Other(..) = quantity.what {
            "other".to_owned()
        } else {
            format!("{:?}", quantity.what).to_lowercase()
        };
        let aside = if quantity.scope.aside { " aside" } else { "" };
        format!(
            "{what} {}: {}{aside}",
            quantity.value,
            quantity.span.of(text)
        )
    });
    told.collect::<Vec<_>>().join(" ; ")
}

#[test]
fn what_is_counted_is_told_by_the_words_around() {
    let mut wrong = Vec::new();
    for row in [
        "At least two dozen people were killed when the ferry sank. | dead 24: At least two dozen",
        "The blast killed 20 and wounded 1,300 people. | dead 20: 20 ; injured 1300: 1,300",
        "The death toll rose to 45. | dead 45: 45",
        "More than 3 million people were displaced. | displaced 3000000: More than 3 million",
        "Police arrested 12 protesters. | arrested 12: 12",
        "Between 100 and 200 people are missing. | missing 200: Between 100 and 200",
        "The bank lost $2.5 billion. | money('$') 2500000000: $2.5 billion",
        "Turnout was 61 percent. | percent 61: 61 percent",
        "She won 1,204 votes. | votes 1204: 1,204",
        "There are 30 confirmed cases in Elmport. | cases 30: 30",
        "Another 12 people were hurt. | injured 12: 12 aside",
        "Up to 50 people may have died. | dead 50: Up to 50",
        "It could kill 50 people who died. | dead 50: 50 aside",
        "The city lost 2.5bn euros. | money('€') 2500000000: 2.5bn euros",
        "Fines of £30k were paid. | money('£') 30000: £30k",
        "Some 12,000-19,000 people were evacuated. | displaced 19000: 12,000-19,000",
        "Two hundred and fifty people died. | dead 250: Two hundred and fifty",
        "Half a million people were displaced. | displaced 500000: Half a million",
        "Three of the miners died. | dead 3: Three aside",
        "Have 8,000 people died? | dead 8000: 8,000 aside",
        "The 2005 blast left 15 people dead. | dead 15: 15 aside",
        "All 20 cases have been mild. | cases 20: 20 aside",
        "That was a week ago, when there were 60 cases of it. | cases 60: 60 aside",
        "Take a range, say 300 dead, as a guess. | dead 300: 300 aside",
        "They say 300 people died. | dead 300: 300",
        "Elmport: 3 dead, 40 injured. | dead 3: 3 ; injured 40: 40",
        "On March 3 a man of 29 years died at 10:30 in 2022. | ",
    ] {
        let [text, want] = phrases(row);
        let got = written(text);
        if got != want {
            wrong.push(format!("{text}\n   got {got}\n  want {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn values_of_one_place_and_day_agree_or_differ() {
    for (one, other, wanted) in [
        (
            "The flood killed 20 people in Elmport.",
            "In Elmport 31 people died.",
            true,
        ),
        (
            "The flood killed 20 people in Elmport.",
            "In Lorania 31 people died.",
            false,
        ),
        (
            "More than 20 people died in Elmport.",
            "In Elmport 31 people died.",
            false,
        ),
        (
            "Up to 50 people died in Elmport.",
            "In Elmport 31 people died.",
            false,
        ),
        (
            "About 30 people died in Elmport.",
            "In Elmport 31 people died.",
            false,
        ),
        (
            "The flood killed 20 people in Elmport.",
            "In Elmport 31 people were injured.",
            false,
        ),
        (
            "Some 20 soldiers died in Elmport.",
            "In Elmport 31 people died.",
            false,
        ),
        (
            "Suspected cases in Elmport: 20 suspected cases in Elmport.",
            "There are 31 confirmed cases in Elmport.",
            false,
        ),
        ("Elmport: 20 dead.", "In Elmport 31 people died.", true),
        (
            "A Lorania newspaper said the flood killed 20 people in Elmport.",
            "In Elmport 31 people died.",
            true,
        ),
        (
            "The flood killed 20 people in Elmport.",
            "The toll in Elmport has risen to 31 dead.",
            false,
        ),
        (
            "Some 500 barrels a day are leaking from the well at Elmport.",
            "The well at Elmport is leaking 900 barrels a day.",
            true,
        ),
        (
            "Some 500 barrels a day are leaking from the well at Elmport.",
            "Crews collect 900 barrels a day from the well at Elmport.",
            false,
        ),
        (
            "The Elmport harbour tunnel will cost 40 million dollars.",
            "The harbour tunnel at Elmport costs $60 million.",
            true,
        ),
        (
            "The Elmport harbour tunnel will cost 40 million dollars.",
            "The harbour at Elmport sold tunnel shares of $60 million.",
            false,
        ),
        // Yesterday's count is older, today's higher: an update.
        (
            "On Tuesday 20 people had died in Elmport.",
            "In Elmport 31 people died.",
            false,
        ),
    ] {
        check(one, other, wanted);
    }
}

/// Checks whether two texts contradict each other.
fn check(one: &str, other: &str, wanted: bool) {
    let (a, b) = (read(one), read(other));
    let differ = a.iter().any(|a| b.iter().any(|b| contradict(a, b)));
    assert_eq!(differ, wanted, "{one} | {other}: {a:?} {b:?}");
}

#[test]
fn the_words_between_say_what_is_counted_where() {
    for (one, other, wanted) in [
        (
            "The others fell ill in Elmport, where 20 people died.",
            "In Elmport 31 people died.",
            true,
        ),
        (
            "Twenty cases were found among Lorania students.",
            "In Elmport there are 31 cases.",
            false,
        ),
        (
            "There are 20 cases of a fever that spread from Elmport.",
            "In Elmport there are 31 cases.",
            false,
        ),
        (
            "The cap now catches 10,000 barrels of oil a day at the leak of the well.",
            "The well has a leak of 19,000 barrels of oil a day at the cap.",
            false,
        ),
    ] {
        check(one, other, wanted);
    }
}

#[test]
fn comparisons_tell_which_articles_agree_differ_or_are_newer() {
    let told = |texts: &[&str]| -> Vec<State> {
        let read: Vec<Vec<Quantity>> = texts.iter().map(|text| read(text)).collect();
        let articles: Vec<Told<'_>> = read.iter().map(|q| Told { quantities: q }).collect();
        compare(&articles).iter().map(|c| c.state).collect()
    };
    let (twenty, thirty) = (
        "The flood killed 20 people in Elmport.",
        "In Elmport 31 people died.",
    );
    assert_eq!(told(&[twenty, twenty]), [State::Agree]);
    assert_eq!(told(&[twenty, thirty]), [State::Differ]);
    let earlier = "On Tuesday 20 people had died in Elmport.";
    assert_eq!(told(&[earlier, thirty]), [State::Updated]);
    assert_eq!(told(&[twenty]), []);
    assert_eq!(told(&[]), []);
}

#[test]
fn a_change_names_the_value_before_and_the_value_now() {
    let (old, new) = (
        read("On Tuesday 20 people had died in Elmport. There were 40 injured in Lorania."),
        read("In Elmport 31 people died. There were 40 injured in Lorania."),
    );
    let told = |q: &'static [Quantity]| Told { quantities: q };
    let (old, new): (&'static [Quantity], &'static [Quantity]) = (old.leak(), new.leak());
    let found = changes(&[told(old)], &[told(new)]);
    let values: Vec<(f64, f64)> = found
        .iter()
        .map(|change| (old[change.before.1].value, new[change.after.1].value))
        .collect();
    assert_eq!(values, [(20.0, 31.0)]);
    assert_eq!(changes(&[told(new)], &[told(new)]), []);
    assert_eq!(changes(&[], &[told(new)]), []);
}

#[test]
fn what_names_no_place_is_of_the_place_that_nearly_all_is_told_of() {
    let mut all = vec![
        read("In Elmport 31 people died."),
        read("The flood killed 20 people."),
    ];
    assert!(!contradict(&all[0][0], &all[1][0]));
    settle(&mut all);
    assert!(contradict(&all[0][0], &all[1][0]));
}

proptest! {
    #[test]
    fn anything_can_be_read(text in "\\PC{0,50}|((killed|[0-9,.]{1,6}|people|between|and|up to|\\$|%|dead|a day|\\(|\\)) ){0,12}") {
        for quantity in read(&text) {
            prop_assert!(quantity.span.fits(&text) && !quantity.span.is_empty());
            prop_assert!(quantity.value.is_finite() && quantity.range.0 <= quantity.range.1);
            prop_assert!(!contradict(&quantity, &quantity));
        }
    }
}
