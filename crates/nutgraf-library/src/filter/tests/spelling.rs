//! Misspelt words and names: what they are taken for, what is offered, and that it is said.

use super::*;
use nutgraf_read::text::word_list::words;

#[test]
fn a_misspelt_name_leads_to_the_right_one_and_it_is_said() {
    let catalog = library();
    for (line, expected, hint) in [
        ("isreal", "9", "isreal → israel"),
        ("@isreal", "9", "@isreal → Israel"),
        ("@untied-states", "5 6", "@untied-states → United States"),
        ("@untied-staets", "5 6", "@untied-staets → United States"),
        ("sanctoins", "6", "sanctoins → sanctions"),
        ("src:exmaple", "1 2 6 9", "src:exmaple → example"),
    ] {
        let found = search(&catalog, &parse_final(line));
        let exact: Vec<String> = found
            .rows
            .iter()
            .take(found.exact_until)
            .map(|id| id.0.to_string())
            .collect();
        assert_eq!(exact.join(" "), expected, "{line}");
        assert_eq!(
            found.hints.first().map(ToString::to_string).as_deref(),
            Some(hint),
            "{line}"
        );
    }
}

#[test]
fn a_correction_says_what_to_put_in_its_place() {
    let catalog = library();
    let line = "2d @c:isreal";
    let found = search(&catalog, &parse_final(line));
    let Some(Hint::Correction {
        span,
        replacement,
        used,
        ..
    }) = found.hints.first()
    else {
        panic!("a correction: {:?}", found.hints);
    };
    assert_eq!(
        (span.of(line), replacement.as_str(), *used),
        ("@c:isreal", "@c:Israel", true)
    );
}

#[test]
fn a_slip_that_others_made_too_is_offered_and_used_where_it_finds_nothing() {
    // The more articles there are, the more of them hold the slip.
    let titles = [
        "Israel exports oil",
        "Israel votes again",
        "Isreal reopens a port",
    ];
    let mut catalog = Catalog::new();
    let kinds = std::iter::repeat_n(0, 550)
        .chain(std::iter::repeat_n(1, 550))
        .chain(std::iter::repeat_n(2, 20));
    for (id, kind) in (1..).zip(kinds) {
        catalog.push(&Row {
            id: ArticleId(id),
            title: Arc::from(titles[kind]),
            ..Row::default()
        });
    }
    catalog.settle();
    for (line, rows, hint) in [
        ("isreal", 20, Some("isreal → israel?")),
        ("isreal oil", 550, Some("isreal → israel")),
        ("isreal port", 20, Some("isreal → israel?")),
        ("isreal nowhere", 0, Some("isreal → israel?")),
        ("israel oil", 550, None),
        ("reopens", 20, None),
    ] {
        let found = search(&catalog, &parse_final(line));
        assert_eq!(found.exact_until, rows, "{line}");
        let said = found.hints.first().map(ToString::to_string);
        assert_eq!(said.as_deref(), hint, "{line}");
    }
}

#[test]
fn a_misspelling_that_stands_in_a_few_texts_is_offered_its_right_word() {
    let mut catalog = Catalog::new();
    for id in 1..=10 {
        let title = if id <= 8 {
            "Zelensky speaks"
        } else {
            "Ministers meet"
        };
        catalog.push(&Row {
            id: ArticleId(id),
            title: Arc::from(title),
            ..Row::default()
        });
    }
    catalog.settle();
    let plan = plan(&parse_final("zelenski"), &catalog, now());
    for (texts, hint) in [
        (&[9u32, 10][..], Some("zelenski → zelensky?")),
        (&[1, 2, 3, 4], None),
    ] {
        let mut text = FullText::new();
        for term in plan.full_text() {
            text.insert(term, texts.iter().copied().collect());
        }
        let found = run(&plan, &catalog, &text, &mut SearchCache::default(), &|| {
            false
        })
        .unwrap();
        assert_eq!(found.exact_until, texts.len());
        let said = found.hints.first().map(ToString::to_string);
        assert_eq!(said.as_deref(), hint, "{texts:?}");
    }
}

#[test]
fn misspelt_names_lead_to_the_right_actor() {
    // Names of our own choice, spelt right; the misspellings are made by rule.
    let names = words::<30>(
        "Israel Iran Ukraine Germany France Pakistan Lebanon Turkey Russia Vienna Brussels \
         Obama Netanyahu Zelenskyy Khamenei Rouhani Borrell Merkel Macron Erdogan Abdollahian \
         Blinken Grossi Guterres Hezbollah Taliban Parliament Congress Pentagon Kremlin",
    );
    let mut catalog = Catalog::new();
    for name in names {
        catalog.intern(&Actor {
            id: ActorId::from(name),
            name: name.to_owned(),
            kind: Kind::Other,
            aliases: Vec::new(),
        });
    }
    for (id, name) in (1..).zip(names) {
        let no = catalog.actors().number(&ActorId::from(name)).unwrap();
        catalog.push(&Row {
            id: ArticleId(id),
            title: Arc::from(format!("Report number {id} on the matter")),
            actors: vec![RowActor {
                actor: no,
                ..RowActor::default()
            }],
            ..Row::default()
        });
    }
    catalog.settle();
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    for (at, name) in names.iter().enumerate() {
        for misspelt in misspellings(&name.to_lowercase(), at) {
            all += 1;
            let found = search(&catalog, &parse_final(&format!("@{misspelt}")));
            let bare = search(&catalog, &parse_final(&misspelt));
            let leads = |found: &Found| found.facets.iter().any(|facet| facet.name == *name);
            if leads(&found) && leads(&bare) {
                right += 1;
            } else {
                wrong.push(format!("{misspelt} for {name}"));
            }
        }
    }
    assert!(all >= 200, "{all} misspellings");
    assert!(right * 10 >= all * 9, "{right} of {all}; not: {wrong:?}");
}

/// Seven mistakes: two swaps, two drops, a double, two neighbours on the keyboard, at places that vary with the name.
fn misspellings(name: &str, at: usize) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let inner = |n: usize| 1 + (at + n) % (letters.len() - 2);
    let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let neighbour = |c: char| {
        let row = rows
            .iter()
            .find(|row| row.contains(c))
            .copied()
            .unwrap_or("aa");
        let place = row.find(c).unwrap_or(0);
        row.chars()
            .nth(if place == 0 { 1 } else { place - 1 })
            .unwrap_or(c)
    };
    let edited = |edit: &dyn Fn(&mut Vec<char>)| {
        let mut copy = letters.clone();
        edit(&mut copy);
        copy.iter().collect::<String>()
    };
    let mut made = vec![
        edited(&|word| word.swap(inner(0), inner(0) + 1)),
        edited(&|word| word.swap(inner(2), inner(2) + 1)),
        edited(&|word| {
            word.remove(inner(0));
        }),
        edited(&|word| {
            word.remove(inner(3));
        }),
        edited(&|word| word.insert(inner(1), word[inner(1)])),
        edited(&|word| word[inner(0)] = neighbour(word[inner(0)])),
        edited(&|word| word[inner(2)] = neighbour(word[inner(2)])),
    ];
    made.retain(|word| word != name);
    made
}
