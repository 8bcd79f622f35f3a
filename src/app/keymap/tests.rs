use super::*;

fn meaning(map: &Keymap, place: Place, keys: &str) -> Resolved {
    map.resolve(place, &Key::parse_many(keys).unwrap())
}

#[test]
fn the_embedded_tables_are_without_fault() {
    for name in ["default", "vim", "newsboat"] {
        let (map, complaints) = Keymap::read(EMBEDDED, name, "");
        assert_eq!(complaints, [], "{name}");
        for place in [Place::List, Place::Reader, Place::Help, Place::Card] {
            for (keys, command) in [("j", Command::Down), ("q", Command::Back)] {
                assert_eq!(meaning(&map, place, keys), Resolved::Command(command));
            }
        }
    }
}

#[test]
fn keys_mean_what_the_design_says() {
    let (map, _) = Keymap::read(EMBEDDED, "default", "");
    for (place, keys, command) in [
        (Place::List, "g g", Command::First),
        (Place::List, "/", Command::Filter),
        (Place::Reader, "/", Command::Search),
        (Place::List, "n", Command::NextUnread),
        (Place::Reader, "n", Command::NextMatch),
        (Place::Reader, "]", Command::NextMention),
        (Place::Filter, "<tab>", Command::Complete),
        (Place::Filter, "^J", Command::ListDown),
        (Place::Filter, "^R", Command::Older),
        (Place::Prompt, "<up>", Command::Older),
        (Place::List, "^C", Command::Quit),
    ] {
        assert_eq!(
            meaning(&map, place, keys),
            Resolved::Command(command),
            "{keys}"
        );
    }
    assert_eq!(meaning(&map, Place::List, "g"), Resolved::Pending);
    assert_eq!(meaning(&map, Place::List, "g x"), Resolved::Nothing);
    assert_eq!(meaning(&map, Place::Filter, "j"), Resolved::Nothing);
    assert_eq!(
        map.continuations(Place::List, &[Key::char('g')]),
        [
            ("b".to_owned(), Command::Brief),
            ("f".to_owned(), Command::Feeds),
            ("g".to_owned(), Command::First),
            ("q".to_owned(), Command::Said),
            ("s".to_owned(), Command::Stories),
            ("t".to_owned(), Command::Timeline)
        ]
    );
}

#[test]
fn the_user_s_keys_come_on_top_and_faults_name_their_line() {
    let user = "[list]\nstar = \"*\"\nreed = [\"r\"]\n\n[lst]\n[reader]\nread = [\"r\"]\nstar = [\"r\", \"bad key\"]\nzen = 5\n";
    let (map, complaints) = Keymap::read(EMBEDDED, "default", user);
    assert_eq!(
        meaning(&map, Place::List, "*"),
        Resolved::Command(Command::Star)
    );
    assert_eq!(meaning(&map, Place::List, "s"), Resolved::Nothing);
    assert_eq!(
        meaning(&map, Place::Reader, "r"),
        Resolved::Command(Command::Star)
    );
    assert_eq!(
        meaning(&map, Place::Reader, "z"),
        Resolved::Command(Command::Zen)
    );
    let lines: Vec<usize> = complaints.iter().map(|c| c.line).collect();
    assert_eq!(lines, [2, 3, 5, 8, 8, 9], "{complaints:#?}");
    let words = complaints
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        words.contains("line 3: unknown command `reed`; did you mean `read`?"),
        "{words}"
    );
    assert!(words.contains("line 5: unknown place `lst`"), "{words}");
    assert!(words.contains("conflicts with `r` for `read`"), "{words}");
    let (map, complaints) = Keymap::read(EMBEDDED, "default", "[list\n");
    assert_eq!(complaints.len(), 1);
    assert_eq!(
        meaning(&map, Place::List, "s"),
        Resolved::Command(Command::Star)
    );
}

#[test]
fn a_command_that_loses_its_last_key_is_named() {
    for (user, expected) in [
        (
            "[list]\nread = [\"s\"]\n",
            "line 2: `s` for `read` leaves `star` without a key in [list]",
        ),
        ("[list]\nread = [\"s\"]\nstar = [\"Z\"]\n", ""),
        ("[list]\nstar = [\"j\"]\n", ""),
    ] {
        let (_, complaints) = Keymap::read(EMBEDDED, "default", user);
        let words: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert_eq!(words.join("; "), expected, "{user}");
    }
}

#[test]
fn a_chord_and_its_beginning_do_not_both_hold() {
    let (map, _) = Keymap::read(EMBEDDED, "default", "[any]\nhelp = [\"g\"]\n");
    assert_eq!(
        meaning(&map, Place::List, "g"),
        Resolved::Command(Command::Help)
    );
    assert_eq!(meaning(&map, Place::List, "g g"), Resolved::Nothing);
}
