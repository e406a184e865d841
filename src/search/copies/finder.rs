//! Finds the copies of an archive as its articles come, and keeps them on
//! disk.
//!
//! ```text
//! copies/pairs.db     who is paired with whom
//!       /sketches/    Tantivy's files
//! ```

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::pairs::Pairs;
use super::sketches::Sketches;
use super::{Families, Kin, Pair, pair};
use crate::article::{Article, ArticleId, Safe};
use crate::search::index::IndexError;
use crate::versions::Trace;

/// The one that finds copies.
pub struct Finder {
    folder: PathBuf,
    sketches: Sketches,
    pairs: Pairs,
    kin: Arc<Kin>,
    /// What was taken in since the last commit.
    new: HashMap<ArticleId, Trace>,
    /// What was taken out, or is no more as it was.
    old: Vec<ArticleId>,
}

/// The families that are kept in a folder.
pub(super) fn families(folder: &Path) -> rusqlite::Result<Families> {
    Pairs::read(&file(folder))?.families()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("pairs.db")
}

impl Finder {
    /// Opens what is kept in a folder, or begins there, and tells `kin`.
    pub fn open(folder: &Path, kin: Arc<Kin>) -> Result<Self, IndexError> {
        let sketches = folder.join("sketches");
        fs::create_dir_all(&sketches).map_err(|error| broken(folder, &error))?;
        let sketches = Sketches::open(&sketches).map_err(|error| broken(folder, &error))?;
        let pairs = Pairs::open(&file(folder)).map_err(|error| broken(folder, &error))?;
        let folder = folder.to_owned();
        let mut finder =
            Self { folder, sketches, pairs, kin, new: HashMap::new(), old: Vec::new() };
        finder.recover()?;
        finder.tell()?;
        Ok(finder)
    }

    /// Pairs all anew if a crash came between the sketches and the pairs.
    fn recover(&mut self) -> Result<(), IndexError> {
        let step = self.or_broken(self.sketches.step())?;
        let known = self.or_broken(self.pairs.step())?;
        if known == Some(step) {
            return Ok(());
        }
        let mut found = Vec::new();
        let all = self.sketches.each(|id, trace| {
            found.extend(self.sketches.kin(id, &trace)?.into_iter().map(|other| pair(id, other)));
            Ok(())
        });
        self.or_broken(all)?;
        let written = self.pairs.write(None, &found, step);
        self.or_broken(written)
    }

    /// Takes in an article, in the place of one with its identity.
    pub fn insert(&mut self, id: ArticleId, article: &Article) -> Result<(), IndexError> {
        let trace = Trace::of(article);
        let inserted = self.sketches.insert(id, &trace);
        self.or_broken(inserted)?;
        if !self.kin.now().of(id).is_empty() {
            self.old.push(id);
        }
        self.new.insert(id, trace);
        Ok(())
    }

    /// Takes out an article, if it is there.
    pub fn remove(&mut self, id: ArticleId) {
        self.sketches.remove(id);
        self.new.remove(&id);
        self.old.push(id);
    }

    /// Finds the copies of what was taken in, and has all of it be there for
    /// good and for everybody.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.new.is_empty() && self.old.is_empty() {
            return Ok(());
        }
        let step = self.sketches.commit();
        let step = self.or_broken(step)?;
        let (new, old) = (std::mem::take(&mut self.new), std::mem::take(&mut self.old));
        let mut found: Vec<Pair> = Vec::new();
        for (id, trace) in &new {
            let kin = self.or_broken(self.sketches.kin(*id, trace))?;
            found.extend(kin.into_iter().map(|other| pair(*id, other)));
        }
        let written = self.pairs.write(Some(&old), &found, step);
        self.or_broken(written)?;
        if found.is_empty() && old.is_empty() { Ok(()) } else { self.tell() }
    }

    /// Lets everybody know.
    fn tell(&self) -> Result<(), IndexError> {
        let families = self.or_broken(self.pairs.families())?;
        self.kin.set(families);
        Ok(())
    }

    fn or_broken<T, E: std::fmt::Display>(&self, done: Result<T, E>) -> Result<T, IndexError> {
        done.map_err(|error| broken(&self.folder, &error))
    }
}

fn broken(folder: &Path, error: &dyn std::fmt::Display) -> IndexError {
    let place = Safe::line(&folder.to_string_lossy());
    IndexError::Broken { place, reason: Safe::format(format_args!("{error}")) }
}
