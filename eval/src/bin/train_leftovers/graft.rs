//! Owns: made-up documents: paragraphs of articles with the head and tail of a page, or with forms, prompts, comments and
//! links of our own making around them.
//! Promises: the same dice make the same documents.

use nutgraf_eval::measure::records;
use nutgraf_read::model::article::Paragraph;
use nutgraf_read::text::word_list::words;
use serde_json::Value;

use crate::{Dice, Doc};

/// What documents are made of.
struct Stock {
    /// Articles: source, paragraphs.
    bodies: Vec<(String, Vec<String>)>,
    titles: Vec<String>,
    standfirsts: Vec<String>,
    remarks: Vec<String>,
    /// Phrases of the dictionary by section.
    phrases: Vec<(String, Vec<String>)>,
    /// Heads and tails of pages: site, lines.
    heads: Vec<(String, Vec<String>)>,
    tails: Vec<(String, Vec<String>)>,
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or("")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

impl Stock {
    fn read(pages: &[Doc]) -> Self {
        let mut bodies = Vec::new();
        for (name, field) in [
            ("summaries/bbc100", "article"),
            ("quotes/polnear_train", "text"),
            ("stories/duc_task5", "text"),
        ] {
            for record in records(name) {
                let split = if name.ends_with("bbc100") {
                    "\n"
                } else {
                    "\n\n"
                };
                let paragraphs: Vec<String> = record[field]
                    .as_str()
                    .unwrap_or("")
                    .split(split)
                    .map(|p| p.split_whitespace().collect::<Vec<_>>().join(" "))
                    .filter(|p| !p.is_empty())
                    .collect();
                // The ends of these texts carry notes of their own; the middle is the article.
                let end = paragraphs
                    .len()
                    .saturating_sub(if name.ends_with("bbc100") { 0 } else { 2 });
                let start = usize::from(!name.ends_with("bbc100"));
                if end > start + 4 {
                    let site = format!(
                        "{}{}",
                        record["publisher"].as_str().unwrap_or("body"),
                        bodies.len() % 40
                    );
                    bodies.push((site, paragraphs[start..end.min(start + 60)].to_vec()));
                }
            }
        }
        let pairs = records("summaries/rss_pairs");
        let ends = |p: &&Doc| p.real && p.lines.len() > 60;
        let side = |doc: &Doc, tail: bool| {
            let mut range = (0..doc.truth.len())
                .filter(|i| doc.truth[*i] == 0 && doc.lines[*i].text.len() > 60);
            let cut = if tail {
                range.next_back()
            } else {
                range.next()
            }
            .unwrap_or(0);
            let range = if tail {
                cut + 1..doc.lines.len()
            } else {
                0..cut
            };
            // A short last line of the article may stand beyond the cut.
            let lines = range.filter(|i| doc.truth[*i] == 1);
            (
                doc.site.clone(),
                lines.map(|i| doc.lines[i].text.clone()).collect::<Vec<_>>(),
            )
        };
        let mut phrases: Vec<(String, Vec<String>)> = Vec::new();
        for (_, line) in nutgraf_analysis::lexicon().lines("boilerplate") {
            match line.strip_prefix('[') {
                Some(name) => phrases.push((name.trim_end_matches(']').to_owned(), Vec::new())),
                None => phrases.last_mut().unwrap().1.push(line.to_owned()),
            }
        }
        Self {
            bodies,
            titles: pairs
                .iter()
                .map(|r| text(&r["title"]))
                .filter(|t| t.len() > 20)
                .collect(),
            standfirsts: pairs
                .iter()
                .map(|r| text(&r["summary"]))
                .filter(|t| (50..260).contains(&t.len()))
                .collect(),
            remarks: remarks(),
            phrases,
            heads: pages.iter().filter(ends).map(|d| side(d, false)).collect(),
            tails: pages.iter().filter(ends).map(|d| side(d, true)).collect(),
        }
    }

