//! Owns: a query of the command line: understood or refused, and what it finds in a library.
//! Promises: a line means what it means in the browser; one that cannot be taken as it stands is refused, naming the term
//! and what was probably meant, unless the reader asks to be lenient.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use crate::cli::actor_figures::Answered;
use crate::cli::arguments::Query;
use crate::cli::fault::Fault;
use crate::cli::session::{Session, output};
use crate::cli::{followed, start, user_files};
use crate::engine::{clock, saved_counts};
use crate::print::json;
use nutgraf_library::Statement;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::language::query::Complaint;
use nutgraf_library::filter::search::found::{Found, FullText, Hint, Tier};
use nutgraf_library::filter::{self, Plan, SearchCache};
use nutgraf_library::{Library, LibraryError, NEWEST, Reader};
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::saved::Saved;
use nutgraf_read::model::summary_request::Subject;
use nutgraf_read::text::sanitize;

/// Articles that are taken into the catalog at once.
const CHUNK: u32 = 4096;

/// What is said of a library without articles.
const EMPTY: &str = "the library is empty; `nutgraf import PATH` fills it";

/// A query's answer over a library.
#[derive(Debug)]
pub struct Answer {
    /// Reads what was found.
    pub reader: Reader,
    catalog: Arc<Catalog>,
    text: FullText,
    plan: Plan,
    found: Found,
}

impl Answer {
    /// The articles to show: those that match well, or, when there are none, those that match loosely.
    pub fn ids(&self, limit: Option<usize>) -> &[ArticleId] {
        let all = &self.found.rows;
        let until = match self.found.exact_until {
            0 => all.len(),
            exact => exact,
        };
        let until = until.min(limit.unwrap_or(usize::MAX));
        all.get(..until).unwrap_or(all)
    }

    /// The columns that were searched.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// How an article matches.
    pub fn tier(&self, id: ArticleId) -> Tier {
        filter::tier(&self.plan, &self.catalog, &self.text, id)
    }

    /// What further figures about these actors are made of.
    pub fn for_figures(&self) -> Answered<'_> {
        let asked = self.plan.actors(&self.catalog);
        Answered::new(&self.catalog, self.ids(None), asked)
    }

    /// Whom and what the line asks for.
    pub fn subjects(&self) -> Vec<Subject> {
        filter::subjects(&self.plan, &self.found.hints, &self.catalog)
    }

    /// What is said in these articles, by those and on what the line asks for.
    pub fn statements(&self, limit: Option<usize>) -> Result<Vec<Statement>, LibraryError> {
        let voices = self.plan.voices(&self.catalog).unwrap_or_default();
        let most = limit.unwrap_or(usize::MAX);
        self.reader.statements(self.ids(None), &voices, most)
    }

    /// The actors of these articles, those of the most articles first.
    pub fn actors(&self) -> Vec<ActorCount> {
        let mut counts: HashMap<ActorNo, (u32, u32)> = HashMap::new();
        for id in self.ids(None) {
            for part in self.catalog.cast(*id) {
                let count = counts.entry(part.actor).or_default();
                count.0 += 1;
                count.1 += part.mentions;
            }
        }
        let known = self.catalog.actors();
        let mut rows: Vec<ActorCount> = counts
            .into_iter()
            .filter_map(|(number, (articles, mentions))| {
                let actor = known.get(number)?;
                Some(ActorCount {
                    id: actor.id.clone(),
                    name: actor.name.clone(),
                    kind: actor.kind,
                    articles,
                    mentions,
                })
            })
            .collect();
        rows.sort_by(|a, b| {
            (b.articles, b.mentions, &a.name, &a.id).cmp(&(a.articles, a.mentions, &b.name, &b.id))
        });
        rows
    }
}

/// All articles, the newest first, when the line asks for nothing: that is one question to the index of dates, without the
/// columns that are for what is to be found. `None` when it does ask, or is to be explained.
///
/// # Errors
/// When there are no articles.
pub fn everything(
    library: &Library,
    query: &Query,
) -> Result<Option<(Reader, Vec<ArticleId>)>, Fault> {
    if query.explain || !query.line().trim().is_empty() {
        return Ok(None);
    }
    let reader = library.reader()?;
    let ids = reader.newest_ids(query.limit.unwrap_or(usize::MAX))?;
    if ids.is_empty() && query.limit != Some(0) {
        return Err(Fault::failed(EMPTY));
    }
    Ok(Some((reader, ids)))
}

