//! Owns: whether one article that is in no library yet is what a filter line asks for: lines that keep or drop at the door.
//! Promises: total; a term that only a library can answer (marks, stories, the last visit) is as if it did not stand there.

use crate::catalog::actors::name_key;
use crate::catalog::feeds::{FiledFeed, address_key};
use crate::filter::language::date;
use crate::filter::language::parse::parse_final;
use crate::filter::language::pattern;
use crate::filter::language::query::{ActorTerm, Matter, Node};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::moment::Moment;

/// Filter lines that what comes is held against, read once.
#[derive(Clone, Debug, Default)]
pub struct Door {
    roots: Vec<Node>,
    names: Vec<String>,
    address: String,
    tags: Vec<String>,
}

impl Door {
    /// Lines of a feed; `title` is what it calls itself.
    pub fn of_feed(lines: &[String], feed: &FiledFeed, title: &str) -> Self {
        Self {
            roots: lines
                .iter()
                .map(|line| parse_final(line).query.root)
                .collect(),
            names: vec![name_key(&feed.name), name_key(title)],
            address: address_key(&feed.address),
            tags: feed.tags.iter().map(|tag| name_key(tag)).collect(),
        }
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Whether an article is what one of the lines asks for; an empty line asks for nothing and fits nothing. Ages are told
    /// from `now`.
    pub fn fits(&self, analyzed: &Analyzed, now: Moment) -> bool {
        if self.is_empty() {
            return false;
        }
        let article = Folded {
            analyzed,
            now,
            feed: self,
            title: fold(&analyzed.article.meta.title),
            body: fold(&analyzed.article.text),
        };
        self.roots
            .iter()
            .any(|root| node(root, &article).unwrap_or(false))
    }

    fn is_called(&self, typed: &str) -> bool {
        if let Some(tag) = typed.strip_prefix('#') {
            return self.tags.contains(&name_key(tag));
        }
        let (key, address) = (name_key(typed), address_key(typed));
        let mut names = self.names.iter();
        names.any(|name| begins_a_word(name, &key)) || begins_a_word(&self.address, &address)
    }
}

/// An article as matching sees it.
struct Folded<'a> {
    analyzed: &'a Analyzed,
    now: Moment,
    feed: &'a Door,
    title: String,
    body: String,
}

/// `None`: nothing is asked that can be answered.
fn node(node_: &Node, article: &Folded<'_>) -> Option<bool> {
    let answers = |all: &[Node]| -> Vec<bool> {
        let answered = all.iter().filter_map(|one| node(one, article));
        answered.collect()
    };
    match node_ {
        Node::All(all) => {
            let answers = answers(all);
            (!answers.is_empty()).then(|| answers.iter().all(|one| *one))
        }
        Node::Any(all) => {
            let answers = answers(all);
            (!answers.is_empty()).then(|| answers.iter().any(|one| *one))
        }
        Node::Not(inner) => node(inner, article).map(|one| !one),
        Node::Term(term) => matter(&term.matter, article),
    }
}

fn matter(matter: &Matter, article: &Folded<'_>) -> Option<bool> {
    let meta = &article.analyzed.article.meta;
    let named = |field: &Option<String>, part: &str| {
        let field = field.as_deref().map(fold).unwrap_or_default();
        field.contains(&fold(part))
    };
    Some(match matter {
        Matter::Word(word) => {
            let word = fold(word);
            article.title.contains(&word) || begins_a_word(&article.body, &word)
        }
        Matter::Phrase(words) => {
            let words = fold(words);
            holds(&article.title, &words) || holds(&article.body, &words)
        }
        Matter::Body(words) => begins_a_word(&article.body, &fold(words)),
        Matter::Title(words) => article.title.contains(&fold(words)),
        Matter::Regex(text) => {
            pattern::compile(text).is_ok_and(|pattern| pattern.is_match(&meta.title))
        }
        Matter::Actor(term) => actor(term, article),
        Matter::Said(name) => said(name, article),
        Matter::About(name) => {
            let term = ActorTerm {
                name: name.clone(),
                kind: None,
                central: false,
            };
            actor(&term, article)
        }
        Matter::Source(name) => named(&meta.source, name),
        Matter::Feed(name) => article.feed.is_called(name),
        Matter::Byline(name) => named(&meta.byline, name),
        Matter::Language(code) => meta
            .language
            .as_deref()
            .is_some_and(|own| own.eq_ignore_ascii_case(code)),
        Matter::Date(when) => {
            let published = meta.published?;
            let stretch = date::resolve(*when, article.now)?;
            stretch.from <= published.0 && published.0 < stretch.until
        }
        Matter::Tag(_)
        | Matter::Is(_)
        | Matter::TitleOnly
        | Matter::Story(_)
        | Matter::Like(_)
        | Matter::Sort(_)
        | Matter::Limit(_) => return None,
    })
}

