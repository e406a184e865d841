//! The thread that writes: gathers changes, saves them, looks for those of
//! other instances, and begins again after whatever went wrong.
//!
//! One rule: a change leaves `unsaved` only after the commit that holds it, and
//! only then is it acknowledged. Everything else may fail at any point.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::opening::{Opened, open};
use super::store::{Store, Unsaved, understood};
use super::{Change, Report, StateError};
use crate::article::{Safe, Sighting};

/// How long a place may wait for others: what is lost of it when the power fails.
const GATHER: Duration = Duration::from_secs(2);

/// How often to look for what other instances wrote.
const LOOK: Duration = Duration::from_secs(1);

/// How long to wait before another attempt at what went wrong.
const AGAIN: Duration = Duration::from_secs(5);

/// Orders to take before saving: whoever writes without end must not keep
/// the thread from it.
const BATCH: usize = 1000;

/// What the thread is asked to do.
pub(super) enum Order {
    /// Save this, made at this time.
    Write(Change, Timestamp),
    /// Save where a file was seen at this time.
    See(Box<Sighting>, Timestamp),
    /// Save all now, and answer whether it is on the disk.
    Flush(SyncSender<bool>),
}

/// What the thread owns.
pub(super) struct Writer<R> {
    path: Option<PathBuf>,
    report: R,
    /// `None` before it was opened, and when it has to be opened again.
    store: Option<Store>,
    unsaved: Unsaved,
    /// How many changes came.
    received: u64,
    /// When to save, or to try again.
    due: Option<Instant>,
    /// Whether the last attempt went wrong: then only time brings the next.
    is_waiting: bool,
    /// The trouble that was told last, until a change is saved.
    told: Option<Safe>,
}

impl<R: FnMut(Report)> Writer<R> {
    pub(super) fn new(path: Option<PathBuf>, report: R) -> Self {
        Self {
            path,
            report,
            store: None,
            unsaved: Unsaved::new(),
            received: 0,
            due: None,
            is_waiting: false,
            told: None,
        }
    }

    /// Works until every sender is gone, then saves what is left.
    pub(super) fn run(mut self, inbox: &Receiver<Order>) {
        self.guarded(Self::start);
        loop {
            match inbox.recv_timeout(self.rest()) {
                Ok(first) => self.guarded(|writer| {
                    let others = inbox.try_iter().take(BATCH);
                    std::iter::once(first).chain(others).for_each(|it| writer.take(it));
                    if writer.is_due() {
                        writer.save();
                    }
                }),
                Err(RecvTimeoutError::Timeout) if self.is_due() => self.guarded(Self::save),
                Err(RecvTimeoutError::Timeout) => self.guarded(Self::look),
                Err(RecvTimeoutError::Disconnected) => return self.guarded(Self::save),
            }
        }
    }

    /// Does a part of the work; a panic in it is told, and the file is opened
    /// again.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        // What a panic leaves is whole: `unsaved` is emptied only after a commit.
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(self))) {
            let fault = StateError::Fault(words(&*panic));
            catch_unwind(AssertUnwindSafe(|| self.fail(&fault))).ok();
        }
    }

    /// Opens the file and tells what is in it, or that nothing is.
    fn start(&mut self) {
        match self.open() {
            Ok(store) => self.store = Some(store),
            Err(trouble) => {
                (self.report)(Report::Loaded(Box::default()));
                self.fail(&trouble);
            }
        }
    }

    fn open(&mut self) -> Result<Store, StateError> {
        let path = self.path.as_deref().ok_or(StateError::NoFolder)?;
        let Opened { store, registers, trouble } = open(path)?;
        let marks = understood(&registers).into_iter().collect();
        (self.report)(Report::Loaded(Box::new(marks)));
        if let Some(trouble) = trouble {
            self.tell(&trouble);
        }
        Ok(store)
    }

    /// How long there is nothing to do but to listen.
    fn rest(&self) -> Duration {
        let due = self.due.map(|due| due.saturating_duration_since(Instant::now()));
        due.map_or(LOOK, |due| due.min(LOOK))
    }

    fn is_due(&self) -> bool {
        self.due.is_some_and(|due| due <= Instant::now())
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Write(change, time) => {
                self.received += 1;
                self.put(change, time);
            }
            Order::See(sighting, time) => self.put(Change::Seen(sighting), time),
            Order::Flush(reply) => {
                self.save();
                // Whoever asked may have stopped waiting.
                reply.try_send(self.unsaved.is_empty()).ok();
            }
        }
    }

    fn put(&mut self, change: Change, time: Timestamp) {
        let patience = if change.can_wait() { GATHER } else { Duration::ZERO };
        self.unsaved.insert(change.slot(), (change, time));
        if !self.is_waiting {
            let soon = Instant::now() + patience;
            self.due = Some(self.due.map_or(soon, |due| due.min(soon)));
        }
    }

    fn save(&mut self) {
        match self.try_to_save() {
            Ok(()) if self.unsaved.is_empty() => {
                self.due = None;
                self.is_waiting = false;
            }
            // Why it may only be read was told when it was opened.
            Ok(()) => self.wait(),
            Err(trouble) => self.fail(&trouble),
        }
    }

    fn try_to_save(&mut self) -> Result<(), StateError> {
        let nothing = self.unsaved.is_empty();
        let mut store = self.ready(|store| nothing || store.can_write())?;
        if nothing || !store.can_write() {
            self.store = Some(store);
            return Ok(());
        }
        let saved = store.save(&self.unsaved);
        let theirs = self.put_back(store, saved)?;
        self.unsaved.clear();
        self.told = None;
        self.show(theirs);
        (self.report)(Report::Saved(self.received));
        Ok(())
    }

    /// Looks for what other instances wrote. Without a store there is nothing
    /// to see before the next attempt.
    fn look(&mut self) {
        if self.store.is_none() {
            return;
        }
        let looked = self.ready(|_| true).and_then(|mut store| {
            let looked = store.look();
            self.put_back(store, looked)
        });
        match looked {
            Ok(theirs) => self.show(theirs),
            Err(trouble) => self.fail(&trouble),
        }
    }

    /// Takes the store out, or opens it if it is gone or not good. A panic or
    /// a broken connection leaves it out.
    fn ready(&mut self, is_good: impl FnOnce(&Store) -> bool) -> Result<Store, StateError> {
        let store = self.store.take().filter(|store| store.is_in_place() && is_good(store));
        store.map_or_else(|| self.open(), Ok)
    }

    fn put_back<T>(&mut self, store: Store, done: Result<T, StateError>) -> Result<T, StateError> {
        if done.as_ref().err().is_none_or(StateError::may_pass) {
            self.store = Some(store);
        }
        done
    }

    fn show(&mut self, theirs: Vec<Change>) {
        if !theirs.is_empty() {
            (self.report)(Report::Changed(theirs));
        }
    }

    fn fail(&mut self, trouble: &StateError) {
        self.wait();
        self.tell(trouble);
    }

    fn wait(&mut self) {
        self.is_waiting = true;
        self.due = Some(Instant::now() + AGAIN);
    }

    fn tell(&mut self, trouble: &StateError) {
        let sentence = Safe::format(format_args!("{trouble}"));
        if self.told.as_ref() != Some(&sentence) {
            self.told = Some(sentence.clone());
            (self.report)(Report::Trouble(sentence));
        }
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let literal = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    literal.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
