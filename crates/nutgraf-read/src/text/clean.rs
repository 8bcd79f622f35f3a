//! Owns: the way from a draft to an article: what stays, what goes, what becomes metadata.
//! Promises: never fails; what goes is listed under `dropped`; the text holds no control character.

mod caption;
pub(crate) mod credit;
mod cut;
mod head;
mod headline;
mod headline_block;
mod tail;
mod verdict;
mod wrap;

use crate::model::article::{Article, Block, Draft, Format, Link, Meta, Paragraph};
use crate::model::flaw::{DropReason, Dropped, Flaw, FlawKind};
use crate::model::id::ArticleKey;
use crate::model::identity::Identity;
use crate::model::span::Span;
use crate::text::clean::tail::Off;
use crate::text::clean::verdict::Care;
use crate::text::fold;
use crate::text::hash;
use crate::text::language;
use crate::text::part;
use crate::text::rules::Rules;
use crate::text::sanitize;
use crate::text::sentence;
use crate::text::tidy::tidy;

pub use crate::text::clean::verdict::Thresholds;

/// Cleans a draft: leftovers of the page go to `dropped`, lines are joined to paragraphs, metadata is completed from
/// the first lines.
pub fn clean(mut draft: Draft, rules: &Rules) -> Article {
    let scraped = matches!(draft.format, Format::Text | Format::Jsonl);
    let mut lines = std::mem::take(&mut draft.paragraphs);
    tidy(&mut lines);
    let (mut lines, mut dropped) = headline_block::take_out(lines, &draft.raw, &rules.furniture);
    if scraped {
        lines = wrap::unwrap_lines(lines);
    }
    let mut meta = tidy_meta(std::mem::take(&mut draft.meta));
    let sample = sample(&lines);
    if meta.language.is_none() {
        meta.language = language(&sample).map(str::to_owned);
    }
    let care = if scraped && is_known(meta.language.as_deref(), &sample) {
        Care::Scraped
    } else {
        Care::Chosen
    };
    let (lines, captions) = caption::take_out(lines, &meta.title, &draft.raw, &rules.credits);
    let (mut lines, tails) = tail::take_off(lines, Off::Ends, &draft.raw, &rules.furniture);
    let head = head::read(&lines, &mut meta, rules);
    let mut reasons = verdict::decide(&lines, head.title, &meta.title, care, rules);
    for at in head.used {
        if let Some(reason) = reasons.get_mut(at) {
            *reason = Some(DropReason::Metadata);
        }
    }
    open_parts(&mut lines, &mut reasons, rules);
    dropped.extend(captions);
    dropped.extend(tails);
    let mut kept = Vec::with_capacity(lines.len());
    for (line, reason) in lines.into_iter().zip(reasons) {
        match reason {
            Some(reason) => dropped.push(Dropped {
                span: line.span,
                reason,
            }),
            None => kept.push(line),
        }
    }
    let (kept, tails) = tail::take_off(kept, Off::Lines, &draft.raw, &rules.furniture);
    dropped.extend(tails);
    let mut joined = Joined::default();
    for line in kept {
        joined.keep(line);
    }
    draft.meta = meta;
    draft.dropped.append(&mut dropped);
    draft.dropped = united(std::mem::take(&mut draft.dropped), &draft.raw);
    finish(draft, joined, rules)
}