    fn phrase(&self, dice: &mut Dice, section: &str) -> String {
        let all = &self
            .phrases
            .iter()
            .find(|(name, _)| name == section)
            .unwrap()
            .1;
        let phrase = dice.pick(all);
        match dice.below(4) {
            0 => phrase.to_uppercase(),
            1 => phrase.split(' ').map(capital).collect::<Vec<_>>().join(" "),
            _ => capital(phrase),
        }
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// Short posts, as readers write them under articles.
fn remarks() -> Vec<String> {
    let mut made = Vec::new();
    for name in ["ner/wnut17_train", "ner/btc"] {
        for record in records(name) {
            let words: Vec<&str> = record["tokens"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            let joined = words.join(" ");
            let joined = [
                (" ,", ","),
                (" .", "."),
                (" !", "!"),
                (" ?", "?"),
                (" '", "'"),
                (" n't", "n't"),
            ]
            .iter()
            .fold(joined, |text, (from, to)| text.replace(from, to));
            if joined.len() > 25 && !joined.contains("http") {
                made.push(capital(&joined));
            }
        }
    }
    made
}

/// A document on its way.
struct Draft {
    lines: Vec<Paragraph>,
    truth: Vec<i8>,
}

impl Draft {
    fn add(&mut self, text: impl Into<String>, gap: u8, truth: i8) {
        let text = text.into();
        if !text.is_empty() {
            self.lines.push(Paragraph {
                text,
                gap,
                ..Paragraph::default()
            });
            self.truth.push(truth);
        }
    }
}

const MONTHS: [&str; 12] =
    words("January February March April May June July August September October November December");
const NAMES: [&str; 24] = words(
    "Anna Peter Maria John Omar Lena Victor Grace Ivan Sara Tom Nadia Meyer Stone Haddad Walsh \
     Novak Rossi Keller Brandt Okafor Silva Tanaka Lindqvist",
);

fn date(dice: &mut Dice) -> String {
    let (month, day, year) = (
        *dice.pick(&MONTHS),
        dice.below(28) + 1,
        2004 + dice.below(22),
    );
    let time = format!("{}:{:02}", dice.below(12) + 1, dice.below(60));
    match dice.below(7) {
        0 => format!("{month} {day}, {year}"),
        1 => format!("{day} {month} {year}"),
        2 => format!("{month} {day}, {year} at {time} pm"),
        3 => format!("{} days ago", dice.below(20) + 1),
        4 => format!("{} {day}, {year}", &month[..3]),
        5 => format!("{year}-{:02}-{day:02} {time}", dice.below(12) + 1),
        _ => format!("{} hours ago", dice.below(20) + 1),
    }
}

fn name(dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => format!("{}{}", dice.pick(&NAMES).to_lowercase(), dice.below(99)),
        1 => (*dice.pick(&NAMES)).to_owned(),
        2 => format!("The {} of {}", dice.pick(&NAMES), dice.pick(&NAMES)),
        _ => format!("{} {}", dice.pick(&NAMES), dice.pick(&NAMES)),
    }
}

/// A form for comments and perhaps a thread of them.
fn comments(draft: &mut Draft, stock: &Stock, dice: &mut Dice) {
    let gap = u8::from(dice.chance(70));
    let n = dice.below(7);
    if dice.chance(50) {
        draft.add(
            format!(
                "{n} {}",
                dice.pick(&[
                    "Comments",
                    "Comment",
                    "comments",
                    "Responses",
                    "Replies",
                    "thoughts"
                ])
            ),
            gap,
            1,
        );
    }
    for _ in 0..dice.below(6) {
        draft.add(stock.phrase(dice, "comments"), gap, 1);
    }
    if dice.chance(60) {
        for _ in 0..n {
            let who = name(dice);
            if dice.chance(30) {
                draft.add(who.clone(), 0, 1);
            }
            if dice.chance(20) {
                draft.add(format!("{who} says:"), gap, 1);
            } else {
                draft.add(who, gap, 1);
            }
            if dice.chance(85) {
                draft.add(date(dice), 0, 1);
            }
            for _ in 0..=dice.below(3) {
                let mut remark = dice.pick(&stock.remarks).clone();
                for _ in 0..dice.below(4) {
                    remark.push(' ');
                    remark.push_str(dice.pick(&stock.remarks).as_str());
                }
                draft.add(remark, 1, 1);
            }
            if dice.chance(60) {
                draft.add(
                    *dice.pick(&["Reply", "Reply ↓", "Like", "0", "Report", "Log in to Reply"]),
                    gap,
                    1,
                );
            }
        }
    }
    if dice.chance(50) {
        for _ in 0..dice.below(5) {
            let section = *dice.pick(&["comments", "login"]);
            draft.add(stock.phrase(dice, section), gap, 1);
        }
    }
}

/// Other stories: a heading and titles.
fn related(draft: &mut Draft, stock: &Stock, dice: &mut Dice) {
    let gap = u8::from(dice.chance(70));
    if dice.chance(65) {
        draft.add(stock.phrase(dice, "related"), gap, 1);
    }
    for _ in 0..=dice.below(6) {
        draft.add(dice.pick(&stock.titles).clone(), gap, 1);
        if dice.chance(20) {
            draft.add(date(dice), 0, 1);
        }
        if dice.chance(15) {
            draft.add(dice.pick(&stock.standfirsts).clone(), 0, 1);
        }
    }
}

fn phrases(draft: &mut Draft, stock: &Stock, dice: &mut Dice, section: &str, most: usize) {
    let gap = u8::from(dice.chance(70));
    for _ in 0..=dice.below(most) {
        let mut line = stock.phrase(dice, section);
        for _ in 0..dice.below(3) {
            if dice.chance(35) {
                line.push_str([" ", " | ", " / ", ": ", " · ", ". "][dice.below(6)]);
                line.push_str(&stock.phrase(dice, section));
            }
        }
        draft.add(line, gap, 1);
    }
}

/// Sentences around a phrase, as sites write them.
fn notice(draft: &mut Draft, stock: &Stock, dice: &mut Dice) {
    let site = format!(
        "The {} {}",
        dice.pick(&NAMES),
        dice.pick(&["Post", "Times", "Report", "Journal", "Wire"])
    );
    let line = match dice.below(14) {
        0 => format!(
            "The views and opinions expressed in this article are those of the author and do not necessarily reflect the position of {site}."
        ),
        1 => format!("{site} depends on its readers. Please consider making a donation."),
        2 => format!("Support {site} on Patreon!"),
        3 => format!(
            "Sign up for the {site} newsletter and get the best stories in your inbox every morning."
        ),
        4 => format!("© {} {site}. All rights reserved.", 2005 + dice.below(20)),
        5 => format!(
            "{} is a freelance journalist who writes for {site}. Follow him on Twitter.",
            name(dice)
        ),
        6 => format!("This article was originally published by {site}."),
        7 => format!("Subscribe to {site} today and never miss a story."),
        8 => format!("Click here to read more from {site}."),
        9 => format!(
            "{} is an award-winning author. He can be reached at {}@{}.com.",
            name(dice),
            dice.pick(&NAMES).to_lowercase(),
            dice.pick(&NAMES).to_lowercase()
        ),
        10 => format!(
            "The statements made here are solely those of the author and do not represent those of {site}."
        ),
        11 => format!(
            "Help us continue our work. {}.",
            stock.phrase(dice, "promotion")
        ),
        12 => format!(
            "If you enjoyed this article, please share it with your friends and consider supporting {site}."
        ),
        _ => format!(
            "The post {} appeared first on {site}.",
            dice.pick(&stock.titles)
        ),
    };
    draft.add(line, 1, 1);
}

fn tail(draft: &mut Draft, stock: &Stock, dice: &mut Dice, site: &mut String) {
    if dice.chance(40) {
        let (from, lines) = dice.pick(&stock.tails);
        site.clone_from(from);
        let most = *dice.pick(&[3, 6, 12, 25, 50, 100]);
        let style = u8::from(dice.chance(60));
        for line in lines.iter().take(most) {
            draft.add(line.clone(), style, 1);
        }
        return;
    }
    for _ in 0..dice.below(6) {
        match dice.below(9) {
            0 | 1 => comments(draft, stock, dice),
            2 | 3 => related(draft, stock, dice),
            4 => phrases(draft, stock, dice, "share", 6),
            5 => phrases(draft, stock, dice, "navigation", 8),
            6 => {
                let section = *dice.pick(&[
                    "promotion",
                    "login",
                    "consent",
                    "debris",
                    "metadata",
                    "author-bio",
                ]);
                phrases(draft, stock, dice, section, 3);
            }
            _ => notice(draft, stock, dice),
        }
    }
}

fn head(draft: &mut Draft, stock: &Stock, dice: &mut Dice, site: &mut String, title: &str) {
    match dice.below(10) {
        0 | 1 => {
            let (from, lines) = dice.pick(&stock.heads);
            site.clone_from(from);
            let most = *dice.pick(&[1, 3, 6, 12, 40]);
            for line in lines.iter().rev().take(most).rev() {
                draft.add(line.clone(), u8::from(dice.chance(60)), 1);
            }
        }
        2 => phrases(draft, stock, dice, "navigation", 6),
        3 => draft.add(
            *dice.pick(&[
                "in ,",
                "in",
                "by",
                "|",
                ",",
                "By",
                "on",
                "/",
                "» »",
                "- -",
                "Posted in ,",
            ]),
            0,
            1,
        ),
        4 => draft.add(date(dice), 0, 1),
        _ => {}
    }
    if dice.chance(70) {
        draft.add(title, 1, -1);
    }
    if dice.chance(30) {
        let mut line = dice.pick(&stock.standfirsts).clone();
        if dice.chance(60) {
            line.truncate(line.trim_end_matches('.').len());
        }
        draft.add(line, 1, 0);
    }
    if dice.chance(30) {
        let who = name(dice);
        let line = match dice.below(4) {
            0 => format!("By {who}"),
            1 => format!("by {who} | {}", date(dice)),
            2 => format!("{who} - {}", date(dice)),
            _ => who,
        };
        draft.add(line, 1, 1);
    }
    if dice.chance(25) {
        draft.add(date(dice), u8::from(dice.chance(50)), 1);
    }
    if dice.chance(20) {
        phrases(draft, stock, dice, "share", 5);
    }
    if dice.chance(15) {
        phrases(draft, stock, dice, "metadata", 2);
    }
}

/// Makes documents.
pub(crate) fn docs(pages: &[Doc], n: usize) -> Vec<Doc> {
    let stock = Stock::read(pages);
    let mut dice = Dice(23);
    let mut made = Vec::new();
    for i in 0..n {
        let (from, paragraphs) = &stock.bodies[(i * 7) % stock.bodies.len()];
        let mut site = from.clone();
        let mut draft = Draft {
            lines: Vec::new(),
            truth: Vec::new(),
        };
        let title = dice.pick(&stock.titles).clone();
        head(&mut draft, &stock, &mut dice, &mut site, &title);
        let gap = u8::from(dice.chance(80));
        let most = 4 + dice.below(paragraphs.len());
        for paragraph in paragraphs.iter().take(most) {
            if dice.chance(4) {
                // A heading inside: a short headline, or the first part of one that has two.
                let title = dice.pick(&stock.titles);
                let part = title.split([':', '?', ',']).next().unwrap_or(title);
                if part.split(' ').count() <= 7 {
                    draft.add(part, gap, 0);
                }
            }
            if dice.chance(2) {
                match dice.below(3) {
                    0 => phrases(&mut draft, &stock, &mut dice, "promotion", 1),
                    1 => draft.add(format!("Read more: {}", dice.pick(&stock.titles)), gap, 1),
                    _ => phrases(&mut draft, &stock, &mut dice, "caption", 1),
                }
            }
            draft.add(paragraph.clone(), gap, 0);
        }
        tail(&mut draft, &stock, &mut dice, &mut site);
        let known = dice.chance(80);
        made.push(Doc {
            site,
            title: if known { title } else { String::new() },
            lines: draft.lines,
            truth: draft.truth,
            real: false,
        });
    }
    made
}
