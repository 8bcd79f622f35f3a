//! Owns: `Theme`, a style for everything that is drawn.
//! Promises: never fails; what cannot be understood in a theme file is a `Mistake` with its line and the rest holds.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use toml::de::{DeTable, DeValue};

use crate::tui::color;
use crate::tui::depth::Depth;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::mistake::Mistake;

/// The themes that are embedded in the program.
pub const EMBEDDED: &str = include_str!("../../config/theme.toml");

/// The theme that needs nothing of the terminal.
pub const DEFAULT: &str = "terminal";

macro_rules! roles {
    ($($field:ident),* $(,)?) => {
        /// A style for everything that is drawn. `config/theme.toml` says what each is for.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[expect(missing_docs, reason = "the theme file explains each, and users read it there")]
        pub struct Theme {
            $(pub $field: Style,)*
        }

        impl Theme {
            fn role(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $(stringify!($field) => Some(&mut self.$field),)*
                    "match" => Some(&mut self.matched),
                    _ => None,
                }
            }

            fn each(&mut self, mut change: impl FnMut(&mut Style)) {
                $(change(&mut self.$field);)*
            }
        }

        const ROLES: &[&str] = &[$(stringify!($field),)*];
    };
}

roles!(
    base,
    title,
    strong,
    read,
    dim,
    accent,
    rule,
    matched,
    lit,
    summary,
    hit,
    here,
    person,
    organization,
    country,
    place,
    other,
    key,
    warning,
    error,
    chosen,
    quote,
    link,
    dropped,
    generated,
);

