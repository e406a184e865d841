//! Reads whole archives: walk, read, parse, each on threads of its own.
//!
//! ```text
//! walk ─paths▶ read and identify ─gate▶ parse (all cores) ─articles▶ caller
//! ```
//!
//! A file that holds many articles is cut by the thread that reads; from then
//! on its items are like files. Identities are given by one thread in the order of the walk, so that equal
//! files get the same ones every time, however parsing goes. A gate bounds what
//! was read and not yet handed on, so memory does not grow with the archive.

pub(super) mod handing;

use std::ops::{ControlFlow, Deref};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::{num, thread};

use handing::hand_on;

use super::gate::{Gate, Load};
use super::items::{self, Many, Taken};
use super::lending::Settled;
use super::open::{self, Opened};
use super::parse::{Abandoned, Job, Parser, document};
use super::walk::{Found, Plan, walk};
use super::{Archive, ArchiveError, Location, Read, Why};
use crate::article::ArticleId;
use crate::format::Document;

/// Paths that may wait to be read: enough that the walk runs ahead and the
/// progress knows where it goes. Room for all is taken at once, so each is
/// in a box.
const PATHS: usize = 1 << 15;

/// Most articles handed on at once.
const BATCH: usize = 1024;

/// What may be read and not yet handed on: as much as parsers make of it in
/// the pause between two calls, and some more.
const WINDOW: Load = Load { files: 2 * BATCH, bytes: 64 << 20 };

/// Most parsers; the disk does not feed more.
const PARSERS: usize = 16;

/// How far an ingest has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Articles that were read, or could not be.
    pub done: usize,
    /// Articles found so far: a file counts as one until it is known to hold
    /// more.
    pub found: usize,
    /// Whether all folders were walked, and so `found` is final.
    pub is_walked: bool,
}

impl Progress {
    /// Whether every article was found and read.
    pub fn is_finished(self) -> bool {
        self.is_walked && self.done == self.found
    }
}

/// A file that was read and awaits its parser.
struct Waiting<A> {
    archive: A,
    ticket: Ticket,
    location: Location,
    id: ArticleId,
    changed: i64,
    job: Job,
}

/// What a file took when it was read.
#[derive(Clone, Copy)]
struct Ticket {
    rank: usize,
    bytes: usize,
}

/// What became of a file.
pub(super) struct Met<T> {
    ticket: Ticket,
    /// What was read.
    pub(super) read: Read<T>,
}

impl<T> Met<T> {
    /// How many were read before it.
    pub(super) fn rank(&self) -> usize {
        self.ticket.rank
    }
}

/// Where what was read goes.
struct Queues<'a, A, T> {
    archive: &'a A,
    /// What awaits its parser.
    queue: &'a Sender<Waiting<A>>,
    /// What has none to wait for.
    troubles: &'a Sender<Met<T>>,
}

/// What the threads share.
pub(super) struct Pass<'a, A, T> {
    stop: &'a AtomicBool,
    gate: Gate,
    abandoned: Abandoned,
    /// Whether files are passed over that were taken in as they are now.
    only_changes: bool,
    /// What is made of an article, on the thread that had it parsed.
    make: &'a (dyn Fn(&A, &Location, Document) -> T + Sync),
    met: AtomicUsize,
    found: AtomicUsize,
    is_walked: AtomicBool,
    /// The archives with lists of links, one for each list.
    lenders: Mutex<Vec<A>>,
}

/// Reads an archive, all of it or what changed, where a plan says; returns the
/// entries of lists of links that were lent to an article.
pub(super) fn ingest(
    archive: &Archive,
    only_changes: bool,
    plan: Option<&Plan>,
    stop: &AtomicBool,
    each: impl FnMut(Vec<Read>, Progress),
) -> Vec<ArticleId> {
    let make = |_: &&Archive, _: &Location, document: Document| document.article;
    let pass = Pass::new(stop, WINDOW, archive.abandoned.clone(), &make);
    let pass = Pass { only_changes, ..pass };
    let mut lent = Vec::new();
    pass.run(
        |send| {
            let each = |found| send(archive, found);
            let entered = match plan {
                Some(plan) => plan.walk(stop, each),
                None => walk(&archive.roots, stop, each),
            };
            archive.catalogue().entered(entered);
        },
        |reads| lent = hand_on(archive, &pass, reads, each),
    );
    lent
}

