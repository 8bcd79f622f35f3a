//! Owns: what stands on a brief's page, one block after the other, for every form that it is written or shown in.
//! Promises: pure; what is an article's own and what is the program's are told apart; numbers in brackets count the sources
//! in the order in which the page names them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::print::brief::piece::Piece;
use crate::print::brief::{Brief, BriefStory, Cited, words};
use nutgraf_library::Statement;
use nutgraf_read::model::analysis::QuoteKind;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;

/// Stories from which on the page begins with what is in it.
const MANY: usize = 3;
/// Headlines that the page begins with.
const TOP: usize = 3;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of the page.
    Title,
    /// How much is behind it.
    Extent,
    /// A picture of how articles lie in time.
    Course,
    /// A headline of what is in it, for those who have one minute.
    Top,
    /// A story's headline.
    Story,
    /// Who told it, and when.
    Facts,
    /// What happened.
    Line,
    /// What the articles count.
    Number,
    /// The words over what was said.
    SaidHead,
    /// What was said.
    Said,
    /// Days to come.
    ToCome,
    /// What is not told.
    LeftOut,
    /// The words over the sources.
    SourcesHead,
    /// A source, with its number.
    Source(usize),
}

impl Part {
    /// Whether it is one of several that belong together.
    pub fn is_item(self) -> bool {
        matches!(self, Self::Course | Self::Top | Self::Line | Self::Said)
    }
}

/// A block of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub part: Part,
    /// The story that it belongs to, by its place in the brief.
    pub story: Option<usize>,
    /// What stands in it.
    pub pieces: Vec<Piece>,
    /// Where in which article that stands.
    pub place: Option<(ArticleId, Span)>,
    /// The source that it names.
    pub cited: Option<Arc<Cited>>,
}

impl Block {
    fn new(part: Part, story: Option<usize>, pieces: Vec<Piece>) -> Self {
        Self {
            part,
            story,
            pieces,
            place: None,
            cited: None,
        }
    }
}

/// The articles that a page names, in the order in which it does, by their numbers from 1.
#[derive(Debug, Default)]
struct Sources {
    numbers: HashMap<ArticleId, usize>,
    all: Vec<Arc<Cited>>,
}

impl Sources {
    /// A reference to an article; it gets a new number when it was not named before.
    fn refer(&mut self, cited: &Arc<Cited>) -> Piece {
        let next = self.all.len() + 1;
        let number = *self.numbers.entry(cited.id).or_insert(next);
        if number == next {
            self.all.push(Arc::clone(cited));
        }
        Piece::Reference(number)
    }
}

/// The page of a brief.
pub fn blocks(brief: &Brief) -> Vec<Block> {
    let mut page = Vec::new();
    let mut sources = Sources::default();
    let own = |words: String| vec![Piece::Own(words)];
    page.push(Block::new(
        Part::Title,
        None,
        vec![Piece::Foreign(words::title(brief))],
    ));
    page.push(Block::new(Part::Extent, None, own(words::extent(brief))));
    course(brief, &mut page);
    if brief.stories.len() > MANY {
        for (at, story) in brief.stories.iter().enumerate().take(TOP) {
            let mut pieces = vec![Piece::Foreign(story.title.to_string())];
            pieces.extend(story.lines.first().map(|line| sources.refer(&line.cited)));
            page.push(Block::new(Part::Top, Some(at), pieces));
        }
    }
    for (at, story) in brief.stories.iter().enumerate() {
        self::story((at, story), &mut sources, &mut page);
    }
    if let Some(left) = words::left_out(brief) {
        page.push(Block::new(Part::LeftOut, None, own(left)));
    }
    if !sources.all.is_empty() {
        page.push(Block::new(
            Part::SourcesHead,
            None,
            own("Sources".to_owned()),
        ));
    }
    for (number, cited) in (1..).zip(sources.all) {
        let title = match cited.title.trim() {
            "" => Piece::Own("Without a title".to_owned()),
            title => Piece::Foreign(title.to_owned()),
        };
        page.push(Block {
            place: Some((cited.id, Span::default())),
            cited: Some(cited),
            ..Block::new(Part::Source(number), None, vec![title])
        });
    }
    page
}

/// The bars of the days, and of the actors over the same time.
fn course(brief: &Brief, page: &mut Vec<Block>) {
    let course = &brief.course;
    let Some(most) = course.days.iter().max() else {
        return;
    };
    let days = words::days(brief.from, brief.to).unwrap_or_default();
    let mut row = |name: Piece, counts: &[u32], facts: String| {
        let pieces = vec![name, Piece::Bars(counts.to_vec()), Piece::Own(facts)];
        page.push(Block::new(Part::Course, None, pieces));
    };
    row(
        Piece::Own("Articles".to_owned()),
        &course.days,
        format!("{days}, {most} at most"),
    );
    for (name, counts, all) in &course.actors {
        row(Piece::Foreign(name.clone()), counts, all.to_string());
    }
}

fn story((at, story): (usize, &BriefStory), sources: &mut Sources, page: &mut Vec<Block>) {
    let at = Some(at);
    let title = Piece::Foreign(story.title.to_string());
    page.push(Block::new(Part::Story, at, vec![title]));
    let facts = Piece::Own(words::facts(story));
    page.push(Block::new(Part::Facts, at, vec![facts]));
    for line in &story.lines {
        let pieces = vec![
            Piece::Foreign(line.text.clone()),
            sources.refer(&line.cited),
        ];
        page.push(Block {
            place: Some((line.cited.id, line.span)),
            ..Block::new(Part::Line, at, pieces)
        });
    }
    for number in &story.numbers {
        if let Some(pieces) = words::number(number, &mut |cited| sources.refer(cited)) {
            page.push(Block::new(Part::Number, at, pieces));
        }
    }
    if !story.said.is_empty() {
        let words = Piece::Own("What was said:".to_owned());
        page.push(Block::new(Part::SaidHead, at, vec![words]));
    }
    for (said, cited) in &story.said {
        let mut pieces = spoken(said);
        pieces.push(sources.refer(cited));
        page.push(Block {
            place: Some((said.article, said.span)),
            ..Block::new(Part::Said, at, pieces)
        });
    }
    if !story.announced.is_empty() {
        let mut pieces = vec![Piece::Own("To come:".to_owned())];
        for (nth, (day, cited)) in story.announced.iter().enumerate() {
            let comma = if nth > 0 { "," } else { "" };
            pieces.push(Piece::Own(format!("{comma} {day}")));
            pieces.push(sources.refer(cited));
        }
        page.push(Block::new(Part::ToCome, at, pieces));
    }
}

/// Who said what: the speaker's own words behind a colon; what others report of them behind the word that says so.
fn spoken(said: &Statement) -> Vec<Piece> {
    let name = Piece::Speaker(said.name.clone());
    let text = Piece::Foreign(said.text.clone());
    let reports = |cue: &&str| cue.chars().all(char::is_alphabetic) && !cue.ends_with("ing");
    let cue = match said.kind {
        QuoteKind::Indirect | QuoteKind::Mixed => said.cue.as_deref().filter(reports),
        QuoteKind::Direct => None,
    };
    let cue = cue.unwrap_or_default();
    let follows = said.text.starts_with("that ");
    let between = match (cue, follows) {
        ("", _) => ": ".to_owned(),
        (cue, true) => format!(" {cue} "),
        (cue, false) => format!(" {cue}: "),
    };
    vec![name, Piece::Own(between), text]
}
