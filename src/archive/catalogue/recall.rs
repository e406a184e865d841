//! What is told of files from before the catalogue knew any.
//!
//! It does not know who remembers it. One idea: a file that was seen in this archive
//! is filed where it was, as if a pass had met it there, so that the rules of
//! identity are the same as if the catalogue was never lost. Of one that was seen in
//! another archive only the same bytes tell it: it may be this one, elsewhere.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Catalogue;
use crate::article::{ArticleId, Sighting};

impl Catalogue {
    /// Knows files as they were seen; of several sightings of one, the first.
    pub(in crate::archive) fn recall(&mut self, sightings: impl IntoIterator<Item = Sighting>) {
        let mut elsewhere = Vec::new();
        for sighting in sightings {
            match self.given(&sighting) {
                Some(path) => self.recall_at(&path, &sighting),
                None => elsewhere.push((sighting.says, sighting.file)),
            }
        }
        elsewhere.retain(|(says, file)| says != file);
        // The first is the newest, and stays.
        self.recalled.extend(elsewhere.into_iter().rev());
    }

    /// The path of a file that was seen in this archive, as its root was given.
    fn given(&self, sighting: &Sighting) -> Option<PathBuf> {
        let file = sighting.root.join(&sighting.path);
        let below = |root: &super::Root| Some(root.given.join(file.strip_prefix(&root.real).ok()?));
        self.roots.iter().find_map(below)
    }

    fn recall_at(&mut self, path: &Path, sighting: &Sighting) {
        let is_known = self.filed(path).is_some()
            || self.ask(|table| table.file_of(sighting.file)).flatten().is_some();
        let (folder, name) = self.place_of(path);
        let Some(folder) = self.folder_at(folder, true).filter(|_| !is_known) else { return };
        let said = Some(sighting.says).filter(|says| *says != sighting.file);
        self.ask(|table| {
            let file = table.add_file(folder, name, sighting.file)?;
            table.say(file, said)
        });
    }

    /// The article that said this in another archive, if no file of this one is it.
    pub(super) fn seen_elsewhere(&mut self, says: ArticleId) -> Option<ArticleId> {
        let id = *self.recalled.get(&says)?;
        let held = self.ask(|table| table.file_of(id))?;
        held.is_none().then_some(id)
    }

    /// Where the file lies that an article is, or is in; `None` if it was not met.
    pub(in crate::archive) fn sighting(&mut self, id: ArticleId) -> Option<Sighting> {
        let number = self.number(id)?;
        let filed = self.ask(|table| table.numbered(number)).flatten()?;
        let (root, folder, name) = self.ask(|table| table.place(number)).flatten()?;
        let root = self.roots.iter().find(|known| known.number == root)?;
        let (file, root) = (filed.id, root.real.clone());
        let says = filed.said.unwrap_or(file);
        root.is_absolute().then(|| Sighting { file, root, path: folder.join(name), says })
    }

    /// The files that were edited or moved since this was last asked, and were known
    /// before.
    pub(in crate::archive) fn restless(&mut self) -> HashSet<ArticleId> {
        std::mem::take(&mut self.restless)
    }
}
