//! Owns: whether an article speaks in its author's own voice: what it claims, its author claims; and what counts there.
//! Promises: total; told by classes of small words outside of quotation marks, not by topics or names.

use crate::summary::centrality::real;
use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::features::{self, Row};
use crate::summary::word_class;
use nutgraf_read::model::article::{Article, Meta};
use nutgraf_read::text::word_list::{phrases, words};

/// Fewer sentences than this tell nothing.
const LEAST: usize = 12;
/// At least so much of the text condemns, extols or demands, in at least so many sentences, of which so many do not only
/// demand; and at most so much reports.
const JUDGES: (f32, f32) = (0.12, 0.3);
const JUDGING: (usize, usize) = (4, 2);
/// What speaks for a voice of one's own must outweigh what speaks for a report by so much.
const OWN: f32 = 0.38;
/// What a title brings that argues or says `I`.
const ARGUES: f32 = 0.12;
/// Where less than this share judges, rates or demands, it is a tale or a report in the first person; what that costs.
const UNRATED: (f32, f32) = (0.09, 0.3);
/// So much of a text with words of the kitchen is a recipe.
const COOKS: f32 = 0.12;
/// So much of an offer of goods names prices, and so much has words of trade; what that costs.
const OFFERS: (f32, f32, f32) = (0.12, 0.2, 0.4);
/// Advice says `you` in so much of its sentences, and `I` in less than so much.
const ADVISES: (f32, f32) = (0.22, 0.45);
/// A conversation asks so much, says `you` so much and `I` so much.
const CONVERSES: (f32, f32, f32) = (0.1, 0.1, 0.35);

/// What a text says of itself that is a conversation, written down.
const CONVERSATIONS: [&str; 6] = phrases(
    "edited for length | edited for clarity | edited for brevity | lightly edited | been condensed | condensed and edited",
);
/// Labels of comment before a title or behind it.
const LABELS: [&str; 7] = words("opinion review column editorial commentary op-ed comment");
/// The same as sections in an address.
const SECTIONS: [&str; 14] = words(
    "opinion opinions column columns columnists commentisfree editorial editorials op-ed op-eds review reviews commentary letters",
);
/// First words of a title that argues.
const ARGUING: [&str; 7] = words("why stop don't don’t let's let’s enough");
/// Words of a title that somebody says.
const SAID: [&str; 10] = words("i i'm i’m my we our should must me us");

/// Whether the voice is the author's own: labelled so, or much judging and rating, little that somebody else is said to have said.
pub fn own(document: &DocumentTerms, article: &Article) -> bool {
    labelled(&article.meta) || weighs(document, article)
}

/// Whether a title or an address says that this is comment.
fn labelled(meta: &Meta) -> bool {
    let title = meta.title.to_lowercase();
    let among = |piece: &str| LABELS.contains(&piece.trim());
    let mut parts = title.rsplit([':', '|', '–', '—']);
    let (first, last) = (title.split([':', '|']).next(), parts.next());
    let marked = title.contains([':', '|', '–', '—']);
    let ends = title.ends_with(" review") || title.ends_with(" review so far");
    let inside =
        title.contains(" review: ") || title.contains(" review – ") || title.contains(" review - ");
    let section = meta.url.as_deref().is_some_and(|url| {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        path.split('/')
            .skip(3)
            .any(|part| SECTIONS.contains(&part) || part.ends_with("-review"))
    });
    marked && (first.is_some_and(among) || last.is_some_and(among)) || ends || inside || section
}

