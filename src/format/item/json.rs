//! Reads an item that is an object of JSON: of JSON Feed, of an export, of a
//! data set.
//!
//! Sources: JSON Feed 1 and 1.1, and what exports and collections of news call
//! their fields, which is one table for all structured sources
//! ([`Record`](crate::format::record::Record)).

mod kept;
mod value;

use url::Url;

use super::{Beside, STATED, fold_facts, notes, prose, state_deck};
use crate::article::{Field, Origin, Safe};
use crate::format::container::{Container, Head};
use crate::format::damage::Characters;
use crate::format::record::{Entry, Statement};
use crate::format::{Reading, encoding, html};
use value::Json;
pub(super) use value::moment;

/// What holds the text, best first.
const TEXT: &[&str] = &[
    "content_html",
    "content_text",
    "content",
    "maintext",
    "text",
    "body",
    "article",
    "html",
    "summary",
    "description",
];

/// Whether the text of an article stands under this name.
pub(in crate::format) fn is_text(name: &str) -> bool {
    TEXT.contains(&name)
}

/// What sums the text up.
const SUMMARY: &[&str] = &["summary", "description"];

/// What an item calls itself, best first.
const KEYS: &[&str] = &["id", "guid", "url", "link", "slug"];

/// Reads an item; the error says what is no JSON, or not an object.
/// A text that lies beside the list goes before the one in the item.
pub(super) fn read(
    bytes: &[u8],
    head: &Head,
    beside: &Beside,
    characters: &mut Characters,
) -> Result<Reading, String> {
    let text = String::from_utf8_lossy(bytes);
    let mut json: Json = serde_json::from_str(&text).map_err(|error| reason(&error))?;
    // Here, since they may have been escaped.
    json.each_text(&mut |text| characters.mend(text));
    let Json::Map(fields) = json else { return Err("this is no object of JSON".to_owned()) };
    let mut reading = Reading::default();
    let said = |name: &&&str| {
        let (rank, (_, value)) = fields.iter().enumerate().find(|(_, (key, _))| key == **name)?;
        Some((rank, value.text().filter(|text| !text.trim().is_empty())?))
    };
    let text = TEXT.iter().find_map(|name| said(&name));
    let base = fields.iter().find(|(key, _)| key == "url").and_then(|(_, value)| value.text());
    let base = base.and_then(|url| Url::parse(url).ok());
    let mut decoded = |bytes: &Option<Vec<u8>>| {
        let mut text = encoding::decode(bytes.as_deref()?).ok()?.text.into_owned();
        characters.mend(&mut text);
        Some(text)
    };
    let page = decoded(&beside.page);
    let text = if page.is_some() { None } else { text };
    if let Some(page) = &page {
        prose::put_either(page, base.as_ref(), &mut reading);
    } else if let Some((rank, words)) = text {
        match &*fields[rank].0 {
            "content_text" => prose::put(words, &mut reading),
            _ => prose::put_either(words, base.as_ref(), &mut reading),
        }
    }
    let rank = text.map(|(rank, _)| rank);
    let others =
        || fields.iter().enumerate().filter(|(at, _)| Some(*at) != rank).map(|(_, field)| field);
    let is_of_article = |key: &str| match head.container {
        // Of the entry in the reader's list, not of the article.
        Container::Wallabag => key != "updated_at",
        Container::Omnivore => key != "updatedAt",
        _ => true,
    };
    let is_told = |(key, _): &&(String, Json)| is_of_article(key) && !SUMMARY.contains(&&**key);
    let entries: Vec<Entry> =
        others().filter(is_told).map(|(key, value)| entry(key, value)).collect();
    reading.record.entries(&entries, Origin::Entry);
    if let Some((rank, summary)) =
        SUMMARY.iter().find_map(|name| said(&name)).filter(|(at, _)| Some(*at) != rank)
    {
        state_deck(&html::as_line(summary), &fields[rank].0, &mut reading);
    }
    for (field, name) in AROUND {
        if let Some(value) = head.says(&[name]) {
            let (values, key) = (&[value.to_owned()], &*format!("feed {name}"));
            reading.record.state(&Statement { field: *field, values, from: STATED, key, at: None });
        }
    }
    let facts: Vec<String> =
        others().map(|(key, value)| format!("{key}: {}", value.line())).collect();
    fold_facts(&facts, &mut reading);
    reading.kept = kept::of(&fields, head.container);
    match decoded(&beside.notes) {
        Some(text) => reading.kept.merge(notes::read(&text)),
        None if beside.notes.is_some() => {
            reading.warnings.push(Safe::line("the notes that lie beside it are no text"));
        }
        None => {}
    }
    Ok(reading)
}

/// What a JSON Feed says of its items, where they do not.
const AROUND: &[(Field, &str)] = &[
    (Field::Source, "title"),
    (Field::Authors, "authors"),
    (Field::Authors, "author"),
    (Field::Language, "language"),
];

/// What the item calls itself; only this of it is kept.
pub(super) fn key(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let names: value::Names = serde_json::from_str(text).ok()?;
    let said =
        |name: &&str| names.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    KEYS.iter().find_map(said)
}

/// What the files are called after that belong to what Omnivore exports.
pub(in crate::format) fn slug(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let names: value::Names = serde_json::from_str(text).ok()?;
    let slug = names.0.into_iter().find(|(key, _)| key == "slug")?.1;
    let is_name = !slug.is_empty() && slug.len() <= 200 && !slug.contains(['/', '\\', '\0']);
    is_name.then_some(slug)
}

/// What stands around the items of a JSON Feed.
pub(in crate::format) fn around(text: &str) -> Vec<(String, String)> {
    let Ok(Json::Map(fields)) = serde_json::from_str(text) else { return Vec::new() };
    let lines = fields.into_iter().map(|(key, value)| (key, value.values().join("; ")));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

/// What is wrong with some JSON, and where in it.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    // The line is that of the item, not of the file.
    let words = words.split(" at line ").next().unwrap_or(&words);
    format!("{words} (byte {} of its last line)", error.column())
}

fn entry(key: &str, value: &Json) -> Entry {
    let is_time = ["date", "time", "publish", "created", "updated", "modif", "_at"];
    let moment = match value {
        Json::Number(number) if is_time.iter().any(|word| key.to_lowercase().contains(word)) => {
            value::moment(number)
        }
        _ => None,
    };
    let values = moment.map_or_else(|| value.values(), |moment| vec![moment]);
    let is_shown = ["title", "headline"].contains(&key);
    let read = |value: String| if is_shown { html::as_line(&value) } else { value };
    let values = values.into_iter().map(read).filter(|value| !value.trim().is_empty()).collect();
    Entry { key: key.to_owned(), values, at: None }
}
