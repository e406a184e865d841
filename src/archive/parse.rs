//! Parses files on a thread that may be left behind.
//!
//! No parser can be told to stop, and any may break down on a file that was
//! made to break it. So each runs on a thread of its own: a panic is caught
//! there, and one that takes too long is abandoned and replaced. It ends when
//! it has finished what nobody waits for any more.
//!
//! The answer never waits for that: a file is given up when its time is over,
//! and only those behind it may wait until a parser is free for them.

mod lane;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use lane::Lane;

use super::error::Why;
use super::open::Contents;
use crate::article::casing::sentence_title;
use crate::article::{ArticleId, Safe};
use crate::format::container::Head;
use crate::format::{self, Beside, Document, Hint};

/// How long one article may take, in time of the processor: a busy machine
/// must not cost a file.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many times as long it may take by the clock: a parser that waits uses
/// no processor. Rarely reached, even on a machine that is given to others.
const DRAWN_OUT: u32 = 20;

/// Parsers that may be left behind at a time and yet be replaced: each may
/// hold a core.
const LEFT_BEHIND: usize = 2;

/// Longest time until a parser that waits sees that it is to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// A file or an item to be parsed.
#[derive(Clone)]
pub(super) struct Job {
    id: ArticleId,
    file_name: String,
    bytes: Vec<u8>,
    warning: Option<Safe>,
    /// Whether damaged characters are to be repaired.
    repairs: bool,
    /// Whether what only the whole text tells is not wanted.
    is_only_read: bool,
    /// What the container says of an item, and the line where it begins.
    item: Option<(Arc<Head>, u64)>,
    /// What belongs to an item and lies in files of its own.
    beside: Beside,
}

impl Job {
    pub(super) fn new(id: ArticleId, file: &Path, contents: Contents) -> Self {
        let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Contents { bytes, warning, .. } = contents;
        Self {
            id,
            file_name,
            bytes,
            warning,
            repairs: false,
            is_only_read: false,
            item: None,
            beside: Beside::default(),
        }
    }

    /// The same job, with damaged characters repaired or not.
    pub(super) fn repairing(self, repairs: bool) -> Self {
        Self { repairs, ..self }
    }

    /// The same job, of which the text is wanted and not what that tells: its
    /// language, and which capitals of the headline belong to names.
    pub(super) fn only_reading(self, is_only_read: bool) -> Self {
        Self { is_only_read, ..self }
    }

    /// Bytes of what is to be parsed.
    pub(super) fn len(&self) -> usize {
        let len = |bytes: &Option<Vec<u8>>| bytes.as_ref().map_or(0, Vec::len);
        self.bytes.len() + len(&self.beside.page) + len(&self.beside.notes)
    }

    /// The job of reading an item of a container with this head; `beside` reads
    /// a file from the folder of the container.
    pub(super) fn of(
        mut self,
        head: Arc<Head>,
        line: u64,
        mut beside: impl FnMut(&str) -> Option<Contents>,
    ) -> Self {
        if let Some([page, notes]) = head.beside(&self.bytes) {
            if let Some(contents) = beside(&page) {
                self.warning = contents.warning;
                self.beside.page = Some(contents.bytes);
            }
            self.beside.notes = beside(&notes).map(|contents| contents.bytes);
        }
        Self { item: Some((head, line)), ..self }
    }
}

/// Reads the article of a file or an item, and what only the whole article can tell.
pub(super) fn document(job: Job) -> Result<Document, Why> {
    let Job { id, file_name, bytes, warning, repairs, is_only_read, item, beside } = job;
    let hint = Hint { file_name: &file_name, repairs, is_only_read };
    let read = match item {
        Some((head, line)) => format::read_item(id, &bytes, &head, line, &beside, &hint),
        None => format::read(id, bytes, &hint),
    };
    let mut document = read.map_err(|error| Why::Format(Safe::format(format_args!("{error}"))))?;
    document.article.warnings.extend(warning);
    if !is_only_read {
        // Now, while the text is at hand as a dictionary of proper nouns.
        document.article.meta.title_as_sentence = sentence_title(&document.article);
    }
    Ok(document)
}

/// The parsers that were left behind and are still at work, and on what.
#[derive(Clone, Default)]
pub(super) struct Abandoned(Arc<Mutex<Vec<Late>>>);

/// A parser that is over its time.
#[derive(Clone)]
struct Late {
    article: ArticleId,
    /// Goes when its thread ends.
    alive: Weak<()>,
}

impl Abandoned {
    /// Leaves a parser behind, unless too many are.
    fn take(&self, late: &Late) -> bool {
        let mut all = self.still_at_work();
        let takes = all.len() < LEFT_BEHIND;
        if takes {
            all.push(late.clone());
        }
        takes
    }

    /// Notes a parser that is left behind in any case.
    fn note(&self, late: Late) {
        self.still_at_work().push(late);
    }

    /// Whether a parser was left behind that is still at work on the article:
    /// another one would come no further.
    pub(super) fn holds(&self, article: ArticleId) -> bool {
        self.still_at_work().iter().any(|late| late.article == article)
    }

    fn still_at_work(&self) -> MutexGuard<'_, Vec<Late>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|late| late.alive.strong_count() > 0);
        all
    }
}

