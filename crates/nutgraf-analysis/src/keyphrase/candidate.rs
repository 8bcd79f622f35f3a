//! Owns: `Candidate`, a run of words that could be a keyphrase, and finding them.
//! Promises: total; one pass over the text; every candidate is a span of one sentence.

use crate::summary::word::{Word, WordReader};
use crate::summary::word_class::{self, WordClasses};
use nutgraf_read::model::article::{Article, BlockKind};
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word;

/// The most words of a phrase.
pub const LONGEST: usize = 4;
/// How much of a text is looked at, in sentences.
const REACH: usize = 120;

/// Words that are part of no phrase besides the ranker's small words: prepositions, months cut short, units of trade,
/// adjectives that only point.
const EMPTY: u32 = 1;
/// Words before which a noun stands seldom and a verb often: "feels it", "explores the".
const DETERMINER: u32 = 1 << 1;
/// Words after which a verb stands: "he claims", "will cut".
const MODAL: u32 = 1 << 2;
/// Adjectives among the small words that are part of names: "New York".
const NAMING: u32 = 1 << 3;
/// Legal forms of companies, ways to address people, and nouns that say nothing by themselves.
const FORM: u32 = 1 << 4;
/// Verbs, by their stems.
const VERB: u32 = 1 << 6;
/// Words that open a clause which somebody says, thinks or wants.
const CLAUSE: u32 = 1 << 5;

const LISTS: [(u32, &str); 6] = [
    (
        EMPTY,
        "toward towards across along alongside around behind beside beyond despite inside near outside throughout \
         till underneath unlike ahead away abroad apart together forward amid amidst among whether versus jan feb \
         mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun mln bln trln dlrs dlr \
         cts shr pct qtr vs pts mths avg oper net revs thing things lot lots kind kinds sort sorts bit rest time \
         times moment moments day days hour hours minute minutes years months weeks decade decades ago everything \
         anything nothing something everyone anyone someone nobody yes okay am etc plus two three four five six \
         seven eight nine ten eleven twelve immediately almost nearly approximately several various certain numerous \
         different similar recent former current previous entire whole next enough everywhere anywhere rather quite \
         anyway",
    ),
    (
        DETERMINER,
        "the a an it its his her their our my your he him them they we us you i himself herself itself themselves",
    ),
    (
        MODAL,
        "he she they we i you it who will would could can cannot may might must should shall not never",
    ),
    (NAMING, "new"),
    (CLAUSE, "that to how why whether"),
    (
        FORM,
        "inc corp co ltd plc llc company companies gmbh sa ag nv chief sir lord lady dame king queen prince princess \
         number numbers part parts piece pieces side sides place places case cases fact facts matter matters issue \
         issues reason reasons point points area areas look looks century total amount amounts level levels range \
         result results example examples start left right others people man men woman women guy guys ladies statement \
         statements story stories article articles report reports spokesman spokeswoman spokesperson comment comments \
         source sources group groups member members city country countries state states nation nations world home \
         house life night name names word words work job move plan plans effort efforts step steps problem problems \
         question questions idea ideas event events member share shares",
    ),
];

/// Verbs that are hardly ever nouns, in any form but the one on -ing: they end a phrase where they stand.
const VERBS: &str = "accept achieve add admit affect allow appear apply argue arrive ask avoid become began begin \
     behave believe belong bring brought buy came carry choose chose collect come compare complain consider \
     consist contain continue create decide declare decline defend deliver deny depend describe deserve determine \
     develop discover discuss eat emerge enable encourage enjoy enter establish exist expand explain explore \
     express fail feel fell felt find follow forget gave get give go goes gone got grew grow happen hear held \
     identify ignore improve include indicate insist intend introduce involve join keep kept knew know learn leave \
     led lend let lose lost maintain make manage mean meant meet mention met obtain occur owe participate persuade \
     prefer prepare prevent protect prove provide put react realise realize receive recognise recognize reduce \
     refer refuse regard relate remain remember remind remove replace represent require resemble respond retain \
     seek seem seen sell send sent serve sold solve speak spend spent spoke stood succeed suffer suggest suppose \
     survive take teach tell think thought threaten threw throw took tried understand want warn wear went woke \
     wore write wrote";

