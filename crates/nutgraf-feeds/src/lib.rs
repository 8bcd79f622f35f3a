//! Owns: the network: every connection that the program opens, with its limits.
//! Promises: ends in time, takes no more than asked for, believes nothing that it is sent; no thread of its own, no SQL.

#![doc = include_str!("../README.md")]
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the network fails in many ways; those are named of which a person can be told more"
)]

pub mod address;
pub mod chat;
pub mod discover;
pub mod fetch;
pub mod schedule;
pub mod secret;
