//! Any text: neither mode lets a control through, and both are idempotent.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nutgraf_read::text::sanitize;

fuzz_target!(|text: &str| {
    let stripped = sanitize::strip(text).into_owned();
    assert!(!stripped.chars().any(char::is_control));
    assert_eq!(sanitize::strip(&stripped), stripped);
    let shown = sanitize::show(text).into_owned();
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    assert_eq!(sanitize::show(&shown), shown);
});
