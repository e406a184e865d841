//! Reads YAML as people and clippers write it: entries of texts.
//!
//! Knows the parser and what it may not do (no anchors, no aliases); what the
//! entries mean is decided elsewhere. Every scalar is a text, as it is written.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Fault, Pairs, first_line, quote};

/// Most values that are given the quotes that they lack: each costs a reading.
const MOST_UNQUOTED: usize = 16;

/// Reads YAML, with quotes around the values that lack them; the fault is that
/// of the text as it stands.
pub(super) fn yaml(inside: &str) -> Result<Pairs, Fault> {
    let mut text = Cow::Borrowed(inside);
    let mut first = None;
    for _ in 0..=MOST_UNQUOTED {
        let fault = match strict_yaml(&text) {
            Ok(pairs) => return Ok(pairs),
            Err(fault) => fault,
        };
        let quoted = quote::quoted(&text, fault.0);
        let fault = first.get_or_insert(fault);
        match quoted {
            Some(quoted) => text = Cow::Owned(quoted),
            None => return Err(fault.clone()),
        }
    }
    Err(first.unwrap_or_default())
}

fn strict_yaml(inside: &str) -> Result<Pairs, Fault> {
    if inside.trim().is_empty() {
        return Ok(Pairs::new());
    }
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_anchors: 0, max_aliases: 0 },
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::FirstWins,
        with_snippet: false,
    };
    let value: Value = serde_saphyr::from_str_with_options(inside, options).map_err(|error| {
        let line = error.location().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
        // The message ends with the place too, counted from the fence.
        let said = first_line(&error.to_string());
        let reason = said.rsplit_once(" at line ").map_or(said.as_str(), |(reason, _)| reason);
        (line, reason.to_owned())
    })?;
    match value {
        Value::Map(pairs) => {
            Ok(pairs.into_iter().map(|(key, value)| (key, value.flat())).collect())
        }
        Value::One(text) if text.is_empty() => Ok(Pairs::new()),
        _ => Err((1, "it holds no entries like ‘title: …’".to_owned())),
    }
}

/// A value, with its scalars as text.
#[derive(Debug)]
pub(super) enum Value {
    One(String),
    Many(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Its scalars. Of a map the name, if it has one: `author: {name: …}`.
    /// The parsers bound how deep values nest.
    pub(super) fn flat(self) -> Vec<String> {
        match self {
            Self::One(text) if text.trim().is_empty() => Vec::new(),
            Self::One(text) => vec![text],
            Self::Many(values) => values.into_iter().flat_map(Self::flat).collect(),
            Self::Map(mut pairs) => {
                let named = ["name", "title", "url"]
                    .iter()
                    .find_map(|name| pairs.iter().position(|(key, _)| key == name));
                match named {
                    Some(rank) => pairs.swap_remove(rank).1.flat(),
                    None => pairs.into_iter().flat_map(|(_, value)| value.flat()).collect(),
                }
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::One(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::One(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::One(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::One(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::One(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::One(String::new()))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::One(String::new()))
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        Value::deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Many(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Value, Value>()? {
            pairs.push((key.flat().join(" "), value));
        }
        Ok(Value::Map(pairs))
    }
}
