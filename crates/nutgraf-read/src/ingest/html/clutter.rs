//! Owns: which elements are furniture by their tag, role, class or id: navigation, sharing, adverts, comments.
//! Promises: looks at one element; whether it may go is decided with its text.

use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::flaw::DropReason;
use crate::text::furniture::{Furniture, Part};

/// What says that an element is furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Its tag or its role.
    Element,
    /// Nothing but its name: a class, an id or the like.
    Name,
}

/// Why an element is furniture, if it is, and what says so.
pub(super) fn sign(dom: &Dom, node: NodeId, furniture: &Furniture) -> Option<(DropReason, Sign)> {
    let told = by_element(dom, node);
    let named = || named(dom, node, furniture);
    match (told, dom.tag(node)) {
        (_, Tag::Html | Tag::Body | Tag::Document | Tag::Text) => None,
        // What else stands in such an element its name may say.
        (Some(DropReason::Related), _) | (_, Tag::Footer) => {
            Some((named().or(told)?, Sign::Element))
        }
        (Some(reason), _) => Some((reason, Sign::Element)),
        (None, _) => Some((named()?, Sign::Name)),
    }
}

/// Why an element is furniture, if it is.
pub(super) fn reason(dom: &Dom, node: NodeId, furniture: &Furniture) -> Option<DropReason> {
    sign(dom, node, furniture).map(|(reason, _)| reason)
}

/// Why an element is furniture by its tag or its role.
fn by_element(dom: &Dom, node: NodeId) -> Option<DropReason> {
    let by_role = match dom.attr(node, Attr::Role).unwrap_or("") {
        "navigation" | "banner" | "contentinfo" | "search" | "menu" | "menubar" | "toolbar"
        | "button" => Some(DropReason::Navigation),
        "complementary" => Some(DropReason::Related),
        "dialog" | "alertdialog" => Some(DropReason::Consent),
        _ => None,
    };
    match dom.tag(node) {
        Tag::Nav
        | Tag::Menu
        | Tag::Footer
        | Tag::Button
        | Tag::Label
        | Tag::Search
        | Tag::Fieldset => Some(DropReason::Navigation),
        Tag::Aside => Some(DropReason::Related),
        Tag::Dialog => Some(DropReason::Consent),
        _ => by_role,
    }
}

/// Whether the mark of an element says so little that only small pieces may go for it.
pub(super) fn is_weak(dom: &Dom, node: NodeId, furniture: &Furniture) -> bool {
    if matches!(dom.tag(node), Tag::Button | Tag::Label | Tag::Fieldset) {
        return true;
    }
    let is_weak = |class: &str| {
        let is_weak = |word: &String| furniture.has(Part::WeakClass, word);
        class_reason(class, furniture).map(|_| words(class).iter().any(is_weak))
    };
    let mut marks = marks(dom, node, &MARKS).filter_map(is_weak);
    marks
        .next()
        .is_some_and(|first| first && marks.all(|weak| weak))
}

/// Where an element's marks stand.
const MARKS: [Attr; 5] = [
    Attr::Id,
    Attr::Class,
    Attr::DataComponent,
    Attr::DataTestid,
    Attr::DataType,
];

/// The first names that an element has in some attributes.
fn marks<'d>(dom: &'d Dom, node: NodeId, places: &[Attr]) -> impl Iterator<Item = &'d str> {
    let values = places.iter().filter_map(move |attr| dom.attr(node, *attr));
    values.flat_map(str::split_whitespace).take(12)
}

/// Why an element is furniture by its class, id or the like.
fn named(dom: &Dom, node: NodeId, furniture: &Furniture) -> Option<DropReason> {
    let tag = dom.tag(node);
    // The id of a heading is made of its words, to be linked to.
    let is_told = tag.heading().is_some() || matches!(tag, Tag::Dt | Tag::A);
    let places = MARKS.get(usize::from(is_told)..).unwrap_or(&MARKS);
    let found = marks(dom, node, places).find_map(|class| class_reason(class, furniture));
    // A link of this name opens such a window; it is none.
    found.filter(|reason| tag != Tag::A || *reason != DropReason::Consent)
}

