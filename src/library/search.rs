//! Owns: `Term`, a piece of full text to look for, and its writing in the index's query language.
//! May import: nothing.
//! Promises: a reader's words can't be anything but words in a query: they are quoted here and bound by the caller.

/// A piece of full text to look for in titles and texts. Case, accents and word endings ("election", "elections") don't
/// count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// A word.
    Word(String),
    /// The start of a word.
    Prefix(String),
    /// Words that follow each other.
    Phrase(String),
}

impl Term {
    /// The query; `None` when nothing of the term could be found in any text (no letter or digit in it).
    pub fn query(&self) -> Option<String> {
        let (words, prefix) = match self {
            Self::Word(words) | Self::Phrase(words) => (words, false),
            Self::Prefix(words) => (words, true),
        };
        if !words.chars().any(char::is_alphanumeric) {
            return None;
        }
        let mut query = String::with_capacity(words.len() + 3);
        query.push('"');
        for c in words.chars() {
            match c {
                '"' => query.push_str("\"\""),
                '\0' => query.push(' '),
                other => query.push(other),
            }
        }
        query.push('"');
        if prefix {
            query.push('*');
        }
        Some(query)
    }
}

/// The query for articles that hold all terms; `None` when there can be none.
pub fn all_of(terms: &[Term]) -> Option<String> {
    let queries: Option<Vec<String>> = terms.iter().map(Term::query).collect();
    let query = queries?.join(" AND ");
    (!query.is_empty()).then_some(query)
}
