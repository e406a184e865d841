//! Has the state remember where the files lie of which the reader touched an article.
//!
//! A thread asks the archive, which may be busy, so that the drawing thread need not.
//! One idea: what is remembered already is known by its hash, so an article that is
//! scrolled through is written of once.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use super::desk::guarded;
use super::opening::Opening;
use super::queue::Queue;
use crate::archive::Archive;
use crate::article::{ArticleId, Sighting};
use crate::state::{State, sightings};

/// How long the end of a session waits for what was touched last.
const FAREWELL: Duration = Duration::from_millis(300);

enum Order {
    /// The reader did something to this article.
    Touched(ArticleId),
    /// These files were edited, moved or went, and say this or said it last.
    Moved(HashMap<ArticleId, ArticleId>),
    /// Answer once all before this is done.
    End(SyncSender<()>),
}

/// The way to that thread.
#[derive(Clone)]
pub(super) struct Sightings(Arc<Queue<Order>>);

impl Sightings {
    pub(super) fn new(opening: Arc<Opening>, state: Arc<State>) -> Self {
        Self(Arc::new(Queue::new("sightings", move |orders| work(&orders, &opening, &state))))
    }

    /// Remembers where an article lies; returns at once.
    pub(super) fn touched(&self, id: ArticleId) {
        self.0.ask(Order::Touched(id));
    }

    /// Remembers where files lie now, as far as articles of them were touched; returns
    /// at once.
    pub(super) fn moved(&self, files: HashMap<ArticleId, ArticleId>) {
        if !files.is_empty() {
            self.0.ask(Order::Moved(files));
        }
    }

    /// Waits a moment until the state was told all.
    pub(super) fn end(&self) {
        let (done, is_done) = sync_channel(1);
        self.0.ask(Order::End(done));
        is_done.recv_timeout(FAREWELL).ok();
    }
}

fn work(orders: &Receiver<Order>, opening: &Opening, state: &State) {
    let mut remembered = None;
    for order in orders {
        // What breaks down here is lost only if the file is edited, and the index too.
        let done = guarded("where a file lies cannot be kept", || {
            let load = || Remembered::of(opening.state());
            match order {
                Order::Touched(id) => {
                    remembered.get_or_insert_with(load).touch(opening.archive(), id, state);
                }
                Order::Moved(files) => {
                    remembered.get_or_insert_with(load).follow(opening.archive(), files, state);
                }
                Order::End(done) => drop(done.send(())),
            }
        });
        done.ok();
    }
}

/// Has the state at `path` remember the files of an archive that were edited or moved
/// since this was last done, as far as the reader touched articles of them.
pub fn keep_moved(archive: &Archive, path: Option<&Path>) {
    let files = archive.restless();
    let Some(path) = path.filter(|_| !files.is_empty()) else { return };
    let mut remembered = Remembered::of(Some(path));
    if !files.keys().any(|file| remembered.last.contains_key(file)) {
        return;
    }
    if let Ok(state) = State::open(Some(path.to_owned()), |_| {}) {
        remembered.follow(archive, files, &state);
        // It is saved when it is dropped.
    }
}

/// What the state remembers: the hash of the last sighting of each file.
#[derive(Default)]
struct Remembered {
    hasher: RandomState,
    last: HashMap<ArticleId, u64>,
}

impl Remembered {
    fn of(state: Option<&Path>) -> Self {
        let mut remembered = Self::default();
        // What cannot be read is told by whoever writes it.
        for sighting in state.and_then(|path| sightings(path).ok()).into_iter().flatten() {
            if sighting.place.is_some() {
                remembered.learn(&sighting);
            }
        }
        remembered
    }

    /// Returns whether this was not remembered.
    fn learn(&mut self, sighting: &Sighting) -> bool {
        let hash = self.hasher.hash_one(sighting);
        self.last.insert(sighting.file, hash) != Some(hash)
    }

    fn touch(&mut self, archive: &Archive, id: ArticleId, state: &State) {
        if let Some(sighting) = archive.sighting(id)
            && self.learn(&sighting)
        {
            state.see(sighting);
        }
    }

    fn follow(&mut self, archive: &Archive, files: HashMap<ArticleId, ArticleId>, state: &State) {
        for (file, says) in files {
            if !self.last.contains_key(&file) {
                continue;
            }
            let sighting = archive.sighting(file);
            let gone = || Sighting { file, place: None, says };
            let sighting = sighting.unwrap_or_else(gone);
            if self.learn(&sighting) {
                state.see(sighting);
            }
        }
    }
}
