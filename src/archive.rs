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
mod completing;
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
mod pictures;
mod stream;
mod updating;
mod walk;
mod watching;

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use catalogue::is_damaged;
pub use error::{ArchiveError, Why};
pub(crate) use gate::{Gate, Load, Room};
pub use ingest::Progress;
pub use pictures::{picture_head, read_picture};
pub use stream::Stream;
pub use updating::Look;
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
    /// A parser that nobody uses now: starting one takes longer than many an
    /// article.
    spare: Mutex<Option<Parser<Document>>>,
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

    /// From now on the catalogue is in memory and knows nothing: its file is of
    /// no use any more. The next update reads every article again.
    pub fn forget_file(&self) {
        *self.catalogue() = Catalogue::new(&self.roots);
    }

    fn with(roots: Vec<PathBuf>, catalogue: Catalogue) -> Self {
        Self {
            roots,
            catalogue: Mutex::new(catalogue),
            corrections: Arc::default(),
            lending: Lending::default(),
            abandoned: Abandoned::default(),
            spare: Mutex::default(),
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
        self.parse(id, &location, false).1.map_err(|why| ArchiveError::new(&location, why))
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
        let mut document = self.parse_alone(job, &AtomicBool::new(false)).ok()?;
        if !matches!(document.format, Format::Plain | Format::Markdown) {
            return None;
        }
        self.complete_alone(&mut document.article);
        Some(document)
    }

    /// Reads one article again, as [`Self::ingest`] does with all; `None` if
    /// none with this identity was seen. Takes as long as [`Self::load`].
    pub fn read(&self, id: ArticleId) -> Option<Read> {
        self.read_as(id, false)
    }

    /// The same for whoever wants the text: what only the whole of it tells is
    /// left out, which is its language, if the file does not state it, and the
    /// headline as a sentence. Takes half as long.
    pub fn read_text(&self, id: ArticleId) -> Option<Read> {
        self.read_as(id, true)
    }

    fn read_as(&self, id: ArticleId, is_only_read: bool) -> Option<Read> {
        let location = self.location(id)?;
        let (changed, parsed) = self.parse(id, &location, is_only_read);
        let outcome = parsed.map(|document| document.article);
        let outcome = outcome.map_err(|why| ArchiveError::new(&location, why));
        Some(Read { id, location, outcome, changed })
    }

    /// When the file was last changed, if it could be opened, and the article
    /// as the reader corrected it.
    fn parse(
        &self,
        id: ArticleId,
        location: &Location,
        is_only_read: bool,
    ) -> (Option<i64>, Result<Document, Why>) {
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
            let job = job.repairing(self.corrections.repairs(id)).only_reading(is_only_read);
            let mut document = self.parse_alone(job, &never)?;
            self.complete_alone(&mut document.article);
            Ok(document)
        });
        (Some(changed), parsed)
    }

    /// Parses one file, on the parser that is spare or a new one: whoever wants
    /// one article waits for no other.
    fn parse_alone(&self, job: Job, stop: &AtomicBool) -> Result<Document, Why> {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = spare().take();
        let mut parser =
            taken.unwrap_or_else(|| Parser::new(parse::document, self.abandoned.clone()));
        let parsed = parser.parse(job, stop);
        if !parser.is_late() {
            *spare() = Some(parser);
        }
        parsed
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
