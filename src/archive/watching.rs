//! Hears of changes in an archive from the system.
//!
//! Each folder is watched by itself, not what lies below it: the folders are
//! known, and no start may touch every file to learn them. What is heard is
//! only where something changed; what changed is for an update to see. So
//! nothing is lost where much happens at once, and where the system can watch
//! no more folders ([`Watch::is_whole`]) looking now and then does as well.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Archive;
use super::updating::whole;

/// The folders of an archive that are watched, until it is dropped.
pub struct Watch {
    archive: Arc<Archive>,
    watcher: Option<RecommendedWatcher>,
    watched: HashSet<PathBuf>,
    /// What went from its place, from there on: a folder that has its name now is
    /// another.
    gone: Arc<Mutex<HashSet<PathBuf>>>,
    is_whole: bool,
}

impl Watch {
    /// Watches no folder yet; `tell` will be called on a thread of its own
    /// after each change.
    pub fn new(archive: &Arc<Archive>, tell: impl Fn() + Send + 'static) -> Self {
        let gone = Arc::default();
        let (heard, going) = (Arc::downgrade(archive), Arc::clone(&gone));
        let watcher = notify::recommended_watcher(move |event| {
            if hear(&heard, &going, event) {
                tell();
            }
        });
        Self {
            archive: Arc::clone(archive),
            watcher: watcher.ok(),
            watched: HashSet::new(),
            gone,
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
        let away = std::mem::take(&mut *lock(&self.gone));
        let is_away = |path: &Path| {
            let path = if away.is_empty() { None } else { whole(path) };
            path.is_some_and(|path| path.ancestors().any(|above| away.contains(above)))
        };
        for gone in self.watched.extract_if(|path| !wanted.contains(path) || is_away(path)) {
            // Of a folder that is gone the system has forgotten it already.
            watcher.unwatch(named(&gone)).ok();
        }
        self.is_whole = true;
        // Of those that are watched from the start every file was just looked at.
        let is_first = self.watched.is_empty();
        for folder in wanted {
            if self.watched.contains(&folder) {
                continue;
            }
            match watcher.watch(named(&folder), RecursiveMode::NonRecursive) {
                Ok(()) => {
                    if !is_first {
                        self.archive.touch(&folder);
                    }
                    is_new |= self.watched.insert(folder);
                }
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

fn lock(gone: &Mutex<HashSet<PathBuf>>) -> MutexGuard<'_, HashSet<PathBuf>> {
    gone.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The current folder has a name only here.
fn named(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Notes where something changed; returns whether anything did.
fn hear(
    archive: &Weak<Archive>,
    gone: &Mutex<HashSet<PathBuf>>,
    event: notify::Result<Event>,
) -> bool {
    let Some(archive) = archive.upgrade() else { return false };
    let Ok(event) = event else { return true };
    if event.need_rescan() {
        // The system lost count: anything may have changed.
        let all = archive.catalogue().paths();
        for folder in &all {
            archive.touch(folder);
        }
        lock(gone).extend(all.iter().filter_map(|folder| whole(folder)));
        return true;
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
        lock(gone).extend(event.paths.iter().filter_map(|path| whole(path)));
    }
    let mut is_news = false;
    for path in event.paths {
        let is_hidden =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_hidden && let Some(folder) = path.parent() {
            archive.touch(folder);
            is_news = true;
        }
    }
    is_news
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::fs;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant, SystemTime};

    use super::*;
    use crate::archive::{Look, Read};

    /// Longest time that a change may take to be heard of.
    const DEADLINE: Duration = Duration::from_secs(20);

    /// A watched archive.
    struct Watched {
        archive: Arc<Archive>,
        watch: Watch,
        changes: Receiver<()>,
    }

    impl Watched {
        /// Watches an archive whose folder was last changed long ago: of one that
        /// just was its time says nothing.
        fn at(root: PathBuf, folder: &Path) -> Self {
            fs::File::open(folder).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
            let archive = Arc::new(Archive::new(vec![root]));
            let (tell, changes) = channel();
            let watch = Watch::new(&archive, move || tell.send(()).unwrap_or_default());
            let mut watched = Self { archive, watch, changes };
            watched.taken_in();
            watched.watch.renew();
            watched
        }

        /// Names of the files that an update takes in.
        fn taken_in(&mut self) -> Vec<OsString> {
            let mut names = Vec::new();
            self.archive.update(Look::AtFolders, &AtomicBool::new(false), |reads, _| {
                self.archive.keep(reads.iter().map(|read| read.id));
                let name = |read: &Read| read.location.file.file_name().unwrap().to_owned();
                names.extend(reads.iter().map(name));
            });
            names
        }

        /// Whether an update takes a file in as soon as changes are heard of.
        fn hears_of(&mut self, name: &str) -> bool {
            let until = Instant::now() + DEADLINE;
            while self.changes.recv_timeout(until.saturating_duration_since(Instant::now())).is_ok()
            {
                if self.taken_in().iter().any(|taken| taken == name) {
                    return true;
                }
                self.watch.renew();
            }
            false
        }
    }

    /// The same folder, named from the current one.
    fn from_here(folder: &Path) -> PathBuf {
        let here = std::env::current_dir().unwrap();
        let up = here.components().skip(1).map(|_| "..");
        up.collect::<PathBuf>().join(folder.strip_prefix("/").unwrap())
    }

    #[test]
    fn an_edit_in_place_is_heard_of_also_where_the_archive_is_named_from_here() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "rain").unwrap();
        let mut watched = Watched::at(from_here(folder.path()), folder.path());
        fs::write(&file, "more rain").unwrap();
        assert!(watched.hears_of("a.txt"));
    }

    #[test]
    fn an_edit_in_place_is_heard_of_where_a_file_is_the_archive() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "rain").unwrap();
        let mut watched = Watched::at(file.clone(), folder.path());
        fs::write(&file, "more rain").unwrap();
        assert!(watched.hears_of("a.txt"));
    }

    #[test]
    fn a_folder_in_the_place_of_another_is_watched_like_that() {
        let folder = tempfile::tempdir().unwrap();
        let [today, new, old] = ["today", "new", "old"].map(|name| folder.path().join(name));
        fs::create_dir(&today).unwrap();
        fs::write(today.join("a.txt"), "rain").unwrap();
        let mut watched = Watched::at(folder.path().to_owned(), &today);
        fs::create_dir(&new).unwrap();
        fs::write(new.join("b.txt"), "snow").unwrap();
        fs::rename(&today, &old).unwrap();
        fs::rename(&new, &today).unwrap();
        assert!(watched.hears_of("b.txt"));
        // Whatever is still to be heard of that.
        while watched.changes.recv_timeout(Duration::from_millis(200)).is_ok() {}
        watched.taken_in();
        watched.watch.renew();
        fs::write(today.join("b.txt"), "more snow").unwrap();
        assert!(watched.hears_of("b.txt"));
    }
}
