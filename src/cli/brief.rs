//! Owns: `brief`: a page over the matching articles; what was told before, so that the next one tells what is new.
//! Promises: what a brief told is kept only when it was printed; nothing new is said so and ends with code 1.

use std::io::Write;

use crate::cli::answer::ask;
use crate::cli::arguments::{BriefArguments, Query};
use crate::cli::fault::Fault;
use crate::cli::session::{Session, output};
use crate::cli::{open_library, user_files};
use crate::engine::brief::asking::{self, Asking, Since};
use crate::engine::brief::subject;
use crate::engine::clock;
use crate::print::brief::markdown::{self, Page};
use crate::print::brief::{Brief, Outcome, html, mail, record, words};
use crate::print::json;
use crate::print::style::Style;
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::saved::{Purpose, Saved};

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
    let name = saved.as_ref().map_or(&*line, |saved| &saved.name);
    let (reader, catalog, all) = (&answer.reader, answer.catalog(), answer.ids(None));
    let saved = saved.as_ref().map(|saved| &*saved.name);
    let about = answer.subjects();
    let asking = Asking {
        line: &line,
        name,
        subject: subject::of(catalog, all, &about, saved),
        about: &about,
        since,
        words: form.words,
        stories: query.limit,
        now: clock::now(),
    };
    let outcome = asking::answer(reader, catalog, all, asking, &|| false)?;
    let told = match outcome {
        Some(Outcome::Told(told)) => *told,
        Some(Outcome::Nothing(after)) => return Err(nothing_new(after)),
        Some(Outcome::Untellable) | None => return Err(untellable()),
    };
    print(session, &told.brief, form)?;
    if since == Since::Last {
        let stories = told.brief.stories.iter().map(|story| story.number);
        let known = Change::KnowStories(stories.collect());
        let kept = Change::KeepBrief(Box::new(told.keep));
        library.writer()?.apply(&[kept, known])?;
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
        Some("last") | None if form.again => Ok(Since::Again),
        Some("last") => Ok(Since::Last),
        None if named => Ok(Since::Last),
        None => Ok(Since::Ever),
        Some(text) => match Calendar::read(text).and_then(Calendar::begin) {
            Some(day) => Ok(Since::Day(day)),
            None => Err(Fault::usage(format!(
                "--since `{text}`: not `last` and no date such as 2026-03-14"
            ))),
        },
    }
}

fn print(session: &Session, made: &Brief, form: &BriefArguments) -> Result<(), Fault> {
    let mut out = output();
    if session.common.json {
        json::line(&mut out, &record::of(made))?;
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
