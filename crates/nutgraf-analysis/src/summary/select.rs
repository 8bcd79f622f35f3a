//! Owns: which sentences are taken together: the best ones, without repeating and without loose ends.
//! Promises: at most as many as wanted, ascending; a sentence that hangs on another is taken only with it.
//!
//! Method: maximal marginal relevance (Carbonell and Goldstein 1998), greedily, over single sentences and over pairs of
//! a hanging sentence with the one that it hangs on.

use crate::summary::centrality::Centrality;
use crate::summary::dependence::Dependence;
use crate::summary::document_terms::Sentence;
use crate::summary::word_class;
use nutgraf_read::text::word_list::phrases;

/// What a repetition costs: this times the cosine to the most alike chosen sentence.
const REPETITION: f32 = 0.8;
/// Above this cosine a sentence says the same again and is not taken.
const TWIN: f32 = 0.6;
/// Fewer words than this without a full stop are no sentence.
const LEAST_UNFINISHED: u32 = 8;
/// Nor with fewer than this above a text of whole sentences.
const LEAST_STANDFIRST: u32 = 14;
/// Up to so many paragraphs from the top a line without a full stop is a standfirst.
const STANDFIRSTS: u32 = 3;
/// Below them it must be so long to be a sentence.
const LEAST_FURTHER_DOWN: u32 = 16;
/// What is longer says more than "follow us".
const LONG_INVITATION: u32 = 30;
/// A chain of pronouns is followed so far back.
const CHAIN: usize = 4;
/// What leaning on an absent sentence costs.
const LEANING: f32 = 0.15;

/// A sentence as the selection sees it.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, independently"
)]
pub struct Candidate {
    /// Its judgement.
    pub score: f32,
    /// Whether it needs another one before it.
    pub dependence: Dependence,
    /// Which one that is; none when there is none.
    pub on: Option<usize>,
    /// Whether only that very one will do: it names what a pronoun means, or who speaks.
    pub strict: bool,
    /// Whether it must not stand in a summary at all.
    pub barred: bool,
    /// Whether it ends with a colon: it may stand only in front of the words that it announces.
    pub announces: bool,
    /// Whether it is a quotation that such a sentence announces.
    pub quotes: bool,
}

/// Whether a sentence must not stand in a summary: half a quote, a question, a heading in disguise, a fragment. `prose` says
/// that the article's lines end with a full stop, mostly.
pub fn barred(sentence: &Sentence, prose: bool) -> bool {
    let marks = &sentence.punctuation;
    // A standfirst often has no full stop; what is shorter is a heading, or the name of a thing further down.
    let least = match prose {
        true if sentence.paragraph >= STANDFIRSTS => LEAST_FURTHER_DOWN,
        true => LEAST_STANDFIRST,
        false => LEAST_UNFINISHED,
    };
    marks.inside
        || marks.open
        || (!marks.finished && !marks.announces && sentence.words < least)
        || invites(sentence)
        || marks.low
        || sentence.words < 4
        || marks.exclaims && !marks.quotes && sentence.words < LEAST_UNFINISHED
        || sentence.words > 90
        || marks.debris > 3
        || (marks.asks && sentence.speech_at == 1000)
}

/// Whether a sentence asks the reader to follow, subscribe or click: "Follow us on Twitter."
fn invites(sentence: &Sentence) -> bool {
    let count = |class: u32| {
        let place = class.trailing_zeros() as usize;
        sentence.counts.get(place).copied().unwrap_or(0)
    };
    sentence.opener.0 & word_class::FURNITURE != 0
        && count(word_class::FURNITURE) >= 2
        && count(word_class::FIRST) + count(word_class::SECOND) > 0
        && sentence.words < LONG_INVITATION
}

/// Whether a sentence leads the reader elsewhere: `For more on the ferry, see our guide.`, `Check out the other boats.`
pub fn points_away(piece: &str) -> bool {
    const LONGEST: usize = 240;
    const SHORT: usize = 110;
    if piece.len() > LONGEST {
        return false;
    }
    let leads = || POINTERS.iter().any(|words| piece.contains(words));
    opens(piece, &OFFERS) && leads() || piece.len() <= SHORT && opens(piece, &REQUESTS)
}

/// Whether a sentence opens with one of some phrases, in whatever case.
fn opens(piece: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        piece
            .get(..phrase.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(phrase))
    })
}

/// Whether a sentence greets the reader: `Welcome to edition 12 of the ferry report.`, `Hi, friends!`
pub fn greets(piece: &str) -> bool {
    const LONGEST: usize = 160;
    const LINE: usize = 60;
    piece.len() <= LONGEST && opens(piece, &WELCOMES)
        || piece.len() <= LINE && opens(piece, &GREETINGS)
}

