//! One article in the output of a command: cells, or an object of JSON.

use std::collections::HashSet;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::error::CliError;
use super::files;
use super::out::Out;
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
    /// The tags of its file, and those that the reader gave it.
    pub(super) tags: Vec<Safe>,
    /// The passage that matches what was searched for.
    pub(super) snippet: Option<Safe>,
}

/// Paths for another program, each file once however many articles it holds.
#[derive(Default)]
pub(super) struct Paths(HashSet<PathBuf>);

impl Paths {
    /// Writes the path of an article, unless it was written before.
    pub(super) fn write(&mut self, location: &Location, out: &mut Out) -> Result<(), CliError> {
        let is_new = self.0.insert(location.file.clone());
        if is_new { out.path(&location.file) } else { Ok(()) }
    }
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

/// An article without its text; the names of the fields are those of `extract`.
pub(super) fn object(listed: &Listed) -> Value {
    let Listed { id, location, meta, .. } = listed;
    let mut object = facts(*id, location, meta);
    object.extend([
        ("tags".to_owned(), listed.tags.iter().map(Safe::to_string).collect()),
        ("starred".to_owned(), listed.is_starred.into()),
        ("read".to_owned(), listed.is_read.into()),
        ("snippet".to_owned(), listed.snippet.as_deref().into()),
        ("provenance".to_owned(), provenance(meta).into()),
    ]);
    object.into()
}

/// What is known about an article and where it is: the fields that every
/// object of an article begins with.
pub(super) fn facts(id: ArticleId, location: &Location, meta: &Meta) -> Map<String, Value> {
    let text = |field: &Option<Sourced<Safe>>| field.as_ref().map(|field| field.value.to_string());
    let date = |field: Option<Sourced<When>>| field.map(|field| field.value.to_string());
    let authors = meta.authors.iter().flat_map(|authors| &authors.value);
    let tags = meta.tags.iter().flat_map(|tags| &tags.value);
    let facts = [
        ("id", json!(id.to_string())),
        ("path", json!(location.file.to_string_lossy())),
        ("item", json!(files::item(location).map(Safe::to_string))),
        ("title", json!(text(&meta.title))),
        ("byline", json!(byline(meta))),
        ("authors", authors.map(author).collect()),
        ("source", json!(text(&meta.source))),
        ("published", json!(date(meta.published))),
        ("updated", json!(date(meta.updated))),
        ("accessed", json!(date(meta.accessed))),
        ("url", json!(text(&meta.url))),
        ("language", json!(text(&meta.language))),
        ("tags", tags.map(Safe::to_string).collect()),
    ];
    facts.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

/// The names of the authors as they are printed, parted by semicolons.
fn byline(meta: &Meta) -> Option<String> {
    let authors = &meta.authors.as_ref()?.value;
    Some(authors.iter().map(Name::to_string).collect::<Vec<_>>().join("; "))
}

/// The parts of a name.
fn author(name: &Name) -> Value {
    match name {
        Name::Literal(name) => json!({"literal": &**name}),
        Name::Person { family, given, particle, suffix } => json!({
            "family": &**family,
            "given": given.as_deref(),
            "particle": particle.as_deref(),
            "suffix": suffix.as_deref(),
        }),
    }
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
