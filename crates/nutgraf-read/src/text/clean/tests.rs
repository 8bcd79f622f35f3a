//! Tables and laws for cleaning.

use std::fmt::Write as _;

use super::*;
use crate::model::article::{BlockKind, Paragraph};
use crate::model::identity::Identity;
use crate::model::lexicon::LexiconFiles;
use crate::text::shared::Shared;
use proptest::prelude::*;

fn rules() -> Rules {
    let mut files = LexiconFiles::default();
    files.set(
        "abbreviations",
        include_str!("../../../lexicon/abbreviations.txt"),
    );
    files.set(
        "boilerplate",
        include_str!("../../../lexicon/boilerplate.txt"),
    );
    Rules::new(&files)
}

fn draft(text: &str) -> Draft {
    let mut blocks = Vec::new();
    let (mut gap, mut at) = (0_u8, 0);
    for row in text.split('\n') {
        if row.trim().is_empty() {
            gap = gap.saturating_add(1);
        } else {
            let span = Span::new(at, at + row.len());
            blocks.push(Paragraph {
                text: row.to_owned(),
                span,
                gap,
                ..Paragraph::default()
            });
            gap = 0;
        }
        at += row.len() + 1;
    }
    Draft {
        key: None,
        identity: Identity::default(),
        origin: "test".to_owned(),
        format: Format::Text,
        meta: Meta::default(),
        raw: text.into(),
        paragraphs: blocks,
        dropped: Vec::new(),
        flaws: Vec::new(),
        analysed: None,
    }
}

/// Six paragraphs of running text.
const BODY: &str = "The council of the river town voted on Tuesday to rebuild the old bridge, which a flood had carried away two years ago.

Its members had argued for months about who should pay for the work, and in the end they split the cost in three.

“We have waited long enough,” the mayor told reporters after the vote. “Now we build.”

Engineers will begin with the piers before winter comes. The road over the bridge should be open again by next autumn.

A ferry has carried people across since the flood, but it does not run when the water is high.

Shop owners on the far bank said that they had lost half of their customers.";

#[test]
fn leftovers_go_and_the_article_stays() {
    let rules = rules();
    for (head, tail) in [
        ("", ""),
        (
            "in ,\n\n",
            "\n\nLeave a Reply\n\nYour email address will not be published. Required fields are marked *\n\nComment\n\nName\n\nEmail\n\nWebsite",
        ),
        (
            "",
            "\n\nShare this:\n\nTwitter\n\nFacebook\n\nLike this:\n\nLike Loading...",
        ),
        (
            "",
            "\n\n3 Comments\n\nriverman42\nMarch 3, 2021\n\nAbout time!! They should have done this ages ago\n\nReply\n\nAnna B.\nMarch 4, 2021\n\nI take the ferry every day and my kids hate it.\n\nReply",
        ),
        (
            "Home\nNews\nSports\nWeather\n\n",
            "\n\nRelated Articles\n\nFerry line adds a second boat for the summer\n\nMayor of river town will not run again\n\n© 2021 River Valley Courier. All rights reserved.",
        ),
        (
            "",
            "\n\nSign up for our newsletter and get the latest stories in your inbox.\n\nThe views expressed in this article are those of the author and do not necessarily reflect those of the Courier.",
        ),
    ] {
        let title = "River town votes to rebuild its old bridge";
        let text = format!("{head}{title}\n\n{BODY}{tail}");
        let article = clean(draft(&text), &rules);
        assert_eq!(article.meta.title, title);
        assert_eq!(article.text.as_ref(), BODY, "{tail}");
    }
}

#[test]
fn an_article_about_prompts_keeps_its_sentences() {
    let rules = rules();
    let body = "Millions of people click on “Log in with Facebook” every day without reading what they allow, a new study says.

Researchers at a technical college counted how often pages ask readers to sign up for a newsletter. They found a prompt on nine of ten.

“Leave a reply” was the most common heading above the comment forms, the authors write. “Share this” came second.

Facebook did not answer a request for comment. Twitter and Google declined to say how many users log in through other sites.

Subscribe buttons are moving to the middle of articles because readers have learned to skip the end, the study says.

Cookie banners are the next thing that the group wants to count.";
    let text = format!(
        "Why every page wants you to log in\n\nA study counts the prompts that readers click away\n\n{body}\n\nLeave a Reply\n\nLog in with Facebook\n\nNotify of"
    );
    let article = clean(draft(&text), &rules);
    assert_eq!(
        article.text.as_ref(),
        format!("A study counts the prompts that readers click away\n\n{body}")
    );
    let reasons: Vec<DropReason> = article.dropped.iter().map(|d| d.reason).collect();
    assert_eq!(reasons.first(), Some(&DropReason::Metadata));
    assert!(
        reasons.contains(&DropReason::Comments) && reasons.contains(&DropReason::Login),
        "{reasons:?}"
    );
}

#[test]
fn other_scripts_and_short_notes_are_left_whole() {
    let rules = rules();
    for text in [
        "Заголовок новости\n\nМинистры встретились во второй половине дня и заявили, что переговоры продолжатся.\n\nПосле праздников они встретятся снова.",
        "部长们下午举行了会谈。\n\n并表示将在节日后继续谈判。",
        "One line only",
        "A short note about nothing much. It has two sentences.",
    ] {
        let article = clean(draft(text), &rules);
        let gone = usize::from(
            article
                .dropped
                .iter()
                .any(|d| d.reason == DropReason::Metadata),
        );
        assert!(
            article.dropped.len() <= 1 && gone == article.dropped.len(),
            "{:?}",
            article.dropped
        );
        assert!(!article.meta.title.is_empty());
    }
}

