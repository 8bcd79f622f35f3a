//! Owns: the options of `read` and `analyze` that other programs' streams need.
//! Promises: only what stands here is understood; nothing is read or opened.

use clap::{Args, ValueEnum};

use crate::print::schema::SchemaForm;
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

/// The names of `--schema`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// JSON Schema.
    Json,
    /// Apache Arrow, as JSON.
    Arrow,
    /// Apache Spark, a `StructType` as JSON.
    Spark,
}

impl SchemaName {
    /// The form that is meant.
    pub fn form(self) -> SchemaForm {
        match self {
            Self::Json => SchemaForm::Json,
            Self::Arrow => SchemaForm::Arrow,
            Self::Spark => SchemaForm::Spark,
        }
    }
}
