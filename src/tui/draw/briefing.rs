//! Owns: the briefing: headline, facts, summary and actors of the article under the cursor.
//! Promises: what does not fit ends with a sign that something was cut.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::app::actor_lines;
use crate::app::layout::Areas;
use crate::app::page::wrap;
use crate::app::state::State;
use crate::app::state::input::Pick;
use crate::app::state::view::LayoutForm;
use crate::tui::draw::{actors, list, words};
use crate::tui::ink::Pen;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::span::Span;

/// Columns before a summary sentence: its letter and two blanks.
const LETTER: u16 = 3;
/// Lines of a briefing that has room between its sentences.
const SPACED: u16 = 22;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.briefing;
    let (Some(headline), false) = (state.list.current_headline(), area.is_empty()) else {
        return;
    };
    let mut y = area.y;
    // Over the briefing the list says it already, unless it had no room.
    if areas.form == LayoutForm::Wide || list::is_cut(state, headline, areas.list) {
        y = title(headline, area, pen);
    }
    let roomy = area.height >= 16;
    y = facts(state, headline, area, y, pen) + u16::from(roomy);
    let people = actor_lines::of_article(state);
    // The names keep at least a line.
    let separate = !areas.actors.is_empty();
    let keep = if separate || people.is_empty() { 0 } else { 2 };
    y = summary(
        state,
        headline,
        Rect {
            height: area.height.saturating_sub(keep),
            ..area
        },
        y,
        pen,
    );
    y = subjects(headline, area, y, pen);
    if separate {
        return;
    }
    let left = area.bottom().saturating_sub(y);
    if left >= 5 {
        let rest = Rect {
            y: y + 1,
            height: left - 1,
            ..area
        };
        actors::panes(state, rest, pen);
    } else if left >= 1 {
        let at = y + u16::from(left > 1);
        actors::one_line(
            &people,
            Rect {
                y: at,
                height: 1,
                ..area
            },
            pen,
        );
    }
}

fn title(headline: &Headline, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let mut y = area.y;
    let whole = Span::new(0, headline.title.len());
    for line in wrap(&headline.title, whole, area.width) {
        if y >= area.bottom() {
            break;
        }
        pen.put(
            area.x,
            y,
            area.right(),
            line.of(&headline.title),
            pen.theme.strong,
        );
        y += 1;
    }
    y
}

fn facts(state: &State, headline: &Headline, area: Rect, y: u16, pen: &mut Pen<'_>) -> u16 {
    if y >= area.bottom() {
        return y;
    }
    let mut parts: Vec<String> = Vec::new();
    parts.extend(headline.source.as_deref().map(str::to_owned));
    parts.extend(headline.byline.as_deref().map(|b| format!("by {b}")));
    parts.extend(headline.published.map(words::date));
    parts.push(words::many(u64::from(headline.words), "word"));
    parts
        .push(words::minutes(headline.words, state.settings.words_per_minute).replace('m', " min"));
    if headline.copies > 0 {
        let others = u64::from(headline.copies);
        parts.push(format!("+{}", words::many(others, "source")));
    }
    let line = parts.join(&format!(" {} ", pen.glyphs.dot));
    pen.put_cut(area.x, y, area.right(), &line, pen.theme.dim);
    y + 1
}

/// What the article is on, in its own phrases, where there is room: those that fit a line whole.
fn subjects(headline: &Headline, area: Rect, y: u16, pen: &mut Pen<'_>) -> u16 {
    let mut line = String::from("on");
    let mut between = " ".to_owned();
    for phrase in &headline.phrases {
        if line.width() + between.width() + phrase.width() <= usize::from(area.width) {
            line += &between;
            line += phrase;
            between = format!(" {} ", pen.glyphs.dot);
        }
    }
    if area.height < SPACED || line.len() == 2 || y + 1 >= area.bottom() {
        return y;
    }
    pen.put_cut(area.x, y + 1, area.right(), &line, pen.theme.dim);
    y + 2
}

fn summary(state: &State, headline: &Headline, area: Rect, mut y: u16, pen: &mut Pen<'_>) -> u16 {
    let picking = state.input.letter() == Some(Pick::Evidence);
    let letters = if picking {
        pen.theme.accent
    } else {
        pen.theme.dim
    };
    let spaced = area.height >= SPACED;
    let sentences = crate::app::summary::lines(state);
    let whose = crate::app::summary::whose(state);
    for heading in whose.into_iter().chain(crate::app::summary::heading(state)) {
        if y >= area.bottom() {
            break;
        }
        pen.put_cut(area.x, y, area.right(), &heading, pen.theme.accent);
        y += 1;
    }
    if sentences.is_empty() {
        let words = if headline.analyzed {
            "No summary."
        } else {
            "Not analysed yet."
        };
        if y < area.bottom() {
            pen.put_cut(area.x, y, area.right(), words, pen.theme.dim);
            y += 1;
        }
    }
    for (number, sentence) in sentences.iter().enumerate() {
        if number > 0 && spaced {
            y += 1;
        }
        let width = area.width.saturating_sub(LETTER);
        let lines = wrap(sentence, Span::new(0, sentence.len()), width);
        for (at, line) in lines.iter().enumerate() {
            if y >= area.bottom() {
                return area.bottom();
            }
            if at == 0 {
                let letter = actor_lines::letter(number).to_string();
                pen.put(area.x, y, area.right(), &letter, letters);
            }
            let more = y + 1 == area.bottom() && (at + 1 < lines.len());
            let x = pen.put_shown(
                area.x + LETTER,
                y,
                area.right(),
                line.of(sentence),
                pen.theme.summary,
            );
            if more {
                pen.put(
                    x.min(area.right() - 1),
                    y,
                    area.right(),
                    pen.glyphs.cut,
                    pen.theme.dim,
                );
            }
            y += 1;
        }
    }
    y
}
