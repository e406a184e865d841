//! What is cited: the facts of one article, in the terms of CSL.
//!
//! A record comes from an article that was read here, or ready-made as
//! CSL-JSON. It does not know any style. One idea: facts that were concluded
//! here may be arranged as a style's manual wishes, facts that somebody else
//! stated are rendered as they were given; [`Made`] keeps the two apart.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::article::{Meta, Name, Safe, When};

use super::CiteError;

/// The facts that citations are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Who made it, which decides how freely it may be arranged.
    pub(super) made: Made,
    /// The headline, as printed.
    pub(super) title: Option<Safe>,
    /// The headline with capitals only where a sentence has them.
    pub(super) sentence: Option<Safe>,
    /// Who wrote it.
    pub(super) authors: Vec<Name>,
    /// The paper or site.
    pub(super) source: Option<Safe>,
    pub(super) published: Option<When>,
    /// Only beside a `url`: the day says when that address was read.
    pub(super) accessed: Option<When>,
    pub(super) url: Option<Safe>,
    /// BCP 47 tag.
    pub(super) language: Option<Safe>,
}

/// Who made a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// Read from an article; whether its source is known to be a paper.
    Here { is_newspaper: bool },
    /// Given: its CSL type, and the text and names that have no field of their own.
    Given { kind: Safe, rest: BTreeMap<String, Rest> },
}

/// A variable of CSL that a [`Record`] passes on as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Text(Safe),
    Names(Vec<Name>),
    Date(When),
}

impl Record {
    /// The facts that a citation of this article may use.
    ///
    /// Blanks are made single, and parts that say nothing are left out.
    pub fn of(meta: &Meta) -> Self {
        fn value<T: Clone>(sourced: Option<&crate::article::Sourced<T>>) -> Option<T> {
            sourced.map(|sourced| sourced.value.clone())
        }
        let said = |text: Option<Safe>| text.map(|text| trimmed(&text)).filter(|t| !t.is_empty());
        let url = said(value(meta.url.as_ref()));
        let authors = value(meta.authors.as_ref()).unwrap_or_default();
        let title = said(value(meta.title.as_ref()));
        let sentence = said(meta.title_as_sentence.clone());
        let sentence = sentence.filter(|sentence| is_same(title.as_deref(), sentence));
        Self {
            made: Made::Here { is_newspaper: meta.is_newspaper },
            title,
            sentence,
            authors: authors.into_iter().filter_map(named).collect(),
            source: said(value(meta.source.as_ref())),
            published: value(meta.published.as_ref()).and_then(dated),
            accessed: value(meta.accessed.as_ref()).and_then(dated).filter(|_| url.is_some()),
            url,
            language: said(value(meta.language.as_ref())),
        }
    }

    /// The record that an item of CSL-JSON describes, rendered later as given.
    ///
    /// Fields of a shape that CSL does not know are left out, and so are dates
    /// that do not exist; of a range its first day is kept. An item that is
    /// not an object or says nothing at all is refused.
    pub fn from_csl_json(json: &str) -> Result<Self, CiteError> {
        let item: Value = serde_json::from_str(json)
            .map_err(|error| CiteError::NotCslJson(Safe::format(format_args!("{error}"))))?;
        let Value::Object(fields) = item else {
            let found = Safe::line("an item must be an object, { … }");
            return Err(CiteError::NotCslJson(found));
        };
        let text = |name: &str| fields.get(name).and_then(text);
        let date = |name: &str| fields.get(name).and_then(date);
        let url = text("URL");
        let record = Self {
            title: text("title"),
            sentence: None,
            authors: fields.get("author").map(names).unwrap_or_default(),
            source: text("container-title"),
            published: date("issued"),
            accessed: date("accessed").filter(|_| url.is_some()),
            url,
            language: text("language"),
            made: Made::Given {
                kind: text("type").unwrap_or_else(|| Safe::line("article-newspaper")),
                rest: fields
                    .iter()
                    .filter(|(name, _)| !OWN.contains(&name.as_str()))
                    .filter_map(|(name, value)| Some((name.clone(), rest(value)?)))
                    .collect(),
            },
        };
        if record.is_empty() { Err(CiteError::Empty) } else { Ok(record) }
    }

    /// Whether it says nothing by which an article could be found.
    pub(super) fn is_empty(&self) -> bool {
        self.title.is_none() && self.authors.is_empty() && self.source.is_none()
    }

    /// Whether the headline is in English, as far as is known.
    pub(super) fn is_english(&self) -> bool {
        self.language.as_deref().is_none_or(|tag| {
            let primary = tag.split(['-', '_']).next().unwrap_or_default();
            primary.eq_ignore_ascii_case("en")
        })
    }

    /// The first of the authors if it is written whole.
    pub(super) fn sole_institution(&self) -> Option<&Safe> {
        match self.authors.as_slice() {
            [Name::Literal(name)] => Some(name),
            _ => None,
        }
    }
}

