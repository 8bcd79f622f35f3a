//! Owns: the parts of long texts, such as the entries of a live blog and the stories of a roundup: which lines open one, and
//! which part of an article a span lies in.
//! Promises: a line opens a part only where several of its form do, each over running text; nothing is moved or left out.

use std::collections::HashMap;

use crate::date;
use crate::model::article::{Article, BlockKind, Paragraph};
use crate::model::moment::Moment;
use crate::model::span::Span;
use crate::text::rules::Rules;

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// All of it, its heading and time included.
    pub span: Span,
    /// Its heading, where it has one.
    pub heading: Option<Span>,
    /// The words that say when it was written, where some do.
    pub time: Option<Span>,
    /// The moment that they stand for; a time of day alone is one of the day on which the article was published.
    pub at: Option<Moment>,
}

impl Article {
    /// The parts that headings and times open, in their order. What stands before the first is in none.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut opens = false;
        for block in &self.blocks {
            let BlockKind::Heading(_) = block.kind else {
                opens = false;
                if let Some(part) = parts.last_mut() {
                    part.span = part.span.union(block.span);
                }
                continue;
            };
            let text = block.span.of(&self.text);
            let clock = clock_at_start(text).map_or(0, |(length, _)| length);
            let time = if is_time(text) {
                Some(block.span)
            } else {
                Some(Span::new(0, clock).shifted(block.span.start as usize)).filter(|_| clock > 0)
            };
            let heading = Some(block.span).filter(|_| !is_time(text));
            match parts.last_mut() {
                // A time over or under a heading belongs to it; a heading under a heading is the nearer one.
                Some(part) if opens => {
                    part.span = part.span.union(block.span);
                    part.heading = heading.or(part.heading);
                    part.time = time.or(part.time);
                }
                _ => parts.push(Part {
                    span: block.span,
                    heading,
                    time,
                    at: None,
                }),
            }
            opens = true;
        }
        for part in &mut parts {
            part.at = part.time.and_then(|time| self.moment(time.of(&self.text)));
        }
        parts
    }

    /// The part that a span begins in.
    pub fn part_of(&self, span: Span) -> Option<Part> {
        let parts = self.parts();
        let after = parts.partition_point(|part| part.span.start <= span.start);
        parts.get(after.checked_sub(1)?).copied()
    }

    /// The moment that a time of this article stands for.
    fn moment(&self, time: &str) -> Option<Moment> {
        let on_its_day = if date::parse(time).is_some() {
            time.to_owned()
        } else {
            let day = self.meta.local().or(self.meta.modified)?.to_string();
            format!("{} {time}", day.get(..10)?)
        };
        let moment = date::parse(&on_its_day)?;
        // Without a zone it is one of the place where the article was published.
        let zone = self
            .meta
            .zone
            .filter(|_| date::zone(&on_its_day).is_none())
            .unwrap_or(0);
        Some(moment.plus(-60 * i64::from(zone)))
    }
}

/// How a line opens a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Opening {
    /// It is a time and nothing else.
    Time,
    /// `10:32 Talks go on`
    Timed,
    /// `3. Talks go on`
    Numbered,
    /// `== Talks go on ==`
    Ruled,
    /// `TALKS GO ON`
    Capitals,
    /// `Talks go on`
    Bare,
}

impl Opening {
    /// Whether such lines are no leftovers of a page, so that several of them say that what stands between is text.
    pub(crate) fn is_sure(self) -> bool {
        !matches!(self, Self::Capitals | Self::Bare)
    }

    /// What such a line is.
    pub(crate) fn kind(self) -> BlockKind {
        BlockKind::Heading(if self == Self::Time { 6 } else { 3 })
    }
}

