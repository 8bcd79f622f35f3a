//! Owns: other extractors as they are by default, scored beside ours on the same pages in the same run.
//! Promises: none of them is in the program or its lock.
//!
//! ```text
//! cargo run --release --manifest-path eval/rivals/Cargo.toml -- FILE.jsonl.gz…
//! ```

use nutgraf_eval::extraction::{Found, Peer};

const PEERS: [Peer; 4] = [
    Peer {
        name: "trafilatura",
        read: |html, _| trafilatura(html).unwrap_or_default(),
    },
    Peer {
        name: "rs-trafilatura",
        read: |html, _| rs_trafilatura(html).unwrap_or_default(),
    },
    Peer {
        name: "dom_smoothie",
        read: |html, url| dom_smoothie(html, url).unwrap_or_default(),
    },
    Peer {
        name: "readability",
        read: |html, url| readability(html, url).unwrap_or_default(),
    },
];

fn main() -> anyhow::Result<()> {
    nutgraf_eval::extraction::run(std::env::args().skip(1), &PEERS)
}

fn trafilatura(html: &str) -> Option<Found> {
    let page = trafilatura::extract(html, &trafilatura::Options::default()).ok()?;
    Some(Found {
        text: page.content_text,
        title: page.metadata.title,
        byline: page.metadata.author,
        date: page.metadata.date.map_or_else(String::new, |d| d.to_string()),
    })
}

fn rs_trafilatura(html: &str) -> Option<Found> {
    let page = rs_trafilatura::extract(html).ok()?;
    Some(Found {
        text: page.content_text,
        title: page.metadata.title.unwrap_or_default(),
        byline: page.metadata.author.unwrap_or_default(),
        date: page.metadata.date.map_or_else(String::new, |d| d.to_string()),
    })
}

fn dom_smoothie(html: &str, url: &str) -> Option<Found> {
    let config = dom_smoothie::Config {
        text_mode: dom_smoothie::TextMode::Formatted,
        ..dom_smoothie::Config::default()
    };
    let mut reader = dom_smoothie::Readability::new(html, Some(address(url)), Some(config)).ok()?;
    let page = reader.parse().ok()?;
    Some(Found {
        text: page.text_content.to_string(),
        title: page.title,
        byline: page.byline.unwrap_or_default(),
        date: page.published_time.unwrap_or_default(),
    })
}

fn readability(html: &str, url: &str) -> Option<Found> {
    let url = url::Url::parse(address(url)).ok()?;
    let page = readability::extractor::extract(&mut html.as_bytes(), &url).ok()?;
    Some(Found {
        text: page.text,
        title: page.title,
        ..Found::default()
    })
}

/// The address of the page, or one that stands for it: two of them want one.
fn address(url: &str) -> &str {
    if url.starts_with("http") {
        url
    } else {
        "http://fakehost/test/page.html"
    }
}
