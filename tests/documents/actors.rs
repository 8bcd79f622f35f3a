//! Who is in the five scraped documents beside the project, by a careful reader's list. Their names are public facts;
//! none of the documents' words belong in here.

use nutgraf_read::text::word_list::words;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::{Options, text};

use crate::beside;

fn seeds() -> Option<Vec<PathBuf>> {
    beside::folder("seeds").map(|folder| beside::files(&folder))
}

struct Desk {
    analyst: Analyst,
    reading: Options,
}

impl Desk {
    fn new() -> Self {
        Self {
            analyst: Analyst::embedded(),
            reading: Options::default(),
        }
    }

    fn read(&self, path: &Path) -> Analysis {
        let bytes = fs::read(path).unwrap();
        let reading = self.reading.with_origin(path.to_string_lossy());
        let article = nutgraf_read::read(&bytes, &reading).remove(0);
        let sentences = text::sentences(&article.text, &article.blocks, &reading.rules);
        self.analyst
            .analyze(&article, sentences, &AnalysisOptions::default())
    }
}

/// For each document: those whom it is about, in the first rows; and the others who must be found.
const LISTS: [(&[&str], &[&str]); 5] = [
    (
        &["country:US", "country:IR", "country:IL", "person:joe-biden"],
        &words::<23>(
            "other:jcpoa person:mohammad-javad-zarif person:antony-blinken person:jake-sullivan \
             person:meir-ben-shabbat person:robert-malley person:marco-carnelos \
             person:saeed-khatibzadeh person:josep-borrell person:mike-pompeo \
             person:donald-trump person:fuad-izadi org:iaea org:eu org:white-house \
             org:un-security-council org:times-of-israel org:e3 country:GB country:FR \
             country:DE country:KR other:npt",
        ),
    ),
    (
        &words::<5>("country:US country:IL country:IR person:joe-biden country:PS"),
        &words::<7>(
            "person:yair-lapid person:donald-trump other:jcpoa org:eu country:GB \
             place:east-jerusalem place:bethlehem",
        ),
    ),
    (
        &["country:US", "country:IR", "person:joe-biden"],
        &words::<17>(
            "other:jcpoa country:IL person:hossein-amir-abdollahian person:josep-borrell org:eu \
             org:e3 org:nato org:cia org:pentagon org:us-state-department org:tehran-times \
             org:reuters person:donald-trump country:CN country:RU place:vienna \
             org:un-security-council",
        ),
    ),
    (
        &["country:IR", "country:US"],
        &words::<18>(
            "person:donald-trump person:heather-nauert person:mike-pompeo person:barack-obama \
             org:us-state-department org:isis org:eu country:FR country:GB country:DE \
             country:CN country:RU country:SY country:IQ country:IL other:jcpoa \
             org:un-security-council org:france-24",
        ),
    ),
    (
        &[
            "country:IR",
            "country:US",
            "other:jcpoa",
            "person:joe-biden",
        ],
        &words::<24>(
            "person:donald-trump person:antony-blinken person:ebrahim-raisi \
             person:hassan-rouhani person:ali-bagheri-kani person:enrique-mora \
             person:josep-borrell person:ned-price person:saeed-khatibzadeh org:irgc org:ofac \
             org:us-treasury org:nato org:hezbollah org:houthis org:eu org:e3 country:IL \
             country:CN country:RU country:SY country:LB country:YE place:vienna",
        ),
    ),
];

#[test]
fn the_actors_of_the_scraped_documents_are_found() {
    let Some(files) = seeds() else { return };
    let desk = Desk::new();
    for (path, (first, others)) in files.iter().zip(LISTS) {
        let analysis = desk.read(path);
        let ids: Vec<&str> = analysis.entities.iter().map(|e| &*e.id.0).collect();
        let top: BTreeSet<&str> = ids.iter().take(first.len() + 1).copied().collect();
        for id in first {
            assert!(
                top.contains(id),
                "{}: {id} is not among the first of {ids:?}",
                path.display()
            );
        }
        let missing: Vec<&&str> = others.iter().filter(|id| !ids.contains(id)).collect();
        assert!(
            missing.len() * 20 <= others.len() + first.len(),
            "{}: {missing:?} not in {ids:?}",
            path.display()
        );
        let names: BTreeSet<&str> = analysis.entities.iter().map(|e| &*e.name).collect();
        assert_eq!(
            names.len(),
            ids.len(),
            "{}: two rows of one name",
            path.display()
        );
    }
}

/// Who else may have a row in each document: named there, but not so much that a reader would miss it.
const ALSO: [&[&str]; 5] = [
    &words::<8>(
        "other:islamic-revolution place:washington country:IT \
         org:us-israel-strategic-consultative-group place:middle-east other:unsc-2231 \
         org:iran-foreign-ministry org:tehran-university",
    ),
    &words::<10>(
        "other:jerusalem-declaration place:washington other:iron-dome other:iron-beam org:p5-1 \
         place:west-asia org:iaea place:middle-east org:channel-12-israel place:jerusalem",
    ),
    &words::<6>(
        "other:un-charter place:new-york org:un-general-assembly other:unsc-2231 other:wwii \
         place:washington",
    ),
    &["place:middle-east", "place:gulf-states", "place:washington"],
    &words::<7>(
        "other:unsc-2231 org:un-security-council org:white-house other:islamic-revolution \
         place:washington org:p5-1 org:iran-foreign-ministry",
    ),
];

/// `cargo test --test documents rows -- --nocapture` prints the rows, for a reader with the documents beside.
#[test]
fn of_a_hundred_rows_at_least_ninety_five_are_right_and_none_of_the_first_ten_is_wrong() {
    let Some(files) = seeds() else { return };
    let desk = Desk::new();
    let (mut rows, mut right) = (0, 0);
    let mut names_of = BTreeMap::new();
    for ((path, (first, others)), also) in files.iter().zip(LISTS).zip(ALSO) {
        let analysis = desk.read(path);
        for (at, entity) in analysis.entities.iter().enumerate() {
            let id = &*entity.id.0;
            let known = [first, others, also].iter().any(|list| list.contains(&id));
            // One actor has one name in all documents, and one kind that his id tells.
            let name = names_of
                .entry(id.to_owned())
                .or_insert_with(|| entity.name.clone());
            let named =
                *name == entity.name && id.starts_with(&format!("{}:", entity.kind.prefix()));
            let good = known && named;
            let mark = if good { ' ' } else { 'x' };
            println!(
                "{mark} {at:>2} {id:<44} {:<44} {}",
                entity.name,
                entity.mentions.len()
            );
            assert!(
                good || at >= 10,
                "{}: {id} is wrong in row {at}",
                path.display()
            );
            rows += 1;
            right += usize::from(good);
        }
    }
    assert!(right * 100 >= rows * 95, "{right} of {rows} rows are right");
}

#[test]
fn an_actor_is_in_just_the_documents_that_name_him() {
    let Some(files) = seeds() else { return };
    let desk = Desk::new();
    let read: Vec<Analysis> = files.iter().map(|path| desk.read(path)).collect();
    for (id, wanted) in [
        ("person:josep-borrell", &[0, 2, 4][..]),
        ("person:mohammad-javad-zarif", &[0][..]),
        ("person:yair-lapid", &[1][..]),
        ("org:irgc", &[4][..]),
        ("org:isis", &[3][..]),
    ] {
        let found: Vec<usize> = (0..read.len())
            .filter(|at| read[*at].entities.iter().any(|e| &*e.id.0 == id))
            .collect();
        assert_eq!(found, wanted, "{id}");
    }
}
