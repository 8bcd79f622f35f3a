use crate::ingest::html::dom::Dom;
use crate::ingest::html::hidden;
use crate::ingest::html::lines::Shown;
use crate::ingest::html::meta::read;
use crate::model::article::Meta;
use crate::model::moment::Moment;
use crate::text::furniture::Furniture;

fn check(html: &str) -> Meta {
    let dom = Dom::parse(html);
    let shown = Shown {
        dom: &dom,
        lines: &hidden::shown(&dom),
        furniture: &Furniture::new(&crate::lexicon()),
    };
    read(shown, "https://www.paper.example/2021/03/04/talks").0
}

#[test]
fn declared_metadata_is_taken() {
    let meta = check(
        "<html lang=en-GB><head><title>Talks go on in Vienna | The Paper</title>
        <meta property=og:site_name content='The Paper'><meta name=author content='By Ann Lee and Bo Ek'>
        <meta property=article:published_time content=2022-07-15T10:00:00+02:00>
        <meta property=article:section content=World><link rel=canonical href=/a/talks></head><h1>Talks go on in Vienna</h1>",
    );
    assert_eq!(meta.title, "Talks go on in Vienna");
    assert_eq!(meta.byline.as_deref(), Some("Ann Lee, Bo Ek"));
    assert_eq!(meta.source.as_deref(), Some("The Paper"));
    assert_eq!(
        meta.url.as_deref(),
        Some("https://www.paper.example/a/talks")
    );
    assert_eq!(meta.published, Moment::parse("2022-07-15T08:00:00Z"));
    assert_eq!(meta.zone, Some(120));
    assert_eq!(meta.language.as_deref(), Some("en"));
    assert_eq!(meta.section.as_deref(), Some("World"));
}

