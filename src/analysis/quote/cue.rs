//! Owns: the words that attribute speech, and those that tell who can speak.
//! May import: nothing.
//! Promises: closed lists of English; lower case in, yes or no out.

/// The verbs, ascending.
const CUES: [&str; 226] = [
    "accepting",
    "accused",
    "accuses",
    "accusing",
    "acknowledged",
    "acknowledges",
    "added",
    "adding",
    "adds",
    "admits",
    "admitted",
    "announced",
    "announcing",
    "answered",
    "answers",
    "argued",
    "argues",
    "arguing",
    "asked",
    "asking",
    "asks",
    "asserted",
    "asserting",
    "asserts",
    "attacked",
    "attacking",
    "believes",
    "blamed",
    "blasted",
    "blasting",
    "boasted",
    "bragged",
    "branded",
    "called",
    "calling",
    "calls",
    "cautioned",
    "cautions",
    "chanted",
    "chanting",
    "characterised",
    "characterized",
    "charged",
    "claimed",
    "claiming",
    "claims",
    "commented",
    "complained",
    "complains",
    "conceded",
    "conceding",
    "concluded",
    "concludes",
    "condemned",
    "confessed",
    "confesses",
    "confirmed",
    "confirms",
    "contended",
    "contends",
    "continued",
    "continues",
    "countered",
    "criticised",
    "criticized",
    "declared",
    "declares",
    "declaring",
    "decried",
    "decrying",
    "deemed",
    "defended",
    "defending",
    "demanded",
    "demanding",
    "denied",
    "denies",
    "denounced",
    "described",
    "describes",
    "describing",
    "dismissed",
    "dismissing",
    "dubbed",
    "emphasised",
    "emphasized",
    "emphasizing",
    "exclaimed",
    "explained",
    "explaining",
    "explains",
    "expressed",
    "fumed",
    "hailed",
    "hinted",
    "hints",
    "huffed",
    "implored",
    "indicated",
    "insisted",
    "insisting",
    "insists",
    "joked",
    "jokes",
    "joking",
    "labeled",
    "labeling",
    "labelled",
    "labelling",
    "lamented",
    "lamenting",
    "lauded",
    "lauding",
    "laughed",
    "maintained",
    "maintains",
    "marveled",
    "marvelled",
    "mocked",
    "mocking",
    "mused",
    "noted",
    "notes",
    "noting",
    "observed",
    "observes",
    "offered",
    "opined",
    "pleaded",
    "pledged",
    "pointed",
    "pointing",
    "points",
    "posted",
    "praised",
    "praising",
    "predicted",
    "predicting",
    "predicts",
    "proclaimed",
    "proclaims",
    "promised",
    "promises",
    "promising",
    "questioned",
    "quipped",
    "quoted",
    "read",
    "reads",
    "recalled",
    "recalls",
    "recounted",
    "referred",
    "referring",
    "refers",
    "reiterated",
    "reiterates",
    "rejected",
    "remarked",
    "repeated",
    "replied",
    "replies",
    "reported",
    "reporting",
    "reports",
    "responded",
    "responding",
    "responds",
    "retorted",
    "retweeted",
    "ridiculed",
    "ripped",
    "said",
    "say",
    "saying",
    "says",
    "screamed",
    "shot",
    "shouted",
    "shouting",
    "sighed",
    "slammed",
    "slamming",
    "speculated",
    "stated",
    "states",
    "stating",
    "stressed",
    "stresses",
    "stressing",
    "suggested",
    "suggesting",
    "suggests",
    "summarized",
    "teased",
    "tell",
    "telling",
    "tells",
    "testified",
    "thanked",
    "thanking",
    "thinks",
    "thought",
    "told",
    "touted",
    "touting",
    "tweet",
    "tweeted",
    "tweeting",
    "tweets",
    "urged",
    "urges",
    "urging",
    "vowed",
    "vowing",
    "vows",
    "warned",
    "warning",
    "warns",
    "whispered",
    "wished",
    "wondered",
    "writes",
    "writing",
    "wrote",
    "yelled",
];

/// Verbs that report speech, in the forms that news texts use.
pub fn is_cue(word: &str) -> bool {
    CUES.binary_search(&word).is_ok()
}

/// Cues that say no more than that it was said: they attribute even from a distance.
pub fn is_plain(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "saying"
            | "told"
            | "tells"
            | "telling"
            | "added"
            | "adds"
            | "adding"
            | "wrote"
            | "writes"
            | "tweeted"
            | "tweets"
            | "asked"
            | "asks"
            | "replied"
            | "explained"
            | "explains"
            | "noted"
            | "notes"
            | "stated"
            | "declared"
            | "argued"
            | "argues"
            | "insisted"
            | "warned"
            | "warns"
            | "claimed"
            | "continued"
            | "responded"
            | "joked"
            | "reads"
            | "recalled"
            | "testified"
            | "concluded"
            | "announced"
    )
}

/// Personal pronouns that can stand for a speaker.
pub fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "i" | "we" | "who")
}