/// How a sentence opens that lets the reader in.
const WELCOMES: [&str; 4] =
    phrases("welcome to | welcome back | thanks for joining | thank you for joining");
/// How a short one opens that greets.
const GREETINGS: [&str; 14] = phrases(
    "hi, | hi  | hello, | hello  | hey, | hey  | greetings | good morning | good afternoon | good evening | happy monday | \
     happy friday | happy saturday | happy sunday",
);

/// Whether a sentence is a question or an answer of a list of such: `A: The ferry leaves at noon.`
pub fn answers(piece: &str) -> bool {
    ["A: ", "Q: ", "A. ", "Q. "]
        .iter()
        .any(|mark| piece.starts_with(mark))
        && !piece.starts_with("A. A. ")
}

/// Whether a sentence sells the reading of the paper: `Complete digital access to our journalism.`
pub fn sells(piece: &str) -> bool {
    const LONGEST: usize = 200;
    piece.len() <= LONGEST && {
        let small = piece.to_ascii_lowercase();
        OFFERED.iter().any(|words| small.contains(words))
    }
}

/// What is offered there.
const OFFERED: [&str; 7] = phrases(
    "digital access | cancel anytime | cancel any time | to read this article | to unlock this article | already a subscriber | \
     your free articles",
);

/// Whether a sentence is about the text itself, where and how it appeared: `This letter first appeared in the Bay Post.`
pub fn keeps_house(piece: &str) -> bool {
    const LONGEST: usize = 260;
    if piece.len() > LONGEST {
        return false;
    }
    let small = piece.to_ascii_lowercase();
    let itself = ITSELF.iter().any(|words| small.contains(words));
    itself && APPEARED.iter().any(|words| small.contains(words))
}

/// What a text calls itself.
const ITSELF: [&str; 15] = phrases(
    "this article | this story | this post | this letter | this essay | this interview | this column | this review | the below | \
     the following letter | the letter below | this piece | this transcript | the interview below | this excerpt",
);

/// What is said of how it appeared.
const APPEARED: [&str; 14] = phrases(
    "appeared | appearing | will appear | published | updated | edited | condensed | translated | adapted | part of a | excerpted | \
     produced by | supported by | sponsored",
);

/// Whether a short sentence says what the headline says, and no more: its terms and those of the headline are ascending.
pub fn repeats(sentence: &Sentence, terms: &[u32], title: &[u32]) -> bool {
    const LONGEST: u32 = 14;
    const LEAST: usize = 4;
    let shared = terms
        .iter()
        .filter(|term| title.binary_search(term).is_ok())
        .count();
    sentence.words <= LONGEST && terms.len() >= LEAST && shared * 5 >= terms.len() * 4
}

/// How a sentence opens that offers more of something.
const OFFERS: [&str; 11] = phrases(
    "to know more | to learn more | to find out more | for more | for further | for details | for a detailed | for a full | for a complete | for additional | if you want ",
);

/// What such a sentence asks the reader to do.
const POINTERS: [&str; 14] = phrases(
    "check out | , see  | visit  | consult | , read  | refer to | click |  head to  | take a look | sign up | go to  | have a look | \
     our guide | be sure to",
);

/// How a sentence opens that asks the reader to look at something else.
const REQUESTS: [&str; 13] = phrases(
    "check out | click  | see also | see more | take a look | have a look | read more | try this | stay tuned | sign up | \
     subscribe  | don't miss | don’t miss",
);

/// Whether a sentence is nothing but quoted words, so that it needs a neighbour that names the speaker.
pub fn voiceless(sentence: &Sentence) -> bool {
    sentence.punctuation.quotes
        && sentence.quoted as usize * 10 > sentence.span.len() * 7
        && sentence.speech_at == 1000
}

/// Whether a sentence is one quotation from its first mark to its last: who says it stands before it, whatever verbs are
/// in it.
pub fn quoted_whole(piece: &str) -> bool {
    let mark = |c: &char| matches!(c, '"' | '“' | '”');
    piece.starts_with(['"', '“'])
        && piece.trim_end().ends_with(['"', '”'])
        && piece.chars().filter(mark).count() == 2
}

/// Which sentence one hangs on: the one before; when a pronoun opens it, the one before the chain of sentences that open
/// with pronouns too.
pub fn antecedent(sentences: &[Sentence], at: usize) -> Option<usize> {
    let personal = |at: usize| {
        sentences
            .get(at)
            .is_some_and(|s| s.opener.0 & word_class::PERSONAL != 0)
    };
    let mut base = at.checked_sub(1)?;
    if personal(at) {
        for _ in 0..CHAIN {
            if !personal(base) {
                break;
            }
            base = base.checked_sub(1)?;
        }
    }
    Some(base)
}

