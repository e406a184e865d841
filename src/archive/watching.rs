//! Hears of changes in an archive from the system.
//!
//! Each folder is watched by itself, not what lies below it: the folders are
//! known, and no start may touch every file to learn them. What is heard is
//! only where something changed; what changed is for an update to see. So
//! nothing is lost where much happens at once, and where the system can watch
//! no more folders ([`Watch::is_whole`]) looking now and then does as well.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Archive;

/// The folders of an archive that are watched, until it is dropped.
pub struct Watch {
    archive: Arc<Archive>,
    watcher: Option<RecommendedWatcher>,
    watched: HashSet<PathBuf>,
    is_whole: bool,
}

impl Watch {
    /// Watches no folder yet; `tell` will be called on a thread of its own
    /// after each change.
    pub fn new(archive: &Arc<Archive>, tell: impl Fn() + Send + 'static) -> Self {
        let heard = Arc::downgrade(archive);
        let watcher = notify::recommended_watcher(move |event| {
            if hear(&heard, event) {
                tell();
            }
        });
        Self {
            archive: Arc::clone(archive),
            watcher: watcher.ok(),
            watched: HashSet::new(),
            is_whole: false,
        }
    }

    /// Watches the folders that the archive has now; returns whether one of them
    /// was not watched before. What changed in it until now was not heard: look
    /// once more.
    pub fn renew(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else { return false };
        let mut is_new = false;
        let wanted = self.archive.catalogue().paths();
        for gone in self.watched.extract_if(|path| !wanted.contains(path)) {
            // Of a folder that is gone the system has forgotten it already.
            watcher.unwatch(named(&gone)).ok();
        }
        self.is_whole = true;
        for folder in wanted {
            if self.watched.contains(&folder) {
                continue;
            }
            match watcher.watch(named(&folder), RecursiveMode::NonRecursive) {
                Ok(()) => is_new |= self.watched.insert(folder),
                // One that is gone meanwhile changes the one above it.
                Err(_) => self.is_whole &= !folder.is_dir(),
            }
        }
        is_new
    }

    /// Whether every folder is watched.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

/// The current folder has a name only here.
fn named(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Notes where something changed; returns whether anything did.
fn hear(archive: &Weak<Archive>, event: notify::Result<Event>) -> bool {
    let Some(archive) = archive.upgrade() else { return false };
    let Ok(event) = event else { return true };
    if event.need_rescan() {
        // The system lost count: anything may have changed.
        let all = archive.catalogue().paths();
        for folder in all {
            archive.touch(folder);
        }
        return true;
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    let mut is_news = false;
    for path in event.paths {
        let is_hidden =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_hidden && let Some(folder) = path.parent() {
            archive.touch(folder.strip_prefix(".").unwrap_or(folder).to_owned());
            is_news = true;
        }
    }
    is_news
}
