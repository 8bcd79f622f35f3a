//! Owns: chips: the parts of a line in the words in which they were understood, in its order.
//! Promises: every part of the plan has a chip; a chip leads back to its place in the line.

use crate::filter::language::date::Stretch;
use crate::filter::language::plan::{Ask, Leaf, Plan, Role, Step};
use crate::filter::language::query::{Matter, Node};
use crate::filter::search::found::Hint;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// Names of this many actors stand in one chip.
const NAMED: usize = 2;

/// What a chip is about, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Words, phrases, expressions.
    Words,
    /// Actors; of one kind where all are.
    Actor(Option<Kind>),
    /// Source, feed, author, language.
    Origin,
    /// Marks and tags.
    Mark,
    /// A time.
    Time,
    /// Stories and likeness.
    Kin,
    /// Something about the whole list.
    Order,
}

/// One part of a line as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Its place in the line.
    pub span: Span,
    /// What it is about.
    pub topic: Topic,
    /// What it says, with a sign of its topic.
    pub words: String,
    /// It excludes.
    pub without: bool,
    /// It and the chip before are alternatives.
    pub or: bool,
    /// It names nothing that is here.
    pub nothing: bool,
}

/// The chips of a plan; `hints` are those of its answer, which says what a misspelt word was taken for.
pub fn chips(plan: &Plan, hints: &[Hint]) -> Vec<Chip> {
    let mut chips = Vec::new();
    walk(&plan.root, (plan, hints), (false, false), &mut chips);
    orders(&plan.parsed.query.root, &mut chips);
    chips.sort_by_key(|chip| chip.span);
    chips
}

fn walk(step: &Step, from: (&Plan, &[Hint]), (without, or): (bool, bool), chips: &mut Vec<Chip>) {
    match step {
        Step::Leaf(at) => {
            let chip = from
                .0
                .leaves
                .get(*at)
                .map(|leaf| of_leaf(leaf, from.0, from.1));
            chips.extend(chip.map(|chip| Chip {
                without,
                or,
                ..chip
            }));
        }
        Step::Not(part) => walk(part, from, (!without, or), chips),
        Step::All(parts) => {
            for (at, part) in parts.iter().enumerate() {
                // Not (a and b) is not a or not b.
                walk(
                    part,
                    from,
                    (without, if at == 0 { or } else { without }),
                    chips,
                );
            }
        }
        Step::Any(parts) => {
            for (at, part) in parts.iter().enumerate() {
                walk(
                    part,
                    from,
                    (without, if at == 0 { or } else { !without }),
                    chips,
                );
            }
        }
    }
}

fn of_leaf(leaf: &Leaf, plan: &Plan, hints: &[Hint]) -> Chip {
    let typed = leaf.span.of(&plan.parsed.line);
    let (topic, words) = match &leaf.ask {
        Ask::Word(word) => (
            Topic::Words,
            taken_for(leaf, hints).unwrap_or(&word.folded).to_owned(),
        ),
        Ask::Phrase(phrase) => (Topic::Words, format!("\"{}\"", phrase.folded)),
        Ask::Pattern(pattern) => (Topic::Words, format!("/{}/", pattern.0.as_str())),
        Ask::Body(term) => (Topic::Words, format!("text: {}", term.words.join(" "))),
        Ask::Actors(ask) => {
            let mut names: Vec<&str> = ask
                .canonical
                .iter()
                .take(NAMED)
                .map(String::as_str)
                .collect();
            let more = format!("{} more", ask.numbers.len().saturating_sub(names.len()));
            if ask.numbers.len() > names.len() {
                names.push(&more);
            }
            let who = names.join(", ");
            let words = match (ask.role, ask.central) {
                (Role::Speaks, _) => format!("@ {who} says"),
                (Role::SpokenOf, _) => format!("about @ {who}"),
                (Role::Any, true) => format!("@@ {who} central"),
                (Role::Any, false) => format!("@ {who}"),
            };
            (Topic::Actor(ask.kind), words)
        }
        Ask::Sources(_) | Ask::Feeds(_) | Ask::Bylines(_) | Ask::Languages(_) => {
            (Topic::Origin, typed.to_owned())
        }
        Ask::Tags(_) => (Topic::Mark, typed.to_owned()),
        Ask::State(state) => (Topic::Mark, state.name().to_owned()),
        Ask::Date(stretch) => (Topic::Time, times(*stretch)),
        Ask::Story(number) => (Topic::Kin, format!("story {number}")),
        Ask::Like(_) => (Topic::Kin, format!("~ {typed}")),
        Ask::Nothing => (Topic::Words, format!("{typed}?")),
    };
    Chip {
        span: leaf.span,
        topic,
        words,
        without: false,
        or: false,
        nothing: leaf.ask == Ask::Nothing,
    }
}

/// What a misspelt word was taken for.
pub(crate) fn taken_for<'h>(leaf: &Leaf, hints: &'h [Hint]) -> Option<&'h str> {
    hints.iter().find_map(|hint| {
        if let Hint::Correction { span, to, used, .. } = hint {
            (*span == leaf.span && *used).then_some(to.as_str())
        } else {
            None
        }
    })
}

/// The parts of the line that count for the whole list.
fn orders(node: &Node, chips: &mut Vec<Chip>) {
    match node {
        Node::All(parts) => parts.iter().for_each(|part| orders(part, chips)),
        Node::Term(term) => {
            let words = if let Matter::Sort(sort) = &term.matter {
                format!("order: {}", sort.name())
            } else if let Matter::Limit(limit) = &term.matter {
                format!("at most {limit}")
            } else if term.matter == Matter::TitleOnly {
                "in titles".to_owned()
            } else {
                return;
            };
            chips.push(Chip {
                span: term.span,
                topic: Topic::Order,
                words,
                without: false,
                or: false,
                nothing: false,
            });
        }
        Node::Any(_) | Node::Not(_) => {}
    }
}

fn times(stretch: Stretch) -> String {
    let day = |second: i64| Moment(second).day();
    let from = (stretch.from > i64::MIN + 1)
        .then_some(stretch.from)
        .and_then(day);
    let until = (stretch.until < i64::MAX)
        .then_some(stretch.until.saturating_sub(1))
        .and_then(day);
    match (from, until) {
        (Some(from), Some(until)) if from == until => from.to_string(),
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "dated".to_owned(),
    }
}