/// Why a class name stands for furniture.
fn class_reason(class: &str, furniture: &Furniture) -> Option<DropReason> {
    if class.len() > 80 {
        return None;
    }
    let words = words(class);
    let mut two = String::new();
    let mut pairs = words.windows(2).filter_map(|pair| {
        two.clear();
        for word in pair {
            two.push_str(if two.is_empty() { "" } else { " " });
            two.push_str(word);
        }
        furniture.whole(Part::Class, &two)
    });
    // What a story is about, as blogs put it on the element of the story: `category-advertising`, `tag-cookies`.
    let is_about = words
        .first()
        .is_some_and(|w| matches!(w.as_str(), "category" | "tag" | "topic") && words.len() > 1);
    // `has-sidebar`, `no-comments`, `js-nav-open` describe the page, not the element.
    let is_of_page = |word: &String| {
        matches!(
            word.as_str(),
            "has" | "no" | "not" | "with" | "without" | "enable" | "enabled" | "open"
        )
    };
    if is_about {
        pairs.next()
    } else if words.iter().any(is_of_page) {
        None
    } else {
        let whole = |word: &String| furniture.whole(Part::Class, word);
        pairs.next().or_else(|| words.iter().find_map(whole))
    }
}

/// The words of a class name: parted by signs and by capitals, in lower case.
pub(super) fn words(class: &str) -> Vec<String> {
    let mut words = Vec::new();
    let hashed = is_hashed(class);
    let mut word = String::new();
    let mut lower = false;
    for c in class.chars() {
        let border = !c.is_alphanumeric() || (c.is_uppercase() && lower && !hashed);
        if border && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a class name is made by a machine: `hJpRRP` has capitals in it, but no words between them.
fn is_hashed(class: &str) -> bool {
    let tail = class.rsplit(['-', '_']).next().unwrap_or(class);
    tail.len() >= 4
        && tail.bytes().any(|b| b.is_ascii_uppercase())
        && tail
            .split(|c: char| !c.is_ascii_lowercase())
            .all(|run| run.len() < 4)
}

/// Whether an element is marked as the body of the article. A paragraph of such a name is a piece of one.
pub(super) fn is_body(dom: &Dom, node: NodeId) -> bool {
    let tag = dom.tag(node);
    if tag.heading().is_some() || matches!(tag, Tag::P | Tag::Li | Tag::A | Tag::Span) {
        return false;
    }
    if dom
        .attr(node, Attr::Itemprop)
        .is_some_and(|p| p.split(' ').any(|p| p == "articleBody"))
    {
        return true;
    }
    [Attr::Id, Attr::Class, Attr::DataComponent, Attr::DataTestid]
        .into_iter()
        .any(|attr| {
            dom.attr(node, attr).is_some_and(|value| {
                value.split_whitespace().take(12).any(|class| {
                    let words = words(class);
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    words.windows(2).any(|two| {
                        matches!(
                            two,
                            [
                                "article"
                                    | "story"
                                    | "post"
                                    | "entry"
                                    | "news"
                                    | "artikel"
                                    | "blog",
                                "body" | "content" | "text" | "copy" | "bodytext"
                            ] | ["body", "content" | "copy" | "text"]
                        )
                    }) || matches!(
                        words.as_slice(),
                        ["articlebody"
                            | "articletext"
                            | "articlecontent"
                            | "storybody"
                            | "storytext"
                            | "postcontent"
                            | "entrycontent"
                            | "bodytext"
                            | "postbody"
                            | "storycontent"]
                    )
                })
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, want: Option<DropReason>) {
        let dom = Dom::parse(html);
        let furniture = Furniture::new(&crate::lexicon());
        assert_eq!(reason(&dom, NodeId::at(1), &furniture), want, "{html}");
    }

    #[test]
    fn furniture_is_known_by_its_marks() {
        use DropReason::{AuthorBio, Comments, Consent, Navigation, Promotion, Related, Share};
        check("<nav>", Some(Navigation));
        check("<div role=navigation>", Some(Navigation));
        check("<div class='left shareBar'>", Some(Share));
        check("<div class=c-social-buttons>", Some(Share));
        check("<div id=CommentList>", Some(Comments));
        check("<div class=author-bio>", Some(AuthorBio));
        check("<div class=article__read-more>", Some(Related));
        check("<aside class=newsletter>", Some(Promotion));
        check("<div id=cookie-bar>", Some(Consent));
        check("<div class=has-sidebar>", None);
        check("<p class='sc-77igqf-0 hJpRRP'>", None);
        check("<div class=loaded>", None);
        check("<div class=article-body>", None);
        check("<body class=nav>", None);
        check(
            "<article class='post tag-cookies category-promotion'>",
            None,
        );
        check("<div class=tag-list>", Some(Navigation));
        check("<h2 id=how-to-share>", None);
        check("<a class=popup>", None);
    }

    #[test]
    fn bodies_are_known_by_their_marks() {
        let check = |html: &str, want: bool| {
            assert_eq!(is_body(&Dom::parse(html), NodeId::at(1)), want, "{html}");
        };
        check("<div itemprop=articleBody>", true);
        check("<div class='x entry-content'>", true);
        check("<div class=ArticleBody__content>", true);
        check("<div class=content>", false);
    }
}
