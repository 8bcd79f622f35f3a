//! Owns: the one table of commands, and the places where keys mean something.
//! Promises: key map, footer, help, command line and documentation are all made from this table.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "most commands take no argument"
)]

/// Where the keys go; of those that fill the screen the later lies over the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The list of headlines.
    List,
    /// The timeline of the list.
    Timeline,
    /// The brief of the list.
    Brief,
    /// Who said what in the list's articles.
    Said,
    /// The article.
    Reader,
    /// The actors of the whole list.
    Actors,
    /// The stories of the list.
    Stories,
    /// The feeds that are followed.
    Feeds,
    /// An actor's card.
    Card,
    /// The help.
    Help,
    /// The filter line.
    Filter,
    /// A line that asks for one thing: command, search, tag.
    Prompt,
    /// The empty list of an empty library.
    FirstRun,
    /// A letter is awaited.
    Letter,
    /// Everywhere but on lines.
    Any,
    /// On every line.
    Line,
}

impl Place {
    /// All places, in the order of the help.
    pub const ALL: [Place; 16] = [
        Place::List,
        Place::Reader,
        Place::Filter,
        Place::Prompt,
        Place::Actors,
        Place::Card,
        Place::Stories,
        Place::Feeds,
        Place::Timeline,
        Place::Brief,
        Place::Said,
        Place::Help,
        Place::Any,
        Place::Line,
        Place::FirstRun,
        Place::Letter,
    ];

    /// The name in `keys.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Reader => "reader",
            Self::Help => "help",
            Self::Card => "card",
            Self::Actors => "actors",
            Self::Stories => "stories",
            Self::Feeds => "feeds",
            Self::Timeline => "timeline",
            Self::Brief => "brief",
            Self::Said => "said",
            Self::Filter => "filter",
            Self::Prompt => "prompt",
            Self::FirstRun => "first-run",
            Self::Letter => "letter",
            Self::Any => "any",
            Self::Line => "line",
        }
    }

    /// The heading in the help.
    pub fn heading(self) -> &'static str {
        match self {
            Self::List => "In the list",
            Self::Reader => "While reading",
            Self::Help => "In this help",
            Self::Card => "On an actor's card",
            Self::Actors => "In the list of actors",
            Self::Stories => "Among the stories",
            Self::Said => "Among who said what",
            Self::Feeds => "Among the feeds",
            Self::Timeline => "In the timeline",
            Self::Brief => "In the brief",
            Self::Filter => "On the filter line",
            Self::Prompt => "On the command and search lines",
            Self::FirstRun => "While nothing has been read in yet",
            Self::Letter => "While a letter is awaited",
            Self::Any => "Everywhere",
            Self::Line => "Editing a line",
        }
    }

    /// Reads a name of `keys.toml`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }

    /// The place whose keys also hold here.
    pub fn fallback(self) -> Option<Self> {
        match self {
            Self::List
            | Self::Timeline
            | Self::Brief
            | Self::Reader
            | Self::Help
            | Self::Card
            | Self::Actors
            | Self::Stories
            | Self::Feeds
            | Self::Said => Some(Self::Any),
            Self::Filter | Self::Prompt => Some(Self::Line),
            Self::FirstRun => Some(Self::List),
            Self::Letter | Self::Any | Self::Line => None,
        }
    }

    /// The place and those behind it.
    pub fn with_fallbacks(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |place| place.fallback())
    }

    /// Whether characters that mean nothing else are typed.
    pub fn types(self) -> bool {
        matches!(self, Self::Filter | Self::Prompt | Self::Line)
    }
}

