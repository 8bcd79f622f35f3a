//! Owns: doing something to all articles of a line.
//! Promises: a line that is not wholly understood does nothing; loose matches are never touched; one undo takes all back.

use std::sync::Arc;

use crate::app::command::{Command, Place};
use crate::app::effect::{Bulk, BulkRequest, Request};
use crate::app::state::State;
use crate::app::step::{report, rows, saved};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::headline::Marks;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::text::sanitize;

/// Asks for the articles of a line; `.` is the filter line.
pub(crate) fn ask(state: &mut State, bulk: Bulk, line: &str) {
    let line = match line.trim() {
        "." => state.filter.text().trim().to_owned(),
        line => line.to_owned(),
    };
    if line.is_empty() {
        report::warn(state, "that would be every article; say which ones");
        return;
    }
    if let Some(wrong) = saved::wrong(&line) {
        report::warn(state, format!("nothing done: {wrong}"));
        return;
    }
    state.matching += 1;
    state.send(Request::Match(BulkRequest { line, bulk }));
}

/// `tag NAME QUERY`; a dash before the name takes the tag away.
pub(crate) fn tag(state: &mut State, words: &str) {
    let (name, line) = saved::first_word(words);
    let (on, name) = match name.strip_prefix('-') {
        Some(name) => (false, name),
        None => (true, name),
    };
    let name = sanitize::strip(name.trim_start_matches('#')).to_lowercase();
    if name.is_empty() {
        report::warn(state, "a tag needs a name");
        return;
    }
    ask(state, Bulk::Tag(Arc::from(name), on), line);
}

/// Does it, now that the articles are known.
pub(crate) fn carry_out(
    state: &mut State,
    request: BulkRequest,
    ids: Arc<[ArticleId]>,
    trouble: Option<String>,
) {
    let BulkRequest { line, bulk } = request;
    state.matching = state.matching.saturating_sub(1);
    if let Some(trouble) = trouble {
        report::warn(state, format!("nothing done: {trouble}"));
        return;
    }
    if ids.is_empty() {
        report::warn(state, format!("nothing matches {line}"));
        return;
    }
    mark(state, bulk, ids);
}

/// Marks these articles, and says so.
pub(crate) fn mark(state: &mut State, bulk: Bulk, ids: Arc<[ArticleId]>) {
    let count = ids.len();
    let many = if count == 1 { "article" } else { "articles" };
    let keymap = &state.settings.keymap;
    let undo = keymap.key_of(Place::List, Command::Undo);
    let undo = undo.unwrap_or_else(|| ":undo".to_owned());
    report::note(
        state,
        format!("{count} {many} {}; {undo} takes it back", words(&bulk)),
    );
    let shown: Vec<ArticleId> = ids
        .iter()
        .copied()
        .filter(|id| state.list.headlines.contains_key(id))
        .collect();
    for id in shown {
        rows::remark(state, id, |marks| remark(marks, &bulk));
    }
    state.send(Request::Apply(match bulk {
        Bulk::Read(on) => Change::SetRead(ids, on),
        Bulk::Starred(on) => Change::SetStarred(ids, on),
        Bulk::Tag(name, true) => Change::AddTag(ids, name),
        Bulk::Tag(name, false) => Change::RemoveTag(ids, name),
    }));
}

fn words(bulk: &Bulk) -> String {
    match bulk {
        Bulk::Read(true) => "marked read".to_owned(),
        Bulk::Read(false) => "marked unread".to_owned(),
        Bulk::Starred(true) => "starred".to_owned(),
        Bulk::Starred(false) => "unstarred".to_owned(),
        Bulk::Tag(name, true) => format!("tagged #{name}"),
        Bulk::Tag(name, false) => format!("without #{name}"),
    }
}

fn remark(marks: &mut Marks, bulk: &Bulk) {
    match bulk {
        Bulk::Read(on) => marks.read = *on,
        Bulk::Starred(on) => marks.starred = *on,
        Bulk::Tag(name, on) => {
            marks.tags.retain(|tag| tag != name);
            if *on {
                marks.tags.push(Arc::clone(name));
                marks.tags.sort();
            }
        }
    }
}
