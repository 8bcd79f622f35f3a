//! Owns: feeds as drafts: RSS, Atom, RDF and JSON Feed, each entry one document.
//! Promises: every entry that is whole becomes a draft, whatever is wrong with the feed around it; what can't be read is a flaw.

mod element;
mod entry;
mod identify;
mod json;
pub mod kept;
pub mod links;
mod wishes;
mod xml;

use std::borrow::Cow;
use std::sync::Arc;

use crate::date::Dated;
use crate::ingest::feed::entry::{Body, Entry, Feed};
use crate::ingest::html;
use crate::ingest::html::entity;
use crate::ingest::plain;
use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
use crate::model::article::{Draft, Format, Meta};
use crate::model::feed::Wishes;
use crate::model::flaw::{Flaw, FlawKind};
use crate::options::Options;

pub use crate::ingest::feed::identify::identity_of;

/// A feed: what it says of itself, and its entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Whole {
    /// Its name; empty when it has none.
    pub title: String,
    /// The page that it belongs to.
    pub home: Option<String>,
    /// How often it wishes to be asked; its pace is not among that.
    pub wishes: Wishes,
    /// Its entries, in its order; there may be none yet.
    pub entries: Vec<Draft>,
}

/// Reads the entries of a feed, in its order. `text` is decoded; what its XML declaration says about the character set is
/// ignored.
pub fn read(text: &str, options: &Options) -> Vec<Outcome> {
    match whole(text, options) {
        Ok(feed) if feed.entries.is_empty() => vec![Err(Refusal::new(
            options.origin.as_str(),
            RefusalKind::Document(FlawKind::Empty),
            "a feed without entries",
        ))],
        Ok(feed) => feed.entries.into_iter().map(Ok).collect(),
        Err(refusal) => vec![Err(refusal)],
    }
}

/// Reads a feed that is followed: one without entries is a feed too.
///
/// # Errors
/// When it is no feed.
pub fn whole(text: &str, options: &Options) -> Result<Whole, Refusal> {
    let Options { origin, limits, .. } = options;
    let feed = parse(text, options).map_err(|message| {
        Refusal::new(
            origin.as_str(),
            RefusalKind::Document(FlawKind::Syntax),
            message,
        )
    })?;
    let identities = identify::identities(&feed, origin);
    let entries = feed.entries.iter().zip(identities).take(limits.items);
    let mut drafts: Vec<Draft> = entries
        .map(|(entry, (key, identity))| Draft {
            key,
            identity,
            ..draft(entry, &feed, options)
        })
        .collect();
    if feed.cut
        && let Some(first) = drafts.first_mut()
    {
        let note = "the feed ends too early; it was read up to its last whole entry";
        first.flaws.push(Flaw::new(FlawKind::Syntax, note));
    }
    if feed.entries.len() > limits.items
        && let Some(last) = drafts.last_mut()
    {
        let message = format!(
            "the feed has more than {} entries; the rest was left out",
            limits.items
        );
        last.flaws.push(Flaw::new(FlawKind::TooLarge, message));
    }
    Ok(Whole {
        title: feed.title,
        home: feed.home,
        wishes: feed.wishes,
        entries: drafts,
    })
}

fn parse(text: &str, options: &Options) -> Result<Feed, String> {
    let start = text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    if start.starts_with(['{', '[']) {
        return json::read(start, &options.origin)
            .map_err(|error| format!("broken JSON Feed: {error}"));
    }
    xml::read(&without_controls(text), options)
        .ok_or_else(|| "no feed: it has neither a channel nor entries".to_owned())
}

/// The text without the characters that XML forbids; where one stood between two words, a blank parts them.
fn without_controls(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(forbidden) {
        Cow::Owned(text.replace(forbidden, " "))
    } else {
        Cow::Borrowed(text)
    }
}

