//! Owns: what a brief is about, in words: the actors and words that its query asks for.
//! Promises: total; an actor stands by its name, however it was written.

use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::summary_request::Subject;

/// What a brief is about that was asked for everything.
const EVERYTHING: &str = "The news";
/// Actors of the articles that a word may be part of the name of.
const KNOWN: usize = 400;
/// So many names make a title.
const MOST: usize = 3;

/// The subject of a brief of these articles; `saved` is the name of the line, where it has one.
pub fn of(catalog: &Catalog, ids: &[ArticleId], asked: &[Subject], saved: Option<&str>) -> String {
    let is_word = |subject: &Subject| subject.actors.is_empty();
    let known = if asked.iter().any(is_word) {
        filter::actors(catalog, ids, KNOWN)
    } else {
        Vec::new()
    };
    let mut names: Vec<String> = Vec::new();
    for subject in asked.iter().take(MOST) {
        let bare = subject.name.to_lowercase();
        let part = |name: &str| {
            let low = name.to_lowercase();
            low.split_whitespace().any(|part| part == bare)
        };
        let whole = known.iter().find(|actor| actor.name.to_lowercase() == bare);
        let actor = whole.or_else(|| known.iter().find(|actor| part(&actor.name)));
        let name = match actor {
            Some(actor) if is_word(subject) => actor.name.clone(),
            Some(_) | None => subject.name.to_string(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let subject = match (names.as_slice(), saved) {
        ([], Some(saved)) => saved.to_owned(),
        ([], None) => EVERYTHING.to_owned(),
        ([one], _) => one.clone(),
        ([first @ .., last], _) => format!("{} and {last}", first.join(", ")),
    };
    capital(&subject)
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_and_a_saved_line_has_its_own() {
        let subject = |name: &str, actors: &[&str]| Subject {
            name: name.into(),
            actors: actors
                .iter()
                .map(|id| nutgraf_read::model::id::ActorId((*id).into()))
                .collect(),
        };
        let told = |asked: &[Subject], saved| of(&Catalog::new(), &[], asked, saved);
        assert_eq!(told(&[], None), "The news");
        assert_eq!(told(&[], Some("élan")), "Élan");
        assert_eq!(
            told(&[subject("Iran", &["country:IR"])], Some("gulf")),
            "Iran"
        );
        assert_eq!(
            told(
                &[subject("truce", &[]), subject("Iran", &["country:IR"])],
                None
            ),
            "Truce and Iran"
        );
    }
}
