//! Owns: tests of how corrections change what the library shows, and that they change nothing that is stored.
//! Promises: a story each: what was stored, what was corrected, what is seen by list, article, catalog and cards.

use crate::Library;
use crate::articles::catalog_fill::NEWEST;
use crate::catalog::Catalog;
use crate::database::reader::Reader;
use crate::database::writer::Writer;
use crate::fixture::analyzed;
use crate::tests::put;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::correction::{Correction, Section, Setting};
use nutgraf_read::model::id::{ActorId, ArticleId};

/// Two articles that name three men, one of them in two spellings, and a body.
fn stored() -> (Library, Writer) {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let one = "Amir Roe met the Board. Kate Bush sang and Bush spoke.";
    let two = "Ameer Roe met the Board, said Amir Roe.";
    let roe = ("person:amir-roe", "Amir Roe");
    let board = ("org:board", "Board");
    put(
        &mut writer,
        &analyzed("one", one, &[roe, board, ("person:bush", "Bush")]),
    );
    put(
        &mut writer,
        &analyzed("two", two, &[("person:ameer-roe", "Ameer Roe"), roe, board]),
    );
    (library, writer)
}

fn filled(reader: &Reader) -> Catalog {
    let mut catalog = Catalog::new();
    let mut below = Some(NEWEST);
    while let Some(id) = below {
        below = reader.fill(&mut catalog, id, 4096).unwrap();
    }
    catalog
}

fn correct(writer: &mut Writer, settings: Vec<Setting>) {
    let words = "so it is".to_owned();
    let change = Change::Correct(Correction { settings, words });
    assert!(writer.apply(&[change]).unwrap().corrected);
}

/// Who is in each article, by the list, the open article and the catalog: all must agree.
fn seen(reader: &Reader, catalog: &Catalog) -> String {
    let mut all = Vec::new();
    for id in [1, 2].map(ArticleId) {
        let headline = reader.headlines(&[id]).unwrap().remove(0);
        let mut listed: Vec<String> = headline
            .actors
            .iter()
            .map(|a| format!("{}={}", a.id, a.name))
            .collect();
        let reading = reader.open(id).unwrap().unwrap();
        let entities = &reading.analyzed.analysis.entities;
        let mut open: Vec<String> = entities
            .iter()
            .map(|e| format!("{}={}", e.id, e.name))
            .collect();
        let cast = catalog
            .cast(id)
            .map(|part| catalog.actors().get(part.actor).unwrap());
        let mut held: Vec<String> = cast.map(|a| format!("{}={}", a.id, a.name)).collect();
        for names in [&mut listed, &mut open, &mut held] {
            names.sort();
        }
        assert_eq!(listed, open, "list and article");
        assert_eq!(listed, held, "list and catalog");
        all.push(listed.join(" "));
    }
    all.join(" | ")
}

const PLAIN: &str = "org:board=Board person:amir-roe=Amir Roe person:bush=Bush | org:board=Board person:ameer-roe=Ameer Roe person:amir-roe=Amir Roe";

