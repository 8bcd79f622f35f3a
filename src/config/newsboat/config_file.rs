//! Owns: newsboat's `config`: what of it means something here.
//! Promises: total; what is not brought over is named when a reader would miss it.

use crate::config::newsboat::urls::words;

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Articles to be ignored: the feed's address or `*`, an expression, the line.
    pub ignored: Vec<(String, String, usize)>,
    /// Expressions with names (`define-filter`), with the line.
    pub filters: Vec<(String, String, usize)>,
    /// Keys and what they do there, with what does it here.
    pub keys: Vec<String>,
    /// Other lines that a reader would miss.
    pub missed: Vec<String>,
}

/// What newsboat's operations are here: the name of ours and its usual key.
const OPERATIONS: [(&str, &str); 28] = [
    ("open", "Enter"),
    ("quit", "q"),
    ("hard-quit", "Q"),
    ("reload", "`g f` and r"),
    ("reload-all", "`g f` and R"),
    ("mark-feed-read", "`:read` over a filter line"),
    ("mark-all-feeds-read", "`:read`"),
    ("toggle-article-read", "m"),
    ("next-unread", "n"),
    ("prev-unread", "p"),
    ("next", "J"),
    ("prev", "K"),
    ("up", "k"),
    ("down", "j"),
    ("pageup", "^B"),
    ("pagedown", "space"),
    ("halfpageup", "^U"),
    ("halfpagedown", "^D"),
    ("home", "g g"),
    ("end", "G"),
    ("open-in-browser", "o"),
    ("open-search", "/"),
    ("set-filter", "/"),
    ("select-tag", "`#tag` in the filter line"),
    ("edit-flags", "s (star) and t (tag)"),
    ("pipe-to", "|"),
    ("help", "?"),
    ("cmdline", ":"),
];

/// Settings whose loss a reader would notice.
const MISSED: [&str; 8] = [
    "macro",
    "bookmark-cmd",
    "notify-program",
    "highlight",
    "highlight-article",
    "include",
    "proxy",
    "urls-source",
];

/// Reads the file.
pub fn read(text: &str) -> Config {
    let mut config = Config::default();
    for (number, line) in (1..).zip(text.lines()) {
        let words = words(line);
        let word = |at: usize| words.get(at).map_or("", String::as_str);
        match word(0) {
            "ignore-article" if words.len() >= 3 => {
                config
                    .ignored
                    .push((word(1).to_owned(), word(2).to_owned(), number));
            }
            "define-filter" if words.len() >= 3 => {
                config
                    .filters
                    .push((word(1).to_owned(), word(2).to_owned(), number));
            }
            "bind-key" | "bind" => {
                let known = OPERATIONS.iter().find(|(name, _)| *name == word(2));
                let here = match known {
                    Some((_, key)) => format!("here {key}"),
                    None => "nothing of this name here".to_owned(),
                };
                config
                    .keys
                    .push(format!("{} = {}: {here}", word(1), word(2)));
            }
            name if MISSED.contains(&name) => {
                config
                    .missed
                    .push(format!("line {number}: {}", line.trim()));
            }
            _ => {}
        }
    }
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_found() {
        let config = read(
            "# mine\nreload-time 30\nbind-key j down\nbind-key x no-such\nignore-article \"*\" \"title =~ \\\"ad\\\"\"\n\
             define-filter \"Long\" \"content # \\\"x\\\"\"\nmacro a open\n",
        );
        assert_eq!(
            config.ignored,
            [("*".to_owned(), "title =~ \"ad\"".to_owned(), 5)]
        );
        assert_eq!(config.filters.len(), 1);
        assert_eq!(
            config.keys,
            ["j = down: here j", "x = no-such: nothing of this name here"]
        );
        assert_eq!(config.missed, ["line 7: macro a open"]);
    }
}
