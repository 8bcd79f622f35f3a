//! Owns: what is measured of a line's place: its neighbours, its distance from running text, from the ends, the title.
//! Promises: linear in the number of lines.

use crate::model::article::Paragraph;
use crate::model::flaw::DropReason;
use crate::text::fold;
use crate::text::hash;
use crate::text::leftover::count::{Notes, Vocabulary};
use crate::text::leftover::features::{Features, log, ratio};

/// How many numbers of place there are for a line.
pub const SURROUNDINGS: usize = 60;

/// The words that carry meaning, line after line, as slots of a `Vocabulary`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    notes: Notes,
    /// Where the words of each line end.
    ends: Vec<usize>,
}

impl Content {
    /// Takes the words of the next line in: `line` notes them.
    pub(crate) fn next<T>(&mut self, line: impl FnOnce(&mut Notes) -> T) -> T {
        let made = line(&mut self.notes);
        self.ends.push(self.notes.content.len());
        made
    }

    fn of(&self, at: usize) -> &[u16] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0);
        let from = at.checked_sub(1).map_or(0, end);
        self.notes.content.get(from..end(at)).unwrap_or(&[])
    }
}

/// What the document is about: leftovers mostly speak of other things.
struct Topics {
    /// Words of all running text.
    text: Vocabulary,
    /// Whether each line is running text.
    prose: Vec<bool>,
}

impl Topics {
    fn of(every: &[Features], content: &Content) -> Self {
        let prose: Vec<bool> = every.iter().map(Features::is_prose).collect();
        let mut text = Vocabulary::new();
        for at in (0..every.len()).filter(|at| prose.get(*at) == Some(&true)) {
            text.add(content.of(at));
        }
        Self { text, prose }
    }

    /// The share of a line's words that stand in other lines of running text, in several of them, how many words it
    /// has at all, and whether there are too few to tell.
    fn push(&self, at: usize, words: &[u16], row: &mut Vec<f32>) {
        let features = u16::from(self.prose.get(at) == Some(&true));
        let all = count(words.len());
        let share = |times: u16| match all {
            0 => 0.4,
            _ => ratio(self.text.shared(words, features + times), all),
        };
        row.extend([
            share(0),
            share(2),
            log(all) / 4.0,
            if all < 2 { 1.0 } else { 0.0 },
        ]);
    }
}

