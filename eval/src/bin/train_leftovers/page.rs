//! Owns: documents from web pages: the lines that a simple scraper gives, labelled by the gold text.
//! Promises: a line is labelled only where the gold is sure.

use nutgraf_read::text::word_list::words;
use std::collections::HashSet;

use nutgraf_eval::measure::records;
use nutgraf_read::model::article::Paragraph;
use nutgraf_read::text::{Rules, fold};
use serde_json::Value;

use crate::{Dice, Doc};

const BLOCKS: [&str; 42] = words(
    "p div section article header footer nav aside ul ol li dl dt dd table tr td th h1 h2 h3 h4 \
     h5 h6 blockquote pre br hr form fieldset figure figcaption main address option select \
     button label title body html textarea",
);
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "svg", "head", "template", "iframe",
];

/// A line of a page's markup.
struct Piece {
    text: String,
    /// A paragraph or heading opened it.
    paragraph: bool,
    /// It stands in a figure: captions are neither article nor leftover.
    caption: bool,
}

/// Where a tag ends: at the first `>` outside of quotes.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '>' => return Some(at),
            None if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
            _ => {}
        }
        before = c;
    }
    rest.find('>')
}

/// The lines of a page's markup.
fn pieces(html: &str) -> Vec<Piece> {
    let mut made = Vec::new();
    let mut buffer = String::new();
    let mut paragraph = false;
    let mut figures = 0_usize;
    let mut rest = html;
    let mut flush = |buffer: &mut String, paragraph: bool, caption: bool| {
        let text = unescape(buffer)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !text.is_empty() {
            made.push(Piece {
                text,
                paragraph,
                caption,
            });
        }
        buffer.clear();
    };
    while let Some(open) = rest.find('<') {
        buffer.push_str(&rest[..open]);
        rest = &rest[open..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |at| &rest[at + 3..]);
            continue;
        }
        let Some(close) = tag_end(rest) else { break };
        let tag = rest[1..close].trim_start_matches('/');
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        let closing = rest.starts_with("</");
        rest = &rest[close + 1..];
        if HIDDEN.contains(&name.as_str()) && !closing {
            let end = format!("</{name}");
            let lower = rest.to_ascii_lowercase();
            rest = lower.find(&end).map_or("", |at| &rest[at..]);
            continue;
        }
        if BLOCKS.contains(&name.as_str()) {
            flush(&mut buffer, paragraph, figures > 0);
            paragraph = !closing && (name == "p" || name.starts_with('h'));
            if name.starts_with("fig") {
                figures = if closing {
                    figures.saturating_sub(1)
                } else {
                    figures + 1
                };
            }
        }
    }
    buffer.push_str(rest);
    flush(&mut buffer, paragraph, figures > 0);
    made
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest
            .char_indices()
            .take(10)
            .find(|(_, c)| *c == ';')
            .map(|(i, _)| i);
        let found = end.and_then(|end| {
            let name = &rest[1..end];
            let c = match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" | "rsquo" | "lsquo" => '’',
                "nbsp" => ' ',
                "ldquo" => '“',
                "rdquo" => '”',
                "mdash" => '—',
                "ndash" => '–',
                "hellip" => '…',
                "raquo" => '»',
                "laquo" => '«',
                "copy" => '©',
                "bull" => '•',
                "middot" => '·',
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)?
                }
            };
            Some((c, end))
        });
        if let Some((c, end)) = found {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn normal(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Labels lines by where their words stand in the gold text: long lines first, short ones between their neighbours.
fn label(lines: &[Vec<String>], gold: &[String]) -> Vec<i8> {
    let find = |words: &[String], from: usize, to: usize| -> Option<usize> {
        let last = to.min(gold.len()).checked_sub(words.len())?;
        (from..=last).find(|at| gold[*at..*at + words.len()] == *words)
    };
    let shingles: HashSet<&[String]> = gold.windows(4).collect();
    let mut truth = vec![1_i8; lines.len()];
    let mut anchors: Vec<(usize, usize, usize)> = Vec::new();
    for (i, words) in lines.iter().enumerate() {
        if words.len() < 7 {
            continue;
        }
        let from = anchors.last().map_or(0, |a| a.2);
        let found = find(words, from, gold.len()).or_else(|| find(&words[..7], from, gold.len()));
        let shared = words.windows(4).filter(|w| shingles.contains(w)).count();
        if shared * 10 < (words.len() - 3) * 7 {
            continue;
        }
        truth[i] = 0;
        if let Some(at) = found {
            anchors.push((i, at, at + words.len()));
        }
    }
    for (i, words) in lines.iter().enumerate() {
        if words.is_empty() || truth[i] == 0 || words.len() >= 7 {
            continue;
        }
        let next = anchors.partition_point(|a| a.0 < i);
        let to = anchors.get(next).map_or(gold.len(), |a| a.1);
        let from = next.checked_sub(1).map_or(0, |p| anchors[p].2).min(to);
        if find(words, from, to).is_some() {
            truth[i] = 0;
        }
    }
    truth
}

/// Pages that are no articles: manuals, standards, pages made to test a parser, chapters of books, changelogs. Of
/// `theverge` the gold text is the box that sells subscriptions.
const MANUALS: [&str; 30] = words(
    "ietf replace-brs base-url keep-images keep-tabular ebb-org firefox-nightly google-sre \
     mercurial lazy-image toc-missing v8-blog royal-road archive-of clean-links topicseed \
     dropbox gitlab wikipedia lwn mathjax links-in-tables readability-001 readability-002 \
     mozilla ehow hidden visibility simplyfound theverge",
);

/// The site of a record: its id without the number at its end.
fn site(id: &str) -> String {
    id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '_')
        .to_owned()
}

/// The text and the title of a page as we read it ourselves, when it holds what people marked as the article and
/// nothing of what they marked as not.
fn silver(record: &Value, html: &str, rules: &Rules) -> Option<(String, String)> {
    let draft = nutgraf_read::ingest::html::page(html, "page", rules);
    let article = nutgraf_read::text::clean(draft, rules);
    let flat = |text: &str| format!(" {} ", normal(text).join(" "));
    let text = flat(&article.text);
    let all = |name: &str| {
        let snippets = record["gold"][name].as_array().cloned().unwrap_or_default();
        snippets
            .iter()
            .filter_map(|s| Some(flat(s.as_str()?)))
            .filter(|s| s.len() > 8)
            .collect::<Vec<_>>()
    };
    let (with, without) = (all("with"), all("without"));
    let right = with.len() >= 2
        && with.iter().all(|s| text.contains(s))
        && !without.iter().any(|s| text.contains(s));
    right.then(|| (article.text.to_string(), article.meta.title))
}

/// All documents from pages: whole pages, and pages cut down around the article.
pub(crate) fn docs(rules: &Rules) -> Vec<Doc> {
    let mut made = Vec::new();
    let mut dice = Dice(11);
    for name in [
        "html/readability",
        "html/newspaper4k",
        "html/trafilatura_en",
        "html/trafilatura_other",
    ] {
        let marked = name.starts_with("html/trafilatura");
        let before = made.len();
        for record in records(name) {
            let id = record["id"].as_str().unwrap_or("");
            if MANUALS.iter().any(|name| id.contains(name)) {
                continue;
            }
            let html = record["html"].as_str().unwrap_or("");
            let (gold, title) = if marked {
                let Some(found) = silver(&record, html, rules) else {
                    continue;
                };
                found
            } else {
                let text = |name: &str| record["gold"][name].as_str().unwrap_or("").to_owned();
                (text("text"), text("title"))
            };
            let site = if marked {
                host(record["url"].as_str().unwrap_or(id))
            } else {
                site(id)
            };
            made.extend(docs_of(html, &normal(&gold), (site, title), &mut dice));
        }
        println!("{name}: {} documents", made.len() - before);
    }
    made
}

/// The documents of one page; none when its gold is another choice than "the article".
fn docs_of(
    html: &str,
    gold: &[String],
    (site, title): (String, String),
    dice: &mut Dice,
) -> Vec<Doc> {
    let pieces = pieces(html);
    if gold.len() < 120 || pieces.len() < 12 {
        return Vec::new();
    }
    let words: Vec<Vec<String>> = pieces.iter().map(|p| normal(&p.text)).collect();
    let truth = label(&words, gold);
    let Some(range) = region(&truth, &words) else {
        return Vec::new();
    };
    let covered: usize = words
        .iter()
        .zip(&truth)
        .filter(|(_, t)| **t == 0)
        .map(|(w, _)| w.len())
        .sum();
    let inside = range.0..=range.1;
    let holes = inside
        .filter(|i| truth[*i] == 1 && !pieces[*i].caption)
        .count();
    // Another choice would only teach noise.
    if covered * 10 < gold.len() * 9
        || covered * 10 > gold.len() * 13
        || holes * 3 > range.1 - range.0 + 1
        || !reads_like_news(&truth, &words, &pieces)
    {
        return Vec::new();
    }
    let page = Page {
        site,
        title,
        pieces: &pieces,
        truth: &truth,
        range,
    };
    let mut made = vec![page.cut(dice, usize::MAX, usize::MAX)];
    for _ in 0..6 {
        let head = *dice.pick(&[0, 0, 1, 2, 4, 8, 20]);
        let tail = *dice.pick(&[0, 2, 5, 10, 20, 40, 80]);
        made.push(page.cut(dice, head, tail));
    }
    made
}

/// The host of an address, without `www.`
fn host(url: &str) -> String {
    let bare = url.split("://").nth(1).unwrap_or(url);
    let host = bare.split('/').next().unwrap_or(bare);
    host.trim_start_matches("www.").to_owned()
}

/// Mostly paragraphs of words between blanks: tables, code, lists of links and scripts without blanks are another task.
fn reads_like_news(truth: &[i8], words: &[Vec<String>], pieces: &[Piece]) -> bool {
    let article: Vec<usize> = (0..truth.len()).filter(|i| truth[*i] == 0).collect();
    let long = article.iter().filter(|i| words[**i].len() >= 8).count();
    let letters: usize = pieces
        .iter()
        .map(|p| p.text.chars().filter(|c| c.is_alphabetic()).count())
        .sum();
    let latin: usize = pieces
        .iter()
        .map(|p| p.text.chars().filter(char::is_ascii_alphabetic).count())
        .sum();
    long * 10 >= article.len() * 6 && article.len() <= 150 && latin * 10 > letters * 8
}

fn region(truth: &[i8], words: &[Vec<String>]) -> Option<(usize, usize)> {
    let long = |i: &usize| truth[*i] == 0 && words[*i].len() > 7;
    Some(((0..truth.len()).find(long)?, (0..truth.len()).rfind(long)?))
}

struct Page<'a> {
    site: String,
    title: String,
    pieces: &'a [Piece],
    truth: &'a [i8],
    range: (usize, usize),
}

