//! Owns: what is known of a feed that is followed: what its reader wants of it, how its server has answered, when it is asked
//! again.
//! Promises: plain data; nothing here asks, counts or decides.

use crate::model::moment::Moment;

/// A feed's row in one library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeedId(pub u32);

/// How much of an entry's page is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Full {
    /// What the feed has.
    #[default]
    Feed,
    /// The page that the entry links to, where it has more than the feed.
    Page,
    /// The same, found by the reader's own marks.
    Marked {
        /// What is the article, as a selector: `article`, `#story`, `.text`; empty to find it out.
        take: String,
        /// What is left out of it.
        drop: Vec<String>,
    },
}

/// One feed as its reader wants it: a table of `feeds.toml`, or a line of newsboat's `urls`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where it is, or `exec:COMMAND`.
    pub url: String,
    /// The reader's own name for it; `None`: the feed's.
    pub name: Option<String>,
    /// What its entries are tagged by in lists.
    pub tags: Vec<String>,
    /// Seconds between two looks at least; `None`: as server and feed wish.
    pub every: Option<i64>,
    /// How much of an entry's page is read.
    pub full: Full,
    /// Filter lines: only an entry that one of them matches is kept. None: all.
    pub keep: Vec<String>,
    /// Filter lines: an entry that one of them matches is not kept.
    pub drop: Vec<String>,
    /// Where its name and password are: `env:NAME`, `command:PROGRAM …`, `netrc`.
    pub auth: Option<String>,
    /// Header lines that are sent along.
    pub headers: Vec<(String, String)>,
    /// Whether it stands in no list of feeds.
    pub hidden: bool,
}

/// What server and feed wish about being asked, from the last answer that had a body or a header about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `ttl` of the feed, in seconds.
    pub ttl: Option<i64>,
    /// Half of the median time between two entries, in seconds.
    pub gap: Option<i64>,
    /// Hours of the day (UTC) in which the feed is not to be asked, as bits from midnight.
    pub skip_hours: u32,
    /// Days of the week on which it is not to be asked, as bits from Monday.
    pub skip_days: u8,
}

/// Why a feed is asked no sooner than it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reason {
    /// It was never asked.
    #[default]
    New,
    /// No feed is asked more often.
    Least,
    /// The reader's own wish.
    Own,
    /// The feed's `ttl`.
    Ttl,
    /// The server's `Cache-Control: max-age`.
    MaxAge,
    /// The server's `Expires`.
    Expires,
    /// Its own pace.
    Pace,
    /// It can't be asked for what is new only.
    Unconditional,
    /// Its hours or days of rest.
    Rest,
    /// It failed; each time the pause is twice as long.
    Failed,
    /// It has failed for so long that it is asked once a week.
    Dormant,
    /// It is gone for good.
    Gone,
    /// Its server wants to be left alone.
    Waits,
}

impl Reason {
    /// All of them; a library keeps the place in this list. Only ever append.
    pub const ALL: [Self; 13] = [
        Self::New,
        Self::Least,
        Self::Own,
        Self::Ttl,
        Self::MaxAge,
        Self::Expires,
        Self::Pace,
        Self::Unconditional,
        Self::Rest,
        Self::Failed,
        Self::Dormant,
        Self::Gone,
        Self::Waits,
    ];

    /// In words that complete "the next look is … because".
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "it was never asked",
            Self::Least => "no feed is asked more often than once an hour",
            Self::Own => "you want it so (every)",
            Self::Ttl => "the feed wishes it (ttl)",
            Self::MaxAge => "the server wishes it (Cache-Control: max-age)",
            Self::Expires => "the server wishes it (Expires)",
            Self::Pace => "it is about half the time in which an entry comes",
            Self::Unconditional => {
                "the server can't be asked for news only (no ETag, no Last-Modified)"
            }
            Self::Rest => "the feed names hours or days of rest (skipHours, skipDays)",
            Self::Failed => "it failed; the pause doubles each time, up to a day",
            Self::Dormant => "it has failed for 30 days; it is asked once a week",
            Self::Gone => "its server says that it is gone for good (410)",
            Self::Waits => "its server asked to be left alone for so long",
        }
    }
}

