//! Owns: feeds as text: a row of a list, OPML, a systemd timer.
//! Promises: what feeds call themselves is made safe; OPML is well-formed whatever they are called.

use std::io::{self, Write};
use std::path::Path;

use crate::config::duration::spoken;
use crate::engine::feeds::state;
use crate::print::style::{Style, Weight};
use nutgraf_feeds::address::without_password;
use nutgraf_read::model::feed::{FeedRow, FeedTally, Health, Wanted};
use nutgraf_read::model::moment::Moment;

/// A feed in a list.
#[derive(Debug)]
pub struct Row<'a> {
    /// How it is.
    pub health: Health,
    /// Its name.
    pub name: &'a str,
    /// What its reader wants of it.
    pub feed: &'a Wanted,
    /// What the library knows of it.
    pub row: &'a FeedRow,
    /// What came of it.
    pub tally: FeedTally,
    /// The present.
    pub now: Moment,
}

/// Writes a feed as one line: its mark, name, state, what is unread and new, tags, address.
pub fn row(out: &mut dyn Write, style: Style, row: &Row<'_>) -> io::Result<()> {
    let mark = match row.health {
        Health::Gone | Health::Dormant | Health::Failing => "!",
        Health::Waiting => "…",
        Health::New | Health::Well => " ",
    };
    let weight = if row.health.is_trouble() {
        Weight::Bold
    } else {
        Weight::Plain
    };
    let news = match row.tally.latest {
        Some(latest) => format!("last news {} ago", spoken(row.now.0 - latest.0)),
        None => "no news yet".to_owned(),
    };
    let tags: Vec<String> = row.feed.tags.iter().map(|tag| format!("#{tag}")).collect();
    let counts = format!("{} unread, {} this week", row.tally.unread, row.tally.week);
    let details = [
        state(row.row, row.now),
        counts,
        news,
        tags.join(" "),
        without_password(&row.feed.url),
    ];
    let details: Vec<&str> = details
        .iter()
        .map(String::as_str)
        .filter(|d| !d.is_empty())
        .collect();
    writeln!(
        out,
        "{mark} {}  {}",
        style.line(weight, row.name),
        style.line(Weight::Dim, &details.join(" · "))
    )
}

/// Writes feeds as OPML, in folders of their first tags. `home` tells the page that a feed belongs to.
pub fn opml(
    out: &mut dyn Write,
    feeds: &[(String, &Wanted)],
    home: &dyn Fn(&str) -> Option<String>,
) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>nutgraf feeds</title>\n  </head>\n  <body>"
    )?;
    let mut folders: Vec<&str> = Vec::new();
    for (_, feed) in feeds {
        let folder = feed.tags.first().map_or("", String::as_str);
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    for folder in folders {
        let indent = if folder.is_empty() { "" } else { "  " };
        if !folder.is_empty() {
            writeln!(out, "    <outline text=\"{}\">", escaped(folder))?;
        }
        for (name, feed) in feeds {
            if feed.tags.first().map_or("", String::as_str) != folder {
                continue;
            }
            let page = home(&feed.url).map_or_else(String::new, |page| {
                format!(" htmlUrl=\"{}\"", escaped(&page))
            });
            let tags = match feed.tags.len() {
                0 | 1 => String::new(),
                _ => format!(" category=\"{}\"", escaped(&feed.tags.join(","))),
            };
            writeln!(
                out,
                "{indent}    <outline type=\"rss\" text=\"{}\" title=\"{0}\" xmlUrl=\"{}\"{page}{tags}/>",
                escaped(name),
                escaped(&feed.url),
            )?;
        }
        if !folder.is_empty() {
            writeln!(out, "    </outline>")?;
        }
    }
    writeln!(out, "  </body>\n</opml>")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Writes the two units of a systemd timer that refreshes a library.
pub fn timer(out: &mut dyn Write, program: &str, library: &Path) -> io::Result<()> {
    // In a unit a percent sign begins a specifier, and quotation marks hold a word together.
    let word = |text: &str| {
        format!(
            "\"{}\"",
            text.replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('%', "%%")
        )
    };
    let (program, library) = (word(program), word(&library.display().to_string()));
    write!(
        out,
        "# ~/.config/systemd/user/nutgraf-refresh.service\n\
         [Unit]\nDescription=Fetch the feeds that are due\n\n\
         [Service]\nType=oneshot\nNice=10\nExecStart={program} --library {library} --quiet refresh --due\n\
         # Some feeds failed (4), or another nutgraf was at it (3): no reason to alarm.\nSuccessExitStatus=3 4\n\n\
         # ~/.config/systemd/user/nutgraf-refresh.timer\n\
         [Unit]\nDescription=Fetch feeds twice an hour; each is asked when it is due\n\n\
         [Timer]\nOnBootSec=5min\nOnUnitActiveSec=30min\nRandomizedDelaySec=5min\n\n\
         [Install]\nWantedBy=timers.target\n\n\
         # systemctl --user enable --now nutgraf-refresh.timer\n\
         # For cron: */30 * * * * {program} --library {library} --quiet refresh --due\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::ingest::opml;

    #[test]
    fn opml_comes_back_as_it_went() {
        let feed = |url: &str, tags: &[&str]| Wanted {
            url: url.to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Wanted::default()
        };
        let feeds = [
            feed("https://a.example/f?x=1&y=\"2\"", &["a & b", "c"]),
            feed("https://b.example/f", &[]),
        ];
        let named: Vec<(String, &Wanted)> = feeds
            .iter()
            .map(|feed| ("<The> \"A\" & B".to_owned(), feed))
            .collect();
        let mut out = Vec::new();
        opml(&mut out, &named, &|_| Some("https://a.example/".to_owned())).unwrap();
        let text = String::from_utf8(out).unwrap();
        let back = opml::read(&text);
        assert_eq!(back.len(), 2, "{text}");
        assert_eq!(
            (
                back[0].url.as_str(),
                back[0].title.as_str(),
                back[0].folder.as_str()
            ),
            (
                "https://a.example/f?x=1&y=\"2\"",
                "<The> \"A\" & B",
                "a & b"
            )
        );
    }
}
