//! Owns: how settings and environment become the options of a browser.
//! Promises: options come before settings; a mistake in keys or themes is told and the rest of them holds.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::app::state::settings::Settings;
use crate::cli::environment;
use crate::cli::fault::Fault;
use crate::cli::followed;
use crate::cli::pipeline;
use crate::cli::session::{Session, complain};
use crate::cli::user_files::{self, Beside};
use crate::config::duration;
use crate::engine::followed::Followed;
use crate::engine::{FeedsSetup, ReadingSetup};
use crate::run::{Options, PlaceFiles};
use crate::tui::depth::{Depth, Environment, depth};
use crate::tui::multiplexer::Multiplexer;
use crate::tui::terminal::Look;
use crate::tui::theme;
use nutgraf_analysis::AnalysisOptions;
use nutgraf_feeds::chat::{Secret, Server};
use nutgraf_read::model::moment::Moment;

/// Puts a browser together over `inputs`, or over the library when there are none.
///
/// # Errors
/// When a key or theme file can't be read.
pub fn start(session: &Session, inputs: Vec<OsString>) -> Result<Options, Fault> {
    let kept = inputs.is_empty();
    put_together(session, inputs, kept)
}

/// The same; only what is `kept` has the reader's library, place, feeds and tabs, all else is temporary.
fn put_together(session: &Session, inputs: Vec<OsString>, kept: bool) -> Result<Options, Fault> {
    let (settings, environment) = (&session.settings, &session.environment);
    let inputs = pipeline::paths(inputs);
    let library = kept.then(|| session.library_path());
    let Beside {
        keymap,
        themes,
        followed,
        files,
    } = user_files::beside(session)?;
    let depth = match session.colour_wish() {
        Some(false) => Depth::None,
        wish => depth(&Environment {
            term: environment.term.clone(),
            colorterm: environment.colorterm.clone(),
            no_color: environment.no_color && wish.is_none(),
            force: environment.force_color || wish.is_some(),
        }),
    };
    let lines = user_files::saved_files(session, library.is_some());
    let (saved, _) = user_files::saved_in(&lines)?;
    let complaints: Vec<String> = files.into_iter().flat_map(|file| file.mistakes).collect();
    for line in &complaints {
        complain(line);
    }
    Ok(Options {
        memory: library.is_some().then(|| place_files(session)),
        setup: ReadingSetup {
            lexicon: nutgraf_analysis::lexicon(),
            options: AnalysisOptions {
                summary_sentences: settings.read.summary_sentences,
                length: pipeline::length(session)?,
                ..AnalysisOptions::default()
            },
            limits: pipeline::limits(session),
            format: session.common.format.format(),
            workers: pipeline::workers(session),
            keep: (settings.keep.days, settings.keep.articles),
            server: server(session),
            feeds: feeds(session, library.is_some().then_some(followed))?,
        },
        browser: Settings {
            importing: false,
            inputs: readable_again(&inputs),
            temporary: library.is_none(),
            label: label(&inputs),
            ascii: settings.screen.ascii || !environment.speaks_unicode(),
            reading_width: settings.screen.width,
            words_per_minute: settings.read.words_per_minute,
            mark_read: settings.screen.mark_read,
            mouse: settings.screen.mouse,
            links: settings.screen.links && environment.opens_links(),
            notify: settings.screen.notify,
            editor: program(&settings.open.editor, environment.editor.as_deref()),
            pager: match program(&settings.open.pager, environment.pager.as_deref()) {
                none if none.is_empty() => vec!["less".to_owned()],
                pager => pager,
            },
            tour: false,
            trouble: match complaints.as_slice() {
                [] => String::new(),
                [only] => only.clone(),
                [first, rest @ ..] => format!("{first} (and {} more)", rest.len()),
            },
            keymap: Arc::new(keymap),
            saved,
            themes: theme::names(&themes),
            length: pipeline::length(session)?,
            filter: settings.filter.clone(),
            memory: None,
        },
        look: Look {
            theme: settings.theme.clone(),
            themes,
            depth,
            mouse: settings.screen.mouse,
            multiplexer: if environment.tmux {
                Multiplexer::Tmux
            } else if environment.screen {
                Multiplexer::Screen
            } else {
                Multiplexer::None
            },
        },
        opener: if settings.open.browser.is_empty() {
            named_browser(environment.browser.as_deref())
        } else {
            settings.open.browser.clone()
        },
        tour: tour_command(session),
        plain: settings.screen.plain || environment.term == "dumb",
        hyphens: settings.screen.hyphens,
        saved: lines,
        library,
        corrections: Some(session.corrections_path()),
        inputs,
    })
}