macro_rules! commands {
    ($($variant:ident, $name:literal, $doc:literal;)*) => {
        /// Something that a key or the command line can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $doc] $variant,)*
        }

        impl Command {
            /// Every command, in the order of the help.
            pub const ALL: &'static [Command] = &[$(Command::$variant,)*];

            /// The name on the command line and in `keys.toml`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it does, in one line.
            pub fn doc(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

commands! {
    Down, "down", "down a row or a line";
    Up, "up", "up a row or a line";
    PageDown, "page-down", "down a page";
    PageUp, "page-up", "up a page";
    ReadOn, "read-on", "down a page; at the end of an article the next unread one";
    HalfDown, "half-down", "down half a page";
    HalfUp, "half-up", "up half a page";
    First, "first", "to the top";
    Last, "last", "to the end";
    Open, "open", "open the article, the card or the link";
    Back, "back", "up one level; at the top it leaves nutgraf";
    Leave, "leave", "up one level; at the top it clears the filter";
    Filter, "filter", "filter the list: words, @actor, -not, src:, dates";
    Actors, "actors", "actors: a letter puts one into the filter, - before it keeps it out";
    NegateActor, "actors-without", "actors: a letter keeps one out of the filter";
    ChooseActor, "choose-actor", "choose an actor by letter: ] and [ walk its mentions, Enter shows its card";
    Evidence, "evidence", "jump from a summary line to its sentence, and back";
    Card, "card", "the card of an actor: names, articles, company";
    Copies, "copies", "the other sources of a story, each with its own row; again: all stories";
    ActorTable, "actor-list", "the actors of the list: articles, over time, surprise, company";
    SortActors, "sort-actors", "actors of the list by surprise, or by articles again";
    Merge, "merge", "merge: this actor is really another one";
    SplitOff, "split-off", "split off: one of its names is another actor's";
    Rename, "rename", "give an actor another name";
    Kind, "kind", "change what an actor is: person, organization, country, place";
    Hide, "hide", "hide an actor everywhere";
    Never, "never", "not an actor: its name never counts as one again";
    NextUnread, "next-unread", "next unread article";
    PreviousUnread, "previous-unread", "previous unread article";
    NextArticle, "next-article", "next article of the list";
    PreviousArticle, "previous-article", "previous article of the list";
    Read, "read", "mark read or unread; a brief: as known";
    ReadAll, "read-all", "mark all articles of the list read";
    Star, "star", "star or unstar";
    Tag, "tag", "add a tag; - before it removes it";
    Undo, "undo", "undo the last mark or correction";
    Unread, "unread", "mark unread";
    Unstar, "unstar", "remove the star";
    Source, "source", "filter by the article's source, or no longer";
    Alike, "alike", "find articles like this one";
    Save, "save", "save the filter under a name, as a tab";
    Unsave, "unsave", "remove a tab";
    Tab, "tab", "show a tab";
    NextTab, "next-tab", "next tab; with a number, that tab";
    PreviousTab, "previous-tab", "previous tab";
    Mute, "mute", "hide what a filter matches; it is counted, not lost";
    Unmute, "unmute", "show again what a mute hides";
    Muted, "muted", "show what the mutes hide";
    CopyLink, "copy-link", "copy the link";
    CopyId, "copy-id", "copy the article's id";
    Browse, "browse", "open the link in the browser; with a number, that link of the text";
    Pipe, "pipe", "give the text to a program";
    Pager, "pager", "show the text in the pager";
    Edit, "edit", "open a copy of the text in the editor";
    Search, "search", "search in the text";
    NextMatch, "next-match", "next match of the search";
    PreviousMatch, "previous-match", "previous match of the search";
    NextMention, "next-mention", "next mention of the chosen actor";
    PreviousMention, "previous-mention", "previous mention of the chosen actor";
    NextActor, "next-actor", "choose the next actor of the article";
    PreviousActor, "previous-actor", "choose the previous actor of the article";
    Dropped, "dropped", "show what cleaning left out, with the reasons";
    Links, "links", "show the links of the text, numbered";
    Zen, "zen", "nothing but the text";
    Group, "group", "group the list by source, by story, or by day again; the feeds by tag, or no longer";
    Rows, "rows", "rows of one, two or four lines";
    Summary, "summary", "next length of the summary: short, long, one sentence";
    About, "about", "summaries about what the filter asks for, or about the article";
    Abstract, "abstract", "have a language model write an abstract (where one is set), or hide it";
    Layout, "layout", "next layout: wide, medium, narrow";
    Wider, "wider", "make the list wider, or the text while reading";
    Narrower, "narrower", "make the list narrower, or the text while reading";
    Import, "import", "read a folder, a file or an address into the library";
    Export, "export", "write the list into a file: .md, .csv, .jsonl; a brief: .md, .html, .txt, .json";
    Stories, "stories", "the stories of the list: what happened, who, how many told it, what is new";
    NotStory, "not-this-story", "the article does not belong to its story: it and what is nearest to it go";
    SameStory, "same-story", "two stories are the same: strike it on one and on the other";
    Related, "related", "the story with those that came before it and that went on from it";
    SortStories, "sort-stories", "the weightiest stories first, or the latest";
    Said, "said", "who said what in the articles of the list, by speaker";
    Feeds, "feeds", "the feeds that are followed: how they do, what is unread, when they are asked";
    Timeline, "timeline", "day by day what happened in the articles of the list";
    Brief, "brief", "one page on the articles of the list: each thing once, with its source";
    OnlyNew, "only-new", "everything, or only what is new since the brief that was marked known";
    Longer, "longer", "tell more of this story of the brief";
    Shorter, "shorter", "tell less of this story of the brief";
    DropStory, "drop-story", "leave this story out of the brief";
    StoryUp, "story-up", "move this story of the brief up";
    StoryDown, "story-down", "move this story of the brief down";
    CopyBrief, "copy-brief", "copy the brief as Markdown";
    Refresh, "refresh", "look at the sources again; among the feeds: ask the one under the cursor";
    RefreshAll, "refresh-all", "look at all sources again: ask the feeds that are due";
    WholePages, "whole-pages", "fetch the whole page of an article, once; among the feeds: of all its entries, or no longer";
    Unfollow, "unfollow", "stop following a feed";
    Starters, "starters", "open the starter articles";
    Theme, "theme", "change the theme";
    Mouse, "mouse", "use the mouse here, or leave it to the terminal";
    Command, "command", "type a command";
    Help, "help", "all keys, searchable";
    Tour, "tour", "a tour in five steps; again: leave it";
    Redraw, "redraw", "redraw the screen";
    Suspend, "suspend", "suspend nutgraf; fg brings it back";
    Quit, "quit", "leave nutgraf";
    Accept, "accept", "accept the line";
    Cancel, "cancel", "leave the line";
    Complete, "complete", "complete; again: the next completion";
    CompleteBack, "complete-back", "the completion before";
    Older, "older", "older line of the history";
    Newer, "newer", "newer line of the history";
    LineStart, "line-start", "to the start of the line";
    LineEnd, "line-end", "to the end of the line";
    Left, "left", "one character left";
    Right, "right", "one character right";
    WordLeft, "word-left", "one word left";
    WordRight, "word-right", "one word right";
    Backspace, "backspace", "delete to the left";
    Delete, "delete", "delete to the right";
    CutWord, "cut-word", "cut the word before";
    CutWordAfter, "cut-word-after", "cut the word after";
    Transpose, "transpose", "swap two characters";
    CutToStart, "cut-to-start", "cut to the start of the line";
    CutToEnd, "cut-to-end", "cut to the end of the line";
    Yank, "yank", "insert what was cut";
    ListDown, "list-down", "down in the list while writing the filter";
    ListUp, "list-up", "up in the list while writing the filter";
    UpOrOlder, "up-or-older", "up in the list; at its top, an older line of the history";
    DownOrNewer, "down-or-newer", "down in the list; from the history, a newer line";
    WholeList, "whole-list", "letters for the actors of the whole list, or of the article again";
}

impl Command {
    /// Finds a command by its name.
    pub fn parse(name: &str) -> Option<Self> {
        // Names of earlier versions, which may stand in the reader's files.
        let name = match name {
            "next-brief" => "next-tab",
            "previous-brief" => "previous-tab",
            "who" => "actor-list",
            name => name,
        };
        Self::ALL.iter().copied().find(|c| c.name() == name)
    }

    /// What follows the name on the command line, for the help; empty when nothing does.
    pub fn argument(self) -> &'static str {
        match self {
            Self::Filter => "LINE",
            Self::Search => "WORDS",
            Self::Tag => "TAG [QUERY]",
            Self::Import => "PATH",
            Self::Export => "FILE",
            Self::Pipe => "PROGRAM [ARGUMENT]...",
            Self::Rows => "auto|line|two|full",
            Self::Summary => "one|short|long",
            Self::About => "ACTOR OR WORDS",
            Self::Layout => "auto|wide|medium|narrow",
            Self::Theme
            | Self::Actors
            | Self::NegateActor
            | Self::Tab
            | Self::Unsave
            | Self::Unmute
            | Self::Merge
            | Self::SplitOff
            | Self::Rename => "NAME",
            Self::Save | Self::Mute => "NAME [QUERY]",
            Self::Read | Self::Unread | Self::Star | Self::Unstar => "[QUERY]",
            Self::Kind => "person|organization|country|place|other",
            _ => "",
        }
    }

    /// Whether it only makes sense on a line that is being written.
    pub fn edits(self) -> bool {
        self >= Self::Accept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for command in Command::ALL {
            assert_eq!(Command::parse(command.name()), Some(*command));
            assert!(!command.doc().is_empty());
        }
        assert_eq!(Command::parse("nonsense"), None);
        for place in Place::ALL {
            assert_eq!(Place::parse(place.name()), Some(place));
        }
    }
}
