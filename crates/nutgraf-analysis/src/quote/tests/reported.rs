//! Who is told to have said what without marks, or with some, and what is no statement.

use super::*;

/// What is said, by whom, how: `said | speaker's words | kind | manner`, nothing where no one says anything.
#[test]
fn reported_speech_is_told() {
    let speech = Speech::default();
    for (text, wanted) in [
        (
            "Ina Brandt said on Friday that the harbour would stay open.",
            "the harbour would stay open | Ina Brandt | indirect | neutral",
        ),
        (
            "The harbour will stay open, the mayor said.",
            "The harbour will stay open | the mayor | indirect | neutral",
        ),
        (
            "The harbour will stay open, according to three officials.",
            "The harbour will stay open | three officials | indirect | neutral",
        ),
        (
            "According to the council, the harbour will stay open.",
            "the harbour will stay open | the council | indirect | neutral",
        ),
        (
            "Officials warned that the quay could sink within a year.",
            "the quay could sink within a year | Officials | indirect | warns",
        ),
        (
            "Brandt denied that the council had paid for the quay.",
            "the council had paid for the quay | Brandt | indirect | denies",
        ),
        (
            "Lund told me the council had sold the quay.",
            "the council had sold the quay | Lund | indirect | neutral",
        ),
        (
            "That price was twice what others paid, Brandt said.",
            "That price was twice what others paid | Brandt | indirect | neutral",
        ),
        (
            "While Lund says the quay is safe, the fishermen want a new one.",
            "the quay is safe | Lund | indirect | neutral",
        ),
        (
            "The plan isn't “a joke,” Lund added.",
            "The plan isn't “a joke,” | Lund | mixed | neutral",
        ),
        (
            "Anton Lund, a captain who has worked there for ten years, said the quay was sinking.",
            "the quay was sinking | Anton Lund | indirect | neutral",
        ),
        (
            "Three sailors who spoke with Anton Lund said the council was asleep.",
            "the council was asleep | Three sailors | indirect | neutral",
        ),
        (
            "Most people on board said they were happy to be home.",
            "they were happy to be home | Most people | indirect | neutral",
        ),
        (
            "Anton Lund said that after the storm went by, the others answered with a shout.",
            "after the storm went by, the others answered with a shout | Anton Lund | indirect | neutral",
        ),
        (
            "It was one that legal experts said would be hard to keep.",
            "would be hard to keep | legal experts | indirect | neutral",
        ),
        (
            "Ina Brandt claimed Lund was late, the Morning Courier reported.",
            "Lund was late | Ina Brandt | indirect | claims",
        ),
        (
            "Anton Lund claimed the plan was “a joke” that nobody needed.",
            "the plan was “a joke” that nobody needed | Anton Lund | mixed | claims",
        ),
    ] {
        let article = article(text);
        let entities = entities(text, &NAMES);
        let found = find(&speech, &article, &sentences(&article), &entities, &given);
        let told: Vec<String> = found
            .iter()
            .filter(|quote| quote.is_said())
            .map(|quote| {
                format!(
                    "{} | {} | {} | {}",
                    quote.span.of(text),
                    quote.speaker_span.map_or("", |span| span.of(text)),
                    quote.kind.name(),
                    quote.manner.name()
                )
            })
            .collect();
        assert_eq!(told, [wanted], "{text}");
    }
}

