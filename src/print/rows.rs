//! Owns: lists as text: headlines and actors, one a line.
//! Promises: on a terminal a row fits its width; elsewhere the fields are separated by tabs and nothing is cut.

use std::io::{self, Write};

use crate::print::style::{Style, Weight, cut};
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::text::sanitize;

/// Columns of a date, of an actor's name at most, and of the shortest title that is worth showing beside its source.
const DATE: usize = 10;
const NAME: usize = 40;
const TITLE: usize = 20;

/// Writes one headline: date, title, source, id.
pub fn headline(out: &mut dyn Write, row: &Headline, style: Style) -> io::Result<()> {
    let date = row
        .published
        .map(|moment| moment.to_string())
        .and_then(|stamp| stamp.get(..DATE).map(str::to_owned))
        .unwrap_or_default();
    let title = sanitize::strip(&row.title);
    let source = sanitize::strip(row.source.as_deref().unwrap_or(""));
    let key = sanitize::strip(&row.key.0);
    let Some(width) = style.width else {
        return writeln!(out, "{key}\t{date}\t{source}\t{title}");
    };
    let mark = match (row.marks.starred, row.marks.read) {
        (true, _) => '*',
        (false, true) => ' ',
        (false, false) => '•',
    };
    let room = width.saturating_sub(DATE + 4);
    let side = unicode_width::UnicodeWidthStr::width(&*source);
    let (title, source) = if side > 0 && side + 2 + TITLE <= room {
        let title = cut(&title, room - side - 2).into_owned();
        let used = unicode_width::UnicodeWidthStr::width(&*title) + side;
        let gap = " ".repeat(room.saturating_sub(used));
        (title, format!("{gap}{source}"))
    } else {
        (cut(&title, room).into_owned(), String::new())
    };
    let weight = if row.marks.read {
        Weight::Plain
    } else {
        Weight::Bold
    };
    writeln!(
        out,
        "{}  {mark} {}{}",
        style.weigh(Weight::Dim, &format!("{date:DATE$}")),
        style.weigh(weight, &title),
        style.weigh(Weight::Dim, &source),
    )
}

/// Writes one actor: articles, mentions, name, kind.
pub fn actor(out: &mut dyn Write, row: &ActorCount, style: Style) -> io::Result<()> {
    let name = sanitize::strip(&row.name);
    let (articles, mentions, kind) = (row.articles, row.mentions, row.kind.name());
    if style.width.is_none() {
        return writeln!(out, "{articles}\t{mentions}\t{kind}\t{name}");
    }
    let name = cut(&name, NAME).into_owned();
    let used = unicode_width::UnicodeWidthStr::width(&*name);
    let gap = " ".repeat(NAME.saturating_sub(used));
    let facts = style.weigh(Weight::Dim, &format!("{mentions:>9}  {kind}"));
    writeln!(out, "{name}{gap} {articles:>7} {facts}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::model::headline::Marks;
    use nutgraf_read::model::id::ArticleId;
    use nutgraf_read::model::moment::Moment;

    #[test]
    fn a_headline_fits_and_a_pipe_gets_everything() {
        let row = Headline {
            id: ArticleId(1),
            key: "k".into(),
            title: "A rather long \u{1b}[31mheadline about a thing".into(),
            source: Some("Source".into()),
            byline: None,
            url: None,
            published: Moment::parse("2022-07-15"),
            words: 1,
            marks: Marks::default(),
            summary: Vec::new(),
            actors: Vec::new(),
            nut: 0,
            phrases: Vec::new(),
            copies: 0,
            analyzed: true,
        };
        let check = |width, wanted: &str| {
            let mut out = Vec::new();
            let style = Style {
                colour: false,
                width,
            };
            headline(&mut out, &row, style).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), wanted);
        };
        check(
            None,
            "k\t2022-07-15\tSource\tA rather long headline about a thing\n",
        );
        check(
            Some(50),
            "2022-07-15  • A rather long headline abou…  Source\n",
        );
        check(Some(30), "2022-07-15  • A rather long h…\n");
        check(Some(1), "2022-07-15  • …\n");
    }
}
