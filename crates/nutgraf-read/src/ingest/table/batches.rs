//! Owns: the rows of a table as lines of JSON, some hundred at a time.
//! Promises: total over any bytes; a value is told as JSON tells it, a day and a moment as ISO 8601.

use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, make_array};
use arrow_ipc::reader::StreamReader;
use arrow_json::LineDelimitedWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::ChunkReader;

use crate::ingest::jsonl;
use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
use crate::ingest::sniff;
use crate::model::flaw::FlawKind;
use crate::options::Options;

/// Rows that are made into lines at once.
const ROWS: usize = 256;

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// Reads documents from a table in Parquet whose columns have the names of JSON Lines.
pub fn parquet<S: ChunkReader + 'static>(
    source: S,
    options: &Options,
) -> impl Iterator<Item = Outcome> + Send + use<S> {
    Table::begin("Parquet", options, || {
        let table = ParquetRecordBatchReaderBuilder::try_new(source)?;
        let schema = Arc::clone(table.schema());
        Ok((schema, Box::new(table.with_batch_size(ROWS).build()?)))
    })
}

/// The same of a table in Arrow. A file is read as the stream that it holds, so that it need not be one.
pub fn arrow<R: BufRead + Send + 'static>(
    mut input: R,
    options: &Options,
) -> impl Iterator<Item = Outcome> + Send + use<R> {
    Table::begin("Arrow", options, || {
        let head = input.fill_buf()?;
        if head.starts_with(sniff::ARROW_FILE) {
            // The mark is filled up with zeros to where the stream begins, which does not begin with one: 2 bytes, or up to 58.
            let filled = head.iter().skip(sniff::ARROW_FILE.len());
            let filled = filled.take_while(|byte| **byte == 0).count();
            input.consume(sniff::ARROW_FILE.len() + filled);
        }
        let table = StreamReader::try_new(input, None)?;
        Ok((table.schema(), Box::new(table)))
    })
}

struct Table {
    name: &'static str,
    batches: Option<Batches>,
    broken: Option<Refusal>,
    /// What is not made into lines yet of the batch that came last.
    batch: Option<RecordBatch>,
    lines: Vec<u8>,
    /// How much of the lines is told.
    told: usize,
    number: u64,
    options: Options,
}

impl Table {
    fn begin(
        name: &'static str,
        options: &Options,
        open: impl FnOnce() -> Result<(Arc<Schema>, Batches), ArrowError>,
    ) -> Self {
        let opened = guarded(|| {
            let (schema, batches) = open()?;
            has_text(&schema).then_some(batches).ok_or_else(|| {
                ArrowError::SchemaError("it has neither a column `text` nor `html`".to_owned())
            })
        });
        let (batches, broken) = match opened {
            Ok(batches) => (Some(batches), None),
            Err(error) => (None, Some(refusal(name, &options.origin, &error))),
        };
        Self {
            name,
            batches,
            broken,
            batch: None,
            lines: Vec::new(),
            told: 0,
            number: 0,
            options: options.clone(),
        }
    }

    /// Makes lines of the next rows; false at the end.
    fn more(&mut self) -> Result<bool, ArrowError> {
        let waiting = self.batch.take().filter(|batch| batch.num_rows() > 0);
        let batch = match (waiting, &mut self.batches) {
            (Some(batch), _) => batch,
            (None, None) => return Ok(false),
            (None, Some(batches)) => match batches.next() {
                None => return Ok(false),
                Some(batch) => as_text(&batch?)?,
            },
        };
        let rows = batch.num_rows().min(ROWS);
        self.lines.clear();
        self.told = 0;
        LineDelimitedWriter::new(&mut self.lines).write(&batch.slice(0, rows))?;
        self.batch = Some(batch.slice(rows, batch.num_rows() - rows));
        Ok(true)
    }
}

impl Iterator for Table {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Some(refusal) = self.broken.take() {
            return Some(Err(refusal));
        }
        loop {
            let rest = self.lines.get(self.told..).unwrap_or_default();
            if let Some(end) = memchr::memchr(b'\n', rest) {
                let line = self.told..self.told + end;
                self.told = line.end + 1;
                self.number += 1;
                if self.options.shard.has(self.number - 1) {
                    let place = format!("{}:{}", self.options.origin, self.number);
                    return Some(jsonl::one(self.lines.get(line)?, &place, &self.options));
                }
                continue;
            }
            match guarded(|| self.more()) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    // What stands after a broken page can't be found.
                    (self.batches, self.batch) = (None, None);
                    self.lines.clear();
                    return Some(Err(refusal(self.name, &self.options.origin, &error)));
                }
            }
        }
    }
}

/// Whether rows can be documents. One complaint about the table is better than one about each row.
fn has_text(schema: &Schema) -> bool {
    let mut names = schema.fields().iter().map(|field| field.name().as_str());
    names.any(|name| jsonl::TEXTS.contains(&name) || jsonl::MARKUPS.contains(&name))
}

/// Some writers do not say that their bytes are text. Moments are counted in UTC, whatever the name of their zone, for which a
/// table of zones would be needed.
fn as_text(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let one = |(field, column): (&Arc<Field>, &ArrayRef)| {
        let column: ArrayRef = match column.data_type() {
            DataType::Binary => {
                let bytes = column.as_binary::<i32>().iter();
                let text = bytes.map(|bytes| bytes.map(String::from_utf8_lossy));
                Arc::new(text.collect::<StringArray>())
            }
            DataType::Timestamp(unit, Some(_)) => {
                let kind = DataType::Timestamp(*unit, Some("+00:00".into()));
                make_array(column.to_data().into_builder().data_type(kind).build()?)
            }
            _ => Arc::clone(column),
        };
        let kind = column.data_type().clone();
        let field = Field::new(field.name(), kind, field.is_nullable());
        Ok::<_, ArrowError>((field, column))
    };
    let columns = batch.schema();
    let columns = columns.fields().iter().zip(batch.columns()).map(one);
    let (fields, columns): (Vec<Field>, _) = columns.collect::<Result<_, _>>()?;
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn refusal(name: &str, origin: &str, error: &ArrowError) -> Refusal {
    let what = error.to_string();
    // Codecs that this build lacks.
    let lacking = ["Disabled feature", "requires the", "not supported yet"];
    let message = if lacking.iter().any(|words| what.contains(words)) {
        format!("a table in {name} that can't be read: {what} (write it without compression)")
    } else {
        format!("a broken table in {name}: {what}")
    };
    Refusal::new(origin, RefusalKind::Document(FlawKind::Syntax), message)
}

/// Bytes that nobody checked must not take the program down.
fn guarded<T>(read: impl FnOnce() -> Result<T, ArrowError>) -> Result<T, ArrowError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let message = "its pages contradict each other".to_owned();
        Err(ArrowError::InvalidArgumentError(message))
    })
}
