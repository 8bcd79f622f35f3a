use super::*;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::ActorId;

fn actor(id: &str, name: &str, aliases: &[&str]) -> Actor {
    Actor {
        id: ActorId::from(id),
        name: name.to_owned(),
        kind: Kind::Country,
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
    }
}

fn row(id: u32, title: &str, day: Option<i64>) -> Row {
    Row {
        id: ArticleId(id),
        title: Arc::from(title),
        published: day.map(|day| Moment(day.saturating_mul(86_400))),
        ..Row::default()
    }
}

fn order(catalog: &Catalog) -> Vec<u32> {
    catalog.newest().map(|id| id.0).collect()
}

#[test]
fn rows_come_back_as_they_were_pushed() {
    let mut catalog = Catalog::new();
    let iran = catalog.intern(&actor("country:IR", "Iran", &["Islamic Republic"]));
    let mut pushed = row(7, "Šefčovič in Tehran", Some(3));
    pushed.source = Some(Arc::from("Example Wire"));
    pushed.byline = Some(Arc::from("A. Writer"));
    pushed.language = Some(Arc::from("en"));
    pushed.words = 640;
    pushed.copies = 3;
    pushed.story = 4;
    pushed.marks.starred = true;
    pushed.marks.tags = vec![Arc::from("gulf")];
    pushed.actors = vec![RowActor {
        actor: iran,
        mentions: 5,
        central: true,
        speaks: false,
    }];
    catalog.push(&pushed);
    assert_eq!(catalog.row(ArticleId(7)), Some(pushed.clone()));
    assert_eq!(catalog.row(ArticleId(6)), None);
    assert_eq!(catalog.folded(ArticleId(7)), "sefcovic in tehran");
    assert_eq!(
        (
            catalog.articles(),
            catalog.counts().unread,
            catalog.counts().starred
        ),
        (1, 1, 1)
    );
    // Replacing leaves no trace of the old row.
    let mut later = row(7, "Another title", None);
    later.marks.read = true;
    catalog.push(&later);
    assert_eq!(catalog.row(ArticleId(7)), Some(later));
    assert_eq!(catalog.actors().articles(iran), 0);
    assert!(catalog.tags()[0].1.is_empty());
    assert_eq!(
        (
            catalog.articles(),
            catalog.counts().unread,
            catalog.counts().starred
        ),
        (1, 0, 0)
    );
}

#[test]
fn a_snapshot_does_not_see_later_writes() {
    let mut catalog = Catalog::new();
    catalog.push(&row(1, "one", Some(1)));
    let before = catalog.snapshot();
    catalog.push(&row(2, "two", Some(2)));
    catalog.set_read(ArticleId(1), true);
    catalog.set_tag(ArticleId(1), &Arc::from("x"), true);
    assert_eq!(order(&before), [1]);
    assert!(!before.marks(ArticleId(1)).read && before.marks(ArticleId(1)).tags.is_empty());
    assert_eq!(order(&catalog), [2, 1]);
    assert_eq!(catalog.counts().unread, 1);
}

#[test]
fn the_order_is_by_date_in_whatever_order_rows_come() {
    let mut catalog = Catalog::new();
    for (id, day) in [
        (9000, Some(5)),
        (3, Some(9)),
        (2, None),
        (70, Some(5)),
        (1, Some(1)),
    ] {
        catalog.push(&row(id, "t", day));
        if id % 2 == 0 {
            catalog.settle();
        }
    }
    assert_eq!(order(&catalog), [3, 9000, 70, 1, 2]);
    catalog.settle();
    assert_eq!(order(&catalog), [3, 9000, 70, 1, 2]);
    // A new date moves a known row.
    catalog.push(&row(1, "t", Some(10)));
    assert_eq!(order(&catalog), [1, 3, 9000, 70, 2]);
    assert_eq!(
        catalog.present().iter().map(|id| id.0).collect::<Vec<_>>(),
        [1, 2, 3, 70, 9000]
    );
}

