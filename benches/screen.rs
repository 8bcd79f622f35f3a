//! Owns: how long one update and one frame of 200×60 take, in the list and in a long article.
//! Promises: the stage is the one of the tests: `cargo bench -p nutgraf-eval --bench screen`.

#[path = "../tests/screen/articles.rs"]
mod articles;
#[path = "../tests/screen/stage.rs"]
mod stage;

use nutgraf::app::key::Key;
use nutgraf::app::msg::{Msg, Size};
use nutgraf::app::page::Page;
use nutgraf::app::state::State;
use nutgraf::app::state::settings::Settings;
use nutgraf::app::update::update;
use nutgraf::tui::depth::Depth;
use nutgraf::tui::draw::draw;
use nutgraf::tui::paint::Painter;
use nutgraf::tui::theme::Theme;
use nutgraf_read::model::article::{Article, Block, BlockKind};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// The browser over a few thousand articles.
fn state(keys: &str) -> State {
    let few = articles::all();
    let many = (0..500).flat_map(|_| few.clone()).collect();
    let size = Size {
        width: 200,
        height: 60,
    };
    let mut stage = stage::Stage::new(many, size, Moment(1_714_759_200), Settings::default());
    stage.strike(keys);
    assert!(
        stage.outside.len() < 100,
        "a browser, not a flood of effects"
    );
    stage.state
}

#[divan::bench(args = ["", "enter"])]
fn update_of_one_key(bencher: divan::Bencher<'_, '_>, keys: &str) {
    let state = state(keys);
    bencher
        .with_inputs(|| state.clone())
        .bench_local_values(|mut state| {
            let effects = update(&mut state, Msg::Key(Key::char('j')));
            (state, effects)
        });
}

#[divan::bench(args = ["", "enter", "?"])]
fn frame(bencher: divan::Bencher<'_, '_>, keys: &str) {
    let state = state(keys);
    let (theme, _) = Theme::read("terminal", "", Depth::Many);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
    bencher.bench_local(|| draw(&state, &theme, &mut buffer));
}

#[divan::bench]
fn bytes_of_a_cursor_move(bencher: divan::Bencher<'_, '_>) {
    let (before, after) = (state(""), state("j"));
    let (theme, _) = Theme::read("terminal", "", Depth::Many);
    let frame = |state: &State| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
        draw(state, &theme, &mut buffer);
        buffer
    };
    let (before, after) = (frame(&before), frame(&after));
    bencher
        .with_inputs(|| {
            let mut painter = Painter::default();
            painter.paint(&before, None, 3..58);
            painter
        })
        .bench_local_values(|mut painter| painter.paint(&after, None, 3..58).len());
}

#[divan::bench(args = [8_000, 100_000, 1_000_000])]
fn wrapping_bytes(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let words = "The board met on Friday and said that the locks would open again in the summer. ";
    let mut text = String::new();
    let mut blocks = Vec::new();
    while text.len() < bytes {
        let start = text.len();
        text.push_str(&words.repeat(6));
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, text.len()),
        });
        text.push_str("\n\n");
    }
    let article = Article {
        text: text.into(),
        blocks,
        links: Vec::new(),
        dropped: Vec::new(),
        ..articles::all().remove(0).article
    };
    bencher.bench_local(|| Page::new(&article, 72, false).lines.len());
}
