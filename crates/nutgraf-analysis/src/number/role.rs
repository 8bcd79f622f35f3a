//! Owns: `Role`, what is done with things, sums and shares that are counted: leaked or collected, sold or destroyed, paid or lost.
//! Promises: total; two amounts of different roles never count the same thing.

use nutgraf_read::text::word_list::words;

/// What is done with what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(u8);

/// Beginnings of words, a role each. A word belongs to the first that it fits.
const ROLES: [&[&str]; 31] = [
    &[
        "leak", "spew", "gush", "spill", "pour", "flow", "releas", "escap", "discharg", "emit",
        "seep",
    ],
    &[
        "collect", "captur", "siphon", "gather", "recover", "trapp", "skim", "funnel", "contain",
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
    &["attend", "march", "ralli", "protest", "demonstrat"],
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
    &["fine", "penalt", "settle", "compensat"],
    &["invest", "fund", "rais", "round"],
    &["acqui", "buy", "bought", "takeover", "purchas"],
    &["aid", "donat", "pledg", "relief"],
    &["valu", "worth"],
    &["debt", "owe", "deficit", "borrow", "loan"],
    &["cost", "price", "pric", "fee"],
    &["paid", "pay", "salar", "wage", "bonus"],
    &["inflation"],
    &["unemploy", "jobless"],
    &["turnout"],
    &["approv", "support", "favor", "favour", "oppos", "disapprov"],
    &["stake", "own", "share"],
    &[
        "rose", "rise", "gain", "grew", "grow", "increas", "jump", "surg", "climb", "soar",
        "higher",
    ],
    &[
        "fell", "fall", "drop", "declin", "plung", "slid", "tumbl", "lower", "slump", "sank",
        "shrank",
    ],
];

/// What each of these is called.
const NAMES: [&str; 31] = words(
    "leaked collected capacity destroyed produced jobs hired fired intercepted attending seized rescued deployed sales profit loss \
     settlement investment purchase aid value debt price pay inflation unemployment turnout support stake rise fall",
);

impl Role {
    /// The word for it.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The role that a word in lower case gives.
    pub(super) fn of(word: &str) -> Option<Self> {
        let at = ROLES
            .iter()
            .position(|role| role.iter().any(|start| word.starts_with(start)))?;
        u8::try_from(at).ok().map(Self)
    }
}
