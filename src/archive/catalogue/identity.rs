//! Which identity a file has, and who gives one up.
//!
//! One idea: a known path keeps its own; what is new is a file that is gone, if one
//! said the same, at first or after it was edited; else it is new.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use super::table::Filed;
use super::{Catalogue, Stamp};
use crate::article::ArticleId;

/// The name under which a folder is filed that cannot be walked.
pub(super) const AWAY: &str = ".";

impl Catalogue {
    /// The identity of a file with these bytes, in this state.
    ///
    /// A known path keeps its own. Else it is the first that no other file
    /// has, counted from 0; a file that is gone gives its identity up. So
    /// equal files must come in the same order every time.
    pub(in crate::archive) fn identify(
        &mut self,
        file: &Path,
        bytes: &[u8],
        stamp: Stamp,
    ) -> ArticleId {
        let (id, known) = self.identified(file, bytes, stamp);
        let Some(known) = known else { return id };
        let items = self.ask(|table| table.items_of(known.number)).unwrap_or_default();
        if !items.is_empty() {
            // It is one article now, which counts as taken in once those that it held
            // are gone.
            self.pass.unmet.extend(items);
            self.ask(|table| table.hold_none(known.number));
            self.pass.read.remove(&id);
            self.pass.cut.insert(id, stamp);
        }
        id
    }

    /// The same for a file that holds many articles, of which these bytes are the
    /// beginning.
    pub(in crate::archive) fn identify_container(
        &mut self,
        file: &Path,
        bytes: &[u8],
        stamp: Stamp,
    ) -> ArticleId {
        self.identified(file, bytes, stamp).0
    }

    /// The identity of a file, and what was known of its path.
    fn identified(
        &mut self,
        file: &Path,
        bytes: &[u8],
        stamp: Stamp,
    ) -> (ArticleId, Option<Filed>) {
        let first = ArticleId::of(bytes, 0);
        if let Some(known) = self.filed(file) {
            self.note(&known, first);
            self.pass.met.insert(known.number);
            self.pass.read.insert(known.id, stamp);
            return (known.id, Some(known));
        }
        let mut ordinal = self.next.get(&first).copied().unwrap_or(0);
        let (id, gone) = loop {
            let id = if ordinal == 0 { first } else { ArticleId::of(bytes, ordinal) };
            ordinal += 1;
            match self.ask(|table| table.file_of(id)).flatten() {
                None => break (id, None),
                Some(holder) if self.is_gone(holder.number) => break (id, Some(holder)),
                Some(_) => {}
            }
        };
        let edited = if gone.is_none() { self.edited(first) } else { None };
        if edited.is_none() && ordinal > 1 {
            self.next.insert(first, ordinal);
        }
        // A file that was edited until it says this, and lies elsewhere now.
        let (id, gone) = edited.map_or((id, gone), |edited| (edited.id, Some(edited)));
        let seen = if gone.is_none() { self.seen_elsewhere(first) } else { None };
        let id = seen.unwrap_or(id);
        if let Some((gone, kept)) = gone.and_then(|gone| Some((gone, gone.stamp?))) {
            // What the name says of the article must be the same.
            let name = self.path(gone.number).and_then(|path| path.file_name().map(OsString::from));
            if name.as_deref() == file.file_name() {
                self.pass.moved.insert(id, kept);
            }
        }
        self.put(file, id, gone);
        if gone.is_some() {
            self.restless.insert(id);
        }
        if let Some(before) = gone.or_else(|| seen.and_then(|_| self.filed(file))) {
            self.note(&before, first);
        }
        self.pass.read.insert(id, stamp);
        (id, None)
    }

    /// Notes what the bytes of a file alone would be.
    fn note(&mut self, known: &Filed, first: ArticleId) {
        let said = Some(first).filter(|first| *first != known.id);
        if said != known.said {
            self.ask(|table| table.say(known.number, said));
            self.restless.insert(known.id);
            self.pass.has_edited = None;
        }
    }

    /// A file that was edited until its bytes alone would be this, and is gone from
    /// where it was.
    fn edited(&mut self, said: ArticleId) -> Option<Filed> {
        let has_edited = self.pass.has_edited;
        let has_edited = has_edited.or_else(|| self.ask(|table| table.has_edited()));
        self.pass.has_edited = has_edited;
        // Most archives have none, and every new file would be looked for.
        let same =
            has_edited.filter(|has| *has).and_then(|_| self.ask(|table| table.files_saying(said)));
        same.into_iter().flatten().find(|same| self.is_gone(same.number))
    }

    /// The identity of a file that cannot be read: its own if it could be
    /// before, else one made of its path.
    pub(in crate::archive) fn identify_unread(&mut self, file: &Path) -> ArticleId {
        if let Some(known) = self.filed(file) {
            self.pass.met.insert(known.number);
            // One that held many articles is listed itself.
            self.pass.unmet.remove(&known.id);
            return known.id;
        }
        let path = ArticleId::of(file.as_os_str().as_encoded_bytes(), 0);
        let id = ArticleId::of_item(path, "a file that cannot be read");
        self.put(file, id, None);
        id
    }

    /// Whether a file of the catalogue was not met, and is not where it was.
    fn is_gone(&mut self, file: i64) -> bool {
        let is_met = self.pass.met.contains(file);
        !is_met && self.path(file).is_none_or(|path| fs::symlink_metadata(path).is_err())
    }

    /// The folder and the name of a file; a folder that was given, and is not there or
    /// cannot be read now, is told of as a file of its own.
    pub(in crate::archive::catalogue) fn place_of<'a>(
        &self,
        file: &'a Path,
    ) -> (&'a Path, &'a OsStr) {
        if self.roots.iter().any(|root| root.given == file) {
            return (file, OsStr::new(AWAY));
        }
        (file.parent().unwrap_or(Path::new("")), file.file_name().unwrap_or_default())
    }

    /// Files an article, in the place of a file that is gone or in a new one.
    fn put(&mut self, file: &Path, id: ArticleId, gone: Option<Filed>) {
        let (folder, name) = self.place_of(file);
        let Some(folder) = self.folder_at(folder, true) else { return };
        let number = self.ask(|table| match gone {
            Some(gone) => table.move_file(gone.number, folder, name).map(|()| gone.number),
            None => table.add_file(folder, name, id),
        });
        if let Some(number) = number {
            self.pass.met.insert(number);
        }
    }
}