/// The variables that are fields of [`Record`], or mean nothing to a style.
const OWN: [&str; 9] =
    ["id", "type", "title", "author", "container-title", "issued", "accessed", "URL", "language"];

fn trimmed(text: &str) -> Safe {
    let words: Vec<&str> = text.split_whitespace().collect();
    Safe::line(&words.join(" "))
}

/// Whether both have the same letters, whatever their case: a sentence form
/// that was made of another headline, since corrected, says nothing.
fn is_same(title: Option<&str>, sentence: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    title.is_some_and(|title| letters(title) == letters(sentence))
}

/// The name without empty parts; `None` if nothing is left.
fn named(name: Name) -> Option<Name> {
    let part = |part: Option<Safe>| part.map(|part| trimmed(&part)).filter(|part| !part.is_empty());
    match name {
        Name::Literal(name) => part(Some(name)).map(Name::Literal),
        Name::Person { family, given, particle, suffix } => {
            let (given, suffix) = (part(given), part(suffix));
            let Some(family) = part(Some(family)) else { return given.map(Name::Literal) };
            let (particle, family) = match part(particle) {
                None => parted(family),
                particle => (particle, family),
            };
            Some(Name::Person { family, given, particle, suffix })
        }
    }
}

/// The particle that a family name begins with, “van den” of “van den Berg”,
/// and the rest of it.
fn parted(family: Safe) -> (Option<Safe>, Safe) {
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    let small: usize = family.split(' ').take_while(is_small).map(|word| word.len() + 1).sum();
    if small == 0 || small >= family.len() {
        return (None, family);
    }
    let (particle, rest) = family.split_at(small);
    (Some(trimmed(particle)), trimmed(rest))
}

/// The date, if a calendar has it.
fn dated(when: When) -> Option<When> {
    let is_real = (1..=9999).contains(&when.year())
        && when.month().is_none_or(|month| (1..=12).contains(&month));
    is_real.then_some(when)
}

fn text(value: &Value) -> Option<Safe> {
    let text = match value {
        Value::String(text) => trimmed(&without_tags(text)),
        Value::Number(number) => Safe::line(&number.to_string()),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The tags that CSL-JSON allows inside text.
const TAGS: [&str; 10] =
    ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>", "<sc>", "</sc>"];

fn without_tags(text: &str) -> String {
    let text = TAGS.iter().fold(text.to_owned(), |text, tag| text.replace(tag, ""));
    text.replace("<span class=\"nocase\">", "").replace("</span>", "")
}

fn names(value: &Value) -> Vec<Name> {
    let Value::Array(names) = value else { return Vec::new() };
    let person = |name: &Value| {
        let part = |key: &str| name.get(key).and_then(text);
        if let Some(literal) = part("literal") {
            return Some(Name::Literal(literal));
        }
        // A dropping particle follows the given names wherever they stand.
        let given = match (part("given"), part("dropping-particle")) {
            (Some(given), Some(particle)) => Some(trimmed(&format!("{given} {particle}"))),
            (given, particle) => given.or(particle),
        };
        named(Name::Person {
            family: part("family").unwrap_or_default(),
            given,
            particle: part("non-dropping-particle"),
            suffix: part("suffix"),
        })
    };
    names.iter().filter_map(person).collect()
}

fn date(value: &Value) -> Option<When> {
    if let Some(raw) = value.get("raw").and_then(Value::as_str) {
        let first = raw.split('/').next().unwrap_or_default().trim();
        return parts(&first.split('-').map(|part| part.parse().ok()).collect::<Vec<_>>());
    }
    let first = value.get("date-parts")?.get(0)?.as_array()?;
    let number = |part: &Value| match part {
        Value::String(digits) => digits.trim().parse().ok(),
        part => part.as_i64().and_then(|part| i16::try_from(part).ok()),
    };
    parts(&first.iter().map(number).collect::<Vec<_>>())
}

/// A year, with as much of month and day as there is and exists.
fn parts(parts: &[Option<i16>]) -> Option<When> {
    let year = parts.first().copied().flatten()?;
    let small =
        |at: usize| parts.get(at).copied().flatten().and_then(|part| i8::try_from(part).ok());
    let month = small(1).filter(|month| (1..=12).contains(month));
    let day = month.and_then(|month| When::day(year, month, small(2)?));
    day.or(month.map(|month| When::Month(year, month))).or(Some(When::Year(year))).and_then(dated)
}

fn rest(value: &Value) -> Option<Rest> {
    match value {
        Value::Array(_) => Some(names(value)).filter(|names| !names.is_empty()).map(Rest::Names),
        Value::Object(_) => date(value).map(Rest::Date),
        _ => text(value).map(Rest::Text),
    }
}
