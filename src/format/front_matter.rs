//! Reads the block of metadata at the start of a Markdown file.
//!
//! Knows the two fences, `---` (YAML) and `+++` (TOML), and what programs put
//! between them; nothing of Markdown. One idea: people and clippers write
//! front matter that is no YAML, so a value that lacks only its quotes is
//! given them, and what cannot be parsed even so is read line by line, and
//! told.

mod quote;

use std::borrow::Cow;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::record::Entry;

/// Most bytes of front matter; what is longer is text.
const MOST: usize = 64 * 1024;

/// Most values that are given the quotes that they lack: each costs a reading.
const MOST_UNQUOTED: usize = 16;

/// Front matter that was found at the start of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// What stands between the fences: bytes of the file.
    pub(crate) inside: Range<usize>,
    /// Where the text begins.
    pub(crate) end: usize,
    language: Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Yaml,
    Toml,
}

/// Why front matter could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Line of the file, from 1.
    pub(crate) line: usize,
    /// What is wrong there.
    pub(crate) reason: String,
}

/// Whether a file begins with front matter.
pub(crate) fn begins(text: &str) -> bool {
    find(text).is_some()
}

/// Finds the front matter of a file; `None` where the first line is no fence,
/// where no second fence follows in 64 KiB, or where the lines between are no
/// entries (a rule at the start of a text).
pub(crate) fn find(text: &str) -> Option<FrontMatter> {
    let mut lines = lines(text);
    let first = lines.next()?;
    let (language, closing): (_, &[&str]) = match text[first.clone()].trim_end() {
        "---" => (Language::Yaml, &["---", "..."]),
        "+++" => (Language::Toml, &["+++"]),
        _ => return None,
    };
    let last = lines
        .take_while(|line| line.end <= MOST)
        .find(|line| closing.contains(&text[line.clone()].trim_end()))?;
    let inside = first.end..last.start;
    let separator = if language == Language::Yaml { ':' } else { '=' };
    let is_entry = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let entry = text[inside.clone()].lines().find(is_entry);
    let is_front_matter =
        entry.is_none_or(|line| line.contains(separator) || line.starts_with('['));
    is_front_matter.then_some(FrontMatter { inside, end: last.end, language })
}

/// Lines with their ends, as ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        at - line.len()..at
    })
}

impl FrontMatter {
    /// Its entries, in their order; and, where it is broken, why: then the
    /// entries are those that a line states plainly.
    pub(crate) fn entries(&self, text: &str) -> (Vec<Entry>, Option<Broken>) {
        let inside = &text[self.inside.clone()];
        let parsed = match self.language {
            Language::Yaml => yaml(inside),
            Language::Toml => toml(inside),
        };
        let (pairs, broken) = match parsed {
            Ok(pairs) => (pairs, None),
            Err((line, reason)) => {
                (line_by_line(inside, self.language), Some(Broken { line: line + 1, reason }))
            }
        };
        let entries = pairs.into_iter().filter(|(_, values)| !values.is_empty());
        let entries = entries.map(|(key, values)| {
            let at = self.line_of(&key, text);
            Entry { key, values, at }
        });
        (entries.collect(), broken)
    }

    fn line_of(&self, key: &str, text: &str) -> Option<Range<usize>> {
        let inside = &text[self.inside.clone()];
        let line = lines(inside).find(|line| {
            let rest = inside[line.clone()].trim_start_matches(['"', '\'']).strip_prefix(key);
            rest.is_some_and(|rest| {
                rest.trim_start_matches(['"', '\'']).trim_start().starts_with([':', '='])
            })
        })?;
        let start = self.inside.start + line.start;
        Some(start..start + inside[line].trim_end().len())
    }
}

type Pairs = Vec<(String, Vec<String>)>;

/// The line (from 1, of the text between the fences) and the reason.
type Fault = (usize, String);

/// Reads YAML, with quotes around the values that lack them; the fault is that
/// of the text as it stands.
fn yaml(inside: &str) -> Result<Pairs, Fault> {
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

fn toml(inside: &str) -> Result<Pairs, Fault> {
    let table: toml::Table = inside.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start.min(inside.len()));
        let line = inside.get(..at).unwrap_or_default().matches('\n').count() + 1;
        (line, first_line(error.message()))
    })?;
    let pairs = table.into_iter().map(|(key, value)| (key, Value::from(value).flat()));
    Ok(pairs.collect())
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Reads the lines that state one thing: `key: value`.
fn line_by_line(inside: &str, language: Language) -> Pairs {
    let separator = if language == Language::Yaml { ": " } else { "=" };
    let entry = |line: &str| {
        let (key, value) = line.split_once(separator)?;
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let value = value.trim().trim_matches(['"', '\'']);
        let is_plain = !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&', '*']);
        let key = key.trim_end();
        (is_plain && !key.is_empty() && key.chars().all(is_key))
            .then(|| (key.to_owned(), vec![value.to_owned()]))
    };
    inside.lines().filter_map(entry).collect()
}

