//! Key stories: keys through the real keymap, and what came of them.

use std::sync::Arc;

use nutgraf::app::command::Place;
use nutgraf::app::effect::{Action, Effect, FileChange, Request};
use nutgraf::app::key::Key;
use nutgraf::app::keymap::{self, Keymap};
use nutgraf::app::msg::{Msg, Size};
use nutgraf::app::pending::{Pending, pending};
use nutgraf::app::state::State;
use nutgraf::app::state::settings::Settings;
use nutgraf::app::update::update;

use crate::stage::Stage;
use crate::{picture, stage};

/// Effects outside of the engine that matter to a story, without what is kept for the next run.
fn outside(stage: &Stage) -> Vec<&Effect> {
    let kept = |e: &&Effect| !matches!(e, Effect::File(FileChange::Place(_)));
    stage.outside.iter().filter(kept).collect()
}

/// The titles in the list, as `update` orders them.
fn titles(stage: &Stage) -> Vec<String> {
    let list = &stage.state.list;
    let title = |id: &nutgraf_read::model::id::ArticleId| {
        stage
            .state
            .catalog
            .0
            .title(*id)
            .split(' ')
            .take(3)
            .collect::<Vec<_>>()
            .join(" ")
    };
    list.rows.iter().map(title).collect()
}

#[test]
fn filter_open_and_quit() {
    let mut s = stage(80, 24);
    s.strike("j j / 'lorania' enter enter");
    assert_eq!(s.state.place(), Place::Reader);
    assert!(picture(&s.state).contains("Lorania signs the Water Pact"));
    s.strike("q");
    assert_eq!(s.state.place(), Place::List);
    assert_eq!(s.state.filter.text(), "lorania");
    s.strike("q");
    assert_eq!(outside(&s), [&Effect::Quit]);
}

#[test]
fn escape_clears_the_filter_and_never_leaves() {
    let mut s = stage(80, 24);
    s.strike("/ 'lock' enter esc");
    assert_eq!(s.state.filter.text(), "");
    s.strike("esc h left");
    assert!(outside(&s).iter().all(|effect| **effect != Effect::Quit));
    let said = s.state.report.as_ref().map(|report| report.text.as_str());
    assert_eq!(said, Some("q leaves nutgraf"));
    s.strike("q");
    assert!(outside(&s).contains(&&Effect::Quit));
}

#[test]
fn a_filter_that_is_given_up_leaves_line_and_cursor_as_they_were() {
    for (keys, line, cursor) in [
        ("j j j / 'lock' esc", "", 3),
        ("/ 'a' enter j / 'lorania' esc", "a", 1),
        ("/ 'a' enter j / esc", "a", 1),
        ("/ 'a' enter j / enter", "a", 1),
        ("/ 'a' enter / 'b' enter", "a b", 0),
        ("/ 'a' esc / ^R", "a", 0),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.filter.text(), line, "{keys}");
        assert_eq!(s.state.list.cursor, cursor, "{keys}");
    }
}

#[test]
fn places_are_left_one_by_one() {
    for (keys, place, filter) in [
        ("/ 'lock' enter", Place::List, "lock"),
        ("/ 'lock' esc", Place::List, ""),
        ("/ 'lock' enter esc", Place::List, ""),
        ("enter ? esc", Place::Reader, ""),
        ("enter ? q q", Place::List, ""),
        ("enter / 'river' esc", Place::Reader, ""),
        (": 'help' enter", Place::Help, ""),
        (": esc", Place::List, ""),
        ("j enter a a enter", Place::Card, ""),
        ("j enter a a enter q", Place::Reader, ""),
        ("j enter a a enter /", Place::List, "@\"River Board\""),
        ("? / 'star' enter q", Place::List, ""),
        ("/ backspace", Place::Filter, ""),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.place(), place, "{keys}");
        assert_eq!(s.state.filter.text(), filter, "{keys}");
        assert!(!s.state.ended, "{keys}");
    }
}

