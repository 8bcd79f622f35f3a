//! Owns: telling what bytes are: which format, or no document at all.
//! Promises: looks at the name and at the first few kilobytes only.

use std::io::Read as _;

use flate2::read::GzDecoder;

use crate::ingest::decode;
use crate::ingest::refusal::{Refusal, RefusalKind};
use crate::model::article::Format;
use crate::model::flaw::FlawKind;

/// How much of a document is looked at, in bytes.
const SAMPLE: usize = 8192;

/// First bytes of common files that are no documents, with their names.
const MAGIC: [(&[u8], &str); 22] = [
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xCF\xFA\xED\xFE", "a program"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"wOFF", "a font"),
    (b"II*\0", "a TIFF image"),
];

/// Says why bytes are no document, if they are none: empty or binary.
pub fn not_a_document(bytes: &[u8], origin: &str) -> Option<Refusal> {
    let refuse =
        |kind, message: String| Some(Refusal::new(origin, RefusalKind::Document(kind), message));
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or(bytes);
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if unmarked.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return refuse(FlawKind::Empty, "empty".to_owned());
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return refuse(FlawKind::Binary, format!("{name}, not text"));
    }
    let wide =
        encoding_rs::Encoding::for_bom(bytes).is_some() || decode::utf16_by_look(bytes).is_some();
    let odd = |b: &&u8| matches!(**b, 0..=8 | 14..=26 | 28..=31 | 127);
    let strange = sample.iter().filter(odd).count();
    if !wide && (sample.contains(&0) || strange * 20 > sample.len()) {
        return refuse(FlawKind::Binary, "binary, not text".to_owned());
    }
    None
}

/// How a web archive begins, and each of its records.
pub const ARCHIVE: &[u8] = b"WARC/";

/// How a table in Parquet begins, and ends.
const PARQUET: &[u8] = b"PAR1";

/// How a file of Arrow begins, and ends.
pub(super) const ARROW_FILE: &[u8] = b"ARROW1";

/// How a stream of Arrow begins, and each of its messages; such bytes are no text.
const ARROW_STREAM: &[u8] = b"\xFF\xFF\xFF\xFF";

/// The format of many documents, no text itself, that bytes begin.
pub fn of_many(head: &[u8]) -> Option<Format> {
    if head.starts_with(PARQUET) {
        return Some(Format::Parquet);
    }
    if head.starts_with(ARROW_FILE) || head.starts_with(ARROW_STREAM) {
        return Some(Format::Arrow);
    }
    is_archive(head).then_some(Format::Warc)
}

/// Whether bytes begin a web archive, packed or plain.
pub fn is_archive(head: &[u8]) -> bool {
    if !head.starts_with(b"\x1F\x8B") {
        return head.starts_with(ARCHIVE);
    }
    let mut first = [0; ARCHIVE.len()];
    GzDecoder::new(head).read_exact(&mut first).is_ok() && first == ARCHIVE
}

/// The format that a name's extension stands for.
pub fn by_name(name: &str) -> Option<Format> {
    let name = name.split(['?', '#']).next().unwrap_or(name);
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let unpacked = last.strip_suffix(".gz").filter(|inner| {
        let ending = inner.rsplit('.').next().unwrap_or("");
        ["warc", "wet"].contains(&ending)
    });
    let (_, extension) = unpacked.unwrap_or(last).rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "jsonl" | "ndjson" => Format::Jsonl,
        "rss" | "atom" | "rdf" => Format::Feed,
        "opml" => Format::Opml,
        "warc" | "wet" => Format::Warc,
        "parquet" => Format::Parquet,
        "arrow" | "arrows" | "feather" => Format::Arrow,
        _ => return None,
    })
}

/// The format by name, then by content. A name that stands for markup is believed only when the content does not
/// contradict it: saved pages are often called `.txt`, feeds `.html`.
pub fn format(bytes: &[u8], name: &str) -> Format {
    let seen = by_content(bytes);
    match (by_name(name), seen) {
        (
            Some(
                named @ (Format::Markdown
                | Format::Jsonl
                | Format::Opml
                | Format::Warc
                | Format::Parquet
                | Format::Arrow),
            ),
            _,
        )
        | (Some(named), None) => named,
        (_, Some(seen)) => seen,
        (None, None) => Format::Text,
    }
}

/// The format that the first kilobytes show; `None` for text without marks.
fn by_content(bytes: &[u8]) -> Option<Format> {
    let sample = bytes.get(..bytes.len().min(SAMPLE))?;
    if let Some(many) = of_many(sample) {
        return Some(many);
    }
    let text = match encoding_rs::Encoding::for_bom(sample) {
        Some((encoding, _)) => encoding.decode(sample).0.into_owned(),
        None => match decode::utf16_by_look(sample) {
            Some(encoding) => encoding.decode(sample).0.into_owned(),
            None => String::from_utf8_lossy(sample).into_owned(),
        },
    };
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if text.starts_with('{') || text.starts_with('[') {
        return json(text);
    }
    if is_feed(text) {
        return Some(Format::Feed);
    }
    if text.starts_with('<') {
        return markup(text);
    }
    None
}

/// What a program complains of before the XML declaration of a feed is at most so long, in bytes.
const COMPLAINT: usize = 2048;

