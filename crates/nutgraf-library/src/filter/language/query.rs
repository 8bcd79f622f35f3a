//! Owns: the syntax tree of a filter line, its complaints, and how both are printed.
//! Promises: printing a tree and parsing that gives the same tree (spans apart).

use std::fmt;

use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;

/// A filter line as it was understood. Everything that could not be is left out and complained about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The line.
    pub line: String,
    /// Whether the reader is still typing: what touches the end of the line may be unfinished, and is then left out
    /// where it would empty the list.
    pub live: bool,
    /// The good part of it.
    pub query: Query,
    /// What is wrong or unfinished, ascending.
    pub complaints: Vec<Complaint>,
}

/// A whole query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What must hold; `All` of nothing holds always.
    pub root: Node,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            root: Node::All(Vec::new()),
        }
    }
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// All of these hold.
    All(Vec<Node>),
    /// At least one of these holds.
    Any(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// One term.
    Term(Term),
}

/// One term and where it stands in the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its place in the line, without a leading `-`.
    pub span: Span,
    /// What it asks.
    pub matter: Matter,
}

/// What a term asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A bare word, matched by tiers.
    Word(String),
    /// Words in this order, anywhere in the text.
    Phrase(String),
    /// A regular expression over the title.
    Regex(String),
    /// An actor.
    Actor(ActorTerm),
    /// An actor whose words are quoted.
    Said(String),
    /// `about:@name`: it names an actor; of statements, those that do.
    About(String),
    /// The publisher.
    Source(String),
    /// A feed that it came from.
    Feed(String),
    /// The author.
    Byline(String),
    /// The language.
    Language(String),
    /// One of the reader's tags.
    Tag(String),
    /// Read, unread, starred.
    Is(State),
    /// When it was published.
    Date(When),
    /// A word or phrase in the summary or body.
    Body(String),
    /// A word or phrase in the title.
    Title(String),
    /// Bare words of the whole line look at titles only.
    TitleOnly,
    /// The story with this number.
    Story(u32),
    /// Articles that share actors with this one.
    Like(u32),
    /// The order of the list; for the whole line.
    Sort(Sort),
    /// At most so many articles; for the whole line.
    Limit(u32),
}

/// An actor as a filter names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorTerm {
    /// Any of its names, or the beginning of one.
    pub name: String,
    /// What it must be.
    pub kind: Option<Kind>,
    /// Whether it must stand in the title or the lead.
    pub central: bool,
}

/// What the reader did with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Read.
    Read,
    /// Not read.
    Unread,
    /// Starred.
    Starred,
    /// Hidden by one of the reader's mutes.
    Muted,
    /// Arrived since the reader was here last.
    New,
}

impl State {
    /// All states.
    pub const ALL: [State; 5] = [
        State::Unread,
        State::Read,
        State::Starred,
        State::Muted,
        State::New,
    ];

    /// Its word after `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Starred => "starred",
            Self::Muted => "muted",
            Self::New => "new",
        }
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    New,
    /// The oldest first.
    Old,
    /// The best match first.
    Rank,
    /// By publisher, then the newest first.
    Source,
    /// By story, that of the newest article first; what nobody else tells of comes last.
    Story,
}

impl Sort {
    /// All orders.
    pub const ALL: [Sort; 5] = [Sort::New, Sort::Old, Sort::Rank, Sort::Source, Sort::Story];

    /// Its word after `sort:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Old => "old",
            Self::Rank => "rank",
            Self::Source => "source",
            Self::Story => "story",
        }
    }
}

/// A time as a filter says it; `filter::language::date` resolves it against the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Since midnight.
    Today,
    /// The day before.
    Yesterday,
    /// Arrived since the reader was here last, whenever it was published.
    LastVisit,
    /// Not older than this.
    Within(Edge),
    /// Older than this age, or after this day.
    Over(Edge),
    /// Younger than this age, or before this day.
    Under(Edge),
    /// From the beginning of one to the end of the other.
    Range(Option<Edge>, Option<Edge>),
}

/// One end of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// So many units ago.
    Ago(u32, Unit),
    /// A year, a month or a day.
    Date(Calendar),
}

/// A unit of an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
    /// 30 days.
    Month,
    /// 365 days.
    Year,
}

impl Unit {
    /// All units.
    pub const ALL: [Unit; 5] = [Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year];

    /// Its letter.
    pub fn letter(self) -> char {
        match self {
            Self::Hour => 'h',
            Self::Day => 'd',
            Self::Week => 'w',
            Self::Month => 'm',
            Self::Year => 'y',
        }
    }

