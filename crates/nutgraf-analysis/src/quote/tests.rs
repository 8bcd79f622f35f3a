mod reported;

use proptest::prelude::*;

use super::*;
use crate::test_article;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Mention;
use nutgraf_read::model::article::{Block, BlockKind};
use nutgraf_read::model::id::ActorId;

fn article(text: &str) -> Article {
    let mut at = 0;
    let blocks = text
        .split("\n\n")
        .map(|piece| {
            let span = Span::new(at, at + piece.len());
            at += piece.len() + 2;
            Block {
                kind: BlockKind::Paragraph,
                span,
            }
        })
        .collect();
    test_article::article("", text, blocks)
}

/// Sentences as plain as can be: they end after a stop (and closing marks) before a blank and a capital, or with a block.
fn sentences(article: &Article) -> Vec<Span> {
    nutgraf_read::text::sentence::sentences(
        &article.text,
        &article.blocks,
        &nutgraf_read::text::rules::Rules::new(
            &nutgraf_read::model::lexicon::LexiconFiles::default(),
        ),
    )
}

/// Entities by name: every occurrence is a mention. `Lund` belongs to `Anton Lund`.
fn entities(text: &str, names: &[(&str, Kind)]) -> Vec<Entity> {
    names
        .iter()
        .map(|(name, kind)| {
            let short = name.rsplit(' ').next().unwrap_or(name);
            let mut mentions = Mention::all_of(name, text);
            for part in Mention::all_of(short, text) {
                if !mentions.iter().any(|m| m.span.contains(part.span)) {
                    mentions.push(part);
                }
            }
            mentions.sort_by_key(|m| m.span);
            Entity {
                id: ActorId::from(*name),
                name: (*name).to_owned(),
                kind: *kind,
                salience: 0.5,
                central: true,
                mentions,
            }
        })
        .collect()
}

const NAMES: [(&str, Kind); 4] = [
    ("Anton Lund", Kind::Person),
    ("Ina Brandt", Kind::Person),
    ("Borgia", Kind::Country),
    ("Harbour Council", Kind::Organization),
];

/// How the bearers of the names above are spoken of.
fn given(name: &str) -> SpokenOf {
    match name {
        "Anton" | "Karim" => SpokenOf::He,
        "Ina" => SpokenOf::She,
        _ => SpokenOf::Either,
    }
}

