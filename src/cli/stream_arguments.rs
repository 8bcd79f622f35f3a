//! Owns: the options of `read` and `analyze` that other programs' streams need.
//! Promises: only what stands here is understood; nothing is read or opened.

use clap::Args;

use crate::cli::arguments::FormatName;
use crate::cli::fault::Fault;
use nutgraf_read::ingest::Shard;

/// How a stream keeps step with another program.
#[derive(Clone, Debug, Default, Args)]
pub struct StreamArguments {
    /// JSON Lines in and out: exactly one line out for each line in, in order; one that cannot be read answers
    /// `{"id"?, "line", "error"}` and the exit is 0.
    #[arg(long)]
    pub every_line: bool,
    /// Read one part of several: every document whose place, counted from 0, modulo N is I; lines of JSON Lines count,
    /// records of a web archive, and files of all else.
    #[arg(long, value_name = "I/N", value_parser = Shard::parse)]
    pub shard: Option<Shard>,
}

impl StreamArguments {
    /// The input's format: JSON Lines where every line is answered.
    pub fn format(&self, asked: FormatName) -> Result<FormatName, Fault> {
        if !self.every_line {
            return Ok(asked);
        }
        if !matches!(asked, FormatName::Auto | FormatName::Jsonl) {
            return Err(Fault::usage(
                "--every-line answers lines of JSON Lines; leave --format away".to_owned(),
            ));
        }
        Ok(FormatName::Jsonl)
    }
}
