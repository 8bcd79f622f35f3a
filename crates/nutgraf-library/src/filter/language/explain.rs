//! Owns: a plan in words.
//! Promises: says everything that the search does, and what it leaves out.

use crate::filter::language::date::Stretch;
use crate::filter::language::plan::{ActorAsk, Ask, Plan, Role, Step};
use crate::filter::language::query::{Sort, State};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// Names that are listed before "and n more".
const LISTED: usize = 6;

/// How a query was understood, in words, one line a condition.
pub fn explain(plan: &Plan) -> String {
    let mut lines = Vec::new();
    match &plan.root {
        Step::All(parts) if parts.is_empty() => lines.push("every article".to_owned()),
        Step::All(parts) => {
            lines.push("articles for which all of this holds:".to_owned());
            lines.extend(parts.iter().map(|part| format!("  - {}", say(part, plan))));
        }
        step @ (Step::Any(_) | Step::Not(_) | Step::Leaf(_)) => {
            lines.push("articles for which this holds:".to_owned());
            lines.push(format!("  - {}", say(step, plan)));
        }
    }
    lines.push(match plan.sort() {
        Sort::New => "order: the newest first".to_owned(),
        Sort::Old => "order: the oldest first".to_owned(),
        Sort::Rank => "order: the best match first".to_owned(),
        Sort::Story => "order: by story, that of the newest article first".to_owned(),
        Sort::Source => "order: by source, then the newest first".to_owned(),
    });
    if let Some(limit) = plan.limit {
        lines.push(format!("at most {limit} articles"));
    }
    for hint in &plan.hints {
        lines.push(format!("read as another name: {hint}"));
    }
    for complaint in &plan.complaints {
        let typed = complaint.span.of(&plan.parsed.line);
        lines.push(format!("note on {typed}: {complaint}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn say(step: &Step, plan: &Plan) -> String {
    match step {
        Step::All(parts) => join(parts, " and ", plan),
        Step::Any(parts) => join(parts, " or ", plan),
        Step::Not(part) => format!("not: {}", say(part, plan)),
        Step::Leaf(at) => plan
            .leaves
            .get(*at)
            .map(|leaf| leaf_words(&leaf.ask, leaf.span, plan))
            .unwrap_or_default(),
    }
}

fn join(parts: &[Step], with: &str, plan: &Plan) -> String {
    let parts: Vec<String> = parts.iter().map(|part| say(part, plan)).collect();
    format!("({})", parts.join(with))
}

fn leaf_words(ask: &Ask, span: Span, plan: &Plan) -> String {
    let typed = span.of(&plan.parsed.line);
    match ask {
        Ask::Word(word) => {
            let sought = &word.folded;
            let inside = if crate::filter::search::scan::matches_inside(sought) {
                ", or one that contains it"
            } else {
                ""
            };
            let text = match &word.text {
                Some(term) if term.prefix => {
                    format!("; or the text has one that begins with \"{sought}\"")
                }
                Some(_) => format!("; or the text has the word \"{sought}\""),
                None => String::new(),
            };
            format!("the title has a word that begins with \"{sought}\"{inside}{text}")
        }
        Ask::Phrase(phrase) => {
            let places = if phrase.text.is_some() {
                "the title or the text"
            } else {
                "the title"
            };
            format!("{places} has the words \"{}\"", phrase.folded)
        }
        Ask::Pattern(pattern) => format!("the title matches /{}/", pattern.0.as_str()),
        Ask::Actors(ask) => actors(ask, typed),
        Ask::Sources(_) => format!("the source is one that {typed} names"),
        Ask::Feeds(_) => format!("it came from a feed that {typed} names"),
        Ask::Bylines(_) => format!("the author is one that {typed} names"),
        Ask::Languages(_) => format!("the language is one that {typed} names"),
        Ask::Tags(_) => format!("it has a tag that {typed} names"),
        Ask::State(State::Read) => "it was read".to_owned(),
        Ask::State(State::Unread) => "it was not read".to_owned(),
        Ask::State(State::Starred) => "it was starred".to_owned(),
        Ask::State(State::New) => "it has arrived since the last visit".to_owned(),
        Ask::State(State::Muted) => "one of the mutes matches it".to_owned(),
        Ask::Date(stretch) => dates(*stretch),
        Ask::Body(term) => format!("the title or the text has \"{}\"", term.words.join(" ")),
        Ask::Story(number) => format!("it belongs to story {number}"),
        Ask::Like(like) if like.phrases.is_empty() => {
            format!("it shares actors with article {}", like.article.0)
        }
        Ask::Like(like) => format!(
            "it shares actors or keyphrases with article {}",
            like.article.0
        ),
        Ask::Nothing => format!("{typed} (names nothing here, so nothing matches)"),
    }
}

fn actors(ask: &ActorAsk, typed: &str) -> String {
    let mut names: Vec<String> = ask.canonical.iter().take(LISTED).cloned().collect();
    if ask.numbers.len() > names.len() {
        names.push(format!("{} more", ask.numbers.len() - names.len()));
    }
    let who = names.join(" or ");
    let who = if who.is_empty() {
        typed.to_owned()
    } else {
        who
    };
    match (ask.role, ask.central) {
        (Role::Speaks, _) => format!("{who} says something in it"),
        (Role::SpokenOf, _) => format!("it names {who}; of statements, those that do"),
        (Role::Any, true) => format!("the title or the lead names {who}"),
        (Role::Any, false) => format!("it names {who}"),
    }
}

fn dates(stretch: Stretch) -> String {
    let from = (stretch.from > i64::MIN + 1).then(|| format!("from {}", Moment(stretch.from)));
    let until = (stretch.until < i64::MAX).then(|| format!("before {}", Moment(stretch.until)));
    let bounds: Vec<String> = from.into_iter().chain(until).collect();
    if bounds.is_empty() {
        "it has a date".to_owned()
    } else {
        format!("it was published {}", bounds.join(" and "))
    }
}
