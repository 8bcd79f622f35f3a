//! Owns: the answer to a line without the term that is being written, for offering what that term could become.
//! Promises: what is counted there is what the line finds once an offer is taken.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::filter::language::lex::{TokenKind, lex};
use crate::filter::language::parse::parse_final;
use crate::filter::language::planner;
use crate::filter::search::cache::SearchCache;
use crate::filter::search::found::{Found, FullText};
use crate::filter::search::run;
use nutgraf_read::model::moment::Moment;

/// The line without the term that ends at the cursor (a byte offset). `None` when nothing is being written there, and where
/// something else than "and" joins the terms, so that no line without it says what an offer would find.
fn rest(line: &str, cursor: usize) -> Option<String> {
    let cursor = line.floor_char_boundary(cursor);
    let (head, tail) = line.split_at_checked(cursor)?;
    let mut tokens = lex(head);
    let joined = |kind: &TokenKind| {
        matches!(
            kind,
            TokenKind::Bar | TokenKind::Open | TokenKind::Not | TokenKind::LoneNot
        )
    };
    if lex(line).iter().any(|token| joined(&token.kind)) {
        return None;
    }
    let last = tokens.pop()?;
    let written = last.span.end as usize == head.len();
    let before = head
        .get(..last.span.start as usize)
        .filter(|_| written && matches!(last.kind, TokenKind::Atom { .. }))?;
    let after = tail.find(char::is_whitespace);
    let after = after.and_then(|at| tail.get(at..)).unwrap_or("");
    Some(format!("{before}{after}"))
}

/// The answer of which the things are counted that could stand at the cursor (a byte offset): that to the line without
/// the term being written, so that each count is what the line finds once the thing is taken. `found` is the answer to the
/// whole line, and the same where it cannot be said better or `stop` says so.
pub fn without_written_term(
    (line, cursor): (&str, usize),
    found: &Found,
    (catalog, text, now): (&Catalog, &FullText, Moment),
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Found {
    let found = found.clone();
    let Some(rest) = rest(line, cursor) else {
        return found;
    };
    let plan = planner::plan(&parse_final(&rest), catalog, now);
    let Some(mut set) = run::matches(&plan, catalog, text, cache, stop) else {
        return found;
    };
    if catalog.hides_muted() && !plan.asks_muted {
        set.minus(catalog.muted());
    }
    Found {
        unread: run::unread(catalog, &set),
        set: Arc::new(set),
        ..found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_term_being_written_is_left_out() {
        // The cursor stands at the `_`.
        for (line, wanted) in [
            ("@isr_", Some("")),
            ("iran @isr_", Some("iran ")),
            ("@is_r 2026", Some(" 2026")),
            ("iran @isr_ 2026", Some("iran  2026")),
            ("iran _", None),
            ("_", None),
            ("\"oil pr_", None),
            ("iran | @isr_", None),
            ("-@isr_", None),
        ] {
            let cursor = line.find('_').unwrap();
            let line = line.replace('_', "");
            assert_eq!(rest(&line, cursor).as_deref(), wanted, "{line}");
        }
    }
}
