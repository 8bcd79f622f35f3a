//! Owns: sentences in the manner of the wires for training: datelines, headlines in capitals, tables of results.
//! Promises: the patterns are ours; the names in them are those of the training sets.

use nutgraf_analysis::entity::lexicon::{Lexicon, RANK, TITLE};
use nutgraf_analysis::entity::name_mention::Label;
use nutgraf_analysis::entity::token::word_hash;
use nutgraf_eval::entity::corpus::Sentence;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word_list::phrases;

use crate::{Dice, news};

/// Names to fill the patterns with.
#[derive(Debug, Default)]
pub(crate) struct Names {
    persons: Vec<String>,
    countries: Vec<String>,
    cities: Vec<String>,
    bodies: Vec<String>,
    works: Vec<String>,
}

/// The patterns: `P` a person, `S` a surname, `C` a country, `L` a city, `T` a city as the name of its team, `B` a body,
/// `n` a small number; the rest stands as it is. A `!` at the front puts all in capitals.
const PATTERNS: [&str; 64] = phrases(
    "T n T n | T n T n | T n , T n | T n T n ( halftime 1-n ) | !T n T n | !T n n .743 - | \
     !T n n .512 n 1/2 | !T n n n n n n | T n n n n n n n | !T AT T | !T AT T | !T AT B | \
     T at T | C n C n | C n C n ( halftime 0-n ) | C n n n n n n n | !C n n n n n n | \
     !L 1996-10-n | L 1996-10-n | !L , C 1997-03-n | L , C 1996-08-n | P | \
     P ( C ) beat P ( C ) 6-n 7-n | n - P ( C ) beat P ( C ) 6-n 6-n | \
     P ( C ) beat n - P ( C ) 7-n ( 7-n ) 6-n | P , C , beat P , C , 6-n 6-n | \
     P ( C ) vs. P ( C ) | n. P ( C ) n | n. P ( C ) B n hours n minutes | n. P , C , n | \
     136 P ( C ) 69 67 , P 70 66 | 138 P 70 68 , P ( C ) 68 70 , P 71 67 | \
     S 14-n-51-n , S 22-n-63-n , P 10-1-33-0 | Bowling : S 9-n-41-n , S 8-0-46-1 | \
     P c S b S 12 | S lbw b S 34 | Scorers : S ( 31st minute ) , S ( 60th ) | \
     T - S 27th minute , S 80 | C - P ( 45th minute ) , S ( 72nd ) | !SOCCER - C BEAT C n-n . | \
     !SOCCER - C HELD TO DRAW BY C . | !SOCCER - T WIN AT T . | \
     !SOCCER - S SCORES TWICE AS T BEAT T . | !TENNIS - S REACHES FINAL IN L . | \
     !TENNIS - S , S ADVANCE AT L TOURNAMENT . | !CRICKET - C n FOR n AT TEA v C . | \
     !GOLF - S LEADS BY n AFTER THIRD ROUND . | !BASEBALL - T EDGE T IN n INNINGS . | \
     !CYCLING - P WINS STAGE n . | !P SAYS WILL NOT QUIT . | !C SAYS READY FOR TALKS WITH C . | \
     T beat T n-n on Saturday . | T won n-n at T on Tuesday and T lost to T . | \
     In L , P hit his nth homer and T beat T n-n . | \
     In L , P scored n points as T won for the nth time . | \
     C beat C n-n ( halftime 1-0 ) in a qualifier in L on Wednesday . | \
     B beat B n-n on Sunday . | Playing Sunday : T v T , B v T | \
     -- B said it cut its rating on B to hold . | -- L newsroom +44 n n | \
     B shares fell n percent . | P , C striker of B , signed for T . | Attendance : n,000 | \
     !L , C",
);

/// What stands before a story.
const DATELINES: [&str; 8] =
    phrases("L , March n ( B ) - | !L | L ( B ) -- | !L ( B ) - | !L - | L — | !L , C — | L , C -");

impl Names {
    /// Gathers the works and products of a set.
    pub(crate) fn gather_works(&mut self, sentences: &[Sentence]) {
        for sentence in sentences {
            for (span, _) in sentence.names.iter().filter(|(_, l)| *l == Label::Misc) {
                let name = span.of(&sentence.text);
                if name.starts_with(char::is_uppercase) && name.split(' ').count() < 5 {
                    self.works.push(name.to_owned());
                }
            }
        }
        self.works.sort();
        self.works.dedup();
    }