/// A value, with its scalars as text.
#[derive(Debug)]
enum Value {
    One(String),
    Many(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Its scalars. Of a map the name, if it has one: `author: {name: …}`.
    /// The parsers bound how deep values nest.
    fn flat(self) -> Vec<String> {
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

impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Self::One(text),
            toml::Value::Array(values) => Self::Many(values.into_iter().map(Self::from).collect()),
            toml::Value::Table(table) => {
                Self::Map(table.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
            other => Self::One(other.to_string()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(String, Vec<String>)> {
        let (entries, broken) = find(text).unwrap().entries(text);
        assert_eq!(broken, None);
        entries.into_iter().map(|entry| (entry.key, entry.values)).collect()
    }

    fn broken(text: &str) -> (usize, usize) {
        let (entries, broken) = find(text).unwrap().entries(text);
        (entries.len(), broken.unwrap().line)
    }

    fn pair(key: &str, values: &[&str]) -> (String, Vec<String>) {
        (key.to_owned(), values.iter().map(|value| (*value).to_owned()).collect())
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\ntitle: \"Ferry: late\"\nauthor:\n  - Ada Quill\n  - Ben Marsh\ndate: 2021-03-04\n---\nText\n";
        let toml = "+++\ntitle = \"Ferry: late\"\nauthor = [\"Ada Quill\", \"Ben Marsh\"]\ndate = 2021-03-04\n+++\nText\n";
        let said = [
            pair("title", &["Ferry: late"]),
            pair("author", &["Ada Quill", "Ben Marsh"]),
            pair("date", &["2021-03-04"]),
        ];
        assert_eq!(read(yaml), said);
        let mut read = read(toml);
        read.sort_by_key(|(key, _)| said.iter().position(|(said, _)| said == key));
        assert_eq!(read, said);
    }

    #[test]
    fn an_entry_says_where_it_stands() {
        let text = "---\ntitle: Ferry\nurl: https://a.example/\n---\n";
        let (entries, _) = find(text).unwrap().entries(text);
        assert_eq!(&text[entries[1].at.clone().unwrap()], "url: https://a.example/");
    }

    #[test]
    fn values_that_lack_their_quotes_are_read_as_they_were_meant() {
        let text = "---\ntitle: Ferry: late again\nauthor:\n  - Ada Quill\n  - Ben Marsh\ndescription: [Video] How: and why\n---\n";
        let said = [
            pair("title", &["Ferry: late again"]),
            pair("author", &["Ada Quill", "Ben Marsh"]),
            pair("description", &["[Video] How: and why"]),
        ];
        assert_eq!(read(text), said);
    }

    #[test]
    fn broken_yaml_names_its_line_and_is_read_line_by_line() {
        let text = "---\ntitle: Ferry\n tags: {late\nauthor: Ada Quill\n---\n";
        let (entries, broken) = find(text).unwrap().entries(text);
        let broken = broken.unwrap();
        assert_eq!(broken.line, 3);
        assert!(!broken.reason.contains("line"), "{}", broken.reason);
        assert_eq!(entries[0].values, ["Ferry"]);
        assert_eq!(entries[1].values, ["Ada Quill"]);
    }

    #[test]
    fn anchors_are_refused() {
        assert_eq!(broken("---\na: &x [1, 1]\nb: [*x, *x]\n---\n").1, 2);
    }

    #[test]
    fn broken_toml_names_its_line() {
        assert_eq!(broken("+++\ntitle = \"Ferry\"\ndate = = 3\n+++\n"), (2, 3));
    }

    #[test]
    fn a_rule_at_the_start_of_a_text_is_no_front_matter() {
        assert_eq!(find("---\n\nThe ferry was late.\n\n---\n"), None);
        assert_eq!(find("---\ntitle: Ferry\n"), None);
        assert_eq!(find(&format!("---\ntitle: {}\n---\n", "x".repeat(70_000))), None);
    }

    #[test]
    fn an_author_may_be_a_map() {
        assert_eq!(
            read("---\nauthor: {name: Ada Quill, age: 40}\n---\n"),
            [pair("author", &["Ada Quill"])]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(title in "[^\\x00-\\x1f\\x7f\"\\\\\u{80}-\u{9f}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}]{1,40}", tags in prop::collection::vec("[a-z]{1,8}", 1..5)) {
            prop_assume!(!title.trim().is_empty());
            let text = format!("---\ntitle: \"{title}\"\ntags: {tags:?}\n---\nbody");
            let read = read(&text);
            prop_assert_eq!(&read[0].1[0], &title);
            prop_assert_eq!(&read[1].1, &tags);
        }

        #[test]
        fn no_text_panics(text in "(---|\\+\\+\\+)\n[\\PC\n:&*=\\[{\"-]{0,60}\n(---|\\+\\+\\+)\n") {
            if let Some(found) = find(&text) {
                let _ = found.entries(&text);
            }
        }
    }
}
