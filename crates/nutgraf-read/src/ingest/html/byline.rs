//! Owns: whom a page names as its authors, by all the places that name some.
//! Promises: total; the site is its own author only where nobody else is named.

use crate::ingest::html::author;
use crate::ingest::html::declarations::Declarations;
use crate::ingest::html::lines::Shown;
use crate::ingest::html::title;
use crate::ingest::html::visible;
use crate::text::word_list::words;

/// The authors: as declared, unless that is vague and the page shows a person.
pub(super) fn byline(
    shown: Shown<'_>,
    declared: &Declarations,
    source: Option<&str>,
) -> Option<String> {
    let is_site = |name: &String| {
        let name = title::loose(name);
        source.is_some_and(|s| {
            title::loose(s) == name || s.split('.').any(|part| title::loose(part) == name)
        })
    };
    let mut stated = stated(declared);
    let names = match stated.iter().position(|names| !names.iter().all(is_site)) {
        Some(at) => stated.swap_remove(at),
        None => Vec::new(),
    };
    let names = if names
        .iter()
        .all(|name| is_site(name) || author::is_vague(name))
    {
        let shown = visible::byline(shown)
            .filter(|shown| names.is_empty() || !shown.iter().any(|name| author::is_vague(name)));
        shown.unwrap_or(names)
    } else {
        names
    };
    let persons: Vec<String> = names.into_iter().filter(|name| !is_site(name)).collect();
    if !persons.is_empty() {
        return Some(persons.join(", "));
    }
    // Blogs bear their authors' names.
    stated.first().map(|names| names.join(", "))
}

/// The authors by each of the places that declare some, the best first.
fn stated(declared: &Declarations) -> Vec<Vec<String>> {
    const NAMES: [&str; 12] = words(
        "author article:author dc.creator citation.author parsely.author sailthru.author byl \
         og:article:author dc.contributor creator authors book:author",
    );
    let mut all = vec![names_in(&declared.jsonld.authors)];
    for name in NAMES {
        let texts: Vec<String> = declared.all(name).map(str::to_owned).collect();
        all.push(names_in(&texts));
    }
    // Cards of links have pairs of a label and its text: "Written by", "Ann Lee".
    for (label, text) in [
        ("twitter:label1", "twitter:data1"),
        ("twitter:label2", "twitter:data2"),
    ] {
        if declared.first(&[label]).is_some_and(author::is_label)
            && let Some(text) = declared.first(&[text])
        {
            all.push(author::names(text));
        }
    }
    all.retain(|names| !names.is_empty());
    all
}

/// The names in some bylines, each once.
fn names_in(texts: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in texts.iter().flat_map(|t| author::names(t)) {
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