/// Whether an XML declaration and a feed's first element stand there, whatever a program wrote before them.
fn is_feed(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some((before, xml)) = lower.split_once("<?xml") else {
        return false;
    };
    let roots = ["<rss", "<feed", "<rdf:rdf"];
    before.len() <= COMPLAINT
        && !before.contains("<html")
        && !before.contains("<!doctype")
        && roots.iter().any(|root| xml.contains(root))
}

fn json(text: &str) -> Option<Format> {
    if text.contains("jsonfeed.org/version") {
        return Some(Format::Feed);
    }
    if let Some(inside) = text.strip_prefix('[') {
        return inside
            .trim_start()
            .starts_with('{')
            .then_some(Format::Jsonl);
    }
    // `{` alone also opens a template or a quotation of code: an object has a key.
    let inside = text.strip_prefix('{')?.trim_start();
    (inside.starts_with('"') && inside.contains("\":")
        || inside.starts_with('"') && inside.contains("\" :"))
    .then_some(Format::Jsonl)
}

fn markup(text: &str) -> Option<Format> {
    let lower = text.to_ascii_lowercase();
    // The first element decides; declarations, comments and processing instructions stand before it.
    let mut rest = lower.as_str();
    loop {
        rest = rest.trim_start();
        let (skip, end) = if rest.starts_with("<!--") {
            ("<!--", "-->")
        } else if rest.starts_with("<!doctype html") {
            return Some(Format::Html);
        } else if rest.starts_with("<!") {
            ("<!", ">")
        } else if rest.starts_with("<?") {
            ("<?", ">")
        } else {
            break;
        };
        let after = rest.get(skip.len()..).unwrap_or("");
        match after.find(end) {
            Some(at) => rest = after.get(at + end.len()..).unwrap_or(""),
            None => break,
        }
    }
    let name: String = rest
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .collect();
    match name.as_str() {
        "rss" | "feed" | "channel" => Some(Format::Feed),
        _ if [":rdf", ":feed", ":rss"]
            .iter()
            .any(|end| name.ends_with(end)) =>
        {
            Some(Format::Feed)
        }
        "opml" => Some(Format::Opml),
        "html" | "head" | "body" | "div" | "p" | "article" | "section" | "main" | "table"
        | "h1" | "h2" | "meta" | "title" | "span" | "a" | "script" | "style" | "link" | "ul"
        | "ol" | "blockquote" | "center" | "font" | "b" | "i" | "img" | "header" | "nav" => {
            Some(Format::Html)
        }
        _ if lower.contains("<html") => Some(Format::Html),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_name_and_content() {
        let check = |name: &str, content: &str, format: Format| {
            assert_eq!(
                super::format(content.as_bytes(), name),
                format,
                "{name} {content}"
            );
        };
        check("a.txt", "Just words.", Format::Text);
        check("a", "Just words.", Format::Text);
        check("a.md", "# T", Format::Markdown);
        check("a.MD", "<div>x</div>", Format::Markdown);
        check("a.txt", "<!DOCTYPE html><p>x", Format::Html);
        check("a.html", "<p>x", Format::Html);
        check("a.html", "no tag at all", Format::Html);
        check("page", "<!-- c --><html>", Format::Html);
        check(
            "a.xml",
            "<?xml version=\"1.0\"?><rss version='2.0'>",
            Format::Feed,
        );
        check(
            "a.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            Format::Feed,
        );
        check(
            "feed.php",
            "<br /><b>Warning</b>: x\n<?xml version='1.0'?><RSS>",
            Format::Feed,
        );
        check(
            "-",
            "Notice: x in y\n<?xml version='1.0'?>\n<feed>",
            Format::Feed,
        );
        check(
            "-",
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>",
            Format::Feed,
        );
        check(
            "a.json",
            "{\"version\": \"https://jsonfeed.org/version/1.1\"}",
            Format::Feed,
        );
        check("a.json", "{\"text\": \"x\"}", Format::Jsonl);
        check("-", "{\"text\" : \"x\"}\n{}", Format::Jsonl);
        check("-", "{not json", Format::Text);
        check("subs", "<?xml?><opml version='1.0'>", Format::Opml);
        check("https://a.example/x.html?y=1", "words", Format::Html);
        check("-", "<3 this story", Format::Text);
        check("crawl.warc.gz", "", Format::Warc);
        check("crawl.warc.wet.gz", "", Format::Warc);
        check("notes.txt.gz", "words", Format::Text);
        check("-", "WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc);
    }

    #[test]
    fn what_is_no_document_is_named() {
        let check = |bytes: &[u8], message: Option<&str>| {
            let got = not_a_document(bytes, "f").map(|r| r.to_string());
            assert_eq!(got.as_deref(), message, "{bytes:?}");
        };
        check(b"", Some("f: empty"));
        check(b"\xEF\xBB\xBF \r\n", Some("f: empty"));
        check(b"%PDF-1.7", Some("f: a PDF file, not text"));
        check(b"abc\0def", Some("f: binary, not text"));
        check(b"\x01\x02\x03\x04", Some("f: binary, not text"));
        check(b"h\0e\0l\0l\0o\0!\0", None);
        check(b"\x1b[31mred\x1b[0m words", None);
        check(b"words", None);
    }
}
