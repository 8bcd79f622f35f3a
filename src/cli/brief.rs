//! Owns: `brief`: a page over the matching articles; what was told before, so that the next one tells what is new.
//! Promises: what a brief told is kept only when it was printed; nothing new is said so and ends with code 1.

use std::io::Write;

use crate::cli::answer::{Answer, ask};
use crate::cli::arguments::{BriefArguments, Query};
use crate::cli::fault::Fault;
use crate::cli::session::{Session, output};
use crate::cli::{open_library, user_files};
use crate::engine::brief::{self, Wanted};
use crate::engine::clock;
use crate::print::brief::markdown::{self, Page};
use crate::print::brief::{Brief, html, mail, record, words};
use crate::print::json;
use crate::print::style::Style;
use nutgraf_library::KeptBrief;
use nutgraf_library::filter;
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::saved::{Purpose, Saved};

/// What a brief is about that was asked for everything.
const EVERYTHING: &str = "The news";
/// Actors that are looked at for the names of what was asked for.
const KNOWN: usize = 400;

/// From when on a brief tells.
enum Since {
    /// From the beginning.
    Ever,
    /// What is new after the last brief of this name.
    Last,
    /// From a day on.
    Day(Moment),
}

/// `brief [QUERY]`.
///
/// # Errors
/// When the query can't be taken, nothing matches, or nothing is new.
pub fn brief(session: &Session, query: &Query, form: &BriefArguments) -> Result<(), Fault> {
    if form.summary.is_some() || form.about.is_some() {
        return Err(Fault::usage(
            "a brief is one page over many articles and takes no --summary or --about; --words N says how long it is, the query what it is about",
        ));
    }
    let saved = named(session, query)?;
    let since = since(form, saved.is_some())?;
    let asked = Query {
        words: saved
            .as_ref()
            .map_or_else(|| query.words.clone(), |saved| vec![saved.line.to_string()]),
        ..query.clone()
    };
    let library = open_library::open_existing(session)?;
    let Some(answer) = ask(session, &library, &asked)? else {
        return Ok(());
    };
    let line = asked.line();
    let name = saved
        .as_ref()
        .map_or(&*line, |saved| &saved.name)
        .to_owned();
    let keeps = matches!(since, Since::Last);
    let mut kept = if keeps {
        answer.reader.briefs(&name)?
    } else {
        Vec::new()
    };
    // The last one is told as if it had not been: what came after it is not in it.
    let repeated = (form.again && !kept.is_empty()).then(|| kept.remove(0).until);
    let told: Vec<String> = kept.iter().flat_map(|brief| brief.lines.clone()).collect();
    let last = kept.first();
    let all = answer.ids(None);
    let until = all.iter().max().copied().unwrap_or_default();
    let ids: Vec<ArticleId> = all
        .iter()
        .copied()
        .filter(|id| repeated.is_none_or(|until| *id <= until))
        .filter(|id| match since {
            Since::Ever => true,
            Since::Last => last.is_none_or(|last| *id > last.until),
            Since::Day(day) => answer.catalog().date(*id).is_some_and(|date| date >= day),
        })
        .collect();
    let after = match since {
        Since::Ever => None,
        Since::Last => last.map(|last| last.made),
        Since::Day(day) => Some(day),
    };
    let nothing = || nothing_new(after);
    if ids.is_empty() {
        return Err(nothing());
    }
    let wanted = Wanted {
        query: &line,
        subject: subject(&answer, &asked, saved.as_ref()),
        words: form.words,
        stories: query.limit,
        told: &told,
        since: after,
    };
    let made = brief::make(&answer.reader, answer.catalog(), &ids, &wanted)?;
    if made.stories.is_empty() {
        return Err(if after.is_some() {
            nothing()
        } else {
            untellable()
        });
    }
    print(session, &made, form)?;
    if keeps && !form.again {
        let lines = made.stories.iter().flat_map(|story| &story.lines);
        let brief = KeptBrief {
            made: clock::now(),
            until,
            lines: lines.map(|line| line.text.clone()).collect(),
        };
        library.writer()?.keep_brief(&name, &brief)?;
    }
    Ok(())
}

fn untellable() -> Fault {
    Fault::failed(
        "the matching articles have no sentence that can stand alone in so few words; `--words N` gives room, `nutgraf list` shows them",
    )
}

