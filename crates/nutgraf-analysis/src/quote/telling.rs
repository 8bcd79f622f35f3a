//! Owns: how reported words are told: whether they are speech at all, and in what manner.
//! Promises: total; where it is unsure that anybody said something, it is no speech.

use crate::quote::attribution::Candidate;
use crate::quote::content::Attribution;
use crate::quote::line::{Line, Phrase};
use crate::quote::words::{ADVERB, Form, NOT, NOUN, Sense, TIME, VERBS};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Manner;

/// Reported words beside what attributes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling<'a> {
    /// Their paragraph.
    pub line: &'a Line,
    /// What attributes them.
    pub of: &'a Attribution,
    /// Their tokens.
    pub range: (usize, usize),
    /// What the speaker is, where it is an actor.
    pub kind: Option<Kind>,
}

impl Telling<'_> {
    /// What the word that attributes tells.
    pub(super) fn manner(&self) -> Manner {
        let class = VERBS
            .get(usize::from(self.sense().manner).wrapping_sub(1))
            .copied()
            .unwrap_or("");
        if !self.is_speech(class) {
            return Manner::Unsaid;
        }
        match class {
            "claim" => Manner::Claims,
            "deny" => Manner::Denies,
            "warn" => Manner::Warns,
            "promise" => Manner::Promises,
            "ask" | "call" | "propose" => Manner::Asks,
            _ => Manner::Neutral,
        }
    }

    fn sense(&self) -> Sense {
        let token = self.line.tokens.get(self.of.cue);
        token.map(|t| t.sense).unwrap_or_default()
    }

    fn small(&self, at: usize) -> u8 {
        self.line.tokens.get(at).map_or(0, |t| t.sense.small)
    }

    /// Whether somebody said or wrote it: a word of saying with somebody who can speak, and a clause.
    fn is_speech(&self, class: &str) -> bool {
        let Self {
            line,
            of,
            range: (from, to),
            ..
        } = *self;
        let Some(phrase) = of.phrase else {
            return self.that() && of.as_what == Candidate::Verb && !self.sense().unspoken;
        };
        if self.is_anybody(phrase, class) || self.asks_or_supposes(class) {
            return false;
        }
        match of.as_what {
            Candidate::Source => {
                let behind = phrase.start > of.cue && phrase.start <= of.cue + 3;
                let named = line.names(phrase) || matches!(self.small(phrase.start), 1..=5);
                let apart = of.cue == of.stretch.start
                    || line.is_sign(of.cue - 1, ",")
                    || line.is_quote(of.cue - 1);
                behind && (line.low(of.cue) != "per" || named && apart)
            }
            Candidate::Unknown | Candidate::Dash | Candidate::Colon => false,
            Candidate::Noun => {
                let told = self.sense().noun == NOUN || line.low(of.cue) == "adamant";
                // "Lund's claim that", "Lund was adamant that", "Lund made the claim that"; not "sacked by Lund over claims that".
                let theirs = phrase.head <= of.cue
                    && !(phrase.head..of.cue).any(|at| matches!(self.small(at), 26..=37));
                told && theirs && self.that() && !self.sense().unspoken
            }
            Candidate::Verb => self.is_told(phrase) && self.tells(phrase, class, (from, to)),
        }
    }

    /// Whether the clause is opened by "that".
    fn that(&self) -> bool {
        let (from, _) = self.range;
        from > self.of.cue && (self.small(from - 1) == 15 || self.small(from) == 15)
    }

    /// I, we, you, your friend: the author, the reader and those who are only supposed.
    fn is_anybody(&self, phrase: Phrase, class: &str) -> bool {
        if self.line.low(phrase.start) == "your" {
            return true;
        }
        if phrase.head != phrase.start + 1 {
            return false;
        }
        match self.small(phrase.start) {
            9 => !matches!(class, "say" | "add" | "announce"),
            10..=12 | 17 => true,
            _ => false,
        }
    }

    /// Whether the sentence asks whether it was said, or supposes it: "Did she say …?", "when somebody asks …".
    fn asks_or_supposes(&self, class: &str) -> bool {
        let stretch = self.of.stretch;
        let supposes = matches!(
            self.line.low(stretch.start),
            "if" | "when" | "whenever" | "unless"
        ) && !(stretch.start..self.of.cue).any(|at| self.line.is_sign(at, ","));
        let told = matches!(self.sense().form, Form::Past | Form::Participle);
        let open = self.line.low(stretch.start) != "when" || class == "ask" || !told;
        let question = stretch.end > stretch.start && self.line.is_sign(stretch.end - 1, "?");
        supposes && open || question
    }

    /// Whether the verb tells of something that was said: not "did not say", "would say", "wants to say", "was told".
    fn is_told(&self, phrase: Phrase) -> bool {
        let (line, cue) = (self.line, self.of.cue);
        let from = if phrase.head <= cue {
            phrase.head
        } else {
            self.of.stretch.start
        };
        let between = from.max(cue.saturating_sub(4))..cue;
        let silent = between.clone().any(|at| {
            matches!(self.small(at), NOT | 23) || matches!(line.low(at), "yet" | "without")
        });
        let form = self.sense().form;
        let passive = matches!(form, Form::Past | Form::Participle)
            && between
                .rev()
                .take_while(|at| matches!(self.small(*at), 19 | 20 | ADVERB))
                .any(|at| matches!(self.small(at), 19 | 20));
        let base = form == Form::Base && !self.is_many(phrase);
        // "Devoted to saying", "with warning messages".
        let named = form == Form::Ing && matches!(self.small(cue.wrapping_sub(1)), 25..=30);
        // "Illustrated by X", "as published by X".
        let done = self.small(cue + 1) == 31;
        !silent && !passive && !base && !named && !done
    }

    /// Whether the verb's base form stands right behind its subject, and the subject are several: "officials say", "they also say",
    /// "did Lund say"; not "the demand", "Strong demand".
    fn is_many(&self, phrase: Phrase) -> bool {
        let (line, cue) = (self.line, self.of.cue);
        if phrase.head > cue {
            return false;
        }
        let between = phrase.head..cue;
        if between.clone().any(|at| self.small(at) == 22) {
            return true;
        }
        let near = between.clone().all(|at| self.small(at) == ADVERB);
        let last = line.tokens.get(phrase.head - 1);
        let several = last.is_some_and(|last| {
            last.low.ends_with('s')
                || last.sense.speaker == 2
                || matches!(last.sense.small, 5 | 8 | 13)
        });
        let joined = phrase.start > 0 && self.small(phrase.start - 1) == 38;
        near && (several || joined)
    }

    /// Whether a verb of this class with this clause tells what somebody said.
    fn tells(&self, phrase: Phrase, class: &str, (from, to): (usize, usize)) -> bool {
        let line = self.line;
        let cue = self.of.cue;
        let that = self.that();
        if self.sense().unspoken && !that {
            return false;
        }
        let trails = from < cue && self.beside(phrase);
        let thing = matches!(self.kind, Some(Kind::Place | Kind::Other));
        if thing && !matches!(class, "say" | "tell") {
            return false;
        }
        let clause = || that || trails || self.is_clause((from, to));
        match class {
            "say" | "tell" => true,
            "add" => clause(),
            "warn" => clause() || self.can_speak(phrase),
            // "Insisted on a boat" asks for none; tests confirm without speaking.
            "claim" | "admit" => {
                self.can_speak(phrase) && (clause() || !matches!(self.small(from), 26..=37))
            }
            "deny" | "promise" => self.can_speak(phrase),
            "ask" | "propose" => {
                let wish = || {
                    matches!(self.small(from), 41 | 43)
                        || (from..to.min(from + 8)).any(|at| matches!(self.small(at), 25))
                };
                self.can_speak(phrase) && (clause() || wish() || self.small(cue + 1) == 27)
            }
            "call" => matches!(self.small(cue + 1), 27 | 28) && self.can_speak(phrase),
            "write" | "note" | "answer" | "shout" | "announce" => {
                clause() && self.can_speak(phrase) && !line.is_quote(cue + 1)
            }
            _ => false,
        }
    }

    /// Whether the words that name stand right beside the one that attributes: "…, Lund wrote", "…, wrote Lund".
    fn beside(&self, phrase: Phrase) -> bool {
        if phrase.start > self.of.cue {
            return phrase.start <= self.of.cue + 2;
        }
        (phrase.head..self.of.cue).all(|at| matches!(self.small(at), 21 | ADVERB | TIME))
            || self.line.is_sign(self.of.cue - 1, ",") && self.of.cue > phrase.head + 2
    }

    /// Whether a clause begins at a token: a subject with a verb that is plain to see before anything else hangs on it.
    fn is_clause(&self, (from, to): (usize, usize)) -> bool {
        const REACH: usize = 10;
        match self.small(from) {
            7..=11 => return true,
            // "Mentioned in letters that are …".
            25..=37 => return false,
            _ => {}
        }
        for at in from..to.min(from + REACH) {
            match self.small(at) {
                19 | 21..=23 => return at > from,
                NOT if at > from && self.line.low(at) != "not" => return true,
                13..=16 | 38..=40 => return false,
                _ if self.line.low(at).is_empty() => return false,
                _ => {}
            }
        }
        false
    }

    /// Whether the words name somebody who can speak: a person, a body, a text; not a game, a place or a thing.
    fn can_speak(&self, phrase: Phrase) -> bool {
        match self.kind {
            Some(Kind::Person | Kind::Organization | Kind::Country) => true,
            Some(Kind::Place | Kind::Other) => false,
            None => {
                let last = self.line.tokens.get(phrase.head.saturating_sub(1));
                last.is_some_and(|last| {
                    last.sense.speaker != 0
                        || matches!(last.sense.small, 5 | 7..=9 | 13)
                        || last.capital && self.line.names(phrase)
                })
            }
        }
    }
}
