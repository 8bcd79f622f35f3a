//! Owns: the headline of a page without the site's name.
//! Promises: total; a title of several parts loses a part only with a reason.

/// What is known about a page's title.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Candidates {
    /// `<title>`.
    pub tag: String,
    /// `og:title`, `twitter:title` and their like, the best first.
    pub meta: Vec<String>,
    /// `headline` of JSON-LD.
    pub headline: Option<String>,
    /// First-level headings in document order, then second-level ones.
    pub headings: Vec<String>,
    /// The only first-level heading, if there is one.
    pub only_first: Option<String>,
    /// Whether running text begins under it.
    pub is_over_text: bool,
    /// Names of the site: `og:site_name`, the publisher, words of the host.
    pub sites: Vec<String>,
}

/// Marks between a headline and a site's name, and how they are read.
const BORDERS: [(&str, Border); 19] = [
    (" | ", Border::Sure),
    (" » ", Border::Sure),
    (" « ", Border::Sure),
    (" :: ", Border::Sure),
    (" · ", Border::Sure),
    (" • ", Border::Sure),
    (" / ", Border::Sure),
    (" ~ ", Border::Sure),
    (" < ", Border::Sure),
    (" > ", Border::Sure),
    (" _ ", Border::Sure),
    (" ｜ ", Border::Sure),
    (" @ ", Border::Common),
    (" - ", Border::Names),
    (" – ", Border::Names),
    (" — ", Border::Names),
    (": ", Border::Common),
    ("|", Border::Sure),
    ("_", Border::Sure),
];

/// How sure a mark is to part off a site.
#[derive(Clone, Copy, PartialEq)]
enum Border {
    /// Headlines have no such sign.
    Sure,
    /// Headlines have it, but what follows it there is seldom a name.
    Names,
    /// Only a known name is parted off.
    Common,
}

/// Chooses the headline.
pub(super) fn choose(candidates: &Candidates) -> String {
    let declared: Vec<&str> = candidates
        .meta
        .iter()
        .map(String::as_str)
        .chain(candidates.headline.as_deref())
        .chain([candidates.tag.as_str()])
        .filter(|t| !t.is_empty())
        .collect();
    // The heading that a reader sees, when the page declares the same, with or without the site's name around it.
    let heading = [is_same, is_beginning, is_ending]
        .iter()
        .find_map(|agrees| {
            let mut headings = candidates.headings.iter();
            headings.find(|h| {
                !is_site(h, &candidates.sites) && declared.iter().any(|d| agrees(h, d, candidates))
            })
        });
    if let Some(heading) = heading {
        return without_capitals(heading, &declared, candidates);
    }
    // Over the headline stands a kicker, inside of the same heading.
    if let Some(headline) = &candidates.headline
        && candidates
            .headings
            .iter()
            .any(|h| is_ending(headline, h, candidates))
    {
        return headline.clone();
    }
    // Titles that have no word in common with the one headline over the text are of the site.
    if let Some(shown) = candidates.only_first.as_ref().filter(|shown| {
        candidates.is_over_text
            && !is_site(shown, &candidates.sites)
            && !declared
                .iter()
                .any(|declared| has_common_word(shown, declared))
    }) {
        return shown.clone();
    }
    for declared in &declared {
        let title = without_site(declared, candidates);
        if !title.is_empty() && !is_site(&title, &candidates.sites) {
            // What is declared for other sites is often worded otherwise than the one headline over the text.
            return match &candidates.only_first {
                // With more around it than the headline, the heading holds the site's name, too.
                Some(shown) if is_akin(shown, &title) && !loose(shown).contains(&loose(&title)) => {
                    shown.clone()
                }
                _ => title,
            };
        }
    }
    match candidates
        .headings
        .iter()
        .find(|h| !is_site(h, &candidates.sites))
    {
        Some(heading) => heading.clone(),
        None => declared.first().copied().unwrap_or_default().to_owned(),
    }
}

/// A heading that is set in capitals as the page writes it elsewhere.
fn without_capitals(heading: &str, declared: &[&str], candidates: &Candidates) -> String {
    if heading.contains(char::is_lowercase) {
        return heading.to_owned();
    }
    let written = declared.iter().map(|d| without_site(d, candidates));
    let mut written = written.filter(|d| d.contains(char::is_lowercase));
    let same = written.find(|d| loose(d) == loose(heading));
    same.unwrap_or_else(|| heading.to_owned())
}

fn is_same(heading: &str, declared: &str, candidates: &Candidates) -> bool {
    let letters = loose(heading);
    letters.chars().count() >= 4
        && (loose(declared) == letters || loose(&without_site(declared, candidates)) == letters)
}

