//! Owns: the files that a reader writes, each with everything that is wrong in it: settings, keys, themes, saved lines,
//! corrections.
//! Promises: looks only; what `config check`, `doctor` and the browser say of these files is the same.

use std::path::{Path, PathBuf};

use crate::app::keymap::{self, Keymap};
use crate::cli::arguments::Common;
use crate::cli::environment::Environment;
use crate::cli::fault::Fault;
use crate::cli::followed;
use crate::cli::keys;
use crate::cli::session::{Session, config_path, settings_text, text_of};
use crate::config::{Settings, duration, saved_lines};
use crate::engine::followed::Followed;
use crate::run::SavedFiles;
use crate::tui::theme;
use nutgraf_library::actors::corrections::CorrectionsFile;
use nutgraf_library::filter;
use nutgraf_read::model::mistake::Mistake;
use nutgraf_read::model::saved::{Keeping, Saved};
use nutgraf_read::model::summary_request::Length;

/// The file of themes, beside the settings.
pub const THEMES: &str = "theme.toml";
/// The file of saved lines, beside the settings.
pub const BRIEFS: &str = "briefs.toml";

/// A file that the reader writes.
#[derive(Debug)]
pub struct UserFile {
    /// What stands in it, in a word.
    pub what: &'static str,
    /// Where it is looked for.
    pub path: PathBuf,
    /// Everything that is wrong in it, a line each, with the file and its line.
    pub mistakes: Vec<String>,
}

/// Looks at all files. Broken settings are those of the defaults in the session that is answered.
///
/// # Errors
/// When the settings can't be read at all.
pub fn look(common: &Common, environment: &Environment) -> Result<(Session, Vec<UserFile>), Fault> {
    let path = config_path(common, environment);
    let text = settings_text(&path, common.config.is_some())?;
    let (settings, wrong) = match Settings::read(&text) {
        Ok(settings) => (settings, Vec::new()),
        Err(mistakes) => {
            let defaults = Settings::read("").map_err(|_broken| Fault::failed("no defaults"))?;
            (defaults, mistakes)
        }
    };
    let session = Session {
        common: common.clone(),
        environment: environment.clone(),
        settings,
        settings_text: text,
    };
    let Beside { mut files, .. } = beside(&session)?;
    if let Some(settings) = files.first_mut().filter(|_| !wrong.is_empty()) {
        settings.mistakes = in_file(&wrong, &path);
    }
    let path = session.corrections_path();
    files.push(UserFile {
        what: "actors",
        mistakes: CorrectionsFile::new(Some(path.clone())).faults(),
        path,
    });
    Ok((session, files))
}

/// The files beside the settings as they were read, for a browser that begins whatever is wrong in them.
#[derive(Debug)]
pub struct Beside {
    /// The keys in force.
    pub keymap: Keymap,
    /// The file of themes.
    pub themes: String,
    /// The feeds that are followed.
    pub followed: Followed,
    /// The settings and these files, each with what is wrong in it.
    pub files: Vec<UserFile>,
}

/// Reads the files beside settings that are in force, each once.
///
/// # Errors
/// When one can't be read.
pub fn beside(session: &Session) -> Result<Beside, Fault> {
    let settings = config_path(&session.common, &session.environment);
    let (keymap, keys) = keys::in_force(session)?;
    let path = session.beside_settings(THEMES);
    let themes = session.text_beside_settings(THEMES)?;
    let (_, saved) = saved(session)?;
    let followed = followed::read(session)?;
    let values = values(
        &session.settings,
        &session.settings_text,
        &theme::names(&themes),
    );
    let files = vec![
        UserFile {
            what: "settings",
            mistakes: in_file(&values, &settings),
            path: settings,
        },
        UserFile {
            what: "keys",
            path: session.beside_settings(keys::FILE),
            mistakes: keys,
        },
        UserFile {
            what: "themes",
            mistakes: in_file(&theme::mistakes(&themes), &path),
            path,
        },
        UserFile {
            what: "feeds",
            path: followed.path.clone(),
            mistakes: followed.complaints.clone(),
        },
        UserFile {
            what: "saved lines",
            path: session.beside_settings(BRIEFS),
            mistakes: saved,
        },
    ];
    Ok(Beside {
        keymap,
        themes,
        followed,
        files,
    })
}

/// The reader's saved lines for the library, and what is wrong with their files.
///
/// # Errors
/// When a file can't be read.
pub fn saved(session: &Session) -> Result<(Vec<Saved>, Vec<String>), Fault> {
    saved_in(&saved_files(session, true))
}

/// The files of saved lines: for every library, and for this one unless it is a temporary one.
pub fn saved_files(session: &Session, own: bool) -> SavedFiles {
    let library = own.then(|| session.library_path());
    SavedFiles::of(session.beside_settings(BRIEFS), library.as_deref())
}

/// The saved lines in these files, and what is wrong with them.
///
/// # Errors
/// When one can't be read.
pub fn saved_in(files: &SavedFiles) -> Result<(Vec<Saved>, Vec<String>), Fault> {
    let (mut all, mut complaints) = (Vec::new(), Vec::new());
    for path in std::iter::once(&files.all).chain(&files.own) {
        let (saved, mistakes) = saved_lines::read(&text_of(path)?);
        complaints.extend(mistakes.iter().map(|mistake| mistake.in_file(path)));
        for saved in saved {
            let wrong = filter::parse_final(&saved.line).complaints;
            let told = |wrong| format!("{}: {}: {wrong}", path.display(), saved.name);
            complaints.extend(wrong.iter().map(told));
            // A line of the library's own goes before one of that name for every library.
            saved_lines::carry_out(&mut all, &Keeping::Put(saved));
        }
    }
    Ok((all, complaints))
}

fn in_file(mistakes: &[Mistake], path: &Path) -> Vec<String> {
    let lines = mistakes.iter().map(|mistake| mistake.in_file(path));
    lines.collect()
}

/// Values of the right kind that name nothing: a keymap, a theme, a length, a filter line, an address.
fn values(settings: &Settings, text: &str, themes: &[String]) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut complain = |key: &str, words: String| {
        mistakes.push(Mistake::new(Settings::line_of(text, key), &words));
    };
    if !keymap::NAMES.contains(&settings.keymap.as_str()) {
        complain(
            "keymap",
            unknown("keymap", &settings.keymap, &keymap::NAMES),
        );
    }
    if !themes.contains(&settings.theme) {
        complain("theme", unknown("theme", &settings.theme, themes));
    }
    if Length::parse(&settings.read.summary).is_none() {
        let known = Length::ALL.map(Length::name);
        complain(
            "read.summary",
            unknown("read.summary", &settings.read.summary, &known),
        );
    }
    for complaint in filter::parse_final(&settings.filter).complaints {
        let term = complaint.span.of(&settings.filter);
        complain("filter", format!("`filter`: `{term}`: {complaint}"));
    }
    let every = &settings.feeds.refresh;
    if !every.is_empty() && duration::seconds(every).is_none() {
        complain(
            "feeds.refresh",
            format!("`feeds.refresh` must be a length of time such as \"30m\", not `{every}`"),
        );
    }
    let url = &settings.retelling.url;
    if !url.is_empty() && !nutgraf_read::ingest::is_address(url) {
        complain(
            "abstract.url",
            format!("`abstract.url` must begin with http:// or https://, not be `{url}`"),
        );
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    mistakes
}

/// A name that nothing has, and those that there are.
fn unknown<S: AsRef<str>>(key: &str, name: &str, known: &[S]) -> String {
    let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
    format!("`{key}` must be one of {}, not `{name}`", known.join(", "))
}
