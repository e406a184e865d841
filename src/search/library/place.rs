//! Where the index of an archive lies, and who has it.
//!
//! ```text
//! index/archives.lock     locked by the process that fills it
//! index/archives/format   the number of its form, written last
//!               /unfinished   until it was filled to the end once
//!               /catalogue.db
//!               /head     the first rows of the list
//!               /corrected    the corrections that were taken in
//!               /words/   Tantivy's files
//!               /copies/  which articles tell the same story
//! ```
//!
//! The lock lies beside the folder, so that it stays when that is made anew.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::statvfs;

use super::Wanted;
use crate::article::{ArticleId, Safe};
use crate::search::index::{FORMAT, IndexError};

/// The folder of an index.
#[derive(Clone)]
pub(super) struct Place {
    folder: PathBuf,
}

/// Held by whoever fills an index, until its process ends.
pub(super) struct Lock(#[expect(dead_code, reason = "it is held, not read")] File);

impl Place {
    /// The archives of the configuration have one, whatever they are; others
    /// go by their paths without links.
    pub(super) fn of(cache: &Path, wanted: &Wanted) -> Self {
        let name = if wanted.are_configured {
            "archives".to_owned()
        } else {
            let real =
                wanted.roots.iter().map(|root| fs::canonicalize(root).unwrap_or(root.clone()));
            let paths: Vec<u8> = real
                .flat_map(|path| [path.as_os_str().as_encoded_bytes(), b"\0"].concat())
                .collect();
            ArticleId::of(&paths, 0).to_string()
        };
        Self { folder: cache.join("index").join(name) }
    }

    /// Whether there is an index, of whatever format.
    pub(super) fn is_there(&self) -> bool {
        self.folder.is_dir()
    }

    pub(super) fn words(&self) -> PathBuf {
        self.folder.join("words")
    }

    pub(super) fn catalogue(&self) -> PathBuf {
        self.folder.join("catalogue.db")
    }

    /// Where the copies are kept.
    pub(super) fn copies(&self) -> PathBuf {
        self.folder.join("copies")
    }

    /// Where the first rows of the list are kept.
    pub(super) fn head(&self) -> PathBuf {
        self.folder.join("head")
    }

    /// Says which corrections were taken in.
    pub(super) fn corrected(&self) -> PathBuf {
        self.folder.join("corrected")
    }

    fn format(&self) -> PathBuf {
        self.folder.join("format")
    }

    /// Says that it was never filled to the end.
    fn unfinished(&self) -> PathBuf {
        self.folder.join("unfinished")
    }

    /// Whether this version can read it.
    pub(super) fn has_our_format(&self) -> bool {
        fs::read_to_string(self.format()).is_ok_and(|format| format.trim() == FORMAT.to_string())
    }

    /// Whether each of its parts is there that an index needs.
    pub(super) fn is_complete(&self) -> bool {
        self.has_our_format()
            && self.words().join("meta.json").exists()
            && self.catalogue().exists()
    }

    /// Whether it was filled to the end by this version.
    pub(super) fn is_whole(&self) -> bool {
        self.has_our_format() && !self.unfinished().exists()
    }

    /// Notes that it was filled to the end.
    pub(super) fn finish(&self) {
        // Where it cannot be removed, what it says is more careful than need be.
        fs::remove_file(self.unfinished()).ok();
    }

    /// Takes the lock; `None` if another process has it.
    pub(super) fn lock(&self) -> Result<Option<Lock>, IndexError> {
        let lock = || -> io::Result<Option<Lock>> {
            fs::create_dir_all(self.folder.parent().unwrap_or(Path::new("")))?;
            let path = self.folder.with_extension("lock");
            let file = File::options().create(true).append(true).open(path)?;
            match file.try_lock() {
                Ok(()) => Ok(Some(Lock(file))),
                Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(error),
            }
        };
        lock().map_err(|error| self.failed(&error))
    }

    /// Removes all that is in it. To be called by whoever has the lock.
    pub(super) fn remove(&self) -> io::Result<()> {
        let or_gone = |done: io::Result<()>| match done {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        // First what makes an index of it: the rest of it is none.
        or_gone(fs::remove_file(self.format()))?;
        or_gone(fs::remove_dir_all(&self.folder))
    }

    /// Makes an empty place of it. To be called by whoever has the lock.
    pub(super) fn clear(&self) -> Result<(), IndexError> {
        let clear = || {
            self.remove()?;
            fs::create_dir_all(self.words())?;
            fs::write(self.unfinished(), "")?;
            fs::write(self.format(), FORMAT.to_string())
        };
        clear().map_err(|error| self.failed(&error))
    }

    /// An error, or what is behind it if that is a full disk: threads that cannot
    /// write say only that they ended.
    pub(super) fn explained(&self, error: IndexError) -> IndexError {
        /// Bytes with which nothing can be begun.
        const NOTHING: u64 = 1 << 20;

        let room = statvfs(&self.folder).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        match error {
            IndexError::Broken { place, .. } if room.is_ok_and(|room| room < NOTHING) => {
                IndexError::Broken { place, reason: Safe::line("no space is left on its disk") }
            }
            error => error,
        }
    }

    fn failed(&self, error: &io::Error) -> IndexError {
        self.broken(Safe::format(format_args!("{error}")))
    }

    /// An error about this place.
    pub(super) fn broken(&self, reason: Safe) -> IndexError {
        IndexError::Broken { place: Safe::line(&self.folder.to_string_lossy()), reason }
    }
}
