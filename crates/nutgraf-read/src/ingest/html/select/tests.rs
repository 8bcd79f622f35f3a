use crate::ingest::html::page;
use crate::text::rules::Rules;
use crate::text::word_list::phrases;

/// A paragraph that is another one for each letter.
fn paragraph(letter: char) -> String {
    let word = letter.to_string().repeat(6);
    format!(
        "The {word} of the harbour town met again on Tuesday and agreed with the {word} to mend the old bridge before the winter."
    )
}

fn p(letters: &str) -> String {
    filled(&format!("[{letters}]"))
}

/// A body in which `[abc]` is three paragraphs, and `[abc <li>@*</li>]` three items of a letter and its paragraph each.
fn filled(body: &str) -> String {
    let mut made = String::new();
    let mut rest = body;
    while let Some((before, (inner, after))) = rest
        .split_once('[')
        .and_then(|(before, after)| Some((before, after.split_once(']')?)))
    {
        made.push_str(before);
        let (letters, frame) = inner.split_once(' ').unwrap_or((inner, "<p>*</p>"));
        for c in letters.chars() {
            let item = frame.replace('@', &c.to_string());
            made.push_str(&item.replace('*', &paragraph(c)));
        }
        rest = after;
    }
    made + rest
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
    for row in [
        "<article><div>[abc]</div><div><h2>Then</h2>[dc]</div></article> | abcdc",
        "<div><div class=wide>[abc]</div><div class=narrow>[abc]</div></div> | abc",
        "<article><div>[a <p><b>*</b></p>]</div><div>[abcd]</div></article> | abcd",
    ] {
        let [body, want] = phrases(row);
        assert_eq!(kept(&filled(body)), want, "{body}");
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
fn pages_of_many_forms_give_their_article() {
    let cards =
        "[nopqrs <article><h2><a href=/@>Ferries are late once more</a></h2><p>*</p></article>]";
    let remarks = "[nopqrst <div>ann@ 3 hours ago<p>*</p><a href=#>Reply</a></div>]";
    for row in [
        "breaks in a cell | abcdef | <table><tr><td><a href=/>Home</a><td>H1[abcde *<br><br>][f *]</table>",
        "paragraphs not closed | abcdef | <center><font>H1<p>[abcde *<p>][f *]</font></center>",
        "nothing but elements | abcdef | <div><div>H1[abcdef <div class=x>*</div>]</div></div>",
        "spans in sections | abcdef | <main>H1[abcdef <section><span>*</span></section>]</main>",
        "rows of a body | abcdef | <article>H1[abcdef <div class=row><p>*</p></div><div class=ad>Advertisement</div>]</article>",
        "cards after it | abcdef | <main><article>H1[abcdef]</article><section>CARDS</section></main>",
        "an endless page | abcdef | <div><div class=\"post\">H1<div class=entry-content>[abcdef]</div></div><div class=\"post\"><h1>Ferry</h1><div class=entry-content>[nopqrstuv]</div></div></div>",
        "a long second article | abcd | <article>H1[abcd]</article><article><h1>Ferry</h1>[nopqrstuvwxyz]</article>",
        "posts of a live page | abcdef | <main>H1[abcdef <div class=post><h2>News</h2><p>*</p></div>]</main>",
        "headings of first level | abcdef | <article>H1[abc]<h1>Then</h1>[def]</article>",
        "remarks without a mark | abcd | <div>H1[abcd]</div><div><h3>7 Comments</h3>REMARKS</div>",
        "a count of remarks above | abcd | <div>H1<p>7 Comments</p>[abcd]</div>",
        "a box with a field | abcdefgh | <article>H1[abcdef]<div>[n]<form><input></form></div>[gh]</article>",
        "a page in a form | abcdef | <form>H1[abcdef]<input></form>",
        "a release | abcdef | <div>H1[abcdef]<p>###</p>[no]</div>",
        "a prompt to pay | abcd | <article>H1[abcd]<div class=paywall-prompt><p>Subscribe to read on.</p>[n]</div></article>",
        "a heading of other stories | abcdef | <article>H1[abcdef]<h3>Related stories</h3>[n]</article>",
        "the same heading amid the text | abcdef | <article>H1[ab]<h3>Related stories</h3>[cdef]</article>",
        "who wrote it | abcdef | <meta name=author content='Jane Doe'><article>H1[abcdef][n <p>Jane Doe is at sea. *</p>]</article>",
        "boxes above the headline | abcdef | <div>[nopq]</div><div><div>H1[abcdef]</div></div>",
    ] {
        let [form, want, body] = phrases(row);
        let body = body.replace("H1", "<h1>Bridge</h1>");
        let body = body.replace("CARDS", cards).replace("REMARKS", remarks);
        assert_eq!(kept(&filled(&body)), want, "{form}");
    }
}

#[test]
fn the_caption_of_the_leading_picture_is_known() {
    for row in [
        "At dawn. | <figure><img><figcaption>At dawn.</figcaption></figure>[abcdef]",
        "At dawn. Photo: Ann | <div><img><span class=caption>At dawn. Photo: Ann</span></div>[abcdef]",
        "At dawn. | <p><img><br><em>At dawn.</em></p>[abcdef]",
        " | [abcdef]<figure><img><figcaption>At dusk.</figcaption></figure>",
        " | <p><em>At dawn</em> all was still, and nobody knew.</p>[abcdef]",
    ] {
        let [want, body] = phrases(row);
        let draft = page(
            &filled(&format!(
                "<title>Bridge</title><body><article>{body}</article>"
            )),
            "https://paper.example/a",
            &Rules::new(&crate::lexicon()),
        );
        assert_eq!(draft.meta.caption.as_deref().unwrap_or(""), want, "{body}");
    }
}

/// What a class or an id says proves nothing where the words say otherwise; with links, a field or the right words it does.
#[test]
fn names_of_furniture_prove_nothing_alone() {
    let forms = [
        "H1[abcdef <p class=NAME>*</p>]",
        "H1[abcdef <div id=NAME><p>*</p></div>]",
        "H1[abcdef <div class=NAME>*</div>]",
        "<div class=NAME>H1[abcdef]</div>",
        "H1[a]<section id=NAME-in-town><h2 id=NAME>Of the NAME</h2>[bc]</section><section class=NAME>[def]</section>",
        "H1[ab]<ul class=NAME>[cd <li>*</li>]</ul><blockquote class=NAME>[e]</blockquote>[f]",
        "<section>H1[abcd]</section><section class=NAME>[e]</section><section class=NAME>[f]</section>",
    ];
    let names = "gdpr share related comment footer social promo sidebar caption tags byline cookie newsletter ad nav popup \
        author-bio modal disclaimer subscribe-text";
    for name in names.split(' ') {
        for form in forms {
            let body = form.replace("NAME", name).replace("H1", "<h1>Bridge</h1>");
            assert_eq!(
                kept(&format!("<main>{}</main>", filled(&body))),
                "abcdef",
                "{name} {form}"
            );
        }
    }
    for row in [
        "<div class=share>[n <a href=/@>*</a>]</div>",
        "<div class=promo><h3>Sign up for our letter</h3>[n]</div>",
        "<div class=newsletter>[n]<button>Send</button></div>",
        "<div class=related>[n <h4><a href=/@>Ferries are late again</a></h4><p>*</p><h4><a href=/b>Trams are late again</a></h4>]</div>",
        "<div class=comments><h3>2 Comments</h3>[no]</div>",
        "<p class=bio>Jane Doe is at sea. [n *]</p>",
    ] {
        let body = format!(
            "<meta name=author content='Jane Doe'><main><h1>Bridge</h1>[abcdef]{row}[gh]</main>"
        );
        assert_eq!(kept(&filled(&body)), "abcdefgh", "{row}");
    }
}

/// The same where no name of a class, no element and no declaration says what is what.
#[test]
fn pages_without_marks_give_their_article() {
    let consent = "<div class=x1><div><h2>One moment</h2><p>We and our 300 partners keep cookies and read personal data on your device, \
        if you consent to it.</p><p>You can change your consent later under privacy, at the foot of every page of this paper.</p>\
        <button>Accept all</button></div></div>";
    let ask = "<div>You need to enable JavaScript to see all of this page, please do so in your settings.</div>";
    let cards =
        "[nop <div class=k><h3><a href=/@>Ferries are late once more</a></h3><p>*</p></div>]";
    let entries = "[bcde <div><h2><a href=/@>@@@@@@@@@</a></h2></div><p>*</p>]";
    for row in [
        "a question about cookies before it | abc | CONSENT<div class=x2>H1[abc]</div>",
        "the same below | abc | <div class=x2>H1[abc]</div>CONSENT",
        "a call for a script | abcd | ASK<div>H1[abcd]</div>",
        "cards among the text | abcdefghijklm | <div>H1[abcdefgh]<div class=c><h2>Others</h2>CARDS</div>[ijklm]</div>",
        "a long foot | abcdefgh | <div><div class=x1>H1[abcdefgh]</div><div class=x2><div>[nopqrst]</div></div></div>",
        "a foot under a body under the headline | abcdefghijkl | <div>H1<p>By Ann</p><div class=x1>[abcdefghijkl]</div><div class=x2>[no]</div></div>",
        "panels that fold | abcdefgh | <div>H1[abc]<div role=tablist><h4>More</h4>[de]</div>[fgh]</div>",
        "the first paragraphs in an element before the others | abcdefghijklm | <div>H1<div class=b><div>[a]</div><h3>Then</h3><div>[bcdefghijklm]</div></div></div>",
        "a list of places | abcdef | <div>H1[a]ENTRIES[f]</div>",
    ] {
        let [form, want, body] = phrases(row);
        let body = body.replace("H1", "<h1>Bridge</h1>").replace("ASK", ask);
        let body = body.replace("CONSENT", consent).replace("CARDS", cards);
        let body = filled(&body.replace("ENTRIES", entries));
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
