//! Any sequence of messages at any size: nothing panics, what is asked stays sane, every frame can be drawn.

use nutgraf::app::key::{Code, Key};
use nutgraf::app::layout::{layout, slots};
use nutgraf::app::msg::{Mouse, MouseKind, Msg, Size};
use nutgraf_read::model::moment::Moment;
use proptest::prelude::*;

use crate::{picture, stage};

fn key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        8 => proptest::sample::select("jkgGnpaAeitsxzvVyo/?:|q]['<>123mlhbd@-\"( éñ漢".chars().collect::<Vec<_>>())
            .prop_map(Code::Char),
        3 => proptest::sample::select(vec![
            Code::Enter, Code::Esc, Code::Tab, Code::BackTab, Code::Backspace, Code::Delete, Code::Up, Code::Down,
            Code::Left, Code::Right, Code::Home, Code::End, Code::PageUp, Code::PageDown, Code::F(1),
        ]),
    ];
    (code, prop::bool::weighted(0.1), prop::bool::weighted(0.05))
        .prop_map(|(code, ctrl, alt)| Key { code, ctrl, alt })
}

fn msg() -> impl Strategy<Value = Msg> {
    let size = prop_oneof![
        (0u16..260, 0u16..80),
        Just((80, 24)),
        Just((40, 10)),
        Just((u16::MAX, 3)),
    ];
    prop_oneof![
        30 => key().prop_map(Msg::Key),
        3 => size.prop_map(|(width, height)| Msg::Resize(Size { width, height })),
        1 => ".{0,12}".prop_map(Msg::Paste),
        1 => (0u16..200, 0u16..60).prop_map(|(x, y)| Msg::Mouse(Mouse { kind: MouseKind::Press, x, y })),
        1 => Just(Msg::Mouse(Mouse { kind: MouseKind::WheelDown, x: 3, y: 3 })),
        1 => Just(Msg::Resumed),
        1 => any::<i64>().prop_map(|s| Msg::Clock(Moment(s))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(msgs in proptest::collection::vec(msg(), 1..60)) {
        let mut s = stage(80, 24);
        for msg in msgs {
            s.tell(msg);
            let state = &s.state;
            if state.ended {
                break;
            }
            prop_assert!(state.list.cursor <= state.list.last());
            let areas = layout(state);
            if !areas.list.is_empty() && !state.list.rows.is_empty() {
                let visible = slots(state, areas.list);
                prop_assert!(visible.iter().any(|slot| slot.index == state.list.cursor), "the cursor is visible");
                for slot in &visible {
                    prop_assert!(slot.y + slot.lines <= areas.list.bottom());
                }
            }
            if let Some(reader) = state.reader() {
                prop_assert!(reader.top < reader.page.lines.len());
            }
            if u32::from(state.size.width) * u32::from(state.size.height) < 40_000 {
                picture(state);
            }
        }
    }

    #[test]
    fn areas_stay_on_the_screen_and_apart(width in 0u16..300, height in 0u16..100, keys in "[jezvV?]{0,4}") {
        let mut s = stage(width, height);
        for key in keys.chars() {
            s.tell(Msg::Key(Key::char(key)));
        }
        let areas = layout(&s.state);
        let all = [
            areas.head, areas.filter, areas.top_rule, areas.list, areas.middle_rule, areas.briefing,
            areas.actors_rule, areas.actors, areas.bottom_rule, areas.foot, areas.text, areas.margin, areas.notes,
            areas.gauge,
        ];
        for (n, a) in all.iter().enumerate() {
            prop_assert!(a.right() <= width && a.bottom() <= height, "{a:?} leaves {width}x{height}");
            for b in all.iter().skip(n + 1) {
                prop_assert!(a.is_empty() || b.is_empty() || !a.intersects(*b), "{a:?} lies over {b:?}");
            }
        }
    }
}
