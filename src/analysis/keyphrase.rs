//! Owns: keyphrases, the handful of noun phrases that name what an article is about.
//! May import: `model`, `text::word`, `analysis::summary::{lexis, word}`.
//! Promises: total; every phrase is a span of the text, the most telling first; no two name the same.
//!
//! Method: candidates are runs of one to four content words without punctuation or function words between them (Rose and
//! others 2010, RAKE), judged by how often they occur, where first, whether in the headline, and how their parts do.

use std::collections::HashMap;

use crate::analysis::summary::lexis::{self, Lexis};
use crate::analysis::summary::word::words;
use crate::model::analysis::Entity;
use crate::model::article::{Article, BlockKind};
use crate::model::span::Span;
use crate::text::word;

/// The most phrases given.
const MOST: usize = 6;
/// The most words of a phrase.
const LONGEST: usize = 4;
/// How much of a text is looked at, in sentences.
const REACH: usize = 120;

/// A phrase and where it occurs.
#[derive(Clone, Debug)]
struct Candidate {
    first: Span,
    /// The hashes of its stems.
    stems: Vec<u64>,
    count: u16,
    /// How many words stand before it.
    at: u16,
    /// How often it occurs with capitals throughout.
    capital: u16,
}

/// One content word.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    stem: u64,
    capital: bool,
    /// Can end a phrase: no adjective or verb by its ending.
    closes: bool,
}