impl Page<'_> {
    /// The article with at most `head` lines before and `tail` lines after it.
    fn cut(&self, dice: &mut Dice, head: usize, tail: usize) -> Doc {
        let from = self.range.0.saturating_sub(head);
        let to = self.range.1.saturating_add(tail).min(self.pieces.len() - 1);
        let style = dice.below(4);
        let wanted = fold::fingerprint(&self.title);
        let mut doc = Doc {
            site: self.site.clone(),
            title: String::new(),
            lines: Vec::new(),
            truth: Vec::new(),
            real: true,
        };
        for i in from..=to {
            let Piece {
                text,
                paragraph,
                caption,
            } = &self.pieces[i];
            let gap = match style {
                0 => 0,
                1 => 1,
                _ => u8::from(*paragraph),
            };
            doc.lines.push(Paragraph {
                text: text.clone(),
                gap,
                ..Paragraph::default()
            });
            let is_title = fold::fingerprint(text) == wanted;
            let unclear = is_title || *caption;
            doc.truth.push(if unclear { -1 } else { self.truth[i] });
            if is_title && dice.chance(90) {
                doc.title.clone_from(&self.title);
            }
        }
        if doc.title.is_empty() && dice.chance(40) {
            doc.title.clone_from(&self.title);
        }
        doc
    }
}
