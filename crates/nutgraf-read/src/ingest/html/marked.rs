//! Owns: cutting a page down to what its reader has marked: one element, without others in it.
//! Promises: linear in page times marks; a mark that fits nothing changes nothing.

use crate::ingest::xml::{Open, Token, Tokens};

/// Elements that have no end tag.
const VOID: [&str; 9] = [
    "img", "br", "hr", "input", "link", "meta", "source", "wbr", "embed",
];

/// The first element that `take` fits, or the whole page when there is none, without all that one of `drop` fits. A mark is
/// `name`, `#id`, `.class` or `name.class`.
pub fn marked(html: &str, take: &str, drop: &[String]) -> String {
    let mut page = html;
    if !take.trim().is_empty()
        && let Some((from, to)) = find(html, 0, take)
    {
        page = html.get(from..to).unwrap_or(html);
    }
    let mut page = page.to_owned();
    for mark in drop {
        let mut at = 0;
        while let Some((from, to)) = find(&page, at, mark) {
            page.replace_range(from..to, "");
            at = from;
        }
    }
    page
}

/// Where the first element stands that a mark fits, from `start` on.
fn find(html: &str, start: usize, mark: &str) -> Option<(usize, usize)> {
    let mut tokens = Tokens::new(html);
    tokens.go_to(start);
    let mut found: Option<(Open<'_>, usize)> = None;
    for token in tokens {
        match (&mut found, token) {
            (None, Token::Open(open)) if fits(&open, mark) => {
                let end = open.at + open.raw.len();
                let void = VOID.iter().any(|name| open.name.eq_ignore_ascii_case(name));
                if open.closed || void {
                    return Some((open.at, end));
                }
                found = Some((open, 1));
            }
            (Some((first, depth)), Token::Open(open))
                if open.name.eq_ignore_ascii_case(first.name) && !open.closed =>
            {
                *depth += 1;
            }
            (Some((first, depth)), Token::Close { name, raw, at })
                if name.eq_ignore_ascii_case(first.name) =>
            {
                *depth -= 1;
                if *depth == 0 {
                    return Some((first.at, at + raw.len()));
                }
            }
            _ => {}
        }
    }
    found.map(|(open, _)| (open.at, html.len()))
}

fn fits(open: &Open<'_>, mark: &str) -> bool {
    let mark = mark.trim();
    if let Some(id) = mark.strip_prefix('#') {
        return open.attribute("id").is_some_and(|own| own.trim() == id);
    }
    let (name, class) = mark.split_once('.').unwrap_or((mark, ""));
    let named = name.is_empty() || open.name.eq_ignore_ascii_case(name);
    let classed = class.is_empty()
        || open
            .attribute("class")
            .is_some_and(|own| own.split_whitespace().any(|one| one == class));
    !mark.is_empty() && named && classed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_taken_and_others_are_left_out() {
        let page =
            "<body><div class='a b'>x<div>y</div><p id=z>z</p><img class=ad>!</div><div>w</div>";
        let check = |take: &str, drop: &[&str], want: &str| {
            let drop: Vec<String> = drop.iter().map(|mark| (*mark).to_owned()).collect();
            assert_eq!(marked(page, take, &drop), want, "{take} {drop:?}");
        };
        check(
            "div.b",
            &["#z", ".ad"],
            "<div class='a b'>x<div>y</div>!</div>",
        );
        check("#z", &[], "<p id=z>z</p>");
        check("article", &[], page);
        check("", &["div"], "<body>");
    }
}
