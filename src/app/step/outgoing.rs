//! Owns: what of an article goes out: to the clipboard, the browser, other programs.
//! Promises: only clean text and addresses that start with http, https or mailto go out.

use crate::app::effect::{Action, Request};
use crate::app::state::State;
use crate::app::step::report;
use nutgraf_read::text::sanitize;

/// The address of the current article.
fn url(state: &State) -> Option<String> {
    let id = state.current()?;
    let from_row = state.list.headlines.get(&id).and_then(|h| h.url.as_deref());
    let from_text = state
        .current_reading()
        .and_then(|r| r.analyzed.article.meta.url.as_deref());
    from_row
        .or(from_text)
        .map(|u| sanitize::strip(u).into_owned())
}

/// Copies the link, or the id where there is none.
pub(crate) fn copy_link(state: &mut State) {
    match url(state) {
        Some(url) => {
            report::note(state, format!("copied {url}"));
            state.send(Action::Copy(url));
        }
        None => copy_id(state),
    }
}

/// Copies the public id.
pub(crate) fn copy_id(state: &mut State) {
    let Some(id) = state.current() else {
        return;
    };
    let from_row = state.list.headlines.get(&id).map(|h| h.key.to_string());
    let key = from_row.or_else(|| {
        state
            .articles
            .get(id)
            .map(|r| r.analyzed.article.key.to_string())
    });
    let Some(key) = key else {
        return;
    };
    let key = sanitize::strip(&key).into_owned();
    report::note(state, format!("copied id {key}"));
    state.send(Action::Copy(key));
}

/// Opens the article's address, or with a number that link of the text.
pub(crate) fn browse(state: &mut State, number: Option<u32>) {
    let target = match number {
        None => url(state),
        Some(number) => {
            let index = (number as usize).checked_sub(1);
            let links = state.current_reading().map(|r| &r.analyzed.article.links);
            let link = index.and_then(|i| links.and_then(|l| l.get(i)));
            link.map(|l| sanitize::strip(&l.target).into_owned())
        }
    };
    match (target, number) {
        (Some(target), _) if is_web(&target) => {
            report::note(state, format!("opening {target}"));
            state.send(Action::Browse(target));
        }
        (Some(target), _) => {
            report::warn(state, format!("not an address for a browser: {target}"));
        }
        (None, Some(number)) => report::warn(state, format!("there is no link {number}")),
        (None, None) => report::warn(state, "this article has no link"),
    }
}

/// Has the whole page of the current article fetched, in place of what its feed has.
pub(crate) fn whole_page(state: &mut State) {
    let Some(id) = state.current() else {
        return;
    };
    if state.settings.temporary {
        return report::note(
            state,
            "whole pages are fetched for the library only; start nutgraf without a path",
        );
    }
    match url(state) {
        Some(target) if is_web(&target) => {
            report::note(state, format!("fetching {target} …"));
            state.send(Request::WholePage(id));
        }
        Some(_) | None => report::warn(state, "this article has no page to be fetched"),
    }
}

/// Writes the articles of the list into a file; those that match only loosely stay out.
pub(crate) fn export(state: &mut State, file: &str) {
    let articles = state.list.exact();
    if articles.is_empty() {
        report::warn(state, "there are no articles in the list to export");
        return;
    }
    let file = file.to_owned();
    state.send(Request::Export { articles, file });
}

/// Whether an address starts with http, https or mailto, and holds neither blanks nor controls.
pub(crate) fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"];
    known
        .iter()
        .any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len())
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Gives the text of the current article to a program.
pub(crate) fn pipe(state: &mut State, line: &str) {
    let argv = words(line);
    if argv.is_empty() {
        return;
    }
    if let Some(text) = whole_text(state) {
        state.send(Action::Pipe { argv, text });
    }
}

/// Shows the text of the current article in the reader's pager.
pub(crate) fn pager(state: &mut State) {
    let argv = state.settings.pager.clone();
    if argv.is_empty() {
        report::warn(state, "no pager: set $PAGER, or `pager` in the settings");
        return;
    }
    if let Some(text) = whole_text(state) {
        state.send(Action::Pipe { argv, text });
    }
}

/// Opens a copy of the text of the current article in the reader's editor.
pub(crate) fn edit(state: &mut State) {
    let argv = state.settings.editor.clone();
    if argv.is_empty() {
        report::warn(state, "no editor: set $EDITOR, or `editor` in the settings");
        return;
    }
    if let Some(text) = whole_text(state) {
        state.send(Action::Edit { argv, text });
    }
}

/// Title and text of the current article, without anything that a terminal would obey.
fn whole_text(state: &mut State) -> Option<String> {
    let Some(reading) = state.current_reading() else {
        report::warn(state, "no article to give");
        return None;
    };
    let article = &reading.analyzed.article;
    let title = sanitize::strip(&article.meta.title);
    Some(format!("{title}\n\n{}\n", sanitize::show(&article.text)))
}

/// Splits at blanks; quotation marks hold words together. No other sign has a meaning: this is not a shell.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut open, mut started) = (String::new(), None, false);
    for c in line.chars() {
        match (c, open) {
            (_, Some(mark)) if c == mark => open = None,
            ('"' | '\'', None) => (open, started) = (Some(c), true),
            (_, None) if c.is_whitespace() => {
                if started {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            _ => {
                word.push(c);
                started = true;
            }
        }
    }
    if started {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_split_without_a_shell() {
        for (line, expected) in [
            ("less -R", vec!["less", "-R"]),
            ("  a 'b c' \"d\"e ", vec!["a", "b c", "de"]),
            ("a ''", vec!["a", ""]),
            ("echo $HOME; rm *", vec!["echo", "$HOME;", "rm", "*"]),
            ("", vec![]),
        ] {
            assert_eq!(words(line), expected, "{line:?}");
        }
    }

    #[test]
    fn only_web_addresses_go_out() {
        for good in [
            "http://a.example/",
            "HTTPS://a.example/x?y",
            "mailto:a@b.example",
        ] {
            assert!(is_web(good), "{good}");
        }
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "-x",
            "http://a b",
            "http://a\u{1b}",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
