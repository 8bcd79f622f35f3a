//! Owns: the command line as types: commands, options, their help.
//! Promises: only what stands here is understood; nothing is read or opened.

mod brief;

use std::ffi::OsString;
use std::path::PathBuf;

pub use crate::cli::arguments::brief::BriefArguments;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::log::LogLevel;
use crate::cli::stream_arguments::{SchemaName, StreamArguments};

use nutgraf_read::model::article::Format;
use nutgraf_read::model::summary_request::Length;

/// A news-briefing browser for the terminal: summaries, actors, filters and full text, offline.
#[derive(Debug, Parser)]
#[command(
    name = "nutgraf",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Without a command the browser opens: on the library, or on just the paths that are given.\n\
                  A path that is named like a command is written with a dot: ./list\n\
                  `nutgraf help filter` tells the filter language; also: help keys, help files, help json"
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A dialogue of numbered headlines and plain lines instead of a screen: for screen readers and simple terminals.
    #[arg(long)]
    pub plain: bool,
    /// Files, folders, addresses or `-` to open in the browser; none: the library.
    #[arg(value_name = "PATH|URL")]
    pub inputs: Vec<OsString>,
    /// What every command understands.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Common {
    /// Print JSON Lines: one object a line.
    #[arg(long, global = true)]
    pub json: bool,
    /// The library's file.
    #[arg(long, global = true, value_name = "FILE", env = "NUTGRAF_LIBRARY")]
    pub library: Option<PathBuf>,
    /// The settings file.
    #[arg(long, global = true, value_name = "FILE", env = "NUTGRAF_CONFIG")]
    pub config: Option<PathBuf>,
    /// Take every input for this format.
    #[arg(long, global = true, value_name = "FORMAT", default_value = "auto")]
    pub format: FormatName,
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// How much to write into the log, `$XDG_STATE_HOME/nutgraf/log`.
    #[arg(
        long,
        global = true,
        value_name = "LEVEL",
        env = "NUTGRAF_LOG",
        default_value = "off"
    )]
    pub log: LogLevel,
    /// Say less: errors only.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// The names of `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// By ending and content.
    Auto,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// One JSON object a line.
    Jsonl,
    /// A list of feeds.
    Opml,
    /// A web archive, WARC or WET, packed or not.
    Warc,
    /// newsboat's `urls` file (feeds import).
    Newsboat,
}

impl FormatName {
    /// The format of a document, `None` for auto and for what is no document.
    pub fn format(self) -> Option<Format> {
        match self {
            Self::Auto | Self::Newsboat => None,
            Self::Text => Some(Format::Text),
            Self::Markdown => Some(Format::Markdown),
            Self::Html => Some(Format::Html),
            Self::Feed => Some(Format::Feed),
            Self::Jsonl => Some(Format::Jsonl),
            Self::Opml => Some(Format::Opml),
            Self::Warc => Some(Format::Warc),
        }
    }
}

/// The names of `--summary`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LengthName {
    /// The sentence that says what the story is about.
    One,
    /// Three sentences, or as many as the settings say.
    Short,
    /// A fifth of the article, three to eight sentences.
    Long,
}

