//! Owns: the open article: its lines with what is marked in them, the margin and the notes.
//! Promises: only visible lines are looked at.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other blocks have no sign"
)]

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::app::actor_lines;
use crate::app::layout::Areas;
use crate::app::page::{LineKind, PageLine};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::app::state::input::Pick;
use crate::app::summary;
use crate::app::table::{BETWEEN, Column};
use crate::tui::draw::{gauge, words};
use crate::tui::ink::Pen;
use crate::tui::links;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::article::BlockKind;
use nutgraf_read::model::span::Span;

pub(super) fn draw(state: &State, reader: &Reader, areas: &Areas, pen: &mut Pen<'_>) {
    if !areas.bottom_rule.is_empty() {
        let rule = pen.theme.rule;
        pen.fill(areas.bottom_rule, pen.glyphs.level, rule);
        running_head(state, reader, areas, pen);
    }
    let marks = Marks::new(reader, state.settings.links, pen);
    let first = reader.top;
    let rows = usize::from(areas.text.height);
    for (y, line) in (areas.text.y..).zip(reader.page.lines.iter().skip(first).take(rows)) {
        line_at(state, reader, &marks, Placed { line, y, areas }, pen);
    }
    gauge::draw(reader, areas, pen);
    if !areas.notes.is_empty() {
        notes(state, reader, areas.notes, pen);
    }
}

/// Above the text: the source, and the title once it has scrolled away.
fn running_head(state: &State, reader: &Reader, areas: &Areas, pen: &mut Pen<'_>) {
    let head = areas.head;
    let dim = pen.theme.dim;
    let place = place_in_list(state);
    let mut end = head.right().saturating_sub(1);
    if state.list.current() == Some(reader.reading.id) {
        end = pen.put_right(head.x, head.y, end, &place, dim);
    }
    let marks = state
        .list
        .headlines
        .get(&reader.reading.id)
        .map_or(&reader.reading.marks, |h| &h.marks);
    let mut x = head.x + 1;
    if marks.starred {
        x = pen.put(x, head.y, end, pen.glyphs.star, pen.theme.accent) + 1;
    }
    for tag in &marks.tags {
        x = pen.put(x, head.y, end, &format!("#{tag}"), pen.theme.accent) + 1;
    }
    let meta = &reader.reading.analyzed.article.meta;
    if reader.top >= reader.page.body.saturating_sub(2) {
        pen.put_cut(x, head.y, end.saturating_sub(2), &meta.title, dim);
    } else if !state.filter.is_empty() {
        pen.put_cut(
            x,
            head.y,
            end.saturating_sub(2),
            &format!("/ {}", state.filter.text()),
            dim,
        );
    }
}

/// Which of the rows is open; those that match loosely are counted for themselves, as the list counts them.
fn place_in_list(state: &State) -> String {
    let (row, rows) = (state.list.cursor, state.list.rows.len());
    let exact = state.list.exact_until.min(rows);
    let of = |row: usize, rows: usize| {
        let [row, rows] = [row + 1, rows].map(|n| words::count(n as u64));
        format!("{row} of {rows}")
    };
    if row < exact {
        of(row, exact)
    } else {
        format!("near match {}", of(row - exact, rows - exact))
    }
}

/// One line and where it goes.
#[derive(Clone, Copy)]
struct Placed<'a> {
    line: &'a PageLine,
    y: u16,
    areas: &'a Areas,
}

/// What is laid over the text, in the order of drawing.
struct Marks {
    /// Spans with their styles; later ones lie over earlier ones.
    spans: Vec<(Span, Style)>,
}

