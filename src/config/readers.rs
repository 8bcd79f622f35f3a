//! Owns: the lists of feeds of other readers: newsraft's `feeds`, nom's YAML.
//! Promises: total; nothing in them is run; what is no feed is passed over.

use crate::config::feeds_file::is_source;
use nutgraf_read::model::feed::Wanted;

/// newsraft's file: a feed a line, with its name in quotation marks and settings behind `<`; `@` begins a section, which becomes a
/// tag. Programs (`$(…)`) are answered as they are written, for the caller to name.
pub fn newsraft(text: &str) -> (Vec<Wanted>, Vec<String>) {
    let (mut feeds, mut programs) = (Vec::new(), Vec::new());
    let mut section = None;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('@') {
            let name = name.split(['<', '{']).next().unwrap_or("").trim();
            section = (!name.is_empty() && name != "Global").then(|| name.to_owned());
        } else if line.starts_with("$(") {
            programs.push(line.to_owned());
        } else {
            let url = line.split_whitespace().next().unwrap_or("");
            if !is_source(url) {
                continue;
            }
            let mut quoted = line.split('"');
            feeds.push(Wanted {
                url: url.to_owned(),
                name: quoted
                    .nth(1)
                    .map(str::to_owned)
                    .filter(|name| !name.is_empty()),
                tags: section.iter().cloned().collect(),
                ..Wanted::default()
            });
        }
    }
    (feeds, programs)
}

/// nom's file: a list under `feeds:`, each with `url`, `name` and `tags`.
pub fn nom(text: &str) -> Vec<Wanted> {
    let mut feeds: Vec<Wanted> = Vec::new();
    let mut within = false;
    let mut in_tags = false;
    for line in text.lines() {
        let trimmed = line.split(" #").next().unwrap_or("").trim();
        if !line.starts_with([' ', '-', '\t']) && !trimmed.is_empty() && !trimmed.starts_with('#') {
            within = trimmed == "feeds:";
            continue;
        }
        if !within {
            continue;
        }
        let (item, field) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest.trim()),
            None => (false, trimmed),
        };
        let Some((key, value)) = field
            .split_once(": ")
            .or_else(|| Some((field.strip_suffix(':')?, "")))
        else {
            if item
                && in_tags
                && let Some(feed) = feeds.last_mut()
            {
                feed.tags.push(plain(field));
            }
            continue;
        };
        in_tags = key == "tags";
        if item {
            feeds.push(Wanted::default());
        }
        let Some(feed) = feeds.last_mut() else {
            continue;
        };
        match key {
            "url" => feed.url = plain(value),
            "name" => feed.name = Some(plain(value)).filter(|name| !name.is_empty()),
            "tags" => {
                let list = value.trim_matches(['[', ']']).split(',');
                feed.tags
                    .extend(list.map(plain).filter(|tag| !tag.is_empty()));
            }
            _ => {}
        }
    }
    feeds.retain(|feed| is_source(&feed.url));
    feeds
}

fn plain(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(feeds: &[Wanted]) -> Vec<String> {
        let line = |f: &Wanted| {
            format!(
                "{} | {} | {}",
                f.url,
                f.name.as_deref().unwrap_or("-"),
                f.tags.join(",")
            )
        };
        feeds.iter().map(line).collect()
    }

    #[test]
    fn lists_of_other_readers_are_read() {
        let (feeds, programs) = newsraft(
            "# c\nhttps://a.example/f \"The A\" < reload-period 60\n@ World news < x\nhttps://b.example/f\n$(date) \"x\"\nnothing\n",
        );
        assert_eq!(
            told(&feeds),
            [
                "https://a.example/f | The A | ",
                "https://b.example/f | - | World news"
            ]
        );
        assert_eq!(programs.len(), 1);
        let yaml = "configpath: x\nfeeds:\n  - url: https://a.example/f # mine\n    name: \"The A\"\n    tags: [x, 'y z']\n\
            - name: B\n  url: https://b.example/f\n  tags:\n    - one\n    - two\nopeners: []\n- url: https://c.example/\n";
        assert_eq!(
            told(&nom(yaml)),
            [
                "https://a.example/f | The A | x,y z",
                "https://b.example/f | B | one,two"
            ]
        );
    }
}
