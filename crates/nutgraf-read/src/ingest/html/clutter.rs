//! Owns: which elements are furniture by their tag, role, class or id: navigation, sharing, adverts, comments.
//! Promises: looks at one element; whether it may go is decided with its text.

#![expect(clippy::unnested_or_patterns, reason = "the table reads line by line")]

use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::flaw::DropReason;

/// Why an element is furniture, if it is.
pub fn reason(dom: &Dom, node: NodeId) -> Option<DropReason> {
    let tag = dom.tag(node);
    match tag {
        Tag::Nav | Tag::Menu => return Some(DropReason::Navigation),
        Tag::Aside => return Some(named(dom, node).unwrap_or(DropReason::Related)),
        Tag::Footer => return Some(named(dom, node).unwrap_or(DropReason::Navigation)),
        Tag::Button | Tag::Label | Tag::Search | Tag::Fieldset => {
            return Some(DropReason::Navigation);
        }
        Tag::Dialog => return Some(DropReason::Consent),
        Tag::Html | Tag::Body | Tag::Document | Tag::Text => return None,
        _ => {}
    }
    let role = dom.attr(node, Attr::Role).unwrap_or("");
    match role {
        "navigation" | "banner" | "contentinfo" | "search" | "menu" | "menubar" | "toolbar"
        | "button" => return Some(DropReason::Navigation),
        "complementary" => return Some(named(dom, node).unwrap_or(DropReason::Related)),
        "dialog" | "alertdialog" => return Some(DropReason::Consent),
        _ => {}
    }
    named(dom, node)
}

/// Whether the mark of an element says so little that only small pieces may go for it.
pub fn is_weak(dom: &Dom, node: NodeId) -> bool {
    const WEAK: [&str; 32] = [
        "widget",
        "widgets",
        "product",
        "print",
        "player",
        "teaser",
        "teasers",
        "jp",
        "ob",
        "rail",
        "mehr",
        "hidden",
        "invisible",
        "poll",
        "vote",
        "rating",
        "ratings",
        "topics",
        "tooltip",
        "gate",
        "piano",
        "banner",
        "overlay",
        "modal",
        "legal",
        "ad",
        "credit",
        "credits",
        "shop",
        "listen",
        "similar",
        "gpt",
    ];
    if matches!(dom.tag(node), Tag::Button | Tag::Label | Tag::Fieldset) {
        return true;
    }
    let all = [
        Attr::Id,
        Attr::Class,
        Attr::DataComponent,
        Attr::DataTestid,
        Attr::DataType,
    ];
    let mut strong = false;
    let mut weak = false;
    for class in all
        .into_iter()
        .filter_map(|a| dom.attr(node, a))
        .flat_map(str::split_whitespace)
        .take(12)
    {
        if class_reason(class).is_some() {
            let is_weak = words(class).iter().any(|w| WEAK.contains(&w.as_str()));
            weak |= is_weak;
            strong |= !is_weak;
        }
    }
    weak && !strong
}

/// Why an element is furniture by its class, id or the like.
fn named(dom: &Dom, node: NodeId) -> Option<DropReason> {
    let tag = dom.tag(node);
    // The id of a heading is made of its words, to be linked to.
    let spoken = tag.heading().is_some() || matches!(tag, Tag::Dt | Tag::A);
    let found = [
        Attr::Id,
        Attr::Class,
        Attr::DataComponent,
        Attr::DataTestid,
        Attr::DataType,
    ]
    .into_iter()
    .filter(|attr| !(spoken && *attr == Attr::Id))
    .filter_map(|attr| dom.attr(node, attr))
    .flat_map(str::split_whitespace)
    .take(12)
    .find_map(class_reason);
    // A link of this name opens such a window; it is none.
    found.filter(|reason| tag != Tag::A || *reason != DropReason::Consent)
}