#[test]
fn counts_and_chords_move() {
    for (keys, cursor) in [
        ("j", 1),
        ("3 j", 3),
        ("1 0 j", 5),
        ("G", 5),
        ("G g g", 0),
        ("3 G", 2),
        ("G 2 k", 3),
        ("2 esc j", 1),
        ("down down up", 1),
        ("J J K", 1),
        ("n n", 2),
        ("G p", 4),
        (": '4' enter", 3),
        ("/ down down", 2),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.list.cursor, cursor, "{keys}");
    }
}

#[test]
fn letters_put_actors_into_the_filter_and_take_them_out() {
    for (keys, line) in [
        ("a a", "@\"Water Pact\""),
        ("a a a a", ""),
        ("A a", "-@\"Water Pact\""),
        ("a - a", "-@\"Water Pact\""),
        ("a tab a", "@\"River Board\""),
        ("a b a c", "@Lorania @\"Ada Quill\""),
        ("a esc", ""),
        ("a z", ""),
        (": 'actors_Tom_Harrow' enter", "@\"Tom Harrow\""),
    ] {
        let mut s = stage(160, 50);
        s.strike(keys);
        assert_eq!(s.state.filter.text(), line, "{keys}");
    }
    let mut s = stage(160, 50);
    s.strike("a a");
    assert_eq!(titles(&s), ["Lorania signs the", "River Board reopens"]);
    s.strike("a b a b");
    assert_eq!(s.state.filter.text(), "@\"Water Pact\"");
}

#[test]
fn a_summary_line_leads_to_its_sentence_and_back() {
    let mut s = stage(80, 24);
    s.strike("j e c");
    let reader = s.state.reader().expect("it opened");
    assert_eq!(reader.lit, Some(2));
    assert!(picture(&s.state).contains("Tom Harrow, a barge owner"));
    s.strike("e");
    assert_eq!(s.state.place(), Place::List);
    s.strike("enter G");
    let top = s.state.reader().map(|r| r.top);
    s.strike("e a");
    assert_ne!(s.state.reader().map(|r| r.top), top);
    s.strike("e");
    assert_eq!(s.state.reader().map(|r| r.top), top);
}

#[test]
fn mentions_and_matches_are_walked() {
    for (keys, says) in [
        ("j enter ]", "River Board: 1 of 2"),
        ("j enter ] ]", "River Board: 2 of 2"),
        ("j enter ] ] ]", "River Board: 1 of 2, wrapped around"),
        ("j enter tab tab [", "Ada Quill: 2 of 2, wrapped around"),
        ("j enter a c ]", "Lorania: 1 of 1"),
        ("j enter / 'lock' enter", "match 1 of 3"),
        ("j enter / 'lock' enter n n", "match 3 of 3"),
        ("j enter / 'lock' enter N", "match 3 of 3, wrapped around"),
        ("j enter / 'zebra' enter", "\"zebra\" is not in this text"),
        ("j enter n", "no search yet: / searches the text"),
    ] {
        let mut s = stage(80, 24);
        s.strike(keys);
        let said = s.state.report.as_ref().map(|r| r.text.as_str());
        assert_eq!(said, Some(says), "{keys}");
    }
}

#[test]
fn marks_hold_in_the_list_the_head_and_the_reader() {
    let mut s = stage(100, 30);
    s.strike("s t 'dam_water' enter j m");
    let now = picture(&s.state);
    assert!(now.contains("★") && now.contains("#dam #water"), "{now}");
    assert!(now.contains("5 unread · 1 starred"), "{now}");
    s.strike("k t '-dam' enter s");
    let now = picture(&s.state);
    assert!(!now.contains("★") && !now.contains("#dam"), "{now}");
    // Opening marks as read, undo is asked of the library.
    s.strike("enter");
    assert!(
        s.state
            .list
            .headlines
            .values()
            .filter(|h| h.marks.read)
            .count()
            == 2
    );
    s.strike("u");
    assert!(matches!(
        outside(&s).last(),
        Some(Effect::Library(Request::Apply(_)))
    ));
}