/// Which sentence announces the quotation that is this one from end to end: the nearest before it that ends with a colon,
/// with nothing but quoted words between.
pub fn announcer(sentences: &[Sentence], at: usize) -> Option<usize> {
    for before in (at.saturating_sub(CHAIN)..at).rev() {
        let sentence = sentences.get(before)?;
        let marks = &sentence.punctuation;
        if marks.announces {
            return (!barred(sentence, true)).then_some(before);
        }
        if !(marks.inside
            || marks.quotes && sentence.quoted as usize * 10 > sentence.span.len() * 7)
        {
            return None;
        }
    }
    None
}

/// Takes up to `count` candidates.
pub fn select(candidates: &[Candidate], centrality: &Centrality, count: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::with_capacity(count);
    while chosen.len() < count {
        let room = count - chosen.len();
        let best = (0..candidates.len())
            .filter_map(|at| offer(candidates, centrality, &chosen, (at, room)))
            .max_by(|a, b| a.value.total_cmp(&b.value).then(b.at.cmp(&a.at)));
        let Some(best) = best else { break };
        chosen.push(best.at);
        chosen.extend(best.with);
    }
    chosen.sort_unstable();
    chosen
}

#[derive(Clone, Copy, Debug)]
struct Offer {
    at: usize,
    with: Option<usize>,
    value: f32,
}

/// What taking a candidate would bring now, alone or with the one that it hangs on.
fn offer(
    candidates: &[Candidate],
    centrality: &Centrality,
    chosen: &[usize],
    (at, room): (usize, usize),
) -> Option<Offer> {
    let candidate = candidates.get(at).filter(|c| !c.announces)?;
    let value = worth(candidates, centrality, chosen, at)?;
    let before = candidate.on;
    // What hangs on the same one as a chosen one does is told by that too.
    let shares = |c: &usize| {
        candidates
            .get(*c)
            .is_some_and(|c| c.on == before && c.strict)
    };
    let backed = before.is_some_and(|b| chosen.contains(&b))
        || if candidate.strict {
            chosen.iter().any(shares)
        } else {
            at.checked_sub(1).is_some_and(|b| chosen.contains(&b))
        };
    match candidate.dependence {
        Dependence::Free => Some(Offer {
            at,
            with: None,
            value,
        }),
        _ if backed => Some(Offer {
            at,
            with: None,
            value,
        }),
        Dependence::Leans => Some(Offer {
            at,
            with: None,
            value: value - LEANING,
        }),
        Dependence::Hangs => {
            let before = before.filter(|_| room >= 2)?;
            let first = candidates.get(before)?;
            if first.dependence == Dependence::Hangs
                || first.dependence == Dependence::Leans && !first.announces
            {
                return None;
            }
            let other = worth(candidates, centrality, chosen, before)?;
            Some(Offer {
                at,
                with: Some(before),
                value: if first.announces {
                    // Neither says anything without the other, so they count as one of their mean.
                    f32::midpoint(value, other)
                } else {
                    // A pair fills two places; it must be as good as two singles, and the weaker one decides.
                    value.min(other)
                },
            })
        }
    }
}