    /// Its length in seconds.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Hour => 3600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
            Self::Month => 30 * 86_400,
            Self::Year => 365 * 86_400,
        }
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// Why a part of a line does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It looks like the beginning of something; the reader is still typing.
    Unfinished,
    /// It cannot be understood.
    Wrong,
    /// It is understood, but names nothing that is here.
    Unknown,
}

/// One thing that is wrong with a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// Where in the line.
    pub span: Span,
    /// How wrong.
    pub fault: Fault,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What could stand there instead ("did you mean").
    pub instead: Option<String>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.instead {
            Some(instead) => write!(f, " (did you mean {instead}?)"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Node::All(parts) => spaced(f, parts),
            root @ (Node::Any(_) | Node::Not(_) | Node::Term(_)) => write!(f, "{root}"),
        }
    }
}

fn spaced(f: &mut fmt::Formatter<'_>, parts: &[Node]) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(" ")?;
        }
        match part {
            Node::All(_) => write!(f, "({part})")?,
            Node::Any(_) | Node::Not(_) | Node::Term(_) => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => spaced(f, parts),
            Self::Any(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" | ")?;
                    }
                    match part {
                        Self::All(_) | Self::Any(_) => write!(f, "({part})")?,
                        Self::Not(_) | Self::Term(_) => write!(f, "{part}")?,
                    }
                }
                Ok(())
            }
            Self::Not(part) => match &**part {
                Self::All(_) | Self::Any(_) => write!(f, "-({part})"),
                Self::Not(_) | Self::Term(_) => write!(f, "-{part}"),
            },
            Self::Term(term) => write!(f, "{term}"),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.matter {
            Matter::Word(word) => f.write_str(word),
            Matter::Phrase(phrase) => write!(f, "\"{phrase}\""),
            Matter::Regex(regex) => write!(f, "/{regex}/"),
            Matter::Actor(actor) => {
                f.write_str(if actor.central { "@@" } else { "@" })?;
                if let Some(letter) = actor.kind.and_then(kind_letter) {
                    write!(f, "{letter}:")?;
                }
                name(f, &actor.name)
            }
            Matter::Said(who) => {
                f.write_str("said:@")?;
                name(f, who)
            }
            Matter::About(who) => {
                f.write_str("about:@")?;
                name(f, who)
            }
            Matter::Source(value) => field(f, "src", value),
            Matter::Feed(value) => field(f, "feed", value),
            Matter::Byline(value) => field(f, "by", value),
            Matter::Language(value) => field(f, "lang", value),
            Matter::Body(value) => field(f, "body", value),
            Matter::Title(value) => field(f, "title", value),
            Matter::Tag(value) => {
                f.write_str("#")?;
                name(f, value)
            }
            Matter::Is(state) => write!(f, "is:{}", state.name()),
            Matter::Date(when) => write!(f, "{when}"),
            Matter::TitleOnly => f.write_str("in:title"),
            Matter::Story(number) => write!(f, "story:{number}"),
            Matter::Like(number) => write!(f, "like:{number}"),
            Matter::Sort(sort) => write!(f, "sort:{}", sort.name()),
            Matter::Limit(limit) => write!(f, "limit:{limit}"),
        }
    }
}

/// The letter that limits an actor to a kind.
pub fn kind_letter(kind: Kind) -> Option<char> {
    match kind {
        Kind::Person => Some('p'),
        Kind::Organization => Some('o'),
        Kind::Country => Some('c'),
        Kind::Place | Kind::Other => None,
    }
}

fn field(f: &mut fmt::Formatter<'_>, key: &str, value: &str) -> fmt::Result {
    write!(f, "{key}:")?;
    name(f, value)
}

/// A value, in quotation marks when it would fall apart without.
fn name(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let loose = value
        .chars()
        .any(|c| c.is_whitespace() || matches!(c, '(' | ')' | '|' | '@' | '#' | ':'));
    if loose || value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '!' | '/')) {
        write!(f, "\"{value}\"")
    } else {
        f.write_str(value)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::LastVisit => f.write_str("last"),
            Self::Within(edge) => write!(f, "{edge}"),
            Self::Over(edge) => write!(f, ">{edge}"),
            Self::Under(edge) => write!(f, "<{edge}"),
            Self::Range(from, until) => {
                if let Some(from) = from {
                    write!(f, "{from}")?;
                }
                f.write_str("..")?;
                match until {
                    Some(until) => write!(f, "{until}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Ago(count, unit) => write!(f, "{count}{}", unit.letter()),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}
