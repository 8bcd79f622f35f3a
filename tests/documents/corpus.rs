//! The golden corpus: documents of our own in `tests/corpus/`, read and cleaned, against what should come out
//! (`.golden` beside each). A mismatch prints the lines that differ; with `UPDATE_GOLDEN=1` it rewrites the file.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::Article;
use nutgraf_read::text::{self, Rules};

/// Everything about a cleaned document that a reader would see, as lines.
fn picture(article: &Article, rules: &Rules) -> String {
    let mut out = String::new();
    let meta = &article.meta;
    let or_none = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let published = meta
        .published
        .map_or("-".to_owned(), |moment| moment.to_string());
    writeln!(out, "title: {}", meta.title).unwrap();
    writeln!(out, "byline: {}", or_none(&meta.byline)).unwrap();
    writeln!(out, "published: {published}").unwrap();
    writeln!(out, "language: {}", or_none(&meta.language)).unwrap();
    for block in &article.blocks {
        writeln!(out, "\n{:?}", block.kind).unwrap();
        for sentence in text::sentences(&article.text, std::slice::from_ref(block), rules) {
            writeln!(out, "    {}", sentence.of(&article.text)).unwrap();
        }
    }
    writeln!(out, "\ndropped").unwrap();
    for dropped in &article.dropped {
        for line in dropped
            .span
            .of(&article.raw)
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            writeln!(out, "    {:10} {}", dropped.reason.name(), line.trim()).unwrap();
        }
    }
    for flaw in &article.flaws {
        writeln!(out, "flaw: {}", flaw.message).unwrap();
    }
    out
}

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|e| e != "golden"))
        .collect();
    found.sort();
    found
}

