//! Owns: which sentences tell a day: those that speak of it, and the first ones of what appeared on it and on the day after.
//! Promises: no sentence is told twice, nor the neighbour's day; sentences that need another to be understood come last.

use std::collections::HashMap;

use nutgraf_read::model::dated::Precision;
use nutgraf_read::model::moment::Day;

use crate::summary::dependence::{Dependence, dependence};
use crate::timeline::days::WeighedDay;
use crate::timeline::source::{Source, TimelineDay, TimelineLine};
use crate::timeline::terms::{Centroid, Frequencies, Vector, Vocabulary, cosine};

/// An article that lines may come from.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Its index among those that the days were weighed by.
    pub article: usize,
    /// Its text and its days.
    pub source: Source<'a>,
    /// How near it is to what all the articles are about: 1 as the median.
    pub weight: f32,
}

/// So many sentences from an article's beginning tell the day on which it appeared, and the day before.
const LEAD: usize = 5;
/// What such a sentence weighs, and how much more on the day itself: it is news, where others remember.
const NEWS: f32 = 1.2;
const FRESH: f32 = 1.2;
/// What a sentence that speaks of a day loses with each one before it in its article: what comes late is background.
const LATE: f32 = 0.02;
/// What a sentence weighs that speaks of a day to come, or of several days.
const AHEAD: f32 = 0.3;
const SEVERAL: f32 = 0.5;
/// Words of a sentence: fewer or more are never told, and fewer than `FULL` weigh less.
const WORDS: std::ops::RangeInclusive<usize> = 6..=60;
const FULL: f32 = 20.0;
/// How much it counts that a sentence is about what all are about, beside being about what its day is about.
const ABOUT: f32 = 1.0;
/// How much it counts against it to be about what the days beside are about.
const BESIDE: f32 = 0.2;
/// Days so far away are beside.
const NEAR_DAYS: i32 = 3;
/// How much likeness to what is told already counts against a sentence, and from where on it is the same.
const AGAIN: f32 = 0.3;
const SAME: f32 = 0.7;
/// So many of a day's best sentences are compared with each other.
const COMPARED: usize = 200;

/// A sentence that may tell a day.
struct Telling {
    line: TimelineLine,
    vector: Vector,
    /// How well it tells the day, before it is known what else is told.
    merit: f32,
}

/// A day with all that may tell it.
struct Room {
    number: i32,
    tellings: Vec<Telling>,
    about: Centroid,
}

/// Tells the chosen days, which ascend, with at most `lines` sentences each. A day that no sentence tells is left out.
pub fn tell(chosen: &[WeighedDay], candidates: &[Candidate<'_>], lines: usize) -> Vec<TimelineDay> {
    let mut vocabulary = Vocabulary::default();
    let mut frequencies = Frequencies::default();
    let mut wholes = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let (counts, _) = vocabulary.count(candidate.source.text);
        frequencies.add(&counts);
        wholes.push(counts);
    }
    let mut about = Centroid::of_terms(vocabulary.len());
    for whole in &wholes {
        about.add(&frequencies.vector(whole), 1.0);
    }
    about.normalise();
    let mut gathering = Gathering::new(chosen, vocabulary.len());
    for candidate in candidates {
        gathering.gather(candidate, &mut vocabulary, &frequencies);
    }
    let mut rooms = gathering.rooms;
    for room in &mut rooms {
        room.about.normalise();
    }
    judge(&mut rooms, &about);
    let mut told: Vec<Vector> = Vec::new();
    let mut timeline = Vec::with_capacity(chosen.len());
    for (day, room) in chosen.iter().zip(rooms) {
        let lines = pick(room.tellings, lines, &mut told);
        if lines.is_empty() {
            continue;
        }
        timeline.push(TimelineDay {
            day: day.day,
            precision: day.precision,
            articles: day.articles.len(),
            announced: day.announced,
            lines,
        });
    }
    timeline
}

/// The rooms of the chosen days while they fill.
struct Gathering {
    rooms: Vec<Room>,
    places: HashMap<(Precision, i32), usize>,
}

impl Gathering {
    fn new(chosen: &[WeighedDay], terms: usize) -> Self {
        let number = |day: Day| day.number().unwrap_or(i32::MIN);
        Self {
            places: chosen
                .iter()
                .enumerate()
                .map(|(at, day)| ((day.precision, number(day.day)), at))
                .collect(),
            rooms: chosen
                .iter()
                .map(|day| Room {
                    number: number(day.day),
                    tellings: Vec::new(),
                    about: Centroid::of_terms(terms),
                })
                .collect(),
        }
    }

