//! Owns: regular expressions of filter lines: how they are compiled, and their limits.
//! Promises: compiling and matching stay cheap whatever is typed (linear-time engine, bounded size).

use regex::{Regex, RegexBuilder};

/// Longer expressions are refused.
const LONGEST: usize = 256;
/// Compiled expressions stay below this many bytes; Unicode classes with large counts would not.
const LARGEST: usize = 256 * 1024;

/// Compiles an expression; case never matters.
pub(crate) fn compile(text: &str) -> Result<Regex, String> {
    if text.len() > LONGEST {
        return Err(format!("the expression is longer than {LONGEST} bytes"));
    }
    RegexBuilder::new(text)
        .case_insensitive(true)
        .size_limit(LARGEST)
        .dfa_size_limit(LARGEST)
        .nest_limit(32)
        .build()
        .map_err(|error| {
            let last = error.to_string();
            let last = last
                .lines()
                .last()
                .unwrap_or("")
                .trim()
                .trim_start_matches("error: ");
            format!("the expression is wrong: {last}")
        })
}

/// Says what is wrong with an expression.
pub(crate) fn check(text: &str) -> Result<(), String> {
    compile(text).map(drop)
}
