//! Key stories of the timeline.

use nutgraf::app::command::Place;

use crate::{picture, stage};

#[test]
fn the_timeline_is_a_place_below_the_articles_that_it_tells() {
    for (keys, place) in [
        ("g t", Place::Timeline),
        ("g t g t", Place::List),
        ("g t q", Place::List),
        ("g t esc", Place::List),
        ("g t enter", Place::Reader),
        ("g t enter q", Place::Timeline),
        ("g t j e a", Place::Reader),
        ("g t j e a e", Place::Timeline),
        ("g t j e a e q", Place::List),
        ("g t ? q", Place::Timeline),
        ("j enter g t q", Place::List),
        ("/ 'zebra' enter g t", Place::List),
        (": 'timeline' enter", Place::Timeline),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.place(), place, "{keys}");
    }
}

#[test]
fn a_letter_leads_to_the_sentence_itself() {
    let mut s = stage(100, 30);
    s.strike("g t");
    let table = s.state.screens.timeline().unwrap();
    let row = (0..table.rows().len())
        .filter(|row| table.line(*row).is_some())
        .nth(1);
    let (_, line) = table.line(row.unwrap()).unwrap();
    let (id, sentence) = (line.id, std::sync::Arc::clone(&line.text));
    s.strike("e b");
    let reader = s.state.reader().unwrap();
    assert_eq!(reader.reading.id, id);
    let lit = reader.lit_span().unwrap();
    assert_eq!(lit.of(&reader.reading.analyzed.article.text), &*sentence);
}

#[test]
fn the_filter_says_of_what_the_timeline_is() {
    let mut s = stage(100, 30);
    s.strike("/ 'lock' enter g t");
    let shown = picture(&s.state);
    assert!(shown.contains("TIMELINE of lock"), "{shown}");
    let all = s.state.screens.timeline().unwrap().timeline().unwrap();
    assert!(all.articles > 0 && !all.days.is_empty());
    assert!(all.days.iter().all(|day| !day.lines.is_empty()));
}