/// Makes the lines that open parts headings. Where they surely do, they and the text under them stay.
fn open_parts(lines: &mut [Paragraph], reasons: &mut [Option<DropReason>], rules: &Rules) {
    let openings = part::openings(lines, rules);
    let sure = |opening: &Option<part::Opening>| opening.is_some_and(part::Opening::is_sure);
    // Under the last heading the first paragraph is surely its own; then the page may go on.
    let mut left = openings.iter().filter(|opening| sure(opening)).count();
    let (mut within, mut drawn) = (false, false);
    for ((line, reason), opening) in lines.iter_mut().zip(reasons).zip(openings) {
        let is_under = std::mem::replace(&mut drawn, opening == Some(part::Opening::Ruled));
        if is_under && part::is_rule(&line.text) {
            *reason = Some(DropReason::Debris);
            continue;
        }
        if sure(&opening) {
            within = true;
            left -= 1;
        }
        let is_metadata = *reason == Some(DropReason::Metadata);
        let Some(opening) = opening else {
            if within
                && part::is_prose(line)
                && !is_metadata
                && rules.phrases.cover(&line.text).all < 0.2
            {
                *reason = None;
                within = left > 0;
            }
            continue;
        };
        if opening == part::Opening::Time || opening.is_sure() && !is_metadata {
            *reason = None;
        }
        if reason.is_none() {
            line.kind = opening.kind();
        }
        if let Some(bare) = part::bare_of_rules(&line.text).filter(|_| line.links.is_empty()) {
            line.text = bare.to_owned();
        }
    }
}

/// Which lines of scraped text go when the judge gives them these scores: for measuring what training has made.
pub fn verdicts(
    lines: &[Paragraph],
    scores: &[f32],
    title: Option<usize>,
    limits: &Thresholds,
    rules: &Rules,
) -> Vec<bool> {
    let (_, every) = rules.judge(lines, "");
    let title = title.map_or(verdict::Title::Elsewhere, verdict::Title::At);
    verdict::gone(&every, scores, title, Care::Scraped, limits)
}

/// Some of the running text, to tell the language by.
fn sample(lines: &[Paragraph]) -> String {
    let mut sample = String::new();
    let long = lines.iter().filter(|line| line.text.len() >= 60);
    for line in long.chain(lines.iter().filter(|line| line.text.len() < 60)) {
        if sample.len() >= 1500 {
            break;
        }
        sample.push_str(&line.text);
        sample.push('\n');
    }
    sample
}

/// Whether the judge of leftovers knows the language: it counts its small words.
fn is_known(code: Option<&str>, sample: &str) -> bool {
    const KNOWN: [&str; 7] = ["en", "de", "fr", "es", "it", "nl", "pt"];
    match code {
        Some(code) => KNOWN.contains(&code.get(..2).unwrap_or("")),
        None => sample.bytes().filter(u8::is_ascii).count() * 2 > sample.len(),
    }
}

/// Takes a draft as it is: the text is `raw`, byte for byte (`--no-clean`).
pub fn keep(mut draft: Draft) -> Article {
    if draft.meta.language.is_none() {
        draft.meta.language = language(&draft.raw).map(str::to_owned);
    }
    keep_as_said(draft)
}

/// The same without asking for anything that the draft does not say.
pub(crate) fn keep_as_said(mut draft: Draft) -> Article {
    draft.meta = tidy_meta(std::mem::take(&mut draft.meta));
    draft.dropped.clear();
    let text = std::sync::Arc::clone(&draft.raw);
    let (key, identity) = identify(&mut draft, &text);
    Article {
        key,
        identity,
        origin: draft.origin,
        meta: draft.meta,
        text: std::sync::Arc::clone(&draft.raw),
        blocks: Vec::new(),
        links: Vec::new(),
        raw: draft.raw,
        dropped: draft.dropped,
        flaws: draft.flaws,
    }
}

fn one_line(text: &str) -> String {
    let bare = sanitize::strip(text);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Metadata on single lines without anything that a terminal would obey.
fn tidy_meta(mut meta: Meta) -> Meta {
    meta.title = one_line(&meta.title);
    for field in [
        &mut meta.byline,
        &mut meta.source,
        &mut meta.url,
        &mut meta.section,
        &mut meta.language,
        &mut meta.caption,
    ] {
        *field = field
            .as_deref()
            .map(one_line)
            .filter(|text| !text.is_empty());
    }
    meta
}

/// The text that is being put together.
#[derive(Default)]
struct Joined {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
}

impl Joined {
    fn keep(&mut self, line: Paragraph) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let at = self.text.len();
        self.text.push_str(&line.text);
        self.blocks.push(Block {
            kind: line.kind,
            span: Span::new(at, self.text.len()),
        });
        let mut links = line.links;
        links.sort_by_key(|link| link.span);
        self.links.extend(links.into_iter().map(|mut link| {
            link.span = link.span.shifted(at);
            link
        }));
    }
}

