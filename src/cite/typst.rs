//! Hayagriva YAML: the bibliographies of Typst.
//!
//! The fields are those of hayagriva's description of its file format
//! (0.10). What it has no field for goes into `note`.

use serde_json::{Map, Value, json};

use super::date::Date;
use super::keys::Keyed;
use super::record::{Record, Rest};
use super::yaml;
use crate::article::Name;

/// Variables of text, and their fields.
const TEXTS: [(&str, &str); 9] = [
    ("volume", "volume"),
    ("issue", "issue"),
    ("page", "page-range"),
    ("edition", "edition"),
    ("abstract", "abstract"),
    ("genre", "genre"),
    ("archive", "archive"),
    ("call-number", "call-number"),
    ("chapter-number", "chapter"),
];

/// Fields whose text is read as it is.
const PLAIN: [&str; 5] = ["volume", "issue", "page-range", "edition", "chapter"];

/// Identifiers, which stand under `serial-number`.
const SERIALS: [(&str, &str); 5] =
    [("DOI", "doi"), ("ISBN", "isbn"), ("ISSN", "issn"), ("PMID", "pmid"), ("PMCID", "pmcid")];

/// Some records as a file.
pub(super) fn yaml(records: &[Keyed<'_>]) -> String {
    let entries = records.iter().map(|keyed| (keyed.key.clone(), entry(keyed.record)));
    yaml::document(&Value::Object(entries.collect()))
}

/// The type of an entry, and of what it appeared in.
fn kinds(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "article-newspaper" => ("article", "newspaper"),
        "article-journal" | "article-magazine" => ("article", "periodical"),
        "webpage" => ("article", "web"),
        "post-weblog" => ("article", "blog"),
        "post" => ("post", "web"),
        "book" => ("book", "book"),
        "chapter" => ("chapter", "book"),
        "paper-conference" => ("article", "proceedings"),
        "report" => ("report", "report"),
        "thesis" => ("thesis", "book"),
        "entry-encyclopedia" | "entry-dictionary" | "entry" => ("entry", "reference"),
        "legal_case" => ("case", "book"),
        "legislation" | "bill" => ("legislation", "book"),
        "motion_picture" | "broadcast" => ("video", "video"),
        "song" => ("audio", "audio"),
        "software" | "dataset" => ("repository", "repository"),
        "patent" => ("patent", "book"),
        "performance" => ("performance", "book"),
        "figure" | "graphic" => ("artwork", "exhibition"),
        "manuscript" => ("manuscript", "book"),
        _ => ("misc", "misc"),
    }
}

fn entry(record: &Record) -> Value {
    let (kind, parent) = kinds(record.kind());
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("type", kind.into());
    record.title.iter().for_each(|title| drop(put("title", formatted(title))));
    if !record.authors.is_empty() {
        put("author", names(&record.authors));
    }
    record.published.iter().for_each(|date| drop(put("date", day(*date))));
    if let Some(url) = &record.url {
        let mut link = Map::from_iter([("value".to_owned(), Value::from(&**url))]);
        let accessed = record.accessed.map(day);
        link.extend(accessed.map(|date| ("date".to_owned(), date)));
        put("url", Value::Object(link));
    }
    record.language.iter().for_each(|tag| drop(put("language", (**tag).into())));
    if let Some(source) = &record.source {
        put("parent", json!({ "type": parent, "title": formatted(source) }));
    }
    let mut serials = Map::new();
    let mut publisher = Map::new();
    let mut notes: Vec<String> = record.text_of("note").iter().map(ToString::to_string).collect();
    for (variable, rest) in &record.rest {
        let field = |table: &[(&str, &'static str)]| {
            table.iter().find(|(known, _)| known == variable).map(|(_, field)| *field)
        };
        match rest {
            Rest::Text(text) => match (variable.as_str(), field(&TEXTS), field(&SERIALS)) {
                ("publisher", ..) => drop(publisher.insert("name".to_owned(), formatted(text))),
                ("publisher-place", ..) => {
                    publisher.insert("location".to_owned(), formatted(text));
                }
                ("note", ..) => {}
                (_, Some(field), _) if PLAIN.contains(&field) => drop(put(field, (**text).into())),
                (_, Some(field), _) => drop(put(field, formatted(text))),
                (_, _, Some(field)) => drop(serials.insert(field.to_owned(), (**text).into())),
                (name, ..) => notes.push(format!("{name}: {text}")),
            },
            Rest::Names(editors) if variable == "editor" => drop(put("editor", names(editors))),
            Rest::Names(names) => {
                let names: Vec<String> = names.iter().map(ToString::to_string).collect();
                notes.push(format!("{variable}: {}", names.join("; ")));
            }
            Rest::Date(date) => notes.push(format!("{variable}: {date}")),
        }
    }
    if record.url.is_none() {
        notes.extend(record.accessed.map(|date| format!("accessed: {date}")));
    }
    notes.extend(record.published.filter(|date| !date.is_plain()).map(|d| format!("issued: {d}")));
    if !publisher.is_empty() {
        publisher.entry("name").or_insert_with(|| "".into());
        put("publisher", Value::Object(publisher));
    }
    if !serials.is_empty() {
        put("serial-number", Value::Object(serials));
    }
    if !notes.is_empty() {
        put("note", formatted(&notes.join("; ")));
    }
    Value::Object(fields)
}

/// Text without what would be read as braces that hold capitals, or as formulas.
fn formatted(text: &str) -> Value {
    let mut out = String::new();
    for c in text.chars() {
        if "{}$\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.into()
}

fn day(date: Date) -> Value {
    date.when.to_string().into()
}

fn names(names: &[Name]) -> Value {
    let name = |name: &Name| match name {
        Name::Literal(name) => json!({ "name": **name }),
        Name::Person { family, given, particle, suffix } => {
            let mut parts = Map::from_iter([("name".to_owned(), Value::from(&**family))]);
            let others = [("given-name", given), ("prefix", particle), ("suffix", suffix)];
            for (key, part) in others {
                parts.extend(part.as_deref().map(|part| (key.to_owned(), Value::from(part))));
            }
            Value::Object(parts)
        }
    };
    names.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use crate::cite::{Format, Record, export};

    #[test]
    fn an_article_has_its_paper_as_parent() {
        let json = r#"{"type": "article-newspaper", "title": "Yes: 1", "language": "en-GB",
            "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}],
            "container-title": "The Post", "issued": {"date-parts": [[2020, 1, 9]]},
            "URL": "https://a.example", "accessed": {"date-parts": [[2026, 11, 23]]}}"#;
        let written = export(&[Record::from_csl_json(json).unwrap()], Format::Hayagriva).unwrap();
        assert_eq!(
            written,
            "berg2020yes:\n  type: \"article\"\n  title: \"Yes: 1\"\n  author:\n    - name: \
             \"Berg\"\n      given-name: \"Jan\"\n      prefix: \"van den\"\n  date: \
             \"2020-01-09\"\n  url:\n    value: \"https://a.example\"\n    date: \
             \"2026-11-23\"\n  language: \"en-GB\"\n  parent:\n    type: \"newspaper\"\n    \
             title: \"The Post\"\n"
        );
        let library = hayagriva::io::from_yaml_str(&written).unwrap();
        assert_eq!(library.len(), 1);
    }
}
