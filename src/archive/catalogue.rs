//! Which file holds which article.
//!
//! An article is known by the bytes of its file as first seen, so the same
//! file has the same identity on every device. From then on it belongs to the
//! path: an edited file is the same article, and so is a moved one. An item of
//! a container is known by its key in it, and goes where the container goes.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::open::Stamp;
use super::{Location, Part};
use crate::article::ArticleId;
use crate::format::container::Head;

/// Paths and identities, both ways.
#[derive(Default)]
pub(super) struct Catalogue {
    ids: HashMap<PathBuf, ArticleId>,
    locations: HashMap<ArticleId, Location>,
    /// The lowest ordinal that may be free, by the identity of the first of
    /// some equal files.
    next: HashMap<ArticleId, u32>,
    /// Which state of a container was cut.
    containers: HashMap<ArticleId, Stamp>,
    items: HashMap<ArticleId, Held>,
}

/// An item that a container holds.
struct Held {
    container: ArticleId,
    part: Part,
    head: Option<Arc<Head>>,
}

/// An item as it was when its container was cut.
#[derive(Clone)]
pub(super) struct Cut {
    /// What was said of all items beside it; `None` for a file in a zip that is
    /// an article of its own.
    pub(super) head: Option<Arc<Head>>,
    /// The state of the whole file.
    pub(super) stamp: Stamp,
}

impl Catalogue {
    /// Begins a pass over all files, in which moved files may be met.
    pub(super) fn begin(&mut self) {
        self.next.clear();
    }

    pub(super) fn location(&self, id: ArticleId) -> Option<Location> {
        let Some(Held { container, part, .. }) = self.items.get(&id) else {
            return self.locations.get(&id).cloned();
        };
        let file = self.locations.get(container)?.file.clone();
        Some(Location { file, item: Some(part.clone()) })
    }

    /// How the container of an item was when it was cut.
    pub(super) fn cut(&self, item: ArticleId) -> Option<Cut> {
        let Held { container, head, .. } = self.items.get(&item)?;
        let stamp = *self.containers.get(container)?;
        Some(Cut { head: head.clone(), stamp })
    }

    /// Notes that a container was cut.
    pub(super) fn hold(&mut self, container: ArticleId, stamp: Stamp) {
        self.containers.insert(container, stamp);
    }

    /// Notes an item of a container, with what is said of all items beside it;
    /// returns its identity.
    pub(super) fn identify_item(
        &mut self,
        container: ArticleId,
        part: Part,
        head: Option<Arc<Head>>,
    ) -> ArticleId {
        let id = ArticleId::of_item(container, &part.key);
        self.items.insert(id, Held { container, part, head });
        id
    }

    pub(super) fn id(&self, file: &Path) -> Option<ArticleId> {
        self.ids.get(file).copied()
    }

    /// The identity of a file with these bytes.
    ///
    /// A known path keeps its own. Else it is the first that no other file
    /// has, counted from 0; a file that is gone gives its identity up. So
    /// equal files must come in the same order every time.
    pub(super) fn identify(&mut self, file: &Path, bytes: &[u8]) -> ArticleId {
        if let Some(id) = self.id(file) {
            return id;
        }
        let first = ArticleId::of(bytes, 0);
        let mut ordinal = self.next.get(&first).copied().unwrap_or(0);
        let id = loop {
            let id = if ordinal == 0 { first } else { ArticleId::of(bytes, ordinal) };
            ordinal += 1;
            if self.is_free(id) {
                break id;
            }
        };
        self.next.insert(first, ordinal);
        self.put(file, id);
        id
    }

    /// The identity of a file that cannot be read: its own if it could be
    /// before, else one made of its path.
    pub(super) fn identify_unread(&mut self, file: &Path) -> ArticleId {
        self.id(file).unwrap_or_else(|| {
            let path = ArticleId::of(file.as_os_str().as_encoded_bytes(), 0);
            let id = ArticleId::of_item(path, "a file that cannot be read");
            self.locations.insert(id, Location { file: file.to_owned(), item: None });
            id
        })
    }

    fn is_free(&mut self, id: ArticleId) -> bool {
        let Some(holder) = self.locations.get(&id) else { return true };
        let is_gone = fs::symlink_metadata(&holder.file).is_err();
        if is_gone {
            self.ids.remove(&holder.file);
        }
        is_gone
    }

    fn put(&mut self, file: &Path, id: ArticleId) {
        self.ids.insert(file.to_owned(), id);
        self.locations.insert(id, Location { file: file.to_owned(), item: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_files_are_two_articles() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.txt", "b.txt", "c.txt"].map(|name| folder.path().join(name));
        for path in &paths {
            fs::write(path, "rain").unwrap();
        }
        let mut catalogue = Catalogue::default();
        let ids: Vec<_> = paths.iter().map(|path| catalogue.identify(path, b"rain")).collect();
        assert_eq!(ids, [0, 1, 2].map(|ordinal| ArticleId::of(b"rain", ordinal)));
    }

    #[test]
    fn an_edited_file_is_the_same_article() {
        let mut catalogue = Catalogue::default();
        let id = catalogue.identify(Path::new("a.txt"), b"rain");
        catalogue.begin();
        assert_eq!(catalogue.identify(Path::new("a.txt"), b"snow"), id);
    }

    #[test]
    fn a_moved_file_is_the_same_article() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old.txt", "new.txt"].map(|name| folder.path().join(name));
        fs::write(&old, "rain").unwrap();
        let mut catalogue = Catalogue::default();
        let id = catalogue.identify(&old, b"rain");
        fs::rename(&old, &new).unwrap();
        catalogue.begin();
        assert_eq!(catalogue.identify(&new, b"rain"), id);
        assert_eq!(
            (catalogue.id(&old), catalogue.location(id)),
            (None, Some(Location { file: new, item: None }))
        );
    }

    #[test]
    fn a_file_that_can_no_longer_be_read_stays_the_same_article() {
        let mut catalogue = Catalogue::default();
        let id = catalogue.identify(Path::new("a.txt"), b"rain");
        assert_eq!(catalogue.identify_unread(Path::new("a.txt")), id);
        let unread = catalogue.identify_unread(Path::new("b.txt"));
        assert_ne!(unread, id);
        assert!(catalogue.location(unread).is_some());
    }
}
