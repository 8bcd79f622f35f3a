//! Owns: a brief as it is asked for by name: since when it tells, and what earlier ones of the name told.
//! Promises: reads only; the last one comes again as if it had not been told.

use crate::engine::brief::{Wanted, make};
use crate::print::brief::{Outcome, Told};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::{LibraryError, Reader};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::kept_brief::KeptBrief;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Subject;

/// From when on a brief tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From the beginning.
    Ever,
    /// What is new after the last brief of its name.
    Last,
    /// As the last one told it.
    Again,
    /// From a day on.
    Day(Moment),
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asking<'a> {
    /// The line, as typed.
    pub line: &'a str,
    /// Under which name it is kept.
    pub name: &'a str,
    /// What it is about, in words.
    pub subject: String,
    /// Whom and what the line asks for.
    pub about: &'a [Subject],
    /// From when on it tells.
    pub since: Since,
    /// Words of all lines together.
    pub words: usize,
    /// Stories at most.
    pub stories: Option<usize>,
    /// The present.
    pub now: Moment,
}

/// Makes the brief of the articles that a line finds; `None` when `give_up` said so.
pub fn answer(
    reader: &Reader,
    catalog: &Catalog,
    all: &[ArticleId],
    asking: Asking<'_>,
    give_up: &dyn Fn() -> bool,
) -> Result<Option<Outcome>, LibraryError> {
    let mut kept = reader.briefs(asking.name)?;
    let mut until = all.iter().max().copied().unwrap_or_default();
    if asking.since == Since::Again && !kept.is_empty() {
        until = kept.remove(0).until;
    }
    let last = kept.first();
    let (told, after): (Vec<String>, Option<Moment>) = match asking.since {
        Since::Ever => (Vec::new(), None),
        Since::Last | Since::Again => (
            kept.iter().flat_map(|brief| brief.lines.clone()).collect(),
            last.map(|last| last.made),
        ),
        Since::Day(day) => (Vec::new(), Some(day)),
    };
    let ids: Vec<ArticleId> = all
        .iter()
        .copied()
        .filter(|id| *id <= until)
        .filter(|id| match asking.since {
            Since::Ever => true,
            Since::Last | Since::Again => last.is_none_or(|last| *id > last.until),
            Since::Day(day) => catalog.date(*id).is_some_and(|date| date >= day),
        })
        .collect();
    if ids.is_empty() {
        return Ok(Some(Outcome::Nothing(after)));
    }
    let wanted = Wanted {
        query: asking.line,
        subject: asking.subject,
        about: asking.about,
        words: asking.words,
        stories: asking.stories,
        told: &told,
        since: after,
    };
    let Some(brief) = make(reader, catalog, &ids, &wanted, give_up)? else {
        return Ok(None);
    };
    if brief.stories.is_empty() {
        return Ok(Some(match after {
            Some(_) => Outcome::Nothing(after),
            None => Outcome::Untellable,
        }));
    }
    let lines = brief.stories.iter().flat_map(|story| &story.lines);
    let keep = KeptBrief {
        name: asking.name.to_owned(),
        made: asking.now,
        until,
        lines: lines.map(|line| line.text.clone()).collect(),
    };
    let last = last.map(|last| last.until);
    Ok(Some(Outcome::Told(Box::new(Told { brief, keep, last }))))
}