/// A redirect that wants to last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moving {
    /// Where it leads.
    pub to: String,
    /// How often it was met, one answer after the other.
    pub times: u32,
    /// When it was met first.
    pub since: Moment,
}

/// One answer of a feed's server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// When.
    pub at: Moment,
    /// The status; 0 when there was no answer.
    pub status: u16,
    /// What it came to, in words.
    pub words: String,
}

/// How a feed stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When it was asked last.
    pub asked: Option<Moment>,
    /// When it last answered well.
    pub answered: Option<Moment>,
    /// When it was last asked for all it has, not only for news, and answered.
    pub whole: Option<Moment>,
    /// When it may be asked again; `None`: at once.
    pub next: Option<Moment>,
    /// Why not sooner.
    pub reason: Reason,
    /// `ETag`, byte for byte.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified`, byte for byte.
    pub modified: Option<Vec<u8>>,
    /// A mark of the last body.
    pub body: Option<u64>,
    /// How often it failed, one time after the other.
    pub failures: u32,
    /// Since when.
    pub failing: Option<Moment>,
    /// How often its server said that it is gone for good, one time after the other.
    pub gone: u32,
    /// A redirect that wants to last.
    pub moving: Option<Moving>,
    /// Where it has moved for good: there it is asked.
    pub moved: Option<String>,
    /// What server and feed wish.
    pub wishes: Wishes,
    /// The last answers, the latest last.
    pub answers: Vec<Answered>,
}

/// How a feed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Health {
    /// Its server said twice that it is gone for good.
    Gone,
    /// It has failed for a month.
    Dormant,
    /// It failed last time.
    Failing,
    /// Its server wants to be left alone.
    Waiting,
    /// It was never asked.
    New,
    /// It answers.
    Well,
}

impl Health {
    /// The name in the public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Dormant => "dormant",
            Self::Failing => "failing",
            Self::Waiting => "waiting",
            Self::New => "new",
            Self::Well => "ok",
        }
    }

    /// Whether its reader should look at it.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Gone | Self::Dormant | Self::Failing)
    }
}

impl Standing {
    /// How the feed is.
    pub fn health(&self) -> Health {
        let of_reason = match self.reason {
            Reason::Gone => Some(Health::Gone),
            Reason::Dormant => Some(Health::Dormant),
            Reason::Waits => Some(Health::Waiting),
            Reason::New
            | Reason::Least
            | Reason::Own
            | Reason::Ttl
            | Reason::MaxAge
            | Reason::Expires
            | Reason::Pace
            | Reason::Unconditional
            | Reason::Rest
            | Reason::Failed => None,
        };
        of_reason.unwrap_or(match (self.failures, self.asked) {
            (1.., _) => Health::Failing,
            (0, None) => Health::New,
            (0, Some(_)) => Health::Well,
        })
    }

    /// What the last answer came to.
    pub fn last(&self) -> Option<&Answered> {
        self.answers.last()
    }
}

/// How a server stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostStanding {
    /// Until when it wants to be left alone.
    pub wait: Option<Moment>,
    /// How often it wanted that without saying for how long, one time after the other.
    pub refusals: u32,
}

/// A feed of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRow {
    /// Its row.
    pub id: FeedId,
    /// Where its reader says that it is; what it is known by.
    pub url: String,
    /// Its own name; empty when it was never read.
    pub title: String,
    /// The page that it belongs to.
    pub home: Option<String>,
    /// How it stands.
    pub standing: Standing,
}

/// What a library has of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeedTally {
    /// Articles.
    pub articles: u32,
    /// Of these, unread.
    pub unread: u32,
    /// Of these, those that came in the last seven days.
    pub week: u32,
    /// When the last one came.
    pub latest: Option<Moment>,
}

/// A change to the reader's file of feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedEdit {
    /// Follows feeds.
    Add(Vec<Wanted>),
    /// Follows a feed no longer.
    Take(String),
    /// Writes another address for a feed.
    Readdress {
        /// The address until now.
        from: String,
        /// The new one.
        to: String,
    },
    /// Gives a feed other tags.
    Tags(String, Vec<String>),
    /// Reads the whole page of each entry, or no longer.
    Full(String, bool),
}

/// Which feeds are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those that are due.
    #[default]
    Due,
    /// All that are not gone.
    All,
    /// These, by address.
    These(Vec<String>),
}