/// A candidate's score less what it repeats; `None` when it can't be taken.
fn worth(
    candidates: &[Candidate],
    centrality: &Centrality,
    chosen: &[usize],
    at: usize,
) -> Option<f32> {
    let candidate = candidates.get(at)?;
    if candidate.barred || chosen.contains(&at) {
        return None;
    }
    let most = chosen
        .iter()
        .map(|other| centrality.alike(at, *other))
        .fold(0.0, f32::max);
    (most <= TWIN).then_some(candidate.score - REPETITION * most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dependence::{Free, Hangs, Leans};

    fn check(rows: &[(f32, Dependence, bool)], count: usize, wanted: &[usize]) {
        let candidates: Vec<Candidate> = rows
            .iter()
            .enumerate()
            .map(|(at, (score, dependence, barred))| Candidate {
                score: *score,
                dependence: *dependence,
                on: at.checked_sub(1),
                strict: false,
                barred: *barred,
                announces: false,
                quotes: false,
            })
            .collect();
        let found = select(&candidates, &Centrality::default(), count);
        assert_eq!(found, wanted, "{rows:?}");
    }

    #[test]
    fn the_best_are_taken_in_order() {
        check(
            &[(0.1, Free, false), (0.9, Free, false), (0.5, Free, false)],
            2,
            &[1, 2],
        );
        check(&[(0.1, Free, false), (0.9, Free, true)], 2, &[0]);
        check(&[], 3, &[]);
        check(&[(0.1, Free, false)], 0, &[]);
    }

    #[test]
    fn what_hangs_comes_with_what_it_hangs_on() {
        check(
            &[(0.8, Free, false), (0.9, Hangs, false), (0.1, Free, false)],
            2,
            &[0, 1],
        );
        // No room for the pair, or nothing to hang on.
        check(&[(0.2, Free, false), (0.9, Hangs, false)], 1, &[0]);
        check(&[(0.9, Hangs, false), (0.1, Free, false)], 2, &[1]);
        check(
            &[(0.5, Free, true), (0.9, Hangs, false), (0.1, Free, false)],
            2,
            &[2],
        );
        // A weak antecedent does not pay.
        check(
            &[
                (-3.0, Free, false),
                (0.9, Hangs, false),
                (0.1, Free, false),
                (0.2, Leans, false),
            ],
            2,
            &[2, 3],
        );
    }

    #[test]
    fn a_quotation_comes_with_who_is_announced_as_its_speaker() {
        let candidate = |score, dependence, on, announces| Candidate {
            score,
            dependence,
            on,
            strict: on.is_some(),
            barred: false,
            announces,
            quotes: false,
        };
        let candidates = [
            candidate(0.6, Free, None, true),
            candidate(0.9, Hangs, Some(0), false),
            candidate(0.8, Hangs, Some(0), false),
            candidate(0.1, Free, None, false),
        ];
        for (count, wanted) in [(1, &[3][..]), (2, &[0, 1]), (3, &[0, 1, 2])] {
            let found = select(&candidates, &Centrality::default(), count);
            assert_eq!(found, wanted, "{count}");
        }
    }

    #[test]
    fn a_sentence_that_is_one_quotation_has_its_speaker_elsewhere() {
        let check = |piece: &str, wanted: bool| assert_eq!(quoted_whole(piece), wanted, "{piece}");
        check("“The minister told us that he will go.”", true);
        check("\"He said so.\" ", true);
        check("“He will go,” the minister said.", false);
        check("“He will,” she said, “go.”", false);
        check("He will go.", false);
        check("", false);
    }

    #[test]
    fn greetings_answers_and_offers_are_told() {
        let check = |piece: &str, wanted: (bool, bool, bool)| {
            let found = (greets(piece), answers(piece), sells(piece));
            assert_eq!(found, wanted, "{piece}");
        };
        let no = (false, false, false);
        check(
            "Welcome to edition 12 of the ferry report!",
            (true, false, false),
        );
        check("Hi, friends!", (true, false, false));
        check("Happy Saturday, all!", (true, false, false));
        check("A: The ferry leaves at noon.", (false, true, false));
        check(
            "Complete digital access to the Bay Post on any device.",
            (false, false, true),
        );
        check("Hi-fi makers of Lissund close.", no);
        check("A ferry leaves at noon.", no);
        check("Welcome news reached the harbour.", no);
    }

    #[test]
    fn what_leads_elsewhere_is_told() {
        let check = |piece: &str, wanted: bool| assert_eq!(points_away(piece), wanted, "{piece}");
        check("For more on the ferry, see our guide.", true);
        check(
            "To learn more about the ferry, visit the harbour’s page.",
            true,
        );
        check(
            "To know more about this boat, click on the link below.",
            true,
        );
        check(
            "To learn more about the ferry, the council sent a diver.",
            false,
        );
        check("The ferry sank.", false);
    }

    #[test]
    fn what_is_about_the_text_itself_is_no_news() {
        let check = |piece: &str, wanted: bool| assert_eq!(keeps_house(piece), wanted, "{piece}");
        check("This story first appeared in the Bay Post.", true);
        check("The below letter will be appearing in our May issue.", true);
        check("This interview has been edited for length.", true);
        check("This story is a sad one.", false);
        check("The ferry appeared at noon.", false);
    }

    #[test]
    fn twins_are_not_taken_twice() {
        let centrality = Centrality {
            size: 3,
            alike: vec![0.0, 0.9, 0.1, 0.9, 0.0, 0.1, 0.1, 0.1, 0.0],
            ..Centrality::default()
        };
        let free = |score| Candidate {
            score,
            dependence: Free,
            on: None,
            strict: false,
            barred: false,
            announces: false,
            quotes: false,
        };
        assert_eq!(
            select(&[free(0.9), free(0.8), free(0.1)], &centrality, 2),
            [0, 2]
        );
    }
}
