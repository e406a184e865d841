//! Puts articles into the engine: all of them at first, those that change
//! while the session runs, and those that the reader corrects.
//!
//! One thread does it all. So what was parsed before a correction can never
//! come behind what was parsed after it.

mod failing;
mod telling;

use std::cell::{Cell, RefCell};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use super::desk::guarded;
use super::opening::Opening;
use super::pacing::{Report, Telling};
use super::sightings::Sightings;
use crate::app::Msg;
use crate::archive::{Archive, Look, Watch};
use crate::article::{ArticleId, Corrected, Safe};
use crate::search::library::{Figures, Filler, Kind};
use crate::search::scan::Scan;

/// How often it is looked whether a folder changed, or another process filled
/// the index further: often enough that what came is there within a second.
const GLANCE: Duration = Duration::from_millis(700);

/// The same where the system tells of changes: it does not hear of those that
/// another machine makes on a disk that is shared.
const WATCHED: Duration = Duration::from_secs(30);

/// What comes within this time of a change is taken in together with it.
const TOGETHER: Duration = Duration::from_millis(50);

/// Longest time that is waited for more.
const AT_LAST: Duration = Duration::from_millis(300);

/// When every file is looked at first, for those that were changed in their
/// place while nobody watched: the reader is busy by then.
const FIRST_SWEEP: Duration = Duration::from_secs(2);

/// How often it is done again.
const SWEEP: Duration = Duration::from_secs(5 * 60);

/// What looking may take of the time, at most: one part of so many.
const SHARE: u32 = 50;

/// Articles that the scanner takes in: 100,000 of the length of news took 1.3 GB.
const SCANNED: usize = 50_000;

/// What the reader says of some articles.
type Corrections = Vec<(ArticleId, Corrected)>;

/// Something to be done with the archive.
enum Order {
    /// Parse these again.
    Correct(Corrections),
    /// Look what changed in the files.
    Rescan,
    /// The system told of changes, which are noted.
    Changed,
    /// See whether the index is damaged.
    Check,
}

/// An engine that this session fills.
enum Filled {
    Scanner(Arc<Scan>),
    Index(Box<Filler>),
}

/// The way to the thread that fills the engine.
pub(super) struct Shelf(Arc<Sender<Order>>);

/// What that thread works with.
struct Shelver {
    opening: Arc<Opening>,
    sightings: Option<Sightings>,
    inbox: Sender<Msg>,
    stop: Arc<AtomicBool>,
    orders: Receiver<Order>,
    /// How closely is to be looked again, because of what was heard during an
    /// update that may have been there already.
    missed: Cell<Option<Look>>,
    /// Whether a search complained of the index during an update.
    is_suspected: Cell<bool>,
    /// Whether the index was seen not to be damaged.
    is_sound: Cell<bool>,
    /// What went wrong last, and is told already.
    told: RefCell<Option<Safe>>,
    /// The way to itself, for whoever watches; the thread ends all the same.
    own: Weak<Sender<Order>>,
}

impl Shelf {
    /// Reads the archive on threads of its own, and tells how far it has come.
    pub(super) fn new(
        opening: Arc<Opening>,
        sightings: Option<Sightings>,
        stop: Arc<AtomicBool>,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        let (order, orders) = channel();
        let order = Arc::new(order);
        let own = Arc::downgrade(&order);
        let shelver = Shelver::new(opening, sightings, inbox, stop, orders, own);
        thread::Builder::new().name("shelf".to_owned()).spawn(move || shelver.run())?;
        Ok(Self(order))
    }

    /// Has articles parsed again with what the reader says of them; returns at
    /// once.
    pub(super) fn correct(&self, corrections: Corrections) {
        // The thread ends after this sender only.
        self.0.send(Order::Correct(corrections)).ok();
    }

    /// What has the index looked at, of which a search complained; returns at once.
    pub(super) fn checker(&self) -> impl Fn() + Send + 'static {
        let way = Arc::downgrade(&self.0);
        move || {
            if let Some(way) = way.upgrade() {
                way.send(Order::Check).ok();
            }
        }
    }

    /// Has the files looked at again; returns at once.
    pub(super) fn rescan(&self) {
        self.0.send(Order::Rescan).ok();
    }
}

