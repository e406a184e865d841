//! The articles that a command is about, in the order in which they are named.
//!
//! Each path is an archive of its own, so that what is said of a file does not
//! depend on the others, and a file that is named twice is read twice.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::config::Source;
use super::error::CliError;
use super::exit::Exit;
use super::out::Out;
use crate::archive::{Archive, BETWEEN, Location, Read};
use crate::article::{Article, ArticleId, Corrected, Safe};
use crate::state::Correction;

/// An article that was found under a path.
pub(super) struct Found<'a, T> {
    /// Its identity.
    pub(super) id: ArticleId,
    /// Where it is; the file as the path was given.
    pub(super) location: &'a Location,
    /// Reads it again, with its source.
    pub(super) archive: &'a Archive,
    /// What was kept of it.
    pub(super) kept: T,
}

impl<T> Found<'_, T> {
    /// The path of its file, to be shown.
    pub(super) fn path(&self) -> Safe {
        Safe::line(&self.location.file.to_string_lossy())
    }

    /// The key of an item of a file that holds many articles.
    pub(super) fn item(&self) -> Option<&Safe> {
        self.location.item.as_ref().map(|part| &part.key)
    }

    /// The path of its file, and for an item its key, to be shown.
    pub(super) fn place(&self) -> Safe {
        match self.item() {
            Some(key) => Safe::line(&format!("{}{BETWEEN}{key}", self.path())),
            None => self.path(),
        }
    }
}

/// Reads the articles under some paths; for each, in the order of the paths
/// and then of the names of files, `write` gets what `keep` made of it.
///
/// They are as the reader corrected them. What cannot be read is told, and the
/// rest goes on.
pub(super) fn each<T>(
    paths: &[PathBuf],
    source: &Source,
    out: &mut Out,
    mut keep: impl FnMut(Article) -> T,
    mut write: impl FnMut(Found<'_, T>, &mut Out) -> Result<Exit, CliError>,
) -> Result<Exit, CliError> {
    let corrections = source.corrections().unwrap_or_else(|trouble| {
        out.remark(&trouble);
        Vec::new()
    });
    let mut exit = Exit::Nothing;
    for path in paths {
        if !exists(path) {
            exit = exit.and(out.complain(&CliError::no_such_path(path, String::new())));
            continue;
        }
        let archive = Archive::new(vec![path.clone()]);
        for (id, corrected) in by_article(&corrections) {
            archive.correct(id, corrected);
        }
        let found = ingest(&archive, &mut keep);
        if found.is_empty() {
            out.remark(&format_args!("no articles in ‘{}’", path.display()));
        }
        for (location, id, outcome) in found {
            let done = match outcome {
                Ok(kept) => write(Found { id, location: &location, archive: &archive, kept }, out)?,
                Err(error) => out.complain(&error),
            };
            exit = exit.and(done);
        }
    }
    Ok(exit)
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

type Outcome<T> = Result<T, crate::archive::ArchiveError>;

/// Reads a whole archive, on all cores, and puts it in order.
fn ingest<T>(
    archive: &Archive,
    keep: &mut impl FnMut(Article) -> T,
) -> Vec<(Location, ArticleId, Outcome<T>)> {
    let mut found = Vec::new();
    let mut ranks = HashMap::new();
    archive.ingest(&AtomicBool::new(false), |reads, _| {
        for Read { location, id, outcome, .. } in reads {
            let read = (location, id, outcome.map(&mut *keep));
            // What comes again replaces what came before.
            match ranks.insert(id, found.len()) {
                Some(before) => {
                    ranks.insert(id, before);
                    found[before] = read;
                }
                None => found.push(read),
            }
        }
    });
    found.sort_by(|(one, ..), (other, ..)| one.order(other));
    found
}

/// Whether there is something at a path, even if nobody can read it.
pub(super) fn exists(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}
