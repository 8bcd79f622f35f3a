//! Owns: the schemas of what `analyze --json` prints, fixed as files.
//! Promises: what comes out fits each of them; a column is only ever added at the end.

/// In which language a schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaForm {
    /// JSON Schema, 2020-12.
    Json,
    /// A schema of Apache Arrow in the JSON form of its integration tests.
    Arrow,
    /// A `StructType` of Apache Spark, as `StructType.fromJson` reads it.
    Spark,
}

/// The schema of a line. Arrow's and Spark's hold the columns of `--raw` and of `--every-line` too, and every column at
/// the top may be null there, as in a line that could not be read.
pub fn text(form: SchemaForm) -> &'static str {
    match form {
        SchemaForm::Json => include_str!("schema/json.json"),
        SchemaForm::Arrow => include_str!("schema/arrow.json"),
        SchemaForm::Spark => include_str!("schema/spark.json"),
    }
}
