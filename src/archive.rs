//! The archive: folders of articles kept as files.
//!
//! It finds the files, gives each article its identity, reads and parses it,
//! and knows where to read it again. It knows nothing of searching or of
//! screens; what it reads it hands on.
//!
//! A file is one article or holds many; then each item is an article of its
//! own, and the file is never in memory as a whole.
//!
//! A session keeps an [`Archive`] and takes its articles as they come; a
//! command that prints them takes a [`Stream`], one after the other.
//!
//! Its one idea: nothing that a file is or holds stops the rest. What cannot be
//! read becomes a [`Read`] with its reason, in its place in the list.

mod catalogue;
mod corrections;
mod error;
mod gate;
mod ingest;
mod items;
mod lending;
pub mod newsboat;
mod open;
mod packed;
mod parse;
mod stream;
mod walk;
mod watching;

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use error::{ArchiveError, Why};
pub use ingest::Progress;
pub use stream::Stream;
pub use watching::Watch;

pub use crate::format::typed;

use crate::article::{Article, ArticleId, Corrected, Safe};
use crate::format::{Document, Format};
use catalogue::Catalogue;
use corrections::Corrections;
use lending::Lending;
use parse::{Abandoned, Job, Parser};

/// What stands between the name of a file and the key of an item.
pub const BETWEEN: &str = " › ";

/// How closely an update looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// At the files of folders that changed: in them a file came, went, or has
    /// another name.
    AtFolders,
    /// At every file, which also tells those that were changed in their place.
    AtFiles,
}

/// Calls `each` for every file that an archive of these roots would read,
/// until `stop`.
pub fn each_file(roots: &[PathBuf], stop: &AtomicBool, mut each: impl FnMut(&Path)) {
    walk::walk(roots, stop, |(file, _)| each(&file));
}

/// Where an article is: a file, or an item of one that holds many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as the root was given.
    pub file: PathBuf,
    /// The item; `None` where the whole file is the article.
    pub item: Option<Part>,
}

/// An item's place in a file that holds many articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What the item calls itself, else where it stands; no two items of a
    /// file have the same key.
    pub key: Safe,
    /// How many items come before it.
    pub rank: usize,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// In a zip, the rank of the file in which it is.
    pub entry: Option<usize>,
    /// Its bytes, of the file or of the one in the zip; `None` where they are no
    /// part of it, or cannot be read, or are all of it.
    pub range: Option<Range<u64>>,
}

impl Location {
    /// The file's name, to be shown; for an item with its key.
    pub fn name(&self) -> Safe {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy();
        match &self.item {
            Some(part) => Safe::line(&format!("{name}{BETWEEN}{}", part.key)),
            None => Safe::line(&name),
        }
    }
}

/// An article that was read, or could not be; or what was made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T = Article> {
    /// Which article. What was never read has an identity by its path.
    pub id: ArticleId,
    /// Where it is.
    pub location: Location,
    /// The article, or why there is none.
    pub outcome: Result<T, ArchiveError>,
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
    corrections: Arc<Corrections>,
    lending: Lending,
    abandoned: Abandoned,
    /// The folders in which something changed, as far as was heard.
    touched: Mutex<HashSet<PathBuf>>,
}

