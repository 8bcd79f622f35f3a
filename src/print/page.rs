//! Owns: one article as text: its head, its briefing, its words. The form is Markdown that also reads well bare.
//! Promises: every sentence and name printed stands in the article.

use std::io::{self, Write};

use crate::print::style::{Style, Weight};
use nutgraf_analysis::summary;
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_read::model::analysis::{Analysis, Entity};
use nutgraf_read::model::article::{Article, Block, BlockKind};
use nutgraf_read::model::revision::Revision;
use nutgraf_read::text::excerpt;

/// How many actors a briefing names.
const ACTORS: usize = 12;

/// Writes title, byline, source, date and address, and a blank line.
pub fn head(out: &mut dyn Write, article: &Article, style: Style) -> io::Result<()> {
    let meta = &article.meta;
    let named = if meta.title.is_empty() {
        "(without a title)"
    } else {
        &meta.title
    };
    let title = style.line(Weight::Bold, named);
    writeln!(out, "# {title}")?;
    let day = meta
        .local()
        .and_then(nutgraf_read::model::moment::Moment::day)
        .map(|day| day.to_string());
    let facts: Vec<&str> = [
        meta.source.as_deref(),
        meta.byline.as_deref(),
        day.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !facts.is_empty() {
        writeln!(out, "{}", style.line(Weight::Dim, &facts.join(" · ")))?;
    }
    if let Some(url) = &meta.url {
        writeln!(out, "{}", style.line(Weight::Dim, url))?;
    }
    let id = format!("id {}", article.key);
    writeln!(out, "{}", style.line(Weight::Dim, &id))?;
    for flaw in &article.flaws {
        style.paragraph(out, &format!("! {}", flaw.message), "", "  ")?;
    }
    writeln!(out)
}

/// Writes the forms in which an article stood before, the latest first, or says that there are none.
pub fn revisions(out: &mut dyn Write, earlier: &[Revision], style: Style) -> io::Result<()> {
    if earlier.is_empty() {
        heading(out, "Never changed", style)?;
        return writeln!(out);
    }
    for one in earlier {
        heading(out, &format!("Until {}", one.until), style)?;
        writeln!(out, "{}", style.line(Weight::Bold, &one.title))?;
        writeln!(out)?;
        for paragraph in one.text.split("\n\n").filter(|p| !p.trim().is_empty()) {
            style.paragraph(out, paragraph, "", "")?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Writes summary, actors and quotes, each with its heading, where there are any. `word_classes` tell the author's own voice.
pub fn briefing(
    out: &mut dyn Write,
    (article, analysis): (&Article, &Analysis),
    style: Style,
    word_classes: &WordClasses,
) -> io::Result<()> {
    if !analysis.summary.is_empty() {
        heading(out, "Summary", style)?;
        if summary::own_voice(article, &analysis.sentences, word_classes) {
            let whose = match article.meta.byline.as_deref() {
                Some(byline) => format!("Opinion by {byline}"),
                None => "Opinion".to_owned(),
            };
            writeln!(out, "{}\n", style.line(Weight::Dim, &whose))?;
        }
        for chosen in &analysis.summary {
            let whole = analysis.sentences.get(chosen.sentence as usize);
            let whole = whole.copied().unwrap_or(chosen.span);
            let shown = excerpt::with_ellipses(&article.text, whole, chosen.span);
            style.paragraph(out, &shown, "- ", "  ")?;
        }
        writeln!(out)?;
    }
    if !analysis.entities.is_empty() {
        heading(out, "Actors", style)?;
        for entity in analysis.entities.iter().take(ACTORS) {
            writeln!(out, "{}", actor(entity, style))?;
        }
        let more = analysis.entities.len().saturating_sub(ACTORS);
        if more > 0 {
            writeln!(out, "- and {more} more")?;
        }
        writeln!(out)?;
    }
    let quotes = || analysis.quotes.iter().filter(|quote| quote.is_quoted());
    if quotes().next().is_some() {
        heading(out, "Quotes", style)?;
        let parts = Some(article.parts())
            .filter(|parts| parts.len() > 2)
            .unwrap_or_default();
        for quote in quotes() {
            let words = quote.span.of(&article.text);
            // "he said" tells who only to whom the name is told.
            let known = quote
                .speaker
                .as_ref()
                .and_then(|id| analysis.entities.iter().find(|e| e.id == *id))
                .map(|entity| entity.name.as_str());
            let who = known.or(quote.speaker_span.map(|who| who.of(&article.text)));
            let mut said = match who {
                Some(who) => format!("{words} — {who}"),
                None => words.to_owned(),
            };
            // In a long text of many parts: where it stands.
            let told = parts
                .iter()
                .rfind(|part| part.span.start <= quote.span.start);
            let places = told.map_or([None, None], |part| [part.heading, part.time]);
            for place in places.into_iter().flatten() {
                said.push_str(if who.is_some() { ", " } else { " — " });
                said.push_str(place.of(&article.text));
            }
            style.paragraph(out, &said, "- ", "  ")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the text, block by block, with a blank line between.
pub fn text(out: &mut dyn Write, article: &Article, style: Style) -> io::Result<()> {
    if article.blocks.is_empty() {
        return style.paragraph(out, &article.text, "", "");
    }
    for (n, block) in article.blocks.iter().enumerate() {
        let together = n > 0 && joined(article.blocks.get(n - 1), *block);
        if n > 0 && !together {
            writeln!(out)?;
        }
        let words = block.span.of(&article.text);
        let (first, next) = leads(block.kind);
        if block.kind == BlockKind::Verbatim {
            let bare = Style {
                width: None,
                ..style
            };
            bare.paragraph(out, words, &first, &next)?;
        } else {
            style.paragraph(out, words, &first, &next)?;
        }
    }
    Ok(())
}

/// Items of a list and rows of a table stand without a blank line between.
fn joined(before: Option<&Block>, block: Block) -> bool {
    matches!(
        (before.map(|b| b.kind), block.kind),
        (Some(BlockKind::Item(_)), BlockKind::Item(_)) | (Some(BlockKind::Row), BlockKind::Row)
    )
}

fn leads(kind: BlockKind) -> (String, String) {
    match kind {
        BlockKind::Heading(level) => {
            let marks = "#".repeat(usize::from(level.clamp(2, 6)));
            (format!("{marks} "), String::new())
        }
        BlockKind::Quote => ("> ".to_owned(), "> ".to_owned()),
        BlockKind::Item(depth) => {
            let indent = "  ".repeat(usize::from(depth.min(8)));
            (format!("{indent}- "), format!("{indent}  "))
        }
        BlockKind::Verbatim => ("    ".to_owned(), "    ".to_owned()),
        BlockKind::Paragraph | BlockKind::Row | BlockKind::Caption => {
            (String::new(), String::new())
        }
    }
}

fn heading(out: &mut dyn Write, words: &str, style: Style) -> io::Result<()> {
    writeln!(out, "## {}\n", style.weigh(Weight::Bold, words))
}

fn actor(entity: &Entity, style: Style) -> String {
    let times = entity.mentions.len();
    let facts = format!(" ({}, {times})", entity.kind.name());
    format!(
        "- {}{}",
        style.line(Weight::Plain, &entity.name),
        style.weigh(Weight::Dim, &facts)
    )
}