fn check(text: &str, wanted: &[(&str, Option<&str>, Option<&str>)]) {
    let article = article(text);
    let entities = entities(text, &NAMES);
    let found = find(
        &Speech::default(),
        &article,
        &sentences(&article),
        &entities,
        &given,
    );
    let found: Vec<(&str, Option<&str>, Option<&str>)> = found
        .iter()
        .map(|q| {
            (
                q.span.of(text),
                q.speaker.as_ref().map(|s| &*s.0),
                q.speaker_span.map(|s| s.of(text)),
            )
        })
        .collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn who_said_what() {
    check(
        "“We will close the harbour,” Anton Lund said. “There is no other way.”",
        &[
            (
                "“We will close the harbour,”",
                Some("Anton Lund"),
                Some("Anton Lund"),
            ),
            (
                "“There is no other way.”",
                Some("Anton Lund"),
                Some("Anton Lund"),
            ),
        ],
    );
    check(
        "Anton Lund met Ina Brandt on Monday. “It went well,” he told reporters.",
        &[("“It went well,”", Some("Anton Lund"), Some("he"))],
    );
    check(
        "On Thursday, Brandt tweeted:\n\n“Borgia claims that it wants a deal.\n\n“It does not.”",
        &[(
            "“Borgia claims that it wants a deal.\n\n“It does not.”",
            Some("Ina Brandt"),
            Some("Brandt"),
        )],
    );
    check(
        "Council envoy Anton Lund said the following:\n\n“I have been clear about all this.”\n\n“We must go back to work now.”",
        &[
            (
                "“I have been clear about all this.”",
                Some("Anton Lund"),
                Some("Council envoy Anton Lund"),
            ),
            (
                "“We must go back to work now.”",
                Some("Anton Lund"),
                Some("Council envoy Anton Lund"),
            ),
        ],
    );
    check(
        "Council press policy chief Anton Lund said:\n\n“We must go back to it” as it never did, adding:\n\n“That is all.”",
        &[
            (
                "“We must go back to it”",
                Some("Anton Lund"),
                Some("Council press policy chief Anton Lund"),
            ),
            (
                "“That is all.”",
                Some("Anton Lund"),
                Some("Council press policy chief Anton Lund"),
            ),
        ],
    );
    check(
        "“It was never our plan to stay,” Lund campaign manager Oda Berg said.",
        &[(
            "“It was never our plan to stay,”",
            None,
            Some("Lund campaign manager Oda Berg"),
        )],
    );
    check(
        "Borgia warned of “a wider war in the region.”",
        &[(
            "“a wider war in the region.”",
            Some("Borgia"),
            Some("Borgia"),
        )],
    );
    check(
        "‘It’s a good day for all of us,’ Lund said.",
        &[(
            "‘It’s a good day for all of us,’",
            Some("Anton Lund"),
            Some("Lund"),
        )],
    );
}

#[test]
fn he_and_she_are_whom_the_words_before_are_about() {
    let names = [
        ("Anton Lund", Kind::Person),
        ("Ina Brandt", Kind::Person),
        ("Karim Berg", Kind::Person),
        ("Falk", Kind::Person),
    ];
    let said = "“The quay must stay open,” Anton Lund said.";
    for (text, wanted) in [
        // Whoever the quote's own paragraph brings in speaks, not who was heard before.
        (
            "Karim Berg disagreed. “It costs too much,” he said.",
            Some("Karim Berg"),
        ),
        (
            "Last night Karim Berg said he was worried. “It costs too much,” he told the Post.",
            Some("Karim Berg"),
        ),
        (
            "Karim Berg, a teacher, disagreed. He said: “It costs too much.”",
            Some("Karim Berg"),
        ),
        (
            "Karim Berg disagreed. He had been there. “It costs too much,” he said.",
            Some("Karim Berg"),
        ),
        (
            "Lund’s deputy, Karim Berg, disagreed. “It costs too much,” he said.",
            Some("Karim Berg"),
        ),
        // Names and titles tell who is she.
        (
            "Ina Brandt disagreed. “It costs too much,” she said.",
            Some("Ina Brandt"),
        ),
        (
            "Ms Falk disagreed. “It costs too much,” she said.",
            Some("Falk"),
        ),
        (
            "Ina Brandt disagreed. “It costs too much,” he said.",
            Some("Anton Lund"),
        ),
        // A quote that opens its paragraph goes on with the voice heard last.
        ("“It costs too little,” he added.", Some("Anton Lund")),
        ("“It costs too much,” she added.", None),
    ] {
        let text = format!("{said}\n\n{text}");
        let article = article(&text);
        let entities = entities(&text, &names);
        let found = find(
            &Speech::default(),
            &article,
            &sentences(&article),
            &entities,
            &given,
        );
        let speaker = found.last().and_then(|quote| quote.speaker.as_ref());
        assert_eq!(speaker.map(|speaker| &*speaker.0), wanted, "{text}");
    }
}

/// Whoever comes on between the voice that was heard first and "he said" speaks, however they come on.
#[test]
fn he_and_she_are_who_came_on_last() {
    let names = [
        ("Anton Lund", Kind::Person),
        ("Ina Lund", Kind::Person),
        ("Karim Berg", Kind::Person),
        ("Ina Brandt", Kind::Person),
    ];
    let leads = [
        "X disagreed.",
        "X, a teacher, was worried.",
        "Last night X said he was worried.",
        "On Monday X spoke to the council.",
        "X was not there.",
        "Then X took the floor.",
        "X, who teaches at the school, has doubts.",
        "For X, the plan is a mistake.",
        "The plan angered X.",
        "Not so X, a teacher.",
        "X had come with three friends. He was worried.",
        "When the vote was over, X left the hall.",
    ];
    let tails = [
        "“It costs too much,” he said.",
        "“It costs too much,” he told the Post.",
        "“It costs too much,” he added. “We can’t pay.”",
        "He said: “It costs too much.”",
        "He said it costs too much.",
    ];
    let speech = Speech::default();
    let mut wrong = Vec::new();
    for (first, second, she) in [
        ("Anton Lund", "Karim Berg", false),
        ("Ina Lund", "Ina Brandt", true),
    ] {
        for opening in [
            "Y, a doctor, said: “The quay must stay open.”",
            "“The quay must stay open,” said Y, a doctor.",
            "“The quay must stay open,” Y said. “All of us need it.”",
        ] {
            for (lead, tail) in leads
                .iter()
                .flat_map(|lead| tails.iter().map(move |tail| (lead, tail)))
            {
                for joint in [" ", "\n\n"] {
                    let mut text = format!("{opening}\n\n{lead}{joint}{tail}");
                    if she {
                        text = text.replace(" he ", " she ").replace("He ", "She ");
                    }
                    let text = text.replace('X', second).replace('Y', first);
                    let article = article(&text);
                    let entities = entities(&text, &names);
                    let found = find(&speech, &article, &sentences(&article), &entities, &given);
                    let speaker = found
                        .iter()
                        .rfind(|quote| quote.is_said())
                        .and_then(|quote| quote.speaker.as_ref());
                    if speaker.map(|speaker| &*speaker.0) != Some(second) {
                        wrong.push(format!("{speaker:?}: {text}"));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n---\n")
    );
}

#[test]
fn what_is_unsure_stays_open() {
    // Titles and nicknames are no quotes; long words in marks are, though no one says them.
    check("The “long winter” film by Anton “Toni” Lund opens.", &[]);
    check(
        "On the wall stood “no harbour without its fishermen”.",
        &[("“no harbour without its fishermen”", None, None)],
    );
    check("", &[]);
}

proptest! {
    #[test]
    fn quotes_are_true_spans(text in "([“”\"‘’'a-zA-Z.,:?! ]|said |Lund |he |\n\n){0,60}") {
        let article = article(&text);
        let entities = entities(&text, &NAMES);
        let mut from = 0;
        let speech = Speech::default();
        for quote in find(&speech, &article, &sentences(&article), &entities, &given) {
            prop_assert!(quote.span.fits(&text) && quote.span.start >= from && !quote.span.is_empty());
            from = quote.span.start;
            for span in [quote.speaker_span, quote.cue].into_iter().flatten() {
                prop_assert!(span.fits(&text) && !span.is_empty());
            }
        }
    }
}
