//! Owns: the entries of a live page that only its JSON-LD has, as lines: a script would show them.
//! Promises: nothing where the page shows half of them itself; the order is theirs.

use crate::date::Dated;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::jsonld::Entry;
use crate::ingest::html::lines::{self, Line};
use crate::ingest::html::title::loose;
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// The lines of the entries, when the page's own lines that are kept have less than half of their words.
pub(super) fn unseen(
    entries: &[Entry],
    kept: &[Line],
    reasons: &[Option<DropReason>],
) -> Vec<Line> {
    if entries.is_empty() {
        return Vec::new();
    }
    let kept = kept
        .iter()
        .zip(reasons)
        .filter(|(_, reason)| reason.is_none());
    let kept: std::collections::HashSet<String> = kept.map(|(line, _)| loose(&line.text)).collect();
    let mut made = Vec::new();
    let (mut all, mut shown) = (0, 0);
    for entry in entries {
        let told = entry
            .headline
            .iter()
            .map(|text| line(BlockKind::Heading(2), text.clone()));
        made.extend(told);
        made.extend(
            entry
                .published
                .as_deref()
                .and_then(time)
                .map(|text| line(BlockKind::Heading(6), text)),
        );
        let dom = Dom::parse(&entry.body);
        for paragraph in lines::lines(&dom, NodeId::ROOT, |_| false) {
            all += paragraph.text.len();
            shown += if kept.contains(&loose(&paragraph.text)) {
                paragraph.text.len()
            } else {
                0
            };
            made.push(line(paragraph.kind, paragraph.text));
        }
    }
    if shown * 2 >= all { Vec::new() } else { made }
}

/// The moment of an entry by the clock of those who wrote it: `5 May 2026, 10:32`.
fn time(published: &str) -> Option<String> {
    let dated = Dated::read(published)?;
    let local = dated.moment.plus(60 * i64::from(dated.zone.unwrap_or(0)));
    let clock = local.to_string();
    Some(format!("{}, {}", local.day()?, clock.get(11..16)?))
}

fn line(kind: BlockKind, text: String) -> Line {
    Line {
        kind,
        text,
        links: Vec::new(),
        node: NodeId::ROOT,
        first: NodeId::ROOT,
        linked: 0,
    }
}