impl Marks {
    fn new(reader: &Reader, linked: bool, pen: &Pen<'_>) -> Self {
        let page = &reader.page;
        let seen = Span {
            start: page.offset_at(reader.top),
            end: page.offset_at(reader.top + 400),
        };
        let near =
            |span: Span| span.end >= seen.start && span.start <= seen.end.max(seen.start + 40_000);
        let mut spans = Vec::new();
        let article = &reader.reading.analyzed.article;
        for link in &article.links {
            if near(link.span) {
                spans.push((link.span, links::mark(pen.theme.link, &link.target, linked)));
            }
        }
        let analysis = &reader.reading.analyzed.analysis;
        for naming in reader.namings.iter().filter(|n| near(n.span)) {
            if let Some(entity) = analysis.entities.get(naming.entity) {
                let mut style = pen.theme.kind(entity.kind);
                if reader.chosen == Some(naming.entity) {
                    style = style.patch(pen.theme.chosen);
                }
                spans.push((naming.span, style));
            }
        }
        spans.extend(reader.lit_span().map(|span| (span, pen.theme.lit)));
        for (number, hit) in reader.hits.iter().enumerate().filter(|(_, h)| near(**h)) {
            let here = reader.hit == Some(number);
            spans.push((*hit, if here { pen.theme.here } else { pen.theme.hit }));
        }
        if let (Some(entity), Some(at)) = (reader.chosen_entity(), reader.mention) {
            spans.extend(entity.mentions.get(at).map(|m| (m.span, pen.theme.here)));
        }
        Self { spans }
    }

    /// Draws a piece of the text with what is marked in it; returns the column after it.
    #[expect(
        clippy::too_many_arguments,
        reason = "a text, a piece of it, a style and a place"
    )]
    fn put(
        &self,
        text: &str,
        piece: Span,
        base: Style,
        at: (u16, u16, u16),
        pen: &mut Pen<'_>,
    ) -> u16 {
        let (mut x, y, right) = at;
        let over: Vec<&(Span, Style)> = self
            .spans
            .iter()
            .filter(|(s, _)| s.overlaps(piece))
            .collect();
        let mut borders = vec![piece.start, piece.end];
        for (span, _) in &over {
            borders.extend([span.start.max(piece.start), span.end.min(piece.end)]);
        }
        borders.sort_unstable();
        borders.dedup();
        for pair in borders.windows(2) {
            let &[start, end] = pair else { continue };
            let part = Span { start, end };
            let style = over
                .iter()
                .filter(|(span, _)| span.contains(part))
                .fold(base, |style, (_, mark)| style.patch(*mark));
            x = pen.put_shown(x, y, right, part.of(text), style);
        }
        x
    }
}

fn line_at(state: &State, reader: &Reader, marks: &Marks, placed: Placed<'_>, pen: &mut Pen<'_>) {
    let Placed { line, y, areas } = placed;
    let area = areas.text;
    let x = area.x + line.indent.min(area.width);
    let right = area.right();
    let article = &reader.reading.analyzed.article;
    match line.kind {
        LineKind::Title => {
            pen.put(
                x,
                y,
                right,
                line.span.of(&article.meta.title),
                pen.theme.strong,
            );
        }
        LineKind::Byline => byline(state, reader, (x, y, right), pen),
        LineKind::Blank => {}
        LineKind::Text { block, first } => {
            let style = block_style(block, pen);
            if let Some(sign) = sign(block, first, pen) {
                pen.put(x.saturating_sub(2), y, right, sign, pen.theme.dim);
            }
            let columns = line
                .table
                .and_then(|t| reader.page.tables.get(usize::from(t)));
            if let Some(columns) = columns {
                cells(
                    &article.text,
                    line.span,
                    columns,
                    (marks, style),
                    (x, y),
                    pen,
                );
            } else {
                let end = marks.put(&article.text, line.span, style, (x, y, right), pen);
                if line.hyphen {
                    pen.put(end, y, right, "-", style);
                }
            }
            margin(state, reader, line.span, (areas.margin, y), pen);
            voice(reader, line.span, (areas.margin, y), pen);
            link_numbers(reader, line.span, (right, y), pen);
        }
        LineKind::Dropped { index, first } => {
            let style = pen.theme.dropped;
            pen.put(x.saturating_sub(2), y, right, pen.glyphs.margin, style);
            pen.put(x, y, right, line.span.of(&article.raw), style);
            if let (true, Some(piece)) = (first, article.dropped.get(index as usize)) {
                let words = format!(" {}", piece.reason.name());
                let from = right.saturating_sub(u16::try_from(words.len()).unwrap_or(0));
                pen.put(from, y, right, &words, style.add_modifier(Modifier::ITALIC));
            }
        }
        LineKind::End => {
            pen.put(area.x, y, right, pen.glyphs.end, pen.theme.dim);
        }
        LineKind::Link(number) => {
            let Some(link) = article.links.get(number as usize - 1) else {
                return;
            };
            let mark = format!("{number:>3} ");
            let at = pen.put(area.x, y, right, &mark, pen.theme.accent);
            let words = link.span.of(&article.text);
            let linked = state.settings.links;
            let style = links::mark(pen.theme.link, &link.target, linked);
            let end = pen.put_cut(at, y, right, words, style);
            let style = links::mark(pen.theme.dim, &link.target, linked);
            pen.put_cut(end + 2, y, right, &link.target, style);
        }
    }
}

