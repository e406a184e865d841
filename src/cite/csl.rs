//! CSL-JSON and CSL-YAML: records as citation processors take them in.
//!
//! The model is that of the CSL-JSON schema 1.0.2. What it has no variable for
//! goes into `custom`, which the schema keeps for such things. YAML holds the
//! same items under `references`, as pandoc reads them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::article::{Name, Safe};

use super::CiteError;
use super::date::Date;
use super::keys::Keyed;
use super::record::{AGENCY, Made, Record, Rest, UPDATED, named, trimmed};
use super::yaml;

/// The variables that are fields of [`Record`].
const OWN: [&str; 9] =
    ["id", "type", "title", "author", "container-title", "issued", "accessed", "URL", "language"];

/// What only `custom` can hold.
const CUSTOM: [&str; 2] = [AGENCY, UPDATED];

/// The variables whose values are dates.
pub(super) const DATES: [&str; 8] = [
    "issued",
    "accessed",
    "available-date",
    "event-date",
    "original-date",
    "submitted",
    "status-date",
    UPDATED,
];

/// The variables whose values are names.
pub(super) const NAMES: [&str; 27] = [
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

/// The variables whose values are text, as far as they have no field of their own.
const TEXTS: [&str; 64] = [
    "DOI",
    "ISBN",
    "ISSN",
    "PMCID",
    "PMID",
    "abstract",
    "annote",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "authority",
    "call-number",
    "chapter-number",
    "citation-key",
    "citation-label",
    "collection-number",
    "collection-title",
    "container-title-short",
    "custom",
    "dimensions",
    "division",
    "edition",
    "event",
    "event-place",
    "event-title",
    "genre",
    "issue",
    "journalAbbreviation",
    "jurisdiction",
    "keyword",
    "locator",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part",
    "part-number",
    "part-title",
    "printing",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "shortTitle",
    "source",
    "status",
    "supplement-number",
    "title-short",
    "version",
    "volume",
    "volume-title",
    "volume-title-short",
    AGENCY,
];

/// Whether a variable is one of those that a record can have.
pub(super) fn is_variable(name: &str) -> bool {
    NAMES.contains(&name) || DATES.contains(&name) || TEXTS.contains(&name)
}

/// Types that a record of CSL may have (schema 1.0.2).
pub(super) const TYPES: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

impl Record {
    /// The record that an item of CSL-JSON describes, rendered later as given.
    ///
    /// Fields of a shape that CSL does not know are left out, and so are dates
    /// that do not exist; of a range its first day is cited. An item that is
    /// not an object or says nothing at all is refused.
    pub fn from_csl_json(json: &str) -> Result<Self, CiteError> {
        let item: Value = serde_json::from_str(json)
            .map_err(|error| CiteError::NotCslJson(Safe::format(format_args!("{error}"))))?;
        from_item(&item)
    }
}

/// The record of an item; see [`Record::from_csl_json`].
pub(super) fn from_item(item: &Value) -> Result<Record, CiteError> {
    let Value::Object(fields) = item else {
        return Err(CiteError::NotCslJson(Safe::line("an item must be an object, { … }")));
    };
    let text = |name: &str| fields.get(name).and_then(text);
    let date = |name: &str| fields.get(name).and_then(Date::from_json);
    let mut rest = BTreeMap::new();
    for (name, value) in fields {
        let is_odd = DATES[..2].contains(&name.as_str()) && date(name).is_none();
        if name == "custom" {
            customs(value, &mut rest);
        } else if is_odd || (is_variable(name) && !OWN.contains(&name.as_str())) {
            rest.extend(other(name, value).map(|rest| (name.clone(), rest)));
        }
    }
    let record = Record {
        id: None,
        key: text("id"),
        made: Made::Given { kind: text("type").unwrap_or_else(|| Safe::line("article-newspaper")) },
        title: text("title"),
        sentence: None,
        authors: fields.get("author").map(names).unwrap_or_default(),
        source: text("container-title"),
        published: date("issued"),
        accessed: date("accessed"),
        url: text("URL"),
        language: text("language"),
        rest,
    };
    if record.is_empty() { Err(CiteError::Empty) } else { Ok(record) }
}

/// The items of some records, as a file of CSL-JSON.
pub(super) fn json(records: &[Keyed<'_>]) -> String {
    let items: Vec<Value> = records.iter().map(to_item).collect();
    serde_json::to_string_pretty(&items).unwrap_or_default()
}

/// The same, as a file of CSL-YAML.
pub(super) fn yaml(records: &[Keyed<'_>]) -> String {
    let items: Vec<Value> = records.iter().map(to_item).collect();
    yaml::document(&json!({ "references": items }))
}

fn to_item(keyed: &Keyed<'_>) -> Value {
    let record = keyed.record;
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<Safe>| text.as_deref().map(Value::from);
    put("id", Some(keyed.key.as_str().into()));
    put("type", Some(record.kind().into()));
    put("title", text(&record.title));
    let authors = (!record.authors.is_empty()).then(|| to_names(&record.authors));
    put("author", authors);
    put("container-title", text(&record.source));
    put("issued", record.published.map(Date::to_json));
    put("accessed", record.accessed.map(Date::to_json));
    put("URL", text(&record.url));
    put("language", text(&record.language));
    let mut custom = Map::new();
    for (name, rest) in &record.rest {
        if CUSTOM.contains(&name.as_str()) {
            custom.insert(name.clone(), custom_value(rest));
        } else if name == "custom" {
            let kept = record.text_of(name).and_then(|text| serde_json::from_str(text).ok());
            custom.extend(kept.into_iter().flat_map(|kept: Map<String, Value>| kept));
        } else {
            put(name, Some(to_value(name, rest)));
        }
    }
    put("custom", (!custom.is_empty()).then_some(Value::Object(custom)));
    Value::Object(item)
}

fn custom_value(rest: &Rest) -> Value {
    match rest {
        Rest::Text(text) => (**text).into(),
        Rest::Date(date) => date.to_string().into(),
        Rest::Names(names) => to_names(names),
    }
}

fn to_value(name: &str, rest: &Rest) -> Value {
    match rest {
        Rest::Text(text) if DATES.contains(&name) => json!({ "literal": **text }),
        Rest::Text(text) => (**text).into(),
        Rest::Date(date) => date.to_json(),
        Rest::Names(names) => to_names(names),
    }
}

fn to_names(names: &[Name]) -> Value {
    let name = |name: &Name| match name {
        Name::Literal(name) => json!({ "literal": **name }),
        Name::Person { family, given, particle, suffix } => {
            let mut parts = Map::from_iter([("family".to_owned(), Value::from(&**family))]);
            let others =
                [("given", given), ("non-dropping-particle", particle), ("suffix", suffix)];
            for (key, part) in others {
                if let Some(part) = part {
                    parts.insert(key.to_owned(), (**part).into());
                }
            }
            Value::Object(parts)
        }
    };
    names.iter().map(name).collect()
}

/// What `custom` says: what was put there here, and the rest as it came.
fn customs(value: &Value, rest: &mut BTreeMap<String, Rest>) {
    let Value::Object(custom) = value else { return };
    let mut kept = custom.clone();
    let agency = kept.get(AGENCY).and_then(text).map(Rest::Text);
    let updated = kept.get(UPDATED).and_then(Date::from_json).map(Rest::Date);
    for (name, known) in [(AGENCY, agency), (UPDATED, updated)] {
        if let Some(known) = known {
            kept.remove(name);
            rest.insert(name.to_owned(), known);
        }
    }
    if !kept.is_empty() {
        let kept = Safe::line(&Value::Object(kept).to_string());
        rest.insert("custom".to_owned(), Rest::Text(kept));
    }
}

fn other(name: &str, value: &Value) -> Option<Rest> {
    match value {
        Value::Array(_) => Some(names(value)).filter(|names| !names.is_empty()).map(Rest::Names),
        Value::Object(_) => {
            let date = Date::from_json(value).map(Rest::Date);
            date.or_else(|| value.get("literal").and_then(text).map(Rest::Text))
        }
        _ if DATES.contains(&name) => {
            Date::from_json(value).map(Rest::Date).or_else(|| text(value).map(Rest::Text))
        }
        _ => text(value).map(Rest::Text),
    }
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
