//! Owns: from a parsed line to a plan: names, dates and sources resolved against the catalog and a clock.
//! Promises: total; says about every name that is not here that it is not here.

use std::cmp::Reverse;

use crate::catalog::Catalog;
use crate::catalog::actors::name_key;
use crate::catalog::row::ActorNo;
use crate::filter::language::date;
use crate::filter::language::parse;
use crate::filter::language::pattern;
use crate::filter::language::plan::{
    ActorAsk, Ask, Leaf, Likeness, Pattern, Phrase, Plan, Role, Step, Word, text_term,
};
use crate::filter::language::query::{
    ActorTerm, Complaint, Edge, Fault, Matter, Node, Parsed, State, Term, When,
};
use crate::filter::language::resolve::{self, Named};
use crate::filter::search::found::Hint;
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::actor::{Actor, Kind};
use nutgraf_read::model::fold::fold;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// Names are kept of so many of the actors that a term stands for.
const NAMED: usize = 12;

/// Resolves a parsed line.
pub fn plan(parsed: &Parsed, catalog: &Catalog, now: Moment) -> Plan {
    let mut planner = Planner {
        catalog,
        now,
        titles_only: has_title_only(&parsed.query.root),
        plan: Plan {
            parsed: parsed.clone(),
            complaints: parsed.complaints.clone(),
            ..Plan::default()
        },
    };
    let root = planner.node(&parsed.query.root, true);
    let mut plan = planner.plan;
    plan.root = root.unwrap_or_default();
    plan.complaints.sort_by_key(|complaint| complaint.span);
    plan
}

fn has_title_only(node: &Node) -> bool {
    match node {
        Node::All(parts) => parts.iter().any(has_title_only),
        Node::Term(term) => term.matter == Matter::TitleOnly,
        Node::Any(_) | Node::Not(_) => false,
    }
}

struct Planner<'c> {
    catalog: &'c Catalog,
    now: Moment,
    titles_only: bool,
    plan: Plan,
}

