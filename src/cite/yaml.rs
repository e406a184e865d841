//! Writes values as YAML.
//!
//! One idea: every text is a double-quoted scalar (YAML 1.2.2, §7.3.1), which
//! is written as JSON writes it; so no headline can pose as a number, a date,
//! a key or a comment.

use std::fmt::Write as _;

use serde_json::Value;

/// The document that holds `value`, with a line end.
pub(super) fn document(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, 0, false);
    out
}

/// Text as a scalar.
pub(super) fn scalar(text: &str) -> String {
    Value::from(text).to_string()
}

/// Writes a value whose lines begin `depth` spaces in; `follows` says whether
/// it stands on a line that has begun.
fn write(out: &mut String, value: &Value, depth: usize, follows: bool) {
    let pad = |rank: usize| if follows && rank == 0 { 0 } else { depth };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (rank, (name, value)) in fields.iter().enumerate() {
                let name = if is_bare(name) { name.clone() } else { scalar(name) };
                let pad = pad(rank);
                let _ = write!(out, "{:pad$}{name}:", "");
                beside(out, value, depth);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (rank, item) in items.iter().enumerate() {
                let pad = pad(rank);
                let _ = write!(out, "{:pad$}- ", "");
                write(out, item, depth + 2, true);
            }
        }
        value => {
            let _ = writeln!(out, "{value}");
        }
    }
}

/// Writes the value of a key: short ones beside it, others under it.
fn beside(out: &mut String, value: &Value, depth: usize) {
    let is_short = match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.iter().all(|item| item.is_number() || is_numbers(item)),
        _ => true,
    };
    if is_short {
        let _ = writeln!(out, " {value}");
    } else {
        out.push('\n');
        write(out, value, depth + 2, false);
    }
}

fn is_numbers(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(Value::is_number))
}

/// Whether a key needs no quotation marks and cannot pose as anything else.
fn is_bare(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&key.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_quoted_and_dates_stand_beside_their_key() {
        let value = json!({"references": [
            {"id": "a", "title": "No: “1”\t#", "issued": {"date-parts": [[2024, 3]]}},
            {"id": "b", "author": [{"literal": "Acme"}], "1: 2": true},
        ]});
        let written = document(&value);
        assert_eq!(
            written,
            "references:\n  - id: \"a\"\n    title: \"No: “1”\\t#\"\n    issued:\n      \
             date-parts: [[2024,3]]\n  - id: \"b\"\n    author:\n      - literal: \"Acme\"\n    \
             \"1: 2\": true\n"
        );
        assert_eq!(serde_saphyr::from_str::<Value>(&written).unwrap(), value);
    }
}