impl<'a, A: Deref<Target = Archive> + Clone + Send, T: Send> Pass<'a, A, T> {
    /// A pass that has read so much at most that it has not handed on.
    pub(super) fn new(
        stop: &'a AtomicBool,
        window: Load,
        abandoned: Abandoned,
        make: &'a (dyn Fn(&A, &Location, Document) -> T + Sync),
    ) -> Self {
        Self {
            stop,
            gate: Gate::new(window),
            abandoned,
            only_changes: false,
            make,
            met: AtomicUsize::new(0),
            found: AtomicUsize::new(0),
            is_walked: AtomicBool::new(false),
            lenders: Mutex::default(),
        }
    }

    /// Reads what `walk` sends, on threads of its own, until `hand_on` returns
    /// on this one; that gets what was read as soon as it is, in no order.
    pub(super) fn run(
        &self,
        walk: impl FnOnce(&mut dyn FnMut(A, Found)) + Send,
        hand_on: impl FnOnce(&Receiver<Met<T>>),
    ) {
        let parsers = thread::available_parallelism().map_or(1, num::NonZero::get).min(PARSERS);
        let (paths, found) = sync_channel(PATHS);
        let (waiting, files) = channel();
        let (done, reads) = channel();
        let files = Mutex::new(files);
        thread::scope(|scope| {
            let files = &files;
            scope.spawn(move || self.walk(walk, &paths));
            let troubles = done.clone();
            scope.spawn(move || self.read(&found, &waiting, &troubles));
            for _ in 0..parsers {
                let done = done.clone();
                scope.spawn(move || self.parse(files, &done));
            }
            drop(done);
            // Whoever waits at it must not do so for ever, also after a panic.
            let _closing = Closing(&self.gate);
            hand_on(&reads);
            drop(reads);
        });
    }

    /// Gives back the room that something took which is handed on now.
    pub(super) fn release(&self, met: Met<T>) -> Read<T> {
        self.gate.leave(met.ticket.bytes);
        met.read
    }

    /// Settles the archives with lists of links, and counts what that leaves to
    /// be handed on. `is_in_order` as of [`Lending::settle`].
    ///
    /// [`Lending::settle`]: super::lending::Lending::settle
    pub(super) fn settle(&self, is_in_order: bool) -> Vec<(A, Settled)> {
        let mut lenders = self.lenders.lock().unwrap_or_else(PoisonError::into_inner);
        let settled = std::mem::take(&mut *lenders).into_iter().map(|archive| {
            let settled = archive.lending.settle(is_in_order);
            self.found.fetch_add(settled.links.len(), Ordering::Relaxed);
            (archive, settled)
        });
        settled.collect()
    }

