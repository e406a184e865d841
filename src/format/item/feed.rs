//! Reads an item of RSS, RDF or Atom.
//!
//! Sources: RSS 0.91 to 2.0, RSS 1.0 with its modules `content` and `dc`, Atom
//! 0.3 and 1.0 (RFC 4287). One table says what each field may be called, best
//! name first; what the feed says of all its items comes last.

use std::slice;

use url::Url;

use super::elements::{self, Element};
use super::{STATED, fold_facts, prose, state_deck};
use crate::article::{Field, Provenance};
use crate::format::container::Head;
use crate::format::record::Statement;
use crate::format::{Reading, html};

/// What holds the whole text, best first.
const TEXT: &[&str] = &["content:encoded", "content", "body"];

/// What holds the text where nothing else does, else a summary of it.
const SUMMARY: &[&str] = &["description", "summary", "dc:description", "itunes:summary"];

/// What the fields are called.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["title", "dc:title", "media:title", "itunes:title"]),
    (Field::Authors, &["author/name", "dc:creator", "author", "itunes:author"]),
    (Field::Source, &["source/title", "source", "dc:publisher"]),
    (
        Field::Published,
        &[
            "pubDate",
            "published",
            "issued",
            "dc:date",
            "dcterms:issued",
            "dcterms:created",
            "created",
        ],
    ),
    (Field::Updated, &["updated", "modified", "dcterms:modified"]),
    (Field::Language, &["dc:language", "language"]),
    (Field::Tags, &["category", "dc:subject"]),
];

/// What the feed says of its items, where they do not.
const AROUND: &[(Field, &[&str])] = &[
    (Field::Source, &["title", "dc:title"]),
    (Field::Authors, &["author/name"]),
    (Field::Language, &["language", "dc:language", "xml:lang"]),
];

/// Reads an item; the error says what is no XML.
pub(super) fn read(xml: &str, head: &Head) -> Result<Reading, String> {
    let elements = elements::read(xml, &head.prefixes)?.elements;
    let mut reading = Reading::default();
    let link = link(&elements);
    let base = link.as_ref().map(|(_, address)| &**address).or_else(|| head.says(&["link"]));
    let base = base.and_then(|address| Url::parse(address).ok());
    let (texts, summaries) = (named(&elements, TEXT), named(&elements, SUMMARY));
    let text = texts.first().or(summaries.first()).copied();
    if let Some(text) = text {
        put(text, base.as_ref(), &mut reading);
    }
    let facts: Vec<String> = elements
        .iter()
        .filter(|element| !text.is_some_and(|text| std::ptr::eq(text, *element)))
        .map(Element::line)
        .collect();
    for (field, names) in NAMES {
        state(*field, &named(&elements, names), &mut reading);
    }
    if let Some((key, address)) = link {
        let said = Statement { field: Field::Url, values: &[address], from: STATED, key, at: None };
        reading.record.state(&said);
    }
    if reading.record.meta.published.is_none() {
        // Atom demands this date of every entry, and the other of none.
        for element in named(&elements, &["updated", "modified"]) {
            let from = Provenance { is_certain: false, ..STATED };
            let (values, key) = (slice::from_ref(&element.text), &*element.name);
            let said = Statement { field: Field::Published, values, from, key, at: None };
            reading.record.state(&said);
        }
    }
    if !texts.is_empty()
        && let Some(summary) = summaries.first()
    {
        state_deck(&html::as_line(&summary.text), &summary.name, &mut reading);
    }
    for (field, names) in AROUND {
        for name in *names {
            if let Some(value) = head.says(&[name]) {
                let (values, key) = (&[value.to_owned()], &*format!("channel {name}"));
                let said = Statement { field: *field, values, from: STATED, key, at: None };
                reading.record.state(&said);
            }
        }
    }
    fold_facts(&facts, &mut reading);
    Ok(reading)
}

/// What an item calls itself: its id, its address, else its headline. In one
/// of more than a MiB it is not looked for, since nothing bounds that time.
pub(super) fn key(xml: &str, head: &Head) -> Option<String> {
    (xml.len() <= 1 << 20).then_some(())?;
    let elements = elements::read(xml, &head.prefixes).ok()?.elements;
    let said = named(&elements, &["guid", "id"]).first().map(|element| element.text.clone());
    let title = || named(&elements, &["title"]).first().map(|title| html::as_line(&title.text));
    said.or_else(|| Some(link(&elements)?.1)).or_else(title)
}

/// The elements with these names, in the order of the names.
fn named<'a>(elements: &'a [Element], names: &[&str]) -> Vec<&'a Element> {
    let of = |name| elements.iter().filter(move |element| element.name == name);
    names.iter().flat_map(|name| of(*name)).collect()
}

/// The address of an item, and the element that says it.
fn link(elements: &[Element]) -> Option<(&'static str, String)> {
    let is_page = |element: &&Element| {
        matches!(element.attribute("rel"), None | Some("alternate"))
            && element.attribute("type").is_none_or(|kind| kind.contains("html"))
    };
    let found = |name: &'static str| {
        let mut all = named(elements, &[name]).into_iter().filter(is_page);
        all.find_map(|element| Some((name, element.address())).filter(|(_, at)| !at.is_empty()))
    };
    let guid = || {
        let guid = named(elements, &["guid"]).into_iter().next()?;
        let is_address = guid.attribute("isPermaLink").is_none_or(|is| is != "false")
            && guid.text.trim().starts_with("http");
        is_address.then(|| ("guid", guid.text.trim().to_owned()))
    };
    found("feedburner:origLink")
        .or_else(|| found("link"))
        .or_else(|| found("atom:link"))
        .or_else(guid)
}

/// States a field: all values of the best name there is.
fn state(field: Field, elements: &[&Element], reading: &mut Reading) {
    let mut rest = elements;
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|element| element.name != first.name).unwrap_or(rest.len());
        let values: Vec<String> = rest[..end].iter().map(|element| value(field, element)).collect();
        let from = STATED;
        reading.record.state(&Statement {
            field,
            values: &values,
            from,
            key: &first.name,
            at: None,
        });
        rest = &rest[end..];
    }
}

fn value(field: Field, element: &Element) -> String {
    let text = match field {
        Field::Tags if element.text.trim().is_empty() => {
            element.attribute("label").or(element.attribute("term")).unwrap_or_default()
        }
        _ => &element.text,
    };
    let line = html::as_line(text);
    match field {
        Field::Authors => person(&line),
        _ => line,
    }
}

/// The name in what RSS calls an author: `desk@gazette.example (Ada Quill)`.
fn person(line: &str) -> String {
    match line.split_once('(') {
        Some((address, name)) if address.contains('@') => {
            name.trim_end_matches(')').trim().to_owned()
        }
        _ => line.to_owned(),
    }
}

/// Puts the text of an item into blocks.
fn put(element: &Element, base: Option<&Url>, reading: &mut Reading) {
    let kind = element.attribute("type").unwrap_or_default();
    match kind {
        "text" | "text/plain" if !element.is_markup => prose::put(&element.text, reading),
        _ if element.is_markup || prose::is_markup(&element.text) => {
            html::content(&element.text, base, reading);
        }
        _ => prose::put_loose(&element.text, reading),
    }
}
