//! Owns: tables in Apache Parquet: one record a row, read as a line of JSON Lines is.
//! Promises: rows come one after the other, so that memory is bounded by a page of each column; a broken table is one refusal.

#[cfg(not(feature = "parquet"))]
use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
#[cfg(not(feature = "parquet"))]
use crate::model::flaw::FlawKind;
#[cfg(not(feature = "parquet"))]
use crate::options::Options;

#[cfg(feature = "parquet")]
pub use self::rows::{of_bytes, rows};

/// Says that tables can't be read by this build.
#[cfg(not(feature = "parquet"))]
pub fn rows<S>(_source: S, options: &Options) -> impl Iterator<Item = Outcome> + Send + use<S> {
    let message = "a table in Parquet, and this nutgraf was built without it (`cargo build --release --features parquet`)";
    let kind = RefusalKind::Document(FlawKind::Binary);
    std::iter::once(Err(Refusal::new(options.origin.as_str(), kind, message)))
}

/// The same of a table in memory.
#[cfg(not(feature = "parquet"))]
pub fn of_bytes(_bytes: &[u8], options: &Options) -> Vec<Outcome> {
    rows((), options).collect()
}

#[cfg(feature = "parquet")]
mod rows {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use bytes::Bytes;
    use parquet::errors::ParquetError;
    use parquet::file::reader::{ChunkReader, SerializedFileReader};
    use parquet::record::reader::RowIter;
    use parquet::record::{Field, Row};
    use serde::Deserialize;
    use serde_json::{Map, Number, Value};

    use crate::ingest::analysed;
    use crate::ingest::jsonl;
    use crate::ingest::refusal::{Outcome, Refusal, RefusalKind};
    use crate::model::analysed_record::AnalysedRecord;
    use crate::model::flaw::FlawKind;
    use crate::model::moment::{Day, Moment};
    use crate::options::Options;

    /// Reads documents from a table whose columns have the names of JSON Lines.
    pub fn rows<S: ChunkReader + 'static>(
        source: S,
        options: &Options,
    ) -> impl Iterator<Item = Outcome> + Send + use<S> {
        let (rows, broken) = match guarded(|| open(source)) {
            Ok(rows) => (Some(rows), None),
            Err(error) => (None, Some(refusal(&options.origin, &error))),
        };
        Table {
            rows,
            broken,
            number: 0,
            options: options.clone(),
        }
    }

    /// The same of a table in memory.
    pub fn of_bytes(bytes: &[u8], options: &Options) -> Vec<Outcome> {
        rows(Bytes::copy_from_slice(bytes), options).collect()
    }

    fn open<S: ChunkReader + 'static>(source: S) -> Result<RowIter<'static>, ParquetError> {
        let reader = SerializedFileReader::new(source)?;
        Ok(RowIter::from_file_into(Box::new(reader)))
    }

    struct Table {
        rows: Option<RowIter<'static>>,
        broken: Option<Refusal>,
        number: u64,
        options: Options,
    }

    impl Iterator for Table {
        type Item = Outcome;

        fn next(&mut self) -> Option<Outcome> {
            if let Some(refusal) = self.broken.take() {
                return Some(Err(refusal));
            }
            loop {
                let rows = self.rows.as_mut()?;
                let row = match guarded(|| rows.next().transpose()) {
                    Ok(row) => row?,
                    Err(error) => {
                        // What stands after a broken page can't be found.
                        self.rows = None;
                        return Some(Err(refusal(&self.options.origin, &error)));
                    }
                };
                self.number += 1;
                if self.options.shard.has(self.number - 1) {
                    let place = format!("{}:{}", self.options.origin, self.number);
                    return Some(self.document(fields(row), &place));
                }
            }
        }
    }

    impl Table {
        fn document(&self, fields: Map<String, Value>, place: &str) -> Outcome {
            let version = fields.get("version").and_then(Value::as_u64);
            let own = self.options.analysed.map(u64::from);
            if version.is_some()
                && version == own
                && let Ok(record) = AnalysedRecord::deserialize(&fields)
            {
                return Ok(analysed::draft(record, place));
            }
            jsonl::named(fields, place, &self.options)
        }
    }

    fn refusal(origin: &str, error: &ParquetError) -> Refusal {
        let message = match error {
            // Codecs that this build lacks.
            ParquetError::NYI(what) => format!(
                "a table in Parquet that can't be read: {what} (write it with Snappy or without compression)"
            ),
            other => format!("a broken table in Parquet: {other}"),
        };
        Refusal::new(origin, RefusalKind::Document(FlawKind::Syntax), message)
    }

    /// Bytes that nobody checked must not take the program down.
    fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
            Err(ParquetError::General(
                "its pages contradict each other".to_owned(),
            ))
        })
    }

    /// What is null in a table is not there in a record.
    fn fields(row: Row) -> Map<String, Value> {
        row.into_columns()
            .into_iter()
            .filter(|(_, field)| !matches!(field, Field::Null))
            .map(|(name, field)| (name, value(field)))
            .collect()
    }

    fn value(field: Field) -> Value {
        let moment = |seconds: i64| Value::String(Moment(seconds).to_string());
        match field {
            Field::Bool(is) => Value::Bool(is),
            Field::Byte(n) => n.into(),
            Field::Short(n) => n.into(),
            Field::Int(n) | Field::TimeMillis(n) => n.into(),
            Field::Long(n) | Field::TimeMicros(n) => n.into(),
            Field::UByte(n) => n.into(),
            Field::UShort(n) => n.into(),
            Field::UInt(n) => n.into(),
            Field::ULong(n) => n.into(),
            Field::Float16(n) => number(f64::from(n)),
            Field::Float(n) => number(f64::from(n)),
            Field::Double(n) => number(n),
            Field::Str(text) => Value::String(text),
            // Some writers do not say that their bytes are text.
            Field::Bytes(bytes) => {
                Value::String(String::from_utf8_lossy(bytes.data()).into_owned())
            }
            Field::Date(day) => Day::of_number(day).map_or(Value::Null, |day| {
                Value::String(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day))
            }),
            Field::TimestampMillis(n) => moment(n.div_euclid(1000)),
            Field::TimestampMicros(n) => moment(n.div_euclid(1_000_000)),
            Field::Group(row) => Value::Object(fields(row)),
            Field::ListInternal(list) => list.elements().iter().cloned().map(value).collect(),
            Field::Null | Field::MapInternal(_) | Field::Decimal(_) => Value::Null,
        }
    }

    fn number(n: f64) -> Value {
        Number::from_f64(n).map_or(Value::Null, Value::Number)
    }
}