impl Shelver {
    fn new(
        opening: Arc<Opening>,
        sightings: Option<Sightings>,
        inbox: Sender<Msg>,
        stop: Arc<AtomicBool>,
        orders: Receiver<Order>,
        own: Weak<Sender<Order>>,
    ) -> Self {
        let (missed, is_suspected, is_sound) = (Cell::default(), Cell::default(), Cell::default());
        let told = RefCell::default();
        Self { opening, sightings, inbox, stop, orders, missed, is_suspected, is_sound, told, own }
    }

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
            Kind::Read(index) => {
                if let Some(filler) = self.follow(archive, &index) {
                    self.keep_up(archive, Filled::Index(filler));
                }
            }
        }
    }

    /// Does what is ordered, and looks what changed in the files when the system
    /// tells of it, and now and then, until the session ends. One with a large
    /// archive looks less often.
    fn keep_up(&self, archive: &Arc<Archive>, mut engine: Filled) {
        let mut watch = self.watch(archive);
        // A scanner has read nothing yet; an index begins with what is quickly found.
        let (look, first) = match engine {
            Filled::Index(_) => (Look::AtFolders, FIRST_SWEEP),
            Filled::Scanner(_) => (Look::AtFiles, SWEEP),
        };
        self.update(archive, &mut engine, look, Telling::Always);
        let mut sweep = Instant::now() + first;
        let mut pause = Duration::ZERO;
        loop {
            self.sightings.iter().for_each(|it| it.moved(archive.restless()));
            // What changed in a folder until it was watched was not heard.
            pause = if watch.renew() { Duration::ZERO } else { pause };
            let until_sweep = sweep.saturating_duration_since(Instant::now());
            if self.is_suspected.take() {
                self.check(archive, &mut engine);
            }
            let order = match self.missed.take() {
                Some(Look::AtFiles) => Ok(Order::Rescan),
                Some(Look::AtFolders) => Ok(Order::Changed),
                None => self.orders.recv_timeout(pause.min(until_sweep)),
            };
            // What was spent on nothing.
            let lost = match order {
                Ok(Order::Correct(corrections)) => {
                    self.correct(archive, &mut engine, corrections);
                    continue;
                }
                Ok(Order::Check) => self.check(archive, &mut engine),
                Ok(Order::Rescan) => {
                    let lost = self.update(archive, &mut engine, Look::AtFiles, Telling::Always);
                    sweep = Instant::now() + SWEEP;
                    lost
                }
                Ok(Order::Changed) => {
                    self.gather(archive, &mut engine);
                    self.update(archive, &mut engine, Look::AtFolders, Telling::News)
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() >= sweep => {
                    let lost = self.update(archive, &mut engine, Look::AtFiles, Telling::News);
                    sweep = Instant::now() + SWEEP;
                    lost
                }
                Err(RecvTimeoutError::Timeout) => {
                    let began = Instant::now();
                    if archive.has_changed() {
                        self.update(archive, &mut engine, Look::AtFolders, Telling::News)
                    } else if watch.is_whole() {
                        pause = WATCHED;
                        continue;
                    } else {
                        began.elapsed()
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // After a change one more look: more may have come meanwhile.
            pause = GLANCE.max(lost * SHARE);
        }
    }

    /// Hears from the system what changes in the archive.
    fn watch(&self, archive: &Arc<Archive>) -> Watch {
        let own = self.own.clone();
        Watch::new(archive, move || {
            if let Some(own) = own.upgrade() {
                own.send(Order::Changed).ok();
            }
        })
    }

    /// Waits until no more changes come for a moment, or long enough.
    fn gather(&self, archive: &Archive, engine: &mut Filled) {
        let until = Instant::now() + AT_LAST;
        while Instant::now() < until {
            match self.orders.recv_timeout(TOGETHER) {
                Ok(Order::Correct(corrections)) => self.correct(archive, engine, corrections),
                Ok(Order::Rescan) => self.missed.set(Some(Look::AtFiles)),
                Ok(Order::Check) => drop(self.check(archive, engine)),
                Ok(Order::Changed) => {}
                Err(_) => return,
            }
        }
    }

    /// Hears during an update what is ordered: corrects at once, and notes that it is
    /// to be looked again where the update may have been already.
    fn hear(&self, mut correct: impl FnMut(Corrections)) {
        for order in self.orders.try_iter() {
            let look = match order {
                Order::Correct(corrections) => {
                    correct(corrections);
                    continue;
                }
                Order::Check => {
                    self.is_suspected.set(true);
                    continue;
                }
                Order::Rescan => Look::AtFiles,
                Order::Changed if self.missed.get() == Some(Look::AtFiles) => continue,
                Order::Changed => Look::AtFolders,
            };
            self.missed.set(Some(look));
        }
    }

    /// Returns the time that was lost where it failed: it would fail again at once.
    fn update(
        &self,
        archive: &Archive,
        engine: &mut Filled,
        look: Look,
        telling: Telling,
    ) -> Duration {
        let began = Instant::now();
        let updated = match engine {
            Filled::Scanner(scan) => {
                self.update_scanner(look, telling, archive, scan);
                // One that is full is not looked at any more.
                return if scan.count() >= SCANNED { SWEEP } else { Duration::ZERO };
            }
            Filled::Index(filler) => self.update_index(look, telling, filler),
        };
        let Err(reason) = updated else {
            self.told.take();
            return Duration::ZERO;
        };
        self.do_without(archive, engine, &reason);
        began.elapsed()
    }

    fn correct(&self, archive: &Archive, engine: &mut Filled, corrections: Corrections) {
        match engine {
            Filled::Scanner(scan) => self.correct_scanner(archive, scan, corrections),
            Filled::Index(filler) => self.correct_index(filler, corrections),
        }
    }

    fn update_scanner(&self, look: Look, telling: Telling, archive: &Archive, scan: &Scan) {
        if scan.count() >= SCANNED {
            return;
        }
        let mut report = Report::begin(&self.inbox, telling);
        let halt = AtomicBool::new(false);
        let update = || {
            let gone = archive.update(look, &halt, |reads, progress| {
                archive.keep(reads.iter().map(|read| read.id));
                scan.insert(reads);
                report.goes_on(progress);
                self.hear(|corrections| self.correct_scanner(archive, scan, corrections));
                let is_full = scan.count() >= SCANNED;
                halt.store(is_full || self.stop.load(Ordering::Relaxed), Ordering::Relaxed);
            });
            scan.remove(&gone);
            !gone.is_empty()
        };
        let updated = self.or_tell(guarded("the rest of the archive cannot be read", update));
        if scan.count() >= SCANNED {
            let told = "without an index no more articles than these can be searched";
            self.tell(&Safe::line(told));
        }
        report.ends(updated.unwrap_or_default());
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

    /// Fails with what went wrong with the index.
    fn update_index(&self, look: Look, telling: Telling, filler: &mut Filler) -> Result<(), Safe> {
        let mut report = Report::begin(&self.inbox, telling);
        let update = || {
            let done = filler.update(look, &self.stop, |filler, _, progress| {
                // The last articles come with the last commit.
                if !progress.is_finished() {
                    report.goes_on(progress);
                }
                self.hear(|corrections| self.correct_index(filler, corrections));
            });
            done.map_err(|error| Safe::format(format_args!("{error}")))
        };
        let updated = guarded("the rest of the archive cannot be read", update);
        let updated = updated.and_then(|done| done);
        let is_news = |done: &Figures| telling == Telling::Always || *done != Figures::default();
        report.ends(updated.as_ref().is_ok_and(is_news));
        updated.map(drop)
    }

    fn correct_index(&self, filler: &mut Filler, corrections: Corrections) {
        let correct = || self.or_tell_index(filler.correct(corrections));
        let again = self.or_tell(guarded("the correction cannot be shown", correct));
        self.tell_corrected(again.flatten().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests;
