use crate::ingest::html::page;

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
    let draft = page(&html, "https://paper.example/a");
    let letter = |text: &str| ('a'..='z').find(|c| text.contains(&paragraph(*c)));
    draft
        .blocks
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
