//! Brings an index up to date.
//!
//! What was read goes into the index, and what is in the index is noted in the
//! catalogue, in this order and in common steps: so after a crash the catalogue
//! may know less than the index, and never more, and what it lacks is read
//! again.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::copying::Copies;
use super::corrected;
use super::head::Head;
use super::place::{Lock, Place};
use crate::archive::{Archive, Look, Progress, Read, is_damaged};
use crate::article::{ArticleId, Corrected};
use crate::search::index::{Index, IndexError, Writer};

/// Time until the first articles are there, where somebody looks.
const AT_FIRST: Duration = Duration::from_millis(250);

/// Longest time until what was read is there.
const AT_LAST: Duration = Duration::from_secs(2);

/// What an update came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Articles that were taken in, those that cannot be read among them.
    pub taken: usize,
    /// Of those, the ones that cannot be read.
    pub unreadable: usize,
    /// Articles that are there no more.
    pub gone: usize,
}

/// The one that fills an index.
pub struct Filler {
    index: Arc<Index>,
    archive: Arc<Archive>,
    writer: Writer,
    copies: Copies,
    head: Arc<Head>,
    place: Place,
    /// Whether somebody looks before the end.
    is_hurried: bool,
    /// Whether no update was ever done to the end.
    is_first: bool,
    /// What went wrong with a correction: an update under way has lost what it
    /// took in until then.
    failed: Option<IndexError>,
    lock: Lock,
}

/// An update under way.
struct Update<'a> {
    filler: &'a mut Filler,
    figures: Figures,
    failed: Option<IndexError>,
    /// When the last commit was.
    committed: Instant,
    pause: Duration,
    is_open: bool,
}

impl Filler {
    pub(super) fn new(
        place: Place,
        head: Head,
        mut copies: Copies,
        index: Arc<Index>,
        archive: Arc<Archive>,
        mut writer: Writer,
        lock: Lock,
    ) -> Result<Self, IndexError> {
        if archive.step() != Some(index.step()?) {
            // A crash came between the two, and what is in the index alone may
            // have changed since.
            let lost = index.unknown_to(|id| archive.number(id).is_some())?;
            if writer.remove(&lost)? > 0 {
                copies.remove(&lost)?;
                writer.commit()?;
            }
        }
        let (head, is_first) = (Arc::new(head), !place.is_whole());
        let (is_hurried, failed) = (true, None);
        Ok(Self { index, archive, writer, copies, head, place, is_hurried, is_first, failed, lock })
    }

    /// From now on the first articles need not be there sooner than others, and
    /// what was filled is packed: for whoever waits for the end only.
    pub fn take_time(&mut self) {
        self.is_hurried = false;
    }

    /// Takes in what changed, and tells how far it is, at least ten times a
    /// second, with what was just read.
    ///
    /// What was taken in is found within two seconds. Once stopped it leaves the
    /// rest for the next time.
    pub fn update(
        &mut self,
        look: Look,
        stop: &AtomicBool,
        tell: impl FnMut(&mut Self, &[Told], Progress),
    ) -> Result<Figures, IndexError> {
        self.failed = None;
        let done = self.take_in(look, stop, tell);
        if done.is_err() {
            self.writer.roll_back();
            self.archive.roll_back();
        } else if !stop.load(Ordering::Relaxed) {
            self.place.finish();
            self.is_first = false;
        }
        done.map_err(|error| self.place.explained(error))
    }

    fn take_in(
        &mut self,
        look: Look,
        stop: &AtomicBool,
        mut tell: impl FnMut(&mut Self, &[Told], Progress),
    ) -> Result<Figures, IndexError> {
        let archive = Arc::clone(&self.archive);
        let mut update = Update {
            pause: if self.is_hurried { AT_FIRST } else { AT_LAST },
            filler: self,
            figures: Figures::default(),
            failed: None,
            committed: Instant::now(),
            is_open: false,
        };
        // What fails is not gone on with: nothing of it would stay.
        let halt = AtomicBool::new(stop.load(Ordering::Relaxed));
        let gone = archive.update(look, &halt, |reads, progress| {
            let told: Vec<Told> = reads.iter().filter_map(Told::of).collect();
            update.take(reads);
            tell(update.filler, &told, progress);
            update.failed = update.failed.take().or_else(|| update.filler.failed.take());
            if update.failed.is_some() || stop.load(Ordering::Relaxed) {
                halt.store(true, Ordering::Relaxed);
            }
        });
        if let Some(error) = update.failed {
            return Err(error);
        }
        let mut figures = update.figures;
        figures.gone = self.writer.remove(&gone)?;
        self.copies.remove(&gone)?;
        if figures.taken + figures.gone > 0 {
            self.commit()?;
        }
        let is_new = figures.taken > self.index.len() / 2;
        let (writer, copies) = (&mut self.writer, &mut self.copies);
        // Neither waits for the other: to merge takes one core for a while.
        std::thread::scope(|scope| {
            // An index in more pieces is as right, and the next update sees to it.
            scope.spawn(|| writer.settle(is_new).ok());
            // What was stopped goes on another time, and is compared then.
            copies.find(stop)
        })?;
        let reached = self.index.step()?;
        self.archive.commit(reached).map_err(|reason| self.index.broken(reason))?;
        if !self.is_hurried && is_new {
            self.archive.pack();
        }
        Ok(figures)
    }

