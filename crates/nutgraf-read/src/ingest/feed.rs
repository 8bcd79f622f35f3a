//! Owns: feeds as drafts: RSS, Atom, RDF and JSON Feed, each entry one document.
//! Promises: a feed that is broken gives the entries that are whole, and says so.

pub mod repair;

use std::sync::Arc;

use feed_rs::model::{Entry, Feed};
use feed_rs::parser::Builder;

use crate::ingest::html;
use crate::ingest::html::entity;
use crate::ingest::plain;
use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
use crate::model::article::{Draft, Format, Meta};
use crate::model::flaw::{Flaw, FlawKind};
use crate::model::id::ArticleKey;
use crate::model::moment::Moment;
use crate::options::Options;
use crate::text::rules::Rules;

/// Reads the entries of a feed, the newest as the feed orders them. `text` is decoded; what its XML declaration says
/// about the character set is ignored.
pub fn read(text: &str, options: &Options) -> Vec<Outcome> {
    let Options { origin, limits, .. } = options;
    let (feed, repaired) = match parse(text, origin) {
        Ok(found) => found,
        Err(message) => {
            return vec![Err(Refusal::new(
                origin.as_str(),
                RefusalKind::Document(FlawKind::Syntax),
                message,
            ))];
        }
    };
    if feed.entries.is_empty() {
        return vec![Err(Refusal::new(
            origin.as_str(),
            RefusalKind::Document(FlawKind::Empty),
            "a feed without entries",
        ))];
    }
    let mut outcomes: Vec<Outcome> = feed
        .entries
        .iter()
        .take(limits.items)
        .map(|entry| Ok(document(entry, &feed, options)))
        .collect();
    if let (Some(note), Some(Ok(first))) = (repaired, outcomes.first_mut()) {
        first.flaws.push(Flaw::new(FlawKind::Syntax, note));
    }
    if feed.entries.len() > limits.items
        && let Some(Ok(last)) = outcomes.last_mut()
    {
        let message = format!(
            "the feed has more than {} entries; the rest was left out",
            limits.items
        );
        last.flaws.push(Flaw::new(FlawKind::TooLarge, message));
    }
    outcomes
}

/// The feed, and what had to be repaired; or why it can't be read.
fn parse(text: &str, origin: &str) -> Result<(Feed, Option<String>), String> {
    let text = repair::body(text);
    let parser = |text: &str| {
        let base = html::is_web(origin).then_some(origin);
        Builder::new()
            .sanitize_content(false)
            .base_uri(base)
            .build()
            .parse(text.as_bytes())
    };
    if text.starts_with(['{', '[']) {
        return match parser(text) {
            Ok(feed) => Ok((feed, None)),
            Err(error) => Err(format!(
                "broken JSON Feed: {}",
                one_line(&error.to_string())
            )),
        };
    }
    let clean = repair::dialect(repair::references(text));
    let error = match parser(&clean) {
        Ok(feed) => return Ok((feed, None)),
        Err(error) => one_line(&error.to_string()),
    };
    if let Some(cut) = repair::closed(&clean)
        && let Ok(feed) = parser(&cut)
        && !feed.entries.is_empty()
    {
        let note = "the feed ends too early; it was read up to its last whole entry";
        return Ok((feed, Some(note.to_owned())));
    }
    // The last resort: each entry alone, so that one broken entry costs only itself.
    let mut whole: Option<Feed> = None;
    let mut lost = 0;
    for piece in repair::pieces(&clean) {
        match (parser(&piece), &mut whole) {
            (Ok(feed), Some(have)) => have.entries.extend(feed.entries),
            (Ok(feed), none @ None) => *none = Some(feed),
            (Err(_), _) => lost += 1,
        }
    }
    match whole {
        Some(feed) if !feed.entries.is_empty() => Ok((
            feed,
            Some(format!("{lost} broken entries of the feed were left out")),
        )),
        _ => Err(format!("broken feed: {error}")),
    }
}

fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    line.chars().filter(|c| !c.is_control()).take(120).collect()
}