/// The names of all themes of a file and the embedded ones, in their order.
pub fn names(user: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in [EMBEDDED, user] {
        let sections = text
            .lines()
            .filter_map(|l| l.trim().strip_prefix('[')?.split(']').next());
        for name in sections {
            if !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Everything that is wrong with a user's themes, whichever is in force.
pub fn mistakes(user: &str) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut theme = Theme::default();
    match DeTable::parse(user) {
        Ok(parsed) => {
            for section in parsed.get_ref().keys() {
                theme.lay(user, section.get_ref(), &mut mistakes);
            }
        }
        Err(error) => {
            let at = error.span().unwrap_or_default();
            mistakes.push(Mistake::at(user, &at, error.message()));
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    mistakes
}

impl Theme {
    /// Reads a theme by name from the embedded ones with the user's file on top. An unknown name gives the default.
    pub fn read(name: &str, user: &str, depth: Depth) -> (Self, Vec<Mistake>) {
        let mut theme = Self::default();
        let mut complaints = Vec::new();
        let mut known = false;
        for (text, section) in [
            (EMBEDDED, DEFAULT),
            (user, DEFAULT),
            (EMBEDDED, name),
            (user, name),
        ] {
            // The default lies below every theme; its faults are told once.
            if section == DEFAULT || name != DEFAULT {
                known |= theme.lay(text, section, &mut complaints) && section == name;
            }
        }
        if !known {
            let message = format!("no theme `{name}`; there are {}", names(user).join(", "));
            complaints.push(Mistake::new(0, &message));
        }
        complaints.dedup();
        theme.fit(depth);
        (theme, complaints)
    }

    /// The style of an actor's kind.
    pub fn kind(&self, kind: Kind) -> Style {
        match kind {
            Kind::Person => self.person,
            Kind::Organization => self.organization,
            Kind::Country => self.country,
            Kind::Place => self.place,
            Kind::Other => self.other,
        }
    }

    /// Reads one section; whether there is one.
    fn lay(&mut self, text: &str, section: &str, complaints: &mut Vec<Mistake>) -> bool {
        let mut complain =
            |at: Range<usize>, message: &str| complaints.push(Mistake::at(text, &at, message));
        let parsed = match DeTable::parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                complain(error.span().unwrap_or_default(), error.message());
                return false;
            }
        };
        let found = parsed
            .get_ref()
            .iter()
            .find(|(key, _)| key.get_ref() == section);
        let Some((key, value)) = found else {
            return false;
        };
        let DeValue::Table(lines) = value.get_ref() else {
            complain(key.span(), &format!("`{section}` must be a section"));
            return false;
        };
        for (key, value) in lines {
            let (name, at) = (key.get_ref().as_ref(), key.span());
            let DeValue::String(words) = value.get_ref() else {
                complain(at, &format!("`{name}` must be a text: \"bold red\""));
                continue;
            };
            let style = match style(words) {
                Ok(style) => style,
                Err(message) => {
                    complain(at, &message);
                    continue;
                }
            };
            if let Some(role) = self.role(name) {
                *role = style;
            } else {
                let known = ROLES.join(" ").replace("matched", "match");
                complain(at, &format!("unknown style `{name}`; known: {known}"));
            }
        }
        true
    }

    /// Takes the nearest colours that there are. Without colours the kinds differ by their weight.
    fn fit(&mut self, depth: Depth) {
        self.each(|style| {
            style.fg = style.fg.and_then(|c| color::nearest(c, depth));
            style.bg = style.bg.and_then(|c| color::nearest(c, depth));
        });
        // Ink and ground can fall on the same one of few colours; the theme's plain ink is then seen at least.
        let (ink, ground) = (self.base.fg, self.base.bg);
        self.each(|style| {
            let under = style.bg.or(ground);
            if style.fg.is_some() && style.fg == under {
                style.fg = ink.filter(|ink| Some(*ink) != under);
            }
        });
        if depth == Depth::None {
            self.person = self.person.add_modifier(Modifier::BOLD);
            self.organization = self.organization.add_modifier(Modifier::UNDERLINED);
            self.country = self.country.add_modifier(Modifier::BOLD);
            self.chosen = Style::new().add_modifier(Modifier::REVERSED);
            self.hit = Style::new().add_modifier(Modifier::REVERSED);
            self.here = Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
            self.lit = Style::new().add_modifier(Modifier::REVERSED);
        }
    }
}

/// Reads a style from words.
fn style(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut ground = false;
    for word in words.split_whitespace() {
        let modifier = match word {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            "strike" => Modifier::CROSSED_OUT,
            _ => Modifier::empty(),
        };
        if !modifier.is_empty() {
            style = style.add_modifier(modifier);
        } else if word == "on" {
            ground = true;
        } else {
            let color = color::parse(word).ok_or_else(|| {
                format!(
                    "`{word}` is no colour and no style; as in red, bright-red, 130, #b3261e, bold"
                )
            })?;
            if ground {
                style.bg = Some(color);
            } else {
                style.fg = Some(color);
            }
        }
    }
    // An attribute that is not set here is not taken over from below.
    Ok(style)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn the_embedded_themes_are_without_fault() {
        for name in names("") {
            for depth in [
                Depth::None,
                Depth::Eight,
                Depth::Sixteen,
                Depth::Many,
                Depth::True,
            ] {
                let (theme, complaints) = Theme::read(&name, "", depth);
                assert_eq!(complaints, [], "{name}");
                assert_ne!(theme.strong, Style::new(), "{name}");
                assert_eq!(
                    depth == Depth::None,
                    theme.person.fg.is_none(),
                    "{name} at {depth:?}"
                );
            }
        }
    }

    #[test]
    fn faults_name_their_line_and_the_rest_holds() {
        let user =
            "[mine]\ntitle = \"bold redd\"\ntitel = \"bold\"\nperson = \"#ff0000\"\nrule = 5\n";
        let (theme, complaints) = Theme::read("mine", user, Depth::True);
        let lines: Vec<usize> = complaints.iter().map(|c| c.line).collect();
        let mut sorted = lines.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [2, 3, 5], "{complaints:?}");
        assert_eq!(theme.person.fg, Some(Color::Rgb(255, 0, 0)));
        let (theme, complaints) = Theme::read("none", "", Depth::True);
        assert_eq!(complaints.len(), 1);
        assert_eq!(theme.strong, Theme::read(DEFAULT, "", Depth::True).0.strong);
    }
}
