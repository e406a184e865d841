//! Reads a whole archive: walk, read, parse, each on threads of its own.
//!
//! ```text
//! walk ─paths▶ read and identify ─bytes▶ parse (all cores) ─articles▶ caller
//! ```
//!
//! A file that holds many articles is cut by the thread that reads; from then
//! on its items are like files. Identities are given by one thread in the order of the walk, so that equal
//! files get the same ones every time, however parsing goes. The queues are
//! short where bytes wait in them, so memory does not grow with the archive.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{num, thread};

use super::items::{self, Many, Taken};
use super::lending::Settled;
use super::open::{self, Opened};
use super::parse::{Job, Parser, document};
use super::walk::{Found, walk};
use super::{Archive, ArchiveError, Location, Read, Why};
use crate::article::{Article, ArticleId};

/// Paths that may wait to be read: enough that the walk runs ahead and the
/// progress knows where it goes.
const PATHS: usize = 1 << 16;

/// Files that may wait to be parsed, for each parser.
const FILES: usize = 2;

/// Most articles handed on at once.
const BATCH: usize = 1024;

/// Longest time between two calls.
const PAUSE: Duration = Duration::from_millis(100);

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
struct Waiting {
    location: Location,
    id: ArticleId,
    changed: i64,
    job: Job,
}

/// Where what was read goes.
#[derive(Clone, Copy)]
struct Queues<'a> {
    /// What awaits its parser.
    queue: &'a SyncSender<Waiting>,
    /// What has none to wait for.
    troubles: &'a Sender<Read>,
}

/// What the threads share.
struct Pass<'a> {
    archive: &'a Archive,
    stop: &'a AtomicBool,
    found: AtomicUsize,
    is_walked: AtomicBool,
}

pub(super) fn ingest(archive: &Archive, stop: &AtomicBool, each: impl FnMut(Vec<Read>, Progress)) {
    let parsers = thread::available_parallelism().map_or(1, num::NonZero::get).min(PARSERS);
    let (paths, found) = sync_channel(PATHS);
    let (waiting, files) = sync_channel(FILES * parsers);
    let (done, reads) = channel();
    let files = Mutex::new(files);
    let pass =
        Pass { archive, stop, found: AtomicUsize::new(0), is_walked: AtomicBool::new(false) };
    thread::scope(|scope| {
        let (pass, files) = (&pass, &files);
        scope.spawn(move || pass.walk(&paths));
        let troubles = done.clone();
        scope.spawn(move || pass.read(&found, &waiting, &troubles));
        for _ in 0..parsers {
            let done = done.clone();
            scope.spawn(move || pass.parse(files, &done));
        }
        drop(done);
        pass.hand_on(&reads, each);
    });
}