fn document(entry: &Entry, feed: &Feed, options: &Options) -> Draft {
    let Options { origin, rules, .. } = options;
    let content = entry
        .content
        .as_ref()
        .and_then(|c| c.body.as_deref())
        .unwrap_or("");
    let summary = entry.summary.as_ref().map_or("", |s| s.content.as_str());
    let body = if content.trim().len() >= summary.trim().len() {
        content
    } else {
        summary
    };
    let url = entry
        .links
        .iter()
        .find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate"))
        .or(entry.links.first())
        .map(|l| l.href.trim().to_owned())
        .filter(|u| html::is_web(u));
    let base = url.as_deref().unwrap_or(origin);
    // Escaped twice is common: a body without a tag that has escaped tags.
    let body = if !body.contains('<') && body.contains("&lt;") {
        entity::decode(body)
    } else {
        body.to_owned()
    };
    let mut draft = if body.contains('<') || body.contains('&') {
        html::fragment(&body, base, rules)
    } else {
        plain::read(body, base)
    };
    origin.clone_into(&mut draft.origin);
    draft.format = Format::Feed;
    let people = if entry.authors.is_empty() {
        &feed.authors
    } else {
        &entry.authors
    };
    let names: Vec<String> = people
        .iter()
        .flat_map(|p| p.name.iter().chain(&p.email))
        .flat_map(|n| people_in(&entity::decode(n)))
        .collect();
    let moment = |t: Option<i64>| t.map(Moment);
    let updated = entry.updated.map(|t| t.timestamp());
    draft.meta = Meta {
        title: words(
            entry.title.as_ref().map_or("", |t| t.content.as_str()),
            rules,
        ),
        byline: (!names.is_empty()).then(|| names.join(", ")),
        source: feed
            .title
            .as_ref()
            .map(|t| words(&t.content, rules))
            .filter(|t| !t.is_empty()),
        url,
        published: moment(entry.published.map(|t| t.timestamp()).or(updated)),
        zone: None,
        modified: moment(updated),
        language: entry
            .language
            .as_deref()
            .or(feed.language.as_deref())
            .and_then(|l| l.get(..2))
            .map(str::to_ascii_lowercase),
        section: entry
            .categories
            .first()
            .map(|c| c.label.clone().unwrap_or_else(|| c.term.clone())),
        caption: None,
    };
    // A bare number may be the name of entries in many feeds; an address is the entry's own.
    if entry.id.contains(':') && draft.meta.url.is_none() {
        draft.key = Some(ArticleKey::from(entry.id.as_str()));
    }
    if draft.raw.is_empty() {
        draft.raw = Arc::from("");
    }
    draft
}

/// The names in an author's field; a handle (`/u/ann_7`) stands for itself.
fn people_in(text: &str) -> Vec<String> {
    let names = html::author::names(text);
    let handle = text.trim().trim_start_matches("/u/");
    let is_handle = handle.len() <= 40 && !handle.contains(['@', ':', ' ', '/']);
    if names.is_empty() && is_handle && handle.contains(char::is_alphabetic) {
        return vec![handle.to_owned()];
    }
    names
}

