//! Owns: reading one term: a word, a name with its sign, a field with its value, a time.
//! Promises: total; what is no term is complained about, with what could stand there instead.

use crate::filter::language::date;
use crate::filter::language::parse::{FIELDS, Parser};
use crate::filter::language::query::{ActorTerm, Fault, Matter, Sort, State};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;

impl Parser<'_> {
    /// Reads a term; `quoted` is what stands in quotation marks after its sign.
    pub(crate) fn atom(&mut self, span: Span, head: &str, quoted: Option<&str>) -> Option<Matter> {
        if let Some(rest) = head.strip_prefix('@') {
            return self.actor(span, rest, quoted);
        }
        if let Some(rest) = head.strip_prefix('#') {
            return self.named(span, quoted.unwrap_or(rest), Matter::Tag);
        }
        if let Some(rest) = head.strip_prefix('~')
            && !rest.is_empty()
        {
            let instead = Some(format!("-{rest}"));
            self.suggest(span, Fault::Wrong, "~ does not exclude here", instead);
            return None;
        }
        if let Some((key, value)) = head.split_once(':')
            && key.len() > 1
            && key.bytes().all(|b| b.is_ascii_alphabetic())
            && !value.starts_with("//")
        {
            return self.field(span, key, quoted.unwrap_or(value));
        }
        match date::read(head) {
            Some(Ok(when)) => return Some(Matter::Date(when)),
            Some(Err(fault)) => {
                self.complain(span, fault, "this is no date or age");
                return None;
            }
            None => {}
        }
        let word = head.trim_matches(is_edge_mark);
        if word.is_empty() {
            self.complain(span, Fault::Wrong, "this is no word");
            return None;
        }
        if word.len() < head.len() {
            // `2d,` is an age all the same.
            return self.atom(span, word, None);
        }
        if matches!(word, "OR" | "AND" | "NOT") {
            return Some(Matter::Word(word.to_ascii_lowercase()));
        }
        Some(Matter::Word(word.to_owned()))
    }

    fn actor(&mut self, span: Span, rest: &str, quoted: Option<&str>) -> Option<Matter> {
        let (central, rest) = match rest.strip_prefix('@') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        if quoted.is_none() && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return match date::read_age(rest) {
                Ok(when) => Some(Matter::Date(when)),
                Err(fault) => {
                    self.complain(span, fault, "after @ a digit begins an age, such as @3d");
                    None
                }
            };
        }
        let kinds = [
            ("p:", Kind::Person),
            ("o:", Kind::Organization),
            ("c:", Kind::Country),
        ];
        let (kind, rest) = kinds
            .iter()
            .find_map(|(sign, kind)| Some((Some(*kind), rest.strip_prefix(*sign)?)))
            .unwrap_or((None, rest));
        if quoted.is_some() && !rest.is_empty() {
            self.complain(
                span,
                Fault::Wrong,
                "after @ a name stands, perhaps with p:, o: or c: before it",
            );
            return None;
        }
        let make = |name| {
            Matter::Actor(ActorTerm {
                name,
                kind,
                central,
            })
        };
        self.named(span, quoted.unwrap_or(rest), make)
    }

    fn named(
        &mut self,
        span: Span,
        value: &str,
        make: impl FnOnce(String) -> Matter,
    ) -> Option<Matter> {
        let value = value.trim();
        if value.is_empty() {
            self.complain(span, Fault::Unfinished, "a name must follow");
            return None;
        }
        if !value.chars().any(char::is_alphanumeric) {
            self.complain(span, Fault::Wrong, "this is no name");
            return None;
        }
        Some(make(value.to_owned()))
    }

    fn field(&mut self, span: Span, key: &str, value: &str) -> Option<Matter> {
        let key = key.to_ascii_lowercase();
        match key.as_str() {
            "src" | "source" => self.named(span, value, Matter::Source),
            "feed" => self.named(span, value, Matter::Feed),
            "by" => self.named(span, value, Matter::Byline),
            "lang" => self.named(span, value, Matter::Language),
            "body" => self.named(span, value, Matter::Body),
            "title" => self.named(span, value, Matter::Title),
            "tag" => self.named(span, value, Matter::Tag),
            "said" => {
                let name = value.strip_prefix('@').unwrap_or(value);
                self.named(span, name, Matter::Said)
            }
            "about" => {
                let name = value.strip_prefix('@').unwrap_or(value);
                self.named(span, name, Matter::About)
            }
            "is" => {
                let names: Vec<_> = State::ALL
                    .iter()
                    .map(|state| (state.name(), *state))
                    .collect();
                self.choice(span, value, &names).map(Matter::Is)
            }
            "sort" => {
                let names: Vec<_> = Sort::ALL.iter().map(|sort| (sort.name(), *sort)).collect();
                self.choice(span, value, &names).map(Matter::Sort)
            }
            "in" => self
                .choice(span, value, &[("title", ())])
                .map(|()| Matter::TitleOnly),
            "story" => self.counted(span, value).map(Matter::Story),
            "like" => self.counted(span, value).map(Matter::Like),
            "limit" => self.counted(span, value).map(Matter::Limit),
            _ => {
                let near =
                    nearest(&key, FIELDS.into_iter()).map(|field| format!("{field}:{value}"));
                let message =
                    format!("there is no field {key}:, and as words it would need quotation marks");
                let instead =
                    near.unwrap_or_else(|| format!("\"{key} {value}\"").replace(" \"", "\""));
                self.suggest(span, Fault::Wrong, &message, Some(instead));
                None
            }
        }
    }

    fn counted(&mut self, span: Span, value: &str) -> Option<u32> {
        match value.parse() {
            Ok(number) if number > 0 => Some(number),
            _ if value.is_empty() => {
                self.complain(span, Fault::Unfinished, "a number must follow");
                None
            }
            _ => {
                self.complain(span, Fault::Wrong, "a number from 1 must follow");
                None
            }
        }
    }

    fn choice<T: Copy>(&mut self, span: Span, value: &str, names: &[(&str, T)]) -> Option<T> {
        let lower = value.to_ascii_lowercase();
        if let Some((_, found)) = names.iter().find(|(name, _)| *name == lower) {
            return Some(*found);
        }
        let list = names
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(", ");
        let begun = names.iter().any(|(name, _)| name.starts_with(&lower));
        if begun {
            self.complain(
                span,
                Fault::Unfinished,
                &format!("one of {list} must follow"),
            );
        } else {
            let near = nearest(&lower, names.iter().map(|(name, _)| *name)).map(str::to_owned);
            self.suggest(
                span,
                Fault::Wrong,
                &format!("only {list} can follow here"),
                near,
            );
        }
        None
    }
}

/// Punctuation that does not belong to a word at whose end it stands.
fn is_edge_mark(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '+' | '&' | '$' | '%')
        || matches!(c, '…' | '‘' | '’' | '«' | '»')
}

/// The nearest of a few words, when it is near at all.
fn nearest<'w>(word: &str, among: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    among
        .map(|other| (strsim::osa_distance(word, other), other))
        .filter(|(distance, other)| *distance <= 2 && *distance < other.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}
