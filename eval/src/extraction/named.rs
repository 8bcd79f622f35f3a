//! Owns: clean articles in pages whose elements bear names of furniture at random: names of classes and ids prove nothing alone.
//! Promises: the same article makes the same pages; nothing but the article stands in them, so that every word is to stay.

use std::collections::HashMap;
use std::fmt::Write as _;

/// A page made of an article's paragraphs, and what its form is called.
type Form = (&'static str, fn(&[&str], &mut Chance) -> String);

/// The forms of pages. The first has no names: what is lost of it is not lost for names.
pub(crate) const FORMS: [Form; 7] = [
    ("no names", |lines, _| {
        page(&each(lines, |line| format!("<p>{line}</p>")))
    }),
    ("one name on every paragraph", |lines, chance| {
        let name = chance.name();
        page(&each(lines, |line| {
            format!("<p class=\"{name}\">{line}</p>")
        }))
    }),
    ("a name on every second paragraph", |lines, chance| {
        page(&each(lines, |line| {
            let mark = chance.mark(50);
            format!("<p{mark}>{line}</p>")
        }))
    }),
    ("named boxes around paragraphs", |lines, chance| {
        page(&each(lines, |line| {
            let (outer, inner) = (chance.mark(50), chance.mark(20));
            format!("<div{outer}><p{inner}>{line}</p></div>")
        }))
    }),
    ("named sections under headings", |lines, chance| {
        page(&sections(lines, chance, "section"))
    }),
    ("named boxes under headings", |lines, chance| {
        page(&sections(lines, chance, "div"))
    }),
    ("lists and quotations among named boxes", |lines, chance| {
        page(&mixed(lines, chance))
    }),
];

/// Words as they stand in names of boxes that are no article.
const NAMES: &str = "gdpr share related comment comments footer social promo sidebar caption tags byline cookie newsletter ad nav \
    advert banner popup subscribe consent privacy author-bio recommended teaser widget menu breadcrumb popular trending login paywall \
    register disclaimer copyright legal credit timestamp dateline rating poll print hidden tooltip modal sponsored affiliate donate \
    shop product follow reply discussion read-more see-also signup meta header rail toolbar survey feedback overlay listen player";

/// What is put behind or before such a word.
const FORMS_OF_NAMES: [&str; 10] = [
    "*",
    "*-para",
    "*-text",
    "js-*",
    "c-*__body",
    "*_block",
    "*Box",
    "article-*",
    "*-section",
    "is-*-1",
];

/// A source of chance that gives the same again for the same seed.
pub(crate) struct Chance(u64);

impl Chance {
    /// Begins with a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }

    fn name(&mut self) -> String {
        let names: Vec<&str> = NAMES.split_whitespace().collect();
        let name = names.get(self.below(names.len())).copied().unwrap_or("ad");
        let form = FORMS_OF_NAMES
            .get(self.below(FORMS_OF_NAMES.len()))
            .copied();
        form.unwrap_or("*").replace('*', name)
    }

    /// An attribute with a name, in so many of a hundred cases.
    fn mark(&mut self, percent: usize) -> String {
        if self.below(100) >= percent {
            return String::new();
        }
        let attribute = ["class", "class", "id"][self.below(3)];
        format!(" {attribute}=\"{}\"", self.name())
    }
}

/// What share of an article's words stands in a text, each as often as it is written.
pub(crate) fn kept(lines: &[&str], text: &str) -> (usize, usize) {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in text.split_whitespace() {
        *left.entry(word).or_default() += 1;
    }
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    let (mut stays, mut all) = (0, 0);
    for word in words {
        all += 1;
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            stays += 1;
        }
    }
    (stays, all)
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>What the town did in spring</title></head><body><main>\
         <h1>What the town did in spring</h1>{body}</main></body></html>"
    )
}

fn each(lines: &[&str], mut made: impl FnMut(&str) -> String) -> String {
    lines.iter().map(|line| made(&escaped(line))).collect()
}

fn escaped(line: &str) -> String {
    line.replace('&', "&amp;").replace('<', "&lt;")
}

/// Two to four paragraphs a part; its heading is linked to by a slug, as programs make them of the heading's words.
fn sections(lines: &[&str], chance: &mut Chance, tag: &str) -> String {
    let mut made = String::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let (part, after) = rest.split_at((2 + chance.below(3)).min(rest.len()));
        rest = after;
        let name = chance.name();
        let slug = format!("{}-in-the-town", name.to_lowercase());
        let mark = chance.mark(50);
        let _ = match chance.below(3) {
            0 => write!(made, "<{tag} id=\"{slug}\"><h2>Of {name} in the town</h2>"),
            1 => write!(
                made,
                "<{tag}{mark}><h2 id=\"{slug}\">Of {name} in the town</h2>"
            ),
            _ => write!(made, "<{tag}{mark}>"),
        };
        for line in part {
            let inner = chance.mark(20);
            let _ = write!(made, "<p{inner}>{}</p>", escaped(line));
        }
        let _ = write!(made, "</{tag}>");
    }
    made
}

fn mixed(lines: &[&str], chance: &mut Chance) -> String {
    each(lines, |line| {
        let mark = chance.mark(40);
        match chance.below(6) {
            0 => format!("<ul{mark}><li>{line}</li></ul>"),
            1 => format!("<blockquote{mark}><p>{line}</p></blockquote>"),
            2 => format!("<div{mark}>{line}</div>"),
            3 => format!("<p><span{mark}>{line}</span></p>"),
            _ => format!("<p{mark}>{line}</p>"),
        }
    })
}