#[test]
fn what_is_taken_out_is_gone_and_may_come_back() {
    let mut catalog = Catalog::new();
    for id in 1..=3 {
        catalog.push(&row(id, "t", Some(i64::from(id))));
    }
    catalog.settle();
    catalog.remove(&[ArticleId(2), ArticleId(77)]);
    assert_eq!(order(&catalog), [3, 1]);
    assert_eq!((catalog.articles(), catalog.counts().unread), (2, 2));
    assert_eq!(catalog.row(ArticleId(2)), None);
    assert!(!catalog.present().has(ArticleId(2)));
    catalog.settle();
    catalog.push(&row(2, "again", Some(9)));
    assert_eq!(order(&catalog), [2, 3, 1]);
}

#[test]
fn odd_input_is_taken_or_refused_quietly() {
    let mut catalog = Catalog::new();
    catalog.push(&row(u32::MAX, "far", Some(1)));
    assert_eq!(catalog.articles(), 0);
    let mut stray = row(0, &"é".repeat(9000), Some(i64::MIN));
    stray.actors = vec![RowActor {
        actor: ActorNo(99),
        ..RowActor::default()
    }];
    catalog.push(&stray);
    assert_eq!(catalog.title(ArticleId(0)).len(), 4096);
    assert_eq!(catalog.cast(ArticleId(0)).count(), 0);
    catalog.set_read(ArticleId(500), true);
    assert_eq!(catalog.counts().unread, 1);
}

#[test]
fn an_actor_learns_names_and_keeps_his_number() {
    let mut catalog = Catalog::new();
    let first = catalog.intern(&actor("country:US", "United States", &["U.S."]));
    let other = catalog.intern(&actor("country:IR", "Iran", &[]));
    assert_ne!(first, other);
    assert_eq!(
        catalog.intern(&actor("country:US", "United States", &["America"])),
        first
    );
    assert_eq!(
        catalog.actors().get(first).unwrap().aliases,
        ["U.S.", "America"]
    );
    let names: String = catalog
        .actors()
        .names()
        .map(|arena| arena.text.as_str())
        .collect();
    assert_eq!(names, "\nunited states\nus\niran\namerica\n");
    let mut many = Vec::new();
    for id in 1..100 {
        let mut article = row(id, "t", Some(1));
        article.actors = vec![RowActor {
            actor: first,
            ..RowActor::default()
        }];
        catalog.push(&article);
        many.push(id);
    }
    let mut seen = Vec::new();
    catalog.actors().for_articles(first, |id| seen.push(id.0));
    assert_eq!(seen, many);
}

#[test]
fn what_is_removed_leaves_no_trace_and_may_come_again() {
    let mut catalog = Catalog::new();
    let iran = catalog.intern(&actor("country:IR", "Iran", &[]));
    for id in 1..=3 {
        let mut article = row(id, "t", Some(i64::from(id)));
        article.marks.starred = true;
        article.actors = vec![RowActor {
            actor: iran,
            ..RowActor::default()
        }];
        catalog.push(&article);
    }
    catalog.settle();
    let kept = catalog.snapshot();
    catalog.remove(&[ArticleId(2), ArticleId(9)]);
    let left: Vec<u32> = catalog.newest().map(|id| id.0).collect();
    assert_eq!(left, [3, 1]);
    assert_eq!(
        (
            catalog.articles(),
            catalog.counts().unread,
            catalog.counts().starred
        ),
        (2, 2, 2)
    );
    assert!(!catalog.has(ArticleId(2)) && catalog.row(ArticleId(2)).is_none());
    let mut named = Vec::new();
    catalog.actors().for_articles(iran, |id| named.push(id.0));
    assert_eq!(named, [1, 3]);
    assert_eq!(kept.articles(), 3, "a snapshot stays as it was");
    catalog.push(&row(2, "t", Some(2)));
    let left: Vec<u32> = catalog.newest().map(|id| id.0).collect();
    assert_eq!(left, [3, 2, 1]);
}
