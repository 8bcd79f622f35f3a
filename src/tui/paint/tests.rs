//! Every frame is played into a terminal emulator, which must then show what was meant.

use proptest::prelude::*;
use ratatui::style::Style;

use super::*;

/// What a terminal shows after some bytes, as text and with bold as a sign.
fn screen(bytes: &[String], width: u16, height: u16) -> Vec<String> {
    let (rows, columns) = (height.try_into().unwrap(), width.try_into().unwrap());
    let mut terminal = vt100::Parser::new(rows, columns, 0);
    for piece in bytes {
        terminal.process(piece.as_bytes());
    }
    let screen = terminal.screen();
    (0..height)
        .map(|y| {
            (0..width)
                .map(|x| match screen.cell(y, x) {
                    Some(cell) if cell.is_wide_continuation() => String::new(),
                    Some(cell) if cell.has_contents() && cell.contents() != " " => {
                        format!("{}{}", if cell.bold() { "!" } else { "" }, cell.contents())
                    }
                    _ => " ".to_owned(),
                })
                .collect::<String>()
        })
        .collect()
}

fn wanted(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let cell = buffer.cell((x, y)).unwrap();
                if cell.symbol() != " " && cell.modifier.contains(Modifier::BOLD) {
                    line.push('!');
                }
                line.push_str(cell.symbol());
                x += width(cell);
            }
            line
        })
        .collect()
}

fn page(lines: &[&str], top: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
    for (y, line) in lines.iter().skip(top).take(18).enumerate() {
        buffer.set_string(2, u16::try_from(y).unwrap() + 1, line, Style::new());
    }
    buffer.set_string(0, 0, "head", Style::new().add_modifier(Modifier::BOLD));
    buffer
}

#[test]
fn a_line_of_scrolling_costs_little_and_an_unchanged_frame_nothing() {
    let lines: Vec<String> = (0..60)
        .map(|n| format!("line {n} of a text that goes on and on for some time"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut painter = Painter::default();
    let mut sent = Vec::new();
    for top in [0, 1, 2, 5, 4, 12, 12] {
        let next = page(&lines, top);
        let bytes = painter.paint(&next, None, 1..19);
        if [1, 2, 4].contains(&top) {
            assert!(bytes.len() < 260, "{top}: {} bytes", bytes.len());
        }
        sent.push(bytes);
        assert_eq!(screen(&sent, 60, 20), wanted(&next), "top {top}");
    }
    assert_eq!(sent.last().map(String::len), Some(0));
}

/// The emulator takes a sign with a variation selector for narrow, as some terminals do; others take it for wide.
#[test]
fn nothing_is_left_beside_signs_whose_width_is_doubtful() {
    let frame = |line: &str| {
        let mut frame = Buffer::empty(Rect::new(0, 0, 40, 2));
        frame.set_string(1, 0, line, Style::new());
        frame.set_string(30, 0, "| beside", Style::new());
        frame
    };
    let lines = [
        "\u{26a0}\u{fe0f} Gale: \u{2764}\u{fe0f} and \u{2708}\u{fe0f} grounded",
        "Xyzzy headline of a ferry",
        "1\u{fe0f}\u{20e3} day \u{1f3d6}\u{fe0f} beaches",
        "\u{6f22}\u{2600}\u{fe0f}\u{6f22}ab",
        "",
    ];
    for first in lines {
        for then in lines {
            for last in lines {
                let mut painter = Painter::default();
                let frames =
                    [first, then, last].map(|line| painter.paint(&frame(line), None, 0..0));
                let whole = Painter::default().paint(&frame(last), None, 0..0);
                assert_eq!(
                    screen(&frames, 40, 2),
                    screen(&[whole], 40, 2),
                    "{first:?}, {then:?}, {last:?}"
                );
            }
        }
    }
}

#[test]
fn looks_are_switched_with_what_is_needed() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
    buffer.set_string(0, 0, "a", Style::new().fg(Color::Red));
    buffer.set_string(
        1,
        0,
        "b",
        Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
    );
    buffer.set_string(
        2,
        0,
        "c",
        Style::new().fg(Color::LightBlue).bg(Color::Rgb(1, 2, 3)),
    );
    let bytes = Painter::default().paint(&buffer, None, 0..0);
    let text = bytes.replace('\x1b', "E");
    assert!(
        text.contains("E[31maE[1mbE[0;94;48;2;1;2;3mcE[0m"),
        "{text}"
    );
}

#[derive(Clone, Debug)]
struct Put {
    x: u16,
    y: u16,
    text: String,
    bold: bool,
}

fn puts() -> impl Strategy<Value = Vec<Put>> {
    let text = prop_oneof!["[a-c ]{1,9}", "[漢字x]{1,4}", "é{1,3}"];
    let put = (0u16..12, 0u16..6, text, any::<bool>()).prop_map(|(x, y, text, bold)| Put {
        x,
        y,
        text,
        bold,
    });
    proptest::collection::vec(put, 0..12)
}

proptest! {
    #[test]
    fn any_frames_one_after_the_other_end_as_meant(frames in proptest::collection::vec(puts(), 1..5)) {
        let mut painter = Painter::default();
        let mut sent = Vec::new();
        for puts in frames {
            let mut next = Buffer::empty(Rect::new(0, 0, 12, 6));
            for put in puts {
                let style = if put.bold { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
                // Over half of a wide character the buffer itself is at fault, not the painter.
                let clean = (0..12).all(|x| next.cell((x, put.y)).is_none_or(|c| c.symbol() == " "));
                if clean {
                    next.set_string(put.x, put.y, put.text, style);
                }
            }
            sent.push(painter.paint(&next, None, 1..6));
            prop_assert_eq!(screen(&sent, 12, 6), wanted(&next));
        }
    }
}
