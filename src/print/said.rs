//! Owns: what somebody said, as text and as a record.
//! Promises: every word of a statement is an article's own; on a terminal it is wrapped, elsewhere a line with tabs.

use std::io::{self, Write};

use serde::Serialize;

use crate::print::style::{Style, Weight};
use nutgraf_library::Statement;
use nutgraf_read::model::analysis::Manner;
use nutgraf_read::text::sanitize;

/// A statement's record, see DESIGN 4.
#[derive(Debug, Serialize)]
pub struct SaidRecord<'a> {
    speaker: Option<&'a str>,
    speaker_text: Option<&'a str>,
    kind: &'static str,
    cue: Option<&'a str>,
    text: &'a str,
    article: &'a str,
    published: Option<String>,
    source: Option<&'a str>,
    start: usize,
    end: usize,
    same: Vec<&'a str>,
}

/// The record of a statement.
pub fn record(of: &Statement) -> SaidRecord<'_> {
    SaidRecord {
        speaker: of.speaker.as_ref().map(|id| &*id.0),
        speaker_text: of.speaker_text.as_deref(),
        kind: of.kind.name(),
        cue: of.cue.as_deref(),
        text: &of.text,
        article: &of.key.0,
        published: of.published.map(|moment| moment.to_string()),
        source: of.source.as_deref(),
        start: of.characters.0,
        end: of.characters.1,
        same: of.same.iter().map(|key| &*key.0).collect(),
    }
}

/// Writes a statement: who, what, how, where and when.
pub fn statement(out: &mut dyn Write, of: &Statement, style: Style) -> io::Result<()> {
    const DATE: usize = 10;
    let stamp = of.published.map(|moment| moment.to_string());
    let day = stamp.as_deref().and_then(|s| s.get(..DATE)).unwrap_or("");
    let source = of.source.as_deref().unwrap_or("");
    let manner = match of.manner {
        Manner::Neutral | Manner::Unsaid => "",
        Manner::Claims | Manner::Denies | Manner::Warns | Manner::Promises | Manner::Asks => {
            of.manner.name()
        }
    };
    // How it was said, and of whom of those asked for.
    let how: Vec<String> = [manner.to_owned()]
        .into_iter()
        .chain(of.spoken_of.iter().map(|name| format!("about {name}")))
        .filter(|part| !part.is_empty())
        .collect();
    let one_line = |text: &str| {
        let line: Vec<&str> = text.split_whitespace().collect();
        sanitize::strip(&line.join(" ")).into_owned()
    };
    if style.width.is_none() {
        return writeln!(
            out,
            "{}\t{day}\t{}\t{}\t{}\t{}",
            one_line(&of.key.0),
            one_line(source),
            one_line(&of.name),
            one_line(&how.join(", ")),
            one_line(&of.text),
        );
    }
    let more = match of.same.len() {
        0 => String::new(),
        more => format!("+{more}"),
    };
    writeln!(
        out,
        "{}  {}",
        style.weigh(Weight::Bold, &one_line(&of.name)),
        style.weigh(
            Weight::Dim,
            &[&*one_line(&how.join(" · ")), &one_line(source), &more, day]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<&str>>()
                .join(" · ")
        )
    )?;
    style.paragraph(out, &one_line(&of.text), "  ", "  ")?;
    writeln!(out)
}
