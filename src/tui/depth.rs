//! Owns: `Depth`, how many colours a terminal has, and how the environment tells.
//! Promises: asks the terminal nothing.

/// How many colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, underline and reverse only.
    None,
    /// The first eight.
    Eight,
    /// The terminal's sixteen.
    Sixteen,
    /// 256.
    Many,
    /// All.
    True,
}

/// What the environment says about colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `TERM`.
    pub term: String,
    /// `COLORTERM`.
    pub colorterm: String,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set and not `0`.
    pub force: bool,
}

/// How many colours the terminal has, as far as the environment tells. Asking the terminal would cost a round trip.
pub fn depth(environment: &Environment) -> Depth {
    let term = environment.term.as_str();
    if environment.no_color && !environment.force {
        return Depth::None;
    }
    let has = |needle: &str| term.contains(needle);
    if matches!(environment.colorterm.as_str(), "truecolor" | "24bit") || has("direct") {
        Depth::True
    } else if has("256") || has("kitty") || has("alacritty") || has("ghostty") || has("foot") {
        Depth::Many
    } else if matches!(term, "dumb" | "vt100" | "vt102" | "vt220" | "") {
        if environment.force {
            Depth::Sixteen
        } else {
            Depth::None
        }
    } else if matches!(term, "linux" | "screen" | "ansi") {
        Depth::Eight
    } else {
        Depth::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        for (term, colorterm, no_color, force, expected) in [
            ("xterm-256color", "", false, false, Depth::Many),
            ("xterm-256color", "truecolor", false, false, Depth::True),
            ("xterm-256color", "truecolor", true, false, Depth::None),
            ("xterm", "", false, false, Depth::Sixteen),
            ("linux", "", false, false, Depth::Eight),
            ("dumb", "", false, false, Depth::None),
            ("dumb", "", false, true, Depth::Sixteen),
            ("xterm-256color", "", true, true, Depth::Many),
        ] {
            let environment = Environment {
                term: term.to_owned(),
                colorterm: colorterm.to_owned(),
                no_color,
                force,
            };
            assert_eq!(depth(&environment), expected, "{environment:?}");
        }
    }
}
