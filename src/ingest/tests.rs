use super::*;
use crate::model::flaw::FlawKind;

#[test]
fn each_format_gives_its_documents() {
    let check = |name: &str, content: &str, want: &[Result<&str, &str>]| {
        let got: Vec<Result<String, String>> =
            read(content.as_bytes(), name, None, &Limits::default())
                .into_iter()
                .map(|outcome| match outcome {
                    Ok(draft) => Ok(format!(
                        "{:?}: {}",
                        draft.format,
                        draft
                            .blocks
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
    let limits = Limits {
        bytes: 1 << 20,
        ..Limits::default()
    };
    let large = vec![b'x'; (2 << 20) + 1];
    let refusal = read(&large, "f", None, &limits).remove(0).unwrap_err();
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
    let limits = Limits {
        bytes: 20,
        ..Limits::default()
    };
    let texts: Vec<String> = documents(&path, None, &limits)
        .map(|d| d.unwrap().blocks[0].text.clone())
        .collect();
    assert_eq!(texts, ["One.", "Two."], "the limit is for one line");
    let missing = documents(&folder.path().join("no"), None, &limits)
        .next()
        .unwrap();
    assert_eq!(missing.unwrap_err().kind, RefusalKind::Missing);
}
