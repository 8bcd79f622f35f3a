//! Feeds of the development data against their gold; skipped, loudly, where the data is not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may fail")]
#![expect(
    clippy::disallowed_methods,
    reason = "the environment says where the data lies"
)]

#[path = "../eval/src/measure/feeds.rs"]
#[expect(unreachable_pub, reason = "a file of eval's library")]
mod feeds;
#[path = "../eval/src/measure/records.rs"]
#[expect(unreachable_pub, reason = "a file of eval's library")]
mod records;

use std::path::Path;

#[test]
fn feeds_say_what_their_gold_says() {
    let root = std::env::var("NUTGRAF_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let data = Path::new(&root).join("data/feeds");
    if !data.is_dir() {
        println!("SKIPPED: {root}/data/feeds is not there");
        return;
    }
    // Of a thousand wanted values so many must be right.
    for (set, least) in [("feed_rs", 960), ("feedparser", 620)] {
        let rows = records::read(&data.join(format!("{set}.jsonl.gz"))).unwrap();
        let tally = feeds::score(&rows.collect::<Result<Vec<_>, _>>().unwrap());
        let (right, all) = tally.sum();
        println!("{set}: {right} of {all} right");
        assert!(
            right * 1000 >= all * least,
            "{set}: {right} of {all}: {:#?}",
            tally.wrong
        );
    }
}
