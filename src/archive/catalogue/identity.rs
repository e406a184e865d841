//! Which identity a file has, and who gives one up.
//!
//! One idea: the text leads, and then the place. What says the same as a file that
//! is not where it was is that file, at first or after it was edited, whatever stands in
//! its place; else a known path keeps its own, and what is left is new.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::table::Filed;
use super::{Catalogue, Stamp};
use crate::archive::items::Many;
use crate::archive::open::open;
use crate::article::ArticleId;

/// The name under which a folder is filed that cannot be walked.
pub(super) const AWAY: &str = ".";

/// A file that is met.
struct New<'a> {
    file: &'a Path,
    /// Its bytes; of one that holds many articles, what tells it from others.
    bytes: &'a [u8],
    /// The identity that the bytes alone give.
    first: ArticleId,
    stamp: Stamp,
}

impl New<'_> {
    /// The identity of the second and further equal files.
    fn id(&self, ordinal: u32) -> ArticleId {
        if ordinal == 0 { self.first } else { ArticleId::of(self.bytes, ordinal) }
    }

    /// Whether it is the identity of one of the equal files, as far as there are mostly.
    fn is_copy(&self, id: ArticleId) -> bool {
        /// Equal files that are looked for.
        const MOST: u32 = 16;

        (1..MOST).any(|ordinal| self.id(ordinal) == id)
    }
}

/// The identity that the bytes of a file alone give; `None` if it cannot be read, or
/// holds many articles, which is known by less.
pub(in crate::archive) fn says(file: &Path) -> Option<ArticleId> {
    let mut opened = open(file).ok()?;
    if Many::recognise(file, &opened.head().ok()?).is_some() {
        return None;
    }
    let contents = opened.contents().ok()?;
    Some(ArticleId::of(&contents.bytes, 0))
}

/// The folder that a file is in.
fn folder(file: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).to_owned()
}

impl Catalogue {
    /// The identity of a file with these bytes, in this state.
    ///
    /// A file that has left its place gives its identity to the one that says the same.
    /// Else a known path keeps its own, and a new one has the first that no other file
    /// has, counted from 0. So equal files must come in the same order every time.
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
            self.pass.has_other_lists |= known.is_list;
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

    /// The identity of a file, and what was known of its path if it still is that file.
    fn identified(
        &mut self,
        file: &Path,
        bytes: &[u8],
        stamp: Stamp,
    ) -> (ArticleId, Option<Filed>) {
        let first = ArticleId::of(bytes, 0);
        let new = New { file, bytes, first, stamp };
        let Some(known) = self.filed(file) else { return (self.identify_new(&new), None) };
        let before = known.said.unwrap_or(known.id);
        let moved = if before == first { None } else { self.moved_over(&new, known.number) };
        if let Some(moved) = moved {
            // It may be met elsewhere.
            self.ask(|table| table.displace(known.number));
            self.pass.refused.remove(&before);
            return (self.move_here(&new, &moved), None);
        }
        if before != first {
            self.pass.changed.insert(before, known);
        }
        self.note(&known, first);
        self.pass.met.insert(known.number);
        self.pass.read.insert(known.id, stamp);
        (known.id, Some(known))
    }

    /// The identity of a file where none was known.
    fn identify_new(&mut self, new: &New<'_>) -> ArticleId {
        let changed = self.pass.changed.get(&new.first).copied();
        let is_it = |before: &Filed| before.stamp.is_none_or(|stamp| stamp == new.stamp);
        if let Some(moved) = changed.filter(is_it) {
            return self.move_before_another(new, &moved);
        }
        let mut ordinal = self.next.get(&new.first).copied().unwrap_or(0);
        let (id, moved) = loop {
            let id = new.id(ordinal);
            ordinal += 1;
            match self.ask(|table| table.file_of(id)).flatten() {
                None => break (id, None),
                Some(holder) if self.has_left(&holder, new) => break (id, Some(holder)),
                Some(_) => {}
            }
        };
        let moved = moved.or_else(|| self.edited(new));
        if moved.is_none() && ordinal > 1 {
            self.next.insert(new.first, ordinal);
        }
        if let Some(moved) = moved {
            return self.move_here(new, &moved);
        }
        let buried = self.buried(new.first).filter(|id| !new.is_copy(*id));
        let known = buried.or_else(|| self.vacated(new.file));
        let id = known.unwrap_or(id);
        self.put(new.file, id, None);
        if id != new.first
            && let Some(filed) = self.filed(new.file)
        {
            self.ask(|table| table.say(filed.number, Some(new.first)));
            self.pass.has_edited = None;
        }
        self.restless.extend(known.map(|id| (id, new.first)));
        self.pass.read.insert(id, new.stamp);
        id
    }

