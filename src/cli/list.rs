//! `newsread list`: articles, one a line.

use serde_json::json;

use super::arguments::List;
use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::json::Line;
use super::out::Out;
use super::read::roots;
use crate::archive::Location;
use crate::article::{Meta, Safe, Sourced, When};
use crate::format::Document;

/// Prints date, source, headline and path of every article, with tabs between
/// them; what is not known is empty.
pub(super) fn list(wanted: List, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let config = if wanted.paths.is_empty() { Some(source.config()?) } else { None };
    let roots = roots(wanted.paths, config.as_ref(), source.places.as_ref())?;
    let write = |found: Found<Meta>, out: &mut Out| {
        if wanted.json {
            out.json(&Line::of(&object(&found)))?;
        } else {
            out.row(&columns(&found))?;
        }
        Ok(Exit::Done)
    };
    let make = |_: &Location, document: Document| document.article.meta;
    files::each(roots.paths.clone(), source, out, make, write)
}

fn columns(found: &Found<Meta>) -> [Safe; 4] {
    let text = |field: &Option<Sourced<Safe>>| {
        field.as_ref().map(|field| field.value.clone()).unwrap_or_default()
    };
    let published = found.made.published.map(|published| day(published.value)).unwrap_or_default();
    [
        Safe::line(&published),
        text(&found.made.source),
        text(&found.made.title),
        files::path(&found.location),
    ]
}

/// The date without the time: as many characters in every row.
fn day(when: When) -> String {
    when.date().map_or_else(|| when.to_string(), |date| date.to_string())
}

fn object(found: &Found<Meta>) -> serde_json::Value {
    let text = |field: &Option<Sourced<Safe>>| field.as_ref().map(|field| field.value.to_string());
    let meta = &found.made;
    json!({
        "id": found.id.to_string(),
        "path": found.location.file.to_string_lossy(),
        "item": files::item(&found.location).map(Safe::to_string),
        "title": text(&meta.title),
        "byline": super::extract::byline(meta),
        "source": text(&meta.source),
        "published": meta.published.map(|published| published.value.to_string()),
        "url": text(&meta.url),
        "language": text(&meta.language),
    })
}