#[test]
fn what_goes_out_is_clean() {
    for (keys, effect) in [
        (
            "j y",
            Effect::Terminal(Action::Copy("https://ledger.example/locks".to_owned())),
        ),
        ("y", Effect::Terminal(Action::Copy("story-2".to_owned()))),
        (
            "j o",
            Effect::Terminal(Action::Browse("https://ledger.example/locks".to_owned())),
        ),
        (
            "j enter 1 o",
            Effect::Terminal(Action::Browse("https://pact.example/text".to_owned())),
        ),
        ("^Z", Effect::Terminal(Action::Suspend)),
        ("^L", Effect::Terminal(Action::Redraw)),
        ("Q", Effect::Quit),
        ("^C", Effect::Quit),
        (": 'q' enter", Effect::Quit),
        ("/ 'x' ^C Q", Effect::Quit),
        (
            ": 'theme_night' enter",
            Effect::Terminal(Action::Theme("night".to_owned())),
        ),
        (
            ": 'import_/tmp/x' enter",
            Effect::Library(Request::Import(vec!["/tmp/x".to_owned()])),
        ),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(outside(&s).last(), Some(&&effect), "{keys}");
    }
    let mut s = stage(100, 30);
    s.strike("j | 'less_-R' enter");
    let Some(Effect::Terminal(Action::Pipe { argv, text })) = outside(&s).last() else {
        panic!("it pipes");
    };
    assert_eq!(argv, &["less", "-R"]);
    assert!(
        text.starts_with("River Board reopens the lower locks after nine weeks\n\nThe River Board")
    );
}

#[test]
fn the_place_in_an_article_is_kept_over_leaving_and_resizing() {
    let mut s = stage(60, 14);
    s.strike("j enter space");
    let at = |s: &Stage| s.state.reader().expect("open").place();
    let before = at(&s);
    assert!(before > 0);
    s.strike("q");
    s.strike("enter");
    assert_eq!(at(&s), before);
    s.tell(Msg::Resize(Size {
        width: 44,
        height: 12,
    }));
    let narrow = at(&s);
    assert!(
        narrow <= before && before - narrow < 60,
        "{narrow} {before}"
    );
    s.tell(Msg::Resize(Size {
        width: 60,
        height: 14,
    }));
    assert!(before.abs_diff(at(&s)) < 60);
}

#[test]
fn what_is_kept_brings_the_same_screen_back() {
    let mut s = stage(100, 30);
    s.strike("/ 'lock' enter v G enter");
    let Some(Effect::File(FileChange::Place(memory))) = s
        .outside
        .iter()
        .rfind(|e| matches!(e, Effect::File(FileChange::Place(_))))
    else {
        panic!("something is kept");
    };
    let settings = Settings {
        memory: Some(memory.clone()),
        ..Settings::default()
    };
    let again = crate::stage_with(100, 30, settings);
    assert_eq!(picture(&again.state), picture(&s.state));
}

#[test]
fn newsboat_s_keys_hold_when_asked_for() {
    let (keymap, _) = Keymap::read(keymap::EMBEDDED, "newsboat", "");
    let settings = Settings {
        keymap: Arc::new(keymap),
        ..Settings::default()
    };
    let mut s = crate::stage_with(100, 30, settings);
    s.strike("N enter n n");
    assert_eq!(s.state.list.cursor, 2);
    assert_eq!(s.state.place(), Place::Reader);
}

#[test]
fn the_summary_takes_other_lengths_and_turns_to_what_is_asked_for() {
    let mut s = stage(120, 40);
    let lines = |s: &Stage| nutgraf::app::summary::lines(&s.state).len();
    s.strike("B");
    let long = lines(&s);
    s.strike("B");
    assert!(lines(&s) == 1 && long > 1, "{long}");
    s.strike("B / '@lorania' enter");
    assert!(picture(&s.state).contains("about Lorania"));
    for line in nutgraf::app::summary::lines(&s.state) {
        assert!(line.contains("Loran"), "{line}");
    }
    // The letters lead to the sentences that are shown.
    s.strike("e a");
    let reader = s.state.reader().unwrap();
    let lit = reader.lit_span().unwrap();
    assert!(lit.of(reader.text()).contains("Loran"));
    s.strike("e w");
    assert!(!picture(&s.state).contains("about Lorania"));
    s.strike(": 'about_the_river' enter");
    assert!(
        picture(&s.state).contains("about the river")
            || picture(&s.state).contains("nothing about")
    );
}

