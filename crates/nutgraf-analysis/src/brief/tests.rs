//! Briefs over reports of one event: what several say, once, within the words asked for.

use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::article::{Article, Block, BlockKind};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

use crate::brief::told::Told;
use crate::brief::{BriefLine, Chooser, Group, Source};
use crate::test_article::article;

const REPORTS: [(&str, &str); 3] = [
    (
        "Bridge at Ostrava closed after crack is found",
        "Engineers closed the Mariner bridge at Ostrava on Monday after a crack was found in its main girder. But nobody was hurt. The mayor of Ostrava said that 12,000 cars a day would be led over the old ferry road. A bakery nearby sold coffee to the waiting drivers.",
    ),
    (
        "Ostrava shuts Mariner bridge",
        "The Mariner bridge at Ostrava was closed on Monday after engineers found a crack in the main girder. He called it a miracle. Repairs of the main girder will take until the spring, the road office said on Monday.",
    ),
    (
        "Ferry road takes the traffic",
        "Traffic stood for miles on the old ferry road after the Mariner bridge was closed. The road office said repairs of the main girder will take until the spring. Who will pay for it?",
    ),
];

/// Articles with their sentences, which end at a blank after a mark.
fn articles(reports: &[(&str, &str)]) -> Vec<(Article, Analysis)> {
    let one = |(title, text): &(&str, &str)| {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, _) in text.match_indices(['.', '?']) {
            let ends = text
                .get(at + 1..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
            if ends && at > start {
                sentences.push(Span::new(start, at + 1));
                start = at + 2;
            }
        }
        let block = Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, text.len()),
        };
        let analysis = Analysis {
            sentences,
            ..Analysis::default()
        };
        (article(title, text, vec![block]), analysis)
    };
    reports.iter().map(one).collect()
}

fn group(articles: &[(Article, Analysis)], days: &[i64]) -> Group<'static> {
    let articles: &'static [(Article, Analysis)] = Box::leak(articles.to_vec().into_boxed_slice());
    let sources = articles
        .iter()
        .enumerate()
        .map(|(at, (article, analysis))| Source {
            article,
            analysis,
            origin: u32::try_from(at).unwrap(),
            published: days.get(at).map(|day| Moment(day * 86_400)),
        });
    Group {
        weight: 1.0,
        sources: sources.collect(),
    }
}

fn texts<'a>(articles: &'a [(Article, Analysis)], lines: &[BriefLine]) -> Vec<&'a str> {
    let text = |line: &BriefLine| line.span.of(&articles[line.article].0.text);
    lines.iter().map(text).collect()
}

#[test]
fn what_several_say_is_told_once_and_nothing_hangs() {
    let articles = articles(&REPORTS);
    let chosen = Chooser::default().choose(&[group(&articles, &[])], 60, &Told::default());
    let told = texts(&articles, &chosen[0]);
    assert!(
        told[0].contains("closed") && told[0].contains("crack"),
        "{told:?}"
    );
    let count = |words: &str| told.iter().filter(|line| line.contains(words)).count();
    assert_eq!((count("crack"), count("spring")), (1, 1), "{told:?}");
    for line in ["But nobody", "He called", "Who will pay"] {
        assert_eq!(count(line), 0, "{told:?}");
    }
    let words: usize = told
        .iter()
        .map(|line| line.split_whitespace().count())
        .sum();
    assert!(words <= 60, "{words}");
    let first = &chosen[0][0];
    assert!(first.same.contains(&(1 - first.article)), "{first:?}");
}

#[test]
fn what_was_told_is_not_new_but_a_new_number_is() {
    let articles = articles(&[
        (
            "Quake",
            "The quake at Lenn killed 10 people in the old harbour on Sunday, officials said.",
        ),
        (
            "Quake",
            "The quake at Lenn killed 14 people in the old harbour on Sunday, officials said.",
        ),
        (
            "Quake",
            "The quake at Lenn killed 10 people in the old harbour, officials said on Sunday.",
        ),
    ]);
    let chooser = Chooser::default();
    let group = group(&articles, &[1, 2, 1]);
    let first = chooser.choose(std::slice::from_ref(&group), 100, &Told::default());
    assert_eq!(
        texts(&articles, &first[0]),
        [articles[1].0.text.as_ref()],
        "the newest number"
    );
    let told = chooser.remember(&[&articles[0].0.text]);
    let second = chooser.choose(std::slice::from_ref(&group), 100, &told);
    assert_eq!(texts(&articles, &second[0]), [articles[1].0.text.as_ref()]);
    let told = chooser.remember(&[&articles[0].0.text, &articles[1].0.text]);
    assert_eq!(chooser.choose(&[group], 100, &told), [vec![]]);
}

#[test]
fn stories_share_the_words_and_none_tells_what_another_told() {
    let articles = articles(&REPORTS);
    let groups = [group(&articles[..2], &[]), group(&articles[..2], &[])];
    let chosen = Chooser::default().choose(&groups, 70, &Told::default());
    let all: Vec<&str> = chosen
        .iter()
        .flat_map(|lines| texts(&articles, lines))
        .collect();
    let words: usize = all.iter().map(|line| line.split_whitespace().count()).sum();
    assert!(words <= 70 && !all.is_empty(), "{all:?}");
    let cracks = all.iter().filter(|line| line.contains("crack")).count();
    assert_eq!(cracks, 1, "{all:?}");
    assert_eq!(
        Chooser::default().choose(&[], 70, &Told::default()),
        Vec::<Vec<BriefLine>>::new()
    );
}
