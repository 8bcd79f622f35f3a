//! Owns: `Environment`, what the process was started with, read once; and where files are kept.
//! Promises: the only place that reads environment variables (besides clap's for `--library` and `--config`).

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use etcetera::BaseStrategy;

/// What the process was started with.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent fact of the environment"
)]
pub struct Environment {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// Whether standard error is a terminal.
    pub error_terminal: bool,
    /// Columns of the terminal on standard output.
    pub columns: Option<usize>,
    /// `TERM`.
    pub term: String,
    /// `COLORTERM`.
    pub colorterm: String,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set and not `0`.
    pub force_color: bool,
    /// The first of `LC_ALL`, `LC_CTYPE`, `LANG` that is set.
    pub locale: String,
    /// Whether this runs inside tmux.
    pub tmux: bool,
    /// Whether this runs inside GNU screen.
    pub screen: bool,
    /// Whether the terminal names itself by a variable of a kind that opens links (OSC 8).
    pub links: bool,
    /// `$VISUAL`, else `$EDITOR`.
    pub editor: Option<String>,
    /// `$PAGER`.
    pub pager: Option<String>,
    /// `$BROWSER`.
    pub browser: Option<String>,
    /// The user's own folder; empty when there is none.
    pub home: PathBuf,
    /// `$NETRC`, else `~/.netrc`.
    pub netrc: PathBuf,
    /// Where settings, library and state are kept.
    pub places: Places,
}

/// The usual places, by the XDG rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The settings file.
    pub config: PathBuf,
    /// The library.
    pub library: PathBuf,
    /// Log and history.
    pub state: PathBuf,
}

impl Environment {
    /// Whether the terminal can be taken to show more than ASCII. A locale that is not set says nothing, and terminals
    /// of today speak UTF-8; only one that is named and is not UTF-8 counts against it.
    pub fn speaks_unicode(&self) -> bool {
        let locale = self.locale.to_ascii_lowercase();
        locale.is_empty() || locale.contains("utf-8") || locale.contains("utf8")
    }

    /// Whether links may be marked for the terminal (OSC 8). Nobody is asked: only terminals that are known to open them
    /// count, and none behind tmux or screen, which hide what stands behind them.
    pub fn opens_links(&self) -> bool {
        let known = ["kitty", "alacritty", "foot", "ghostty", "wezterm"];
        !self.tmux
            && !self.screen
            && (self.links || known.iter().any(|name| self.term.contains(name)))
    }

    /// A variable that the settings name, such as the one that holds a key. Not kept.
    pub fn value(name: &str) -> Option<String> {
        if name.is_empty() || name.contains(['=', '\0']) {
            return None;
        }
        variable(name)?.into_string().ok()
    }

    /// Reads the environment of this process.
    pub fn read() -> Self {
        let out = std::io::stdout();
        let columns = rustix::termios::tcgetwinsize(&out)
            .ok()
            .map(|size| usize::from(size.ws_col))
            .filter(|columns| *columns > 0);
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let text = |name: &str| set(name).map(|value| value.to_string_lossy().into_owned());
        Self {
            terminal: out.is_terminal(),
            error_terminal: std::io::stderr().is_terminal(),
            columns,
            term: text("TERM").unwrap_or_default(),
            colorterm: text("COLORTERM").unwrap_or_default(),
            no_color: set("NO_COLOR").is_some(),
            force_color: text("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"]
                .into_iter()
                .find_map(text)
                .unwrap_or_default(),
            tmux: set("TMUX").is_some(),
            screen: set("STY").is_some(),
            links: [
                "KITTY_WINDOW_ID",
                "WT_SESSION",
                "KONSOLE_VERSION",
                "WEZTERM_PANE",
                "ITERM_SESSION_ID",
                "GHOSTTY_RESOURCES_DIR",
            ]
            .into_iter()
            .any(|name| set(name).is_some())
                // VTE has had them since 0.50; the variable holds 5000 then.
                || text("VTE_VERSION")
                    .and_then(|version| version.parse::<u32>().ok())
                    .is_some_and(|version| version >= 5000),
            editor: text("VISUAL").or_else(|| text("EDITOR")),
            pager: text("PAGER"),
            browser: text("BROWSER"),
            netrc: set("NETRC").map_or_else(|| home().join(".netrc"), PathBuf::from),
            home: home(),
            places: places(),
        }
    }
}

fn home() -> PathBuf {
    etcetera::home_dir().unwrap_or_default()
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// The XDG places; below the current folder when there is no home folder.
fn places() -> Places {
    let Ok(base) = etcetera::choose_base_strategy() else {
        let here = PathBuf::from(".nutgraf");
        return Places {
            config: here.join("config.toml"),
            library: here.join("library.db"),
            state: here,
        };
    };
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    Places {
        config: base.config_dir().join("nutgraf").join("config.toml"),
        library: base.data_dir().join("nutgraf").join("library.db"),
        state: state.join("nutgraf"),
    }
}
