//! Owns: the columns of the shipped schema as types of Parquet, and records taken apart into plain values.
//! Promises: what does not fit the schema is an error, never another value.

use std::io;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

/// What a column holds.
#[derive(Debug)]
enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    List(Box<Column>),
    Fields(Vec<Column>),
}

/// A column, or one of the columns inside it.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    nullable: bool,
    kind: Kind,
    /// How many columns of plain values stand in it.
    leaves: usize,
}

impl Column {
    /// A field of the shipped schema of Arrow.
    pub(super) fn of(field: &Value) -> Option<Self> {
        let inner = field.get("children")?.as_array()?;
        let kind = match field.get("type")?.get("name")?.as_str()? {
            "utf8" => Kind::Text,
            "int" => Kind::Integer,
            "floatingpoint" => Kind::Number,
            "bool" => Kind::Boolean,
            "list" => Kind::List(Box::new(Self::of(inner.first()?)?)),
            _ => Kind::Fields(inner.iter().map(Self::of).collect::<Option<_>>()?),
        };
        let leaves = match &kind {
            Kind::List(item) => item.leaves,
            Kind::Fields(fields) => fields.iter().map(|field| field.leaves).sum(),
            Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean => 1,
        };
        Some(Self {
            name: field.get("name")?.as_str()?.to_owned(),
            nullable: field.get("nullable")?.as_bool()?,
            kind,
            leaves,
        })
    }

    /// The same as a type of Parquet under a name: a list in its form of three levels.
    pub(super) fn parquet(&self, name: &str) -> Result<TypePtr, ParquetError> {
        let repetition = if self.nullable {
            Repetition::OPTIONAL
        } else {
            Repetition::REQUIRED
        };
        let plain = |physical, logical| {
            Type::primitive_type_builder(name, physical)
                .with_repetition(repetition)
                .with_logical_type(logical)
                .build()
        };
        let group = |fields, logical| {
            Type::group_type_builder(name)
                .with_repetition(repetition)
                .with_logical_type(logical)
                .with_fields(fields)
                .build()
        };
        let made = match &self.kind {
            Kind::Text => plain(Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => plain(Physical::INT64, None),
            Kind::Number => plain(Physical::DOUBLE, None),
            Kind::Boolean => plain(Physical::BOOLEAN, None),
            Kind::Fields(fields) => {
                let fields = fields.iter().map(|field| field.parquet(&field.name));
                group(fields.collect::<Result<_, _>>()?, None)
            }
            Kind::List(item) => {
                let list = Type::group_type_builder("list")
                    .with_repetition(Repetition::REPEATED)
                    .with_fields(vec![item.parquet("element")?])
                    .build()?;
                group(vec![Arc::new(list)], Some(LogicalType::List))
            }
        };
        made.map(Arc::new)
    }

    /// Empty columns of plain values, in the order of the schema.
    pub(super) fn leaves(&self) -> Vec<Leaf> {
        let one = |values| {
            vec![Leaf {
                values,
                definition: Vec::new(),
                repetition: Vec::new(),
            }]
        };
        match &self.kind {
            Kind::Text => one(Values::Text(Vec::new())),
            Kind::Integer => one(Values::Integers(Vec::new())),
            Kind::Number => one(Values::Numbers(Vec::new())),
            Kind::Boolean => one(Values::Booleans(Vec::new())),
            Kind::List(item) => item.leaves(),
            Kind::Fields(fields) => fields.iter().flat_map(Self::leaves).collect(),
        }
    }
}

/// Where a value belongs: how many of the optional and repeated groups around it are there, at which repeated group it goes on
/// (0 opens a row), and in how many repeated groups it stands.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    definition: i16,
    repetition: i16,
    depth: i16,
}

/// The plain values of one column, with the levels that tell where they belong (Dremel, Melnik et al. 2010).
#[derive(Debug)]
pub(super) struct Leaf {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

#[derive(Debug)]
enum Values {
    Text(Vec<ByteArray>),
    Integers(Vec<i64>),
    Numbers(Vec<f64>),
    Booleans(Vec<bool>),
}

impl Leaf {
    fn level(&mut self, level: Level) {
        self.definition.push(level.definition);
        self.repetition.push(level.repetition);
    }

