//! Owns: tables in Apache Parquet or Apache Arrow: one record a row, read as a line of JSON Lines is.
//! Promises: rows come one after the other, so that memory is bounded by a page of each column of Parquet, by a batch of Arrow; a
//! broken table is one refusal.

use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
use crate::model::article::Format;
use crate::model::flaw::FlawKind;
use crate::options::Options;

#[cfg(feature = "parquet")]
mod batches;

#[cfg(feature = "parquet")]
pub use self::batches::{arrow, parquet};

/// Says that tables can't be read by this build.
#[cfg(not(feature = "parquet"))]
pub fn parquet<S>(_source: S, options: &Options) -> impl Iterator<Item = Outcome> + Send + use<S> {
    let message = "a table in Parquet or Arrow, and this nutgraf was built without them (`cargo build --release --features parquet`)";
    let kind = RefusalKind::Document(FlawKind::Binary);
    std::iter::once(Err(Refusal::new(options.origin.as_str(), kind, message)))
}

/// The same.
#[cfg(not(feature = "parquet"))]
pub fn arrow<R>(input: R, options: &Options) -> impl Iterator<Item = Outcome> + Send + use<R> {
    parquet(input, options)
}

/// Reads a table of a format that is in memory as a whole.
pub(super) fn of_bytes(bytes: &[u8], format: Format, options: &Options) -> Vec<Outcome> {
    if format == Format::Arrow {
        return arrow(std::io::Cursor::new(bytes.to_vec()), options).collect();
    }
    if bytes.len() > options.limits.bytes {
        // Where its columns lie stands at its end.
        let message = format!(
            "a table in Parquet of more than {} MiB that is no file: save it and name the file, then it may have any length",
            options.limits.bytes.div_ceil(1 << 20)
        );
        let kind = RefusalKind::Document(FlawKind::TooLarge);
        return vec![Err(Refusal::new(options.origin.as_str(), kind, message))];
    }
    whole(bytes, options)
}

#[cfg(feature = "parquet")]
fn whole(bytes: &[u8], options: &Options) -> Vec<Outcome> {
    parquet(bytes::Bytes::copy_from_slice(bytes), options).collect()
}

#[cfg(not(feature = "parquet"))]
fn whole(_: &[u8], options: &Options) -> Vec<Outcome> {
    parquet((), options).collect()
}
