//! Owns: which language a text is in.
//! Promises: an ISO 639-1 code or nothing; cheap on English.

use crate::text::stopword;
use crate::text::word_list::words;

/// The language of a text as an ISO 639-1 code; `None` when there is too little to tell.
pub fn language(text: &str) -> Option<&'static str> {
    let end = (0..=text.len().min(SAMPLE))
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let sample = text.get(..end)?;
    if is_plainly_english(sample) {
        return Some("en");
    }
    let found = whatlang::detect(sample)?;
    // Below this a headline of names is a coin toss.
    (found.is_reliable() || sample.len() > 200).then(|| code(found.lang()))?
}

/// How many bytes are looked at: more does not change the answer.
const SAMPLE: usize = 1500;

/// Words that other languages in Latin letters do not share as common words.
const ENGLISH: [&str; 49] = words(
    "the of and that with was for is are have has this from which been their would were said they who after by to \
     it its his but not you be will when what there could into than out up about had her she we one also more our",
);

const SLOTS: usize = 128;

/// Their keys.
const KEYS: [u64; SLOTS] = {
    let mut keys = [0; SLOTS];
    let mut word = 0;
    while word < ENGLISH.len() {
        stopword::put(&mut keys, stopword::key(ENGLISH[word].as_bytes()));
        word += 1;
    }
    keys
};

fn is_english(word: &str) -> bool {
    if !(2..=5).contains(&word.len()) {
        return false;
    }
    stopword::pack(word.as_bytes()).is_some_and(|key| stopword::has(&KEYS, key))
}

/// A quick sure test, as most articles are English and the full detector costs more than the rest of the cleaning: many small
/// words that are English alone, or fewer with the article, which no other language writes so.
fn is_plainly_english(sample: &str) -> bool {
    let (mut words, mut hits, mut articles) = (0usize, 0usize, 0usize);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        hits += usize::from(is_english(word));
        articles += usize::from(word == "the");
    }
    words >= 20 && (hits * 6 >= words || hits * 10 >= words && articles * 40 >= words)
}

fn code(lang: whatlang::Lang) -> Option<&'static str> {
    // whatlang gives ISO 639-3; the ones that have a two-letter form are mapped.
    const CODES: [(&str, &str); 69] = [
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "no"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
    ];
    CODES
        .iter()
        .find(|(three, _)| *three == lang.code())
        .map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_list::phrases;

    #[test]
    fn languages_are_told_apart() {
        for row in [
            "The ministers met in the afternoon and said that they would meet again after the holiday, which is a good sign for the talks. | en",
            "Die Minister trafen sich am Nachmittag und erklärten, dass sie nach den Feiertagen weiter verhandeln wollen. | de",
            "Les ministres se sont réunis dans l'après-midi et ont déclaré qu'ils reprendraient les discussions après les fêtes. | fr",
            "Министры встретились во второй половине дня и заявили, что переговоры продолжатся после праздников. | ru",
            "وزیران بعد از ظهر دیدار کردند و گفتند که گفت‌وگوها پس از تعطیلات ادامه خواهد یافت و می‌خواهند توافق کنند | fa",
            "部长们下午举行了会谈，并表示将在节日后继续谈判。 | zh",
            " | ",
            "12345 | ",
        ] {
            let [text, wanted] = phrases(row);
            assert_eq!(language(text).unwrap_or(""), wanted, "{text}");
        }
    }
}
