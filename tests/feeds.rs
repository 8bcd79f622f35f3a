//! Feeds of the development data against their gold; skipped, loudly, where the data is not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may fail")]
#![expect(
    clippy::disallowed_methods,
    reason = "the environment says where the data lies"
)]

#[path = "../eval/src/measure/feeds.rs"]
mod feeds;
#[path = "../eval/src/measure/records.rs"]
mod records;

#[test]
fn feeds_say_what_their_gold_says() {
    let root = std::env::var("NUTGRAF_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    if !std::path::Path::new(&root).join("data/feeds").is_dir() {
        println!("SKIPPED: {root}/data/feeds is not there");
        return;
    }
    // Of a thousand wanted values so many must be right.
    for (set, least) in [("feed_rs", 960), ("feedparser", 620)] {
        let tally = feeds::score(&records::records(&format!("feeds/{set}")));
        let (right, all) = tally.sum();
        println!("{set}: {right} of {all} right");
        assert!(
            right * 1000 >= all * least,
            "{set}: {right} of {all}: {:#?}",
            tally.wrong
        );
    }
}
