//! Owns: the commands that ask a library: `list`, `actors`, `brief`.
//! Promises: a query means what it means in the browser; rows that match only loosely come when nothing matches better.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use crate::cli::arguments::{Query, SummaryArguments};
use crate::cli::documents::{Parts, PrintOptions, one};
use crate::cli::fault::Fault;
use crate::cli::session::{Session, output};
use crate::cli::summarize::Summarizer;
use crate::cli::{open_library, start};
use crate::engine::{clock, saved_counts};
use crate::print::brief::{self, Briefing};
use crate::print::{json, record, rows};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::search::found::{Found, FullText, Tier};
use nutgraf_library::filter::{self, Plan, SearchCache};
use nutgraf_library::{Library, NEWEST, Reader};
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::text::sanitize;

/// Headlines that are read from the library at once.
const PAGE: usize = 500;
/// Articles that are taken into the catalog at once.
const CHUNK: u32 = 4096;
/// Articles and actors of a briefing, when no other limit is given.
const BRIEF_ARTICLES: usize = 20;
const BRIEF_ACTORS: usize = 12;

const EMPTY: &str = "the library is empty; `nutgraf import PATH` fills it";

/// A query's answer over a library.
struct Answer {
    reader: Reader,
    catalog: Arc<Catalog>,
    text: FullText,
    plan: Plan,
    found: Found,
}

/// `list [QUERY]`.
pub fn list(session: &Session, query: &Query, full: bool) -> Result<(), Fault> {
    list_of(session, &open_library::open_existing(session)?, query, full)
}

/// Lists the articles of an open library that match.
pub fn list_of(
    session: &Session,
    library: &Library,
    query: &Query,
    full: bool,
) -> Result<(), Fault> {
    // The whole list is one question to the index of dates; columns are for what is to be found in it.
    if query.line().trim().is_empty() && !query.explain {
        let reader = library.reader()?;
        let ids = reader.newest_ids(query.limit.unwrap_or(usize::MAX))?;
        if ids.is_empty() && query.limit != Some(0) {
            return Err(Fault::failed(EMPTY));
        }
        return write(session, &reader, &ids, full, &|_| Tier::Exact);
    }
    let Some(answer) = ask(session, library, query)? else {
        return Ok(());
    };
    let ids = answer.ids(query.limit);
    write(session, &answer.reader, ids, full, &|id| answer.tier(id))
}

