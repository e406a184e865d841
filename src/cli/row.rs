//! One article in the output of a command: cells, or an object of JSON.

use serde_json::{Map, Value, json};

use super::{extract, files};
use crate::archive::Location;
use crate::article::{ArticleId, Field, Meta, Name, Safe, Sourced, When};

/// What is told of an article without its text.
pub(super) struct Listed {
    /// Its identity.
    pub(super) id: ArticleId,
    /// Where it is; the file as the path was given.
    pub(super) location: Location,
    /// What is known about it.
    pub(super) meta: Meta,
    /// Whether it has a star, as the reader says and else its file.
    pub(super) is_starred: bool,
    /// Whether it was read, likewise.
    pub(super) is_read: bool,
    /// The passage that matches what was searched for.
    pub(super) snippet: Option<Safe>,
}

/// Date, source, headline and path; what is not known is empty.
pub(super) fn columns(listed: &Listed) -> [Safe; 4] {
    let text = |field: &Option<Sourced<Safe>>| {
        field.as_ref().map(|field| field.value.clone()).unwrap_or_default()
    };
    let meta = &listed.meta;
    let published = meta.published.map(|published| day(published.value)).unwrap_or_default();
    [Safe::line(&published), text(&meta.source), text(&meta.title), files::path(&listed.location)]
}

/// The date without the time: as many characters in every row.
fn day(when: When) -> String {
    when.date().map_or_else(|| when.to_string(), |date| date.to_string())
}

/// The fields as `extract` names them.
pub(super) fn object(listed: &Listed) -> Value {
    let text = |field: &Option<Sourced<Safe>>| field.as_ref().map(|field| field.value.to_string());
    let date = |field: Option<Sourced<When>>| field.map(|field| field.value.to_string());
    let Listed { id, location, meta, .. } = listed;
    let authors = meta.authors.iter().flat_map(|authors| &authors.value);
    let tags = meta.tags.iter().flat_map(|tags| &tags.value);
    json!({
        "id": id.to_string(),
        "path": location.file.to_string_lossy(),
        "item": files::item(location).map(Safe::to_string),
        "title": text(&meta.title),
        "byline": extract::byline(meta),
        "authors": authors.map(extract::author).collect::<Vec<_>>(),
        "source": text(&meta.source),
        "published": date(meta.published),
        "updated": date(meta.updated),
        "accessed": date(meta.accessed),
        "url": text(&meta.url),
        "language": text(&meta.language),
        "tags": tags.map(Safe::to_string).collect::<Vec<_>>(),
        "starred": listed.is_starred,
        "read": listed.is_read,
        "snippet": listed.snippet.as_ref().map(Safe::to_string),
        "provenance": provenance(meta),
    })
}

/// Where each field was read, and whether that is certain.
fn provenance(meta: &Meta) -> Map<String, Value> {
    let of = |field: &Field| {
        let provenance = meta.provenance(*field)?;
        let (from, certain) = (provenance.origin.name(), provenance.is_certain);
        Some((field.name().to_owned(), json!({"from": from, "certain": certain})))
    };
    Field::ALL.iter().filter_map(of).collect()
}

/// The names as they are printed, for a table of figures.
pub(super) fn names(authors: &[Name]) -> impl Iterator<Item = String> {
    authors.iter().map(Name::to_string)
}
