//! Owns: precision, recall and F1 of exact spans over persons, organisations and locations.
//! Promises: a document is read whole, as the program reads it.

#![expect(clippy::print_stdout, reason = "scores are printed")]

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::name_mention::Label;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;

use crate::entity::corpus::Sentence;
use crate::entity::plain;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: u32,
    found: u32,
    gold: u32,
}

impl Count {
    fn line(self) -> (f64, f64, f64) {
        let share = |a: u32, b: u32| 100.0 * f64::from(a) / f64::from(b.max(1));
        let (p, r) = (share(self.right, self.found), share(self.right, self.gold));
        let f = if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        };
        (p, r, f)
    }
}

/// Finds the names of all documents and prints how they agree with the gold ones.
pub fn report(title: &str, finder: &Finder, sentences: &[Sentence], shown: bool) {
    let mut counts = [Count::default(); 4];
    let mut at = 0;
    let ask = Ask {
        shown,
        show: std::env::var_os("SHOW").is_some(),
    };
    while at < sentences.len() {
        let document = &sentences[at].document;
        let end = sentences[at..]
            .iter()
            .position(|s| s.document != *document)
            .map_or(sentences.len(), |n| at + n);
        one(finder, &sentences[at..end], &mut counts, ask);
        at = end;
    }
    let words: usize = sentences.iter().map(|s| s.words.len()).sum();
    println!("{title:<20} {} sentences, {words} words", sentences.len());
    for (name, count) in ["all", "PER", "ORG", "LOC"].iter().zip(counts) {
        let (p, r, f) = count.line();
        println!(
            "{title:<20} {name}  P {p:5.1}  R {r:5.1}  F1 {f:5.1}  ({} gold)",
            count.gold
        );
    }
}

/// The documents as texts with the spans of their sentences.
pub fn texts(sentences: &[Sentence]) -> Vec<(String, Vec<Span>)> {
    let mut out: Vec<(String, Vec<Span>)> = Vec::new();
    let mut last = None;
    for sentence in sentences {
        if last != Some(&sentence.document) {
            out.push((String::new(), Vec::new()));
            last = Some(&sentence.document);
        }
        if let Some((text, spans)) = out.last_mut() {
            if !text.is_empty() {
                text.push('\n');
            }
            let base = text.len();
            text.push_str(&sentence.text);
            spans.push(Span::new(base, text.len()));
        }
    }
    out
}

fn slot(label: Label) -> Option<usize> {
    match label {
        Label::Person => Some(1),
        Label::Organization => Some(2),
        Label::Location => Some(3),
        Label::Misc => None,
    }
}

/// What is scored and printed.
#[derive(Clone, Copy)]
struct Ask {
    shown: bool,
    show: bool,
}

/// All mentions of all actors, as the program prints them.
fn mentions(finder: &Finder, text: &str, spans: &[Span]) -> Vec<(Span, Label)> {
    let found = finder.find(&plain::article("", text), spans, None);
    let mut out: Vec<(Span, Label)> = found
        .entities
        .iter()
        .flat_map(|entity| {
            let label = match entity.kind {
                Kind::Person => Label::Person,
                Kind::Organization => Label::Organization,
                Kind::Country | Kind::Place => Label::Location,
                Kind::Other => Label::Misc,
            };
            entity.mentions.iter().map(move |m| (m.span, label))
        })
        .collect();
    out.sort_unstable();
    out
}

fn one(finder: &Finder, sentences: &[Sentence], counts: &mut [Count; 4], ask: Ask) {
    let Some((text, spans)) = texts(sentences).pop() else {
        return;
    };
    let mut gold: Vec<(Span, Label)> = Vec::new();
    for (sentence, span) in sentences.iter().zip(&spans) {
        let base = span.start as usize;
        gold.extend(sentence.names.iter().map(|(s, l)| (s.shifted(base), *l)));
    }
    gold.retain(|(_, l)| slot(*l).is_some());
    let mut found = if ask.shown {
        mentions(finder, &text, &spans)
    } else {
        finder.labelled(&text, &spans)
    };
    found.retain(|(_, l)| slot(*l).is_some());
    for (_, label) in &gold {
        for i in [0, slot(*label).unwrap_or(0)] {
            counts[i].gold += 1;
        }
    }
    for (span, label) in &found {
        let right = gold.contains(&(*span, *label));
        for i in [0, slot(*label).unwrap_or(0)] {
            counts[i].found += 1;
            counts[i].right += u32::from(right);
        }
        if ask.show && !right {
            println!("  + {label:?} {} ", span.of(&text));
        }
    }
    if ask.show {
        for (span, label) in gold.iter().filter(|g| !found.contains(g)) {
            let line = spans
                .iter()
                .find(|s| s.contains(*span))
                .map_or("", |s| s.of(&text));
            println!("  - {label:?} {}   <<{line}>>", span.of(&text));
        }
    }
}