/// Writes articles, whole or as rows that say how they match.
fn write(
    session: &Session,
    reader: &Reader,
    ids: &[ArticleId],
    full: bool,
    tier: &dyn Fn(ArticleId) -> Tier,
) -> Result<(), Fault> {
    let mut out = output();
    let style = session.wide_style();
    let form = PrintOptions {
        json: session.common.json,
        raw: false,
        parts: Parts::Both,
        style: session.style(),
    };
    for page in ids.chunks(PAGE) {
        if full {
            for id in page {
                if let Some(reading) = reader.open(*id)? {
                    one(&mut out, &reading.analyzed, form)?;
                }
            }
            continue;
        }
        for headline in reader.headlines(page)? {
            if session.common.json {
                let row = record::list_row(&headline, tier(headline.id).name());
                json::line(&mut out, &row)?;
            } else {
                rows::headline(&mut out, &headline, style)?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// `actors [QUERY]`.
pub fn actors(session: &Session, query: &Query) -> Result<(), Fault> {
    let Some(answer) = ask(session, &open_library::open_existing(session)?, query)? else {
        return Ok(());
    };
    let mut out = output();
    let style = session.wide_style();
    let counts = answer.actors();
    if counts.is_empty() {
        return Err(Fault::failed("the matching articles name no actors"));
    }
    for count in counts.iter().take(query.limit.unwrap_or(usize::MAX)) {
        if session.common.json {
            json::line(&mut out, &record::actor_row(count))?;
        } else {
            rows::actor(&mut out, count, style)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// `brief [QUERY]`.
pub fn brief(session: &Session, query: &Query, summary: &SummaryArguments) -> Result<(), Fault> {
    let Some(answer) = ask(session, &open_library::open_existing(session)?, query)? else {
        return Ok(());
    };
    let limit = query.limit.unwrap_or(BRIEF_ARTICLES);
    let mut headlines: Vec<Headline> = answer.reader.headlines(answer.ids(Some(limit)))?;
    if let Some(summarizer) = Summarizer::new(session, summary)? {
        for headline in &mut headlines {
            if let Some(mut reading) = answer.reader.open(headline.id)? {
                summarizer.summarize(&mut reading.analyzed);
                let (text, analysis) = (&reading.analyzed.article.text, &reading.analyzed.analysis);
                let sentences = analysis.summary.iter();
                headline.summary = sentences.map(|s| s.span.of(text).into()).collect();
                headline.nut = analysis.nut();
            }
        }
    }
    let mut actors = answer.actors();
    actors.truncate(BRIEF_ACTORS);
    let line = query.line();
    let briefing = Briefing {
        query: &line,
        articles: answer.ids(None).len(),
        headlines: &headlines,
        actors: &actors,
    };
    let mut out = output();
    if session.common.json {
        json::line(&mut out, &brief::record(&briefing))?;
    } else {
        brief::markdown(&mut out, &briefing, session.style())?;
    }
    out.flush()?;
    Ok(())
}

/// Runs a query. `None` when it was only to be explained. An answer without articles is a fault of code 1.
fn ask(session: &Session, library: &Library, query: &Query) -> Result<Option<Answer>, Fault> {
    let reader = library.reader()?;
    let mut filling = Catalog::new();
    let mut next = Some(NEWEST);
    while let Some(below) = next {
        next = reader.fill(&mut filling, below, CHUNK)?;
    }
    filling.set_last_visit(start::last_visit(session));
    let line = query.line();
    mute(session, &reader, &mut filling)?;
    let catalog = filling.snapshot();
    let mut plan = filter::plan(&filter::parse_final(&line), &catalog, clock::now());
    saved_counts::tell_phrases(&mut plan, &reader);
    for complaint in plan.complaints() {
        session.note(&complaint_words(complaint));
    }
    if query.explain {
        explain(session, &line, &plan)?;
        return Ok(None);
    }
    let mut text = FullText::new();
    for term in plan.full_text() {
        let hits = reader.text_hits(std::slice::from_ref(&term))?;
        text.insert(term, hits);
    }
    let found = filter::run(&plan, &catalog, &text, &mut SearchCache::default(), &|| {
        false
    })
    .unwrap_or_default();
    if found.rows.is_empty() {
        return Err(Fault::failed(nothing(&line, &catalog, &found)));
    }
    for hint in &found.hints {
        session.note(&hint.to_string());
    }
    Ok(Some(Answer {
        reader,
        catalog,
        text,
        plan,
        found,
    }))
}

/// Says what the reader's mutes match: the shell shows it, and `is:muted` asks for it.
fn mute(session: &Session, reader: &Reader, catalog: &mut Catalog) -> Result<(), Fault> {
    let (saved, complaints) = start::saved(session)?;
    for complaint in &complaints {
        session.note(complaint);
    }
    let muted = saved_counts::muted(&saved, catalog, reader, &mut SearchCache::default())?;
    catalog.mute(muted, false);
    Ok(())
}

fn complaint_words(complaint: &filter::language::query::Complaint) -> String {
    match &complaint.instead {
        Some(instead) => format!("{}; did you mean {instead}?", complaint.message),
        None => complaint.message.clone(),
    }
}

fn explain(session: &Session, line: &str, plan: &Plan) -> Result<(), Fault> {
    let mut out = output();
    let words = filter::explain(plan);
    if session.common.json {
        let complaints: Vec<String> = plan.complaints().iter().map(complaint_words).collect();
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
fn nothing(line: &str, catalog: &Catalog, found: &Found) -> String {
    if catalog.articles() == 0 {
        return EMPTY.to_owned();
    }
    let hints: Vec<String> = found.hints.iter().map(ToString::to_string).collect();
    if hints.is_empty() {
        format!("nothing matches `{line}`; --explain shows how it was understood")
    } else {
        format!("nothing matches `{line}`; {}", hints.join("; "))
    }
}

impl Answer {
    /// The articles to show: those that match well, or, when there are none, those that match loosely.
    fn ids(&self, limit: Option<usize>) -> &[ArticleId] {
        let all = &self.found.rows;
        let until = match self.found.exact_until {
            0 => all.len(),
            exact => exact,
        };
        let until = until.min(limit.unwrap_or(usize::MAX));
        all.get(..until).unwrap_or(all)
    }

    fn tier(&self, id: ArticleId) -> Tier {
        filter::tier(&self.plan, &self.catalog, &self.text, id)
    }

    /// The actors of these articles, those of the most articles first.
    fn actors(&self) -> Vec<ActorCount> {
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
