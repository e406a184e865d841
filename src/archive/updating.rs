//! Brings what was taken in of an archive up to date.
//!
//! What changed is found by looking, in folders or at every file; what the
//! system tells of changes only says where to look.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf, absolute};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{MutexGuard, PoisonError};

use super::lending::Before;
use super::walk::Plan;
use super::{Archive, Progress, Read, ingest, walk};
use crate::article::{ArticleId, Safe, Sighting};

/// How closely an update looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// At the files of folders that changed: in them a file came, went, or has
    /// another name.
    AtFolders,
    /// At every file, which also tells those that were changed in their place.
    AtFiles,
}

/// The whole path of a folder, as the system tells of it, whatever it was asked
/// about.
pub(super) fn whole(folder: &Path) -> Option<PathBuf> {
    // The current folder has no name among those of an archive.
    absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()
}

impl Archive {
    /// Reads what changed since it was [taken in](Self::keep), and all that was
    /// not yet, as [`Self::ingest`] does; returns the articles that are there no more.
    ///
    /// Files that are as they were are not opened, but for lists of links, which tell of
    /// other files: they are read with any change, and where one of them changed, all
    /// files are. A file in another folder is read but not parsed if nothing else about
    /// it changed. Once stopped it returns no articles, and what it did not come to is
    /// still to be taken in.
    pub fn update(
        &self,
        look: Look,
        stop: &AtomicBool,
        mut each: impl FnMut(Vec<Read>, Progress),
    ) -> Vec<ArticleId> {
        let had_lists = self.catalogue().has_lists();
        let touched = std::mem::take(&mut *self.touched());
        if had_lists && self.is_as_kept(look, touched.clone(), stop) {
            return self.catalogue().finish();
        }
        self.begin();
        self.catalogue().look(look, touched);
        let is_short = look == Look::AtFolders && !had_lists;
        let plan = is_short.then(|| self.catalogue().plan(&self.roots)).flatten();
        let mut gone = ingest::ingest(self, true, plan.as_ref(), stop, &mut each);
        if !stop.load(Ordering::Relaxed) && self.catalogue().has_other_lists() {
            self.begin();
            self.catalogue().forget_takers();
            gone = ingest::ingest(self, false, None, stop, &mut each);
        }
        // Where a file was taken for another that came later, both are read once more.
        let again = self.catalogue().again();
        if !again.is_empty() {
            let known = self.catalogue().paths();
            let again = Plan::of(&self.roots, again, &known);
            gone.extend(ingest::ingest(self, true, again.as_ref(), stop, each));
        }
        if stop.load(Ordering::Relaxed) {
            return Vec::new();
        }
        // Also where no list lent anything: nothing more is to be noted.
        self.lending.settle(false, &Before::default());
        let mut catalogue = self.catalogue();
        catalogue.finish_lists();
        gone.extend(catalogue.finish());
        gone
    }

    /// Whether every file is as it was taken in, and no other is there.
    fn is_as_kept(&self, look: Look, touched: HashSet<PathBuf>, stop: &AtomicBool) -> bool {
        self.catalogue().begin();
        self.catalogue().look(look, touched);
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
    /// was touched.
    pub fn has_changed(&self) -> bool {
        !self.touched().is_empty() || self.catalogue().has_changed()
    }

    /// Notes that something in a folder changed, if only a file in its place;
    /// the next update looks at all files in it.
    pub(super) fn touch(&self, folder: &Path) {
        self.touched().extend(whole(folder));
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

    /// Forgets what was noted since the last [commit](Self::commit): an index
    /// lost it, and it is to be read again.
    pub fn roll_back(&self) {
        let mut catalogue = self.catalogue();
        catalogue.roll_back(&self.roots);
        // What went wrong is told already.
        catalogue.trouble();
    }

    /// Knows files as they were seen before: one that was edited since keeps its
    /// identity. For a catalogue that was never [committed](Self::commit) and knows
    /// nothing yet.
    pub fn recall(&self, sightings: &[Sighting]) {
        self.catalogue().recall(sightings);
    }

    /// Where the file lies that an article is, or is in, and what it says; `None` if it
    /// was not met.
    pub fn sighting(&self, id: ArticleId) -> Option<Sighting> {
        self.catalogue().sighting(id)
    }

    /// The files that were edited, moved or went since this was last asked, and what they
    /// say or said last, if they were known before that.
    pub fn restless(&self) -> HashMap<ArticleId, ArticleId> {
        self.catalogue().restless()
    }

    /// Has the catalogue take no more room than it needs, which takes a while:
    /// for whoever has filled most of it. Where that fails, it is as it was.
    pub fn pack(&self) {
        self.catalogue().pack();
    }

    /// The step at which the catalogue was committed last.
    pub fn step(&self) -> Option<u64> {
        self.catalogue().step()
    }
}
