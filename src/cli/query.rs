//! Owns: the commands that ask a library: `list`, `actors`, `timeline`.
//! Promises: a query means what it means in the browser; rows that match only loosely come when nothing matches better.

use std::io::Write;

use crate::cli::answer::{self, ask};
use crate::cli::arguments::Query;
use crate::cli::documents::{Parts, PrintOptions, one};
use crate::cli::fault::Fault;
use crate::cli::open_library;
use crate::cli::session::{Session, output};
use crate::engine::timeline::{self, Extent};
use crate::print::{json, listed, rows, timeline as days};
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_library::filter::search::found::Tier;
use nutgraf_library::{Library, Reader};
use nutgraf_read::model::id::ArticleId;

/// Headlines that are read from the library at once.
const PAGE: usize = 500;

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
    if let Some((reader, ids)) = answer::everything(library, query)? {
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
    let word_classes = WordClasses::new();
    for page in ids.chunks(PAGE) {
        if full {
            for id in page {
                if let Some(reading) = reader.open(*id)? {
                    one(&mut out, &reading.analyzed, form, &word_classes)?;
                }
            }
            continue;
        }
        for headline in reader.headlines(page)? {
            if session.common.json {
                let row = listed::list_row(&headline, tier(headline.id).name());
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
    let answered = session.common.json.then(|| answer.for_figures());
    for count in counts.iter().take(query.limit.unwrap_or(usize::MAX)) {
        if let Some(answered) = &answered {
            let figures = answered.figures(count);
            let told = listed::ActorFigures {
                surprise: figures.surprise,
                time: answered.time(),
                trend: &figures.trend,
                company: &figures.company,
            };
            json::line(&mut out, &listed::actor_with_figures(count, told))?;
        } else {
            rows::actor(&mut out, count, style)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// `timeline [QUERY]`.
pub fn timeline(session: &Session, query: &Query, extent: Extent) -> Result<(), Fault> {
    let library = open_library::open_existing(session)?;
    let (reader, ids) = if let Some(all) = answer::everything(&library, query)? {
        all
    } else {
        let Some(answer) = ask(session, &library, query)? else {
            return Ok(());
        };
        let ids = answer.ids(query.limit).to_vec();
        (answer.reader, ids)
    };
    let made = timeline::make(&reader, &ids, extent, &|| false)?.unwrap_or_default();
    if made.days.is_empty() {
        return Err(Fault::failed(
            "the matching articles have no day and speak of none",
        ));
    }
    let mut out = output();
    if session.common.json {
        for day in &made.days {
            json::line(&mut out, &days::record(day))?;
        }
    } else {
        days::text(&mut out, &made, &query.line(), session.wide_style())?;
    }
    out.flush()?;
    Ok(())
}
