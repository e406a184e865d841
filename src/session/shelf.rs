//! Puts articles into the engine: all of them at first, those that change
//! while the session runs, and those that the reader corrects.
//!
//! One thread does it all. So what was parsed before a correction can never
//! come behind what was parsed after it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::desk::guarded;
use super::opening::Opening;
use crate::app::Msg;
use crate::archive::{Archive, Look, Progress};
use crate::article::{ArticleId, Corrected, Safe};
use crate::search::index::{Index, IndexError};
use crate::search::library::{Figures, Filler, Kind};
use crate::search::scan::Scan;

/// How often it is looked whether a folder changed, or another process filled
/// the index further: often enough that what came is there within a second.
const GLANCE: Duration = Duration::from_millis(700);

/// How often every file is looked at, for those that were changed in their
/// place.
const SWEEP: Duration = Duration::from_secs(5 * 60);

/// What looking may take of the time, at most: one part of so many.
const SHARE: u32 = 50;

/// What the reader says of some articles.
type Corrections = Vec<(ArticleId, Corrected)>;

/// Something to be done with the archive.
enum Order {
    /// Parse these again.
    Correct(Corrections),
    /// Look what changed in the files.
    Rescan,
}

/// An engine that this session fills.
enum Filled {
    Scanner(Arc<Scan>),
    Index(Box<Filler>),
}

/// The way to the thread that fills the engine.
pub(super) struct Shelf(Sender<Order>);

/// What that thread works with.
struct Shelver {
    opening: Arc<Opening>,
    inbox: Sender<Msg>,
    stop: Arc<AtomicBool>,
    orders: Receiver<Order>,
}

impl Shelf {
    /// Reads the archive on threads of its own, and tells how far it has come.
    pub(super) fn new(
        opening: Arc<Opening>,
        stop: Arc<AtomicBool>,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        let (order, orders) = channel();
        let shelver = Shelver { opening, inbox, stop, orders };
        thread::Builder::new().name("shelf".to_owned()).spawn(move || shelver.run())?;
        Ok(Self(order))
    }

    /// Has articles parsed again with what the reader says of them; returns at
    /// once.
    pub(super) fn correct(&self, corrections: Corrections) {
        // The thread ends after this sender only.
        self.0.send(Order::Correct(corrections)).ok();
    }

    /// Has the files looked at again; returns at once.
    pub(super) fn rescan(&self) {
        self.0.send(Order::Rescan).ok();
    }
}

impl Shelver {
    fn run(&self) {
        let taken = guarded("the archive cannot be opened", || self.opening.take());
        let Some((kind, notice)) = self.or_tell(taken).flatten() else { return };
        if let Some(notice) = notice {
            self.inbox.send(Msg::Told(notice)).ok();
        }
        let archive = self.opening.archive();
        match kind {
            Kind::Scanned(scan) => self.keep_up(archive, Filled::Scanner(scan)),
            Kind::Filled(_, filler) => self.keep_up(archive, Filled::Index(filler)),
            Kind::Read(index) => self.follow(archive, &index),
        }
    }

