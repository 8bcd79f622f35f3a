//! Owns: the program: what a key does, what is drawn, every thread and queue, and the command line.
//! Promises: reading, analysing, keeping and fetching are crates of their own, which know nothing of this one.

pub mod app;
pub mod cli;
pub mod config;
pub mod engine;
pub mod print;
pub mod run;
pub mod tui;