impl Archive {
    /// An archive of these folders and files; nothing is read yet.
    ///
    /// In a folder, files count whose names promise an article, except hidden
    /// ones; a file counts whatever its name.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        let catalogue = Catalogue::new(&roots);
        Self::with(roots, catalogue)
    }

    /// The same with a catalogue in a file, which is made if there is none: it
    /// remembers where articles are, and which state of each was
    /// [taken in](Self::keep). One process [fills](Self::update) it; any other
    /// says that it may not.
    ///
    /// Fails, with what the system says, if the file is no catalogue or cannot
    /// be opened.
    pub fn open(roots: Vec<PathBuf>, catalogue: &Path, may_fill: bool) -> Result<Self, Safe> {
        let catalogue = Catalogue::open(catalogue, &roots, may_fill)?;
        Ok(Self::with(roots, catalogue))
    }

    /// From now on this process may fill the catalogue, which lies there and
    /// was opened to be read. Fails as [`Self::open`] does.
    pub fn fill(&self, catalogue: &Path) -> Result<(), Safe> {
        self.catalogue().may_write(catalogue, &self.roots)
    }

    fn with(roots: Vec<PathBuf>, catalogue: Catalogue) -> Self {
        Self {
            roots,
            catalogue: Mutex::new(catalogue),
            corrections: Arc::default(),
            lending: Lending::default(),
            abandoned: Abandoned::default(),
            touched: Mutex::default(),
        }
    }

    /// Its folders and files, as they were given.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
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
    /// call. What comes again replaces what came before: an article of which a
    /// list of links told later. Entries of such lists without an article come
    /// last. The order is roughly that of the files' names. A file that was seen
    /// before keeps its identity, edited or moved, and so does an item of one
    /// that has the same key. Once `stop` is true it
    /// returns soon, without a last call.
    pub fn ingest(&self, stop: &AtomicBool, each: impl FnMut(Vec<Read>, Progress)) {
        self.begin();
        ingest::ingest(self, false, None, stop, each);
    }

    fn begin(&self) {
        self.catalogue().begin();
        self.lending.begin();
    }

    /// The same for what changed since it was [taken in](Self::keep), and all
    /// that was not yet; returns the articles that are there no more.
    ///
    /// Files that are as they were are not opened. A file in another folder is read but not parsed if nothing else about it
    /// changed. Where there are lists of links, which tell of other files, a
    /// change of one file has all of them read. Once stopped it returns no
    /// articles, and what it did not come to is still to be taken in.
    pub fn update(
        &self,
        look: Look,
        stop: &AtomicBool,
        mut each: impl FnMut(Vec<Read>, Progress),
    ) -> Vec<ArticleId> {
        let had_links = self.catalogue().has_links();
        if had_links && self.is_as_kept(look, stop) {
            return self.catalogue().finish();
        }
        self.begin();
        self.catalogue().look(look);
        let is_short = look == Look::AtFolders && !had_links;
        let touched = std::mem::take(&mut *self.touched());
        let plan = is_short.then(|| self.catalogue().plan(&self.roots, &touched)).flatten();
        let mut gone = ingest::ingest(self, !had_links, plan.as_ref(), stop, &mut each);
        // The first list of links tells of articles that were passed over.
        let is_told = self.catalogue().is_partial() && self.catalogue().has_links();
        if !stop.load(Ordering::Relaxed) && is_told {
            self.begin();
            gone = ingest::ingest(self, false, None, stop, each);
        }
        if stop.load(Ordering::Relaxed) {
            return Vec::new();
        }
        gone.extend(self.catalogue().finish());
        gone
    }

    /// Whether every file is as it was taken in, and no other is there.
    fn is_as_kept(&self, look: Look, stop: &AtomicBool) -> bool {
        self.begin();
        self.catalogue().look(look);
        let mut is_as_kept = true;
        let entered = walk::walk(&self.roots, stop, |(file, why)| {
            is_as_kept = is_as_kept && why.is_none() && self.catalogue().is_as_kept(&file);
        });
        self.catalogue().entered(entered);
        is_as_kept && self.catalogue().has_met_all()
    }

    /// Whether a folder changed since the last [update](Self::update): a file
    /// in it came, went or has another name. Takes as long as there are folders;
    /// a file that was changed in its place is not noticed unless its folder
    /// was [touched](Self::touch).
    pub fn has_changed(&self) -> bool {
        !self.touched().is_empty() || self.catalogue().has_changed()
    }

    /// Notes that something in a folder changed, if only a file in its place;
    /// the next update looks at all files in it.
    fn touch(&self, folder: PathBuf) {
        self.touched().insert(folder);
    }

    fn touched(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.touched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that articles were taken in as they were handed on last; of files
    /// with many, that counts when the update is over.
    pub fn keep(&self, ids: impl IntoIterator<Item = ArticleId>) {
        self.catalogue().keep(ids);
    }

    /// Has all that was noted until now stay noted, as belonging to a step of
    /// an index; else the file of the catalogue may lose it. Fails with the
    /// first thing that went wrong with it since the last time.
    pub fn commit(&self, step: u64) -> Result<(), Safe> {
        let mut catalogue = self.catalogue();
        catalogue.commit(step);
        catalogue.trouble().map_or(Ok(()), Err)
    }

    /// The step at which the catalogue was committed last.
    pub fn step(&self) -> Option<u64> {
        self.catalogue().step()
    }

    /// The number of the file that an article is, or is in, which stays the
    /// same wherever the file lies; `None` if it was never seen.
    pub fn number(&self, id: ArticleId) -> Option<i64> {
        self.catalogue().number(id)
    }

    /// The folders with files: their number, their path as the root was given,
    /// and how many files are in them.
    pub fn folders(&self) -> Vec<(i64, PathBuf, usize)> {
        self.catalogue().folders()
    }

    /// How many files there are of which something was taken in, and their
    /// bytes.
    pub fn size(&self) -> (usize, u64) {
        self.catalogue().size()
    }

    /// The files in a folder: their number and their name.
    pub fn files_in(&self, folder: i64) -> Vec<(i64, PathBuf)> {
        self.catalogue().files_in(folder)
    }

    /// Reads and parses an article again, with its source.
    ///
    /// Takes as long as its format needs, at most about two seconds, whatever
    /// other parsers are at: not for the drawing thread.
    pub fn load(&self, id: ArticleId) -> Result<Document, ArchiveError> {
        let location = self.location(id).ok_or_else(|| ArchiveError::unknown(id))?;
        self.parse(id, &location).1.map_err(|why| ArchiveError::new(&location, why))
    }

    /// Reads and parses the beginning of a big article, to be shown while
    /// [`Self::load`] is at the whole: the same blocks, as far as they go.
    ///
    /// `None` if the article is not big, is an item of a container, cannot be
    /// read, or is of a format or an encoding that only the whole file tells.
    pub fn load_beginning(&self, id: ArticleId) -> Option<Document> {
        let location = self.location(id).filter(|location| location.item.is_none())?;
        let mut opened = open::open(&location.file).ok()?;
        let head = opened.head().ok()?;
        if opened.stamp.len < 2 * open::BEGINNING
            || items::Many::recognise(&location.file, &head).is_some()
        {
            return None;
        }
        let contents = opened.beginning().ok()??;
        let job = Job::new(id, &location.file, contents).repairing(self.corrections.repairs(id));
        let mut parser = Parser::new(parse::document, self.abandoned.clone());
        let mut document = parser.parse(job, &AtomicBool::new(false)).ok()?;
        if !matches!(document.format, Format::Plain | Format::Markdown) {
            return None;
        }
        self.complete(&mut document.article);
        Some(document)
    }

    /// Reads one article again, as [`Self::ingest`] does with all; `None` if
    /// none with this identity was seen. Takes as long as [`Self::load`].
    pub fn read(&self, id: ArticleId) -> Option<Read> {
        let location = self.location(id)?;
        let (changed, parsed) = self.parse(id, &location);
        let outcome = parsed.map(|document| document.article);
        let outcome = outcome.map_err(|why| ArchiveError::new(&location, why));
        Some(Read { id, location, outcome, changed })
    }

    /// When the file was last changed, if it could be opened, and the article
    /// as the reader corrected it.
    fn parse(&self, id: ArticleId, location: &Location) -> (Option<i64>, Result<Document, Why>) {
        let opened = match open::open(&location.file) {
            Ok(opened) => opened,
            Err(why) => return (None, Err(why)),
        };
        let changed = opened.stamp.changed;
        let never = AtomicBool::new(false);
        if self.abandoned.holds(id) {
            return (Some(changed), Err(Why::TooSlow));
        }
        let parsed = self.job(id, location, opened).and_then(|job| {
            let job = job.repairing(self.corrections.repairs(id));
            let mut document =
                Parser::new(parse::document, self.abandoned.clone()).parse(job, &never)?;
            self.complete(&mut document.article);
            Ok(document)
        });
        (Some(changed), parsed)
    }

    /// Adds to an article that was parsed what other files say of it, and what
    /// the reader says instead.
    fn complete(&self, article: &mut Article) {
        self.lending.apply(article, None);
        self.corrections.apply(article);
    }

    /// The same for one that is handed on in the order of the walk: only what
    /// precedes it there is added.
    fn complete_at(&self, article: &mut Article, location: &Location) {
        self.lending.apply(article, Some(location));
        self.corrections.apply(article);
    }

    fn job(
        &self,
        id: ArticleId,
        location: &Location,
        mut opened: open::Opened,
    ) -> Result<Job, Why> {
        if let Some(part) = &location.item {
            return items::again(self, id, part, &location.file, opened);
        }
        let head = opened.head()?;
        match items::Many::recognise(&location.file, &head) {
            Some(items::Many::Zip) => Err(packed::trouble(opened)),
            Some(items::Many::Cut(_)) => Err(Why::Many),
            None => Ok(Job::new(id, &location.file, opened.contents()?)),
        }
    }

    /// Where an article is; `None` if none with this identity was seen.
    pub fn location(&self, id: ArticleId) -> Option<Location> {
        self.catalogue().location(id)
    }

    fn catalogue(&self) -> MutexGuard<'_, Catalogue> {
        self.catalogue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