/// Whether the words stand there as whole words.
fn holds(text: &str, words: &str) -> bool {
    let part = |c: char| c.is_alphanumeric();
    !words.is_empty()
        && text.match_indices(words).any(|(at, found)| {
            let before = text.get(..at).unwrap_or("");
            let behind = text.get(at + found.len()..).unwrap_or("");
            !before.ends_with(part) && !behind.starts_with(part)
        })
}

/// Whether a word there begins so.
fn begins_a_word(text: &str, beginning: &str) -> bool {
    !beginning.is_empty()
        && text.match_indices(beginning).any(|(at, _)| {
            let before = text.get(..at).unwrap_or("");
            !before.ends_with(char::is_alphanumeric)
        })
}

fn actor(term: &ActorTerm, article: &Folded<'_>) -> bool {
    let name = fold(&term.name);
    let text = &article.analyzed.article.text;
    article.analyzed.analysis.entities.iter().any(|entity| {
        let kind = term.kind.is_none_or(|kind| kind == entity.kind);
        let is_called = |own: &str| holds(&fold(own), &name) || begins_a_word(&fold(own), &name);
        let called = is_called(&entity.name)
            || entity
                .mentions
                .iter()
                .any(|mention| is_called(mention.span.of(text)));
        kind && (!term.central || entity.central) && called
    })
}

fn said(name: &str, article: &Folded<'_>) -> bool {
    let name = fold(name);
    let Analyzed { article, analysis } = article.analyzed;
    let speaks = |id: &nutgraf_read::model::id::ActorId| {
        let mut entities = analysis.entities.iter();
        entities.any(|entity| entity.id == *id && begins_a_word(&fold(&entity.name), &name))
    };
    let mut statements = analysis.quotes.iter().filter(|quote| quote.is_said());
    statements.any(|quote| {
        let written = quote.speaker_span.map(|span| fold(span.of(&article.text)));
        quote.speaker.as_ref().is_some_and(speaks)
            || written.is_some_and(|own| begins_a_word(&own, &name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::analyzed;

    #[test]
    fn an_article_is_judged_at_the_door() {
        let text = "Ministers met in Vienna. The delegation of Iran asked for guarantees.";
        let mut article = analyzed("talks", text, &[("country:IR", "Iran")]);
        article.article.meta.title = "Šefčovič on guarantees".into();
        for (line, wanted) in [
            ("", false),
            ("vienna", true),
            ("ienna", false),
            ("guarant", true),
            ("\"met in vienna\"", true),
            ("\"met in vien\"", false),
            ("sefcovic", true),
            ("@iran", true),
            ("@iran -vienna", false),
            ("@p:iran", false),
            ("(football | vienna) -sport", true),
            ("src:gazette", true),
            ("feed:morning", true),
            ("feed:a.example", true),
            ("feed:evening", false),
            ("feed:#daily", true),
            ("feed:#weekly", false),
            ("/^sef|^šef/", true),
            ("is:unread vienna", true),
            ("is:unread", false),
        ] {
            let feed = FiledFeed {
                address: "https://www.a.example/feed".into(),
                name: "The Morning".into(),
                tags: vec!["Daily".to_owned()],
            };
            let door = Door::of_feed(&[line.to_owned()], &feed, "");
            let fits = door.fits(&article, Moment(1_700_000_000));
            assert_eq!(fits, wanted, "{line}");
        }
    }
}
