//! Other extractors as they are by default, for `--features peers`.

use crate::Found;

#[cfg(feature = "peers")]
pub(crate) const NAMES: [&str; 4] = [
    "trafilatura",
    "rs-trafilatura",
    "dom_smoothie",
    "readability",
];
#[cfg(not(feature = "peers"))]
pub(crate) const NAMES: [&str; 0] = [];

#[cfg(not(feature = "peers"))]
pub(crate) fn read(_: &str, _: &str, _: &str) -> Found {
    Found::default()
}

/// What the extractor of a name finds in a page.
#[cfg(feature = "peers")]
pub(crate) fn read(name: &str, html: &str, url: &str) -> Found {
    const NOWHERE: &str = "http://fakehost/test/page.html";
    let url = if url.starts_with("http") {
        url
    } else {
        NOWHERE
    };
    match name {
        "trafilatura" => trafilatura::extract(html, &trafilatura::Options::default())
            .map(|r| Found {
                text: r.content_text,
                title: r.metadata.title,
                byline: r.metadata.author,
                date: r.metadata.date.map(|d| d.to_string()).unwrap_or_default(),
            })
            .unwrap_or_default(),
        "rs-trafilatura" => rs_trafilatura::extract(html)
            .map(|r| Found {
                text: r.content_text,
                title: r.metadata.title.unwrap_or_default(),
                byline: r.metadata.author.unwrap_or_default(),
                date: r.metadata.date.map(|d| d.to_string()).unwrap_or_default(),
            })
            .unwrap_or_default(),
        "dom_smoothie" => {
            let config = dom_smoothie::Config {
                text_mode: dom_smoothie::TextMode::Formatted,
                ..dom_smoothie::Config::default()
            };
            dom_smoothie::Readability::new(html, Some(url), Some(config))
                .and_then(|mut reader| reader.parse())
                .map(|a| Found {
                    text: a.text_content.to_string(),
                    title: a.title,
                    byline: a.byline.unwrap_or_default(),
                    date: a.published_time.unwrap_or_default(),
                })
                .unwrap_or_default()
        }
        _ => url::Url::parse(url)
            .ok()
            .and_then(|url| readability::extractor::extract(&mut html.as_bytes(), &url).ok())
            .map(|p| Found {
                text: p.text,
                title: p.title,
                ..Found::default()
            })
            .unwrap_or_default(),
    }
}
