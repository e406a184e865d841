//! The articles that a command is about, in the order in which they are named.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::Path;

use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::input::Input;
use super::out::Out;
use crate::archive::{ArchiveError, BETWEEN, Location, Read, Stream, Why};
use crate::article::{ArticleId, Corrected, Safe};
use crate::format::Document;
use crate::state::Correction;

/// An article that was found under a path.
pub(super) struct Found<T> {
    /// Its identity.
    pub(super) id: ArticleId,
    /// Where it is; the file as the path was given.
    pub(super) location: Location,
    /// What was made of it.
    pub(super) made: T,
}

/// The path of a file, to be shown.
pub(super) fn path(location: &Location) -> Safe {
    Safe::line(&location.file.to_string_lossy())
}

/// The path of a file, and for an item its key, to be shown.
pub(super) fn place(location: &Location) -> Safe {
    match item(location) {
        Some(key) => Safe::line(&format!("{}{BETWEEN}{key}", path(location))),
        None => path(location),
    }
}

/// The key of an item of a file that holds many articles.
pub(super) fn item(location: &Location) -> Option<&Safe> {
    location.item.as_ref().map(|part| &part.key)
}

/// Reads the articles under some paths, on all cores; for each, in the order
/// of the paths, of the names of files and of the items in them, `write` gets
/// what `make` made of it, as soon as it is its turn.
///
/// They are as the reader corrected them. What cannot be read is told in its
/// place, and the rest goes on; an error of `write` ends it.
pub(super) fn each<T: Send>(
    input: &Input,
    source: &Source,
    out: &mut Out,
    make: impl Fn(&Location, Document) -> T + Sync,
    mut write: impl FnMut(Found<T>, &mut Out) -> Result<Exit, CliError>,
) -> Result<Exit, CliError> {
    each_outcome(input, source, out, make, |location, outcome, out| match outcome {
        Ok(found) => write(found, out),
        Err(error) => Ok(complain(location, &error, out)),
    })
}

/// The same, but `write` gets what cannot be read as well, in its place.
pub(super) fn each_outcome<T: Send>(
    input: &Input,
    source: &Source,
    out: &mut Out,
    make: impl Fn(&Location, Document) -> T + Sync,
    mut write: impl FnMut(&Location, Result<Found<T>, ArchiveError>, &mut Out) -> Result<Exit, CliError>,
) -> Result<Exit, CliError> {
    let corrections = source.corrections().unwrap_or_else(|trouble| {
        out.remark(&trouble);
        Vec::new()
    });
    let mut stream = Stream::new(input.paths.clone());
    stream.recall(source.sightings());
    for (id, corrected) in by_article(&corrections) {
        stream.correct(id, corrected);
    }
    let mut all = Ok(Exit::Nothing);
    out.begin_progress();
    let given = |Location { file, item }| Location { file: input.given(file), item };
    let make = |location: &Location, document| make(&given(location.clone()), document);
    stream.each(make, |Read { id, location, outcome, .. }, progress| {
        let location = given(location);
        let place = location.clone();
        let found = outcome.map(|made| Found { id, location, made });
        let done = write(&place, found, out);
        // Whoever reads the output need not wait for the next article.
        let done = done.and_then(|exit| out.flush().map(|()| exit));
        out.show_progress(progress);
        match (&mut all, done) {
            (Ok(exit), Ok(done)) => *exit = exit.and(done),
            (all, done) => *all = done,
        }
        if all.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    out.end_progress();
    all
}

/// Says why something cannot be read.
pub(super) fn complain(location: &Location, error: &ArchiveError, out: &mut Out) -> Exit {
    match error.why {
        Why::Empty => {
            out.remark(&format_args!("no articles in ‘{}’", location.file.display()));
            Exit::Nothing
        }
        Why::Gone if !exists(&location.file) => {
            out.complain(&CliError::no_such_path(&location.file, String::new()))
        }
        _ => out.complain(error),
    }
}

/// What the reader says, article by article.
fn by_article(corrections: &[Correction]) -> HashMap<ArticleId, Corrected> {
    let mut articles: HashMap<ArticleId, Corrected> = HashMap::new();
    for correction in corrections {
        let corrected = articles.entry(correction.id).or_default();
        corrected.insert(correction.field, correction.value.clone());
    }
    articles
}

/// Whether there is something at a path, even if nobody can read it.
pub(super) fn exists(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}
