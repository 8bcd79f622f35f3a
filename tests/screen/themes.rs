//! Every place in every theme and at every depth of colour: the same letters, all of them to be seen.

use nutgraf::tui::depth::Depth;
use nutgraf::tui::theme::names;
use ratatui::style::{Color, Modifier};

use crate::pictures::{PLACES, SIZES};
use crate::{drawn, letters, picture, stage};

/// The least contrast of a letter to its ground (WCAG 2: 3 is the least for large letters and marks, 7 the best grade).
const SEEN: f64 = 3.0;
const CLEARLY: f64 = 7.0;

/// Contrast of two colours after WCAG 2, from 1 to 21; `None` where the terminal chooses one of them.
fn contrast(ink: Color, ground: Color) -> Option<f64> {
    let light = |color: Color| {
        let Color::Rgb(r, g, b) = color else {
            return None;
        };
        let part = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.03928 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        Some(0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b))
    };
    let (one, other) = (light(ink)?, light(ground)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

#[test]
fn every_theme_draws_the_same_letters_and_all_are_seen() {
    let mut wrong = Vec::new();
    for (name, keys) in PLACES {
        for (width, height) in SIZES {
            let mut stage = stage(width, height);
            stage.strike(keys);
            let plain = picture(&stage.state);
            for theme in names("") {
                let least = if theme == "contrast" { CLEARLY } else { SEEN };
                let buffer = drawn(&stage.state, &theme, Depth::True);
                assert_eq!(letters(&stage.state, &buffer), plain, "{name} in {theme}");
                for cell in &buffer.content {
                    let (ink, ground) = if cell.modifier.contains(Modifier::REVERSED) {
                        (cell.bg, cell.fg)
                    } else {
                        (cell.fg, cell.bg)
                    };
                    let letter = cell.symbol().chars().any(char::is_alphanumeric);
                    if letter
                        && let Some(contrast) = contrast(ink, ground)
                        && contrast < least
                    {
                        let fault = format!("{theme}: {ink} on {ground} is {contrast:.1}");
                        if !wrong.contains(&fault) {
                            wrong.push(fault);
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn few_colours_or_none_lose_nothing() {
    for (name, keys) in PLACES {
        let mut stage = stage(100, 30);
        stage.strike(keys);
        let plain = picture(&stage.state);
        let mut lively = false;
        for theme in names("") {
            for depth in [Depth::None, Depth::Eight, Depth::Sixteen, Depth::Many] {
                let at = format!("{name} in {theme} at {depth:?}");
                let buffer = drawn(&stage.state, &theme, depth);
                assert_eq!(letters(&stage.state, &buffer), plain, "{at}");
                let unseen = buffer.content.iter().find(|cell| {
                    cell.symbol() != " " && cell.fg != Color::Reset && cell.fg == cell.bg
                });
                assert_eq!(unseen, None, "{at}");
                let coloured = |color: Color| color != Color::Reset;
                let any = buffer
                    .content
                    .iter()
                    .any(|cell| coloured(cell.fg) || coloured(cell.bg));
                assert!(!any || depth != Depth::None, "{at}");
                lively |= any;
                let weighed = buffer.content.iter().any(|cell| !cell.modifier.is_empty());
                assert!(weighed, "{at}: nothing stands out");
            }
        }
        assert!(lively, "{name} has no colour anywhere");
    }
}
