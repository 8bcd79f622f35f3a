use crate::ingest::html::page;
use crate::text::rules::Rules;

/// A paragraph that is another one for each letter.
fn paragraph(letter: char) -> String {
    let word = letter.to_string().repeat(6);
    format!(
        "The {word} of the harbour town met again on Tuesday and agreed with the {word} to mend the old bridge before the winter."
    )
}

fn p(letters: &str) -> String {
    let made = letters.chars().map(|c| format!("<p>{}</p>", paragraph(c)));
    made.collect()
}

/// The letters of the paragraphs that are kept.
fn kept(body: &str) -> String {
    let html = format!("<title>Bridge</title><body>{body}</body>");
    let draft = page(
        &html,
        "https://paper.example/a",
        &Rules::new(&crate::lexicon()),
    );
    let letter = |text: &str| ('a'..='z').find(|c| text.contains(&paragraph(*c)));
    draft
        .paragraphs
        .iter()
        .filter_map(|b| letter(&b.text))
        .collect()
}

#[test]
fn the_copy_of_a_page_goes_and_a_refrain_stays() {
    for (body, want) in [
        (
            format!(
                "<article><div>{}</div><div><h2>Then</h2>{}</div></article>",
                p("abc"),
                p("dc")
            ),
            "abcdc",
        ),
        (
            format!(
                "<div><div class=wide>{0}</div><div class=narrow>{0}</div></div>",
                p("abc")
            ),
            "abc",
        ),
        (
            format!(
                "<article><div><p><b>{}</b></p></div><div>{}</div></article>",
                paragraph('a'),
                p("abcd")
            ),
            "abcd",
        ),
    ] {
        assert_eq!(kept(&body), want, "{body}");
    }
}

#[test]
fn a_show_of_pictures_inside_of_an_article_goes() {
    let slide = |n: u32, c: char| format!("<li><h3>{n}/5 Bridges</h3><p>{}</p></li>", paragraph(c));
    let show: String = (1..)
        .zip("vwxyz".chars())
        .map(|(n, c)| slide(n, c))
        .collect();
    let show = format!("<div><h2>Bridges in pictures</h2><ul>{show}</ul></div>");
    let text = p("abcdefghijkl");
    assert_eq!(
        kept(&format!("<article>{text}{show}{}</article>", p("m"))),
        "abcdefghijklm"
    );
    assert_eq!(
        kept(&format!("<article>{show}</article>")),
        "vwxyz",
        "the page is for them"
    );
    let steps: String = (1..4)
        .zip("vwx".chars())
        .map(|(n, c)| slide(n, c))
        .collect();
    let long = kept(&format!("<article>{text}<ul>{steps}</ul></article>"));
    assert!(long.ends_with("vwx"), "a few numbers are no show: {long}");
}

