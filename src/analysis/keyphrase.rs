//! Owns: keyphrases, the handful of noun phrases that name what an article is about.
//! May import: `model`, `text::word`, `analysis::summary::{lexis, word}`.
//! Promises: total; every phrase is a span of the text, the most telling first; no two name the same.
//!
//! Method: candidates are runs of one to four content words without punctuation or function words between them (Rose and
//! others 2010, RAKE), judged by how often they occur, where first, whether in the headline, and how their parts do.

use crate::analysis::summary::lexis::{self, Lexis};
use crate::analysis::summary::word::{Reader, Word, words};
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
#[derive(Clone, Copy, Debug)]
struct Candidate {
    first: Span,
    stems: Stems,
    count: u16,
    /// How many words stand before it.
    at: u16,
    /// How often it occurs with capitals throughout.
    capital: u16,
}

/// The hashes of a phrase's stems; places that it has no word for hold 0, which sorts in front.
type Stems = [u64; LONGEST];

/// One content word.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    stem: u64,
    capital: bool,
    /// Can end a phrase: no adjective or verb by its ending.
    closes: bool,
}

/// The keyphrases of an article. `lexis` holds the ranker's classes of words.
pub fn find(
    article: &Article,
    sentences: &[Span],
    entities: &[Entity],
    lexis: &Lexis,
) -> Vec<Span> {
    let text = &*article.text;
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut singles: Vec<u64> = Vec::new();
    let mut passed = 0u16;
    let mut run: Vec<Piece> = Vec::new();
    let mut reader = Reader::default();
    for sentence in body(article, sentences) {
        let mut end = sentence.start;
        for token in word::tokens(sentence.of(text)) {
            let span = token.shifted(sentence.start as usize);
            let opens = span.start == sentence.start;
            let found = reader.last(span.of(text));
            let piece = found.and_then(|word| piece(&word, span.of(text), opens, lexis));
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
                singles.push(piece.stem);
                run.push(Piece { span, ..piece });
            }
        }
        keep(&mut run, passed, &mut candidates);
    }
    singles.sort_unstable();
    let title = title_stems(&article.meta.title);
    let names: Vec<Span> = entities
        .iter()
        .filter(|e| e.kind == crate::model::actor::Kind::Person)
        .flat_map(|e| e.mentions.iter().map(|m| m.span))
        .collect();
    let mut ranked: Vec<(f32, Candidate)> = together(candidates)
        .into_iter()
        .map(|c| (worth(&c, &singles, &title), c))
        .filter(|(worth, c)| *worth > 0.0 && !names.iter().any(|n| n.overlaps(c.first)))
        .collect();
    // Ties go to the one that comes first.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.first.cmp(&b.1.first)));
    let mut chosen: Vec<Candidate> = Vec::new();
    for (_, candidate) in ranked {
        let stems = candidate.words();
        let said = chosen
            .iter()
            .any(|c| stems.iter().filter(|s| c.words().contains(s)).count() * 2 >= stems.len());
        if !said {
            chosen.push(candidate);
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen.into_iter().map(|c| c.first).collect()
}

impl Candidate {
    /// The stems of its words.
    fn words(&self) -> &[u64] {
        let empty = self.stems.iter().take_while(|stem| **stem == 0).count();
        self.stems.get(empty..).unwrap_or(&[])
    }
}

/// Each phrase once, where it occurs first, with how often it does.
fn together(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_unstable_by_key(|c| (c.stems, c.first));
    let mut found: Vec<Candidate> = Vec::with_capacity(all.len());
    for candidate in all {
        match found
            .last_mut()
            .filter(|last| last.stems == candidate.stems)
        {
            Some(last) => {
                last.count = last.count.saturating_add(1);
                last.capital = last.capital.saturating_add(candidate.capital);
            }
            None => found.push(candidate),
        }
    }
    found
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

/// A token as a part of a phrase, when it can be one; where it stands is the caller's to say.
fn piece(found: &Word, token: &str, opens: bool, lexis: &Lexis) -> Option<Piece> {
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
        span: Span::default(),
        stem: found.stem,
        capital,
        closes,
    })
}

/// Takes the phrases of a run: the whole when it is short, and its end.
fn keep(run: &mut Vec<Piece>, passed: u16, candidates: &mut Vec<Candidate>) {
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
        let mut stems: Stems = [0; LONGEST];
        for (slot, piece) in stems.iter_mut().rev().zip(part.iter().rev()) {
            *slot = piece.stem;
        }
        candidates.push(Candidate {
            first: first.span.union(last.span),
            stems,
            count: 1,
            at: passed,
            capital: u16::from(part.iter().all(|p| p.capital)),
        });
    }
    run.clear();
}

fn title_stems(title: &str) -> Vec<u64> {
    let mut stems = Vec::new();
    words(title, |word| stems.push(word.stem));
    stems
}

/// How telling a phrase is; 0 when it is not. `singles` are the stems of all content words, ascending.
fn worth(candidate: &Candidate, singles: &[u64], title: &[u64]) -> f32 {
    let stems = candidate.words();
    let length = stems.len();
    let in_title = stems.iter().filter(|s| title.contains(s)).count();
    // A word alone tells little, unless it comes again and again or is a name.
    let enough = if length == 1 { 3 } else { 2 };
    if candidate.count < enough && in_title < length && candidate.capital == 0 {
        return 0.0;
    }
    let occurs = |stem: &u64| {
        let from = singles.partition_point(|s| s < stem);
        let rest = singles.get(from..).unwrap_or(&[]);
        rest.partition_point(|s| s == stem)
    };
    let count = f32::from(candidate.count);
    let parts: f32 = stems.iter().map(|s| real(occurs(s))).sum::<f32>() / real(length);
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
        let found: Vec<&str> = find(&article, &[Span::new(0, text.len())], &[], &Lexis::new())
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
            let spans = find(&article, &[Span::new(0, text.len())], &[], &Lexis::new());
            prop_assert!(spans.len() <= MOST);
            for span in spans {
                prop_assert!(span.fits(&text) && !span.is_empty());
            }
        }
    }
}