    /// Has articles read again as the reader corrects them; returns those that
    /// were.
    pub fn correct(
        &mut self,
        corrections: Vec<(ArticleId, Corrected)>,
    ) -> Result<Vec<ArticleId>, IndexError> {
        let ids: Vec<ArticleId> = corrections.iter().map(|(id, _)| *id).collect();
        for (id, corrected) in corrections {
            self.archive.correct(id, corrected);
        }
        let reads = ids.into_iter().filter_map(|id| self.archive.read(id));
        let index = &self.index;
        // At a start the reader's corrections are all told, and mostly there.
        let reads: Vec<Read> = reads.filter(|read| !index.says(read)).collect();
        let again: Vec<ArticleId> = reads.iter().map(|read| read.id).collect();
        if !again.is_empty() {
            self.put_again(&again, reads).inspect_err(|error| {
                // Only the index: an update may be under way, and ends with it.
                self.writer.roll_back();
                self.failed = Some(error.clone());
            })?;
        }
        Ok(again)
    }

    /// Has the index say of articles what the reader says of them now, and of those of
    /// which nothing is said any more what their files say.
    pub fn correct_all(&mut self, says: &HashMap<ArticleId, Corrected>) -> Result<(), IndexError> {
        let missing = corrected::missing(&self.place, says);
        if !missing.is_empty() {
            self.correct(missing)?;
            corrected::note(&self.place, says);
        }
        Ok(())
    }

    fn put_again(&mut self, ids: &[ArticleId], reads: Vec<Read>) -> Result<(), IndexError> {
        self.copies.insert(ids)?;
        self.writer.insert(reads)?;
        self.commit()?;
        self.copies.find(&AtomicBool::new(false))
    }

    /// Whether it makes the index: if it fails, there is none of the whole archive.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// How many articles are in the index.
    pub fn count(&self) -> usize {
        self.index.len()
    }

    /// Whether it is gone from the disk, wholly or in what says what there is.
    pub fn is_gone(&self) -> bool {
        !self.place.is_complete()
    }

    /// Whether what is on the disk is not what was written there: all of it is read.
    pub fn is_damaged(&self) -> bool {
        self.index.is_damaged() || is_damaged(&self.place.catalogue())
    }

    /// Removes what was made of an index that cannot be made, so that it takes
    /// nobody's room.
    pub fn discard(self) {
        let place = self.place.clone();
        // Nobody writes any more, and nobody else may begin.
        let lock = self.into_lock();
        // What cannot be removed is made anew another time.
        place.remove().ok();
        drop(lock);
    }

    /// Fills no more, and hands on the right to do it.
    pub(super) fn into_lock(self) -> Lock {
        self.lock
    }

    /// What keeps the head of the list.
    pub fn head(&self) -> Arc<Head> {
        Arc::clone(&self.head)
    }

    fn commit(&mut self) -> Result<(), IndexError> {
        let reached = self.writer.commit()?;
        self.head.keep(None);
        self.archive.commit(reached).map_err(|reason| self.index.broken(reason))
    }
}

/// Something that cannot be read.
#[derive(Clone, Debug)]
pub struct Told {
    /// Where it is.
    pub location: crate::archive::Location,
    /// Why.
    pub error: crate::archive::ArchiveError,
}

impl Told {
    fn of(read: &Read) -> Option<Self> {
        let error = read.outcome.as_ref().err()?.clone();
        Some(Self { location: read.location.clone(), error })
    }
}

impl Update<'_> {
    /// Takes in what was read; commits when nothing waits, and at the latest
    /// when its time has come.
    fn take(&mut self, reads: Vec<Read>) {
        if self.failed.is_some() {
            return;
        }
        let is_idle = reads.is_empty();
        let taken = self.insert(reads).and_then(|()| {
            let is_due = is_idle || self.committed.elapsed() >= self.pause;
            if !(self.is_open && is_due) {
                return Ok(());
            }
            self.is_open = false;
            self.pause = (self.pause * 2).min(AT_LAST);
            let done = self.filler.commit();
            self.committed = Instant::now();
            done
        });
        self.failed = taken.err();
    }

    fn insert(&mut self, reads: Vec<Read>) -> Result<(), IndexError> {
        if reads.is_empty() {
            return Ok(());
        }
        self.is_open = true;
        self.figures.taken += reads.len();
        self.figures.unreadable += reads.iter().filter(|read| read.outcome.is_err()).count();
        let ids: Vec<ArticleId> = reads.iter().map(|read| read.id).collect();
        self.filler.copies.insert(&ids)?;
        self.filler.writer.insert(reads)?;
        self.filler.archive.keep(ids);
        Ok(())
    }
}
