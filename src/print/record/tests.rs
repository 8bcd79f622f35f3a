//! Owns: tests of the public records.
//! Promises: the fields and their order stand here once more, by hand, from the documentation.

use std::sync::Arc;

use super::*;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Mention;
use nutgraf_read::model::article::Meta;
use nutgraf_read::model::flaw::{DropReason, Flaw, FlawKind};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

fn article() -> Article {
    Article {
        key: "k1".into(),
        identity: Identity::default(),
        origin: "a.txt".to_owned(),
        meta: Meta {
            title: "Täglich".to_owned(),
            published: Moment::parse("2022-07-15"),
            language: Some("en".to_owned()),
            ..Meta::default()
        },
        text: Arc::from("Zürich — “Yes,” Ana Díaz said."),
        blocks: Vec::new(),
        links: Vec::new(),
        raw: Arc::from("é Share\nZürich"),
        dropped: vec![Dropped {
            span: Span::new(3, 8),
            reason: DropReason::Share,
        }],
        flaws: vec![Flaw::new(FlawKind::Date, "no date")],
    }
}

fn analysis(text: &str) -> Analysis {
    let span = |piece: &str| {
        let at = text.find(piece).unwrap();
        Span::new(at, at + piece.len())
    };
    let all = Span::new(0, text.len());
    Analysis {
        version: 1,
        sentences: vec![all],
        summary: vec![SummarySentence {
            sentence: 0,
            span: all,
            score: 0.833_333,
        }],
        entities: vec![Entity {
            id: "person:ana-diaz".into(),
            name: "Ana Díaz".to_owned(),
            kind: Kind::Person,
            salience: 0.5,
            central: true,
            mentions: vec![Mention {
                span: span("Ana Díaz"),
            }],
        }],
        quotes: vec![Quote {
            span: span("“Yes,”"),
            speaker: Some("person:ana-diaz".into()),
            speaker_span: Some(span("Ana Díaz")),
            cue: Some(span("said")),
            ..Quote::default()
        }],
        keyphrases: vec![span("Ana Díaz")],
        words: 5,
        ..Analysis::default()
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn a_document_has_the_documented_fields_in_their_order() {
    let article = article();
    let analysis = analysis(&article.text);
    let words = WordClasses::new();
    let head = r#"{"id":"k1","title":"Täglich","byline":null,"source":null,"url":null,"published":"2022-07-15T00:00:00Z","language":"en","text":"Zürich — “Yes,” Ana Díaz said.","words":5,"#;
    let middle = r#""sentences":[[0,30]],"summary":[{"sentence":0,"start":0,"end":30,"text":"Zürich — “Yes,” Ana Díaz said.","score":0.8333}],"entities":[{"id":"person:ana-diaz","name":"Ana Díaz","kind":"person","salience":0.5,"mentions":[{"start":16,"end":24,"text":"Ana Díaz"}],"central":true}],"quotes":[{"start":9,"end":15,"text":"“Yes,”","speaker":"person:ana-diaz","speaker_text":"Ana Díaz","cue":"said","kind":"direct","cue_span":[25,29],"speaker_span":[16,24],"manner":"neutral"}],"voice":"report","keyphrases":["Ana Díaz"],"#;
    let flaws = r#""flaws":[{"kind":"date","message":"no date"}]"#;
    let raw = r#","raw":"é Share\nZürich","dropped":[{"start":2,"end":7,"text":"Share","reason":"share"}]"#;
    assert_eq!(
        json(&document(&article, Some(&analysis), false, &words)),
        format!("{head}{middle}{flaws},\"version\":1}}")
    );
    assert_eq!(
        json(&document(&article, None, true, &words)),
        format!("{head}{flaws}{raw}}}")
    );
}

#[test]
fn scores_are_short_and_always_numbers() {
    assert!((rounded(0.123_456) - 0.1235).abs() < 1e-12);
    assert!(rounded(f32::NAN).abs() < f64::EPSILON);
}
