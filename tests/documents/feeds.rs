//! Feeds of the development data against their gold; `feed_score` of eval prints the same figures field by field.

#[path = "../../eval/src/measure/feeds.rs"]
#[expect(unreachable_pub, reason = "a file of eval's library")]
mod gold;
#[path = "../../eval/src/measure/records.rs"]
#[expect(unreachable_pub, reason = "a file of eval's library")]
mod records;

#[test]
fn feeds_say_what_their_gold_says() {
    let Some(folder) = crate::beside::folder("data/feeds") else {
        return;
    };
    // Of a thousand wanted values so many must be right.
    for (set, least) in [("feed_rs", 960), ("feedparser", 770)] {
        let rows = records::read(&folder.join(format!("{set}.jsonl.gz"))).unwrap();
        let tally = gold::score(&rows.collect::<Result<Vec<_>, _>>().unwrap());
        let (right, all) = tally.sum();
        println!("{set}: {right} of {all} right");
        assert!(
            right * 1000 >= all * least,
            "{set}: {right} of {all}: {:#?}",
            tally.wrong
        );
    }
}