fn nothing_new(since: Option<Moment>) -> Fault {
    let since = since.map(|since| format!(" since {}", words::when(since)));
    Fault::failed(format!(
        "nothing new{}; --again tells the last brief again",
        since.unwrap_or_default()
    ))
}

/// The saved line that the query names.
fn named(session: &Session, query: &Query) -> Result<Option<Saved>, Fault> {
    let line = query.line();
    let name = line.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let (saved, _) = user_files::saved(session)?;
    let mut tabs = saved
        .into_iter()
        .filter(|saved| saved.purpose == Purpose::Tab);
    Ok(tabs.find(|saved| &*saved.name == name))
}

fn since(form: &BriefArguments, named: bool) -> Result<Since, Fault> {
    match form.since.as_deref() {
        None if named || form.again => Ok(Since::Last),
        None => Ok(Since::Ever),
        Some("last") => Ok(Since::Last),
        Some(text) => match Calendar::read(text).and_then(Calendar::begin) {
            Some(day) => Ok(Since::Day(day)),
            None => Err(Fault::usage(format!(
                "--since `{text}`: not `last` and no date such as 2026-03-14"
            ))),
        },
    }
}

/// What a brief is about: the names and words that the query asks for; a saved line has its own name.
fn subject(answer: &Answer, query: &Query, saved: Option<&Saved>) -> String {
    let line = query.line();
    let known = filter::actors(answer.catalog(), answer.ids(None), KNOWN);
    let mut names: Vec<String> = Vec::new();
    for word in terms(&line) {
        let bare = word.trim_start_matches('@').to_lowercase();
        let short = |name: &str| {
            name.to_lowercase()
                .split_whitespace()
                .any(|part| part == bare)
        };
        let actor = known
            .iter()
            .find(|actor| actor.name.to_lowercase() == bare)
            .or_else(|| known.iter().find(|actor| short(&actor.name)));
        let name = match actor {
            Some(actor) => actor.name.clone(),
            None if word.starts_with('@') => capital(&bare),
            None => word,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let subject = match (names.as_slice(), saved) {
        ([], Some(saved)) => capital(&saved.name),
        ([], None) => EVERYTHING.to_owned(),
        ([one], _) => one.clone(),
        ([first @ .., last], _) => format!("{} and {last}", first.join(", ")),
    };
    capital(&subject)
}

/// The words and phrases of a line that ask for something; not its dates, fields and what it excludes.
fn terms(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            found.push(part.to_owned());
            continue;
        }
        let words = part.split(|c: char| c.is_whitespace() || "()|".contains(c));
        let asks = |word: &&str| {
            word.chars().any(char::is_alphabetic)
                && !word.starts_with(['-', '!', '#', '/'])
                && !word.contains(':')
                && !word
                    .trim_start_matches('@')
                    .starts_with(|c: char| c.is_ascii_digit())
                && !["today", "last", "yesterday", "or", "and"].contains(word)
        };
        found.extend(words.filter(asks).map(str::to_owned));
    }
    found
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn print(session: &Session, made: &Brief, form: &BriefArguments) -> Result<(), Fault> {
    let mut out = output();
    if session.common.json {
        json::line(&mut out, &record(made))?;
    } else if form.html {
        html::page(&mut out, made)?;
    } else if form.mail {
        let to = form.to.as_deref();
        if to.is_some_and(|to| to.chars().any(char::is_control)) {
            return Err(Fault::usage(
                "--to: an address is one line without control characters",
            ));
        }
        mail::message(&mut out, made, to, clock::now())?;
    } else {
        let terminal = session.environment.terminal;
        let style = if terminal {
            session.style()
        } else {
            Style::default()
        };
        markdown::page(
            &mut out,
            made,
            Page {
                style,
                markup: !terminal,
            },
        )?;
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_asks_for_is_its_subject() {
        let told = |line: &str| terms(line).join("|");
        assert_eq!(
            told("ceasefire @iran -@hamas src:x 2d \"new deal\" today"),
            "ceasefire|@iran|new deal"
        );
        assert_eq!(told("is:unread @3d 2024-01.."), "");
        assert_eq!(capital("élan"), "Élan");
    }
}