/// Whether what is declared begins with the heading and goes on after a mark.
fn is_beginning(heading: &str, declared: &str, _: &Candidates) -> bool {
    let letters = loose(heading);
    let long = letters.chars().count() >= 8;
    if long && heading.split(' ').count() > 2 && loose(declared).starts_with(&letters) {
        return true;
    }
    let rest = declared.trim().strip_prefix(heading.trim());
    letters.chars().count() >= 4
        && rest.is_some_and(|r| {
            r.trim_start()
                .starts_with(['|', '»', '«', '·', '•', '/', '｜', '–', '—', '-', '@', '_'])
        })
}

fn is_ending(heading: &str, declared: &str, _: &Candidates) -> bool {
    let (letters, all) = (loose(heading), loose(declared));
    heading.split(' ').count() > 2
        && letters.len() >= 8
        && letters.len() * 2 >= all.len()
        && all.ends_with(&letters)
}

/// Whether a word of some length stands in both titles, or a title has none to compare.
fn has_common_word(shown: &str, declared: &str) -> bool {
    let long = |w: &str| w.chars().count() >= 4 || w.chars().any(|c| c >= '\u{2e80}');
    let words = |t: &str| -> Vec<String> {
        let words = t.split(|c: char| !c.is_alphanumeric()).map(loose);
        words.filter(|w| long(w)).collect()
    };
    let (shown, declared) = (words(shown), words(declared));
    // Forms of a word begin alike.
    let alike = |a: &String| {
        declared
            .iter()
            .any(|b| a.chars().take(4).eq(b.chars().take(4)))
    };
    shown.is_empty() || shown.iter().any(alike)
}

/// Whether two headlines are wordings of one: half of the words of the first stand in the second, or all of the second in
/// the first.
fn is_akin(shown: &str, declared: &str) -> bool {
    let words = |t: &str| -> Vec<String> {
        t.split_whitespace()
            .map(loose)
            .filter(|w| w.chars().count() > 2)
            .collect()
    };
    let (shown, declared) = (words(shown), words(declared));
    let shared = shown.iter().filter(|w| declared.contains(w)).count();
    let is_cut = declared.len() >= 2 && declared.iter().all(|w| shown.contains(w));
    shown.len() >= 3 && (shared * 2 >= shown.len() && shared < declared.len() || is_cut)
}

/// `title` without the parts that name the site or a section.
fn without_site(title: &str, candidates: &Candidates) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some(shorter) = cut(title, candidates) else {
            break;
        };
        title = shorter;
    }
    title.to_owned()
}

fn cut<'t>(title: &'t str, candidates: &Candidates) -> Option<&'t str> {
    for (mark, border) in BORDERS {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let (head, tail) = (head.trim(), tail.trim());
            if is_named_first(tail, &candidates.sites) && !head.is_empty() {
                return Some(head);
            }
            let words = |t: &str| t.split_whitespace().count();
            let shorter = words(head) >= 3 && words(tail) <= 4 && words(tail) < words(head);
            // Signs that headlines don't use part off the site even when we don't know its name.
            let parts = match border {
                Border::Sure => true,
                Border::Names => words(head) >= 4 && is_name(tail) && !is_name(head),
                Border::Common => false,
            };
            if shorter && parts {
                return Some(head);
            }
        }
        if let Some((head, tail)) = title.split_once(mark) {
            let (head, tail) = (head.trim(), tail.trim());
            if is_site(head, &candidates.sites) && !tail.is_empty() {
                return Some(tail);
            }
        }
    }
    None
}

/// Whether the part of a title before the next mark names the site: `The Paper - News, Sports`.
fn is_named_first(tail: &str, sites: &[String]) -> bool {
    let ends = BORDERS.iter().filter_map(|(mark, _)| tail.find(mark));
    let first = ends.min().and_then(|end| tail.get(..end)).unwrap_or(tail);
    is_site(first, sites)
}

/// The parts of a title between marks that part off a site or a section.
pub(super) fn parts(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let marks = BORDERS
            .iter()
            .filter(|(_, border)| *border != Border::Common);
        let found = marks
            .filter_map(|(mark, _)| text.find(mark).map(|at| (at, mark.len())))
            .min();
        let (part, after) = match found {
            Some((at, length)) => (text.get(..at)?, text.get(at + length..)),
            None => (text, None),
        };
        rest = after;
        Some(part)
    })
}