/// Why a class name stands for furniture.
fn class_reason(class: &str) -> Option<DropReason> {
    if class.len() > 80 {
        return None;
    }
    let words = words(class);
    // What a story is about, as blogs put it on the element of the story: `category-advertising`, `tag-cookies`.
    let is_about = words
        .first()
        .is_some_and(|w| matches!(w.as_str(), "category" | "tag" | "topic") && words.len() > 1);
    if is_about {
        return words
            .windows(2)
            .find_map(|two| pair(two.first()?, two.get(1)?));
    }
    // `has-sidebar`, `no-comments`, `js-nav-open` describe the page, not the element.
    if words.iter().any(|w| {
        matches!(
            w.as_str(),
            "has" | "no" | "not" | "with" | "without" | "enable" | "enabled" | "open"
        )
    }) {
        return None;
    }
    words
        .windows(2)
        .find_map(|two| pair(two.first()?, two.get(1)?))
        .or_else(|| words.iter().find_map(|w| word(w)))
}

/// The words of a class name: parted by signs and by capitals, in lower case.
pub fn words(class: &str) -> Vec<String> {
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

/// Two words in a row that mean more than each.
fn pair(a: &str, b: &str) -> Option<DropReason> {
    Some(match (a, b) {
        (
            "author",
            "bio" | "box" | "card" | "info" | "about" | "description" | "profile" | "details",
        )
        | ("about", "author" | "authors")
        | ("writer", "bio") => DropReason::AuthorBio,
        ("read", "more" | "next" | "also")
        | ("see", "also")
        | ("more", "stories" | "news" | "articles" | "from" | "on" | "like")
        | ("most", "read" | "popular" | "viewed" | "shared" | "commented")
        | ("also", "on" | "like" | "read")
        | ("next", "article" | "post" | "story" | "up")
        | ("prev" | "previous", "article" | "post" | "next")
        | ("latest", "news" | "posts" | "stories")
        | ("top", "stories" | "news")
        | ("you", "may")
        | ("editors", "picks")
        | ("editor", "picks")
        | ("post", "nav" | "navigation")
        | ("further", "reading")
        | ("up", "next")
        | ("link", "list")
        | ("story", "list")
        | ("in", "other") => DropReason::Related,
        ("sign", "up" | "in") | ("log", "in") => DropReason::Login,
        ("mail", "list" | "chimp") | ("mailing", "list") | ("in", "read") | ("call", "to") => {
            DropReason::Promotion
        }
        ("screen", "reader") | ("sr", "only") | ("visually", "hidden") | ("assistive", "text") => {
            DropReason::Debris
        }
        ("site", "header" | "footer" | "nav")
        | ("page", "header" | "footer")
        | ("tag", "list" | "links" | "cloud")
        | ("post", "tags" | "categories" | "footer" | "meta")
        | ("entry", "footer" | "meta" | "tags")
        | ("article", "tags" | "footer" | "topics")
        | ("skip", "link" | "to" | "links")
        | ("back", "to")
        | ("global", "header" | "footer" | "nav")
        | ("cat", "links")
        | ("filed", "under")
        | ("article", "tools" | "actions")
        | ("story", "tools" | "footer" | "tags") => DropReason::Navigation,
        ("reading", "time")
        | ("read", "time")
        | ("time", "to")
        | ("posted", "on" | "by")
        | ("post", "date" | "author")
        | ("article", "date" | "author" | "meta" | "info")
        | ("publish" | "published" | "publication", "date") => DropReason::Metadata,
        (
            "photo" | "image" | "img" | "media" | "picture",
            "credit" | "credits" | "copyright" | "source",
        ) => DropReason::Caption,
        _ => return None,
    })
}

fn word(word: &str) -> Option<DropReason> {
    Some(match word {
        "nav" | "navi" | "navigation" | "navbar" | "topnav" | "subnav" | "menu" | "submenu"
        | "breadcrumb" | "breadcrumbs" | "crumbs" | "masthead" | "toolbar" | "pagination"
        | "pager" | "paging" | "pagenav" | "sitemap" | "skiplink" | "tags" | "taglist"
        | "tagcloud" | "toc" | "footer" | "colophon" | "hotkeys" | "megamenu" | "topbar"
        | "navbox" | "catlinks" | "editsection" | "printfooter" | "offcanvas" | "langs"
        | "noprint" | "searchbox" | "dropdown" | "jumplinks" | "topics" | "hashtags"
        | "schlagworte" => DropReason::Navigation,
        "share" | "shares" | "sharing" | "sharebar" | "sharebox" | "sharelinks" | "sharetools"
        | "sharedaddy" | "social" | "socials" | "socialmedia" | "socialbar" | "addthis"
        | "addtoany" | "a2a" | "follow" | "shariff" | "shareaholic" | "heateor" | "teilen"
        | "partage" | "compartir" | "sociallinks" | "socialshare" => DropReason::Share,
        "related" | "relatedposts" | "relatedarticles" | "relateditems" | "recommended"
        | "recommendation" | "recommendations" | "recommends" | "recirc" | "recirculation"
        | "trending" | "mostread" | "popular" | "readmore" | "readnext" | "seealso"
        | "outbrain" | "taboola" | "zergnet" | "revcontent" | "ob" | "sidebar" | "sidebars"
        | "rail" | "teaser" | "teasers" | "onward" | "morefrom" | "moreon" | "upnext" | "jp"
        | "yarpp" | "rightrail" | "sidecolumn" | "marginalie" | "crosslinks" | "similar"
        | "nextprev" | "mehr" | "verwandte" => DropReason::Related,
        "comment" | "comments" | "commentlist" | "commentlisting" | "commentform" | "disqus"
        | "respond" | "discussion" | "replies" | "reply" | "livefyre" | "coral" | "viafoura"
        | "spotim" | "openweb" | "kommentare" | "kommentar" | "commentaires" | "comentarios"
        | "pingback" | "trackback" | "trackbacks" | "pinglist" => DropReason::Comments,
        "newsletter" | "newsletters" | "subscribe" | "subscription" | "subscriptions"
        | "signup" | "promo" | "promos" | "promotion" | "promoted" | "promobox" | "ad" | "ads"
        | "adbox" | "adslot" | "adunit" | "adsense" | "adsbygoogle" | "advert" | "adverts"
        | "advertisement" | "advertising" | "advertorial" | "anzeige" | "werbung"
        | "publicidad" | "publicite" | "banner" | "banners" | "sponsor" | "sponsors"
        | "sponsored" | "sponsorship" | "dfp" | "gpt" | "donate" | "donation" | "donations"
        | "cta" | "affiliate" | "affiliates" | "shop" | "shopping" | "deals" | "optin"
        | "inread" | "mc4wp" | "merch" | "product" => DropReason::Promotion,
        "cookie" | "cookies" | "cookiebar" | "consent" | "gdpr" | "onetrust" | "privacy"
        | "popup" | "modal" | "overlay" | "lightbox" | "interstitial" | "ccpa" | "didomi"
        | "cmp" => DropReason::Consent,
        "paywall" | "login" | "logon" | "signin" | "register" | "registration" | "regwall"
        | "piano" | "metered" | "gate" => DropReason::Login,
        "disclaimer" | "copyright" | "legal" | "impressum" => DropReason::Disclaimer,
        "bio" | "biography" | "authorbox" | "authorbio" | "authorinfo" | "aboutauthor" => {
            DropReason::AuthorBio
        }
        "byline" | "bylines" | "dateline" | "timestamp" | "pubdate" | "postmeta" | "readtime" => {
            DropReason::Metadata
        }
        "credit" | "credits" | "photocredit" => DropReason::Caption,
        "hidden" | "invisible" | "screenreader" | "visuallyhidden" | "offscreen" | "noscript"
        | "nodisplay" | "tooltip" | "tooltips" | "print" | "widget" | "widgets" | "rating"
        | "ratings" | "feedback" | "survey" | "poll" | "vote" | "votes" | "player" | "loading"
        | "spinner" | "audioplayer" | "videoplayer" | "listen" => DropReason::Debris,
        _ => return None,
    })
}

/// Whether an element is marked as the body of the article.
pub fn is_body(dom: &Dom, node: NodeId) -> bool {
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
        assert_eq!(reason(&dom, NodeId::at(1)), want, "{html}");
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