#[test]
fn documents_come_out_as_they_should() {
    let options = Options::default();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    let documents = documents();
    assert!(documents.len() >= 4, "the corpus is there");
    for path in documents {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut got = String::new();
        for outcome in ingest::read(&bytes, &options.with_origin(&name)) {
            let article = nutgraf_read::article(outcome.unwrap(), &options);
            got.push_str(&picture(&article, &options.rules));
        }
        let golden = path.with_extension("golden");
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if got == wanted {
            continue;
        }
        if update {
            fs::write(&golden, &got).unwrap();
            continue;
        }
        for line in wanted.lines().filter(|line| !got.contains(line)) {
            wrong.push(format!("{name}: - {line}"));
        }
        for line in got.lines().filter(|line| !wanted.contains(line)) {
            wrong.push(format!("{name}: + {line}"));
        }
        wrong.push(format!(
            "{name}: differs from its golden file (UPDATE_GOLDEN=1 rewrites it)"
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// In every format what cleaning left out is a piece of the raw text with its reason, and the page can show it in place.
#[test]
fn what_was_dropped_can_be_looked_at_in_every_format() {
    use nutgraf::app::page::{LineKind, Page, PageLine};
    use nutgraf_read::model::article::Format;

    let options = Options::default();
    let paragraphs = [
        "The council of the harbour town met on Tuesday and agreed to mend the old bridge before the winter, the mayor said.",
        "He told the assembly that the money would come from the sale of the market hall, which had stood empty for years.",
        "Fishermen asked for a second pier, but the council put that question off until the spring, as it had done before.",
    ];
    let join = |open: &str, close: &str| -> String {
        let made = paragraphs.iter().map(|p| format!("{open}{p}{close}\n\n"));
        made.collect()
    };
    let foot = "Leave a Reply\n\nNotify of\n";
    let text = format!("Council mends the bridge\n\n{}{foot}", join("", ""));
    let markdown = format!("# Council mends the bridge\n\n{}{foot}", join("", ""));
    let html = format!(
        "<html><head><title>Council mends the bridge</title></head><body><nav><a href=/a>Home</a> <a href=/b>World</a></nav>\
         <article><h1>Council mends the bridge</h1>{}</article></body></html>",
        join("<p>", "</p>")
    );
    for (format, source, piece, before) in [
        (Format::Text, text, "Leave a Reply", false),
        (Format::Markdown, markdown, "Leave a Reply", false),
        (Format::Html, html, "Home", true),
    ] {
        let article = nutgraf_read::read(source.as_bytes(), &options.with_format(format)).remove(0);
        assert!(
            !article.text.contains(piece),
            "{format:?}: {}",
            article.text
        );
        let page = Page::new(&article, 60, true);
        let shows = |line: &PageLine| {
            matches!(line.kind, LineKind::Dropped { .. })
                && line.span.of(&article.raw).contains(piece)
        };
        let place = page.lines.iter().position(shows);
        assert!(place.is_some(), "{format:?}: {:?}", article.dropped);
        let is_text = |line: &PageLine| matches!(line.kind, LineKind::Text { .. });
        if before {
            assert!(place < page.lines.iter().position(is_text), "{format:?}");
        } else {
            assert!(place > page.lines.iter().rposition(is_text), "{format:?}");
        }
        let plain = Page::new(&article, 60, false);
        assert!(!plain.lines.iter().any(shows), "{format:?}");
    }
}

/// Scripts that run from right to left, have no blanks, or put several characters into one letter: they are cleaned, split
/// and wrapped without a letter being torn or lost, and the briefing says that it is limited.
#[test]
fn no_script_breaks_sentences_or_lines() {
    use nutgraf::app::page::{LineKind, Page};
    use nutgraf_read::model::article::Format;
    use nutgraf_read::model::flaw::FlawKind;
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    let options = Options::default();
    for (language, text, sentences) in [
        (
            "ar",
            "قال وزير الخارجية إن المحادثات ستستمر في العاصمة يوم الثلاثاء. هل يوافق الجانبان؟ لم يجب أحد عن هذا السؤال حتى الآن.",
            3,
        ),
        (
            "he",
            "שר החוץ אמר כי השיחות יימשכו בבירה ביום שלישי. האם שני הצדדים יסכימו? איש לא ענה על כך עדיין.",
            3,
        ),
        (
            "ja",
            "外務大臣は火曜日に首都で会談が続くと述べた。「双方は合意するだろうか」と記者は尋ねた。まだ誰も答えていない。",
            3,
        ),
        (
            "zh",
            "外交部长星期二表示，谈判将在首都继续进行。双方会同意吗？目前还没有人回答这个问题。",
            3,
        ),
        (
            "hi",
            "विदेश मंत्री ने कहा कि राजधानी में मंगलवार को बातचीत जारी रहेगी। क्या दोनों पक्ष सहमत होंगे? अभी तक किसी ने उत्तर नहीं दिया।",
            3,
        ),
        (
            "vi",
            "Bo\u{302}\u{323} tru\u{31b}o\u{31b}\u{309}ng ngoại giao nói ra\u{306}\u{300}ng cuộc đàm phán sẽ tiếp tục ở thủ đô vào thứ ba. Hai bên sẽ đồng ý chứ? Chưa ai trả lời.",
            3,
        ),
    ] {
        let html = format!(
            "<html lang={language}><title>{language}</title><article><p>{text}</p><p>{text}</p></article></html>"
        );
        for (format, source) in [(Format::Text, text.to_owned()), (Format::Html, html)] {
            let article =
                nutgraf_read::read(source.as_bytes(), &options.with_format(format)).remove(0);
            assert!(article.text.contains(text), "{language}: {}", article.text);
            let limited = article.flaws.iter().any(|f| f.kind == FlawKind::Language);
            assert!(limited, "{language}: {:?}", article.flaws);
            let first = article.blocks.first().map_or(&[][..], std::slice::from_ref);
            let found = text::sentences(&article.text, first, &options.rules);
            assert_eq!(found.len(), sentences, "{language}: {found:?}");
            let letters = |text: &str| -> Vec<String> {
                let all = text.graphemes(true).filter(|g| !g.trim().is_empty());
                all.map(str::to_owned).collect()
            };
            for width in [1, 2, 7, 20, 33, 80] {
                let page = Page::new(&article, width, true);
                let mut shown = Vec::new();
                for line in page
                    .lines
                    .iter()
                    .filter(|l| matches!(l.kind, LineKind::Text { .. }))
                {
                    let words = line.span.of(&article.text);
                    let room = usize::from(width - line.indent.min(width - 1));
                    let alone = words.trim().graphemes(true).count() == 1;
                    assert!(
                        alone || words.trim_end().width() <= room,
                        "{language} {width}: {words}"
                    );
                    shown.extend(letters(words));
                }
                assert_eq!(shown, letters(&article.text), "{language} at {width}");
            }
        }
    }
}
