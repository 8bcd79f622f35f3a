//! Owns: `Role`, what is done with things, sums and shares that are counted: leaked or collected, sold or destroyed, paid or lost.
//! Promises: total; two amounts of different roles never count the same thing.

use nutgraf_read::text::word_list::words;

/// What is done with what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(u8);

/// Beginnings of words, a role each. A word belongs to the first that it fits.
const ROLES: [&[&str]; 29] = [
    &[
        "leak", "spew", "gush", "spill", "pour", "flow", "releas", "escap", "discharg", "emit",
        "seep",
    ],
    &[
        "collect", "captur", "siphon", "gather", "recover", "trapp", "skim", "funnel", "contain",
        "catch", "caught",
    ],
    &["capacit", "handl", "design"],
    &["destroy", "damag", "collaps", "flatten", "burn", "gutted"],
    &["produc", "output", "pump", "manufactur"],
    &[
        "laid", "layoff", "lay-off", "axe", "redundan", "shed", "job",
    ],
    &["hire", "hiring", "recruit"],
    &["fired", "firing", "launch"],
    &["intercept", "downed", "repel"],
    &["attend", "march", "protest", "demonstrat"],
    &["seiz", "confiscat"],
    &["rescu", "saved"],
    &["deploy", "station"],
    &[
        "delivered",
        "shipped",
        "sold",
        "sale",
        "sell",
        "revenue",
        "turnover",
    ],
    &["profit", "earning"],
    &["loss", "lost", "losing"],
    &["fined", "fines", "penalt", "settlement", "compensat"],
    &["invest", "fund", "rais"],
    &["acqui", "buy", "bought", "takeover", "purchas"],
    &["aid", "donat", "pledg", "relief"],
    &["valu", "worth"],
    &["debt", "owe", "deficit", "borrow", "loan"],
    &["cost", "price", "pric", "fees"],
    &["paid", "pay", "salar", "wage", "bonus"],
    &["inflation"],
    &["unemploy", "jobless"],
    &["turnout"],
    &["approv", "support", "favor", "favour", "oppos", "disapprov"],
    &["stake", "owns", "owned", "share"],
];

/// Where the roles of sums begin, and those of shares.
const SUMS: usize = 13;
const SHARES: usize = 24;

/// What each of these is called.
const NAMES: [&str; 29] = words(
    "leaked collected capacity destroyed produced jobs hired fired intercepted attending seized rescued deployed sales profit loss \
     settlement investment purchase aid value debt price pay inflation unemployment turnout support stake",
);

/// Whose roles are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Roles {
    /// Those of things and people.
    Things,
    /// Those of money.
    Sums,
    /// Those of shares in percent.
    Shares,
}

impl Role {
    /// The word for it.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The role that a word in lower case gives to what is counted: things are leaked or rescued, sums are paid or lost, shares
    /// are of those who vote or own.
    pub(super) fn of(word: &str, roles: Roles) -> Option<Self> {
        let roles = match roles {
            Roles::Things => 0..SUMS,
            Roles::Sums => SUMS..SHARES,
            Roles::Shares => SHARES..ROLES.len(),
        };
        let fits = |role: &&[&str]| role.iter().any(|start| word.starts_with(start));
        let at = roles
            .clone()
            .zip(ROLES.get(roles)?)
            .find(|(_, role)| fits(role))?
            .0;
        u8::try_from(at).ok().map(Self)
    }
}
