//! What a source puts under everything, and what its stories say again and again.

use super::*;
use crate::model::article::Meta;
use crate::model::id::ArticleKey;
use crate::model::identity::Identity;
use crate::model::span::Span;

/// Five stories of a paper, and what is told in each.
const STORIES_TOLD: [(&str, &str); 5] = [
    (
        "Kyiv power plant hit",
        "Ukraine said that Russia hit a power plant near Kyiv on Monday, leaving whole districts without light.",
    ),
    (
        "Grain leaves Odesa",
        "The first ships left Odesa with grain for Egypt while Ukraine and Russia traded blame over the port.",
    ),
    (
        "Prisoners come home",
        "Ukraine and Russia exchanged two hundred prisoners at the border of Belarus, a spokeswoman said there.",
    ),
    (
        "Tanks on their way",
        "Berlin sends twenty more tanks to Ukraine, which Russia called a step that nobody would forget soon.",
    ),
    (
        "Talks break off again",
        "Talks between Russia and Ukraine in Istanbul ended after an hour without a date for another meeting.",
    ),
];

fn article(title: &str, paragraphs: &[&str]) -> Article {
    let text = paragraphs.join("\n\n");
    let mut at = 0;
    let blocks = paragraphs.iter().map(|line| {
        let span = Span::new(at, at + line.len());
        at += line.len() + 2;
        Block {
            kind: BlockKind::Paragraph,
            span,
        }
    });
    Article {
        key: ArticleKey::from(title),
        identity: Identity::Own,
        origin: "wire.jsonl".to_owned(),
        meta: Meta {
            title: title.to_owned(),
            source: Some("The Gazette".to_owned()),
            byline: Some("Ann Author".to_owned()),
            url: Some(format!(
                "https://gazette.example/ukraine-russia/{}",
                title.to_lowercase()
            )),
            ..Meta::default()
        },
        blocks: blocks.collect(),
        links: Vec::new(),
        raw: text.as_str().into(),
        text: text.into(),
        dropped: Vec::new(),
        flaws: Vec::new(),
    }
}

fn judged(line: &str, articles: &[Article], often: bool) -> Verdict {
    let witnesses: Vec<Witness> = articles.iter().map(Witness::new).collect();
    let witnesses: Vec<&Witness> = witnesses.iter().collect();
    let alone = article("", &[line]);
    let mark = Source::of(&alone).marks(&alone.blocks, &alone.text)[0].unwrap();
    verdict(mark, &witnesses, &|_| false, often)
}

#[test]
fn boilerplate_is_told_from_what_stories_say_again_and_again() {
    let check = |line: &str, often: bool, expected: Verdict| {
        let articles = STORIES_TOLD.map(|(title, told)| article(title, &[told, line, "More soon"]));
        assert_eq!(judged(line, &articles, often), expected, "{line}");
    };
    for line in [
        "Follow topics and authors from this story",
        "Sign up for our newsletter, sent to your inbox every week.",
        "Ann is a reporter with The Gazette who has covered gardens, music and food since she left school in 1998.",
        "You can reach Ann by writing to ann@gazette.example or via encrypted message at annauthor.01 on Signal.",
        "Gazette Forum | Boston, MA | June 23",
    ] {
        check(line, true, Verdict::Boilerplate);
    }
    let background = "The war began in February 2022, when Russia sent its army over the border into Ukraine from three sides.";
    check(background, true, Verdict::Story);
    check("Nobody was hurt in it.", false, Verdict::Open);
    check("Nobody was hurt in it.", true, Verdict::Boilerplate);
}

#[test]
fn prints_of_one_story_are_one_witness() {
    let told = STORIES_TOLD[0].1;
    let more = "Engineers worked through the night to bring the power back, and schools stayed closed on both banks of the \
                river until the afternoon, the mayor wrote in a message to the people of the city.";
    let prints = ["first report", "update 1", "update 2"].map(|which| {
        article(
            &format!("Kyiv power plant hit, {which}"),
            &[told, more, which],
        )
    });
    let witnesses = prints.each_ref().map(Witness::new);
    assert!(witnesses[0].is_same_story(&witnesses[2]));
    let others = STORIES_TOLD.map(|(title, told)| Witness::new(&article(title, &[told])));
    assert!(!others[0].is_same_story(&others[1]));
    assert!(!witnesses[0].is_same_story(&others[1]));
}

#[test]
fn what_goes_is_dropped_and_something_stays() {
    let line = "Follow topics and authors from this story";
    let told = STORIES_TOLD[1].1;
    let marks = |article: &Article| Source::of(article).marks(&article.blocks, &article.text);
    let whole = article("Grain leaves Odesa", &[told, line, "Read more", told]);
    let known = marks(&whole)[1].unwrap();
    let pruned = prune(whole.clone(), |mark| mark == known);
    assert_eq!(&*pruned.text, format!("{told}\n\nRead more\n\n{told}"));
    let dropped = pruned.dropped.first().unwrap();
    assert_eq!(dropped.span.of(&pruned.raw), line);
    assert_eq!(dropped.reason, DropReason::Boilerplate);
    // The raw text of a stored page was cut to its dropped pieces.
    let cut = Article {
        raw: "Log in\n".into(),
        ..whole
    };
    let pruned = prune(cut, |mark| mark == known);
    assert_eq!(pruned.dropped.first().unwrap().span.of(&pruned.raw), line);
    let bare = article("Nothing else", &[line, "Read more"]);
    assert_eq!(&*prune(bare, |_| true).text, line);
    // A row, a verse and a quotation are no boilerplate, and another source knows nothing of it.
    let mut verse = article("A poem", &[line]);
    verse.blocks[0].kind = BlockKind::Verbatim;
    assert_eq!(marks(&verse), [None]);
    verse.blocks[0].kind = BlockKind::Paragraph;
    verse.meta.source = Some("The Herald".to_owned());
    assert_ne!(marks(&verse), [Some(known)]);
}
