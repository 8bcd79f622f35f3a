//! Owns: `DatedSentence`, a sentence and the day, month or year that it speaks of, and its packed form.
//! Promises: what was packed comes back; any bytes can be unpacked, damaged ones as far as they can be read.

use crate::model::moment::Day;

/// How exactly a text tells when something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// To the day: "on Thursday".
    Day,
    /// To the month or to some weeks: "in March", "last week".
    Month,
    /// To the year: "in 2010", "three years ago".
    Year,
}

/// A sentence that speaks of a day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DatedSentence {
    /// Index into `Analysis::sentences`.
    pub sentence: u32,
    /// The day; of a month or year a day within it, of a week its middle.
    pub day: Day,
    /// How much of `day` the text tells.
    pub precision: Precision,
    /// Whether the text names it by its date ("3 December"), not from another day ("on Thursday").
    pub explicit: bool,
}

/// Packs dated sentences of one article, ascending by sentence: two to five bytes each. Days that do not exist are left out.
pub fn pack(dated: &[DatedSentence]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(dated.len() * 3);
    let (mut sentence, mut day) = (0, 0);
    for one in dated {
        let Some(number) = one.day.number() else {
            continue;
        };
        push(
            &mut bytes,
            zigzag(i64::from(one.sentence) - i64::from(sentence)),
        );
        let precision = match one.precision {
            Precision::Day => 0,
            Precision::Month => 1,
            Precision::Year => 2,
        };
        let gap = i64::from(number) - i64::from(day);
        push(
            &mut bytes,
            zigzag(gap) * 6 + precision * 2 + u64::from(one.explicit),
        );
        (sentence, day) = (one.sentence, number);
    }
    bytes
}

/// The dated sentences that `pack` packed.
pub fn unpack(bytes: &[u8]) -> Vec<DatedSentence> {
    let mut rest = bytes;
    let (mut sentence, mut day) = (0_i64, 0_i64);
    let mut dated = Vec::new();
    while let (Some(gap), Some(coded)) = (pull(&mut rest), pull(&mut rest)) {
        sentence = sentence.saturating_add(unzigzag(gap));
        day = day.saturating_add(unzigzag(coded / 6));
        let precision = match coded / 2 % 3 {
            0 => Precision::Day,
            1 => Precision::Month,
            _ => Precision::Year,
        };
        let (Ok(sentence), Some(day)) = (
            u32::try_from(sentence),
            i32::try_from(day).ok().and_then(Day::of_number),
        ) else {
            break;
        };
        dated.push(DatedSentence {
            sentence,
            day,
            precision,
            explicit: coded % 2 == 1,
        });
    }
    dated
}

/// Small numbers of either sign as small numbers.
fn zigzag(number: i64) -> u64 {
    (number.unsigned_abs() << 1) - u64::from(number < 0)
}

fn unzigzag(coded: u64) -> i64 {
    let half = i64::try_from(coded.div_ceil(2)).unwrap_or(i64::MAX);
    if coded % 2 == 1 { -half } else { half }
}

fn push(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

fn pull(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn precision() -> impl Strategy<Value = Precision> {
        prop_oneof![
            Just(Precision::Day),
            Just(Precision::Month),
            Just(Precision::Year)
        ]
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_back(
            rows in prop::collection::vec((any::<u32>(), -700_000..2_900_000_i32, precision(), any::<bool>()), 0..20),
        ) {
            let dated: Vec<DatedSentence> = rows
                .into_iter()
                    .map(|(sentence, day, precision, explicit)| DatedSentence {
                    sentence,
                    day: Day::of_number(day).unwrap(),
                    precision,
                    explicit,
                })
                .collect();
            prop_assert_eq!(unpack(&pack(&dated)), dated);
        }

        #[test]
        fn any_bytes_can_be_unpacked(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(unpack(&bytes).len() <= bytes.len());
        }
    }

    #[test]
    fn an_ordinary_article_takes_few_bytes() {
        let day = |day| Day {
            year: 2026,
            month: 3,
            day,
        };
        let dated: Vec<DatedSentence> = (0..10_u32)
            .map(|sentence| DatedSentence {
                sentence,
                day: day(5),
                precision: Precision::Day,
                explicit: false,
            })
            .collect();
        assert!(pack(&dated).len() <= 23);
    }
}
