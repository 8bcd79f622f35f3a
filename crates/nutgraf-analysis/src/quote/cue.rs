//! Owns: the words that attribute speech, and those that tell who can speak.
//! Promises: closed lists of English; a lower-case word in, its classes out.

use crate::summary::word_class::WordClasses;

/// Verbs that report speech or judgement.
pub const CUE: u32 = 1;
/// Cues that say no more than that it was said: they attribute even from a distance.
pub const PLAIN: u32 = 1 << 1;
/// Personal pronouns that can stand for a speaker.
pub const PRONOUN: u32 = 1 << 2;
/// Words in front of a noun phrase.
pub const DETERMINER: u32 = 1 << 3;
/// Prepositions that tie one noun phrase to another.
pub const LINK: u32 = 1 << 4;
/// Words that may stand between a speaker and the verb (adverbs in -ly too).
pub const BETWEEN: u32 = 1 << 5;
/// Words that can't be part of a speaker's name though they may open a sentence with a capital.
pub const FUNCTION: u32 = 1 << 6;
/// Nouns for those who speak for others or without a name.
pub const ROLE: u32 = 1 << 7;
/// Nouns for a person's people: after a name they are meant, not the person.
pub const GROUP: u32 = 1 << 8;

const LISTS: [(u32, &str); 9] = [
    (
        CUE,
        "accepting accused accuses accusing acknowledged acknowledges added adding adds admits admitted \
         announced announcing answered answers argued argues arguing asked asking asks asserted asserting \
         asserts attacked attacking believes blamed blasted blasting boasted bragged branded called calling \
         calls cautioned cautions chanted chanting characterised characterized charged claimed claiming \
         claims commented complained complains conceded conceding concluded concludes condemned confessed \
         confesses confirmed confirms contended contends continued continues countered criticised criticized \
         declared declares declaring decried decrying deemed defended defending demanded demanding denied \
         denies denounced described describes describing dismissed dismissing dubbed emphasised emphasized \
         emphasizing exclaimed explained explaining explains expressed fumed hailed hinted hints huffed \
         implored indicated insisted insisting insists joked jokes joking labeled labeling labelled labelling \
         lamented lamenting lauded lauding laughed maintained maintains marveled marvelled mocked mocking \
         mused noted notes noting observed observes offered opined pleaded pledged pointed pointing points \
         posted praised praising predicted predicting predicts proclaimed proclaims promised promises \
         promising questioned quipped quoted read reads recalled recalls recounted referred referring refers \
         reiterated reiterates rejected remarked repeated replied replies reported reporting reports \
         responded responding responds retorted retweeted ridiculed ripped said say saying says screamed shot \
         shouted shouting sighed slammed slamming speculated stated states stating stressed stresses \
         stressing suggested suggesting suggests summarized teased tell telling tells testified thanked \
         thanking thinks thought told touted touting tweet tweeted tweeting tweets urged urges urging vowed \
         vowing vows warned warning warns whispered wished wondered writes writing wrote yelled",
    ),
    (
        PLAIN,
        "added adding adds announced argued argues asked asks claimed concluded continued declared explained \
         explains insisted joked noted notes reads recalled replied responded said saying says stated telling \
         tells testified told tweeted tweets warned warns writes wrote",
    ),
    (PRONOUN, "he i it she they we who"),
    (
        DETERMINER,
        "a an another both each her his its many most my no one other our several some that the their these \
         this those three two",
    ),
    (
        GROUP,
        "administration administrations aides allies ally appointee appointees cabinet era hardliners loyalist \
         loyalists presidency regime regimes staff supporters team voters years",
    ),
    (LINK, "about against at by for from in near of on to with"),
    (
        BETWEEN,
        "again already also always and are be been being can could did do does earlier even famously first \
         further had has have herself himself initially is just later may might must never not now often on once only \
         previous previously recently repeatedly reportedly shall should simply still themselves then to was went were \
         will would",
    ),
    (
        FUNCTION,
        "according after although and april as asked august because before besides but days december during earlier except \
         february friday he her here him hours how however i if into it january july june march me meanwhile \
         minutes moments monday months not november october or over said saturday says september she since so \
         speaking sunday than that them there they though thursday today tuesday until us we wednesday weeks \
         what when where which while who whom whose why years yesterday yet you",
    ),
    (
        ROLE,
        "activist adviser advisor agency aide ambassador analyst anchor attorney author billionaire board \
         businessman businesswoman campaign candidate chairman chairwoman chief coach commander committee \
         company congressman congresswoman court critic daughter democrat department diplomat director doctor \
         document editor email envoy executive expert father founder general government governor group host \
         husband journalist judge lawmaker lawyer leader letter magazine man manager mayor men minister \
         ministry mogul mother neighbor neighbour newspaper nominee observer officer official organization \
         owner paper people player police pollster president professor report reporter republican researcher \
         resident secretary senator site son source speaker spokesman spokesmen spokesperson spokeswoman \
         statement strategist student supporter teacher tweet victim voter website wife witness woman women",
    ),
];

/// The table of all these words.
pub fn table() -> WordClasses {
    let mut table = WordClasses::of(&LISTS);
    for (class, words) in LISTS.iter().filter(|(class, _)| *class == ROLE) {
        for word in words.split_whitespace() {
            table.add(&format!("{word}s"), *class);
        }
    }
    table
}

/// All classes of a word.
pub fn classes(table: &WordClasses, word: &str) -> u32 {
    let mut classes = table.classes_of(word);
    if word.len() > 4 && word.ends_with("ly") {
        classes |= BETWEEN;
    }
    // Small words never open a name.
    if classes & (DETERMINER | LINK | BETWEEN) != 0 {
        classes |= FUNCTION;
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_classes() {
        let table = table();
        for (word, class) in [
            ("said", CUE | PLAIN),
            ("called", CUE),
            ("spokesmen", ROLE),
            ("officials", ROLE),
            ("reportedly", BETWEEN | FUNCTION),
            ("harbour", 0),
        ] {
            assert_eq!(classes(&table, word) & class, class, "{word}");
        }
        assert_eq!(classes(&table, "harbour"), 0);
    }
}