#[test]
fn an_abstract_is_asked_for_by_its_key_alone_and_never_looks_like_the_article() {
    use nutgraf_read::model::retelling::{Retelling, Stage as Written};
    use nutgraf_read::model::span::Span;
    let mut s = stage(100, 30);
    s.strike("j enter");
    assert!(
        !outside(&s)
            .iter()
            .any(|e| matches!(e, Effect::Library(Request::Retell { .. })))
    );
    s.strike("W");
    let Some(Effect::Library(Request::Retell { article, asking })) =
        outside(&s).last().copied().cloned()
    else {
        panic!("nothing was asked");
    };
    let told = |text: &str, stage, asking| {
        Msg::Retold(Box::new(Retelling {
            article,
            asking,
            model: "little".into(),
            text: text.to_owned(),
            doubts: vec![Span::new(0, 4)],
            stage,
        }))
    };
    s.tell(told("Oslo agrees", Written::Writing, asking));
    let shown = picture(&s.state);
    assert!(shown.contains("Generated by little") && shown.contains("Oslo agrees"));
    assert!(shown.contains("Esc stops"));
    // Escape stops it; what still comes is dropped.
    s.strike("esc");
    assert_eq!(
        outside(&s).last(),
        Some(&&Effect::Library(Request::StopRetelling))
    );
    s.tell(told("Oslo agrees at last.", Written::Whole, asking));
    assert!(!picture(&s.state).contains("Oslo agrees"));
    // A failure says why and leaves nothing.
    s.strike("W");
    s.tell(told(
        "",
        Written::Failed("the key is missing".to_owned()),
        asking + 1,
    ));
    assert!(picture(&s.state).contains("no abstract: the key is missing"));
    // Going on to another article puts it away.
    s.strike("W");
    s.tell(told("Oslo agrees.", Written::Whole, asking + 2));
    assert!(picture(&s.state).contains("1 thing that the article does not have"));
    s.strike("J");
    assert!(!picture(&s.state).contains("Oslo agrees"));
}

#[test]
fn the_list_is_grouped_by_source_by_story_and_by_day_again() {
    let mut s = stage(100, 30);
    let headings = |s: &Stage| -> Vec<String> {
        let names: Vec<String> = s
            .state
            .catalog
            .0
            .sources()
            .entries()
            .map(|(_, name, _, _)| name.to_string())
            .collect();
        let lines = picture(&s.state);
        let found = lines
            .lines()
            .map(str::trim)
            .filter(|line| names.iter().any(|name| line == name));
        found.map(str::to_owned).collect()
    };
    assert_eq!(
        headings(&s),
        Vec::<String>::new(),
        "days stand over the rows"
    );
    s.strike("S");
    let by_source = headings(&s);
    assert!(by_source.len() > 1, "{}", picture(&s.state));
    assert!(by_source.is_sorted(), "{by_source:?}");
    s.strike("S");
    let by_story = picture(&s.state);
    assert!(by_story.contains("Told by nobody else"), "{by_story}");
    s.strike("S");
    assert!(!picture(&s.state).contains("Told by nobody else"));
    assert_eq!(headings(&s), Vec::<String>::new());
}

#[test]
fn long_work_that_ends_is_told_to_the_terminal_when_wanted() {
    let progress = |finished| {
        Msg::Progress(nutgraf::app::msg::Progress {
            stage: "reading".to_owned(),
            done: 5,
            total: 5,
            failed: 0,
            articles: 5,
            finished,
        })
    };
    for (notify, seconds, told) in [(true, 60, true), (true, 2, false), (false, 60, false)] {
        let settings = Settings {
            notify,
            ..Settings::default()
        };
        let mut s = crate::stage_with(80, 24, settings);
        let began = s.state.now;
        s.tell(progress(false));
        s.tell(Msg::Clock(began.plus(seconds)));
        s.tell(progress(true));
        let notices = outside(&s)
            .into_iter()
            .filter(|effect| matches!(effect, Effect::Terminal(Action::Notice(_))));
        assert_eq!(notices.count() > 0, told, "{notify} after {seconds} s");
    }
}

