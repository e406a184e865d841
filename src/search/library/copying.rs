//! Finds copies while an index is filled.
//!
//! Nothing of it is opened before the first article comes: who only reads
//! waits for none of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::archive::Read;
use crate::article::ArticleId;
use crate::search::copies::{Finder, Kin};
use crate::search::index::IndexError;

/// Where copies are found, and who is told.
pub(super) struct Copies {
    folder: PathBuf,
    kin: Arc<Kin>,
    finder: Option<Finder>,
}

impl Copies {
    pub(super) fn new(folder: PathBuf, kin: Arc<Kin>) -> Self {
        Self { folder, kin, finder: None }
    }

    fn finder(&mut self) -> Result<&mut Finder, IndexError> {
        let finder = match self.finder.take() {
            Some(finder) => finder,
            None => Finder::open(&self.folder, Arc::clone(&self.kin))?,
        };
        Ok(self.finder.insert(finder))
    }

    /// Takes in what was read.
    pub(super) fn take(&mut self, reads: &[Read]) -> Result<(), IndexError> {
        for read in reads {
            match &read.outcome {
                Ok(article) => self.finder()?.insert(read.id, article)?,
                Err(_) => self.finder()?.remove(read.id),
            }
        }
        Ok(())
    }

    /// Takes out what is there no more.
    pub(super) fn remove(&mut self, gone: &[ArticleId]) -> Result<(), IndexError> {
        gone.iter().try_for_each(|id| self.finder().map(|finder| finder.remove(*id)))
    }

    /// Finds the copies of what was taken in.
    pub(super) fn commit(&mut self) -> Result<(), IndexError> {
        self.finder.as_mut().map_or(Ok(()), Finder::commit)
    }
}
