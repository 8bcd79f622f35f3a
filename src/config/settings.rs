//! Owns: `Settings`, what a user can set, and the embedded defaults.
//! Promises: values are inside their ranges; a mistake is one line that names the line of the file and what to do.

use serde::Deserialize;

use crate::config::check;
use nutgraf_read::model::mistake::Mistake;

/// The settings with their defaults, each with its comment.
pub const DEFAULT: &str = include_str!("../../config/default.toml");

/// Everything that a user can set. The meaning of each stands in `config/default.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Name of the keymap.
    pub keymap: String,
    /// Name of the theme.
    pub theme: String,
    /// The filter line at the start.
    pub filter: String,
    /// Reading and summing up.
    pub read: Read,
    /// The screen.
    pub screen: Screen,
    /// Taking documents in.
    pub import: Import,
    /// Where articles are kept.
    pub library: Library,
    /// Which articles stay.
    pub keep: Keep,
    /// Programs that are started.
    pub open: Open,
    /// Feeds that are followed.
    pub feeds: Feeds,
    /// The language model that writes abstracts.
    #[serde(rename = "abstract")]
    pub retelling: Retelling,
}

/// Feeds that are followed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feeds {
    /// The file that names them; empty for `feeds.toml` beside the settings.
    pub file: String,
    /// How often the browser looks which are due, as a length of time; empty for never.
    pub refresh: String,
    /// Whether programs are started that feeds name.
    pub commands: bool,
}

/// The language model that writes abstracts, by explicit wish only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retelling {
    /// Its server's endpoint; empty for none.
    pub url: String,
    /// Its name.
    pub model: String,
    /// The environment variable that holds the key; empty for none.
    pub key_env: String,
    /// Seconds that an answer may take, 1 to 600.
    pub timeout: u64,
    /// The language to write in; empty for the article's.
    pub language: String,
}

/// Reading and summing up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// How long summaries are: `one`, `short` or `long`.
    pub summary: String,
    /// Most sentences of the short form, 1 to 20.
    pub summary_sentences: usize,
    /// Whether leftovers are taken out.
    pub clean: bool,
    /// Words a minute, 50 to 2000.
    pub words_per_minute: u32,
}

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the settings file"
)]
pub struct Screen {
    /// Widest column of running text in characters, 30 to 200.
    pub width: u16,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Whether opening an article marks it as read.
    pub mark_read: bool,
    /// Whether long English words are broken at line ends.
    pub hyphens: bool,
    /// Whether links are marked for terminals that open them.
    pub links: bool,
    /// Whether the terminal tells when long work has ended.
    pub notify: bool,
    /// Whether the browser is a dialogue of lines.
    pub plain: bool,
}

/// Taking documents in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// Largest document in MiB, 1 to 1024.
    pub largest: u64,
    /// Threads; 0 for as many as processors.
    pub threads: usize,
}

/// Where articles are kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// The library's file; empty for the usual place.
    pub path: String,
}

/// Which articles stay; what is starred or tagged always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Days back; 0 for all.
    pub days: u32,
    /// Number of the newest; 0 for all.
    pub articles: u32,
}

/// Programs that are started, as argument vectors; empty for the system's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Opens a link.
    pub browser: Vec<String>,
    /// Edits a text.
    pub editor: Vec<String>,
    /// Pages a text.
    pub pager: Vec<String>,
}

impl Settings {
    /// The defaults overlaid with a user's file (`""` for none).
    ///
    /// # Errors
    /// With every mistake of the file, in its order.
    pub fn read(user: &str) -> Result<Self, Vec<Mistake>> {
        let embedded = |error: toml::de::Error| {
            vec![Mistake::new(1, &format!("the embedded defaults: {error}"))]
        };
        let mut table: toml::Table = DEFAULT.parse().map_err(embedded)?;
        let mut mistakes = check::overlay(&mut table, user);
        mistakes.extend(check::in_range(&table, &RANGES, user));
        if !mistakes.is_empty() {
            mistakes.sort_by_key(|mistake| mistake.line);
            return Err(mistakes);
        }
        table.try_into().map_err(embedded)
    }

    /// The line, from 1, on which a user's file sets a key such as `read.clean`; 1 when it does not.
    pub fn line_of(user: &str, key: &str) -> usize {
        check::line_of_key(user, key)
    }
}

/// Least and most of each number.
const RANGES: [(&str, i64, i64); 8] = [
    ("abstract.timeout", 1, 600),
    ("read.summary_sentences", 1, 20),
    ("read.words_per_minute", 50, 2000),
    ("screen.width", 30, 200),
    ("import.largest", 1, 1024),
    ("import.threads", 0, 256),
    ("keep.days", 0, 36_500),
    ("keep.articles", 0, 100_000_000),
];

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::text::word_list::phrases;

    #[test]
    fn mistakes_are_named_with_their_line() {
        for row in [
            " | ok",
            "theme = \"paper\"\n[screen]\nwidth = 80\n | ok",
            "\n[screen]\nwidht = 80\n | line 3: unknown setting `screen.widht`; did you mean `width`?",
            "[import]\nqqq = 1\n | line 2: unknown setting `import.qqq`; known here: largest, threads",
            "# a comment\nthemes = \"x\"\n | line 2: unknown setting `themes`; did you mean `theme`?",
            "[screen]\n\nmouse = \"yes\" | line 3: `screen.mouse` must be true or false, not text in quotation marks",
            "[keep]\ndays = -1 | line 2: `keep.days` must be 0 to 36500, not -1",
            "[screen]\nwidth = 7 | line 2: `screen.width` must be 30 to 200, not 7",
            "screen = 3 | line 1: `screen` must be a section, not a whole number",
            "[read]\nclean = maybe\n | line 2: string values must be quoted, expected literal string",
            "[open]\nbrowser = [1]\n | line 2: `open.browser` must be a list of texts in quotation marks",
            "[keep]\ndays = 99999999999999999999\n | line 2: `keep.days` is out of range",
            "themes = 1\n[screen]\nwidht = 1\nwidth = 9\nmouse = 2\n | line 1: unknown setting `themes`; did you mean `theme`? // line 3: unknown setting `screen.widht`; did you mean `width`? // line 4: `screen.width` must be 30 to 200, not 9 // line 5: `screen.mouse` must be true or false, not a whole number",
            "[screen]\nwidth = -3\n | line 2: `screen.width` must be 30 to 200, not -3",
        ] {
            let [user, wanted] = phrases(row);
            let found = match Settings::read(user) {
                Ok(_) => "ok".to_owned(),
                Err(mistakes) => {
                    let words: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
                    words.join(" // ")
                }
            };
            assert_eq!(found, wanted, "for {user:?}");
        }
    }

    #[test]
    fn what_the_user_sets_stands_and_the_rest_stays() {
        let plain = Settings::read("").unwrap();
        let mine =
            Settings::read("[read]\nsummary_sentences = 5\n[open]\nbrowser = [\"w3m\"]").unwrap();
        assert_eq!(mine.read.summary_sentences, 5);
        assert_eq!(mine.open.browser, ["w3m"]);
        assert_eq!(mine.screen, plain.screen);
    }
}
