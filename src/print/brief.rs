//! Owns: a briefing document over several articles, in Markdown.
//! Promises: every sentence is one of an article's own and carries the title that it came from.

use std::io::{self, Write};

use serde::Serialize;

use crate::print::record::{ActorRow, ListRow, actor_row, list_row};
use crate::print::style::{Style, Weight};
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::moment::{Day, Moment};

/// What a briefing is made of.
#[derive(Debug)]
pub struct Briefing<'a> {
    /// The query that chose the articles; empty for all.
    pub query: &'a str,
    /// How many articles match.
    pub articles: usize,
    /// The newest of them, newest first.
    pub headlines: &'a [Headline],
    /// The actors of all of them, the most frequent first.
    pub actors: &'a [ActorCount],
}

/// The briefing as one JSON object.
#[derive(Debug, Serialize)]
pub struct BriefRecord<'a> {
    query: &'a str,
    articles: usize,
    actors: Vec<ActorRow<'a>>,
    headlines: Vec<ListRow<'a>>,
}

/// The briefing's record.
pub fn record<'a>(briefing: &'a Briefing<'a>) -> BriefRecord<'a> {
    BriefRecord {
        query: briefing.query,
        articles: briefing.articles,
        actors: briefing.actors.iter().map(actor_row).collect(),
        headlines: briefing
            .headlines
            .iter()
            .map(|h| list_row(h, "exact"))
            .collect(),
    }
}

/// Writes the briefing as Markdown: who is in it, then day by day each article with its summary.
pub fn markdown(out: &mut dyn Write, briefing: &Briefing<'_>, style: Style) -> io::Result<()> {
    let title = if briefing.query.is_empty() {
        "Briefing".to_owned()
    } else {
        format!("Briefing: {}", briefing.query)
    };
    writeln!(out, "# {}\n", style.line(Weight::Bold, &title))?;
    let noun = if briefing.articles == 1 {
        "article"
    } else {
        "articles"
    };
    writeln!(out, "{} {noun}\n", briefing.articles)?;
    if !briefing.actors.is_empty() {
        writeln!(out, "## {}\n", style.weigh(Weight::Bold, "Actors"))?;
        for actor in briefing.actors {
            let name = style.line(Weight::Plain, &actor.name);
            let count = style.weigh(Weight::Dim, &format!(" ({})", actor.articles));
            writeln!(out, "- {name}{count}")?;
        }
        writeln!(out)?;
    }
    let mut day: Option<Option<Day>> = None;
    for headline in briefing.headlines {
        let this = headline.published.and_then(Moment::day);
        if day != Some(this) {
            let words = this.map_or_else(|| "Without a date".to_owned(), |d| d.to_string());
            writeln!(out, "## {}\n", style.weigh(Weight::Bold, &words))?;
            day = Some(this);
        }
        story(out, headline, style)?;
    }
    Ok(())
}

fn story(out: &mut dyn Write, headline: &Headline, style: Style) -> io::Result<()> {
    writeln!(out, "### {}\n", style.line(Weight::Bold, &headline.title))?;
    for sentence in &headline.summary {
        style.paragraph(out, sentence, "- ", "  ")?;
    }
    let names: Vec<&str> = headline.actors.iter().map(|a| &*a.name).collect();
    if !names.is_empty() {
        style.paragraph(out, &format!("Actors: {}", names.join(", ")), "", "")?;
    }
    let from: Vec<&str> = [headline.source.as_deref(), headline.url.as_deref()]
        .into_iter()
        .flatten()
        .chain([&*headline.key.0])
        .collect();
    writeln!(out, "{}\n", style.line(Weight::Dim, &from.join(" · ")))
}
