//! Help: topics, commands and manual pages tell what there is, and point to each other.

use crate::place::Place;

#[test]
fn topics_are_told_and_commands_point_to_them() {
    let place = Place::new();
    for (topic, said) in [
        ("filter", "@@\"united nations\""),
        ("keys", "In the list"),
        ("files", "library.db"),
        ("json", "\"speaker_text\""),
    ] {
        let ended = place.run(&["help", topic]);
        assert_eq!(ended.code, Some(0), "{topic}: {}", ended.err);
        assert!(ended.out.contains(said), "{topic}: {}", ended.out);
    }
    for command in ["list", "actors", "brief"] {
        let ended = place.run(&[command, "--help"]);
        assert!(ended.out.contains("nutgraf help filter"), "{}", ended.out);
    }
    assert!(
        place
            .run(&["help", "library", "repair"])
            .out
            .contains("Rescue")
    );
    let ended = place.run(&["help", "nonsense"]);
    assert_eq!((ended.code, ended.err.lines().count()), (Some(2), 1));
    assert!(
        ended.err.contains("filter, keys, files, json"),
        "{}",
        ended.err
    );
    // With broken settings help is needed most.
    place.file(".config/nutgraf/config.toml", "nonsense");
    assert_eq!(place.run(&["help", "files"]).code, Some(0));
}

#[test]
fn every_page_that_the_manual_refers_to_is_there_and_tells_its_own_options_only() {
    let place = Place::new();
    let page = place.run(&["man"]).out;
    for section in [
        "FILTER",
        "KEYS",
        "FILES",
        "JSON",
        "ENVIRONMENT",
        "\"EXIT STATUS\"",
        "EXAMPLES",
    ] {
        let heading = format!(".SH {}", section.trim_matches('"'));
        assert!(page.contains(&heading), "{section}");
    }
    std::fs::create_dir(place.path("pages")).unwrap();
    let ended = place.run(&["man", "--into", "pages"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let refers = |line: &str| {
        let name = line.strip_prefix("\\fBnutgraf\\-")?.split("(1)").next()?;
        Some(name.to_owned())
    };
    let commands: Vec<String> = page.lines().filter_map(refers).collect();
    assert!(commands.len() > 12, "{commands:?}");
    for command in commands {
        let text = std::fs::read_to_string(place.path(&format!("pages/nutgraf-{command}.1")));
        let text = text.unwrap_or_else(|error| panic!("{command}: {error}"));
        assert_eq!(place.run(&["man", &command]).out, text);
        assert!(
            !text.contains("color"),
            "{command} repeats what every command has: {text}"
        );
    }
}
