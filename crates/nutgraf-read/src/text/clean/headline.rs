//! Owns: which of the first lines is the headline, and what of it is the site's name.
//! Promises: total; a line is the headline only before the text.

use crate::date;
use crate::model::article::BlockKind;
use crate::model::article::Paragraph;
use crate::text::byline;
use crate::text::fold;
use crate::text::rules::Rules;

/// The same words, perhaps with the site's name before or after them.
pub(super) fn is_title(text: &str, title: &str) -> bool {
    if text.len() > title.len() * 2 + 40 || !fold::may_be_alike(text, title) {
        return false;
    }
    fold::fingerprint(text) == fold::fingerprint(title) || {
        let bare = without_site(text, None);
        bare.len() < text.len() && fold::fingerprint(bare) == fold::fingerprint(title)
    }
}

/// The line that reads like a headline: the first good one before the text. `is_signed` tells those that say who and when.
pub(super) fn find(
    lines: &[Paragraph],
    body: usize,
    rules: &Rules,
    is_signed: impl Fn(&str) -> bool,
) -> Option<usize> {
    let heading = lines
        .iter()
        .take(body + 1)
        .position(|l| l.kind == BlockKind::Heading(1));
    if heading.is_some() {
        return heading;
    }
    // What is all of the text is its text first.
    if lines.len() < 2 {
        return None;
    }
    let may = |line: &Paragraph| {
        let text = line.text.as_str();
        let n = words(text);
        let opens = text
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| !c.is_lowercase());
        let closes =
            !text.ends_with([',', ';', ':', '.']) || text.ends_with("...") || is_acronym(text);
        let sized = n <= 32
            && text.len() <= 240
            && text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.len() / 2;
        let dated = date::find(text).is_some_and(|d| d.span.len() * 2 > text.len());
        sized
            && opens
            && closes
            && !dated
            && byline::parse(text).is_none()
            && !is_signed(text)
            && rules.phrases.cover(text).all < 0.5
    };
    let zone = lines.get(..body.min(12)).unwrap_or(&[]);
    let good: Vec<usize> = (0..zone.len())
        .filter(|at| zone.get(*at).is_some_and(may))
        .collect();
    let long = |least: usize| {
        good.iter()
            .copied()
            .find(|at| zone.get(*at).is_some_and(|l| words(&l.text) >= least))
    };
    // A short first line may be the section's or the site's name; a short one alone is the title.
    long(4)
        .or_else(|| long(2))
        .or_else(|| good.first().copied().filter(|_| lines.len() > 1))
}

fn is_acronym(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.len() > 2 && last.matches('.').count() > 1
}

/// A title without ` | Site` or ` - Site` at its end.
pub(super) fn without_site<'t>(title: &'t str, source: Option<&str>) -> &'t str {
    if let Some((head, tail)) = title.rsplit_once(" | ")
        && words(head) >= 4
        && words(tail) <= 4
    {
        return head.trim_end();
    }
    if let Some(source) = source {
        for dash in [" - ", " – ", " — "] {
            if let Some((head, tail)) = title.rsplit_once(dash)
                && words(head) >= 3
                && fold::fingerprint(tail) == fold::fingerprint(source)
            {
                return head.trim_end();
            }
        }
    }
    title
}

/// How many words a line has.
pub(super) fn words(text: &str) -> usize {
    text.split_ascii_whitespace().count()
}