/// Appends the numbers of place of every line to `rows`.
pub(crate) fn measure(
    lines: &[Paragraph],
    every: &[Features],
    content: &Content,
    title: &str,
    mut each: impl FnMut(usize, &[f32]),
) {
    let sums = Sums::of(every);
    let topics = Topics::of(every, content);
    let titled = titled(lines, title);
    let repeated = repeated(lines);
    let logs: Vec<f32> = (0..=lines.len()).map(|n| log(count(n))).collect();
    let mut row = Vec::with_capacity(SURROUNDINGS);
    for at in 0..lines.len() {
        row.clear();
        position(at, lines.len(), &logs, &mut row);
        sums.push(at, &mut row);
        around(every, &sums.lengths, at, &mut row);
        let flag = |b: bool| if b { 1.0 } else { 0.0 };
        row.extend([
            flag(titled.is_some_and(|t| at < t)),
            flag(titled == Some(at)),
            flag(titled.is_some_and(|t| at > t)),
            flag(repeated.get(at).copied().unwrap_or(false)),
        ]);
        let gap = |i: usize| lines.get(i).map(|l| l.gap);
        row.extend([
            flag(gap(at + 1) == Some(0)),
            flag(gap(at) > Some(1)),
            flag(gap(at + 1) > Some(1)),
        ]);
        topics.push(at, content.of(at), &mut row);
        each(at, &row);
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn position(at: usize, all: usize, logs: &[f32], row: &mut Vec<f32>) {
    let last = all - 1 - at;
    let log = |n: usize| logs.get(n).copied().unwrap_or(0.0);
    row.extend([
        ratio(count(at), count(all)),
        ratio(count(last), count(all)),
        log(at) / 5.0,
        log(last) / 5.0,
        log(all) / 6.0,
    ]);
}

/// Running sums from both ends.
struct Sums {
    /// Words of running text before each line, and in all.
    prose: Vec<u32>,
    all: u32,
    /// Lines since the last line of running text, and to the next.
    since: Vec<u32>,
    until: Vec<u32>,
    /// Faded memories of what stood before and after.
    before: Vec<[f32; FADED]>,
    after: Vec<[f32; FADED]>,
    /// Prose lines before each line.
    lines: Vec<u32>,
    /// Each line's words, as a measure.
    lengths: Vec<f32>,
}

const FADED: usize = 5;
/// How much of a memory is left after one line.
const KEEP: f32 = 0.88;

fn marks(features: &Features) -> [f32; FADED] {
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    [
        features.cover.of(DropReason::Comments).min(1.0),
        features.cover.all.min(1.0),
        flag(features.has_date),
        flag(features.is_count || features.is_name),
        flag(features.words <= 4),
    ]
}

impl Sums {
    fn of(every: &[Features]) -> Self {
        let n = every.len();
        let mut sums = Self {
            prose: Vec::with_capacity(n),
            all: 0,
            since: Vec::with_capacity(n),
            until: vec![0; n],
            before: Vec::with_capacity(n),
            after: vec![[0.0; FADED]; n],
            lines: Vec::with_capacity(n + 1),
            lengths: every.iter().map(|o| log(o.words) / 4.0).collect(),
        };
        let (mut since, mut seen, mut memory) = (60, 0, [0.0; FADED]);
        for features in every {
            sums.prose.push(sums.all);
            sums.lines.push(seen);
            sums.since.push(since);
            sums.before.push(memory);
            fade(&mut memory, features);
            since = (since + 1).min(60);
            if features.is_prose() {
                sums.all = sums.all.saturating_add(features.words);
                seen += 1;
                since = 0;
            }
        }
        sums.lines.push(seen);
        let (mut until, mut memory) = (60, [0.0; FADED]);
        for ((features, slot), after) in
            every.iter().zip(&mut sums.until).zip(&mut sums.after).rev()
        {
            *slot = until;
            *after = memory;
            fade(&mut memory, features);
            until = (until + 1).min(60);
            if features.is_prose() {
                until = 0;
            }
        }
        sums
    }

    fn push(&self, at: usize, row: &mut Vec<f32>) {
        let get = |v: &[u32], i: usize| v.get(i).copied().unwrap_or(0);
        let before = get(&self.prose, at);
        row.push(ratio(before, self.all.max(1)));
        row.push(ratio(self.all - before, self.all.max(1)));
        row.push(log(get(&self.since, at)) / 3.0);
        row.push(log(get(&self.until, at)) / 3.0);
        for memory in [self.before.get(at), self.after.get(at)] {
            let memory = memory.copied().unwrap_or_default();
            row.extend(memory.map(|m| m / 3.0));
        }
        for reach in [5, 10] {
            let (from, to) = (
                at.saturating_sub(reach),
                (at + reach + 1).min(self.prose.len()),
            );
            let lines = get(&self.lines, to) - get(&self.lines, from);
            row.push(ratio(lines, count(to - from)));
        }
        let (from, to) = (at.saturating_sub(3), (at + 4).min(self.lengths.len()));
        let near = self.lengths.get(from..to).unwrap_or(&[]);
        row.push(near.iter().sum::<f32>() / ratio(count(near.len()), 1).max(1.0));
    }
}

fn fade(memory: &mut [f32; FADED], features: &Features) {
    for (slot, mark) in memory.iter_mut().zip(marks(features)) {
        *slot = *slot * KEEP + mark;
    }
}

/// What the nearest lines are like.
fn around(every: &[Features], lengths: &[f32], at: usize, row: &mut Vec<f32>) {
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    let near = |step: isize| at.checked_add_signed(step).and_then(|i| every.get(i));
    for step in [-3, -2, -1, 0, 1, 2, 3] {
        row.push(flag(near(step).is_some_and(Features::is_prose)));
    }
    for step in [-2, -1, 1, 2] {
        match near(step) {
            Some(features) => row.extend([
                at.checked_add_signed(step)
                    .and_then(|i| lengths.get(i))
                    .copied()
                    .unwrap_or(0.0),
                features.cover.all.min(1.0),
                flag(features.ends_sentence),
                flag(features.has_date || features.is_count),
                flag(features.is_name),
            ]),
            None => row.extend([0.0, 0.5, 0.0, 0.0, 0.0]),
        }
    }
}

/// The first line that is the title, or nearly.
fn titled(lines: &[Paragraph], title: &str) -> Option<usize> {
    if title.is_empty() {
        return None;
    }
    let wanted = fold::fingerprint(title);
    lines.iter().position(|line| {
        line.text.len() <= title.len() * 2
            && fold::may_be_alike(&line.text, title)
            && fold::fingerprint(&line.text) == wanted
    })
}

/// Which lines stand in the document more than once.
fn repeated(lines: &[Paragraph]) -> Vec<bool> {
    let short = |line: &&Paragraph| line.text.len() <= 160;
    let key = |line: &Paragraph| hash::quick(line.text.as_bytes());
    let mut keys: Vec<u64> = lines.iter().filter(short).map(key).collect();
    keys.sort_unstable();
    let twice = |line: &Paragraph| {
        let key = key(line);
        let at = keys.partition_point(|k| *k < key);
        keys.get(at + 1) == Some(&key)
    };
    lines
        .iter()
        .map(|line| short(&line) && twice(line))
        .collect()
}