    /// How far it has come when so many have been handed on.
    pub(super) fn progress(&self, done: usize) -> Progress {
        let is_walked = self.is_walked.load(Ordering::Acquire);
        Progress { done, found: self.found.load(Ordering::Relaxed), is_walked }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn walk(
        &self,
        walk: impl FnOnce(&mut dyn FnMut(A, Found)),
        paths: &SyncSender<Box<(A, Found)>>,
    ) {
        walk(&mut |archive, found| {
            self.found.fetch_add(1, Ordering::Relaxed);
            // Fails only when the reader has stopped, and then this stops too.
            let _ = paths.send(Box::new((archive, found)));
        });
        self.is_walked.store(true, Ordering::Release);
    }

    fn read(
        &self,
        found: &Receiver<Box<(A, Found)>>,
        queue: &Sender<Waiting<A>>,
        troubles: &Sender<Met<T>>,
    ) {
        for found in found {
            let (archive, (file, why)) = *found;
            if self.is_stopped() {
                return;
            }
            if self.only_changes && why.is_none() && archive.catalogue().is_as_kept(&file) {
                self.found.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let queues = Queues { archive: &archive, queue, troubles };
            let opened = why.map_or_else(|| open::open(&file), Err);
            let is_heard = match opened.and_then(|opened| self.take(&file, opened, &queues)) {
                Ok(is_heard) => is_heard,
                Err(why) => {
                    let id = archive.catalogue().identify_unread(&file);
                    let location = Location { file, item: None };
                    self.tell(read(id, location, None, Err(why)), troubles)
                }
            };
            if !is_heard {
                return;
            }
        }
    }

    /// Takes a file, or the items in it; returns whether anybody waits.
    fn take(
        &self,
        file: &Path,
        mut opened: Opened,
        queues: &Queues<'_, A, T>,
    ) -> Result<bool, Why> {
        if let Some(many) = Many::recognise(file, &opened.head()?) {
            return self.take_items(many, file, opened, queues);
        }
        let stamp = opened.stamp;
        let contents = opened.contents()?;
        let id = {
            let mut catalogue = queues.archive.catalogue();
            let id = catalogue.identify(file, &contents.bytes, stamp);
            if self.only_changes && catalogue.is_only_moved(id, stamp) {
                self.found.fetch_sub(1, Ordering::Relaxed);
                return Ok(true);
            }
            id
        };
        let changed = contents.changed;
        let job = Job::new(id, file, contents);
        let location = Location { file: file.to_owned(), item: None };
        Ok(self.queue(location, id, changed, job, queues))
    }

    fn take_items(
        &self,
        many: Many,
        file: &Path,
        opened: Opened,
        queues: &Queues<'_, A, T>,
    ) -> Result<bool, Why> {
        let changed = opened.stamp.changed;
        let mut is_heard = true;
        let mut has_lent = false;
        let taken = items::take(queues.archive, many, file, opened, |taken| {
            let taken = items::lend(queues.archive, file, changed, taken);
            let Some(Taken { id, part, job, .. }) = taken else {
                has_lent = true;
                return ControlFlow::Continue(());
            };
            // The next item is counted before this one can be done, so that
            // nobody takes the part for the whole.
            self.found.fetch_add(1, Ordering::Relaxed);
            let location = Location { file: file.to_owned(), item: Some(part) };
            is_heard = !self.is_stopped()
                && match job {
                    Ok(job) => self.queue(location, id, changed, job, queues),
                    Err(why) => {
                        let trouble = read(id, location, Some(changed), Err(why));
                        self.tell(trouble, queues.troubles)
                    }
                };
            if is_heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if has_lent {
            queues.archive.catalogue().lends(file);
            let mut lenders = self.lenders.lock().unwrap_or_else(PoisonError::into_inner);
            lenders.push(queues.archive.clone());
        }
        if taken.is_ok() {
            // There was no next one. A file that broke off is listed itself.
            self.found.fetch_sub(1, Ordering::Relaxed);
        }
        taken.map(|()| is_heard)
    }

    /// Lets something wait for its parser; returns whether anybody waits for it.
    fn queue(
        &self,
        location: Location,
        id: ArticleId,
        changed: i64,
        job: Job,
        queues: &Queues<'_, A, T>,
    ) -> bool {
        let Some(ticket) = self.enter(job.len()) else { return false };
        let archive = queues.archive.clone();
        let job = job.repairing(archive.corrections.repairs(id));
        queues.queue.send(Waiting { archive, ticket, location, id, changed, job }).is_ok()
    }

    /// Tells what could not be read; returns whether anybody hears it.
    fn tell(&self, read: Read<T>, troubles: &Sender<Met<T>>) -> bool {
        self.enter(0).is_some_and(|ticket| troubles.send(Met { ticket, read }).is_ok())
    }

    /// Waits for room; `None` if nobody waits for more. Called on one thread.
    fn enter(&self, bytes: usize) -> Option<Ticket> {
        let is_wanted = self.gate.enter(bytes);
        is_wanted.then(|| Ticket { rank: self.met.fetch_add(1, Ordering::Relaxed), bytes })
    }

    fn parse(&self, files: &Mutex<Receiver<Waiting<A>>>, done: &Sender<Met<T>>) {
        let mut parser = Parser::new(document, self.abandoned.clone());
        loop {
            let next = files.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Waiting { archive, ticket, location, id, changed, job }) = next else { return };
            if self.is_stopped() {
                continue;
            }
            let outcome = parser.parse(job, self.stop);
            let outcome = outcome.map(|document| (self.make)(&archive, &location, document));
            let read = read(id, location, Some(changed), outcome);
            if done.send(Met { ticket, read }).is_err() {
                return;
            }
        }
    }
}

/// Closes a gate when it goes.
struct Closing<'a>(&'a Gate);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn read<T>(
    id: ArticleId,
    location: Location,
    changed: Option<i64>,
    outcome: Result<T, Why>,
) -> Read<T> {
    let outcome = outcome.map_err(|why| ArchiveError::new(&location, why));
    Read { id, location, outcome, changed }
}

#[cfg(test)]
mod tests;