/// Pages as different systems make them: what is kept of each. Letters up to `m` are the article, those after it are not.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a row a form of page")]
fn pages_of_many_forms_give_their_article() {
    let h1 = "<h1>Bridge</h1>";
    let bare = |letters: &str, between: &str| -> String {
        let made: Vec<String> = letters.chars().map(paragraph).collect();
        made.join(between)
    };
    let each = |letters: &str, open: &str, close: &str| -> String {
        let made = letters
            .chars()
            .map(|c| format!("{open}{}{close}", paragraph(c)));
        made.collect()
    };
    let card = |c: char| {
        let text = paragraph(c);
        format!(
            "<article><h2><a href=/{c}>Ferries are late once more</a></h2><p>{text}</p></article>"
        )
    };
    let cards: String = "nopqrs".chars().map(card).collect();
    let remark = |c: char| {
        format!(
            "<div>ann{c} 3 hours ago<p>{}</p><a href=#>Reply</a></div>",
            paragraph(c)
        )
    };
    let remarks: String = "nopqrst".chars().map(remark).collect();
    let story = |class: &str, title: &str, letters: &str| {
        format!(
            "<div class=\"{class}\"><h1>{title}</h1><div class=entry-content>{}</div></div>",
            p(letters)
        )
    };
    let (story_a, story_b) = (
        story("post", "Bridge", "abcdef"),
        story("post", "Ferry", "nopqrstuv"),
    );
    for (form, body, want) in [
        (
            "breaks in a cell",
            format!(
                "<table><tr><td><a href=/>Home</a><td>{h1}{}</table>",
                bare("abcdef", "<br><br>")
            ),
            "abcdef",
        ),
        (
            "paragraphs not closed",
            format!(
                "<center><font>{h1}<p>{}</font></center>",
                bare("abcdef", "<p>")
            ),
            "abcdef",
        ),
        (
            "nothing but elements",
            format!(
                "<div><div>{h1}{}</div></div>",
                each("abcdef", "<div class=x>", "</div>")
            ),
            "abcdef",
        ),
        (
            "spans in sections",
            format!(
                "<main>{h1}{}</main>",
                each("abcdef", "<section><span>", "</span></section>")
            ),
            "abcdef",
        ),
        (
            "rows of a body",
            format!(
                "<article>{h1}{}</article>",
                each(
                    "abcdef",
                    "<div class=row><p>",
                    "</p></div><div class=ad>Advertisement</div>"
                )
            ),
            "abcdef",
        ),
        (
            "cards after it",
            format!(
                "<main><article>{h1}{}</article><section>{cards}</section></main>",
                p("abcdef")
            ),
            "abcdef",
        ),
        (
            "an endless page",
            format!("<div>{story_a}{story_b}</div>"),
            "abcdef",
        ),
        (
            "a long second article",
            format!(
                "<article>{h1}{}</article><article><h1>Ferry</h1>{}</article>",
                p("abcd"),
                p("nopqrstuvwxyz")
            ),
            "abcd",
        ),
        (
            "posts of a live page",
            format!(
                "<main>{h1}{}</main>",
                each("abcdef", "<div class=post><h2>News</h2><p>", "</p></div>")
            ),
            "abcdef",
        ),
        (
            "headings of first level",
            format!(
                "<article>{h1}{}<h1>Then</h1>{}</article>",
                p("abc"),
                p("def")
            ),
            "abcdef",
        ),
        (
            "remarks without a mark",
            format!(
                "<div>{h1}{}</div><div><h3>7 Comments</h3>{remarks}</div>",
                p("abcd")
            ),
            "abcd",
        ),
        (
            "a count of remarks above",
            format!("<div>{h1}<p>7 Comments</p>{}</div>", p("abcd")),
            "abcd",
        ),
        (
            "a box with a field",
            format!(
                "<article>{h1}{}<div><p>{}</p><form><input></form></div>{}</article>",
                p("abcdef"),
                paragraph('n'),
                p("gh")
            ),
            "abcdefgh",
        ),
        (
            "a page in a form",
            format!("<form>{h1}{}<input></form>", p("abcdef")),
            "abcdef",
        ),
        (
            "a release",
            format!("<div>{h1}{}<p>###</p>{}</div>", p("abcdef"), p("no")),
            "abcdef",
        ),
        (
            "a prompt to pay",
            format!(
                "<article>{h1}{}<div class=paywall-prompt>{}</div></article>",
                p("abcd"),
                p("n")
            ),
            "abcd",
        ),
        (
            "a heading of other stories",
            format!(
                "<article>{h1}{}<h3>Related stories</h3>{}</article>",
                p("abcdef"),
                p("n")
            ),
            "abcdef",
        ),
        (
            "the same heading amid the text",
            format!(
                "<article>{h1}{}<h3>Related stories</h3>{}</article>",
                p("ab"),
                p("cdef")
            ),
            "abcdef",
        ),
        (
            "who wrote it",
            format!(
                "<meta name=author content='Jane Doe'><article>{h1}{}<p>Jane Doe is at sea. {}</p></article>",
                p("abcdef"),
                paragraph('n')
            ),
            "abcdef",
        ),
        (
            "boxes above the headline",
            format!(
                "<div>{}</div><div><div>{h1}{}</div></div>",
                p("nopq"),
                p("abcdef")
            ),
            "abcdef",
        ),
    ] {
        assert_eq!(kept(&body), want, "{form}");
    }
}

