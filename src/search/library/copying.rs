//! Finds copies when an index was filled.
//!
//! Nothing is searched for before the last article is in the index: who looks
//! for words does not wait for copies.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::article::ArticleId;
use crate::search::copies::Finder;
use crate::search::index::{Index, IndexError};

/// Where copies are found.
pub(super) struct Copies {
    folder: PathBuf,
    index: Arc<Index>,
    finder: Option<Finder>,
}

impl Copies {
    pub(super) fn new(folder: PathBuf, index: Arc<Index>) -> Self {
        Self { folder, index, finder: None }
    }

    fn finder(&mut self) -> Result<&mut Finder, IndexError> {
        let finder = match self.finder.take() {
            Some(finder) => finder,
            None => Finder::open(&self.folder, &self.index)?,
        };
        Ok(self.finder.insert(finder))
    }

    /// Notes what goes into the index next.
    pub(super) fn insert(&mut self, ids: &[ArticleId]) -> Result<(), IndexError> {
        ids.iter().try_for_each(|id| self.finder().map(|finder| finder.insert(*id)))
    }

    /// Notes what goes out of it next.
    pub(super) fn remove(&mut self, gone: &[ArticleId]) -> Result<(), IndexError> {
        gone.iter().try_for_each(|id| self.finder().map(|finder| finder.remove(*id)))
    }

    /// Finds the copies of what was noted; of all articles if they were not
    /// found to the end before.
    pub(super) fn find(&mut self, stop: &AtomicBool) -> Result<(), IndexError> {
        self.finder()?.find(stop)
    }
}