impl Planner<'_> {
    fn node(&mut self, node: &Node, positive: bool) -> Option<Step> {
        match node {
            Node::All(parts) => self.nodes(parts, positive).map(Step::All),
            Node::Any(parts) => self.nodes(parts, positive).map(Step::Any),
            Node::Not(part) => Some(Step::Not(Box::new(self.node(part, !positive)?))),
            Node::Term(term) => self.term(term, positive),
        }
    }

    fn nodes(&mut self, parts: &[Node], positive: bool) -> Option<Vec<Step>> {
        let steps: Vec<Step> = parts
            .iter()
            .filter_map(|part| self.node(part, positive))
            .collect();
        (!steps.is_empty()).then_some(steps)
    }

    /// Whether the reader may still be typing this term.
    fn at_cursor(&self, term: &Term) -> bool {
        self.plan.parsed.live && term.span.end as usize == self.plan.parsed.line.len()
    }

    fn term(&mut self, term: &Term, positive: bool) -> Option<Step> {
        let at_cursor = self.at_cursor(term);
        let ask = match &term.matter {
            Matter::Sort(sort) => {
                self.plan.sort = Some(*sort);
                return None;
            }
            Matter::Limit(limit) => {
                self.plan.limit = Some(*limit);
                return None;
            }
            Matter::TitleOnly => return None,
            Matter::Word(word) => Ask::Word(self.word(word)),
            Matter::Phrase(phrase) => {
                Ask::Phrase(self.phrase(phrase, at_cursor && self.quote_open()))
            }
            Matter::Title(value) => Ask::Phrase(Phrase {
                text: None,
                ..self.phrase(value, true)
            }),
            Matter::Body(value) => Ask::Body(text_term(value, at_cursor)?),
            Matter::Regex(text) => Ask::Pattern(Pattern(pattern::compile(text).ok()?)),
            Matter::Actor(actor) => self.actors(term, actor, Role::Any)?,
            Matter::Said(name) | Matter::About(name) => {
                let actor = ActorTerm {
                    name: name.clone(),
                    kind: None,
                    central: false,
                };
                let speaks = matches!(term.matter, Matter::Said(_));
                let role = if speaks { Role::Speaks } else { Role::SpokenOf };
                self.actors(term, &actor, role)?
            }
            Matter::Source(name) => {
                let entries = self.catalog.sources().entries();
                let named = resolve::entries(
                    entries.map(|(number, _, key, count)| (number, key, count)),
                    name,
                );
                self.named(term, (name, "source"), named, Ask::Sources)?
            }
            Matter::Feed(name) => {
                let named = resolve::feeds(self.catalog.feeds(), name);
                self.named(term, (name, "feed"), named, Ask::Feeds)?
            }
            Matter::Byline(name) => {
                let entries = self.catalog.bylines().entries();
                let named = resolve::entries(
                    entries.map(|(number, _, key, count)| (number, key, count)),
                    name,
                );
                self.named(term, (name, "author"), named, Ask::Bylines)?
            }
            Matter::Language(name) => {
                let entries = self.catalog.languages().entries();
                let named = resolve::entries(
                    entries.map(|(number, _, key, count)| (number, key, count)),
                    name,
                );
                self.named(term, (name, "language"), named, Ask::Languages)?
            }
            Matter::Tag(name) => self.tags(term, name)?,
            Matter::Is(State::New) | Matter::Date(When::LastVisit) => {
                if self.catalog.seen().is_none() {
                    self.complain(term, Fault::Unknown, "no earlier visit is known", None);
                    return None;
                }
                Ask::State(State::New)
            }
            Matter::Is(state) => {
                self.plan.asks_muted |= *state == State::Muted;
                Ask::State(*state)
            }
            Matter::Date(when) => Ask::Date(date::resolve(*when, self.now)?),
            Matter::Story(number) => Ask::Story(*number),
            Matter::Like(number) => Ask::Like(Likeness {
                article: ArticleId(*number),
                phrases: Vec::new(),
            }),
        };
        let tentative = at_cursor && may_become_another(&term.matter);
        self.plan.leaves.push(Leaf {
            span: term.span,
            ask,
            positive,
            tentative,
        });
        Some(Step::Leaf(self.plan.leaves.len() - 1))
    }

    fn quote_open(&self) -> bool {
        let parsed = &self.plan.parsed;
        parsed
            .complaints
            .iter()
            .any(|c| c.fault == Fault::Unfinished && c.span.end as usize == parsed.line.len())
    }

    fn word(&self, word: &str) -> Word {
        let folded = fold(word);
        if self.titles_only {
            return Word {
                folded,
                actors: Vec::new(),
                text: None,
            };
        }
        Word {
            actors: resolve::actors_with_word(self.catalog, word),
            text: text_term(word, true)
                .filter(|term| term.words.iter().any(|word| word.chars().count() > 1)),
            folded,
        }
    }

    fn phrase(&self, phrase: &str, open: bool) -> Phrase {
        let folded = fold(phrase);
        let words: Vec<&str> = folded.split_whitespace().collect();
        Phrase {
            folded: words.join(" "),
            open,
            text: text_term(phrase, open).filter(|_| !self.titles_only),
        }
    }

    fn actors(&mut self, term: &Term, actor: &ActorTerm, role: Role) -> Option<Ask> {
        let named = resolve::actors(self.catalog, &actor.name, actor.kind);
        let central = actor.central;
        let catalog = self.catalog;
        self.named(term, (&actor.name, "actor"), named, |numbers| {
            let numbers: Vec<ActorNo> = numbers.into_iter().map(ActorNo).collect();
            let count = |no: &ActorNo| (Reverse(catalog.actors().articles(*no)), *no);
            let mut frequent: Vec<_> = numbers.iter().map(count).collect();
            if frequent.len() > NAMED {
                frequent.select_nth_unstable(NAMED);
                frequent.truncate(NAMED);
            }
            frequent.sort_unstable();
            let known: Vec<Actor> = frequent
                .iter()
                .filter_map(|(_, no)| catalog.actors().get(*no))
                .collect();
            let all_names = known
                .iter()
                .flat_map(|actor| std::iter::once(&actor.name).chain(&actor.aliases));
            let first = numbers.first().map(|no| catalog.actors().kind(*no));
            let alike = |kind: &Kind| numbers.iter().all(|no| catalog.actors().kind(*no) == *kind);
            Ask::Actors(ActorAsk {
                kind: first.filter(alike),
                names: all_names.map(|name| fold(name)).collect(),
                canonical: known.into_iter().map(|actor| actor.name).collect(),
                numbers,
                central,
                role,
            })
        })
    }

    fn tags(&mut self, term: &Term, name: &str) -> Option<Ask> {
        let keys: Vec<(u32, String, u32)> = (0..)
            .zip(self.catalog.tags())
            .filter(|(_, (_, articles))| !articles.is_empty())
            .map(|(number, (tag, articles))| {
                let count = u32::try_from(articles.len()).unwrap_or(u32::MAX);
                (number, name_key(tag), count)
            })
            .collect();
        let entries = keys
            .iter()
            .map(|(number, key, count)| (*number, key.as_str(), *count));
        let named = resolve::entries(entries, name);
        if named.numbers.is_empty() && !self.plan.parsed.live {
            // A tag is the reader's own word: that nothing bears it now is no misreading.
            return Some(Ask::Nothing);
        }
        self.named(term, (name, "tag"), named, Ask::Tags)
    }

    /// What a name came to. A name that is not here matches nothing, unless the reader may still be typing it.
    fn named(
        &mut self,
        term: &Term,
        (name, what): (&str, &str),
        named: Named,
        make: impl FnOnce(Vec<u32>) -> Ask,
    ) -> Option<Ask> {
        if named.numbers.is_empty() {
            self.complain(
                term,
                Fault::Unknown,
                &format!("no {what} here is called {name}"),
                None,
            );
            return (!self.at_cursor(term)).then_some(Ask::Nothing);
        }
        if let Some(to) = named.corrected {
            let typed = term.span.of(&self.plan.parsed.line).to_owned();
            let to = self.pretty(&to, &named.numbers, &term.matter);
            let replacement = respelt(&term.matter, &to);
            let message = format!("no {what} here is called {name}");
            self.complain(term, Fault::Unknown, &message, Some(replacement.clone()));
            self.plan.hints.push(Hint::Correction {
                span: term.span,
                from: typed,
                to,
                replacement,
                used: true,
            });
        }
        Some(make(named.numbers))
    }

    /// A corrected actor's key as its canonical name, when there is just one; the most frequent one's otherwise.
    fn pretty(&self, key: &str, numbers: &[u32], matter: &Matter) -> String {
        if !matches!(
            matter,
            Matter::Actor(_) | Matter::Said(_) | Matter::About(_)
        ) {
            return key.to_owned();
        }
        let actors = self.catalog.actors();
        numbers
            .iter()
            .max_by_key(|number| actors.articles(ActorNo(**number)))
            .and_then(|number| actors.get(ActorNo(*number)))
            .map_or_else(|| key.to_owned(), |actor| actor.name.clone())
    }

    fn complain(&mut self, term: &Term, fault: Fault, message: &str, instead: Option<String>) {
        self.plan.complaints.push(Complaint {
            span: term.span,
            fault,
            message: message.to_owned(),
            instead,
        });
    }
}

