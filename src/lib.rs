//! Owns: the house. nutgraf reads news documents, says what each is about and who is in it, and lets a reader filter
//! and read them in the terminal. The rooms stand in ranks; a room imports only from rooms of a lower rank:
//!
//! ```text
//! rank 6                            main
//! rank 5                     run            cli
//! rank 4              engine        tui          print
//! rank 3                         app
//! rank 2   analysis   ingest   library   filter
//! rank 1          config   text   catalog
//! rank 0                        model
//! ```
//! May import: every room (it declares them). Promises: `tests/house.rs` fails on an upward edge, a circle, a file over
//! 600 lines or one without such a header.

pub mod analysis;
pub mod app;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod engine;
pub mod filter;
pub mod ingest;
pub mod library;
pub mod model;
pub mod print;
pub mod run;
pub mod text;
pub mod tui;
