//! Key stories of the brief.
#![expect(clippy::expect_used, reason = "what is not there fails the test")]

use nutgraf::app::command::Place;
use nutgraf::app::effect::{Action, Effect, Request};
use nutgraf::app::state::brief::BriefTable;
use nutgraf::print::brief::page::Part;
use nutgraf_read::model::change::Change;

use crate::stage::Stage;
use crate::{picture, stage};

fn table(s: &Stage) -> &BriefTable {
    s.state.screens.brief().expect("the brief is open")
}

/// The headlines of the stories on the page.
fn stories(s: &Stage) -> Vec<String> {
    let all = &table(s).brief().expect("it has come").stories;
    all.iter().map(|story| story.title.to_string()).collect()
}

#[test]
fn the_brief_is_a_place_below_the_articles_that_it_tells() {
    for (keys, place) in [
        ("g b", Place::Brief),
        ("g b g b", Place::List),
        ("g b q", Place::List),
        ("g b esc", Place::List),
        ("g b e", Place::Brief),
        ("g b J e", Place::Reader),
        ("g b J e e", Place::Brief),
        ("g b J enter q", Place::Brief),
        ("g b J e e q", Place::List),
        ("g b ? q", Place::Brief),
        ("g s b", Place::Brief),
        ("j enter g b q", Place::List),
        ("/ 'zebra' enter g b", Place::List),
        (": 'brief' enter", Place::Brief),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.place(), place, "{keys}");
    }
}

#[test]
fn a_sentence_leads_to_its_place_and_back_to_itself() {
    let mut s = stage(80, 24);
    s.strike("g b G");
    // Every stop of the page, from the last to the first.
    let mut seen = 0;
    loop {
        let at = table(&s).cursor();
        let block = table(&s).current().expect("a stop").clone();
        if let (Part::Line | Part::Said, Some((id, span))) = (block.part, block.place) {
            let top = table(&s).top;
            s.strike("e");
            let reader = s.state.reader().expect("its article");
            assert_eq!(reader.reading.id, id);
            assert_eq!(reader.lit_span(), Some(span), "{}", block.text);
            let words = span
                .of(reader.text())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            assert!(block.text.contains(&words), "{words} in {}", block.text);
            s.strike("e");
            assert_eq!((table(&s).cursor(), table(&s).top), (at, top));
            seen += 1;
        }
        s.strike("k");
        if table(&s).cursor() == at {
            break;
        }
    }
    assert!(seen >= 3, "{seen} sentences");
    assert_eq!(table(&s).top, 0);
}

#[test]
fn a_story_can_be_dropped_moved_and_brought_back() {
    let mut s = stage(100, 30);
    s.strike("g b");
    let all = stories(&s);
    assert!(all.len() >= 3, "{all:?}");
    s.strike("J D");
    assert_eq!(stories(&s).len(), all.len() - 1);
    assert!(!stories(&s).contains(&all[1]));
    assert!(picture(&s.state).contains("dropped: "));
    s.strike("u");
    assert_eq!(stories(&s), all);
    s.strike("g g J K }");
    assert_eq!(stories(&s)[..2], [all[1].clone(), all[0].clone()]);
    s.strike("{ {");
    assert_eq!(stories(&s), all);
    assert!(picture(&s.state).contains("the first story"));
    s.strike("u u u");
    assert!(picture(&s.state).contains("nothing on this page was changed"));
    for _ in 0..all.len() {
        s.strike("D");
    }
    assert_eq!(stories(&s), Vec::<String>::new());
    s.strike("D j e");
    assert_eq!(s.state.place(), Place::Brief);
}

#[test]
fn a_story_becomes_longer_and_shorter_in_its_own_sentences() {
    let mut s = stage(100, 50);
    s.strike("g b J K");
    let words = |s: &Stage| -> usize {
        let brief = table(s).brief().unwrap();
        let lines = brief.stories[0].lines.iter();
        lines.map(|line| line.text.split_whitespace().count()).sum()
    };
    let before = words(&s);
    s.strike("> >");
    let longer = words(&s);
    s.strike("<");
    let shorter = words(&s);
    assert!(before <= longer, "{before} {longer}");
    assert!(shorter < longer || longer == before, "{shorter} {longer}");
    for _ in 0..9 {
        s.strike("<");
    }
    assert_eq!(table(&s).brief().unwrap().stories[0].lines.len(), 1);
    assert!(picture(&s.state).contains("one sentence already"));
}

#[test]
fn it_is_copied_written_and_marked_as_known() {
    let mut s = stage(100, 30);
    s.strike("g b y");
    let Some(Effect::Terminal(Action::Copy(text))) = s.outside.last() else {
        panic!("{:?}", s.outside.last());
    };
    assert!(
        text.starts_with("# The news") && text.contains("## Sources"),
        "{text}"
    );
    s.strike(": 'export_x.html' enter");
    assert!(matches!(
        s.outside.last(),
        Some(Effect::Library(Request::ExportBrief { file, .. })) if file == "x.html"
    ));
    s.strike("m");
    let known = |effect: &Effect| {
        if let Effect::Library(Request::Apply(Change::KeepBrief(kept))) = effect {
            kept.lines.len()
        } else {
            0
        }
    };
    let kept: usize = s.outside.iter().map(known).sum();
    assert!(kept >= 3, "{kept} lines");
    s.strike("m");
    assert!(picture(&s.state).contains("kept already"));
}