/// A row of a table, each cell in its column.
#[expect(
    clippy::too_many_arguments,
    reason = "a text, a piece of it, its columns, its looks and a place"
)]
fn cells(
    text: &str,
    row: Span,
    columns: &[Column],
    (marks, style): (&Marks, Style),
    (x, y): (u16, u16),
    pen: &mut Pen<'_>,
) {
    let mut start = row.start as usize;
    for (cell, column) in row.of(text).split(BETWEEN).zip(columns) {
        let piece = Span::new(start, start + cell.len());
        let wide = u16::try_from(cell.width()).unwrap_or(column.width);
        let free = if column.right {
            column.width.saturating_sub(wide)
        } else {
            0
        };
        let left = x + column.x + free;
        marks.put(
            text,
            piece,
            style,
            (left, y, x + column.x + column.width),
            pen,
        );
        start += cell.len() + BETWEEN.len();
    }
}

fn byline(state: &State, reader: &Reader, at: (u16, u16, u16), pen: &mut Pen<'_>) {
    let (x, y, right) = at;
    let meta = &reader.reading.analyzed.article.meta;
    let words = reader.reading.analyzed.analysis.words;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(meta.source.clone());
    parts.extend(meta.byline.as_ref().map(|b| format!("by {b}")));
    parts.extend(meta.local().map(words::date));
    parts.push(words::many(u64::from(words), "word"));
    parts.push(words::minutes(words, state.settings.words_per_minute).replace('m', " min"));
    let line = parts.join(&format!(" {} ", pen.glyphs.dot));
    pen.put_cut(x, y, right, &line, pen.theme.dim);
}

fn block_style(block: BlockKind, pen: &Pen<'_>) -> Style {
    match block {
        BlockKind::Heading(_) => pen.theme.strong,
        BlockKind::Quote => pen.theme.quote,
        BlockKind::Caption => pen.theme.dim,
        BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Row | BlockKind::Verbatim => {
            pen.theme.base
        }
    }
}