    /// Does what is ordered, and looks now and then what changed in the files,
    /// until the session ends. One with a large archive looks less often.
    fn keep_up(&self, archive: &Archive, mut engine: Filled) {
        self.update(archive, &mut engine, Look::AtFiles);
        let mut swept = Instant::now();
        let mut pause = GLANCE;
        loop {
            let (began, was_ordered) = match self.orders.recv_timeout(pause) {
                Ok(Order::Correct(corrections)) => {
                    self.correct(archive, &mut engine, corrections);
                    continue;
                }
                Ok(Order::Rescan) => (Instant::now(), true),
                Err(RecvTimeoutError::Timeout) => (Instant::now(), false),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if was_ordered || swept.elapsed() > SWEEP {
                self.update(archive, &mut engine, Look::AtFiles);
                swept = Instant::now();
            } else if archive.has_changed() {
                self.update(archive, &mut engine, Look::AtFolders);
            }
            pause = GLANCE.max(began.elapsed() * SHARE);
        }
    }

    fn update(&self, archive: &Archive, engine: &mut Filled, look: Look) {
        match engine {
            Filled::Scanner(scan) => self.update_scanner(look, archive, scan),
            Filled::Index(filler) => self.update_index(look, filler),
        }
    }

    fn correct(&self, archive: &Archive, engine: &mut Filled, corrections: Corrections) {
        match engine {
            Filled::Scanner(scan) => self.correct_scanner(archive, scan, corrections),
            Filled::Index(filler) => self.correct_index(filler, corrections),
        }
    }

    fn update_scanner(&self, look: Look, archive: &Archive, scan: &Scan) {
        let update = || {
            let gone = archive.update(look, &self.stop, |reads, progress| {
                archive.keep(reads.iter().map(|read| read.id));
                let is_news = !reads.is_empty() || look == Look::AtFiles;
                scan.insert(reads);
                if is_news {
                    self.inbox.send(Msg::Indexed(progress)).ok();
                }
                for order in self.orders.try_iter() {
                    if let Order::Correct(corrections) = order {
                        self.correct_scanner(archive, scan, corrections);
                    }
                }
            });
            if !gone.is_empty() {
                scan.remove(&gone);
                self.inbox.send(Msg::Indexed(FINISHED)).ok();
            }
        };
        self.or_tell(guarded("the rest of the archive cannot be read", update));
    }

    /// Parses articles again with what the reader says of them.
    fn correct_scanner(&self, archive: &Archive, scan: &Scan, corrections: Corrections) {
        let parse_again = || {
            let ids: Vec<ArticleId> = corrections.iter().map(|(id, _)| *id).collect();
            for (id, corrected) in corrections {
                archive.correct(id, corrected);
            }
            // What was not met yet will be handed on corrected.
            let reads: Vec<_> = ids.into_iter().filter_map(|id| archive.read(id)).collect();
            let again: Vec<ArticleId> = reads.iter().map(|read| read.id).collect();
            scan.insert(reads);
            again
        };
        let again = guarded("the correction cannot be shown", parse_again);
        self.tell_corrected(self.or_tell(again).unwrap_or_default());
    }

    fn update_index(&self, look: Look, filler: &mut Filler) {
        let update = || {
            let done = filler.update(look, &self.stop, |filler, _, progress| {
                if !progress.is_finished() {
                    self.inbox.send(Msg::Indexed(progress)).ok();
                }
                for order in self.orders.try_iter() {
                    if let Order::Correct(corrections) = order {
                        self.correct_index(filler, corrections);
                    }
                }
            });
            let done = self.or_tell_index(done);
            // The last articles came with the last commit.
            if look == Look::AtFiles || done.is_some_and(|done| done != Figures::default()) {
                self.inbox.send(Msg::Indexed(FINISHED)).ok();
            }
        };
        self.or_tell(guarded("the rest of the archive cannot be read", update));
    }

    fn correct_index(&self, filler: &mut Filler, corrections: Corrections) {
        let correct = || self.or_tell_index(filler.correct(corrections));
        let again = self.or_tell(guarded("the correction cannot be shown", correct));
        self.tell_corrected(again.flatten().unwrap_or_default());
    }

    /// Shows what another process puts into the index.
    fn follow(&self, archive: &Archive, index: &Index) {
        self.inbox.send(Msg::Indexed(FINISHED)).ok();
        loop {
            match self.orders.recv_timeout(GLANCE) {
                Ok(Order::Correct(corrections)) => {
                    let again = corrections.iter().map(|(id, _)| *id).collect();
                    for (id, corrected) in corrections {
                        archive.correct(id, corrected);
                    }
                    // The other hears of it too, and sees to the index.
                    self.tell_corrected(again);
                }
                Ok(Order::Rescan) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.or_tell_index(index.refresh()) == Some(true) {
                self.inbox.send(Msg::Indexed(FINISHED)).ok();
            }
        }
    }

    fn tell_corrected(&self, again: Vec<ArticleId>) {
        if !again.is_empty() {
            self.inbox.send(Msg::Corrected(again)).ok();
        }
    }

    fn or_tell<T>(&self, done: Result<T, Safe>) -> Option<T> {
        done.map_err(|reason| self.inbox.send(Msg::Told(reason)).ok()).ok()
    }

    fn or_tell_index<T>(&self, done: Result<T, IndexError>) -> Option<T> {
        self.or_tell(done.map_err(|error| Safe::format(format_args!("{error}"))))
    }
}

/// Nothing is left to be read.
const FINISHED: Progress = Progress { done: 0, found: 0, is_walked: true };
