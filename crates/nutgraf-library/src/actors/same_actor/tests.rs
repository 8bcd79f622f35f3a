//! Owns: tests of which actors count as one: spellings, surnames alone, namesakes, and the order of arrival.
//! Promises: a table of small libraries.

use crate::Library;
use crate::articles::catalog_fill::NEWEST;
use crate::catalog::Catalog;
use crate::database::writer::Writer;
use crate::fixture::analyzed;
use crate::tests::put;

/// An article with these actors, given by name (`o:` before bodies).
fn article(writer: &mut Writer, key: &str, names: &[&str]) {
    let text = names.join(" met ") + ".";
    let ids: Vec<(String, String)> = names
        .iter()
        .map(|name| {
            let slug = nutgraf_read::text::name_key::name_words(name).join("-");
            let body = name.starts_with("Board") || name.starts_with("Bank");
            (
                format!("{}:{slug}", if body { "org" } else { "person" }),
                (*name).to_owned(),
            )
        })
        .collect();
    let ids: Vec<(&str, &str)> = ids
        .iter()
        .map(|(id, name)| (id.as_str(), name.as_str()))
        .collect();
    put(writer, &analyzed(key, &text, &ids));
}

/// Which actors count as one, after these articles came in this order; with some others, so that neighbours tell something.
fn merged(articles: &[&[&str]], order: &[usize]) -> String {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    for n in 0..40 {
        let names = [format!("Noa Nobody{n}"), format!("Board {}", n % 7)];
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        article(&mut writer, &format!("other{n}"), &names);
    }
    for at in order {
        if let Some(names) = articles.get(*at) {
            article(&mut writer, &format!("key{at}"), names);
        }
    }
    let reader = library.reader().unwrap();
    // The first screen looks at rows only, the filling of a catalog at names: both see the same.
    let by_rows = reader.newest(99, 0).unwrap();
    reader.fill(&mut Catalog::new(), NEWEST, 99).unwrap();
    assert_eq!(by_rows, reader.newest(99, 0).unwrap());
    let mut pairs: Vec<String> = reader
        .spellings()
        .unwrap()
        .iter()
        .map(|[one, other]| {
            let mut two = [one.name.as_str(), other.name.as_str()];
            two.sort_unstable();
            two.join(" = ")
        })
        .collect();
    pairs.sort();
    pairs.join("; ")
}

#[test]
fn spellings_of_one_man_are_one_and_namesakes_are_not() {
    let talks = ["Board Talks", "Ned Price"];
    let with = |name: &'static str| [name, talks[0], talks[1]];
    for (names, wanted) in [
        (
            ["Amir Abdollahian", "Amirabdollahian"],
            "Amir Abdollahian = Amirabdollahian",
        ),
        (
            ["Ebrahim Raisi", "Ibrahim Raeesi"],
            "Ebrahim Raisi = Ibrahim Raeesi",
        ),
        (
            ["Volodymyr Zelensky", "Volodymyr Zelenskyy"],
            "Volodymyr Zelensky = Volodymyr Zelenskyy",
        ),
        (["Paul Hill", "Paula Hill"], ""),
        (["George Bush", "Kate Bush"], ""),
        (["Dan Brown", "Dean Brown"], ""),
        (["Lee Li", "Lo Lee"], ""),
        (["Robert Kane", "Robert Kane Jr"], ""),
        (["Robert H. J. Kane", "Robert J. Kane"], ""),
        (
            ["Robert J. Kane", "Robert Kane"],
            "Robert J. Kane = Robert Kane",
        ),
        (["Bank of Oman", "Bank of Iran"], ""),
        (["Robert Malley", "Malley"], "Malley = Robert Malley"),
    ] {
        let two = [with(names[0]), with(names[1]), with(names[0])];
        let two: Vec<&[&str]> = two.iter().map(<[&str; 3]>::as_slice).collect();
        for order in [[0, 1, 2], [1, 0, 2], [2, 0, 1], [0, 2, 1]] {
            assert_eq!(merged(&two, &order), wanted, "{names:?} in order {order:?}");
        }
    }
}

#[test]
fn strangers_of_like_names_in_other_company_are_two() {
    let here = ["Ebrahim Raisi", "Board Talks", "Ned Price"];
    let there = ["Ibrahim Raeesi", "Board Music", "Ann Singer"];
    assert_eq!(merged(&[&here, &there], &[0, 1]), "");
}

#[test]
fn one_document_with_both_tells_them_apart_for_good() {
    let one = ["Ebrahim Raisi", "Board Talks", "Ned Price"];
    let two = ["Ibrahim Raisi", "Board Talks", "Ned Price"];
    let both = ["Ebrahim Raisi", "Ibrahim Raisi"];
    assert_eq!(
        merged(&[&one, &two], &[0, 1]),
        "Ebrahim Raisi = Ibrahim Raisi"
    );
    for order in [[0, 1, 2, 3], [2, 0, 1, 3], [0, 2, 1, 3]] {
        assert_eq!(merged(&[&one, &two, &both, &two], &order), "", "{order:?}");
    }
}

#[test]
fn a_surname_of_two_stays_alone() {
    let ann = ["Ann Clark", "Board Talks", "Ned Price"];
    let joe = ["Joe Clark", "Board Talks", "Ned Price"];
    let lone = ["Clark", "Board Talks", "Ned Price"];
    for order in [[0, 1, 2], [0, 2, 1], [2, 1, 0]] {
        assert_eq!(merged(&[&ann, &joe, &lone], &order), "", "{order:?}");
    }
}