fn sign(block: BlockKind, first: bool, pen: &Pen<'_>) -> Option<&'static str> {
    match block {
        BlockKind::Quote | BlockKind::Verbatim => Some(pen.glyphs.margin),
        BlockKind::Item(_) if first => Some(pen.glyphs.item),
        _ => None,
    }
}

/// Beside summary sentences: the letter on their first line, a thin bar on all of them.
fn margin(state: &State, reader: &Reader, piece: Span, at: (Rect, u16), pen: &mut Pen<'_>) {
    let (area, y) = at;
    let summary = reader.reading.analyzed.analysis.summary.iter();
    let marked = summary::said(state).unwrap_or_else(|| summary.map(|s| s.span).collect());
    for (number, span) in marked
        .into_iter()
        .enumerate()
        .filter(|(_, span)| span.overlaps(piece))
    {
        let begins = piece.covers(span.start as usize);
        let lit = reader.lit == Some(number) || state.input.letter() == Some(Pick::Evidence);
        let style = if lit { pen.theme.accent } else { pen.theme.dim };
        let bar = area.right().saturating_sub(2);
        pen.put(bar, y, area.right(), pen.glyphs.margin, style);
        if begins {
            let letter = actor_lines::letter(number).to_string();
            pen.put(bar.saturating_sub(2), y, bar, &letter, style);
        }
    }
}

/// Left of the margin, where there is room: who speaks in a quotation that begins on the line, when the line itself does not name
/// them.
fn voice(reader: &Reader, piece: Span, at: (Rect, u16), pen: &mut Pen<'_>) {
    /// So many columns are needed for a name.
    const ROOM: u16 = 16;
    let (area, y) = at;
    if area.x < ROOM {
        return;
    }
    let analysis = &reader.reading.analyzed.analysis;
    let begun = analysis.quotes.iter().filter(|quote| {
        quote.is_quoted() && quote.is_said() && piece.covers(quote.span.start as usize)
    });
    let speakers = begun.filter_map(|quote| {
        let id = quote.speaker.as_ref()?;
        analysis.entities.iter().find(|entity| entity.id == *id)
    });
    let named = |entity: &&Entity| entity.mentions.iter().any(|m| m.span.overlaps(piece));
    let Some(entity) = speakers.into_iter().find(|entity| !named(entity)) else {
        return;
    };
    let right = area.x.saturating_sub(1);
    let left = right.saturating_sub(24);
    let wide = u16::try_from(entity.name.width()).unwrap_or(u16::MAX);
    let from = right.saturating_sub(wide).max(left);
    pen.put_cut(from, y, right, &entity.name, pen.theme.dim);
}

/// Behind the text: the numbers of the links that begin on the line.
fn link_numbers(reader: &Reader, piece: Span, at: (u16, u16), pen: &mut Pen<'_>) {
    let (x, y) = at;
    let links = (1u32..).zip(&reader.reading.analyzed.article.links);
    let numbers: Vec<u32> = links
        .filter(|(_, link)| piece.covers(link.span.start as usize))
        .map(|(number, _)| number)
        .collect();
    let words = match (numbers.first(), numbers.last()) {
        (Some(first), Some(last)) if first < last => format!("{first}-{last}"),
        (Some(first), _) => first.to_string(),
        (None, _) => return,
    };
    // Three columns lie between the text and what stands right of it.
    let right = (x + 3).min(pen.area().right().saturating_sub(2));
    let from = if words.len() > 2 { x } else { x + 1 };
    pen.put_cut(from, y, right, &words, pen.theme.dim);
}

/// Beside the text: its actors, and what the scroll bar shows.
fn notes(state: &State, reader: &Reader, area: Rect, pen: &mut Pen<'_>) {
    let (dim, accent) = (pen.theme.dim, pen.theme.accent);
    let people = actor_lines::of_article(state);
    let most = people.iter().map(|p| p.here).max().unwrap_or(0);
    let mut y = area.y + 1;
    let picking = matches!(state.input.letter(), Some(Pick::Choose | Pick::Card));
    let rows = usize::from(area.height.saturating_sub(6)).min(14);
    for (number, person) in people.iter().take(rows).enumerate() {
        let chosen = reader.chosen == Some(number);
        let letter = actor_lines::letter(number).to_string();
        let lit = chosen || picking;
        pen.put(
            area.x,
            y,
            area.right(),
            &letter,
            if lit { accent } else { dim },
        );
        let mut style = pen.theme.kind(person.kind);
        if chosen {
            style = style.patch(pen.theme.chosen);
        }
        let bar = if area.width >= 30 { 8 } else { 0 };
        let end = area.right().saturating_sub(4 + bar);
        pen.put_cut(area.x + 2, y, end, &person.name, style);
        if bar > 0 && most > 0 {
            let units = u16::try_from((6 * person.here).div_ceil(most)).unwrap_or(0);
            pen.fill(Rect::new(end + 1, y, units, 1), pen.glyphs.unit, dim);
        }
        // Named in the headline only, it has no mention to go to.
        if person.here > 0 {
            let count = words::count(u64::from(person.here));
            pen.put_right(end, y, area.right(), &count, dim);
        }
        y += 1;
    }
    y += 1;
    let mut legend = vec![(pen.glyphs.thumb, "where you are".to_owned(), pen.theme.dim)];
    if !reader.reading.analyzed.analysis.summary.is_empty() {
        legend.push((pen.glyphs.mark, "summary lines".to_owned(), pen.theme.dim));
    }
    if let Some(entity) = reader.chosen_entity() {
        legend.push((
            pen.glyphs.mark,
            entity.name.clone(),
            pen.theme.kind(entity.kind),
        ));
    }
    for (sign, words, style) in legend {
        if y < area.bottom() {
            pen.put(area.x, y, area.right(), sign, style);
            pen.put_cut(area.x + 2, y, area.right(), &words, dim);
        }
        y += 1;
    }
}
