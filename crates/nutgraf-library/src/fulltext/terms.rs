//! Owns: writing a filter's full-text terms in the index's query language.
//! Promises: a reader's words can't be anything but words in a query: they are quoted here and bound by the caller.

use nutgraf_read::model::text_term::TextTerm;

/// The query for articles that hold all terms, in title or text. Case and accents don't count; a word is
/// itself, or the beginning of a longer one where the term says so. `None` when there can be none: no letter or digit in a term, or no term.
pub(crate) fn all_of(terms: &[TextTerm]) -> Option<String> {
    let queries: Option<Vec<String>> = terms.iter().map(one).collect();
    let query = queries?.join(" AND ");
    (!query.is_empty()).then_some(query)
}

fn one(term: &TextTerm) -> Option<String> {
    let findable = |word: &String| word.chars().any(char::is_alphanumeric);
    if !term.words.iter().any(findable) {
        return None;
    }
    let mut query = String::from("\"");
    for (n, word) in term.words.iter().enumerate() {
        if n > 0 {
            query.push(' ');
        }
        for c in word.chars() {
            match c {
                '"' => query.push_str("\"\""),
                '\0' => query.push(' '),
                other => query.push(other),
            }
        }
    }
    query.push('"');
    if term.prefix {
        query.push('*');
    }
    Some(query)
}
