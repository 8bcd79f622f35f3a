//! Any text as a date: no panic, and what is read is written and read again as the same moment.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::date;
use nutgraf_read::model::moment::Moment;

fuzz_target!(|text: &str| {
    if let Some(moment) = date::parse(text) {
        assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
    }
    date::is_word(text);
});