impl LengthName {
    /// The length that is meant.
    pub fn length(self) -> Length {
        match self {
            Self::One => Length::One,
            Self::Short => Length::Short,
            Self::Long => Length::Long,
        }
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What stands below the help of commands that take a query.
const FILTER_HELP: &str = "`nutgraf help filter` tells what a query can say, with examples. On the command line\n\
                           it stands in single quotation marks: nutgraf list '@iran -@hamas 2d'";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read into the library (folders recursively).
    Import {
        /// Files, folders, addresses, or `-` for standard input.
        #[arg(required = true, value_name = "PATH|URL|-")]
        inputs: Vec<OsString>,
        /// How texts are read.
        #[command(flatten)]
        reading: ReadingArguments,
    },
    /// Fetch the feeds that are due, politely.
    Refresh {
        /// Only this feed, by its address, its name or a part of either, whether it is due or not.
        #[arg(long, value_name = "F", conflicts_with_all = ["due", "all"])]
        feed: Option<String>,
        /// Those that are due, as without it.
        #[arg(long, conflicts_with = "all")]
        due: bool,
        /// All of them, due or not.
        #[arg(long)]
        all: bool,
        /// All of them now, also those that are gone; still asking for news only.
        #[arg(long)]
        force: bool,
        /// Without a pause between two requests to one host, for a server of one's own.
        #[arg(long)]
        no_gap: bool,
    },
    /// The articles that match, newest first.
    #[command(after_help = FILTER_HELP)]
    List {
        /// Which ones; all without it.
        #[command(flatten)]
        query: Query,
        /// Whole records, as `show` prints them.
        #[arg(long)]
        full: bool,
        /// Print a table with a head: title, source, date, url, actors, summary.
        #[arg(long, conflicts_with_all = ["full", "json"])]
        csv: bool,
    },
    /// One article with its briefing.
    Show {
        /// An article's id, its beginning, or its address; or a file.
        #[arg(required = true, value_name = "ID|PATH")]
        what: Vec<OsString>,
        /// Add the raw text and the dropped spans.
        #[arg(long)]
        raw: bool,
        /// Add the forms in which an article of the library stood before it was changed, the latest first.
        #[arg(long)]
        revisions: bool,
        /// Another summary than the stored one.
        #[command(flatten)]
        summary: SummaryArguments,
    },
    /// The actors of the matching articles with counts.
    #[command(after_help = FILTER_HELP)]
    Actors {
        /// Of which articles; of all without it.
        #[command(flatten)]
        query: Query,
    },
    /// Who said what in the matching articles: quotations and reported speech, the latest first.
    #[command(after_help = FILTER_HELP)]
    Said {
        /// In which articles; in all without it. `said:@name` asks for the statements of one, with words for what about, `about:@name` for those that name one.
        #[command(flatten)]
        query: Query,
    },
    /// The stories of the matching articles: what happened, who, how many origins, what is new.
    #[command(after_help = FILTER_HELP)]
    Stories {
        /// Of which articles; of all without it.
        #[command(flatten)]
        query: Query,
    },
    /// A page over the matching articles: what happened, each thing once, every line with its source.
    #[command(after_help = FILTER_HELP)]
    Brief {
        /// Over which articles, or the name of a saved line; over all without it. `--limit` counts stories.
        #[command(flatten)]
        query: Query,
        /// How it is made and set.
        #[command(flatten)]
        form: BriefArguments,
    },
    /// Day by day what happened, each line a sentence of one of the matching articles.
    #[command(after_help = FILTER_HELP)]
    Timeline {
        /// Of which articles; of all without it.
        #[command(flatten)]
        query: Query,
        /// So many days at most; without it as many as matter.
        #[arg(long, value_name = "N")]
        days: Option<usize>,
        /// Sentences of a day at most.
        #[arg(long, value_name = "K", default_value_t = 1)]
        lines: usize,
    },
    /// Write the matching articles into a file, in the form that its ending names: .md, .csv, .jsonl, .parquet or .arrow.
    #[command(after_help = FILTER_HELP)]
    Export {
        /// Which articles, all without it; then the file.
        #[arg(required = true, value_name = "[QUERY]... FILE")]
        words: Vec<String>,
        /// At most so many articles.
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Take what is understood of the query and say what is not, instead of refusing it.
        #[arg(long)]
        lenient: bool,
    },
    /// Read documents and print them cleaned; nothing is stored.
    Read {
        /// Files, folders, addresses, or `-` for standard input.
        #[arg(required = true, value_name = "PATH|-")]
        inputs: Vec<OsString>,
        /// Keep the text byte for byte.
        #[arg(long)]
        no_clean: bool,
        /// Add the raw text and the dropped spans.
        #[arg(long)]
        raw: bool,
        /// In step with another program.
        #[command(flatten)]
        stream: StreamArguments,
    },
    /// Read and analyse documents and print both; nothing is stored.
    Analyze {
        /// Files, folders, addresses, or `-` for standard input.
        #[arg(required_unless_present = "schema", value_name = "PATH|-")]
        inputs: Vec<OsString>,
        /// How texts are read.
        #[command(flatten)]
        reading: ReadingArguments,
        /// Sum up what each article says about this: a name or words.
        #[arg(long, value_name = "WHAT")]
        about: Option<String>,
        /// Add the raw text and the dropped spans.
        #[arg(long)]
        raw: bool,
        /// In step with another program.
        #[command(flatten)]
        stream: StreamArguments,
        /// Print the schema of what comes out, and nothing else.
        #[arg(long, value_name = "LANGUAGE")]
        schema: Option<SchemaName>,
    },
    /// The feeds of the library.
    Feeds {
        /// What to do with them.
        #[command(subcommand)]
        command: Option<FeedsCommand>,
    },
    /// The settings.
    Config {
        /// What to do with them.
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Learn the browser in five steps, over the starter articles.
    Tour,
    /// The keys of the browser.
    Keys,
    /// A shell's completion script.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
    /// The manual page of nutgraf, or of one of its commands.
    Man {
        /// The command.
        command: Option<String>,
        /// Write all pages as files into this folder.
        #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
        into: Option<PathBuf>,
    },
    /// The help of a command, or a topic: filter, keys, files, json.
    Help {
        /// A command, or one of filter, keys, files, json.
        #[arg(value_name = "COMMAND|TOPIC")]
        about: Vec<String>,
    },
    /// Say whether everything nutgraf needs is in order.
    Doctor,
    /// Look after the library's file.
    Library {
        /// What to do with it.
        #[command(subcommand)]
        command: LibraryCommand,
    },
}

/// How texts are read and summed up.
#[derive(Clone, Debug, Default, Args)]
pub struct ReadingArguments {
    /// Most sentences of a summary.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub summary_sentences: Option<u16>,
    /// How long summaries are: one sentence, short, or a fifth of the article up to eight.
    #[arg(long, value_name = "LENGTH", conflicts_with = "summary_sentences")]
    pub summary: Option<LengthName>,
    /// Keep the text byte for byte.
    #[arg(long)]
    pub no_clean: bool,
    /// Corrections to actors.
    #[arg(long, value_name = "FILE")]
    pub actors: Option<PathBuf>,
}

/// How articles are summed up that are stored.
#[derive(Clone, Debug, Default, Args)]
pub struct SummaryArguments {
    /// How long summaries are: one sentence, short, or a fifth of the article up to eight.
    #[arg(long, value_name = "LENGTH")]
    pub summary: Option<LengthName>,
    /// Sum up what each article says about this: a name or words.
    #[arg(long, value_name = "WHAT")]
    pub about: Option<String>,
}

/// Which articles.
#[derive(Clone, Debug, Default, Args)]
pub struct Query {
    /// A filter, as in the browser: words, @actor, src:, dates …
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// At most so many rows.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Print how the query was understood, and nothing else.
    #[arg(long)]
    pub explain: bool,
    /// Take what is understood of the query and say what is not, instead of refusing it.
    #[arg(long)]
    pub lenient: bool,
}

impl Query {
    /// The words as one line.
    pub fn line(&self) -> String {
        self.words.join(" ").replace(SHIELD, "")
    }
}

/// Stands before a word of a query that begins with a dash, so that it is not taken for an option. No argument of a
/// process can hold it by itself.
const SHIELD: char = '\0';

/// The commands that take a query, and the common options that take a value.
const ASKING: [&str; 7] = [
    "list", "actors", "said", "stories", "timeline", "brief", "export",
];
const VALUED: [&str; 4] = ["--library", "--config", "--format", "--color"];

/// Lets a query hold words such as `-@hamas`: after a command that takes a query, whatever begins with one dash and is
/// not made of the short options is a word.
pub fn shield(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut words: Vec<OsString> = words.into_iter().collect();
    let mut at = 1;
    while let Some(word) = words.get(at).and_then(|w| w.to_str()) {
        if VALUED.contains(&word) {
            at += 2;
        } else if word.starts_with('-') {
            at += 1;
        } else {
            break;
        }
    }
    let asks = words
        .get(at)
        .and_then(|word| word.to_str())
        .is_some_and(|word| ASKING.contains(&word));
    if asks {
        for word in words.iter_mut().skip(at + 1) {
            if let Some(text) = word.to_str()
                && is_negated(text)
            {
                *word = format!("{SHIELD}{text}").into();
            }
        }
    }
    words
}

fn is_negated(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('-') && !rest.chars().all(|c| "qvhV".contains(c))
    })
}