/// Whether the sentences are those of a comment.
fn weighs(document: &DocumentTerms, article: &Article) -> bool {
    let counted: Vec<_> = document.sentences.iter().filter(|s| s.words >= 4).collect();
    if counted.len() < LEAST {
        return false;
    }
    let count = |s: &Sentence, class: u32| {
        s.counts
            .get(class.trailing_zeros() as usize)
            .copied()
            .unwrap_or(0)
    };
    let has = |s: &Sentence, class: u32| count(s, class) > 0;
    // What is mostly quotation is the voice of another.
    let own = |s: &Sentence| s.quoted as usize * 2 < s.span.len();
    let many = |fits: &dyn Fn(&Sentence) -> bool| counted.iter().filter(|s| fits(s)).count();
    let share = |found: usize| ratio(found, counted.len());
    let told = |class: u32| share(many(&|s| own(s) && has(s, class)));
    let tells = |s: &Sentence| own(s) && !has(s, word_class::SPEECH);
    let told_alone = |class: u32| share(many(&|s| tells(s) && has(s, class)));
    let reports = share(many(&|s| has(s, word_class::SPEECH)));
    let judges = many(&|s| tells(s) && has(s, word_class::JUDGE));
    let all = many(&|s| tells(s) && (has(s, word_class::JUDGE) || has(s, word_class::DEMAND)));
    let judging = all >= JUDGING.0 && judges >= JUDGING.1 && share(all) >= JUDGES.0;
    if judging && reports <= JUDGES.1 {
        return true;
    }
    let (first, second) = (told(word_class::FIRST), told(word_class::SECOND));
    let asks = share(many(&|s| s.punctuation.asks));
    let converses = asks >= CONVERSES.0 && second >= CONVERSES.1 && first >= CONVERSES.2;
    let advises = second >= ADVISES.0 && first < ADVISES.1;
    let recipe = share(many(&|s| has(s, word_class::RECIPE))) >= COOKS;
    if converses || advises || recipe {
        return false;
    }
    let rates = told_alone(word_class::RATING);
    let (condemns, demands) = (
        told_alone(word_class::JUDGE),
        told_alone(word_class::DEMAND),
    );
    let mut sum = 0.8 * first
        + rates
        + 0.8 * told(word_class::OPINION)
        + condemns
        + demands
        + told_alone(word_class::DRAWN);
    sum -= reports + share(many(&|s| !own(s))) + 0.8 * told(word_class::EVENT);
    sum -= told(word_class::SOURCE) + told(word_class::RECENT);
    if argues(&article.meta.title) {
        sum += ARGUES;
    }
    if rates + condemns + demands < UNRATED.0 {
        sum -= UNRATED.1;
    }
    let offered = share(many(&|s| s.punctuation.money > 0)) >= OFFERS.0
        && share(many(&|s| count(s, word_class::FURNITURE) > 0)) >= OFFERS.1;
    if offered {
        sum -= OFFERS.2;
    }
    sum >= OWN
        && !CONVERSATIONS
            .iter()
            .any(|words| article.text.contains(words))
}

/// Whether a title argues or says `I`.
fn argues(title: &str) -> bool {
    let title = title.to_lowercase();
    let first = title.split_whitespace().next();
    let case = title.starts_with("the case ")
        || title.starts_with("it's time")
        || title.starts_with("it’s time");
    let need = title.contains(" needs to ") || title.contains(" need to ");
    case || need
        || first.is_some_and(|word| ARGUING.contains(&word))
        || title
            .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'))
            .any(|word| SAID.contains(&word))
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

fn ratio(part: usize, whole: usize) -> f32 {
    real(part) / real(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_article::article;

    #[test]
    fn judging_without_reporting_is_an_author_s_own_voice() {
        // Of twenty sentences so many hold a word of each class, those of speech last.
        let check = |classes: &[(u32, usize)], speech: usize, wanted: bool| {
            let sentences = (0..20)
                .map(|at| {
                    let mut sentence = Sentence {
                        words: 12,
                        span: nutgraf_read::model::span::Span::new(0, 60),
                        ..Sentence::default()
                    };
                    for (class, many) in classes {
                        let place = class.trailing_zeros() as usize;
                        sentence.counts[place] = u8::from(at < *many);
                    }
                    let place = word_class::SPEECH.trailing_zeros() as usize;
                    sentence.counts[place] = u8::from(at >= 20 - speech);
                    sentence
                })
                .collect();
            let document = DocumentTerms {
                sentences,
                ..DocumentTerms::default()
            };
            let article = article("The ferry", "", Vec::new());
            assert_eq!(own(&document, &article), wanted, "{classes:?} {speech}");
        };
        let rated = [
            (word_class::RATING, 7),
            (word_class::FIRST, 6),
            (word_class::OPINION, 4),
        ];
        check(&rated, 1, true);
        check(&rated, 9, false);
        // A tale in the first person, and advice.
        check(&[(word_class::FIRST, 15)], 1, false);
        let advice = [
            (word_class::SECOND, 8),
            (word_class::RATING, 9),
            (word_class::FIRST, 2),
        ];
        check(&advice, 0, false);
        let recipe = [
            (word_class::RECIPE, 3),
            (word_class::RATING, 9),
            (word_class::FIRST, 6),
        ];
        check(&recipe, 0, false);
        check(&[(word_class::JUDGE, 4)], 6, true);
        check(&[(word_class::JUDGE, 4)], 7, false);
        check(&[(word_class::JUDGE, 2), (word_class::DEMAND, 5)], 2, true);
        check(&[(word_class::DEMAND, 9)], 2, false);
        check(&[(word_class::JUDGE, 3)], 0, false);
        check(&[], 0, false);
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
    }
}
