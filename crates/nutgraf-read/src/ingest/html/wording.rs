//! Owns: what lines say that open, frame or end other parts of a page than the article: headings, remarks, notices.
//! Promises: only short lines are judged, and only by what they say; where they stand is for others to weigh.

use crate::ingest::date;
use crate::model::flaw::DropReason;

/// What stands under a heading that opens no part of an article, if it is such a heading.
pub fn opens_tail(text: &str) -> Option<DropReason> {
    const LONGEST: usize = 60;
    const BIOS: [&str; 9] = [
        "about the author",
        "about the authors",
        "about the writer",
        "meet the author",
        "über den autor",
        "über die autorin",
        "à propos de l'auteur",
        "sobre el autor",
        "sull'autore",
    ];
    const RELATED: [&str; 52] = [
        "related",
        "related stories",
        "related articles",
        "related news",
        "related posts",
        "related content",
        "related topics",
        "related links",
        "related coverage",
        "see also",
        "more stories",
        "more news",
        "more on this",
        "more on this story",
        "more on this topic",
        "most popular",
        "most read",
        "popular posts",
        "popular stories",
        "popular articles",
        "trending",
        "trending now",
        "trending stories",
        "latest news",
        "latest stories",
        "latest posts",
        "recent posts",
        "recent articles",
        "recent stories",
        "you may also like",
        "you might also like",
        "recommended",
        "recommended for you",
        "recommended stories",
        "read next",
        "read more",
        "read also",
        "up next",
        "don't miss",
        "editor's picks",
        "editors' picks",
        "in other news",
        "what to read next",
        "top stories",
        "mehr zum thema",
        "weitere artikel",
        "lesen sie auch",
        "sur le même sujet",
        "à lire aussi",
        "noticias relacionadas",
        "leia também",
        "leggi anche",
    ];
    if text.len() > LONGEST || text.ends_with(['.', '?']) {
        return None;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    if BIOS.contains(&bare) {
        return Some(DropReason::AuthorBio);
    }
    let more = lower.starts_with("more from ") || lower.starts_with("more in ");
    (more || RELATED.contains(&bare)).then_some(DropReason::Related)
}

/// Whether a line opens the remarks of readers: `12 Comments`, `Leave a reply`.
pub fn opens_remarks(text: &str) -> bool {
    const LONGEST: usize = 60;
    const HEADS: [&str; 40] = [
        "comments",
        "view comments",
        "show comments",
        "all comments",
        "post a comment",
        "add a comment",
        "write a comment",
        "leave a comment",
        "leave your comment",
        "leave a reply",
        "join the conversation",
        "join the discussion",
        "readers' comments",
        "reader comments",
        "discussion about this post",
        "kommentare",
        "leserkommentare",
        "kommentar schreiben",
        "schreibe einen kommentar",
        "commentaires",
        "laisser un commentaire",
        "comentarios",
        "deja un comentario",
        "deja una respuesta",
        "comentários",
        "deixe um comentário",
        "commenti",
        "lascia un commento",
        "reacties",
        "opmerkingen",
        "kommentarer",
        "komentarze",
        "komentáře",
        "комментарии",
        "留言列表",
        "留言",
        "评论",
        "コメント",
        "댓글",
        "التعليقات",
    ];
    const COUNTED: [&str; 10] = [
        "comment",
        "comments",
        "kommentare",
        "commentaires",
        "comentarios",
        "replies",
        "responses",
        "thoughts on",
        "comments on",
        "responses to",
    ];
    if text.len() > 2 * LONGEST || text.ends_with(['.', '!', '?']) {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let sign = |c: char| !c.is_alphanumeric();
    let counted = lower.trim_start_matches(sign);
    let what = counted.trim_start_matches(|c: char| c.is_ascii_digit());
    if what.len() < counted.len() && what.starts_with(' ') {
        let what = what.trim_start();
        let is_told = |c: &str| what.trim_end_matches(sign) == c;
        // `{ 38 comments… read them below or add one }`
        let goes_on = |c: &str| {
            what.starts_with(c) && what.get(c.len()..).is_some_and(|w| w.starts_with('…'))
        };
        return COUNTED
            .iter()
            .any(|c| is_told(c) || goes_on(c) || c.contains(' ') && what.starts_with(c));
    }
    text.len() <= LONGEST && HEADS.contains(&lower.trim_matches(|c: char| !c.is_alphabetic()))
}

/// Whether a line is of the frame around a remark: its age or moment, the button to answer it.
pub fn is_of_remark(text: &str) -> bool {
    const ANSWERS: [&str; 12] = [
        "reply",
        "antworten",
        "répondre",
        "responder",
        "rispondi",
        "beantwoorden",
        "reply report",
        "report comment",
        "report",
        "flag",
        "permalink",
        "回复",
    ];
    if text.len() > 80 {
        return false;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    if ANSWERS.contains(&bare) {
        return true;
    }
    let aged = bare.ends_with(" ago") || bare.starts_with("vor ") || bare.starts_with("il y a ");
    let is_moment = || text.contains(':') && !text.ends_with('.') && date::parse(text).is_some();
    lower.bytes().any(|b| b.is_ascii_digit()) && (aged || is_moment())
}

/// Whether a line tells the reader that the page wants a script or another browser.
pub fn is_script_notice(text: &str) -> bool {
    const LONGEST: usize = 300;
    const TELLS: [&str; 20] = [
        "enable javascript",
        "javascript is disabled",
        "javascript is not enabled",
        "javascript is not available",
        "javascript must be enabled",
        "javascript to be enabled",
        "javascript disabled",
        "turn on javascript",
        "requires javascript",
        "browser does not support",
        "browser doesn't support",
        "outdated browser",
        "upgrade your browser",
        "update your browser",
        "javascript aktivieren",
        "javascript ist deaktiviert",
        "activer javascript",
        "habilite javascript",
        "activar javascript",
        "abilita javascript",
    ];
    let may = ["vascript", "vaScript", "VASCRIPT", "rowser"];
    if text.len() > LONGEST || !may.iter().any(|word| text.contains(word)) {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    TELLS.iter().any(|told| lower.contains(told))
}

/// Whether a line is a button that answers a question about cookies: `Accept all`, `Manage options`.
pub fn is_consent_button(text: &str) -> bool {
    const BUTTONS: [&str; 40] = [
        "accept",
        "accept all",
        "accept cookies",
        "accept all cookies",
        "accept & continue",
        "accept and continue",
        "accept and close",
        "agree",
        "i agree",
        "i accept",
        "i understand",
        "agree and continue",
        "agree and close",
        "allow all",
        "allow all cookies",
        "got it",
        "reject all",
        "decline",
        "manage options",
        "manage cookies",
        "manage preferences",
        "manage settings",
        "cookie settings",
        "cookie preferences",
        "akzeptieren",
        "alle akzeptieren",
        "alle cookies akzeptieren",
        "akzeptieren und weiter",
        "zustimmen",
        "zustimmen und weiter",
        "ablehnen",
        "tout accepter",
        "accepter",
        "j'accepte",
        "accepter et continuer",
        "aceptar",
        "aceptar todo",
        "aceitar",
        "accetta",
        "akkoord",
    ];
    const LONGEST: usize = 40;
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_lowercase().replace('’', "'");
    BUTTONS.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a line opens what a site says of its own cookies: `We use cookies to …`.
pub fn opens_consent(text: &str) -> bool {
    const OPENINGS: [&str; 22] = [
        "we use cookies",
        "we and our ",
        "we value your privacy",
        "we care about your privacy",
        "your privacy matters",
        "this website uses cookies",
        "this site uses cookies",
        "our website uses cookies",
        "our site uses cookies",
        "by continuing to use this",
        "by continuing to browse",
        "by clicking “accept",
        "by clicking \"accept",
        "wir verwenden cookies",
        "wir nutzen cookies",
        "diese website verwendet cookies",
        "nous utilisons des cookies",
        "ce site utilise des cookies",
        "utilizamos cookies",
        "este sitio utiliza cookies",
        "questo sito utilizza",
        "deze website gebruikt cookies",
    ];
    let Some(start) = text.get(..text.floor_char_boundary(60)) else {
        return false;
    };
    let lower = start.to_lowercase();
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// Whether a line is about cookies, consent and what else such questions are about.
pub fn is_about_consent(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "cookie",
        "consent",
        "privacy",
        "personal data",
        "our partners",
        "third-party",
        "advertis",
        "einwilligung",
        "datenschutz",
        "personenbezogen",
        "consentement",
        "données personnelles",
        "consentimiento",
        "datos personales",
        "privacidad",
        "consenso",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Whether a line is the mark at the end of a report for the press: `###`, `-30-`, `ENDS`.
pub fn is_end_mark(text: &str) -> bool {
    if text.len() > 16 {
        return false;
    }
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '*'))
        .collect();
    let hashes = bare.len() >= 2 && bare.bytes().all(|b| b == b'#');
    hashes || bare == "30" && text.len() > 2 || matches!(bare.as_str(), "ENDS" | "END")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_other_parts_are_known() {
        for (text, want) in [
            ("About the author", Some(DropReason::AuthorBio)),
            ("RELATED STORIES:", Some(DropReason::Related)),
            ("Editor’s picks", Some(DropReason::Related)),
            ("More from the Evening Paper", Some(DropReason::Related)),
            ("Related costs", None),
            ("What comes next", None),
            ("More from less.", None),
        ] {
            assert_eq!(opens_tail(text), want, "{text}");
        }
    }

    #[test]
    fn what_follows_an_article_is_told() {
        for (text, opens, of, ends) in [
            ("12 Comments", true, false, false),
            ("Comments (12)", true, false, false),
            ("2 thoughts on “Bridges”", true, false, false),
            ("Leave a Reply", true, false, false),
            ("View comments (27)", true, false, false),
            (
                "{ 38 comments… read them below or add one }",
                true,
                false,
                false,
            ),
            ("留言列表 (42)", true, false, false),
            ("12 comments were deleted.", false, false, false),
            ("Bo June 28, 2015 at 10:25 pm", false, true, false),
            (
                "Comments on the report are due in May.",
                false,
                false,
                false,
            ),
            ("12 replies were counted.", false, false, false),
            ("ann 3 hours ago", false, true, false),
            ("Reply", false, true, false),
            ("Long ago", false, false, false),
            ("###", false, false, true),
            ("# # #", false, false, true),
            ("-30-", false, false, true),
            ("30", false, false, false),
            ("– ENDS –", false, false, true),
            ("***", false, false, false),
        ] {
            let got = (opens_remarks(text), is_of_remark(text), is_end_mark(text));
            assert_eq!(got, (opens, of, ends), "{text}");
        }
    }

    #[test]
    fn notices_are_known() {
        for (text, script, button, opens) in [
            (
                "Please enable JavaScript to view this page.",
                true,
                false,
                false,
            ),
            (
                "You need to enable JavaScript to run this app.",
                true,
                false,
                false,
            ),
            ("JavaScript was written in ten days.", false, false, false),
            ("Accept all", false, true, false),
            ("I Agree.", false, true, false),
            ("Accept the terms, he said", false, false, false),
            (
                "We use cookies to make this site better.",
                false,
                false,
                true,
            ),
            ("The paper said: we use cookies.", false, false, false),
        ] {
            let got = (
                is_script_notice(text),
                is_consent_button(text),
                opens_consent(text),
            );
            assert_eq!(got, (script, button, opens), "{text}");
        }
    }
}
