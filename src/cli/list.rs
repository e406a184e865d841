//! `newsread list`: articles, one a line.

use std::path::Path;

use super::arguments::{Archives, List};
use super::config::Source;
use super::desk::{Desk, query};
use super::error::CliError;
use super::exit::Exit;
use super::files::{self, Found};
use super::input::{Input, is_stdin};
use super::json::Line;
use super::out::Out;
use super::read::roots;
use super::row::{Listed, Paths, columns, object};
use crate::archive::Location;
use crate::article::{Kept, Meta};
use crate::format::Document;
use crate::search::Order;
use crate::search::facts::distinct_tags;
use crate::search::query::names_a_field;
use crate::state::Marks;

/// Prints date, source, headline and path of every article, with tabs between
/// them; what is not known is empty.
///
/// Those that match a query come the newest first, and so do all from an index;
/// without one, all come as they are read, in the order of their files.
pub(super) fn list(wanted: List, source: &Source, out: &mut Out) -> Result<Exit, CliError> {
    let List { json, print0, mut archives, asked } = wanted;
    let mut words = Vec::new();
    let are_named = !archives.paths.is_empty();
    for asked in asked {
        match asked.to_str().filter(|_| are_named || !is_path(&asked)) {
            Some(word) => words.push(word.to_owned()),
            None => archives.paths.push(asked),
        }
    }
    let mut paths = Paths::default();
    let mut write = |listed: &Listed, out: &mut Out| match (print0, json) {
        (true, _) => paths.write(&listed.location, out),
        (_, true) => out.json(&Line::of(&object(listed))),
        _ => out.row(&columns(listed)),
    };
    if words.is_empty() && !has_index(&archives, source)? {
        return list_all(archives, source, out, &mut write);
    }
    let query = query(&words, out);
    let desk = Desk::open(archives, source, out)?;
    let mut exit = Exit::Nothing;
    let is_quoted = json && !words.is_empty();
    desk.each(&query, Order::Newest, usize::MAX, is_quoted, |row| {
        let Some(listed) = desk.listed(row) else { return Ok(()) };
        exit = Exit::Done;
        write(&listed, out)
    })?;
    Ok(desk.exit.and_found(exit))
}

/// Whether an argument leads somewhere, or is written like a path: with a slash, but not
/// as a field of a query and its value, or as an expression.
fn is_path(asked: &Path) -> bool {
    let text = asked.to_string_lossy();
    let is_expression = text.starts_with('/')
        && (text.ends_with('/') || text.ends_with("/i"))
        && text.contains(['[', '(', '\\', '*', '+', '?', '|', '^', '$', '{']);
    files::exists(asked)
        || is_stdin(asked)
        || asked.components().count() > 1 && !names_a_field(&text) && !is_expression
}

/// Whether the archive that is named, or that of the configuration, has an
/// index that can be asked.
fn has_index(archives: &Archives, source: &Source) -> Result<bool, CliError> {
    if !archives.paths.iter().all(|path| path.is_dir()) {
        return Ok(false);
    }
    let config = if archives.paths.is_empty() { Some(source.config()?) } else { None };
    let roots = roots(archives.paths.clone(), config.as_ref(), source.places.as_ref())?;
    Ok(roots.archive(source.places.as_ref()).has_index())
}

fn list_all(
    archives: Archives,
    source: &Source,
    out: &mut Out,
    write: &mut impl FnMut(&Listed, &mut Out) -> Result<(), CliError>,
) -> Result<Exit, CliError> {
    let config = if archives.paths.is_empty() { Some(source.config()?) } else { None };
    let roots = roots(archives.paths, config.as_ref(), source.places.as_ref())?;
    // What is wrong with the state is told with the corrections.
    let marks = source.marks().unwrap_or_default();
    let make = |_: &Location, document: Document| {
        let Document { article, .. } = document;
        (article.meta, article.kept)
    };
    let write = |found: Found<(Meta, Kept)>, out: &mut Out| {
        write(&listed(found, &marks), out).map(|()| Exit::Done)
    };
    files::each(&Input::of(roots.paths.clone())?, source, out, make, write)
}

fn listed(found: Found<(Meta, Kept)>, marks: &Marks) -> Listed {
    let Found { id, location, made: (meta, kept) } = found;
    Listed {
        id,
        location,
        tags: distinct_tags(id, &meta, marks),
        meta,
        is_starred: marks.says_starred(id).unwrap_or(kept.is_starred == Some(true)),
        is_read: marks.says_read(id).unwrap_or(kept.is_read == Some(true)),
        snippet: None,
    }
}