/// Which of the lines open parts.
pub(crate) fn openings(lines: &[Paragraph], rules: &Rules) -> Vec<Option<Opening>> {
    /// So many lines of a form are needed.
    const LEAST: usize = 3;
    /// So many lines of running text are needed for the forms that are not sure.
    const PROSE: usize = 6;
    let mut forms: Vec<Option<(Opening, String)>> =
        lines.iter().map(|line| form(line, rules)).collect();
    for (at, line) in lines.iter().enumerate().skip(1) {
        let heading = forms
            .get_mut(at - 1)
            .filter(|form| form.is_some() && is_rule(&line.text));
        if let Some(heading) = heading {
            *heading = Some((Opening::Ruled, String::new()));
        }
    }
    let prose = lines.iter().filter(|line| is_prose(line)).count();
    let mut counts: HashMap<&(Opening, String), Vec<&str>> = HashMap::new();
    let over: Vec<bool> = (0..lines.len())
        .map(|at| is_over_prose(lines, &forms, at))
        .collect();
    for ((line, form), over) in lines.iter().zip(&forms).zip(&over) {
        if let Some(form) = form.as_ref().filter(|_| *over) {
            let texts = counts.entry(form).or_default();
            // The same again and again is a button.
            if texts.len() < LEAST && !texts.contains(&line.text.as_str()) {
                texts.push(&line.text);
            }
        }
    }
    let opening = |(form, over): (&Option<(Opening, String)>, bool)| {
        let form = form.as_ref().filter(|_| over)?;
        let is_told = counts.get(form).is_some_and(|texts| texts.len() >= LEAST);
        (is_told && (form.0.is_sure() || prose >= PROSE)).then_some(form.0)
    };
    forms.iter().zip(over).map(opening).collect()
}

/// Whether running text follows a line, with at most a time and a heading between.
fn is_over_prose(lines: &[Paragraph], forms: &[Option<(Opening, String)>], at: usize) -> bool {
    const SOON: usize = 3;
    let rest = lines.iter().zip(forms).skip(at + 1).take(SOON);
    let mut rest = rest.skip_while(|(line, form)| {
        form.is_some() || is_rule(&line.text) || matches!(line.kind, BlockKind::Heading(_))
    });
    rest.next().is_some_and(|(line, _)| is_prose(line))
}

/// Whether a line is running text.
pub(crate) fn is_prose(line: &Paragraph) -> bool {
    const SHORTEST: usize = 50;
    let is_text = matches!(
        line.kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_)
    );
    is_text && line.text.len() >= SHORTEST && is_ended(&line.text)
}

fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// The form of a line that may open a part, and of a time its shape, so that only times written alike count together.
fn form(line: &Paragraph, rules: &Rules) -> Option<(Opening, String)> {
    const LONGEST: usize = 100;
    const WORDS: usize = 14;
    let text = line.text.as_str();
    let may = line.kind == BlockKind::Paragraph && text.len() <= LONGEST;
    if !may || text.split_whitespace().nth(WORDS).is_some() {
        return None;
    }
    if is_time(text) {
        return Some((Opening::Time, shape(text)));
    }
    let opening = if is_ended(text) || text.ends_with('?') || rules.phrases.cover(text).all >= 0.3 {
        return None;
    } else if clock_at_start(text).is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic)) {
        Opening::Timed
    } else if bare_of_rules(text).is_some() {
        Opening::Ruled
    } else if numbered(text) {
        Opening::Numbered
    } else if text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '«'))
        && text.len() <= 70
    {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 6 && !text.contains(char::is_lowercase) {
            Opening::Capitals
        } else {
            Opening::Bare
        }
    } else {
        return None;
    };
    Some((opening, String::new()))
}

/// Whether a line is drawn under a heading: `-----`.
pub(crate) fn is_rule(text: &str) -> bool {
    text.len() >= 3 && (text.bytes().all(|b| b == b'-') || text.bytes().all(|b| b == b'='))
}

/// The words of a heading between the signs that mark it in plain text: `== Talks ==`, `# Talks`.
pub(crate) fn bare_of_rules(text: &str) -> Option<&str> {
    let bare = text.trim_matches(['=', '#', '*', '~', '+']).trim();
    let marks = text.len() - text.trim_start_matches(['=', '#', '*', '~', '+']).len();
    let apart = text.get(marks..).is_some_and(|rest| rest.starts_with(' '));
    (marks > 0 && apart && bare.starts_with(char::is_alphanumeric)).then_some(bare)
}

