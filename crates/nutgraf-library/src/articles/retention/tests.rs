//! What a rule takes out, and what it must leave.

use std::sync::Arc;

use crate::Library;
use crate::articles::catalog_fill::NEWEST;
use crate::articles::retention::Keep;
use crate::catalog::Catalog;
use crate::fixture::analyzed;
use crate::tests::put;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

#[test]
fn old_articles_go_by_a_rule_and_what_was_starred_or_tagged_stays() {
    let check = |since: Option<i64>, most: Option<u32>, expected: &[u32]| {
        let library = Library::temporary().unwrap();
        let mut writer = library.writer().unwrap();
        for n in 1..=6u32 {
            let text = format!("Iran and text {n}");
            let mut article = analyzed(&format!("k{n}"), &text, &[("country:IR", "Iran")]);
            // The last has no date: it counts as new.
            article.article.meta.published = (n < 6).then(|| Moment(i64::from(n) * 100));
            put(&mut writer, &article);
        }
        let one = |id| Arc::from([ArticleId(id)]);
        writer
            .apply(&[
                Change::SetStarred(one(1), true),
                Change::AddTag(one(2), "war".into()),
                Change::SetRead(one(3), true),
            ])
            .unwrap();
        let reader = library.reader().unwrap();
        let mut catalog = Catalog::new();
        reader.fill(&mut catalog, NEWEST, 99).unwrap();
        let mut mark = reader.change_mark().unwrap();
        let keep = Keep {
            since: since.map(Moment),
            most,
        };
        let surplus = reader.surplus(&keep).unwrap();
        for bite in surplus.chunks(2) {
            assert_eq!(writer.take_out(bite).unwrap().touched, bite, "{keep:?}");
        }
        let safe = [ArticleId(1), ArticleId(2)];
        assert_eq!(
            writer.take_out(&safe).unwrap().touched,
            [],
            "starred and tagged"
        );
        let left: Vec<u32> = (1..=6)
            .filter(|id| reader.open(ArticleId(*id)).unwrap().is_some())
            .collect();
        assert_eq!(left, expected, "{keep:?}");
        let changed = reader.changes_since(&mut mark, 99).unwrap();
        reader.refill(&mut catalog, &changed).unwrap();
        let counts = reader.counts().unwrap();
        assert_eq!(catalog.articles(), counts.articles, "{keep:?}");
        assert_eq!(catalog.counts().unread, counts.unread, "{keep:?}");
        assert_eq!(counts.articles as usize, expected.len(), "{keep:?}");
        let checkup = library.check().unwrap();
        assert!(checkup.is_sound(), "{keep:?}: {:?}", checkup.problems);
        // What went may come again.
        let again = put(&mut writer, &analyzed("k3", "Iran and text 3", &[]));
        assert_eq!(again.new == 1, !expected.contains(&3), "{keep:?}");
    };
    check(None, None, &[1, 2, 3, 4, 5, 6]);
    check(Some(450), None, &[1, 2, 5, 6]);
    check(None, Some(1), &[1, 2, 6]);
    check(Some(350), Some(2), &[1, 2, 5, 6]);
}
