//! Owns: tests of the file of corrections.
//! Promises: rows of a table, each a text or a change of one.

use super::*;
use nutgraf_read::text::word_list::phrases;

#[test]
fn the_empty_file_says_nothing_and_is_sound() {
    assert_eq!(read(EMPTY), Ok((Corrections::default(), vec![])));
    assert_eq!(read(""), Ok((Corrections::default(), vec![])));
}

#[test]
fn faults_name_their_line_and_the_rest_holds() {
    let text = "hide = [\"org:a\",\n 3]\nfoo = 1\n[merge]\n\"person:a\" = \"b\"\n\"person:x\" = \"person:y\"\n[kind]\n\"org:b\" = \"animal\"\n";
    let (corrections, faults) = read(text).unwrap();
    assert_eq!(corrections.target("person:x"), "person:y");
    assert!(corrections.hide.contains("org:a"));
    let told: Vec<(usize, bool)> = faults
        .iter()
        .map(|f| {
            (
                f.line,
                f.message.contains("animal") || f.message.contains("foo"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [(2, false), (3, true), (5, false), (8, true)],
        "{faults:?}"
    );
    for (text, line) in [
        ("hide = [\"a\"\n[merge]\n", 2),
        ("\n= 3\n", 2),
        ("[merge]\na = \n", 2),
    ] {
        assert_eq!(read(text).unwrap_err().line, line, "{text:?}");
    }
}

/// A row has a text, what is put or dropped in which section, and the text after that.
fn check(row: &'static str) {
    let [text, change, wanted] = phrases(row);
    let (how, change) = change.split_once(' ').unwrap();
    let (section, line) = change.split_once(' ').unwrap();
    let section = Section::ALL.into_iter().find(|s| s.name() == section);
    let setting = match (how, line.split_once(" = ").unwrap_or((line, ""))) {
        ("put", (key, value)) => Setting::put(section.unwrap(), key, value),
        (_, (key, _)) => Setting::drop(section.unwrap(), key),
    };
    let found = set(text, &setting);
    assert_eq!(found.as_deref(), Ok(wanted), "{row:?}");
}

#[test]
fn lines_go_in_and_out_and_the_hand_s_own_stay() {
    for row in [
        " | put merge person:a = person:b | [merge]\n\"person:a\" = \"person:b\"\n",
        "# mine\n[merge]\n\"person:a\" = \"person:b\" # why\n\n[kind]\n | put merge person:c = person:d | # mine\n[merge]\n\"person:a\" = \"person:b\" # why\n\"person:c\" = \"person:d\"\n\n[kind]\n",
        "[merge]\n\"person:a\" = \"person:b\" # why\n# next\n | put merge person:a = person:z | [merge]\n\"person:a\" = \"person:z\" # why\n# next\n",
        "[merge]\n'person:a' = 'person:b' # why\n# next\n | drop merge person:a | [merge]\n# next\n",
        "[merge] | put merge a = person:b | [merge]\na = \"person:b\"\n",
        "# mine | put hide org:a | # mine\nhide = [\n  \"org:a\",\n]\n",
        "# top\n\n# about merging\n[merge]\n | put hide org:a | # top\n\nhide = [\n  \"org:a\",\n]\n\n# about merging\n[merge]\n",
        "hide = [\"a\"]\n | put hide b | hide = [\"a\", \"b\"]\n",
        "hide = [\"a\"]\n | put hide a | hide = [\"a\"]\n",
        "hide = [\n  \"a\" # one\n]\n | put hide b | hide = [\n  \"a\", # one\n  \"b\",\n]\n",
        "hide = [\n  \"a\",\n  \"b\",\n]\n | drop hide a | hide = [\n  \"b\",\n]\n",
        "hide = [\"a\", \"b\"]\n | drop hide b | hide = [\"a\"]\n",
        "hide = [\"a\", \"b\"]\n | drop hide a | hide = [\"b\"]\n",
        "hide = [\"a\"]\n | drop hide a | hide = []\n",
        "hide = [\"a\"]\n | drop hide q | hide = [\"a\"]\n",
        "never = [\"Big Lie\"]\n | drop never big lie | never = []\n",
        "[split]\n\"Kate Bush\" = \"person:kate-bush\"\n | put split kate bush = person:k | [split]\n\"Kate Bush\" = \"person:k\"\n",
    ] {
        check(row);
    }
}

#[test]
fn comments_and_line_ends_stay_where_lines_go() {
    for row in [
        "[merge]\n# about a\n\n\"a\" = 'person:b'\n\n# next\n[kind]\n | drop merge a | [merge]\n# about a\n\n\n# next\n[kind]\n",
        "[merge]\n# about a\na = 'person:b'\n# about b\nb = 'person:c'\n | drop merge a | [merge]\n# about a\n# about b\nb = 'person:c'\n",
        "[merge]\n# about a\na = 'person:b' | drop merge a | [merge]\n# about a\n",
        "hide = [\n  # first\n  \"a\", # one\n  # second\n  \"b\", # two\n  # end\n]\n | drop hide a | hide = [\n  # first\n  # second\n  \"b\", # two\n  # end\n]\n",
        "hide = [\n  \"a\", # one\n  # second\n  \"b\", # two\n  # end\n]\n | drop hide b | hide = [\n  \"a\", # one\n  # second\n  # end\n]\n",
        "hide = [\n  \"a\", # one\n  # end\n]\n | put hide b | hide = [\n  \"a\", # one\n  # end\n  \"b\",\n]\n",
        "hide = [\"a\", # one\n  \"b\"]\n | drop hide a | hide = [# one\n  \"b\"]\n",
        "never = [\"a\"]\n\n# about merging\n[merge]\n | put hide b | never = [\"a\"]\nhide = [\n  \"b\",\n]\n\n# about merging\n[merge]\n",
        "\u{feff}[merge] # mine\r\na = 'person:b' # why\r\n\r\n# end\r\n | put merge c = person:d | \u{feff}[merge] # mine\r\na = 'person:b' # why\r\nc = \"person:d\"\r\n\r\n# end\r\n",
    ] {
        check(row);
    }
}

#[test]
fn what_only_a_hand_can_change_is_left() {
    for text in [
        "merge = { a = \"person:b\" }\n",
        "merge.a = \"person:b\"\n",
        "merge = 3\n",
        "= 3",
        "# line ends\r\n# of two kinds\n",
    ] {
        let put = set(text, &Setting::put(Section::Merge, "x", "person:y"));
        assert!(put.is_err(), "{text:?} gave {put:?}");
    }
    assert!(
        set(
            "merge = { a = \"person:b\" }\n",
            &Setting::drop(Section::Merge, "a")
        )
        .is_err()
    );
}

#[test]
fn all_that_is_set_is_read_back_and_taking_it_away_leaves_the_empty_file() {
    let all = [
        Setting::put(Section::Hide, "org:reuters", ""),
        Setting::put(Section::Hide, "org:a \"b\" \\ c", ""),
        Setting::put(Section::Never, "Big “Lie”", ""),
        Setting::put(Section::Apart, "person:jon-smith", ""),
        Setting::put(Section::Merge, "person:a", "person:b"),
        Setting::put(Section::Split, "Kate Bush", "person:kate-bush"),
        Setting::put(Section::Rename, "org:iaea", "Atomic\tagency"),
        Setting::put(Section::Kind, "other:hamas", "organization"),
    ];
    let mut text = EMPTY.to_owned();
    for setting in &all {
        text = set(&text, setting).unwrap();
    }
    let (corrections, faults) = read(&text).unwrap();
    assert_eq!(faults, []);
    assert_eq!(corrections.hide.len(), 2);
    assert_eq!(
        corrections.kind.get("other:hamas"),
        Some(&Kind::Organization)
    );
    assert_eq!(
        corrections.rename.get("org:iaea").unwrap(),
        "Atomic\tagency"
    );
    assert!(corrections.forbids("big lie"));
    for setting in all.iter().rev() {
        let back = Setting {
            value: None,
            ..setting.clone()
        };
        text = set(&text, &back).unwrap();
    }
    assert_eq!(text, EMPTY);
}
