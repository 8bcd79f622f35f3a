//! Any text as a date: no panic; what is read is written and read again as the same moment, and a zone stands only beside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::date::{self, Dated, Order};
use nutgraf_read::model::moment::Moment;

fuzz_target!(|text: &str| {
    if let Some(moment) = date::parse(text) {
        assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
    }
    for order in [Order::MonthFirst, Order::DayFirst] {
        if let Some(dated) = Dated::read_by(text, order) {
            assert_eq!(Some(dated.moment), date::parse_by(text, order));
            assert!(dated.zone.is_none_or(|zone| zone.abs() <= 15 * 60));
        }
    }
    date::zone(text);
    date::is_word(text);
});