/// Words in front of a noun phrase.
pub fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "one"
            | "two"
            | "three"
            | "some"
            | "several"
            | "many"
            | "another"
            | "other"
            | "this"
            | "that"
            | "these"
            | "those"
            | "both"
            | "each"
            | "most"
            | "no"
    )
}

/// Prepositions that tie one noun phrase to another.
pub fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "at"
            | "from"
            | "with"
            | "in"
            | "on"
            | "to"
            | "by"
            | "against"
            | "about"
            | "near"
    )
}

/// Words that may stand between a speaker and the verb.
pub fn is_between(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "had"
            | "have"
            | "also"
            | "later"
            | "then"
            | "once"
            | "recently"
            | "repeatedly"
            | "even"
            | "just"
            | "further"
            | "often"
            | "is"
            | "was"
            | "were"
            | "are"
            | "be"
            | "been"
            | "being"
            | "himself"
            | "herself"
            | "themselves"
            | "would"
            | "will"
            | "did"
            | "does"
            | "do"
            | "never"
            | "not"
            | "previously"
            | "previous"
            | "still"
            | "now"
            | "again"
            | "already"
            | "always"
            | "first"
            | "famously"
            | "initially"
            | "earlier"
            | "went"
            | "on"
            | "to"
            | "may"
            | "can"
            | "could"
            | "simply"
            | "only"
            | "reportedly"
            | "and"
    ) || word.len() > 4 && word.ends_with("ly")
}

/// Words that can't be part of the name of a speaker though they may open a sentence.
pub fn is_function(word: &str) -> bool {
    is_determiner(word)
        || is_link(word)
        || is_between(word)
        || matches!(
            word,
            "and"
                | "or"
                | "but"
                | "as"
                | "if"
                | "when"
                | "while"
                | "after"
                | "before"
                | "because"
                | "since"
                | "that"
                | "which"
                | "than"
                | "so"
                | "until"
                | "though"
                | "although"
                | "where"
                | "what"
                | "how"
                | "why"
                | "yet"
                | "there"
                | "here"
                | "not"
                | "into"
                | "over"
                | "during"
                | "him"
                | "her"
                | "them"
                | "us"
                | "me"
                | "you"
                | "it"
                | "he"
                | "she"
                | "they"
                | "we"
                | "i"
                | "who"
                | "whom"
                | "whose"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "january"
                | "february"
                | "march"
                | "april"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
                | "according"
                | "meanwhile"
                | "however"
                | "today"
                | "yesterday"
                | "hours"
                | "days"
                | "weeks"
                | "months"
                | "years"
                | "minutes"
                | "moments"
                | "earlier"
                | "asked"
                | "speaking"
                | "says"
                | "said"
        )
}

#[expect(clippy::too_many_lines, reason = "a list of words")]
/// Nouns for people who speak for others or without a name, in lower case.
pub fn is_role(word: &str) -> bool {
    let plain = word.strip_suffix('s').unwrap_or(word);
    matches!(
        plain,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "official"
            | "minister"
            | "president"
            | "statement"
            | "source"
            | "critic"
            | "supporter"
            | "aide"
            | "adviser"
            | "advisor"
            | "senator"
            | "lawyer"
            | "attorney"
            | "candidate"
            | "campaign"
            | "ministry"
            | "company"
            | "agency"
            | "report"
            | "document"
            | "letter"
            | "email"
            | "court"
            | "judge"
            | "police"
            | "group"
            | "organization"
            | "analyst"
            | "expert"
            | "researcher"
            | "professor"
            | "author"
            | "leader"
            | "governor"
            | "mayor"
            | "congressman"
            | "congresswoman"
            | "lawmaker"
            | "diplomat"
            | "officer"
            | "voter"
            | "woman"
            | "man"
            | "mother"
            | "father"
            | "wife"
            | "husband"
            | "son"
            | "daughter"
            | "reporter"
            | "journalist"
            | "anchor"
            | "host"
            | "billionaire"
            | "nominee"
            | "democrat"
            | "republican"
            | "secretary"
            | "director"
            | "chairman"
            | "chairwoman"
            | "chief"
            | "manager"
            | "activist"
            | "resident"
            | "witness"
            | "people"
            | "newspaper"
            | "paper"
            | "magazine"
            | "site"
            | "website"
            | "government"
            | "department"
            | "committee"
            | "board"
            | "coach"
            | "player"
            | "doctor"
            | "student"
            | "teacher"
            | "mogul"
            | "businessman"
            | "pollster"
            | "strategist"
            | "speaker"
            | "women"
            | "men"
            | "spokesmen"
            | "businesswoman"
            | "general"
            | "commander"
            | "envoy"
            | "ambassador"
            | "founder"
            | "executive"
            | "owner"
            | "editor"
            | "victim"
            | "neighbor"
            | "neighbour"
            | "observer"
            | "tweet"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_verbs_can_be_searched() {
        assert!(CUES.is_sorted());
        assert!(is_cue("said") && is_cue("added") && !is_cue("harbour"));
    }
}
