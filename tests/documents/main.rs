//! What documents become: our own corpus against what should come out, and those beside the project.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may fail")]

mod actors;
mod beside;
mod briefs;
mod corpus;
mod feeds;
mod no_document_words;
mod seeds;
mod statements;