/// Whether a line begins with its number: `3. Talks go on`, `3) Talks go on`.
fn numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (1..=2).contains(&digits)
        && rest.strip_prefix(['.', ')', ':']).is_some_and(|rest| {
            rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase)
        })
}

/// The time of day at the start of a line: how many bytes it takes, and what follows it and a mark.
fn clock_at_start(text: &str) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let hour = if digit(1) { 2 } else { 1 };
    let is_clock = digit(0)
        && matches!(bytes.get(hour), Some(b':' | b'.' | b'h'))
        && digit(hour + 1)
        && digit(hour + 2)
        && !digit(hour + 3);
    let length = hour + 3;
    let mut rest = is_clock.then(|| text.get(length..)).flatten()?;
    let half = rest.trim_start();
    let small = half
        .get(..2)
        .filter(|h| ["am", "pm"].iter().any(|w| w.eq_ignore_ascii_case(h)));
    if small.is_some()
        && !half
            .get(2..)
            .unwrap_or("")
            .starts_with(char::is_alphanumeric)
    {
        rest = half.get(2..)?;
    }
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let length = text.len() - rest.len();
    Some((
        length,
        rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '“' | '"')),
    ))
}

/// Whether a line says when and nothing else, with a time of day or an age: `10.32 BST`, `5 May, 10:32 am`, `2h ago`.
pub(crate) fn is_time(text: &str) -> bool {
    const LONGEST: usize = 40;
    const AROUND: [&str; 23] = crate::text::word_list::words(
        "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday at uhr ago h m min mins hours \
         minutes",
    );
    let digits = || text.bytes().any(|b| b.is_ascii_digit());
    if text.len() > LONGEST || !digits() || text.contains(['$', '€', '%']) {
        return false;
    }
    // `10.32BST`, where the zone stands in an element of its own.
    let text = &apart(text);
    let of_time = |word: &str| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = word.len() - rest.len();
        (1..=4).contains(&digits)
            && (rest.is_empty()
                || matches!(
                    rest,
                    "am" | "pm" | "AM" | "PM" | "h" | "m" | "st" | "nd" | "rd" | "th"
                )
                || rest.starts_with('h') && rest.len() == 3)
            || digits == 0
                && (word.chars().count() == 1
                    || date::is_word(word)
                    || AROUND.iter().any(|a| a.eq_ignore_ascii_case(word)))
    };
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let has_half = |w: &str| {
        w.len() > 2
            && w.starts_with(|c: char| c.is_ascii_digit())
            && ["am", "pm"]
                .iter()
                .any(|half| w.to_ascii_lowercase().ends_with(half))
    };
    let has_clock = text.split([' ', ',', '(', '[']).any(|w| {
        clock_at_start(w.trim_end_matches(['.', ')', ']'])).is_some_and(|(_, rest)| rest.is_empty())
            || has_half(w)
    });
    (has_clock || date::has_age(text)) && words.all(of_time)
}