fn draft(entry: &Entry, feed: &Feed, options: &Options) -> Draft {
    let Options { origin, rules, .. } = options;
    let base = entry.url.as_deref().unwrap_or(origin);
    let body = if entry.content.length() >= entry.summary.length() {
        &entry.content
    } else {
        &entry.summary
    };
    let mut draft = match body {
        Body::Html(text) if text.contains(['<', '&']) => html::fragment(text, base, rules),
        Body::Html(text) | Body::Plain(text) => plain::read(text.clone(), base),
    };
    origin.clone_into(&mut draft.origin);
    draft.format = Format::Feed;
    let authors = [&entry.authors, &feed.authors]
        .into_iter()
        .find(|a| !a.is_empty());
    let names = authors.into_iter().flatten();
    let names: Vec<String> = names.flat_map(|n| people_in(&entity::decode(n))).collect();
    let mut flaws = Vec::new();
    let mut dated = |written: &Option<String>| {
        let written = written.as_deref()?;
        let dated = Dated::read(written);
        if dated.is_none() {
            let message = format!("the date `{written}` could not be read");
            flaws.push(Flaw::new(FlawKind::Date, message));
        }
        dated
    };
    let (published, updated) = (dated(&entry.published), dated(&entry.updated));
    let first = published.or(updated);
    draft.meta = Meta {
        title: entry.title.clone(),
        byline: (!names.is_empty()).then(|| names.join(", ")),
        source: Some(feed.title.clone()).filter(|title| !title.is_empty()),
        url: entry.url.clone(),
        published: first.map(|d| d.moment),
        zone: first.and_then(|d| d.zone),
        modified: updated.map(|d| d.moment),
        language: [&entry.language, &feed.language]
            .into_iter()
            .find_map(|l| l.as_deref()?.get(..2))
            .map(str::to_ascii_lowercase),
        section: entry.section.clone(),
        caption: None,
    };
    draft.flaws.extend(flaws);
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
            &["x | - |  | ", one],
        );
        check(
            "<rss version='2.0'><channel><title>A</title></channel></rss>",
            &["https://a.example/feed: a feed without entries"],
        );
        assert!(read("<rss", &Options::default())[0].is_err());
    }

    #[test]
    fn neither_version_nor_namespace_is_asked_for() {
        let one = "One & two | - | 2022-07-15T10:20:30Z | First. / Second.";
        for (before, root) in [
            ("", "<rss>"),
            ("", "<RSS VERSION='2.0'>"),
            (
                "",
                "<rss version='3.7' xmlns='http://backend.userland.com/rss2'>",
            ),
            (
                "\n  <!-- made by hand -->\n<?xml version='1.0' encoding='koi8-r'?>\n",
                "<rss version='0.91'>",
            ),
            (
                "<br />\n<b>Warning</b>: Undefined index in <b>x.php</b> on line <b>7</b><br />\n<?xml version='1.0'?>",
                "<rss>",
            ),
            (
                "<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>",
                "<rss version='2.0'>",
            ),
        ] {
            check(
                &format!("{before}{root}<channel><title>A</title>{ITEM}</channel></rss>"),
                &[one],
            );
        }
        check(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title><a:entry><a:title>T</a:title>\
            <a:link href='/1'/><a:published>2022-07-15T10:20:30Z</a:published><a:summary>One.</a:summary></a:entry></a:feed>",
            &["T | - | 2022-07-15T10:20:30Z | One."],
        );
    }

    #[test]
    fn titles_are_literal_but_for_markup_that_is_meant() {
        for (written, wanted) in [
            (
                "<title>On &lt;head&gt; elements</title>",
                "On <head> elements",
            ),
            ("<title>AT&amp;amp;T &amp; co</title>", "AT&amp;T & co"),
            (
                "<title><![CDATA[It&#8217;s <i>late</i>]]></title>",
                "It’s late",
            ),
            ("<title>1 &lt; 2 and 3 &gt; 2</title>", "1 < 2 and 3 > 2"),
            (
                "<title><a href='/c'>Pictures</a> of a town</title>",
                "Pictures of a town",
            ),
            (
                "<title>A &lt;em&gt;great&lt;/em&gt; day</title>",
                "A great day",
            ),
            ("<title>tab\u{1}bed</title>", "tab bed"),
            (
                "<title type='html'>A &lt;b&gt;B&lt;/b&gt; &amp;amp; C</title>",
                "A B & C",
            ),
            (
                "<title type='text'>A &lt;b&gt;B&lt;/b&gt;</title>",
                "A <b>B</b>",
            ),
            ("<media:title>Other</media:title><title>Own</title>", "Own"),
        ] {
            let feed = format!(
                "<rss><channel><item>{written}<description>Words.</description></item></channel></rss>"
            );
            check(&feed, &[&format!("{wanted} | - |  | Words.")]);
        }
    }

    #[test]
    fn links_are_found_where_feeds_put_them() {
        for (fields, wanted) in [
            (
                "<guid>https://a.example/g</guid>",
                Some("https://a.example/g"),
            ),
            (
                "<guid isPermaLink='true'>https://a.example/g</guid>",
                Some("https://a.example/g"),
            ),
            ("<guid isPermaLink='false'>https://a.example/g</guid>", None),
            ("<guid>tag:a</guid>", None),
            (
                "<link>\n https://a.example/1?a=1&amp;b=2\n</link>",
                Some("https://a.example/1?a=1&b=2"),
            ),
            (
                "<atom:link rel='alternate' href='https://a.example/2'/>",
                Some("https://a.example/2"),
            ),
            (
                "<atom:link rel='self' href='https://a.example/s'/><link>/3</link>",
                Some("https://a.example/3"),
            ),
            ("<link>//c.example/4</link>", Some("https://c.example/4")),
            (
                "<link xml:base='https://d.example/x/'>5</link>",
                Some("https://d.example/x/5"),
            ),
        ] {
            let feed = format!(
                "<rss><channel><link>https://h.example/</link><item><title>T</title>{fields}</item></channel></rss>"
            );
            let outcomes = read(
                &feed,
                &Options::default().with_origin("https://a.example/feed"),
            );
            assert_eq!(
                outcomes[0].as_ref().unwrap().meta.url.as_deref(),
                wanted,
                "{fields}"
            );
        }
        let feed = "<rss><channel><link>https://h.example/n/</link><item><title>T</title><link>6</link></item></channel></rss>";
        let outcomes = read(feed, &Options::default().with_origin("saved.xml"));
        assert_eq!(
            outcomes[0].as_ref().unwrap().meta.url.as_deref(),
            Some("https://h.example/n/6")
        );
    }

    #[test]
    fn a_date_that_cannot_be_read_is_a_flaw() {
        let feed = |date: &str| {
            format!(
                "<rss><channel><item><title>T</title><pubDate>{date}</pubDate></item></channel></rss>"
            )
        };
        check(
            &feed("Sat, 07 Mar 2026 18:30:00 CET"),
            &["T | - | 2026-03-07T17:30:00Z | "],
        );
        check(&feed("March 7, 2026"), &["T | - | 2026-03-07T00:00:00Z | "]);
        let outcomes = check(&feed("soon"), &["T | - |  | "]);
        assert_eq!(outcomes[0].as_ref().unwrap().flaws[0].kind, FlawKind::Date);
    }

    #[test]
    fn an_end_that_is_missing_costs_one_field() {
        check(
            "<rss><channel><title>A<item><title>One</title><description>Words.<item><title>Two</title><description>More.</description></item></channel></rss>",
            &["One | - |  | Words.", "Two | - |  | More."],
        );
    }
}
