use std::sync::Arc;

use crate::Library;
use crate::database::writer::Writer;
use crate::fixture::analyzed;
use crate::tests::put;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;

#[test]
fn who_looked_away_for_long_is_told_everything() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    for n in 1..=3 {
        put(
            &mut writer,
            &analyzed(&format!("k{n}"), &format!("text {n}"), &[]),
        );
    }
    let reader = library.reader().unwrap();
    let mut mark = reader.change_mark().unwrap();
    for n in 0..1100 {
        let one = Arc::from([ArticleId(1)]);
        writer.apply(&[Change::SetRead(one, n % 2 == 0)]).unwrap();
    }
    let mut told = Vec::new();
    loop {
        let some = reader.changes_since(&mut mark, 2).unwrap();
        if some.is_empty() {
            break;
        }
        told.extend(some);
    }
    told.sort_unstable();
    told.dedup();
    assert_eq!(told, [1, 2, 3].map(ArticleId));
}

/// Marks the first article as read, or as unread again.
fn toggle(writer: &mut Writer) -> super::Written {
    let one = || Arc::from([ArticleId(1)]);
    let changed = writer.apply(&[Change::SetRead(one(), true)]).unwrap();
    if changed.touched.is_empty() {
        return writer
            .apply(&[Change::SetRead(one(), false)])
            .unwrap()
            .written;
    }
    changed.written
}

#[test]
fn nobody_is_told_of_his_own_writing_and_everybody_of_others() {
    // `+`: we store a new article, `~`: we mark the first one; `o` and `x`: another program does so. `|`: we ask.
    let check = |steps: &str, expected: &[&[u32]]| {
        let library = Library::temporary().unwrap();
        let (mut own, mut other) = (library.writer().unwrap(), library.writer().unwrap());
        put(&mut own, &analyzed("k", "the first of all", &[]));
        let reader = library.reader().unwrap();
        let mut mark = reader.change_mark().unwrap();
        let mut told: Vec<Vec<u32>> = Vec::new();
        for (n, step) in steps.chars().enumerate() {
            let article = analyzed(&format!("k{n}"), &format!("text number {n}"), &[]);
            match step {
                '+' => {
                    mark.pass(put(&mut own, &article).written);
                }
                '~' => {
                    mark.pass(toggle(&mut own));
                }
                'o' => {
                    put(&mut other, &article);
                }
                'x' => {
                    toggle(&mut other);
                }
                _ => {
                    let mut all = Vec::new();
                    loop {
                        let some = reader.changes_since(&mut mark, 2).unwrap();
                        if some.is_empty() {
                            break;
                        }
                        all.extend(some.into_iter().map(|id| id.0));
                    }
                    told.push(all);
                }
            }
        }
        assert_eq!(told, expected, "{steps}");
        assert!(mark.own_articles.is_empty() && mark.own_changes.is_empty());
    };
    check("+++|", &[&[]]);
    check("~|~|", &[&[], &[]]);
    check("ooo|", &[&[2, 3, 4]]);
    check("x|x|", &[&[1], &[1]]);
    check("+o+|", &[&[3]]);
    check("o+++o+|", &[&[2, 6]]);
    check("x|~|", &[&[1], &[]]);
    check("~xx~|", &[&[1]]);
    check("+++++++++o|+|o|", &[&[11], &[], &[13]]);
}

#[test]
fn a_gap_in_the_numbers_tells_of_others() {
    let library = Library::temporary().unwrap();
    let (mut own, mut other) = (library.writer().unwrap(), library.writer().unwrap());
    let mut mark = library.reader().unwrap().change_mark().unwrap();
    let one = put(&mut own, &analyzed("k1", "one", &[])).written;
    assert!(!mark.pass(one));
    put(&mut other, &analyzed("k2", "two", &[]));
    let three = put(&mut own, &analyzed("k3", "three", &[])).written;
    assert!(mark.pass(three));
    // What is there already and the same is no change.
    let again = put(&mut own, &analyzed("k3", "three", &[])).written;
    assert_eq!(again, super::Written::default());
}