/// A text with a blank between a number and the zone that it runs into.
fn apart(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        match word.get(number.len()..) {
            Some(zone) if number.len() > 3 && zone.len() > 2 && date::is_word(zone) => {
                format!("{number} {zone}")
            }
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A text with each run of digits as one and each run of letters as one.
pub(crate) fn shape(text: &str) -> String {
    let mut made = String::new();
    for c in text.chars() {
        let sign = match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !made.ends_with(sign) {
            made.push(sign);
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Format;
    use crate::options::Options;
    use crate::text::word_list::phrases;

    const TEXTS: [&str; 6] = phrases(
        "The minister said that the talks would go on until the evening. | \
         Two ferries were held back in the harbour for an hour, its master said. | \
         The river has risen by forty centimetres since the morning, they say. | \
         Police say that some two hundred people stand before the town hall. | \
         The head of the works council called the offer a first step to peace. | \
         Trains run again between the towns, with delays of up to an hour.",
    );
    const HEADINGS: [&str; 6] = phrases(
        "Talks go on | Ferries held back | River rises | A crowd | Works council | Trains run",
    );

    /// The headings and times of the parts of a text whose entries are made by a form: `@` is the heading, `%` a time, `*` the text.
    fn parts(format: Format, frame: &str, form: &str) -> Vec<(String, String, String)> {
        let entry = |at: usize| {
            let form = form.replace('@', HEADINGS[at]).replace('*', TEXTS[at]);
            form.replace("^^", &HEADINGS[at].to_uppercase())
                .replace('%', &format!("1{at}:30"))
        };
        let body: String = (0..6).map(entry).collect();
        let options = Options::default()
            .with_format(format)
            .with_origin("https://paper.example/a");
        let mut read = crate::read(frame.replace("BODY", &body).as_bytes(), &options);
        let article = read.pop().expect("one document");
        assert!(
            TEXTS.iter().all(|text| article.text.contains(text)),
            "{form}: {}",
            article.text
        );
        let of = |span: Option<Span>| span.map_or("", |s| s.of(&article.text)).to_owned();
        let told = |text: &&str| {
            let at = article.text.find(*text).unwrap_or(0);
            let part = article.part_of(Span::new(at, at + 4))?;
            let moment = part.at.map_or(String::new(), |at| at.to_string());
            Some((of(part.heading), of(part.time), moment))
        };
        TEXTS.iter().filter_map(told).collect()
    }

    #[test]
    fn parts_are_known_by_headings_and_times() {
        const PAGE: &str = "<html><head><title>Storm and talks in the town</title>\
            <meta property=article:published_time content=2026-05-05T08:00:00+02:00></head><body><main>\
            <h1>Storm and talks in the town</h1>BODY</main></body></html>";
        const TEXT: &str = "Storm and talks in the town\n\nIt was a long day for the town and for all who live there, in many ways.\n\nBODY";
        const MARKDOWN: &str = "---\ndate: 2026-05-05\n---\n# Storm and talks in the town\n\nBODY";
        for (format, frame, row) in [
            (
                Format::Html,
                PAGE,
                "<article><time>%</time><h2>@</h2><p>*</p></article> | River rises | 12:30 | 2026-05-05T10:30:00Z",
            ),
            (
                Format::Html,
                PAGE,
                "<div class=block><h2>@</h2><p class=block-time><a href=?b=%>%</a></p><p>*</p></div> | River rises | 12:30 | 2026-05-05T10:30:00Z",
            ),
            (
                Format::Html,
                PAGE,
                "<div><p><a href='#b'>%<i>BST</i></a></p><p>*</p></div> |  | 12:30BST | 2026-05-05T11:30:00Z",
            ),
            (
                Format::Html,
                PAGE,
                "<p><strong>@</strong></p><p>*</p> | River rises |  | ",
            ),
            (
                Format::Html,
                PAGE,
                "<h3>% – @</h3><p>*</p> | 12:30 – River rises | 12:30 | 2026-05-05T10:30:00Z",
            ),
            (Format::Text, TEXT, "^^\n\n*\n\n | RIVER RISES |  | "),
            (Format::Text, TEXT, "@\n\n*\n\n | River rises |  | "),
            (Format::Text, TEXT, "@\n-----\n\n*\n\n | River rises |  | "),
            (Format::Text, TEXT, "== @ ==\n\n*\n\n | River rises |  | "),
            (
                Format::Text,
                TEXT,
                "% - @\n\n*\n\n | 12:30 - River rises | 12:30 | ",
            ),
            (
                Format::Markdown,
                MARKDOWN,
                "## @\n\n%\n\n*\n\n | River rises | 12:30 | 2026-05-05T12:30:00Z",
            ),
        ] {
            let [form, heading, time, at] = phrases(row);
            let found = parts(format, frame, form);
            assert_eq!(found.len(), 6, "{row}");
            let (h, t, a) = &found[2];
            assert_eq!([h.as_str(), t, a], [heading, time, at], "{row}");
        }
    }
}
