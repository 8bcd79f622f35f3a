//! Owns: `SpeechWords`, what a word can do where speech is attributed: report it, name who speaks, or hold the sentence together.
//! Promises: one look-up a word; the words are those of `lexicon/speech.txt` and closed classes of English, with their forms.

use std::collections::HashMap;

use crate::hashed::Hashed;
use nutgraf_read::text::hash::fnv;

/// The verbs of `speech.txt`, by their places from 1.
pub const VERBS: [&str; 30] = [
    "say",
    "add",
    "tell",
    "write",
    "claim",
    "deny",
    "warn",
    "promise",
    "call",
    "ask",
    "admit",
    "note",
    "announce",
    "praise",
    "blame",
    "think",
    "know",
    "want",
    "plan",
    "decide",
    "show",
    "name",
    "refuse",
    "talk",
    "answer",
    "feeling",
    "propose",
    "shout",
    "nouns",
    "adjectives",
];
/// Those who speak, by their places from 1.
pub const SPEAKERS: [&str; 4] = ["person", "persons", "body", "text"];

/// Closed classes of English, by their places from 1.
pub const SMALL: [&str; 44] = [
    "the",
    "a an",
    "this these those",
    "his her its their my our your",
    "some several most all no each every another other such any certain",
    "two three four five six seven eight nine ten dozens hundreds thousands",
    "he she",
    "they",
    "it",
    "i",
    "we",
    "you",
    "who whom",
    "which",
    "that",
    "whose",
    "him them me us",
    "himself herself itself themselves myself ourselves yourself",
    "is are was were am be",
    "been being",
    "has have had having 've",
    "do does did",
    "will would can could may might must shall should cannot can't couldn't won't wouldn't",
    "not n't never isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't",
    "to",
    "of",
    "for",
    "on upon",
    "about",
    "with",
    "by",
    "at",
    "in",
    "from",
    "against",
    "as",
    "over under after before since during between among into through toward towards like without within despite amid \
     until around behind outside near per across beyond via",
    "and",
    "or nor",
    "but yet",
    "if whether",
    "because while although though when unless once where whereas",
    "what how why",
    "there here so then",
];
/// Adverbs that do not end in -ly.
const ADVERBS: &str = "also just already still even again ever too only often always soon later earlier first meanwhile \
                       instead however further once now sometimes moreover nevertheless long";
/// Words of time.
const TIMES: &str = "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow january \
                     february april june july august september october november december week weeks month months \
                     year years day days morning afternoon evening night weekend last next ago minutes hours hour";

/// What form a verb has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Ask; a noun may look so.
    #[default]
    Base,
    /// Asks; a plural may look so.
    Third,
    /// Asked, said.
    Past,
    /// Written, known.
    Participle,
    /// Asking.
    Ing,
}

/// What a word can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// The place of its class in `VERBS`, nouns and adjectives left out; 0 for none.
    pub verb: u8,
    /// Its form, where it is a verb.
    pub form: Form,
    /// The class of verbs that tells its manner, for a noun too; 0 for none.
    pub manner: u8,
    /// Whether it is a noun or an adjective that attributes: `VERBS` from `NOUN`; 0 for none.
    pub noun: u8,
    /// The place of its class in `SPEAKERS`; 0 for none.
    pub speaker: u8,
    /// Whether it is done, thought or felt more often than said: it tells of speech with "that" only, a noun never.
    pub unspoken: bool,
    /// The place of its class in `SMALL`, behind them adverbs and words of time; 0 for none.
    pub small: u8,
}

/// The place of nouns among `VERBS`.
pub const NOUN: u8 = 29;
/// The place of words that deny.
pub const NOT: u8 = 24;
/// The place of adverbs among the small classes.
pub const ADVERB: u8 = 45;
/// The place of words of time among the small classes.
pub const TIME: u8 = 46;
/// One more than the last small class.
pub const SMALL_END: usize = SMALL.len() + 3;

/// The table of all words.
#[derive(Debug)]
pub struct SpeechWords {
    senses: Hashed<Sense>,
}

impl SpeechWords {
    /// The table of `lexicon/speech.txt`.
    pub fn embedded() -> Self {
        Self::new(crate::lexicon::SPEECH)
    }

