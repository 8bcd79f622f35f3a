//! Owns: the texts of `nutgraf help TOPIC` and of the manual page, in one simple form, and setting them for both.
//! Promises: pure; no line of a topic is wider than 80 columns on a terminal.

use std::fmt::Write as _;

use crate::app::help;

/// The columns of a terminal that everybody has.
const COLUMNS: usize = 80;
/// Columns of a filter term before what it finds.
const TERM: usize = 36;

/// A text of the help.
#[derive(Debug)]
pub struct Topic {
    /// Its name on the command line and, in capitals, its heading in the manual page.
    pub name: &'static str,
    /// What it tells, in some words.
    pub about: &'static str,
    /// Lines. Two blanks before one make it a term, the lines with more blanks below it what is said of it; four blanks
    /// after an empty line make what stands as it is; `{terms}` is the table of the filter language.
    text: &'static str,
}

/// What `nutgraf help` can tell besides commands.
pub const TOPICS: [Topic; 4] = [
    Topic {
        name: "filter",
        about: "the filter language, with examples",
        text: include_str!("topics/filter.txt"),
    },
    Topic {
        name: "keys",
        about: "the keys of the browser and how to change them",
        text: include_str!("topics/keys.txt"),
    },
    Topic {
        name: "files",
        about: "where settings, library and the rest are",
        text: include_str!("topics/files.txt"),
    },
    Topic {
        name: "json",
        about: "what --json prints and what JSON Lines are read",
        text: include_str!("topics/json.txt"),
    },
];

/// What only the manual page tells.
pub const ENDING: [Topic; 3] = [
    Topic {
        name: "environment",
        about: "variables that are heeded",
        text: include_str!("topics/environment.txt"),
    },
    Topic {
        name: "exit status",
        about: "how a command ends",
        text: include_str!("topics/exit.txt"),
    },
    Topic {
        name: "examples",
        about: "some command lines",
        text: include_str!("topics/examples.txt"),
    },
];

impl Topic {
    /// For a terminal.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for line in self.text.lines() {
            if line == "{terms}" {
                for (term, doc) in help::TERMS {
                    let first = format!("  {term:TERM$}");
                    let rest = " ".repeat(TERM + 2);
                    let options = textwrap::Options::new(COLUMNS)
                        .initial_indent(&first)
                        .subsequent_indent(&rest);
                    plain.push_str(&textwrap::fill(doc, options));
                    plain.push('\n');
                }
            } else {
                plain.push_str(line);
                plain.push('\n');
            }
        }
        plain
    }

    /// For `man`, as roff.
    pub fn roff(&self) -> String {
        let mut roff = String::new();
        let mut part = Part::Text;
        for line in self.text.lines() {
            if line == "{terms}" {
                for (term, doc) in help::TERMS {
                    row(&mut roff, term, doc);
                }
                continue;
            }
            let depth = line.len() - line.trim_start().len();
            let words = line.trim_start();
            let next = match (part, depth) {
                _ if words.is_empty() => Part::Between,
                (Part::Verbatim | Part::Between, 4..) => Part::Verbatim,
                (_, 2..=3) | (Part::Row, 4..) => Part::Row,
                _ => Part::Text,
            };
            if part == Part::Verbatim && next != Part::Verbatim {
                roff.push_str(".fi\n.RE\n");
            }
            if next == Part::Verbatim && part != Part::Verbatim {
                roff.push_str(".RS 4\n.nf\n");
            }
            match next {
                Part::Between => {}
                Part::Row if depth < 4 => {
                    let (term, doc) = words.split_once("   ").unwrap_or((words, ""));
                    row(&mut roff, term.trim(), doc.trim());
                }
                Part::Verbatim => {
                    let _ = writeln!(roff, "{}", escaped(line.get(4..).unwrap_or(line)));
                }
                Part::Text if part == Part::Between && !roff.is_empty() => {
                    let _ = writeln!(roff, ".PP\n{}", escaped(words));
                }
                Part::Row | Part::Text => {
                    let _ = writeln!(roff, "{}", escaped(words));
                }
            }
            part = next;
        }
        if part == Part::Verbatim {
            roff.push_str(".fi\n.RE\n");
        }
        roff
    }
}

/// What a line of a topic belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Text,
    Row,
    Verbatim,
    Between,
}

/// A term and what is said of it, as roff; the saying may still follow.
pub fn row(roff: &mut String, term: &str, doc: &str) {
    let _ = writeln!(roff, ".TP\n\\fB{}\\fR", escaped(term));
    if !doc.is_empty() {
        let _ = writeln!(roff, "{}", escaped(doc));
    }
}

/// Text with nothing that roff would obey.
pub fn escaped(text: &str) -> String {
    let bare = text.replace('\\', "\\e").replace('-', "\\-");
    if bare.starts_with(['.', '\'']) {
        format!("\\&{bare}")
    } else {
        bare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_fit_a_terminal_and_become_roff() {
        for topic in TOPICS.iter().chain(&ENDING) {
            let plain = topic.plain();
            for line in plain.lines() {
                assert!(line.chars().count() <= COLUMNS, "{}: {line}", topic.name);
            }
            let roff = topic.roff();
            assert!(!roff.contains("\n\n"), "{}: {roff}", topic.name);
            assert_eq!(roff.matches(".nf").count(), roff.matches(".fi").count());
        }
        let [filter, ..] = TOPICS;
        assert!(filter.plain().contains("@iran"));
        assert!(filter.roff().contains("\n.TP\n\\fBsaid:@name\\fR\n"));
    }
}
