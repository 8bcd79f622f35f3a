//! Owns: whether a headline stands over service (guides, deals, tests of products, puzzles, listings) and not over news.
//! Promises: total; looks at the form of the headline and at words for kinds of service, never at a name.

use nutgraf_read::text::word_list::words;

/// First words of headlines that tell a reader what to do, or that list things.
const OPENERS: [&str; 14] =
    words("best save grab buy shop get try watch listen play cook pick use find");
/// Words that only service has in its headlines.
const WORDS: [&str; 44] = words(
    "deals discount discounts discounted coupon coupons promo preorder preorders review reviewed unboxing guide guides tips tricks \
     hints answers walkthrough walkthroughs cheats recipe recipes horoscope horoscopes crossword sudoku puzzle puzzles quiz \
     ranked cheapest giveaway podcast tutorial trailer teaser recap spoilers checklist unlock tested listings newsletter",
);
/// Two words together that do the same.
const PAIRS: [(&str, &str); 23] = [
    ("how", "to"),
    ("where", "to"),
    ("what", "to"),
    ("when", "to"),
    ("which", "to"),
    ("hands", "on"),
    ("on", "sale"),
    ("for", "sale"),
    ("lowest", "price"),
    ("best", "price"),
    ("low", "price"),
    ("price", "drop"),
    ("price", "drops"),
    ("release", "date"),
    ("pre", "order"),
    ("pre", "orders"),
    ("buying", "guide"),
    ("gift", "guide"),
    ("gift", "ideas"),
    ("all", "time"),
    ("release", "time"),
    ("patch", "notes"),
    ("you", "can"),
];

/// For each first letter the lengths of the words that tell something, a bit each: most words need not be sought.
const LENGTHS: [u32; 26] = lengths();

const fn lengths() -> [u32; 26] {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < WORDS.len() {
        note(&mut lengths, WORDS[at]);
        at += 1;
    }
    at = 0;
    while at < PAIRS.len() {
        note(&mut lengths, PAIRS[at].1);
        at += 1;
    }
    lengths
}

const fn note(lengths: &mut [u32; 26], word: &str) {
    let letter = word.as_bytes()[0] - b'a';
    lengths[letter as usize] |= 1 << word.len();
}

/// Whether a word may be one of `WORDS`, or the second of a pair.
fn may_tell(word: &str) -> bool {
    let letter = word.bytes().next().map_or(0, |b| b.wrapping_sub(b'a'));
    let lengths = LENGTHS.get(usize::from(letter)).copied().unwrap_or(0);
    u32::try_from(word.len()).is_ok_and(|length| lengths.checked_shr(length).unwrap_or(0) & 1 != 0)
}

/// Whether a headline, folded, stands over service.
pub(super) fn is_service(headline: &str) -> bool {
    let mut last = "";
    let mut before = "";
    for (at, word) in headline
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        let opens =
            at == 0 && OPENERS.contains(&word) || at == 1 && last == "the" && word == "best";
        let tells = may_tell(word)
            && (WORDS.contains(&word) || PAIRS.iter().any(|(a, b)| *a == last && *b == word));
        // "30% off", "$200 off", "save $50".
        let reduced = word == "off" && is_number(last)
            || is_number(word) && (last == "save" || before == "save");
        // "17 films that …": a list, unless something happened to so many.
        let ranking = at == 1 && is_small_number(last) && word == "best";
        if opens || tells || reduced || ranking {
            return true;
        }
        (before, last) = (last, word);
    }
    false
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty()
}

fn is_small_number(word: &str) -> bool {
    is_number(word) && word.len() < 3
}

#[cfg(test)]
mod tests {
    use super::is_service;

    #[test]
    fn service_is_told_from_news_by_the_headline() {
        for (headline, service) in [
            ("how to find the hidden key in lantern hollow", true),
            ("the best kettles of the year", true),
            ("12 best walks near elmport", true),
            ("this garden hose is 40% off today", true),
            ("hazel oak crossword answers for friday", true),
            ("thornby x2 review a good phone", true),
            ("where to watch the regatta", true),
            ("save up to $80 on tents", true),
            ("minister resigns over harbour contract", false),
            ("12 killed as ferry sinks off elmport", false),
            ("no deal as talks in lorania end", false),
            ("bank says sales fell by 40 percent", false),
            ("court strikes down tariff law", false),
            ("", false),
        ] {
            assert_eq!(is_service(headline), service, "{headline}");
        }
    }
}