#[test]
fn what_is_not_said_is_no_statement() {
    let speech = Speech::default();
    for text in [
        "Ina Brandt wants a new quay for the harbour.",
        "Ina Brandt did not say when the harbour would close.",
        "The mayor declined to comment on the plan.",
        "The film “Long Winter” opens on Friday.",
        // Neither a title nor a list tells what somebody says.
        "Lund Works: New Quay (Harbour Edition)",
        "Earnings per share: three crowns.",
        "The first plan, published by Anton Lund in March, is out of date.",
        "Lund Works announced a version of its crane that lifts twice as much.",
        "The crane offers a real sense of strength to whoever sits in it.",
        // Supposed, asked, to come.
        "When your friend asks for a boat, the harbour will find one.",
        "Did Ina Brandt say the harbour would close?",
        "Ina Brandt will say that the harbour is full.",
        "Anton Lund was told that the harbour is full.",
        "The council met without actually confirming what the quay will cost.",
        "Ina Brandt wrote the report and was joined by three others.",
        "The harbour has lamps, with warning messages that come on at night.",
        "Ina Brandt insisted on a smaller boat with a roof.",
        "The lamps of the quay are now called “super” by nobody in particular.",
        "Long Winter has reminded old fishermen of everything they loved about the sea.",
        "A test of the water confirmed the eggs were those of a herring.",
        "The book is devoted to explaining how the harbour might grow.",
        "Anton Lund was sacked by the council over allegations that he sold the quay.",
        // What stands in marks there is nobody's.
        "Ina Brandt has seen how the “old guard” left the harbour.",
        "Lund sold the yard, which he calls “Long Winter”.",
    ] {
        let article = article(text);
        let entities = entities(text, &NAMES);
        let found = find(&speech, &article, &sentences(&article), &entities, &given);
        assert!(
            !found
                .iter()
                .any(|quote| quote.is_said() && quote.speaker_span.is_some()),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_leads_to_a_quotation_behind_a_colon_is_no_part_of_what_was_said() {
    let speech = Speech::default();
    for lead in [
        "Asked about the price of the new quay, Ina Brandt said:",
        "Separately on Saturday, Ina Brandt said:",
        "When the boats were back in the harbour, Ina Brandt added:",
    ] {
        let text = format!("{lead}\n\n“It stays as it is, and nobody will pay for it.”");
        let article = article(&text);
        let entities = entities(&text, &NAMES);
        let found = find(&speech, &article, &sentences(&article), &entities, &given);
        let said = found.iter().filter(|quote| quote.is_said());
        let told: Vec<&str> = said.map(|quote| quote.span.of(&text)).collect();
        assert_eq!(
            told,
            ["“It stays as it is, and nobody will pay for it.”"],
            "{lead}"
        );
    }
}

/// Whom the words for a speaker mean, as `check` has it.
#[test]
fn those_who_speak_for_others_and_those_who_are_described_are_told() {
    for (text, speaker, words) in [
        (
            "“Talks will go on next week,” said a spokesman for the Harbour Council.",
            Some("Harbour Council"),
            "a spokesman for the Harbour Council",
        ),
        (
            "“Talks will go on next week,” a Harbour Council spokesperson said.",
            Some("Harbour Council"),
            "a Harbour Council spokesperson",
        ),
        (
            "“Talks will go on,” said Harbour Council co-founder, chairman and creative director Anton Lund.",
            Some("Anton Lund"),
            "Harbour Council",
        ),
        (
            "The plan was described as “a very bad joke indeed” by Ina Brandt.",
            Some("Ina Brandt"),
            "Ina Brandt",
        ),
    ] {
        let quote = text.get(text.find('“').unwrap()..text.rfind('”').unwrap() + 3);
        check(text, &[(quote.unwrap(), speaker, Some(words))]);
    }
    // Whom the sentence before introduces; a name in brackets has not come on.
    check(
        "Lund leads by far, to the dismay of Ina Brandt, head of the school.\n\n“It is too late,” she said.",
        &[("“It is too late,”", Some("Ina Brandt"), Some("she"))],
    );
    // Behind a sentence that reports somebody the quote goes on with it.
    let lund = Some("Anton Lund");
    check(
        "The quay would close in May, Anton Lund said. “It is far too late.”",
        &[
            ("The quay would close in May", lund, lund),
            ("“It is far too late.”", lund, lund),
        ],
    );
    // A heading in marks is nobody's.
    check(
        "“It is far too late,” said Anton Lund.\n\n‘Late or never’\n\nThe quay is old.",
        &[(
            "“It is far too late,”",
            Some("Anton Lund"),
            Some("Anton Lund"),
        )],
    );
}
