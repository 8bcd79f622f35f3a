//! Key stories of the actors of the list, and of correcting one.

use nutgraf::app::actor_lines;
use nutgraf::app::command::Place;
use nutgraf::app::effect::{Effect, Request};
use nutgraf_read::model::change::Change;

use crate::stage::Stage;
use crate::{picture, stage};

#[test]
fn the_actors_of_the_list_are_a_place_of_their_own() {
    for (keys, place, filter) in [
        ("@", Place::Actors, ""),
        ("@ @", Place::List, ""),
        ("@ q", Place::List, ""),
        ("@ enter", Place::Card, ""),
        ("@ enter q", Place::Actors, ""),
        ("@ enter enter", Place::Reader, ""),
        ("@ a", Place::Actors, "@\"River Board\""),
        ("@ A", Place::Actors, "-@\"River Board\""),
        ("@ a a", Place::Actors, ""),
        ("@ / 'x' esc", Place::Actors, ""),
        ("@ ?", Place::Help, ""),
        ("j enter @ q", Place::Reader, ""),
        ("@ : 'filter_lock' enter", Place::List, "lock"),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.place(), place, "{keys}");
        assert_eq!(s.state.filter.text(), filter, "{keys}");
    }
}

#[test]
fn the_cursor_stays_among_the_actors() {
    let mut s = stage(80, 24);
    let all = actor_lines::of_list(&s.state).len();
    for (keys, wanted) in [
        ("@ j j", 2),
        ("@ G", all - 1),
        ("@ G j", all - 1),
        ("@ G g g", 0),
        ("@ 3 j k", 2),
    ] {
        let mut s = stage(80, 24);
        s.strike(keys);
        assert_eq!(
            s.state.screens.actors().map(|who| who.cursor),
            Some(wanted),
            "{keys}"
        );
    }
    s.strike("@ G a");
    let cursor = s.state.screens.actors().map_or(99, |who| who.cursor);
    assert!(
        cursor < actor_lines::of_list(&s.state).len(),
        "the list became shorter"
    );
}

#[test]
fn surprise_puts_those_first_who_are_special_here() {
    let mut s = stage(160, 50);
    s.strike("/ 'river' enter");
    let by_articles: Vec<String> = actor_lines::of_list(&s.state)
        .into_iter()
        .map(|p| p.name)
        .collect();
    s.strike("O");
    let by_surprise = actor_lines::of_list(&s.state);
    assert!(!by_surprise.is_empty());
    let much: Vec<f32> = by_surprise
        .iter()
        .filter_map(|p| p.standing.as_ref().map(|s| s.surprise))
        .collect();
    assert!(
        much.is_sorted_by(|a, b| a >= b) && much.iter().all(|s| *s > 0.0),
        "{much:?}"
    );
    s.strike("O");
    let again: Vec<String> = actor_lines::of_list(&s.state)
        .into_iter()
        .map(|p| p.name)
        .collect();
    assert_eq!(again, by_articles);
}

#[test]
fn every_correction_is_one_change_in_words() {
    for (keys, words) in [
        ("@ x", "“River Board” is hidden"),
        ("@ X", "“River Board” is not an actor"),
        (
            "@ r ^U 'The_Board' enter",
            "“River Board” is called “The Board”",
        ),
        (
            "@ c 'place' enter",
            "“River Board” is now of the kind place",
        ),
        ("@ c 'animal' enter", ""),
        ("@ m 'lorania' enter", "“River Board” is “Lorania”"),
        ("@ m 'lor' tab enter", "“River Board” is “Lorania”"),
        ("@ m 'zzzz' enter", ""),
        ("@ m enter", ""),
        ("@ m 'lorania' esc", ""),
        ("@ enter m 'lorania' enter", "“River Board” is “Lorania”"),
        ("@ s 'the_board' enter", "“the board” is not “River Board”"),
        ("j enter tab : 'hide' enter", "“River Board” is hidden"),
        (
            "j enter tab : 'kind_other' enter",
            "“River Board” is now of the kind other",
        ),
        (": 'rename_X' enter", ""),
        (": 'hide' enter", ""),
    ] {
        let mut s = stage(120, 40);
        s.strike(keys);
        let told: Vec<&str> = s
            .outside
            .iter()
            .filter_map(|effect| {
                let Effect::Library(Request::Apply(Change::Correct(correction))) = effect else {
                    return None;
                };
                Some(correction.words.as_str())
            })
            .collect();
        let wanted: Vec<&str> = Some(words).into_iter().filter(|w| !w.is_empty()).collect();
        assert_eq!(told, wanted, "{keys}: {:?}", s.state.report);
        let settled = s.state.input.prompt().is_none();
        assert!(settled, "{keys}: nothing is left waiting");
    }
}

#[test]
fn the_list_of_actors_is_searched_and_says_whose_name_is_asked_for() {
    let mut s = stage(120, 40);
    let names = |s: &Stage| -> Vec<String> {
        let lines = actor_lines::of_table(&s.state).into_iter();
        lines.map(|line| line.name).collect()
    };
    s.strike("@");
    let all = names(&s);
    s.strike("/ 'river'");
    assert_eq!(names(&s), ["River Board"]);
    assert!(picture(&s.state).contains("named \"river\""));
    s.strike("enter enter");
    assert_eq!(
        s.state.screens.card().map(|card| card.name.as_str()),
        Some("River Board")
    );
    // Back to what was found, then to all, then to the list.
    s.strike("q");
    assert_eq!(names(&s), ["River Board"]);
    s.strike("m");
    assert!(picture(&s.state).contains("River Board is really"));
    s.strike("esc q");
    assert_eq!(names(&s), all);
    s.strike("q");
    assert_eq!(s.state.place(), Place::List);
    s.strike("@ / 'zz' enter");
    assert!(picture(&s.state).contains("No actor of this list"));
}

#[test]
fn surprise_is_explained_where_it_stands() {
    let mut s = stage(120, 40);
    s.strike("/ '@\"River_Board\"' enter @");
    let shown = picture(&s.state);
    assert!(shown.contains("over time: articles from"), "{shown}");
    assert!(shown.contains("surprise: against"), "{shown}");
    // The actor of the filter is in every article of it.
    let company = |s: &Stage| {
        let lines = actor_lines::of_table(&s.state);
        let all = lines.iter().filter_map(|line| line.standing.as_ref());
        all.flat_map(|standing| {
            actor_lines::company(&s.state, standing)
                .into_iter()
                .map(str::to_owned)
        })
        .collect::<Vec<_>>()
    };
    assert!(!company(&s).is_empty());
    assert!(!company(&s).iter().any(|name| name == "River Board"));
    s.strike("enter");
    let card = picture(&s.state);
    assert!(
        card.contains("in this list") && card.contains("(surprise +"),
        "{card}"
    );
}
