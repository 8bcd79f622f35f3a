//! Articles that come one by one, each with what their source puts under everything.

use std::sync::Arc;

use crate::Library;
use crate::fixture::analyzed;
use crate::tests::put;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::{Block, BlockKind};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::flaw::DropReason;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::boilerplate::prune;

const LINE: &str = "Follow topics and authors from this story";

fn story(n: usize, line: &str) -> Analyzed {
    let about = [
        "the harbour",
        "a bridge",
        "two schools",
        "some trees",
        "our tram",
    ];
    let told = format!(
        "The council of town {n} spoke of {}.",
        about[n % about.len()]
    );
    let text = format!("{line}\n\n{told}");
    let mut article = analyzed(&format!("k{n}"), &text, &[]);
    let spans = [(0, line.len()), (line.len() + 2, text.len())];
    article.article.blocks = spans
        .map(|(start, end)| Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, end),
        })
        .to_vec();
    article
}

#[test]
fn what_a_source_puts_under_everything_is_learnt_over_weeks_and_cleaned_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    for n in 0..4 {
        let mut writer = Library::open(&path).unwrap().writer().unwrap();
        put(&mut writer, &story(n, LINE));
    }
    let library = Library::open(&path).unwrap();
    let mut writer = library.writer().unwrap();
    let reader = library.reader().unwrap();
    let id = ArticleId(2);
    let position = u32::try_from(LINE.len() + 6).unwrap();
    let marks = [
        Change::SetStarred(Arc::from([id]), true),
        Change::SetPosition(id, position),
    ];
    writer.apply(&marks).unwrap();
    assert!(reader.boilerplate().unwrap().is_empty());
    put(&mut writer, &story(4, LINE));
    let learnt = reader.boilerplate().unwrap();
    assert_eq!(learnt.len(), 1);
    let unclean = reader.unclean(9).unwrap();
    assert_eq!(unclean.len(), 5, "those stored before are among them");
    assert_eq!(reader.stale(1, 9).unwrap(), unclean);

    // What the background does with each, often as the first thing that a program does.
    drop(writer);
    let mut writer = library.writer().unwrap();
    let mut stored = (*reader.open(id).unwrap().unwrap().analyzed).clone();
    stored.article = prune(stored.article, |mark| learnt.contains(&mark));
    let applied = put(&mut writer, &stored);
    assert_eq!((applied.updated, applied.touched), (1, vec![id]));
    let cleaned = reader.open(id).unwrap().unwrap();
    let article = &cleaned.analyzed.article;
    assert_eq!(&*article.text, "The council of town 1 spoke of a bridge.");
    assert_eq!(article.dropped[0].reason, DropReason::Boilerplate);
    assert_eq!(article.dropped[0].span.of(&article.raw), LINE);
    assert!(cleaned.marks.starred);
    assert_eq!(cleaned.position, 4, "the reader is at the same word");
    assert_eq!(reader.revisions(id).unwrap(), [], "no other version");
    assert!(!reader.unclean(9).unwrap().contains(&id));

    // Read again from its file it is the same.
    let again = prune(story(1, LINE).article, |mark| learnt.contains(&mark));
    assert!(reader.holds(&again, 1).unwrap());
    assert!(library.check().unwrap().is_sound());
}

#[test]
fn prints_of_one_story_teach_nothing() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let told = "The council met for the whole night over the plan to build a bridge, and in the morning nobody could say \
                which of the three designs that lay on the table had found the most friends among its members.";
    for n in 0..9 {
        let mut print = story(0, told);
        print.article.key = format!("print {n}").as_str().into();
        print.article.meta.title = format!("Night over a bridge, update {n}");
        put(&mut writer, &print);
    }
    assert!(library.reader().unwrap().boilerplate().unwrap().is_empty());
}

#[test]
fn what_is_taken_as_it_is_teaches_nothing_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("library.db")).unwrap();
    let (mut writer, reader) = (library.writer().unwrap(), library.reader().unwrap());
    let taken = |n| Change::Take(Box::new(story(n, LINE)));
    writer
        .apply(&(0..8).map(taken).collect::<Vec<_>>())
        .unwrap();
    assert!(reader.boilerplate().unwrap().is_empty());
    for n in 10..16 {
        put(&mut writer, &story(n, LINE));
    }
    assert_eq!(reader.boilerplate().unwrap().len(), 1);
    let unclean = reader.unclean(99).unwrap();
    assert!(!unclean.is_empty());
    assert!(unclean.iter().all(|id| id.0 > 8), "{unclean:?}");
    // What was put before and comes again analysed elsewhere is left alone from then on.
    let changed = analyzed("k10", &format!("{LINE}\n\nThe council met again."), &[]);
    writer.apply(&[Change::Take(Box::new(changed))]).unwrap();
    assert!(!reader.unclean(99).unwrap().contains(&ArticleId(9)));
}
