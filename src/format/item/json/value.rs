//! A value of JSON, with bounds.
//!
//! Sixteen MiB of `[0,0,0,…` would be half a gigabyte as a tree; what is beyond
//! the bounds is looked at and dropped. How deep values may nest is for
//! `serde_json` to bound (128).

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Most elements of an array and most fields of an object.
const MOST: usize = 1000;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// `null`.
    Nothing,
    /// `true`, `false`.
    Truth(bool),
    /// As it is written, but for trailing zeros.
    Number(String),
    Text(String),
    Many(Vec<Json>),
    /// The fields of an object, in their order.
    Map(Vec<(String, Json)>),
}

impl Json {
    /// Calls `each` with every text in it, however deep; not with the names of
    /// fields.
    pub(super) fn each_text(&mut self, each: &mut impl FnMut(&mut String)) {
        match self {
            Self::Text(text) => each(text),
            Self::Many(all) => all.iter_mut().for_each(|value| value.each_text(each)),
            Self::Map(fields) => fields.iter_mut().for_each(|(_, value)| value.each_text(each)),
            Self::Nothing | Self::Truth(_) | Self::Number(_) => {}
        }
    }

    /// The words of a text.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The values of a field: one, or one for each element of an array. An
    /// object is called by its name.
    pub(super) fn values(&self) -> Vec<String> {
        match self {
            Self::Nothing | Self::Truth(_) => Vec::new(),
            Self::Number(words) | Self::Text(words) => vec![words.clone()],
            Self::Many(all) => all.iter().flat_map(Self::values).collect(),
            Self::Map(fields) => {
                let named = |name: &&str| fields.iter().find(|(key, _)| key == name);
                let name = ["name", "label", "title", "value", "url"].iter().find_map(named);
                name.and_then(|(_, value)| value.text()).map(str::to_owned).into_iter().collect()
            }
        }
    }

    /// Whether a field says yes or no: `true`, `1`, `"0"`; `None` if neither.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(is) => Some(*is),
            Self::Number(words) | Self::Text(words) => match &**words {
                "1" | "true" => Some(true),
                "0" | "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A field of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(fields) = self else { return None };
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value on a line, as a person may read it.
    pub(super) fn line(&self) -> String {
        let joined = |all: Vec<String>| all.join(", ");
        match self {
            Self::Nothing => String::new(),
            Self::Truth(is) => is.to_string(),
            Self::Number(words) | Self::Text(words) => words.clone(),
            Self::Many(all) => joined(all.iter().map(Self::line).collect()),
            Self::Map(fields) => joined(
                fields.iter().map(|(key, value)| format!("{key} {}", value.line())).collect(),
            ),
        }
    }
}

/// A number of seconds or milliseconds since 1970, as ISO 8601; `None` for
/// numbers that are years or too far away.
pub(in crate::format::item) fn moment(number: &str) -> Option<String> {
    let number: f64 = number.parse().ok()?;
    let seconds = if number.abs() >= 1e11 { number / 1000.0 } else { number };
    if !(1e8..4.2e9).contains(&seconds) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "it is in bounds")]
    let stamp = jiff::Timestamp::from_second(seconds as i64).ok()?;
    Some(stamp.to_string())
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Nothing)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Json, E> {
        Ok(Json::Truth(is))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut all = Vec::new();
        while all.len() < MOST {
            let Some(next) = from.next_element()? else { return Ok(Json::Many(all)) };
            all.push(next);
        }
        while from.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::Many(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while fields.len() < MOST {
            let Some(next) = from.next_entry()? else { return Ok(Json::Map(fields)) };
            fields.push(next);
        }
        while from.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Json::Map(fields))
    }
}

/// Only those fields of an object that may name it.
pub(super) struct Names(pub(super) Vec<(String, String)>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Named)
    }
}

struct Named;

impl<'de> Visitor<'de> for Named {
    type Value = Names;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some(key) = from.next_key::<String>()? {
            if names.len() < super::KEYS.len() && super::KEYS.contains(&&*key) {
                let value: Json = from.next_value()?;
                names.extend(value.values().into_iter().next().map(|value| (key, value)));
            } else {
                from.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Names(names))
    }
}
