//! The files that a reader writes: every mistake is named with its line, the same by `config check` and `doctor`.

use crate::place::Place;
use crate::records;

#[test]
fn every_mistake_in_every_file_is_named_with_its_line() {
    let place = Place::new();
    let settings = [
        "keymap = \"emacs\"",
        "theme = \"solarized\"",
        "filter = \"sort:foo\"",
        "[read]",
        "summary = \"tiny\"",
        "[abstract]",
        "url = \"localhost:11434\"",
        "[feeds]",
        "refresh = \"soon\"",
    ];
    place.file(".config/nutgraf/config.toml", settings.join("\n"));
    place.file(".config/nutgraf/keys.toml", "[list]\nfiltre = [\"x\"]\n");
    place.file(
        ".config/nutgraf/theme.toml",
        "[mine]\ntitel = \"red\"\n[night]\ndim = \"rot\"\n",
    );
    place.file(
        ".config/nutgraf/briefs.toml",
        "[briefs]\ngulf = \"since:2020\"\n",
    );
    place.file(".local/share/nutgraf/actors.toml", "[[nonsense]]\n");
    let checked = place.run(&["config", "check"]);
    assert_eq!((checked.code, checked.out.as_str()), (Some(1), ""));
    for said in [
        "config.toml:1: `keymap` must be one of default, vim, newsboat, not `emacs`",
        "config.toml:2: `theme` must be one of terminal, paper, night,",
        "config.toml:3: `filter`: `sort:foo`: only new, old, rank, source, story",
        "config.toml:5: `read.summary` must be one of",
        "config.toml:7: `abstract.url` must begin with http:// or https://",
        "config.toml:9: `feeds.refresh` must be a length of time",
        "keys.toml:2: unknown command `filtre`; did you mean `filter`?",
        "theme.toml:2: unknown style `titel`",
        "theme.toml:4: ",
        "briefs.toml: gulf: ",
        "actors.toml:1: ",
    ] {
        assert!(checked.err.contains(said), "no {said:?} in {}", checked.err);
    }
    let doctor = place.run(&["doctor", "--json"]);
    assert_eq!(doctor.code, Some(1));
    let bad: Vec<String> = records(&doctor.out)
        .iter()
        .filter(|record| record["state"] == "bad")
        .map(|record| record["check"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(bad, ["settings", "keys", "themes", "saved lines", "actors"]);
}

#[test]
fn several_mistakes_of_one_kind_are_all_told_and_a_command_names_the_first() {
    let place = Place::new();
    place.file(
        "bad.toml",
        "[screen]\nwidht = 80\nmouse = 3\nwidth = 7\n[nope]\n",
    );
    let checked = place.run(&["--config", "bad.toml", "config", "check"]);
    assert_eq!(checked.err.lines().count(), 4, "{}", checked.err);
    for line in [
        "bad.toml:2: ",
        "bad.toml:3: ",
        "bad.toml:4: ",
        "bad.toml:5: ",
    ] {
        assert!(checked.err.contains(line), "{}", checked.err);
    }
    let ended = place.run(&["--config", "bad.toml", "keys"]);
    assert_eq!((ended.code, ended.err.lines().count()), (Some(1), 1));
    assert!(
        ended.err.contains("bad.toml:2") && ended.err.contains("and 3 more"),
        "{}",
        ended.err
    );
}