    /// Gathers the names of a set.
    pub(crate) fn gather(&mut self, sentences: &[Sentence], lexicon: &Lexicon) {
        for sentence in sentences {
            for (span, label) in &sentence.names {
                let name = span.of(&sentence.text);
                let words: Vec<&str> = name.split(' ').collect();
                let plain = words.iter().all(|w| {
                    w.starts_with(char::is_uppercase)
                        && w.chars().all(|c| c.is_alphabetic() || c == '-')
                        && w.len() > 2
                        && w.chars().any(char::is_lowercase)
                        && lexicon.cues(word_hash(w)) & (TITLE | RANK) == 0
                });
                if !plain {
                    continue;
                }
                let kind = lexicon
                    .find(name)
                    .and_then(|k| lexicon.actor(k))
                    .map(|k| k.kind);
                match label {
                    Label::Person if words.len() == 2 => self.persons.push(name.to_owned()),
                    Label::Location if kind == Some(Kind::Country) => {
                        self.countries.push(name.to_owned());
                    }
                    Label::Location if words.len() < 3 && kind == Some(Kind::Place) => {
                        self.cities.push(name.to_owned());
                    }
                    Label::Organization if words.len() < 4 && kind != Some(Kind::Country) => {
                        self.bodies.push(name.to_owned());
                    }
                    Label::Person | Label::Organization | Label::Location | Label::Misc => {}
                }
            }
        }
        for list in [
            &mut self.persons,
            &mut self.countries,
            &mut self.cities,
            &mut self.bodies,
        ] {
            list.sort();
            list.dedup();
        }
    }

    /// Fills a random pattern.
    pub(crate) fn line(&self, dice: &mut Dice) -> Sentence {
        self.fill(PATTERNS[dice.below(PATTERNS.len())], dice)
    }

    /// Fills a random pattern of general news.
    pub(crate) fn news(&self, dice: &mut Dice) -> Sentence {
        self.fill(news::PATTERNS[dice.below(news::PATTERNS.len())], dice)
    }

    /// A sentence with a dateline before it.
    pub(crate) fn dated(&self, sentence: &Sentence, dice: &mut Dice) -> Sentence {
        let mut line = self.fill(DATELINES[dice.below(DATELINES.len())], dice);
        line.text.push(' ');
        let base = line.text.len();
        line.text.push_str(&sentence.text);
        line.names
            .extend(sentence.names.iter().map(|(s, l)| (s.shifted(base), *l)));
        line
    }

    fn fill(&self, pattern: &str, dice: &mut Dice) -> Sentence {
        let (capitals, pattern) = pattern
            .strip_prefix('!')
            .map_or((false, pattern), |rest| (true, rest));
        let mut out = Sentence {
            document: String::new(),
            text: String::new(),
            words: Vec::new(),
            names: Vec::new(),
        };
        for word in pattern.split(' ') {
            if !out.text.is_empty() {
                out.text.push(' ');
            }
            let (word, rest) = match word.strip_suffix("-based") {
                Some(town) => (town, "-based"),
                None => (word, ""),
            };
            let made = match word {
                "F" => Some((news::firm(dice), Label::Organization)),
                "V" => Some((news::work(dice), Label::Misc)),
                "q" => Some((
                    news::WORDS[dice.below(news::WORDS.len())].to_owned(),
                    Label::Organization,
                )),
                "G" => {
                    let name = &self.persons[dice.below(self.persons.len())];
                    let given = name.split(' ').next().unwrap_or(name);
                    Some((given.to_owned(), Label::Person))
                }
                _ => None,
            };
            if let Some((name, label)) = made {
                let start = out.text.len();
                out.text.push_str(&name);
                out.names.push((Span::new(start, out.text.len()), label));
                continue;
            }
            let (list, label) = match word {
                "W" => (&self.works, Label::Misc),
                "P" | "S" => (&self.persons, Label::Person),
                "C" => (&self.countries, Label::Location),
                "L" => (&self.cities, Label::Location),
                "T" => (&self.cities, Label::Organization),
                "B" => (&self.bodies, Label::Organization),
                _ => {
                    let number = dice.below(30).to_string();
                    let lone =
                        word.len() == 1 || word.chars().all(|c| "n-,.0123456789".contains(c));
                    let filled = if lone || word == "nth" {
                        word.replace('n', &number)
                    } else {
                        word.to_owned()
                    };
                    out.text.push_str(&filled);
                    continue;
                }
            };
            let name = list[dice.below(list.len())].as_str();
            let name = if word == "S" {
                name.rsplit(' ').next().unwrap_or(name)
            } else {
                name
            };
            let start = out.text.len();
            if capitals {
                out.text.push_str(&name.to_uppercase());
            } else {
                out.text.push_str(name);
            }
            if rest.is_empty() {
                out.names.push((Span::new(start, out.text.len()), label));
            }
            out.text.push_str(rest);
        }
        out
    }
}

/// The sentence in capitals, if its letters allow it.
pub(crate) fn shouted(sentence: &Sentence) -> Option<Sentence> {
    sentence.text.is_ascii().then(|| Sentence {
        text: sentence.text.to_ascii_uppercase(),
        ..sentence.clone()
    })
}

/// The sentence as a headline: longer words with a capital first, no full stop.
pub(crate) fn headline(sentence: &Sentence) -> Option<Sentence> {
    if !sentence.text.is_ascii() || sentence.text.len() > 120 {
        return None;
    }
    let mut text = String::with_capacity(sentence.text.len());
    for (at, word) in sentence.text.split(' ').enumerate() {
        if at > 0 {
            text.push(' ');
        }
        let long = at == 0 || word.len() > 3;
        let mut chars = word.chars();
        match chars.next() {
            Some(first) if long => {
                text.push(first.to_ascii_uppercase());
                text.push_str(chars.as_str());
            }
            _ => text.push_str(word),
        }
    }
    Some(Sentence {
        text,
        ..sentence.clone()
    })
}
