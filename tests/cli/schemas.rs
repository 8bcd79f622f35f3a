//! The schemas that `analyze --schema` prints, against what comes out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::place::Place;
use crate::{records, seeds};

fn schema(place: &Place, form: &str) -> Value {
    let ended = place.run(&["analyze", "--schema", form]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    serde_json::from_str(&ended.out).unwrap()
}

/// Real lines of all kinds: the starters with all that is asked for, and answers to broken lines.
fn lines(place: &Place) -> Vec<Value> {
    let text = "The boats of Ostrel came home on that day, all of them, and the harbour was full. "
        .repeat(4);
    let page = format!(
        "<html><head><meta property='article:published_time' content='2024-03-05T10:00:00-05:00'>\
         <meta property='article:section' content='Harbours'></head><body><article>\
         <h1>Boats come home</h1><figure><img src='a.jpg'><figcaption>The harbour of Ostrel on the day of the return.\
         </figcaption></figure><p>{text}</p><h2>The boats</h2><p>{text} <a href='https://ostrel.example/boats'>Nine of them</a> were new.</p></article></body></html>"
    );
    let page = place.file("page.html", page);
    let all = place.run(&[
        "analyze",
        "--json",
        "--raw",
        &seeds(),
        page.to_str().unwrap(),
    ]);
    assert_eq!(all.code, Some(0), "{}", all.err);
    let mut lines = records(&all.out);
    let input =
        json!({"id": "a", "text": "\"We will go on,\" said Mara Lind, the minister. It was late."});
    let input = format!("{input}\n{{\"id\": \"b\"}}\n\n");
    let answered = place.feed(&["analyze", "--every-line", "-"], input.as_bytes());
    lines.extend(records(&answered.out));
    lines
}

/// Every name that stands anywhere in a value, with the names above it.
fn names(value: &Value, above: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = format!("{above}/{name}");
                names(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => {
            for item in items {
                names(item, above, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Checks a value against a type: every field is known and of its type.
fn fits(value: &Value, kind: &Kind, path: &str) {
    match kind {
        Kind::Text => assert!(value.is_string(), "{path}: {value}"),
        Kind::Integer => assert!(value.is_u64(), "{path}: {value}"),
        Kind::Number => assert!(value.is_number(), "{path}: {value}"),
        Kind::Boolean => assert!(value.is_boolean(), "{path}: {value}"),
        Kind::List(inner) => {
            let items = value
                .as_array()
                .unwrap_or_else(|| panic!("{path}: {value}"));
            for item in items {
                fits(item, inner, path);
            }
        }
        Kind::Fields(fields) => {
            let object = value
                .as_object()
                .unwrap_or_else(|| panic!("{path}: {value}"));
            for name in object.keys() {
                assert!(
                    fields.iter().any(|f| f.name == *name),
                    "{path}/{name} is not in the schema"
                );
            }
            for field in fields {
                let path = format!("{path}/{}", field.name);
                match object.get(&field.name) {
                    None => assert!(field.absent, "{path} is missing"),
                    Some(Value::Null) => assert!(field.null, "{path} is null"),
                    Some(value) => fits(value, &field.kind, &path),
                }
            }
        }
    }
}

enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    List(Box<Kind>),
    Fields(Vec<Field>),
}

struct Field {
    name: String,
    kind: Kind,
    null: bool,
    absent: bool,
}

fn each<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value[name].as_array().unwrap().iter()
}

fn spark(kind: &Value) -> Kind {
    match kind.as_str().or(kind["type"].as_str()).unwrap() {
        "string" => Kind::Text,
        "long" => Kind::Integer,
        "double" => Kind::Number,
        "boolean" => Kind::Boolean,
        "array" => Kind::List(Box::new(spark(&kind["elementType"]))),
        "struct" => Kind::Fields(
            each(kind, "fields")
                .map(|field| Field {
                    name: field["name"].as_str().unwrap().to_owned(),
                    kind: spark(&field["type"]),
                    null: field["nullable"] == true,
                    absent: field["nullable"] == true,
                })
                .collect(),
        ),
        other => panic!("{other}"),
    }
}

fn arrow(field: &Value) -> Kind {
    let inner = || arrow(&field["children"][0]);
    match field["type"]["name"].as_str().unwrap_or("struct") {
        "utf8" => Kind::Text,
        "int" => Kind::Integer,
        "floatingpoint" => Kind::Number,
        "bool" => Kind::Boolean,
        "list" => Kind::List(Box::new(inner())),
        "struct" => {
            let fields = if field["fields"].is_array() {
                "fields"
            } else {
                "children"
            };
            Kind::Fields(
                each(field, fields)
                    .map(|field| Field {
                        name: field["name"].as_str().unwrap().to_owned(),
                        kind: arrow(field),
                        null: field["nullable"] == true,
                        absent: field["nullable"] == true,
                    })
                    .collect(),
            )
        }
        other => panic!("{other}"),
    }
}

fn json_schema(kind: &Value) -> Kind {
    let name = kind["type"].as_str().or(kind["type"][0].as_str()).unwrap();
    match name {
        "string" => Kind::Text,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "array" => Kind::List(Box::new(json_schema(&kind["items"]))),
        "object" => {
            assert_eq!(kind["additionalProperties"], false);
            let fields = kind["properties"].as_object().unwrap().iter();
            Kind::Fields(
                fields
                    .map(|(name, kind_of)| Field {
                        name: name.clone(),
                        kind: json_schema(kind_of),
                        null: kind_of["type"].is_array(),
                        absent: !each(kind, "required").any(|n| n == name.as_str()),
                    })
                    .collect(),
            )
        }
        other => panic!("{other}"),
    }
}

fn paths(kind: &Kind, above: &str, found: &mut BTreeSet<String>) {
    match kind {
        Kind::List(inner) => paths(inner, above, found),
        Kind::Fields(fields) => {
            for field in fields {
                let path = format!("{above}/{}", field.name);
                paths(&field.kind, &path, found);
                found.insert(path);
            }
        }
        Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean => {}
    }
}

#[test]
fn what_comes_out_fits_the_schemas() {
    let place = Place::new();
    let lines = lines(&place);
    let mut printed = BTreeSet::new();
    for line in &lines {
        names(line, "", &mut printed);
    }
    let all = schema(&place, "json");
    let document = json_schema(&all["$defs"]["document"]);
    let unread = json_schema(&all["$defs"]["unread"]);
    let (spark, arrow) = (
        spark(&schema(&place, "spark")),
        arrow(&schema(&place, "arrow")),
    );
    for line in &lines {
        let which = if line.get("error").is_some() {
            &unread
        } else {
            &document
        };
        for kind in [which, &spark, &arrow] {
            fits(line, kind, "");
        }
    }
    // The three tell of the same columns, and each of them was printed.
    let of = |kinds: &[&Kind]| {
        let mut found = BTreeSet::new();
        for kind in kinds {
            paths(kind, "", &mut found);
        }
        found
    };
    assert_eq!(of(&[&spark]), of(&[&arrow]));
    assert_eq!(of(&[&spark]), of(&[&document, &unread]));
    assert_eq!(of(&[&spark]), printed);
}
