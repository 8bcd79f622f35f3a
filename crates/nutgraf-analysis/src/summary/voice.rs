//! Owns: whether an article speaks in its author's own voice: what it claims, its author claims; and what counts there.
//! Promises: total; told by classes of small words outside of quotation marks, not by topics or names.

pub mod evidence;
pub mod labels;
pub mod weights;

use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::features::{self, Row};
use crate::summary::voice::weights::{TREES, Tree, WEIGHTS};
use crate::summary::word_class;
use nutgraf_read::model::article::Article;
use nutgraf_read::text::word_list::phrases;

/// An article whose numbers speak for it with less is no comment: log-odds, about .4; chosen on halves of the labels.
const OWN: f32 = -0.4;

/// What a text says of itself that is a conversation, written down.
const CONVERSATIONS: [&str; 6] = phrases(
    "edited for length | edited for clarity | edited for brevity | lightly edited | been condensed | condensed and edited",
);

/// Whether the voice is the author's own: labelled so, or told as those tell who argue, judge and remember.
pub fn own(document: &DocumentTerms, article: &Article) -> bool {
    labels::labelled(&article.meta)
        || evidence::numbers(document, article).is_some_and(|numbers| weigh(&numbers) >= OWN)
            && !talks(document, article)
}

/// Whether it is a conversation that was written down, so that its voices are others'.
pub fn talks(document: &DocumentTerms, article: &Article) -> bool {
    evidence::converses(document)
        || CONVERSATIONS
            .iter()
            .any(|words| article.text.contains(words))
}

/// How much the numbers of an article speak for its author's own voice, in log-odds.
fn weigh(numbers: &[f32; evidence::COUNT]) -> f32 {
    let alone: f32 = numbers.iter().zip(WEIGHTS).map(|(n, w)| n * w).sum();
    let together: f32 = TREES.iter().map(|tree| answer(tree, numbers)).sum();
    alone + together
}

/// The answer of a tree: of two questions the first one's place is the lower bit.
pub fn answer((questions, answers): &Tree, numbers: &[f32; evidence::COUNT]) -> f32 {
    let place = questions.iter().enumerate().map(|(bit, (at, border))| {
        let value = numbers.get(usize::from(*at)).copied().unwrap_or(0.0);
        usize::from(value > *border) << bit
    });
    answers.get(place.sum::<usize>()).copied().unwrap_or(0.0)
}

/// Whether a sentence tells the news that a comment is about: what was said or done these days.
pub fn tells_news(sentence: &Sentence) -> bool {
    let has = |class: u32| {
        let place = class.trailing_zeros() as usize;
        sentence.counts.get(place).is_some_and(|count| *count > 0)
    };
    has(word_class::RECENT)
        && (has(word_class::SPEECH) || has(word_class::SOURCE) || has(word_class::EVENT))
}