    /// Reads a table written like that file.
    pub fn new(text: &str) -> Self {
        let mut table = Self {
            senses: HashMap::default(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((class, words)) = line.split_once('|') else {
                continue;
            };
            let class = class.trim();
            for word in words.split_whitespace() {
                if let Some(at) = place(&VERBS, class) {
                    table.attributing(word, at);
                } else if let Some(at) = place(&SPEAKERS, class) {
                    table.speaker(word, at);
                } else if class == "unspoken" {
                    table.unspoken(word);
                }
            }
        }
        for (at, words) in SMALL.iter().chain(&[ADVERBS, TIMES]).enumerate() {
            for word in words.split_whitespace() {
                table.entry(word).small = number(at);
            }
        }
        table
    }

    /// What a lower-case word can do.
    pub fn sense(&self, word: &str) -> Sense {
        let mut sense = self
            .senses
            .get(&fnv(word.as_bytes()))
            .copied()
            .unwrap_or_default();
        if sense == Sense::default() && word.len() > 4 && word.ends_with("ly") {
            sense.small = ADVERB;
        }
        sense
    }

    fn entry(&mut self, word: &str) -> &mut Sense {
        self.senses.entry(fnv(word.as_bytes())).or_default()
    }

    fn attributing(&mut self, word: &str, class: u8) {
        if class >= NOUN {
            let (noun, manner) = word.split_once(':').unwrap_or((word, ""));
            let sense = self.entry(noun);
            if sense.noun == 0 {
                sense.noun = class;
                sense.manner = place(&VERBS, manner).unwrap_or(sense.verb);
            }
            return;
        }
        for (form, written) in forms(word) {
            let sense = self.entry(&written);
            if sense.verb == 0 {
                sense.verb = class;
                sense.manner = class;
                sense.form = form;
            }
        }
    }

    fn unspoken(&mut self, word: &str) {
        for (_, written) in forms(word) {
            if let Some(sense) = self.senses.get_mut(&fnv(written.as_bytes())) {
                sense.unspoken = true;
            }
        }
    }

    fn speaker(&mut self, word: &str, class: u8) {
        let plural = plural(word);
        for (word, class) in [(word, class), (&plural, if class == 1 { 2 } else { class })] {
            let sense = self.entry(word);
            if sense.speaker == 0 {
                sense.speaker = class;
            }
        }
    }
}

fn number(at: usize) -> u8 {
    u8::try_from(at + 1).unwrap_or(u8::MAX)
}

fn place(classes: &[&str], class: &str) -> Option<u8> {
    classes.iter().position(|c| *c == class).map(number)
}

/// The plural of a noun by the rules of spelling.
fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}

/// The forms of a verb as `speech.txt` writes it.
fn forms(written: &str) -> Vec<(Form, String)> {
    let mut parts = written.split('/');
    let first = parts.next().unwrap_or_default();
    let base = first.trim_end_matches('+');
    let doubled = match base.chars().next_back() {
        Some(last) if first.ends_with('+') => format!("{base}{last}"),
        _ => base.to_owned(),
    };
    let stem = base.strip_suffix('e');
    let ing = match stem {
        Some(stem) if !base.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{doubled}ing"),
    };
    let regular = match (stem, base.strip_suffix('y')) {
        (Some(_), _) => format!("{base}d"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ied"),
        _ => format!("{doubled}ed"),
    };
    let past = parts.next().map_or(regular, str::to_owned);
    let mut all = vec![
        (Form::Past, past),
        (Form::Third, plural(base)),
        (Form::Ing, ing),
        (Form::Base, base.to_owned()),
    ];
    if let Some(participle) = parts.next() {
        all.push((Form::Participle, participle.to_owned()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_forms_and_classes() {
        let words = SpeechWords::embedded();
        let verb = |word: &str| {
            let sense = words.sense(word);
            (
                VERBS
                    .get(usize::from(sense.verb).wrapping_sub(1))
                    .copied()
                    .unwrap_or(""),
                sense.form,
            )
        };
        for (word, wanted) in [
            ("said", ("say", Form::Past)),
            ("denies", ("deny", Form::Third)),
            ("denied", ("deny", Form::Past)),
            ("begging", ("ask", Form::Ing)),
            ("agreeing", ("decide", Form::Ing)),
            ("written", ("write", Form::Participle)),
            ("announcing", ("announce", Form::Ing)),
            ("harbour", ("", Form::Base)),
        ] {
            assert_eq!(verb(word), wanted, "{word}");
        }
        assert_eq!(words.sense("officials").speaker, 2);
        assert_eq!(words.sense("ministries").speaker, 3);
        assert_eq!(words.sense("warnings").noun, NOUN);
        assert_eq!(words.sense("reportedly").small, ADVERB);
        assert_eq!(words.sense("that").small, 15);
        assert_eq!(words.sense("monday").small, TIME);
        assert_eq!(words.sense("not").small, NOT);
        assert_eq!(usize::from(TIME) + 1, SMALL_END);
    }
}
