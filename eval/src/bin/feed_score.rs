//! Owns: how much of what feeds say is read as it is meant, over the feeds of the development data that have a gold.
//! Promises: `tests/documents/feeds.rs` holds a floor under the same figures.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin feed_score [-- --wrong]
//! ```
//! The gold of `feed_rs` is what that library makes of each feed; that of `feedparser` are the checks of its own tests which ask for a field of an entry that we have: title, link,
//! author, date, text. Words are compared by their letters and digits, without markup and case, dates by the second, links as they
//! are. A text is right when it holds the wanted one. `--wrong` names what differs.

#![expect(
    clippy::print_stdout,
    reason = "a measuring tool prints its measurements"
)]

use nutgraf_eval::measure::{feeds, records};

fn main() {
    let tell = std::env::args().any(|a| a == "--wrong");
    for set in ["feed_rs", "feedparser"] {
        let rows = records(&format!("feeds/{set}"));
        let tally = feeds::score(&rows);
        print!("{set}: {} feeds", rows.len());
        for (field, right) in &tally.fields {
            print!("  {field} {}/{}", right.right, right.all);
        }
        let (right, all) = tally.sum();
        println!("  all {right}/{all}");
        if tell {
            for line in &tally.wrong {
                println!("  {line}");
            }
        }
    }
}