/// The keyphrases of an article.
pub fn find(article: &Article, sentences: &[Span], entities: &[Entity]) -> Vec<Span> {
    let lexis = Lexis::new();
    let text = &*article.text;
    let mut candidates: HashMap<Vec<u64>, Candidate> = HashMap::new();
    let mut single: HashMap<u64, u16> = HashMap::new();
    let mut passed = 0u16;
    for sentence in body(article, sentences) {
        let mut run: Vec<Piece> = Vec::new();
        let mut end = sentence.start;
        for token in word::tokens(sentence.of(text)) {
            let span = token.shifted(sentence.start as usize);
            let piece = piece(text, span, span.start == sentence.start, &lexis);
            let gap = Span {
                start: end,
                end: span.start,
            }
            .of(text);
            if piece.is_none() || gap != " " {
                keep(&mut run, passed, &mut candidates);
            }
            end = span.end;
            passed = passed.saturating_add(1);
            if let Some(piece) = piece {
                *single.entry(piece.stem).or_insert(0) += 1;
                run.push(piece);
            }
        }
        keep(&mut run, passed, &mut candidates);
    }
    let title = title_stems(&article.meta.title);
    let names: Vec<Span> = entities
        .iter()
        .filter(|e| e.kind == crate::model::actor::Kind::Person)
        .flat_map(|e| e.mentions.iter().map(|m| m.span))
        .collect();
    let mut ranked: Vec<(f32, Candidate)> = candidates
        .into_values()
        .filter(|c| !names.iter().any(|n| n.overlaps(c.first)))
        .map(|c| (worth(&c, &single, &title), c))
        .filter(|(worth, _)| *worth > 0.0)
        .collect();
    // Ties go to the one that comes first, so that the answer does not hang on the table's order.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.first.cmp(&b.1.first)));
    let mut chosen: Vec<Candidate> = Vec::new();
    for (_, candidate) in ranked {
        let said = chosen.iter().any(|c| {
            candidate
                .stems
                .iter()
                .filter(|s| c.stems.contains(s))
                .count()
                * 2
                >= candidate.stems.len()
        });
        if !said {
            chosen.push(candidate);
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen.into_iter().map(|c| c.first).collect()
}

/// The sentences of paragraphs, not of headings, captions and tables.
fn body<'a>(article: &'a Article, sentences: &'a [Span]) -> impl Iterator<Item = Span> + 'a {
    let blocks = &article.blocks;
    sentences.iter().copied().take(REACH).filter(move |span| {
        let at = blocks.partition_point(|b| b.span.end <= span.start);
        blocks.get(at).is_none_or(|b| {
            matches!(
                b.kind,
                BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_)
            )
        })
    })
}

fn piece(text: &str, span: Span, opens: bool, lexis: &Lexis) -> Option<Piece> {
    let token = span.of(text);
    let mut found = None;
    words(token, |word| found = Some(word));
    let found = found?;
    let classes = lexis.classes(found.full);
    let idle = lexis::STOP
        | lexis::SPEECH
        | lexis::TIME
        | lexis::OPINION
        | lexis::HEDGE
        | lexis::AMOUNT
        | lexis::SUPERLATIVE;
    let verb = classes & (lexis::EVENT | lexis::PLAN) != 0 && !found.capital;
    if classes & idle != 0 || verb || found.letters < 3 || found.digits {
        return None;
    }
    let capital = found.capital && !opens;
    let ending = |e: &str| !capital && token.len() > e.len() + 2 && token.ends_with(e);
    // An adverb or a participle is part of no phrase's core.
    if ending("ly") {
        return None;
    }
    let closes = ![
        "ed", "ing", "al", "ous", "ful", "ive", "ible", "able", "ish", "less", "ic", "ern", "ian",
    ]
    .iter()
    .any(|e| ending(e));
    Some(Piece {
        span,
        stem: found.stem,
        capital,
        closes,
    })
}

/// Takes the phrases of a run: the whole when it is short, and its end.
fn keep(run: &mut Vec<Piece>, passed: u16, candidates: &mut HashMap<Vec<u64>, Candidate>) {
    while run.last().is_some_and(|p| !p.closes) {
        run.pop();
    }
    for length in 1..=run.len().min(LONGEST) {
        let Some(part) = run.get(run.len() - length..) else {
            continue;
        };
        let (Some(first), Some(last)) = (part.first(), part.last()) else {
            continue;
        };
        let stems: Vec<u64> = part.iter().map(|p| p.stem).collect();
        let capital = u16::from(part.iter().all(|p| p.capital));
        let candidate = candidates.entry(stems.clone()).or_insert(Candidate {
            first: first.span.union(last.span),
            stems,
            count: 0,
            at: passed,
            capital: 0,
        });
        candidate.count = candidate.count.saturating_add(1);
        candidate.capital += capital;
    }
    run.clear();
}

fn title_stems(title: &str) -> Vec<u64> {
    let mut stems = Vec::new();
    words(title, |word| stems.push(word.stem));
    stems
}

/// How telling a phrase is; 0 when it is not.
fn worth(candidate: &Candidate, single: &HashMap<u64, u16>, title: &[u64]) -> f32 {
    let length = candidate.stems.len();
    let in_title = candidate.stems.iter().filter(|s| title.contains(s)).count();
    // A word alone tells little, unless it comes again and again or is a name.
    let enough = if length == 1 { 3 } else { 2 };
    if candidate.count < enough && in_title < length && candidate.capital == 0 {
        return 0.0;
    }
    let count = f32::from(candidate.count);
    let parts: f32 = candidate
        .stems
        .iter()
        .map(|s| f32::from(single.get(s).copied().unwrap_or(0)))
        .sum::<f32>()
        / real(length);
    let form = match length {
        1 => 0.6,
        2 => 1.3,
        3 => 1.4,
        _ => 1.1,
    };
    let early = 1.0 + 1.0 / (1.0 + f32::from(candidate.at) / 60.0);
    let titled = 1.0 + real(in_title) / real(length);
    form * early * titled * (count * 2.0 + parts).ln_1p()
}

fn real(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::article::Meta;
    use crate::model::id::ArticleKey;

    fn article(title: &str, text: &str) -> Article {
        Article {
            key: ArticleKey::default(),
            origin: String::new(),
            meta: Meta {
                title: title.to_owned(),
                ..Meta::default()
            },
            text: text.into(),
            blocks: Vec::new(),
            links: Vec::new(),
            raw: Arc::from(""),
            dropped: Vec::new(),
            flaws: Vec::new(),
        }
    }

    #[test]
    fn phrases_name_the_subject() {
        let text = "The harbour council closed the fishing port on Monday. Fishermen said the fishing port had served \
                    them well. A new quay wall will be built, and the quay wall must be ready by May, the harbour council \
                    said. It is really very sad.";
        let article = article("Council closes fishing port", text);
        let found: Vec<&str> = find(&article, &[Span::new(0, text.len())], &[])
            .iter()
            .map(|s| s.of(text))
            .collect();
        assert_eq!(found.first(), Some(&"fishing port"), "{found:?}");
        assert!(found.contains(&"quay wall"), "{found:?}");
        assert!(found.contains(&"harbour council"), "{found:?}");
        for never in ["Monday", "really", "sad", "built"] {
            assert!(!found.contains(&never), "{found:?}");
        }
    }

    proptest! {
        #[test]
        fn phrases_are_true_spans(text in "([a-zA-Zé’' .,-]|harbour |port ){0,80}") {
            let article = article("port", &text);
            let spans = find(&article, &[Span::new(0, text.len())], &[]);
            prop_assert!(spans.len() <= MOST);
            for span in spans {
                prop_assert!(span.fits(&text) && !span.is_empty());
            }
        }
    }
}
