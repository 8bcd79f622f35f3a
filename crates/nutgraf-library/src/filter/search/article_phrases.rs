//! Owns: `Phrases`, the keyphrases of the articles at the top of an answer, and which of them go on what is typed.
//! Promises: what is kept has a bound that does not grow with the library.
//!
//! Why the top of the answer and no vocabulary of the whole library: a word that is being typed has narrowed the answer to
//! articles that hold it, so their own phrases are the ones that go on with it; that is as true of five articles as of a
//! million, costs an import nothing, and holds for `@iran oil…` too, where a vocabulary would offer what is empty.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::filter::language::complete::Completion;
use crate::filter::language::lex::{TokenKind, lex};
use crate::filter::language::plan::text_term;
use crate::filter::search::found::Found;
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::headline::Keyphrases;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::text_term::TextTerm;

/// So many articles at the top of an answer are looked at.
const LOOKED_AT: usize = 200;
/// The phrases of so many articles are kept, for the next letter.
const KEPT: usize = 1000;
/// So many phrases are offered.
const OFFERED: usize = 3;
/// And at most so many other things before them.
const BEFORE: usize = 5;
/// A word shorter than this begins too many phrases.
const SHORTEST: usize = 2;

/// A phrase that goes on with what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The phrase, as articles write it.
    pub phrase: Arc<str>,
    /// How many articles of the answer have it; `None` where nobody has counted.
    pub articles: Option<u32>,
}

impl Offer {
    /// What to ask the full text for, to count the articles.
    pub fn term(&self) -> Option<TextTerm> {
        text_term(&self.phrase, false)
    }
}

/// The phrases of articles that answers had at their top.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    known: HashMap<ArticleId, Vec<Arc<str>>>,
}

impl Phrases {
    /// The articles at the top of an answer whose phrases are not known.
    pub fn missing(&self, found: &Found) -> Vec<ArticleId> {
        let top = top(found).iter().copied();
        top.filter(|id| !self.known.contains_key(id)).collect()
    }

    /// Takes in the phrases of articles, those of the answer shown last.
    pub fn learn(&mut self, read: Vec<Keyphrases>) {
        if self.known.len() + read.len() > KEPT {
            self.known.clear();
        }
        let read = read.into_iter().map(|one| (one.id, one.phrases));
        self.known.extend(read);
    }

    /// Forgets everything: articles were read anew.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// The phrases of more than one word, in the articles at the top of an answer, of which a word begins with what is
    /// typed: those of most articles first.
    pub fn beginning(&self, typed: &str, found: &Found) -> Vec<Offer> {
        let wanted = fold(typed);
        let mut counted: BTreeMap<String, (u32, usize, &Arc<str>)> = BTreeMap::new();
        let phrases = top(found).iter().filter_map(|id| self.known.get(id));
        for (place, phrase) in phrases.flatten().enumerate() {
            let folded = fold(phrase);
            let mut words = folded.split(' ');
            if !folded.contains(' ') || !words.any(|word| word.starts_with(&wanted)) {
                continue;
            }
            let entry = counted
                .entry(singular(folded))
                .or_insert((0, place, phrase));
            entry.0 += 1;
        }
        let mut all: Vec<_> = counted.into_iter().collect();
        // What begins so before what has such a word further in.
        all.sort_by_key(|(key, (count, place, _))| {
            (!key.starts_with(&wanted), Reverse(*count), *place)
        });
        all.truncate(OFFERED);
        let offers = all.into_iter().map(|(_, (_, _, phrase))| Offer {
            phrase: Arc::clone(phrase),
            articles: None,
        });
        offers.collect()
    }
}

fn top(found: &Found) -> &[ArticleId] {
    let most = found.exact_until.min(LOOKED_AT);
    found.rows.get(..most).unwrap_or(&[])
}

/// One key for "oil price" and "oil prices", as the full text takes them for the same.
fn singular(mut phrase: String) -> String {
    if phrase.ends_with('s') && !phrase.ends_with("ss") {
        phrase.pop();
    }
    phrase
}

/// Puts phrases behind what else can stand in the place of a word, and before the last of that where there is much.
pub fn join(mut list: Vec<Completion>, word: Span, offers: &[Offer]) -> Vec<Completion> {
    if !offers.is_empty() {
        list.truncate(BEFORE);
    }
    list.extend(offers.iter().map(|offer| {
        let text = format!("\"{}\"", offer.phrase);
        Completion {
            span: word,
            label: text.clone(),
            text,
            articles: offer.articles,
        }
    }));
    list
}