/// What to do with feeds.
#[derive(Debug, Subcommand)]
pub enum FeedsCommand {
    /// Follow a feed.
    Add {
        /// Its address, or that of a page that names it.
        #[arg(required = true, value_name = "URL|SITE")]
        urls: Vec<String>,
        /// A tag for it; may be given several times.
        #[arg(long = "tag", value_name = "T")]
        tags: Vec<String>,
        /// Its name in lists, instead of its own.
        #[arg(long)]
        name: Option<String>,
        /// Fetch the whole page of each entry.
        #[arg(long)]
        full: bool,
    },
    /// Stop following a feed.
    Remove {
        /// Its address, its name or a part of either.
        feed: String,
        /// Take its articles out too, except those that are starred, tagged, or in another feed.
        #[arg(long)]
        articles: bool,
    },
    /// The feeds, one a line, those that need you first.
    List {
        /// Only those that need you.
        #[arg(long)]
        failing: bool,
    },
    /// The feeds that a page names.
    Discover {
        /// Its address.
        #[arg(value_name = "URL|SITE")]
        url: String,
    },
    /// Bring feeds and articles from another reader: OPML, newsboat's urls, cache.db and config, newsraft's feeds, nom's YAML.
    Import {
        /// The files, or newsboat's folder.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print the feeds for another reader.
    Export {
        /// As OPML, which all readers know.
        #[arg(long, conflicts_with = "urls")]
        opml: bool,
        /// As newsboat's urls.
        #[arg(long)]
        urls: bool,
    },
    /// Write the new addresses of feeds that have moved for good.
    Heal,
    /// How a feed has answered, when it is asked next, and why then.
    Why {
        /// Its address, its name or a part of either.
        feed: String,
    },
    /// Print a systemd timer that refreshes.
    Timer,
}

/// What to do with settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print every setting with its default and its meaning.
    Default,
    /// Print where the settings file is looked for.
    Path,
    /// Read the settings file and name each mistake.
    Check,
}