#[test]
fn a_frame_waits_for_the_answer_to_the_filter_line_and_for_nothing_else() {
    let mut state = stage(80, 24).state.clone();
    let strike = |state: &mut State, key: &str| {
        let key = Key::parse(key).expect("a key");
        drop(update(state, Msg::Key(key)));
        pending(state)
    };
    for (key, lacks) in [
        ("/", Pending::Nothing),
        ("l", Pending::Rows),
        ("o", Pending::Rows),
        ("esc", Pending::Nothing),
    ] {
        assert_eq!(strike(&mut state, key), lacks, "{key}");
    }
    // Rows whose actors are still being counted.
    assert_eq!(strike(&mut state, "/"), Pending::Rows);
    state.search.answered = state.search.asked;
    assert_eq!(pending(&state), Pending::Nothing);
    Arc::make_mut(&mut state.search.found).counted = false;
    assert_eq!(pending(&state), Pending::Surroundings);
}

#[test]
fn tab_after_a_word_offers_the_phrases_of_what_is_found() {
    let mut s = stage(100, 30);
    s.strike("/ 'lower' tab");
    assert_eq!(s.state.filter.text(), "\"lower locks\"");
    assert!(!s.state.list.rows.is_empty());
    // Behind the actors that begin so, not in their place.
    s.strike("^U 'dry' tab");
    assert!(
        s.state.filter.text().contains("dry year"),
        "{}",
        s.state.filter.text()
    );
}

