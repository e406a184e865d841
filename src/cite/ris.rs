//! RIS: records line by line, each with a tag of two letters.
//!
//! The tags are those of the format's description (Research Information
//! Systems, 2011); lines end in CRLF and two spaces stand before the dash.
//! What has no tag is a note that begins with the name of its CSL variable, as
//! Zotero writes such things.

use crate::article::{Name, Safe};

use super::csl;
use super::date::Date;
use super::given::{Fault, Given};
use super::keys::Keyed;
use super::record::{Made, Record, Rest, named, trimmed};

/// The types of RIS, and those of CSL; of several the first is meant.
const KINDS: [(&str, &str); 14] = [
    ("NEWS", "article-newspaper"),
    ("MGZN", "article-magazine"),
    ("JOUR", "article-journal"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("BLOG", "post-weblog"),
    ("BOOK", "book"),
    ("CHAP", "chapter"),
    ("RPRT", "report"),
    ("THES", "thesis"),
    ("CONF", "paper-conference"),
    ("CPAPER", "paper-conference"),
    ("DATA", "dataset"),
    ("GEN", "document"),
];

/// Variables of text with a tag of their own.
const TEXTS: [(&str, &str); 14] = [
    ("VL", "volume"),
    ("IS", "issue"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("DO", "DOI"),
    ("AB", "abstract"),
    ("KW", "keyword"),
    ("ET", "edition"),
    ("SE", "section"),
    ("ST", "title-short"),
    ("T3", "collection-title"),
    ("C1", "event-place"),
    ("DB", "archive"),
    ("AN", "archive_location"),
];

/// Variables of names with a tag of their own.
const NAMES: [(&str, &str); 2] = [("ED", "editor"), ("A4", "translator")];

/// The records as a file; the blank line between two is a courtesy.
pub(super) fn ris(records: &[Keyed<'_>]) -> String {
    let records: Vec<String> = records.iter().map(record).collect();
    records.join("\r\n")
}

fn record(keyed: &Keyed<'_>) -> String {
    let record = keyed.record;
    let kind = record.kind();
    let tag = KINDS.iter().find(|(_, known)| *known == kind).map_or("GEN", |(tag, _)| tag);
    let mut lines = vec![("TY", tag.to_owned())];
    let mut put = |tag, value: String| lines.push((tag, value));
    for author in &record.authors {
        put("AU", name(author));
    }
    let fields = [("TI", &record.title), ("T2", &record.source)];
    for (tag, text) in fields {
        if let Some(text) = text {
            put(tag, text.to_string());
        }
    }
    if let Some(published) = record.published {
        put("PY", format!("{:04}", published.when.year()));
        put("DA", date(published));
    }
    record.url.iter().for_each(|url| put("UR", url.to_string()));
    record.accessed.iter().for_each(|accessed| put("Y2", date(*accessed)));
    record.language.iter().for_each(|language| put("LA", language.to_string()));
    for (variable, rest) in &record.rest {
        put_rest(variable, rest, &mut put);
    }
    if KINDS.iter().all(|(_, known)| *known != kind) {
        put("N1", format!("type: {kind}"));
    }
    put("ID", keyed.key.clone());
    put("ER", String::new());
    let lines = lines.iter().flat_map(|(tag, value)| [*tag, "  - ", value, "\r\n"]);
    lines.collect()
}

fn put_rest(variable: &str, rest: &Rest, put: &mut impl FnMut(&'static str, String)) {
    let tag = TEXTS.iter().chain(&NAMES).find(|(_, known)| *known == variable).map(|(tag, _)| *tag);
    let noted = |value: String| format!("{variable}: {value}");
    match (rest, tag) {
        (Rest::Text(text), Some(tag)) => put(tag, text.to_string()),
        (Rest::Text(text), None) if variable == "page" => match text.split_once(['-', '–']) {
            Some((first, last)) if text.contains('-') && is_page(first) && is_page(last) => {
                put("SP", first.to_owned());
                put("EP", last.to_owned());
            }
            _ => put("SP", text.to_string()),
        },
        (Rest::Text(text), None) if variable == "note" => {
            let is_plain = variable_of(text).is_none();
            put("N1", if is_plain { text.to_string() } else { noted(text.to_string()) });
        }
        (Rest::Text(text), None) => put("N1", noted(text.to_string())),
        (Rest::Date(date), _) => put("N1", noted(date.to_string())),
        (Rest::Names(names), Some(tag)) => names.iter().for_each(|n| put(tag, name(n))),
        (Rest::Names(names), None) => names.iter().for_each(|n| put("N1", noted(name(n)))),
    }
}

fn is_page(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A name, family first; one without a comma stays whole.
fn name(name: &Name) -> String {
    let Name::Person { family, given, particle, suffix } = name else { return name.to_string() };
    let particle = particle.as_deref().unwrap_or_default();
    let space =
        if particle.is_empty() || particle.ends_with(['-', '’', '\'']) { "" } else { " " };
    let given = given.as_deref().unwrap_or_default();
    let suffix = suffix.as_deref().map(|suffix| format!(", {suffix}")).unwrap_or_default();
    format!("{particle}{space}{family}, {given}{suffix}").trim_end().to_owned()
}

/// Year, month and day with strokes between, all three; what they cannot say
/// stands behind, where the format has room for other words.
fn date(date: Date) -> String {
    let month = date.when.month().map(|month| format!("{month:02}")).unwrap_or_default();
    let day = date.when.date().map(|date| format!("{:02}", date.day())).unwrap_or_default();
    let rest = if date.is_plain() { String::new() } else { date.to_string() };
    format!("{:04}/{month}/{day}/{rest}", date.when.year())
}

/// Whether a line begins a record.
pub(super) fn begins(line: &str) -> bool {
    tagged(line).is_some_and(|(tag, _)| tag == "TY")
}

/// The tag of a line, and what stands behind it.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let mut letters = tag.bytes();
    let is_tag = letters.next()?.is_ascii_uppercase()
        && letters.next().is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let value = rest.strip_prefix("  -")?;
    (is_tag && (value.is_empty() || value.starts_with(' '))).then(|| (tag, value.trim()))
}

/// The records of a file, and what is wrong with it.
pub(super) fn read(text: &str) -> Given {
    let mut given = Given::default();
    let mut lines: Vec<(&str, String)> = Vec::new();
    let (mut at, mut start) = (0, 0);
    for line in text.split_inclusive('\n').chain([""]) {
        let is_end = line.is_empty();
        match tagged(line.trim_end()) {
            Some(("ER", _)) => close(text, start, &mut lines, &mut given),
            Some(("TY", kind)) => {
                if !lines.is_empty() {
                    let message =
                        "the record above is never closed; add a line ‘ER  - ’ before this";
                    given.faults.push(Fault::at(text, at, message));
                    close(text, start, &mut lines, &mut given);
                }
                start = at;
                lines.push(("TY", kind.to_owned()));
            }
            Some(tagged) if !lines.is_empty() => lines.push((tagged.0, tagged.1.to_owned())),
            Some((tag, _)) => {
                let message = format!("‘{tag}’ stands in no record; begin one with ‘TY  - NEWS’");
                given.faults.push(Fault::at(text, at, &message));
            }
            None if is_end && !lines.is_empty() => {
                close(text, start, &mut lines, &mut given);
            }
            // A long value goes on in the next line.
            None => {
                if let Some((_, value)) = lines.last_mut().filter(|_| !line.trim().is_empty()) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
        at += line.len();
    }
    given
}

/// Makes a record of lines, and empties them.
fn close(text: &str, at: usize, lines: &mut Vec<(&str, String)>, given: &mut Given) {
    let taken = std::mem::take(lines);
    if taken.is_empty() {
        return;
    }
    let record = of_lines(&taken);
    if record.is_empty() {
        let message = "this record has neither title nor author; add a line ‘TI  - ’";
        given.faults.push(Fault::at(text, at, message));
    } else {
        given.add(record);
    }
}

fn of_lines(lines: &[(&str, String)]) -> Record {
    let mut record = Record {
        id: None,
        key: None,
        made: Made::Given { kind: Safe::line("document") },
        title: None,
        sentence: None,
        authors: Vec::new(),
        source: None,
        published: None,
        accessed: None,
        url: None,
        language: None,
        rest: std::collections::BTreeMap::new(),
    };
    let (mut year, mut last_page) = (None, None);
    for (tag, value) in lines {
        let text = Some(trimmed(value)).filter(|text| !text.is_empty());
        let Some(text) = text else { continue };
        match *tag {
            "TY" => {
                let kind = KINDS.iter().find(|(known, _)| *known == &*text);
                record.made =
                    Made::Given { kind: Safe::line(kind.map_or("document", |(_, kind)| kind)) };
            }
            "AU" | "A1" => record.authors.extend(person(&text)),
            "TI" | "T1" => record.title = record.title.or(Some(text)),
            "T2" | "JO" | "JF" | "JA" | "BT" => record.source = record.source.or(Some(text)),
            "PY" | "Y1" => year = year.or(parse(&text)),
            "DA" => record.published = parse(&text),
            "Y2" => record.accessed = parse(&text),
            "UR" => record.url = record.url.or(Some(text)),
            "LA" => record.language = Some(text),
            "ID" => record.key = Some(text),
            "SP" => put(&mut record, "page", &text),
            "EP" => last_page = Some(text),
            "SN" => put(&mut record, if text.len() < 10 { "ISSN" } else { "ISBN" }, &text),
            "A2" => put(&mut record, "editor", &text),
            "N2" => put(&mut record, "abstract", &text),
            "N1" => match variable_of(&text) {
                Some(("type", kind)) => record.made = Made::Given { kind: Safe::line(kind) },
                Some((variable, value)) => put(&mut record, variable, &trimmed(value)),
                None => put(&mut record, "note", &text),
            },
            tag => {
                let known = TEXTS.iter().chain(&NAMES).find(|(known, _)| *known == tag);
                if let Some((_, variable)) = known {
                    put(&mut record, variable, &text);
                }
            }
        }
    }
    record.published = record.published.or(year);
    if let (Some(Rest::Text(first)), Some(last)) = (record.rest.get_mut("page"), last_page) {
        *first = Safe::line(&format!("{first}-{last}"));
    }
    record
}

/// Adds a value; of a text that is there already, behind it.
fn put(record: &mut Record, variable: &str, value: &Safe) {
    let name = variable.to_owned();
    if csl::NAMES.contains(&variable) {
        let names = record.rest.entry(name).or_insert_with(|| Rest::Names(Vec::new()));
        if let Rest::Names(names) = names {
            names.extend(person(value));
        }
        return;
    }
    let date = if csl::DATES.contains(&variable) { parse(value) } else { None };
    if let Some(date) = date {
        record.rest.insert(name, Rest::Date(date));
    } else if let Some(Rest::Text(text)) = record.rest.get_mut(variable) {
        let between = if variable == "keyword" { ", " } else { "; " };
        *text = Safe::line(&format!("{text}{between}{value}"));
    } else {
        record.rest.insert(name, Rest::Text(value.clone()));
    }
}

/// The variable that a note names, and its value.
fn variable_of(note: &str) -> Option<(&str, &str)> {
    let (name, value) = note.split_once(": ")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let is_known = name == "type" || csl::is_variable(name);
    (is_name && is_known && !value.trim().is_empty()).then_some((name, value))
}

/// A name that is written family first; without a comma it stays whole.
fn person(text: &str) -> Option<Name> {
    let mut parts = text.split(',').map(trimmed);
    let family = parts.next().unwrap_or_default();
    let mut part = || parts.next().filter(|part| !part.is_empty());
    if !text.contains(',') {
        return named(Name::Literal(family));
    }
    let (given, suffix) = (part(), part());
    let joint = super::bib::joint(&family);
    let (particle, family) = family.split_at(joint);
    let particle = Some(Safe::line(particle)).filter(|particle| !particle.is_empty());
    named(Name::Person { family: Safe::line(family), given, particle, suffix })
}

fn parse(text: &str) -> Option<Date> {
    let is_year = |year: &str| year.bytes().all(|byte| byte.is_ascii_digit());
    if !text.split('/').next().is_some_and(is_year) {
        return Date::parse(text);
    }
    let mut parts = text.splitn(4, '/');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if let Some(exact) = parts.next().and_then(Date::parse) {
        return Some(exact);
    }
    let dashed = [Some(year), month, day].into_iter().flatten().filter(|part| !part.is_empty());
    Date::parse(&dashed.collect::<Vec<_>>().join("-"))
}
