//! What a line shows about itself: how rows match, which letters, the plan in words, completion.

use super::*;

#[test]
fn rows_know_how_they_match() {
    let catalog = library();
    let text = FullText::new();
    for (line, id, expected) in [
        ("iran", 1, Tier::Exact),
        ("ira", 1, Tier::Prefix),
        ("ran", 1, Tier::Substring),
        ("wshngtn", 6, Tier::Fuzzy),
        ("iran", 5, Tier::Exact),
        ("euro", 3, Tier::Prefix),
        ("@iran", 5, Tier::Exact),
        ("vienna ira", 1, Tier::Prefix),
        ("zzz | vien", 1, Tier::Prefix),
    ] {
        let planned = plan(&parse_final(line), &catalog, now());
        assert_eq!(
            tier(&planned, &catalog, &text, ArticleId(id)),
            expected,
            "{line} {id}"
        );
    }
}

#[test]
fn matched_letters_are_marked() {
    let catalog = library();
    for (line, title, expected) in [
        ("iran", "Iran, Iranians and Tirana", "Iran|Iran"),
        ("ran", "Iran and Tirana", "ran|ran"),
        ("sefcovic", "Maroš Šefčovič", "Šefčovič"),
        ("@us", "The U.S. and the USA", "U.S.|USA"),
        ("\"new deal\"", "A new deal, and new dealers", "new deal"),
        ("/s.m/", "Some seven", "Som"),
        ("mta", "Metro Transit Area", "M|T|A"),
        ("-iran", "Iran", ""),
        ("iran ira", "Iran", "Iran"),
    ] {
        let planned = plan(&parse_final(line), &catalog, now());
        let spans = highlight(&planned, title);
        let marked: Vec<&str> = spans.iter().map(|span| span.of(title)).collect();
        assert_eq!(marked.join("|"), expected, "{line}");
    }
}

#[test]
fn a_plan_is_told_in_words() {
    let catalog = library();
    let planned = plan(
        &parse_final("trade @@iran -src:wire feed:post 2d | is:unread sort:old limit:5 foo:bar"),
        &catalog,
        now(),
    );
    let told = explain(&planned);
    for part in [
        "begins with \"trade\"",
        "the title or the lead names Iran",
        "not: the source is one that src:wire names",
        "it came from a feed that feed:post names",
        "(it was published from 2022-07-13T12:00:00Z or it was not read)",
        "the oldest first",
        "at most 5 articles",
        "note on foo:bar",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
}

#[test]
fn completion_offers_what_fits_with_counts() {
    let catalog = library();
    for (shown, line, expected) in [
        ("", "@ir", "@iran 4, @iraq 1"),
        ("", "@teh", "@iran 4"),
        ("", "@@o:e", "@@o:european-union 2, @@o:iaea 1"),
        ("is:unread", "is:unread -@ir", "@iran 3, @iraq 1"),
        ("", "src:ex", "src:example-wire 4"),
        (
            "",
            "feed:",
            "feed:wire-service 4, feed:evening-post 2, feed:noon 0",
        ),
        ("is:unread", "feed:po", "feed:evening-post 1"),
        ("", "feed:wire.ex", "feed:wire-service 4"),
        ("", "fee", "feed:"),
        ("", "feed:#", "feed:#agency 4, feed:#press 2, feed:#dull 0"),
        ("", "by:a", "by:ann-author 5"),
        ("", "is:un", "is:unread 7"),
        ("", "#oil", "#oil-market 1"),
        ("", "so", "sort:"),
        ("", "tod", "today 1"),
        ("", "yes", "yesterday 1"),
        ("", "2022-0", "2022-07 5, 2022-06 2, 2022-04 2"),
        ("@iaea", "202", "202h 1, 202d 1, 202w 1, 2022- 1"),
        ("", "3", "3h 1, 3d 3, 3w 6"),
        ("", "said:@ia", "said:@iaea 1"),
        ("isreal", "isreal", "israel, @israel 1"),
        ("", "@isreal", "@israel 1"),
        ("", "\"iran", ""),
    ] {
        let found = search(&catalog, &parse(shown));
        let list: Vec<String> = complete(line, line.len(), &catalog, &found, now())
            .iter()
            .map(|c| {
                c.articles
                    .map_or(c.text.clone(), |n| format!("{} {n}", c.text))
            })
            .collect();
        assert_eq!(list.join(", "), expected, "{line}");
    }
    let found = search(&catalog, &parse(""));
    let list = complete("@iran ", 6, &catalog, &found, now());
    assert_eq!(
        (list[0].text.as_str(), list[0].span),
        ("@iran", Span::new(6, 6))
    );
}
