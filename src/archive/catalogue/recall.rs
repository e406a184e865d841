//! Files that are known from before: from another session, or from before they went.
//!
//! It does not know who remembers it. One idea: a file that was seen in this archive
//! is filed where it was, as if a pass had met it there, so that the rules of
//! identity are the same as if the catalogue was never lost. One that was seen in
//! another archive, or is gone, only the same bytes tell: it may be this one, elsewhere.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Catalogue;
use crate::article::{ArticleId, Sighting};

/// How long a file may be away while it is being saved.
const MOMENT: Duration = Duration::from_secs(10);

/// Files that may be saved at a time.
const MOST_SAVED: usize = 1_000;

impl Catalogue {
    /// Knows files as they were seen.
    pub(in crate::archive) fn recall(&mut self, sightings: &[Sighting]) {
        let touched: HashSet<ArticleId> = sightings.iter().map(|sighting| sighting.file).collect();
        for Sighting { file, place, says } in sightings {
            if let Some(place) = place.as_deref().and_then(|place| self.given(place)) {
                self.recall_at(&place, *file, *says);
            } else if !touched.contains(says) {
                self.ask(|table| table.bury(*says, *file));
            }
        }
    }

    /// The path of a file of this archive, as its root was given; `None` if it is not in
    /// it, or is not met because it is hidden.
    fn given(&self, place: &Path) -> Option<PathBuf> {
        let is_shown =
            |below: &&Path| !below.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        self.roots.iter().find_map(|root| {
            if let Some(name) = &root.file {
                let file = root.given.join(name);
                let is_it = root.real.join(name) == place || fs::canonicalize(&file).ok()? == place;
                return is_it.then_some(file);
            }
            let below = place.strip_prefix(&root.real).ok().filter(is_shown)?;
            Some(root.given.join(below))
        })
    }

    fn recall_at(&mut self, place: &Path, file: ArticleId, says: ArticleId) {
        let is_known = self.filed(place).is_some()
            || self.ask(|table| table.file_of(file)).flatten().is_some();
        if is_known {
            return;
        }
        let (folder, name) = self.place_of(place);
        let Some(folder) = self.folder_at(folder, true) else { return };
        let said = Some(says).filter(|says| *says != file);
        self.ask(|table| {
            let number = table.add_file(folder, name, file)?;
            table.say(number, said)
        });
    }

    /// The article whose edited file said this when it was last seen, if no file is it
    /// now.
    pub(super) fn buried(&mut self, says: ArticleId) -> Option<ArticleId> {
        let has_buried = self.pass.has_buried;
        let has_buried = has_buried.or_else(|| self.ask(|table| table.has_buried()));
        self.pass.has_buried = has_buried;
        has_buried.filter(|has| *has)?;
        let id = self.ask(|table| table.buried(says)).flatten()?;
        self.is_free(id).then_some(id)
    }

    /// The article whose file was here until a moment ago: some programs save a file by
    /// taking it away first.
    pub(super) fn vacated(&mut self, place: &Path) -> Option<ArticleId> {
        let (id, when) = *self.vacated.get(place)?;
        (when.elapsed() < MOMENT && self.is_free(id)).then_some(id)
    }

    /// Notes which places are left, if they are few: of many files that go together none
    /// is being saved.
    pub(super) fn vacate(&mut self, files: &[(i64, ArticleId)]) {
        self.vacated.retain(|_, (_, when)| when.elapsed() < MOMENT);
        if files.len() <= MOST_SAVED {
            let now = Instant::now();
            for (file, id) in files {
                let place = self.path(*file);
                self.vacated.extend(place.map(|place| (place, (*id, now))));
            }
        }
    }

    fn is_free(&mut self, id: ArticleId) -> bool {
        self.ask(|table| table.file_of(id)).is_some_and(|held| held.is_none())
    }

    /// Where the file lies that an article is, or is in; `None` if it was not met.
    pub(in crate::archive) fn sighting(&mut self, id: ArticleId) -> Option<Sighting> {
        let number = self.number(id)?;
        let filed = self.ask(|table| table.numbered(number)).flatten()?;
        let (root, folder, name) = self.ask(|table| table.place(number)).flatten()?;
        let root = self.roots.iter().find(|known| known.number == root)?;
        let place = root.real.join(folder).join(name);
        let (file, says) = (filed.id, filed.said.unwrap_or(filed.id));
        Some(Sighting { file, place: Some(place).filter(|place| place.is_absolute()), says })
    }

    /// Notes that a file is gone.
    pub(super) fn leave(&mut self, file: i64) {
        if let Some(filed) = self.ask(|table| table.numbered(file)).flatten() {
            self.restless.insert(filed.id, filed.said.unwrap_or(filed.id));
        }
    }

    /// The files that were edited, moved or went since this was last asked, as they are
    /// now, if they were known before that.
    pub(in crate::archive) fn restless(&mut self) -> HashMap<ArticleId, ArticleId> {
        std::mem::take(&mut self.restless)
    }

    /// The folders in which a file was taken for another, for one that came later in the
    /// pass was that: the files that it concerns are to be read once more.
    pub(in crate::archive) fn again(&mut self) -> Vec<PathBuf> {
        for file in std::mem::take(&mut self.pass.mistaken) {
            self.ask(|table| table.unkeep(file));
        }
        self.pass.here = None;
        std::mem::take(&mut self.pass.again)
    }
}