/// The bare word that ends at the cursor, and where it stands, when phrases may go on with it.
pub fn word_at(line: &str, cursor: usize) -> Option<(Span, String)> {
    let head = line.get(..line.floor_char_boundary(cursor))?;
    let token = lex(head).pop()?;
    if token.span.end as usize != head.len() {
        return None;
    }
    let TokenKind::Atom {
        head: word,
        quoted: None,
        ..
    } = token.kind
    else {
        return None;
    };
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '’' | '\''));
    let telling = word.chars().any(char::is_alphabetic) && word.chars().count() >= SHORTEST;
    (plain && telling).then_some((token.span, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_the_top_go_on_with_a_word() {
        let articles: [&[&str]; 4] = [
            &["oil prices", "spot market", "oil"],
            &["Oil price", "crude oil"],
            &["export taxes", "spotted owl"],
            &["oil spill"],
        ];
        let mut phrases = Phrases::default();
        let mut found = Found {
            rows: (1..=4).map(ArticleId).collect(),
            exact_until: 3,
            ..Found::default()
        };
        assert_eq!(phrases.missing(&found).len(), 3);
        phrases.learn(
            (1..)
                .map(ArticleId)
                .zip(articles)
                .map(|(id, all)| Keyphrases {
                    id,
                    phrases: all.iter().map(|one| Arc::from(*one)).collect(),
                })
                .collect(),
        );
        assert_eq!(phrases.missing(&found), []);
        let check = |found: &Found, typed: &str, wanted: &[&str]| {
            let offers = phrases.beginning(typed, found);
            let offered: Vec<&str> = offers.iter().map(|offer| &*offer.phrase).collect();
            assert_eq!(offered, wanted, "{typed}");
        };
        // The more frequent first, twins once, words further in last; one word alone is typed already.
        check(&found, "oi", &["oil prices", "crude oil"]);
        check(&found, "SPOT", &["spot market", "spotted owl"]);
        check(&found, "spot m", &[]);
        check(&found, "x", &[]);
        // Loose matches are not the answer.
        found.exact_until = 4;
        check(&found, "oil", &["oil prices", "oil spill", "crude oil"]);
    }

    #[test]
    fn a_bare_word_at_the_cursor_may_go_on() {
        let check = |line: &str, wanted: Option<&str>| {
            let word = word_at(line, line.len()).map(|(_, word)| word);
            assert_eq!(word.as_deref(), wanted, "{line}");
        };
        check("oil", Some("oil"));
        check("@iran oil", Some("oil"));
        check("-oil", Some("oil"));
        check("o", None);
        check("oil ", None);
        check("@oil", None);
        check("#oil", None);
        check("src:oil", None);
        check("\"oil pr", None);
        check("2021-", None);
        check("/oil", None);
        let (span, word) = word_at("-oil x", 4).unwrap();
        assert_eq!((span, word.as_str()), (Span::new(1, 4), "oil"));
    }

    #[test]
    fn phrases_stand_behind_what_else_fits() {
        let other = |n: usize| Completion {
            span: Span::new(0, 3),
            text: format!("@a{n}"),
            label: format!("A{n}"),
            articles: None,
        };
        let offer = Offer {
            phrase: Arc::from("oil price"),
            articles: Some(2),
        };
        let texts = |others: usize, offers: &[Offer]| -> Vec<String> {
            let list = join((0..others).map(other).collect(), Span::new(0, 3), offers);
            list.into_iter().map(|c| c.text).collect()
        };
        assert_eq!(
            texts(1, std::slice::from_ref(&offer)),
            ["@a0", "\"oil price\""]
        );
        assert_eq!(texts(9, &[]).len(), 9);
        let many = texts(9, &[offer]);
        assert_eq!((many.len(), many[5].as_str()), (6, "\"oil price\""));
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let mut phrases = Phrases::default();
        for from in 0..40 {
            let read = (0..100).map(|n| Keyphrases {
                id: ArticleId(from * 100 + n),
                phrases: Vec::new(),
            });
            phrases.learn(read.collect());
            assert!(phrases.known.len() <= KEPT);
        }
    }
}
