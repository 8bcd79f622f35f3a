//! Owns: a real state of the browser as SVG.
//! Promises: it is drawn by the code that draws in the terminal. Without paths it reads `seeds/`.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin screenshot -- --size 120x36 --theme night --keys "j enter" --out picture.svg [PATH]...
//! ```
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other colours are the terminal's own"
)]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use nutgraf::app::effect::Effect;
use nutgraf::app::msg::Size;
use nutgraf::app::state::settings::Settings;
use nutgraf::engine::pipeline::{Gauge, Pipeline, What};
use nutgraf::tui::depth::Depth;
use nutgraf::tui::draw::draw;
use nutgraf::tui::theme::Theme;
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::Options as ReadingOptions;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::text::Rules;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

#[path = "../../../tests/screen/stage.rs"]
mod stage;

/// Width and height of a cell in the picture.
const CELL: (f32, f32) = (8.4, 18.0);

struct Wanted {
    size: Size,
    theme: String,
    keys: String,
    out: PathBuf,
    paths: Vec<PathBuf>,
}

fn wanted() -> anyhow::Result<Wanted> {
    let mut wanted = Wanted {
        size: Size {
            width: 120,
            height: 36,
        },
        theme: "night".to_owned(),
        keys: String::new(),
        out: PathBuf::from("nutgraf.svg"),
        paths: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || {
            let missing = || anyhow::anyhow!("{word} wants a value");
            words.next().ok_or_else(missing)
        };
        match word.as_str() {
            "--size" => {
                let text = value()?;
                let (width, height) = text
                    .split_once('x')
                    .ok_or_else(|| anyhow::anyhow!("a size is 120x36"))?;
                wanted.size = Size {
                    width: width.parse()?,
                    height: height.parse()?,
                };
            }
            "--theme" => wanted.theme = value()?,
            "--keys" => wanted.keys = value()?,
            "--out" => wanted.out = value()?.into(),
            _ => wanted.paths.push(word.into()),
        }
    }
    if wanted.paths.is_empty() {
        wanted.paths.push("seeds".into());
    }
    Ok(wanted)
}

fn main() -> anyhow::Result<()> {
    let wanted = wanted()?;
    let options = Settings {
        label: wanted
            .paths
            .first()
            .map(|p| p.display().to_string())
            .unwrap_or_default(),
        ..Settings::default()
    };
    // A fixed day, so that the same picture comes out tomorrow.
    let now = Moment::parse("2025-07-01T09:00:00Z").unwrap_or_default();
    let mut stage = stage::Stage::new(articles(&wanted.paths), wanted.size, now, options);
    stage.strike(&wanted.keys);
    anyhow::ensure!(
        !stage.outside.contains(&Effect::Quit),
        "these keys leave the browser"
    );
    let (theme, complaints) = Theme::read(&wanted.theme, "", Depth::True);
    anyhow::ensure!(complaints.is_empty(), "{complaints:?}");
    let area = Rect::new(0, 0, wanted.size.width, wanted.size.height);
    let mut buffer = Buffer::empty(area);
    let cursor = draw(&stage.state, &theme, &mut buffer);
    if let Some(at) = cursor
        && let Some(cell) = buffer.cell_mut(at)
    {
        cell.modifier.toggle(Modifier::REVERSED);
    }
    std::fs::write(&wanted.out, svg(&buffer))?;
    Ok(())
}

/// Reads, cleans and analyses, as the program does.
fn articles(paths: &[PathBuf]) -> Vec<Analyzed> {
    let lexicon = nutgraf_analysis::lexicon();
    let pipeline = Pipeline {
        reading: ReadingOptions::with_rules(Arc::new(Rules::new(&lexicon))),
        analyst: Arc::new(Analyst::new(&lexicon)),
        options: AnalysisOptions::default(),
        analyse: true,
        known: None,
        workers: 2,
    };
    let found = Mutex::new(Vec::new());
    pipeline.feed(paths, &AtomicBool::new(false), &Gauge::default(), &|fed| {
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        for what in fed.found {
            if let What::Article(article) = what {
                found.push((fed.order, *article));
            }
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, article)| article).collect()
}

fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (
        f32::from(area.width) * CELL.0 + 24.0,
        f32::from(area.height) * CELL.1 + 24.0,
    );
    let ground = buffer
        .cell((0, 0))
        .map_or_else(|| "#14171c".to_owned(), |c| colors(c).1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n"
    );
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            x += run(buffer, x, y, &ground, &mut out);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Draws the cells from `x` on that look the same; returns how many.
fn run(buffer: &Buffer, x: u16, y: u16, ground: &str, out: &mut String) -> u16 {
    let Some(first) = buffer.cell((x, y)) else {
        return 1;
    };
    let look = |c: &Cell| (c.fg, c.bg, c.modifier);
    let mut text = String::new();
    let mut count = 0;
    while let Some(cell) = buffer
        .cell((x + count, y))
        .filter(|c| look(c) == look(first))
    {
        text.push_str(cell.symbol());
        count += u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
    }
    let (fg, bg) = colors(first);
    let (left, top) = (12.0 + f32::from(x) * CELL.0, 12.0 + f32::from(y) * CELL.1);
    let wide = f32::from(count) * CELL.0;
    if bg != ground {
        let _infallible = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{bg}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return count;
    }
    let mut style = String::new();
    for (modifier, words) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.6\""),
    ] {
        if first.modifier.contains(modifier) {
            style.push_str(words);
        }
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _infallible = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         xml:space=\"preserve\" fill=\"{fg}\"{style}>{text}</text>",
        top + 13.5
    );
    count
}

/// The colours of text and ground.
fn colors(cell: &Cell) -> (String, String) {
    let (fg, bg) = (hex(cell.fg, "#c8ccd4"), hex(cell.bg, "#14171c"));
    if cell.modifier.contains(Modifier::REVERSED) {
        (bg, fg)
    } else {
        (fg, bg)
    }
}

fn hex(color: Color, own: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Red | Color::LightRed => "#ff7a6b".to_owned(),
        Color::Green | Color::LightGreen => "#8fcf8a".to_owned(),
        Color::Yellow | Color::LightYellow => "#e5c07b".to_owned(),
        Color::Blue | Color::LightBlue => "#7fb4f5".to_owned(),
        Color::Magenta | Color::LightMagenta => "#d59be8".to_owned(),
        Color::Cyan | Color::LightCyan => "#6fc7c9".to_owned(),
        Color::Black => "#14171c".to_owned(),
        _ => own.to_owned(),
    }
}