#[test]
fn every_correction_shows_at_once_survives_a_restart_and_can_be_taken_back() {
    use Section::{Hide, Kind, Merge, Never, Rename, Split};
    let put = Setting::put;
    for (settings, wanted) in [
        (
            vec![put(Merge, "person:ameer-roe", "person:amir-roe")],
            "org:board=Board person:amir-roe=Amir Roe person:bush=Bush | org:board=Board person:amir-roe=Amir Roe",
        ),
        (
            vec![
                put(Rename, "org:board", "The Board"),
                put(Kind, "org:board", "place"),
            ],
            "org:board=The Board person:amir-roe=Amir Roe person:bush=Bush | org:board=The Board person:ameer-roe=Ameer Roe person:amir-roe=Amir Roe",
        ),
        (
            vec![put(Hide, "org:board", "")],
            "person:amir-roe=Amir Roe person:bush=Bush | person:ameer-roe=Ameer Roe person:amir-roe=Amir Roe",
        ),
        (
            vec![put(Never, "bush", "")],
            "org:board=Board person:amir-roe=Amir Roe | org:board=Board person:ameer-roe=Ameer Roe person:amir-roe=Amir Roe",
        ),
        (
            vec![put(Split, "Ameer Roe", "person:other-roe")],
            "org:board=Board person:amir-roe=Amir Roe person:bush=Bush | org:board=Board person:amir-roe=Amir Roe person:other-roe=Ameer Roe",
        ),
        (
            vec![
                put(Merge, "person:bush", "person:kate-bush"),
                put(Rename, "person:kate-bush", "Kate"),
            ],
            "org:board=Board person:amir-roe=Amir Roe person:kate-bush=Kate | org:board=Board person:ameer-roe=Ameer Roe person:amir-roe=Amir Roe",
        ),
    ] {
        let (library, mut writer) = stored();
        let reader = library.reader().unwrap();
        let mut catalog = filled(&reader);
        assert_eq!(seen(&reader, &catalog), PLAIN);
        correct(&mut writer, settings.clone());
        reader.refill(&mut catalog, &[]).unwrap();
        assert_eq!(seen(&reader, &catalog), wanted, "at once: {settings:?}");
        let later = library.reader().unwrap();
        assert_eq!(
            seen(&later, &filled(&later)),
            wanted,
            "after a restart: {settings:?}"
        );
        let undone = writer.apply(&[Change::Undo]).unwrap();
        assert_eq!(undone.undone.as_deref(), Some("no longer: so it is"));
        reader.refill(&mut catalog, &[]).unwrap();
        assert_eq!(seen(&reader, &catalog), PLAIN, "taken back: {settings:?}");
    }
}

#[test]
fn a_merged_actor_is_found_by_all_his_names_and_ids_and_counted_once() {
    let (library, mut writer) = stored();
    let reader = library.reader().unwrap();
    let mut catalog = filled(&reader);
    correct(
        &mut writer,
        vec![Setting::put(
            Section::Merge,
            "person:ameer-roe",
            "person:amir-roe",
        )],
    );
    reader.refill(&mut catalog, &[]).unwrap();
    let actors = catalog.actors();
    let no = actors.number(&ActorId::from("person:ameer-roe")).unwrap();
    assert_eq!(actors.number(&ActorId::from("person:amir-roe")), Some(no));
    assert_eq!(actors.articles(no), 2);
    assert_eq!(actors.get(no).unwrap().aliases, ["Ameer Roe"]);
    assert_eq!(actors.led_to(no), [ActorId::from("person:ameer-roe")]);
    let holders: Vec<_> = actors
        .names()
        .flat_map(crate::catalog::actors::NameArena::names)
        .filter(|(name, _)| *name == "ameer roe")
        .map(|(_, who)| who)
        .collect();
    assert_eq!(holders, [no], "the name leads to him and to nobody else");
    let named = reader
        .actor_named(&ActorId::from("person:ameer-roe"))
        .unwrap()
        .unwrap();
    assert_eq!(
        (&*named.id.0, named.name.as_str()),
        ("person:amir-roe", "Amir Roe")
    );
}

#[test]
fn marks_and_corrections_are_taken_back_in_their_order() {
    let (_library, mut writer) = stored();
    let star = Change::SetStarred([ArticleId(1)].into(), true);
    let hide = Change::Correct(Correction {
        settings: vec![Setting::put(Section::Hide, "org:board", "")],
        words: "the board is hidden".to_owned(),
    });
    writer.apply(&[star, hide.clone()]).unwrap();
    assert!(!writer.apply(&[hide]).unwrap().corrected, "nothing new");
    let words = |applied: crate::Applied| applied.undone.unwrap_or_default();
    assert_eq!(
        words(writer.apply(&[Change::Undo]).unwrap()),
        "no longer: the board is hidden"
    );
    assert_eq!(
        words(writer.apply(&[Change::Undo]).unwrap()),
        "“Title of one” is no longer starred"
    );
    assert_eq!(words(writer.apply(&[Change::Undo]).unwrap()), "");
}