#[test]
fn keys_come_from_the_document_the_address_or_the_words() {
    let rules = rules();
    let mut given = draft(BODY);
    given.key = Some(ArticleKey::from("own-id"));
    assert_eq!(clean(given, &rules).key.to_string(), "own-id");
    let mut addressed = draft(BODY);
    addressed.meta.url = Some("https://example.org/2022/07/15/talks".to_owned());
    let hash = hash::stable(*b"https://example.org/2022/07/15/talks");
    assert_eq!(
        clean(addressed, &rules).key.to_string(),
        format!("{hash:016x}")
    );
    let (a, b) = (
        clean(draft(BODY), &rules),
        clean(draft(&BODY.replace('“', "\"")), &rules),
    );
    assert_eq!(a.key, b.key);
}

#[test]
fn controls_are_shown_and_titles_are_stripped() {
    let rules = rules();
    let text = format!(
        "A \u{1b}[31mred\u{1b}[0m title for the town\n\nIt \u{202e}said\u{202c} \u{1b}[2J {BODY}"
    );
    let article = clean(draft(&text), &rules);
    assert_eq!(article.meta.title, "A ␛[31mred␛[0m title for the town");
    assert!(article.text.starts_with("It said ␛[2J The council"));
}

#[test]
fn markup_blocks_lose_only_what_phrases_cover() {
    let rules = rules();
    let mut html = draft(&format!(
        "Share this\n\n{BODY}\n\nA list of names\n\nAnna Novak\n\nRead more"
    ));
    html.format = Format::Html;
    html.meta.title = "River town votes".to_owned();
    for block in html
        .paragraphs
        .iter_mut()
        .filter(|b| b.text == "A list of names")
    {
        block.kind = BlockKind::Heading(2);
    }
    let article = clean(html, &rules);
    assert!(
        article.text.ends_with("A list of names\n\nAnna Novak"),
        "{}",
        article.text
    );
    assert!(article.text.starts_with("The council"), "{}", article.text);
}

#[test]
fn kept_text_is_the_raw_text() {
    let text = "Leave a Reply\n\n  odd \u{a0} blanks\r\n";
    let article = keep(draft(text));
    assert_eq!(article.text.as_ref(), text);
    assert!(article.dropped.is_empty() && article.blocks.is_empty());
}

/// Running text that is another one for each `n`.
fn body(n: u64) -> String {
    let mut text = String::new();
    for i in 0..120 {
        let word = hash::stable([n, i].map(u64::to_le_bytes).concat()) % 700;
        let end = match i % 30 {
            29 => " said.\n\n",
            _ if i % 10 == 9 => " and the ",
            _ => " ",
        };
        if i % 30 == 0 {
            text.push_str("The ");
        }
        write!(text, "w{word}{end}").unwrap();
    }
    text
}

#[test]
fn lines_that_documents_share_are_found_and_pruned() {
    const FOOT: &str = "The Courier has been printed in the valley since the bridge was built, and it is read in every house by the sea.";
    let rules = rules();
    // Blanks and a line end stand between the words of the shared line.
    let foot = FOOT.replace("and it", "and\n  it");
    let article = |n: u64, foot: &str| {
        let own = format!("Headline about matter {n} of the week\n\n{}{foot}", body(n));
        clean(draft(&own), &rules)
    };
    let mut shared = Shared::default();
    for n in 0..5 {
        shared.add(&article(n, &foot));
    }
    assert!(shared.has(FOOT));
    let one = article(0, &foot);
    assert!(one.text.contains("Courier"));
    let pruned = shared.prune(one);
    assert!(!pruned.text.contains("Courier"), "{}", pruned.text);
    assert!(pruned.text.ends_with("said."));
    let last = pruned.dropped.last().unwrap().span.of(&pruned.raw);
    assert_eq!(last, foot);
    // Copies of one story have all their lines in common, and keep them.
    let mut copies = Shared::default();
    for _ in 0..5 {
        copies.add(&article(7, ""));
    }
    let whole = article(7, "");
    assert_eq!(copies.prune(whole.clone()).text, whole.text);
}

proptest! {
    #[test]
    fn cleaning_is_total(text in "(\\PC|[A-Za-z .,\n\r\t]|Leave a Reply\n|By Jane Doe\n|July 5, 2022\n|\u{1b}\\[31m|The talks went on and on, they said\\.\n){0,60}") {
        let article = clean(draft(&text), &Rules::new(&LexiconFiles::default()));
        let mut end = 0;
        for block in &article.blocks {
            prop_assert!(block.span.fits(&article.text) && !block.span.is_empty() && block.span.start >= end);
            end = block.span.end;
        }
        let mut last = Span::default();
        for dropped in &article.dropped {
            prop_assert!(dropped.span.fits(&article.raw) && dropped.span >= last);
            last = dropped.span;
        }
        prop_assert!(sanitize::is_clean(&article.text));
        prop_assert_eq!(sanitize::strip(&article.meta.title), article.meta.title.as_str());
        let joined: Vec<&str> = article.blocks.iter().map(|b| b.span.of(&article.text)).collect();
        prop_assert_eq!(joined.join("\n\n"), article.text.as_ref());
    }
}
