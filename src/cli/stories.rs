//! Owns: `stories`: what happened in the matching articles, each thing once.
//! Promises: every matching article stands in one story; the weightiest story comes first.

use std::collections::HashMap;
use std::io::Write;

use crate::cli::answer::{Answer, ask};
use crate::cli::arguments::Query;
use crate::cli::fault::Fault;
use crate::cli::open_library;
use crate::cli::session::{Session, output};
use crate::engine::account::accounts;
use crate::print::json;
use crate::print::stories::{self, ToldStory};
use nutgraf_library::filter::stats::stories::{Seen, Story, actors, first_told, group, lead};

/// Actors that are named with a story.
const NAMED: usize = 5;
/// So many of the weightiest stories are told with what their articles count and what is new in them.
const ACCOUNTS: usize = 40;

/// `stories [QUERY]`.
///
/// # Errors
/// When the query can't be taken, or nothing matches.
pub fn stories(session: &Session, query: &Query) -> Result<(), Fault> {
    // `--limit` counts stories, not articles.
    let library = open_library::open_existing(session)?;
    let Some(answer) = ask(session, &library, query)? else {
        return Ok(());
    };
    let seen: Seen = answer.reader.stories_seen()?.into_iter().collect();
    let found = group(answer.catalog(), answer.ids(None), &seen);
    let limit = query.limit.unwrap_or(usize::MAX);
    let (mut out, style) = (output(), session.style());
    let mut accounts = if session.common.json {
        HashMap::new()
    } else {
        let weightiest = found.iter().take(limit.min(ACCOUNTS));
        // What nobody else tells has nothing beside it.
        let shared: Vec<&Story> = weightiest.filter(|s| s.articles.len() > 1).collect();
        accounts(&library, answer.catalog(), &shared, &seen)?
    };
    for story in found.iter().take(limit) {
        let mut told = told(&answer, story)?;
        told.account = accounts.remove(&story.number);
        if session.common.json {
            json::line(&mut out, &stories::record(&told))?;
        } else {
            stories::text(&mut out, &told, style)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// What is printed of a story.
fn told<'a>(answer: &Answer, story: &'a Story) -> Result<ToldStory<'a>, Fault> {
    let catalog = answer.catalog();
    let headlines = answer.reader.headlines(&story.articles)?;
    let leads = lead(catalog, &story.articles);
    let lead = headlines
        .iter()
        .position(|headline| Some(headline.id) == leads)
        .unwrap_or(0);
    let line = match headlines.get(lead) {
        Some(headline) => answer.reader.line_of(headline.id)?,
        None => None,
    };
    let earliest = first_told(catalog, &story.articles).and_then(|first| {
        let at = headlines
            .iter()
            .position(|headline| headline.id == first.article)?;
        Some((at, first.seen_here))
    });
    // The first print of a text is the text, those after it are copies of it.
    let mut first: HashMap<u32, String> = HashMap::new();
    let articles = headlines
        .into_iter()
        .map(|headline| {
            let copy_of = match catalog.copies(headline.id) {
                0 => None,
                copies => {
                    let known = first.get(&copies).cloned();
                    first
                        .entry(copies)
                        .or_insert_with(|| headline.key.0.to_string());
                    known
                }
            };
            (headline, copy_of)
        })
        .collect();
    let known = catalog.actors();
    let actors = actors(catalog, &story.articles, NAMED)
        .into_iter()
        .filter_map(|(number, _)| known.get(number))
        .map(|actor| (actor.id, actor.name))
        .collect();
    Ok(ToldStory {
        story,
        articles,
        lead,
        actors,
        line,
        first: earliest,
        account: None,
    })
}