/// What the words that phrases are made of are told by, besides the ranker's classes.
#[derive(Clone, Debug)]
pub struct Grammar {
    own: WordClasses,
}

impl Default for Grammar {
    fn default() -> Self {
        let mut own = WordClasses::of(&LISTS);
        for verb in VERBS.split_whitespace() {
            let stem = word_class::stem(verb.as_bytes());
            own.add(verb.get(..stem).unwrap_or(verb), VERB);
        }
        Self { own }
    }
}

impl Grammar {
    /// The classes of a word.
    fn of(&self, word: &Word) -> u32 {
        self.own.classes(word.full) & !VERB | self.own.classes(word.stem) & VERB
    }
}

/// A phrase and where it occurs.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Where it stands first; inside a sentence, if it does anywhere, so that its capitals are its own.
    pub first: Span,
    /// Whether it opens its sentence there.
    pub opens: bool,
    /// The hashes of its stems.
    pub stems: Stems,
    /// How often it occurs.
    pub count: u16,
    /// How many words stand before it.
    pub at: u16,
    /// How often it occurs with capitals throughout.
    pub capital: u16,
    /// Whether it begins with a participle, and so may be what somebody does.
    pub bent: bool,
    /// Whether all of its words are such as tell little alone: persons without a name, legal forms.
    pub common: bool,
}

/// The hashes of a phrase's stems; places that it has no word for hold 0, which sorts in front.
pub type Stems = [u64; LONGEST];

impl Candidate {
    /// The stems of its words.
    pub fn words(&self) -> &[u64] {
        let empty = self.stems.iter().take_while(|stem| **stem == 0).count();
        self.stems.get(empty..).unwrap_or(&[])
    }
}

/// The candidates of an article, each once, and the stems of all words that could be part of one, ascending.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Each phrase once.
    pub all: Vec<Candidate>,
    /// The stems of all content words, ascending.
    pub singles: Vec<u64>,
}

/// One content word.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, independently"
)]
struct Piece {
    span: Span,
    stem: u64,
    capital: bool,
    /// Can end a phrase: no adjective or verb by its ending.
    closes: bool,
    /// Tells little alone.
    common: bool,
    /// Ends like a participle: "carrying".
    acts: bool,
    /// Ends like the other participle: "suffered".
    done: bool,
    /// Ends like a plural, or a verb after a name.
    plural: bool,
}

/// A run of content words that is being read.
#[derive(Debug, Default)]
struct Run {
    pieces: Vec<Piece>,
    /// Whether a word that takes a verb stands before it.
    after_modal: bool,
    /// Where its sentence begins.
    sentence: u32,
}

