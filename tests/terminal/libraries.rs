//! Libraries under the browser: shared by several programs, marked and taken back, and such as cannot be written.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::session::{NUTGRAF, OTHER, SEEDS, SIZE, TITLE, Tty, home, program};

/// The browser over a library, with a home that stays until it has ended.
fn open(library: &str, home: &Path) -> Tty {
    Tty::start(program(home, &[NUTGRAF, "--library", library]), SIZE)
}

/// A library of the starter articles, made by the program itself.
fn imported(folder: &Path) -> String {
    let library = folder
        .join("library.db")
        .to_str()
        .expect("a name")
        .to_owned();
    import(&library, SEEDS);
    library
}

fn import(library: &str, what: &str) {
    let status = Command::new(NUTGRAF)
        .args(["--library", library, "--quiet", "import", what])
        .status()
        .expect("it runs");
    assert!(status.success(), "{status}");
}

#[test]
fn two_browsers_and_an_import_share_a_library() {
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    let mut one = open(&library, home.path());
    // The name of a file alone has no folder that could be watched.
    let within = "cd \"$1\" && exec \"$0\" --library library.db";
    let beside = folder.path().to_str().expect("a name");
    let words = ["sh", "-c", within, NUTGRAF, beside];
    let mut other = Tty::start(program(home.path(), &words), SIZE);
    one.wait_for("12 unread");
    other.wait_for("12 unread");
    one.keys("m");
    other.wait_for("11 unread");
    // What one did the other takes back.
    other.keys("u");
    one.wait_for("12 unread");
    // Articles that a third program imports come into both.
    let file = folder.path().join("late.md");
    let words = "# A lighthouse is lit again\n\nThe lamp at Cape Verity was lit on Monday, its keeper said.\n";
    std::fs::write(&file, words).expect("written");
    import(&library, file.to_str().expect("a name"));
    one.wait_for("13 unread");
    other.wait_for("13 unread");
    for mut tty in [one, other] {
        tty.keys("Q");
        assert_eq!(tty.end(), 0);
    }
}

