//! Owns: articles as a table in Apache Parquet, a row each.
//! Promises: the columns are those of the shipped schema; what is read back equals JSON Lines; memory is bounded by one group
//! of rows.

mod column;

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use serde_json::Value;

use crate::print::parquet::column::{Column, Leaf};
use crate::print::schema::{self, SchemaForm};

/// Rows that are written together: so many are in memory, taken apart, until they are written.
const ROWS: usize = 2_000;

/// A table that is being written.
pub struct Table<W: Write + Send> {
    columns: Vec<Column>,
    leaves: Vec<Leaf>,
    rows: usize,
    out: SerializedFileWriter<W>,
}

impl<W: Write + Send> std::fmt::Debug for Table<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl<W: Write + Send> Table<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn begin(out: W) -> io::Result<Self> {
        let told: Value = serde_json::from_str(schema::text(SchemaForm::Arrow))?;
        let fields = told.get("fields").and_then(Value::as_array);
        let columns: Vec<Column> = fields
            .and_then(|fields| fields.iter().map(Column::of).collect())
            .ok_or_else(|| io::Error::other("the shipped schema is damaged"))?;
        let types = columns.iter().map(|column| column.parquet(&column.name));
        let types = types.collect::<Result<_, _>>().map_err(io::Error::other)?;
        let schema = Type::group_type_builder("article")
            .with_fields(types)
            .build();
        let settings = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let schema = Arc::new(schema.map_err(io::Error::other)?);
        let out = SerializedFileWriter::new(out, schema, Arc::new(settings));
        Ok(Self {
            leaves: columns.iter().flat_map(Column::leaves).collect(),
            columns,
            rows: 0,
            out: out.map_err(io::Error::other)?,
        })
    }

    /// Adds a row: an article's record.
    ///
    /// # Errors
    /// When it can't be written, or does not fit the schema.
    pub fn row(&mut self, record: &Value) -> io::Result<()> {
        column::shred(&self.columns, record, &mut self.leaves)?;
        self.rows += 1;
        if self.rows < ROWS {
            return Ok(());
        }
        self.group().map_err(io::Error::other)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the rest can't be written.
    pub fn end(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.group().map_err(io::Error::other)?;
        }
        self.out.into_inner().map_err(io::Error::other)
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        let mut leaves = self.leaves.iter_mut();
        while let (Some(column), Some(leaf)) = (group.next_column()?, leaves.next()) {
            leaf.write(column)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}
