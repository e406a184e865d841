//! Entries for BibLaTeX.
//!
//! An article of a newspaper is an `@article` of subtype `newspaper`, one of a
//! site `@online` (biblatex manual 3.20, §2.1.1 and §3.13).

use crate::article::Safe;

use super::fields::{self, CSL, Kind};
use super::tex;
use crate::cite::keys::Keyed;
use crate::cite::record::{Record, Rest};

/// The entry of a record, without a line end behind it.
pub(in crate::cite) fn entry(keyed: &Keyed<'_>) -> String {
    let record = keyed.record;
    let kind = fields::of_csl(record.kind());
    let Kind { entry, container, subtype, .. } = kind.unwrap_or(fields::OTHER);
    let subtype = if kind.is_some() { subtype } else { record.kind() };
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    if !record.authors.is_empty() {
        put("author", names(&record.authors));
    }
    if record.title.is_some() {
        put("title", tex::title(record));
    }
    if let Some(source) = &record.source {
        put(container, listed(container, source));
    }
    if !subtype.is_empty() {
        put("entrysubtype", tex::escaped(subtype));
    }
    if let Some(published) = record.published {
        put("date", published.to_string());
    }
    if let Some(url) = &record.url {
        put("url", tex::encoded(url));
    }
    if let Some(accessed) = record.accessed {
        put("urldate", accessed.to_string());
    }
    if let Some(tag) = &record.language {
        let (name, value) = language(tag);
        put(name, value);
    }
    for (variable, rest) in &record.rest {
        let name = field(variable, record);
        put(&name, value(&name, rest));
    }
    written(entry, &keyed.key, &fields)
}

/// An entry of these fields.
pub(super) fn written(entry: &str, key: &str, fields: &[(String, String)]) -> String {
    let field = |(name, value): &(String, String)| format!("  {name} = {{{value}}},\n");
    let fields: String = fields.iter().map(field).collect();
    format!("@{entry}{{{key},\n{fields}}}")
}

/// Names with “and” between them.
pub(super) fn names(names: &[crate::article::Name]) -> String {
    names.iter().map(tex::author).collect::<Vec<_>>().join(" and ")
}

/// The field for a language, and what it holds.
pub(super) fn language(tag: &str) -> (&'static str, String) {
    let known = fields::LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or_else(|| ("language", tex::escaped(tag)), |(_, name)| ("langid", (*name).into()))
}

/// The field that holds a variable of a record.
pub(super) fn field(variable: &str, record: &Record) -> String {
    let is_article = record.kind().starts_with("article");
    match variable {
        "issue" if is_article => return "number".to_owned(),
        "issue" => return "issue".to_owned(),
        "number" if !is_article => return "number".to_owned(),
        _ => {}
    }
    let tables = [&fields::TEXTS[..], &fields::NAMES, &fields::DATES];
    let known = tables.into_iter().flatten().find(|(known, _)| *known == variable);
    known.map_or_else(|| format!("{CSL}{variable}"), |(_, field)| (*field).to_owned())
}

/// What a field holds for a variable.
pub(super) fn value(field: &str, rest: &Rest) -> String {
    match rest {
        Rest::Text(text) if field == "doi" => tex::encoded(text),
        Rest::Text(text) => listed(field, text),
        Rest::Names(authors) => names(authors),
        Rest::Date(date) => date.to_string(),
    }
}

fn listed(field: &str, text: &Safe) -> String {
    if fields::LISTS.contains(&field) { tex::whole(text) } else { tex::escaped(text) }
}

/// The type of CSL that stands for an entry of this type and subtype.
pub(super) fn csl_type(entry: &str, subtype: Option<&str>) -> String {
    let entry = match entry {
        "www" | "electronic" => "online",
        "inbook" | "suppbook" | "suppcollection" => "incollection",
        "conference" => "inproceedings",
        "mvbook" | "collection" | "mvcollection" | "booklet" | "manual" | "proceedings" => "book",
        "techreport" => "report",
        "phdthesis" | "mastersthesis" => "thesis",
        "periodical" | "suppperiodical" => "article",
        entry => entry,
    };
    let subtype = subtype.unwrap_or_default();
    if crate::cite::csl::TYPES.contains(&subtype) {
        return subtype.to_owned();
    }
    let of_entry = || fields::KINDS.iter().filter(|kind| kind.entry == entry);
    let exact = of_entry().find(|kind| kind.subtype == subtype);
    let is_named = |kind: &&Kind| !subtype.is_empty() && kind.subtype == subtype;
    let exact = exact.or_else(|| fields::KINDS.iter().find(is_named));
    let plain = exact.or_else(|| of_entry().find(|kind| kind.subtype.is_empty()));
    plain.unwrap_or(&fields::OTHER).csl.to_owned()
}

/// Whether a record is one of those that BibTeX has no type for.
pub(super) fn is_news(record: &Record) -> bool {
    let entry = fields::of_csl(record.kind()).unwrap_or(fields::OTHER).entry;
    ["online", "misc"].contains(&entry)
        || ["article-newspaper", "article-magazine"].contains(&record.kind())
}