    /// Writes the values and forgets them.
    pub(super) fn write(
        &mut self,
        mut column: SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        let (definition, repetition) = (Some(&*self.definition), Some(&*self.repetition));
        match &mut self.values {
            Values::Text(values) => {
                let column = column.typed::<ByteArrayType>();
                column.write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Integers(values) => {
                let column = column.typed::<Int64Type>();
                column.write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Numbers(values) => {
                let column = column.typed::<DoubleType>();
                column.write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Booleans(values) => {
                let column = column.typed::<BoolType>();
                column.write_batch(values, definition, repetition)?;
                values.clear();
            }
        }
        self.definition.clear();
        self.repetition.clear();
        column.close()
    }
}

/// Takes a record apart.
///
/// # Errors
/// When a value does not fit its column.
pub(super) fn shred(columns: &[Column], record: &Value, leaves: &mut [Leaf]) -> io::Result<()> {
    fields(columns, record, Level::default(), leaves)
}

fn fields(columns: &[Column], record: &Value, at: Level, leaves: &mut [Leaf]) -> io::Result<()> {
    let mut rest = leaves;
    for column in columns {
        let (own, others) = rest
            .split_at_mut_checked(column.leaves)
            .ok_or_else(|| unfit(column))?;
        put(column, record.get(&column.name), at, own)?;
        rest = others;
    }
    Ok(())
}

fn put(column: &Column, value: Option<&Value>, at: Level, leaves: &mut [Leaf]) -> io::Result<()> {
    let value = value.filter(|value| !value.is_null());
    let Some(value) = value else {
        if !column.nullable {
            return Err(unfit(column));
        }
        for leaf in leaves {
            leaf.level(at);
        }
        return Ok(());
    };
    let at = Level {
        definition: at.definition + i16::from(column.nullable),
        ..at
    };
    match &column.kind {
        Kind::Fields(columns) => fields(columns, value, at, leaves),
        Kind::List(item) => {
            let items = value.as_array().ok_or_else(|| unfit(column))?;
            if items.is_empty() {
                for leaf in leaves.iter_mut() {
                    leaf.level(at);
                }
            }
            let depth = at.depth + 1;
            for (number, value) in items.iter().enumerate() {
                let inside = Level {
                    definition: at.definition + 1,
                    repetition: if number == 0 { at.repetition } else { depth },
                    depth,
                };
                put(item, Some(value), inside, leaves)?;
            }
            Ok(())
        }
        Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean => {
            let leaf = leaves.first_mut().ok_or_else(|| unfit(column))?;
            plain(&mut leaf.values, value).ok_or_else(|| unfit(column))?;
            leaf.level(at);
            Ok(())
        }
    }
}

fn plain(values: &mut Values, value: &Value) -> Option<()> {
    match values {
        Values::Text(values) => values.push(value.as_str()?.into()),
        Values::Integers(values) => values.push(value.as_i64()?),
        Values::Numbers(values) => values.push(value.as_f64()?),
        Values::Booleans(values) => values.push(value.as_bool()?),
    }
    Some(())
}

fn unfit(column: &Column) -> io::Error {
    io::Error::other(format!("`{}` does not fit the shipped schema", column.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn levels(column: &Column, values: &[Value]) -> Vec<(Vec<i16>, Vec<i16>)> {
        let columns = std::slice::from_ref(column);
        let mut leaves = column.leaves();
        for value in values {
            shred(columns, &json!({"c": value}), &mut leaves).unwrap();
        }
        let of = |leaf: Leaf| (leaf.definition, leaf.repetition);
        leaves.into_iter().map(of).collect()
    }

    fn field(name: &str, kind: &str, nullable: bool, children: &[Value]) -> Value {
        json!({"name": name, "type": {"name": kind}, "nullable": nullable, "children": children})
    }

    #[test]
    fn levels_tell_where_values_belong() {
        let number = field("item", "int", false, &[]);
        let pair = field("item", "list", false, std::slice::from_ref(&number));
        let pairs = Column::of(&field("c", "list", true, &[pair])).unwrap();
        let got = levels(
            &pairs,
            &[json!([[1, 2], [3]]), Value::Null, json!([]), json!([[]])],
        );
        assert_eq!(got, [(vec![3, 3, 3, 0, 1, 2], vec![0, 2, 1, 0, 0, 0])]);

        let fields = [
            field("a", "utf8", false, &[]),
            field("b", "bool", true, &[]),
        ];
        let things = field("item", "struct", false, &fields);
        let things = Column::of(&field("c", "list", true, &[things])).unwrap();
        let got = levels(&things, &[json!([{"a": "x", "b": true}, {"a": "y"}])]);
        assert_eq!(got, [(vec![2, 2], vec![0, 1]), (vec![3, 2], vec![0, 1])]);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let column = Column::of(&field("c", "int", false, &[])).unwrap();
        let columns = [column];
        for value in [json!("1"), Value::Null, json!(1.5), json!({})] {
            let mut leaves = columns[0].leaves();
            let error = shred(&columns, &json!({"c": value}), &mut leaves).unwrap_err();
            assert!(error.to_string().contains("`c`"), "{error}");
        }
    }
}
