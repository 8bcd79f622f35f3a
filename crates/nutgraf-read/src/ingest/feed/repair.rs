//! Owns: mending the XML of feeds: bare `&`, HTML's character references, missing ends.
//! Promises: linear time; what is well-formed stays as it is.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::ingest::html::entity;

/// The text without what stands before the first element, its XML declaration above all: that names the character set of
/// the bytes, which this text has no longer.
pub fn body(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if text.starts_with(['{', '[']) {
        return text;
    }
    // Declarations and comments; a comment may hold markup.
    let mut rest = text;
    for _ in 0..64 {
        let Some(from) = memchr(b'<', rest.as_bytes()).and_then(|at| rest.get(at..)) else {
            break;
        };
        let inner = from.get(1..).unwrap_or("");
        if inner.starts_with(char::is_alphabetic) {
            return from;
        }
        let comment = inner.strip_prefix("!--");
        rest = comment
            .and_then(|c| c.split_once("-->"))
            .map_or(inner, |(_, after)| after);
    }
    text
}

/// Makes every `&` outside of CDATA part of a reference that XML knows, and takes out characters that XML forbids.
pub fn references(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let text: Cow<'_, str> = if text.contains(forbidden) {
        Cow::Owned(text.chars().filter(|c| !forbidden(*c)).collect())
    } else {
        Cow::Borrowed(text)
    };
    if memchr(b'&', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest: &str = &text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with("<![CDATA[") {
            let end = memmem::find(from.as_bytes(), b"]]>").map_or(from.len(), |e| e + 3);
            out.push_str(from.get(..end).unwrap_or(from));
            rest = from.get(end..).unwrap_or("");
            continue;
        }
        if from.starts_with('<') {
            out.push('<');
            rest = from.get(1..).unwrap_or("");
            continue;
        }
        let length = reference(from);
        let whole = from.get(..length).unwrap_or("");
        match whole {
            "" => out.push_str("&amp;"),
            "&amp;" | "&lt;" | "&gt;" | "&quot;" | "&apos;" => out.push_str(whole),
            _ => {
                let text = entity::decode(whole);
                if text == whole {
                    out.push_str("&amp;");
                    out.push_str(whole.get(1..).unwrap_or(""));
                } else {
                    // A number may stand for a sign of XML itself.
                    for c in text.chars() {
                        match c {
                            '<' => out.push_str("&lt;"),
                            '&' => out.push_str("&amp;"),
                            c => out.push(c),
                        }
                    }
                }
            }
        }
        rest = from.get(length.max(1)..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of the reference at the start of `text`; 0 when there is none.
fn reference(text: &str) -> usize {
    let name = text.get(1..).unwrap_or("");
    let length = name
        .bytes()
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    if length > 0 && name.as_bytes().get(length) == Some(&b';') {
        length + 2
    } else {
        0
    }
}

/// The names of the elements that hold an entry.
const ENTRIES: [&str; 2] = ["item", "entry"];

/// The feed cut behind its last whole entry, with the ends of what is still open. `None` when it has no whole entry.
pub fn closed(text: &str) -> Option<String> {
    let end = ENTRIES
        .iter()
        .filter_map(|name| {
            let mark = format!("</{name}>");
            memmem::rfind(text.as_bytes(), mark.as_bytes()).map(|at| at + mark.len())
        })
        .max()?;
    Some(format!("{}{}", text.get(..end)?, foot(text)))
}

/// What closes a feed whose entries are over.
fn foot(text: &str) -> String {
    let name: String = text
        .chars()
        .skip(1)
        .take_while(|c| !c.is_whitespace() && *c != '>')
        .collect();
    let channel = memmem::find(text.as_bytes(), b"<channel").is_some()
        && !name.ends_with("RDF")
        && name != "channel";
    format!("{}</{name}>", if channel { "</channel>" } else { "" })
}

/// Each entry as a feed of its own, under the head of the whole.
pub fn pieces(text: &str) -> impl Iterator<Item = String> {
    let find = |from: usize, mark: &str| {
        let at = memmem::find(text.as_bytes().get(from..)?, mark.as_bytes())?;
        Some(from + at)
    };
    let name = ENTRIES
        .into_iter()
        .find(|n| find(0, &format!("</{n}>")).is_some())
        .unwrap_or("item");
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let first = find(0, &open).unwrap_or(text.len());
    // A head that is itself large would be parsed once for each entry.
    let head = text
        .get(..first)
        .filter(|h| h.len() < 8192)
        .unwrap_or("<rss version=\"2.0\"><channel>");
    let foot = foot(head);
    let mut at = first;
    std::iter::from_fn(move || {
        let start = find(at, &open)?;
        let end = find(start, &close)? + close.len();
        // An entry that was not closed reaches to the next one: only the last start counts.
        let piece = text.get(start..end)?;
        let inner = memmem::rfind(piece.as_bytes(), open.as_bytes()).unwrap_or(0);
        at = end;
        Some(format!("{head}{}{foot}", piece.get(inner..)?))
    })
}

/// A feed in an older or rarer dialect, in the words of the one that is read: Atom 0.3 as Atom 1.0, the other names of the
/// Dublin Core for who wrote and when.
pub fn dialect(text: Cow<'_, str>) -> Cow<'_, str> {
    const ATOM: [(&str, &str); 13] = [
        ("http://purl.org/atom/ns#", "http://www.w3.org/2005/Atom"),
        ("type=\"text/html\" mode", "type=\"html\" mode"),
        ("type='text/html' mode", "type='html' mode"),
        ("type=\"text/plain\"", "type=\"text\""),
        ("type='text/plain'", "type='text'"),
        ("type=\"application/xhtml+xml\"", "type=\"xhtml\""),
        ("type='application/xhtml+xml'", "type='xhtml'"),
        ("<tagline>", "<subtitle>"),
        ("</tagline>", "</subtitle>"),
        ("<issued>", "<published>"),
        ("</issued>", "</published>"),
        ("<modified>", "<updated>"),
        ("</modified>", "</updated>"),
    ];
    const CORE: [(&str, &str); 4] = [
        ("<dc:author>", "<dc:creator>"),
        ("</dc:author>", "</dc:creator>"),
        ("<dcterms:issued>", "<pubDate>"),
        ("</dcterms:issued>", "</pubDate>"),
    ];
    let old = text.contains("http://purl.org/atom/ns#");
    let names = ATOM.iter().filter(|_| old).chain(&CORE);
    names.fold(text, |text, (from, to)| {
        if text.contains(from) {
            Cow::Owned(text.replace(from, to))
        } else {
            text
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_mended_outside_of_cdata() {
        let check = |text: &str, want: &str| assert_eq!(references(text), want, "{text}");
        check("<a>x & y &amp; z</a>", "<a>x &amp; y &amp; z</a>");
        check("<a>&nbsp;&eacute;&#233;&#60;</a>", "<a>\u{a0}éé&lt;</a>");
        check(
            "<a href='?a=1&b=2'>&unknown;</a>",
            "<a href='?a=1&amp;b=2'>&amp;unknown;</a>",
        );
        check("<![CDATA[a & b]]> & c", "<![CDATA[a & b]]> &amp; c");
        check("<![CDATA[a & b", "<![CDATA[a & b");
        check("a\u{1}b & c", "ab &amp; c");
        check("plain", "plain");
    }

    #[test]
    fn ends_are_put_back() {
        assert_eq!(
            closed("<rss><channel><item>a</item><item>b").as_deref(),
            Some("<rss><channel><item>a</item></channel></rss>")
        );
        assert_eq!(
            closed("<feed x='y'><entry>a</entry><ent").as_deref(),
            Some("<feed x='y'><entry>a</entry></feed>")
        );
        assert_eq!(closed("<rss>"), None);
        assert_eq!(
            body("\u{FEFF} junk <?xml version='1.0'?>\n<!-- c --><rss>"),
            "<rss>"
        );
    }
}
