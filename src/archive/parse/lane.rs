//! A thread that parses what it is given, and may be left behind.
//!
//! Knows neither time nor files. Its one idea: it takes its jobs out of a row
//! that whoever attends to it can take back, all but the one that it is at; and
//! it tells only that the row has come to its end, not of each job, which would
//! cost a change of threads.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::{io, thread};

use super::{Job, Why};
use crate::article::ArticleId;

/// Bytes of stack: parsers of nested formats recurse.
const STACK: usize = 16 << 20;

/// A thread that parses.
pub(super) struct Lane<T> {
    row: Arc<Row<T>>,
    begin: Sender<()>,
    /// Hears when all was parsed that it was given.
    pub(super) ended: Receiver<()>,
    /// Goes when the thread ends.
    pub(super) alive: Weak<()>,
}

/// What a lane is to do and what it did.
struct Row<T>(Mutex<State<T>>);

struct State<T> {
    waiting: VecDeque<Job>,
    /// What is being parsed.
    at: Option<ArticleId>,
    done: Vec<Result<T, Why>>,
}

impl<T: Send + 'static> Lane<T> {
    pub(super) fn start(parse: fn(Job) -> Result<T, Why>) -> io::Result<Self> {
        let state = State { waiting: VecDeque::new(), at: None, done: Vec::new() };
        let row = Arc::new(Row(Mutex::new(state)));
        let (begin, begins) = channel();
        let (end, ended) = channel();
        let (strong, its_row) = (Arc::new(()), Arc::clone(&row));
        let alive = Arc::downgrade(&strong);
        thread::Builder::new().name("parser".to_owned()).stack_size(STACK).spawn(move || {
            for () in begins {
                while let Some(job) = its_row.next() {
                    let parsed = catch_unwind(AssertUnwindSafe(|| parse(job)));
                    its_row.note(parsed.unwrap_or(Err(Why::Broken)));
                }
                if end.send(()).is_err() {
                    break;
                }
            }
            drop(strong);
        })?;
        Ok(Self { row, begin, ended, alive })
    }

    /// Gives it jobs; it must be free.
    pub(super) fn begin(&self, jobs: VecDeque<Job>) {
        self.row.state().waiting = jobs;
        // Where its thread is no more, `ended` says so.
        let _ = self.begin.send(());
    }

    /// What came of the jobs that it finished since this was called last, in
    /// their order.
    pub(super) fn take_done(&self) -> Vec<Result<T, Why>> {
        std::mem::take(&mut self.row.state().done)
    }

    /// Gives up the job that it is at, or the next if it has not begun; takes
    /// back those behind it. `None` if it finished one that was not yet taken, or
    /// all.
    pub(super) fn give_up(&self) -> Option<(ArticleId, VecDeque<Job>)> {
        let mut state = self.row.state();
        if !state.done.is_empty() {
            return None;
        }
        let mut waiting = std::mem::take(&mut state.waiting);
        let at = state.at.or_else(|| waiting.pop_front().map(|job| job.id))?;
        Some((at, waiting))
    }
}

impl<T> Row<T> {
    fn next(&self) -> Option<Job> {
        let mut state = self.state();
        let job = state.waiting.pop_front();
        state.at = job.as_ref().map(|job| job.id);
        job
    }

    fn note(&self, outcome: Result<T, Why>) {
        let mut state = self.state();
        state.at = None;
        state.done.push(outcome);
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