/// Finds the candidates of an article. `word_classes` holds the ranker's classes of words.
pub fn find(
    article: &Article,
    sentences: &[Span],
    (word_classes, grammar): (&WordClasses, &Grammar),
) -> Candidates {
    let text = &*article.text;
    let mut found = Candidates::default();
    let mut passed = 0u16;
    let mut run = Run::default();
    let mut reader = WordReader::default();
    for sentence in body(article, sentences) {
        let mut end = sentence.start;
        let mut before = 0;
        run.sentence = sentence.start;
        for token in word::tokens(sentence.of(text)) {
            let span = token.shifted(sentence.start as usize);
            let word = reader.last(span.of(text));
            let own = word.map_or(0, |word| grammar.of(&word));
            let opens = span.start == sentence.start;
            let piece = word.and_then(|word| {
                piece(
                    &word,
                    (span, text),
                    opens,
                    (word_classes.classes(word.full), own),
                )
            });
            let gap = Span {
                start: end,
                end: span.start,
            }
            .of(text);
            if piece.is_none() || gap != " " {
                if gap == " " {
                    run.look_at_next(own, word.is_some_and(|word| word.capital));
                }
                run.keep(passed, &mut found.all);
                run.after_modal = before & MODAL != 0;
            } else if piece.is_some_and(|p| p.acts) && run.pieces.last().is_some_and(|p| p.closes) {
                // "A truck carrying bread": what is carried is another thing.
                run.keep(passed, &mut found.all);
            }
            end = span.end;
            passed = passed.saturating_add(1);
            before = own;
            if let Some(piece) = piece {
                found.singles.push(piece.stem);
                run.pieces.push(piece);
            }
        }
        run.keep(passed, &mut found.all);
        run.after_modal = false;
    }
    found.singles.sort_unstable();
    found.all = together(found.all);
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

/// A token as a part of a phrase, when it can be one.
fn piece(
    found: &Word,
    (span, text): (Span, &str),
    opens: bool,
    (classes, own): (u32, u32),
) -> Option<Piece> {
    let token = span.of(text);
    let idle = word_class::STOP
        | word_class::SPEECH
        | word_class::TIME
        | word_class::OPINION
        | word_class::HEDGE
        | word_class::AMOUNT
        | word_class::SUPERLATIVE;
    let doing = token.ends_with("ing");
    let verb = (classes & (word_class::EVENT | word_class::PLAN) != 0 || own & VERB != 0 && !doing)
        && !found.capital;
    // "New York" is no new thing.
    let naming = own & NAMING != 0 && found.capital && names_go_on(text, span.end);
    let idle = classes & idle != 0 || own & EMPTY != 0;
    if (idle && !naming) || verb || found.letters < 3 || found.digits {
        return None;
    }
    let capital = found.capital && !opens;
    let ending = |e: &str| !capital && token.len() > e.len() + 2 && token.ends_with(e);
    // An adverb or a participle is part of no phrase's core.
    if ending("ly") {
        return None;
    }
    let closes = !naming
        && ![
            "ed", "ing", "al", "ous", "ful", "ive", "ible", "able", "ish", "less", "ic", "ern",
            "ian",
        ]
        .iter()
        .any(|e| ending(e));
    Some(Piece {
        span,
        stem: found.stem,
        capital,
        closes,
        acts: doing && !capital,
        done: ending("ed"),
        plural: ending("s") && !token.ends_with("ss"),
        common: own & FORM != 0
            || classes & (word_class::HUMAN | word_class::GROUP | word_class::FURNITURE) != 0,
    })
}

/// Whether the next word has a capital.
fn names_go_on(text: &str, end: u32) -> bool {
    let rest = text.get(end as usize..).unwrap_or("");
    rest.strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

impl Run {
    /// Takes away what the word behind it shows to be a verb ("Paris expects that", "it explores the"), or the half of a
    /// name ("Long March"). `next` are that word's classes.
    fn look_at_next(&mut self, next: u32, capital: bool) {
        let run = &mut self.pieces;
        let Some(last) = run.last().copied() else {
            return;
        };
        if last.capital {
            while capital && run.last().is_some_and(|p| p.capital) {
                run.pop();
            }
            return;
        }
        let subject = run.len().checked_sub(2).and_then(|at| run.get(at));
        let told = next & CLAUSE != 0 && last.plural && subject.is_some_and(|p| p.capital);
        if next & DETERMINER != 0 || told {
            run.pop();
        }
    }

    /// Takes its phrases, which all end where it does, and begins anew.
    fn keep(&mut self, passed: u16, candidates: &mut Vec<Candidate>) {
        let run = &mut self.pieces;
        while run.last().is_some_and(|p| !p.closes) {
            run.pop();
        }
        // "They claim damages": the first word is what they do.
        let from = usize::from(self.after_modal && run.first().is_some_and(|p| !p.capital));
        for length in 1..=run.len().saturating_sub(from).min(LONGEST) {
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
                opens: first.span.start == self.sentence,
                stems,
                count: 1,
                at: passed,
                capital: u16::from(part.iter().all(|p| p.capital)),
                bent: first.acts || first.done,
                common: part.iter().all(|p| p.common),
            });
        }
        run.clear();
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
                if last.opens && !candidate.opens {
                    (last.first, last.opens) = (candidate.first, false);
                }
            }
            None => found.push(candidate),
        }
    }
    found
}
