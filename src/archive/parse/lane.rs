//! A thread that parses what it is given, and may be left behind.
//!
//! Knows neither time nor files. Its one idea: it takes its jobs from where
//! whoever attends to it can take them back, all but the one that it is at; and
//! it tells only that it is through with all, not with each, which would cost a
//! change of threads.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::{io, thread};

use super::{Job, Why};
use crate::article::ArticleId;

/// Bytes of stack: parsers of nested formats recurse.
const STACK: usize = 16 << 20;

/// A thread that parses. Once this goes, it ends with the job that it is at.
pub(super) struct Lane<T> {
    work: Arc<Mutex<Work<T>>>,
    begin: Sender<()>,
    /// Hears when all was parsed that it was given.
    pub(super) ended: Receiver<()>,
    /// Goes when the thread ends.
    pub(super) alive: Weak<()>,
}

/// What a lane is to do and what it did.
struct Work<T> {
    waiting: VecDeque<Job>,
    /// What is being parsed.
    at: Option<ArticleId>,
    done: Vec<Result<T, Why>>,
}

impl<T: Send + 'static> Lane<T> {
    pub(super) fn start(parse: fn(Job) -> Result<T, Why>) -> io::Result<Self> {
        let none = Work { waiting: VecDeque::new(), at: None, done: Vec::new() };
        let work = Arc::new(Mutex::new(none));
        let (begin, begins) = channel();
        let (end, ended) = channel();
        let (strong, its_work) = (Arc::new(()), Arc::clone(&work));
        let alive = Arc::downgrade(&strong);
        thread::Builder::new().name("parser".to_owned()).stack_size(STACK).spawn(move || {
            for () in begins {
                // Nothing is locked while it parses.
                let next = || lock(&its_work).next();
                while let Some(job) = next() {
                    let parsed = catch_unwind(AssertUnwindSafe(|| parse(job)));
                    lock(&its_work).note(parsed.unwrap_or(Err(Why::Broken)));
                }
                if end.send(()).is_err() {
                    break;
                }
            }
            drop(strong);
        })?;
        Ok(Self { work, begin, ended, alive })
    }

    /// Gives it jobs; it must be free.
    pub(super) fn begin(&self, jobs: VecDeque<Job>) {
        lock(&self.work).waiting = jobs;
        // Where its thread is no more, `ended` says so.
        let _ = self.begin.send(());
    }

    /// What came of the jobs that it finished since this was called last, in
    /// their order.
    pub(super) fn take_done(&self) -> Vec<Result<T, Why>> {
        std::mem::take(&mut lock(&self.work).done)
    }

    /// Gives up the job that it is at, or the next if it has not begun; takes
    /// back those behind it. `None` if it finished one that was not yet taken, or
    /// all.
    pub(super) fn give_up(&self) -> Option<(ArticleId, VecDeque<Job>)> {
        let mut work = lock(&self.work);
        if !work.done.is_empty() {
            return None;
        }
        let mut waiting = std::mem::take(&mut work.waiting);
        let at = work.at.or_else(|| waiting.pop_front().map(|job| job.id))?;
        Some((at, waiting))
    }
}

impl<T> Drop for Lane<T> {
    fn drop(&mut self) {
        lock(&self.work).waiting.clear();
    }
}

impl<T> Work<T> {
    fn next(&mut self) -> Option<Job> {
        let job = self.waiting.pop_front();
        self.at = job.as_ref().map(|job| job.id);
        job
    }

    fn note(&mut self, outcome: Result<T, Why>) {
        self.at = None;
        self.done.push(outcome);
    }
}

fn lock<T>(work: &Mutex<Work<T>>) -> MutexGuard<'_, Work<T>> {
    work.lock().unwrap_or_else(PoisonError::into_inner)
}