/// The same term about another name.
fn respelt(matter: &Matter, name: &str) -> String {
    let name = name.to_owned();
    let matter = match matter {
        Matter::Actor(actor) => Matter::Actor(ActorTerm {
            name,
            ..actor.clone()
        }),
        Matter::Said(_) => Matter::Said(name),
        Matter::About(_) => Matter::About(name),
        Matter::Source(_) => Matter::Source(name),
        Matter::Feed(_) => Matter::Feed(name),
        Matter::Byline(_) => Matter::Byline(name),
        Matter::Language(_) => Matter::Language(name),
        Matter::Tag(_) => Matter::Tag(name),
        Matter::Word(_)
        | Matter::Phrase(_)
        | Matter::Regex(_)
        | Matter::Is(_)
        | Matter::Date(_)
        | Matter::Body(_)
        | Matter::Title(_)
        | Matter::TitleOnly
        | Matter::Story(_)
        | Matter::Like(_)
        | Matter::Sort(_)
        | Matter::Limit(_) => matter.clone(),
    };
    let span = Span::default();
    Term { span, matter }.to_string()
}

/// Whether typing on could make a term another kind of term.
fn may_become_another(matter: &Matter) -> bool {
    if let Matter::Date(When::Within(Edge::Date(Calendar::Month(..) | Calendar::Day(_)))) = matter {
        // On the way to a range.
        return true;
    }
    let Matter::Word(word) = matter else {
        return false;
    };
    let lower = word.to_ascii_lowercase();
    let date = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let begins = |known: &&str| known.starts_with(lower.as_str());
    date || parse::TIMES
        .iter()
        .any(|time| begins(time) && *time != lower)
        || parse::FIELDS.iter().any(&begins)
        || ["or", "and", "not"].iter().any(begins)
}