#[test]
fn shown_metadata_is_found() {
    let meta = check(
        "<h1>Talks go on</h1><p class=byline>By <a rel=author>Ann Lee</a></p><span class=date>July 15, 2022</span>
        <div class=comments><span class=date>July 1, 2020</span><span class=author>Troll</span></div>",
    );
    assert_eq!(meta.title, "Talks go on");
    assert_eq!(meta.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(meta.published, Moment::parse("2022-07-15"));
    assert_eq!(meta.source.as_deref(), Some("paper.example"));
    assert_eq!(
        check("<p>x").published,
        Moment::parse("2021-03-04"),
        "the address has one"
    );
}

#[test]
fn a_person_is_the_better_author() {
    for (declared, shown, want) in [
        ("AFP", "<p class=byline>Par Ann Lee</p>", "Ann Lee"),
        ("AFP", "", "AFP"),
        ("Paper", "<p><b>Von Ann Lee</b></p>", "Ann Lee"),
        ("Paper", "", "Paper"),
        ("Bo Ek", "<p class=byline>By Ann Lee</p>", "Bo Ek"),
        (
            "Bund der Segler e.V.",
            "<p>Autorin: Ann Lee, leitet den Verein.</p>",
            "Ann Lee",
        ),
    ] {
        let html = format!(
            "<meta property=og:site_name content=Paper><meta name=author content='{declared}'><h1>Talks go on</h1>{shown}<p>x"
        );
        assert_eq!(check(&html).byline.as_deref(), Some(want), "{html}");
    }
}

#[test]
fn shown_dates_are_read_as_the_country_writes_them() {
    for (html, want) in [
        (
            "<html lang=en-GB><span class=date>02/10/2020</span>",
            "2020-10-02",
        ),
        (
            "<html lang=en-US><span class=date>02/10/2020</span>",
            "2020-02-10",
        ),
        (
            "<html lang=de><p>(21. November 2022) Es ist so.</p>",
            "2022-11-21",
        ),
        ("<title>08.11.2021 | Talks</title><p>x", "2021-11-08"),
    ] {
        assert_eq!(check(html).published, Moment::parse(want), "{html}");
    }
}

/// Pages that declare no author, and what of the byline that they show is one.
#[test]
fn bylines_are_found_in_any_form() {
    let text = "<p>The council of the harbour town met again on Tuesday and agreed to mend the old bridge.</p>";
    for row in [
        "<p>By Ann Lee and Bo Ek, The Paper</p> | Ann Lee, Bo Ek",
        "<p>By Ann Lee, Political Editor</p> | Ann Lee",
        "<p>Ann Lee, World Affairs Editor</p> | Ann Lee",
        "<div><p>Ann Lee</p><p>Political Correspondent</p></div> | Ann Lee",
        "<div class=byline><span>Ann Lee</span><span>Political Correspondent</span></div> | Ann Lee",
        "<div class=author><div>Ann Lee</div><div>Senior Reporter</div></div> | Ann Lee",
        "<div class=byline>Ann Lee<br>Correspondent in Wien</div> | Ann Lee",
        "<p>New York, May 4, 2022</p> | ",
        "<p>By Ann Lee | May 4, 2022</p> | Ann Lee",
        "<p>May 4, 2022 by Ann Lee</p> | Ann Lee",
        "<p>Posted by Ann Lee on May 4, 2022</p> | Ann Lee",
        "<p>Published May 4, 2022 | By Ann Lee</p> | Ann Lee",
        "<p>By <a href='mailto:ann@x.example'>Ann Lee</a></p> | Ann Lee",
        "<p>By <b>Ann Lee</b> (@annlee)</p> | Ann Lee",
        "<p>By Ann Lee, Reuters</p> | Ann Lee",
        "<p>By Ann Lee · 4 min read</p> | Ann Lee",
        "<p>Von Jörg Maß und Ute Lang, Berlin</p> | Jörg Maß, Ute Lang",
        "<h5>Von Jörg Maß</h5> | Jörg Maß",
        "<p>Autorin: Ute Lang, Leiterin der HSS in Tunis, früher Wien.</p> | Ute Lang",
        "<p>Par Anne Lévy et Luc Brun</p> | Anne Lévy, Luc Brun",
        "<p>Por Ana Ruiz y Luis Gil</p> | Ana Ruiz, Luis Gil",
        "<p>Автор: Иван Петров</p> | Иван Петров",
        "<p>作者：肖春</p> | 肖春",
        "<div><div>By</div><div>Ann Lee</div></div> | Ann Lee",
        "<div><span>By </span><span>Ann Lee</span></div> | Ann Lee",
        "<p>Written by <strong>Ann Lee</strong></p> | Ann Lee",
        "<p>BY ANN LEE</p> | ANN LEE",
        "<div class=author><a>Ann Lee</a><p>She writes about bridges and harbours for us.</p></div> | Ann Lee",
        "<figure><img><figcaption>Photo by Bo Ek</figcaption></figure> | ",
        "<div class=related-posts><span class=author>Bo Ek</span></div> | ",
        "<div class=comment-list><span class=author>Bo Ek</span></div> | ",
        "<p>By the way, Bo Ek said nothing about it all.</p> | ",
    ] {
        let (shown, want) = row.rsplit_once(" | ").unwrap();
        let meta = check(&format!(
            "<title>Talks go on</title><body><h1>Talks go on</h1>{shown}{text}"
        ));
        assert_eq!(meta.byline.as_deref().unwrap_or(""), want, "{shown}");
    }
}

/// Headlines of pages that declare none.
#[test]
fn headlines_are_found_in_any_form() {
    for html in [
        "<title>The Paper</title><h1><a href=/>The Paper</a></h1><h2>Talks go on in Vienna</h2>",
        "<h1>The Paper</h1><h1>Talks go on in Vienna</h1><title>Talks go on in Vienna - The Paper</title>",
        "<title>Paper.example</title><div itemprop=headline>Talks go on in Vienna</div>",
        "<title>Paper</title><div class=article-title>Talks go on in Vienna</div>",
        "<title>(3) Talks go on in Vienna - The Paper</title>",
        "<title>Talks go on in Vienna - The Paper</title><h1>TALKS GO ON IN VIENNA</h1>",
        "<title>World News | Politics</title><h1>Talks go on in Vienna</h1>",
        "<title>talks-2.html</title><h1>Talks go on in Vienna</h1>",
        "<title>Politics - The Evening Star</title><meta property=og:title content=Home><h1>Talks go on in Vienna</h1>",
        "<title>All that is new from the coast</title><h1>Talks go on in Vienna</h1>TEXT",
        "<title>Star</title><meta property=og:title content='Talks go on in Vienna'><h1>Politics</h1>TEXT",
    ] {
        let text = "The council of the harbour town met again on Tuesday and agreed to mend the old bridge.";
        let html = &html.replace("TEXT", &format!("<p>{text}</p>"));
        assert_eq!(check(html).title, "Talks go on in Vienna", "{html}");
    }
}
