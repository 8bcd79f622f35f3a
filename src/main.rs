//! Owns: the program's entry.
//! May import: `cli`, `run`.
//! Promises: no logic.

fn main() {}