    /// Puts an article's sentences into the rooms of the days that they may tell.
    fn gather(
        &mut self,
        candidate: &Candidate<'_>,
        vocabulary: &mut Vocabulary,
        frequencies: &Frequencies,
    ) {
        let source = &candidate.source;
        let appeared = source.published.and_then(Day::number);
        for (at, span) in (0_u32..).zip(source.sentences) {
            let of_it = source.days.partition_point(|dated| dated.sentence < at);
            let dated = source.days.get(of_it..).unwrap_or(&[]);
            let dated: Vec<_> = dated.iter().take_while(|d| d.sentence == at).collect();
            let mut wanted: Vec<(usize, f32)> = Vec::new();
            let several = if dated.len() > 1 { SEVERAL } else { 1.0 };
            let place = at as usize;
            #[expect(clippy::cast_precision_loss, reason = "articles have few sentences")]
            let late = 1.0 + LATE * at as f32;
            for one in &dated {
                let Some(number) = one.day.number() else {
                    continue;
                };
                let ahead = appeared.is_some_and(|appeared| number > appeared);
                let news = match appeared.map(|appeared| appeared - number) {
                    Some(gap @ 0..=1) if place < LEAD => news(gap),
                    _ => 1.0 / late,
                };
                let share = if ahead { AHEAD } else { news };
                let room = self
                    .places
                    .get(&(one.precision, stretch(one.day, one.precision)));
                wanted.extend(room.map(|room| (*room, several * share)));
            }
            if dated.is_empty()
                && place < LEAD
                && let Some(appeared) = appeared
            {
                for gap in 0..=1 {
                    let room = self.places.get(&(Precision::Day, appeared - gap));
                    wanted.extend(room.map(|room| (*room, news(gap))));
                }
            }
            if wanted.is_empty() {
                continue;
            }
            let sentence = span.of(source.text);
            let (counts, words) = vocabulary.count(sentence);
            if !WORDS.contains(&words) || counts.len() < 3 {
                continue;
            }
            let vector = frequencies.vector(&counts);
            let shape = shape(sentence, words, vocabulary);
            for (room, share) in wanted {
                let Some(room) = self.rooms.get_mut(room) else {
                    continue;
                };
                let weight = share * candidate.weight.min(1.5);
                room.about.add(&vector, weight);
                room.tellings.push(Telling {
                    line: TimelineLine {
                        article: candidate.article,
                        sentence: at,
                        span: *span,
                    },
                    vector: vector.clone(),
                    merit: weight * shape,
                });
            }
        }
    }
}

/// What a first sentence weighs that tells of so many days before.
fn news(gap: i32) -> f32 {
    if gap == 0 { NEWS * FRESH } else { NEWS }
}

/// The number of the first day of what is meant.
fn stretch(day: Day, precision: Precision) -> i32 {
    let first = match precision {
        Precision::Day => day,
        Precision::Month => Day { day: 1, ..day },
        Precision::Year => Day {
            day: 1,
            month: 1,
            ..day
        },
    };
    first.number().unwrap_or(i32::MIN)
}

/// What a sentence loses by its form.
#[expect(clippy::cast_precision_loss, reason = "sentences are short")]
fn shape(sentence: &str, words: usize, vocabulary: &Vocabulary) -> f32 {
    let stands = match dependence(sentence, vocabulary.classes()) {
        Dependence::Free => 1.0,
        Dependence::Leans => 0.9,
        Dependence::Hangs => 0.4,
    };
    let long = (words as f32 / FULL).min(1.0).sqrt();
    let quoted = if sentence.contains(['"', '\u{201c}', '`']) {
        0.7
    } else {
        1.0
    };
    let end = sentence.trim_end_matches(['"', '\u{201d}', '\'', ')']);
    let ended = if end.ends_with(['.', '!', '\u{3002}']) {
        1.0
    } else {
        0.5
    };
    stands * long * quoted * ended
}

/// Says how well each sentence tells its day: by what the day, all articles and the days beside are about.
fn judge(rooms: &mut [Room], about: &Centroid) {
    for at in 0..rooms.len() {
        let Some(number) = rooms.get(at).map(|room| room.number) else {
            continue;
        };
        let beside: Vec<(usize, f32)> = rooms
            .iter()
            .enumerate()
            .filter_map(|(other, room)| {
                let gap = (room.number - number).abs();
                let near = other != at && (1..=NEAR_DAYS).contains(&gap);
                near.then(|| (other, 1.0 / f32::from(i16::try_from(gap).unwrap_or(1))))
            })
            .collect();
        let merits: Vec<f32> = rooms.get(at).map_or(Vec::new(), |room| {
            let merit = |telling: &Telling| {
                let vector = &telling.vector;
                let others = beside.iter().filter_map(|(other, part)| {
                    rooms.get(*other).map(|room| part * room.about.like(vector))
                });
                let own = room.about.like(vector) + ABOUT * about.like(vector);
                (own - BESIDE * others.sum::<f32>()) * telling.merit
            };
            room.tellings.iter().map(merit).collect()
        });
        if let Some(room) = rooms.get_mut(at) {
            for (telling, merit) in room.tellings.iter_mut().zip(merits) {
                telling.merit = merit;
            }
        }
    }
}

/// The best sentences of a day that don't say again what is told.
fn pick(mut tellings: Vec<Telling>, lines: usize, told: &mut Vec<Vector>) -> Vec<TimelineLine> {
    tellings.sort_by(|a, b| {
        let place = |t: &Telling| (t.line.article, t.line.sentence);
        b.merit.total_cmp(&a.merit).then(place(a).cmp(&place(b)))
    });
    tellings.truncate(COMPARED);
    // How like each is to what is told.
    let mut again: Vec<f32> = tellings
        .iter()
        .map(|t| {
            told.iter()
                .map(|v| cosine(&t.vector, v))
                .fold(0.0, f32::max)
        })
        .collect();
    let mut picked: Vec<TimelineLine> = Vec::new();
    while picked.len() < lines {
        let worth = |at: usize| {
            let telling = tellings.get(at)?;
            let again = again.get(at).copied()?;
            (again < SAME).then_some(telling.merit - AGAIN * again)
        };
        let best = (0..tellings.len())
            .filter_map(|at| Some((at, worth(at)?)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some(chosen) = best.and_then(|(at, _)| tellings.get(at)) else {
            break;
        };
        picked.push(chosen.line);
        let vector = chosen.vector.clone();
        for (telling, again) in tellings.iter().zip(again.iter_mut()) {
            *again = again.max(cosine(&telling.vector, &vector));
        }
        told.push(vector);
    }
    picked
}
