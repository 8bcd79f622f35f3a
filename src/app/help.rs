//! Owns: the lines of the help, made from the table of commands and the keys in force.
//! Promises: pure; what is listed is what holds.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other places keep their order"
)]

use crate::app::command::{Command, Place};
use crate::app::state::State;

/// One line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// A heading over a place.
    Heading(&'static str),
    /// Keys and what they do; a command without keys stands as on the command line.
    Keys {
        /// The keys, as written.
        keys: String,
        /// The command's name.
        name: &'static str,
        /// What it does.
        doc: &'static str,
    },
    /// One line on the filter language.
    Term {
        /// As typed.
        term: &'static str,
        /// What it finds.
        doc: &'static str,
    },
    /// The rest of the line before, where it is too long for the screen.
    More(&'static str),
    /// Nothing.
    Blank,
}

/// Columns of the keys before what they do.
pub const KEYS: u16 = 22;
/// Columns of a term of the filter language before what it finds.
pub const TERM: u16 = KEYS + 6;
/// Most columns of the help.
pub const WIDEST: u16 = 108;

/// The columns that the help takes of a screen.
pub fn width(screen: u16) -> u16 {
    screen.saturating_sub(4).min(WIDEST)
}

/// The help as it stands on the screen: what is too long for a line, or has no room beside its keys, goes on in the next.
pub fn fitted(state: &State) -> Vec<HelpLine> {
    let room = |from: u16| usize::from(width(state.size.width).saturating_sub(from).max(20));
    let mut fitted = Vec::new();
    for line in lines(state) {
        let (line, rest, room) = match line {
            HelpLine::Keys { keys, name, doc } => {
                let (doc, rest) = if keys.len() < usize::from(KEYS) {
                    split(doc, room(KEYS))
                } else {
                    ("", doc)
                };
                (HelpLine::Keys { keys, name, doc }, rest, room(KEYS))
            }
            HelpLine::Term { term, doc } => {
                let (doc, rest) = if term.len() < usize::from(TERM) {
                    split(doc, room(TERM))
                } else {
                    ("", doc)
                };
                (HelpLine::Term { term, doc }, rest, room(KEYS))
            }
            other => (other, "", 0),
        };
        fitted.push(line);
        let mut rest = rest;
        while !rest.is_empty() {
            let (part, more) = split(rest, room);
            fitted.push(HelpLine::More(part));
            rest = more;
        }
    }
    fitted
}

/// The words that fit into so many columns, and the others. These texts are ASCII.
fn split(words: &'static str, room: usize) -> (&'static str, &'static str) {
    if words.len() <= room {
        return (words, "");
    }
    let head = words.get(..=room).unwrap_or(words);
    let at = head.rfind(' ').unwrap_or(words.len());
    let rest = words.get(at..).unwrap_or("").trim_start();
    (words.get(..at).unwrap_or(words), rest)
}

/// The filter language, in short.
pub const TERMS: [(&str, &str); 17] = [
    (
        "ceasefire",
        "the word in headline, names or text; near matches come last",
    ),
    ("@iran", "the actor, by any of its names; Tab completes"),
    (
        "@@\"united nations\"",
        "the actor stands in the headline or the lead",
    ),
    ("said:@name", "articles in which the actor says something"),
    (
        "about:@name",
        "of statements those that name the actor: said:@a about:@b",
    ),
    ("-x  !x", "not"),
    ("a | b  ( )", "or"),
    (
        "\"exact words\"",
        "in the full text; body:word for one word",
    ),
    (
        "src: feed: by: lang:",
        "source, feed it came from (feed:#tag: of that tag), author, language",
    ),
    (
        "is:unread is:starred #tag",
        "marks and tags; is:muted for what mutes hide",
    ),
    ("today 2d 1w", "the last days or weeks"),
    ("2022-07.. ..2019", "since, until"),
    (
        "last",
        "arrived since you were here last, as is:new; >1w is older, <1w younger",
    ),
    ("/regex/", "in the headline"),
    (
        "story:3 like:7",
        "one story; articles like one (~ writes that)",
    ),
    ("in:title title:word", "in headlines only"),
    (
        "sort:new|old|rank|source|story limit:9",
        "the order, and how many",
    ),
];

/// What is done from the shell, in short.
const SHELL: [(&str, &str); 6] = [
    (
        "nutgraf config path",
        "where the settings are; config default prints all of them",
    ),
    (
        "nutgraf keys",
        "the keys in force; help keys says how to change them",
    ),
    (
        "nutgraf feeds add URL",
        "follow a feed; feeds import brings those of another reader",
    ),
    ("nutgraf refresh", "fetch the feeds that are due"),
    (
        "nutgraf export QUERY FILE",
        "as Markdown, CSV or JSON Lines; here it is :export FILE",
    ),
    (
        "nutgraf help filter",
        "the filter language with examples; help keys, files, json",
    ),
];

/// The help, the place that one came from first.
pub fn lines(state: &State) -> Vec<HelpLine> {
    let sought = state
        .screens
        .help()
        .map_or("", |h| h.sought.as_str())
        .to_lowercase();
    let mut lines = Vec::new();
    let from = if state.reader().is_some() {
        Place::Reader
    } else {
        Place::List
    };
    let mut places = Place::ALL.to_vec();
    places.sort_by_key(|p| match *p {
        p if p == from => 0,
        Place::Any => 1,
        _ => 2,
    });
    for place in places {
        let keys = state.settings.keymap.table(place);
        let rows = keys.into_iter().map(|(command, keys)| HelpLine::Keys {
            keys: keys.join("  "),
            name: command.name(),
            doc: command.doc(),
        });
        section(&mut lines, place.heading(), rows.collect(), &sought);
        if place == Place::Any {
            let rows = TERMS.iter().map(|(term, doc)| HelpLine::Term { term, doc });
            section(&mut lines, "What a filter can say", rows.collect(), &sought);
            let rows = SHELL.iter().map(|(term, doc)| HelpLine::Term { term, doc });
            let heading = "From the shell: settings, feeds, export";
            section(&mut lines, heading, rows.collect(), &sought);
        }
    }
    let unbound = Command::ALL.iter().filter(|c| {
        Place::ALL
            .iter()
            .all(|p| state.settings.keymap.keys_here(*p, **c).is_empty())
    });
    let rows = unbound.map(|c| HelpLine::Keys {
        keys: format!(":{}", c.name()),
        name: c.name(),
        doc: c.doc(),
    });
    section(
        &mut lines,
        "Commands without a key, after :",
        rows.collect(),
        &sought,
    );
    lines
}

fn section(lines: &mut Vec<HelpLine>, heading: &'static str, rows: Vec<HelpLine>, sought: &str) {
    let fits = |line: &HelpLine| {
        let text = match line {
            HelpLine::Keys { keys, name, doc } => format!("{keys} {name} {doc}"),
            HelpLine::Term { term, doc } => format!("{term} {doc}"),
            HelpLine::Heading(_) | HelpLine::More(_) | HelpLine::Blank => String::new(),
        };
        // The name of a place finds all its keys.
        sought.is_empty()
            || heading.to_lowercase().contains(sought)
            || text.to_lowercase().contains(sought)
    };
    let mut rows: Vec<HelpLine> = rows.into_iter().filter(fits).collect();
    if rows.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(HelpLine::Blank);
    }
    lines.push(HelpLine::Heading(heading));
    lines.append(&mut rows);
}