/// What to do with the library's file.
#[derive(Debug, Subcommand)]
pub enum LibraryCommand {
    /// Look for damage.
    Check,
    /// Rescue what is readable into a new file; the damaged one is set aside.
    Repair,
    /// Give unused space back.
    Compact,
    /// Numbers about it.
    Stats,
    /// Copy it, also while it is in use.
    Backup {
        /// The copy.
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_query_may_begin_with_a_dash_and_options_still_work() {
        let check = |line: &[&str], words: &str, json: bool| {
            let all = ["nutgraf"].iter().chain(line);
            let all = shield(all.map(OsString::from));
            let parsed = Arguments::try_parse_from(all).unwrap();
            let Some(Command::List { query, .. }) = parsed.command else {
                panic!("not a list: {line:?}");
            };
            assert_eq!((query.line().as_str(), parsed.common.json), (words, json));
        };
        check(&["list", "@iran", "-@hamas"], "@iran -@hamas", false);
        check(&["list", "--json", "-@hamas"], "-@hamas", true);
        check(&["list", "@iran", "--json"], "@iran", true);
        check(&["--json", "list"], "", true);
        check(&["list", "-x 2d"], "-x 2d", false);
        check(
            &["--library", "list", "list", "-src:a", "-q"],
            "-src:a",
            false,
        );
    }
}
