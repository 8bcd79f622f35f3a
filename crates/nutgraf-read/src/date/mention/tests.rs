//! Owns: tests of times in running text.
//! Promises: nothing.

use super::*;
use crate::model::moment::Moment;
use crate::text::rules::Rules;
use crate::text::word_list::phrases;
use proptest::prelude::*;

/// Wednesday, 16 March 2022.
const TODAY: Day = Day {
    year: 2022,
    month: 3,
    day: 16,
};

fn written(mention: &TimeMention, text: &str) -> String {
    let Day { year, month, day } = mention.day;
    let time = match mention.precision {
        Precision::Day => format!("{year}-{month:02}-{day:02}"),
        Precision::Month => format!("{year}-{month:02}"),
        Precision::Year => format!("{year}"),
    };
    format!("{}={time}", mention.span.of(text))
}

fn read_in(text: &str, language: &str, (today, rules): (Option<Day>, &Rules)) -> String {
    let sentences = crate::text::sentences(text, &[], rules);
    let found = mentions(text, &sentences, today, Some(language));
    let found: Vec<String> = found.iter().map(|m| written(m, text)).collect();
    found.join(" ; ")
}

fn check(rows: &[&'static str], language: &str, today: Option<Day>) {
    let rules = Rules::new(&crate::lexicon());
    let mut wrong = Vec::new();
    for row in rows {
        let [text, want] = phrases(row);
        let got = read_in(text, language, (today, &rules));
        if got != want {
            wrong.push(format!("{text}\n   got {got}\n  want {want}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn weekdays_are_the_nearest_past_ones_unless_the_words_tell_the_future() {
    check(
        &[
            "The ferry sank on Tuesday. | Tuesday=2022-03-15",
            "The ferry sank on Wednesday morning. | Wednesday morning=2022-03-16",
            "Rescuers found the hull Friday. | Friday=2022-03-11",
            "The harbour will reopen on Friday. | Friday=2022-03-18",
            "The harbour will be closed on Wednesday. | Wednesday=2022-03-16",
            "Owners said on Monday that the harbour would reopen on Friday. | Monday=2022-03-14 ; Friday=2022-03-18",
            "The port will reopen, its owners said on Monday. | Monday=2022-03-14",
            "A hearing is scheduled for Thursday. | Thursday=2022-03-17",
            "A hearing was held on Thursday. | Thursday=2022-03-10",
            "Divers are to search the hold on Saturday. | Saturday=2022-03-19",
            "On Friday, the council will vote on the dam. | Friday=2022-03-18",
            "On Friday, the council voted for the dam. | Friday=2022-03-11",
            "The council meets on Friday. | Friday=2022-03-18",
            "They left last Wednesday. | last Wednesday=2022-03-09",
            "They left last Monday. | last Monday=2022-03-14",
            "They leave next Monday. | next Monday=2022-03-21",
            "It began on Tuesday of last week. | Tuesday of last week=2022-03-08",
            "It begins Tuesday next week. | Tuesday next week=2022-03-22",
            "It was opened on Tuesday, March 8. | March 8=2022-03-08",
            "The Sunday Times has a copy. | ",
            "Every Sunday they meet on Black Friday. | ",
            "Sundays are quiet. | ",
        ],
        "en",
        Some(TODAY),
    );
}

#[test]
fn days_near_today_are_counted_from_it() {
    check(
        &[
            "It fell yesterday. | yesterday=2022-03-15",
            "It fell the day before yesterday. | day before yesterday=2022-03-14",
            "It opens tomorrow, they said today. | tomorrow=2022-03-17 ; today=2022-03-16",
            "It rained last night and this morning. | last night=2022-03-15 ; this morning=2022-03-16",
            "USA Today wrote of it. | ",
            "Three days ago it rained. | Three days ago=2022-03-13",
            "It rained 12 days ago. | 12 days ago=2022-03-04",
            "Many days ago it rained for three days. | ",
            "A day earlier it had rained. | A day earlier=2022-03-15",
        ],
        "en",
        Some(TODAY),
    );
}

#[test]
fn weeks_months_and_years_are_told_as_such() {
    check(
        &[
            "Prices fell last week. | last week=2022-03",
            "Prices fell three weeks ago. | three weeks ago=2022-02",
            "Prices fell earlier this month. | this month=2022-03",
            "Prices fell last month. | last month=2022-02",
            "Prices will fall next month. | next month=2022-04",
            "Prices fell over the last month. | ",
            "Prices fell a year ago. | a year ago=2021",
            "Prices fell last year. | last year=2021",
            "Prices fell in 2010 and since 2015. | 2010=2010 ; 2015=2015",
            "Prices fell between 2010 and 2012. | 2012=2012",
            "Some 2010 people and 2,012 horses came. | ",
            "It cost $2010. | ",
            "Prices rose in January. | January=2022-01",
            "Prices fell in May. | May=2021-05",
            "Prices will fall in May. | May=2022-05",
            "Prices fell last March. | March=2021-03",
            "They may march in step. | ",
            "May Day marches went on. | ",
            "The vote of June 2016 was close. | June 2016=2016-06",
        ],
        "en",
        Some(TODAY),
    );
}

#[test]
fn dates_are_read_with_and_without_their_year() {
    check(
        &[
            "It sank on 3 December 2011. | 3 December 2011=2011-12-03",
            "It sank on December 3, 2011, off the cape. | December 3, 2011=2011-12-03",
            "It sank on Feb. 11. | Feb. 11=2022-02-11",
            "It sank on the 11th of February. | 11th of February=2022-02-11",
            "It sank on December 3. | December 3=2021-12-03",
            "It will sail on April 2. | April 2=2022-04-02",
            "It sails on 2 April. | 2 April=2022-04-02",
            "It sank on 2 June. | 2 June=2021-06-02",
            "It sank on 2011-02-11. | 2011-02-11=2011-02-11",
            "It sank on 25/12/2011. | 25/12/2011=2011-12-25",
            "It sank on 03/04/2011. | ",
            "It sank on February 31, 2011. | ",
            "ELMPORT, March 15 (Wire) - A ferry sank. | March 15=2022-03-15",
            "In March 10 people were hurt. | March=2022-03",
            "In March 10 and 11 feet of snow fell. | March 10=2022-03-10",
        ],
        "en",
        Some(TODAY),
    );
}

#[test]
fn later_days_count_from_the_day_that_was_told() {
    check(
        &[
            "It sank on March 3. Two days later the hull was found. | March 3=2022-03-03 ; Two days later=2022-03-05",
            "It sank on March 3. The next day it was found. | March 3=2022-03-03 ; next day=2022-03-04",
            "It sank on March 3, and a week later it was found. | March 3=2022-03-03 ; a week later=2022-03",
            "Two days later the hull was found. | ",
            "It sank on March 3. Nobody knew. It was dark. It was cold. Two days later they knew. | March 3=2022-03-03",
        ],
        "en",
        Some(TODAY),
    );
}

#[test]
fn dates_of_other_languages_are_read() {
    for (language, row) in [
        (
            "de",
            "Sie sank am 3. Dezember 2011. | 3. Dezember 2011=2011-12-03",
        ),
        ("de", "Sie sank am 5. März. | 5. März=2022-03-05"),
        (
            "fr",
            "Il a coulé le 3 décembre 2011. | 3 décembre 2011=2011-12-03",
        ),
        (
            "es",
            "Se hundió el 3 de diciembre de 2011. | 3 de diciembre de 2011=2011-12-03",
        ),
        ("it", "È affondata il 03/04/2011. | 03/04/2011=2011-04-03"),
        ("pl", "Zatonął 3 grudnia 2011. | 3 grudnia 2011=2011-12-03"),
        (
            "ru",
            "Он затонул 3 декабря 2011. | 3 декабря 2011=2011-12-03",
        ),
        ("zh", "渡轮于2011年12月3日沉没。 | 2011年12月3=2011-12-03"),
        ("zh", "渡轮于3月5日沉没。 | 3月5=2022-03-05"),
        ("de", "Er kam am Montag. | "),
        ("pt", "20 outros vieram, 7 set. | "),
    ] {
        check(&[row], language, Some(TODAY));
    }
}

#[test]
fn without_a_day_of_publication_only_whole_dates_are_told() {
    check(
        &[
            "It sank on 3 December 2011. | 3 December 2011=2011-12-03",
            "It sank in March 2011. | March 2011=2011-03",
            "It sank in 2011. | 2011=2011",
            "It sank on Tuesday, yesterday, on 3 December, last week, in March. | ",
        ],
        "en",
        None,
    );
}

#[test]
fn a_sentence_tells_a_day_once() {
    let text = "On Monday, 14 March, they said on Monday that it rained on March 14.";
    let sentences = [Span::new(0, text.len())];
    let found = mentions(text, &sentences, Some(TODAY), Some("en"));
    assert_eq!(found.len(), 3);
    assert_eq!(dated_sentences(&found).len(), 1);
}

proptest! {
    #[test]
    fn anything_can_be_read(text in "\\PC{0,60}|([A-Za-z0-9年月日 ,./-]{0,12}(March|May|day|ago|Monday| 3 | 2010 |last|,|年){0,3}){0,6}", english in any::<bool>()) {
        let whole = [Span::new(0, text.len())];
        let found = mentions(&text, &whole, Some(TODAY), english.then_some("en"));
        let mut end = 0;
        for mention in found {
            prop_assert!(mention.span.fits(&text) && !mention.span.is_empty());
            prop_assert!(mention.span.start >= end);
            prop_assert!(Moment::at(mention.day).is_some());
            end = mention.span.end;
        }
    }

    /// A text that appears so many days later speaks of days that lie so many days later.
    #[test]
    fn told_days_move_with_the_day_of_publication(weeks in 0..2000_i32) {
        let text = "It sank on Tuesday and yesterday, three days ago, and will be raised next Monday.";
        let whole = [Span::new(0, text.len())];
        let moved = TODAY.plus(weeks * 7).unwrap();
        let one = mentions(text, &whole, Some(TODAY), None);
        let other = mentions(text, &whole, Some(moved), None);
        prop_assert_eq!(one.len(), 4);
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(one.day.plus(weeks * 7), Some(other.day));
        }
    }
}
