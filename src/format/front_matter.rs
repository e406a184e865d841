//! Reads the block of metadata at the start of a Markdown file.
//!
//! Knows the two fences, `---` (YAML) and `+++` (TOML), and what programs put
//! between them; nothing of Markdown. One idea: people and clippers write
//! front matter that is no YAML, so a value that lacks only its quotes is
//! given them, and what cannot be parsed even so is read line by line, and
//! told.

mod quote;
mod yaml;

use std::ops::Range;

use super::record::Entry;
use yaml::{Value, yaml};

/// Most bytes of front matter; what is longer is text.
const MOST: usize = 64 * 1024;

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