/// Puts a browser together that begins with the tour, over the starter articles in a temporary library.
///
/// # Errors
/// As `start`.
pub fn tour(session: &Session) -> Result<Options, Fault> {
    let mut start = put_together(session, Vec::new(), false)?;
    // What is corrected on the tour stays there.
    start.corrections = None;
    start.browser.tour = true;
    "starter articles".clone_into(&mut start.browser.label);
    Ok(start)
}

/// This program, to show the tour.
fn tour_command(session: &Session) -> Vec<OsString> {
    let program = std::env::current_exe().unwrap_or_else(|_unknown| "nutgraf".into());
    let mut words = vec![program.into_os_string()];
    if let Some(config) = &session.common.config {
        words.extend(["--config".into(), config.clone().into_os_string()]);
    }
    words.push("tour".into());
    words
}

/// A program from the settings or, where they name none, from the environment. Blanks part its arguments; nothing else
/// has a meaning, as there is no shell.
fn program(settings: &[String], variable: Option<&str>) -> Vec<String> {
    if settings.is_empty() {
        let words = variable.unwrap_or("").split_whitespace();
        words.map(str::to_owned).collect()
    } else {
        settings.to_vec()
    }
}

/// How feeds are followed; a temporary library follows none.
fn feeds(session: &Session, followed: Option<Followed>) -> Result<Option<FeedsSetup>, Fault> {
    let Some(followed) = followed else {
        return Ok(None);
    };
    let every = &session.settings.feeds.refresh;
    let every = match duration::seconds(every) {
        None if !every.is_empty() => {
            return Err(Fault::failed(format!(
                "the setting `feeds.refresh` must be a length of time such as \"30m\", not {every}"
            )));
        }
        seconds => seconds.and_then(|seconds| u64::try_from(seconds).ok()),
    };
    Ok(Some(FeedsSetup {
        refresh: followed::setup(session, &followed),
        file: followed.path,
        // More often than once a minute nothing is ever due.
        every: every.map(|seconds| Duration::from_secs(seconds.max(60))),
    }))
}

/// The language model that the settings name; `None` when they name none.
fn server(session: &Session) -> Option<Server> {
    let model = &session.settings.retelling;
    let named = !model.url.is_empty() && !model.model.is_empty();
    named.then(|| Server {
        url: model.url.clone(),
        model: model.model.clone(),
        key: environment::Environment::value(&model.key_env).and_then(|key| Secret::new(&key)),
        timeout: Duration::from_secs(model.timeout),
        language: model.language.clone(),
    })
}

/// When the reader was last in the browser over this library, by the file that keeps the place.
pub fn last_visit(session: &Session) -> Option<Moment> {
    place_files(session).visited()
}

/// Where the last place in the library is kept.
fn place_files(session: &Session) -> PlaceFiles {
    let usual = session.common.library.is_none();
    let state = &session.environment.places.state;
    PlaceFiles::of(state, &session.library_path(), usual)
}

/// What of the inputs can be read a second time: not standard input.
fn readable_again(inputs: &[PathBuf]) -> Vec<String> {
    let again = inputs.iter().filter(|input| input.as_os_str() != "-");
    again
        .map(|input| input.to_string_lossy().into_owned())
        .collect()
}

/// What is being read, in a word or two.
fn label(inputs: &[PathBuf]) -> String {
    match inputs {
        [] => "library".to_owned(),
        [one] if one.as_os_str() == "-" => "standard input".to_owned(),
        [one] => one.file_name().map_or_else(
            || one.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        ),
        [_, rest @ ..] => format!("{} inputs", rest.len() + 1),
    }
}

/// `$BROWSER` may hold several programs, parted by colons; the first is taken.
fn named_browser(value: Option<&str>) -> Vec<String> {
    value
        .and_then(|names| names.split(':').next())
        .map(|name| name.split_whitespace().map(str::to_owned).collect())
        .unwrap_or_default()
}