/// Whether a part of a title is a name: all words begin with capitals, but for small ones after the first.
pub(super) fn is_name(part: &str) -> bool {
    const SMALL: usize = 3;
    let is_capital = |w: &str| w.starts_with(char::is_uppercase);
    part.starts_with(char::is_uppercase)
        && part
            .split_whitespace()
            .all(|w| w.len() <= SMALL || is_capital(w))
}

/// Whether a part of a title names the site.
pub(super) fn is_site(part: &str, sites: &[String]) -> bool {
    let part = loose(part);
    if part.is_empty() {
        return false;
    }
    sites.iter().map(|s| loose(s)).any(|site| {
        site == part
            || site.chars().count() >= 4
                && (part == format!("the{site}")
                    || format!("the{part}") == site
                    || part == format!("{site}com")
                    || (part.contains(&site)
                        && part.chars().count() <= site.chars().count() + 12
                        && !part.chars().any(|c| c.is_ascii_digit()))
                    || (site.contains(&part)
                        && part.chars().count() >= 3
                        && part.chars().count() * 2 >= site.chars().count()))
    })
}

/// Letters and digits in lower case.
pub(super) fn loose(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, meta: &str, headings: &[&str], site: &str, want: &str) {
        let candidates = Candidates {
            tag: tag.to_owned(),
            meta: Some(meta.to_owned())
                .filter(|m| !m.is_empty())
                .into_iter()
                .collect(),
            headline: None,
            headings: headings.iter().map(|h| (*h).to_owned()).collect(),
            only_first: None,
            is_over_text: false,
            sites: vec![site.to_owned()],
        };
        assert_eq!(choose(&candidates), want, "{tag} {meta}");
    }

    #[test]
    fn a_heading_may_hold_more_than_the_headline() {
        let t = "Talks resume in the old capital";
        let mut candidates = Candidates {
            tag: format!("{t} » World » The Paper"),
            headings: vec![format!("{t}The Paper")],
            only_first: Some(format!("{t}The Paper")),
            sites: vec!["The Paper".to_owned()],
            ..Candidates::default()
        };
        assert_eq!(choose(&candidates), t);
        candidates.tag = "Talks | The Paper".to_owned();
        candidates.headings = vec![format!("Vienna {t}")];
        candidates.only_first = candidates.headings.first().cloned();
        candidates.headline = Some(t.to_owned());
        assert_eq!(choose(&candidates), t, "a kicker stands over it");
    }

    #[test]
    fn the_sites_name_goes() {
        let t = "Talks resume in the old capital";
        check(&format!("{t} | The Daily"), "", &[], "x", t);
        check(&format!("{t} - The Daily"), "", &[], "Daily", t);
        check(
            &format!("{t} - day two"),
            "",
            &[],
            "Daily",
            &format!("{t} - day two"),
        );
        check(&format!("The Daily: {t}"), "", &[], "The Daily", t);
        check(&format!("{t} - The Star"), "", &[], "x", t);
        check(&format!("{t} – News – The Star"), "", &[], "x", t);
        check(&format!("{t}|The Daily"), "", &[], "The Daily", t);
        check(&format!("{t}_The Daily"), "", &[], "The Daily", t);
        check(&format!("{t} ~ The Daily"), "", &[], "The Daily", t);
        check(&format!("The Daily @ {t}"), "", &[], "The Daily", t);
        check(
            &format!("{t} | The Daily - News, Sports"),
            "",
            &[],
            "Daily",
            t,
        );
        check(
            "Harbour town – a “bridge” - Harbour Post",
            "",
            &[],
            "Harbour Post",
            "Harbour town – a “bridge”",
        );
        check("x", "", &["TALKS RESUME"], "y", "x");
        check(
            &format!("{t} - Daily"),
            "",
            &[&t.to_uppercase()],
            "Daily",
            t,
        );
        check(
            "Bridge: Another Story",
            "",
            &[],
            "x",
            "Bridge: Another Story",
        );
        check(&format!("{t} | World | The Daily"), "", &[], "The Daily", t);
        check("The Daily", "", &[t], "The Daily", t);
        check(
            &format!("{t} - Politics - Daily"),
            t,
            &["Politics", t],
            "x",
            t,
        );
        check(
            "Lee in Wien | Das Blatt Wochenend",
            "",
            &["Das Blatt Wochenend", "Lee in Wien"],
            "x",
            "Lee in Wien",
        );
        check(
            "New Town - Wiki",
            "the town",
            &["New Town"],
            "Wiki",
            "New Town",
        );
        check(
            "The Daily 02/2022 | The Daily",
            "The Daily 02/2022",
            &["The Daily 02/2022", "More"],
            "The Daily",
            "The Daily 02/2022",
        );
        check("", "", &[], "", "");
    }
}