/// Runs a query. `None` when it was only to be explained.
///
/// # Errors
/// A misread query is wrong usage (code 2); an answer without articles is a fault of code 1.
pub fn ask(session: &Session, library: &Library, query: &Query) -> Result<Option<Answer>, Fault> {
    let reader = library.reader()?;
    let mut filling = Catalog::new();
    let mut next = Some(NEWEST);
    while let Some(below) = next {
        next = reader.fill(&mut filling, below, CHUNK)?;
    }
    let visit = start::last_visit(session);
    let seen = visit.map(|at| reader.arrived_before(at));
    filling.set_seen(seen.transpose()?);
    let line = query.line();
    let saved = mutes(session)?;
    let feeds = |line: &str| line.contains("feed:");
    if feeds(&line) || saved.iter().any(|saved| feeds(&saved.line)) {
        filling.file_feeds(followed::read(session)?.filed());
    }
    mute(&saved, &reader, &mut filling)?;
    let catalog = filling.snapshot();
    let mut plan = filter::plan(&filter::parse_final(&line), &catalog, clock::now());
    saved_counts::tell_phrases(&mut plan, &reader);
    if query.explain {
        explain(session, &line, &plan)?;
        return Ok(None);
    }
    if catalog.articles() == 0 {
        return Err(Fault::failed(EMPTY));
    }
    let misread = plan.complaints().iter().map(|c| complaint(&line, c));
    refuse(session, query, misread)?;
    let mut text = FullText::new();
    for term in plan.full_text() {
        let hits = reader.text_hits(std::slice::from_ref(&term))?;
        text.insert(term, hits);
    }
    let found = filter::run(&plan, &catalog, &text, &mut SearchCache::default(), &|| {
        false
    })
    .unwrap_or_default();
    let respelt = found.hints.iter().filter_map(respelling);
    refuse(session, query, respelt)?;
    if found.rows.is_empty() {
        return Err(Fault::failed(nothing(&line, &found)));
    }
    Ok(Some(Answer {
        reader,
        catalog,
        text,
        plan,
        found,
    }))
}

/// The reader's saved lines; what is wrong with them is said.
fn mutes(session: &Session) -> Result<Vec<Saved>, Fault> {
    let (saved, complaints) = user_files::saved(session)?;
    for complaint in &complaints {
        session.note(complaint);
    }
    Ok(saved)
}

/// Says what the reader's mutes match: the shell shows it, and `is:muted` asks for it.
fn mute(saved: &[Saved], reader: &Reader, catalog: &mut Catalog) -> Result<(), Fault> {
    let muted = saved_counts::muted(saved, catalog, reader, &mut SearchCache::default())?;
    catalog.mute(muted, false);
    Ok(())
}

/// Ends with the first of what was misread; to the lenient all of it is only said.
fn refuse(
    session: &Session,
    query: &Query,
    misread: impl Iterator<Item = String>,
) -> Result<(), Fault> {
    for words in misread {
        if !query.lenient {
            let advice = "`--lenient` takes what is understood, `nutgraf help filter` shows what a filter can say";
            return Err(Fault::usage(format!("{words} ({advice})")));
        }
        session.note(&words);
    }
    Ok(())
}

/// The term, what is wrong with it, and what was probably meant.
fn complaint(line: &str, complaint: &Complaint) -> String {
    let said = format!("`{}`: {}", complaint.span.of(line), complaint.message);
    match &complaint.instead {
        Some(instead) => format!("{said}; did you mean {instead}?"),
        None => said,
    }
}

/// A word that was taken for another one.
fn respelling(hint: &Hint) -> Option<String> {
    match hint {
        Hint::Correction {
            from,
            to,
            used: true,
            ..
        } => Some(format!(
            "`{from}`: no article here has this word; did you mean {to}?"
        )),
        Hint::Correction { .. } | Hint::Without { .. } | Hint::Newest { .. } => None,
    }
}

fn explain(session: &Session, line: &str, plan: &Plan) -> Result<(), Fault> {
    let mut out = output();
    let words = filter::explain(plan);
    if session.common.json {
        let complaints: Vec<String> = plan
            .complaints()
            .iter()
            .map(|found| complaint(line, found))
            .collect();
        let record = serde_json::json!({
            "query": line, "understood": words.lines().collect::<Vec<_>>(), "complaints": complaints,
        });
        json::line(&mut out, &record)?;
    } else {
        for line in words.lines() {
            writeln!(out, "{}", sanitize::strip(line))?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Why there is nothing, and what to do.
fn nothing(line: &str, found: &Found) -> String {
    let hints: Vec<String> = found.hints.iter().map(ToString::to_string).collect();
    if hints.is_empty() {
        format!("nothing matches `{line}`; --explain shows how it was understood")
    } else {
        format!("nothing matches `{line}`; {}", hints.join("; "))
    }
}
