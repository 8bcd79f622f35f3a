//! Owns: articles as a table in Apache Parquet or Apache Arrow, a row each.
//! Promises: the columns are those of the shipped schema; what is read back equals JSON Lines; memory is bounded by one group
//! of rows; what is of another kind than the schema says is an error.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_json::reader::{Decoder, ReaderBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde::Serialize;
use serde_json::Value;

use crate::print::export::TableForm;
use crate::print::schema::{self, SchemaForm};

/// Rows that are written together: so many are in memory until they are written.
const ROWS: usize = 1_000;

/// A table that is being written.
pub struct Table<W: Write + Send> {
    rows: Decoder,
    out: Container<W>,
}

/// What the rows are written into.
enum Container<W: Write + Send> {
    Parquet(Box<ArrowWriter<W>>),
    Arrow(FileWriter<W>),
    ArrowStream(StreamWriter<W>),
}

impl<W: Write + Send> std::fmt::Debug for Table<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").finish_non_exhaustive()
    }
}

impl<W: Write + Send> Table<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(form: TableForm, out: W) -> io::Result<Self> {
        let schema = Arc::new(shipped()?);
        let rows = ReaderBuilder::new(Arc::clone(&schema))
            .with_batch_size(ROWS)
            .with_strict_mode(true)
            .build_decoder()
            .map_err(io::Error::other)?;
        let out = Container::begin(form, out, &schema).map_err(io::Error::other)?;
        Ok(Self { rows, out })
    }

    /// Adds a row: an article's record.
    ///
    /// # Errors
    /// When it can't be written, or does not fit the schema.
    pub fn row(&mut self, record: &impl Serialize) -> io::Result<()> {
        let record = std::slice::from_ref(record);
        self.rows.serialize(record).map_err(io::Error::other)?;
        if self.rows.len() < ROWS {
            return Ok(());
        }
        self.group()
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the rest can't be written.
    pub fn end(mut self) -> io::Result<W> {
        self.group()?;
        self.out.end().map_err(io::Error::other)
    }

    fn group(&mut self) -> io::Result<()> {
        match self.rows.flush().map_err(io::Error::other)? {
            Some(group) => self.out.write(&group).map_err(io::Error::other),
            None => Ok(()),
        }
    }
}

impl<W: Write + Send> Container<W> {
    fn begin(form: TableForm, out: W, schema: &Arc<Schema>) -> Result<Self, ArrowError> {
        Ok(match form {
            TableForm::Parquet => {
                let settings = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    // The name that Parquet wants for what is in a list.
                    .set_coerce_types(true)
                    .build();
                let out = ArrowWriter::try_new(out, Arc::clone(schema), Some(settings))?;
                Self::Parquet(Box::new(out))
            }
            TableForm::Arrow => Self::Arrow(FileWriter::try_new(out, schema)?),
            TableForm::ArrowStream => Self::ArrowStream(StreamWriter::try_new(out, schema)?),
        })
    }

    fn write(&mut self, group: &RecordBatch) -> Result<(), ArrowError> {
        match self {
            Self::Parquet(out) => {
                out.write(group)?;
                Ok(out.flush()?)
            }
            Self::Arrow(out) => out.write(group),
            Self::ArrowStream(out) => out.write(group),
        }
    }

    fn end(self) -> Result<W, ArrowError> {
        match self {
            Self::Parquet(out) => Ok(out.into_inner()?),
            Self::Arrow(out) => out.into_inner(),
            Self::ArrowStream(out) => out.into_inner(),
        }
    }
}

/// The shipped schema.
fn shipped() -> io::Result<Schema> {
    let told: Value = serde_json::from_str(schema::text(SchemaForm::Arrow))?;
    fields(told.get("fields"))
        .map(Schema::new)
        .ok_or_else(|| io::Error::other("the shipped schema is damaged"))
}

fn fields(told: Option<&Value>) -> Option<Fields> {
    told?.as_array()?.iter().map(field).collect()
}

fn field(told: &Value) -> Option<Field> {
    let inside = fields(told.get("children"))?;
    let kind = match told.get("type")?.get("name")?.as_str()? {
        "utf8" => DataType::Utf8,
        "int" => DataType::Int64,
        "floatingpoint" => DataType::Float64,
        "bool" => DataType::Boolean,
        "list" => DataType::List(Arc::clone(inside.first()?)),
        "struct" => DataType::Struct(inside),
        _ => return None,
    };
    let nullable = told.get("nullable")?.as_bool()?;
    Some(Field::new(told.get("name")?.as_str()?, kind, nullable))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_does_not_fit_is_an_error() {
        for record in [
            json!({"words": "many"}),
            json!({"words": [1]}),
            json!({"flaws": [{"kind": null, "message": ""}]}),
            json!({"keyphrases": {"a": 1}}),
            json!({"nobody knows it": 1}),
        ] {
            for form in [TableForm::Parquet, TableForm::Arrow, TableForm::ArrowStream] {
                let mut table = Table::begin(form, Vec::new()).unwrap();
                let written = table.row(&record).and_then(|()| table.end());
                assert!(written.is_err(), "{record} in {form:?}");
            }
        }
    }
}
