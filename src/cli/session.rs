//! Owns: `Session`, what every command works with: settings, places, output.
//! Promises: settings are read once; messages for people go to standard error, safe and one line each.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::arguments::{Common, When};
use crate::cli::environment::Environment;
use crate::cli::fault::Fault;
use crate::config::Settings;
use crate::print::style::Style;
use nutgraf_library::actors::corrections;
use nutgraf_read::text::sanitize;

/// Text is not set wider than this, however wide the terminal.
const WIDEST: usize = 100;

/// What every command works with.
#[derive(Debug)]
pub struct Session {
    /// The common options.
    pub common: Common,
    /// What the process was started with.
    pub environment: Environment,
    /// The settings: defaults and the user's.
    pub settings: Settings,
    /// The text that they were read from; empty when there is no file.
    pub settings_text: String,
}

impl Session {
    /// Reads the settings file and puts everything together.
    pub fn open(common: Common, environment: Environment) -> Result<Self, Fault> {
        let path = config_path(&common, &environment);
        let settings_text = settings_text(&path, common.config.is_some())?;
        let settings = settings_of(&settings_text, &path)?;
        Ok(Self {
            common,
            environment,
            settings,
            settings_text,
        })
    }

    /// Where the library is: the option, the setting, the usual place.
    pub fn library_path(&self) -> PathBuf {
        if let Some(path) = &self.common.library {
            return path.clone();
        }
        if self.settings.library.path.is_empty() {
            return self.environment.places.library.clone();
        }
        PathBuf::from(&self.settings.library.path)
    }

    /// Where corrections to actors are: beside the library.
    pub fn corrections_path(&self) -> PathBuf {
        self.library_path().with_file_name(corrections::NAME)
    }

    /// The path of a file beside the settings file.
    pub fn beside_settings(&self, name: &str) -> PathBuf {
        config_path(&self.common, &self.environment).with_file_name(name)
    }

    /// The text of a file beside the settings file; empty when there is none.
    pub fn text_beside_settings(&self, name: &str) -> Result<String, Fault> {
        text_of(&self.beside_settings(name))
    }

    /// How text is set on standard output.
    pub fn style(&self) -> Style {
        Style {
            colour: self.colour(),
            width: self
                .environment
                .terminal
                .then(|| self.environment.columns.unwrap_or(80).min(WIDEST)),
        }
    }

    /// How wide lists may be.
    pub fn wide_style(&self) -> Style {
        Style {
            width: self
                .environment
                .terminal
                .then(|| self.environment.columns.unwrap_or(80)),
            ..self.style()
        }
    }

    /// What the command line says about colour.
    pub fn colour_wish(&self) -> Option<bool> {
        match self.common.color {
            When::Always => Some(true),
            When::Never => Some(false),
            When::Auto => None,
        }
    }

    fn colour(&self) -> bool {
        match self.common.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let environment = &self.environment;
                !environment.no_color
                    && (environment.force_color
                        || (environment.terminal && environment.term != "dumb"))
            }
        }
    }

    /// Says one line on standard error, unless it shall be quiet.
    pub fn note(&self, message: &str) {
        if !self.common.quiet {
            complain(message);
        }
    }

    /// Whether progress may be drawn on standard error.
    pub fn shows_progress(&self) -> bool {
        self.environment.error_terminal && !self.common.quiet && self.environment.term != "dumb"
    }
}

/// The text of a file of the reader's; empty when there is none.
pub fn text_of(path: &Path) -> Result<String, Fault> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Fault::failed(format!(
            "cannot read {}: {error}; mend its permissions or take it away",
            path.display()
        ))),
    }
}

/// Standard output, buffered.
pub fn output() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Says one line on standard error. That it cannot be said is no reason to stop.
pub fn complain(message: &str) {
    let line = format!("nutgraf: {}\n", sanitize::strip(message));
    drop(io::stderr().lock().write_all(line.as_bytes()));
}

/// Where the settings file is looked for.
pub fn config_path(common: &Common, environment: &Environment) -> PathBuf {
    common
        .config
        .clone()
        .unwrap_or_else(|| environment.places.config.clone())
}

/// The text of a settings file; one that is not there is an error only when it was `asked` for.
pub fn settings_text(path: &Path, asked: bool) -> Result<String, Fault> {
    match std::fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            Fault::failed(format!(
                "{}: not UTF-8 at byte {valid}; save it as UTF-8",
                path.display()
            ))
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !asked => Ok(String::new()),
        Err(error) => Err(Fault::failed(format!(
            "cannot read the settings {}: {error}",
            path.display()
        ))),
    }
}

/// The settings of a file's text, or the first of its mistakes.
fn settings_of(text: &str, path: &Path) -> Result<Settings, Fault> {
    Settings::read(text).map_err(|mistakes| {
        let words = mistakes.first().map(|mistake| mistake.in_file(path));
        let advice = match mistakes.len() {
            0 | 1 => "`nutgraf config default` prints all settings".to_owned(),
            many => format!("and {} more; `nutgraf config check` names all", many - 1),
        };
        Fault::failed(format!("{} ({advice})", words.unwrap_or_default()))
    })
}
