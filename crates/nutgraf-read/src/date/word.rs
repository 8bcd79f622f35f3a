//! Owns: the words in dates: months in the languages of the news, zones, halves of the day.
//! Promises: a word means one thing; what is not known is `Other`.

use crate::text::word_list::words;

/// What a word in a date means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Month(i8),
    Zone(i64),
    Half(bool),
    Between,
    Other,
}

/// Stands for the American east, summer or winter by the month.
pub(super) const EASTERN: i64 = i64::MIN;
/// Stands for the American west.
pub(super) const PACIFIC: i64 = i64::MIN + 1;

/// The months' names, of which at least the first three letters must be given. English, always the first; German, French, Spanish, Portuguese, Italian, Dutch, Polish, Scandinavian, Turkish, Russian, Ukrainian.
const MONTHS: [(i8, &[&str]); 12] = [
    (
        1,
        &words::<14>(
            "january januar jänner janvier enero janeiro gennaio januari stycznia styczeń ocak \
         января январь січня",
        ),
    ),
    (
        2,
        &words::<14>(
            "february februar februari février fevrier febrero fevereiro febbraio lutego luty şubat \
         февраля февраль лютого",
        ),
    ),
    (
        3,
        &words::<13>(
            "march märz maerz mars marzo março maart marca marzec mart марта март березня",
        ),
    ),
    (
        4,
        &words::<10>("april avril abril aprile kwietnia kwiecień nisan апреля апрель квітня"),
    ),
    (
        5,
        &words::<12>("may mai mayo maio maggio mei maja maj mayıs мая май травня"),
    ),
    (
        6,
        &words::<12>("june juni juin junio junho giugno czerwca czerwiec haziran июня июнь червня"),
    ),
    (
        7,
        &words::<12>("july juli juillet julio julho luglio lipca lipiec temmuz июля июль липня"),
    ),
    (
        8,
        &words::<12>(
            "august août aout agosto augustus augusti sierpnia sierpień ağustos августа август \
         серпня",
        ),
    ),
    (
        9,
        &words::<11>(
            "september septembre septiembre setembro settembre września wrzesień eylül сентября \
         сентябрь вересня",
        ),
    ),
    (
        10,
        &words::<12>(
            "october oktober octobre octubre outubro ottobre października październik ekim октября \
         октябрь жовтня",
        ),
    ),
    (
        11,
        &words::<9>("november novembre noviembre novembro listopada listopad kasım ноября ноябрь"),
    ),
    (
        12,
        &words::<14>(
            "december dezember décembre decembre diciembre dezembro dicembre desember grudnia \
         grudzień aralık декабря декабрь грудня",
        ),
    ),
];

/// Short forms that begin no long name above, or that would begin several.
const SHORT: [(i8, &[&str]); 9] = [
    (1, &["ene", "gen"]),
    (2, &["fév", "fev"]),
    (3, &["mrz", "mär"]),
    (4, &["avr", "abr"]),
    (5, &["mag"]),
    (6, &["giu", "jui"]),
    (7, &["lug", "juil"]),
    (8, &["ago", "aoû"]),
    (12, &["dic", "dez", "déc"]),
];

const ZONES: [(&str, i64); 40] = [
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("ut", 0),
    ("wet", 0),
    ("est", -5 * 60),
    ("edt", -4 * 60),
    ("cst", -6 * 60),
    ("cdt", -5 * 60),
    ("mst", -7 * 60),
    ("mdt", -6 * 60),
    ("pst", -8 * 60),
    ("pdt", -7 * 60),
    ("akst", -9 * 60),
    ("akdt", -8 * 60),
    ("hst", -10 * 60),
    ("ast", -4 * 60),
    ("adt", -3 * 60),
    ("brt", -3 * 60),
    ("art", -3 * 60),
    ("bst", 60),
    ("ist", 5 * 60 + 30),
    ("cet", 60),
    ("cest", 2 * 60),
    ("mez", 60),
    ("mesz", 2 * 60),
    ("wat", 60),
    ("eet", 2 * 60),
    ("eest", 3 * 60),
    ("sast", 2 * 60),
    ("msk", 3 * 60),
    ("trt", 3 * 60),
    ("pkt", 5 * 60),
    ("hkt", 8 * 60),
    ("sgt", 8 * 60),
    ("jst", 9 * 60),
    ("kst", 9 * 60),
    ("aest", 10 * 60),
    ("aedt", 11 * 60),
    ("nzst", 12 * 60),
];

/// What a word means.
pub(super) fn word(text: &str) -> Word {
    let lower = text.to_lowercase();
    match lower.as_str() {
        "t" => return Word::Between,
        "am" | "a" | "midnight" => return Word::Half(false),
        "pm" | "p" | "noon" => return Word::Half(true),
        "et" => return Word::Zone(EASTERN),
        "pt" => return Word::Zone(PACIFIC),
        _ => {}
    }
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == lower) {
        return Word::Zone(minutes * 60);
    }
    let letters = lower.chars().count();
    if letters < 3 {
        return Word::Other;
    }
    let short = SHORT
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()));
    let long = || {
        MONTHS.iter().find(|(_, names)| {
            let is = |name: &&str| *name == lower || letters <= 5 && name.starts_with(&lower);
            names.iter().any(is)
        })
    };
    match short.or_else(long) {
        Some((month, _)) => Word::Month(*month),
        None => Word::Other,
    }
}

/// The weekdays in English.
pub(super) const WEEKDAYS: [&str; 7] =
    words("monday tuesday wednesday thursday friday saturday sunday");

/// The month that a whole name stands for, in any of the languages.
pub(super) fn whole_month(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let (month, _) = MONTHS
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()))?;
    Some(*month)
}

/// The month that an English name stands for, whole or cut to three letters.
pub(super) fn english_month(text: &str) -> Option<i8> {
    let is = |name: &str| text.eq_ignore_ascii_case(name);
    let (month, _) = MONTHS.iter().find(|(_, names)| {
        let long = names.first().copied().unwrap_or("");
        is(long) || long.get(..3).is_some_and(is)
    })?;
    Some(*month)
}