/// A key whose stroke changes nothing on the screen says why. Moving at an end is silent, as is taking a line as it stands.
#[test]
fn a_key_that_does_nothing_says_so_in_every_place() {
    let places = [
        "", "enter", "@", "@ enter", "?", "/", ":", "enter /", "a", "e", "enter e", "@ r",
    ];
    let mut keys: Vec<String> = (' '..='~')
        .filter(|c| *c != ' ')
        .map(String::from)
        .collect();
    keys.extend(('A'..='Z').map(|c| format!("^{c}")));
    keys.extend((1..=12).map(|n| format!("<f{n}>")));
    for key in [
        "tab",
        "backtab",
        "space",
        "home",
        "end",
        "backspace",
        "delete",
        "insert",
        "left",
    ] {
        keys.push(format!("<{key}>"));
    }
    let moves = [
        "^A", "^B", "^D", "^E", "^F", "^J", "^K", "^L", "^N", "^P", "^R", "^S", "^T", "^U", "^W",
        "^Y", "^Z", "^H", "j", "k", "l", "d", "g", "G", "b", "<home>", "<end>", "<left>",
        "<delete>", "<space>", "^C",
    ];
    let mut silent = Vec::new();
    for place in places {
        let mut s = stage(100, 30);
        s.strike(place);
        let before = picture(&s.state);
        for key in keys.iter().filter(|key| !moves.contains(&key.as_str())) {
            let Some(key) = Key::parse(key) else { continue };
            let mut state = s.state.clone();
            let effects = update(&mut state, Msg::Key(key));
            let told = state.report.is_some() && s.state.report.is_none();
            if !told && effects.is_empty() && picture(&state) == before {
                silent.push(format!("{place:?} {key}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn newsboat_hands_find_their_keys() {
    let (keymap, mistakes) = Keymap::read(keymap::EMBEDDED, "newsboat", "");
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let settings = Settings {
        keymap: Arc::new(keymap),
        inputs: vec!["news".to_owned()],
        label: "news".to_owned(),
        ..Settings::default()
    };
    let mut s = crate::stage_with(80, 16, settings);
    assert!(
        picture(&s.state).contains("N mark read"),
        "the keys in force"
    );
    // Space goes down the text and, from its end, on to the next unread article.
    s.strike("enter");
    assert!(picture(&s.state).contains("space read on"));
    let first = s.state.current();
    for _ in 0..40 {
        s.strike("space");
        if s.state.current() != first {
            break;
        }
    }
    assert_eq!((s.state.place(), s.state.list.cursor), (Place::Reader, 1));
    for key in ["r", "R"] {
        s.outside.clear();
        s.strike(key);
        let again = Effect::Library(Request::Import(vec!["news".to_owned()]));
        assert!(s.outside.contains(&again), "{key}");
    }
    // All of the list, and one step back.
    s.strike("q A");
    let said = s.state.report.as_ref().map(|report| report.text.clone());
    assert!(said.is_some_and(|said| said.contains("marked read; u takes it back")));
    assert_eq!(s.state.counts.map(|counts| counts.unread), Some(0));
    s.strike("A");
    assert!(picture(&s.state).contains("nothing here is unread"));
    s.strike("enter space space space space space space space space space");
    assert!(picture(&s.state).contains("nothing unread below"));
}

#[test]
fn the_help_finds_what_people_look_for_and_cuts_no_line() {
    for (words, shown) in [
        ("settings", "nutgraf config path"),
        ("export", ":export"),
        ("feeds", "nutgraf feeds add URL"),
        ("tab", ":save"),
        ("theme", ":theme"),
    ] {
        let mut s = stage(80, 24);
        s.strike(&format!("? / '{words}' enter"));
        assert!(
            picture(&s.state).contains(shown),
            "{words}: {}",
            picture(&s.state)
        );
    }
    for name in ["default", "vim", "newsboat"] {
        let (keymap, _) = Keymap::read(keymap::EMBEDDED, name, "");
        let settings = Settings {
            keymap: Arc::new(keymap),
            ..Settings::default()
        };
        let mut s = crate::stage_with(80, 24, settings);
        s.strike("?");
        let lines = nutgraf::app::help::fitted(&s.state).len();
        for _ in 0..=lines / 20 {
            let shown = picture(&s.state);
            assert!(!shown.contains('\u{2026}'), "{name}: {shown}");
            s.strike("space");
        }
    }
}

#[test]
fn the_command_line_offers_what_people_want_first() {
    let mut s = stage(80, 24);
    s.strike(":");
    let offered: Vec<&str> = s
        .state
        .input
        .choices
        .all
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(offered[..4], ["save", "import", "export", "theme"]);
    assert!(!offered.contains(&"down"));
    s.strike("'do'");
    assert_eq!(
        s.state.input.choices.all.first().map(|c| c.text.as_str()),
        Some("down")
    );
}

#[test]
fn the_tour_is_a_program_of_its_own_and_each_step_works_where_one_stands() {
    // Over a library of the reader's own nothing is begun here.
    let mut s = stage(100, 30);
    s.strike(": 'tour' enter");
    assert!(s.state.tour.is_none());
    assert!(s.outside.contains(&Effect::Terminal(Action::Tour)));
    let settings = Settings {
        temporary: true,
        tour: true,
        ..Settings::default()
    };
    let mut s = crate::stage_with(100, 34, settings);
    // The evidence of the third step was looked at from the list, and leads back there.
    s.strike("/ 'a' enter enter q e a e");
    assert_eq!(s.state.place(), Place::List);
    let shown = picture(&s.state);
    assert!(
        shown.contains("tour 4 of 5") && shown.contains("[enter] opens the article. In it []]"),
        "{shown}"
    );
    s.strike("enter ]");
    assert!(picture(&s.state).contains("tour 5 of 5"));
}

#[test]
fn a_story_is_shown_with_those_that_are_related_to_it() {
    let mut s = stage(160, 50);
    s.strike("g s r");
    assert_eq!(s.state.place(), Place::Stories);
    let line = s.state.filter.text().to_owned();
    let mut told = line
        .split(" | ")
        .filter_map(|term| term.strip_prefix("story:"));
    let numbers = (told.next(), told.next());
    assert!(
        numbers.0.is_some() && numbers.1.is_some() && numbers.0 != numbers.1,
        "{line}"
    );
    let shown = s
        .state
        .screens
        .stories()
        .and_then(|table| table.lines.as_ref());
    assert_eq!(shown.map(|shown| shown.len()), Some(2), "{line}");
    s.strike("q esc");
    assert_eq!(s.state.filter.text(), "");
}