/// A parser and its thread.
pub(super) struct Parser<T> {
    parse: fn(Job) -> Result<T, Why>,
    patience: Duration,
    abandoned: Abandoned,
    /// A thread that is free.
    lane: Option<Lane<T>>,
    /// The thread that is over its time and cannot be replaced yet.
    late: Option<(Lane<T>, Late)>,
}

impl<T: Send + 'static> Parser<T> {
    /// A parser; its thread starts with the first file.
    pub(super) fn new(parse: fn(Job) -> Result<T, Why>, abandoned: Abandoned) -> Self {
        Self { parse, patience: PATIENCE, abandoned, lane: None, late: None }
    }

    /// Parses a file, as [`Self::parse_all`] does.
    pub(super) fn parse(&mut self, job: Job, stop: &AtomicBool) -> Result<T, Why> {
        let mut outcomes = Vec::new();
        self.parse_all(vec![job], stop, |more| outcomes.extend(more));
        outcomes.pop().unwrap_or(Err(Why::Broken))
    }

    /// Parses files one after the other and calls `each` with what came of the
    /// next ones, until that is known of all; gives one up when it takes too
    /// long, and all that are left once `stop` is true.
    ///
    /// If too many parsers are left behind already and the one of this value
    /// is not free either, it waits for one of them before it goes on.
    pub(super) fn parse_all(
        &mut self,
        jobs: Vec<Job>,
        stop: &AtomicBool,
        mut each: impl FnMut(Vec<Result<T, Why>>),
    ) {
        let mut jobs = VecDeque::from(jobs);
        while !jobs.is_empty() && !is_set(stop) {
            let given_up = match self.free(stop) {
                Ok(lane) => self.attend(lane, &mut jobs, stop, &mut each),
                Err(why) => jobs.pop_front().map(|_| why),
            };
            if let Some(why) = given_up {
                each(vec![Err(why)]);
            }
        }
        if !jobs.is_empty() {
            each(jobs.iter().map(|_| Err(Why::TooSlow)).collect());
        }
    }

    /// Has a free thread parse files; if it gives one up, it says why and leaves
    /// those behind it.
    fn attend(
        &mut self,
        lane: Lane<T>,
        jobs: &mut VecDeque<Job>,
        stop: &AtomicBool,
        each: &mut impl FnMut(Vec<Result<T, Why>>),
    ) -> Option<Why> {
        lane.begin(std::mem::take(jobs));
        let mut budget = Budget::new(self.patience);
        loop {
            let ended = lane.ended.recv_timeout(GLANCE.min(self.patience));
            let done = lane.take_done();
            if !done.is_empty() {
                each(done);
                // The one that it is at has begun since.
                budget = Budget::new(self.patience);
            }
            let why = match ended {
                Ok(()) => {
                    self.lane = Some(lane);
                    return None;
                }
                Err(RecvTimeoutError::Disconnected) => Why::Broken,
                Err(RecvTimeoutError::Timeout) if budget.is_spent() || is_set(stop) => Why::TooSlow,
                Err(RecvTimeoutError::Timeout) => continue,
            };
            let Some((article, left)) = lane.give_up() else {
                // It finished one just now, which is seen next; a thread that is
                // no more, all.
                if why == Why::Broken {
                    return None;
                }
                continue;
            };
            *jobs = left;
            let over = Late { article, alive: lane.alive.clone() };
            if !self.abandoned.take(&over) {
                self.late = Some((lane, over));
            }
            return Some(why);
        }
    }

    /// Whether it waits for a thread before it takes the next file.
    pub(super) fn is_late(&self) -> bool {
        self.late.is_some()
    }

    /// A thread that is free; fails once `stop` is true.
    fn free(&mut self, stop: &AtomicBool) -> Result<Lane<T>, Why> {
        if let Some(lane) = self.lane.take() {
            return Ok(lane);
        }
        while let Some((lane, late)) = self.late.take() {
            match lane.ended.recv_timeout(GLANCE) {
                Ok(()) => {
                    // Nobody waits for that any more.
                    lane.take_done();
                    return Ok(lane);
                }
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) if self.abandoned.take(&late) => break,
                Err(RecvTimeoutError::Timeout) => self.late = Some((lane, late)),
            }
            if is_set(stop) {
                return Err(Why::TooSlow);
            }
        }
        Ok(Lane::start(self.parse)?)
    }
}

impl<T> Drop for Parser<T> {
    fn drop(&mut self) {
        if let Some((_, late)) = self.late.take() {
            self.abandoned.note(late);
        }
    }
}

/// The time that one article may take.
///
/// What is measured is the processor time of all of newsread, for no thread can
/// ask how much another has had: it ends too early at worst, never before its
/// time has passed by the clock.
struct Budget {
    patience: Duration,
    began: Instant,
    used_before: Duration,
}

impl Budget {
    fn new(patience: Duration) -> Self {
        Self { patience, began: Instant::now(), used_before: processor_time() }
    }

    fn is_spent(&self) -> bool {
        let passed = self.began.elapsed();
        let used = processor_time().saturating_sub(self.used_before);
        passed >= self.patience && used >= self.patience || passed >= self.patience * DRAWN_OUT
    }
}

/// Processor time that newsread has used.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.try_into().unwrap_or_default()
}

fn is_set(stop: &AtomicBool) -> bool {
    stop.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests;