    /// Has a file lie here that lay elsewhere.
    fn move_here(&mut self, new: &New<'_>, moved: &Filed) -> ArticleId {
        if let Some(kept) = moved.stamp {
            // What the name says of the article must be the same.
            let name =
                self.path(moved.number).and_then(|path| path.file_name().map(OsString::from));
            if name.as_deref() == new.file.file_name() {
                self.pass.moved.insert(moved.id, kept);
            }
        }
        self.put(new.file, moved.id, Some(*moved));
        self.restless.insert(moved.id, new.first);
        self.note(moved, new.first);
        self.pass.read.insert(moved.id, new.stamp);
        moved.id
    }

    /// The same for one whose place another file has, which was taken for it in this
    /// pass: both are read once more.
    fn move_before_another(&mut self, new: &New<'_>, moved: &Filed) -> ArticleId {
        let place = self.path(moved.number);
        self.pass.changed.remove(&new.first);
        self.put(new.file, moved.id, Some(*moved));
        // What it says now was noted as what the other says.
        self.ask(|table| table.say(moved.number, moved.said));
        self.restless.insert(moved.id, new.first);
        self.pass.mistaken.push(moved.number);
        self.pass
            .again
            .extend([place.as_deref(), Some(new.file)].into_iter().flatten().map(folder));
        moved.id
    }

    /// A file that said what this one says, and whose place was left for another, which
    /// has the place of a third.
    fn moved_over(&mut self, new: &New<'_>, third: i64) -> Option<Filed> {
        let holder = self.ask(|table| table.file_of(new.first)).flatten();
        // Of one that was edited the last text counts: a place is lost for it.
        let says_it = |holder: &Filed| holder.said.is_none() && holder.number != third;
        let holder = holder.filter(|holder| says_it(holder) && self.has_left(holder, new));
        holder.or_else(|| self.edited(new).filter(|edited| edited.number != third))
    }

    /// Whether a file that was known is not where it was, but is this one.
    fn has_left(&mut self, holder: &Filed, new: &New<'_>) -> bool {
        if self.is_gone(holder.number) {
            return true;
        }
        if self.pass.met.contains(holder.number) {
            return false;
        }
        let Some(place) = self.path(holder.number) else { return true };
        let is_link = || fs::canonicalize(&place).ok() == fs::canonicalize(new.file).ok();
        if place.is_symlink() && is_link() {
            return true;
        }
        match holder.stamp {
            // Whoever copies a file gives the copy another time.
            Some(kept) => kept == new.stamp && Stamp::of(&place) != Some(kept),
            // Of one that is known from another session only its bytes tell.
            None => says(&place).is_some_and(|says| says != holder.said.unwrap_or(holder.id)),
        }
    }

    /// Notes what the bytes of a file alone would be.
    fn note(&mut self, known: &Filed, first: ArticleId) {
        let said = Some(first).filter(|first| *first != known.id);
        if said != known.said {
            self.ask(|table| table.say(known.number, said));
            self.restless.insert(known.id, first);
            self.pass.has_edited = None;
        }
    }

    /// A file that was edited until it said this, and is not where it was.
    fn edited(&mut self, new: &New<'_>) -> Option<Filed> {
        let has_edited = self.pass.has_edited;
        let has_edited = has_edited.or_else(|| self.ask(|table| table.has_edited()));
        self.pass.has_edited = has_edited;
        // Most archives have none, and every new file would be looked for.
        has_edited.filter(|has| *has)?;
        // Thousands may say the same: each is asked once in a pass.
        let mut last = self.pass.refused.get(&new.first).copied().unwrap_or(0);
        while let Some(same) = self.ask(|table| table.file_saying(new.first, last)).flatten() {
            if self.has_left(&same, new) {
                return Some(same);
            }
            last = same.number;
            self.pass.refused.insert(new.first, last);
        }
        None
    }

    /// The identity of a file that cannot be read: its own if it could be
    /// before, else one made of its path.
    pub(in crate::archive) fn identify_unread(&mut self, file: &Path) -> ArticleId {
        self.close(file);
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

    /// Whether a file of the catalogue was not met, and is not where it was: nothing is
    /// there, or a folder.
    fn is_gone(&mut self, file: i64) -> bool {
        let is_there = |path: &Path| match fs::symlink_metadata(path) {
            Ok(state) => !state.is_dir(),
            Err(error) => error.kind() == ErrorKind::PermissionDenied,
        };
        !self.pass.met.contains(file) && self.path(file).is_none_or(|path| !is_there(&path))
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