#[test]
fn the_caption_of_the_leading_picture_is_known() {
    let text = p("abcdef");
    for (body, want) in [
        (
            format!(
                "<article><figure><img><figcaption>At dawn.</figcaption></figure>{text}</article>"
            ),
            Some("At dawn."),
        ),
        (
            format!(
                "<article><div><img><span class=caption>At dawn. Photo: Ann</span></div>{text}</article>"
            ),
            Some("At dawn. Photo: Ann"),
        ),
        (
            format!("<article><p><img><br><em>At dawn.</em></p>{text}</article>"),
            Some("At dawn."),
        ),
        (
            format!(
                "<article>{text}<figure><img><figcaption>At dusk.</figcaption></figure></article>"
            ),
            None,
        ),
        (
            format!(
                "<article><p><em>At dawn</em> all was still, and nobody knew.</p>{text}</article>"
            ),
            None,
        ),
    ] {
        let draft = page(
            &format!("<title>Bridge</title><body>{body}"),
            "https://paper.example/a",
            &Rules::new(&crate::lexicon()),
        );
        assert_eq!(draft.meta.caption.as_deref(), want, "{body}");
    }
}

/// The same where no name of a class, no element and no declaration says what is what.
#[test]
fn pages_without_marks_give_their_article() {
    let h1 = "<h1>Bridge</h1>";
    let consent = "<div class=x1><div><h2>One moment</h2><p>We and our 300 partners keep cookies and read personal data on your device, \
        if you consent to it.</p><p>You can change your consent later under privacy, at the foot of every page of this paper.</p>\
        <button>Accept all</button></div></div>";
    let ask = "<div>You need to enable JavaScript to see all of this page, please do so in your settings.</div>";
    let card = |c: char| {
        let text = paragraph(c);
        format!(
            "<div class=k><h3><a href=/{c}>Ferries are late once more</a></h3><p>{text}</p></div>"
        )
    };
    let cards: String = "nop".chars().map(card).collect();
    let foot = p("nopqrst");
    let entry = |c: char| {
        let (text, name) = (p(&c.to_string()), c.to_string().repeat(9));
        format!("<div><h2><a href=/{c}>{name}</a></h2></div>{text}")
    };
    let entries: Vec<String> = "bcde".chars().map(entry).collect();
    let entries = entries.concat();
    for (form, body, want) in [
        (
            "a question about cookies before it",
            format!("{consent}<div class=x2>{h1}{}</div>", p("abc")),
            "abc",
        ),
        (
            "the same below",
            format!("<div class=x2>{h1}{}</div>{consent}", p("abc")),
            "abc",
        ),
        (
            "a call for a script",
            format!("{ask}<div>{h1}{}</div>", p("abcd")),
            "abcd",
        ),
        (
            "cards among the text",
            format!(
                "<div>{h1}{}<div class=c><h2>Others</h2>{cards}</div>{}</div>",
                p("abcdefgh"),
                p("ijklm")
            ),
            "abcdefghijklm",
        ),
        (
            "a long foot",
            format!(
                "<div><div class=x1>{h1}{}</div><div class=x2><div>{foot}</div></div></div>",
                p("abcdefgh")
            ),
            "abcdefgh",
        ),
        (
            "a foot under a body under the headline",
            format!(
                "<div>{h1}<p>By Ann</p><div class=x1>{}</div><div class=x2>{}</div></div>",
                p("abcdefghijkl"),
                p("no")
            ),
            "abcdefghijkl",
        ),
        (
            "panels that fold",
            format!(
                "<div>{h1}{}<div role=tablist><h4>More</h4>{}</div>{}</div>",
                p("abc"),
                p("de"),
                p("fgh")
            ),
            "abcdefgh",
        ),
        (
            "the first paragraphs in an element before the others",
            format!(
                "<div>{h1}<div class=b><div>{}</div><h3>Then</h3><div>{}</div></div></div>",
                p("a"),
                p("bcdefghijklm")
            ),
            "abcdefghijklm",
        ),
        (
            "a list of places",
            format!("<div>{h1}{}{entries}{}</div>", p("a"), p("f")),
            "abcdef",
        ),
    ] {
        assert_eq!(kept(&body), want, "{form}");
        assert!(!draft_of(&body).contains("JavaScript"), "{form}");
        let named = draft_of(&body).contains("bbbbbbbbb");
        assert_eq!(named, form == "a list of places", "{form}");
    }
}

/// The text that is kept of a page.
fn draft_of(body: &str) -> String {
    let html = format!("<title>Bridge</title><body>{body}</body>");
    let draft = page(
        &html,
        "https://paper.example/a",
        &Rules::new(&crate::lexicon()),
    );
    draft.paragraphs.iter().map(|b| b.text.as_str()).collect()
}