/// A title as words: references resolved, tags gone.
fn words(text: &str, rules: &Rules) -> String {
    let text = entity::decode(text);
    if text.contains('<') {
        let blocks = html::fragment(&text, "", rules).paragraphs;
        let lines: Vec<String> = blocks.into_iter().map(|b| b.text).collect();
        return lines.join(" ");
    }
    plain::folded(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, want: &[&str]) -> Vec<Outcome> {
        let outcomes = read(
            xml,
            &Options::default().with_origin("https://a.example/feed"),
        );
        let got: Vec<String> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Ok(d) => format!(
                    "{} | {} | {} | {}",
                    d.meta.title,
                    d.meta.byline.as_deref().unwrap_or("-"),
                    d.meta.published.map(|m| m.to_string()).unwrap_or_default(),
                    d.paragraphs
                        .iter()
                        .map(|b| b.text.as_str())
                        .collect::<Vec<_>>()
                        .join(" / ")
                ),
                Err(refusal) => refusal.to_string(),
            })
            .collect();
        assert_eq!(got, want, "{xml}");
        outcomes
    }

    const ITEM: &str = "<item><title>One &amp; two</title><link>https://a.example/1</link>\
        <description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description>\
        <pubDate>Fri, 15 Jul 2022 10:20:30 GMT</pubDate></item>";

    #[test]
    fn entries_become_documents() {
        let rss = format!(
            "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><title>Päper</title>{ITEM}</channel></rss>"
        );
        let outcomes = check(
            &rss,
            &["One & two | - | 2022-07-15T10:20:30Z | First. / Second."],
        );
        let meta = &outcomes[0].as_ref().unwrap().meta;
        assert_eq!(meta.source.as_deref(), Some("Päper"));
        assert_eq!(meta.url.as_deref(), Some("https://a.example/1"));
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><id>x:1</id><title type='html'>A &lt;b&gt;B&lt;/b&gt;</title>\
            <author><name>Ann Lee</name></author><updated>2022-07-15T10:20:30Z</updated>\
            <content type='html'><![CDATA[<p>Body &eacute;.</p>]]></content></entry></feed>",
            &["A B | Ann Lee | 2022-07-15T10:20:30Z | Body é."],
        );
        check(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": "1", "title": "T", "content_text": "Plain words.", "url": "https://a.example/2"}]}"#,
            &["T | - |  | Plain words."],
        );
    }

    #[test]
    fn every_form_of_feed_gives_the_same_entry() {
        const DC: &str = "xmlns:dc='http://purl.org/dc/elements/1.1/'";
        let want = ["T & U | Ann Lee | 2022-07-15T10:20:30Z | One. / Two."];
        for feed in [
            format!(
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' {DC}><channel>\
                <title>F</title><link>https://a.example/</link><description>x</description></channel><item><title>T &amp; U</title>\
                <link>https://a.example/1</link><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.</description>\
                <dc:creator>Ann Lee</dc:creator><dc:date>2022-07-15T12:20:30+02:00</dc:date></item></rdf:RDF>"
            ),
            format!(
                "\u{feff}\n<rss version='2.0' {DC} xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>F</title><item>\
                <title><![CDATA[T &amp; U]]></title><dc:creator>By Ann Lee</dc:creator><pubDate>Fri, 15 Jul 2022 06:20:30 -0400</pubDate>\
                <description>Short.</description><content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item></channel></rss>"
            ),
            format!(
                "<rss version='2.0' {DC}><channel><title>F</title><item><title>T &amp;amp; U</title><dc:creator>Ann Lee</dc:creator>\
                <pubDate>Fri, 15 Jul 2022 10:20:30 GMT</pubDate><description>&amp;lt;p&amp;gt;One.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Two.\
                </description></item></channel></rss>"
            ),
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><author><name>Ann Lee</name></author><entry><id>x:1</id>\
            <title>T &amp; U</title><published>2022-07-15T10:20:30Z</published><updated>2022-07-16T00:00:00Z</updated>\
            <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p><p>Two.</p></div></content></entry></feed>"
                .to_owned(),
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": "1", "title": "T & U",
            "content_html": "<p>One.</p><p>Two.", "authors": [{"name": "Ann Lee"}], "date_published": "2022-07-15T10:20:30Z"}]}"#
                .to_owned(),
        ] {
            check(&feed, &want);
        }
    }

    #[test]
    fn older_dialects_and_handles_are_read() {
        check(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>F</title><entry><title>T</title>\
            <link rel='alternate' type='text/html' href='https://a.example/1'/><id>x:1</id><issued>2004-07-15T10:20:30Z</issued>\
            <author><name>/u/ann_77</name></author>\
            <content type=\"text/html\" mode='escaped'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>",
            &["T | ann_77 | 2004-07-15T10:20:30Z | One. / Two."],
        );
        check(
            &format!(
                "<!-- <item>One</item> --><?xml version='1.0'?><rss version='2.0'><channel><title>F</title>{ITEM}</channel></rss>"
            ),
            &["One & two | - | 2022-07-15T10:20:30Z | First. / Second."],
        );
        check(
            "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'><channel>\
            <title>F</title><item><title>T</title><dc:author>Ann Lee</dc:author><dcterms:issued>2004-07-15T10:20:30Z</dcterms:issued>\
            <description>One.</description></item></channel></rss>",
            &["T | Ann Lee | 2004-07-15T10:20:30Z | One."],
        );
    }

    #[test]
    fn broken_feeds_give_what_is_whole() {
        let one = "One & two | - | 2022-07-15T10:20:30Z | First. / Second.";
        check(
            &format!(
                "<rss version='2.0'><channel><title>A & B &nbsp;&eacute;</title>{ITEM}</channel></rss>"
            ),
            &[one],
        );
        let cut = check(
            &format!("<rss version='2.0'><channel><title>A</title>{ITEM}<item><title>Cut off he"),
            &[one],
        );
        assert_eq!(cut[0].as_ref().unwrap().flaws[0].kind, FlawKind::Syntax);
        check(
            &format!(
                "<rss version='2.0'><channel><title>A</title><item><title>x</b></item>{ITEM}</channel></rss>"
            ),
            &[one],
        );
        check(
            "<rss version='2.0'><channel><title>A</title></channel></rss>",
            &["https://a.example/feed: a feed without entries"],
        );
        assert!(read("<rss", &Options::default())[0].is_err());
    }
}
