//! Owns: newsboat's file of feeds, `urls`: reading it, and adding and taking out lines.
//! Promises: other lines stay as they are, byte for byte.

use crate::config::feeds_file::is_source;
use nutgraf_read::model::feed::{FeedEdit, Wanted};
use nutgraf_read::model::mistake::Mistake;

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Urls {
    /// The feeds.
    pub feeds: Vec<Wanted>,
    /// Query feeds: a name and an expression of newsboat's filter language, with the line.
    pub queries: Vec<(usize, String, String)>,
    /// Lines that are neither.
    pub mistakes: Vec<Mistake>,
}

/// Reads the file.
pub fn read(text: &str) -> Urls {
    let mut urls = Urls::default();
    for (number, line) in (1..).zip(text.lines()) {
        let mut words = words(line).into_iter();
        let Some(first) = words.next() else { continue };
        if let Some(query) = first.strip_prefix("query:") {
            let (name, expression) = query.split_once(':').unwrap_or((query, ""));
            urls.queries
                .push((number, name.to_owned(), expression.to_owned()));
            continue;
        }
        if !is_source(&first) {
            let words = format!("`{first}` is no address of a feed");
            urls.mistakes.push(Mistake::new(number, &words));
            continue;
        }
        if urls.feeds.iter().any(|feed| feed.url == first) {
            continue;
        }
        let mut feed = Wanted {
            url: first,
            ..Wanted::default()
        };
        for word in words {
            if word == "!" || word.starts_with('!') {
                feed.hidden = true;
                let tag = word.trim_start_matches('!').to_owned();
                feed.tags.extend((!tag.is_empty()).then_some(tag));
            } else if let Some(title) = word.strip_prefix('~') {
                feed.name = (!title.is_empty()).then(|| title.to_owned());
            } else if !word.is_empty() {
                feed.tags.push(word);
            }
        }
        urls.feeds.push(feed);
    }
    urls
}

/// The words of a line, as newsboat parts them: by blanks, but not within quotation marks; a `#` begins a comment.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() && !rest.starts_with('#') {
        let mut word = String::new();
        let mut characters = rest.char_indices();
        let mut quoted = false;
        let mut end = rest.len();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' if quoted => match characters.next() {
                    Some((_, 'n')) => word.push('\n'),
                    Some((_, 't')) => word.push('\t'),
                    Some((_, c)) => word.push(c),
                    None => word.push('\\'),
                },
                c if c.is_whitespace() && !quoted => {
                    end = at;
                    break;
                }
                c => word.push(c),
            }
        }
        words.push(word);
        rest = rest.get(end..).unwrap_or("").trim_start();
    }
    words
}

/// One feed as a line.
pub fn line(feed: &Wanted) -> String {
    let mut line = quoted(&feed.url);
    let mut add = |word: &str| {
        line.push(' ');
        line.push_str(&quoted(word));
    };
    for tag in &feed.tags {
        add(tag);
    }
    if let Some(name) = &feed.name {
        add(&format!("~{name}"));
    }
    if feed.hidden {
        add("!");
    }
    line
}

fn quoted(word: &str) -> String {
    let plain =
        !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "\"\\#".contains(c));
    if plain || is_source(word) && !word.contains([' ', '"', '\\']) {
        return word.to_owned();
    }
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The text of the file after a change.
///
/// # Errors
/// When the file has no room for what is wanted.
pub fn edit(text: &str, edit: &FeedEdit) -> Result<String, Mistake> {
    let known = read(text).feeds;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_of = |line: &String, url: &str| words(line).first().is_some_and(|first| first == url);
    match edit {
        FeedEdit::Add(feeds) => {
            let new = feeds.iter();
            let new = new.filter(|feed| !known.iter().any(|known| known.url == feed.url));
            lines.extend(new.map(line));
        }
        FeedEdit::Take(url) => lines.retain(|line| !is_of(line, url)),
        FeedEdit::Readdress { from, to } => {
            for line in lines.iter_mut().filter(|line| is_of(line, from)) {
                *line = line.replacen(from.as_str(), to, 1);
            }
        }
        FeedEdit::Tags(url, tags) => {
            for written in lines.iter_mut().filter(|line| is_of(line, url)) {
                let feed = known.iter().find(|feed| feed.url == *url);
                let mut feed = feed.cloned().unwrap_or_default();
                feed.tags.clone_from(tags);
                *written = line(&feed);
            }
        }
        FeedEdit::Full(..) => {
            let words = "newsboat's urls file can't say that pages are fetched whole; `nutgraf feeds import` it first";
            return Err(Mistake::new(0, words));
        }
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: &str = "# feeds\nhttps://a.example/f world \"two words\" \"~The A\"  # mine\n\
        https://b.example/f \"!\" !x\n\"query:Unread \\\"x\\\":unread = \\\"yes\\\"\" all\n\
        exec:~/bin/feed tag\n\"filter:sed s/a/b/:https://c.example/f\"\n\nnot-a-feed\n";

    #[test]
    fn lines_are_read_as_newsboat_reads_them() {
        let urls = read(MINE);
        let told: Vec<String> = urls
            .feeds
            .iter()
            .map(|f| {
                format!(
                    "{} | {} | {} | {}",
                    f.url,
                    f.tags.join(","),
                    f.name.as_deref().unwrap_or("-"),
                    f.hidden
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "https://a.example/f | world,two words | The A | false",
                "https://b.example/f | x | - | true",
                "exec:~/bin/feed | tag | - | false",
                "filter:sed s/a/b/:https://c.example/f |  | - | false",
            ]
        );
        let query = (4, "Unread \"x\"".to_owned(), "unread = \"yes\"".to_owned());
        assert_eq!(urls.queries, [query]);
        assert_eq!(urls.mistakes.len(), 1);
        let back: Vec<String> = urls.feeds.iter().map(line).collect();
        assert_eq!(read(&back.join("\n")).feeds, urls.feeds);
    }

    #[test]
    fn lines_go_in_and_out_and_all_else_stays() {
        let added = Wanted {
            url: "https://d.example/f".to_owned(),
            tags: vec!["x y".to_owned()],
            ..Wanted::default()
        };
        let text = edit(MINE, &FeedEdit::Add(vec![added])).unwrap();
        assert_eq!(text, format!("{MINE}https://d.example/f \"x y\"\n"));
        let text = edit(&text, &FeedEdit::Take("https://d.example/f".to_owned())).unwrap();
        assert_eq!(text, MINE);
        let moved = FeedEdit::Readdress {
            from: "https://b.example/f".to_owned(),
            to: "https://e.example/f".to_owned(),
        };
        assert_eq!(
            edit(MINE, &moved).unwrap(),
            MINE.replace("b.example", "e.example")
        );
    }
}