/// In their order, neighbours that go for the same reason as one.
fn united(mut dropped: Vec<Dropped>, raw: &str) -> Vec<Dropped> {
    dropped.sort_by_key(|dropped| dropped.span);
    let mut made: Vec<Dropped> = Vec::with_capacity(dropped.len());
    for next in dropped {
        match made.last_mut() {
            Some(last)
                if last.reason == next.reason && {
                    let between = Span {
                        start: last.span.end,
                        end: next.span.start,
                    };
                    last.span.end <= next.span.start && between.of(raw).trim().is_empty()
                } =>
            {
                last.span = last.span.union(next.span);
            }
            _ => made.push(next),
        }
    }
    made
}

fn finish(mut draft: Draft, joined: Joined, rules: &Rules) -> Article {
    if joined.text.is_empty() && !draft.flaws.iter().any(|f| f.kind == FlawKind::Empty) {
        draft
            .flaws
            .push(Flaw::new(FlawKind::Empty, "there is no text in it"));
    }
    if draft.meta.title.is_empty() && !joined.text.is_empty() {
        draft.meta.title = made_title(&joined, rules);
        draft.flaws.push(Flaw::new(
            FlawKind::Title,
            "it has no title; the first words of the text stand in for it",
        ));
    }
    if let Some(code) = draft
        .meta
        .language
        .as_deref()
        .filter(|code| !code.starts_with("en"))
    {
        let message = format!(
            "the briefing of texts in another language than English (here `{code}`) is limited"
        );
        draft.flaws.push(Flaw::new(FlawKind::Language, message));
    }
    let (key, identity) = identify(&mut draft, &joined.text);
    Article {
        key,
        identity,
        origin: draft.origin,
        meta: draft.meta,
        text: joined.text.into(),
        blocks: joined.blocks,
        links: joined.links,
        raw: draft.raw,
        dropped: draft.dropped,
        flaws: draft.flaws,
    }
}

/// The first sentence, or as many of its words as fit on a line.
fn made_title(joined: &Joined, rules: &Rules) -> String {
    const LONGEST: usize = 100;
    let first = joined.blocks.get(..1).unwrap_or(&[]);
    let sentence = sentence::sentences(&joined.text, first, rules)
        .first()
        .map_or("", |s| s.of(&joined.text));
    let sentence = sentence.trim_end_matches('.');
    if sentence.len() <= LONGEST {
        return sentence.to_owned();
    }
    let mut end = 0;
    for (at, _) in sentence.match_indices(' ') {
        if at > LONGEST {
            break;
        }
        end = at;
    }
    let cut = if end > 0 {
        sentence.get(..end).unwrap_or(sentence).to_owned()
    } else {
        sentence.chars().take(LONGEST / 2).collect()
    };
    format!("{}…", cut.trim_end_matches([',', ';', ':', '-', ' ']))
}

/// The key that the document gives, else one made of its address, else of its words; and by what else it is known again.
fn identify(draft: &mut Draft, text: &str) -> (ArticleKey, Identity) {
    let identity = match (&draft.identity, &draft.key) {
        (entry @ Identity::Entry { .. }, _) => entry.clone(),
        (_, Some(_)) => Identity::Own,
        (_, None) => Identity::of_url(draft.meta.url.as_deref()),
    };
    if let Some(key) = draft.key.take() {
        return (key, identity);
    }
    let hash = match draft.meta.url.as_deref() {
        Some(url) => hash::stable(url.split('#').next().unwrap_or(url).bytes()),
        None if text.chars().any(char::is_alphanumeric) => fold::fingerprint(text),
        // Nothing but a title, or nothing at all: where it came from tells it from others.
        None => hash::stable(
            draft
                .meta
                .title
                .bytes()
                .chain([b'\n'])
                .chain(draft.origin.bytes()),
        ),
    };
    (ArticleKey::from(format!("{hash:016x}").as_str()), identity)
}

#[cfg(test)]
mod tests;
