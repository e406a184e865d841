//! The archive: folders of articles kept as files.
//!
//! It finds the files, gives each article its identity, reads and parses it,
//! and knows where to read it again. It knows nothing of searching or of
//! screens; what it reads it hands on.
//!
//! Its one idea: nothing that a file is or holds stops the rest. What cannot be
//! read becomes a [`Read`] with its reason, in its place in the list.

mod catalogue;
mod corrections;
mod error;
mod ingest;
mod open;
mod parse;
mod walk;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use error::{ArchiveError, Why};
pub use ingest::Progress;

pub use crate::format::typed;

use crate::article::{Article, ArticleId, Corrected, Safe};
use crate::format::Document;
use catalogue::Catalogue;
use corrections::Corrections;
use parse::{Abandoned, Parser};

/// Where an article is: one file is one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as the root was given.
    pub file: PathBuf,
}

impl Location {
    /// The file's name, to be shown.
    pub fn name(&self) -> Safe {
        Safe::line(&self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy())
    }
}

/// A file that was read, or could not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// Which article. What was never read has an identity by its path.
    pub id: ArticleId,
    /// Where it is.
    pub location: Location,
    /// The article, or why there is none.
    pub outcome: Result<Article, ArchiveError>,
    /// When the file was last changed: seconds since 1970 in UTC. `None` for
    /// what could not be opened.
    pub changed: Option<i64>,
}

/// The folders and files that make up an archive.
///
/// It may be shared between threads: articles can be loaded while others are
/// still being read.
pub struct Archive {
    roots: Vec<PathBuf>,
    catalogue: Mutex<Catalogue>,
    corrections: Corrections,
    abandoned: Abandoned,
}

impl Archive {
    /// An archive of these folders and files; nothing is read yet.
    ///
    /// In a folder, files count whose names promise an article, except hidden
    /// ones; a file counts whatever its name.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        Self {
            roots,
            catalogue: Mutex::default(),
            corrections: Corrections::default(),
            abandoned: Abandoned::default(),
        }
    }

    /// From now on the fields of an article are what the reader says; with
    /// nothing said, what the file says.
    ///
    /// Holds for what is loaded or handed on from now on, and also for an
    /// article that was not met yet. What was handed on before stays as it
    /// is: [`Self::read`] it again.
    pub fn correct(&self, id: ArticleId, corrected: Corrected) {
        self.corrections.set(id, corrected);
    }

    /// Reads every file of the archive, on all cores, and calls `each` on this
    /// thread with what was read since the last call, at least ten times a
    /// second; the last call has nothing or the rest, and the final counts.
    ///
    /// What is handed on is corrected as the reader corrected it up to that
    /// call. The order is roughly that of the files' names. A file that was seen
    /// before keeps its identity, edited or moved. Once `stop` is true it
    /// returns soon, without a last call.
    pub fn ingest(&self, stop: &AtomicBool, each: impl FnMut(Vec<Read>, Progress)) {
        self.catalogue().begin();
        ingest::ingest(self, stop, each);
    }

    /// Reads and parses an article again, with its source.
    ///
    /// Takes as long as its format needs, at most about two seconds: not for
    /// the drawing thread.
    pub fn load(&self, id: ArticleId) -> Result<Document, ArchiveError> {
        let location = self.location(id).ok_or_else(|| ArchiveError::unknown(id))?;
        let because = |why| ArchiveError::new(&location.file, why);
        let contents = open::read(&location.file).map_err(because)?;
        self.parse(id, &location, contents).map_err(because)
    }

    /// Reads one article again, as [`Self::ingest`] does with all; `None` if
    /// none with this identity was seen. Takes as long as [`Self::load`].
    pub fn read(&self, id: ArticleId) -> Option<Read> {
        let location = self.location(id)?;
        let mut changed = None;
        let outcome = open::read(&location.file).and_then(|contents| {
            changed = Some(contents.changed);
            self.parse(id, &location, contents).map(|document| document.article)
        });
        let outcome = outcome.map_err(|why| ArchiveError::new(&location.file, why));
        Some(Read { id, location, outcome, changed })
    }

    fn parse(
        &self,
        id: ArticleId,
        location: &Location,
        contents: open::Contents,
    ) -> Result<Document, Why> {
        let never = AtomicBool::new(false);
        let job = parse::Job::new(id, &location.file, contents);
        let mut parser = Parser::new(parse::document, self.abandoned.clone());
        let mut document = parser.parse(job, &never)?;
        self.corrections.apply(&mut document.article);
        Ok(document)
    }

    /// Where an article is; `None` if none with this identity was seen.
    pub fn location(&self, id: ArticleId) -> Option<Location> {
        self.catalogue().location(id).cloned()
    }

    fn catalogue(&self) -> MutexGuard<'_, Catalogue> {
        self.catalogue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