#[test]
fn a_filter_is_marked_read_and_taken_back_after_a_restart() {
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    let mut tty = open(&library, home.path());
    tty.wait_for("12 unread");
    // Two lines at once, one of them that of the filter; each is one step back.
    tty.keys(":read @biden\r");
    tty.wait_for("marked read; u takes it back");
    tty.wait("fewer unread", |text| !text.contains("12 unread"));
    tty.settle();
    let few = unread(&tty.screen()).expect("it is said");
    assert!((1..12).contains(&few), "{few} unread");
    tty.keys("/talks\r");
    tty.settle();
    tty.keys(":read .\r");
    tty.wait("still fewer unread", |text| {
        unread(text).is_some_and(|left| left < few)
    });
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    let mut tty = open(&library, home.path());
    tty.wait_for(" unread");
    tty.keys("u");
    tty.wait_for(&format!("{few} unread"));
    tty.keys("u");
    tty.wait_for("12 unread");
    tty.keys("u");
    tty.wait_for("nothing to undo");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn each_library_has_its_own_place_and_an_empty_one_its_welcome() {
    let (folder, home) = (home(), home());
    let one = imported(folder.path());
    let mut tty = open(&one, home.path());
    tty.wait_for("12 unread");
    tty.keys("/@lapid\r");
    tty.wait_for(OTHER);
    tty.keys(":save gulf\r");
    tty.wait_for("saved as gulf");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    // A library that is made after it knows nothing of that, whether it is empty or not.
    let other = folder.path().join("other.db");
    let other = other.to_str().expect("a name");
    let mut tty = open(other, home.path());
    tty.wait_for("Nothing here yet");
    tty.keys("o");
    tty.wait_for("12 articles");
    tty.settle();
    let screen = tty.screen();
    assert!(!screen.contains("lapid"), "{screen}");
    assert!(!screen.contains("gulf"), "{screen}");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    // The first one is as it was left, the other, too.
    let mut tty = open(&one, home.path());
    tty.wait_for("gulf");
    tty.wait_for("@lapid");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    let mut tty = open(other, home.path());
    tty.wait_for("12 articles");
    tty.settle();
    assert!(!tty.screen().contains("gulf"), "{}", tty.screen());
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn counts_agree_or_say_what_they_leave_out() {
    let (folder, home) = (home(), home());
    let library = folder.path().join("library.db");
    let library = library.to_str().expect("a name").to_owned();
    let same = "The harbour of Brockham was closed on Monday after a crane fell into the water, the port's master said. \
                Two ships wait outside, and a third was sent on to Harrow with its load of timber and glass.";
    let other = "The council of Harrow voted on Tuesday for a new bridge over the river Wend. The vote was eleven to four.";
    let line = |source: &str, title: &str, text: &str| {
        format!(
            "{{\"title\":\"{title}\",\"text\":\"{text}\",\"source\":\"{source}\",\"url\":\"https://{source}.example/{}\"}}\n",
            text.len()
        )
    };
    let file = folder.path().join("news.jsonl");
    let lines = line("one", "Crane falls", same)
        + &line("two", "Crane falls", same)
        + &line("one", "A bridge", other);
    std::fs::write(&file, lines).expect("written");
    import(&library, file.to_str().expect("a name"));
    let mut tty = open(&library, home.path());
    tty.wait_for("2 texts of 3 articles");
    tty.wait_for("3 articles · 3 unread");
    tty.keys("/harrow");
    tty.wait_for("2 texts · 3 of 3");
    tty.keys("\r");
    tty.settle();
    tty.keys("\r");
    tty.wait_for("1 of 2");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    // What the list leaves out is what the shell has more.
    for query in ["", "harrow"] {
        let listed = Command::new(NUTGRAF)
            .args(["--library", &library, "list", query])
            .env("HOME", home.path())
            .output()
            .expect("it runs");
        assert_eq!(
            String::from_utf8_lossy(&listed.stdout).lines().count(),
            3,
            "{query}"
        );
    }
}

/// How many articles are unread, by the head of the screen.
fn unread(screen: &str) -> Option<u32> {
    let before = screen.split(" unread").next()?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn a_library_that_may_only_be_read_is_browsed_and_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    let may = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    };
    for entry in std::fs::read_dir(folder.path()).expect("readable") {
        may(&entry.expect("readable").path(), 0o444);
    }
    may(folder.path(), 0o555);
    // Root may write everything: it steps down first.
    let mut words = vec!["sh", "-c", "HOME=/nowhere exec \"$0\" \"$@\""];
    if rustix::process::getuid().is_root() {
        let down = [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
        ];
        let may_run = Command::new(down[0])
            .args(&down[1..])
            .args([NUTGRAF, "--version"])
            .stdout(Stdio::null())
            .status();
        if !may_run.is_ok_and(|status| status.success()) {
            println!("SKIPPED: root cannot step down to a user who may run the program");
            return;
        }
        words.extend(down);
    }
    words.extend([NUTGRAF, "--library", &library]);
    let mut tty = Tty::start(program(home.path(), &words), SIZE);
    tty.wait_for(TITLE);
    tty.wait_for("marks are not kept");
    tty.settle();
    assert!(
        tty.screen().contains("marks are not kept"),
        "nothing stands over it"
    );
    tty.keys("m");
    tty.wait_for("nothing was changed");
    tty.keys("/@lapid\r");
    tty.wait_for(OTHER);
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    may(folder.path(), 0o755);
}

#[test]
fn a_library_on_a_full_disk_is_browsed_and_says_why_nothing_is_kept() {
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    // With a limit on the size of files every write fails as on a full disk.
    let full = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    let words = ["sh", "-c", full, NUTGRAF, "--library", &library];
    let mut tty = Tty::start(program(home.path(), &words), SIZE);
    tty.wait_for(TITLE);
    tty.wait_for("marks are not kept");
    tty.keys("m");
    tty.wait_for("nothing was changed");
    tty.keys("/@lapid\r");
    tty.wait_for(OTHER);
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn the_brief_is_read_marked_as_known_and_written() {
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    let mut tty = open(&library, home.path());
    tty.wait_for("12 unread");
    tty.keys("/@borrell\r");
    tty.settle();
    tty.keys("gb");
    tty.wait_for("stories from 4 of 4");
    tty.keys(":export ~/borrell.html\r");
    tty.wait_for("wrote the brief to");
    let page = std::fs::read_to_string(home.path().join("borrell.html")).expect("written");
    assert!(page.contains("<h1>Josep Borrell, "), "{page}");
    tty.keys("m");
    tty.wait_for("known: ");
    tty.keys("gb");
    tty.settle();
    tty.keys("gb");
    tty.wait_for("Nothing new since ");
    tty.keys("n");
    tty.wait_for("stories from 4 of 4");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    // What the screen was told is known on paper, too, and goes by its line there.
    let told = Command::new(NUTGRAF)
        .args([
            "brief",
            "@borrell",
            "--since",
            "last",
            "--library",
            &library,
        ])
        .env("HOME", home.path())
        .output()
        .expect("it runs");
    assert_eq!(
        told.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&told.stdout)
    );
}

#[test]
fn a_hand_in_the_file_of_stories_is_heeded_at_once_and_so_is_its_end() {
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    let told = Command::new(NUTGRAF)
        .args(["--library", &library, "stories", "--json"])
        .output()
        .expect("it runs");
    let told = String::from_utf8(told.stdout).expect("words");
    let ids = told.lines().find_map(|line| {
        let story: serde_json::Value = serde_json::from_str(line).expect("a story");
        let articles = story["articles"].as_array()?.iter();
        let ids: Vec<String> = articles
            .filter_map(|article| Some(article["id"].as_str()?.to_owned()))
            .collect();
        (ids.len() == 2).then(|| ids.join(" <> "))
    });
    let ids = ids.expect("a story of two");
    let mut tty = open(&library, home.path());
    tty.wait_for("12 unread");
    tty.keys("gs");
    let before = format!(" {} stories ", told.lines().count());
    tty.wait_for(&before);
    let file = folder.path().join("stories.toml");
    let apart = format!("apart = [\n  \"{ids}\",\n]\n");
    std::fs::write(&file, apart).expect("written");
    tty.wait("other stories", |text| !text.contains(&before));
    std::fs::remove_file(&file).expect("removed");
    tty.wait_for(&before);
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn the_list_is_exported_into_a_file_and_an_older_file_stays() {
    let (folder, home) = (home(), home());
    let library = imported(folder.path());
    let mut tty = open(&library, home.path());
    tty.wait_for("12 unread");
    tty.keys("/@borrell\r");
    tty.settle();
    tty.keys(":export ~/borrell.csv\r");
    tty.wait_for("wrote 4 articles to");
    let table = std::fs::read_to_string(home.path().join("borrell.csv")).expect("written");
    assert_eq!(table.lines().count(), 5, "{table}");
    tty.keys(":export ~/borrell.csv\r");
    tty.wait_for("is there already");
    tty.keys(":export ~/borrell.doc\r");
    tty.wait_for(".md, .csv");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}
