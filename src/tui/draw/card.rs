//! Owns: an actor's card.
//! Promises: everything on it leads somewhere.

use crate::app::actor_lines;
use crate::app::layout::Areas;
use crate::app::page::wrap;
use crate::app::state::State;
use crate::app::state::card::Card;
use crate::tui::draw::{actor_table, words};
use crate::tui::ink::Pen;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;
use ratatui::layout::Rect;

pub(super) fn draw(state: &State, card: &Card, areas: &Areas, pen: &mut Pen<'_>) {
    let rule = pen.theme.rule;
    pen.fill(areas.bottom_rule, pen.glyphs.level, rule);
    let area = areas.text;
    let (dim, title) = (pen.theme.dim, pen.theme.title);
    let mut y = area.y + 1;
    let kind = pen.theme.kind(card.kind).patch(pen.theme.strong);
    pen.put_cut(area.x, y, area.right(), &card.name, kind);
    y += 1;
    let dot = pen.glyphs.dot;
    let articles = words::many(u64::from(card.articles), "article");
    let facts = match card.wikidata {
        Some(number) => format!(
            "{} {dot} {articles} {dot} Wikidata Q{number}",
            card.kind.name()
        ),
        None => format!("{} {dot} {articles}", card.kind.name()),
    };
    pen.put_cut(area.x, y, area.right(), &facts, dim);
    y += 1;
    if let Some((trend, from, until)) = &card.trend {
        super::trend::draw(trend, (area.x, y), pen);
        let x = area.x + u16::try_from(trend.len()).unwrap_or(0) + 1;
        let words = format!("{} to {}", words::date(*from), words::date(*until));
        pen.put_cut(x, y, area.right(), &words, dim);
        y += 1;
    }
    if let Some(words) = surprise(state, card) {
        pen.put_cut(area.x, y, area.right(), &words, dim);
        y += 1;
    }
    y += 1;
    let company: Vec<String> = card
        .with
        .iter()
        .map(|(name, n)| format!("{name} {}", words::count(u64::from(*n))))
        .collect();
    for (heading, text) in [
        ("Also called", card.aliases.join(", ")),
        ("Appears with", company.join(", ")),
    ] {
        if text.is_empty() || y + 2 >= area.bottom() {
            continue;
        }
        pen.put(area.x, y, area.right(), heading, dim);
        y += 1;
        for line in wrap(&text, Span::new(0, text.len()), area.width)
            .into_iter()
            .take(4)
        {
            if y < area.bottom() {
                pen.put(area.x, y, area.right(), line.of(&text), title);
            }
            y += 1;
        }
        y += 1;
    }
    said(card, (area, &mut y), pen);
    if y + 1 >= area.bottom() {
        return;
    }
    pen.put(area.x, y, area.right(), "Latest", dim);
    y += 1;
    for (number, id) in card.latest.iter().enumerate() {
        if y >= area.bottom() {
            return;
        }
        let words = match state.list.headlines.get(id) {
            Some(headline) => headline.title.to_string(),
            None => state.catalog.0.title(*id).to_owned(),
        };
        let here = number + card.said.len() == card.cursor;
        row(&words, (state.date_of(*id), here), (area, y), pen);
        y += 1;
    }
}

/// What the actor said, in at most half of the room, scrolled so that the cursor is seen.
fn said(card: &Card, (area, y): (Rect, &mut u16), pen: &mut Pen<'_>) {
    let room = usize::from(area.bottom().saturating_sub(*y)) / 2;
    if card.said.is_empty() || room < 2 {
        return;
    }
    let rows = card.said.len().min(room - 1);
    let on = card.cursor.min(card.said.len() - 1);
    let top = (on + 1).saturating_sub(rows);
    let heading = if rows < card.said.len() {
        format!("Said ({} of {})", on + 1, card.said.len())
    } else {
        "Said".to_owned()
    };
    pen.put(area.x, *y, area.right(), &heading, pen.theme.dim);
    *y += 1;
    for (number, said) in card.said.iter().enumerate().skip(top).take(rows) {
        let words: Vec<&str> = said.text.split_whitespace().collect();
        let here = number == card.cursor;
        row(&words.join(" "), (said.published, here), (area, *y), pen);
        *y += 1;
    }
    *y += 1;
}

/// Words with their day; the cursor's with a bar.
fn row(
    words: &str,
    (date, here): (Option<Moment>, bool),
    (area, y): (Rect, u16),
    pen: &mut Pen<'_>,
) {
    if here {
        let x = area.x.saturating_sub(2);
        pen.put(x, y, area.right(), pen.glyphs.bar, pen.theme.accent);
    }
    let date = date.map(words::date).unwrap_or_default();
    let end = pen.put_right(area.x, y, area.right(), &date, pen.theme.dim);
    let style = if here {
        pen.theme.strong
    } else {
        pen.theme.title
    };
    pen.put_cut(area.x, y, end.saturating_sub(2), words, style);
}

/// Why the actor is surprising in the list, if it is.
fn surprise(state: &State, card: &Card) -> Option<String> {
    if state.filter.is_empty() {
        return None;
    }
    let actors = actor_lines::of_table(state).into_iter();
    let actor = actors.chain(actor_lines::of_list(state));
    let actor = actor.into_iter().find(|actor| actor.id == card.id)?;
    let articles = state.search.found.set.count();
    let times = actor_table::times(state, &actor, articles)?;
    let surprise = actor.standing.as_ref().map(|standing| standing.surprise);
    let surprise = match surprise {
        Some(much) if much != 0.0 => format!(" (surprise {})", words::surprise(much)),
        _ => String::new(),
    };
    Some(format!(
        "in this list {} of {}: {times}{surprise}",
        words::count(u64::from(actor.here)),
        words::many(u64::from(articles), "article"),
    ))
}
