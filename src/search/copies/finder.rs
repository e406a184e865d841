//! Finds the copies of an archive, and keeps on disk who is paired with whom.
//!
//! What is compared lies in the index, with the articles; here is only what
//! was found, in `copies/pairs.db`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::pairs::Pairs;
use super::{Families, Kin};
use crate::archive::is_damaged;
use crate::article::{ArticleId, Safe};
use crate::search::index::{Index, IndexError};
use crate::versions::Sketch;

/// Reads all that an article says.
type Whole = Box<dyn Fn(ArticleId) -> Option<Sketch> + Send + Sync>;

/// The one that finds copies.
pub struct Finder {
    folder: PathBuf,
    pairs: Pairs,
    index: Arc<Index>,
    kin: Arc<Kin>,
    whole: Whole,
    /// What was taken in and not yet compared; `None` for all that is there.
    new: Option<Vec<ArticleId>>,
    /// What was taken out, or is no more as it was.
    old: Vec<ArticleId>,
}

/// Opens what is kept in a folder, or begins there, and the step to which it was
/// found; what is no database any more is begun anew, for it can be found again.
fn opened(folder: &Path) -> rusqlite::Result<(Pairs, Option<u64>)> {
    let open = || {
        let pairs = Pairs::open(&file(folder))?;
        let step = pairs.step()?;
        Ok((pairs, step))
    };
    open().or_else(|error: rusqlite::Error| {
        if !is_damaged(&file(folder)) {
            return Err(error);
        }
        for part in ["pairs.db", "pairs.db-wal", "pairs.db-shm"] {
            fs::remove_file(folder.join(part)).ok();
        }
        open()
    })
}

/// The families that are kept in a folder.
pub(super) fn families(folder: &Path) -> rusqlite::Result<Families> {
    Pairs::read(&file(folder))?.families()
}

/// The file in which pairs are kept in a folder.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("pairs.db")
}

impl Finder {
    /// Opens what is kept in a folder of the copies in an index, or begins
    /// there. If it is not of the last step of the index, because nothing was
    /// found yet or something came between, all is compared anew.
    pub fn open(folder: &Path, index: &Arc<Index>) -> Result<Self, IndexError> {
        let of = Arc::clone(index);
        Self::reading(folder, index, Box::new(move |id| of.whole(id)))
    }

    /// The same for articles that somebody else has.
    pub(super) fn reading(
        folder: &Path,
        index: &Arc<Index>,
        whole: Whole,
    ) -> Result<Self, IndexError> {
        fs::create_dir_all(folder).map_err(|error| broken(folder, &error))?;
        let (pairs, known) = opened(folder).map_err(|error| broken(folder, &error))?;
        let new = (known == Some(index.step()?)).then(Vec::new);
        let (folder, kin, index) = (folder.to_owned(), index.kin(), Arc::clone(index));
        Ok(Self { folder, pairs, index, kin, whole, new, old: Vec::new() })
    }

    /// Notes an article that goes into the index, or is there in another form.
    pub fn insert(&mut self, id: ArticleId) {
        if let Some(new) = &mut self.new {
            new.push(id);
            if !self.kin.now().of(id).is_empty() {
                self.old.push(id);
            }
        }
    }

    /// Notes an article that goes out of the index.
    pub fn remove(&mut self, id: ArticleId) {
        self.old.push(id);
    }

    /// Finds the copies of what was noted, which is in the index or gone from
    /// it by now, and has them be there for good and for everybody. What is
    /// stopped, or fails, is found another time.
    pub fn find(&mut self, stop: &AtomicBool) -> Result<(), IndexError> {
        if self.new.as_ref().is_some_and(Vec::is_empty) && self.old.is_empty() {
            return Ok(());
        }
        let found = self.index.kin_of(self.new.as_deref(), &self.whole, stop)?;
        let Some(found) = found else { return Ok(()) };
        let old = self.new.is_some().then_some(&self.old[..]);
        let written = self.pairs.write(old, &found, self.index.step()?);
        written.map_err(|error| broken(&self.folder, &error))?;
        self.new = Some(Vec::new());
        self.old.clear();
        let families = self.pairs.families().map_err(|error| broken(&self.folder, &error))?;
        self.kin.set(families);
        Ok(())
    }
}

fn broken(folder: &Path, error: &dyn std::fmt::Display) -> IndexError {
    let place = Safe::line(&folder.to_string_lossy());
    IndexError::Broken { place, reason: Safe::format(format_args!("{error}")) }
}