impl Pass<'_> {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn walk(&self, paths: &SyncSender<Found>) {
        walk(&self.archive.roots, self.stop, |found| {
            self.found.fetch_add(1, Ordering::Relaxed);
            // Fails only when the reader has stopped, and then this stops too.
            let _ = paths.send(found);
        });
        self.is_walked.store(true, Ordering::Release);
    }

    fn read(&self, found: &Receiver<Found>, queue: &SyncSender<Waiting>, troubles: &Sender<Read>) {
        let queues = Queues { queue, troubles };
        for (file, why) in found {
            if self.is_stopped() {
                return;
            }
            let opened = why.map_or_else(|| open::open(&file), Err);
            let is_heard = match opened.and_then(|opened| self.take(&file, opened, queues)) {
                Ok(is_heard) => is_heard,
                Err(why) => {
                    let id = self.archive.catalogue().identify_unread(&file);
                    let location = Location { file, item: None };
                    troubles.send(read(id, location, None, Err(why))).is_ok()
                }
            };
            if !is_heard {
                return;
            }
        }
    }

    /// Takes a file, or the items in it; returns whether anybody waits.
    fn take(&self, file: &Path, mut opened: Opened, queues: Queues<'_>) -> Result<bool, Why> {
        if let Some(many) = Many::recognise(file, &opened.head()?) {
            return self.take_items(many, file, opened, queues);
        }
        let contents = opened.contents()?;
        let id = self.archive.catalogue().identify(file, &contents.bytes);
        let changed = contents.changed;
        let job = Job::new(id, file, contents);
        let location = Location { file: file.to_owned(), item: None };
        Ok(queues.queue.send(Waiting { location, id, changed, job }).is_ok())
    }

    fn take_items(
        &self,
        many: Many,
        file: &Path,
        opened: Opened,
        queues: Queues<'_>,
    ) -> Result<bool, Why> {
        let changed = opened.stamp.changed;
        let mut is_heard = true;
        let taken = items::take(self.archive, many, file, opened, |taken| {
            let taken = items::lend(self.archive, file, changed, taken);
            let Some(Taken { id, part, job, .. }) = taken else {
                return ControlFlow::Continue(());
            };
            // The next item is counted before this one can be done, so that
            // nobody takes the part for the whole.
            self.found.fetch_add(1, Ordering::Relaxed);
            let location = Location { file: file.to_owned(), item: Some(part) };
            is_heard = !self.is_stopped()
                && match job {
                    Ok(job) => queues.queue.send(Waiting { location, id, changed, job }).is_ok(),
                    Err(why) => {
                        queues.troubles.send(read(id, location, Some(changed), Err(why))).is_ok()
                    }
                };
            if is_heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if taken.is_ok() {
            // There was no next one. A file that broke off is listed itself.
            self.found.fetch_sub(1, Ordering::Relaxed);
        }
        taken.map(|()| is_heard)
    }

    fn parse(&self, files: &Mutex<Receiver<Waiting>>, done: &Sender<Read>) {
        let mut parser = Parser::new(document, self.archive.abandoned.clone());
        loop {
            let next = files.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Waiting { location, id, changed, job }) = next else { return };
            if self.is_stopped() {
                continue;
            }
            let outcome = parser.parse(job, self.stop).map(|document| document.article);
            if done.send(read(id, location, Some(changed), outcome)).is_err() {
                return;
            }
        }
    }

    /// Adds to the last batch what the lists of links leave to be handed on;
    /// returns how many articles are new.
    fn settle(&self, batch: &mut Vec<Read>) -> usize {
        let Settled { mut links, again } = self.archive.lending.settle();
        let articles = links.iter_mut().filter_map(|read| read.outcome.as_mut().ok());
        articles.for_each(|article| self.archive.complete(article));
        self.found.fetch_add(links.len(), Ordering::Relaxed);
        let new = links.len();
        batch.append(&mut links);
        let again = again.into_iter().take_while(|_| !self.is_stopped());
        batch.extend(again.filter_map(|id| self.archive.read(id)));
        new
    }

    /// Calls `each` with batches, until every thread has finished.
    fn hand_on(&self, reads: &Receiver<Read>, mut each: impl FnMut(Vec<Read>, Progress)) {
        let mut done = 0;
        let mut is_over = false;
        while !is_over {
            let (mut batch, over) = batch(reads);
            // Only here, so that whoever corrects on the thread that is called
            // finds every article corrected that it was not yet handed.
            for article in batch.iter_mut().filter_map(|read| read.outcome.as_mut().ok()) {
                self.archive.complete(article);
            }
            (is_over, done) = (over, done + batch.len());
            if self.is_stopped() {
                return;
            }
            if is_over {
                done += self.settle(&mut batch);
            }
            let is_walked = self.is_walked.load(Ordering::Acquire);
            each(batch, Progress { done, found: self.found.load(Ordering::Relaxed), is_walked });
        }
    }
}

/// What comes in a short time, and whether more can come.
fn batch(reads: &Receiver<Read>) -> (Vec<Read>, bool) {
    let until = Instant::now() + PAUSE;
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match reads.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(read) => batch.push(read),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return (batch, true),
        }
    }
    (batch, false)
}

