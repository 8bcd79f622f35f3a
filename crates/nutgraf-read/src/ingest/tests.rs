use super::*;
use crate::model::flaw::FlawKind;

#[test]
fn each_format_gives_its_documents() {
    let options = Options::default();
    let check = |name: &str, content: &str, want: &[Result<&str, &str>]| {
        let got: Vec<Result<String, String>> = read(content.as_bytes(), &options.with_origin(name))
            .into_iter()
            .map(|outcome| match outcome {
                Ok(draft) => Ok(format!(
                    "{:?}: {}",
                    draft.format,
                    draft
                        .paragraphs
                        .iter()
                        .map(|b| b.text.as_str())
                        .collect::<Vec<_>>()
                        .join(" / ")
                )),
                Err(refusal) => Err(refusal.to_string()),
            })
            .collect();
        let got: Vec<Result<&str, &str>> = got
            .iter()
            .map(|r| r.as_ref().map(String::as_str).map_err(String::as_str))
            .collect();
        assert_eq!(got, want, "{name}");
    };
    check("a.txt", "One.\n\nTwo.", &[Ok("Text: One. / Two.")]);
    check("a.md", "# T\n\nOne.", &[Ok("Markdown: One.")]);
    check("a.html", "<p>One.<p>Two.", &[Ok("Html: One. / Two.")]);
    check(
        "a.jsonl",
        "{\"text\": \"One.\"}\nx\n{\"html\": \"<p>Two.\"}",
        &[
            Ok("Jsonl: One."),
            Err("a.jsonl:2: broken JSON: expected value at column 1"),
            Ok("Html: Two."),
        ],
    );
    check("a.json", "[{\"text\": \"One.\"}]", &[Ok("Jsonl: One.")]);
    check("a.txt", "", &[Err("a.txt: empty")]);
    check("a.html", "\u{0}\u{1}", &[Err("a.html: binary, not text")]);
    check(
        "a.opml",
        "<opml/>",
        &[Err(
            "a.opml: a list of feeds, not articles (add it with `nutgraf feeds import`)",
        )],
    );
}

#[test]
fn a_file_over_the_limit_is_one_line() {
    let mut options = Options::default().with_origin("f");
    options.limits.bytes = 1 << 20;
    let large = vec![b'x'; (2 << 20) + 1];
    let refusal = read(&large, &options).remove(0).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "f: too large: 3 MiB, the limit is 1 MiB"
    );
    assert_eq!(refusal.kind, RefusalKind::Document(FlawKind::TooLarge));
}

#[test]
fn documents_of_a_file_come_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    std::fs::write(&path, "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").unwrap();
    let mut options = Options::default();
    options.limits.bytes = 20;
    let texts: Vec<String> = documents(&path, &options)
        .map(|d| d.unwrap().paragraphs[0].text.clone())
        .collect();
    assert_eq!(texts, ["One.", "Two."], "the limit is for one line");
    let missing = documents(&folder.path().join("no"), &options)
        .next()
        .unwrap();
    assert_eq!(missing.unwrap_err().kind, RefusalKind::Missing);
}

#[test]
fn hostile_pages_end_soon() {
    let options = Options::default();
    let (page, feed) = (
        options.with_format(Format::Html),
        options.with_format(Format::Feed),
    );
    for piece in [
        "<table><tr><td>",
        "<div><a><b><p>x",
        "</div>",
        "<a href=\"",
        "<!--",
        "<script>",
        "<p>word ",
        "&amp",
        "<li class='a b c'><ul>",
        "<![CDATA[",
    ] {
        let html = piece.repeat(200_000 / piece.len());
        let read = read(html.as_bytes(), &page);
        assert_eq!(read.len(), 1, "{piece}");
        let text = format!("<rss><channel>{}", piece.repeat(2000));
        assert!(!super::read(text.as_bytes(), &feed).is_empty());
    }
}

#[test]
fn a_table_that_is_no_file_has_a_length() {
    let mut options = Options::default().with_origin("-");
    options.limits.bytes = 16;
    let refused = |bytes: &[u8]| read(bytes, &options).pop().unwrap().unwrap_err();
    let large = refused(b"PAR1 and more than a stream may hold");
    assert_eq!(large.kind, RefusalKind::Document(FlawKind::TooLarge));
    assert!(large.message.contains("name the file"), "{large}");
    let short = refused(b"PAR1 and no more");
    assert_ne!(short.kind, large.kind, "{short}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_can_be_read_as_anything(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        all_formats(&bytes)?;
    }

    #[test]
    fn any_markup_gives_spans_that_fit(text in "(<(/?)(p|div|a|li|ul|table|tr|td|h1|h2|br|nav|script|title)( class=share| href=x)?>|[a-zé\u{a0} .&;\n]{1,20}){0,60}") {
        all_formats(text.as_bytes())?;
    }
}

/// Reads bytes in every format and holds the laws of drafts: spans fit, blocks ascend, links lie in their block.
fn all_formats(bytes: &[u8]) -> Result<(), proptest::test_runner::TestCaseError> {
    let formats = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Feed,
        Format::Jsonl,
        Format::Opml,
        Format::Warc,
        Format::Parquet,
        Format::Arrow,
    ];
    let options = Options::default().with_origin("https://a.example/x");
    for format in formats {
        let outcomes = read(bytes, &options.with_format(format));
        let failed = |outcome: &Outcome| {
            let refusal = outcome.as_ref().err();
            refusal.is_some_and(|refusal| refusal.kind == RefusalKind::Failed)
        };
        proptest::prop_assert!(!outcomes.iter().any(failed), "{:?} panics", format);
        for draft in outcomes.into_iter().flatten() {
            for block in &draft.paragraphs {
                proptest::prop_assert!(block.span.fits(&draft.raw), "{:?} {:?}", format, block);
                proptest::prop_assert!(!block.text.trim().is_empty());
                for link in &block.links {
                    proptest::prop_assert!(link.span.fits(&block.text), "{:?} {:?}", format, block);
                }
            }
            for dropped in &draft.dropped {
                proptest::prop_assert!(dropped.span.fits(&draft.raw));
            }
            let ascending = draft
                .paragraphs
                .windows(2)
                .all(|w| w[0].span.start <= w[1].span.start);
            proptest::prop_assert!(ascending || format == Format::Jsonl, "{:?}", format);
        }
    }
    Ok(())
}
