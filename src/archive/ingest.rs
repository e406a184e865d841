//! Reads whole archives: walk, read, parse, each on threads of its own.
//!
//! ```text
//! walk ─paths▶ read and identify ─gate▶ parse (all cores) ─articles▶ caller
//! ```
//!
//! A file that holds many articles is cut by the thread that reads; from then
//! on its items are like files. Identities are given by one thread in the order
//! of the walk, so that equal files get the same ones every time, however parsing
//! goes. A gate bounds what was read and not yet handed on, so memory does not
//! grow with the archive.

pub(super) mod handing;
mod reading;

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::{num, thread};

use handing::hand_on;

use super::gate::{Gate, Load};
use super::lending::Settled;
use super::parse::{Abandoned, Job, Parser, document};
use super::walk::{Found, Plan, walk};
use super::{Archive, ArchiveError, Location, Read, Why};
use crate::article::ArticleId;
use crate::format::Document;

/// Paths that may wait to be read: enough that the walk runs ahead and the
/// progress knows where it goes. Room for all is taken at once, so each is
/// in a box.
const PATHS: usize = 1 << 15;

/// Articles handed on at once, up to the run with which that is reached.
const BATCH: usize = 1024;

/// What may be read and not yet handed on: as much as parsers make of it in
/// the pause between two calls, and some more.
const WINDOW: Load = Load { files: 2 * BATCH, bytes: 64 << 20 };

/// What a parser takes at once, up to the file with which that is reached.
const RUN: Load = Load { files: 16, bytes: 64 << 10 };

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
    place: Place<A>,
    job: Job,
}

/// Where something was read, as what it is known, and the room that it took.
struct Place<A> {
    archive: A,
    ticket: Ticket,
    location: Location,
    id: ArticleId,
    changed: i64,
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
        hand_on: impl FnOnce(&Receiver<Vec<Met<T>>>),
    ) {
        let parsers = thread::available_parallelism().map_or(1, num::NonZero::get).min(PARSERS);
        let (paths, found) = sync_channel(PATHS);
        let (waiting, files) = channel();
        let (done, reads) = channel();
        let files = Mutex::new(files);
        // So few that each parser has several shares of what may wait.
        let most = RUN.files.min(self.gate.most().files / parsers / 4).max(1);
        thread::scope(|scope| {
            let files = &files;
            scope.spawn(move || self.walk(walk, &paths));
            let troubles = done.clone();
            scope.spawn(move || self.read(&found, &waiting, &troubles));
            for _ in 0..parsers {
                let done = done.clone();
                scope.spawn(move || self.parse(files, most, &done));
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
            let mut settled = Settled::default();
            let before = archive.catalogue().lent_before();
            if let Some(before) = before {
                settled = archive.lending.settle(is_in_order, &before);
                archive.catalogue().settle(&settled);
            }
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

    /// Has files parsed, so many at a time at most.
    fn parse(&self, files: &Mutex<Receiver<Waiting<A>>>, most: usize, done: &Sender<Vec<Met<T>>>) {
        let mut parser = Parser::new(document, self.abandoned.clone());
        loop {
            // The others take the rest while this one waits.
            let most = if parser.is_late() { 1 } else { most };
            let run = next_run(&files.lock().unwrap_or_else(PoisonError::into_inner), most);
            if run.is_empty() {
                return;
            }
            if self.is_stopped() {
                continue;
            }
            let (jobs, places): (_, Vec<_>) =
                run.into_iter().map(|Waiting { job, place }| (job, place)).unzip();
            let (mut places, mut is_heard) = (places.into_iter(), true);
            parser.parse_all(jobs, self.stop, |outcomes| {
                let outcomes = outcomes.into_iter().zip(places.by_ref());
                let mets = outcomes.map(|(outcome, place)| self.met(place, outcome)).collect();
                is_heard &= done.send(mets).is_ok();
            });
            if !is_heard {
                return;
            }
        }
    }

    /// What became of a file that was parsed.
    fn met(&self, place: Place<A>, outcome: Result<Document, Why>) -> Met<T> {
        let Place { archive, ticket, location, id, changed } = place;
        let outcome = outcome.and_then(|document| self.made(&archive, &location, document));
        Met { ticket, read: read(id, location, Some(changed), outcome) }
    }

    /// What is made of an article, unless that breaks down.
    pub(super) fn made(
        &self,
        archive: &A,
        location: &Location,
        document: Document,
    ) -> Result<T, Why> {
        let make = AssertUnwindSafe(|| (self.make)(archive, location, document));
        catch_unwind(make).map_err(|_| Why::Broken)
    }
}

/// The next files that wait for a parser, as soon as there is one: short ones
/// together, for each that is handed over alone costs two changes of threads. Empty
/// when no more come.
fn next_run<A>(files: &Receiver<Waiting<A>>, most: usize) -> Vec<Waiting<A>> {
    let mut run = Vec::new();
    let Ok(first) = files.recv() else { return run };
    let mut bytes = first.place.ticket.bytes;
    run.push(first);
    while run.len() < most && bytes < RUN.bytes {
        let Ok(next) = files.try_recv() else { break };
        bytes += next.place.ticket.bytes;
        run.push(next);
    }
    run
}

/// Closes a gate when it goes.
struct Closing<'a>(&'a Gate);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// What became of something that was read.
pub(super) fn read<T>(
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
