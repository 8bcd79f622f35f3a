use super::*;
use crate::catalog::row::Row;
use crate::filter;
use crate::filter::search::cache::SearchCache;
use crate::filter::search::found::FullText;
use nutgraf_read::model::moment::Moment;

#[test]
fn a_story_stands_once_where_its_first_copy_stands() {
    // Newest first: 6 … 1; stories 2 (of 2, 4, 5) and 3 (of 3, 6).
    let mut catalog = Catalog::new();
    for (id, story, read) in [
        (1, 0, false),
        (2, 2, true),
        (3, 3, false),
        (4, 2, false),
        (5, 2, false),
        (6, 3, true),
    ] {
        let mut row = Row {
            id: ArticleId(id),
            title: Arc::from(format!("Oil talks {id}")),
            published: Some(Moment(i64::from(id) * 86_400)),
            copies: story,
            story,
            ..Row::default()
        };
        row.marks.read = read;
        catalog.push(&row);
    }
    catalog.settle();
    for (line, wanted, unread) in [
        ("", vec![6, 5, 1], 2),
        ("sort:old", vec![1, 2, 3], 2),
        ("is:unread", vec![5, 3, 1], 3),
        ("story:2", vec![5, 4, 2], 2),
        ("-story:2", vec![6, 1], 1),
    ] {
        let plan = filter::plan(&filter::parse(line), &catalog, Moment(0));
        let found = filter::run(
            &plan,
            &catalog,
            &FullText::default(),
            &mut SearchCache::default(),
            &|| false,
        );
        let found = without_copies(found.unwrap(), &plan, &catalog, &mut SearchCache::default());
        let rows: Vec<u32> = found.rows.iter().map(|id| id.0).collect();
        assert_eq!(rows, wanted, "{line}");
        assert_eq!(
            (found.exact_until, found.unread),
            (rows.len(), unread),
            "{line}"
        );
    }
}
