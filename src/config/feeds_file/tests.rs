use super::*;

fn wanted(url: &str) -> Wanted {
    Wanted {
        url: url.to_owned(),
        ..Wanted::default()
    }
}

const MINE: &str = "\
# mine
[[feed]]
url = \"https://a.example/f\" # the first
tags = [\"world\"]

# about the second
[[feed]]
url = \"https://b.example/f\"
every = \"2h\"

[hosts]
\"forum.example\" = \"60s\"
# the end
";

#[test]
fn feeds_go_in_and_out_and_all_else_stays() {
    let a = || "https://a.example/f".to_owned();
    for (change, from, to) in [
        (
            FeedEdit::Add(vec![wanted("https://c.example/f")]),
            "every = \"2h\"\n",
            "every = \"2h\"\n\n[[feed]]\nurl = \"https://c.example/f\"\n",
        ),
        (FeedEdit::Add(vec![wanted("https://a.example/f")]), "", ""),
        (
            FeedEdit::Take("https://b.example/f".to_owned()),
            "# about the second\n[[feed]]\nurl = \"https://b.example/f\"\nevery = \"2h\"\n",
            "# about the second\n",
        ),
        (
            FeedEdit::Readdress {
                from: a(),
                to: "https://d.example/\"f\"".to_owned(),
            },
            "\"https://a.example/f\" #",
            "'https://d.example/\"f\"' #",
        ),
        (
            FeedEdit::Tags(a(), vec!["x".to_owned(), "y".to_owned()]),
            "[\"world\"]",
            "[\"x\", \"y\"]",
        ),
        (FeedEdit::Tags(a(), Vec::new()), "tags = [\"world\"]\n", ""),
        (
            FeedEdit::Full(a(), true),
            "tags = [\"world\"]\n",
            "tags = [\"world\"]\nfull = true\n",
        ),
    ] {
        assert_eq!(
            edit(MINE, &change).unwrap(),
            MINE.replacen(from, to, 1),
            "{change:?}"
        );
    }
}

#[test]
fn what_is_written_is_read_back() {
    let mut full = wanted("https://a.example/f");
    full.name = Some("A \"paper\"".to_owned());
    full.tags = vec!["one".to_owned(), "two words".to_owned()];
    full.every = Some(7200);
    full.full = Full::Marked {
        take: "article".to_owned(),
        drop: vec![".box".to_owned()],
    };
    full.keep = vec!["@iran".to_owned()];
    full.drop = vec!["\"the end\"".to_owned()];
    full.auth = Some("env:KEY".to_owned());
    full.headers = vec![("X-Key".to_owned(), "v".to_owned())];
    full.hidden = true;
    let many: Vec<Wanted> = (0..500)
        .map(|n| wanted(&format!("https://{n}.example/")))
        .collect();
    let all: Vec<Wanted> = std::iter::once(full).chain(many).collect();
    let text = edit("", &FeedEdit::Add(all.clone())).unwrap();
    assert!(
        text.starts_with("# The feeds that nutgraf follows"),
        "{text}"
    );
    let (file, mistakes) = read(&text);
    assert_eq!((file.feeds, mistakes), (all.clone(), Vec::new()));
    let mut text = text;
    for feed in all.iter().take(3) {
        text = edit(&text, &FeedEdit::Take(feed.url.clone())).unwrap();
    }
    assert_eq!(read(&text).0.feeds, all[3..]);
    assert!(
        text.starts_with("# The feeds that nutgraf follows"),
        "{text}"
    );
}

#[test]
fn wrong_lines_are_named_and_the_rest_works() {
    let (file, mistakes) = read(
        "[[feed]]\nurl = \"https://a.example/\"\nevery = \"often\"\n\n[[feed]]\nname = \"x\"\n[[feed]]\nurl = 3\n\
         [[feed]]\nurl = \"https://a.example/\"\n[[feed]]\nurl = \"https://b.example/\"\ncolour = 1\n[hosts]\nx = 1\n[foo]\n",
    );
    let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 3: `every` must be a length of time: \"30m\", \"2h\", \"1d\"",
            "line 5: this feed has no `url`",
            "line 8: `url` must be an address: \"https://…\"",
            "line 9: `https://a.example/` stands here a second time",
            "line 13: unknown line `colour`; known here: url, name, tags, every, full, keep, drop, auth, headers, hidden",
            "line 15: `x` must be a length of time: \"60s\"",
            "line 16: unknown section `foo`; known here: [[feed]], [hosts]",
        ]
    );
    assert_eq!(
        file.feeds,
        [wanted("https://a.example/"), wanted("https://b.example/")]
    );
    assert!(
        edit(
            "[[feed]\n",
            &FeedEdit::Add(vec![wanted("https://a.example/")])
        )
        .is_err()
    );
}
