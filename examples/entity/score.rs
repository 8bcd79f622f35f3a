//! Precision, recall and F1 of exact spans over persons, organisations and locations.

use nutgraf::analysis::entity::Finder;
use nutgraf::analysis::entity::piece::Label;
use nutgraf::model::span::Span;

use crate::corpus::Sentence;

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
pub(crate) fn report(title: &str, finder: &Finder, sentences: &[Sentence]) {
    let mut counts = [Count::default(); 4];
    let mut at = 0;
    let show = std::env::var_os("SHOW").is_some();
    while at < sentences.len() {
        let document = &sentences[at].document;
        let end = sentences[at..]
            .iter()
            .position(|s| s.document != *document)
            .map_or(sentences.len(), |n| at + n);
        one(finder, &sentences[at..end], &mut counts, show);
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

fn slot(label: Label) -> Option<usize> {
    match label {
        Label::Person => Some(1),
        Label::Organization => Some(2),
        Label::Location => Some(3),
        Label::Misc => None,
    }
}

fn one(finder: &Finder, sentences: &[Sentence], counts: &mut [Count; 4], show: bool) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut gold: Vec<(Span, Label)> = Vec::new();
    for sentence in sentences {
        if !text.is_empty() {
            text.push('\n');
        }
        let base = text.len();
        text.push_str(&sentence.text);
        spans.push(Span::new(base, text.len()));
        gold.extend(sentence.names.iter().map(|(s, l)| (s.shifted(base), *l)));
    }
    gold.retain(|(_, l)| slot(*l).is_some());
    let mut found = finder.labelled(&text, &spans);
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
        if show && !right {
            println!("  + {label:?} {} ", span.of(&text));
        }
    }
    if show {
        for (span, label) in gold.iter().filter(|g| !found.contains(g)) {
            let line = spans
                .iter()
                .find(|s| s.contains(*span))
                .map_or("", |s| s.of(&text));
            println!("  - {label:?} {}   <<{line}>>", span.of(&text));
        }
    }
}
