//! Owns: the marks of one article: read, starred, tags.
//! Promises: a mark is shown at once, before the library has stored it.

use std::sync::Arc;

use crate::app::effect::{Bulk, Request};
use crate::app::state::State;
use crate::app::step::{bulk, report, rows};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::headline::Marks;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::text::sanitize;

/// The marks of an article as far as is known without asking.
pub(crate) fn marks_of(state: &State, id: ArticleId) -> Option<Marks> {
    if let Some(headline) = state.list.headlines.get(&id) {
        return Some(headline.marks.clone());
    }
    if let Some(reading) = state.articles.get(id) {
        return Some(reading.marks.clone());
    }
    state.catalog.0.has(id).then(|| state.catalog.0.marks(id))
}

/// Marks the current article read, or unread when it was.
pub(crate) fn read(state: &mut State) {
    let read = state.current().is_none_or(|id| !rows::is_read(state, id));
    set_read(state, read);
}

/// Marks the current article read or unread.
pub(crate) fn set_read(state: &mut State, read: bool) {
    let Some(id) = state
        .current()
        .filter(|id| rows::is_read(state, *id) != read)
    else {
        return;
    };
    rows::remark(state, id, |marks| marks.read = read);
    if let Some(counts) = &mut state.counts {
        counts.unread = if read {
            counts.unread.saturating_sub(1)
        } else {
            counts.unread + 1
        };
    }
    report::note(state, if read { "marked read" } else { "marked unread" });
    state.send(Request::Apply(Change::SetRead(Arc::from([id]), read)));
}

/// Marks all articles of the list read that match well.
pub(crate) fn read_all(state: &mut State) {
    let exact = state.list.rows.iter().take(state.list.exact_until);
    let unread: Vec<ArticleId> = exact
        .copied()
        .filter(|id| !rows::is_read(state, *id))
        .collect();
    if unread.is_empty() {
        return report::note(state, "nothing here is unread");
    }
    bulk::mark(state, Bulk::Read(true), unread.into());
}

/// Stars the current article, or takes the star away.
pub(crate) fn star(state: &mut State) {
    let starred = state.current().is_none_or(|id| !is_starred(state, id));
    set_starred(state, starred);
}

fn is_starred(state: &State, id: ArticleId) -> bool {
    marks_of(state, id).is_some_and(|m| m.starred)
}

/// Stars or unstars the current article.
pub(crate) fn set_starred(state: &mut State, starred: bool) {
    let Some(id) = state
        .current()
        .filter(|id| is_starred(state, *id) != starred)
    else {
        return;
    };
    rows::remark(state, id, |marks| marks.starred = starred);
    if let Some(counts) = &mut state.counts {
        counts.starred = if starred {
            counts.starred + 1
        } else {
            counts.starred.saturating_sub(1)
        };
    }
    report::note(state, if starred { "starred" } else { "star removed" });
    state.send(Request::Apply(Change::SetStarred(Arc::from([id]), starred)));
}

/// Adds a tag to the current article, or takes it away when it starts with `-`.
pub(crate) fn tag(state: &mut State, words: &str) {
    let Some(id) = state.current() else {
        return;
    };
    for word in words.split([' ', ',']).filter(|w| !w.is_empty()) {
        let (away, name) = match word.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, word),
        };
        let name = sanitize::strip(name.trim_start_matches('#')).to_lowercase();
        if name.is_empty() {
            continue;
        }
        let name: Arc<str> = Arc::from(name);
        let ids: Arc<[ArticleId]> = Arc::from([id]);
        rows::remark(state, id, |marks| {
            marks.tags.retain(|t| *t != name);
            if !away {
                marks.tags.push(Arc::clone(&name));
                marks.tags.sort();
            }
        });
        let change = if away {
            report::note(state, format!("tag #{name} removed"));
            Change::RemoveTag(ids, name)
        } else {
            report::note(state, format!("tagged #{name}"));
            Change::AddTag(ids, name)
        };
        state.send(Request::Apply(change));
    }
}
