//! Key stories of who said what.

use nutgraf::app::command::Place;

use crate::{picture, stage};

#[test]
fn who_said_what_is_a_place_of_its_own() {
    for (keys, place) in [
        ("g q", Place::Said),
        ("g q g q", Place::List),
        ("g q q", Place::List),
        ("g q esc", Place::List),
        ("g q ?", Place::Help),
        ("g q a", Place::Card),
        ("g q enter", Place::Reader),
        ("g q j e", Place::Reader),
        (": 'said' enter", Place::Said),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.place(), place, "{keys}");
    }
}

#[test]
fn a_statement_leads_to_its_words() {
    let mut s = stage(100, 30);
    s.strike("g q j e");
    let reader = s.state.reader().unwrap();
    let words = reader.lit_span().unwrap().of(reader.text());
    assert!(words.contains("fault in the hinge"), "{words}");
}

#[test]
fn what_is_told_is_what_the_line_asks_for() {
    for (line, there, not_there) in [
        ("", "the summer decides", "?"),
        ("said:@quill", "less than feared", "his boats"),
        ("said:@harrow", "his boats", "less than feared"),
        (
            "said:@quill hinge",
            "fault in the hinge",
            "less than feared",
        ),
    ] {
        let mut s = stage(100, 30);
        let typed = line.replace(' ', "_");
        s.strike(&format!("/ '{typed}' enter g q"));
        let picture = picture(&s.state);
        assert!(picture.contains(there), "{line}: {picture}");
        assert!(
            not_there == "?" || !picture.contains(not_there),
            "{line}: {picture}"
        );
    }
}

#[test]
fn beside_the_list_stands_what_the_speaker_said() {
    let mut s = stage(160, 50);
    s.strike("/ 'said:@harrow' enter");
    let picture = picture(&s.state);
    assert!(picture.contains("said here"), "{picture}");
    assert!(picture.contains("a  he would believe it"), "{picture}");
}

#[test]
fn the_way_back_from_a_statement_leads_to_its_row() {
    let mut s = stage(100, 30);
    s.strike("g q j j");
    let row = s.state.screens.said().unwrap().cursor;
    for keys in ["e q", "enter h", "e esc"] {
        s.strike(keys);
        assert_eq!(s.state.place(), Place::Said, "{keys}");
        assert_eq!(s.state.screens.said().unwrap().cursor, row, "{keys}");
    }
    s.strike("e g q");
    assert_eq!(
        s.state.place(),
        Place::Said,
        "from an article it opens anew"
    );
}

#[test]
fn two_sides_stand_side_by_side() {
    let mut s = stage(160, 50);
    s.strike("/ 'said:@harrow_|_said:@quill' enter g q");
    let picture = picture(&s.state);
    let both = |line: &str| line.contains("Harrow") && line.contains("Quill");
    assert!(picture.lines().any(both), "{picture}");
}

#[test]
fn a_card_lists_what_its_actor_said_and_leads_there() {
    let mut s = stage(100, 30);
    s.strike("g q j j a");
    let card = s.state.screens.card().unwrap();
    let said = card.said.first().map(|said| said.text.clone());
    assert!(!card.said.is_empty(), "{}", picture(&s.state));
    assert!(picture(&s.state).contains("Said"));
    s.strike("e");
    let reader = s.state.reader().unwrap();
    let words = reader.lit_span().unwrap().of(reader.text()).to_owned();
    assert!(words.contains(&*said.unwrap()), "{words}");
}
