use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::ingest::shard::Shard;
use crate::model::moment::Moment;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A record of some type and fields.
fn record(kind: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-03-05T06:07:08Z\r\n{more}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A server's answer.
fn answer(status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    [
        format!("HTTP/1.1 {status}\r\n{fields}\r\n").as_bytes(),
        body,
    ]
    .concat()
}

/// A response record of an address below `a.example`.
fn response(name: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let more = format!(
        "WARC-Target-URI: https://a.example/{name}\r\nContent-Type: application/http; msgtype=response\r\n{more}"
    );
    record("response", &more, block)
}

fn page(words: &str) -> String {
    let text = format!("{words} came to the harbour of Ostrel on that day. ").repeat(6);
    format!(
        "<html><head><title>{words} in Ostrel</title></head><body><article><h1>{words} in Ostrel</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
}

fn html(name: &str, words: &str) -> Vec<u8> {
    let block = answer(
        "200 OK",
        "Content-Type: text/html\r\n",
        page(words).as_bytes(),
    );
    response(name, "", &block)
}

/// An archive of all that occurs, a record each.
fn archive() -> Vec<Vec<u8>> {
    let plain = page("Ships").into_bytes();
    let (first, second) = plain.split_at(100);
    let chunked = [
        format!("{:x};ext=1\r\n", first.len()).as_bytes(),
        first,
        format!("\r\n{:X}\r\n", second.len()).as_bytes(),
        second,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let latin = encoding_rs::WINDOWS_1252
        .encode(&page("Caf\u{e9}s"))
        .0
        .into_owned();
    let russian = page("\u{41a}\u{43e}\u{440}\u{430}\u{431}\u{43b}\u{438}")
        .replace("<head>", "<head><meta charset=\"windows-1251\">");
    let russian = encoding_rs::WINDOWS_1251.encode(&russian).0.into_owned();
    let japanese = encoding_rs::SHIFT_JIS
        .encode(&page("\u{6e2f}\u{6e7e}"))
        .0
        .into_owned();
    let kind = "Content-Type: text/html";
    let of = |name: &str, more: &str, fields: &str, body: &[u8]| {
        response(name, more, &answer("200 OK", fields, body))
    };
    vec![
        record(
            "warcinfo",
            "Content-Type: application/warc-fields\r\n",
            b"software: ours\r\n",
        ),
        record(
            "request",
            "Content-Type: application/http; msgtype=request\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        html("plain", "Boats"),
        of(
            "chunks",
            "",
            &format!("{kind}\r\nTransfer-Encoding: chunked\r\n"),
            &chunked,
        ),
        of(
            "no-chunks",
            "",
            &format!("{kind}\r\nTransfer-Encoding: chunked\r\n"),
            page("Rafts").as_bytes(),
        ),
        of(
            "gzip",
            "",
            &format!("{kind}\r\nContent-Encoding: gzip\r\n"),
            &packed(page("Sails").as_bytes()),
        ),
        of("image", "", "Content-Type: image/png\r\n", b"\x89PNG\r\n"),
        response(
            "gone",
            "",
            &answer(
                "404 Not Found",
                &format!("{kind}\r\n"),
                page("Nothing").as_bytes(),
            ),
        ),
        of(
            "latin",
            "",
            &format!("{kind}; charset=ISO-8859-1\r\n"),
            &latin,
        ),
        of("russian", "", &format!("{kind}\r\n"), &russian),
        of(
            "japanese",
            "",
            &format!("{kind}; charset=\"Shift_JIS\"\r\n"),
            &japanese,
        ),
        of(
            "cut",
            "WARC-Truncated: length\r\n",
            &format!("{kind}\r\n"),
            page("Nets").as_bytes(),
        ),
        response(
            "robots.txt",
            "",
            &answer(
                "200 OK",
                "Content-Type: text/plain\r\n",
                b"User-agent: *\r\n",
            ),
        ),
        record(
            "metadata",
            "Content-Type: application/warc-fields\r\n",
            b"fetchTimeMs: 5\r\n",
        ),
    ]
}

const PAGES: [&str; 8] = [
    "plain",
    "chunks",
    "no-chunks",
    "gzip",
    "latin",
    "russian",
    "japanese",
    "cut",
];
const TITLES: [&str; 8] = [
    "Boats in Ostrel",
    "Ships in Ostrel",
    "Rafts in Ostrel",
    "Sails in Ostrel",
    "Caf\u{e9}s in Ostrel",
    "\u{41a}\u{43e}\u{440}\u{430}\u{431}\u{43b}\u{438} in Ostrel",
    "\u{6e2f}\u{6e7e} in Ostrel",
    "Nets in Ostrel",
];

fn read(bytes: Vec<u8>, options: &Options) -> Vec<Outcome> {
    records(Cursor::new(bytes), options).collect()
}

fn options() -> Options {
    Options::default().with_origin("w")
}

#[test]
fn the_pages_are_read_however_they_are_packed() {
    let archive = archive();
    let members: Vec<u8> = archive.iter().flat_map(|record| packed(record)).collect();
    for bytes in [archive.concat(), members, packed(&archive.concat())] {
        assert!(sniff::is_archive(&bytes));
        let drafts: Vec<Draft> = read(bytes, &options())
            .into_iter()
            .map(Result::unwrap)
            .collect();
        let titles: Vec<&str> = drafts.iter().map(|d| d.meta.title.as_str()).collect();
        assert_eq!(titles, TITLES);
        for (draft, name) in drafts.iter().zip(PAGES) {
            assert_eq!(draft.meta.url, Some(format!("https://a.example/{name}")));
            assert_eq!(
                draft.meta.published, None,
                "the day of archiving is no day of publication"
            );
            let archived = draft
                .flaws
                .iter()
                .find(|f| f.kind == FlawKind::Date)
                .unwrap();
            assert!(archived.message.ends_with("archived 2024-03-05T06:07:08Z"));
            let cut = draft.flaws.iter().any(|f| f.kind == FlawKind::Truncated);
            assert_eq!(cut, name == "cut", "{name}: {:?}", draft.flaws);
        }
        assert_eq!(drafts[0].origin, "w:3");
    }
}

#[test]
fn a_date_of_the_page_is_the_date_and_text_of_wet_is_text() {
    let dated = page("Boats").replace(
        "<head>",
        "<head><meta property=\"article:published_time\" content=\"2023-01-02T03:04:05Z\">",
    );
    let block = answer("200 OK", "Content-Type: text/html\r\n", dated.as_bytes());
    let wet = "WARC-Target-URI: http://b.example/w\r\nContent-Type: text/plain\r\n";
    let text = "Boats in Ostrel\nThe boats came home.\n";
    let bytes = [
        response("d", "", &block),
        record("conversion", wet, text.as_bytes()),
    ]
    .concat();
    let drafts: Vec<Draft> = read(bytes, &options())
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(
        drafts[0].meta.published,
        Moment::parse("2023-01-02T03:04:05Z")
    );
    assert!(drafts[0].flaws.is_empty());
    assert_eq!(drafts[1].meta.url.as_deref(), Some("http://b.example/w"));
    assert_eq!(&*drafts[1].raw, text);
}

/// What came of each: the name of the page, or `!`.
fn names(bytes: Vec<u8>, options: &Options) -> Vec<String> {
    read(bytes, options)
        .into_iter()
        .map(|outcome| match outcome {
            Ok(draft) => draft
                .meta
                .url
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap()
                .to_owned(),
            Err(_) => "!".to_owned(),
        })
        .collect()
}

#[test]
fn a_broken_record_does_not_end_the_file() {
    let (a, b) = (html("a", "Boats"), html("b", "Ships"));
    let mut bad = packed(&html("bad", "Rafts"));
    let middle = bad.len() / 2;
    bad[middle..middle + 20].fill(0x55);
    let bytes = [packed(&a), bad, packed(&b)].concat();
    assert_eq!(names(bytes, &options()), ["a", "!", "b"]);
    let without_length =
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nsome lines\r\nof it\r\n\r\n".to_vec();
    assert_eq!(
        names([a.clone(), without_length, b.clone()].concat(), &options()),
        ["a", "!", "b"]
    );
    // A length that is too small leaves a rest behind.
    let short = String::from_utf8(html("short", "Rafts")).unwrap();
    let said: usize = short
        .split("Content-Length: ")
        .nth(1)
        .unwrap()
        .split('\r')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let short = short.replacen(
        &format!("Length: {said}"),
        &format!("Length: {}", said - 40),
        1,
    );
    assert_eq!(
        names(
            [a.clone(), short.into_bytes(), b.clone()].concat(),
            &options()
        ),
        ["a", "short", "!", "b"]
    );
    // The file breaks off: packed within a member, plain within a record.
    let whole = [packed(&a), packed(&b)].concat();
    let got = names(whole[..whole.len() - 60].to_vec(), &options());
    assert_eq!(got.first().map(String::as_str), Some("a"));
    let plain = [a.clone(), b].concat();
    let drafts = read(plain[..plain.len() - 300].to_vec(), &options());
    let last = drafts[1].as_ref().unwrap();
    assert!(last.flaws.iter().any(|f| f.kind == FlawKind::Truncated));
}

#[test]
fn what_is_too_large_is_refused_and_parts_make_up_the_whole() {
    let mut small = options();
    small.limits.bytes = 20_000;
    let bomb = packed(&vec![b'a'; 4 << 20]);
    let fields = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n";
    let bomb = response("bomb", "", &answer("200 OK", fields, &bomb));
    let long = html("long", &"Boats ".repeat(8_000));
    let bytes = [long, bomb, html("b", "Ships")].concat();
    assert_eq!(names(bytes, &small), ["!", "!", "b"]);

    let members: Vec<u8> = archive().iter().flat_map(|record| packed(record)).collect();
    let mut found = Vec::new();
    for index in 0..3 {
        let shard = Shard::parse(&format!("{index}/3")).unwrap();
        let part = Options { shard, ..options() };
        for outcome in read(members.clone(), &part) {
            let number: u64 = outcome
                .unwrap()
                .origin
                .rsplit(':')
                .next()
                .unwrap()
                .parse()
                .unwrap();
            assert_eq!((number - 1) % 3, index);
            found.push(number);
        }
    }
    found.sort_unstable();
    assert_eq!(found, [3, 4, 5, 6, 9, 10, 11, 12]);
}

proptest::proptest! {
    #[test]
    fn any_damage_is_borne(at in 0usize..4000, byte in 0u8..=255, cut in 0usize..4000) {
        let members: Vec<u8> = archive().iter().flat_map(|record| packed(record)).collect();
        for mut bytes in [archive().concat(), members] {
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % bytes.len());
            let options = options();
            for outcome in read(bytes, &options) {
                let failed = outcome.is_err_and(|refusal| refusal.kind == RefusalKind::Failed);
                proptest::prop_assert!(!failed);
            }
        }
    }
}
