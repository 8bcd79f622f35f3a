//! Owns: what the programs of this package share: the development data, the measures, and the gold of each task.
//! Promises: nothing of the program needs it.

pub mod dice;
pub mod entity;
pub mod extraction;
pub mod measure;