fn read(
    id: ArticleId,
    location: Location,
    changed: Option<i64>,
    outcome: Result<Article, Why>,
) -> Read {
    let outcome = outcome.map_err(|why| ArchiveError::new(&location, why));
    Read { id, location, outcome, changed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::{CWD, FileType, Mode, mkdirat, mknodat};
    use std::fs;

    /// Everything that an archive holds, and the last progress.
    fn ingested(archive: &Archive) -> (Vec<Read>, Progress) {
        let (mut reads, mut last) = (Vec::new(), Progress::default());
        ingest(archive, &AtomicBool::new(false), |batch, progress| {
            reads.extend(batch);
            last = progress;
        });
        reads.sort_by(|a, b| a.location.file.cmp(&b.location.file));
        (reads, last)
    }

    #[test]
    fn a_file_that_cannot_be_read_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name| folder.path().join(name);
        fs::write(file("a.txt"), "rain").unwrap();
        mknodat(CWD, file("b.txt"), FileType::Fifo, Mode::RUSR, 0).unwrap();
        fs::write(file("c.txt"), "snow").unwrap();
        let archive = Archive::new(vec![folder.path().to_owned()]);
        let (reads, progress) = ingested(&archive);
        assert_eq!(progress, Progress { done: 3, found: 3, is_walked: true });
        assert!(reads[0].outcome.is_ok() && reads[2].outcome.is_ok());
        let error = reads[1].outcome.as_ref().unwrap_err();
        assert_eq!(error.why, Why::NotAFile("a named pipe"));
        assert_eq!(archive.load(reads[1].id).err().as_ref(), Some(error));
    }

    #[test]
    fn equal_files_have_the_same_identities_every_time() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..50 {
            fs::write(folder.path().join(format!("{n:02}.txt")), "rain").unwrap();
        }
        let ids = || {
            let (reads, _) = ingested(&Archive::new(vec![folder.path().to_owned()]));
            reads.iter().map(|read| read.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(), (0..50).map(|n| ArticleId::of(b"rain", n)).collect::<Vec<_>>());
        assert_eq!(ids(), ids());
    }

    #[test]
    fn an_article_is_loaded_as_it_now_is_and_keeps_its_identity() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "rain").unwrap();
        let archive = Archive::new(vec![file.clone()]);
        let id = ingested(&archive).0[0].id;
        assert_eq!(archive.location(id), Some(Location { file: file.clone(), item: None }));
        fs::write(&file, "snow").unwrap();
        let document = archive.load(id).unwrap();
        assert_eq!((document.article.id, document.source.as_str()), (id, "snow"));
        assert_eq!(ingested(&archive).0[0].id, id);
        fs::remove_file(&file).unwrap();
        assert_eq!(archive.load(id).unwrap_err().why, Why::Gone);
        assert_eq!(archive.load(ArticleId::default()).unwrap_err().why, Why::Unknown);
    }

    #[test]
    fn a_file_of_which_only_the_beginning_is_shown_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "rain\n".repeat((16 << 20) / 5 + 1)).unwrap();
        let archive = Archive::new(vec![file]);
        let contents = open::open(&archive.roots[0]).unwrap().contents().unwrap();
        let job = Job::new(ArticleId::default(), &archive.roots[0], contents);
        let warnings = document(&job).unwrap().article.warnings;
        assert_eq!(&**warnings.last().unwrap(), "only the first 16 MiB of 16.1 MiB are shown");
    }

    #[test]
    fn a_path_beyond_what_the_system_takes_is_trouble_of_one_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "rain").unwrap();
        let mut at = fs::File::open(folder.path()).unwrap();
        for _ in 0..25 {
            let name = "d".repeat(200);
            mkdirat(&at, &name, Mode::RWXU).unwrap();
            let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::DIRECTORY;
            at = rustix::fs::openat(&at, &name, flags, Mode::empty()).unwrap().into();
        }
        let (reads, _) = ingested(&Archive::new(vec![folder.path().to_owned()]));
        assert!(reads[0].outcome.is_ok());
        assert_eq!(reads[1].outcome.as_ref().unwrap_err().why, Why::TooLong);
        assert_eq!(reads.len(), 2);
    }

    #[test]
    fn an_ingest_that_is_stopped_hands_nothing_on() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "rain").unwrap();
        let archive = Archive::new(vec![folder.path().to_owned()]);
        ingest(&archive, &AtomicBool::new(true), |_, _| panic!("it was called"));
    }

    #[test]
    fn an_archive_of_nothing_is_done_at_once() {
        let (reads, progress) = ingested(&Archive::new(Vec::new()));
        assert_eq!(
            (reads, progress),
            (Vec::new(), Progress { is_walked: true, ..Progress::default() })
        );
    }
}