/// Where the voice is the author's own, the news stands less in front than where the text says who said what and when, and
/// where it comes to what the headline promises.
pub fn heard(scores: &mut [f32], document: &DocumentTerms, rows: &[Row]) {
    let title = features::NAMES.iter().position(|n| *n == "title-best");
    for ((score, sentence), row) in scores.iter_mut().zip(&document.sentences).zip(rows) {
        let has = |class: u32| {
            let place = class.trailing_zeros() as usize;
            sentence.counts.get(place).is_some_and(|count| *count > 0)
        };
        let says = sentence.speech_at < 1000 || has(word_class::SOURCE);
        let promised = title.and_then(|at| row.get(at)).copied().unwrap_or(0.0);
        *score +=
            promised + if says { 0.5 } else { 0.0 } + if has(word_class::TIME) { 0.3 } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::document_terms;
    use crate::summary::word_class::WordClasses;
    use crate::test_article::article;
    use nutgraf_read::model::article::{Block, BlockKind};
    use nutgraf_read::model::span::Span;

    /// A text of paragraphs of two sentences, read as the ranker reads it.
    fn told(title: &str, sentences: &[&str]) -> (DocumentTerms, Article) {
        let mut text = String::new();
        let (mut spans, mut blocks) = (Vec::new(), Vec::new());
        for pair in sentences.chunks(2) {
            let from = text.len();
            for sentence in pair {
                let start = text.len();
                text.push_str(sentence);
                spans.push(Span::new(start, text.len()));
                text.push(' ');
            }
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::new(from, text.len() - 1),
            });
            text.push_str("\n\n");
        }
        let article = article(title, &text, blocks);
        let read = document_terms::read(&article, &spans, &WordClasses::new());
        (read, article)
    }

    #[test]
    fn who_argues_and_judges_is_told_from_who_reports() {
        let check = |title: &str, sentences: &[&str], wanted: bool| {
            let (document, article) = told(title, sentences);
            assert_eq!(own(&document, &article), wanted, "{title}");
        };
        let column = [
            "I should have known better than to take the night ferry.",
            "It is slow, it is cold, and yet I would not trade it for anything.",
            "But the council seems to think that nobody needs it any more.",
            "That is wrong, and not only because so many of us still depend on it.",
            "Perhaps they have never stood on that deck at dawn.",
            "Perhaps they simply do not care, which would be even worse.",
            "What they call progress is really just a way to save a little money.",
            "We deserve better than that, and so does our harbour.",
            "Why not keep the boat and let those who love it pay a bit more?",
            "I, for one, would do so without a second thought.",
            "Nothing else in this town feels quite so honest.",
            "They should keep it, and they must do so now.",
        ];
        check("We must keep the night ferry", &column, true);
        let report = [
            "LISSUND — The harbour company will end its night ferry in May, officials said on Monday.",
            "The company carried 12,000 passengers last year, according to a report that was released on Friday.",
            "“We can no longer pay for the boat,” said Ina Brandt, the chief executive.",
            "Brandt said the company had lost 2 million crowns in the third quarter.",
            "The council of Lissund approved the plan by 14 votes to 9 on Thursday.",
            "The union of seamen said in a statement that 40 workers would lose their jobs.",
            "“They announced it without telling us,” said Olav Mork, its spokesman.",
            "The ferry was launched in 1974 and was repaired twice, in 1991 and 2008.",
            "A spokeswoman for the ministry declined to comment.",
            "The ministry has said that it expects a new bridge to be opened in 2031.",
            "Analysts expected the company to report a loss of 5 percent.",
            "Tickets that were bought for June will be paid back, the company said.",
        ];
        check("Harbour company ends night ferry", &report, false);
        check("Harbour company ends night ferry", &report[..4], false);
        check("", &[], false);
    }

    #[test]
    fn a_conversation_that_is_written_down_is_no_comment() {
        let (mut document, mut article) = told("A talk", &["I say so.", "Do you?"]);
        assert!(!talks(&DocumentTerms::default(), &article));
        article.text = "This talk has been condensed.".into();
        assert!(talks(&document, &article));
        article.text = "".into();
        for sentence in &mut document.sentences {
            sentence.words = 9;
            sentence.punctuation.asks = true;
            sentence.counts = [1; word_class::CLASSES];
        }
        assert!(talks(&document, &article));
    }

    #[test]
    fn a_tree_answers_by_the_questions_that_hold() {
        let tree = ([(0, 0.5), (2, 0.5)], [0.0, 1.0, 2.0, 3.0]);
        let mut numbers = [0.0; evidence::COUNT];
        let mut check = |at: usize, wanted: f32| {
            numbers[at] = 1.0;
            assert!(
                (answer(&tree, &numbers) - wanted).abs() < f32::EPSILON,
                "{at}"
            );
        };
        check(1, 0.0);
        check(2, 2.0);
        check(0, 3.0);
    }

    #[test]
    fn a_label_says_that_a_text_is_comment() {
        let check = |title: &str, url: &str, wanted: bool| {
            let mut article = article(title, "", Vec::new());
            article.meta.url = Some(url.to_owned());
            let found = own(&DocumentTerms::default(), &article);
            assert_eq!(found, wanted, "{title} {url}");
        };
        check("Opinion: the ferry must stay", "", true);
        check("The ferry must stay | Opinion", "", true);
        check("Night Ferry review: a slow boat", "", true);
        check("Night Ferry Review", "", true);
        check("Ferry firm orders a review of fares", "", false);
        check("Column of ferries leaves port", "", false);
        check("Ferry", "https://bay.example/opinion/ferry", true);
        check("Ferry", "https://bay.example/night-ferry-review", true);
        check("Ferry", "https://bay.example/news/review-of-fares", false);
        check("Ferry", "https://opinion.example/news/ferry", false);
        let mut article = article("The ferry", "", Vec::new());
        article.meta.section = Some("Op-Ed".to_owned());
        assert!(labels::labelled(&article.meta));
    }
}
